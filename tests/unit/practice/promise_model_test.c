/*
 * The rules of promises at random, against a model that knows nothing clever: it fills in a row of
 * days, one by one, and counts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mend/practice/promise.h"
#include "unit/text/random_text.h"

/* Day 0 of the model is a Monday; all that happens lies before day SPAN, a year of weeks. */
enum { START = 20759, SPAN = 140, END = 364, FOREVER = INT32_MAX };

struct model {
    struct promise_history promise;
    struct mark marks[SPAN];
    struct pause pauses[4];
    int today;
    bool begun[END]; /* and not ended */
    bool rests[END];
    enum mark_kind mark[END];
};

static int below(uint64_t *seed, int limit)
{
    return (int)random_below(seed, (size_t)limit);
}

/* ---- making one up ---- */

static void make_schedule(struct model *model, uint64_t *seed)
{
    model->promise.schedule = (struct schedule){
        .kind = (enum schedule_kind)below(seed, SCHEDULE_KINDS),
        .by = START + below(seed, SPAN),
        .weekdays = (unsigned)below(seed, 128),
        .times = 1 + below(seed, 7),
    };
    model->promise.from = START + below(seed, 40);
    model->promise.until = below(seed, 2) ? FOREVER : model->promise.from + below(seed, SPAN);
}

static void make_pauses(struct model *model, uint64_t *seed)
{
    model->promise.pauses = model->pauses;
    model->promise.pause_count = (size_t)below(seed, 5);
    for (size_t i = 0; i < model->promise.pause_count; i++) {
        int32_t from = START + below(seed, SPAN);
        int32_t to = below(seed, 6) ? from + below(seed, 20) : FOREVER;
        model->pauses[i] = (struct pause){from, to};
    }
}

static void make_marks(struct model *model, uint64_t *seed)
{
    static const int one_day_in[] = {1, 2, 4, 400};
    int days = one_day_in[below(seed, 4)];
    bool mostly_not = below(seed, 2);
    model->promise.marks = model->marks;
    for (int day = 0; day < SPAN; day++) {
        if (below(seed, days) > 0)
            continue;
        enum mark_kind kind =
            mostly_not && below(seed, 2) ? MARK_NOT : (enum mark_kind)below(seed, MARK_KINDS);
        model->marks[model->promise.mark_count++] = (struct mark){START + day, kind};
    }
}

static void make(struct model *model, uint64_t *seed)
{
    *model = (struct model){.today = below(seed, SPAN)};
    make_schedule(model, seed);
    make_pauses(model, seed);
    make_marks(model, seed);
    for (int day = 0; day < END; day++) {
        int32_t number = START + day;
        model->begun[day] = number >= model->promise.from && number <= model->promise.until;
        for (size_t i = 0; i < model->promise.pause_count; i++)
            model->rests[day] |= number >= model->pauses[i].from && number <= model->pauses[i].to;
    }
    for (size_t i = 0; i < model->promise.mark_count; i++)
        model->mark[model->marks[i].day - START] = model->marks[i].kind;
}

/* ---- what the model says; days are counted from START, -1 is none ---- */

static bool holds(const struct model *model, int day)
{
    return model->begun[day] && !model->rests[day];
}

static bool is_named(const struct model *model, int day)
{
    enum schedule_kind kind = model->promise.schedule.kind;
    bool weekday = model->promise.schedule.weekdays >> (day % 7) & 1;
    return holds(model, day) && (kind == SCHEDULE_DAILY || (kind == SCHEDULE_WEEKDAYS && weekday));
}

static int due_by(const struct model *model)
{
    if (model->promise.schedule.kind != SCHEDULE_ONCE)
        return -1;
    for (int day = model->promise.schedule.by - START; day < END; day++)
        if (holds(model, day))
            return day;
    return -1;
}

/* The day of the mark that answers, or -1. */
static int answered_on(const struct model *model)
{
    int on = -1;
    if (model->promise.schedule.kind != SCHEDULE_ONCE)
        return -1;
    for (int day = 0; day <= model->today; day++)
        if (model->begun[day] && model->mark[day] != MARK_NONE)
            on = day;
    bool waits = on >= 0 && model->mark[on] == MARK_PARTLY && on < due_by(model) &&
                 model->today <= due_by(model);
    return waits ? -1 : on;
}

static struct promise_week week_of(const struct model *model, int day)
{
    int first = day - day % 7, days = 0, kept = 0, partly = 0, not_kept = 0, released = 0;
    struct promise_week week = {.first = START + first};
    if (model->promise.schedule.kind != SCHEDULE_WEEKLY)
        return week;
    for (int on = first; on < first + 7; on++) {
        bool seen = on <= model->today && holds(model, on);
        days += holds(model, on);
        kept += seen && model->mark[on] == MARK_KEPT;
        partly += seen && model->mark[on] == MARK_PARTLY;
        not_kept += seen && model->mark[on] == MARK_NOT;
        released += seen && model->mark[on] == MARK_RELEASED;
        if (holds(model, on) && on >= model->today &&
            (on > model->today || model->mark[on] == MARK_NONE))
            week.days_left++;
    }
    week.asked = (int)(model->promise.schedule.times * days / 7.0 + 0.5);
    if (week.asked == 0 && days > 0)
        week.asked = 1;
    for (; released > 0 && week.asked > 0; released--)
        week.asked--;
    week.is_over = model->today > first + 6;
    for (int time = 0; time < week.asked; time++) {
        if (kept > 0)
            kept--, week.kept++;
        else if (partly > 0)
            partly--, week.partly++;
        else if (!week.is_over)
            week.left++;
        else if (not_kept > 0)
            not_kept--, week.not_kept++;
        else
            week.open++;
    }
    week.can_be_done = week.left <= week.days_left;
    return week;
}

static enum promise_day state_of(const struct model *model, int day)
{
    static const enum promise_day marked[MARK_KINDS] = {
        PROMISE_NOTHING, PROMISE_KEPT, PROMISE_PARTLY, PROMISE_NOT, PROMISE_RELEASED};
    if (model->mark[day] != MARK_NONE)
        return marked[model->mark[day]];
    bool due = is_named(model, day);
    if (model->promise.schedule.kind == SCHEDULE_ONCE)
        due = day == due_by(model) && answered_on(model) < 0;
    if (model->promise.schedule.kind == SCHEDULE_WEEKLY)
        due = day == model->today && holds(model, day) && week_of(model, day).left > 0;
    if (due)
        return day > model->today    ? PROMISE_AHEAD
               : day == model->today ? PROMISE_DUE
                                     : PROMISE_OPEN;
    return model->begun[day] && model->rests[day] ? PROMISE_RESTS : PROMISE_NOTHING;
}

static int next_of(const struct model *model)
{
    for (int day = model->today; day < END; day++) {
        enum promise_day state = state_of(model, day);
        bool serves = model->promise.schedule.kind == SCHEDULE_WEEKLY && holds(model, day) &&
                      model->mark[day] == MARK_NONE && week_of(model, day).left > 0;
        if (state == PROMISE_AHEAD || state == PROMISE_DUE || serves)
            return day;
    }
    return -1;
}

static struct promise_rate rate_of(const struct model *model)
{
    struct promise_rate rate = {0};
    int on = answered_on(model), by = due_by(model);
    for (int day = model->today - 27 < 0 ? 0 : model->today - 27; day <= model->today; day++) {
        bool counts = is_named(model, day) || day == on;
        enum mark_kind mark = counts ? model->mark[day] : MARK_NONE;
        rate.kept += mark == MARK_KEPT;
        rate.partly += mark == MARK_PARTLY;
        rate.counted += mark == MARK_KEPT || mark == MARK_PARTLY || mark == MARK_NOT;
        rate.open += day < model->today &&
                     ((is_named(model, day) && mark == MARK_NONE) || (on < 0 && day == by));
    }
    for (int week = model->today / 7 - 4; week < model->today / 7; week++) {
        if (week < 0)
            continue;
        struct promise_week one = week_of(model, week * 7);
        rate.kept += one.kept;
        rate.partly += one.partly;
        rate.counted += one.kept + one.partly + one.not_kept;
        rate.open += one.open;
    }
    return rate;
}

/* The occasions as a text, m a miss and e what ends it, oldest first. */
static bool offers(const struct model *model, int declined)
{
    char row[64] = "";
    size_t length = 0;
    for (int day = model->today - 27 < 0 ? 0 : model->today - 27; day <= model->today; day++) {
        enum mark_kind mark = is_named(model, day) && day > declined ? model->mark[day] : MARK_NONE;
        if (mark == MARK_KEPT || mark == MARK_PARTLY || mark == MARK_NOT)
            row[length++] = mark == MARK_NOT ? 'm' : 'e';
    }
    for (int week = model->today / 7 - 4; week < model->today / 7; week++) {
        if (week < 0 || week * 7 + 6 <= declined)
            continue;
        struct promise_week one = week_of(model, week * 7);
        if (one.not_kept > 0)
            row[length++] = 'm';
        else if (one.asked > 0 && one.open == 0)
            row[length++] = 'e';
    }
    return length >= 2 && row[length - 1] == 'm' && row[length - 2] == 'm';
}

/* ---- both together ---- */

static int32_t number(int day)
{
    return day < 0 ? DAY_NONE : START + day;
}

static void compare_days(const struct model *model, size_t round)
{
    const struct promise_history *promise = &model->promise;
    int32_t today = START + model->today;
    for (int day = 0; day < SPAN + 30; day++) {
        if (promise_day(promise, START + day, today) != state_of(model, day))
            fail_msg("round %zu, kind %d, today %d, day %d: %d, should be %d", round,
                     promise->schedule.kind, model->today, day,
                     promise_day(promise, START + day, today), state_of(model, day));
        struct promise_week found = promise_week(promise, START + day, today);
        struct promise_week expected = week_of(model, day);
        if (found.first != expected.first || found.asked != expected.asked ||
            found.kept != expected.kept || found.partly != expected.partly ||
            found.not_kept != expected.not_kept || found.open != expected.open ||
            found.left != expected.left || found.days_left != expected.days_left ||
            found.is_over != expected.is_over)
            fail_msg("round %zu, today %d, the week of day %d", round, model->today, day);
    }
}

static void compare(const struct model *model, size_t round, int declined)
{
    const struct promise_history *promise = &model->promise;
    int32_t today = START + model->today;
    int on = answered_on(model), by = due_by(model);
    struct promise_rate rate = promise_rate(promise, today), expected = rate_of(model);
    if (promise_due_by(promise) != number(by))
        fail_msg("round %zu: due by %d, should be %d", round, promise_due_by(promise) - START, by);
    if (promise_answer(promise, today) != (on < 0 ? MARK_NONE : model->mark[on]))
        fail_msg("round %zu: the answer, should be that of day %d", round, on);
    if (promise_overdue(promise, today) != (by >= 0 && by < model->today && on < 0))
        fail_msg("round %zu: overdue", round);
    if (promise_next(promise, today) != number(next_of(model)))
        fail_msg("round %zu, kind %d: next on %d, should be %d", round, promise->schedule.kind,
                 promise_next(promise, today) - START, next_of(model));
    if (rate.kept != expected.kept || rate.partly != expected.partly ||
        rate.counted != expected.counted || rate.open != expected.open)
        fail_msg("round %zu, kind %d: kept %d of %d, open %d; should be %d of %d, open %d", round,
                 promise->schedule.kind, rate.kept, rate.counted, rate.open, expected.kept,
                 expected.counted, expected.open);
    if (promise_offer_smaller(promise, today, number(declined)) != offers(model, declined))
        fail_msg("round %zu, kind %d: smaller, should be %d", round, promise->schedule.kind,
                 offers(model, declined));
}

static void test_at_random(void **state)
{
    (void)state;
    uint64_t seed = 20261121;
    size_t offered = 0, overdue = 0, rounds = random_rounds(1500, 200000);
    for (size_t round = 0; round < rounds; round++) {
        struct model model;
        make(&model, &seed);
        int declined = below(&seed, 3) ? -1 : below(&seed, SPAN);
        compare_days(&model, round);
        compare(&model, round, declined);
        offered += offers(&model, declined);
        overdue += promise_overdue(&model.promise, START + model.today);
    }
    /* Neither side of the rare answers went untried. */
    assert_in_range(offered, rounds / 50, rounds / 2);
    assert_in_range(overdue, rounds / 200, rounds / 2);
}

/* A promise that nobody has marked says nothing against anybody, whenever one looks. */
static void test_open_days_never_count(void **state)
{
    (void)state;
    uint64_t seed = 4;
    for (size_t round = random_rounds(300, 20000); round > 0; round--) {
        struct model model;
        make(&model, &seed);
        model.promise.mark_count = 0;
        for (int32_t today = START; today < START + SPAN; today++) {
            struct promise_rate rate = promise_rate(&model.promise, today);
            assert_int_equal(rate.counted + rate.kept + rate.partly, 0);
            assert_false(promise_offer_smaller(&model.promise, today, DAY_NONE));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_at_random),
        cmocka_unit_test(test_open_days_never_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
