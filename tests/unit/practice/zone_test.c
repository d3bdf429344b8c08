/*
 * The person's days around every change of the clocks from 2000 to 2100, in zones of every awkward
 * kind, against a model that walks along the time and looks at the clock: once it shows the hour at
 * which days end on a date that it has not got to before, a new day has begun.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "mend/practice/day.h"
#include "unit/text/random_text.h"

enum { HOUR = 3600, DAY = 24 * HOUR, QUARTER = 900 };

static const char *const zones[] = {
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",    /* half an hour; until 2011 at one minute past midnight */
    "America/Sao_Paulo",   /* at midnight */
    "America/Havana",      /* at midnight, to this day */
    "Australia/Lord_Howe", /* by half an hour */
    "Asia/Kathmandu",      /* 5:45 */
    "Asia/Kolkata",        /* 5:30 */
    "Pacific/Apia",        /* no 30 December 2011 */
    "Pacific/Fakaofo",     /* the same, without daylight saving */
    "Pacific/Chatham",     /* 12:45, changes at 2:45 */
    "Pacific/Kiritimati",  /* 14:00 */
    "Africa/Casablanca",   /* back for Ramadan */
    "Africa/Cairo",        /* on Fridays */
    "Asia/Tehran",         /* at midnight, until 2022 */
    "Asia/Gaza",           /* twice a year and once more for Ramadan */
    "Atlantic/Azores",     /* back to midnight */
};
enum { ZONES = sizeof zones / sizeof zones[0], ZONES_AT_LEAST = 10 };

static const char *zone_folder(void)
{
    const char *folder = getenv("TZDIR");
    return folder ? folder : "/usr/share/zoneinfo";
}

/* False when this machine does not know ZONE: the C library would take it for UTC. */
static bool set_zone(const char *zone)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", zone_folder(), zone);
    if (strcmp(zone, "UTC") != 0 && access(path, R_OK) != 0)
        return false;
    setenv("TZ", zone, 1);
    tzset();
    return true;
}

static int64_t at_utc(const char *when)
{
    struct tm tm = {0};
    assert_non_null(strptime(when, "%Y-%m-%d %H:%M", &tm));
    return timegm(&tm);
}

struct clock_face {
    int32_t date; /* its day number, by the C library */
    int hour;
    long ahead;
};

static struct clock_face look(int64_t wall)
{
    time_t seconds = (time_t)wall;
    struct tm tm;
    localtime_r(&seconds, &tm);
    struct tm midnight = {.tm_year = tm.tm_year, .tm_mon = tm.tm_mon, .tm_mday = tm.tm_mday};
    return (struct clock_face){(int32_t)(timegm(&midnight) / DAY), tm.tm_hour, tm.tm_gmtoff};
}

static long ahead(int64_t wall)
{
    time_t seconds = (time_t)wall;
    struct tm tm;
    localtime_r(&seconds, &tm);
    return tm.tm_gmtoff;
}

/* ---- the model ---- */

static void expect_day(const char *zone, int64_t at, int ends_at, int32_t expected)
{
    int32_t found = day_of(at, ends_at);
    char is[DAY_SIZE], should[DAY_SIZE];
    day_print(found, is);
    day_print(expected, should);
    if (found != expected)
        fail_msg("%s, %lld, ends at %d: %s, should be %s", zone, (long long)at, ends_at, is,
                 should);
}

/* FROM is a moment with no change of the clocks in the day before it. */
static void walk(const char *zone, int64_t from, int64_t to, int ends_at)
{
    struct clock_face face = look(from);
    int32_t today = face.hour >= ends_at ? face.date : face.date - 1;
    int64_t until = from; /* when a screen would next look */
    for (int64_t at = from; at <= to; at += QUARTER) {
        face = look(at);
        int32_t before = today;
        if (face.hour >= ends_at && face.date > today)
            today = face.date;
        expect_day(zone, at, ends_at, today);
        if (at == from)
            until = day_until(at, ends_at);
        else if (today != before) {
            /* It looked in time, and not for nothing. */
            if (until > at || until <= at - QUARTER)
                fail_msg("%s: waits until %lld, the day ended by %lld", zone, (long long)until,
                         (long long)at);
            expect_day(zone, until, ends_at, today);
            expect_day(zone, until - 1, ends_at, before);
            int64_t start = 0;
            assert_true(day_start(today, ends_at, &start));
            assert_true(start == until);
            for (int32_t none = before + 1; none < today; none++)
                assert_false(day_start(none, ends_at, &start));
            until = day_until(at, ends_at);
        }
    }
}

/*
 * Walks over one in EVERY_CHANGE changes of the clocks from FROM to TO, with a day that ends at
 * some hour or, in FULL, with one after another; returns how many changes there are.
 */
static int walk_changes(const char *zone, int64_t from, int64_t to, size_t every_change, bool full,
                        uint64_t *seed)
{
    static const int hours[] = {4, 0, 1, 2, 3, 5, 12};
    enum { HOURS = sizeof hours / sizeof hours[0] };
    int changes = 0;
    long before = ahead(from);
    for (int64_t at = from; at < to; at += 12 * HOUR) {
        long after = ahead(at + 12 * HOUR);
        if (after == before)
            continue;
        int64_t low = at, high = at + 12 * HOUR;
        while (high - low > 1) {
            int64_t middle = low + (high - low) / 2;
            if (ahead(middle) == after)
                high = middle;
            else
                low = middle;
        }
        before = after;
        changes++;
        if (random_below(seed, every_change) != 0)
            continue;
        /* Hours of the clock begin at quarters of an hour of UTC, so none is stepped over. */
        int64_t start = high - high % QUARTER - 30 * HOUR;
        for (int i = full ? 0 : (int)random_below(seed, HOURS); i < HOURS; i += full ? 1 : HOURS)
            walk(zone, start, start + 62 * HOUR, hours[i]);
        for (int64_t second = -2; second <= 2; second++) {
            int ends_at = (int)random_below(seed, DAY_ENDS_LATEST + 1);
            assert_true(day_of(high + second, ends_at) <= day_of(high + second + 1, ends_at));
        }
    }
    return changes;
}

static void test_every_change(void **state)
{
    (void)state;
    uint64_t seed = 20001;
    int known = 0, changes = 0;
    int64_t from = at_utc("2000-01-01 00:00"), to = at_utc("2101-01-01 00:00");
    for (size_t i = 0; i < ZONES; i++) {
        if (!set_zone(zones[i]))
            continue;
        known++;
        changes += walk_changes(zones[i], from, to, random_rounds(8, 1),
                                getenv("MEND_TORTURE") != NULL, &seed);
    }
    if (known < ZONES_AT_LEAST)
        fail_msg("only %d zones are known here; install tzdata", known);
    assert_true(changes > 1000);
    set_zone("UTC");
}

/* ---- every day ---- */

/*
 * Each date that clocks ever show is a day once, in its turn, and starts when they show it; no
 * other is. Dates are seen by looking four times a day.
 */
static void count_days(const char *zone, int64_t from, int64_t to, int ends_at)
{
    int32_t last = look(from).date;
    int64_t start = 0;
    assert_true(day_start(last, ends_at, &start));
    for (int64_t at = from; at < to; at += 6 * HOUR) {
        int32_t date = look(at).date;
        if (date <= last)
            continue;
        int64_t next = 0;
        for (int32_t none = last + 1; none < date; none++)
            assert_false(day_start(none, ends_at, &next));
        if (!day_start(date, ends_at, &next) || next <= start)
            fail_msg("%s: no day %d, or it starts too early", zone, date);
        struct clock_face face = look(next);
        assert_int_equal(face.date, date);
        assert_in_range(face.hour, ends_at, ends_at + 1);
        expect_day(zone, next, ends_at, date);
        expect_day(zone, next - 1, ends_at, last);
        expect_day(zone, start + (next - start) / 2, ends_at, last);
        assert_true(day_until(start, ends_at) == next);
        last = date;
        start = next;
    }
}

static void test_every_day_of_a_century(void **state)
{
    (void)state;
    uint64_t seed = 2100;
    bool full = getenv("MEND_TORTURE") != NULL;
    for (size_t i = 0; i < ZONES; i++) {
        if (!set_zone(zones[i]))
            continue;
        if (full) {
            int64_t from = at_utc("2000-01-02 12:00"), to = at_utc("2101-01-01 00:00");
            count_days(zones[i], from, to, DAY_ENDS_AT);
            count_days(zones[i], from, to, 0);
        } else {
            for (int round = 0; round < 6; round++) {
                int64_t from =
                    at_utc("2000-01-02 12:00") + (int64_t)random_below(&seed, 100) * 365 * DAY;
                count_days(zones[i], from, from + 366 * DAY,
                           (int)random_below(&seed, DAY_ENDS_LATEST + 1));
            }
            int64_t from = at_utc("2011-06-01 12:00"); /* dates were left out */
            count_days(zones[i], from, from + 366 * DAY, DAY_ENDS_AT);
        }
    }
    set_zone("UTC");
}

/* ---- every zone there is ---- */

static void test_all_zones(void **state)
{
    (void)state;
    uint64_t seed = 1970;
    char path[512], line[512], zone[128];
    snprintf(path, sizeof path, "%s/zone1970.tab", zone_folder());
    FILE *list = fopen(path, "r");
    if (!list)
        skip();
    size_t number = 0;
    while (fgets(line, sizeof line, list)) {
        if (line[0] == '#' || sscanf(line, "%*s %*s %127s", zone) != 1)
            continue;
        if (number++ % random_rounds(16, 1) != 0 || !set_zone(zone))
            continue;
        walk_changes(zone, at_utc("1973-01-01 00:00"), at_utc("2038-01-01 00:00"),
                     random_rounds(8, 1), false, &seed);
    }
    fclose(list);
    assert_true(number > 250);
    set_zone("UTC");
}

/* ---- readable cases ---- */

static void test_cases(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *utc;
        int ends_at;
        const char *day;
    } rows[] = {
        /* A day ends when the person says it does. */
        {"UTC", "2026-11-21 23:59", 4, "2026-11-21"},
        {"UTC", "2026-11-22 03:59", 4, "2026-11-21"},
        {"UTC", "2026-11-22 04:00", 4, "2026-11-22"},
        {"UTC", "2026-11-22 00:00", 0, "2026-11-22"},
        {"UTC", "2026-11-22 11:59", 12, "2026-11-21"},
        {"UTC", "2026-11-22 12:00", 12, "2026-11-22"},
        {"UTC", "2026-11-22 12:00", 99, "2026-11-22"}, /* the nearest hour that can be */
        {"UTC", "2026-11-22 00:00", -1, "2026-11-22"},
        /* It is the person's own clock that counts. */
        {"Asia/Kathmandu", "2026-11-21 22:14", 4, "2026-11-21"},
        {"Asia/Kathmandu", "2026-11-21 22:15", 4, "2026-11-22"},
        {"America/New_York", "2026-11-22 08:59", 4, "2026-11-21"},
        {"America/New_York", "2026-11-22 09:00", 4, "2026-11-22"},
        /* Forward over the end of the day, 2:00 to 3:00: it ends at the jump. */
        {"Europe/Berlin", "2027-03-28 00:59", 2, "2027-03-27"},
        {"Europe/Berlin", "2027-03-28 01:00", 2, "2027-03-28"},
        /* Back, 3:00 to 2:00: it ends at the first 2:00, and stays over. */
        {"Europe/Berlin", "2026-10-24 23:59", 2, "2026-10-24"},
        {"Europe/Berlin", "2026-10-25 00:00", 2, "2026-10-25"},
        {"Europe/Berlin", "2026-10-25 01:00", 2, "2026-10-25"},
        /* A minute past midnight back to 23:01: the evening is the next day's already. */
        {"America/St_Johns", "2010-11-07 02:29", 0, "2010-11-06"},
        {"America/St_Johns", "2010-11-07 02:30", 0, "2010-11-07"},
        {"America/St_Johns", "2010-11-07 02:31", 0, "2010-11-07"}, /* 23:01 on the 6th */
        {"America/St_Johns", "2010-11-07 03:30", 0, "2010-11-07"},
        /* No midnight at all. */
        {"America/Sao_Paulo", "2018-11-04 02:59", 0, "2018-11-03"},
        {"America/Sao_Paulo", "2018-11-04 03:00", 0, "2018-11-04"},
        /* Half an hour back, 2:00 to 1:30. */
        {"Australia/Lord_Howe", "2027-04-03 14:29", 1, "2027-04-04"},
        {"Australia/Lord_Howe", "2027-04-03 15:29", 2, "2027-04-03"}, /* 1:59 the second time */
        {"Australia/Lord_Howe", "2027-04-03 15:30", 2, "2027-04-04"},
        /* The date that was left out: the night over it belongs to the 29th. */
        {"Pacific/Apia", "2011-12-30 09:59", 4, "2011-12-29"},
        {"Pacific/Apia", "2011-12-30 10:00", 4, "2011-12-29"}, /* 0:00 on the 31st */
        {"Pacific/Apia", "2011-12-30 13:59", 4, "2011-12-29"},
        {"Pacific/Apia", "2011-12-30 14:00", 4, "2011-12-31"},
        {"Pacific/Apia", "2011-12-30 10:00", 0, "2011-12-31"},
        /* A day of 47 hours. */
        {"Pacific/Kwajalein", "1969-09-30 12:59", 0, "1969-09-30"},
        {"Pacific/Kwajalein", "1969-09-30 13:00", 4, "1969-09-30"}, /* 1:00 once more */
        {"Pacific/Kwajalein", "1969-10-01 11:59", 0, "1969-09-30"},
        {"Pacific/Kwajalein", "1969-10-01 12:00", 0, "1969-10-01"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[DAY_SIZE];
        if (!set_zone(rows[i].zone))
            continue;
        day_print(day_of(at_utc(rows[i].utc), rows[i].ends_at), text);
        if (strcmp(text, rows[i].day) != 0)
            fail_msg("%s, %s UTC, ends at %d: %s, should be %s", rows[i].zone, rows[i].utc,
                     rows[i].ends_at, text, rows[i].day);
    }
    set_zone("UTC");
}

/* Zones that nobody has, but that TZ can say: the farthest from UTC that it can. */
static void test_made_up_zones(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        int64_t ahead; /* on 1 January */
    } rows[] = {
        {"AAA-24:59:59", 24 * HOUR + 3599},
        {"BBB24:59:59", -24 * HOUR - 3599},
        {"CCC3DDD,M3.2.0/-2,M11.1.0/26", -3 * HOUR},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t from = at_utc("2026-01-03 12:00");
        setenv("TZ", rows[i].zone, 1);
        tzset();
        assert_int_equal(ahead(from), rows[i].ahead);
        count_days(rows[i].zone, from, from + 800 * DAY, DAY_ENDS_AT);
    }
    set_zone("UTC");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),        cmocka_unit_test(test_made_up_zones),
        cmocka_unit_test(test_every_change), cmocka_unit_test(test_every_day_of_a_century),
        cmocka_unit_test(test_all_zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
