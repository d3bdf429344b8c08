/* Day numbers, dates and the calendar; what zones do to days is in zone_test.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "mend/practice/day.h"

static int32_t day(const char *text)
{
    int32_t number = DAY_NONE;
    if (!day_parse(text, &number))
        fail_msg("\"%s\" is not read", text);
    return number;
}

static void expect_day(int32_t number, const char *text)
{
    char found[DAY_SIZE];
    day_print(number, found);
    assert_string_equal(found, text);
}

/* ---- numbers ---- */

static void test_known_days(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t number;
        int weekday;
    } rows[] = {
        {"1970-01-01", 0, 3},        {"1969-12-31", -1, 2},    {"1900-01-01", DAY_FIRST, 0},
        {"2000-02-29", 11016, 1},    {"2026-11-21", 20778, 5}, {"2026-11-22", 20779, 6},
        {"2026-11-23", 20780, 0},    {"2100-02-28", 47540, 6}, {"2100-03-01", 47541, 0},
        {"2200-12-31", DAY_LAST, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(day(rows[i].text), rows[i].number);
        assert_int_equal(day_weekday(rows[i].number), rows[i].weekday);
        expect_day(rows[i].number, rows[i].text);
    }
}

/* All 109,938 days against the C library's calendar, one after another. */
static void test_every_day(void **state)
{
    (void)state;
    int weekday = 0;
    for (int32_t number = DAY_FIRST; number <= DAY_LAST; number++) {
        time_t noon = (time_t)number * 86400 + 43200;
        struct tm tm;
        gmtime_r(&noon, &tm);
        struct day date = day_from_number(number);
        char text[DAY_SIZE], expected[32];
        strftime(expected, sizeof expected, "%Y-%m-%d", &tm);
        day_print(number, text);
        if (date.year != tm.tm_year + 1900 || date.month != tm.tm_mon + 1 ||
            date.day != tm.tm_mday || day_number(date) != number || strcmp(text, expected) != 0 ||
            day(text) != number || day_weekday(number) != weekday)
            fail_msg("day %d: %s instead of %s", number, text, expected);
        assert_int_equal(day_week(number), number - weekday);
        assert_int_equal(day_month(number), number - date.day + 1);
        weekday = (weekday + 1) % WEEK_DAYS;
    }
}

static void test_what_is_no_day(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",           "2026",         "2026-11",           "2026-11-",
        "2026-11-2",  "2026-11-211",  " 2026-11-21",       "2026-11-21 ",
        "2026/11/21", "2026-11-21\n", "26-11-21",          "12026-11-21",
        "2026-1-021", "2026-+1-21",   "2026--1-21",        "-026-11-21",
        "2027-02-29", "1899-12-31",   "2201-01-01",        "2026-00-10",
        "2026-11-00", "tomorrow",     "2026-11-2\xd9\xa1",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int32_t number = 7;
        if (day_parse(texts[i], &number) || number != 7)
            fail_msg("\"%s\" is read as %d", texts[i], number);
    }
}

static void test_days_that_cannot_be_printed(void **state)
{
    (void)state;
    static const int32_t days[] = {DAY_NONE, DAY_FIRST - 1, DAY_LAST + 1, INT32_MAX};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        expect_day(days[i], "");
}

/* ---- months ---- */

static void test_months_later(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        int months;
        const char *to;
    } rows[] = {
        {"2026-11-21", 0, "2026-11-21"},      {"2026-11-21", 1, "2026-12-21"},
        {"2026-11-21", 2, "2027-01-21"},      {"2026-11-21", -11, "2025-12-21"},
        {"2026-11-21", -12, "2025-11-21"},    {"2027-01-31", 1, "2027-02-28"},
        {"2028-01-31", 1, "2028-02-29"},      {"2028-02-29", 12, "2029-02-28"},
        {"2028-02-29", -12, "2027-02-28"},    {"2028-02-29", 48, "2032-02-29"},
        {"2027-03-31", -1, "2027-02-28"},     {"2027-05-31", 1, "2027-06-30"},
        {"2027-12-31", 1, "2028-01-31"},      {"2200-12-31", 1, "2200-12-31"},
        {"2200-06-15", 12, "2200-12-15"},     {"1900-01-01", -1, "1900-01-01"},
        {"1900-01-15", -1, "1900-01-15"},     {"2026-11-21", 10000, "2200-12-21"},
        {"2026-11-21", -10000, "1900-01-21"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        expect_day(day_add_months(day(rows[i].from), rows[i].months), rows[i].to);
}

static void test_length_of_months(void **state)
{
    (void)state;
    for (int32_t first = DAY_FIRST; first < DAY_LAST - MONTH_DAYS;) {
        int32_t next = day_add_months(first, 1);
        assert_int_equal(day_month_length(first), next - first);
        assert_int_equal(day_month_length(next - 1), next - first);
        assert_int_equal(day_from_number(next).day, 1);
        first = next;
    }
}

/* ---- moments at the ends of what is known ---- */

static void test_far_moments(void **state)
{
    (void)state;
    static const int64_t far[] = {INT64_MIN, -10000000000000, -2300000000};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(day_of(far[i], 4), DAY_FIRST);
        assert_true(day_until(far[i], 4) > far[i]);
    }
    static const int64_t late[] = {INT64_MAX - 1, 10000000000000, 7300000000};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(day_of(late[i], 4), DAY_LAST);
        assert_true(day_until(late[i], 4) > late[i]);
    }
    for (int hour = 0; hour <= DAY_ENDS_LATEST; hour++)
        for (int64_t at = -5; at <= 5; at++) {
            int64_t first = DAY_FIRST * INT64_C(86400) + at * 21600;
            int64_t last = DAY_LAST * INT64_C(86400) + at * 21600;
            assert_in_range(day_of(first, hour) - DAY_FIRST, 0, 1);
            assert_in_range(day_of(last, hour) - DAY_LAST + 3, 0, 3);
            assert_true(day_until(first, hour) > first);
            assert_true(day_until(last, hour) > last);
        }
    int64_t wall = 7;
    assert_false(day_start(DAY_NONE, 4, &wall));
    assert_false(day_start(DAY_FIRST - 1, 4, &wall));
    assert_false(day_start(DAY_LAST + 1, 4, &wall));
    assert_false(day_start(INT32_MAX, 4, &wall));
    assert_int_equal(wall, 7);
    assert_true(day_start(DAY_FIRST, 4, &wall));
    assert_true(day_start(DAY_LAST, 4, &wall));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days),     cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_what_is_no_day), cmocka_unit_test(test_days_that_cannot_be_printed),
        cmocka_unit_test(test_months_later),   cmocka_unit_test(test_length_of_months),
        cmocka_unit_test(test_far_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
