/*
 * Promises: those to oneself and between us, one's limits, and trust experiments, each a section of
 * one list. `v` goes on to what ended and to the trash. Nothing here counts days in a row.
 */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "journal_act.h"
#include "promise_screens.h"

enum { RATE_BACK = 60 /* days of marks, enough for four weeks and the weeks they lie in */ };

enum show { SHOW_NOW, SHOW_ENDED, SHOW_TRASH, SHOWS };

enum row_kind { ROW_PROMISE, ROW_LIMIT, ROW_TRY };

struct promise_row {
    enum row_kind kind;
    int index;    /* of its own list */
    int top, end; /* where it was drawn last */
};

struct promises_screen {
    struct ui *ui;
    enum show show;
    int32_t today;
    struct promises promises;
    struct promise_marks marks;
    struct boundaries limits;
    struct experiments tries;
    struct promise_row *rows;
    struct mark *mark_room; /* as many as there are marks */
    struct pause *pause_room;
    int count;
    int selected;
    struct fault fault; /* why they cannot be read */
    struct scroll scroll;
    bool follow;
    int64_t deleting; /* the record that "delete for good?" is asked about; 0: none */
};

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
        err = store_mark_list(store, 0, list->today - RATE_BACK, list->today, &list->marks, fault);
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

static const struct promise_row *selected_row(const struct promises_screen *list)
{
    return list->count ? &list->rows[list->selected] : NULL;
}

static const struct promise *promise_of(const struct promises_screen *list,
                                        const struct promise_row *row)
{
    return row && row->kind == ROW_PROMISE ? &list->promises.items[row->index] : NULL;
}

static const struct boundary *limit_of(const struct promises_screen *list,
                                       const struct promise_row *row)
{
    return row && row->kind == ROW_LIMIT ? &list->limits.items[row->index] : NULL;
}

static const struct experiment *try_of(const struct promises_screen *list,
                                       const struct promise_row *row)
{
    return row && row->kind == ROW_TRY ? &list->tries.items[row->index] : NULL;
}

static int64_t id_of(const struct promises_screen *list, const struct promise_row *row)
{
    switch (row->kind) {
    case ROW_PROMISE:
        return promise_of(list, row)->record.id;
    case ROW_LIMIT:
        return limit_of(list, row)->record.id;
    case ROW_TRY:
        return try_of(list, row)->record.id;
    }
    return 0;
}

/* ---- drawing ---- */

static void put_promise_facts(const struct promises_screen *list, const struct promise *promise,
                              const struct promise_history *history, struct str *out)
{
    struct promise_rate rate = promise_rate(history, list->today);
    promise_put_schedule(out, &promise->schedule);
    if (promise_rests(history, list->today))
        str_printf(out, _(" %s resting"), glyph(GLYPH_DOT));
    if (promise_overdue(history, list->today))
        str_printf(out, _(" %s its day has passed"), glyph(GLYPH_DOT));
    if (promise->schedule.kind == SCHEDULE_WEEKLY) {
        struct promise_week week = promise_week(history, list->today, list->today);
        if (week.left > 0)
            str_printf(out, _(" %s %d left this week"), glyph(GLYPH_DOT), week.left);
    }
    if (rate.counted || rate.open) {
        str_printf(out, " %s ", glyph(GLYPH_DOT));
        promise_put_rate(out, &rate);
    }
}

static int draw_promise(struct promises_screen *list, struct view *view, int row,
                        const struct promise *promise, bool selected)
{
    struct promise_history history =
        promise_history_of(promise, &list->marks, list->mark_room, list->pause_room);
    enum promise_day day = promise_day(&history, list->today, list->today);
    struct str text = {0};
    int start = row;
    if (list->show == SHOW_NOW)
        view_puts(view, row, 2, STYLE_ACCENT, month_sign(promise_mark_of(day)));
    promise_put_words(&text, promise);
    row += prose_plain(view, row, 4, view->columns - 4, selected ? STYLE_TITLE : STYLE_TEXT,
                       str_text(&text));
    str_truncate(&text, 0);
    put_promise_facts(list, promise, &history, &text);
    row += prose_plain(view, row, 4, view->columns - 4, STYLE_DIM, str_text(&text));
    if (list->show == SHOW_NOW && promise_offer_smaller(&history, list->today, DAY_NONE))
        row += prose_plain(view, row, 4, view->columns - 4, STYLE_TEXT,
                           _("Not this time, twice. It may be too big just now; s makes it "
                             "smaller, or it can stay as it is."));
    str_free(&text);
    return row - start;
}

static int draw_limit(struct view *view, int row, const struct boundary *limit, bool selected)
{
    struct str text = {0};
    int start = row;
    row += prose_plain(view, row, 4, view->columns - 4, selected ? STYLE_TITLE : STYLE_TEXT,
                       limit->text);
    str_printf(&text, _("kept %zu %s crossed %zu %s changed %zu"), limit->events[BOUNDARY_KEPT],
               glyph(GLYPH_DOT), limit->events[BOUNDARY_CROSSED], glyph(GLYPH_DOT),
               limit->events[BOUNDARY_RENEGOTIATED]);
    row += prose_plain(view, row, 4, view->columns - 4, STYLE_DIM, str_text(&text));
    str_free(&text);
    return row - start;
}

static struct experiment_pair pair_of(const struct experiment *x)
{
    return (struct experiment_pair){
        .planned = x->record.day,
        .know = x->know_day == DAY_OPEN ? DAY_NONE : x->know_day,
        .told = x->concluded == DAY_OPEN ? DAY_NONE : x->concluded,
        .predicted = x->predicted,
        .actual = x->actual,
    };
}

static int draw_try(const struct promises_screen *list, struct view *view, int row,
                    const struct experiment *x, bool selected)
{
    static const char *const results[EXPERIMENT_OUTCOMES] = {
        [EXPERIMENT_UNKNOWN] = "",
        [EXPERIMENT_WORSE] = N_("worse than you thought"),
        [EXPERIMENT_AS] = N_("about as you thought"),
        [EXPERIMENT_BETTER] = N_("better than you thought"),
    };
    struct experiment_pair pair = pair_of(x);
    enum experiment_state state = experiment_state(&pair, list->today);
    const char *result = results[experiment_result(&pair)];
    struct str text = {0};
    int start = row;
    row +=
        prose_plain(view, row, 4, view->columns - 4, selected ? STYLE_TITLE : STYLE_TEXT, x->what);
    if (state == EXPERIMENT_ASKS)
        str_puts(&text, _("Its time has come. What happened? Enter says it."));
    else if (state == EXPERIMENT_PLANNED)
        str_puts(&text, _("planned; mend asks on "));
    if (state == EXPERIMENT_PLANNED)
        promise_put_day(&text, experiment_asks_on(&pair));
    if (state == EXPERIMENT_TOLD)
        str_printf(&text, "%s%s%s", _("told"), *result ? ": " : "", *result ? _(result) : "");
    row += prose_plain(view, row, 4, view->columns - 4,
                       state == EXPERIMENT_ASKS ? STYLE_TEXT : STYLE_DIM, str_text(&text));
    str_free(&text);
    return row - start;
}

/* The heading of the section that row INDEX begins, or NULL. */
static const char *heading(const struct promises_screen *list, int index)
{
    static const char *const names[] = {N_("To myself"), N_("Between us"), N_("My limits"),
                                        N_("Small tries at trust")};
    int section[2] = {-1, -1};
    for (int i = index - 1; i <= index; i++) {
        if (i < 0)
            continue;
        const struct promise_row *row = &list->rows[i];
        const struct promise *promise = promise_of(list, row);
        section[i - index + 1] = promise                  ? (promise->between_us ? 1 : 0)
                                 : row->kind == ROW_LIMIT ? 2
                                                          : 3;
    }
    return section[1] != section[0] ? _(names[section[1]]) : NULL;
}

static int draw_row(struct promises_screen *list, struct view *view, int at, int index)
{
    struct promise_row *row = &list->rows[index];
    bool selected = index == list->selected;
    const char *name = heading(list, index);
    int start = at;
    if (name)
        at += prose_plain(view, at, 0, view->columns, STYLE_TITLE, name);
    row->top = at;
    if (selected) {
        view_puts(view, at, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, at, 4);
    }
    if (row->kind == ROW_PROMISE)
        at += draw_promise(list, view, at, promise_of(list, row), selected);
    else if (row->kind == ROW_LIMIT)
        at += draw_limit(view, at, limit_of(list, row), selected);
    else
        at += draw_try(list, view, at, try_of(list, row), selected);
    if (selected && list->deleting)
        at += prose_plain(view, at, 4, view->columns - 4, STYLE_NOTICE,
                          _("Delete for good, with all that belongs to it? A backup may still hold "
                            "a copy. y yes, n no"));
    row->end = at;
    bool last = index + 1 == list->count || heading(list, index + 1);
    return at - start + (last ? 1 : 0);
}

static int draw_empty(const struct promises_screen *list, struct view *view, int row)
{
    static const char *const words[SHOWS] = {
        [SHOW_NOW] = N_("Nothing is promised here, and nothing has to be. n begins a promise, to "
                        "yourself or between the two of you; l a limit of yours; a a small try at "
                        "trust."),
        [SHOW_ENDED] = N_("No promise has ended yet."),
        [SHOW_TRASH] = N_("The trash is empty. What is thrown away lies here for 30 days."),
    };
    if (list->fault.code)
        return prose_paragraph(view, row, STYLE_NOTICE, list->fault.text);
    return prose_paragraph(view, row, STYLE_TEXT, _(words[list->show]));
}

static void follow(struct promises_screen *list, int rows)
{
    int *top = &list->scroll.top;
    const struct promise_row *row = &list->rows[list->selected];
    if (row->end > *top + rows)
        *top = row->end - rows;
    if (row->top < *top)
        *top = row->top;
    if (list->selected == 0)
        *top = 0;
}

static int draw_all(void *context, struct view *view)
{
    static const char *const titles[SHOWS] = {
        [SHOW_NOW] = "", [SHOW_ENDED] = N_("Ended"), [SHOW_TRASH] = N_("The trash")};
    struct promises_screen *list = context;
    int row = 1;
    if (*titles[list->show])
        row += prose_paragraph(view, row, STYLE_DIM, _(titles[list->show]));
    if (!list->count)
        return row + draw_empty(list, view, row);
    for (int i = 0; i < list->count; i++)
        row += draw_row(list, view, row, i);
    if (list->follow && !view->canvas)
        follow(list, view->rows);
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct promises_screen *list = screen->state;
    struct view view = ui_prose_column(body);
    list->follow |= list->scroll.shown && list->scroll.shown != view.rows;
    scroll_draw(&list->scroll, &view, draw_all, list);
    list->follow = false;
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
    const struct promise_row *row = selected_row(list);
    if (!row)
        return;
    int64_t id = id_of(list, row);
    if (row->kind == ROW_PROMISE)
        ui_push(list->ui, &screen_promise, &id);
    else if (row->kind == ROW_LIMIT)
        ui_push(list->ui, &screen_boundary, &id);
    else
        experiment_form_outcome(list->ui, try_of(list, row));
}

static bool in_trash(struct promises_screen *list, int32_t key)
{
    const struct promise_row *row = selected_row(list);
    if (key == 'r')
        promise_act_restore(list->ui, id_of(list, row));
    else if (key == 'd' || key == KEYCODE_DELETE)
        list->deleting = id_of(list, row);
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
    const struct promise_row *row = selected_row(list);
    if (!row)
        return false;
    if (list->show == SHOW_TRASH)
        return in_trash(list, key);
    if (key == 'd' || key == KEYCODE_DELETE) {
        promise_act_trash(list->ui, id_of(list, row));
        load(list);
        return true;
    }
    if (row->kind == ROW_PROMISE)
        return on_promise(list, promise_of(list, row), key);
    if (row->kind == ROW_LIMIT)
        return on_limit(list, limit_of(list, row), key);
    if (key == 'e')
        experiment_form_plan(list->ui, try_of(list, row));
    return key == 'e';
}

/* What can be begun; first it is asked where things are kept. */
static bool begin(struct promises_screen *list, int32_t key)
{
    if (key != 'n' && key != 'l' && key != 'a')
        return false;
    if (!journal_has_home(list->ui))
        return true;
    const struct promise *promise = promise_of(list, selected_row(list));
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
    else if (key == 'y')
        ui_notice(list->ui, _("Deleted."));
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
    const struct promise_row *row = selected_row(list);
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
        keys_add(keys, "z", _("let it rest"), false);
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
