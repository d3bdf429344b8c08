/* Lesson 1 as a person walks through it, interrupted, on the shipped program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "support/rig.h"

static struct rig *start(const char *home, const char *now)
{
    return rig_start(.mend_home = home, .now = now);
}

/* Looking around makes nothing; beginning a lesson makes a home only the owner can open. */
static void test_nothing_is_made_before_one_begins(void **state)
{
    (void)state;
    char *folder = folder_make();
    char home[4200];
    char file[4300];
    struct stat info;
    snprintf(home, sizeof home, "%s/deep/home", folder);
    snprintf(file, sizeof file, "%s/mend.db", home);
    struct rig *rig = start(home, NULL);
    rig_expect(rig, "Saturday 21 November");
    rig_script(rig, "2<Down><Up>3456721<Enter>");
    rig_expect(rig, "before you begin");
    rig_script(rig, "<Space>");
    rig_expect(rig, "it is not locked");
    rig_script(rig, "<Tab><Tab>5<Down><Space><500ms><2s>");
    rig_sync(rig);
    assert_int_equal(folder_entries(folder), 0);
    rig_script(rig, "<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    assert_int_equal(stat(home, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0700);
    assert_int_equal(stat(file, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    rig_leave(rig);
    folder_remove(folder);
}

static void test_lesson_one_from_end_to_end(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start(home, "2026-11-21T22:05:00");
    rig_expect(rig, "Lesson 1: The foundation of trust");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "before you begin");
    rig_script(rig, "<Tab><Tab>4<End><Enter>");

    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Tab>Trust is when I can <C-x>");
    rig_expect_exit(rig, 0);
    assert_true(rig_terminal_is_restored(rig));
    rig_stop(rig);

    /* The next day: the same page and the same text. */
    rig = start(home, "2026-11-22T08:00:00");
    rig_expect(rig, "Sunday 22 November");
    rig_expect(rig, "Lesson 1, page 1.1");
    rig_expect(rig, "is waiting, unfinished");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_expect(rig, "Trust is when I can");
    rig_script(rig, "look away.<Esc><End><Enter>");

    rig_expect(rig, "page 2 of 4");
    rig_script(rig, "<Tab><Down><Space>"); /* a reply, with its comment */
    rig_expect(rig, "no proof either way");
    rig_script(rig, "<Tab><Space><Down><Down><Space>");
    rig_expect(rig, "[x]");
    rig_script(rig, "<Esc><End><Enter>");

    rig_expect(rig, "page 3 of 4");
    rig_script(rig, "<Tab>7<Down>10<Down>s<Down>3");
    rig_expect(rig, "not now");
    rig_script(rig, "<Esc><End><Enter>");

    rig_expect(rig, "page 4 of 4");
    rig_script(rig, "<Tab>1<Down>2<Down>3<End><Enter>");

    rig_expect(rig, "That was the last page of this lesson.");
    rig_script(rig, "<Tab>5<End><Enter>");
    rig_expect(rig, "Lesson 2: Where the distrust comes from"); /* what is next */
    rig_script(rig, "2");
    rig_expect(rig, "been through");

    /* Done again, the earlier answers stand beside the new ones, with their date. */
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<End>");
    rig_expect(rig, "22 November 2026");
    rig_expect(rig, "Trust is when I can look away.");
    rig_script(rig, "<Enter><End><Enter><Tab>");
    rig_expect(rig, "page 3 of 4");
    rig_expect(rig, "22 Nov");
    rig_leave(rig);
    folder_remove(home);
}

static void test_every_way_to_skip(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start(home, NULL);
    rig_script(rig, "<Enter><End><Enter>ssss");
    rig_expect(rig, "That was the last page of this lesson.");
    rig_script(rig, "<End><Enter>2");
    rig_expect(rig, "been through");
    rig_leave(rig);
    folder_remove(home);
}

/* An answer deleted for good is in no file of the home any more. */
static void test_a_deleted_answer_is_gone(void **state)
{
    (void)state;
    static const char canary[] = "canary-quince-4711";
    char *home = folder_make();
    struct rig *rig = start(home, NULL);
    rig_script(rig, "<Enter><End><Enter><Tab>");
    rig_keys(rig, canary);
    rig_script(rig, "<C-s>");
    rig_expect(rig, "Kept.");
    assert_true(folder_contains(home, canary));
    rig_script(rig, "<Esc>e");
    rig_expect(rig, canary);
    rig_script(rig, "dn");
    rig_expect(rig, canary);
    rig_script(rig, "dy");
    rig_expect(rig, "Deleted.");
    rig_expect_not(rig, canary);
    rig_script(rig, "<Esc>"); /* nor is it in the box, from where it would be kept again */
    rig_expect(rig, "page 1 of 4");
    rig_expect_not(rig, canary);
    rig_leave(rig);
    assert_false(folder_contains(home, canary));
    folder_remove(home);
}

/* No move in the text ends the writing: what is typed after it must not be taken for keys. */
static void test_moves_do_not_end_the_writing(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.rows = 30);
    rig_script(rig, "<Enter><End><Enter><Tab>");
    rig_script(rig, "I trust<End> my<Down> sister<PgDn> so<C-e> q<Home><Up>s<PgUp>e ");
    rig_expect(rig, "page 1 of 4");
    rig_expect(rig, "se I trust my sister so q");
    rig_leave(rig);
}

/* Help lies on top: one looks, and goes back to the same word. */
static void test_help_and_back(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.rows = 30);
    rig_script(rig, "<Enter><End><Enter><Tab>in the middle of");
    rig_script(rig, "<F1><F1>");
    rig_expect(rig, "In danger now");
    rig_script(rig, "<Esc> a word");
    rig_expect(rig, "in the middle of a word");
    rig_leave(rig);
}

/* A key too many on a scale neither begins the lesson nor turns the page. */
static void test_space_on_a_scale_stays(void **state)
{
    (void)state;
    char *folder = folder_make();
    char home[4200];
    snprintf(home, sizeof home, "%s/home", folder);
    struct rig *rig = start(home, NULL);
    rig_script(rig, "<Enter><Tab><Tab>7<Space><C-s>");
    rig_expect(rig, "before you begin");
    rig_sync(rig);
    assert_int_equal(folder_entries(folder), 0);
    rig_script(rig, "<End><Enter>ss<Tab>5<Space>6<Space>");
    rig_expect(rig, "page 3 of 4");
    rig_leave(rig);
    folder_remove(folder);
}

/* What was answered stands on its page again on the way back, and is not answered twice. */
static void test_back_to_an_answer(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start(home, NULL);
    rig_script(rig, "<Enter><End><Enter><Tab>first words<Esc><End><Enter>");
    rig_expect(rig, "Your answer is kept.");
    rig_script(rig, "<Backspace><Tab>");
    rig_expect(rig, "first words");
    rig_script(rig, "<Esc><End><Enter><Backspace>e");
    rig_expect(rig, "first words");
    rig_script(rig, "<Down>d");
    rig_expect(rig, "Delete for good?");
    rig_script(rig, "y"); /* the only one there is */
    rig_expect(rig, "There are none.");
    rig_script(rig, "<Esc>");
    rig_expect_not(rig, "first words");
    rig_leave(rig);
    assert_false(folder_contains(home, "first words"));
    folder_remove(home);
}

/* Half-done work in a finished lesson is announced, and opened where it waits. */
static void test_a_draft_in_a_finished_lesson(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start(home, NULL);
    rig_script(rig, "<Enter><End><Enter>ssss<End><Enter>");
    rig_expect(rig, "Lesson 2: Where the distrust comes from");
    rig_script(rig, "2<Enter><End><Enter><Tab>not done<Esc>ssss<End><Enter>1");
    rig_expect(rig, "What you began there is waiting");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_expect(rig, "not done");
    rig_leave(rig);
    folder_remove(home);
}

static void test_wrong_keys_do_no_harm(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.rows = 24, .columns = 80);
    rig_script(rig, "zZ!<C-c><C-\\><C-s><C-g><Insert><Delete>");
    rig_expect(rig, "Saturday 21 November");
    rig_script(rig, "z");
    rig_expect(rig, "Not a key here");
    rig_script(rig, "2r");
    rig_expect(rig, "nothing to start over");
    rig_script(rig, "?");
    rig_expect(rig, "Keys everywhere");
    rig_script(rig, "<Esc>q");
    rig_expect(rig, "Saturday 21 November");
    rig_script(rig, "q");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
}

static void test_mouse(void **state)
{
    (void)state;
    int row;
    int column;
    struct rig *rig = rig_start(.rows = 30, .columns = 100);
    rig_click_text(rig, "2 Lessons");
    rig_expect(rig, "The foundation of trust");
    rig_click_text(rig, "The foundation of trust");
    rig_expect(rig, "before you begin");
    rig_script(rig, "<End>");
    rig_find(rig, "···········", &row, &column);
    rig_click(rig, row, column + 5);
    rig_expect(rig, "5");
    rig_click_text(rig, "Begin");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "s");
    rig_script(rig, "<Tab>");
    rig_click_text(rig, "[ ]");
    rig_expect(rig, "[x]");
    rig_wheel(rig, 10, 10, false);
    rig_expect(rig, "page 2 of 4");
    rig_leave(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_made_before_one_begins),
        cmocka_unit_test(test_lesson_one_from_end_to_end),
        cmocka_unit_test(test_every_way_to_skip),
        cmocka_unit_test(test_a_deleted_answer_is_gone),
        cmocka_unit_test(test_moves_do_not_end_the_writing),
        cmocka_unit_test(test_help_and_back),
        cmocka_unit_test(test_space_on_a_scale_stays),
        cmocka_unit_test(test_back_to_an_answer),
        cmocka_unit_test(test_a_draft_in_a_finished_lesson),
        cmocka_unit_test(test_wrong_keys_do_no_harm),
        cmocka_unit_test(test_mouse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
