/* Predicted against actual. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mend/practice/experiment.h"
#include "unit/text/random_text.h"

enum { OPEN = EXPERIMENT_OPEN, TODAY = 20778 };

static struct experiment_pair told(int32_t day, int predicted, int actual)
{
    return (struct experiment_pair){
        .planned = day - 3, .know = day, .told = day, .predicted = predicted, .actual = actual};
}

static void test_its_time(void **state)
{
    (void)state;
    static const struct {
        int32_t planned, know, told;
        bool is_let_go;
        int32_t asks_on;
        enum experiment_state state;
    } rows[] = {
        {TODAY, TODAY + 1, DAY_NONE, false, TODAY + 1, EXPERIMENT_PLANNED},
        {TODAY - 5, TODAY, DAY_NONE, false, TODAY, EXPERIMENT_ASKS},
        {TODAY - 90, TODAY - 80, DAY_NONE, false, TODAY - 80, EXPERIMENT_ASKS},
        {TODAY, TODAY, DAY_NONE, false, TODAY, EXPERIMENT_ASKS}, /* known the same day */
        {TODAY - 13, DAY_NONE, DAY_NONE, false, TODAY + 1, EXPERIMENT_PLANNED},
        {TODAY - 14, DAY_NONE, DAY_NONE, false, TODAY, EXPERIMENT_ASKS},
        {TODAY - 5, TODAY + 9, TODAY, false, TODAY + 9, EXPERIMENT_TOLD}, /* early */
        {TODAY - 5, TODAY - 3, TODAY, false, TODAY - 3, EXPERIMENT_TOLD},
        {TODAY - 5, TODAY - 3, DAY_NONE, true, TODAY - 3, EXPERIMENT_LET_GO},
        {TODAY - 5, TODAY - 3, TODAY, true, TODAY - 3, EXPERIMENT_LET_GO},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct experiment_pair one = {
            rows[i].planned, rows[i].know, rows[i].told, OPEN, OPEN, rows[i].is_let_go};
        if (experiment_asks_on(&one) != rows[i].asks_on ||
            experiment_state(&one, TODAY) != rows[i].state)
            fail_msg("row %zu: asks on %d, state %d", i, experiment_asks_on(&one),
                     experiment_state(&one, TODAY));
    }
}

static void test_results(void **state)
{
    (void)state;
    for (int predicted = OPEN; predicted <= 10; predicted++)
        for (int actual = OPEN; actual <= 10; actual++) {
            struct experiment_pair one = told(TODAY, predicted, actual);
            enum experiment_result expected = predicted < 0 || actual < 0 ? EXPERIMENT_UNKNOWN
                                              : actual <= predicted - 2   ? EXPERIMENT_WORSE
                                              : actual >= predicted + 2   ? EXPERIMENT_BETTER
                                                                          : EXPERIMENT_AS;
            assert_int_equal(experiment_result(&one), expected);
            one.is_let_go = true;
            assert_int_equal(experiment_result(&one), EXPERIMENT_UNKNOWN);
        }
    struct experiment_pair one = told(TODAY, 3, 8);
    one.told = DAY_NONE;
    assert_int_equal(experiment_result(&one), EXPERIMENT_UNKNOWN);
}

static void test_tally(void **state)
{
    (void)state;
    struct experiment_pair list[] = {
        told(TODAY - 40, 2, 9),    told(TODAY - 20, 3, 7), told(TODAY - 10, 5, 5),
        told(TODAY - 5, 6, 3),     told(TODAY - 2, 4, 5),  told(TODAY - 1, 4, OPEN),
        told(TODAY - 1, OPEN, 10), told(TODAY, 0, 10),     told(TODAY + 1, 0, 10),
    };
    list[7].is_let_go = true;
    struct experiment_tally tally = experiment_tally(list, 9, TODAY - 20, TODAY);
    assert_int_equal(tally.pairs, 4);
    assert_int_equal(tally.worse, 1);
    assert_int_equal(tally.as, 2);
    assert_int_equal(tally.better, 1);
    assert_int_equal(tally.words_only, 2);
    assert_int_equal(tally.low, -3);
    assert_int_equal(tally.high, 4);
    assert_true(fabs(tally.mean - 0.5) < 1e-12);
    assert_true(fabs(tally.spread - sqrt(25.0 / 3)) < 1e-12); /* 4, 0, -3, 1 */
    tally = experiment_tally(list, 9, TODAY - 40, TODAY - 40);
    assert_int_equal(tally.pairs, 1);
    assert_true(tally.mean == 7 && tally.spread == 0);
    tally = experiment_tally(list, 9, TODAY - 400, TODAY - 300);
    assert_int_equal(tally.pairs + tally.words_only + tally.low + tally.high, 0);
    assert_true(tally.mean == 0 && tally.spread == 0);
    tally = experiment_tally(NULL, 0, DAY_FIRST, DAY_LAST);
    assert_int_equal(tally.pairs, 0);
}

static void test_series(void **state)
{
    (void)state;
    struct experiment_pair list[] = {
        told(30, 1, 2), told(10, 1, 2), told(20, 1, OPEN), told(20, 3, 4), told(10, 5, 6),
    };
    size_t indexes[5];
    list[4].planned = 1; /* of those told on one day the first */
    assert_int_equal(experiment_series(list, 5, indexes), 4);
    static const size_t expected[] = {4, 1, 3, 0};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(indexes[i], expected[i]);
    assert_int_equal(experiment_series(NULL, 0, NULL), 0);
}

/* The parts make up the whole, however the time is cut; the series is in order and complete. */
static void test_at_random(void **state)
{
    (void)state;
    enum { MOST = 30 };
    uint64_t seed = 7;
    for (size_t round = random_rounds(2000, 200000); round > 0; round--) {
        struct experiment_pair list[MOST];
        size_t count = random_below(&seed, MOST + 1), indexes[MOST];
        for (size_t i = 0; i < count; i++) {
            list[i] = told((int32_t)random_below(&seed, 100), (int)random_below(&seed, 12) - 1,
                           (int)random_below(&seed, 12) - 1);
            list[i].planned -= (int32_t)random_below(&seed, 3);
            list[i].is_let_go = random_below(&seed, 8) == 0;
        }
        int32_t cut = (int32_t)random_below(&seed, 100);
        struct experiment_tally all = experiment_tally(list, count, 0, 99);
        struct experiment_tally before = experiment_tally(list, count, 0, cut);
        struct experiment_tally after = experiment_tally(list, count, cut + 1, 99);
        assert_int_equal(all.pairs, before.pairs + after.pairs);
        assert_int_equal(all.worse, before.worse + after.worse);
        assert_int_equal(all.better, before.better + after.better);
        assert_int_equal(all.words_only, before.words_only + after.words_only);
        assert_int_equal(all.pairs, all.worse + all.as + all.better);
        double sum = before.mean * before.pairs + after.mean * after.pairs;
        assert_true(fabs(all.mean * all.pairs - sum) < 1e-9);
        size_t length = experiment_series(list, count, indexes);
        assert_int_equal(length, all.pairs);
        for (size_t i = 1; i < length; i++) {
            const struct experiment_pair *a = &list[indexes[i - 1]], *b = &list[indexes[i]];
            assert_true(
                a->told < b->told || (a->told == b->told && a->planned < b->planned) ||
                (a->told == b->told && a->planned == b->planned && indexes[i - 1] < indexes[i]));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_its_time),  cmocka_unit_test(test_results),
        cmocka_unit_test(test_tally),     cmocka_unit_test(test_series),
        cmocka_unit_test(test_at_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
