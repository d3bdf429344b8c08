/*
 * Every rule asks the same three things about a day: does the promise hold on it (begun, not ended,
 * not resting), does the schedule name it, is there a mark. Weekly promises ask them of the seven
 * days of a week and then count.
 */
#include "mend/practice/promise.h"

enum { MISSES_THAT_OFFER = 2 };

/* ---- one day ---- */

static enum mark_kind mark_on(const struct promise_history *promise, int32_t day)
{
    size_t low = 0, high = promise->mark_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (promise->marks[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < promise->mark_count && promise->marks[low].day == day;
    return found ? promise->marks[low].kind : MARK_NONE;
}

/* The last day of a pause that DAY lies in, or DAY_NONE. */
static int32_t rests_until(const struct promise_history *promise, int32_t day)
{
    for (size_t i = 0; i < promise->pause_count; i++)
        if (promise->pauses[i].from <= day && day <= promise->pauses[i].to)
            return promise->pauses[i].to;
    return DAY_NONE;
}

bool promise_rests(const struct promise_history *promise, int32_t day)
{
    return rests_until(promise, day) != DAY_NONE;
}

static bool has_day(const struct promise_history *promise, int32_t day)
{
    return day >= promise->from && day <= promise->until;
}

static bool holds(const struct promise_history *promise, int32_t day)
{
    return has_day(promise, day) && !promise_rests(promise, day);
}

/* Whether DAY itself asks for something, by a schedule that names days: daily or weekdays. */
static bool names_day(const struct promise_history *promise, int32_t day)
{
    bool named = promise->schedule.kind == SCHEDULE_DAILY ||
                 (promise->schedule.kind == SCHEDULE_WEEKDAYS &&
                  (promise->schedule.weekdays & 1U << day_weekday(day)));
    return named && holds(promise, day);
}

/* The first day, DAY or later, on which the promise holds; DAY_NONE when there is none. */
static int32_t next_held(const struct promise_history *promise, int32_t day)
{
    if (day < promise->from)
        day = promise->from;
    for (int32_t until; (until = rests_until(promise, day)) != DAY_NONE; day = until + 1)
        if (until >= DAY_LAST)
            return DAY_NONE;
    return day <= promise->until && day <= DAY_LAST ? day : DAY_NONE;
}

static enum promise_day unmarked(const struct promise_history *promise, int32_t day, int32_t today)
{
    bool due = names_day(promise, day);
    if (promise->schedule.kind == SCHEDULE_ONCE) {
        int32_t by = promise_due_by(promise);
        due = day == by && promise_answer(promise, today) == MARK_NONE;
    }
    if (promise->schedule.kind == SCHEDULE_WEEKLY)
        due = day == today && holds(promise, day) && promise_week(promise, day, today).left > 0;
    if (!due)
        return has_day(promise, day) && promise_rests(promise, day) ? PROMISE_RESTS
                                                                    : PROMISE_NOTHING;
    return day > today ? PROMISE_AHEAD : day == today ? PROMISE_DUE : PROMISE_OPEN;
}

enum promise_day promise_day(const struct promise_history *promise, int32_t day, int32_t today)
{
    static const enum promise_day of_mark[MARK_KINDS] = {
        [MARK_NONE] = PROMISE_NOTHING,      [MARK_KEPT] = PROMISE_KEPT,
        [MARK_PARTLY] = PROMISE_PARTLY,     [MARK_NOT] = PROMISE_NOT,
        [MARK_RELEASED] = PROMISE_RELEASED,
    };
    enum mark_kind mark = mark_on(promise, day);
    return mark != MARK_NONE ? of_mark[mark] : unmarked(promise, day, today);
}

int promise_month(const struct promise_history *promise, int32_t day, int32_t today,
                  enum promise_day days[MONTH_DAYS])
{
    int32_t first = day_month(day);
    int length = day_month_length(day);
    for (int i = 0; i < length; i++)
        days[i] = promise_day(promise, first + i, today);
    return length;
}

/* The first unmarked day, DAY or later, that the schedule names. */
static int32_t next_named(const struct promise_history *promise, int32_t day)
{
    for (day = next_held(promise, day); day != DAY_NONE; day = next_held(promise, day + 1))
        if (names_day(promise, day) && mark_on(promise, day) == MARK_NONE)
            return day;
    return DAY_NONE;
}

/* The first unmarked day, TODAY or later, that could serve a week that lacks some. */
static int32_t next_of_week(const struct promise_history *promise, int32_t today)
{
    if (promise->schedule.times < 1)
        return DAY_NONE;
    int32_t day = next_held(promise, today);
    while (day != DAY_NONE) {
        if (promise_week(promise, day, today).left == 0)
            day = next_held(promise, day_week(day) + WEEK_DAYS);
        else if (mark_on(promise, day) != MARK_NONE)
            day = next_held(promise, day + 1);
        else
            break;
    }
    return day;
}

int32_t promise_next(const struct promise_history *promise, int32_t today)
{
    if (promise->schedule.kind == SCHEDULE_WEEKLY)
        return next_of_week(promise, today);
    if (promise->schedule.kind != SCHEDULE_ONCE)
        return next_named(promise, today);
    int32_t by = promise_due_by(promise);
    bool comes = by >= today && promise_answer(promise, today) == MARK_NONE;
    return comes && mark_on(promise, by) == MARK_NONE ? by : DAY_NONE;
}

/* ---- once ---- */

int32_t promise_due_by(const struct promise_history *promise)
{
    return promise->schedule.kind == SCHEDULE_ONCE ? next_held(promise, promise->schedule.by)
                                                   : DAY_NONE;
}

/* The latest mark by TODAY of those made while the promise stood, or NULL. */
static const struct mark *latest_mark(const struct promise_history *promise, int32_t today)
{
    for (size_t i = promise->mark_count; i-- > 0;) {
        const struct mark *mark = &promise->marks[i];
        if (mark->day <= today && has_day(promise, mark->day) && mark->kind != MARK_NONE)
            return mark;
    }
    return NULL;
}

/* The mark that answers a promise of the kind "once", or NULL. */
static const struct mark *answer(const struct promise_history *promise, int32_t today)
{
    const struct mark *mark = latest_mark(promise, today);
    int32_t by = promise_due_by(promise); /* DAY_NONE is before any day */
    bool more_to_do = mark && mark->kind == MARK_PARTLY && mark->day < by && today <= by;
    return more_to_do ? NULL : mark;
}

enum mark_kind promise_answer(const struct promise_history *promise, int32_t today)
{
    if (promise->schedule.kind != SCHEDULE_ONCE)
        return MARK_NONE;
    const struct mark *mark = answer(promise, today);
    return mark ? mark->kind : MARK_NONE;
}

bool promise_overdue(const struct promise_history *promise, int32_t today)
{
    int32_t by = promise_due_by(promise);
    return by != DAY_NONE && by < today && promise_answer(promise, today) == MARK_NONE;
}

/* ---- so many times a week ---- */

/* What a week with so many DAYS for it asks of TIMES in seven. */
static int share(int times, int days)
{
    int asked = (2 * times * days + WEEK_DAYS) / (2 * WEEK_DAYS);
    return asked == 0 && times > 0 && days > 0 ? 1 : asked;
}

static int take(int *left, int wanted)
{
    int taken = wanted < *left ? wanted : *left;
    *left -= taken;
    return taken;
}

struct promise_week promise_week(const struct promise_history *promise, int32_t day, int32_t today)
{
    struct promise_week week = {.first = day_week(day)};
    if (promise->schedule.kind != SCHEDULE_WEEKLY)
        return week;
    int days = 0, marks[MARK_KINDS] = {0};
    for (int32_t on = week.first; on < week.first + WEEK_DAYS; on++) {
        if (!holds(promise, on))
            continue;
        enum mark_kind mark = on <= today ? mark_on(promise, on) : MARK_NONE;
        days++;
        marks[mark]++;
        week.days_left += on >= today && mark == MARK_NONE;
    }
    int times = promise->schedule.times < WEEK_DAYS ? promise->schedule.times : WEEK_DAYS;
    int asked = share(times, days) - marks[MARK_RELEASED];
    week.is_over = today >= week.first + WEEK_DAYS;
    week.asked = asked > 0 ? asked : 0;
    int missing = week.asked;
    week.kept = take(&missing, marks[MARK_KEPT]);
    week.partly = take(&missing, marks[MARK_PARTLY]);
    if (week.is_over) {
        week.not_kept = take(&missing, marks[MARK_NOT]);
        week.open = missing;
    } else {
        week.left = missing;
    }
    week.can_be_done = week.left <= week.days_left;
    return week;
}

/* ---- four weeks ---- */

static void count_day(struct promise_rate *rate, enum promise_day day)
{
    rate->kept += day == PROMISE_KEPT;
    rate->partly += day == PROMISE_PARTLY;
    rate->counted += day == PROMISE_KEPT || day == PROMISE_PARTLY || day == PROMISE_NOT;
    rate->open += day == PROMISE_OPEN;
}

struct promise_rate promise_rate(const struct promise_history *promise, int32_t today)
{
    struct promise_rate rate = {0};
    int32_t first = today - PROMISE_RATE_DAYS + 1;
    switch (promise->schedule.kind) {
    case SCHEDULE_ONCE: {
        const struct mark *mark = answer(promise, today);
        int32_t day = mark ? mark->day : promise_due_by(promise);
        if (day >= first && day <= today)
            count_day(&rate, promise_day(promise, day, today));
        break;
    }
    case SCHEDULE_WEEKLY:
        for (int i = 1; i <= PROMISE_RATE_WEEKS; i++) {
            struct promise_week week = promise_week(promise, today - i * WEEK_DAYS, today);
            rate.kept += week.kept;
            rate.partly += week.partly;
            rate.counted += week.kept + week.partly + week.not_kept;
            rate.open += week.open;
        }
        break;
    default:
        for (int32_t day = first; day <= today; day++)
            if (names_day(promise, day))
                count_day(&rate, promise_day(promise, day, today));
    }
    return rate;
}

/* ---- smaller ---- */

/* What an occasion says about the row of misses. */
enum occasion { OCCASION_PASSED_OVER, OCCASION_MISS, OCCASION_ENDS_IT };

static enum occasion occasion_of_day(const struct promise_history *promise, int32_t day)
{
    enum mark_kind mark = names_day(promise, day) ? mark_on(promise, day) : MARK_NONE;
    if (mark == MARK_NONE || mark == MARK_RELEASED)
        return OCCASION_PASSED_OVER;
    return mark == MARK_NOT ? OCCASION_MISS : OCCASION_ENDS_IT;
}

static enum occasion occasion_of_week(const struct promise_week *week)
{
    if (week->not_kept > 0)
        return OCCASION_MISS;
    return week->asked == 0 || week->open > 0 ? OCCASION_PASSED_OVER : OCCASION_ENDS_IT;
}

bool promise_offer_smaller(const struct promise_history *promise, int32_t today, int32_t declined)
{
    bool weekly = promise->schedule.kind == SCHEDULE_WEEKLY;
    /* Backwards, by days or by weeks, each named by its last day. */
    int32_t day = weekly ? day_week(today) - 1 : today;
    int32_t step = weekly ? WEEK_DAYS : 1;
    int32_t first = day - PROMISE_RATE_DAYS + 1;
    int misses = 0;
    for (; day >= first && day > declined && misses < MISSES_THAT_OFFER; day -= step) {
        struct promise_week week = promise_week(promise, day, today);
        enum occasion occasion = weekly ? occasion_of_week(&week) : occasion_of_day(promise, day);
        if (occasion == OCCASION_ENDS_IT)
            return false;
        misses += occasion == OCCASION_MISS;
    }
    return misses == MISSES_THAT_OFFER;
}
