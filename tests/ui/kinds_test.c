/* The kinds that build something, and what stands around the lessons; see support/pictures.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/pictures.h"

/* Lesson 4 of the test lessons has them. */
static void begin_fourth(struct bench *bench, int page)
{
    bench_type(bench, "2jjj\r\x1b[F ");
    while (page-- > 1)
        bench_type(bench, "\x1b[F ");
}

static void test_build(void **state)
{
    struct bench *bench = *state;
    begin_fourth(bench, 1);
    bench_expect(bench, "build-alone");
    bench_type(bench, "f\t");
    bench_expect_both(bench, "build-empty");
    bench_type(bench, "you were never there.\r");
    bench_type(bench, "ignored");
    bench_expect_both(bench, "build-nudges");
    bench_type(bench, "\t\r");
    bench_expect_both(bench, "feelings");
    bench_type(bench, "jl\r");
    bench_type(bench, "\x1b");
    bench_type(bench, "\ta text at ten\t");
    bench_expect_both(bench, "build-whole");
    bench_type(bench, "\r\t\t ");
    bench_expect_both(bench, "build-kept");
    bench_type(bench, "\x13\x1b");
    bench_type(bench, "\x1b");
    bench_type(bench, "G\r");
    bench_expect_both(bench, "words");
    bench_type(bench, "d");
    bench_expect(bench, "words-asking");
    bench_type(bench, "y");
    bench_expect(bench, "words-none");
}

static void test_list(void **state)
{
    struct bench *bench = *state;
    begin_fourth(bench, 2);
    bench_type(bench, "\t");
    bench_expect_both(bench, "list-empty");
    bench_type(bench, "Ask for salt\rSing with the window open\r");
    bench_type(bench, "\x1b");
    bench_type(bench, "\t3j8");
    bench_expect_both(bench, "list-weighted");
    bench_type(bench, "<");
    bench_expect(bench, "list-moved");
    bench_type(bench, "d");
    bench_expect(bench, "list-taken-off");
    bench_type(bench, "u");
    bench_expect(bench, "list-brought-back");
    bench_type(bench, "\r now and then");
    bench_expect(bench, "list-other-words");
    bench_type(bench, "\r\t"); /* the line is empty again, and Tab goes on from the list */
    bench_expect(bench, "list-changed");
    bench_type(bench, "\x1b[Z\x1b[F\x1b[A");
    bench_expect(bench, "list-ideas");
    bench_type(bench, "\r");
    bench_expect(bench, "list-idea-taken");
}

static void test_breathe(void **state)
{
    struct bench *bench = *state;
    begin_fourth(bench, 4);
    bench_type(bench, "\t7\x1b[B");
    bench_expect_both(bench, "breathe");
    bench_type(bench, "\r");
    clock_advance(&bench->clock, 2000);
    bench_expect_both(bench, "practice-in");
    clock_advance(&bench->clock, 3000);
    bench_expect(bench, "practice-wait");
    clock_advance(&bench->clock, 4000);
    bench_expect(bench, "practice-out");
    bench_type(bench, "m");
    bench_expect_both(bench, "practice-still");
    bench_type(bench, " ");
    clock_advance(&bench->clock, 60000);
    bench_expect(bench, "practice-paused");
    bench_type(bench, " ");
    clock_advance(&bench->clock, 5000);
    bench_expect(bench, "practice-second-round");
    clock_advance(&bench->clock, 120000);
    bench_expect(bench, "practice-over");
    bench_type(bench, "\r3");
    bench_expect(bench, "breathe-better");
    bench_type(bench, "9");
    bench_expect(bench, "breathe-high");
    bench_type(bench, "7");
    bench_expect(bench, "breathe-same");
}

static void test_promise_and_experiment(void **state)
{
    struct bench *bench = *state;
    begin_fourth(bench, 5);
    bench_type(bench, "\tthe tap runs\tbreathe out\t\r");
    bench_expect_both(bench, "promise");
    bench_type(bench, "\t\t\t\task for a lift\r4\x1b[Bthey say yes\ton Friday");
    bench_expect_both(bench, "experiment");
}

static void test_letter(void **state)
{
    struct bench *bench = *state;
    begin_fourth(bench, 6);
    bench_expect_both(bench, "letter-undecided");
    bench_type(bench, "\t\x1b[B\rDear you, it rains.\t2027-03-01");
    bench_expect_both(bench, "letter-sealed");
    bench_type(bench, "\x1b");
    bench_type(bench, "\x1b[F \x7f"); /* on, and back */
    bench_expect(bench, "letter-closed");
    bench_type(bench, "e");
    bench_expect(bench, "letter-behind-its-seal");
    bench_type(bench, "o");
    bench_expect(bench, "letter-asking");
    bench_type(bench, "y");
    bench_expect(bench, "letter-opened");
    bench_type(bench, "\x1b");
    bench_type(bench, "\t\x1b[B\x1b[B\rNobody will read this.");
    bench_expect_both(bench, "letter-burning");
    bench_type(bench, "\t\r");
    bench_expect(bench, "letter-burned");
}

static void test_plan(void **state)
{
    struct bench *bench = *state;
    begin_fourth(bench, 7);
    bench_type(bench, "\t");
    bench_expect_both(bench, "plan-empty");
    bench_type(bench, "Ten minutes outside\r");
    bench_type(bench, "\x13");
    bench_come_back(bench);
    bench_expect_both(bench, "plan-gone-on-with");
}

static void test_cards(void **state)
{
    struct bench *bench = *state;
    begin_fourth(bench, 8);
    bench_type(bench, "\t1\x1b[B2n");
    bench_expect_both(bench, "cards-second-hand");
    bench_type(bench, "n\t");
    bench_expect(bench, "cards-choose");
}

static void test_ending(void **state)
{
    struct bench *bench = *state;
    begin_fourth(bench, 9);
    bench_expect_both(bench, "ending");
    bench_type(bench, "\t9");
    bench_expect_both(bench, "ending-tense");
}

static void test_summary(void **state)
{
    struct bench *bench = *state;
    bench_begin_at(bench, 2);
    bench_type(bench, "\t4\x1b[B5\x13");
    clock_advance(&bench->clock, (int64_t)80 * 86400 * 1000);
    bench_type(bench, "7\x13\x1b");
    bench_type(bench, "\x1b");
    bench_type(bench, "2jjjj\r\x1b[F ");
    bench_expect_both(bench, "summary");
}

static void test_questions(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "2Gk\r");
    bench_expect_both(bench, "questions");
    bench_type(bench, "j\r");
    bench_expect_both(bench, "questions-answer");
    bench_type(bench, "\r"); /* nothing is kept yet: past the page that says so */
    bench_expect(bench, "questions-before-you-begin");
}

static void test_starting_over(void **state)
{
    struct bench *bench = *state;
    bench_begin_at(bench, 2);
    bench_type(bench, "2r");
    bench_expect(bench, "lessons-start-over");
    bench_type(bench, "y");
    bench_expect(bench, "lessons-started-over");
}

int main(void)
{
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        BENCH_TEST(test_build),         BENCH_TEST(test_list),
        BENCH_TEST(test_breathe),       BENCH_TEST(test_promise_and_experiment),
        BENCH_TEST(test_letter),        BENCH_TEST(test_plan),
        BENCH_TEST(test_cards),         BENCH_TEST(test_ending),
        BENCH_TEST(test_summary),       BENCH_TEST(test_questions),
        BENCH_TEST(test_starting_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
