/*
 * A lesson that left somebody tense, far away or worse off: it is marked for them, and says so
 * before it is opened again, until another time is easier.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/rig.h"

static const char tense[] = "The last time, you were tense or far away when you closed this one.";
static const char worse[] = "The last time, you said that this one left you worse off.";

/* From wherever one is to the opening page of lesson 2, which has four pages. */
static void open_second(struct rig *rig)
{
    rig_script(rig, "<Esc><Esc>2<Home><Down><Enter>");
    rig_expect(rig, "before you begin");
    rig_expect(rig, "How tense are you right now?");
}

/* Through the lesson with BEFORE typed into the question at its opening; stops at its end. */
static void go_through(struct rig *rig, const char *before)
{
    open_second(rig);
    rig_script(rig, "<Home><Tab>"); /* the place it is kept in is not offered any more */
    rig_script(rig, before);
    rig_script(rig, "<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "ssss");
    rig_expect(rig, "That was the last page of this lesson.");
}

/* Answers what is asked at the end with KEYS, and goes back to the list. */
static void finish(struct rig *rig, const char *keys)
{
    rig_script(rig, "<Home><Tab>");
    rig_script(rig, keys);
    rig_script(rig, "<End><Enter>");
    rig_expect(rig, "2 Lessons");
    rig_expect(rig, "been through");
}

static struct rig *start_begun(const char *home)
{
    struct rig *rig = rig_start(.mend_home = home, .rows = 60);
    rig_script(rig, "2<Down*2><Enter><End><Enter>"); /* lesson 3 */
    rig_expect(rig, "page 1 of 5");
    return rig;
}

static void test_tense(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    open_second(rig);
    rig_expect_not(rig, "The last time");
    go_through(rig, "3");
    rig_script(rig, "<Home><Tab>9");
    rig_expect(rig, "This is a good place to stop.");
    rig_expect(rig, "F1 is Help now, from anywhere.");
    finish(rig, "");
    rig_expect(rig, "been through, was hard");
    rig_leave(rig);

    rig = rig_start(.mend_home = home, .rows = 60);
    rig_script(rig, "2");
    rig_expect(rig, "been through, was hard");
    rig_resize(rig, 30, 60);
    rig_expect(rig, "was hard"); /* the mark itself has room in a narrow window */
    rig_resize(rig, 60, 100);
    open_second(rig);
    rig_expect(rig, tense);
    rig_expect_not(rig, worse);
    rig_script(rig, "<Esc>2<Home><Down*2><Enter>"); /* no other lesson says so */
    rig_expect_not(rig, tense);
    rig_script(rig, "<Backspace>");
    rig_expect(rig, "before you begin");
    rig_expect_not(rig, tense);

    go_through(rig, "3"); /* an easier time takes it away */
    rig_expect_not(rig, "This is a good place to stop.");
    finish(rig, "2");
    rig_expect_not(rig, "was hard");
    open_second(rig);
    rig_expect_not(rig, "The last time");
    rig_leave(rig);
    folder_remove(home);
}

/* It rose by two; the same number at the end of an easier time is no longer hard. */
static void test_risen(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    go_through(rig, "4");
    finish(rig, "5");
    rig_expect_not(rig, "was hard");
    go_through(rig, "3");
    finish(rig, "5");
    rig_expect(rig, "been through, was hard");
    go_through(rig, "5");
    finish(rig, "5");
    rig_expect_not(rig, "was hard");
    rig_leave(rig);
    folder_remove(home);
}

static void test_far_away(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    go_through(rig, "3");
    finish(rig, "3<Down><Space>");
    rig_expect(rig, "been through, was hard");
    open_second(rig);
    rig_expect(rig, tense);
    rig_leave(rig);
    folder_remove(home);
}

/* Calm at its end, and worse off all the same: what was said in words counts. */
static void test_worse_off(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    static const struct {
        const char *picks;
        bool hard;
    } rows[] = {{"<Down*2><Enter>", true},
                {"<Enter>", false},
                {"<Down><Enter>", true},
                {"<Down*3><Enter>", false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        go_through(rig, "3");
        rig_expect(rig, "Did this lesson leave you worse off?");
        rig_script(rig, "<Home><Tab>2<Tab>");
        rig_script(rig, rows[i].picks);
        rig_script(rig, "<End><Enter>");
        rig_expect(rig, "2 Lessons");
        if (rows[i].hard)
            rig_expect(rig, "been through, was hard");
        else
            rig_expect_not(rig, "was hard");
        open_second(rig);
        if (rows[i].hard)
            rig_expect(rig, worse);
        else
            rig_expect_not(rig, "The last time");
    }
    rig_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tense),
        cmocka_unit_test(test_risen),
        cmocka_unit_test(test_far_away),
        cmocka_unit_test(test_worse_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
