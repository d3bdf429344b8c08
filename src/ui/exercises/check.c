/* check: ticking what fits, and one line of one's own. */
#include <string.h>

#include "../exercise.h"
#include "../prose.h"

enum { BOX_COLUMN = 2, TEXT_COLUMN = 6, OWN_ROWS = 3 };

static const struct item_list *items(const struct exercise_view *view)
{
    return exercise_list(view->exercise, "");
}

static int texts(const struct exercise *exercise, const char **keys)
{
    keys[0] = "own";
    return *exercise_field(exercise, "own") ? 1 : 0;
}

static int stops(const struct exercise_view *view)
{
    return (int)items(view)->count + view->text_count;
}

static bool is_own(const struct exercise_view *view, int stop)
{
    return stop == (int)items(view)->count;
}

/* With nothing but a line of one's own, that line is where one goes on. */
static int resume(const struct exercise_view *view)
{
    return view->text_count && *exercise_value(view, "own") && view->values.count == 1
               ? stops(view) - 1
               : 0;
}

static int draw_item(struct exercise_view *view, struct view *page, int row, int index, int earlier)
{
    const struct item *item = &items(view)->items[index];
    bool ticked = *exercise_value(view, item->id) != '\0';
    int width = page->columns - TEXT_COLUMN - earlier * 8;
    view_puts(page, row, BOX_COLUMN, ticked ? STYLE_ACCENT : STYLE_TEXT, ticked ? "[x]" : "[ ]");
    int rows = prose_plain(page, row, TEXT_COLUMN, width, STYLE_TEXT, item->text);
    if (ticked && *item->comment)
        rows += 1 + prose_plain(page, row + rows, TEXT_COLUMN, width, STYLE_TEXT, item->comment);
    for (int i = 0; i < earlier; i++) {
        bool then = pairs_get(&exercise_earlier(view, (size_t)i)->values, item->id) != NULL;
        exercise_earlier_cell(view, page, row, i, earlier, glyph(then ? GLYPH_DONE : GLYPH_UNSET));
    }
    view->places[index] = (struct stop_place){row, rows, TEXT_COLUMN};
    return rows;
}

/* The latest line of one's own, so that it can be seen beside the new one. */
static int draw_earlier_own(struct exercise_view *view, struct view *page, int row)
{
    const char *own =
        exercise_earlier_total(view) ? pairs_get(&exercise_earlier(view, 0)->values, "own") : NULL;
    return own ? prose_plain(page, row, TEXT_COLUMN, page->columns - TEXT_COLUMN, STYLE_DIM, own)
               : 0;
}

static int draw_own(struct exercise_view *view, struct view *page, int row, bool focused)
{
    int start = row;
    row += 1;
    row += prose_plain(page, row, BOX_COLUMN, page->columns - BOX_COLUMN, STYLE_TEXT,
                       exercise_field(view->exercise, "own"));
    int columns = page->columns - TEXT_COLUMN;
    editor_resize(view->texts[0].editor, columns, OWN_ROWS);
    int rows = (int)editor_row_count(view->texts[0].editor, OWN_ROWS);
    for (int i = 0; i < rows; i++)
        view_puts(page, row + i, TEXT_COLUMN - 2, focused ? STYLE_ACCENT : STYLE_DIM,
                  glyph(GLYPH_EDGE));
    view->places[items(view)->count] = (struct stop_place){row, rows, TEXT_COLUMN};
    edit_draw(view->texts[0].editor, page, row, TEXT_COLUMN, columns, rows, focused);
    row += rows;
    row += draw_earlier_own(view, page, row);
    return row - start;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    int earlier = exercise_earlier_count(view, page, 44);
    row += exercise_ask(view, page, row);
    exercise_earlier_dates(view, page, row - 1, earlier);
    for (int i = 0; i < (int)items(view)->count; i++) {
        row += draw_item(view, page, row, i, earlier);
        exercise_mark(view, page, i, focus);
    }
    if (view->text_count)
        row += draw_own(view, page, row, is_own(view, focus));
    row += exercise_note(view, page, row);
    return row - start;
}

/* An item with the id "none" stands alone: it takes the others away, and they take it away. */
static void tick(struct exercise_view *view, const char *id)
{
    bool on = *exercise_value(view, id) == '\0';
    bool none = strcmp(id, "none") == 0;
    for (size_t i = 0; on && i < items(view)->count; i++) {
        const char *other = items(view)->items[i].id;
        bool away = none != (strcmp(other, "none") == 0);
        if (away && *exercise_value(view, other))
            exercise_set(view, other, "");
    }
    exercise_set(view, id, on ? "1" : "");
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    if (is_own(view, stop)) {
        if (event->kind == EVENT_KEY && event->key == KEYCODE_ENTER)
            return false; /* one line: Enter goes on */
        if (event->kind == EVENT_CLICK) {
            editor_click(view->texts[0].editor, event->row - view->places[stop].row,
                         event->column - TEXT_COLUMN);
            return true;
        }
        return edit_event(view->ui, view->texts[0].editor, event);
    }
    bool key = event->kind == EVENT_KEY &&
               (event->key == ' ' || event->key == 'x' || event->key == KEYCODE_ENTER);
    if (!key && event->kind != EVENT_CLICK)
        return false;
    tick(view, items(view)->items[stop].id);
    return true;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    if (is_own(view, stop)) {
        list->typing = true;
        keys_add(list, "Esc", _("done writing"), true);
        keys_add(list, "Enter", _("go on"), true);
        edit_keys(list);
        return;
    }
    keys_add(list, "Space", _("tick"), true);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    const struct item_list *list = exercise_list(exercise, "");
    for (size_t i = 0; list && i < list->count; i++)
        if (pairs_get(values, list->items[i].id))
            str_printf(out, "[x] %s\n", list->items[i].text);
    const char *own = pairs_get(values, "own");
    if (own)
        str_printf(out, "%s\n", own);
}

const struct exercise_type exercise_check = {
    .name = "check",
    .texts = texts,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .resume = resume,
    .describe = describe,
};
