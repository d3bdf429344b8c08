/* The keys of the screen below, then those that work everywhere; and messages, read the same way.
 */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../ui.h"
#include "mend/base/utf8.h"

struct reading {
    int scroll;
    int rows_total, rows_shown;
    char *text; /* of a message; NULL for the list of keys */
};

static const struct key_row everywhere[] = {
    {"^X", N_("leave now: no question, and what you were typing is kept"), false},
    {"^L", N_("draw the screen afresh"), false},
    {"^Z", N_("blank the screen and stop the program; fg brings it back"), false},
    {"F1", N_("help now"), false},
    {"1..7", N_("the screens; Tab and Shift-Tab go through them"), false},
    {"Esc q", N_("back; on Today q quits"), false},
    {"?", N_("this list"), false},
};

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct reading *reading = calloc(1, sizeof *reading);
    if (reading && argument)
        reading->text = strdup(argument);
    if (!reading || (argument && !reading->text)) {
        free(reading);
        return fault_set_memory(fault);
    }
    screen->state = reading;
    return OK;
}

static void close(struct screen *screen)
{
    struct reading *reading = screen->state;
    free(reading->text);
    free(reading);
}

static int draw_rows(struct view *view, int row, const struct key_row *rows, size_t count)
{
    int start = row;
    for (size_t i = 0; i < count; i++) {
        view_puts(view, row, 2, STYLE_STRONG, rows[i].keys);
        row += prose_plain(view, row, 18, view->columns - 18, STYLE_TEXT, _(rows[i].what));
    }
    return row - start;
}

static int draw_all(struct screen *screen, struct view *view)
{
    const struct reading *reading = screen->state;
    int row = 1;
    if (reading->text)
        return row + prose_plain(view, row, 0, view->columns, STYLE_TEXT, reading->text);
    struct key_list list = {0};
    if (screen->below->type->keys)
        screen->below->type->keys(screen->below, &list);
    row += prose_plain(view, row, 0, view->columns, STYLE_TITLE, _("Keys here"));
    row += draw_rows(view, row, list.rows, (size_t)list.count) + 1;
    row += prose_plain(view, row, 0, view->columns, STYLE_TITLE, _("Keys everywhere"));
    row += draw_rows(view, row, everywhere, sizeof everywhere / sizeof everywhere[0]);
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct reading *reading = screen->state;
    struct view view = ui_prose_column(body);
    struct view nowhere = view;
    nowhere.canvas = NULL;
    reading->rows_shown = view.rows;
    reading->rows_total = draw_all(screen, &nowhere);
    int most = reading->rows_total > view.rows ? reading->rows_total - view.rows : 0;
    reading->scroll = reading->scroll > most ? most : reading->scroll < 0 ? 0 : reading->scroll;
    view.scroll = reading->scroll;
    view_cursor(&view, reading->scroll, 0);
    draw_all(screen, &view);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct reading *reading = screen->state;
    if (event->kind == EVENT_PASTE)
        return true;
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        reading->scroll++;
        return true;
    case KEYCODE_UP:
    case 'k':
        reading->scroll--;
        return true;
    case KEYCODE_PAGE_DOWN:
        reading->scroll += reading->rows_shown;
        return true;
    case KEYCODE_PAGE_UP:
        reading->scroll -= reading->rows_shown;
        return true;
    case KEYCODE_ENTER:
    case ' ':
    case '?':
        ui_back(screen->ui);
        return true;
    default:
        return event->kind == EVENT_WHEEL || event->kind == EVENT_CLICK;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct reading *reading = screen->state;
    if (reading->rows_total > reading->rows_shown)
        keys_add(list, glyph(GLYPH_UP_DOWN), _("more"), true);
    keys_add(list, "Enter", _("back"), true);
    list->typing = true; /* no "? keys" under the keys themselves */
}

const struct screen_type screen_keys = {
    .name = "keys",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};

const struct screen_type screen_message = {
    .name = "message",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
