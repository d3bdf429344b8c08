#include "today_due.h"

#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "check_in_screens.h"
#include "mend/app/journal.h"
#include "mend/practice/check_in.h"

enum {
    MARKS_BACK = 45 /* days: a weekly promise looks at the week, an overdue one further back */
};

void today_due_free(struct today_due *due)
{
    for (int i = 0; i < due->count; i++)
        free(due->promises[i].words);
    *due = (struct today_due){0};
}

/* ---- promises ---- */

/* It asks for something today, or was marked today. */
static bool belongs_here(const struct promise_history *history, int32_t today, enum promise_day day)
{
    return day == PROMISE_DUE || day >= PROMISE_KEPT || promise_overdue(history, today);
}

static enum err add(struct today_due *due, const struct promise *promise, enum promise_day day,
                    struct fault *fault)
{
    struct str words = {0};
    if (due->count == DUE_MOST) {
        due->more++;
        return OK;
    }
    promise_put_words(&words, promise);
    enum err err = str_status(&words, fault);
    if (!err)
        due->promises[due->count++] = (struct due_promise){
            .id = promise->record.id, .words = str_take(&words), .mark = promise_mark_of(day)};
    str_free(&words);
    return err;
}

static enum err look_at(struct today_due *due, const struct promise *promise,
                        const struct promise_marks *marks, struct fault *fault)
{
    struct mark *room = calloc(marks->count + 1, sizeof *room);
    struct pause *pauses = calloc(promise->pause_count + 1, sizeof *pauses);
    enum err err = room && pauses ? OK : fault_set_memory(fault);
    if (!err) {
        struct promise_history history = promise_history_of(promise, marks, room, pauses);
        enum promise_day day = promise_day(&history, due->today, due->today);
        if (belongs_here(&history, due->today, day))
            err = add(due, promise, day, fault);
    }
    free(room);
    free(pauses);
    return err;
}

static enum err load_promises(struct today_due *due, struct session *session, struct fault *fault)
{
    struct store *store = session_store(session);
    struct promises promises = {0};
    struct promise_marks marks = {0};
    enum err err = store_promise_list(store, PROMISES_HELD, due->today, due->today - MARKS_BACK,
                                      &promises, fault);
    if (!err)
        err = session_marks(session, &promises, due->today - MARKS_BACK, &marks, fault);
    for (size_t i = 0; !err && i < promises.count; i++)
        err = look_at(due, &promises.items[i], &marks, fault);
    promise_marks_free(&marks);
    promises_free(&promises);
    return err;
}

/* ---- the others ---- */

static enum err load_tries(struct today_due *due, struct store *store, struct fault *fault)
{
    struct experiments tries = {0};
    enum err err = store_experiment_list(store, due->today, false, &tries, fault);
    for (size_t i = 0; !err && i < tries.count; i++) {
        struct experiment_pair pair = experiment_pair_of(&tries.items[i]);
        due->tries += experiment_state(&pair, due->today) == EXPERIMENT_ASKS;
    }
    experiments_free(&tries);
    return err;
}

static enum err load_check_in(struct today_due *due, struct ui *ui, struct fault *fault)
{
    struct check_ins newest = {0};
    enum err err = store_check_in_page(session_store(ui->session), (struct record_place){0}, 1,
                                       &newest, fault);
    due->checked_in = !err && newest.count > 0;
    if (due->checked_in)
        due->check_in = check_in_due(check_in_rhythm(ui), newest.items[0].record.day);
    check_ins_free(&newest);
    return err;
}

enum err today_due_load(struct today_due *due, struct ui *ui, struct fault *fault)
{
    struct store *store = session_store(ui->session);
    *due = (struct today_due){0};
    if (!store || !store_exists(store))
        return OK;
    due->today = session_today(ui->session);
    enum err err = load_promises(due, ui->session, fault);
    if (!err)
        err = load_tries(due, store, fault);
    if (!err)
        err = load_check_in(due, ui, fault);
    if (!err)
        due->prompt =
            prompt_choose(session_prompts(ui->session), PROMPT_ANY, PROMPT_ANY, (size_t)due->today);
    return err;
}

/* ---- drawing ---- */

static int draw_promises(struct today_due *due, struct view *view, int row, int selected)
{
    int start = row;
    if (!due->count)
        return 0;
    row += prose_plain(view, row, 2, view->columns - 2, STYLE_TITLE, _("Promised for today"));
    for (int i = 0; i < due->count; i++) {
        struct due_promise *promise = &due->promises[i];
        promise->row = row;
        view_puts(view, row, 2, STYLE_ACCENT, month_sign(promise->mark));
        if (i == selected) {
            view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
            view_cursor(view, row, 5);
        }
        row += prose_plain(view, row, 5, view->columns - 5,
                           i == selected ? STYLE_TITLE : STYLE_TEXT, promise->words);
        promise->end = row;
    }
    if (due->more) {
        struct str text = {0};
        str_printf(&text,
                   ngettext("and %d more; 4 shows it", "and %d more; 4 shows them",
                            (unsigned long)due->more),
                   due->more);
        row += prose_plain(view, row, 5, view->columns - 5, STYLE_DIM, str_text(&text));
        str_free(&text);
    }
    return row - start + 1;
}

/* A day ahead of time it is told, without hurry; later it is still only due. */
static const char *check_in_words(const struct today_due *due)
{
    if (!due->checked_in)
        return "";
    if (due->check_in <= due->today)
        return _("A check-in could come now. 5 opens it; there is no hurry.");
    return due->check_in == due->today + 1
               ? _("A check-in would be due tomorrow. There is no hurry.")
               : "";
}

int today_due_draw(struct today_due *due, struct view *view, int row, int selected)
{
    int start = row;
    const char *check_in = check_in_words(due);
    row += draw_promises(due, view, row, selected);
    if (due->tries)
        row +=
            1 + prose_plain(view, row, 2, view->columns - 2, STYLE_TEXT,
                            ngettext("A small try could be told by now: what happened? 4 has it.",
                                     "Small tries could be told by now: what happened? 4 has "
                                     "them.",
                                     due->tries));
    if (*check_in)
        row += 1 + prose_plain(view, row, 2, view->columns - 2, STYLE_TEXT, check_in);
    if (due->prompt) {
        row += prose_plain(view, row, 2, view->columns - 2, STYLE_TITLE,
                           _("Something to write about"));
        row += 1 + prose_plain(view, row, 2, view->columns - 2, STYLE_TEXT,
                               due->prompt->cells[PROMPT_TEXT]);
    }
    return row - start;
}
