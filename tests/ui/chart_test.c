/*
 * The chart and its table. A picture shows one model in three sizes; see support/pictures.h.
 */
#include <limits.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/base/date.h"
#include "mend/base/utf8.h"
#include "support/pictures.h"
#include "ui/chart.h"

enum { MARGIN = 2, POINTS_MOST = 5000 };

static const struct {
    int rows, columns;
} sizes[] = {{12, 40}, {16, 80}, {30, 200}};

static struct chart_point points[POINTS_MOST];
static struct chart_point earlier[POINTS_MOST];

static int32_t day(int year, int month, int of_month)
{
    return (int32_t)day_number((struct day){year, month, of_month});
}

/* The same numbers on every machine. */
static unsigned seed;
static int any(int below)
{
    seed = seed * 1664525U + 1013904223U;
    return (int)((seed >> 8) % (unsigned)below);
}

/* COUNT values that wander between FIRST and LAST, evenly spread. */
static struct chart wander(struct chart_point *into, int count, int32_t first, int32_t last)
{
    int value = 40;
    seed = 7;
    for (int i = 0; i < count; i++) {
        value += any(31) - 14 - (value > 60 ? 2 : 0);
        value = value < 0 ? 0 : value > CHART_MOST ? CHART_MOST : value;
        int64_t at = count > 1 ? (int64_t)(last - first) * i / (count - 1) : (last - first) / 2;
        into[i] = (struct chart_point){(int32_t)(first + at), (int16_t)(value / 10 * 10), 1};
    }
    return (struct chart){
        .points = into, .count = count, .first = first, .last = last, .cursor = -1};
}

static struct chart year_of(int count)
{
    return wander(points, count, day(2025, 11, 22), day(2026, 11, 21));
}

/* ---- pictures ---- */

static void put_canvas(const struct canvas *canvas, struct str *out)
{
    str_printf(out, "%dx%d\n", canvas->columns, canvas->rows);
    canvas_dump(canvas, out);
    str_printf(out, "cursor %d,%d\n\n", canvas->cursor_row, canvas->cursor_column);
}

static void draw(const struct chart *chart, int rows, int columns, bool table, struct str *out)
{
    struct canvas canvas = {0};
    int top = 0;
    assert_int_equal(canvas_resize(&canvas, rows, columns), OK);
    struct view view = view_whole(&canvas);
    if (table)
        chart_table_draw(chart, &view, &top);
    else
        chart_draw(chart, &view);
    put_canvas(&canvas, out);
    canvas_free(&canvas);
}

static void expect(const struct chart *chart, const char *name)
{
    struct str out = {0};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        draw(chart, sizes[i].rows, sizes[i].columns, false, &out);
    picture_expect(&out, name);
    str_free(&out);
}

static void expect_table(const struct chart *chart, const char *name)
{
    struct str out = {0};
    draw(chart, 12, 40, true, &out);
    draw(chart, 16, 80, true, &out);
    draw(chart, 5, 22, true, &out);
    picture_expect(&out, name);
    str_free(&out);
}

static void test_numbers_of_points(void **state)
{
    (void)state;
    struct chart chart = year_of(1);
    expect(&chart, "chart-1");
    chart = year_of(2);
    expect(&chart, "chart-2");
    chart = year_of(30);
    expect(&chart, "chart-30");
    chart = year_of(500);
    expect(&chart, "chart-500");
    chart = wander(points, POINTS_MOST, day(2012, 3, 1), day(2026, 11, 21));
    expect(&chart, "chart-5000");
    chart.count = 0;
    expect(&chart, "chart-0");
}

static void test_same_and_missing(void **state)
{
    (void)state;
    struct chart chart = year_of(26);
    for (int i = 0; i < chart.count; i++)
        points[i].value = 50;
    expect(&chart, "chart-equal");
    for (int i = 0; i < chart.count; i++)
        points[i].value = i % 2 ? 0 : CHART_MOST;
    expect(&chart, "chart-edges");
    for (int i = 0; i < chart.count; i++)
        points[i].value = CHART_GAP;
    expect(&chart, "chart-missing");
}

static void test_gaps(void **state)
{
    (void)state;
    struct chart chart = year_of(52);
    for (int i = 20; i < 26; i++)
        points[i].value = CHART_GAP;
    points[35].value = points[37].value = CHART_GAP; /* one alone between two */
    expect(&chart, "chart-gap");
}

static void test_one_day(void **state)
{
    (void)state;
    struct chart chart = year_of(3);
    chart.first = chart.last = day(2026, 10, 3);
    for (int i = 0; i < 3; i++)
        points[i] = (struct chart_point){chart.first, (int16_t)(30 + 20 * i), 1};
    chart.cursor = 2;
    expect(&chart, "chart-one-day");
}

static const struct chart_marker markers[] = {
    {18000, "before the axis"}, {20440, "lesson 1"}, {20480, "lesson 3"}, {20484, "experiment"},
    {20500, "lesson 4"},        {20690, "lesson 7"}, {20776, "lesson 8"},
};

static struct chart marked(void)
{
    struct chart chart = year_of(30);
    chart.markers = markers;
    chart.marker_count = sizeof markers / sizeof markers[0];
    return chart;
}

static void test_cursor_and_markers(void **state)
{
    (void)state;
    struct chart chart = marked();
    expect(&chart, "chart-markers");
    chart.cursor = chart_move(&chart, -1, INT_MIN);
    expect(&chart, "chart-cursor-first");
    chart.cursor = chart_nearest(&chart, day(2026, 6, 1));
    points[chart.cursor].value = 65;
    chart.note = "\"I said no and it was fine.\"";
    expect(&chart, "chart-cursor-middle");
    chart.cursor = chart_move(&chart, -1, INT_MAX);
    expect(&chart, "chart-cursor-last");
}

static void test_then(void **state)
{
    (void)state;
    struct chart chart = year_of(30);
    chart.then = earlier;
    chart.then_count = 30;
    for (int i = 0; i < 30; i++) {
        earlier[i] = points[i];
        earlier[i].value = (int16_t)(i == 14 ? CHART_GAP : points[29 - i].value / 2);
    }
    chart.cursor = 4;
    expect(&chart, "chart-then");
}

/* The line goes on to where the neighbours outside of the axis are. */
static void test_a_part_of_the_year(void **state)
{
    (void)state;
    struct chart chart = year_of(20);
    chart.first = day(2026, 8, 22);
    chart.cursor = chart_move(&chart, -1, INT_MAX);
    expect(&chart, "chart-three-months");
}

static void test_ascii(void **state)
{
    (void)state;
    struct chart chart = marked();
    setlocale(LC_ALL, "C");
    chart.cursor = 12;
    expect(&chart, "chart-ascii-30");
    chart = year_of(500);
    expect(&chart, "chart-ascii-500");
    chart = year_of(8);
    points[3].value = CHART_GAP;
    expect(&chart, "chart-ascii-8");
    expect_table(&chart, "chart-table-ascii");
    setlocale(LC_ALL, "C.UTF-8");
}

static void test_table(void **state)
{
    (void)state;
    struct chart chart = year_of(52);
    for (int i = 44; i < 48; i++)
        points[i] = (struct chart_point){points[i].day, CHART_GAP, 0};
    points[49] = (struct chart_point){points[49].day, CHART_GAP, 1};
    points[50].value = 65;
    points[50].count = 3;
    expect_table(&chart, "chart-table");
    chart.cursor = 50;
    expect_table(&chart, "chart-table-cursor");
    chart.cursor = 43;
    expect_table(&chart, "chart-table-middle");
    chart.cursor = 0;
    expect_table(&chart, "chart-table-first");
    for (int i = 3; i < 50; i++)
        points[i] = (struct chart_point){points[i].day, CHART_GAP, 0};
    expect_table(&chart, "chart-table-two-years");
    chart.first = chart.last = day(2030, 1, 1);
    expect_table(&chart, "chart-table-empty");
}

static void test_too_small(void **state)
{
    (void)state;
    struct chart chart = year_of(30);
    struct str out = {0};
    draw(&chart, 5, 20, false, &out);
    chart.cursor = 20;
    draw(&chart, 5, 20, false, &out);
    draw(&chart, 4, 60, false, &out);
    draw(&chart, 8, 19, false, &out);
    draw(&chart, 2, 12, false, &out);
    draw(&chart, 1, 30, false, &out);
    draw(&chart, 100, 300, false, &out);
    picture_expect(&out, "chart-sizes");
    str_free(&out);
}

/* ---- moving ---- */

/* A model with gaps, days shared by points, and points outside of its axis. */
static struct chart random_model(void)
{
    int count = any(60);
    int32_t at = any(40000) - 20000;
    int most_apart = 1 + any(20);
    struct chart chart = {.points = points, .count = count, .first = at, .cursor = -1};
    for (int i = 0; i < count; i++) {
        int value = any(4) ? any(CHART_MOST + 1) : CHART_GAP;
        points[i] = (struct chart_point){at, (int16_t)value, (int16_t)any(3)};
        at += any(most_apart);
    }
    chart.last = at;
    if (any(3) == 0)
        chart.first += any(at - chart.first + 1);
    if (any(3) == 0)
        chart.last -= any(at - chart.first + 1);
    if (any(4) == 0)
        chart.last = chart.first;
    if (any(2)) {
        chart.then = earlier;
        chart.then_count = count;
        memcpy(earlier, points, sizeof earlier);
    }
    chart.markers = markers;
    chart.marker_count = any(8);
    static struct chart_marker own[8];
    for (int i = 0; i < chart.marker_count; i++)
        own[i] = (struct chart_marker){chart.first + any(200), markers[i % 7].label};
    chart.markers = own;
    chart.note = any(2) ? "a note that is longer than many a window is wide" : NULL;
    return chart;
}

static bool reachable(const struct chart *chart, int i)
{
    return points[i].value >= 0 && points[i].day >= chart->first && points[i].day <= chart->last;
}

static int trials(int usual)
{
    return getenv("MEND_TORTURE") ? usual * 50 : usual;
}

static void test_moving_reaches_every_point(void **state)
{
    (void)state;
    seed = 1;
    for (int trial = 0; trial < trials(2000); trial++) {
        struct chart chart = random_model();
        int at = -1;
        int reached = 0;
        for (int i = 0; i < chart.count; i++) {
            if (!reachable(&chart, i))
                continue;
            assert_int_equal(chart_move(&chart, at, 1), i);
            if (at >= 0)
                assert_int_equal(chart_move(&chart, i, -1), at);
            assert_int_equal(chart_move(&chart, -1, ++reached), i);
            at = i;
        }
        assert_int_equal(chart_move(&chart, at, 1), at);
        assert_int_equal(chart_move(&chart, -1, -1), at);
        assert_int_equal(chart_move(&chart, -1, INT_MAX), at);
        assert_int_equal(chart_move(&chart, at, INT_MIN), chart_move(&chart, -1, 1));
        for (int i = -1; i < chart.count; i++) { /* also from what is not shown */
            int to = chart_move(&chart, i, any(7) - 3);
            assert_true(at < 0 ? to == -1 : reachable(&chart, to));
        }
        int nearest = chart_nearest(&chart, chart.first + any(100));
        assert_true(at < 0 ? nearest == -1 : reachable(&chart, nearest));
    }
}

static void test_nearest(void **state)
{
    (void)state;
    struct chart chart = {.points = points, .count = 4, .first = 0, .last = 100};
    const struct chart_point some[] = {{0, 10, 1}, {50, 20, 1}, {60, -1, 0}, {100, 30, 1}};
    memcpy(points, some, sizeof some);
    assert_int_equal(chart_nearest(&chart, -5), 0);
    assert_int_equal(chart_nearest(&chart, 24), 0);
    assert_int_equal(chart_nearest(&chart, 25), 1);
    assert_int_equal(chart_nearest(&chart, 60), 1);
    assert_int_equal(chart_nearest(&chart, INT32_MAX), 3);
}

/* ---- properties of what is drawn ---- */

/* A window of ROWS x COLUMNS on a canvas that is full of "~" around it. */
static struct view framed(struct canvas *canvas, int rows, int columns)
{
    assert_int_equal(canvas_resize(canvas, rows + 2 * MARGIN, columns + 2 * MARGIN), OK);
    struct view view = view_whole(canvas);
    for (int row = 0; row < canvas->rows; row++)
        view_repeat(&view, row, 0, STYLE_TEXT, "~", canvas->columns);
    for (int row = 0; row < rows; row++)
        view_repeat(&view, MARGIN + row, MARGIN, STYLE_TEXT, " ", columns);
    return (struct view){canvas, MARGIN, MARGIN, rows, columns, 0};
}

static bool holds(const struct view *view, int row, int column)
{
    return row >= view->row && row < view->row + view->rows && column >= view->column &&
           column < view->column + view->columns;
}

static void expect_frame_whole(const struct view *view)
{
    const struct canvas *canvas = view->canvas;
    for (int row = 0; row < canvas->rows; row++)
        for (int column = 0; column < canvas->columns; column++) {
            int32_t sign = canvas->cells[row * canvas->columns + column].code_points[0];
            assert_true(holds(view, row, column) || sign == '~');
        }
    assert_true(canvas->cursor_row < 0 || holds(view, canvas->cursor_row, canvas->cursor_column));
}

static void test_nothing_is_drawn_outside(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    seed = 2;
    for (int rows = 1; rows <= 40; rows++)
        for (int columns = 1; columns <= 120; columns += getenv("MEND_TORTURE") ? 1 : 3) {
            struct chart chart = random_model();
            int top = any(20);
            setlocale(LC_ALL, any(4) ? "C.UTF-8" : "C");
            chart.cursor = chart_move(&chart, -1, 1 + any(20));
            struct view view = framed(&canvas, rows, columns);
            chart_draw(&chart, &view);
            expect_frame_whole(&view);
            assert_true(chart.cursor < 0 || canvas.cursor_row >= 0);
            view = framed(&canvas, rows, columns);
            chart_table_draw(&chart, &view, &top);
            expect_frame_whole(&view);
            assert_true(chart.cursor < 0 || canvas.cursor_row >= 0);
        }
    setlocale(LC_ALL, "C.UTF-8");
    canvas_free(&canvas);
}

static void test_the_point_at_the_cursor(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    seed = 3;
    for (int trial = 0; trial < trials(300); trial++) {
        struct chart chart = random_model();
        int rows = 1 + any(40);
        int columns = 1 + any(120);
        for (int i = 0; i < chart.count; i++) {
            if (!reachable(&chart, i))
                continue;
            int top = 0;
            struct view view = framed(&canvas, rows, columns);
            chart.cursor = i;
            chart_draw(&chart, &view);
            int row = canvas.cursor_row - view.row;
            int column = canvas.cursor_column - view.column;
            assert_int_equal(chart_point_at(&chart, &view, row, column), i);
            if (rows >= CHART_MIN_ROWS && columns >= CHART_MIN_COLUMNS) {
                chart.cursor = chart_point_at(&(struct chart){.points = points,
                                                              .count = chart.count,
                                                              .first = chart.first,
                                                              .last = chart.last,
                                                              .cursor = -1},
                                              &view, row, column);
                chart_draw(&chart, &view); /* another one, perhaps, in the same place */
                assert_int_equal(canvas.cursor_row - view.row, row);
                assert_int_equal(canvas.cursor_column - view.column, column);
            }
            chart.cursor = i;
            chart_table_draw(&chart, &view, &top);
            assert_int_equal(chart_table_at(&chart, &view, top, canvas.cursor_row - view.row), i);
        }
    }
    canvas_free(&canvas);
}

/* ---- ticks ---- */

static void expect_ticks(int32_t first, int32_t last, int columns, const char *names)
{
    struct chart_tick ticks[CHART_TICKS];
    struct str out = {0};
    int count = chart_ticks(first, last, columns, ticks);
    for (int i = 0; i < count; i++) {
        assert_true(ticks[i].day >= first && ticks[i].day <= last);
        str_puts(&out, i ? " " : "");
        chart_tick_name(&out, &ticks[i]);
    }
    assert_string_equal(str_text(&out), names);
    str_free(&out);
}

static void test_ticks(void **state)
{
    (void)state;
    int32_t first = day(2025, 11, 22);
    int32_t last = day(2026, 11, 21);
    expect_ticks(first, last, 76, "Dec 2026 Feb Mar Apr May Jun Jul Aug Sep Oct Nov");
    expect_ticks(first, last, 36, "2026 Apr Jul Oct");
    expect_ticks(first, last, 16, "2026 Jul");
    expect_ticks(day(2026, 8, 22), last, 36, "Sep Oct Nov");
    expect_ticks(day(2026, 10, 22), last, 36, "26 Oct 2 Nov 9 Nov 16 Nov");
    expect_ticks(day(2026, 11, 18), last, 36, "18 Nov 19 Nov 20 Nov 21 Nov");
    expect_ticks(last, last, 16, "21 Nov");
    expect_ticks(day(2026, 11, 18), last, 4, "18 Nov");
    expect_ticks(day(2016, 11, 18), last, 76, "2017 2018 2019 2020 2021 2022 2023 2024 2025 2026");
    expect_ticks(day(2016, 11, 18), last, 30, "2018 2020 2022 2024 2026");
    expect_ticks(last, first, 30, "");
    expect_ticks(INT32_MIN, INT32_MAX, 120,
                 "-5000000 -4000000 -3000000 -2000000 -1000000 0 1000000 2000000 3000000 "
                 "4000000 5000000");
    seed = 4;
    for (int trial = 0; trial < trials(2000); trial++) {
        struct chart_tick ticks[CHART_TICKS];
        int32_t from = any(1 << 24) * (any(2) ? 1 : -100);
        int columns = 1 + any(300);
        int32_t to = from + any(any(2) ? 100 : 1 << 23);
        int count = chart_ticks(from, to, columns, ticks);
        assert_in_range(count, 1, CHART_TICKS);
        for (int i = 0; i < count; i++) {
            assert_true(ticks[i].day >= from && ticks[i].day <= to);
            assert_true(!i || ticks[i].day > ticks[i - 1].day);
        }
    }
}

static void test_days(void **state)
{
    (void)state;
    assert_int_equal(day(1970, 1, 1), 0);
    assert_int_equal(day(2026, 11, 21), 20778);
    assert_int_equal(weekday_of(day_from_number(day(2026, 11, 21))), 6);
    assert_int_equal(weekday_of(day_from_number(day(1969, 12, 28))), 0);
    assert_int_equal(days_in_month(2024, 2), 29);
    assert_int_equal(days_in_month(1900, 2), 28);
    for (int32_t at = -800000; at < 800000; at += 13)
        assert_int_equal(day_number(day_from_number(at)), at);
    assert_int_equal(day_number(day_from_number(INT32_MIN)), INT32_MIN);
    assert_int_equal(day_number(day_from_number(INT32_MAX)), INT32_MAX);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_of_points),
        cmocka_unit_test(test_same_and_missing),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_one_day),
        cmocka_unit_test(test_cursor_and_markers),
        cmocka_unit_test(test_then),
        cmocka_unit_test(test_a_part_of_the_year),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_too_small),
        cmocka_unit_test(test_moving_reaches_every_point),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_nothing_is_drawn_outside),
        cmocka_unit_test(test_the_point_at_the_cursor),
        cmocka_unit_test(test_ticks),
        cmocka_unit_test(test_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
