/* Clock, dates and the worker thread. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "mend/base/clock.h"
#include "mend/base/date.h"
#include "mend/base/worker.h"

static void set_zone(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

static int64_t wall(const char *when)
{
    struct clock clock;
    assert_int_equal(clock_init(&clock, when, true, NULL), OK);
    return clock_wall(&clock);
}

static void test_virtual_clock(void **state)
{
    (void)state;
    struct clock clock;
    set_zone("UTC");
    assert_int_equal(clock_init(&clock, "2026-11-21T22:05:00", true, NULL), OK);
    assert_int_equal(clock_wall(&clock), 1795298700);
    assert_int_equal(clock_monotonic(&clock), 0);
    clock_advance(&clock, 2500);
    assert_int_equal(clock_monotonic(&clock), 2500);
    assert_int_equal(clock_wall(&clock), 1795298702);
}

static void test_real_clock(void **state)
{
    (void)state;
    struct clock clock;
    assert_int_equal(clock_init(&clock, NULL, false, NULL), OK);
    int64_t off = clock_wall(&clock) - (int64_t)time(NULL);
    assert_in_range(off + 1, 0, 2);
    int64_t before = clock_monotonic(&clock);
    clock_advance(&clock, 1000000);
    assert_true(clock_monotonic(&clock) >= before);
    assert_true(clock_monotonic(&clock) < before + 1000000);
}

static void test_bad_now(void **state)
{
    (void)state;
    static const char *const bad[] = {"tomorrow", "2026-11-21", "2026-11-21T10:00:00Z"};
    for (size_t i = 0; i < 3; i++) {
        struct clock clock;
        struct fault fault = {0};
        assert_int_equal(clock_init(&clock, bad[i], true, &fault), ERR_INPUT);
        assert_non_null(strstr(fault.text, bad[i]));
    }
}

static void expect_date(void (*put)(struct str *, int64_t), const char *when, const char *expected)
{
    struct str out = {0};
    put(&out, wall(when));
    assert_string_equal(str_text(&out), expected);
    str_free(&out);
}

static void expect_against(void (*put)(struct str *, int64_t, int64_t), const char *when,
                           const char *now, const char *expected)
{
    struct str out = {0};
    put(&out, wall(when), wall(now));
    assert_string_equal(str_text(&out), expected);
    str_free(&out);
}

static void test_dates(void **state)
{
    (void)state;
    set_zone("UTC");
    expect_date(date_put_long, "2026-11-21T00:00:00", "Saturday 21 November");
    expect_date(date_put_moment, "2024-02-29T09:05:00", "29 February 2024, 9:05");
    expect_date(date_put_full, "2024-02-29T23:59:59", "29 February 2024");
    expect_against(date_put_short, "2026-09-03T10:00:00", "2026-11-21T10:00:00", "3 Sep");
    expect_against(date_put_short, "2025-09-03T10:00:00", "2026-11-21T10:00:00", "3 Sep 2025");
    expect_against(date_put_relative, "2026-11-21T00:00:00", "2026-11-21T23:59:59", "today");
    expect_against(date_put_relative, "2026-11-20T23:59:59", "2026-11-21T00:00:00", "yesterday");
    expect_against(date_put_relative, "2026-11-19T23:59:59", "2026-11-21T00:00:00", "19 Nov");
}

/* Around a change of the clocks a day has 23 or 25 hours and is still one day. */
static void test_days_between(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC", "Europe/Berlin", "America/New_York",
                                        "Pacific/Auckland", "Asia/Kathmandu"};
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        set_zone(zones[i]);
        int64_t start = wall("2026-01-01T12:00:00");
        for (int day = 0; day < 800; day++) {
            struct date date = date_of(start + day * 86400);
            assert_int_equal(date_days_between(start, start + day * 86400), day);
            assert_in_range(date.hour, 11, 13);
        }
    }
    set_zone("UTC");
    assert_int_equal(date_days_between(wall("2026-03-01T00:00:00"), wall("2026-02-27T23:00:00")),
                     -2);
}

/* ---- reading a day ---- */

static void test_read_days(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *start; /* of that day; NULL when there is no such day */
    } rows[] = {
        {"2027-03-01", "2027-03-01T00:00:00"},
        {"2028-02-29", "2028-02-29T00:00:00"},
        {"1970-01-01", "1970-01-01T00:00:00"},
        {"1900-01-01", "1900-01-01T00:00:00"},
        {"3000-12-31", "3000-12-31T00:00:00"},
        {"2027-02-29", NULL}, /* no such day */
        {"2027-02-31", NULL},
        {"2027-04-31", NULL},
        {"2027-13-01", NULL},
        {"2027-00-01", NULL},
        {"2027-01-00", NULL},
        {"2027-01-32", NULL},
        {"1899-12-31", NULL}, /* far years */
        {"3001-01-01", NULL},
        {"12027-01-01", NULL},
        {"-2027-01-01", NULL},
        {"", NULL}, /* rubbish */
        {"tomorrow", NULL},
        {"01.03.2027", NULL},
        {"2027/03/01", NULL},
        {"2027-03", NULL},
        {"2027-03-", NULL},
        {"2027-03-01x", NULL}, /* trailing bytes */
        {"2027-03-01 ", NULL},
        {"2027-03-011", NULL},
        {"2027-03-01T00:00:00", NULL},
        {"2027-03-01\n2027-03-02", NULL},
    };
    set_zone("UTC");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t day = -7;
        bool read = date_read(rows[i].text, &day);
        if (read != (rows[i].start != NULL) || (read && day != wall(rows[i].start)))
            fail_msg("\"%s\": %s, %lld", rows[i].text, read ? "read" : "not read", (long long)day);
        assert_true(read || day == -7);
    }
}

/* A day starts at the person's own midnight, whatever hour that is elsewhere. */
static void test_read_days_in_zones(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        int64_t hours; /* how much earlier it starts than in London, on 21 November */
    } rows[] = {{"UTC", 0}, {"Europe/Berlin", 1}, {"America/New_York", -5}, {"Asia/Tokyo", 9}};
    int64_t day;
    set_zone("UTC");
    int64_t here = wall("2026-11-21T00:00:00");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set_zone(rows[i].zone);
        assert_true(date_read("2026-11-21", &day));
        assert_int_equal(here - day, rows[i].hours * 3600);
    }
    set_zone("UTC");
}

/*
 * Where clocks go forward at midnight, the day begins an hour later and is a day all the same:
 * Cairo 2026-04-24, Beirut 2027-03-28, Havana 2026-03-08, Sao Paulo 2018-11-04.
 */
static void test_read_days_without_a_midnight(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        const char *day;
    } rows[] = {{"Africa/Cairo", "2026-04-24"},
                {"Asia/Beirut", "2027-03-28"},
                {"America/Havana", "2026-03-08"},
                {"America/Sao_Paulo", "2018-11-04"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t day = 0;
        set_zone(rows[i].zone);
        if (!date_read(rows[i].day, &day))
            fail_msg("%s is no day in %s", rows[i].day, rows[i].zone);
        struct date date = date_of(day);
        struct date before = date_of(day - 1);
        assert_int_equal(date.day, rows[i].day[9] - '0' + 10 * (rows[i].day[8] - '0'));
        assert_int_equal(date.minute, 0);
        assert_int_not_equal(before.day, date.day);
    }
    set_zone("UTC");
}

/* Where clocks go back to midnight, that comes twice: the day starts with the first of the two. */
static void test_read_days_with_two_midnights(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        const char *day;
    } rows[] = {{"America/Havana", "2026-11-01"}, {"Atlantic/Azores", "2026-10-25"}};
    static const char *const others[] = {"2026-07-10", "2026-01-10"}; /* libc remembers the last */
    for (size_t i = 0; i < 4; i++) {
        int64_t day = 0;
        set_zone(rows[i / 2].zone);
        assert_true(date_read(others[i % 2], &day));
        assert_true(date_read(rows[i / 2].day, &day));
        if (date_of(day - 1).day == date_of(day).day)
            fail_msg("%s in %s starts at its second midnight", rows[i / 2].day, rows[i / 2].zone);
    }
    set_zone("UTC");
}

static void add_one(void *argument)
{
    int *number = argument;
    *number += 1;
}

static void test_worker(void **state)
{
    (void)state;
    struct worker *worker = worker_new();
    int number = 0;
    assert_non_null(worker);
    worker_collect(worker); /* idle: returns at once */
    for (int i = 1; i <= 100; i++) {
        assert_false(worker_busy(worker));
        assert_int_equal(worker_start(worker, add_one, &number), OK);
        assert_true(worker_busy(worker));
        struct pollfd wait = {.fd = worker_fd(worker), .events = POLLIN};
        assert_int_equal(poll(&wait, 1, 10000), 1);
        worker_collect(worker);
        assert_int_equal(number, i);
    }
    assert_int_equal(worker_start(worker, add_one, &number), OK);
    worker_free(worker); /* waits for the job */
    assert_int_equal(number, 101);
    worker_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_virtual_clock),
        cmocka_unit_test(test_real_clock),
        cmocka_unit_test(test_bad_now),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_days_between),
        cmocka_unit_test(test_read_days),
        cmocka_unit_test(test_read_days_in_zones),
        cmocka_unit_test(test_read_days_without_a_midnight),
        cmocka_unit_test(test_read_days_with_two_midnights),
        cmocka_unit_test(test_worker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
