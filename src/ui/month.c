/*
 * A day is four cells: the marker of what is selected, two digits, the sign. A month is counted as
 * year * 12 + month - 1. The months shown are a whole number of screenfuls away from those that end
 * with the present one, so a moving cursor turns pages and nothing needs to be remembered.
 */
#include "month.h"

#include <string.h>

#include "day_words.h"
#include "mend/base/date.h"
#include "mend/base/message.h"
#include "mend/base/utf8.h"
#include "mend/practice/day.h"

enum {
    DAY_CELLS = 4,
    MONTH_COLUMNS = 7 * DAY_CELLS + 1, /* and the bracket behind a Sunday */
    HEAD_ROWS = 2,                     /* the month, the weekdays */
    MONTH_ROWS = HEAD_ROWS + 6,
    ACROSS_MOST = 4,
    DOWN_MOST = 3,
    GAP_MOST = 4,
    LEGEND_SPACE = 3
};

static const struct {
    const char *utf8;
    const char *ascii;
    enum style style;
    const char *words;
} marks[MONTH_MARKS] = {
    [MONTH_BLANK] = {" ", " ", STYLE_DIM, ""},
    [MONTH_KEPT] = {"●", "*", STYLE_ACCENT, N_("kept")},
    [MONTH_PARTLY] = {"◐", "+", STYLE_ACCENT, N_("partly")},
    [MONTH_NOT] = {"–", "-", STYLE_TEXT, N_("not this time")},
    [MONTH_RELEASED] = {"◇", "~", STYLE_TEXT, N_("released")},
    [MONTH_PAUSED] = {"=", "=", STYLE_DIM, N_("paused")},
    [MONTH_OPEN] = {"○", "o", STYLE_TEXT, N_("open")},
    [MONTH_DUE] = {"◎", "@", STYLE_STRONG, N_("due today")},
    [MONTH_NOT_DUE] = {"·", ".", STYLE_DIM, N_("not due")},
    [MONTH_BEFORE] = {" ", " ", STYLE_DIM, N_("before it began")},
};

const char *month_sign(enum month_mark mark)
{
    return utf8_locale() ? marks[mark].utf8 : marks[mark].ascii;
}

const char *month_words(enum month_mark mark)
{
    return *marks[mark].words ? _(marks[mark].words) : "";
}

enum month_mark month_mark_of(const struct month *month, int32_t day)
{
    int64_t at = (int64_t)day - month->first;
    if (at < 0 || at >= month->count || month->marks[at] >= MONTH_MARKS)
        return MONTH_BLANK;
    return (enum month_mark)month->marks[at];
}

/* ---- months ---- */

static int64_t month_of(int32_t day)
{
    struct day date = day_from_number(day);
    return (int64_t)date.year * 12 + date.month - 1;
}

static int64_t floor_div(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

static struct day first_of(int64_t month)
{
    int64_t year = floor_div(month, 12);
    return (struct day){(int)year, (int)(month - year * 12) + 1, 1};
}

static int32_t within(int64_t day)
{
    return day < INT32_MIN ? INT32_MIN : day > INT32_MAX ? INT32_MAX : (int32_t)day;
}

int32_t month_move(int32_t day, int months, int days)
{
    struct day from = day_from_number(day);
    struct day to = first_of(month_of(day) + months);
    int last = days_in_month(to.year, to.month);
    to.day = from.day < last ? from.day : last;
    return within(day_number(to) + days);
}

/* ---- where everything stands ---- */

struct sheet {
    int across, down;
    int left, gap;
    int rows;      /* for months */
    int skip;      /* rows of the months above the window, */
    int shift;     /* and columns left of it, when one month is larger than it */
    int words_row; /* of the selected day; -1: there is none */
    int legend_row;
    int64_t first; /* month */
};

static int limit(int64_t number, int most)
{
    return number > most ? most : number < 1 ? 1 : (int)number;
}

static int row_of(const struct sheet *sheet, int32_t day)
{
    int index = (int)(month_of(day) - sheet->first);
    return index / sheet->across * (MONTH_ROWS + 1) + HEAD_ROWS +
           day_grid_row(day_from_number(day));
}

static int column_of(const struct sheet *sheet, int32_t day)
{
    int index = (int)(month_of(day) - sheet->first);
    return sheet->left + index % sheet->across * (MONTH_COLUMNS + sheet->gap) +
           day_weekday(day) * DAY_CELLS;
}

/* Draws a row of the legend after the other; returns how many. */
static int legend(const struct month *month, const struct sheet *sheet, struct view *view, int row)
{
    bool found[MONTH_MARKS] = {false};
    int start = row;
    int column = 1;
    int64_t from = day_number(first_of(sheet->first));
    int64_t to = day_number(first_of(sheet->first + (int64_t)sheet->across * sheet->down));
    for (int64_t day = from; day < to; day++)
        found[month_mark_of(month, within(day))] = true;
    for (int i = MONTH_KEPT; i < MONTH_BEFORE; i++) {
        const char *words = month_words((enum month_mark)i);
        int width = 2 + utf8_width(words, strlen(words));
        if (!found[i])
            continue;
        if (column > 1 && column + width > view->columns) {
            column = 1;
            row++;
        }
        view_puts(view, row, column, marks[i].style, month_sign((enum month_mark)i));
        view_cut(view, row, column + 2, STYLE_DIM, words, view->columns - column - 2);
        column += width + LEGEND_SPACE;
    }
    return row - start + (column > 1);
}

/* The month shown first: the page that has the cursor, when the last month of one is TODAY's. */
static int64_t first_month(const struct month *month, int shown)
{
    int64_t present = month_of(month->today);
    int64_t pages = floor_div(present - month_of(month->cursor), shown);
    return present - (pages + 1) * shown + 1;
}

/* Months from the first that has a mark to the present one; of a longer time no more than fit. */
static int months_known(const struct month *month)
{
    int64_t known = month->count ? month_of(month->today) - month_of(month->first) + 1 : 1;
    return limit(known, ACROSS_MOST * DOWN_MOST);
}

static void place_months(const struct month *month, const struct view *view, struct sheet *sheet)
{
    int room = view->columns - sheet->across * MONTH_COLUMNS;
    int gap = sheet->across > 1 ? room / (sheet->across - 1) : 0;
    sheet->gap = gap > GAP_MOST ? GAP_MOST : gap;
    room -= sheet->gap * (sheet->across - 1);
    sheet->left = room > 0 ? room / 2 : 0;
    int down = (months_known(month) + sheet->across - 1) / sheet->across;
    sheet->down = limit((sheet->rows + 1) / (MONTH_ROWS + 1), limit(down, DOWN_MOST));
    sheet->first = first_month(month, sheet->across * sheet->down);
    int row = row_of(sheet, month->cursor);
    sheet->skip = sheet->down == 1 && row >= sheet->rows ? row - sheet->rows + 1 : 0;
    int end = column_of(sheet, month->cursor) + DAY_CELLS;
    sheet->shift = end > view->columns ? end - view->columns : 0;
}

/* Words come before the legend, and the legend only where it takes nothing from the month. */
static struct sheet lay_out(const struct month *month, const struct view *view)
{
    struct sheet sheet = {.words_row = -1, .legend_row = -1};
    struct view nowhere = *view;
    nowhere.canvas = NULL;
    sheet.across = limit((view->columns + 1) / (MONTH_COLUMNS + 1), months_known(month));
    sheet.across = limit(sheet.across, ACROSS_MOST);
    sheet.rows = view->rows - (view->rows >= 3 ? 1 : 0);
    place_months(month, view, &sheet);
    int below = legend(month, &sheet, &nowhere, 0);
    bool legend_fits = below && sheet.rows - below >= MONTH_ROWS;
    if (legend_fits) {
        sheet.rows -= below;
        sheet.rows -= sheet.rows > MONTH_ROWS ? 1 : 0; /* an empty row above the words */
        place_months(month, view, &sheet);
    }
    int tall = sheet.down * (MONTH_ROWS + 1) - 1;
    sheet.rows = sheet.rows > tall ? tall : sheet.rows;
    if (view->rows >= 3)
        sheet.words_row = sheet.rows + (legend_fits && view->rows > sheet.rows + below + 1 ? 1 : 0);
    if (legend_fits)
        sheet.legend_row = sheet.words_row + 1;
    return sheet;
}

/* ---- drawing ---- */

static void draw_day(const struct month *month, struct view *view, int row, int column, int32_t day)
{
    enum month_mark mark = month_mark_of(month, day);
    bool selected = day == month->cursor;
    bool quiet = mark == MONTH_BLANK || mark == MONTH_BEFORE || mark == MONTH_NOT_DUE;
    int number = day_from_number(day).day;
    if (selected) {
        view_puts(view, row, column, STYLE_ACCENT, glyph(GLYPH_MARKER));
        int digit = column + (number < 10 ? 2 : 1);
        view_cursor(view, row, digit > 0 ? digit : 0);
    } else if (day == month->today) {
        view_puts(view, row, column, STYLE_STRONG, "(");
    }
    view_printf(view, row, column + 1,
                selected ? STYLE_TITLE
                : quiet  ? STYLE_DIM
                         : STYLE_TEXT,
                "%2d", number);
    view_puts(view, row, column + 3, marks[mark].style, month_sign(mark));
}

/* Behind the sign of today, where the marker of the next day would be. */
static void close_bracket(const struct month *month, const struct sheet *sheet, struct view *view)
{
    int32_t day = month->today;
    int64_t index = month_of(day) - sheet->first;
    bool taken = (int64_t)month->cursor == (int64_t)day + 1 && day_weekday(day) < 6;
    if (index < 0 || index >= (int64_t)sheet->across * sheet->down || day == month->cursor || taken)
        return;
    view_puts(view, row_of(sheet, day), column_of(sheet, day) + DAY_CELLS - sheet->shift,
              STYLE_STRONG, ")");
}

static void draw_month(const struct month *month, const struct sheet *sheet, struct view *view,
                       int64_t which)
{
    struct day date = first_of(which);
    int days = days_in_month(date.year, date.month);
    int64_t first = day_number(date);
    if (first < INT32_MIN || first + days > INT32_MAX)
        return;
    int row = row_of(sheet, (int32_t)first) - HEAD_ROWS;
    int column =
        column_of(sheet, (int32_t)first) - sheet->shift - day_weekday((int32_t)first) * DAY_CELLS;
    bool current = which == month_of(month->cursor);
    view_printf(view, row, column + 1, current ? STYLE_TITLE : STYLE_TEXT, "%s %d",
                month_name(date.month), date.year);
    for (int i = 0; i < 7; i++)
        view_cut(view, row + 1, column + 1 + i * DAY_CELLS, STYLE_DIM,
                 weekday_short_name((i + 1) % 7), DAY_CELLS - 1);
    for (int32_t day = (int32_t)first; day < first + days; day++)
        draw_day(month, view, row_of(sheet, day), column_of(sheet, day) - sheet->shift, day);
}

/* "Friday 20 November 2026: kept", with less of the day where there is less room. */
static void draw_words(const struct month *month, struct view *view, int row)
{
    struct str text = {0};
    const char *words = month_words(month_mark_of(month, month->cursor));
    for (int form = 0; form < 3; form++) {
        str_truncate(&text, 0);
        if (form < 2)
            str_printf(&text, "%s ", weekday_name(weekday_of(day_from_number(month->cursor))));
        day_words(&text, month->cursor, form < 2 ? DAY_LONG : DAY_SHORT, form == 0);
        if (*words)
            str_printf(&text, ": %s", words);
        if (utf8_width(str_text(&text), text.length) < view->columns)
            break;
    }
    view_cut(view, row, 1, STYLE_TEXT, str_text(&text), view->columns - 1);
    str_free(&text);
}

void month_draw(const struct month *month, const struct view *whole)
{
    struct view view = *whole;
    view.scroll = 0;
    if (!view.canvas || view.rows < 1 || view.columns < 1)
        return;
    struct sheet sheet = lay_out(month, &view);
    struct view months = view;
    months.rows = sheet.rows < view.rows ? sheet.rows : view.rows;
    months.scroll = sheet.skip;
    for (int i = 0; i < sheet.across * sheet.down; i++)
        draw_month(month, &sheet, &months, sheet.first + i);
    close_bracket(month, &sheet, &months);
    if (sheet.words_row >= 0)
        draw_words(month, &view, sheet.words_row);
    if (sheet.legend_row >= 0)
        legend(month, &sheet, &view, sheet.legend_row);
}

bool month_day_at(const struct month *month, const struct view *view, int row, int column,
                  int32_t *day)
{
    struct sheet sheet = lay_out(month, view);
    if (row < 0 || row >= sheet.rows || column < 0 || column >= view->columns)
        return false;
    int64_t from = day_number(first_of(sheet.first));
    int64_t to = day_number(first_of(sheet.first + (int64_t)sheet.across * sheet.down));
    for (int64_t at = from; at < to; at++) {
        if (at < INT32_MIN || at > INT32_MAX || row + sheet.skip != row_of(&sheet, (int32_t)at))
            continue;
        int begin = column_of(&sheet, (int32_t)at) - sheet.shift;
        if (column < begin || column >= begin + DAY_CELLS)
            continue;
        *day = (int32_t)at;
        return true;
    }
    return false;
}
