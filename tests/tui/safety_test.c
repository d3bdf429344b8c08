/*
 * Taking the safety check on the shipped program: what is said to each tick, what counts as taken,
 * how it is deleted, and that nothing of it comes out of the program or lies open on the disk.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/course/content.h"
#include "mend/practice/safety.h"
#include "mend/store/store.h"
#include "support/desk.h"
#include "support/rig.h"

static const char passphrase[] = "copper ladder seven rain";

/* From Today. */
static const char to_the_check[] = "m<Enter>";
/* To the first of its ticks: past the line to call. */
static const char to_the_ticks[] = "<Home><Tab><Tab>";

/* A home in which something is kept already; mend is on Today. */
static struct rig *start_begun(char *home)
{
    struct rig *rig = rig_start(.mend_home = home, .rows = 60);
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Esc>1");
    return rig;
}

static void open_check(struct rig *rig)
{
    rig_script(rig, "<Esc><Esc><Esc>1");
    rig_script(rig, to_the_check);
    rig_expect(rig, "This is for you alone.");
    rig_expect(rig, "page 1 of 2");
}

/* Moves from the first tick on to NAME and ticks it. */
static void tick(struct rig *rig, const char *name)
{
    static const char *const order[] = {"reaction", "control", "hurt",    "sex",   "threats",
                                        "neck",     "weapons", "watched", "worse", "none"};
    rig_script(rig, to_the_ticks);
    for (size_t i = 0; strcmp(order[i], name) != 0; i++)
        rig_script(rig, "<Down>");
    rig_script(rig, "<Space>");
}

static void go_on(struct rig *rig)
{
    rig_script(rig, "<End><Enter>");
}

/* What the file in HOME says of it: -1 not taken, else the bits. */
static int kept(const char *home)
{
    struct store *store = NULL;
    const struct clock clock = {.is_virtual = true};
    char *text = NULL;
    assert_int_equal(store_open(home, &clock, &store, NULL), OK);
    assert_int_equal(store_setting(store, "safety-check", &text, NULL), OK);
    int flags = text ? (int)safety_read(text).flags : -1;
    free(text);
    store_close(store);
    return flags;
}

static void expect_kept(struct rig *rig, const char *home, int flags)
{
    rig_sync(rig);
    assert_int_equal(kept(home), flags);
}

/* ---- ticking ---- */

/* The first words of a reply, as far as they are sure to stand on one line of a wide window. */
static void beginning_of(const char *reply, char out[48])
{
    snprintf(out, 48, "%.47s", reply);
    char *blank = strrchr(out, ' ');
    if (blank)
        *blank = '\0';
}

/* Each tick shows its own reply, which goes with it; no other one stands there. */
static void test_each_tick_has_its_reply(void **state)
{
    (void)state;
    struct content content;
    struct lesson check;
    assert_int_equal(content_open(getenv("MEND_CONTENT"), &content, NULL, NULL), OK);
    assert_int_equal(content_lesson(&content, content_sheet(&content, "check"), &check, NULL, NULL),
                     OK);
    const struct item_list *list = exercise_list(lesson_exercise(&check, "someone"), "");
    struct rig *rig = rig_start(.rows = 60);
    open_check(rig);
    rig_script(rig, to_the_ticks);
    for (size_t i = 0; i < list->count; i++) {
        char words[48];
        beginning_of(list->items[i].comment, words);
        rig_expect_not(rig, words);
        rig_script(rig, "<Space>");
        rig_expect(rig, words);
        rig_script(rig, "<Space>");
        rig_expect_not(rig, words);
        rig_script(rig, "<Down>");
    }
    go_on(rig);
    rig_script(rig, "<Home><Tab><Space>");
    rig_expect(rig, "It is hard to say, and saying it is a beginning.");
    rig_expect(rig, "There is specialist help");
    rig_leave(rig);
    lesson_free(&check);
    content_close(&content);
}

/* "None of these fits" stands alone: it takes the others away, and they take it away. */
static void test_none_stands_alone(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.rows = 60);
    open_check(rig);
    tick(rig, "reaction");
    tick(rig, "worse");
    rig_expect(rig, "[x] I'm afraid of how they react");
    rig_expect(rig, "[x] It is getting worse");
    tick(rig, "none");
    rig_expect(rig, "[ ] I'm afraid of how they react");
    rig_expect(rig, "[ ] It is getting worse");
    rig_expect(rig, "[x] None of these fits");
    rig_expect(rig, "It is no proof that you are safe");
    tick(rig, "neck");
    rig_expect(rig, "[ ] None of these fits");
    rig_expect(rig, "[x] They have put their hands on my neck");
    rig_expect(rig, "Then talk to an advocate, before any plan");
    rig_leave(rig);
}

/* ---- what counts as taken ---- */

static void test_nothing_ticked_is_not_taken(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    open_check(rig);
    go_on(rig);
    rig_expect(rig, "And what about me?");
    go_on(rig);
    rig_expect(rig, "1 Today");
    expect_kept(rig, home, -1);
    open_check(rig);
    tick(rig, "neck");
    rig_script(rig, "<Space>"); /* ticked, and unticked again */
    go_on(rig);
    expect_kept(rig, home, -1);
    rig_leave(rig);
    folder_remove(home);
}

static void test_taken(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    open_check(rig);
    tick(rig, "none");
    go_on(rig);
    expect_kept(rig, home, 0);
    rig_script(rig, "<Home><Tab><Space>");
    go_on(rig);
    expect_kept(rig, home, 1 << SAFETY_SELF);
    open_check(rig);
    rig_expect_not(rig, "[x]"); /* what was ticked is never shown again */
    tick(rig, "neck");
    tick(rig, "watched");
    go_on(rig);
    rig_expect_not(rig, "[x]");
    expect_kept(rig, home, 1 << SAFETY_NECK | 1 << SAFETY_WATCHED | 1 << SAFETY_SELF);
    rig_leave(rig);
    rig = rig_start(.mend_home = home, .rows = 60);
    open_check(rig);
    rig_expect_not(rig, "[x]");
    tick(rig, "none"); /* taken again, it says something else */
    go_on(rig);
    expect_kept(rig, home, 1 << SAFETY_SELF);
    go_on(rig);
    expect_kept(rig, home, 0);
    rig_leave(rig);
    folder_remove(home);
}

/* Reading it once more, without a tick on either page, changes nothing. */
static void test_read_again(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    open_check(rig);
    go_on(rig);
    rig_script(rig, "<Home><Tab><Space>");
    go_on(rig);
    expect_kept(rig, home, 1 << SAFETY_SELF);
    open_check(rig);
    go_on(rig);
    go_on(rig);
    expect_kept(rig, home, 1 << SAFETY_SELF);
    open_check(rig);
    go_on(rig);
    rig_script(rig, "s<Esc>");
    expect_kept(rig, home, 1 << SAFETY_SELF);
    rig_leave(rig);
    folder_remove(home);
}

/*
 * Whoever said that nothing fits and ticks something another day is taken at their word, also when
 * they leave the page at once. Before that, leaving it keeps nothing.
 */
static void test_left_by_esc(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    open_check(rig);
    tick(rig, "neck");
    rig_script(rig, "<Esc><Esc>");
    rig_expect(rig, "Me and my data");
    expect_kept(rig, home, -1);
    assert_false(folder_contains(home, "neck"));
    open_check(rig);
    tick(rig, "none");
    go_on(rig);
    expect_kept(rig, home, 0);
    open_check(rig);
    tick(rig, "neck");
    rig_script(rig, "<Esc><Esc>");
    rig_expect(rig, "Me and my data");
    expect_kept(rig, home, 1 << SAFETY_NECK);
    open_check(rig);
    rig_script(rig, "<Esc>"); /* with nothing ticked, nothing is said */
    expect_kept(rig, home, 1 << SAFETY_NECK);
    open_check(rig);
    go_on(rig);
    rig_script(rig, "<Home><Tab><Space><Esc><Backspace>");
    rig_expect(rig, "page 1 of 2");
    expect_kept(rig, home, 1 << SAFETY_NECK | 1 << SAFETY_SELF);
    tick(rig, "weapons");
    rig_script(rig, "d<Esc><Esc>"); /* what was deleted does not come back by leaving */
    expect_kept(rig, home, -1);
    rig_leave(rig);
    folder_remove(home);
}

/* ---- deleting ---- */

/* One key, from anywhere on the page, and the same words whatever was there before. */
static void test_one_key_deletes(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    open_check(rig);
    rig_script(rig, "d");
    rig_expect(rig, "Nothing of this check is kept now.");
    char *nothing_there = rig_screen_text(rig);
    expect_kept(rig, home, -1);
    tick(rig, "neck");
    go_on(rig);
    expect_kept(rig, home, 1 << SAFETY_NECK);
    rig_script(rig, "<Backspace>d");
    rig_expect(rig, "Nothing of this check is kept now.");
    char *something_there = rig_screen_text(rig);
    assert_string_equal(something_there, nothing_there);
    free(something_there);
    expect_kept(rig, home, -1);
    assert_false(folder_contains(home, "safety-check"));
    tick(rig, "weapons"); /* not gone on with yet: it goes all the same, from the tick itself */
    rig_script(rig, "d");
    rig_expect_not(rig, "[x]");
    go_on(rig);
    expect_kept(rig, home, -1);
    rig_script(rig, "<Tab><Space>");
    go_on(rig);
    expect_kept(rig, home, 1 << SAFETY_SELF);
    open_check(rig);
    go_on(rig);
    rig_script(rig, "d"); /* on its second page, too */
    rig_expect(rig, "Nothing of this check is kept now.");
    expect_kept(rig, home, -1);
    rig_leave(rig);
    free(nothing_there);
    folder_remove(home);
}

/* ---- what lies on the disk, and what comes out ---- */

static void test_without_a_home(void **state)
{
    (void)state;
    char *folder = folder_make();
    char home[4200];
    snprintf(home, sizeof home, "%s/home", folder);
    struct rig *rig = rig_start(.mend_home = home, .rows = 60);
    open_check(rig);
    rig_expect(rig, "Nothing is written so far.");
    tick(rig, "none");
    go_on(rig);
    go_on(rig);
    rig_script(rig, "<2s>");
    rig_sync(rig);
    assert_int_equal(folder_entries(folder), 0);
    open_check(rig);
    rig_script(rig, "d");
    rig_expect(rig, "Nothing of this check is kept now.");
    tick(rig, "neck");
    go_on(rig);
    rig_leave(rig);
    assert_int_equal(folder_entries(folder), 0);
    rig = rig_start(.mend_home = home, .rows = 60);
    open_check(rig);
    tick(rig, "neck");
    go_on(rig);
    rig_script(rig, "<Esc>1<Enter><End><Enter>"); /* a lesson begins: now it is kept */
    rig_expect(rig, "page 1 of 4");
    expect_kept(rig, home, 1 << SAFETY_NECK);
    rig_leave(rig);
    folder_remove(folder);
}

/* Sealed, the file says nothing; unlocked, the check still is what it was. */
static void test_with_a_passphrase(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home, .rows = 60);
    rig_script(rig, "<Enter><Tab><Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>n<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Esc>1");
    open_check(rig);
    rig_expect_not(rig, "Nothing is written so far.");
    tick(rig, "none");
    go_on(rig);
    rig_expect(rig, "And what about me?");
    rig_script(rig, "<2s>");
    rig_sync(rig);
    assert_false(folder_contains(home, "safety"));
    assert_false(folder_contains(home, "none"));
    rig_leave(rig);
    assert_false(folder_contains(home, "safety"));
    rig = rig_start(.mend_home = home, .rows = 60);
    rig_wait_for(rig, "This is locked.");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "1 Today");
    rig_script(rig, "2<Home><Down*2><Enter><End><Enter><End><Enter>"); /* lesson 3, its page 2 */
    rig_expect(rig, "page 2 of 5");
    rig_expect(rig, "With somebody. Press f for the one for you alone.");
    rig_leave(rig);
    folder_remove(home);
}

/* Whatever command puts out, none puts this out. */
static void test_no_command_tells(void **state)
{
    struct desk *desk = *state;
    struct rig *rig = start_begun(desk->home);
    open_check(rig);
    tick(rig, "neck");
    tick(rig, "watched");
    go_on(rig);
    rig_expect(rig, "And what about me?");
    rig_leave(rig);
    assert_true(folder_contains(desk->home, "neck watched"));
    MEND(desk, "canary, a day", "journal", "add");
    MEND(desk, "", "journal", "list", "--json");
    assert_non_null(strstr(str_text(&desk->out), "canary"));
    for (int flag = 0; flag < SAFETY_FLAGS; flag++)
        assert_null(strstr(str_text(&desk->out), safety_names[flag]));
    assert_null(strstr(str_text(&desk->out), "safety"));
    static const char *const words[] = {"neck", "watched", "safety", "check", "hands", "follow"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        MEND(desk, "", "journal", "search", "--json", words[i]);
        assert_int_equal(desk->status, 0);
        assert_null(strstr(str_text(&desk->out), "made_at"));
    }
    MEND(desk, "", "plan", "print", "--yes", "safety");
    desk_expect_failure(desk, 1, "Nothing is written in this plan yet.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_tick_has_its_reply),
        cmocka_unit_test(test_none_stands_alone),
        cmocka_unit_test(test_nothing_ticked_is_not_taken),
        cmocka_unit_test(test_taken),
        cmocka_unit_test(test_read_again),
        cmocka_unit_test(test_left_by_esc),
        cmocka_unit_test(test_one_key_deletes),
        cmocka_unit_test(test_without_a_home),
        cmocka_unit_test(test_with_a_passphrase),
        DESK_TEST(test_no_command_tells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
