/* What the files of the chart share. */
#ifndef MEND_UI_CHART_PRIVATE_H
#define MEND_UI_CHART_PRIVATE_H

#include "chart.h"

/* Taller windows leave rows empty below. */
enum { PLOT_ROWS_MOST = 256 };

/*
 * The part of a view that values are drawn in. A cell has 2 x `dots` dots: 4 in braille, 3 in
 * ASCII, whose signs stand high, in the middle or low. Dots are counted from the left and from the
 * top.
 */
struct plot {
    int top, left; /* its corner in the view, in cells */
    int rows, columns;
    int dots;
    int64_t first, last; /* days */
};

/* Whether VIEW is large enough for one. */
bool plot_fits(const struct view *view);
struct plot plot_of(const struct chart *chart, const struct view *view);

/* Far outside for a day that is not on the axis. */
int64_t plot_x(const struct plot *plot, int32_t day);
int plot_y(const struct plot *plot, int value);

/* The cell of the view that a value or a day is drawn in. */
int plot_row(const struct plot *plot, int value);
int plot_column(const struct plot *plot, int32_t day);

/* Points from *BEGIN to before *END are those of the axis. */
void chart_window(const struct chart_point *points, int count, const struct chart *chart,
                  int *begin, int *end);

/* Draws COUNT points joined by a line, DOTTED or not. */
void chart_line_draw(const struct chart *chart, const struct plot *plot, struct view *view,
                     const struct chart_point *points, int count, bool dotted);

/* The window onto the table that is drawn when there is no room for the chart. */
struct view chart_small_table(const struct view *view);

/* The TOP that chart_table_draw() would draw with. */
int chart_table_follow(const struct chart *chart, const struct view *view, int top);

#endif
