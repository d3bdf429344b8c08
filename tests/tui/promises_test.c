/* What becomes of promises: rest, a smaller one, an end, the trash; and what lessons made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/book.h"
#include "support/pledge.h"

/* ---- rest ---- */

static void test_rest_until_a_day(void **state)
{
    (void)state;
    char *home = pledge_home(3);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "z");
    rig_expect(rig, "Days of rest count neither for nor against.");
    rig_script(rig, "tomorrow<C-s>");
    rig_expect(rig, "A day is written like 2026-12-05.");
    rig_script(rig, "<C-u>2026-11-20<C-s>");
    rig_expect(rig, "Until a day from today on, please.");
    rig_script(rig, "<C-u>2026-11-23<Tab>a cold<C-s>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "= I will drink tea");
    rig_expect(rig, "every day · resting");
    rig_expect(rig, "3 days are open");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "2026: paused");
    rig_script(rig, "1");
    rig_expect_not(rig, "Promised for today");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_int_equal(promise.pause_count, 1);
    assert_int_equal(promise.pauses[0].days.from, PLEDGE_TODAY);
    assert_int_equal(promise.pauses[0].days.to, PLEDGE_TODAY + 2);
    assert_string_equal(promise.pauses[0].reason, "a cold");
    promise_free(&promise);
    rig = pledge_rig(.mend_home = home, .now = "2026-11-24T09:00:00");
    rig_expect(rig, "◎ I will drink tea");
    rig_expect_not(rig, "resting");
    rig_expect(rig, "3 days are open"); /* none of those of rest among them */
    book_leave(rig);
    folder_remove(home);
}

static void test_rest_without_an_end(void **state)
{
    (void)state;
    char *home = pledge_home(3);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "<Enter>z<C-s>");
    rig_expect(rig, "2026: paused");
    book_leave(rig);
    rig = pledge_rig(.mend_home = home, .now = "2027-08-01T09:00:00");
    rig_expect(rig, "every day · resting");
    rig_script(rig, "z"); /* taken up again */
    rig_expect(rig, "It holds again from today.");
    rig_expect(rig, "◎ I will drink tea");
    rig_expect_not(rig, "resting");
    rig_script(rig, "u");
    rig_expect(rig, "resting");
    rig_script(rig, "<Enter>z");
    rig_expect(rig, "2027: due today");
    rig_script(rig, "<Left>");
    rig_expect(rig, "2027: paused");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_int_equal(promise.pause_count, 1);
    assert_int_equal(promise.pauses[0].days.from, PLEDGE_TODAY);
    promise_free(&promise);
    folder_remove(home);
}

/* Taken up on the day it was laid down, it never rested. */
static void test_rest_and_not_after_all(void **state)
{
    (void)state;
    char *home = pledge_home(3);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "z<C-s>");
    rig_expect(rig, "resting");
    rig_script(rig, "z");
    rig_expect(rig, "◎ I will drink tea");
    rig_script(rig, "u");
    rig_expect(rig, "resting");
    rig_script(rig, "zz<C-s>"); /* and again */
    rig_expect(rig, "resting");
    book_leave(rig);
    folder_remove(home);
}

/* ---- smaller, other days ---- */

static void test_twice_not_offers_a_smaller_one(void **state)
{
    (void)state;
    char *home = pledge_home(5);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "x");
    rig_expect_not(rig, "Not this time, twice.");
    rig_script(rig, "<Enter><Left>x");
    rig_expect(rig, "Not this time, twice. It may be too big just now: s makes it smaller");
    pledge_expect_no_streak(rig);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Not this time, twice. It may be too big just now; s makes it smaller");
    pledge_expect_no_streak(rig);
    rig_script(rig, "p"); /* partly counts */
    rig_expect_not(rig, "Not this time, twice.");
    rig_script(rig, "u");
    rig_expect(rig, "Not this time, twice.");
    rig_script(rig, "s");
    rig_expect(rig, "drink tea");
    rig_expect(rig, "● every day");
    rig_script(rig, "<Tab><C-u>drink a sip<C-s>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "I will drink a sip every day");
    rig_expect_not(rig, "drink tea");
    rig_expect_not(rig, "Not this time, twice.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Before: I will drink tea, every day");
    rig_script(rig, "<Esc>v<Enter>");
    rig_expect(rig, "every day, ended");
    rig_expect(rig, "Since then: I will drink a sip, every day");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_int_equal(promise.follows, 1);
    assert_true(promise.smaller);
    promise_free(&promise);
    folder_remove(home);
}

static void test_other_days(void **state)
{
    (void)state;
    char *home = pledge_home(5);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "<Enter>o");
    rig_expect(rig, "● every day");
    rig_script(rig, "<Tab*7><Enter><Tab*2><Space><C-s>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "Since then: I will drink tea, Mon");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "I will drink tea Mon");
    rig_expect_not(rig, "every day");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_int_equal(promise.follows, 1);
    assert_false(promise.smaller);
    assert_int_equal(promise.schedule.weekdays, 1);
    promise_free(&promise);
    folder_remove(home);
}

/* The day of one that is to be kept once is there in the form of what follows it. */
static void test_a_smaller_one_by_the_same_day(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    pledge_add(session, "sort the letters", PLEDGE_ONCE(PLEDGE_TODAY + 9), PLEDGE_TODAY - 2);
    session_close(session);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "s<Tab><C-u>sort one letter<C-s>");
    rig_expect(rig, "I will sort one letter by 30 November 2026");
    book_leave(rig);
    folder_remove(home);
}

/* ---- the end ---- */

static void test_end_and_hold_again(void **state)
{
    (void)state;
    char *home = pledge_home(9);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "<Enter>E");
    rig_expect(rig, "Ended. It was yours to end.");
    rig_expect(rig, "every day, ended");
    rig_script(rig, "u");
    rig_expect_not(rig, "every day, ended");
    rig_script(rig, "E<Esc>");
    rig_expect(rig, "Nothing is promised here");
    rig_script(rig, "v");
    rig_expect(rig, "Ended");
    rig_expect(rig, "I will drink tea");
    rig_script(rig, "k"); /* no day of it is today */
    rig_expect_not(rig, "Kept.");
    rig_script(rig, "<Enter>E");
    rig_expect(rig, "It holds again.");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "No promise has ended yet.");
    rig_script(rig, "v");
    rig_expect(rig, "The trash is empty.");
    rig_script(rig, "v");
    rig_expect(rig, "◎ I will drink tea");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY, NULL), MARK_NONE);
    folder_remove(home);
}

/* Taken back, "hold again" leaves the end where it was. */
static void test_an_end_that_comes_back(void **state)
{
    (void)state;
    char *home = pledge_home(30);
    struct session *session = book_open(home);
    struct fault fault = {0};
    assert_int_equal(store_promise_end(session_store(session), 1, PLEDGE_TODAY - 20, &fault), OK);
    session_close(session);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "v<Enter>E");
    rig_expect(rig, "It holds again.");
    rig_script(rig, "u");
    rig_expect(rig, "every day, ended");
    book_leave(rig);
    session = book_open(home);
    struct promise promise = {0};
    assert_int_equal(store_promise_get(session_store(session), 1, &promise, &fault), OK);
    assert_int_equal(promise.ended, PLEDGE_TODAY - 20);
    promise_free(&promise);
    session_close(session);
    folder_remove(home);
}

/* ---- the trash ---- */

static void test_trash_and_back(void **state)
{
    (void)state;
    char *home = pledge_home(3);
    struct session *session = book_open(home);
    pledge_mark(session, 1, PLEDGE_TODAY - 1, MARK_KEPT, "medlars");
    session_close(session);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "d");
    rig_expect(rig, "In the trash, for 30 days. u brings it back.");
    rig_expect(rig, "Nothing is promised here");
    rig_script(rig, "u");
    rig_expect(rig, "◎ I will drink tea");
    rig_script(rig, "dvv");
    rig_expect(rig, "The trash");
    rig_expect(rig, "I will drink tea");
    rig_script(rig, "r");
    rig_expect(rig, "It is back.");
    rig_expect(rig, "The trash is empty.");
    rig_script(rig, "v");
    rig_expect(rig, "kept 1 of 1 in four weeks");
    rig_script(rig, "<Delete>vvd");
    rig_expect(rig, "Delete for good, with all that belongs to it?");
    rig_script(rig, "n");
    rig_expect_not(rig, "Delete for good, with");
    rig_expect(rig, "I will drink tea");
    rig_script(rig, "d<Esc>");
    rig_expect(rig, "I will drink tea");
    rig_script(rig, "dy");
    rig_expect(rig, "Deleted.");
    rig_expect(rig, "The trash is empty.");
    rig_script(rig, "vu");
    rig_expect(rig, "Nothing is promised here");
    book_leave(rig);
    assert_false(book_pages_hold(home, "drink tea"));
    assert_false(book_pages_hold(home, "medlars"));
    folder_remove(home);
}

/* What was half written about it goes with it. */
static void test_drafts_go_with_the_promise(void **state)
{
    (void)state;
    char *home = pledge_home(3);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "e<Tab><C-u>eat quinces<Esc>zmedlars<Esc>k<Enter>trowan<Esc>");
    rig_expect(rig, "waits there as a draft");
    rig_script(rig, "<Esc>dvvdy");
    rig_expect(rig, "Deleted.");
    book_leave(rig);
    assert_int_equal(pledge_drafts(home), 0);
    assert_false(book_pages_hold(home, "quinces"));
    assert_false(book_pages_hold(home, "medlars"));
    assert_false(book_pages_hold(home, "rowan"));
    folder_remove(home);
}

static void test_deleted_while_its_page_is_open(void **state)
{
    (void)state;
    char *home = pledge_home(3);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "November 2026");
    rig_sync(rig);
    struct session *session = book_open(home);
    struct fault fault = {0};
    assert_int_equal(store_record_delete(session_store(session), 1, &fault), OK);
    session_close(session);
    rig_script(rig, "k"); /* of what is there no more */
    rig_expect_not(rig, "Kept.");
    rig_script(rig, "<Esc><Esc>4");
    rig_expect(rig, "Nothing is promised here");
    book_leave(rig);
    folder_remove(home);
}

/* ---- what lessons made ---- */

static void test_made_in_a_lesson(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "2<Home><Down*2><Enter>");
    rig_expect(rig, "before you begin");
    for (int i = 0; i < 8 && !rig_shows(rig, "3.4 page"); i++)
        rig_script(rig, "<End><Enter>");
    rig_script(rig, "<Home><Tab>the tap runs<Enter>breathe out<Tab><Down><Enter><Esc><End><Enter>");
    rig_expect(rig, "3.5 page");
    rig_script(rig, "<Home><Tab>ask for ten minutes<Enter>3<Down>a yes<Enter>on Friday");
    rig_script(rig, "<Esc><End><Enter><Esc>");
    rig_script(rig, "4");
    rig_expect(rig, "To myself");
    rig_expect(rig, "When the tap runs, I will breathe out every day");
    rig_expect(rig, "Small tries at trust");
    rig_expect(rig, "ask for ten minutes");
    rig_script(rig, "1");
    rig_expect(rig, "◎ When the tap runs, I will breathe out");
    rig_script(rig, "4k1");
    rig_expect(rig, "● When the tap runs");
    book_leave(rig);
    rig = pledge_rig(.mend_home = home); /* nor twice */
    rig_expect(rig, "When the tap runs");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_string_equal(promise.record.origin.lesson, "3");
    promise_free(&promise);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rest_until_a_day),
        cmocka_unit_test(test_rest_without_an_end),
        cmocka_unit_test(test_rest_and_not_after_all),
        cmocka_unit_test(test_twice_not_offers_a_smaller_one),
        cmocka_unit_test(test_other_days),
        cmocka_unit_test(test_a_smaller_one_by_the_same_day),
        cmocka_unit_test(test_end_and_hold_again),
        cmocka_unit_test(test_an_end_that_comes_back),
        cmocka_unit_test(test_trash_and_back),
        cmocka_unit_test(test_drafts_go_with_the_promise),
        cmocka_unit_test(test_deleted_while_its_page_is_open),
        cmocka_unit_test(test_made_in_a_lesson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
