/* Filling in a form: the parts, then a row that keeps it. Leaving keeps a draft. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../edit.h"
#include "../prose.h"
#include "../record_private.h"
#include "../scroll.h"
#include "mend/base/utf8.h"

enum { NAME_SIZE = 64, BESIDE = 20 /* columns of the last row a notice does not have */ };

struct record_screen {
    struct ui *ui;
    struct record_start start;
    char draft[NAME_SIZE];
    struct record_exercise exercise;
    struct exercise_view *view;
    int focus;      /* a stop of the form; the last one is "keep" */
    bool past_text; /* Enter led out of the last text: what is typed now is meant for it */
    struct stop_place keep;
    struct scroll scroll;
    bool follow;
};

static void close(struct screen *screen)
{
    struct record_screen *record = screen->state;
    exercise_close(record->view);
    free(record);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    static const struct pairs nothing;
    struct record_screen *record = calloc(1, sizeof *record);
    if (!record)
        return fault_set_memory(fault);
    record->ui = screen->ui;
    record->start = *(const struct record_start *)argument;
    const struct record_form *form = record->start.form;
    snprintf(record->draft, sizeof record->draft, "%s", record->start.draft);
    record->exercise = (struct record_exercise){{.id = record->draft}, form};
    record->follow = true;
    screen->state = record;
    enum err err = exercise_open_record(
        screen->ui, form->name, &record->exercise.exercise, &exercise_record,
        record->start.values ? record->start.values : &nothing, &record->view, fault);
    record->start.values = NULL; /* lent for the opening only */
    if (err)
        free(record);
    return err;
}

/* ---- drawing ---- */

static int last_stop(const struct record_screen *record)
{
    return exercise_record.stops(record->view);
}

static int draw_keep(struct record_screen *record, struct view *view, int row)
{
    bool focused = record->focus == last_stop(record);
    record->keep = (struct stop_place){row, 1, 2};
    if (focused) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    view_puts(view, row, 2, focused ? STYLE_TITLE : STYLE_TEXT, _("Keep this"));
    return 1;
}

static void follow(struct record_screen *record, int rows)
{
    int *top = &record->scroll.top;
    struct stop_place place =
        record->focus == last_stop(record) ? record->keep : record->view->places[record->focus];
    if (place.row + place.rows > *top + rows)
        *top = place.row + place.rows - rows;
    if (place.row < *top)
        *top = place.row;
    if (record->focus == 0)
        *top = 0; /* with what stands above the form */
    if (place.row + place.rows > *top + rows)
        *top = place.row + place.rows - rows;
}

static int draw_all(void *context, struct view *view)
{
    struct record_screen *record = context;
    const struct record_form *form = record->start.form;
    int row = 1 + prose_paragraph(view, 1, STYLE_TITLE, _(form->title));
    if (form->note)
        row += prose_paragraph(view, row, STYLE_DIM, _(form->note));
    record->view->editor_rows = view->rows > 8 ? view->rows - 4 : 4;
    row += exercise_record.draw(record->view, view, row, record->focus);
    row += draw_keep(record, view, row);
    if (record->follow && !view->canvas)
        follow(record, view->rows);
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct record_screen *record = screen->state;
    struct view view = ui_prose_column(body);
    record->follow |= record->scroll.shown && record->scroll.shown != view.rows;
    scroll_draw(&record->scroll, &view, draw_all, record);
    record->follow = false;
}

/* ---- keys ---- */

static bool is_typing(const struct record_screen *record)
{
    return record->focus < last_stop(record) && record_is_text(record->view, record->focus);
}

static void focus_on(struct record_screen *record, int focus)
{
    int last = last_stop(record);
    record->focus = focus < 0 ? 0 : focus > last ? last : focus;
    record->follow = true;
}

static void keep(struct screen *screen)
{
    struct record_screen *record = screen->state;
    struct ui *ui = screen->ui;
    struct pairs values = {0};
    struct fault fault = {0};
    const char *notice = record->start.notice ? record->start.notice : _("Kept.");
    enum err err = exercise_values(record->view, &values, &fault);
    if (!err)
        err = session_flush(ui->session, &fault);
    if (!err)
        err = record->start.keep(ui, record->start.context, &record->start.seen, &values, &fault);
    pairs_free(&values);
    if (err == ERR_INPUT &&
        utf8_width(fault.text, strlen(fault.text)) + BESIDE <= ui->canvas.columns) {
        ui_notice(ui, fault.text); /* something to be filled in or put right here */
        return;
    }
    if (!err)
        err = exercise_empty(record->view, &fault);
    if (err) {
        ui_tell(ui, &fault);
        return;
    }
    ui_set_undo(ui,
                (struct undo_step){0}); /* what went before it is not the last change any more */
    ui_back(ui);
    ui_notice(ui, notice);
}

static void leave(struct screen *screen)
{
    struct record_screen *record = screen->state;
    struct ui *ui = screen->ui;
    bool draft = exercise_has_draft(record->view);
    if (draft)
        exercise_keep_draft(record->view);
    ui_back(ui);
    if (draft)
        ui_notice(ui, _("Not kept yet. What you began waits there as a draft."));
}

static void move_key(struct screen *screen, int32_t key)
{
    struct record_screen *record = screen->state;
    bool enter = key == KEYCODE_ENTER || key == ' ';
    if (enter && record->focus == last_stop(record))
        keep(screen);
    else if (enter || key == KEYCODE_TAB || key == KEYCODE_DOWN)
        focus_on(record, record->focus + 1);
    else
        focus_on(record, record->focus - 1);
}

static void click(struct screen *screen, const struct event *event)
{
    struct record_screen *record = screen->state;
    struct view column = ui_prose_column(&screen->body);
    struct event inside = *event;
    inside.row += record->scroll.top - column.row;
    inside.column -= column.column;
    if (inside.row == record->keep.row) {
        focus_on(record, last_stop(record));
        keep(screen);
        return;
    }
    for (int stop = 0; stop < last_stop(record); stop++) {
        struct stop_place place = record->view->places[stop];
        if (inside.row < place.row || inside.row >= place.row + place.rows)
            continue;
        focus_on(record, stop);
        exercise_record.event(record->view, stop, &inside);
        exercise_note_change(record->view);
        return;
    }
}

/* Whoever types on behind the last field has not noticed that it ended. */
static bool swallow(struct record_screen *record, const struct event *event)
{
    bool text = event->kind == EVENT_PASTE || event_is_text(event);
    if (!record->past_text || !text || is_typing(record)) {
        record->past_text = false;
        return false;
    }
    ui_notice(record->ui, _("This is written nowhere. Shift-Tab goes back into the field."));
    return true;
}

static bool on_form(struct record_screen *record, const struct event *event)
{
    if (record->focus == last_stop(record) ||
        !exercise_record.event(record->view, record->focus, event))
        return false;
    exercise_note_change(record->view);
    focus_on(record, record->focus);
    return true;
}

static bool event(struct screen *screen, const struct event *event)
{
    struct record_screen *record = screen->state;
    struct ui *ui = screen->ui; /* the screen is gone once what it asks is kept */
    bool key = event->kind == EVENT_KEY;
    bool was_typing = is_typing(record);
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind == EVENT_WHEEL)
        return was_typing || scroll_event(&record->scroll, event);
    if (swallow(record, event))
        return true;
    if (key && event->key == CONTROL('S')) {
        keep(screen);
        return true;
    }
    if (on_form(record, event) || !key)
        return true;
    switch (event->key) {
    case KEYCODE_ESCAPE:
        leave(screen);
        return true;
    case KEYCODE_ENTER:
    case ' ':
    case KEYCODE_TAB:
    case KEYCODE_BACK_TAB:
    case KEYCODE_DOWN:
    case KEYCODE_UP:
        move_key(screen, event->key);
        if (ui->top == screen)
            record->past_text = was_typing && event->key == KEYCODE_ENTER && !is_typing(record);
        return true;
    case '?':
        return false;
    default:
        if (event_is_text(event))
            ui_notice(ui, _("Tab goes on; Esc leaves."));
        return true;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct record_screen *record = screen->state;
    if (record->focus == last_stop(record))
        keys_add(list, "Enter", _("keep"), true);
    else
        exercise_record.keys(record->view, record->focus, list);
    keys_add(list, "Tab", _("on"), true);
    keys_add(list, "^S", _("keep"), true);
    keys_add(list, "Esc", _("leave"), true);
    if (list->typing)
        edit_keys(list);
}

const struct screen_type screen_record = {
    .name = "a form",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
