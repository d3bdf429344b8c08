/* The form of a promise: what it asks, what it says of what is missing, and its drafts. */
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

/* From the field "in words of your own" to the rows below "How often?". */
#define TO_US "<Tab><Tab>"
#define TO_ONCE "<Tab*3>"
#define TO_DAILY "<Tab*4>"
#define TO_WEEKDAYS "<Tab*5>"
#define TO_WEEKLY "<Tab*6>"

/* Over an empty home it is first asked how things are kept. */
static void test_first_of_all_where_it_is_kept(void **state)
{
    (void)state;
    static const char *const keys[] = {"n", "l", "a"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char *home = folder_make();
        struct rig *rig = pledge_rig(.mend_home = home);
        rig_expect(rig, "Nothing is promised here, and nothing has to be.");
        rig_script(rig, keys[i]);
        rig_expect(rig, "A passphrase, or none");
        rig_script(rig, "<Esc>");
        rig_expect(rig, "Nothing is promised here");
        rig_script(rig, keys[i]);
        rig_script(rig, "<Tab><Down><Enter>");
        rig_expect(rig, "Chosen: what you write is kept in");
        rig_script(rig, "<Esc>");
        rig_script(rig, keys[i]);
        rig_expect(rig, "Keep this");
        rig_script(rig, "drink tea<C-s>");
        if (i > 0)
            rig_expect(rig, "Kept.");
        book_leave(rig);
        folder_remove(home);
    }
}

static void test_when_and_will_every_day(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "nI wake<Enter>drink tea<Tab>" TO_DAILY "<Enter>");
    rig_expect(rig, "● every day");
    rig_script(rig, "<C-s>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "To myself");
    rig_expect(rig, "When I wake, I will drink tea every day");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_string_equal(promise.when, "I wake");
    assert_string_equal(promise.will, "drink tea");
    assert_string_equal(promise.text, "");
    assert_false(promise.between_us);
    assert_int_equal(promise.schedule.kind, SCHEDULE_DAILY);
    assert_int_equal(promise.record.day, PLEDGE_TODAY);
    promise_free(&promise);
    assert_int_equal(pledge_drafts(home), 0);
    folder_remove(home);
}

/* Kept by the row at the end of the form, between us, once by a day. */
static void test_words_between_us_by_a_day(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "n<Tab><Tab>we look at the letters" TO_US "<Enter><Tab><Enter>");
    rig_expect(rig, "By which day?");
    rig_script(rig, "<Tab*4>2026-12-05<Enter>");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "Between us");
    rig_expect(rig, "we look at the letters by 5 December 2026");
    rig_expect_not(rig, "To myself");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_string_equal(promise.text, "we look at the letters");
    assert_true(promise.between_us);
    assert_int_equal(promise.schedule.kind, SCHEDULE_ONCE);
    assert_int_equal(promise.schedule.by, PLEDGE_TODAY + 14);
    promise_free(&promise);
    folder_remove(home);
}

static void test_days_of_the_week(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "n<Tab>walk<Tab>" TO_WEEKDAYS "<Enter>");
    rig_expect(rig, "On which days?");
    rig_script(rig, "<Tab><Tab><Space>"); /* past "so many times a week" to Monday */
    rig_script(rig, "<Down><Down><Space><Down*4><Space>");
    rig_script(rig, "<C-s>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "I will walk Mon, Wed, Sun");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_int_equal(promise.schedule.kind, SCHEDULE_WEEKDAYS);
    assert_int_equal(promise.schedule.weekdays, 1U << 0 | 1U << 2 | 1U << 6);
    promise_free(&promise);
    folder_remove(home);
}

static void test_so_many_times_a_week(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "n<Tab>swim<Tab>" TO_WEEKLY "<Enter><Tab>2<C-s>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "I will swim 2 times a week");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_int_equal(promise.schedule.kind, SCHEDULE_WEEKLY);
    assert_int_equal(promise.schedule.times, 2);
    promise_free(&promise);
    folder_remove(home);
}

/* Each thing that is missing or wrong has its sentence, and the form stays as it was. */
static void test_what_is_missing_is_said(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "n<C-s>");
    rig_expect(rig, "How often? One of the rows below it, please.");
    rig_script(rig, "<Tab><Tab>" TO_DAILY "<Enter><C-s>");
    rig_expect(rig, "Nothing is promised here yet");
    rig_script(rig, "<S-Tab*4>  <C-s>"); /* blanks are no words */
    rig_expect(rig, "Nothing is promised here yet");
    rig_script(rig, "our tea" TO_ONCE "<Enter><C-s>");
    rig_expect(rig, "By which day? From today on, like 2026-12-05.");
    rig_script(rig, "<Tab*4>soon<C-s>");
    rig_expect(rig, "A day is written like 2026-12-05.");
    rig_script(rig, "<C-u>2026-02-30<C-s>");
    rig_expect(rig, "A day is written like 2026-12-05.");
    rig_script(rig, "<C-u>2026-11-20<C-s>");
    rig_expect(rig, "By which day? From today on");
    rig_script(rig, "<S-Tab><Enter><C-s>");
    rig_expect(rig, "How many times a week? A number from 1 to 7.");
    rig_script(rig, "<Tab>8<C-s>");
    rig_expect(rig, "A number from 1 to 7.");
    rig_script(rig, "<C-u>0<C-s>");
    rig_expect(rig, "A number from 1 to 7.");
    rig_script(rig, "<C-u>often<C-s>");
    rig_expect(rig, "A number from 1 to 7.");
    rig_script(rig, "<S-Tab><S-Tab><Enter><C-s>");
    rig_expect(rig, "On which days? At least one, please.");
    rig_expect(rig, "our tea");
    rig_script(rig, "<Tab><Tab><Space><C-s>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "our tea Mon");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_non_null(strstr(promise.text, "our tea"));
    assert_int_equal(promise.schedule.by, 0); /* what was tried before is not kept beside it */
    assert_int_equal(promise.schedule.times, 0);
    promise_free(&promise);
    folder_remove(home);
}

static void test_a_draft_waits(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "nI wake<Tab>drink tea<Tab>" TO_WEEKLY "<Enter><Tab>3<Esc>");
    rig_expect(rig, "Not kept yet. What you began waits there as a draft.");
    rig_expect(rig, "Nothing is promised here");
    rig_script(rig, "n");
    rig_expect(rig, "I wake");
    rig_expect(rig, "drink tea");
    rig_expect(rig, "● so many times a week");
    book_leave(rig);
    assert_int_equal(pledge_drafts(home), 1);
    rig = pledge_rig(.mend_home = home);
    rig_script(rig, "n");
    rig_expect(rig, "drink tea");
    rig_script(rig, "<C-s>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "When I wake, I will drink tea 3 times a week");
    rig_script(rig, "n");
    rig_expect_not(rig, "● so many times a week");
    rig_script(rig, "<Esc>");
    rig_expect_not(rig, "waits there as a draft");
    book_leave(rig);
    assert_int_equal(pledge_drafts(home), 0);
    folder_remove(home);
}

/* Ctrl-X in the middle of a word, before any timer has run. */
static void test_leaving_at_once_keeps_the_draft(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "nI wake<Tab>drink quin");
    book_leave(rig);
    assert_int_equal(pledge_drafts(home), 1);
    rig = pledge_rig(.mend_home = home);
    rig_expect(rig, "Nothing is promised here");
    rig_script(rig, "n<Tab>");
    rig_expect(rig, "I wake");
    rig_expect(rig, "drink quin");
    rig_script(rig, "<End>ce");
    rig_expect(rig, "drink quince");
    book_leave(rig);
    folder_remove(home);
}

/* Other words: the same promise, and what it asks of days stays. */
static void test_other_words(void **state)
{
    (void)state;
    char *home = pledge_home(3);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "e");
    rig_expect(rig, "Other words for it");
    rig_expect_not(rig, "How often?");
    rig_script(rig, "<Tab><C-u><C-s>");
    rig_expect(rig, "Nothing is promised here yet");
    rig_script(rig, "drink water<Esc>");
    rig_expect(rig, "waits there as a draft");
    rig_expect(rig, "I will drink tea every day");
    rig_script(rig, "e");
    rig_expect(rig, "drink water");
    rig_script(rig, "<C-s>");
    rig_expect(rig, "I will drink water every day");
    book_leave(rig);
    struct promise promise = pledge_first(home, 1);
    assert_int_equal(promise.record.version, 2);
    assert_int_equal(promise.record.day, PLEDGE_TODAY - 3);
    promise_free(&promise);
    assert_int_equal(pledge_drafts(home), 0);
    folder_remove(home);
}

/* A new one begins where the selected one stands. */
static void test_new_beside_one_between_us(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    struct promise_new ours = {.words = {.will = "say it plainly", .between_us = true},
                               .schedule = PLEDGE_DAILY,
                               .began = PLEDGE_TODAY};
    pledge_put(session, &ours);
    session_close(session);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "n");
    rig_expect(rig, "● between us");
    book_leave(rig);
    folder_remove(home);
}

/* What another window kept meanwhile is told, and nobody's words go without a choice. */
static void test_two_windows_lose_no_words(void **state)
{
    (void)state;
    char *home = pledge_home(0);
    struct rig *one = pledge_rig(.mend_home = home);
    struct rig *other = pledge_rig(.mend_home = home);
    rig_script(one, "e");
    rig_expect(one, "Other words for it");
    rig_script(other, "e");
    rig_expect(other, "Other words for it");
    rig_script(other, "<Tab> slowly<C-s>");
    rig_expect(other, "I will drink tea slowly");
    rig_script(one, "<Tab> early<C-s>");
    rig_expect(one, "Meanwhile this was changed in another window");
    rig_expect(one, "I will drink tea slowly");
    rig_script(one, "<Enter>");
    rig_expect(one, "drink tea early");
    rig_script(one, "<C-s>");
    rig_expect(one, "Kept.");
    rig_expect(one, "I will drink tea early");
    book_leave(one);
    book_leave(other);
    folder_remove(home);
}

/* What was begun here waits here, also when another window has kept the form of that name. */
static void test_two_windows_leave_what_was_begun(void **state)
{
    (void)state;
    char *home = pledge_home(0);
    struct rig *one = pledge_rig(.mend_home = home);
    rig_script(one, "n<Tab>half a thought<2s>");
    rig_sync(one);
    struct rig *other = pledge_rig(.mend_home = home);
    rig_script(other, "n");
    rig_expect(other, "half a thought");
    rig_script(other, "<Tab> and more<Tab>" TO_DAILY "<Enter><C-s>");
    rig_expect(other, "Kept.");
    rig_script(one, "<Esc>");
    rig_expect(one, "What you began waits there as a draft.");
    rig_script(one, "n");
    rig_expect(one, "half a thought");
    book_leave(one);
    book_leave(other);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_of_all_where_it_is_kept),
        cmocka_unit_test(test_when_and_will_every_day),
        cmocka_unit_test(test_words_between_us_by_a_day),
        cmocka_unit_test(test_days_of_the_week),
        cmocka_unit_test(test_so_many_times_a_week),
        cmocka_unit_test(test_what_is_missing_is_said),
        cmocka_unit_test(test_a_draft_waits),
        cmocka_unit_test(test_leaving_at_once_keeps_the_draft),
        cmocka_unit_test(test_other_words),
        cmocka_unit_test(test_new_beside_one_between_us),
        cmocka_unit_test(test_two_windows_lose_no_words),
        cmocka_unit_test(test_two_windows_leave_what_was_begun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
