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

/* ---- days without a clock or a zone, as a calendar has them: Gregorian, from 1900 to 2200 ---- */

enum { DAY_SIZE = sizeof "2026-11-21", DAY_FIRST_YEAR = 1900, DAY_LAST_YEAR = 2200 };

struct day {
    int year;
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

/* The calendar day of WALL, where the person is. */
struct day day_at(int64_t wall);

/* Reads "2026-11-21". False when TEXT is no day of these years. */
bool day_read(const char *text, struct day *day);

/* "2026-11-21" into TEXT, DAY_SIZE bytes. */
void day_write(struct day day, char *text);

/* Days since 1 January 1970; and back, for all years that an int holds. */
int64_t day_number(struct day day);
struct day day_from_number(int64_t number);

/* 0 Sunday .. 6 Saturday */
int weekday_of(struct day day);

int days_in_month(int year, int month);

/* DAYS later, or earlier when negative; never beyond the first and the last of these years. */
struct day day_plus(struct day day, int days);

/* The same day of the month MONTHS later, or the last one of a shorter month; likewise. */
struct day day_plus_months(struct day day, int months);

/* Where a day stands in the grid of its month, whose weeks begin on Monday: row 0..5, column 0..6
 */
int day_grid_row(struct day day);
int day_grid_column(struct day day);

/* "Saturday 21 November 2026" */
void day_put(struct str *out, struct day day);

/* "21 November" */
void day_put_yearly(struct str *out, struct day day);

/* "November 2026"; "Nov 2026" */
void day_put_month(struct str *out, struct day day);
void day_put_short_month(struct str *out, struct day day);

/* "Monday"; "Mo", two cells wide in English; WEEKDAY as in weekday_of(). */
const char *weekday_name(int weekday);
const char *weekday_short_name(int weekday);

/* "March"; "Mar"; MONTH 1..12 */
const char *month_name(int month);
const char *month_short_name(int month);

#endif
