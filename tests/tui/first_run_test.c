/*
 * The first run: five pages over an empty home, each of which can be passed, gone back from and
 * left, and nothing on the disk before somebody chooses that things are to be kept. Once they are,
 * it goes on where it was broken off, and never comes again once it has ended.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/leaving.h"

enum { PAGES = 5 };

static const char passphrase[] = "copper ladder seven rain";

/* What each page says, in words that stand in one row or are found over several. */
static const char *const says[PAGES] = {
    "It is self-help, not therapy.", "watches the screen or the machine.",
    "Would you like to try it once?", "whoever can use your account or has the disk can read it",
    "Open the safety check"};

/* A folder that exists, and a home in it that does not. */
struct place {
    char *folder;
    char home[4200];
};

static void setup(struct place *place)
{
    place->folder = folder_make();
    snprintf(place->home, sizeof place->home, "%s/home", place->folder);
}

static struct rig *start(struct place *place)
{
    return rig_start(.before = leaving_shell, .mend_home = place->home, .first_run = true);
}

static void expect_number(struct rig *rig, int page)
{
    char text[32];
    snprintf(text, sizeof text, "page %d of 5", page);
    rig_expect(rig, text);
}

static void expect_page(struct rig *rig, int page)
{
    expect_number(rig, page);
    rig_expect(rig, says[page - 1]);
}

static void expect_today(struct rig *rig)
{
    rig_expect(rig, "Saturday 21 November");
    rig_expect_not(rig, "of 5");
}

/* Not even the folder. */
static void expect_nothing(struct rig *rig, const struct place *place)
{
    rig_sync(rig);
    if (access(place->home, F_OK) == 0)
        rig_fail(rig, "%s was made", place->home);
}

/* A long path is broken anywhere. */
static void expect_path(struct rig *rig, const char *path)
{
    char *screen = rig_screen_text(rig);
    char *to = screen;
    for (const char *from = screen; *from; from++)
        if (*from != ' ' && *from != '\n')
            *to++ = *from;
    *to = '\0';
    if (!strstr(screen, path))
        rig_fail(rig, "expected on the screen: %s", path);
    free(screen);
}

static void leave(struct rig *rig)
{
    size_t mark = rig_mark(rig);
    rig_script(rig, "<C-x>");
    leaving_expect_gone(rig, mark);
    rig_stop(rig);
}

/* ---- what it is ---- */

static void test_five_pages_and_nothing_on_the_disk(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    struct rig *rig = start(&place);
    for (int page = 1; page <= PAGES; page++) {
        expect_page(rig, page);
        expect_nothing(rig, &place);
        rig_script(rig, page == 3 ? "<C-x><Enter><Space>" : "<Space>");
        rig_script(rig, "<2s>");
    }
    expect_today(rig);
    expect_nothing(rig, &place);
    rig_script(rig, "234567?<Esc>1m<Esc>");
    expect_today(rig); /* and it does not come again */
    leave(rig);
    assert_int_equal(access(place.home, F_OK), -1);
    rig = start(&place); /* nothing was kept, not even that it was read */
    expect_page(rig, 1);
    rig_stop(rig);
    folder_remove(place.folder);
}

static void test_broken_off_before_anything_is_kept(void **state)
{
    (void)state;
    static const int ends[] = {0, SIGKILL, SIGTERM}; /* 0: Ctrl-X */
    struct place place;
    setup(&place);
    for (int page = 1; page <= PAGES; page++) {
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
            struct rig *rig = start(&place);
            for (int at = 1; at < page; at++)
                rig_script(rig, "s");
            expect_page(rig, page);
            if (ends[i])
                rig_signal(rig, ends[i]);
            else if (page == 3) /* a try, come back from */
                rig_script(rig, "<C-x><Enter><C-x>");
            else
                rig_script(rig, "<C-x>");
            rig_wait_exit(rig);
            rig_stop(rig);
            assert_int_equal(access(place.home, F_OK), -1);
        }
    }
    folder_remove(place.folder);
}

static void test_every_step_can_be_skipped_and_gone_back(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    struct rig *rig = start(&place);
    for (int page = 1; page < PAGES; page++) {
        rig_script(rig, "s");
        expect_page(rig, page + 1);
        rig_expect(rig, "Passed by.");
    }
    for (int page = PAGES; page > 1; page--) {
        expect_page(rig, page);
        rig_script(rig, "<Backspace>");
    }
    expect_page(rig, 1);
    rig_script(rig, "sssss");
    expect_today(rig);
    rig_stop(rig);
    rig = start(&place);
    expect_page(rig, 1);
    rig_script(rig, "<Backspace>");
    expect_today(rig);
    rig_stop(rig);
    for (int page = 1; page <= PAGES; page++) {
        rig = start(&place);
        for (int at = 1; at < page; at++)
            rig_script(rig, "s");
        expect_page(rig, page);
        rig_script(rig, "<Esc>");
        expect_today(rig);
        rig_script(rig, "21<C-l><C-z>");
        rig_wait_stop(rig);
        rig_signal(rig, SIGCONT);
        expect_today(rig);
        expect_nothing(rig, &place);
        rig_stop(rig);
    }
    folder_remove(place.folder);
}

/* One looks for help, breathes, reads the keys, and is back on the page one was on. */
static void test_what_lies_on_top_comes_back(void **state)
{
    (void)state;
    static const char *const tops[][2] = {{"<F1>", "In danger now"},
                                          {"7", "In danger now"},
                                          {"6", "What is here, by the senses"},
                                          {"?", "Keys everywhere"}};
    struct place place;
    setup(&place);
    struct rig *rig = start(&place);
    for (int page = 1; page <= PAGES; page++) {
        for (size_t i = 0; i < sizeof tops / sizeof tops[0]; i++) {
            rig_script(rig, tops[i][0]);
            rig_expect(rig, tops[i][1]);
            rig_script(rig, "<Esc>");
            expect_page(rig, page);
        }
        expect_nothing(rig, &place);
        rig_script(rig, "s");
    }
    rig_stop(rig);
    folder_remove(place.folder);
}

/* Without a home neither locks anything, and one is on the same page afterwards. */
static void test_redraw_and_stop_without_a_home(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    struct rig *rig = start(&place);
    for (int page = 1; page <= PAGES; page++) {
        size_t mark = rig_mark(rig);
        size_t length;
        rig_script(rig, "<C-l>");
        expect_page(rig, page);
        rig_since(rig, mark, &length);
        assert_true(length > 500); /* it was drawn afresh */
        rig_script(rig, "<C-z>");
        rig_wait_stop(rig);
        assert_true(rig_terminal_is_restored(rig));
        assert_false(glass_is_alternate(rig_glass(rig)));
        rig_signal(rig, SIGCONT);
        expect_page(rig, page);
        expect_nothing(rig, &place);
        rig_script(rig, "s");
    }
    rig_stop(rig);
    folder_remove(place.folder);
}

static void test_the_safety_check_comes_back_to_page_five(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    struct rig *rig = start(&place);
    rig_script(rig, "ssss<Tab><Enter>");
    rig_expect(rig, "page 1 of 2");
    rig_expect(rig, "About someone");
    rig_script(rig, "<Tab><Tab><Space>");
    rig_expect(rig, "[x] I'm afraid of how they react");
    rig_expect(rig, "Being careful around someone all day wears you out.");
    rig_script(rig, "<Esc><End><Enter>");
    rig_expect(rig, "page 2 of 2");
    expect_nothing(rig, &place);
    rig_script(rig, "<End><Enter>");
    expect_page(rig, 5);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "page 1 of 2");
    rig_script(rig, "<Esc>");
    expect_page(rig, 5);
    rig_script(rig, "<End><Enter>");
    expect_today(rig);
    expect_nothing(rig, &place);
    leave(rig);
    folder_remove(place.folder);
}

/* ---- choosing ---- */

/* At page 4, with nothing kept yet, and its first button focused. */
static struct rig *to_the_choice(struct place *place)
{
    struct rig *rig = start(place);
    rig_script(rig, "sss<Tab>");
    expect_page(rig, 4);
    rig_expect(rig, "So far nothing has been written.");
    return rig;
}

static struct rig *keep_without(struct place *place)
{
    struct rig *rig = to_the_choice(place);
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "Chosen: what you write is kept in");
    return rig;
}

/* Up to the question whether a recovery key is wanted: sealed by then. */
static struct rig *seal(struct place *place)
{
    struct rig *rig = to_the_choice(place);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "A passphrase, before anything is kept");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "The same passphrase again");
    expect_nothing(rig, place);
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "A recovery key?");
    return rig;
}

static struct rig *keep_sealed(struct place *place)
{
    struct rig *rig = seal(place);
    rig_script(rig, "n");
    rig_expect(rig, "Sealed from now on, without a recovery key.");
    rig_expect(rig, "sealed with your passphrase");
    return rig;
}

static void unlock(struct rig *rig)
{
    rig_wait_for(rig, "Your passphrase:");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
}

static void test_keeping_without_a_passphrase(void **state)
{
    (void)state;
    struct place place;
    struct stat info;
    setup(&place);
    struct rig *rig = keep_without(&place);
    expect_path(rig, place.home);
    rig_expect(rig, "without a passphrase. `mend passphrase set`");
    rig_expect_not(rig, "Choose a passphrase");
    rig_expect_not(rig, "nothing has been written");
    assert_true(folder_contains(place.home, "SQLite"));
    assert_int_equal(stat(place.home, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0700);
    rig_script(rig, "<End><Enter>");
    expect_page(rig, 5);
    rig_script(rig, "<Backspace>");
    rig_expect(rig, "Chosen: what you write is kept in");
    leave(rig);
    folder_remove(place.folder);
}

static void test_keeping_with_a_passphrase(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    struct rig *rig = keep_sealed(&place);
    rig_expect(rig, "Chosen: what you write is kept in");
    expect_path(rig, place.home);
    rig_expect_not(rig, "Keep things without one");
    assert_false(folder_contains(place.home, "SQLite"));
    assert_false(folder_contains(place.home, "copper ladder"));
    leave(rig);
    rig = start(&place);
    rig_wait_for(rig, "This is locked.");
    rig_expect_not(rig, "of 5");
    unlock(rig);
    expect_number(rig, 4);
    rig_expect(rig, "sealed with your passphrase");
    leave(rig);
    folder_remove(place.folder);
}

/* Half way through choosing one, nothing is kept; neither is the half. */
static void test_the_choice_can_be_taken_back(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    struct rig *rig = to_the_choice(&place);
    rig_script(rig, "<Enter>canary-tern<Enter>canary-te");
    rig_expect(rig, "The same passphrase again");
    rig_script(rig, "<Esc><Esc>");
    expect_page(rig, 4);
    expect_nothing(rig, &place);
    rig_script(rig, "<Enter>canary-tern<Enter>canary-te");
    leave(rig);
    assert_int_equal(access(place.home, F_OK), -1);
    folder_remove(place.folder);
}

/* Whatever stands in the way, it is said, nothing is half made, and one can go on. */
static void test_a_place_that_cannot_be_written(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    /* Nothing is there, and yet nobody, root neither, can make a folder of that name. */
    assert_int_equal(symlink("nowhere/home", place.home), 0);
    struct rig *rig = to_the_choice(&place);
    rig_script(rig, "<Down><Enter>");
    expect_path(rig, place.home);
    rig_expect_not(rig, "of 5");
    rig_expect_not(rig, "Chosen:");
    rig_script(rig, "<Enter>");
    expect_page(rig, 4);
    rig_expect(rig, "So far nothing has been written.");
    rig_script(rig, "<Home><Tab><Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    expect_path(rig, place.home);
    rig_expect_not(rig, "A recovery key?");
    rig_script(rig, "<Esc><Esc><Esc>");
    expect_page(rig, 4);
    expect_nothing(rig, &place);
    rig_script(rig, "<End><Enter>");
    expect_page(rig, 5);
    rig_script(rig, "<End><Enter>");
    expect_today(rig);
    leave(rig);
    assert_int_equal(unlink(place.home), 0);
    folder_remove(place.folder);
}

/* ---- broken off once things are kept ---- */

static void end_with(struct rig *rig, int end)
{
    if (end)
        rig_signal(rig, end);
    else
        rig_script(rig, "<C-x>");
    rig_wait_exit(rig);
    rig_stop(rig);
}

/* From page to page, and on each of them ended in one way after the other. */
static void test_it_goes_on_where_it_was_broken_off(void **state)
{
    (void)state;
    static const int ends[] = {0, SIGTERM, SIGKILL, SIGHUP};
    struct place place;
    setup(&place);
    struct rig *rig = keep_without(&place);
    end_with(rig, SIGKILL);
    for (int page = 4; page >= 1; page--) {
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
            rig = start(&place);
            expect_number(rig, page);
            if (page == 3 && !ends[i])
                rig_script(rig, "<C-x>"); /* a try, and the next one ends it */
            if (i + 1 == sizeof ends / sizeof ends[0])
                rig_script(rig, "<Backspace>");
            rig_sync(rig);
            if (page > 1 || i + 1 < sizeof ends / sizeof ends[0])
                end_with(rig, ends[i]);
        }
    }
    expect_today(rig); /* Backspace on the first page left it */
    rig_stop(rig);
    rig = start(&place);
    expect_today(rig);
    rig_stop(rig);
    folder_remove(place.folder);
}

static void test_the_last_page_is_gone_on_with_and_ends_it(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    struct rig *rig = keep_without(&place);
    rig_script(rig, "<End><Enter>");
    expect_page(rig, 5);
    end_with(rig, 0);
    rig = start(&place);
    expect_page(rig, 5);
    rig_script(rig, "<C-l>");
    expect_page(rig, 5);
    rig_script(rig, "<C-z>");
    rig_wait_stop(rig);
    rig_signal(rig, SIGCONT);
    expect_page(rig, 5);
    rig_script(rig, "<End><Enter>");
    expect_today(rig);
    end_with(rig, SIGKILL);
    rig = start(&place);
    expect_today(rig);
    rig_stop(rig);
    folder_remove(place.folder);
}

static void test_ended_by_escape_it_does_not_come_again(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    struct rig *rig = keep_without(&place);
    rig_script(rig, "<Esc><Esc>");
    expect_today(rig);
    end_with(rig, SIGKILL);
    rig = start(&place);
    expect_today(rig);
    rig_stop(rig);
    folder_remove(place.folder);
}

/* Locked by hand, by the clock, by being put aside: the same page is there after unlocking. */
static void test_locked_in_the_middle(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    struct rig *rig = keep_sealed(&place);
    rig_script(rig, "<C-l>");
    rig_wait_for(rig, "This is locked.");
    rig_expect_not(rig, "of 5");
    unlock(rig);
    expect_number(rig, 4);
    rig_script(rig, "<Space>");
    expect_page(rig, 5);
    rig_script(rig, "<300s>");
    unlock(rig);
    expect_page(rig, 5);
    rig_script(rig, "<C-z>");
    rig_wait_stop(rig);
    rig_signal(rig, SIGCONT);
    unlock(rig);
    expect_page(rig, 5);
    end_with(rig, SIGTERM);
    rig = start(&place);
    unlock(rig);
    expect_page(rig, 5);
    rig_script(rig, "<Esc>");
    expect_today(rig);
    rig_script(rig, "<C-l>");
    unlock(rig);
    expect_today(rig); /* it was over */
    leave(rig);
    folder_remove(place.folder);
}

/* Sealed, and broken off before the question about a recovery key was answered. */
static void test_broken_off_at_the_recovery_key(void **state)
{
    (void)state;
    struct place place;
    setup(&place);
    leave(seal(&place));
    struct rig *rig = start(&place);
    unlock(rig);
    expect_number(rig, 4);
    rig_expect(rig, "sealed with your passphrase");
    leave(rig);
    folder_remove(place.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_five_pages_and_nothing_on_the_disk),
        cmocka_unit_test(test_broken_off_before_anything_is_kept),
        cmocka_unit_test(test_every_step_can_be_skipped_and_gone_back),
        cmocka_unit_test(test_what_lies_on_top_comes_back),
        cmocka_unit_test(test_redraw_and_stop_without_a_home),
        cmocka_unit_test(test_the_safety_check_comes_back_to_page_five),
        cmocka_unit_test(test_keeping_without_a_passphrase),
        cmocka_unit_test(test_keeping_with_a_passphrase),
        cmocka_unit_test(test_the_choice_can_be_taken_back),
        cmocka_unit_test(test_a_place_that_cannot_be_written),
        cmocka_unit_test(test_it_goes_on_where_it_was_broken_off),
        cmocka_unit_test(test_the_last_page_is_gone_on_with_and_ends_it),
        cmocka_unit_test(test_ended_by_escape_it_does_not_come_again),
        cmocka_unit_test(test_locked_in_the_middle),
        cmocka_unit_test(test_broken_off_at_the_recovery_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
