#include "country.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "prose.h"

static const char country_setting[] = "country";

/* From the locale's variables, in the order in which they count. */
static const struct country *country_of_locale(const struct helplines *helplines)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char territory[3];
        const char *value = getenv(names[i]);
        if (value && locale_territory(value, territory))
            return helplines_country(helplines, territory);
    }
    return NULL;
}

const struct country *ui_country(struct ui *ui, bool *from_locale)
{
    const struct helplines *helplines = session_helplines(ui->session);
    struct store *store = session_store(ui->session); /* none while locked */
    char *kept = NULL;
    if (!*ui->country && store && !store_setting(store, country_setting, &kept, NULL) && kept)
        snprintf(ui->country, sizeof ui->country, "%s", kept);
    free(kept);
    const struct country *chosen = helplines_country(helplines, ui->country);
    *from_locale = !chosen;
    return chosen ? chosen : country_of_locale(helplines);
}

void ui_choose_country(struct ui *ui, const struct country *country)
{
    struct store *store = session_store(ui->session);
    struct fault fault = {0};
    snprintf(ui->country, sizeof ui->country, "%s", country->code);
    if (ui_is_closed(ui) || !store || !store_exists(store))
        ui_notice(ui, _("Not written down."));
    else if (store_set_setting(store, country_setting, ui->country, &fault))
        ui_notice(ui, fault.text);
}

int country_draw_line(struct view *view, int row, const struct helpline *line)
{
    char *const *cells = line->cells;
    struct str text = {0};
    bool same = strcmp(cells[LINE_NAME], cells[LINE_NUMBER]) == 0;
    str_puts(&text, cells[LINE_NAME]);
    if (*cells[LINE_NUMBER] && !same)
        str_printf(&text, " %s", cells[LINE_NUMBER]);
    if (*cells[LINE_TEXT])
        str_printf(&text, ", %s", cells[LINE_TEXT]);
    if (*cells[LINE_HOURS])
        str_printf(&text, ", %s", cells[LINE_HOURS]);
    if (line->certainty == LINE_NOT_CONFIRMED)
        str_puts(&text, _(" (not confirmed, check before you rely on it)"));
    int rows = prose_plain(view, row, 0, view->columns, STYLE_STRONG, str_text(&text));
    str_free(&text);
    return rows;
}
