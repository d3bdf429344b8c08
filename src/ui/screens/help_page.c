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

static int draw_emergency(struct help *help, struct view *view, int row)
{
    begin_item(help, view, row);
    int rows = help_draw_emergency(help, view, row);
    end_item(help, row + rows);
    return rows + 1;
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
    if (!help->helplines->count)
        str_puts(out, _("The lists of lines cannot be found"));
    else if (!help->country)
        str_puts(out, _("Choose your country, for its lines"));
    else if (help_is_anywhere(help))
        str_puts(out, _("Your country is not in the list. Another?"));
    else if (help->from_locale)
        str_printf(out, _("Country: %s, going by this computer's language. Another?"),
                   help->country->name);
    else
        str_printf(out, _("Country: %s. Another?"), help->country->name);
}

/* The same for everybody, and the same whatever was written there. */
static int draw_sheets(struct help *help, struct view *view, int row)
{
    static const char *const labels[] = {
        N_("A safety check, for you alone"),
        N_("My safety plan"),
        N_("A plan for leaving"),
        N_("My people, and lines I checked myself"),
    };
    int start = row;
    for (int i = 0; i <= ITEM_PEOPLE - ITEM_CHECK; i++) {
        row += draw_action(help, view, row, _(labels[i]));
        if (i == ITEM_PEOPLE - ITEM_CHECK)
            row += help_draw_own(help, view, row);
        end_item(help, row);
    }
    return row - start;
}

static int draw_actions(struct help *help, struct view *view, int row)
{
    struct str label = {0};
    int start = row;
    row += draw_action(help, view, row, _("I might hurt myself"));
    if (help->hurting)
        row += help_draw_hurting(help, view, row);
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
    row += draw_sheets(help, view, row);
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
    const struct country *rest = helplines_country(help->helplines, "other");
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
