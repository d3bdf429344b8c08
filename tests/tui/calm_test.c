/* Calm on the shipped program: a practice with its numbers, broken off, come back to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/app/session.h"
#include "mend/store/store.h"
#include "support/rig.h"

/* A home in which something is kept already. */
static char *begun_home(void)
{
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_leave(rig);
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
    rig_leave(rig);
    rig = rig_start(.mend_home = home);
    rig_script(rig, "6<Enter>"); /* it comes first now */
    rig_expect(rig, "Hold one hand open");
    rig_expect_not(rig, "A little lower."); /* another time begins anew */
    rig_leave(rig);
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
    rig_leave(rig);
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
    rig_leave(rig);
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
    assert_int_equal(folder_entries(folder), 0);
    rig_script(rig, "<Enter><Tab>8<Down><Enter><180s><Enter>5<Down><Enter>");
    rig_expect(rig, "Kept.");
    rig_expect_not(rig, "Nothing has been written so far");
    expect_answer(home, PRACTICE_AFTER, "5");
    rig_leave(rig);
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
    rig_leave(rig);
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
    rig_leave(rig);
    folder_remove(home);
}

/* Key 6 lays Calm on top of a page; a practice later one is where one was, in the same word. */
static void test_on_top_of_a_page(void **state)
{
    (void)state;
    char *home = begun_home();
    struct rig *rig = rig_start(.mend_home = home, .rows = 50);
    rig_script(rig, "<Enter><Tab>half a sen");
    rig_script(rig, "<Esc>6");
    rig_expect(rig, "Short practices to steady yourself.");
    rig_script(rig, "<Down><Enter><Tab>7<Down><Enter><180s><Enter>4<Esc>");
    rig_expect(rig, "Your answer is kept.");
    rig_script(rig, "6"); /* from Calm itself it leads no deeper than one wants to go */
    rig_script(rig, "<Esc><Esc>");
    rig_expect(rig, "page 1 of 4");
    rig_expect(rig, "half a sen");
    rig_script(rig, "<Tab>tence");
    rig_expect(rig, "half a sentence");
    rig_leave(rig);
    folder_remove(home);
}

/* From every screen that lies on another one, and back to that very screen. */
static void test_from_everywhere(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *shows;
    } ways[] = {
        {"1<Enter><Backspace>", "before you begin"},
        {"2<Home><Down*3><Enter><End><Enter>ss", "page 3 of 5"},
        {"2<Home><Down*3><Enter>sss", "That was the last page of this lesson."},
        {"1<Enter>?", "Ctrl-X"},
        {"2<End><Up><Enter><Enter>", "Enter goes on to page"},
        {"2<End><Up><Enter><Enter><Enter>", "page 5 of 5"},
        {"2<End><Enter>", "My words"},
        {"1m", "Me and my data"},
        {"1m<Enter>", "This is for you alone."},
        {"1m<Down><Enter>", "How I notice that it begins"},
        {"1m<End><Enter>", "Shift-E erases now."},
        {"1m<F1>", "In danger now"},
        {"7c", "Where are you?"},
        {"7p", "What is here, by the senses"},
        {"7<Down*5><Enter>", "page 1 of 6"},
    };
    char *home = begun_home();
    struct rig *rig = rig_start(.mend_home = home, .rows = 50);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        rig_script(rig, "<Esc><Esc><Esc><Esc>");
        rig_script(rig, ways[i].keys);
        rig_script(rig, "<Home>"); /* without what was said about the last key */
        rig_expect(rig, ways[i].shows);
        char *before = rig_screen_text(rig);
        rig_script(rig, "6");
        rig_expect(rig, "Short practices to steady yourself.");
        rig_script(rig, "<Esc>");
        char *after = rig_screen_text(rig);
        if (strcmp(before, after) != 0)
            rig_fail(rig, "not where one was: %s, which looked like this:\n%s", ways[i].keys,
                     before);
        free(before);
        free(after);
    }
    for (char tab = '1'; tab <= '7'; tab++) {
        const char keys[] = {tab, '6', '\0'};
        rig_script(rig, "<Esc><Esc><Esc><Esc>");
        rig_script(rig, keys);
        rig_expect(rig, "Short practices to steady yourself.");
    }
    rig_leave(rig);
    folder_remove(home);
}

/* Better, the same and worse are answered differently, and lead to different places. */
static void test_replies(void **state)
{
    (void)state;
    static const char *const replies[] = {"A little lower.", "About the same.", "It went up.",
                                          "That is how it is now.", "That is a lot to carry."};
    static const struct {
        const char *before, *after;
        int reply;
        const char *row; /* which one may go on with; NULL: none */
        const char *shows;
    } rows[] = {
        {"6", "3", 0, NULL, NULL},
        {"6", "6", 1, NULL, NULL},
        {"5", "6", 2, "Look at the other practices", "Short practices to steady yourself."},
        {"6", "7", 2, "Look at the other practices", "Short practices to steady yourself."},
        {"7", "8", 4, "Help now", "In danger now"},
        {"10", "8", 4, "Help now", "In danger now"},
        {"", "4", 3, NULL, NULL},
        {"", "9", 4, "Help now", "In danger now"},
    };
    char *home = begun_home();
    struct rig *rig = rig_start(.mend_home = home, .rows = 50);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rig_script(rig, "6<Home><Enter><Tab>");
        rig_script(rig, rows[i].before);
        rig_script(rig, "<Down><Down>");
        rig_script(rig, rows[i].after);
        for (int j = 0; j < (int)(sizeof replies / sizeof replies[0]); j++)
            if (rig_shows(rig, replies[j]) != (j == rows[i].reply))
                rig_fail(rig, "%s to %s: \"%s\"", rows[i].before, rows[i].after, replies[j]);
        rig_script(rig, "<Down>");
        if (rows[i].row) {
            char row[64];
            snprintf(row, sizeof row, "• %s", rows[i].row);
            rig_expect(rig, row);
            rig_script(rig, "<Enter>");
            rig_expect(rig, rows[i].shows);
            rig_script(rig, "<Esc>");
            rig_expect(rig, replies[rows[i].reply]); /* nothing was lost on the way */
        } else {
            rig_expect_not(rig, "• Look at");
            rig_expect_not(rig, "• Help now");
        }
        rig_script(rig, "<Esc>");
        rig_expect(rig, "Your answer is kept.");
    }
    rig_leave(rig);
    folder_remove(home);
}

/* What helped most often comes first, not what was done last or made things worse. */
static void test_what_helped_comes_first(void **state)
{
    (void)state;
    char *home = begun_home();
    struct rig *rig = rig_start(.mend_home = home, .rows = 60);
    int first, second, third;
    int column;
    rig_script(rig, "6<Home><Down><Enter><Tab>8<Down><Down>5<Esc>");
    rig_expect(rig, "lower afterwards 1 of 1 times");
    rig_script(rig, "<Home><Enter>"); /* it is the first now; once more */
    rig_expect(rig, "Hold one hand open");
    rig_script(rig, "<Tab>7<Down><Down>5<Esc>");
    rig_expect(rig, "lower afterwards 2 of 2 times");
    rig_script(rig, "<Home><Down><Enter>"); /* the one that stood first before: not better */
    rig_expect(rig, "What is here, by the senses");
    rig_script(rig, "<Tab>5<Down><Down>5<Esc>");
    rig_find(rig, "Along your fingers", &first, &column);
    rig_find(rig, "What is here, by the senses", &second, &column);
    assert_true(first < second);
    rig_script(rig, "<Home><Down*2><Enter><Tab>5<Down><Down>4<Esc>"); /* and a third: once */
    rig_expect(rig, "lower afterwards 1 of 1 times");
    rig_find(rig, "lower afterwards 2 of 2 times", &first, &column);
    rig_find(rig, "lower afterwards 1 of 1 times", &second, &column);
    rig_find(rig, "What is here, by the senses", &third, &column);
    assert_true(first < second && second < third);
    rig_leave(rig);
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
        cmocka_unit_test(test_on_top_of_a_page),
        cmocka_unit_test(test_from_everywhere),
        cmocka_unit_test(test_replies),
        cmocka_unit_test(test_what_helped_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
