/*
 * Where things stand, the axes, and what is written into the plot. The line is chart_line.c.
 *
 * Words come last, each where the cells are still empty: first what belongs to the selected point,
 * then the labels of markers. What is on the canvas already is all that has to be known for that.
 */
#include "chart.h"

#include <langinfo.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "chart_private.h"
#include "day_words.h"
#include "mend/base/date.h"
#include "mend/base/message.h"
#include "mend/base/utf8.h"

enum {
    GUTTER = 4,      /* "10", a space, the axis */
    FOOT = 2,        /* the axis of days and its names */
    NOTE_MOST = 40,  /* columns */
    LABEL_ROWS = 3,  /* how far from its line or point a label may stand */
    OVER_LINE = 16,  /* what it costs a label to hide a cell of the line, */
    OVER_THIN = 3,   /* of something thinner, */
    FAR_ROW = 2,     /* and to stand a row away */
    TO_THE_LEFT = 1, /* or on the left */
};

/* ---- geometry ---- */

bool plot_fits(const struct view *view)
{
    return view->rows >= CHART_MIN_ROWS && view->columns >= CHART_MIN_COLUMNS;
}

struct plot plot_of(const struct chart *chart, const struct view *view)
{
    int rows = view->rows - FOOT;
    return (struct plot){
        .left = GUTTER,
        .rows = rows < PLOT_ROWS_MOST ? rows : PLOT_ROWS_MOST,
        .columns = view->columns - GUTTER,
        .dots = utf8_locale() ? 4 : 3,
        .first = chart->first,
        .last = chart->last,
    };
}

int64_t plot_x(const struct plot *plot, int32_t day)
{
    int64_t width = 2 * (int64_t)plot->columns;
    if (plot->first >= plot->last) /* one day stands in the middle */
        return day < plot->first ? -width : day > plot->last ? 2 * width : width / 2;
    int64_t span = plot->last - plot->first;
    int64_t twice = 2 * (day - plot->first) * (width - 1) + span; /* to the nearest */
    return twice >= 0 ? twice / (2 * span) : -((-twice - 1) / (2 * span)) - 1;
}

int plot_y(const struct plot *plot, int value)
{
    int most = plot->rows * plot->dots - 1;
    value = value < CHART_MOST ? value : CHART_MOST;
    return most - (value * most + CHART_MOST / 2) / CHART_MOST;
}

int plot_row(const struct plot *plot, int value)
{
    return plot->top + plot_y(plot, value) / plot->dots;
}

int plot_column(const struct plot *plot, int32_t day)
{
    return plot->left + (int)(plot_x(plot, day) / 2);
}

/* The first of COUNT points that is on DAY or later. */
static int first_from(const struct chart_point *points, int count, int64_t day)
{
    int low = 0;
    int high = count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (points[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void chart_window(const struct chart_point *points, int count, const struct chart *chart,
                  int *begin, int *end)
{
    *begin = first_from(points, count, chart->first);
    *end = first_from(points, count, (int64_t)chart->last + 1);
    *end = *end > *begin ? *end : *begin;
}

static bool on_axis(const struct chart *chart, int32_t day)
{
    return day >= chart->first && day <= chart->last;
}

static bool shown(const struct chart *chart, int index)
{
    return index >= 0 && index < chart->count && chart->points[index].value >= 0 &&
           on_axis(chart, chart->points[index].day);
}

/* ---- moving ---- */

int chart_move(const struct chart *chart, int from, int steps)
{
    int begin;
    int end;
    int found = shown(chart, from) ? from : -1;
    if (steps == 0 && found >= 0)
        return found;
    chart_window(chart->points, chart->count, chart, &begin, &end);
    int way = steps < 0 ? -1 : 1;
    int left = steps == INT_MIN ? INT_MAX : steps ? abs(steps) : 1;
    if (from < begin)
        from = from < 0 && way < 0 ? end : begin - 1;
    if (from > end)
        from = end;
    for (int i = from + way; i >= begin && i < end && left > 0; i += way)
        if (chart->points[i].value >= 0) {
            found = i;
            left--;
        }
    for (int i = from; found < 0 && i >= begin - 1 && i <= end; i -= way) /* then the other way */
        if (shown(chart, i))
            found = i;
    return found;
}

int chart_nearest(const struct chart *chart, int32_t day)
{
    int best = -1;
    int64_t distance = INT64_MAX;
    for (int i = chart_move(chart, -1, 1); i >= 0;) {
        int64_t now = llabs((int64_t)chart->points[i].day - day);
        if (now > distance)
            break;
        best = i;
        distance = now;
        int next = chart_move(chart, i, 1);
        i = next == i ? -1 : next;
    }
    return best;
}

/* ---- axes ---- */

void chart_put_value(struct str *out, int value)
{
    if (value % 10)
        str_printf(out, "%d%s%d", value / 10, nl_langinfo(RADIXCHAR), value % 10);
    else
        str_printf(out, "%d", value / 10);
}

static void draw_values_axis(const struct plot *plot, struct view *view)
{
    int step = plot->rows >= 21 ? 10 : plot->rows >= 6 ? 20 : plot->rows >= 3 ? 50 : 100;
    for (int row = 0; row < plot->rows; row++)
        view_puts(view, row, plot->left - 1, STYLE_DIM, glyph(GLYPH_EDGE));
    for (int value = 0; value <= CHART_MOST; value += step) {
        int row = plot_row(plot, value);
        view_printf(view, row, 0, STYLE_DIM, "%2d", value / 10);
        view_puts(view, row, plot->left - 1, STYLE_DIM, glyph(GLYPH_AXIS_MARK));
    }
}

static void draw_days_axis(const struct plot *plot, struct view *view)
{
    struct chart_tick ticks[CHART_TICKS];
    int count = chart_ticks((int32_t)plot->first, (int32_t)plot->last, plot->columns, ticks);
    int row = plot->top + plot->rows;
    int free_from = 0;
    view_puts(view, row, plot->left - 1, STYLE_DIM, glyph(GLYPH_AXIS_CORNER));
    view_repeat(view, row, plot->left, STYLE_DIM, glyph(GLYPH_RULE), plot->columns);
    for (int i = 0; i < count; i++) {
        struct str name = {0};
        int column = plot_column(plot, ticks[i].day);
        chart_tick_name(&name, &ticks[i]);
        int width = utf8_width(str_text(&name), name.length);
        view_puts(view, row, column, STYLE_DIM, glyph(GLYPH_AXIS_TICK));
        if (column >= free_from && column + width <= view->columns) {
            view_puts(view, row + 1, column, STYLE_DIM, str_text(&name));
            free_from = column + width + 1;
        }
        str_free(&name);
    }
}

/* ---- words in the plot ---- */

/* A piece of the plot: where words stand, or would. */
struct place {
    int row, column;
    int rows, columns;
};

static const struct cell *cell_at(const struct view *view, int row, int column)
{
    const struct canvas *canvas = view->canvas;
    row += view->row;
    column += view->column;
    if (row < 0 || row >= canvas->rows || column < 0 || column >= canvas->columns)
        return NULL;
    return &canvas->cells[row * canvas->columns + column];
}

/* What it costs to write at PLACE, with a column free on either side, beside what is at ROW,
 * COLUMN. */
static int cost(const struct plot *plot, const struct view *view, const struct place *place,
                int row, int column)
{
    int sum = 0;
    for (int r = place->row; r < place->row + place->rows; r++)
        for (int c = place->column - 1; c <= place->column + place->columns; c++) {
            const struct cell *cell = cell_at(view, r, c);
            if (c < plot->left || !cell || (r == row && c == column))
                continue;
            if (cell->count && cell->code_points[0] != ' ')
                sum += cell->style == STYLE_DIM ? OVER_THIN : OVER_LINE;
        }
    return sum;
}

static bool inside(const struct plot *plot, const struct place *place)
{
    return place->row >= plot->top && place->row + place->rows <= plot->top + plot->rows &&
           place->column >= plot->left &&
           place->column + place->columns <= plot->left + plot->columns;
}

/* Beside, above or below the point at ROW, COLUMN, where it costs least; INT_MAX: nowhere. */
static int find_place(const struct plot *plot, const struct view *view, int row, int column,
                      struct place *place)
{
    int least = INT_MAX;
    struct place best = *place;
    int middle = column - place->columns / 2;
    int most = plot->left + plot->columns - place->columns;
    middle = middle > most ? most : middle < plot->left ? plot->left : middle;
    const int columns[] = {column + 2, column - 1 - place->columns, middle};
    for (int away = -LABEL_ROWS - place->rows; away <= LABEL_ROWS; away++)
        for (int side = 0; side < 3; side++) {
            struct place now = {row + away, columns[side], place->rows, place->columns};
            bool beside = away <= 0 && away + place->rows > 0;
            if (!inside(plot, &now) || (side == 2 && beside))
                continue;
            int far = away > 0 ? away : -away - (place->rows - 1) > 0 ? -away - place->rows + 1 : 0;
            int costs = cost(plot, view, &now, row, column) + FAR_ROW * far + TO_THE_LEFT * side +
                        (beside && away ? 1 : 0); /* the first row rather than the second */
            if (costs < least) {
                least = costs;
                best = now;
            }
        }
    *place = best;
    return least;
}

/* "7 on 3 October": FORM 0 the longest, 2 the shortest. */
static void put_reading(const struct chart *chart, int form, struct str *out)
{
    const struct chart_point *point = &chart->points[chart->cursor];
    bool year = day_from_number(point->day).year != day_from_number(chart->last).year;
    struct str value = {0};
    struct str day = {0};
    chart_put_value(&value, point->value);
    day_words(&day, point->day, form == 0 ? DAY_LONG : DAY_SHORT, year);
    if (form < 2) /* TRANSLATORS: a value, a day: "7 on 3 October" */
        str_printf(out, _("%1$s on %2$s"), str_text(&value), str_text(&day));
    else
        str_puts(out, str_text(&value));
    str_free(&value);
    str_free(&day);
}

/* The reading in the longest form that fits, and the note below it where nothing is hidden by it.
 */
static void draw_reading(const struct chart *chart, const struct plot *plot, struct view *view,
                         int row, int column)
{
    struct str text = {0};
    struct place place = {0, 0, 1, 0};
    struct place both = {0, 0, 2, 0};
    int form = 0;
    do {
        str_truncate(&text, 0);
        put_reading(chart, form, &text);
        place.columns = utf8_width(str_text(&text), text.length);
    } while (place.columns > plot->columns && ++form <= 2);
    const char *note = chart->note ? chart->note : "";
    int width = utf8_width(note, strlen(note));
    int room = plot->columns < NOTE_MOST ? plot->columns : NOTE_MOST;
    width = width < room ? width : room;
    both.columns = width > place.columns ? width : place.columns;
    if (*note && find_place(plot, view, row, column, &both) < OVER_LINE) {
        view_puts(view, both.row, both.column, STYLE_TITLE, str_text(&text));
        view_cut(view, both.row + 1, both.column, STYLE_DIM, note, width);
    } else if (find_place(plot, view, row, column, &place) < INT_MAX) {
        view_puts(view, place.row, place.column, STYLE_TITLE, str_text(&text));
    }
    str_free(&text);
}

static void draw_cursor(const struct chart *chart, const struct plot *plot, struct view *view)
{
    if (!shown(chart, chart->cursor))
        return;
    int row = plot_row(plot, chart->points[chart->cursor].value);
    int column = plot_column(plot, chart->points[chart->cursor].day);
    view_puts(view, row, column, STYLE_ACCENT, glyph(GLYPH_CURSOR));
    draw_reading(chart, plot, view, row, column);
    view_cursor(view, row, column);
}

/* ---- markers ---- */

static void draw_marker_lines(const struct chart *chart, const struct plot *plot, struct view *view)
{
    for (int i = 0; i < chart->marker_count; i++) {
        if (!on_axis(chart, chart->markers[i].day))
            continue;
        int column = plot_column(plot, chart->markers[i].day);
        for (int row = 0; row < plot->rows; row++)
            view_puts(view, plot->top + row, column, STYLE_DIM, glyph(GLYPH_THIN));
    }
}

/* At the foot of its line, or a little higher, right or left of it, where nothing else stands. */
static void draw_marker_label(const struct plot *plot, struct view *view, int column,
                              const char *label)
{
    int width = utf8_width(label, strlen(label));
    for (int up = 0; up < LABEL_ROWS; up++)
        for (int side = 0; side < 2; side++) {
            int row = plot->top + plot->rows - 1 - up;
            struct place place = {row, side ? column - 1 - width : column + 2, 1, width};
            if (!inside(plot, &place) || cost(plot, view, &place, row, column))
                continue;
            view_puts(view, row, place.column, STYLE_DIM, label);
            return;
        }
}

static void draw_marker_labels(const struct chart *chart, const struct plot *plot,
                               struct view *view)
{
    for (int i = 0; i < chart->marker_count; i++)
        if (on_axis(chart, chart->markers[i].day))
            draw_marker_label(plot, view, plot_column(plot, chart->markers[i].day),
                              chart->markers[i].label);
}

/* ---- the whole ---- */

struct view chart_small_table(const struct view *view)
{
    struct view table = *view;
    if (table.rows >= 2) {
        table.row++;
        table.rows--;
    }
    return table;
}

static void draw_small(const struct chart *chart, struct view *view)
{
    struct view table = chart_small_table(view);
    int top = 0;
    if (view->rows >= 2)
        view_cut(view, 0, 0, STYLE_DIM, _("Too small for a chart, so as a table:"), view->columns);
    chart_table_draw(chart, &table, &top);
}

static void draw_nothing(const struct plot *plot, struct view *view)
{
    const char *text = _("There is no number in this time.");
    int width = utf8_width(text, strlen(text));
    int space = width < plot->columns ? (plot->columns - width) / 2 : 0;
    view_cut(view, plot->top + plot->rows / 2, plot->left + space, STYLE_DIM, text,
             plot->columns - space);
}

void chart_draw(const struct chart *chart, const struct view *whole)
{
    struct view view = *whole;
    view.scroll = 0;
    if (!view.canvas || view.rows < 1 || view.columns < 1)
        return;
    if (!plot_fits(&view)) {
        draw_small(chart, &view);
        return;
    }
    struct plot plot = plot_of(chart, &view);
    draw_values_axis(&plot, &view);
    draw_days_axis(&plot, &view);
    draw_marker_lines(chart, &plot, &view);
    chart_line_draw(chart, &plot, &view, chart->then, chart->then_count, true);
    chart_line_draw(chart, &plot, &view, chart->points, chart->count, false);
    if (chart_move(chart, -1, 1) < 0)
        draw_nothing(&plot, &view);
    draw_cursor(chart, &plot, &view);
    draw_marker_labels(chart, &plot, &view);
}

int chart_point_at(const struct chart *chart, const struct view *view, int row, int column)
{
    struct plot plot = plot_of(chart, view);
    int begin;
    int end;
    int best = -1;
    int least = INT_MAX;
    if (!plot_fits(view)) {
        struct view table = chart_small_table(view);
        int top = chart_table_follow(chart, &table, 0);
        return chart_table_at(chart, &table, top, row - (table.row - view->row));
    }
    if (row < plot.top || row >= plot.top + plot.rows || column < plot.left ||
        column >= view->columns)
        return -1;
    chart_window(chart->points, chart->count, chart, &begin, &end);
    for (int i = begin; i < end; i++) {
        if (chart->points[i].value < 0)
            continue;
        int away = abs(plot_column(&plot, chart->points[i].day) - column) * PLOT_ROWS_MOST +
                   abs(plot_row(&plot, chart->points[i].value) - row);
        if (away < least || (away == least && i == chart->cursor)) {
            least = away;
            best = i;
        }
    }
    return best;
}
