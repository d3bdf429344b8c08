/*
 * A promise with its calendar of marks, the note of the selected day, how it went over four weeks,
 * and what it was before it was made smaller.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "mend/base/date.h"
#include "promise_screens.h"

struct promise_screen {
    int64_t id;
    int32_t today;
    int32_t cursor;          /* the day that is selected */
    struct promises line;    /* all of its lineage, oldest first */
    struct promise *promise; /* of them, this one; NULL when it cannot be read */
    struct promise_marks marks;
    struct mark *mark_room;
    struct pause *pause_room;
    uint8_t *days; /* a month_mark for each day since it began */
    int day_count;
    struct fault fault;
    struct view calendar; /* where it was drawn last, for clicks */
};

/* ---- loading ---- */

static void forget(struct promise_screen *screen)
{
    promises_free(&screen->line);
    promise_marks_free(&screen->marks);
    free(screen->mark_room);
    free(screen->pause_room);
    free(screen->days);
    screen->promise = NULL;
    screen->mark_room = NULL;
    screen->pause_room = NULL;
    screen->days = NULL;
    screen->day_count = 0;
}

static enum err read(struct promise_screen *promise, struct store *store, struct fault *fault)
{
    enum err err = store_promise_line(store, promise->id, &promise->line, fault);
    for (size_t i = 0; !err && i < promise->line.count; i++)
        if (promise->line.items[i].record.id == promise->id)
            promise->promise = &promise->line.items[i];
    if (!err && !promise->promise)
        err = fault_set(fault, ERR_NOT_FOUND, _("This promise is in the trash, or was deleted."));
    if (!err)
        err =
            store_mark_list(store, promise->id, INT32_MIN, promise->today, &promise->marks, fault);
    return err;
}

static struct promise_history history(struct promise_screen *screen)
{
    return promise_history_of(screen->promise, &screen->marks, screen->mark_room,
                              screen->pause_room);
}

/* Every day since it began, as the calendar shows it. */
static enum err make_days(struct promise_screen *screen, struct fault *fault)
{
    const struct promise *promise = screen->promise;
    int32_t first = promise->record.day;
    if (screen->marks.count && screen->marks.items[0].mark.day < first)
        first = screen->marks.items[0].mark.day;
    int32_t last = screen->today > first ? screen->today : first;
    screen->day_count = (int)(last - first) + 1;
    screen->days = calloc((size_t)screen->day_count, 1);
    screen->mark_room = calloc(screen->marks.count + 1, sizeof *screen->mark_room);
    screen->pause_room = calloc(promise->pause_count + 1, sizeof *screen->pause_room);
    if (!screen->days || !screen->mark_room || !screen->pause_room)
        return fault_set_memory(fault);
    struct promise_history all = history(screen);
    for (int i = 0; i < screen->day_count; i++) {
        int32_t day = first + i;
        bool before =
            day < promise->record.day && promise_day(&all, day, screen->today) < PROMISE_KEPT;
        screen->days[i] =
            (uint8_t)(before ? MONTH_BEFORE
                             : promise_mark_of(promise_day(&all, day, screen->today)));
    }
    return OK;
}

static int32_t first_day(const struct promise_screen *screen)
{
    int32_t first = screen->promise->record.day;
    bool earlier = screen->marks.count && screen->marks.items[0].mark.day < first;
    return earlier ? screen->marks.items[0].mark.day : first;
}

static void load(struct screen *screen)
{
    struct promise_screen *promise = screen->state;
    forget(promise);
    promise->fault = (struct fault){0};
    promise->today = session_today(screen->ui->session);
    enum err err = read(promise, session_store(screen->ui->session), &promise->fault);
    if (!err)
        err = make_days(promise, &promise->fault);
    if (err)
        forget(promise);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct promise_screen *promise = calloc(1, sizeof *promise);
    if (!promise)
        return fault_set_memory(fault);
    promise->id = *(const int64_t *)argument;
    promise->cursor = session_today(screen->ui->session);
    screen->state = promise;
    load(screen);
    return OK;
}

static void close(struct screen *screen)
{
    forget(screen->state);
    free(screen->state);
}

/* ---- drawing ---- */

static const struct promise_mark *mark_at(const struct promise_screen *screen, int32_t day)
{
    for (size_t i = 0; i < screen->marks.count; i++)
        if (screen->marks.items[i].mark.day == day)
            return &screen->marks.items[i];
    return NULL;
}

static struct month month_of(const struct promise_screen *screen)
{
    return (struct month){screen->cursor, screen->today, first_day(screen), screen->day_count,
                          screen->days};
}

static int draw_line(const struct promise_screen *screen, struct view *view, int row)
{
    int start = row;
    for (size_t i = 0; i < screen->line.count; i++) {
        const struct promise *other = &screen->line.items[i];
        struct str text = {0};
        if (other == screen->promise)
            continue;
        str_puts(&text, other->record.day < screen->promise->record.day ||
                                (other->record.day == screen->promise->record.day &&
                                 other->record.id < screen->promise->record.id)
                            ? _("Before: ")
                            : _("Since then: "));
        promise_put_words(&text, other);
        str_puts(&text, ", ");
        promise_put_schedule(&text, &other->schedule);
        row += prose_plain(view, row, 0, view->columns, STYLE_DIM, str_text(&text));
        str_free(&text);
    }
    return row - start;
}

static int draw_head(struct promise_screen *screen, struct view *view)
{
    const struct promise *promise = screen->promise;
    struct promise_history all = history(screen);
    struct promise_rate rate = promise_rate(&all, screen->today);
    struct str text = {0};
    int row = 0;
    promise_put_words(&text, promise);
    row += prose_plain(view, row, 0, view->columns, STYLE_TITLE, str_text(&text));
    str_truncate(&text, 0);
    promise_put_schedule(&text, &promise->schedule);
    if (promise->ended != DAY_OPEN)
        str_puts(&text, _(", ended"));
    if (rate.counted || rate.open) {
        str_printf(&text, " %s ", glyph(GLYPH_DOT));
        promise_put_rate(&text, &rate);
    }
    row += prose_plain(view, row, 0, view->columns, STYLE_DIM, str_text(&text));
    str_free(&text);
    row += draw_line(screen, view, row);
    if (promise_offer_smaller(&all, screen->today, DAY_NONE))
        row += prose_plain(view, row, 0, view->columns, STYLE_TEXT,
                           _("Not this time, twice. It may be too big just now: s makes it "
                             "smaller, or it can stay as it is."));
    return row + 1;
}

static void draw(struct screen *screen, struct view *body)
{
    struct promise_screen *promise = screen->state;
    struct view view = ui_prose_column(body);
    if (!promise->promise) {
        prose_paragraph(&view, 1, STYLE_NOTICE, promise->fault.text);
        return;
    }
    struct view head = view;
    head.rows = view.rows / 2; /* the calendar is what this is for */
    int row = draw_head(promise, &head);
    if (row > head.rows)
        row = head.rows;
    const struct promise_mark *mark = mark_at(promise, promise->cursor);
    bool note = mark && *mark->note;
    struct month month = month_of(promise);
    promise->calendar = view;
    promise->calendar.row += row;
    promise->calendar.rows -= row + (note ? 2 : 0);
    month_draw(&month, &promise->calendar);
    if (note)
        view_cut(&view, view.rows - 1, 0, STYLE_TEXT, mark->note, view.columns);
}

/* ---- keys ---- */

static void move(struct promise_screen *screen, int months, int days)
{
    int32_t to = month_move(screen->cursor, months, days);
    screen->cursor = to > screen->today ? screen->today : to; /* a day to come can wait */
}

static void note(struct screen *screen)
{
    struct promise_screen *promise = screen->state;
    const struct promise_mark *mark = mark_at(promise, promise->cursor);
    if (mark)
        promise_form_note(screen->ui, mark);
    else
        ui_notice(screen->ui,
                  _("First say how it went that day; then a note can stand beside it."));
}

static bool act(struct screen *screen, int32_t key)
{
    struct promise_screen *promise = screen->state;
    struct ui *ui = screen->ui;
    enum mark_kind kind = promise_mark_key(key);
    if (kind != MARK_KINDS) {
        promise_act_mark(ui, promise->id, promise->cursor, kind);
        load(screen);
        return true;
    }
    switch (key) {
    case 't':
    case KEYCODE_ENTER:
        note(screen);
        return true;
    case 'e':
        promise_form_words(ui, promise->promise);
        return true;
    case 's':
        promise_form_follow(ui, promise->promise, true);
        return true;
    case 'o':
        promise_form_follow(ui, promise->promise, false);
        return true;
    case 'z':
        if (promise_act_take_up(ui, promise->promise))
            load(screen);
        else
            promise_form_pause(ui, promise->id);
        return true;
    case 'E':
        promise_act_end(ui, promise->promise);
        load(screen);
        return true;
    case 'u': {
        bool undone = promise_act_undo(ui);
        load(screen);
        return undone;
    }
    default:
        return false;
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    static const struct {
        int32_t key;
        int months, days;
    } moves[] = {
        {KEYCODE_LEFT, 0, -1},
        {'h', 0, -1},
        {KEYCODE_RIGHT, 0, 1},
        {'l', 0, 1},
        {KEYCODE_UP, 0, -7},
        {KEYCODE_DOWN, 0, 7},
        {'j', 0, 7},
        {KEYCODE_PAGE_UP, -1, 0},
        {KEYCODE_PAGE_DOWN, 1, 0},
    };
    struct promise_screen *promise = screen->state;
    if (!promise->promise)
        return false;
    if (event->kind == EVENT_CLICK) {
        struct month month = month_of(promise);
        int32_t day;
        if (month_day_at(&month, &promise->calendar, event->row - promise->calendar.row,
                         event->column - promise->calendar.column, &day) &&
            day <= promise->today)
            promise->cursor = day;
        return true;
    }
    if (event->kind != EVENT_KEY)
        return true;
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        if (event->key != moves[i].key)
            continue;
        move(promise, moves[i].months, moves[i].days);
        return true;
    }
    return act(screen, event->key);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct promise_screen *promise = screen->state;
    if (promise->promise) {
        keys_add(list, "k", _("kept"), true);
        keys_add(list, "p", _("partly"), true);
        keys_add(list, "x", _("not this time"), true);
        keys_add(list, "r", _("released"), true);
        keys_add(list, "t", _("a note"), true);
        keys_add(list, "c", _("clear the mark"), false);
        keys_add(list, glyph(GLYPH_LEFT_RIGHT), _("a day; up and down a week, PgUp a month"),
                 false);
        keys_add(list, "s", _("make it smaller"), false);
        keys_add(list, "o", _("other days; this one ends"), false);
        keys_add(list, "e", _("other words"), false);
        keys_add(list, "z", _("let it rest, or take it up again"), false);
        keys_add(list, "E", promise->promise->ended == DAY_OPEN ? _("end it") : _("hold it again"),
                 false);
        keys_add(list, "u", _("take back the last change"), false);
    }
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_promise = {
    .name = "a promise",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = load,
};
