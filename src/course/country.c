/* What a country's lines say: which there are, how old they are, which country a locale names. */
#include <stdio.h>
#include <string.h>

#include "mend/base/date.h"
#include "mend/course/helplines.h"

enum { YEAR_DAYS = 365 };

const struct country *helplines_country(const struct helplines *helplines, const char *code)
{
    for (size_t i = 0; i < helplines->count; i++)
        if (strcmp(helplines->countries[i].code, code) == 0)
            return &helplines->countries[i];
    return NULL;
}

const struct helpline *country_line(const struct country *country, enum line_kind kind)
{
    for (size_t i = 0; country && i < country->count; i++)
        if (country->lines[i].kind == kind)
            return &country->lines[i];
    return NULL;
}

/* "2025" and "2025-10" are days, too: their first. */
bool helpline_dated(const struct helpline *line, int64_t *wall)
{
    static const char first[] = "-01-01";
    const char *text = line->cells[LINE_DATE];
    char day[sizeof "2025-10-03"];
    size_t length = strlen(text);
    if (length != 4 && length != 7 && length != 10)
        return false;
    snprintf(day, sizeof day, "%s%s", text, first + (length == 4 ? 0 : length == 7 ? 3 : 6));
    return date_read(day, wall);
}

bool helpline_is_old(const struct helpline *line, int64_t now)
{
    int64_t made;
    return helpline_dated(line, &made) && date_days_between(made, now) > YEAR_DAYS;
}

struct line_ages country_ages(const struct country *country, int64_t now)
{
    struct line_ages ages = {0};
    int64_t made;
    for (size_t i = 0; country && i < country->count; i++) {
        const struct helpline *line = &country->lines[i];
        if (line->kind == LINE_EMERGENCY)
            continue;
        ages.lines++;
        ages.old += helpline_is_old(line, now) ? 1 : 0;
        ages.undated += helpline_dated(line, &made) ? 0 : 1;
    }
    return ages;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool locale_territory(const char *locale, char territory[3])
{
    const char *at = strchr(locale, '_');
    size_t language = strcspn(locale, "_.@");
    if (!at || locale[language] != '_' || !is_letter(at[1]) || !is_letter(at[2]) ||
        is_letter(at[3]))
        return false;
    territory[0] = (char)(at[1] | 0x20);
    territory[1] = (char)(at[2] | 0x20);
    territory[2] = '\0';
    return true;
}
