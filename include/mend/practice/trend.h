/*
 * Answers on a scale over time: put together for a chart, and two times compared in a way that can
 * be said in a sentence. Values are whole numbers from 0 to 10 that one person gave about
 * themselves; TREND_MISSING stands for a question left open and counts nowhere. Days are numbers as
 * in day.h.
 *
 * A change says that the numbers are different now, never why. Nothing here may be put into words
 * that name a cause.
 */
#ifndef MEND_PRACTICE_TREND_H
#define MEND_PRACTICE_TREND_H

#include <stddef.h>
#include <stdint.h>

#include "mend/practice/day.h"

enum { TREND_MISSING = -1 }; /* as SCALE_OPEN of check_in.h */

/* One answer. Points ascend by day; several may lie on one. */
struct trend_point {
    int32_t day;
    int value;
};

/* ---- what a number of values are like ---- */

/* Of fewer values than TREND_FEW tell `low` and `high` rather than `spread`. */
enum { TREND_FEW = 5 };

struct trend_summary {
    int count;     /* 0: there is nothing to say, and all else is 0 */
    double mean;   /* in points of the scale */
    double spread; /* the sample standard deviation (n - 1), in points; 0 of fewer than two */
    int low, high;
};

/* Of the points from FIRST to LAST, both included. */
struct trend_summary trend_summary(const struct trend_point *points, size_t count, int32_t first,
                                   int32_t last);

/* ---- for a chart ---- */

enum trend_span {
    TREND_QUARTER, /* the week of today and the 12 before */
    TREND_YEAR,    /* the week of today and the 52 before */
    TREND_ALL,     /* from the week of the first value to that of today */
    TREND_SPANS
};

/* From a Monday to a Sunday; `values.count` 0 is a gap, to be drawn as one. */
struct trend_bucket {
    int32_t first, last; /* both included; `last` may be a day to come */
    struct trend_summary values;
};

/*
 * Fills BUCKETS with at most MOST of them, each following on the one before, the last of them
 * holding TODAY, and returns how many. Each is as many whole weeks wide as needed to get along with
 * MOST (one week for three months from MOST 13 on, for a year from 53 on; two from 27 or 28 on).
 * Buckets of some width always begin on the same days, so that a point does not change its bucket
 * from week to week; the first may therefore begin before the span, and then holds all its own
 * points. Points after TODAY are left out. 0 when MOST is 0, and for TREND_ALL without a value.
 */
size_t trend_buckets(const struct trend_point *points, size_t count, enum trend_span span,
                     int32_t today, struct trend_bucket *buckets, size_t most);

/* ---- what moved ---- */

/* With fewer values than this on either side nothing is said: an average of two is an anecdote. */
enum { TREND_ENOUGH = 3 };

enum trend_verdict {
    TREND_TOO_FEW,
    TREND_SAME, /* about the same */
    TREND_LOWER,
    TREND_HIGHER,
    TREND_CLEARLY_LOWER,
    TREND_CLEARLY_HIGHER,
    TREND_VERDICTS
};

/*
 * How sure it is that NOW differs from BEFORE. With d the difference of the means and e what such a
 * difference wobbles by when nothing moved,
 *     e = s sqrt(1 / n1 + 1 / n2),  s the pooled sample standard deviation,
 * (the standard error of a difference of two means, as in any textbook on statistics), it is
 *     too few       when either side has fewer than TREND_ENOUGH values;
 *     lower, higher when |d| is at least one point and at least e;
 *     clearly so    when |d| is at least two points and at least twice e;
 *     the same      otherwise.
 * One point, because nobody answers a scale from 0 to 10 more exactly than to a point, even who
 * always gives the same number (e is 0 then, and proves nothing). Twice e, because a difference
 * that large seldom comes by itself.
 *
 * It is a rule of thumb for choosing kind words and no test of significance; none may be claimed.
 * Answers of one person hang together from week to week, seven scales are looked at together, and
 * the words are chosen after looking. With four answers on each side that wobble by a point and a
 * half, some change is said in a third of all comparisons in which nothing moved, a clear one in
 * one of twenty (tests/unit/practice/trend_test.c counts both). So no verdict is told without both
 * counts and spreads.
 */
enum trend_verdict trend_verdict(const struct trend_summary *before,
                                 const struct trend_summary *now);

enum trend_compare {
    TREND_FOUR_WEEKS, /* the last four weeks against the four before */
    TREND_A_YEAR,     /* against the same time a year before */
    TREND_COMPARES
};

enum { TREND_FOUR_WEEKS_DAYS = 28, TREND_SEASON_DAYS = 91 };

struct trend_move {
    int32_t before_first, before_last; /* what was compared, both included */
    int32_t now_first, now_last;
    struct trend_summary before, now;
    double difference; /* mean now - mean before, in points; 0 when either side has no value */
    enum trend_verdict verdict;
};

/*
 * TREND_FOUR_WEEKS: the 28 days that end with TODAY against the 28 before. Who looks once a month
 * has too few in them, and is told so.
 * TREND_A_YEAR: the 28 days that end with TODAY against the 28 that end on the same date a year
 * before (28 February for the 29th). When either has fewer than TREND_ENOUGH values, both are 91
 * days (13 weeks, in which who looks once a month has looked three times) in their place.
 */
struct trend_move trend_move(const struct trend_point *points, size_t count,
                             enum trend_compare compare, int32_t today);

#endif
