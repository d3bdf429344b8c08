/* The calendar's days, all of those from 1900 to 2200. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "mend/base/date.h"

enum { DAYS = 109938 }; /* from 1 January 1900 to 31 December 2200 */

static const struct day first = {DAY_FIRST_YEAR, 1, 1};
static const struct day last = {DAY_LAST_YEAR, 12, 31};

static struct day of(const char *text)
{
    struct day day;
    if (!day_read(text, &day))
        fail_msg("%s was not read", text);
    return day;
}

static void expect_day(struct day day, const char *expected)
{
    char text[DAY_SIZE];
    day_write(day, text);
    assert_string_equal(text, expected);
}

/* A calendar that only knows how to turn a page, and libc, agree with ours on every day. */
static void test_every_day(void **state)
{
    (void)state;
    struct day day = first;
    int64_t number = day_number(first);
    assert_int_equal(number, -25567);
    for (int i = 0; i < DAYS; i++) {
        struct tm tm = {.tm_year = day.year - 1900, .tm_mon = day.month - 1, .tm_mday = day.day};
        char text[DAY_SIZE];
        struct day read;
        assert_int_equal(day_number(day), number + i);
        assert_int_equal((int64_t)timegm(&tm), (number + i) * 86400);
        assert_int_equal(weekday_of(day), tm.tm_wday);
        assert_int_equal(tm.tm_mday, day.day);
        day_write(day, text);
        assert_true(day_read(text, &read));
        assert_memory_equal(&read, &day, sizeof day);
        struct day again = day_plus(first, i);
        assert_memory_equal(&again, &day, sizeof day);
        again = day_plus(last, i - (DAYS - 1));
        assert_memory_equal(&again, &day, sizeof day);
        if (++day.day > days_in_month(day.year, day.month)) {
            day.day = 1;
            day.month = day.month % 12 + 1;
            day.year += day.month == 1 ? 1 : 0;
        }
    }
    assert_int_equal(day.year, DAY_LAST_YEAR + 1);
}

static void test_leap_years(void **state)
{
    (void)state;
    for (int year = DAY_FIRST_YEAR; year <= DAY_LAST_YEAR; year++) {
        int days = 0;
        for (int month = 1; month <= 12; month++)
            days += days_in_month(year, month);
        bool leap = year % 4 == 0 && year != 1900 && year != 2100 && year != 2200;
        assert_int_equal(days, leap ? 366 : 365);
        assert_int_equal(days_in_month(year, 2), leap ? 29 : 28);
    }
}

static void test_ends_of_the_calendar(void **state)
{
    (void)state;
    expect_day(day_plus(of("1900-01-03"), -3), "1900-01-01");
    expect_day(day_plus(of("2200-12-25"), 7), "2200-12-31");
    expect_day(day_plus(of("2000-02-28"), 1), "2000-02-29");
    expect_day(day_plus(of("2026-12-31"), 1), "2027-01-01");
    expect_day(day_plus_months(of("1900-01-31"), -1), "1900-01-31");
    expect_day(day_plus_months(of("1900-03-31"), -12), "1900-01-31");
    expect_day(day_plus_months(of("2200-11-30"), 12), "2200-12-30");
}

static void test_months_on(void **state)
{
    (void)state;
    expect_day(day_plus_months(of("2026-01-31"), 1), "2026-02-28");
    expect_day(day_plus_months(of("2024-01-31"), 1), "2024-02-29");
    expect_day(day_plus_months(of("2024-02-29"), 12), "2025-02-28");
    expect_day(day_plus_months(of("2024-02-29"), -48), "2020-02-29");
    expect_day(day_plus_months(of("2026-12-15"), 1), "2027-01-15");
    expect_day(day_plus_months(of("2026-01-15"), -1), "2025-12-15");
    for (int i = 0; i < DAYS; i++) {
        struct day day = day_plus(first, i);
        for (int months = -14; months <= 14; months++) {
            struct day moved = day_plus_months(day, months);
            int wanted = day.year * 12 + day.month - 1 + months;
            if (wanted < DAY_FIRST_YEAR * 12 || wanted >= (DAY_LAST_YEAR + 1) * 12)
                continue;
            assert_int_equal(moved.year * 12 + moved.month - 1, wanted);
            assert_true(
                moved.day == day.day ||
                (moved.day < day.day && moved.day == days_in_month(moved.year, moved.month)));
        }
    }
}

/* Row by row and from Monday to Sunday, each day stands behind the one before it. */
static void test_grid(void **state)
{
    (void)state;
    int place = 0;
    for (int i = 0; i < DAYS; i++) {
        struct day day = day_plus(first, i);
        int column = day_grid_column(day);
        place = day.day == 1 ? column : place + 1;
        assert_int_equal(column, (weekday_of(day) + 6) % 7);
        assert_int_equal(day_grid_row(day) * 7 + column, place);
        assert_in_range(day_grid_row(day), 0, 5);
    }
    assert_int_equal(day_grid_row(of("2026-02-28")), 4); /* one that begins on a Sunday */
    assert_int_equal(day_grid_row(of("2021-02-28")), 3); /* a February that begins on a Monday */
    assert_int_equal(day_grid_row(of("2026-08-31")), 5);
}

static void test_what_is_no_day(void **state)
{
    (void)state;
    static const char *const none[] = {
        "",           "2026-11",     "2026-11-2",  "2026-11-211", "2026/11/21",
        "1899-12-31", "2201-01-01",  "2026-00-10", "2026-13-10",  "2026-11-00",
        "2026-11-31", "2026-02-29",  "1900-02-29", "2100-02-29",  "+026-11-21",
        "2026-1a-21", "2026-11-21 ", " 026-11-21", "2026-11 21"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        struct day day = {7, 7, 7};
        if (day_read(none[i], &day) || day.year != 7)
            fail_msg("\"%s\" was read as a day", none[i]);
    }
}

static void expect_text(void (*put)(struct str *, struct day), const char *day,
                        const char *expected)
{
    struct str out = {0};
    put(&out, of(day));
    assert_string_equal(str_text(&out), expected);
    str_free(&out);
}

static void test_how_days_are_written(void **state)
{
    (void)state;
    expect_text(day_put, "2026-11-21", "Saturday 21 November 2026");
    expect_text(day_put, "1900-01-01", "Monday 1 January 1900");
    expect_text(day_put, "2100-12-31", "Friday 31 December 2100");
    expect_text(day_put_yearly, "2024-02-29", "29 February");
    expect_text(day_put_month, "2026-05-01", "May 2026");
    expect_text(day_put_short_month, "2026-09-01", "Sep 2026");
    assert_string_equal(weekday_short_name(1), "Mo");
}

/* The same moment is another day elsewhere. */
static void test_day_of(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        const char *day;
    } rows[] = {{"UTC", "2026-11-21"},
                {"Pacific/Auckland", "2026-11-22"},
                {"America/New_York", "2026-11-21"}};
    for (size_t i = 0; i < 3; i++) {
        setenv("TZ", rows[i].zone, 1);
        tzset();
        expect_day(day_at(1795298700), rows[i].day); /* 22:05 UTC */
    }
    setenv("TZ", "UTC", 1);
    tzset();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_leap_years),
        cmocka_unit_test(test_ends_of_the_calendar),
        cmocka_unit_test(test_months_on),
        cmocka_unit_test(test_grid),
        cmocka_unit_test(test_what_is_no_day),
        cmocka_unit_test(test_how_days_are_written),
        cmocka_unit_test(test_day_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
