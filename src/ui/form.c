#include "form.h"

#include <string.h>

#include "mend/base/date.h"
#include "prose.h"

enum { LABEL_COLUMN = 2, COMMENT_COLUMN = 6 };

int form_texts(const struct item_list *list, const char **keys)
{
    int count = 0;
    while (count < TEXTS_MOST && count < (int)list->count) {
        keys[count] = list->items[count].id;
        count++;
    }
    return count;
}

/* An example says that it is one: it must not pass for an answer. */
static int draw_hint(struct view *page, int row, const struct form_field *field)
{
    struct str text = {0};
    str_printf(&text, field->is_prompt ? "%s" : _("for example: %s"), field->hint);
    int rows = prose_plain(page, row, FORM_TEXT_COLUMN, page->columns - FORM_TEXT_COLUMN, STYLE_DIM,
                           str_text(&text));
    str_free(&text);
    return rows;
}

int form_field(struct exercise_view *view, struct view *page, int row,
               const struct form_field *field, int focus)
{
    int start = row;
    bool focused = focus == field->stop;
    struct editor *editor = view->texts[field->text].editor;
    int columns = page->columns - FORM_TEXT_COLUMN;
    int most = field->most < view->editor_rows ? field->most : view->editor_rows;
    if (focused)
        view_puts(page, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
    row += prose_plain(page, row, LABEL_COLUMN, page->columns - LABEL_COLUMN, STYLE_TEXT,
                       field->label);
    editor_resize(editor, columns, most);
    int rows = (int)editor_row_count(editor, (size_t)most);
    view->places[field->stop] = (struct stop_place){start, row - start + rows, FORM_TEXT_COLUMN};
    bool empty = exercise_text_length(view, field->text) == 0;
    if (empty && *field->hint) {
        /* An example takes the room it needs, and gives it back with the first letter. */
        int hint = draw_hint(page, row, field);
        rows = hint > rows ? hint : rows;
    }
    for (int i = 0; i < rows; i++)
        view_puts(page, row + i, FORM_TEXT_COLUMN - 2, focused ? STYLE_ACCENT : STYLE_DIM,
                  glyph(GLYPH_EDGE));
    edit_draw(editor, page, row, FORM_TEXT_COLUMN, columns, rows, focused);
    return row + rows - start + 1;
}

bool form_field_event(struct exercise_view *view, int text, int stop, const struct event *event)
{
    struct editor *editor = view->texts[text].editor;
    if (event->kind == EVENT_KEY && event->key == KEYCODE_ENTER)
        return false;
    if (event->kind == EVENT_CLICK) {
        const struct stop_place *place = &view->places[stop];
        int top = place->row + place->rows - (int)editor_row_count(editor, FORM_ROWS);
        editor_click(editor, event->row - top, event->column - FORM_TEXT_COLUMN);
        return true;
    }
    return edit_event(view->ui, editor, event);
}

void form_field_keys(struct key_list *list)
{
    list->typing = true;
    keys_add(list, "Enter", _("on to the next"), true);
    keys_add(list, "Esc", _("done writing"), true);
    keys_add(list, "Shift-Tab", _("back to the field before"), false);
    keys_add(list, "^S", _("keep as an answer"), true);
    edit_keys(list);
}

static bool is_picked(const struct exercise_view *view, const struct item *item, const char *key)
{
    return strcmp(exercise_value(view, key), item->id) == 0;
}

int form_picks(struct exercise_view *view, struct view *page, int row, const struct item_list *list,
               const char *key, int first, bool explain, int focus)
{
    int start = row;
    bool open = explain && !*exercise_value(view, key);
    for (int i = 0; i < (int)list->count; i++) {
        const struct item *item = &list->items[i];
        bool picked = is_picked(view, item, key);
        view_puts(page, row, LABEL_COLUMN, picked ? STYLE_ACCENT : STYLE_TEXT,
                  glyph(picked ? GLYPH_DONE : GLYPH_OPEN));
        int rows = prose_plain(page, row, FORM_TEXT_COLUMN, page->columns - FORM_TEXT_COLUMN,
                               STYLE_TEXT, _(item->text));
        if ((picked || open) && *item->comment)
            rows += prose_plain(page, row + rows, COMMENT_COLUMN, page->columns - COMMENT_COLUMN,
                                picked ? STYLE_TEXT : STYLE_DIM, _(item->comment));
        view->places[first + i] = (struct stop_place){row, rows, FORM_TEXT_COLUMN};
        exercise_mark(view, page, first + i, focus);
        row += rows;
    }
    return row - start;
}

bool form_is_press(const struct event *event)
{
    return event->kind == EVENT_CLICK ||
           (event->kind == EVENT_KEY && (event->key == ' ' || event->key == KEYCODE_ENTER));
}

bool form_pick_event(struct exercise_view *view, const struct item *item, const char *key,
                     const struct event *event)
{
    bool picked = is_picked(view, item, key);
    if (picked && event->kind == EVENT_KEY && event->key == KEYCODE_DELETE) {
        exercise_set(view, key, "");
        return true;
    }
    if (picked && event->kind == EVENT_KEY && event->key == ' ')
        return true;
    if (!form_is_press(event) || (picked && event->kind == EVENT_KEY))
        return false; /* Enter on what is picked goes on */
    exercise_set(view, key, item->id);
    return true;
}

void form_pick_keys(const struct exercise_view *view, const struct item *item, const char *key,
                    struct key_list *list)
{
    keys_add(list, "Enter", is_picked(view, item, key) ? _("go on") : _("pick"), true);
    keys_add(list, "Del", _("pick none"), is_picked(view, item, key));
}

int form_tick(struct exercise_view *view, struct view *page, int row, const char *key,
              const char *label, int stop, int focus)
{
    bool ticked = *exercise_value(view, key) != '\0';
    view_puts(page, row, LABEL_COLUMN, ticked ? STYLE_ACCENT : STYLE_TEXT, ticked ? "[x]" : "[ ]");
    int rows =
        prose_plain(page, row, COMMENT_COLUMN, page->columns - COMMENT_COLUMN, STYLE_TEXT, label);
    view->places[stop] = (struct stop_place){row, rows, COMMENT_COLUMN};
    exercise_mark(view, page, stop, focus);
    return rows;
}

bool form_tick_event(struct exercise_view *view, const char *key, const struct event *event)
{
    bool key_hit = event->kind == EVENT_KEY && (event->key == ' ' || event->key == 'x');
    if (!key_hit && event->kind != EVENT_CLICK)
        return false;
    exercise_set(view, key, *exercise_value(view, key) ? "" : "1");
    return true;
}

int form_button(struct exercise_view *view, struct view *page, int row, const char *label, int stop,
                int focus)
{
    view_puts(page, row, LABEL_COLUMN, STYLE_ACCENT, glyph(GLYPH_BULLET));
    int rows = prose_plain(page, row, FORM_TEXT_COLUMN, page->columns - FORM_TEXT_COLUMN,
                           focus == stop ? STYLE_TITLE : STYLE_TEXT, label);
    view->places[stop] = (struct stop_place){row, rows, FORM_TEXT_COLUMN};
    exercise_mark(view, page, stop, focus);
    return rows;
}

int form_earlier(struct exercise_view *view, struct view *page, int row,
                 void (*headline)(const struct exercise_view *, const struct pairs *, struct str *))
{
    int start = row;
    for (size_t i = 0; i < exercise_earlier_total(view) && i < EARLIER_SHOWN; i++) {
        const struct answer *answer = exercise_earlier(view, i);
        struct str line = {0};
        date_put_full(&line, answer->made_at);
        str_printf(&line, " %s ", glyph(GLYPH_DOT));
        headline(view, &answer->values, &line);
        view_cut(page, row + 1, LABEL_COLUMN, STYLE_DIM, str_text(&line),
                 page->columns - LABEL_COLUMN);
        str_free(&line);
        row++;
    }
    return row > start ? row - start + 1 : 0;
}
