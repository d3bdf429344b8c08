/*
 * One scale from 0 to 10 over days: as a line, and as a table of the same model for exact values
 * and for whoever reads with the ears. Both draw into a view and know nothing of where the numbers
 * come from. What is selected is one number, `cursor`, that both share.
 *
 * Only what lies between `first` and `last` is shown, moved to and listed; a line from or to a
 * neighbour outside is cut off at the edge.
 */
#ifndef MEND_UI_CHART_H
#define MEND_UI_CHART_H

#include <stdbool.h>
#include <stdint.h>

#include "canvas.h"

/* Values are tenths. A chart smaller than this is drawn as a table. */
enum { CHART_GAP = -1, CHART_MOST = 100, CHART_MIN_ROWS = 5, CHART_MIN_COLUMNS = 20 };

struct chart_point {
    int32_t day;   /* since 1970-01-01 */
    int16_t value; /* 0..CHART_MOST; CHART_GAP parts what stands before from what comes after */
    int16_t count; /* answers behind the value; of a gap, check-ins that left it open */
};

struct chart_marker {
    int32_t day;
    const char *label; /* "lesson 3" */
};

/* Everything is lent. Points are in the order of their days; several may be of one day. */
struct chart {
    const struct chart_point *points;
    int count;
    const struct chart_point *then; /* the same scale at another time, dotted, behind it */
    int then_count;
    const struct chart_marker *markers;
    int marker_count;
    int32_t first, last; /* days of the axis, both included */
    int cursor;          /* index of the selected point, -1: none */
    const char *note;    /* words that belong to the selected point; NULL: none */
};

/* ---- moving: over points of the axis that have a value ---- */

/*
 * STEPS points after FROM, or before it when negative, stopping at the ends: INT_MIN and INT_MAX
 * lead there. FROM -1 stands outside, before the first and behind the last. -1 when there is none.
 */
int chart_move(const struct chart *chart, int from, int steps);

/* The point nearest to DAY (of two, the later); -1 when there is none. */
int chart_nearest(const struct chart *chart, int32_t day);

/* ---- the line ---- */

/* Fills VIEW, whatever its size, and puts the hardware cursor on the selected point. */
void chart_draw(const struct chart *chart, const struct view *view);

/*
 * The point drawn nearest to ROW, COLUMN of VIEW, as chart_draw() would draw it; of several in one
 * place the selected one. -1 outside of the plot, and when there is none.
 */
int chart_point_at(const struct chart *chart, const struct view *view, int row, int column);

/* ---- the axis of days ---- */

enum chart_tick_unit { TICK_DAYS, TICK_MONTHS, TICK_YEARS };

struct chart_tick {
    int32_t day;
    enum chart_tick_unit unit; /* what its name is made of; a January among months is its year */
};

enum { CHART_TICKS = 64 };

/*
 * Days from FIRST to LAST worth a tick on an axis COLUMNS wide: every day, Mondays, first days of
 * months, of quarters or of years, the closest together whose names fit. Returns how many.
 */
int chart_ticks(int32_t first, int32_t last, int columns, struct chart_tick ticks[CHART_TICKS]);

/* "5 Oct", "Oct" or "2026" */
void chart_tick_name(struct str *out, const struct chart_tick *tick);

/* ---- the table: newest first, a row a point, a row for neighbouring gaps ---- */

/*
 * Draws the rows that fit, with the hardware cursor on the selected one. TOP is the first row
 * shown; it is moved when the selected row would be out of sight otherwise.
 */
void chart_table_draw(const struct chart *chart, const struct view *view, int *top);

/* The point in ROW of VIEW as it was drawn with TOP; -1 when there is none, or a gap. */
int chart_table_at(const struct chart *chart, const struct view *view, int top, int row);

int chart_table_rows(const struct chart *chart);

/* "7", "6.5" */
void chart_put_value(struct str *out, int value);

#endif
