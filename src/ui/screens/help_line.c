/* How one line to call is put on the page: each thing about it in a row of its own. */
#include <string.h>

#include "../prose.h"
#include "help_private.h"
#include "mend/base/date.h"

enum { INDENT = 2 };

static const char *const certainties[LINE_CERTAINTIES] = {
    [LINE_CONFIRMED] = N_("Confirmed: read on the page of the line or of a government."),
    [LINE_LIKELY] = N_("Likely: read in a newspaper or with an agency, not with the line itself."),
    [LINE_NOT_CONFIRMED] = N_("Not confirmed, check before you rely on it."),
    [LINE_CHECK_LOCALLY] = N_("Check it where you are."),
};

static int draw_text(struct view *view, int row, enum style style, const char *text)
{
    return prose_plain(view, row, INDENT, view->columns - INDENT, style, text);
}

/* FORMAT has one %s, for TEXT; without one there is no row. */
static int draw_about(struct view *view, int row, const char *label, const char *text)
{
    struct str sentence = {0};
    if (!*text)
        return 0;
    str_printf(&sentence, "%s %s", label, text);
    int rows = draw_text(view, row, STYLE_TEXT, str_text(&sentence));
    str_free(&sentence);
    return rows;
}

static const char *serves(const struct helpline *line)
{
    const char *whom = line->cells[LINE_SERVES];
    if (strcmp(whom, "women") == 0)
        return _("women");
    if (strcmp(whom, "men") == 0)
        return _("men");
    return *whom ? _("LGBT+ people") : "";
}

/* As much of the date as the source tells: "3 October 2025", "October 2025", "2025". */
static void put_date(struct str *out, const struct helpline *line, int64_t made)
{
    struct str full = {0};
    size_t told = strlen(line->cells[LINE_DATE]);
    date_put_full(&full, made);
    const char *month = strchr(str_text(&full), ' ');
    const char *year = line->cells[LINE_DATE];
    if (told > 7)
        str_puts(out, str_text(&full));
    else if (told > 4 && month)
        str_puts(out, month + 1);
    else
        str_puts(out, year);
    str_free(&full);
}

static int draw_source(struct view *view, int row, const struct helpline *line, int64_t now)
{
    struct str text = {0};
    int64_t made;
    str_printf(&text, _("Source: %s, "), line->cells[LINE_SOURCE]);
    if (helpline_dated(line, &made)) {
        put_date(&text, line, made);
        str_puts(&text, helpline_is_old(line, now) ? _(", over a year ago.") : ".");
    } else {
        str_puts(&text, _("without a date."));
    }
    int rows = draw_text(view, row, STYLE_DIM, str_text(&text));
    str_free(&text);
    return rows;
}

int help_draw_line(struct view *view, int row, const struct helpline *line, bool selected,
                   int64_t now)
{
    char *const *cells = line->cells;
    int start = row;
    row += draw_text(view, row, selected ? STYLE_TITLE : STYLE_TEXT, cells[LINE_NAME]);
    row += draw_text(view, row, STYLE_STRONG, cells[LINE_NUMBER]);
    row += draw_about(view, row, _("Without a call:"), cells[LINE_TEXT]);
    row += draw_about(view, row, _("Hours:"), cells[LINE_HOURS]);
    row += draw_about(view, row, _("For:"), serves(line));
    row += draw_about(view, row, _("Note:"), cells[LINE_NOTE]);
    if (line->kind != LINE_DIRECTORY)
        row += draw_about(view, row, _("Bill and call list:"),
                          *cells[LINE_TRACE] ? cells[LINE_TRACE] : _("not known"));
    row += draw_text(view, row, STYLE_DIM, _(certainties[line->certainty]));
    row += draw_source(view, row, line, now);
    return row - start;
}
