/* Entries of this month and day in earlier years, newest first; Enter reads one. */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "journal_screens.h"
#include "mend/base/date.h"

enum { ITEMS_MOST = 400, TITLE_COLUMN = 8, YEAR_LENGTH = 4 };

struct on_this_day {
    struct day today;
    struct journal_items items;
    struct fault fault; /* why they could not be read */
    struct scroll scroll;
    int selected;
    int (*places)[2]; /* row and end of each, as of the last drawing */
    int columns;      /* of the window, as of the last drawing */
    bool follow;      /* the selection has moved: bring it into sight */
};

static void select_item(struct on_this_day *on_this_day, int index)
{
    int last = (int)on_this_day->items.count - 1;
    on_this_day->selected = index > last ? last : index;
    on_this_day->selected = on_this_day->selected < 0 ? 0 : on_this_day->selected;
    on_this_day->follow = true;
}

/* Reads anew; the selection stays with its entry, or in its place when that is gone. */
static void reload(struct screen *screen)
{
    struct on_this_day *on_this_day = screen->state;
    struct journal_items *items = &on_this_day->items;
    int64_t id = items->count ? items->items[on_this_day->selected].id : 0;
    char day[DAY_SIZE];
    journal_items_free(items);
    free(on_this_day->places);
    on_this_day->places = NULL;
    on_this_day->fault = (struct fault){0};
    on_this_day->today = day_at(ui_now(screen->ui));
    day_write(on_this_day->today, day);
    if (store_journal_on_this_day(session_store(screen->ui->session), day, ITEMS_MOST, items,
                                  &on_this_day->fault))
        *items = (struct journal_items){0};
    on_this_day->places = calloc(items->count + 1, sizeof *on_this_day->places);
    if (!on_this_day->places) {
        journal_items_free(items);
        fault_set_memory(&on_this_day->fault);
    }
    for (size_t i = 0; i < items->count; i++)
        if (items->items[i].id == id)
            on_this_day->selected = (int)i;
    select_item(on_this_day, on_this_day->selected);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    screen->state = calloc(1, sizeof(struct on_this_day));
    if (!screen->state)
        return fault_set_memory(fault);
    reload(screen);
    return OK;
}

static void close(struct screen *screen)
{
    struct on_this_day *on_this_day = screen->state;
    journal_items_free(&on_this_day->items);
    free(on_this_day->places);
    free(on_this_day);
}

static int draw_item(struct on_this_day *on_this_day, struct view *view, int row, int index)
{
    const struct journal_item *item = &on_this_day->items.items[index];
    bool selected = index == on_this_day->selected;
    int width = view->columns - TITLE_COLUMN;
    int start = row;
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    view_text(view, row, 2, selected ? STYLE_TITLE : STYLE_DIM, item->day, YEAR_LENGTH);
    row += prose_plain(view, row, TITLE_COLUMN, width, selected ? STYLE_TITLE : STYLE_TEXT,
                       *item->title ? item->title : glyph(GLYPH_DASH));
    if (*item->preview)
        view_cut(view, row++, TITLE_COLUMN, STYLE_DIM, item->preview, width);
    on_this_day->places[index][0] = start;
    on_this_day->places[index][1] = row;
    return row - start + 1;
}

static int draw_all(void *context, struct view *view)
{
    struct on_this_day *on_this_day = context;
    struct str text = {0};
    struct str day = {0};
    int row = 1;
    day_put_yearly(&day, on_this_day->today);
    str_printf(&text, _("%s, in earlier years"), str_text(&day));
    row += prose_paragraph(view, row, STYLE_TITLE, str_text(&text));
    str_truncate(&text, 0);
    str_printf(&text,
               _("There is nothing here from an earlier %s, and nothing has to be. What you write "
                 "today can be read here in a year, if you like."),
               str_text(&day));
    if (on_this_day->fault.code)
        row += prose_paragraph(view, row, STYLE_NOTICE, on_this_day->fault.text);
    else if (on_this_day->items.count == 0)
        row += prose_paragraph(view, row, STYLE_TEXT, str_text(&text));
    if (on_this_day->items.count == 0)
        view_cursor(view, 3, 0);
    str_free(&text);
    str_free(&day);
    for (int i = 0; i < (int)on_this_day->items.count; i++)
        row += draw_item(on_this_day, view, row, i);
    if (on_this_day->follow && !view->canvas && on_this_day->items.count) {
        const int *place = on_this_day->places[on_this_day->selected];
        int *top = &on_this_day->scroll.top;
        if (place[1] > *top + view->rows)
            *top = place[1] - view->rows;
        if (place[0] < *top)
            *top = place[0];
        if (on_this_day->selected == 0)
            *top = 0;
        on_this_day->follow = false;
    }
    return row - 1; /* without the last gap */
}

static void draw(struct screen *screen, struct view *body)
{
    struct on_this_day *on_this_day = screen->state;
    struct view view = ui_prose_column(body);
    if (view.rows != on_this_day->scroll.shown || view.columns != on_this_day->columns)
        on_this_day->follow = true;
    on_this_day->columns = view.columns;
    scroll_draw(&on_this_day->scroll, &view, draw_all, on_this_day);
}

static void read_selected(struct screen *screen)
{
    const struct on_this_day *on_this_day = screen->state;
    if (on_this_day->items.count)
        ui_push(screen->ui, &screen_entry, &on_this_day->items.items[on_this_day->selected].id);
}

static void click(struct screen *screen, const struct event *event)
{
    struct on_this_day *on_this_day = screen->state;
    int row = event->row - screen->body.row + on_this_day->scroll.top;
    if (event->row < screen->body.row || event->row >= screen->body.row + screen->body.rows)
        return;
    for (int i = 0; i < (int)on_this_day->items.count; i++) {
        if (row < on_this_day->places[i][0] || row >= on_this_day->places[i][1])
            continue;
        bool again = i == on_this_day->selected;
        select_item(on_this_day, i);
        if (again)
            read_selected(screen);
        return;
    }
}

/* The first one at least a window further on, or back. */
static int page_on(const struct on_this_day *on_this_day, int direction)
{
    int page = on_this_day->scroll.shown > 2 ? on_this_day->scroll.shown - 2 : 1;
    int count = (int)on_this_day->items.count;
    int index = on_this_day->selected;
    int from = count ? on_this_day->places[index][0] : 0;
    do
        index += direction;
    while (index >= 0 && index < count && abs(on_this_day->places[index][0] - from) < page);
    return index;
}

static bool event(struct screen *screen, const struct event *event)
{
    struct on_this_day *on_this_day = screen->state;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind != EVENT_KEY || on_this_day->items.count == 0)
        return scroll_event(&on_this_day->scroll, event);
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        select_item(on_this_day, on_this_day->selected + 1);
        return true;
    case KEYCODE_UP:
    case 'k':
        select_item(on_this_day, on_this_day->selected - 1);
        return true;
    case KEYCODE_PAGE_DOWN:
        select_item(on_this_day, page_on(on_this_day, 1));
        return true;
    case KEYCODE_PAGE_UP:
        select_item(on_this_day, page_on(on_this_day, -1));
        return true;
    case KEYCODE_HOME:
    case 'g':
        select_item(on_this_day, 0);
        return true;
    case KEYCODE_END:
    case 'G':
        select_item(on_this_day, (int)on_this_day->items.count);
        return true;
    case KEYCODE_ENTER:
    case ' ':
        read_selected(screen);
        return true;
    default:
        return false;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct on_this_day *on_this_day = screen->state;
    if (on_this_day->items.count) {
        keys_add(list, "Enter", _("read"), true);
        keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
        keys_add(list, "PgDn, PgUp", _("a page on, a page back"), false);
        keys_add(list, "Home, End", _("to the newest, the oldest"), false);
    }
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_on_this_day = {
    .name = "on this day",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = reload,
};
