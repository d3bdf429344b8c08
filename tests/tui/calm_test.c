/* Calm on the shipped program: a practice with its numbers, broken off, come back to. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "mend/app/session.h"
#include "mend/store/store.h"
#include "support/rig.h"

static int entries(const char *folder)
{
    DIR *dir = opendir(folder);
    int count = 0;
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        count += entry->d_name[0] != '.';
    closedir(dir);
    return count;
}

static void leave(struct rig *rig)
{
    rig_key(rig, "C-x");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
}

/* A home in which something is kept already. */
static char *begun_home(void)
{
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    leave(rig);
    return home;
}

static void expect_answer(const char *home, const char *key, const char *value)
{
    struct store *store = NULL;
    struct answers answers = {0};
    const struct clock clock = {.is_virtual = true};
    assert_int_equal(store_open(home, &clock, &store, NULL), OK);
    assert_int_equal(store_answer_list(store, "calm", "finger", 10, &answers, NULL), OK);
    assert_int_equal(answers.count, 1);
    assert_string_equal(pairs_get(&answers.items[0].values, key), value);
    answers_free(&answers);
    store_close(store);
}

static void test_a_practice(void **state)
{
    (void)state;
    char *home = begun_home();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "6");
    rig_expect(rig, "What is here, by the senses");
    rig_expect(rig, "Better not when");
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "Hold one hand open");
    rig_script(rig, "<Tab>8<Down><Enter>");
    rig_expect(rig, "Up your thumb");
    rig_script(rig, "<10s>");
    rig_expect(rig, "Up the first finger");
    rig_script(rig, "<170s>");
    rig_expect(rig, "That was it.");
    rig_script(rig, "<Enter>5");
    rig_expect(rig, "A little lower.");
    rig_script(rig, "<End><Enter>");
    rig_expect(rig, "Your answer is kept.");
    rig_expect(rig, "Along your fingers");
    rig_expect(rig, "lower afterwards 1 of 1 times");
    expect_answer(home, PRACTICE_BEFORE, "8");
    expect_answer(home, PRACTICE_AFTER, "5");
    expect_answer(home, PRACTICE_MINUTES, "3");
    leave(rig);
    rig = rig_start(.mend_home = home);
    rig_script(rig, "6<Enter>"); /* it comes first now */
    rig_expect(rig, "Hold one hand open");
    rig_expect_not(rig, "A little lower."); /* another time begins anew */
    leave(rig);
    folder_remove(home);
}

/* Left at once in the middle of a practice: what was there is there the next time. */
static void test_left_in_the_middle(void **state)
{
    (void)state;
    char *home = begun_home();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "6<Down><Enter><Tab>9<Down><Enter><12s>");
    rig_expect(rig, "Up the first finger");
    leave(rig);
    rig = rig_start(.mend_home = home);
    rig_script(rig, "6<Down>");
    rig_expect(rig, "Begun; it waits.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "━━━━━━━━━●─ 9");
    rig_script(rig, "<Tab><Tab><Tab>9");
    rig_expect(rig, "Help now has people to call.");
    rig_script(rig, "<F1>");
    rig_expect(rig, "In danger now");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Help now has people to call.");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Your answer is kept.");
    rig_expect_not(rig, "it waits");
    expect_answer(home, PRACTICE_AFTER, "9");
    leave(rig);
    folder_remove(home);
}

/* Before anything is kept: a whole practice leaves nothing; kept on request, it is there. */
static void test_nothing_unless_asked(void **state)
{
    (void)state;
    char *folder = folder_make();
    char home[4200];
    snprintf(home, sizeof home, "%s/home", folder);
    struct rig *rig = rig_start(.mend_home = home, .rows = 40);
    rig_script(rig, "6<Down><Enter><Tab>8<Down><Enter><180s><Enter>5");
    rig_expect(rig, "Nothing has been written so far");
    rig_script(rig, "<2s><Esc>");
    rig_expect_not(rig, "Your answer is kept.");
    rig_sync(rig);
    assert_int_equal(entries(folder), 0);
    rig_script(rig, "<Enter><Tab>8<Down><Enter><180s><Enter>5<Down><Enter>");
    rig_expect(rig, "Kept.");
    rig_expect_not(rig, "Nothing has been written so far");
    expect_answer(home, PRACTICE_AFTER, "5");
    leave(rig);
    folder_remove(folder);
}

/* In the smallest window everything is reached, the reply too. */
static void test_the_smallest_window(void **state)
{
    (void)state;
    char *home = begun_home();
    struct rig *rig = rig_start(.mend_home = home, .rows = 12, .columns = 40);
    rig_script(rig, "6<Enter>");
    rig_expect(rig, "What is here, by the senses");
    for (int i = 0; i < 40 && !rig_shows(rig, "How tense before?"); i++)
        rig_script(rig, "<Down>");
    rig_script(rig, "<Tab>");
    rig_script(rig, "6<Down><Enter><5s><Esc>7");
    rig_expect(rig, "It went up.");
    rig_expect(rig, "or none today.");
    rig_script(rig, "<Down>");
    rig_expect(rig, "Look at the other practices");
    rig_script(rig, "<Down>");
    rig_expect(rig, "Done for now");
    leave(rig);
    folder_remove(home);
}

static void test_mouse(void **state)
{
    (void)state;
    int row;
    int column;
    char *home = begun_home();
    struct rig *rig = rig_start(.mend_home = home, .rows = 40);
    rig_click_text(rig, "6 Calm");
    rig_click_text(rig, "Along your fingers");
    rig_expect(rig, "Hold one hand open");
    rig_click_text(rig, "Along your fingers");
    rig_expect(rig, "Done for now");
    rig_find(rig, "···········", &row, &column);
    rig_click(rig, row, column + 6);
    rig_expect(rig, "●──── 6");
    rig_click_text(rig, "Begin: Along");
    rig_expect(rig, "Up your thumb");
    rig_script(rig, "<Esc>");
    rig_click_text(rig, "Done for now");
    rig_expect(rig, "Begun; it waits."); /* for the number after it */
    leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_practice),
        cmocka_unit_test(test_left_in_the_middle),
        cmocka_unit_test(test_nothing_unless_asked),
        cmocka_unit_test(test_the_smallest_window),
        cmocka_unit_test(test_mouse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
