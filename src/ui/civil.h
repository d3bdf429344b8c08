/*
 * Days of the civil calendar as numbers, days since 1970-01-01, and how a chart or a month says
 * them. No clock and no zone: which day it is now is for the caller to know.
 */
#ifndef MEND_UI_CIVIL_H
#define MEND_UI_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#include "mend/base/str.h"

struct civil {
    int year;
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

struct civil civil_of(int32_t day);
int64_t civil_number(struct civil civil);

/* 0 Monday .. 6 Sunday */
int civil_weekday(int32_t day);

int civil_month_days(int year, int month);

/* "March", "Mar" */
const char *civil_month_name(int month);
const char *civil_short_month_name(int month);

/* "Saturday"; "Mo", two cells in English; WEEKDAY as in civil_weekday(). */
const char *civil_weekday_name(int weekday);
const char *civil_short_weekday_name(int weekday);

enum civil_form { CIVIL_LONG, CIVIL_SHORT };

/* "3 October" or "3 Oct", and the year when YEAR. */
void civil_put(struct str *out, int32_t day, enum civil_form form, bool year);

/* "3 March", "3 to 24 March", "28 February to 3 March"; the year when YEAR or when there are two */
void civil_put_range(struct str *out, int32_t from, int32_t to, enum civil_form form, bool year);

#endif
