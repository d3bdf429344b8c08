/* Buckets for charts, and what is said to have moved. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "mend/practice/trend.h"
#include "unit/text/random_text.h"

/* A Saturday, 21 November 2026; its week began on Monday, 20773. */
enum { TODAY = 20778, MONDAY = 20773, MOST_POINTS = 400, MOST_BUCKETS = 120 };

static bool near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

/* ---- summaries ---- */

static void test_summary(void **state)
{
    (void)state;
    static const struct trend_point points[] = {{1, 4},  {2, TREND_MISSING}, {2, 7}, {2, 9}, {5, 0},
                                                {9, 10}, {9, TREND_MISSING}};
    struct trend_summary all = trend_summary(points, 7, 1, 9);
    assert_int_equal(all.count, 5);
    assert_true(near(all.mean, 6));
    assert_true(near(all.spread, sqrt(66.0 / 4))); /* -2, 1, 3, -6, 4 */
    assert_int_equal(all.low, 0);
    assert_int_equal(all.high, 10);
    struct trend_summary one = trend_summary(points, 7, 3, 8);
    assert_int_equal(one.count, 1);
    assert_true(one.mean == 0 && one.spread == 0);
    struct trend_summary none = trend_summary(points, 7, 3, 4);
    assert_true(none.count == 0 && none.mean == 0 && none.low == 0 && none.high == 0);
    none = trend_summary(NULL, 0, DAY_FIRST, DAY_LAST);
    assert_int_equal(none.count, 0);
}

/* ---- buckets ---- */

static void test_spans(void **state)
{
    (void)state;
    static const struct trend_point point = {TODAY - 700, 5};
    static const struct {
        enum trend_span span;
        size_t most, buckets;
        int weeks; /* of each */
    } rows[] = {
        {TREND_QUARTER, 13, 13, 1}, {TREND_QUARTER, 100, 13, 1}, {TREND_QUARTER, 7, 7, 2},
        {TREND_QUARTER, 1, 1, 27},  {TREND_YEAR, 53, 53, 1},     {TREND_YEAR, 100, 53, 1},
        {TREND_YEAR, 52, 27, 2},    {TREND_YEAR, 27, 27, 2},     {TREND_YEAR, 26, 18, 3},
        {TREND_ALL, 120, 101, 1},   {TREND_ALL, 60, 51, 2},      {TREND_QUARTER, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct trend_bucket buckets[MOST_BUCKETS];
        size_t found = trend_buckets(&point, 1, rows[i].span, TODAY, buckets, rows[i].most);
        int width = found > 0 ? buckets[0].last - buckets[0].first + 1 : 0;
        if (found != rows[i].buckets ||
            (found > 0 && rows[i].most > 1 && width != 7 * rows[i].weeks))
            fail_msg("row %zu: %zu buckets of %d days", i, found, width);
    }
}

static void test_three_months(void **state)
{
    (void)state;
    static const struct trend_point points[] = {
        {MONDAY - 85, 1}, /* the Sunday before the first of them */
        {MONDAY - 84, 2}, {MONDAY - 78, 5}, {MONDAY - 77, 3}, {MONDAY - 7, TREND_MISSING},
        {TODAY, 8},       {TODAY + 1, 9}, /* not yet */
    };
    struct trend_bucket buckets[13];
    assert_int_equal(trend_buckets(points, 7, TREND_QUARTER, TODAY, buckets, 13), 13);
    assert_int_equal(buckets[0].first, MONDAY - 84);
    assert_int_equal(buckets[0].last, MONDAY - 78);
    assert_int_equal(buckets[0].values.count, 2);
    assert_true(near(buckets[0].values.mean, 3.5));
    assert_int_equal(buckets[0].values.low, 2);
    assert_int_equal(buckets[0].values.high, 5);
    assert_int_equal(buckets[1].values.count, 1);
    for (size_t i = 2; i < 12; i++)
        assert_int_equal(buckets[i].values.count, 0); /* a gap, the open question too */
    assert_int_equal(buckets[12].first, MONDAY);
    assert_int_equal(buckets[12].last, MONDAY + 6);
    assert_int_equal(buckets[12].values.count, 1);
    assert_true(near(buckets[12].values.mean, 8));
}

static void test_all_of_nothing(void **state)
{
    (void)state;
    static const struct trend_point missing[] = {{TODAY - 9, TREND_MISSING}, {TODAY + 9, 4}};
    struct trend_bucket buckets[53];
    assert_int_equal(trend_buckets(missing, 2, TREND_ALL, TODAY, buckets, 53), 0);
    assert_int_equal(trend_buckets(NULL, 0, TREND_ALL, TODAY, buckets, 53), 0);
    assert_int_equal(trend_buckets(NULL, 0, TREND_YEAR, TODAY, buckets, 53), 53);
    for (size_t i = 0; i < 53; i++)
        assert_int_equal(buckets[i].values.count, 0);
    /* From the first value on, whatever stands open before it. */
    static const struct trend_point late[] = {{TODAY - 900, TREND_MISSING}, {TODAY - 9, 4}};
    assert_int_equal(trend_buckets(late, 2, TREND_ALL, TODAY, buckets, 53), 2);
}

static int compare_points(const void *a, const void *b)
{
    const struct trend_point *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

static size_t random_points(uint64_t *seed, struct trend_point *points)
{
    size_t count = random_below(seed, MOST_POINTS + 1), days = 1 + random_below(seed, 3000);
    for (size_t i = 0; i < count; i++)
        points[i] = (struct trend_point){TODAY + 20 - (int32_t)random_below(seed, days),
                                         (int)random_below(seed, 12) - 1};
    qsort(points, count, sizeof *points, compare_points);
    return count;
}

/* One bucket, or one side of a comparison, against sums made the plain way. */
static void expect_summary(const struct trend_summary *found, const struct trend_point *points,
                           size_t count, int32_t first, int32_t last)
{
    int n = 0, low = 99, high = -99;
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++)
        if (points[i].day >= first && points[i].day <= last && points[i].value >= 0) {
            n++;
            sum += points[i].value;
            low = points[i].value < low ? points[i].value : low;
            high = points[i].value > high ? points[i].value : high;
        }
    assert_int_equal(found->count, n);
    if (n == 0)
        return;
    for (size_t i = 0; i < count; i++)
        if (points[i].day >= first && points[i].day <= last && points[i].value >= 0)
            squares += (points[i].value - sum / n) * (points[i].value - sum / n);
    assert_true(near(found->mean, sum / n));
    assert_true(n < 2 ? found->spread == 0 : near(found->spread, sqrt(squares / (n - 1))));
    assert_int_equal(found->low, low);
    assert_int_equal(found->high, high);
}

static void test_buckets_at_random(void **state)
{
    (void)state;
    uint64_t seed = 13;
    static const int32_t spans[] = {12 * 7, 52 * 7};
    for (size_t round = random_rounds(1000, 100000); round > 0; round--) {
        struct trend_point points[MOST_POINTS];
        struct trend_bucket buckets[MOST_BUCKETS];
        size_t count = random_points(&seed, points), most = 1 + random_below(&seed, MOST_BUCKETS);
        enum trend_span span = (enum trend_span)random_below(&seed, TREND_SPANS);
        int32_t today = TODAY - (int32_t)random_below(&seed, 30);
        size_t found = trend_buckets(points, count, span, today, buckets, most);
        int32_t from = span == TREND_ALL ? today + 1 : day_week(today) - spans[span];
        for (size_t i = count; span == TREND_ALL && i-- > 0;)
            from = points[i].value >= 0 && points[i].day < from ? points[i].day : from;
        if (from > today) {
            assert_int_equal(found, 0);
            continue;
        }
        assert_in_range(found, 1, most);
        assert_true(buckets[0].first <= from && from <= buckets[0].last);
        assert_true(buckets[found - 1].first <= today && today <= buckets[found - 1].last);
        for (size_t i = 0; i < found; i++) {
            int32_t width = buckets[i].last - buckets[i].first + 1;
            int32_t until = buckets[i].last < today ? buckets[i].last : today;
            assert_int_equal(day_weekday(buckets[i].first), 0);
            assert_true(width % 7 == 0 && width == buckets[0].last - buckets[0].first + 1);
            assert_true(i == 0 || buckets[i].first == buckets[i - 1].last + 1);
            expect_summary(&buckets[i].values, points, count, buckets[i].first, until);
        }
    }
}

/* From day to day a point stays among the same others, as long as the buckets have one width. */
static void test_buckets_stay(void **state)
{
    (void)state;
    struct trend_bucket before[40], after[40];
    size_t had = trend_buckets(NULL, 0, TREND_YEAR, TODAY, before, 40);
    for (int32_t today = TODAY + 1; today < TODAY + 400; today++) {
        size_t has = trend_buckets(NULL, 0, TREND_YEAR, today, after, 40);
        for (size_t i = 0; i < has; i++)
            for (size_t j = 0; j < had; j++)
                assert_true(after[i].first == before[j].first || after[i].first > before[j].last ||
                            after[i].last < before[j].first);
        for (size_t i = 0; i < has; i++)
            before[i] = after[i];
        had = has;
    }
}

/* ---- what moved ---- */

/* "4556" are four answers; x is a ten. */
static struct trend_summary answers(const char *digits)
{
    struct trend_point points[MOST_POINTS];
    size_t count = 0;
    for (; digits[count]; count++)
        points[count] =
            (struct trend_point){TODAY, digits[count] == 'x' ? 10 : digits[count] - '0'};
    return trend_summary(points, count, TODAY, TODAY);
}

static void test_verdicts(void **state)
{
    (void)state;
    static const struct {
        const char *before, *now;
        enum trend_verdict verdict;
    } rows[] = {
        {"", "", TREND_TOO_FEW},
        {"4444", "88", TREND_TOO_FEW},
        {"44", "8888", TREND_TOO_FEW},
        {"555", "555", TREND_SAME},
        {"5555", "5556", TREND_SAME},
        {"555", "566", TREND_SAME},   /* two thirds of a point */
        {"555", "666", TREND_HIGHER}, /* one, and always the same number */
        {"666", "555", TREND_LOWER},
        {"4444", "6666", TREND_CLEARLY_HIGHER},
        {"6666", "4444", TREND_CLEARLY_LOWER},
        {"1919", "2x2x", TREND_SAME}, /* one point in so much to and fro */
        {"1919", "5x5x", TREND_SAME}, /* 2.5 points, and e is 2.7 */
        {"1818", "4x7x", TREND_HIGHER},
        {"0101", "x9x9", TREND_CLEARLY_HIGHER},
        {"333", "555", TREND_CLEARLY_HIGHER},
        {"345", "567", TREND_CLEARLY_HIGHER}, /* 2 points, e is 0.8 */
        {"246", "468", TREND_HIGHER},         /* 2 points, e is 1.6 */
        {"33333333", "44444445", TREND_HIGHER},
        {"4444444444", "4455555555", TREND_SAME}, /* 0.8 points, however often */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct trend_summary before = answers(rows[i].before), now = answers(rows[i].now);
        if (trend_verdict(&before, &now) != rows[i].verdict)
            fail_msg("row %zu: \"%s\" then \"%s\" is %d", i, rows[i].before, rows[i].now,
                     trend_verdict(&before, &now));
    }
}

static void test_windows(void **state)
{
    (void)state;
    struct trend_move move = trend_move(NULL, 0, TREND_FOUR_WEEKS, TODAY);
    assert_int_equal(move.now_last, TODAY);
    assert_int_equal(move.now_first, TODAY - 27);
    assert_int_equal(move.before_last, TODAY - 28);
    assert_int_equal(move.before_first, TODAY - 55);
    assert_int_equal(move.verdict, TREND_TOO_FEW);
    assert_true(move.difference == 0);
    /* Weekly for a year: the last four weeks of each. */
    struct trend_point points[80];
    for (int i = 0; i < 80; i++)
        points[i] = (struct trend_point){TODAY - 7 * (79 - i), i < 40 ? 3 : 7};
    move = trend_move(points, 80, TREND_A_YEAR, TODAY);
    assert_int_equal(move.before_last, TODAY - 365);
    assert_int_equal(move.before_first, TODAY - 365 - 27);
    assert_int_equal(move.now_first, TODAY - 27);
    assert_int_equal(move.before.count, 4);
    assert_int_equal(move.now.count, 4);
    assert_true(near(move.difference, 4));
    assert_int_equal(move.verdict, TREND_CLEARLY_HIGHER);
    /* Monthly: the last three months of each. */
    for (int i = 0; i < 24; i++)
        points[i] = (struct trend_point){day_add_months(TODAY, i - 23), i < 12 ? 7 : 6};
    move = trend_move(points, 24, TREND_A_YEAR, TODAY);
    assert_int_equal(move.before_last, TODAY - 365);
    assert_int_equal(move.before_first, TODAY - 365 - 90);
    assert_int_equal(move.now_first, TODAY - 90);
    assert_int_equal(move.before.count, 3);
    assert_int_equal(move.now.count, 3);
    assert_int_equal(move.verdict, TREND_LOWER);
    assert_int_equal(trend_move(points, 24, TREND_FOUR_WEEKS, TODAY).verdict, TREND_TOO_FEW);
    /* The last answer is two months old. */
    move = trend_move(points, 24, TREND_FOUR_WEEKS, TODAY + 60);
    assert_int_equal(move.now.count, 0);
    assert_true(move.difference == 0);
}

static enum trend_verdict mirrored(enum trend_verdict verdict)
{
    static const enum trend_verdict mirror[TREND_VERDICTS] = {
        [TREND_TOO_FEW] = TREND_TOO_FEW,
        [TREND_SAME] = TREND_SAME,
        [TREND_LOWER] = TREND_HIGHER,
        [TREND_HIGHER] = TREND_LOWER,
        [TREND_CLEARLY_LOWER] = TREND_CLEARLY_HIGHER,
        [TREND_CLEARLY_HIGHER] = TREND_CLEARLY_LOWER,
    };
    return mirror[verdict];
}

/* Up and down are judged alike, and nothing is said louder when less of it was seen. */
static void test_moves_at_random(void **state)
{
    (void)state;
    uint64_t seed = 17;
    for (size_t round = random_rounds(2000, 200000); round > 0; round--) {
        struct trend_point points[MOST_POINTS], upside_down[MOST_POINTS];
        size_t count = random_points(&seed, points);
        enum trend_compare compare = (enum trend_compare)random_below(&seed, TREND_COMPARES);
        for (size_t i = 0; i < count; i++)
            upside_down[i] = (struct trend_point){
                points[i].day, points[i].value < 0 ? TREND_MISSING : 10 - points[i].value};
        struct trend_move move = trend_move(points, count, compare, TODAY);
        struct trend_move other = trend_move(upside_down, count, compare, TODAY);
        expect_summary(&move.before, points, count, move.before_first, move.before_last);
        expect_summary(&move.now, points, count, move.now_first, move.now_last);
        assert_true(move.before_last < move.now_first && move.now_last == TODAY);
        assert_int_equal(move.now_last - move.now_first, move.before_last - move.before_first);
        assert_int_equal(other.verdict, mirrored(move.verdict));
        assert_int_equal(trend_verdict(&move.now, &move.before), mirrored(move.verdict));
        assert_true(near(other.difference, -move.difference));
        bool few = move.before.count < TREND_ENOUGH || move.now.count < TREND_ENOUGH;
        assert_int_equal(move.verdict == TREND_TOO_FEW, few);
    }
}

/* An answer that wobbles around 5 by a point and a half: nearly normal, a sum of twelve. */
static int wobbling(uint64_t *seed)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += (double)random_below(seed, 1000000) / 1e6;
    double value = floor(5 + 1.5 * sum + 0.5);
    return value < 0 ? 0 : value > 10 ? 10 : (int)value;
}

/* What trend.h says about how often the words come up by chance. */
static void test_words_by_chance(void **state)
{
    (void)state;
    enum { EACH = 4 };
    uint64_t seed = 23;
    size_t rounds = random_rounds(20000, 1000000), said[TREND_VERDICTS] = {0};
    for (size_t round = 0; round < rounds; round++) {
        struct trend_point points[2 * EACH];
        for (int i = 0; i < 2 * EACH; i++)
            points[i] = (struct trend_point){i, wobbling(&seed)};
        struct trend_summary before = trend_summary(points, 2 * EACH, 0, EACH - 1);
        struct trend_summary now = trend_summary(points, 2 * EACH, EACH, 2 * EACH - 1);
        said[trend_verdict(&before, &now)]++;
    }
    size_t clearly = said[TREND_CLEARLY_LOWER] + said[TREND_CLEARLY_HIGHER];
    size_t at_all = clearly + said[TREND_LOWER] + said[TREND_HIGHER];
    assert_in_range(at_all * 100 / rounds, 30, 36);
    assert_in_range(clearly * 100 / rounds, 4, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_summary),           cmocka_unit_test(test_spans),
        cmocka_unit_test(test_three_months),      cmocka_unit_test(test_all_of_nothing),
        cmocka_unit_test(test_buckets_at_random), cmocka_unit_test(test_buckets_stay),
        cmocka_unit_test(test_verdicts),          cmocka_unit_test(test_windows),
        cmocka_unit_test(test_moves_at_random),   cmocka_unit_test(test_words_by_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
