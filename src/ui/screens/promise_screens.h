/* The screens of promises, limits and trust experiments, and what they share. */
#ifndef MEND_UI_PROMISE_SCREENS_H
#define MEND_UI_PROMISE_SCREENS_H

#include "../month.h"
#include "mend/app/promises.h"
#include "screens.h"

/* The tab. No argument. */
extern const struct screen_type screen_promises;

/* A promise with its calendar; a limit with what became of it; argument: const int64_t *, copied.
 */
extern const struct screen_type screen_promise;
extern const struct screen_type screen_boundary;

/* ---- words (promise_words.c) ---- */

/* "every day", "Mon, Wed, Fri", "3 times a week", "by 5 December 2026" */
void promise_put_schedule(struct str *out, const struct schedule *schedule);

/* "kept 9 of 12 in four weeks, 2 more partly; 3 days are open" */
void promise_put_rate(struct str *out, const struct promise_rate *rate);

/* The sign and the words of a day. */
enum month_mark promise_mark_of(enum promise_day day);

/* What the rules need of an experiment. */
struct experiment_pair experiment_pair_of(const struct experiment *experiment);

/* "5 December 2026" */
void promise_put_day(struct str *out, int32_t day);

/* ---- forms (promise_forms.c): each opens one ---- */

void promise_form_new(struct ui *ui, bool between_us);

/* Other words for the same promise; a smaller one, or one with other days, that follows it. */
void promise_form_words(struct ui *ui, const struct promise *promise);
void promise_form_follow(struct ui *ui, const struct promise *promise, bool smaller);

/* Until when it rests, and why. */
void promise_form_pause(struct ui *ui, int64_t promise);

/* A note beside the mark of a day. */
void promise_form_note(struct ui *ui, const struct promise_mark *mark);

void boundary_form(struct ui *ui, const struct boundary *boundary); /* NULL: a new one */
void boundary_form_event(struct ui *ui, int64_t boundary, enum boundary_event_kind kind);

void experiment_form_plan(struct ui *ui, const struct experiment *experiment); /* NULL: new */
void experiment_form_outcome(struct ui *ui, const struct experiment *experiment);

/* ---- doing (promise_act.c): with a way back by "u"; a failure is shown ---- */

/* MARK_NONE takes the mark of DAY away. */
bool promise_act_mark(struct ui *ui, int64_t promise, int32_t day, enum mark_kind kind);
bool promise_act_trash(struct ui *ui, int64_t record);
bool promise_act_restore(struct ui *ui, int64_t record);

/* Ends a promise today, or lets one that has ended hold again. */
bool promise_act_end(struct ui *ui, const struct promise *promise);

/* Lets a promise that rests today hold again from today; false when it does not rest. */
bool promise_act_take_up(struct ui *ui, const struct promise *promise);

/* True when there was something to take back. */
bool promise_act_undo(struct ui *ui);

/* The mark that a key sets: k, p, x, r; c takes it away. MARK_KINDS: none of them. */
enum mark_kind promise_mark_key(int32_t key);

#endif
