/* Promises, limits and small tries, and Today beside them; see support/pictures.h. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/decade.h"
#include "support/pledge.h"
#include "support/written.h"

#define ESCAPE "\x1b"

/* Keys one at a time: a lone Esc would take the next one for its own. */
#define BACK(bench) bench_type((bench), ESCAPE)

/* Each section has something, in each state that is told of in other words. */
static void fill(struct bench *bench)
{
    struct session *s = bench->ui.session;
    struct fault fault = {0};
    struct schedule week = {.kind = SCHEDULE_WEEKDAYS, .weekdays = 0x15};
    struct promise_new tea = {
        .words = {.when = "I wake", .will = "drink tea before I look at the phone"},
        .schedule = PLEDGE_DAILY,
        .began = PLEDGE_TODAY - 50};
    struct promise_new ours = {
        .words = {.text = "Whoever comes home later than they said writes a line before it is "
                          "late, and the other one does not ask twice",
                  .between_us = true},
        .schedule = PLEDGE_WEEKLY(3),
        .began = PLEDGE_TODAY - 40};
    pledge_put(s, &tea);
    static const enum mark_kind kinds[] = {MARK_KEPT, MARK_KEPT, MARK_PARTLY,  MARK_KEPT,
                                           MARK_NOT,  MARK_NONE, MARK_RELEASED};
    for (int i = 45; i > 0; i--)
        if (kinds[i % 7] != MARK_NONE)
            pledge_mark(s, 1, PLEDGE_TODAY - i, kinds[i % 7],
                        i == 3 ? "The phone lay in the other room, and nobody died of it." : "");
    int64_t walk = pledge_add(s, "walk to the river", week, PLEDGE_TODAY - 10);
    pledge_mark(s, walk, PLEDGE_TODAY - 1, MARK_NOT, "");
    pledge_mark(s, walk, PLEDGE_TODAY - 3, MARK_NOT, "");
    int64_t rests = pledge_add(s, "swim", PLEDGE_DAILY, PLEDGE_TODAY - 20);
    pledge_rest(s, rests, PLEDGE_TODAY - 4, DAY_OPEN);
    pledge_add(s, "sort the letters", PLEDGE_ONCE(PLEDGE_TODAY - 2), PLEDGE_TODAY - 20);
    pledge_put(s, &ours);
    int64_t limit = pledge_limit(s, "When voices get loud, I leave the room");
    pledge_event(s, limit, BOUNDARY_KEPT, PLEDGE_TODAY - 9, "went round the block");
    pledge_event(s, limit, BOUNDARY_CROSSED, PLEDGE_TODAY - 5, "");
    pledge_event(s, limit, BOUNDARY_RENEGOTIATED, PLEDGE_TODAY - 4,
                 "ten minutes, then I come back");
    pledge_limit(s, "My letters are mine");
    pledge_try(s, "ask for a call when it gets late", PLEDGE_TODAY, 4);
    pledge_try(s, "leave the notebook on the table", PLEDGE_TODAY + 5, 4);
    int64_t told = pledge_try(s, "say that I was hurt", PLEDGE_TODAY - 5, 4);
    pledge_told(s, told, 7, PLEDGE_TODAY - 4);
    int64_t over = pledge_add(s, "run every morning", PLEDGE_DAILY, PLEDGE_TODAY - 60);
    struct promise_new smaller = {.words = {.will = "stand outside for a minute"},
                                  .schedule = PLEDGE_DAILY,
                                  .began = PLEDGE_TODAY - 8,
                                  .follows = over,
                                  .smaller = true};
    pledge_put(s, &smaller);
    int64_t gone = pledge_add(s, "write a page", PLEDGE_DAILY, PLEDGE_TODAY - 60);
    assert_int_equal(store_record_trash(session_store(s), gone, &fault), OK);
    clock_advance(&bench->clock, 60000);
    int64_t line = pledge_limit(s, "No shouting through doors");
    assert_int_equal(store_record_trash(session_store(s), line, &fault), OK);
}

static void test_nothing_yet(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "4");
    bench_expect_all(bench, "promises-empty");
    bench_type(bench, "v");
    bench_expect_both(bench, "promises-ended-empty");
    bench_type(bench, "v");
    bench_expect_both(bench, "promises-trash-empty");
}

static void test_list(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "4");
    bench_expect_all(bench, "promises-list");
    bench_type(bench, DOWN);
    bench_expect_all(bench, "promises-smaller");
    bench_type(bench, "x");
    bench_expect_both(bench, "promises-marked");
    bench_type(bench, "G");
    bench_expect_all(bench, "promises-list-end");
    bench_type(bench, UP UP UP UP);
    bench_expect_both(bench, "promises-list-limit");
    bench_type(bench, "?");
    bench_expect_both(bench, "promises-keys");
}

static void test_list_in_ascii(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    setlocale(LC_ALL, "C");
    bench_type(bench, "4");
    bench_expect(bench, "promises-ascii");
    bench_type(bench, "\r");
    bench_expect(bench, "promise-calendar-ascii");
    setlocale(LC_ALL, "C.UTF-8");
}

static void test_ended_and_trash(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "4v");
    bench_expect_all(bench, "promises-ended");
    bench_type(bench, "v");
    bench_expect_all(bench, "promises-trash");
    bench_type(bench, DOWN "d");
    bench_expect_all(bench, "promises-deleting");
}

static void test_calendar(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "4\r");
    bench_expect_all(bench, "promise-calendar");
    bench_type(bench, LEFT LEFT LEFT);
    bench_expect_all(bench, "promise-note");
    bench_type(bench, PAGE_UP PAGE_UP PAGE_UP);
    bench_expect_both(bench, "promise-before");
    BACK(bench);
    bench_type(bench, DOWN "\r");
    bench_expect_all(bench, "promise-smaller");
    BACK(bench);
    bench_type(bench, DOWN "\r");
    bench_expect_both(bench, "promise-resting");
    BACK(bench);
    bench_type(bench, "v\r");
    bench_expect_all(bench, "promise-ended");
}

static void test_line(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "4" DOWN DOWN DOWN DOWN "\r");
    bench_expect_all(bench, "promise-line");
}

static void test_limit(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "4" DOWN DOWN DOWN DOWN DOWN DOWN "\r");
    bench_expect_all(bench, "limit");
    bench_type(bench, DOWN DOWN);
    bench_expect_all(bench, "limit-end");
    bench_type(bench, "x");
    bench_expect_all(bench, "limit-crossed");
    BACK(bench);
    BACK(bench);
    bench_type(bench, DOWN "\r");
    bench_expect_both(bench, "limit-empty");
}

static void test_form(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "4n");
    bench_expect_all(bench, "promise-form");
    bench_type(bench, "the water is on\tstand still\t\t\t\t\r");
    bench_expect_all(bench, "promise-form-once");
    bench_type(bench, "\t\t\t\t\x13");
    bench_expect(bench, "promise-form-missing-100x30");
    bench_resize(bench, 12, 40);
    bench_type(bench, "\x13"); /* the last row has no room for that */
    bench_expect(bench, "promise-form-missing-40x12");
    bench_type(bench, "\r");
    bench_type(bench, "\x1b[Z\x1b[Z\r\t\t \t \t");
    bench_expect_all(bench, "promise-form-weekdays");
}

static void test_other_forms(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "4e");
    bench_expect_both(bench, "promise-words");
    BACK(bench);
    bench_type(bench, "z");
    bench_expect_all(bench, "promise-rest");
    BACK(bench);
    bench_type(bench, DOWN "s");
    bench_expect_both(bench, "promise-follow");
    BACK(bench);
    bench_type(bench, "kx\r" LEFT "t");
    bench_expect_both(bench, "promise-note-form");
    BACK(bench);
    BACK(bench);
    bench_type(bench, "l");
    bench_expect_both(bench, "limit-form");
    BACK(bench);
    bench_type(bench, "a");
    bench_expect_all(bench, "try-form");
    BACK(bench);
    bench_type(bench, "G\r");
    bench_expect_all(bench, "try-told");
}

static void test_today(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "1");
    bench_expect_all(bench, "today-promises");
    bench_type(bench, DOWN DOWN "k");
    bench_expect_all(bench, "today-promises-kept");
    for (int i = 0; i < 3; i++)
        pledge_add(bench->ui.session, "sit down for a minute", PLEDGE_DAILY, PLEDGE_TODAY);
    bench_type(bench, "4");
    bench_type(bench, "1" DOWN DOWN DOWN DOWN DOWN);
    bench_expect_all(bench, "today-promises-many");
}

/* Ten years of it open, and can be gone through from one end to the other. */
static void test_ten_years(void **state)
{
    struct bench *bench = *state;
    struct fault fault = {0};
    assert_int_equal(session_begin(bench->ui.session, &fault), OK);
    decade_fill(session_store(bench->ui.session), 1, PLEDGE_TODAY, DECADE_DAYS);
    bench_type(bench, "4");
    bench_expect(bench, "promises-ten-years");
    for (int i = 0; i < DECADE_PROMISES + DECADE_BOUNDARIES + DECADE_EXPERIMENTS; i++) {
        bench_type(bench, "\r");
        bench_expect_shown(bench, "Esc");
        BACK(bench);
        bench_type(bench, DOWN);
    }
    bench_expect(bench, "promises-ten-years-end");
    bench_type(bench, "g\r");
    bench_expect(bench, "promise-ten-years");
    for (int i = 0; i < 130; i++)
        bench_type(bench, PAGE_UP);
    bench_expect(bench, "promise-ten-years-ago");
    BACK(bench);
    bench_type(bench, "v");
    bench_expect(bench, "promises-ten-years-ended");
    bench_type(bench, "1");
    bench_expect(bench, "today-ten-years");
}

int main(void)
{
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        BENCH_TEST(test_nothing_yet),   BENCH_TEST(test_list),
        BENCH_TEST(test_list_in_ascii), BENCH_TEST(test_ended_and_trash),
        BENCH_TEST(test_calendar),      BENCH_TEST(test_line),
        BENCH_TEST(test_limit),         BENCH_TEST(test_form),
        BENCH_TEST(test_other_forms),   BENCH_TEST(test_today),
        BENCH_TEST(test_ten_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
