/*
 * The calendar of days written about: months side by side and below one another, as many as fit,
 * the last of them the one shown last of all. A dot stands behind a day that has entries, today is
 * in brackets, the cursor has the marker in front; below stands what the day has.
 */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "journal_screens.h"
#include "mend/base/date.h"

enum {
    DAY_CELLS = 4,                     /* marker, two digits, dot */
    MONTH_COLUMNS = 7 * DAY_CELLS + 1, /* and the bracket behind a Sunday */
    HEAD_ROWS = 2,                     /* the month, the weekdays */
    MONTH_ROWS = HEAD_ROWS + 6,
    DETAIL_ROWS = 2,
    ACROSS_MOST = 4,
    DOWN_MOST = 3,
    GAP_MOST = 4,
    DETAIL_COLUMNS = 36, /* "Wednesday 30 September 2026, today" */
    AIRY_ROWS = 12,      /* from here on there are empty rows above and below the months */
};

/* How the months stand in a window, and which. A month is counted as year * 12 + month - 1. */
struct sheet {
    int across, down;
    int left, top; /* of the first month, in the window */
    int gap;       /* columns between two */
    int rows;      /* for the months */
    int first;     /* month */
};

struct calendar {
    struct calendar_choice *choice;
    struct day today;
    struct day cursor;
    int last; /* month shown last */
    struct journal_extent extent;
    struct journal_periods days; /* of the months from read_first to read_last */
    int read_first, read_last;   /* 0: nothing was read yet */
    struct fault fault;          /* why it could not be */
    struct scroll scroll;        /* of a month that is taller than the window */
    int columns;                 /* of the window, as of the last drawing */
    bool follow;                 /* the cursor has moved: bring it into sight */
};

static int month_of(struct day day)
{
    return day.year * 12 + day.month - 1;
}

static struct day first_of(int month)
{
    return (struct day){month / 12, month % 12 + 1, 1};
}

/* ---- what was written ---- */

static void forget(struct calendar *calendar)
{
    free(calendar->days.items);
    calendar->days = (struct journal_periods){0};
    calendar->read_first = calendar->read_last = 0;
    calendar->fault = (struct fault){0};
}

/* Reads the months from FIRST to LAST, unless they were read already. */
static void read_months(struct screen *screen, int first, int last)
{
    struct calendar *calendar = screen->state;
    if (first == calendar->read_first && last == calendar->read_last)
        return;
    char from[DAY_SIZE];
    char to[DAY_SIZE];
    struct day end = first_of(last);
    end.day = days_in_month(end.year, end.month);
    day_write(first_of(first), from);
    day_write(end, to);
    forget(calendar);
    calendar->read_first = first;
    calendar->read_last = last;
    if (store_journal_periods(session_store(screen->ui->session), JOURNAL_BY_DAY, from, to,
                              &calendar->days, &calendar->fault))
        calendar->days = (struct journal_periods){0};
}

static int compare_period(const void *name, const void *period)
{
    return strcmp(name, ((const struct journal_period *)period)->name);
}

/* What DAY has, or NULL. */
static const struct journal_period *written(const struct calendar *calendar, struct day day)
{
    char name[DAY_SIZE];
    const struct journal_periods *days = &calendar->days;
    day_write(day, name);
    return days->count
               ? bsearch(name, days->items, days->count, sizeof *days->items, compare_period)
               : NULL;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct calendar *calendar = calloc(1, sizeof *calendar);
    if (!calendar)
        return fault_set_memory(fault);
    memcpy(&calendar->choice, &argument, sizeof argument); /* lent by the screen below */
    calendar->choice->made = CALENDAR_NOTHING;
    calendar->today = day_at(ui_now(screen->ui));
    if (!day_read(calendar->choice->day, &calendar->cursor))
        calendar->cursor = calendar->today;
    calendar->last = month_of(calendar->cursor);
    calendar->follow = true;
    /* Without it Home and End lead nowhere; reading the days will say what is wrong. */
    if (store_journal_extent(session_store(screen->ui->session), &calendar->extent, NULL))
        calendar->extent = (struct journal_extent){0};
    screen->state = calendar;
    return OK;
}

static void close(struct screen *screen)
{
    struct calendar *calendar = screen->state;
    forget(calendar);
    free(calendar);
}

static void uncovered(struct screen *screen)
{
    forget(screen->state);
}

/* ---- where everything stands ---- */

static int limit(int number, int most)
{
    return number > most ? most : number < 1 ? 1 : number;
}

static struct sheet lay_out(const struct calendar *calendar, const struct view *body)
{
    struct sheet sheet = {0};
    bool airy = body->rows >= AIRY_ROWS;
    sheet.across = limit(body->columns / MONTH_COLUMNS, ACROSS_MOST);
    sheet.top = airy ? 1 : 0;
    sheet.rows = body->rows - DETAIL_ROWS - (airy ? 2 : 0);
    sheet.down = limit((sheet.rows + 1) / (MONTH_ROWS + 1), DOWN_MOST);
    int room = body->columns - sheet.across * MONTH_COLUMNS;
    int gap = sheet.across > 1 ? room / (sheet.across - 1) : 0;
    sheet.gap = gap > GAP_MOST ? GAP_MOST : gap;
    sheet.left = (room - sheet.gap * (sheet.across - 1)) / 2;
    int most = body->columns > DETAIL_COLUMNS ? body->columns - DETAIL_COLUMNS : 0;
    sheet.left = sheet.left > most ? most : sheet.left;
    int tall = sheet.down * (MONTH_ROWS + 1) - 1;
    sheet.rows = sheet.rows > tall ? tall : sheet.rows;
    int first = calendar->last - sheet.across * sheet.down + 1;
    sheet.first = first < DAY_FIRST_YEAR * 12 ? DAY_FIRST_YEAR * 12 : first;
    return sheet;
}

static int months_of(const struct sheet *sheet)
{
    return sheet->across * sheet->down;
}

/* Lets the window of months move no further than it must to have the cursor in it. */
static void keep_cursor(struct calendar *calendar, const struct view *body)
{
    struct sheet sheet = lay_out(calendar, body);
    int month = month_of(calendar->cursor);
    if (month > calendar->last)
        calendar->last = month;
    if (month < sheet.first)
        calendar->last = month + months_of(&sheet) - 1;
    int least = DAY_FIRST_YEAR * 12 + months_of(&sheet) - 1;
    if (calendar->last < least)
        calendar->last = least;
}

/* Row and column of DAY, whose month is in SHEET. */
static int row_of(const struct sheet *sheet, struct day day)
{
    int index = month_of(day) - sheet->first;
    return index / sheet->across * (MONTH_ROWS + 1) + HEAD_ROWS + day_grid_row(day);
}

static int column_of(const struct sheet *sheet, struct day day)
{
    int index = month_of(day) - sheet->first;
    return sheet->left + index % sheet->across * (MONTH_COLUMNS + sheet->gap) +
           day_grid_column(day) * DAY_CELLS;
}

/* ---- drawing ---- */

static bool same(struct day a, struct day b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void draw_day(const struct calendar *calendar, const struct sheet *sheet, struct view *view,
                     struct day day)
{
    int row = row_of(sheet, day);
    int column = column_of(sheet, day);
    bool selected = same(day, calendar->cursor);
    bool has = written(calendar, day) != NULL;
    if (selected) {
        view_puts(view, row, column, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, column + (day.day < 10 ? 2 : 1));
    } else if (same(day, calendar->today)) {
        view_puts(view, row, column, STYLE_STRONG, "(");
    }
    view_printf(view, row, column + 1,
                selected ? STYLE_TITLE
                : has    ? STYLE_STRONG
                         : STYLE_DIM,
                "%2d", day.day);
    if (has)
        view_puts(view, row, column + 3, STYLE_ACCENT, glyph(GLYPH_BULLET));
}

static void draw_month(const struct calendar *calendar, const struct sheet *sheet,
                       struct view *view, int month)
{
    struct day day = first_of(month);
    struct str name = {0};
    int row = row_of(sheet, day) - HEAD_ROWS;
    int column = column_of(sheet, day) - day_grid_column(day) * DAY_CELLS;
    bool current = month == month_of(calendar->cursor);
    day_put_month(&name, day);
    view_puts(view, row, column + 1, current ? STYLE_TITLE : STYLE_TEXT, str_text(&name));
    str_free(&name);
    for (int i = 0; i < 7; i++)
        view_cut(view, row + 1, column + 1 + i * DAY_CELLS, STYLE_DIM,
                 weekday_short_name((i + 1) % 7), DAY_CELLS - 1);
    for (int last = days_in_month(day.year, day.month); day.day <= last; day.day++)
        draw_day(calendar, sheet, view, day);
    day =
        calendar->today; /* over what stands in front of the next day, unless that is the cursor */
    if (month == month_of(day) && !same(day, calendar->cursor) &&
        !(same(day_plus(day, 1), calendar->cursor) && day_grid_column(day) < 6))
        view_puts(view, row_of(sheet, day), column_of(sheet, day) + DAY_CELLS, STYLE_STRONG, ")");
}

struct drawing {
    struct calendar *calendar;
    const struct sheet *sheet;
};

static int draw_months(void *context, struct view *view)
{
    const struct drawing *drawing = context;
    struct calendar *calendar = drawing->calendar;
    const struct sheet *sheet = drawing->sheet;
    for (int i = 0; i < months_of(sheet); i++)
        if (sheet->first + i < (DAY_LAST_YEAR + 1) * 12)
            draw_month(calendar, sheet, view, sheet->first + i);
    if (calendar->follow && !view->canvas) {
        int *top = &calendar->scroll.top;
        int row = row_of(sheet, calendar->cursor);
        int name = row - HEAD_ROWS - day_grid_row(calendar->cursor);
        if (row - name < view->rows)
            *top = name;
        else if (row < *top || row >= *top + view->rows)
            *top = row - view->rows + 1;
        calendar->follow = false;
    }
    return sheet->down * (MONTH_ROWS + 1) - 1;
}

static void put_amount(struct str *out, const struct journal_period *period)
{
    if (!period) {
        str_puts(out, _("Nothing is written for this day."));
        return;
    }
    str_printf(out, ngettext("%zu entry", "%zu entries", period->entries), period->entries);
    str_puts(out, ", ");
    str_printf(out, ngettext("%zu word", "%zu words", period->words), period->words);
}

static void draw_detail(const struct calendar *calendar, struct view *view, int row, int column)
{
    struct str text = {0};
    day_put(&text, calendar->cursor);
    if (same(calendar->cursor, calendar->today))
        str_puts(&text, _(", today"));
    view_cut(view, row, column, STYLE_TEXT, str_text(&text), view->columns - column);
    str_truncate(&text, 0);
    put_amount(&text, written(calendar, calendar->cursor));
    view_cut(view, row + 1, column, STYLE_DIM, str_text(&text), view->columns - column);
    str_free(&text);
}

static void draw(struct screen *screen, struct view *body)
{
    struct calendar *calendar = screen->state;
    calendar->today = day_at(ui_now(screen->ui)); /* it may be past midnight by now */
    calendar->follow = calendar->follow || calendar->columns != body->columns;
    calendar->columns = body->columns;
    keep_cursor(calendar, body);
    struct sheet sheet = lay_out(calendar, body);
    read_months(screen, sheet.first, sheet.first + months_of(&sheet) - 1);
    if (calendar->fault.code) {
        struct view column = ui_prose_column(body);
        view_cursor(&column, 1, 0);
        prose_paragraph(&column, 1, STYLE_NOTICE, calendar->fault.text);
        return;
    }
    struct drawing drawing = {calendar, &sheet};
    struct view months = *body;
    months.row += sheet.top;
    months.rows = sheet.rows;
    calendar->follow = calendar->follow || calendar->scroll.shown != months.rows;
    months.columns = MONTH_COLUMNS * sheet.across + sheet.gap * (sheet.across - 1) + sheet.left;
    scroll_draw(&calendar->scroll, &months, draw_months, &drawing);
    int below = sheet.top + sheet.rows + (body->rows >= AIRY_ROWS ? 1 : 0);
    draw_detail(calendar, body, below, sheet.left + 1);
}

/* ---- moving ---- */

static void move_to(struct calendar *calendar, struct day day)
{
    calendar->cursor = day;
    calendar->follow = true;
}

static bool move(struct screen *screen, int32_t key)
{
    struct calendar *calendar = screen->state;
    static const struct {
        int32_t key, letter;
        int days, months;
    } moves[] = {
        {KEYCODE_LEFT, 'h', -1, 0},
        {KEYCODE_RIGHT, 'l', 1, 0},
        {KEYCODE_UP, 'k', -7, 0},
        {KEYCODE_DOWN, 'j', 7, 0},
        {KEYCODE_PAGE_UP, 0, 0, -1},
        {KEYCODE_PAGE_DOWN, 0, 0, 1},
        {'y', 0, 0, -12},
        {'Y', 0, 0, 12},
    };
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
        if (key == moves[i].key || (key == moves[i].letter && key)) {
            struct day day = day_plus(calendar->cursor, moves[i].days);
            move_to(calendar, moves[i].months ? day_plus_months(day, moves[i].months) : day);
            return true;
        }
    return false;
}

static void jump(struct screen *screen, const char *name)
{
    struct day day;
    if (day_read(name, &day))
        move_to(screen->state, day);
    else
        ui_notice(screen->ui, _("Nothing is written yet."));
}

/* ---- choosing ---- */

static void choose(struct screen *screen, enum calendar_made made)
{
    struct calendar *calendar = screen->state;
    day_write(calendar->cursor, calendar->choice->day);
    calendar->choice->made = made;
    ui_back(screen->ui);
}

static void show(struct screen *screen)
{
    const struct calendar *calendar = screen->state;
    if (calendar->fault.code)
        ui_tell(screen->ui, &calendar->fault); /* in full, however small the window is */
    else if (written(calendar, calendar->cursor))
        choose(screen, CALENDAR_SHOW);
    else
        ui_notice(screen->ui, _("Nothing is written for this day."));
}

static void write_about(struct screen *screen)
{
    const struct calendar *calendar = screen->state;
    if (day_number(calendar->cursor) > day_number(calendar->today))
        ui_notice(screen->ui, _("A day to come can wait until it is here."));
    else
        choose(screen, CALENDAR_WRITE);
}

/* Selects the day that was clicked at; shows it when it was selected already. */
static void click(struct screen *screen, const struct event *event)
{
    struct calendar *calendar = screen->state;
    struct sheet sheet = lay_out(calendar, &screen->body);
    int row = event->row - screen->body.row - sheet.top;
    int column = event->column - screen->body.column;
    if (row < 0 || row >= sheet.rows)
        return;
    row += calendar->scroll.top;
    for (int i = 0; i < months_of(&sheet) && sheet.first + i < (DAY_LAST_YEAR + 1) * 12; i++) {
        struct day day = first_of(sheet.first + i);
        for (int last = days_in_month(day.year, day.month); day.day <= last; day.day++) {
            int at = column_of(&sheet, day);
            if (row != row_of(&sheet, day) || column < at || column >= at + DAY_CELLS)
                continue;
            if (same(day, calendar->cursor))
                show(screen);
            else
                move_to(calendar, day);
            return;
        }
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct calendar *calendar = screen->state;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind == EVENT_WHEEL) {
        move(screen, event->key == KEYCODE_UP ? KEYCODE_PAGE_UP : KEYCODE_PAGE_DOWN);
        return true;
    }
    if (event->kind != EVENT_KEY || move(screen, event->key))
        return true;
    switch (event->key) {
    case KEYCODE_HOME:
    case 'g':
        jump(screen, calendar->extent.first);
        return true;
    case KEYCODE_END:
    case 'G':
        jump(screen, calendar->extent.last);
        return true;
    case 't':
        move_to(calendar, calendar->today);
        return true;
    case KEYCODE_ENTER:
    case ' ':
        show(screen);
        return true;
    case 'n':
        write_about(screen);
        return true;
    default:
        return false;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct calendar *calendar = screen->state;
    if (calendar->fault.code)
        keys_add(list, "Enter", _("read on"), true);
    else if (written(calendar, calendar->cursor))
        keys_add(list, "Enter", _("show"), true);
    if (day_number(calendar->cursor) <= day_number(calendar->today))
        keys_add(list, "n", _("write"), true);
    keys_add(list, glyph(GLYPH_LEFT_RIGHT), _("day"), false);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("week"), false);
    keys_add(list, "h j k l", _("day and week, likewise"), false);
    keys_add(list, "PgUp/PgDn", _("month"), true);
    keys_add(list, "y/Y", _("year"), true);
    keys_add(list, "t", _("today"), true);
    keys_add(list, "Home, g", _("the first day written about"), false);
    keys_add(list, "End, G", _("the last day written about"), false);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_calendar = {
    .name = "calendar",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = uncovered,
};
