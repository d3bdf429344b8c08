/* reflect: writing freely to a prompt. */
#include <string.h>

#include "../exercise.h"
#include "../prose.h"
#include "mend/base/date.h"

enum { ROWS_LEAST = 4, EARLIER_ROWS = 4 };

static int texts(const struct exercise *exercise, const char **keys)
{
    (void)exercise;
    keys[0] = "text";
    return 1;
}

static int stops(const struct exercise_view *view)
{
    (void)view;
    return 1;
}

static int editor_height(struct exercise_view *view, int columns)
{
    editor_resize(view->texts[0].editor, columns, view->editor_rows);
    int rows = (int)editor_row_count(view->texts[0].editor, (size_t)view->editor_rows);
    rows = rows < ROWS_LEAST ? ROWS_LEAST : rows;
    return rows > view->editor_rows ? view->editor_rows : rows;
}

/* The beginning of the newest earlier answer, with its date. */
static int draw_earlier(struct exercise_view *view, struct view *page, int row)
{
    if (exercise_earlier_total(view) == 0)
        return 0;
    const struct answer *answer = exercise_earlier(view, 0);
    const char *text = pairs_get(&answer->values, "text");
    struct str head = {0};
    date_put_full(&head, answer->made_at);
    str_printf(&head, " %s %s", glyph(GLYPH_DOT), _("e shows all answers"));
    view_puts(page, row + 1, 2, STYLE_DIM, str_text(&head));
    str_free(&head);
    struct view cut = *page;
    int limit = row + 2 + EARLIER_ROWS;
    if (cut.rows + cut.scroll > limit)
        cut.rows = limit - cut.scroll;
    int rows = prose_plain(&cut, row + 2, 2, page->columns - 2, STYLE_DIM, text ? text : "");
    if (rows > EARLIER_ROWS) {
        view_puts(page, limit, 2, STYLE_DIM, glyph(GLYPH_ELLIPSIS));
        rows = EARLIER_ROWS + 1;
    }
    return 2 + rows;
}

/* In an empty box: how to get in, then the lesson's hint. */
static void draw_hint(struct exercise_view *view, struct view *page, int row, bool focused)
{
    struct str hint = {0};
    if (!focused)
        str_printf(&hint, "%s ", _("Tab, then write here."));
    str_puts(&hint, exercise_field(view->exercise, "hint"));
    prose_plain(page, row, 2, page->columns - 2, STYLE_DIM, str_text(&hint));
    str_free(&hint);
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    enum style edge = focus == 0 ? STYLE_ACCENT : STYLE_DIM;
    row += exercise_ask(view, page, row);
    int columns = page->columns - 2;
    int rows = editor_height(view, columns);
    view->places[0] = (struct stop_place){row, rows, 2};
    for (int i = 0; i < rows; i++)
        view_puts(page, row + i, 0, edge, glyph(GLYPH_EDGE));
    if (buffer_length(editor_buffer(view->texts[0].editor)) == 0)
        draw_hint(view, page, row, focus == 0);
    edit_draw(view->texts[0].editor, page, row, 2, columns, rows, focus == 0);
    row += rows;
    row += draw_earlier(view, page, row);
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    if (event->kind == EVENT_CLICK) {
        editor_click(view->texts[0].editor, event->row - view->places[stop].row, event->column - 2);
        return true;
    }
    return edit_event(view->ui, view->texts[0].editor, event);
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    (void)view;
    (void)stop;
    list->typing = true;
    keys_add(list, "Esc", _("done writing"), true);
    keys_add(list, "^S", _("keep as an answer"), true);
    edit_keys(list);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    (void)exercise;
    const char *text = pairs_get(values, "text");
    str_puts(out, text ? text : "");
}

const struct exercise_type exercise_reflect = {
    .name = "reflect",
    .texts = texts,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = describe,
};
