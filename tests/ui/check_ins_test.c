/* Check-ins: the list, one beside the one before, pictures, what changed; support/pictures.h. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/app/promises.h"
#include "mend/store/check_in.h"
#include "mend/store/experiment.h"
#include "support/decade.h"
#include "support/written.h"
#include "ui/record.h"
#include "ui/screens/check_in_screens.h"

#define MUST(call) assert_int_equal((call), OK)

enum { TODAY = 20778 /* 2026-11-21 */, O = SCALE_OPEN };

static struct store *store_of(struct bench *bench)
{
    return session_store(bench->ui.session);
}

static int64_t add(struct bench *bench, int32_t day, const int scales[CHECK_IN_SCALES],
                   const char *well, const char *hard, const char *ask)
{
    struct fault fault = {0};
    struct check_in_new new = {.day = day, .texts = {well, hard, ask}};
    int64_t id = 0;
    memcpy(new.scales, scales, sizeof new.scales);
    if (store_check_in_add(store_of(bench), &new, &id, &fault))
        fail_msg("%s", fault.text);
    clock_advance(&bench->clock, 1000);
    return id;
}

static void add_two(struct bench *bench)
{
    add(bench, TODAY - 9, (const int[]){3, 4, 6, 2, 5, O, 4}, "Slept.", "The phone again.", "");
    int64_t id =
        add(bench, TODAY - 2, (const int[]){4, 6, 7, O, 5, 6, O}, "I said no and it was fine.", "",
            "A quiet evening, and to be asked before plans are made.");
    struct check_in_shown shown = {
        .label = "Jo", .scales = {5, O, O, O, 4, O, 7}, .texts = {"The walk.", "", ""}};
    MUST(store_check_in_show(store_of(bench), id, &shown, NULL, NULL));
}

/* ---- nothing yet ---- */

static void test_empty(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "5");
    bench_expect_all(bench, "check-ins-empty");
    bench_resize(bench, 12, 40);
    bench_type(bench, END);
    bench_expect_shown(bench, "your head counts too");
    bench_type(bench, "w");
    bench_expect_shown(bench, "There is no check-in yet");
    bench_type(bench, "q");
    bench_type(bench, "v");
    bench_expect_shown(bench, "There is nothing to draw yet.");
    for (int i = 0; i < 9; i++) /* every picture, both ways, at every span */
        bench_type(bench, RIGHT "tss" UP DOWN HOME END "t");
    expect_nothing_kept();
}

static void test_beginning_leads_past_keeping(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "5n");
    expect_nothing_kept();
    assert_ptr_not_equal(bench->ui.top->type, &screen_check_ins);
}

static void test_unreadable(void **state)
{
    struct bench *bench = *state;
    break_store();
    bench_type(bench, "5");
    bench_expect(bench, "check-ins-unreadable-100x30");
    bench_type(bench, "v");
    bench_expect(bench, "pictures-unreadable-100x30");
    bench_type(bench, "\x1b");
    bench_type(bench, "w");
    bench_expect(bench, "changed-unreadable-100x30");
}

/* ---- a few ---- */

static void test_one(void **state)
{
    struct bench *bench = *state;
    add(bench, TODAY - 2, (const int[]){4, 6, 7, O, 5, 6, O}, "I said no and it was fine.", "", "");
    bench_type(bench, "5");
    bench_expect_all(bench, "check-ins-one");
    bench_type(bench, "\r");
    bench_expect_all(bench, "check-in-one");
    bench_type(bench, "\x1b");
    bench_type(bench, "v");
    bench_expect_all(bench, "pictures-one");
    bench_type(bench, "\x1b");
    bench_type(bench, "w");
    bench_expect_all(bench, "changed-too-few");
}

static void test_two(void **state)
{
    struct bench *bench = *state;
    add_two(bench);
    bench_type(bench, "5");
    bench_expect_all(bench, "check-ins-two");
    bench_type(bench, "\r");
    bench_expect_all(bench, "check-in-two");
    bench_resize(bench, 12, 40);
    bench_type(bench, END);
    bench_expect(bench, "check-in-two-end-40x12");
    bench_type(bench, "?");
    bench_resize(bench, 30, 100);
    bench_expect(bench, "check-in-keys-100x30");
}

static void test_the_form(void **state)
{
    struct bench *bench = *state;
    add_two(bench);
    bench_type(bench, "5n");
    bench_expect_shown(bench, "both may tell of the same days. That is fine.");
    bench_type(bench, "7");
    bench_expect_all(bench, "check-in-form");
    bench_type(bench, "\x1b");
    bench_expect_shown(bench, "n goes on with it");
}

/* Nothing is an alarm, and both ways are there at the smallest size. */
static void test_low_safety(void **state)
{
    struct bench *bench = *state;
    int64_t id = add(bench, TODAY, (const int[]){3, 4, 2, O, O, O, O}, "", "", "");
    bench_type(bench, "5");
    ui_push(&bench->ui, &screen_check_in, &(struct check_in_open){id, true});
    bench_expect_all(bench, "check-in-offer");
    int row;
    bench_resize(bench, 12, 40);
    ui_draw(&bench->ui);
    for (row = 0; row < 12; row++) { /* a click on the way opens it */
        const struct cell *cell = &bench->ui.canvas.cells[row * 40 + 3];
        if (cell->code_points[0] == 'F' && cell[1].code_points[0] == '1')
            break;
    }
    assert_true(row < 12);
    char click[32];
    snprintf(click, sizeof click, "\x1b[<0;%d;%dM", 5, row + 1);
    bench_type(bench, click);
    assert_ptr_equal(bench->ui.top->type, &screen_help);
    bench_type(bench, "\x1b");
    assert_ptr_equal(bench->ui.top->type, &screen_check_in);
}

static void test_what_the_head_says(void **state)
{
    static const struct {
        int32_t last;
        const char *weekly, *monthly;
    } rows[] = {
        {TODAY, "Sooner is fine, too", "Sooner is fine, too"},
        {TODAY - 3, "Sooner is fine, too", "due on 18 December. Sooner"},
        {TODAY - 4, "due on 24 November. There is no hurry.", "Sooner is fine, too"},
        {TODAY - 6, "due tomorrow", "Sooner is fine, too"},
        {TODAY - 7, "could be done today", "Sooner is fine, too"},
        {TODAY - 20, "could be done today", "due on 1 December. There is no hurry."},
        {TODAY - 400, "could be done today", "could be done today"},
    };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t id = add(bench, rows[i].last, (const int[]){5, 5, 5, 5, 5, 5, 5}, "", "", "");
        bench_type(bench, "15");
        bench_expect_shown(bench, rows[i].weekly);
        bench_type(bench, "y");
        bench_expect_shown(bench, "Once a month.");
        bench_expect_shown(bench, rows[i].monthly);
        bench_type(bench, "y");
        bench_expect_shown(bench, "Once a week.");
        MUST(store_record_delete(store_of(bench), id, NULL));
    }
}

/* ---- ten years ---- */

static void finish_lesson(struct bench *bench, const char *lesson)
{
    MUST(store_progress_set(store_of(bench), lesson, "closing", PAGE_DONE, NULL));
}

static void fill(struct bench *bench)
{
    add(bench, TODAY - 3650, (const int[]){5, 5, 5, 5, 5, 5, 5}, "", "", "");
    finish_lesson(bench, "1");
    decade_fill(store_of(bench), 1, TODAY, DECADE_DAYS);
}

static void test_decade(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "5");
    bench_expect_all(bench, "check-ins-decade");
    bench_type(bench, END);
    bench_expect_all(bench, "check-ins-decade-end");
    bench_type(bench, UP UP PAGE_UP PAGE_UP);
    bench_expect(bench, "check-ins-decade-middle-100x30");
    bench_type(bench, HOME "w");
    bench_expect_all(bench, "changed");
    bench_type(bench, END);
    bench_expect_all(bench, "changed-end");
}

static void test_pictures(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "5v");
    bench_expect_all(bench, "pictures-year");
    bench_type(bench, DOWN DOWN DOWN "1");
    bench_expect_all(bench, "pictures-quarter");
    bench_type(bench, "t");
    bench_expect_all(bench, "pictures-quarter-table");
    bench_type(bench, "t3");
    bench_expect_all(bench, "pictures-all");
    bench_type(bench, "t");
    bench_expect_all(bench, "pictures-all-table");
    bench_type(bench, "t2" LEFT LEFT);
    bench_expect(bench, "pictures-inventory-empty-100x30");
    bench_type(bench, LEFT);
    bench_expect_all(bench, "pictures-experiments");
    bench_type(bench, "t3" DOWN);
    bench_expect_all(bench, "pictures-experiments-table");
    bench_type(bench, "\r");
    assert_ptr_equal(bench->ui.top->type, &screen_record); /* what happened? */
}

/* The day one looks at stays the same through spans, pictures and both forms. */
static void test_place_is_kept(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "5v1" DOWN DOWN DOWN DOWN);
    struct str before = {0};
    struct str after = {0};
    bench_picture(bench, &before);
    bench_type(bench, "tt");
    bench_picture(bench, &after);
    assert_string_equal(str_text(&before), str_text(&after));
    str_truncate(&after, 0);
    bench_type(bench, "23" RIGHT RIGHT LEFT LEFT "s");
    bench_picture(bench, &after);
    assert_string_equal(str_text(&before), str_text(&after));
    str_free(&before);
    str_free(&after);
}

/* The first click selects, the second opens, in the line and in the table. */
static void test_clicks(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    for (int table = 0; table < 2; table++) {
        char click[32];
        bench_type(bench, "15v2");
        bench_type(bench, table ? "t" DOWN : DOWN);
        ui_draw(&bench->ui);
        snprintf(click, sizeof click, "\x1b[<0;%d;%dM", bench->ui.canvas.cursor_column + 1,
                 bench->ui.canvas.cursor_row + 1);
        bench_type(bench, UP);
        bench_type(bench, click);
        assert_ptr_equal(bench->ui.top->type, &screen_pictures);
        bench_type(bench, click);
        assert_ptr_equal(bench->ui.top->type, &screen_check_in);
        bench_expect_shown(bench, "November");
    }
    bench_type(bench, "5");
    bench_type(bench, "\x1b[<0;5;9M");
    assert_ptr_equal(bench->ui.top->type, &screen_check_ins);
    bench_type(bench, "\x1b[<0;5;9M");
    assert_ptr_equal(bench->ui.top->type, &screen_check_in);
}

static void test_gaps_are_gaps(void **state)
{
    struct bench *bench = *state;
    add(bench, TODAY - 80, (const int[]){O, 3, O, O, O, O, O}, "", "", "");
    add(bench, TODAY - 73, (const int[]){O, 5, O, O, O, O, O}, "", "", "");
    add(bench, TODAY - 21, (const int[]){O, 7, O, O, O, O, O}, "", "", "");
    add(bench, TODAY - 14, (const int[]){4, O, O, O, O, O, O}, "", "", "");
    add(bench, TODAY - 7, (const int[]){O, 6, O, O, O, O, O}, "", "", "");
    bench_type(bench, "5v1");
    bench_expect(bench, "pictures-gaps-100x30");
    bench_type(bench, "t");
    bench_expect(bench, "pictures-gaps-table-100x30");
}

static void test_adopted(void **state)
{
    struct bench *bench = *state;
    struct pairs values = {0};
    MUST(pairs_set(&values, "self", "6", NULL));
    MUST(pairs_set(&values, "calm", "3", NULL));
    MUST(store_answer_add(store_of(bench), "9", "first-check-in-alone", "rate", &values, NULL,
                          NULL));
    pairs_free(&values);
    for (int i = 0; i < 2; i++) { /* once, however often it is opened */
        size_t count = 0;
        bench_type(bench, "15");
        MUST(store_check_in_count(store_of(bench), &count, NULL));
        assert_int_equal(count, 1);
    }
    bench_type(bench, "\r");
    bench_expect_shown(bench, "From page 9.2.");
}

static void test_undo(void **state)
{
    struct bench *bench = *state;
    add_two(bench);
    bench_type(bench, "5d");
    bench_expect_shown(bench, "u brings it back");
    bench_expect_shown(bench, "Slept.");
    assert_false(bench_shows(bench, "I said no"));
    bench_type(bench, "u");
    bench_expect_shown(bench, "I said no");
    bench_type(bench, "\r");
    bench_type(bench, "d");
    assert_ptr_equal(bench->ui.top->type, &screen_check_ins);
    assert_false(bench_shows(bench, "I said no"));
    bench_type(bench, "u");
    bench_expect_shown(bench, "I said no");
}

static void test_plain_ascii(void **state)
{
    struct bench *bench = *state;
    add_two(bench);
    setlocale(LC_ALL, "C");
    bench_type(bench, "5");
    bench_expect(bench, "check-ins-ascii-100x30");
    bench_type(bench, "\r");
    bench_expect(bench, "check-in-ascii-100x30");
    bench_type(bench, "\x1b");
    bench_type(bench, "v1");
    bench_expect(bench, "pictures-ascii-100x30");
    setlocale(LC_ALL, "C.UTF-8");
}

int main(void)
{
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        BENCH_TEST(test_empty),         BENCH_TEST(test_beginning_leads_past_keeping),
        BENCH_TEST(test_unreadable),    BENCH_TEST(test_one),
        BENCH_TEST(test_two),           BENCH_TEST(test_the_form),
        BENCH_TEST(test_low_safety),    BENCH_TEST(test_what_the_head_says),
        BENCH_TEST(test_decade),        BENCH_TEST(test_pictures),
        BENCH_TEST(test_place_is_kept), BENCH_TEST(test_clicks),
        BENCH_TEST(test_gaps_are_gaps), BENCH_TEST(test_adopted),
        BENCH_TEST(test_undo),          BENCH_TEST(test_plain_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
