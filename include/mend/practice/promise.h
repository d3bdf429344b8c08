/*
 * What a promise asks of a day, and what can be said about how it goes. Only the person says that
 * something was not kept: a day that is over and has no mark is open, not missed, however long ago,
 * and counts neither for nor against. Nothing here counts how long something went on without a
 * break, and nothing is a score.
 *
 * Days are numbers as in day.h, "today" is a day that comes in; weeks are Monday to Sunday. All
 * numbers below (four weeks, two misses, the share of a short week) are mend's own, chosen to be
 * small and easy to say; no source is claimed for them.
 *
 * A promise that is changed (made smaller, another schedule) ends on the day before a new one
 * begins: what was marked is judged by what was promised then. Which follows which is the store's
 * to keep.
 */
#ifndef MEND_PRACTICE_PROMISE_H
#define MEND_PRACTICE_PROMISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mend/practice/day.h"
#include "mend/practice/schedule.h"

/*
 * All that the rules look at. The arrays are borrowed. Pauses come in any order and may overlap.
 * Marks ascend by day, one a day; MARK_NONE is no mark. Marks before `from`, after `until` or after
 * the "today" of a question are passed over, but by promise_day() and promise_next().
 */
struct promise_history {
    struct schedule schedule;
    int32_t from;  /* the first day it holds for */
    int32_t until; /* the last one; INT32_MAX while it stands */
    const struct pause *pauses;
    size_t pause_count;
    const struct mark *marks;
    size_t mark_count;
};

/* ---- a day ---- */

/* What a day is to a promise, as the calendar shows it. */
enum promise_day {
    PROMISE_NOTHING, /* nothing is asked of that day in particular */
    PROMISE_RESTS,   /* paused */
    PROMISE_AHEAD,   /* a day to come on which it is due */
    PROMISE_DUE,     /* due today, not marked yet */
    PROMISE_OPEN,    /* was due, is over, and nobody has said how it went */
    PROMISE_KEPT,    /* the marks, of any day that has one */
    PROMISE_PARTLY,
    PROMISE_NOT,
    PROMISE_RELEASED,
    PROMISE_DAYS
};

/*
 * DAY as seen on TODAY. A mark comes first, then a pause, then the schedule:
 * - once: due on its day (promise_due_by) and on no other, unless it is answered by then;
 * - daily, weekdays: due on each such day;
 * - weekly: due today while the week still lacks some. A day that is over without a mark is
 *   PROMISE_NOTHING, since it is the week that may be open: promise_week() says so.
 */
enum promise_day promise_day(const struct promise_history *promise, int32_t day, int32_t today);

/* The days of the month that DAY lies in, as promise_day() has them. Returns how many there are. */
int promise_month(const struct promise_history *promise, int32_t day, int32_t today,
                  enum promise_day days[MONTH_DAYS]);

/* Whether DAY lies in one of the pauses. */
bool promise_rests(const struct promise_history *promise, int32_t day);

/*
 * The first day, TODAY or later, on which something is due and not marked yet; DAY_NONE when there
 * is none (answered, ended, rests until taken up again). For a weekly promise, the first day that
 * could serve. A promise that is overdue has no next day.
 */
int32_t promise_next(const struct promise_history *promise, int32_t today);

/* ---- once ---- */

/*
 * The day by which a promise of the kind "once" is due: its own, or the day it began if that is
 * later; when it rests on that day, the first day after on which it does not. DAY_NONE: it rests
 * until taken up again, or it ended before, or is of another kind.
 */
int32_t promise_due_by(const struct promise_history *promise);

/*
 * How a promise of the kind "once" was answered by TODAY, or MARK_NONE. Its latest mark is the
 * answer, early or late; but "partly" before the day it is due leaves the rest to be done, and is
 * none until that day is over. It is overdue when its day is over without an answer: once, not once
 * a day.
 */
enum mark_kind promise_answer(const struct promise_history *promise, int32_t today);
bool promise_overdue(const struct promise_history *promise, int32_t today);

/* ---- so many times a week ---- */

/*
 * The week of a weekly promise. `asked` is what was promised, less in a week that has only some
 * days for it (it began, ended or rests): its share of seven, rounded to the nearest, at least 1
 * when there is a day at all; and one less for each day that was released. Kept, partly and not
 * fill it in this order and never exceed it: a day "not this time" is nothing when others filled
 * the week. What is missing then is open: nobody has said. A week is judged from the Monday after;
 * until then `is_over` is false and what is missing is `left`, still to come.
 */
struct promise_week {
    int32_t first; /* its Monday */
    int asked;
    int kept, partly, not_kept; /* as far as they count */
    int open;                   /* of a week that is over */
    int left;                   /* of a week that is not */
    int days_left;              /* unmarked days that could serve, today among them */
    bool can_be_done;           /* left <= days_left; true when nothing is left */
    bool is_over;
};

/* The week that DAY lies in, as seen on TODAY. All 0 but `first` for other kinds of schedule. */
struct promise_week promise_week(const struct promise_history *promise, int32_t day, int32_t today);

/* ---- four weeks ---- */

enum { PROMISE_RATE_DAYS = 28, PROMISE_RATE_WEEKS = 4 };

/*
 * "Kept 9 of 12, 2 more partly; 3 days are open." `counted` is kept + partly + not this time: only
 * what the person said counts. Partly counts as an occasion and is told by its own name, neither as
 * kept nor as missed. Released days, days of rest and marks on days that asked for nothing do not
 * count. `open` is beside the rest. With `counted` 0 there is nothing to say yet. Never a
 * percentage.
 */
struct promise_rate {
    int kept, partly, counted;
    int open;
};

/*
 * Daily, weekdays: of the 28 days that end with TODAY; today itself only when it is marked. Weekly:
 * times, of the last four weeks that are over, since a week is not judged before. Once: its answer,
 * if that (or, when open, the day it was due by) lies in the 28 days.
 */
struct promise_rate promise_rate(const struct promise_history *promise, int32_t today);

/* ---- smaller ---- */

/*
 * Whether to offer to make the promise smaller: the last two occasions that were answered kept,
 * partly or not this time, of the last four weeks, were both "not this time". Open, released and
 * resting days are passed over; partly ends it as kept does. For a weekly promise the occasions are
 * weeks that are over, of the last four: one is a miss when it was not filled and the person said
 * "not this time" in it as far as that counts; one that lacks something of which nobody said so is
 * passed over. Never for "once".
 *
 * DECLINED is the day on which the person last said no to the offer, or DAY_NONE: misses of that
 * day and before (of weeks that ended by then) do not count any more.
 */
bool promise_offer_smaller(const struct promise_history *promise, int32_t today, int32_t declined);

#endif
