/*
 * The page of Help now: the emergency number, what leaves traces, four rows that do something,
 * then the lines of the country in groups. It is laid out twice, as every tall column is: once
 * into nothing, to learn where the items are, and once onto the canvas.
 */
#include <string.h>

#include "../prose.h"
#include "help_private.h"

static const struct {
    enum line_kind kind;
    const char *title;
} groups[] = {
    {LINE_ABUSE, N_("Violence and abuse")},
    {LINE_SEXUAL_ASSAULT, N_("After a sexual assault")},
    {LINE_MEN, N_("For men")},
    {LINE_LGBT, N_("For LGBT+ people")},
    {LINE_CRISIS, N_("Crisis, thoughts of suicide")},
    {LINE_DIRECTORY, N_("Anywhere")},
};
enum { GROUPS = sizeof groups / sizeof groups[0] };

bool help_is_anywhere(const struct help *help)
{
    return !country_line(help->country, LINE_EMERGENCY);
}

/* ---- items ---- */

/* Begins an item at ROW; true when it is selected. */
static bool begin_item(struct help *help, struct view *view, int row)
{
    int item = help->item_count;
    bool selected = item == help->selected;
    help->places[item] = (struct help_place){row, row + 1};
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        /* When it is out of sight for the moment, the cursor stands where one reads. */
        int bottom = view->scroll + view->rows - 1;
        int at = row < view->scroll ? view->scroll : row > bottom ? bottom : row;
        view_cursor(view, at, 2);
    }
    return selected;
}

static void end_item(struct help *help, int end)
{
    help->places[help->item_count].end = end;
    if (help->item_count < HELP_ITEMS - 1)
        help->item_count++;
}

/* A row that does something, and what unfolds below it. */
static int draw_action(struct help *help, struct view *view, int row, const char *label)
{
    bool selected = begin_item(help, view, row);
    return prose_plain(view, row, 2, view->columns - 2, selected ? STYLE_TITLE : STYLE_TEXT, label);
}

/* ---- the top ---- */

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

static int draw_emergency(struct help *help, struct view *view, int row)
{
    int start = row;
    begin_item(help, view, row);
    row += help_is_anywhere(help) ? draw_numbers(view, row) : draw_number(help, view, row);
    row += 1 + prose_plain(view, row + 1, 2, view->columns - 2, STYLE_TEXT,
                           _("Calls and messages leave traces: in the phone's list, often on the "
                             "bill. A phone that nobody checks is better."));
    end_item(help, row);
    return row - start + 1;
}

/* ---- I might hurt myself ---- */

static int draw_crisis_lines(const struct help *help, struct view *view, int row)
{
    const struct country *country = help->country;
    struct str text = {0};
    int start = row;
    for (size_t i = 0; country && i < country->count; i++) {
        char *const *cells = country->lines[i].cells;
        if (country->lines[i].kind != LINE_CRISIS)
            continue;
        bool sure = country->lines[i].certainty != LINE_NOT_CONFIRMED;
        bool same = strcmp(cells[LINE_NAME], cells[LINE_NUMBER]) == 0;
        str_truncate(&text, 0);
        str_printf(&text, same ? "%s" : "%s %s", cells[LINE_NAME], cells[LINE_NUMBER]);
        if (*cells[LINE_TEXT])
            str_printf(&text, *cells[LINE_NUMBER] ? ", %s" : "%s", cells[LINE_TEXT]);
        if (*cells[LINE_HOURS])
            str_printf(&text, ", %s", cells[LINE_HOURS]);
        if (!sure)
            str_puts(&text, _(" (not confirmed, check before you rely on it)"));
        row += prose_plain(view, row, 0, view->columns, STYLE_STRONG, str_text(&text));
    }
    if (row == start && !help_is_anywhere(help)) {
        str_printf(&text,
                   _("No crisis line of %s was verified. The emergency number is %s: say that you "
                     "might hurt yourself."),
                   country->name, country_line(country, LINE_EMERGENCY)->cells[LINE_NUMBER]);
        row += prose_plain(view, row, 0, view->columns, STYLE_STRONG, str_text(&text));
    } else if (row == start) {
        row += prose_plain(view, row, 0, view->columns, STYLE_STRONG,
                           country ? _("No crisis line was verified for here. Call the emergency "
                                       "number and say that you might hurt yourself.")
                                   : _("c chooses your country, for its crisis line. The emergency "
                                       "number helps with this, too."));
    }
    str_free(&text);
    return row - start + 1;
}

static int draw_hurting(const struct help *help, struct view *view, int row)
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

/* ---- the rows that do something ---- */

static void put_steady(const struct help *help, struct str *out)
{
    str_puts(out, _("Steady yourself first"));
    if (!help->steady.lists)
        return;
    int minutes = (practice_seconds(&help->steady) + 30) / 60;
    str_printf(out,
               ngettext(": %s, about %d minute", ": %s, about %d minutes", (unsigned long)minutes),
               exercise_field(&help->steady, "title"), minutes);
}

static void put_country(const struct help *help, struct str *out)
{
    if (!help->helplines.count)
        str_puts(out, _("The lists of lines cannot be found"));
    else if (!help->country)
        str_puts(out, _("Choose your country, for its lines"));
    else if (help->from_locale)
        str_printf(out, _("Country: %s, going by this computer's language. Another?"),
                   help->country->name);
    else
        str_printf(out, _("Country: %s. Another?"), help->country->name);
}

static int draw_actions(struct help *help, struct view *view, int row)
{
    struct str label = {0};
    int start = row;
    row += draw_action(help, view, row, _("I might hurt myself"));
    if (help->hurting)
        row += draw_hurting(help, view, row);
    end_item(help, row);
    row += help->hurting ? 1 : 0;
    put_steady(help, &label);
    row += draw_action(help, view, row, str_text(&label));
    end_item(help, row);
    str_truncate(&label, 0);
    put_country(help, &label);
    row += draw_action(help, view, row, str_text(&label));
    end_item(help, row);
    str_free(&label);
    return row - start + 1;
}

/* Numbers change: how old those of this country are stands above them. */
static int draw_ages(const struct help *help, struct view *view, int row)
{
    struct line_ages ages = country_ages(help->country, ui_now(help->ui));
    struct str text = {0};
    if (help_is_anywhere(help))
        return 0;
    str_puts(&text, _("Numbers change."));
    if (ages.old)
        str_puts(&text, _(" This list is older than a year."));
    else if (ages.undated == ages.lines)
        str_puts(&text, _(" Nobody can tell how old this list is."));
    if (ages.old || ages.undated)
        str_printf(
            &text,
            _(" Sources from over a year ago: %zu of %zu; without a date: %zu. If a line does "
              "not answer, try another."),
            ages.old, ages.lines, ages.undated);
    int rows = prose_paragraph(view, row, STYLE_TEXT, str_text(&text));
    str_free(&text);
    return rows;
}

/* ---- groups ---- */

/* What is to be known about a group before its lines; "" when nothing is. */
static const char *group_note(const struct help *help, enum line_kind kind)
{
    if (kind != LINE_ABUSE)
        return "";
    bool men = country_line(help->country, LINE_MEN);
    bool lgbt = country_line(help->country, LINE_LGBT);
    if (men && lgbt)
        return _("Most lines like these serve women. Lines for men and for LGBT+ people stand "
                 "below.");
    if (men)
        return _("Most lines like these serve women. One for men stands below; for LGBT+ people "
                 "none was verified here.");
    if (lgbt)
        return _("Most lines like these serve women. One for LGBT+ people stands below; for men "
                 "none was verified here.");
    return _("Most lines like these serve women. For men and for LGBT+ people no line was verified "
             "here; you could ask one of these who would help you, or look into the directory "
             "below.");
}

static int draw_group(struct help *help, struct view *view, int row, const struct country *country,
                      int group)
{
    enum line_kind kind = groups[group].kind;
    int start = row;
    for (size_t i = 0; country && i < country->count; i++) {
        const struct helpline *line = &country->lines[i];
        if (line->kind != kind)
            continue;
        if (row == start) {
            const char *note = group_note(help, kind);
            row += prose_plain(view, row, 0, view->columns, STYLE_TITLE, _(groups[group].title));
            row += prose_plain(view, row, 0, view->columns, STYLE_TEXT, note) + 1;
        }
        bool selected = begin_item(help, view, row);
        row += help_draw_line(view, row, line, selected, ui_now(help->ui));
        end_item(help, row++);
    }
    if (row == start && kind == LINE_CRISIS && country && country == help->country) {
        row += prose_plain(view, row, 0, view->columns, STYLE_TITLE, _(groups[group].title));
        row += prose_paragraph(view, row, STYLE_TEXT,
                               _("None was verified here. The emergency number helps with this, "
                                 "too."));
    }
    return row - start;
}

static int draw_all(void *context, struct view *view)
{
    struct help *help = context;
    const struct country *rest = helplines_country(&help->helplines, "other");
    help->item_count = 0;
    int row = 1 + draw_emergency(help, view, 1);
    row += draw_actions(help, view, row);
    row += draw_ages(help, view, row);
    for (int i = 0; i < GROUPS; i++)
        row += draw_group(help, view, row, help->country == rest ? NULL : help->country, i);
    for (int i = 0; i < GROUPS; i++)
        row += draw_group(help, view, row, rest, i);
    return row - 1; /* the last empty row is nothing to scroll to */
}

/* ---- what is in sight ---- */

/* Shows the selected item, from its start when there is no room for all of it. */
static void follow(struct help *help, int rows)
{
    const struct help_place *place = &help->places[help->selected];
    int *top = &help->scroll.top;
    bool fits = place->end - place->row <= rows;
    if (place->end > *top + rows)
        *top = fits ? place->end - rows : place->row;
    if (place->row < *top && (fits || place->end <= *top))
        *top = place->row;
    if (help->selected == 0)
        *top = 0;
}

/* The first item whose own row is in sight. */
static void select_in_sight(struct help *help)
{
    int top = help->scroll.top;
    int item = 0;
    while (item < help->item_count - 1 && help->places[item].row < top)
        item++;
    help->selected = item;
}

static int draw_step(void *context, struct view *view)
{
    struct help *help = context;
    if (view->canvas && help->scrolled)
        select_in_sight(help); /* the scroll is within the page by now */
    int rows = draw_all(help, view);
    if (!view->canvas && help->selected >= help->item_count)
        help->selected = help->item_count - 1;
    if (!view->canvas && help->follow)
        follow(help, view->rows);
    return rows;
}

void help_draw(struct help *help, struct view *body)
{
    struct view view = ui_prose_column(body);
    /* In a window of another size everything stands elsewhere. */
    if (help->scroll.shown)
        help->follow |= view.rows != help->scroll.shown || view.columns != help->columns;
    help->columns = view.columns;
    scroll_draw(&help->scroll, &view, draw_step, help);
    help->follow = false;
    help->scrolled = false;
}
