/*
 * The line, drawn from left to right. Neither it nor anything else of the chart allocates: points
 * come in the order of their days, so a pen that holds the dots of one column of cells is enough.
 * What falls into one column of dots is first gathered as a span from the lowest to the highest, so
 * five thousand points cost little more than the columns they fall into.
 */
#include <string.h>

#include "chart_private.h"
#include "mend/base/utf8.h"

enum {
    BRAILLE = 0x2800,
    POINT = 0x100,   /* in a cell of the pen: a point stands here, not only the line */
    ROOM_A_POINT = 3 /* columns, on the average, from which on each point is marked */
};

/* Braille's bit of each dot. ASCII uses the upper three rows. */
static const uint16_t dot_bits[2][4] = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

struct pen {
    struct view *view;
    const struct plot *plot;
    bool dotted;
    /* The span of dots that is being gathered */
    bool down;
    bool holds_point;
    int64_t x;
    int low, high;
    /* The column of cells that is being gathered */
    int column;
    int top, bottom; /* rows with something in them */
    uint16_t cells[PLOT_ROWS_MOST];
};

/* ---- signs ---- */

/* Counts the dots of one half of a cell in ASCII and adds up their rows from the top, 0 to 2. */
static int half(unsigned bits, int side, int *sum)
{
    int count = 0;
    for (int row = 0; row < 3; row++)
        if (bits & dot_bits[side][row]) {
            count++;
            *sum += row;
        }
    return count;
}

/* The ASCII sign that looks most like the dots: slopes, uprights, and level at three heights. */
static const char *ascii_sign(unsigned bits)
{
    int sums[2] = {0, 0};
    int left = half(bits, 0, &sums[0]);
    int right = half(bits, 1, &sums[1]);
    int count = left + right;
    if (bits & POINT)
        return "o";
    if (!count)
        return " ";
    int mean = (2 * (sums[0] + sums[1]) + count) / (2 * count);
    if (left && right) {
        int fall = 2 * (sums[1] * left - sums[0] * right); /* over left * right: twice the thirds */
        if (fall >= 3 * left * right)
            return "\\";
        if (-fall >= 3 * left * right)
            return "/";
        if (count >= 4)
            return fall > 0 ? "\\" : fall < 0 ? "/" : "|";
        return mean == 0 ? "'" : mean == 1 ? "-" : fall == 0 ? "_" : ".";
    }
    if (count >= 2)
        return "|";
    return mean == 0 ? "'" : mean == 1 ? "-" : ".";
}

static void put_sign(struct pen *pen, int row, unsigned bits)
{
    const struct plot *plot = pen->plot;
    enum style style = pen->dotted ? STYLE_DIM : STYLE_TEXT;
    char bytes[4];
    if (plot->dots == 3)
        view_puts(pen->view, plot->top + row, plot->left + pen->column, style, ascii_sign(bits));
    else
        view_text(pen->view, plot->top + row, plot->left + pen->column, style, bytes,
                  utf8_encode((int32_t)(BRAILLE | (bits & 0xff)), bytes));
}

/* ---- the pen ---- */

static void seek(struct pen *pen, int column)
{
    if (column == pen->column)
        return;
    for (int row = pen->top; row <= pen->bottom; row++) {
        if (pen->cells[row])
            put_sign(pen, row, pen->cells[row]);
        pen->cells[row] = 0;
    }
    pen->column = column;
    pen->top = PLOT_ROWS_MOST;
    pen->bottom = -1;
}

static void dot(struct pen *pen, int64_t x, int y, unsigned more)
{
    int row = y / pen->plot->dots;
    pen->cells[row] |= (uint16_t)(dot_bits[x & 1][y % pen->plot->dots] | more);
    pen->top = row < pen->top ? row : pen->top;
    pen->bottom = row > pen->bottom ? row : pen->bottom;
}

/* Lifts the pen: what was gathered becomes dots. */
static void lift(struct pen *pen)
{
    bool shown = !pen->dotted || pen->holds_point || pen->x % 2 == 0;
    if (pen->down && shown && pen->x >= 0 && pen->x < 2 * (int64_t)pen->plot->columns) {
        seek(pen, (int)(pen->x / 2));
        for (int y = pen->low; y <= pen->high; y++)
            dot(pen, pen->x, y, 0);
    }
    pen->down = false;
    pen->holds_point = false;
}

/* From A to B, either of which may be the higher, in column X, which is never left of the last. */
static void draw_span(struct pen *pen, int64_t x, int a, int b)
{
    int low = a < b ? a : b;
    int high = a < b ? b : a;
    if (pen->down && pen->x == x) {
        pen->low = low < pen->low ? low : pen->low;
        pen->high = high > pen->high ? high : pen->high;
        return;
    }
    lift(pen);
    pen->down = true;
    pen->x = x;
    pen->low = low;
    pen->high = high;
}

/* A point that is to be seen as one: two by two dots of its cell, or a sign of its own. */
static void mark_point(struct pen *pen, int64_t x, int y)
{
    const struct plot *plot = pen->plot;
    int beside = y % plot->dots == plot->dots - 1 ? y - 1 : y + 1;
    lift(pen);
    if (x < 0 || x >= 2 * (int64_t)plot->columns)
        return;
    seek(pen, (int)(x / 2));
    for (int64_t at = x & ~(int64_t)1; at <= (x | 1); at++) {
        dot(pen, at, y, POINT);
        if (plot->dots == 4)
            dot(pen, at, beside, 0);
    }
}

/* The line between two columns: each has its half of the way up or down. */
static void draw_line(struct pen *pen, int64_t x0, int y0, int64_t x1, int y1)
{
    int64_t to = 2 * (int64_t)pen->plot->columns;
    int64_t x = x0 < -1 ? 0 : x0 + 1;
    int before = (int)(y0 + (y1 - y0) * (x - 1 - x0) / (x1 - x0));
    to = x1 < to ? x1 : to;
    for (; x <= to; x++) {
        int now = (int)(y0 + (y1 - y0) * (x - x0) / (x1 - x0));
        int middle = (before + now) / 2;
        if (before < now) {
            draw_span(pen, x - 1, before, middle);
            draw_span(pen, x, middle + 1, now);
        } else if (before > now) {
            draw_span(pen, x - 1, middle + 1, before);
            draw_span(pen, x, middle, now);
        } else {
            draw_span(pen, x - 1, now, now);
            draw_span(pen, x, now, now);
        }
        before = now;
    }
}

/* ---- the whole ---- */

static bool has_value(const struct chart_point *points, int count, int index)
{
    return index >= 0 && index < count && points[index].value >= 0;
}

void chart_line_draw(const struct chart *chart, const struct plot *plot, struct view *view,
                     const struct chart_point *points, int count, bool dotted)
{
    int begin;
    int end;
    chart_window(points, count, chart, &begin, &end);
    bool sparse = (end - begin) * ROOM_A_POINT <= plot->columns && !dotted;
    struct pen pen = {.view = view, .plot = plot, .dotted = dotted, .column = -1, .bottom = -1};
    int64_t last_x = 0;
    int last_y = 0;
    begin -= begin > 0; /* the neighbours outside, for the line to them */
    end += end < count;
    for (int i = begin; i < end; i++) {
        if (points[i].value < 0) {
            lift(&pen);
            continue;
        }
        int64_t x = plot_x(plot, points[i].day);
        int y = plot_y(plot, points[i].value);
        bool joined = i > begin && points[i - 1].value >= 0;
        if (joined && x == last_x)
            draw_span(&pen, x, last_y, y);
        else if (joined)
            draw_line(&pen, last_x, last_y, x, y);
        if (sparse || !(joined || has_value(points, count, i + 1)))
            mark_point(&pen, x, y);
        draw_span(&pen, x, y, y);
        pen.holds_point = true;
        last_x = x;
        last_y = y;
    }
    lift(&pen);
    seek(&pen, -1);
}
