/* Calendar months of marks; see support/pictures.h. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/base/date.h"
#include "support/pictures.h"
#include "ui/month.h"

enum { MARGIN = 2, DAYS = 400 };

static uint8_t marks[DAYS];

static int32_t day(int year, int month, int of_month)
{
    return (int32_t)day_number((struct day){year, month, of_month});
}

/* A promise for weekdays, begun in September, with some days of every kind. */
static struct month promise(void)
{
    int32_t today = day(2026, 11, 20);
    struct month month = {
        .cursor = today, .today = today, .first = today - DAYS + 11, .count = DAYS, .marks = marks};
    for (int i = 0; i < DAYS; i++) {
        int32_t at = month.first + i;
        marks[i] = (uint8_t)(MONTH_KEPT + i * 7 % 5 % 3);
        if (i % 17 == 0)
            marks[i] = MONTH_OPEN;
        if (i % 29 == 0)
            marks[i] = MONTH_RELEASED;
        if (at >= day(2026, 10, 12) && at <= day(2026, 10, 18))
            marks[i] = MONTH_PAUSED;
        if (day_grid_column(day_from_number(at)) >= 5 || at > today)
            marks[i] = MONTH_NOT_DUE;
        if (at < day(2026, 9, 7))
            marks[i] = MONTH_BEFORE;
        if (at == today)
            marks[i] = MONTH_DUE;
    }
    return month;
}

static void draw(const struct month *month, int rows, int columns, struct str *out)
{
    struct canvas canvas = {0};
    assert_int_equal(canvas_resize(&canvas, rows, columns), OK);
    struct view view = view_whole(&canvas);
    month_draw(month, &view);
    str_printf(out, "%dx%d\n", columns, rows);
    canvas_dump(&canvas, out);
    str_printf(out, "cursor %d,%d\n\n", canvas.cursor_row, canvas.cursor_column);
    canvas_free(&canvas);
}

static void expect(const struct month *month, const char *name)
{
    static const struct {
        int rows, columns;
    } sizes[] = {{8, 40}, {12, 40}, {16, 80}, {30, 200}};
    struct str out = {0};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        draw(month, sizes[i].rows, sizes[i].columns, &out);
    picture_expect(&out, name);
    str_free(&out);
}

static void test_pictures(void **state)
{
    (void)state;
    struct month month = promise();
    expect(&month, "month-today");
    struct month begun = month; /* no month is shown that has nothing */
    begun.marks += day(2026, 9, 7) - month.first;
    begun.count -= day(2026, 9, 7) - month.first;
    begun.first = day(2026, 9, 7);
    expect(&begun, "month-begun");
    month.cursor = day(2026, 10, 31);
    expect(&month, "month-october");
    month.cursor = day(2026, 11, 21); /* in front of it today's bracket would close */
    expect(&month, "month-tomorrow");
    month.cursor = day(2026, 2, 28);
    expect(&month, "month-before");
    setlocale(LC_ALL, "C");
    month.cursor = day(2026, 10, 7);
    expect(&month, "month-ascii");
    setlocale(LC_ALL, "C.UTF-8");
}

static void test_small(void **state)
{
    (void)state;
    struct month month = promise();
    struct str out = {0};
    month.cursor = day(2026, 11, 29); /* a Sunday of the last week */
    draw(&month, 5, 20, &out);
    draw(&month, 2, 29, &out);
    draw(&month, 1, 3, &out);
    month.cursor = day(2026, 11, 2);
    draw(&month, 5, 20, &out);
    month.count = 0; /* nothing is known */
    draw(&month, 12, 40, &out);
    picture_expect(&out, "month-sizes");
    str_free(&out);
}

static void test_signs_differ(void **state)
{
    (void)state;
    for (int locale = 0; locale < 2; locale++) {
        setlocale(LC_ALL, locale ? "C" : "C.UTF-8");
        for (int i = MONTH_KEPT; i < MONTH_MARKS; i++)
            for (int j = MONTH_KEPT; j < i; j++) {
                const char *a = month_sign((enum month_mark)i);
                const char *b = month_sign((enum month_mark)j);
                assert_string_not_equal(a, b);
                assert_string_not_equal(month_words((enum month_mark)i),
                                        month_words((enum month_mark)j));
            }
    }
    setlocale(LC_ALL, "C.UTF-8");
}

static unsigned seed;
static int any(int below)
{
    seed = seed * 1664525U + 1013904223U;
    return (int)((seed >> 8) % (unsigned)below);
}

static bool holds(const struct view *view, int row, int column)
{
    return row >= view->row && row < view->row + view->rows && column >= view->column &&
           column < view->column + view->columns;
}

/* Nothing is drawn outside, the cursor always inside, and the day there is the one selected. */
static void test_any_size(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    seed = 5;
    for (int rows = 1; rows <= 40; rows++)
        for (int columns = 1; columns <= 130; columns += getenv("MEND_TORTURE") ? 1 : 3) {
            struct month month = promise();
            int32_t at;
            month.cursor = month.today + any(800) - 700;
            month.today -= any(100);
            assert_int_equal(canvas_resize(&canvas, rows + 2 * MARGIN, columns + 2 * MARGIN), OK);
            struct view view = {&canvas, MARGIN, MARGIN, rows, columns, 0};
            month_draw(&month, &view);
            for (int row = 0; row < canvas.rows; row++)
                for (int column = 0; column < canvas.columns; column++) {
                    int32_t sign = canvas.cells[row * canvas.columns + column].code_points[0];
                    assert_true(sign == ' ' || holds(&view, row, column));
                }
            assert_true(holds(&view, canvas.cursor_row, canvas.cursor_column));
            assert_true(month_day_at(&month, &view, canvas.cursor_row - MARGIN,
                                     canvas.cursor_column - MARGIN, &at));
            assert_int_equal(at, month.cursor);
        }
    canvas_free(&canvas);
}

static void test_extremes(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    assert_int_equal(canvas_resize(&canvas, 30, 100), OK);
    struct view view = view_whole(&canvas);
    const int32_t days[] = {INT32_MIN, INT32_MIN + 40, -1, 0, INT32_MAX - 40, INT32_MAX};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        for (size_t j = 0; j < sizeof days / sizeof days[0]; j++) {
            struct month month = {.cursor = days[i], .today = days[j]};
            int32_t at;
            month_draw(&month, &view);
            month_day_at(&month, &view, 5, 5, &at);
        }
    canvas_free(&canvas);
}

static void test_moving(void **state)
{
    (void)state;
    assert_int_equal(month_move(day(2026, 1, 31), 1, 0), day(2026, 2, 28));
    assert_int_equal(month_move(day(2024, 3, 31), -1, 0), day(2024, 2, 29));
    assert_int_equal(month_move(day(2026, 1, 1), 0, -1), day(2025, 12, 31));
    assert_int_equal(month_move(day(2026, 1, 31), -12, 7), day(2025, 2, 7));
    assert_int_equal(month_move(day(1, 1, 5), -14, 0), day(-1, 11, 5));
    assert_int_equal(month_move(INT32_MAX, 1, 0), INT32_MAX);
    assert_int_equal(month_move(INT32_MIN, 0, -7), INT32_MIN);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pictures),     cmocka_unit_test(test_small),
        cmocka_unit_test(test_signs_differ), cmocka_unit_test(test_any_size),
        cmocka_unit_test(test_extremes),     cmocka_unit_test(test_moving),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
