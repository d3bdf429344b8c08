/* When a check-in is due, and what may be said about one that comes early. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mend/practice/check_in.h"
#include "mend/practice/day.h"

static int32_t day(const char *text)
{
    int32_t number = DAY_NONE;
    assert_true(day_parse(text, &number));
    return number;
}

static void test_due(void **state)
{
    (void)state;
    static const struct {
        enum check_in_rhythm rhythm;
        const char *last, *due;
    } rows[] = {
        {RHYTHM_WEEKLY, "2026-11-21", "2026-11-28"},  {RHYTHM_WEEKLY, "2026-12-28", "2027-01-04"},
        {RHYTHM_MONTHLY, "2026-11-21", "2026-12-21"}, {RHYTHM_MONTHLY, "2026-12-31", "2027-01-31"},
        {RHYTHM_MONTHLY, "2027-01-31", "2027-02-28"}, {RHYTHM_MONTHLY, "2028-01-30", "2028-02-29"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t last = day(rows[i].last), due = day(rows[i].due);
        assert_int_equal(check_in_due(rows[i].rhythm, last), due);
        assert_false(check_in_is_due(rows[i].rhythm, last, due - 1));
        assert_true(check_in_is_due(rows[i].rhythm, last, due));
        assert_true(check_in_is_due(rows[i].rhythm, last, due + 5000));
    }
}

static void test_the_first_is_due_at_once(void **state)
{
    (void)state;
    for (int rhythm = 0; rhythm < CHECK_IN_RHYTHMS; rhythm++)
        for (int32_t today = DAY_FIRST; today <= DAY_LAST; today += 997) {
            assert_int_equal(check_in_due((enum check_in_rhythm)rhythm, DAY_NONE), DAY_NONE);
            assert_true(check_in_is_due((enum check_in_rhythm)rhythm, DAY_NONE, today));
            assert_false(check_in_is_soon((enum check_in_rhythm)rhythm, DAY_NONE, today));
        }
}

static void test_soon(void **state)
{
    (void)state;
    int32_t last = day("2026-11-21");
    for (int days = -3; days < 60; days++) {
        assert_int_equal(check_in_is_soon(RHYTHM_WEEKLY, last, last + days), days < 4);
        assert_int_equal(check_in_is_soon(RHYTHM_MONTHLY, last, last + days), days < 15);
    }
}

/* What is due is never called soon, in any month of any year. */
static void test_due_is_not_soon(void **state)
{
    (void)state;
    for (int rhythm = 0; rhythm < CHECK_IN_RHYTHMS; rhythm++)
        for (int32_t last = DAY_FIRST; last < DAY_LAST - MONTH_DAYS; last++) {
            int32_t due = check_in_due((enum check_in_rhythm)rhythm, last);
            assert_false(check_in_is_soon((enum check_in_rhythm)rhythm, last, due));
            assert_in_range(due - last, rhythm == RHYTHM_WEEKLY ? 7 : 28,
                            rhythm == RHYTHM_WEEKLY ? 7 : 31);
        }
}

static void test_help(void **state)
{
    (void)state;
    for (int safety = 0; safety <= SCALE_MOST; safety++)
        assert_int_equal(check_in_offers_help(safety), safety <= 3);
    assert_false(check_in_offers_help(SCALE_OPEN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_due),  cmocka_unit_test(test_the_first_is_due_at_once),
        cmocka_unit_test(test_soon), cmocka_unit_test(test_due_is_not_soon),
        cmocka_unit_test(test_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
