/*
 * Calendar months with a sign for how each day went: for the marks of a promise. Months stand side
 * by side and below one another, the present one last, as many as fit and have a mark; weeks begin
 * on Monday. The selected day has the marker in front and the hardware cursor, today is in
 * brackets. Below: the selected day in words, and what the signs mean.
 */
#ifndef MEND_UI_MONTH_H
#define MEND_UI_MONTH_H

#include <stdbool.h>
#include <stdint.h>

#include "canvas.h"

enum month_mark {
    MONTH_BLANK, /* nothing is known: no sign, no words */
    MONTH_KEPT,
    MONTH_PARTLY,
    MONTH_NOT, /* not this time */
    MONTH_RELEASED,
    MONTH_PAUSED,
    MONTH_OPEN, /* a day gone by, due and not marked */
    MONTH_DUE,  /* due today */
    MONTH_NOT_DUE,
    MONTH_BEFORE, /* it began */
    MONTH_MARKS
};

/* Days since 1970-01-01. Marks are lent; outside of them days are MONTH_BLANK. */
struct month {
    int32_t cursor, today;
    int32_t first;        /* the day of marks[0] */
    int count;            /* of marks */
    const uint8_t *marks; /* enum month_mark, a day each */
};

/* One cell, a space where there is no sign; and in words, "" for MONTH_BLANK. */
const char *month_sign(enum month_mark mark);
const char *month_words(enum month_mark mark);

enum month_mark month_mark_of(const struct month *month, int32_t day);

/* Fills VIEW, whatever its size. */
void month_draw(const struct month *month, const struct view *view);

/* The day drawn at ROW, COLUMN of VIEW; false when there is none. */
bool month_day_at(const struct month *month, const struct view *view, int row, int column,
                  int32_t *day);

/* DAY, so many months and then days later; the last of a month that is too short for it. */
int32_t month_move(int32_t day, int months, int days);

#endif
