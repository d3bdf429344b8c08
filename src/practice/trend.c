/*
 * Values are whole numbers, so sums and sums of squares are exact, and so is every comparison with
 * a whole number of points; only the spread is rounded.
 */
#include "mend/practice/trend.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* ---- what a number of values are like ---- */

/* The first point of DAY or later: its index, or COUNT. */
static size_t point_from(const struct trend_point *points, size_t count, int32_t day)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (points[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct trend_summary trend_summary(const struct trend_point *points, size_t count, int32_t first,
                                   int32_t last)
{
    struct trend_summary summary = {0};
    int64_t sum = 0, squares = 0;
    for (size_t i = point_from(points, count, first); i < count && points[i].day <= last; i++) {
        int value = points[i].value;
        if (value == TREND_MISSING)
            continue;
        summary.low = summary.count == 0 || value < summary.low ? value : summary.low;
        summary.high = summary.count == 0 || value > summary.high ? value : summary.high;
        summary.count++;
        sum += value;
        squares += value * value;
    }
    int64_t n = summary.count;
    if (n > 0)
        summary.mean = (double)sum / (double)n;
    if (n > 1)
        summary.spread = sqrt((double)(n * squares - sum * sum) / (double)(n * (n - 1)));
    return summary;
}

/* ---- for a chart ---- */

/* The number of the week of DAY, from some Monday before all days on. */
static int32_t week_number(int32_t day)
{
    return (day_week(day) - day_week(DAY_FIRST)) / WEEK_DAYS;
}

/* The number of the first week of SPAN, or -1 when there is nothing. */
static int32_t first_week(const struct trend_point *points, size_t count, enum trend_span span,
                          int32_t today)
{
    enum { WEEKS_OF_A_QUARTER = 13, WEEKS_OF_A_YEAR = 53 };
    if (span != TREND_ALL) {
        int32_t weeks = span == TREND_QUARTER ? WEEKS_OF_A_QUARTER : WEEKS_OF_A_YEAR;
        int32_t first = week_number(today) - weeks + 1;
        return first > 0 ? first : 0;
    }
    for (size_t i = 0; i < count && points[i].day <= today; i++)
        if (points[i].value != TREND_MISSING)
            return week_number(points[i].day);
    return -1;
}

size_t trend_buckets(const struct trend_point *points, size_t count, enum trend_span span,
                     int32_t today, struct trend_bucket *buckets, size_t most)
{
    int32_t first = first_week(points, count, span, today), last = week_number(today);
    if (most == 0 || first < 0)
        return 0;
    int32_t weeks = 1;
    while ((size_t)(last / weeks - first / weeks) + 1 > most)
        weeks++;
    int32_t start = day_week(DAY_FIRST) + first / weeks * weeks * WEEK_DAYS;
    size_t filled = (size_t)(last / weeks - first / weeks) + 1;
    for (size_t i = 0; i < filled; i++) {
        struct trend_bucket *bucket = &buckets[i];
        bucket->first = start + (int32_t)i * weeks * WEEK_DAYS;
        bucket->last = bucket->first + weeks * WEEK_DAYS - 1;
        bucket->values = trend_summary(points, count, bucket->first,
                                       bucket->last < today ? bucket->last : today);
    }
    return filled;
}

/* ---- what moved ---- */

static double sum_of_squares(const struct trend_summary *summary)
{
    return summary->spread * summary->spread * (summary->count - 1);
}

/* What the difference of the two means wobbles by when nothing moved. */
static double wobble(const struct trend_summary *a, const struct trend_summary *b)
{
    double pooled = (sum_of_squares(a) + sum_of_squares(b)) / (a->count + b->count - 2);
    return sqrt(pooled * (1.0 / a->count + 1.0 / b->count));
}

enum trend_verdict trend_verdict(const struct trend_summary *before,
                                 const struct trend_summary *now)
{
    if (before->count < TREND_ENOUGH || now->count < TREND_ENOUGH)
        return TREND_TOO_FEW;
    /* A difference of exactly one point may come out a hair below. */
    const double hair = 1e-9;
    double difference = now->mean - before->mean, e = wobble(before, now);
    double size = fabs(difference) + hair;
    if (size >= 2 && size >= 2 * e)
        return difference < 0 ? TREND_CLEARLY_LOWER : TREND_CLEARLY_HIGHER;
    if (size >= 1 && size >= e)
        return difference < 0 ? TREND_LOWER : TREND_HIGHER;
    return TREND_SAME;
}

static struct trend_move compare_days(const struct trend_point *points, size_t count,
                                      int32_t before_last, int32_t now_last, int32_t days)
{
    struct trend_move move = {
        .before_first = before_last - days + 1,
        .before_last = before_last,
        .now_first = now_last - days + 1,
        .now_last = now_last,
    };
    move.before = trend_summary(points, count, move.before_first, move.before_last);
    move.now = trend_summary(points, count, move.now_first, move.now_last);
    if (move.before.count > 0 && move.now.count > 0)
        move.difference = move.now.mean - move.before.mean;
    move.verdict = trend_verdict(&move.before, &move.now);
    return move;
}

struct trend_move trend_move(const struct trend_point *points, size_t count,
                             enum trend_compare compare, int32_t today)
{
    if (compare == TREND_FOUR_WEEKS)
        return compare_days(points, count, today - TREND_FOUR_WEEKS_DAYS, today,
                            TREND_FOUR_WEEKS_DAYS);
    int32_t year_ago = day_add_months(today, -12);
    struct trend_move move = compare_days(points, count, year_ago, today, TREND_FOUR_WEEKS_DAYS);
    if (move.verdict == TREND_TOO_FEW)
        move = compare_days(points, count, year_ago, today, TREND_SEASON_DAYS);
    return move;
}
