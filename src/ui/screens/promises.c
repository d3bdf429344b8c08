/*
 * Promises: those to oneself and between us, one's limits, and trust experiments, each a section of
 * one list. `v` goes on to what ended and to the trash. Nothing here counts days in a row.
 */
#include "promises.h"

#include <stdlib.h>
#include <string.h>

#include "journal_act.h"

/* ---- loading ---- */

static void forget(struct promises_screen *list)
{
    promises_free(&list->promises);
    promise_marks_free(&list->marks);
    boundaries_free(&list->limits);
    experiments_free(&list->tries);
    free(list->rows);
    free(list->mark_room);
    free(list->pause_room);
    list->rows = NULL;
    list->mark_room = NULL;
    list->pause_room = NULL;
    list->count = 0;
}

static enum err read_lists(struct promises_screen *list, struct fault *fault)
{
    static const enum promise_choice choices[SHOWS] = {PROMISES_HELD, PROMISES_ENDED,
                                                       PROMISES_TRASH};
    struct store *store = session_store(list->ui->session);
    bool trash = list->show == SHOW_TRASH;
    enum err err = store_promise_list(store, choices[list->show], list->today,
                                      list->today - RATE_BACK, &list->promises, fault);
    if (!err)
        err = session_marks(list->ui->session, &list->promises, list->today - RATE_BACK,
                            &list->marks, fault);
    if (!err && list->show != SHOW_ENDED)
        err = store_boundary_list(store, trash, &list->limits, fault);
    if (!err && list->show != SHOW_ENDED)
        err = store_experiment_list(store, list->today, trash, &list->tries, fault);
    return err;
}

static void add_rows(struct promises_screen *list, enum row_kind kind, size_t count)
{
    for (size_t i = 0; i < count; i++)
        list->rows[list->count++] = (struct promise_row){.kind = kind, .index = (int)i};
}

/* Those to oneself first. */
static void add_promises(struct promises_screen *list)
{
    for (int us = 0; us < 2; us++)
        for (size_t i = 0; i < list->promises.count; i++)
            if (list->promises.items[i].between_us == (us == 1))
                list->rows[list->count++] =
                    (struct promise_row){.kind = ROW_PROMISE, .index = (int)i};
}

static enum err make_rows(struct promises_screen *list, struct fault *fault)
{
    size_t most = list->promises.count + list->limits.count + list->tries.count;
    size_t pauses = 0;
    for (size_t i = 0; i < list->promises.count; i++)
        pauses = list->promises.items[i].pause_count > pauses ? list->promises.items[i].pause_count
                                                              : pauses;
    list->rows = calloc(most + 1, sizeof *list->rows);
    list->mark_room = calloc(list->marks.count + 1, sizeof *list->mark_room);
    list->pause_room = calloc(pauses + 1, sizeof *list->pause_room);
    if (!list->rows || !list->mark_room || !list->pause_room)
        return fault_set_memory(fault);
    add_promises(list);
    add_rows(list, ROW_LIMIT, list->limits.count);
    add_rows(list, ROW_TRY, list->tries.count);
    return OK;
}

static void load(struct promises_screen *list)
{
    forget(list);
    list->fault = (struct fault){0};
    list->today = session_today(list->ui->session);
    enum err err = read_lists(list, &list->fault);
    if (!err)
        err = make_rows(list, &list->fault);
    if (err)
        forget(list);
    if (list->selected >= list->count)
        list->selected = list->count ? list->count - 1 : 0;
    list->follow = true;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct promises_screen *list = calloc(1, sizeof *list);
    struct fault adopted = {0};
    if (!list)
        return fault_set_memory(fault);
    list->ui = screen->ui;
    screen->state = list;
    if (session_adopt(screen->ui->session, &adopted))
        ui_notice(screen->ui, adopted.text); /* what is there already is shown all the same */
    load(list);
    return OK;
}

static void close(struct screen *screen)
{
    struct promises_screen *list = screen->state;
    forget(list);
    free(list);
}

static void uncovered(struct screen *screen)
{
    load(screen->state);
}

/* ---- what a row is about ---- */

const struct promise_row *promises_selected(const struct promises_screen *list)
{
    return list->count ? &list->rows[list->selected] : NULL;
}

const struct promise *promises_promise(const struct promises_screen *list,
                                       const struct promise_row *row)
{
    return row && row->kind == ROW_PROMISE ? &list->promises.items[row->index] : NULL;
}

const struct boundary *promises_limit(const struct promises_screen *list,
                                      const struct promise_row *row)
{
    return row && row->kind == ROW_LIMIT ? &list->limits.items[row->index] : NULL;
}

const struct experiment *promises_try(const struct promises_screen *list,
                                      const struct promise_row *row)
{
    return row && row->kind == ROW_TRY ? &list->tries.items[row->index] : NULL;
}

int64_t promises_id(const struct promises_screen *list, const struct promise_row *row)
{
    switch (row->kind) {
    case ROW_PROMISE:
        return promises_promise(list, row)->record.id;
    case ROW_LIMIT:
        return promises_limit(list, row)->record.id;
    case ROW_TRY:
        return promises_try(list, row)->record.id;
    }
    return 0;
}

static void draw(struct screen *screen, struct view *body)
{
    promises_draw(screen->state, body);
}

/* ---- keys ---- */

static void select_row(struct promises_screen *list, int index)
{
    int last = list->count - 1;
    list->selected = index > last ? last : index;
    if (list->selected < 0)
        list->selected = 0;
    list->follow = true;
}

static void open_selected(struct promises_screen *list)
{
    const struct promise_row *row = promises_selected(list);
    if (!row)
        return;
    int64_t id = promises_id(list, row);
    if (row->kind == ROW_PROMISE)
        ui_push(list->ui, &screen_promise, &id);
    else if (row->kind == ROW_LIMIT)
        ui_push(list->ui, &screen_boundary, &id);
    else
        experiment_form_outcome(list->ui, promises_try(list, row));
}

static bool in_trash(struct promises_screen *list, int32_t key)
{
    const struct promise_row *row = promises_selected(list);
    if (key == 'r')
        promise_act_restore(list->ui, promises_id(list, row));
    else if (key == 'd' || key == KEYCODE_DELETE)
        list->deleting = promises_id(list, row);
    else
        return false;
    if (key == 'r')
        load(list);
    return true;
}

static bool on_promise(struct promises_screen *list, const struct promise *promise, int32_t key)
{
    struct ui *ui = list->ui;
    enum mark_kind kind = promise_mark_key(key);
    if (kind != MARK_KINDS && list->show == SHOW_NOW) {
        promise_act_mark(ui, promise->record.id, list->today, kind);
        load(list);
        return true;
    }
    switch (key) {
    case 'e':
        promise_form_words(ui, promise);
        return true;
    case 's':
        promise_form_follow(ui, promise, true);
        return true;
    case 'z':
        if (promise_act_take_up(ui, promise))
            load(list);
        else
            promise_form_pause(ui, promise->record.id);
        return true;
    default:
        return false;
    }
}

static bool on_limit(struct promises_screen *list, const struct boundary *limit, int32_t key)
{
    static const struct {
        int32_t key;
        enum boundary_event_kind kind;
    } events[] = {{'k', BOUNDARY_KEPT}, {'x', BOUNDARY_CROSSED}, {'r', BOUNDARY_RENEGOTIATED}};
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
        if (key != events[i].key)
            continue;
        boundary_form_event(list->ui, limit->record.id, events[i].kind);
        return true;
    }
    if (key == 'e')
        boundary_form(list->ui, limit);
    return key == 'e';
}

static bool act(struct promises_screen *list, int32_t key)
{
    const struct promise_row *row = promises_selected(list);
    if (!row)
        return false;
    if (list->show == SHOW_TRASH)
        return in_trash(list, key);
    if (key == 'd' || key == KEYCODE_DELETE) {
        promise_act_trash(list->ui, promises_id(list, row));
        load(list);
        return true;
    }
    if (row->kind == ROW_PROMISE)
        return on_promise(list, promises_promise(list, row), key);
    if (row->kind == ROW_LIMIT)
        return on_limit(list, promises_limit(list, row), key);
    if (key == 'e')
        experiment_form_plan(list->ui, promises_try(list, row));
    return key == 'e';
}

/* What can be begun; first it is asked where things are kept. */
static bool begin(struct promises_screen *list, int32_t key)
{
    if (key != 'n' && key != 'l' && key != 'a')
        return false;
    if (!journal_has_home(list->ui))
        return true;
    const struct promise *promise = promises_promise(list, promises_selected(list));
    if (key == 'n')
        promise_form_new(list->ui, promise && promise->between_us);
    else if (key == 'l')
        boundary_form(list->ui, NULL);
    else
        experiment_form_plan(list->ui, NULL);
    return true;
}

static void answer_deleting(struct promises_screen *list, int32_t key)
{
    struct fault fault = {0};
    int64_t id = list->deleting;
    list->deleting = 0;
    if (key == 'y' && store_record_delete(session_store(list->ui->session), id, &fault))
        ui_tell(list->ui, &fault);
    else if (key == 'y') {
        ui_set_undo(list->ui, (struct undo_step){0}); /* there is no way back */
        ui_notice(list->ui, _("Deleted."));
    }
    load(list);
}

static bool on_key(struct promises_screen *list, int32_t key)
{
    switch (key) {
    case KEYCODE_DOWN:
    case 'j':
        select_row(list, list->selected + 1);
        return true;
    case KEYCODE_UP:
        select_row(list, list->selected - 1);
        return true;
    case KEYCODE_HOME:
    case 'g':
        select_row(list, 0);
        return true;
    case KEYCODE_END:
    case 'G':
        select_row(list, list->count);
        return true;
    case KEYCODE_ENTER:
    case ' ':
        open_selected(list);
        return true;
    case 'v':
        list->show = (enum show)((list->show + 1) % SHOWS);
        list->selected = 0;
        load(list);
        return true;
    case 'u': {
        bool undone = promise_act_undo(list->ui);
        load(list);
        return undone;
    }
    default:
        return act(list, key) || begin(list, key);
    }
}

static void click(struct screen *screen, const struct event *event)
{
    struct promises_screen *list = screen->state;
    int row = event->row - screen->body.row + list->scroll.top;
    for (int i = 0; i < list->count; i++) {
        if (row < list->rows[i].top || row >= list->rows[i].end)
            continue;
        bool again = i == list->selected;
        select_row(list, i);
        if (again)
            open_selected(list);
        return;
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct promises_screen *list = screen->state;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind != EVENT_KEY)
        return scroll_event(&list->scroll, event);
    if (list->deleting) {
        answer_deleting(list, event->key);
        return true;
    }
    return on_key(list, event->key) || scroll_event(&list->scroll, event);
}

static void keys_of_row(const struct promises_screen *list, struct key_list *keys)
{
    const struct promise_row *row = promises_selected(list);
    if (!row)
        return;
    if (list->show == SHOW_TRASH) {
        keys_add(keys, "r", _("bring back"), true);
        keys_add(keys, "d", _("delete for good"), true);
        return;
    }
    keys_add(keys, "Enter", row->kind == ROW_TRY ? _("what came of it") : _("open"), true);
    if (row->kind == ROW_PROMISE && list->show == SHOW_NOW) {
        keys_add(keys, "k", _("kept"), true);
        keys_add(keys, "p", _("partly"), true);
        keys_add(keys, "x", _("not this time"), true);
        keys_add(keys, "r", _("release today"), false);
        keys_add(keys, "c", _("clear today's mark"), false);
    }
    if (row->kind == ROW_PROMISE) {
        keys_add(keys, "s", _("make it smaller, or other days"), false);
        keys_add(keys, "z", _("let it rest, or take it up again"), false);
    }
    if (row->kind == ROW_LIMIT) {
        keys_add(keys, "k", _("kept"), true);
        keys_add(keys, "x", _("crossed"), true);
        keys_add(keys, "r", _("changed between us"), false);
    }
    keys_add(keys, "e", _("other words"), false);
    keys_add(keys, "d", _("into the trash"), false);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct promises_screen *promises = screen->state;
    if (promises->deleting) {
        keys_add(list, "y", _("delete for good"), true);
        keys_add(list, "n", _("keep"), true);
        return;
    }
    keys_of_row(promises, list);
    keys_add(list, "n", _("new"), true);
    keys_add(list, "l", _("a limit"), !promises->count);
    keys_add(list, "a", _("a small try"), !promises->count);
    keys_add(list, "v", _("ended; the trash"), false);
    keys_add(list, "u", _("take back the last change"), false);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), false);
    keys_add(list, "Esc", _("back"), false);
}

const struct screen_type screen_promises = {
    .name = "Promises",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = uncovered,
};
