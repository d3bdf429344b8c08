/* A limit, and what became of it, newest first. */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "promise_screens.h"

enum { EVENTS_MOST = 500 };

struct limit_screen {
    struct ui *ui;
    int64_t id;
    struct boundary limit;
    struct boundary_events events;
    struct fault fault;
    struct scroll scroll;
    int selected;
    int top, end; /* of the selected event, as of the last drawing */
    bool follow;
};

static void forget(struct limit_screen *limit)
{
    boundary_free(&limit->limit);
    boundary_events_free(&limit->events);
}

static void load(struct screen *screen)
{
    struct limit_screen *limit = screen->state;
    struct store *store = session_store(screen->ui->session);
    forget(limit);
    limit->fault = (struct fault){0};
    enum err err = store_boundary_get(store, limit->id, &limit->limit, &limit->fault);
    if (!err)
        err = store_boundary_event_list(store, limit->id, (struct record_place){0}, EVENTS_MOST,
                                        &limit->events, &limit->fault);
    if (err)
        forget(limit);
    if (limit->selected >= (int)limit->events.count)
        limit->selected = limit->events.count ? (int)limit->events.count - 1 : 0;
    limit->follow = true;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct limit_screen *limit = calloc(1, sizeof *limit);
    if (!limit)
        return fault_set_memory(fault);
    limit->id = *(const int64_t *)argument;
    limit->ui = screen->ui;
    screen->state = limit;
    load(screen);
    return OK;
}

static void close(struct screen *screen)
{
    forget(screen->state);
    free(screen->state);
}

static int draw_event(struct limit_screen *limit, struct view *view, int row, int index)
{
    static const char *const kinds[BOUNDARY_EVENT_KINDS] = {
        [BOUNDARY_KEPT] = N_("kept"),
        [BOUNDARY_CROSSED] = N_("crossed"),
        [BOUNDARY_RENEGOTIATED] = N_("changed between us"),
    };
    const struct boundary_event *event = &limit->events.items[index];
    bool selected = index == limit->selected;
    struct str text = {0};
    int start = row;
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    promise_put_day(&text, event->record.day);
    str_printf(&text, " %s %s", glyph(GLYPH_DOT), _(kinds[event->kind]));
    row += prose_plain(view, row, 2, view->columns - 2, selected ? STYLE_TITLE : STYLE_TEXT,
                       str_text(&text));
    str_free(&text);
    if (*event->did)
        row += prose_plain(view, row, 4, view->columns - 4, STYLE_DIM, event->did);
    if (selected)
        limit->top = start;
    if (selected)
        limit->end = row;
    return row - start;
}

static int draw_all(void *context, struct view *view)
{
    struct limit_screen *limit = context;
    int row = 1;
    if (limit->fault.code)
        return row + prose_paragraph(view, row, STYLE_NOTICE, limit->fault.text);
    row += prose_paragraph(view, row, STYLE_TITLE, limit->limit.text);
    if (!limit->events.count)
        row += prose_paragraph(view, row, STYLE_TEXT,
                               _("Nothing is noted yet. k when it was kept, x when it was crossed, "
                                 "r when it was changed between you."));
    for (int i = 0; i < (int)limit->events.count; i++)
        row += draw_event(limit, view, row, i);
    if (limit->follow && !view->canvas && limit->events.count) {
        int *top = &limit->scroll.top;
        if (limit->end > *top + view->rows)
            *top = limit->end - view->rows;
        if (limit->top < *top)
            *top = limit->top;
        if (limit->selected == 0)
            *top = 0;
        limit->follow = false;
    }
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct limit_screen *limit = screen->state;
    struct view view = ui_prose_column(body);
    limit->follow |= limit->scroll.shown && limit->scroll.shown != view.rows;
    scroll_draw(&limit->scroll, &view, draw_all, limit);
}

static void select_event(struct limit_screen *limit, int index)
{
    int last = (int)limit->events.count - 1;
    limit->selected = index > last ? last : index;
    if (limit->selected < 0)
        limit->selected = 0;
    limit->follow = true;
}

static void throw_away(struct screen *screen)
{
    struct limit_screen *limit = screen->state;
    if (limit->events.count)
        promise_act_trash(screen->ui, limit->events.items[limit->selected].record.id);
    load(screen);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct limit_screen *limit = screen->state;
    if (event->kind != EVENT_KEY || limit->fault.code)
        return event->kind != EVENT_KEY && scroll_event(&limit->scroll, event);
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        select_event(limit, limit->selected + 1);
        return true;
    case KEYCODE_UP:
        select_event(limit, limit->selected - 1);
        return true;
    case 'k':
        boundary_form_event(screen->ui, limit->id, BOUNDARY_KEPT);
        return true;
    case 'x':
        boundary_form_event(screen->ui, limit->id, BOUNDARY_CROSSED);
        return true;
    case 'r':
        boundary_form_event(screen->ui, limit->id, BOUNDARY_RENEGOTIATED);
        return true;
    case 'e':
        boundary_form(screen->ui, &limit->limit);
        return true;
    case 'd':
    case KEYCODE_DELETE:
        throw_away(screen);
        return true;
    case 'u': {
        bool undone = promise_act_undo(screen->ui);
        load(screen);
        return undone;
    }
    default:
        return scroll_event(&limit->scroll, event);
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct limit_screen *limit = screen->state;
    keys_add(list, "k", _("kept"), true);
    keys_add(list, "x", _("crossed"), true);
    keys_add(list, "r", _("changed between us"), true);
    keys_add(list, "e", _("other words"), false);
    if (limit->events.count)
        keys_add(list, "d", _("throw this note away"), false);
    keys_add(list, "u", _("take back the last change"), false);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), false);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_boundary = {
    .name = "a limit",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = load,
};
