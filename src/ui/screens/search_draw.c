/* Search on the screen: the line, how much was found, and the finds or what may be typed. */
#include <string.h>

#include "../prose.h"
#include "mend/base/date.h"
#include "mend/base/utf8.h"
#include "mend/text/wrap.h"
#include "search_private.h"

enum { ROOMY_ROWS = 14, ROOMY_COLUMNS = 56, INDENT = 2, SNIPPET_ROWS = 5, EXAMPLE_COLUMNS = 19 };

static const struct {
    const char *typed;
    const char *what;
} examples[] = {
    {N_("trust slowly"), N_("both words, wherever they stand; a beginning is enough for the last")},
    {N_("\"in this order\""), N_("a phrase, word for word")},
    {N_("tag:sleep"), N_("journal entries with #sleep")},
    {N_("after:2025"), N_("from the year 2025 on; a month or a day will do as well")},
    {N_("before:2026-05"), N_("from before May 2026")},
};

static const char never[] =
    N_("What is sealed or deleted is never found here, and what you type into this line is not "
       "kept.");

/* ---- a find ---- */

/* "journal", "lesson 3, page 3.4", "calm", "My safety plan" */
static void put_kind(struct search *search, const struct search_find *find, struct str *out)
{
    static const char *const records[SEARCH_KINDS] = {
        [SEARCH_ENTRY] = N_("journal"),     [SEARCH_PROMISE] = N_("promise"),
        [SEARCH_BOUNDARY] = N_("limit"),    [SEARCH_EXPERIMENT] = N_("small try"),
        [SEARCH_CHECK_IN] = N_("check-in"),
    };
    if (records[find->kind]) {
        str_puts(out, _(records[find->kind]));
        return;
    }
    if (strcmp(find->lesson, CALM_LESSON) == 0) {
        str_puts(out, _("calm"));
        return;
    }
    struct place_found place = places_find(&search->places, find->lesson, find->exercise);
    if (!place.entry) {
        str_puts(out, _("an answer"));
        return;
    }
    if (place.entry->sheet || place.entry->closing)
        str_puts(out, place.entry->title);
    else
        str_printf(out, _("lesson %s"), place.entry->id);
    if (place.page && strcmp(place.page, PLAYER_CLOSING) == 0)
        str_puts(out, _(", at its end"));
    else if (place.page && !place.entry->sheet)
        str_printf(out, _(", page %s"), place.page);
}

/* An entry is about a day; an answer was given on one. */
static void put_day(const struct search *search, const struct search_find *find, bool roomy,
                    struct str *out)
{
    int64_t wall = find->made_at;
    if (find->day[0] && !date_read(find->day, &wall))
        wall = find->made_at;
    if (roomy)
        date_put_full(out, wall);
    else
        date_put_short(out, wall, ui_now(search->ui));
}

static void draw_head(struct search *search, struct view *view, int row, int index)
{
    const struct search_find *find = &search->finds.items[index];
    bool selected = index == search->selected;
    struct str kind = {0};
    struct str rest = {0};
    put_kind(search, find, &kind);
    str_printf(&rest, " %s ", glyph(GLYPH_DOT));
    put_day(search, find, view->columns >= ROOMY_COLUMNS, &rest);
    if (find->pinned)
        str_printf(&rest, " %s %s", glyph(GLYPH_DOT), _("pinned"));
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, INDENT);
    }
    int room = view->columns - INDENT - utf8_width(str_text(&rest), rest.length);
    int used =
        view_cut(view, row, INDENT, selected ? STYLE_TITLE : STYLE_TEXT, str_text(&kind), room);
    view_puts(view, row, INDENT + used, STYLE_DIM, str_text(&rest));
    str_free(&kind);
    str_free(&rest);
}

/* The bytes FROM..TO of the snippet, what was looked for lit. */
static int draw_part(struct view *view, int row, const struct search_find *find, size_t from,
                     size_t to)
{
    int column = INDENT;
    for (size_t i = 0; i < find->mark_count && from < to; i++) {
        size_t start = find->marks[i].from < to ? find->marks[i].from : to;
        size_t end = find->marks[i].to < to ? find->marks[i].to : to;
        if (start > from) {
            column += view_text(view, row, column, STYLE_TEXT, find->snippet + from, start - from);
            from = start;
        }
        if (end > from) {
            column += view_text(view, row, column, STYLE_FOUND, find->snippet + from, end - from);
            from = end;
        }
    }
    if (from < to)
        column += view_text(view, row, column, STYLE_TEXT, find->snippet + from, to - from);
    return column;
}

/* Draws row INDEX of a snippet from AT on, and returns where the next begins. */
static size_t draw_snippet_row(struct view *view, int row, const struct search_find *find,
                               int index, size_t at)
{
    size_t length = strlen(find->snippet);
    const char *ellipsis = glyph(GLYPH_ELLIPSIS);
    bool last = index == SNIPPET_ROWS - 1;
    int room = view->columns - INDENT - (last ? utf8_width(ellipsis, strlen(ellipsis)) : 0);
    struct wrap_row wrapped = wrap_row(find->snippet + at, length - at, room);
    if (!view->canvas)
        return at + wrapped.next;
    int column = draw_part(view, row, find, at, at + wrapped.length);
    at += wrapped.next;
    if (last && at < length)
        view_puts(view, row, column, STYLE_DIM, ellipsis);
    return at;
}

static int draw_snippet(struct view *view, int row, const struct search_find *find)
{
    int rows = 0;
    for (size_t at = 0; find->snippet[at] && rows < SNIPPET_ROWS; rows++)
        at = draw_snippet_row(view, row + rows, find, rows, at);
    return rows;
}

/* ---- the list ---- */

void search_lay_out(struct search *search, int columns)
{
    struct view nowhere = {.columns = columns};
    int row = 0;
    search->laid_out = columns;
    for (int i = 0; i < search_count(search); i++) {
        search->rows[i].top = row;
        row += 1 + draw_snippet(&nowhere, 0, &search->finds.items[i]);
        search->rows[i].end = row++;
    }
}

static void follow(struct search *search, int rows)
{
    int *top = &search->scroll.top;
    if (search->selected == IN_LINE) {
        *top = 0;
        return;
    }
    if (search->rows[search->selected].end > *top + rows)
        *top = search->rows[search->selected].end - rows;
    if (search->rows[search->selected].top < *top)
        *top = search->rows[search->selected].top;
}

/* Only what can be seen is drawn: there may be a hundred. */
static int draw_finds(void *context, struct view *view)
{
    struct search *search = context;
    int count = search_count(search);
    if (!view->canvas) {
        if (search->laid_out != view->columns)
            search_lay_out(search, view->columns);
        if (search->follow)
            follow(search, view->rows);
        return search->rows[count - 1].end;
    }
    for (int i = 0; i < count; i++) {
        int top = search->rows[i].top;
        if (search->rows[i].end <= view->scroll || top >= view->scroll + view->rows)
            continue;
        draw_head(search, view, top, i);
        draw_snippet(view, top + 1, &search->finds.items[i]);
    }
    return search->rows[count - 1].end;
}

/* ---- without finds ---- */

static int draw_examples(void *context, struct view *view)
{
    (void)context;
    int row = 0;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        view_puts(view, row, 0, STYLE_STRONG, _(examples[i].typed));
        row += prose_plain(view, row, EXAMPLE_COLUMNS, view->columns - EXAMPLE_COLUMNS, STYLE_TEXT,
                           _(examples[i].what));
    }
    row++;
    row += prose_paragraph(view, row, STYLE_DIM, _(never));
    return row;
}

static int draw_nothing(void *context, struct view *view)
{
    const struct search *search = context;
    int row = 0;
    if (search->fault.code)
        return prose_paragraph(view, row, STYLE_NOTICE, search->fault.text);
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("Perhaps you wrote it in other words. One word instead of several may "
                             "find it, or only the beginning of one. Capitals and accents make no "
                             "difference."));
    row += prose_paragraph(view, row, STYLE_DIM, _(never));
    return row;
}

static int draw_waiting(void *context, struct view *view)
{
    (void)context;
    (void)view;
    return 0;
}

/* ---- all of it ---- */

static void draw_state(const struct search *search, struct view *view, int row)
{
    bool best = search->order == SEARCH_BEST;
    bool more = search->finds.count > SEARCH_MOST;
    struct str text = {0};
    if (search->stale && (best || search->finds.count == 0))
        str_puts(&text, search->empty ? "" : _("Searching"));
    else if (search->empty)
        str_puts(&text, _("What you wrote: journal and answers"));
    else if (search->fault.code)
        str_puts(&text, _("This could not be searched."));
    else if (search->finds.count == 0)
        str_puts(&text, _("Nothing was found."));
    else if (more)
        str_printf(&text,
                   best ? _("the best %d; more words find fewer")
                        : _("the newest %d; more words find fewer"),
                   SEARCH_MOST);
    else
        str_printf(&text, best ? _("%zu found, best first") : _("%zu found, newest first"),
                   search->finds.count);
    view_cut(view, row, 0, STYLE_DIM, str_text(&text), view->columns);
    str_free(&text);
}

void search_draw(struct search *search, struct view *body)
{
    struct view view = ui_prose_column(body);
    bool roomy = view.rows >= ROOMY_ROWS;
    int row = roomy ? 1 : 0;
    line_draw(&search->line, &view, row++, _("Search"));
    draw_state(search, &view, row++);
    row += roomy ? 1 : 0;
    search->list_row = row;
    view.row += row;
    view.rows -= row;
    search->follow |= search->scroll.shown && search->scroll.shown != view.rows;
    int (*draw)(void *, struct view *) = search_count(search) ? draw_finds
                                         : search->empty      ? draw_examples
                                         : search->stale      ? draw_waiting
                                                              : draw_nothing;
    scroll_draw(&search->scroll, &view, draw, search);
    search->follow = false;
}
