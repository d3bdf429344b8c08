/* What stands on top of Help now: the emergency number; and what to do when one might hurt oneself.
 */
#include <string.h>

#include "../prose.h"
#include "help_private.h"

bool help_is_anywhere(const struct help *help)
{
    return !country_line(help->country, LINE_EMERGENCY);
}

/* Common knowledge, for those whose country mend does not know. */
static int draw_numbers(struct view *view, int row)
{
    int start = row;
    row += prose_plain(view, row, 2, view->columns - 2, STYLE_TITLE,
                       _("In danger now: call your emergency number."));
    row += prose_plain(view, row, 2, view->columns - 2, STYLE_TEXT,
                       _("112 in most of Europe, 999 in the United Kingdom, 911 in the United "
                         "States, Canada and Mexico, 000 in Australia, 111 in New Zealand. Check "
                         "what it is where you are."));
    return row - start;
}

static int draw_number(const struct help *help, struct view *view, int row)
{
    const struct helpline *line = country_line(help->country, LINE_EMERGENCY);
    struct str text = {0};
    int start = row;
    str_printf(&text, _("In danger now: call %s."), line->cells[LINE_NUMBER]);
    row += prose_plain(view, row, 2, view->columns - 2, STYLE_TITLE, str_text(&text));
    str_truncate(&text, 0);
    str_printf(&text, _("%s. Check that it holds where you are."), help->country->name);
    if (*line->cells[LINE_NOTE])
        str_printf(&text, _(" Note: %s."), line->cells[LINE_NOTE]);
    if (*line->cells[LINE_TEXT])
        str_printf(&text, _(" Without a call: %s."), line->cells[LINE_TEXT]);
    row += prose_plain(view, row, 2, view->columns - 2, STYLE_TEXT, str_text(&text));
    str_free(&text);
    return row - start;
}

int help_draw_emergency(const struct help *help, struct view *view, int row)
{
    int start = row;
    row += help_is_anywhere(help) ? draw_numbers(view, row) : draw_number(help, view, row);
    row += 1 + prose_plain(view, row + 1, 2, view->columns - 2, STYLE_TEXT,
                           _("Calls and messages leave traces: in the phone's list, often on the "
                             "bill. A phone that nobody checks is better."));
    return row - start;
}

/* ---- I might hurt myself ---- */

/* There is no crisis line to name: that is said, and what there is instead. */
static int draw_no_crisis_line(const struct help *help, struct view *view, int row)
{
    const struct helpline *emergency = country_line(help->country, LINE_EMERGENCY);
    struct str text = {0};
    if (help->country && emergency)
        str_printf(&text,
                   _("No crisis line of %s was verified. The emergency number is %s: say that you "
                     "might hurt yourself."),
                   help->country->name, emergency->cells[LINE_NUMBER]);
    else if (help->country || !help->helplines->count)
        str_puts(&text, _("No crisis line was verified for here. Call the emergency number and say "
                          "that you might hurt yourself."));
    else
        str_puts(&text, _("c chooses your country, for its crisis line. The emergency number helps "
                          "with this, too."));
    int rows = prose_plain(view, row, 0, view->columns, STYLE_STRONG, str_text(&text));
    str_free(&text);
    return rows;
}

static int draw_crisis_lines(const struct help *help, struct view *view, int row)
{
    const struct country *country = help->country;
    int start = row;
    for (size_t i = 0; country && i < country->count; i++)
        if (country->lines[i].kind == LINE_CRISIS)
            row += country_draw_line(view, row, &country->lines[i]);
    if (row == start)
        row += draw_no_crisis_line(help, view, row);
    return row - start + 1;
}

int help_draw_hurting(const struct help *help, struct view *view, int row)
{
    static const char *const steps[] = {
        N_("Call, or write. If you have hurt yourself already, or may within minutes, call the "
           "emergency number."),
        N_("Put some way between you and what you could use, or ask someone to take it."),
        N_("Be near another person. One sentence is enough: \"I'm not safe on my own tonight.\""),
    };
    struct view inside = *view;
    int start = row;
    inside.column += 4;
    inside.columns -= 4;
    row += prose_paragraph(&inside, row, STYLE_TEXT,
                           _("That is a lot to hold alone. Nothing has to be decided now."));
    row += draw_crisis_lines(help, &inside, row);
    for (int i = 0; i < 3; i++) {
        view_printf(&inside, row, 0, STYLE_TEXT, "%d.", i + 1);
        row += prose_plain(&inside, row, 3, inside.columns - 3, STYLE_TEXT, _(steps[i]));
    }
    return row - start;
}
