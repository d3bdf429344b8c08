/* The calendar of days written about; see support/pictures.h. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/written.h"
#include "ui/screens/journal_screens.h"

static void open_calendar(struct bench *bench, struct calendar_choice *choice, const char *day)
{
    *choice = (struct calendar_choice){0};
    snprintf(choice->day, sizeof choice->day, "%s", day);
    ui_push(&bench->ui, &screen_calendar, choice);
    ui_draw(&bench->ui);
}

static void test_calendar_of_nothing(void **state)
{
    struct bench *bench = *state;
    struct calendar_choice choice;
    open_calendar(bench, &choice, "2026-11-21");
    bench_expect_all(bench, "calendar-empty");
    bench_type(bench, "\r");
    bench_expect_shown(bench, "Nothing is written for this day.");
    bench_type(bench, HOME);
    bench_expect_shown(bench, "Nothing is written yet.");
    bench_type(bench, END);
    bench_expect_shown(bench, "Nothing is written yet.");
    bench_type(bench, "\x1b");
    assert_int_equal(choice.made, CALENDAR_NOTHING);
    expect_nothing_kept();
}

static void test_calendar_of_ten_years(void **state)
{
    struct bench *bench = *state;
    struct calendar_choice choice;
    bench_write_ten_years(bench);
    open_calendar(bench, &choice, "2026-11-21");
    bench_expect_all(bench, "calendar");
    bench_type(bench, HOME);
    bench_expect_shown(bench, "Tuesday 3 January 2017");
    bench_type(bench, END);
    bench_expect_shown(bench, "Saturday 21 November 2026, today");
    bench_type(bench, LEFT);
    bench_expect(bench, "calendar-yesterday-100x30");
    bench_type(bench, "yyt\x1b[5~\x1b[5~\x1b[5~\x1b[5~\x1b[5~\x1b[5~");
    bench_expect_all(bench, "calendar-half-a-year-ago");
    bench_resize(bench, 60, 200);
    bench_expect(bench, "calendar-200x60");
    bench_type(bench, "?");
    bench_resize(bench, 30, 100);
    bench_expect(bench, "calendar-keys-100x30");
}

static void test_moving_in_the_calendar(void **state)
{
    static const struct {
        const char *from, *keys, *day;
    } rows[] = {
        {"2026-11-30", RIGHT, "Tuesday 1 December 2026"},
        {"2026-11-01", LEFT, "Saturday 31 October 2026"},
        {"2026-12-31", "l", "Friday 1 January 2027"},
        {"2027-01-01", "h", "Thursday 31 December 2026"},
        {"2026-12-28", DOWN, "Monday 4 January 2027"},
        {"2026-01-03", UP, "Saturday 27 December 2025"},
        {"2026-11-21", "jk", "Saturday 21 November 2026, today"},
        {"2024-02-28", "l", "Thursday 29 February 2024"},
        {"2024-02-29", "l", "Friday 1 March 2024"},
        {"2023-02-28", "l", "Wednesday 1 March 2023"},
        {"1900-02-28", "l", "Thursday 1 March 1900"},
        {"2100-02-28", "l", "Monday 1 March 2100"},
        {"2000-02-28", "l", "Tuesday 29 February 2000"},
        {"2026-01-31", PAGE_DOWN, "Saturday 28 February 2026"},
        {"2026-03-31", PAGE_UP, "Saturday 28 February 2026"},
        {"2026-12-15", PAGE_DOWN, "Friday 15 January 2027"},
        {"2026-01-15", WHEEL_UP, "Monday 15 December 2025"},
        {"2026-12-15", WHEEL_DOWN, "Friday 15 January 2027"},
        {"2024-02-29", "y", "Tuesday 28 February 2023"},
        {"2024-02-29", "Y", "Friday 28 February 2025"},
        {"2020-02-29", "YYYY", "Wednesday 28 February 2024"},
        {"1900-01-01", LEFT, "Monday 1 January 1900"},
        {"1900-01-20", UP UP UP UP PAGE_UP "y", "Monday 1 January 1900"},
        {"2200-12-31", RIGHT, "Wednesday 31 December 2200"},
        {"2200-11-30", "YY" DOWN DOWN DOWN DOWN DOWN, "Wednesday 31 December 2200"},
        {"1950-06-06", "t", "Saturday 21 November 2026, today"},
        {"no day", "", "Saturday 21 November 2026, today"},
        {"2026-02-31", "", "Saturday 21 November 2026, today"},
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int size = 0; size < 3; size++) {
            struct calendar_choice choice;
            bench_resize(bench, size == 0 ? 12 : size == 1 ? 16 : 30, size * 30 + 40);
            open_calendar(bench, &choice, rows[i].from);
            bench_type(bench, rows[i].keys);
            bench_expect_shown(bench, rows[i].day);
            assert_true(bench->ui.canvas.cursor_row > 1);
            bench_type(bench, "\x1b");
        }
    expect_nothing_kept();
}

static void test_choosing_a_day(void **state)
{
    struct bench *bench = *state;
    struct calendar_choice choice;
    bench_write(bench, "2026-11-03", "One two three");
    bench_write(bench, "2026-11-03", "Four");
    bench_write(bench, "2026-12-24", "Ahead of its time");
    open_calendar(bench, &choice, "2026-11-03");
    bench_expect_shown(bench, "2 entries, 4 words");
    bench_type(bench, "\r");
    assert_int_equal(choice.made, CALENDAR_SHOW);
    assert_string_equal(choice.day, "2026-11-03");
    open_calendar(bench, &choice, "2026-11-21");
    bench_type(bench, LEFT "n");
    assert_int_equal(choice.made, CALENDAR_WRITE);
    assert_string_equal(choice.day, "2026-11-20");
    open_calendar(bench, &choice, "2026-11-21");
    bench_type(bench, "n");
    assert_int_equal(choice.made, CALENDAR_WRITE);
    open_calendar(bench, &choice, "2026-11-22");
    bench_type(bench, "n");
    bench_expect_shown(bench, "A day to come can wait until it is here.");
    assert_int_equal(choice.made, CALENDAR_NOTHING);
    bench_type(bench, END);
    bench_expect_shown(bench, "1 entry, 4 words");
    bench_type(bench, " ");
    assert_int_equal(choice.made, CALENDAR_SHOW);
    assert_string_equal(choice.day, "2026-12-24");
}

/* The first click selects, the second shows. */
static void test_clicking_at_a_day(void **state)
{
    struct bench *bench = *state;
    struct calendar_choice choice;
    bench_write(bench, "2026-11-05", "One two three");
    for (int size = 0; size < 3; size++) {
        char click[32];
        bench_resize(bench, size == 0 ? 12 : size == 1 ? 16 : 30, size * 30 + 40);
        open_calendar(bench, &choice, "2026-11-05");
        snprintf(click, sizeof click, "\x1b[<0;%d;%dM", bench->ui.canvas.cursor_column + 1,
                 bench->ui.canvas.cursor_row + 1);
        bench_type(bench, RIGHT);
        bench_expect_shown(bench, "Friday 6 November 2026");
        bench_type(bench, click);
        bench_expect_shown(bench, "Thursday 5 November 2026");
        assert_int_equal(choice.made, CALENDAR_NOTHING);
        bench_type(bench, "\x1b[<0;1;3M"); /* beside it */
        bench_expect_shown(bench, "Thursday 5 November 2026");
        bench_type(bench, click);
        assert_int_equal(choice.made, CALENDAR_SHOW);
    }
}

static void test_a_store_that_cannot_be_read(void **state)
{
    struct bench *bench = *state;
    struct calendar_choice choice;
    break_store();
    open_calendar(bench, &choice, "2026-11-21");
    bench_expect_all(bench, "calendar-unreadable");
    bench_type(bench, LEFT "\r");
    assert_ptr_equal(bench->ui.top->type, &screen_message); /* in full, on top */
    bench_type(bench, "\x1b");
    bench_type(bench, "\x1b");
    assert_int_equal(choice.made, CALENDAR_NOTHING);
}

static void test_plain_ascii(void **state)
{
    struct bench *bench = *state;
    struct calendar_choice choice;
    bench_write_ten_years(bench);
    setlocale(LC_ALL, "C");
    open_calendar(bench, &choice, "2026-11-20");
    bench_expect(bench, "calendar-ascii-100x30");
    setlocale(LC_ALL, "C.UTF-8");
}

int main(void)
{
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        BENCH_TEST(test_calendar_of_nothing),
        BENCH_TEST(test_calendar_of_ten_years),
        BENCH_TEST(test_moving_in_the_calendar),
        BENCH_TEST(test_choosing_a_day),
        BENCH_TEST(test_clicking_at_a_day),
        BENCH_TEST(test_a_store_that_cannot_be_read),
        BENCH_TEST(test_plain_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
