/* Calendar days in the person's own time zone, and how they are written on the screen. */
#ifndef MEND_BASE_DATE_H
#define MEND_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "mend/base/str.h"

struct date {
    int year;    /* 2026 */
    int month;   /* 1..12 */
    int day;     /* 1..31 */
    int weekday; /* 0 Sunday .. 6 Saturday */
    int hour;    /* 0..23 */
    int minute;
};

/* Local date and time of WALL seconds since 1970 UTC. */
struct date date_of(int64_t wall);

/*
 * Days since 1970-01-01 of a calendar date, by the Gregorian calendar in all years. A day of the
 * month beyond its end counts on into the next. days_from_civil in Howard Hinnant's
 * "chrono-Compatible Low-Level Date Algorithms".
 */
int64_t date_number(int year, int month, int day);

/* Days from A's calendar day to B's, by the local calendar; negative when B is earlier. */
int64_t date_days_between(int64_t a, int64_t b);

/* Reads "2027-03-01" as the local start of that day. False when TEXT is no such day. */
bool date_read(const char *text, int64_t *wall);

/* "Saturday 21 November" */
void date_put_long(struct str *out, int64_t wall);

/* "21 November 2026" */
void date_put_full(struct str *out, int64_t wall);

/* "21 November 2026, 22:05" */
void date_put_moment(struct str *out, int64_t wall);

/* "21 Nov", with the year when it is not that of NOW: "3 Sep 2025" */
void date_put_short(struct str *out, int64_t wall, int64_t now);

/* "today", "yesterday", else like date_put_short(): for "last visit" */
void date_put_relative(struct str *out, int64_t wall, int64_t now);

#endif
