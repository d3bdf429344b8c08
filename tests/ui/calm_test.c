/* Calm: the list of practices, one of them, what helped before; see support/pictures.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/pictures.h"

static bool shows(struct bench *bench, const char *text)
{
    struct str now = {0};
    bench_picture(bench, &now);
    bool found = strstr(now.bytes, text) != NULL;
    str_free(&now);
    return found;
}

/* A lesson was begun some time ago, so there is a place where things are kept. */
static void begin_something(struct bench *bench)
{
    bench_begin_at(bench, 1);
    bench_type(bench, "\x1b");
    assert_int_equal(access("home", F_OK), 0);
}

/* The practice ROW rows down, with BEFORE and AFTER, gone through to its end. */
static void practise(struct bench *bench, int row, char before, char after)
{
    char keys[64];
    bench_type(bench, "\x1b"); /* off a scale, to which 6 is a number */
    bench_type(bench, "6g");
    while (row-- > 0)
        bench_type(bench, "j");
    snprintf(keys, sizeof keys, "\r\t%c\x1b[B\r", before);
    bench_type(bench, keys);
    clock_advance(&bench->clock, 600 * 1000);
    snprintf(keys, sizeof keys, "\r%c", after);
    bench_type(bench, keys);
}

static void test_list(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "6");
    bench_expect_both(bench, "calm");
    bench_type(bench, "j");
    bench_expect_both(bench, "calm-second");
    bench_resize(bench, 12, 40);
    bench_expect(bench, "calm-second-40x12");
}

static void test_nothing_is_kept_unasked(void **state)
{
    struct bench *bench = *state;
    practise(bench, 0, '7', '3');
    bench_expect_both(bench, "calm-not-kept");
    bench_type(bench, "\x1b");
    bench_type(bench, "\r");
    assert_false(shows(bench, "A little lower")); /* and nothing was */
    bench_type(bench, "\x1b[F\x1b[A\r");
    assert_true(shows(bench, "There is nothing to keep yet."));
    assert_int_not_equal(access("home", F_OK), 0);
    bench_resize(bench, 12, 40);
    bench_type(bench, "\x1b");
    bench_type(bench, "\r\t");
    bench_expect(bench, "calm-not-kept-40x12");
}

static void test_keeping(void **state)
{
    struct bench *bench = *state;
    practise(bench, 0, '7', '3');
    bench_type(bench, "\t\r");
    bench_expect(bench, "calm-kept");
    assert_int_equal(access("home", F_OK), 0);
    bench_type(bench, "\r");
    bench_expect_both(bench, "calm-helped");
}

static void test_replies(void **state)
{
    struct bench *bench = *state;
    begin_something(bench);
    practise(bench, 0, '4', '6');
    bench_expect(bench, "calm-worse");
    practise(bench, 0, '4', '4');
    bench_expect(bench, "calm-same");
    practise(bench, 0, '9', '8');
    bench_expect(bench, "calm-high");
    bench_type(bench, "e");
    bench_expect(bench, "calm-earlier");
    bench_type(bench, "\x1b");
    bench_type(bench, "\x1b");
    assert_true(shows(bench, "lower afterwards 1 of 3 times"));
}

/* What helped most often comes first, and says so. */
static void test_what_helped_comes_first(void **state)
{
    struct bench *bench = *state;
    begin_something(bench);
    practise(bench, 1, '6', '2'); /* the second of the list, which is the first from now on */
    practise(bench, 1, '6', '5');
    practise(bench, 0, '6', '2');
    practise(bench, 0, '6', '2'); /* the same numbers another time are another time */
    bench_type(bench, "\x1b");
    bench_expect_both(bench, "calm-most-helpful");
    assert_true(shows(bench, "lower afterwards 3 of 3 times"));
}

/* What was begun and not brought to its end waits, in the list and on its page. */
static void test_half_done(void **state)
{
    struct bench *bench = *state;
    begin_something(bench);
    bench_type(bench, "6\r\t7");
    bench_type(bench, "\x1b");
    bench_expect(bench, "calm-begun");
    bench_type(bench, "\r");
    assert_true(shows(bench, "7"));
    assert_false(shows(bench, "Keep this"));
    bench_type(bench, "\x1b[F\x1b[A2\x13");
    assert_true(shows(bench, "Kept."));
    bench_type(bench, "\x1b");
    assert_false(shows(bench, "it waits"));
}

/* Whoever wants no numbers needs none: nothing waits for them afterwards. */
static void test_without_numbers(void **state)
{
    struct bench *bench = *state;
    begin_something(bench);
    bench_type(bench, "6\r\t\x1b[B\r\x1b"); /* begun, and left at once */
    bench_type(bench, "\x1b");
    assert_true(shows(bench, "A slow breath"));
    assert_false(shows(bench, "it waits"));
    bench_type(bench, "\r\t\x1b[B\r");
    clock_advance(&bench->clock, 600 * 1000);
    bench_type(bench, "\r\x1b");
    assert_true(shows(bench, "Your answer is kept."));
    assert_false(shows(bench, "it waits"));
    bench_type(bench, "\re");
    assert_true(shows(bench, "2 min"));
}

int main(void)
{
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        BENCH_TEST(test_list),
        BENCH_TEST(test_nothing_is_kept_unasked),
        BENCH_TEST(test_keeping),
        BENCH_TEST(test_replies),
        BENCH_TEST(test_what_helped_comes_first),
        BENCH_TEST(test_half_done),
        BENCH_TEST(test_without_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
