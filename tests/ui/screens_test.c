/* The screens, and the kinds that ask; see support/pictures.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/pictures.h"

static void test_today(void **state)
{
    struct bench *bench = *state;
    bench_expect_both(bench, "today-first");
    bench_type(bench, "\r");
    bench_expect_both(bench, "lesson-opening");
    bench_type(bench, "\x1b[F ");
    bench_type(bench, "\tHalf a sentence");
    bench_type(bench, "\x1b");
    bench_type(bench, "\x1b");
    bench_expect_both(bench, "today-later");
}

static void test_lessons(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "2");
    bench_expect_both(bench, "lessons");
    bench_type(bench, "j\r");
    bench_expect(bench, "lessons-not-written");
    bench_type(bench, "j\r");
    bench_expect(bench, "lessons-missing");
}

static void test_tabs_to_come(void **state)
{
    struct bench *bench = *state;
    for (char tab = '3'; tab <= '4'; tab++) {
        char name[32];
        char key[2] = {tab, 0};
        bench_type(bench, key);
        snprintf(name, sizeof name, "tab-%c", tab);
        bench_expect(bench, name);
    }
}

static void test_keys(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "?");
    bench_expect_both(bench, "keys");
    bench_type(bench, "\x1b");
    bench_expect(bench, "today-first-100x30");
}

static void test_reflect(void **state)
{
    struct bench *bench = *state;
    bench_begin_at(bench, 1);
    bench_expect_both(bench, "reflect-reading");
    bench_type(bench, "\t");
    bench_expect_both(bench, "reflect-empty");
    bench_type(bench,
               "Something plain, 日本 and e\xcc\x81, which goes on until it is wrapped at the "
               "edge of the column.\rAnd a second paragraph.");
    bench_expect_both(bench, "reflect-written");
    bench_type(bench, "\x13");
    bench_expect_both(bench, "reflect-kept");
    bench_come_back(bench);
    bench_type(bench, "\tOnce more");
    bench_expect_both(bench, "reflect-earlier");
}

static void test_rate(void **state)
{
    struct bench *bench = *state;
    bench_begin_at(bench, 2);
    bench_type(bench, "\t7\x1b[B10");
    bench_expect_both(bench, "rate");
    bench_type(bench, "\x13");
    clock_advance(&bench->clock, (int64_t)80 * 86400 * 1000);
    bench_come_back(bench);
    bench_type(bench, "\t3\x1b[Bs");
    bench_expect_both(bench, "rate-again");
}

static void test_check(void **state)
{
    struct bench *bench = *state;
    bench_begin_at(bench, 3);
    bench_type(bench, "\t \x1b[B\x1b[Bmine");
    bench_expect_both(bench, "check");
    bench_type(bench, "\x13");
    bench_come_back(bench);
    bench_expect(bench, "check-earlier");
}

static void test_choose(void **state)
{
    struct bench *bench = *state;
    bench_begin_at(bench, 4);
    bench_expect(bench, "choose-open");
    bench_type(bench, "\t\x1b[B ");
    bench_expect_both(bench, "choose");
    bench_type(bench, "\x13");
    bench_come_back(bench);
    bench_expect(bench, "choose-earlier");
}

static void test_sort(void **state)
{
    struct bench *bench = *state;
    bench_begin_at(bench, 5);
    bench_type(bench, "\t1\x1b[B");
    bench_expect_both(bench, "sort");
    bench_type(bench, "\x13");
    bench_come_back(bench);
    bench_expect(bench, "sort-earlier");
}

static void test_earlier_answers(void **state)
{
    struct bench *bench = *state;
    bench_begin_at(bench, 2);
    bench_type(bench, "\t7\x13");
    bench_type(bench, "8\x13");
    bench_type(bench, "e");
    bench_expect_both(bench, "earlier");
    bench_type(bench, "d");
    bench_expect(bench, "earlier-asking");
    bench_type(bench, "y");
    bench_expect(bench, "earlier-deleted");
}

static void test_closing(void **state)
{
    struct bench *bench = *state;
    bench_begin_at(bench, 6);
    bench_expect_both(bench, "closing");
    bench_type(bench, "\t9");
    bench_expect_both(bench, "closing-tense");
    bench_type(bench, "\x1b[F ");
    bench_expect(bench, "today-finished");
}

static void test_too_small(void **state)
{
    struct bench *bench = *state;
    bench_resize(bench, 8, 30);
    bench_expect(bench, "too-small");
    bench_resize(bench, 1, 1);
    bench_expect(bench, "too-small-1x1");
}

static void test_smallest(void **state)
{
    struct bench *bench = *state;
    bench_resize(bench, 12, 40);
    bench_expect(bench, "today-40x12");
    bench_type(bench, "\r");
    bench_expect(bench, "lesson-opening-40x12");
}

/* Gives the session another home, as if the program had been started with it. */
static void move_to(struct bench *bench, const char *home)
{
    struct fault fault = {0};
    while (bench->ui.top)
        ui_close_top(&bench->ui);
    session_close(bench->ui.session);
    struct session_options options = {home, "content", &bench->clock};
    if (session_open(&options, &bench->ui.session, &fault))
        fail_msg("%s", fault.text);
    ui_go(&bench->ui, TAB_TODAY);
}

static bool shows(struct bench *bench, const char *text)
{
    struct str now = {0};
    bench_picture(bench, &now);
    bool found = strstr(now.bytes, text) != NULL;
    str_free(&now);
    return found;
}

static void let_time_pass(struct bench *bench)
{
    clock_advance(&bench->clock, 5000);
    for (int i = 0; i < 3; i++) { /* a first edit comes back as a whole text, due at once */
        session_tick(bench->ui.session);
        session_drain(bench->ui.session);
    }
}

/* Nothing can be written: one goes on reading, is told, and keeps every word until it can be. */
static void test_without_a_disk(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(symlink("/proc/nowhere", "blocked"), 0); /* nothing can be made there */
    move_to(bench, "blocked/home");
    bench_begin_at(bench, 1);
    assert_true(shows(bench, "cannot make the folder"));
    bench_type(bench, "\r");
    assert_true(shows(bench, "page 1 of 5"));
    bench_type(bench, "\tkeep these words");
    let_time_pass(bench);
    assert_true(strlen(session_trouble(bench->ui.session)) > 0);
    bench_type(bench, "\x1b");
    bench_type(bench, "\x1b[F ");
    bench_type(bench, "\r"); /* the message about it */
    assert_true(shows(bench, "page 1 of 5"));
    assert_true(shows(bench, "keep these words"));
    bench_type(bench, "s\x7f"); /* to the next page and back */
    assert_true(shows(bench, "keep these words"));
    bench_type(bench, "\t and these");
    bench_type(bench, "\x1b");
    bench_type(bench, "\x1b");
    bench_type(bench, "q");
    assert_false(bench->ui.ended);
    assert_true(shows(bench, "If you quit now"));
    bench_type(bench, "\r");
    assert_int_equal(unlink("blocked"), 0);
    let_time_pass(bench);
    assert_string_equal(session_trouble(bench->ui.session), "");
    move_to(bench, "blocked/home");
    bench_type(bench, "\r\x1b[F "); /* the place could not be noted; the words are there */
    assert_true(shows(bench, "keep these words and these"));
}

/* No key leads anywhere a screen cannot be drawn, at any size. */
static void any_keys(struct bench *bench, int rounds)
{
    static const char *const keys[] = {
        " ",
        "\r",
        "\t",
        "\x1b",
        "\x1b[A",
        "\x1b[B",
        "\x1b[C",
        "\x1b[D",
        "\x1b[5~",
        "\x1b[6~",
        "\x1b[H",
        "\x1b[F",
        "\x1b[Z",
        "s",
        "e",
        "d",
        "y",
        "?",
        "f",
        "n",
        "o",
        "u",
        "r",
        "m",
        "<",
        ">",
        "1",
        "2",
        "6",
        "7",
        "c",
        "p",
        "0",
        "x",
        "\x13",
        "\x7f",
        "日",
        "\x1f",
        "\x12",
        "\x0b",
        "\x19",
        "\x1b[<0;20;9M",
        "\x1b[<65;9;9M",
        "\x1b[200~a\nb\x1b[201~",
    };
    uint32_t seed = 11;
    for (int round = 0; round < rounds; round++) {
        seed = seed * 1664525u + 1013904223u;
        bench_type(bench, keys[(seed >> 8) % (sizeof keys / sizeof keys[0])]);
        if (round % 25 == 0)
            bench_resize(bench, 1 + (int)((seed >> 4) % 60), 1 + (int)((seed >> 12) % 150));
        ui_draw(&bench->ui);
        const struct canvas *canvas = &bench->ui.canvas;
        assert_true(canvas->cursor_row < canvas->rows);
        assert_true(canvas->cursor_column < canvas->columns);
        assert_string_equal(session_trouble(bench->ui.session), "");
    }
}

static void test_any_keys_at_any_size(void **state)
{
    any_keys(*state, getenv("MEND_TORTURE") ? 50000 : 1500);
}

/* The same, let loose on each page of the kinds that build something. */
static void test_any_keys_in_lesson_four(void **state)
{
    struct bench *bench = *state;
    for (int page = 1; page <= 8; page++) {
        bench_resize(bench, 30, 100);
        ui_go(&bench->ui, TAB_LESSONS);
        bench_type(bench, "gjjj\r");
        for (int i = 0; i < page; i++)
            bench_type(bench, "\x1b[F ");
        any_keys(bench, getenv("MEND_TORTURE") ? 10000 : 300);
    }
}

int main(void)
{
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        BENCH_TEST(test_today),
        BENCH_TEST(test_lessons),
        BENCH_TEST(test_tabs_to_come),
        BENCH_TEST(test_keys),
        BENCH_TEST(test_reflect),
        BENCH_TEST(test_rate),
        BENCH_TEST(test_check),
        BENCH_TEST(test_choose),
        BENCH_TEST(test_sort),
        BENCH_TEST(test_earlier_answers),
        BENCH_TEST(test_closing),
        BENCH_TEST(test_too_small),
        BENCH_TEST(test_smallest),
        BENCH_TEST(test_without_a_disk),
        BENCH_TEST(test_any_keys_at_any_size),
        BENCH_TEST(test_any_keys_in_lesson_four),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
