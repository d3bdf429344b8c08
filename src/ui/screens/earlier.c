/* Earlier answers to one exercise, newest first; each can be deleted for good. */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "mend/base/date.h"
#include "screens.h"

struct earlier {
    struct exercise_view *view;
    int selected;
    int scroll;
    int rows_shown, rows_total;
    bool asking; /* "delete for good?" stands on the screen */
};

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct earlier *earlier = calloc(1, sizeof *earlier);
    if (!earlier)
        return fault_set_memory(fault);
    /* The page below lends its exercise; this screen lies on top of it for all its life. */
    memcpy(&earlier->view, &argument, sizeof argument);
    screen->state = earlier;
    return OK;
}

static void close(struct screen *screen)
{
    free(screen->state);
}

static int draw_answer(struct earlier *earlier, struct view *view, int row, int index)
{
    const struct exercise_view *x = earlier->view;
    const struct answer *answer = &x->earlier.items[index];
    bool selected = index == earlier->selected;
    int start = row;
    struct str text = {0};
    date_put_moment(&text, answer->made_at);
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    view_puts(view, row++, 2, selected ? STYLE_TITLE : STYLE_TEXT, str_text(&text));
    str_truncate(&text, 0);
    x->type->describe(x->exercise, &answer->values, &text);
    row += prose_plain(view, row, 2, view->columns - 2, STYLE_TEXT, str_text(&text));
    str_free(&text);
    if (selected && earlier->asking)
        row += prose_plain(view, row, 2, view->columns - 2, STYLE_NOTICE,
                           _("Delete this answer for good? y yes, n no"));
    if (selected && view->canvas == NULL) {
        /* The measuring pass: keep the selected answer's head in the window. */
        if (row > earlier->scroll + view->rows)
            earlier->scroll = row - view->rows;
        if (start < earlier->scroll)
            earlier->scroll = start;
    }
    return row - start + 1;
}

static int draw_all(struct earlier *earlier, struct view *view)
{
    int row = 1;
    row += prose_plain(view, row, 0, view->columns, STYLE_TITLE, _("Earlier answers")) + 1;
    if (earlier->view->earlier.count == 0)
        row += prose_plain(view, row, 2, view->columns - 2, STYLE_TEXT, _("There are none."));
    for (int i = 0; i < (int)earlier->view->earlier.count; i++)
        row += draw_answer(earlier, view, row, i);
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct earlier *earlier = screen->state;
    struct view view = ui_prose_column(body);
    struct view nowhere = view;
    nowhere.canvas = NULL;
    earlier->rows_shown = view.rows;
    earlier->rows_total = draw_all(earlier, &nowhere);
    view.scroll = earlier->scroll;
    draw_all(earlier, &view);
}

static void delete_selected(struct screen *screen)
{
    struct earlier *earlier = screen->state;
    struct exercise_view *view = earlier->view;
    struct fault fault = {0};
    int64_t id = view->earlier.items[earlier->selected].id;
    enum err err = session_forget_answer(screen->ui->session, id, &fault);
    if (!err)
        err = exercise_reload_earlier(view, &fault);
    if (err)
        ui_tell(screen->ui, &fault);
    else
        ui_notice(screen->ui, _("Deleted for good."));
    if (earlier->selected >= (int)view->earlier.count && earlier->selected > 0)
        earlier->selected--;
}

static bool event(struct screen *screen, const struct event *event)
{
    struct earlier *earlier = screen->state;
    int last = (int)earlier->view->earlier.count - 1;
    if (event->kind != EVENT_KEY)
        return true;
    if (earlier->asking) {
        earlier->asking = false;
        if (event->key == 'y' && last >= 0)
            delete_selected(screen);
        return true;
    }
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        earlier->selected += earlier->selected < last;
        return true;
    case KEYCODE_UP:
    case 'k':
        earlier->selected -= earlier->selected > 0;
        return true;
    case 'd':
    case KEYCODE_DELETE:
        earlier->asking = last >= 0;
        return true;
    default:
        return false;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct earlier *earlier = screen->state;
    if (earlier->asking) {
        keys_add(list, "y", _("delete for good"), true);
        keys_add(list, "n", _("keep"), true);
        return;
    }
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    keys_add(list, "d", _("delete for good"), true);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_earlier = {
    .name = "earlier answers",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
