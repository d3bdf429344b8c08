/*
 * The table. Its rows are not kept anywhere: the walk goes over the points from the newest on and
 * takes neighbouring gaps of one kind together, which for some thousands is cheaper than to keep a
 * list of them right.
 */
#include <string.h>

#include "chart_private.h"
#include "day_words.h"
#include "mend/base/date.h"
#include "mend/base/message.h"
#include "mend/base/utf8.h"

enum {
    DAY_COLUMN = 2, /* behind the marker of what is selected */
    SPACE = 2,
    VALUE_CELLS = 6,
    CHANGE_CELLS = 7,
    COUNT_CELLS = 8,
    HEAD_FROM = 4, /* rows from which on there is one for the head */
    NARROW = 20    /* columns below which a row is the value and whatever fits behind it */
};

/* A row is one point, or gaps from one index to another. */
struct row {
    int first, last;
};

/* The row whose newest point is LAST; the next one is that below `first`. */
static struct row row_from(const struct chart *chart, int begin, int last)
{
    struct row row = {last, last};
    const struct chart_point *points = chart->points;
    if (points[last].value >= 0)
        return row;
    bool open = points[last].count > 0;
    while (row.first > begin && points[row.first - 1].value < 0 &&
           (points[row.first - 1].count > 0) == open)
        row.first--;
    return row;
}

/* Counts the rows; *SELECTED is that of the cursor, or 0. */
static int count_rows(const struct chart *chart, int *selected)
{
    int begin;
    int end;
    int count = 0;
    *selected = 0;
    chart_window(chart->points, chart->count, chart, &begin, &end);
    for (int last = end - 1; last >= begin; count++) {
        struct row row = row_from(chart, begin, last);
        if (chart->cursor >= row.first && chart->cursor <= row.last)
            *selected = count;
        last = row.first - 1;
    }
    return count;
}

int chart_table_rows(const struct chart *chart)
{
    int selected;
    return count_rows(chart, &selected);
}

static int head_rows(const struct view *view)
{
    return view->rows >= HEAD_FROM && view->columns >= NARROW ? 1 : 0;
}

int chart_table_follow(const struct chart *chart, const struct view *view, int top)
{
    int selected;
    int count = count_rows(chart, &selected);
    int room = view->rows - head_rows(view);
    if (room < 1)
        return 0;
    if (top > selected && chart->cursor >= 0)
        top = selected;
    if (top < selected - room + 1)
        top = selected - room + 1;
    if (top > count - room)
        top = count - room;
    return top > 0 ? top : 0;
}

/* ---- what stands in a row ---- */

/* Where the columns are; 0: there is no room for it. */
struct layout {
    enum day_form form;
    int day; /* cells */
    int value, change, count;
    int columns; /* in all, without the sign that there is more */
};

static int day_cells(enum day_form form)
{
    int widest = 0;
    for (int month = 1; month <= 12; month++) {
        const char *name = form == DAY_LONG ? month_name(month) : month_short_name(month);
        int width = utf8_width(name, strlen(name));
        widest = width > widest ? width : widest;
    }
    return widest + (int)strlen("30  2026");
}

static struct layout lay_out(const struct view *view)
{
    struct layout layout = {.form = DAY_LONG, .columns = view->columns - 1};
    int most = DAY_COLUMN + day_cells(DAY_LONG) + SPACE + VALUE_CELLS + CHANGE_CELLS;
    if (most > layout.columns)
        layout.form = DAY_SHORT;
    layout.day = day_cells(layout.form);
    layout.value = DAY_COLUMN + layout.day + (view->columns >= NARROW + SPACE ? SPACE : 0);
    if (layout.value + VALUE_CELLS + CHANGE_CELLS <= layout.columns)
        layout.change = layout.value + VALUE_CELLS;
    if (layout.change && layout.change + CHANGE_CELLS + COUNT_CELLS <= layout.columns)
        layout.count = layout.change + CHANGE_CELLS;
    return layout;
}

/* TEXT so that it ends with the column of CELLS that begins at COLUMN. */
static void put_right(struct view *view, int row, int column, int cells, enum style style,
                      const char *text)
{
    int width = utf8_width(text, strlen(text));
    view_cut(view, row, column + (width < cells ? cells - width : 0), style, text, cells);
}

static void draw_head(struct view *view, const struct layout *layout)
{
    view_cut(view, 0, DAY_COLUMN, STYLE_DIM, _("Day"), layout->day);
    int room = layout->columns - layout->value;
    put_right(view, 0, layout->value, room < VALUE_CELLS ? room : VALUE_CELLS, STYLE_DIM,
              _("Value"));
    if (layout->change)
        put_right(view, 0, layout->change, CHANGE_CELLS, STYLE_DIM, _("Change"));
    if (layout->count)
        put_right(view, 0, layout->count, COUNT_CELLS, STYLE_DIM, _("Answers"));
}

/* The difference to the one before, which may be older than the axis; nothing for the first. */
static void put_change(const struct chart *chart, int index, struct str *out)
{
    int before = index - 1;
    while (before >= 0 && chart->points[before].value < 0)
        before--;
    if (before < 0)
        return;
    int change = chart->points[index].value - chart->points[before].value;
    if (change)
        str_puts(out, change > 0 ? "+" : glyph(GLYPH_MINUS));
    chart_put_value(out, change < 0 ? -change : change);
}

static void draw_point(const struct chart *chart, struct view *view, int row,
                       const struct layout *layout, int index)
{
    const struct chart_point *point = &chart->points[index];
    enum style style = index == chart->cursor ? STYLE_TITLE : STYLE_TEXT;
    struct str text = {0};
    day_words(&text, point->day, layout->form, true);
    view_cut(view, row, DAY_COLUMN, style, str_text(&text), layout->day);
    str_truncate(&text, 0);
    chart_put_value(&text, point->value);
    int room = layout->columns - layout->value;
    put_right(view, row, layout->value, room < VALUE_CELLS ? room : VALUE_CELLS, style,
              str_text(&text));
    str_truncate(&text, 0);
    put_change(chart, index, &text);
    if (layout->change)
        put_right(view, row, layout->change, CHANGE_CELLS, STYLE_DIM, str_text(&text));
    str_truncate(&text, 0);
    str_printf(&text, "%d", point->count);
    if (layout->count && point->count > 1)
        put_right(view, row, layout->count, COUNT_CELLS, STYLE_DIM, str_text(&text));
    str_free(&text);
}

/* "no check-in 3 to 24 March 2026", shorter and shorter until it fits into COLUMNS. */
static void put_gap(const struct chart *chart, struct row gap, int columns, struct str *out)
{
    bool open = chart->points[gap.last].count > 0;
    for (int form = 0; form < 3; form++) {
        struct str days = {0};
        str_truncate(out, 0);
        day_words_range(&days, chart->points[gap.first].day, chart->points[gap.last].day,
                        form == 0 ? DAY_LONG : DAY_SHORT, true);
        if (form == 2)
            str_printf(out, "%s %s", glyph(GLYPH_DASH), str_text(&days));
        else /* TRANSLATORS: a day, or from one day to another */
            str_printf(out, open ? _("left open %s") : _("no check-in %s"), str_text(&days));
        str_free(&days);
        if (utf8_width(str_text(out), out->length) <= columns)
            return;
    }
}

/* The value first, then as much of the day as there is room for. */
static void draw_narrow(const struct chart *chart, struct view *view, int row, int index)
{
    struct str text = {0};
    chart_put_value(&text, chart->points[index].value);
    str_puts(&text, "  ");
    day_words(&text, chart->points[index].day, DAY_SHORT, true);
    view_cut(view, row, 0, index == chart->cursor ? STYLE_TITLE : STYLE_TEXT, str_text(&text),
             view->columns);
    str_free(&text);
}

static void draw_row(const struct chart *chart, struct view *view, int row,
                     const struct layout *layout, struct row what)
{
    bool narrow = view->columns < NARROW;
    int column = narrow ? 0 : DAY_COLUMN;
    bool selected = chart->cursor >= what.first && chart->cursor <= what.last;
    if (selected && !narrow)
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
    if (selected)
        view_cursor(view, row, column);
    if (chart->points[what.last].value < 0) {
        struct str text = {0};
        int room = narrow ? view->columns : layout->columns - column;
        put_gap(chart, what, room, &text);
        view_cut(view, row, column, STYLE_DIM, str_text(&text), room);
        str_free(&text);
    } else if (narrow) {
        draw_narrow(chart, view, row, what.last);
    } else {
        draw_point(chart, view, row, layout, what.last);
    }
}

void chart_table_draw(const struct chart *chart, const struct view *whole, int *top)
{
    struct view view = *whole;
    int begin;
    int end;
    view.scroll = 0;
    if (!view.canvas || view.rows < 1 || view.columns < 1)
        return;
    struct layout layout = lay_out(&view);
    int row = head_rows(&view);
    int at = 0;
    *top = chart_table_follow(chart, &view, *top);
    if (row)
        draw_head(&view, &layout);
    chart_window(chart->points, chart->count, chart, &begin, &end);
    int last = end - 1;
    for (; last >= begin && row < view.rows; at++) {
        struct row what = row_from(chart, begin, last);
        if (at >= *top)
            draw_row(chart, &view, row++, &layout, what);
        last = what.first - 1;
    }
    if (begin == end)
        view_cut(&view, row, 0, STYLE_DIM, _("There is no number in this time."), view.columns);
    if (last >= begin)
        view_puts(&view, view.rows - 1, view.columns - 1, STYLE_DIM, glyph(GLYPH_MORE));
}

int chart_table_at(const struct chart *chart, const struct view *view, int top, int row)
{
    int begin;
    int end;
    int at = row - head_rows(view) + top;
    if (row < head_rows(view) || row >= view->rows)
        return -1;
    chart_window(chart->points, chart->count, chart, &begin, &end);
    for (int last = end - 1; last >= begin; at--) {
        struct row what = row_from(chart, begin, last);
        if (at == 0)
            return chart->points[what.last].value >= 0 ? what.last : -1;
        last = what.first - 1;
    }
    return -1;
}
