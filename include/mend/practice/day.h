/*
 * The person's days, as numbers: days since 1970-01-01 by the Gregorian calendar, 1900-01-01 to
 * 2200-12-31. Everything the rules keep and compare is such a number, so that a day stays the same
 * day whatever zone the person travels to, whatever a zone does to its clocks later.
 *
 * A day ends when the person says it does: with 4, what is done at half past one in the night
 * belongs to the day before. Rule: day D starts at the first moment at which clocks show D, that
 * hour, or later; it lasts until the next day starts. So
 *   - where clocks go forward over that hour, D starts at the jump;
 *   - where they go back over it, D starts the first time, and lasts: no day comes back;
 *   - a date that a zone leaves out (Pacific/Apia, 2011-12-30) is no day there, and the night that
 *     leads over the gap belongs to the day before it;
 *   - a date that comes twice (Pacific/Kwajalein, 1969-09-30) is one long day.
 *
 * The zone is that of the process, TZ or the system's, as localtime_r() knows it. Moments are wall
 * seconds since 1970 UTC. ENDS_AT is an hour, 0 to 12; what is beyond is taken for the nearest.
 */
#ifndef MEND_PRACTICE_DAY_H
#define MEND_PRACTICE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "mend/base/date.h"

enum {
    DAY_NONE = INT32_MIN, /* no day */
    DAY_FIRST = -25567,   /* 1900-01-01 */
    DAY_LAST = 84370,     /* 2200-12-31 */
    DAY_ENDS_AT = 4,      /* unless the person says otherwise */
    DAY_ENDS_LATEST = 12,
    WEEK_DAYS = 7,
    MONTH_DAYS = 31 /* the most a month has */
};

/* ---- moments and days ---- */

/* The person's day at WALL. Outside of the years above it is the first or the last of their days.
 */
int32_t day_of(int64_t wall, int ends_at);

/*
 * *WALL is the first moment of DAY. False, and *WALL as it was, when the zone has no such day or
 * DAY is not between DAY_FIRST and DAY_LAST.
 */
bool day_start(int32_t day, int ends_at, int64_t *wall);

/*
 * The moment at which the day of WALL is over, always later than WALL: until then a screen that
 * shows what is due today need not be drawn again. Far outside of the years above: a day later.
 */
int64_t day_until(int64_t wall, int ends_at);

/* ---- the calendar; day_number() and day_from_number() of date.h are the way to dates ---- */

/* 0 Monday .. 6 Sunday: the number of its bit in a schedule's weekdays. */
int day_weekday(int32_t day);

/* The Monday of DAY's week (weeks as in ISO 8601). */
int32_t day_week(int32_t day);

/* The first of DAY's month, and how many days the month has. */
int32_t day_month(int32_t day);
int day_month_length(int32_t day);

/*
 * The same day of the month, MONTHS later (or earlier, when negative; at most 10,000); the month's
 * last day when it has no such day: a month after 31 January is 28 or 29 February. Beyond the first
 * and the last month of the years above it is the day of that month. DAY lies in those years.
 */
int32_t day_add_months(int32_t day, int months);

/*
 * Reads "2026-11-21": four, two and two digits and nothing else. False, and *DAY as it was, when
 * TEXT is no such date or its year is not 1900 to 2200.
 */
bool day_parse(const char *text, int32_t *day);

/* The same form. TEXT is empty when DAY is not between DAY_FIRST and DAY_LAST. */
void day_print(int32_t day, char text[DAY_SIZE]);

#endif
