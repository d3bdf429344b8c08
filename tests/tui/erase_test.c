/* Erasing everything from inside: two steps, then nothing is there, and mend goes on as if new. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/rig.h"

static const char passphrase[] = "copper ladder seven rain";
static const char canary[] = "canary-wagtail-2718";

/* Me and its last row: the first step. */
static const char to_erase[] = "1m<End><Enter>";

/* A folder with a home in it that is not made yet. */
struct place {
    char *folder;
    char home[4200];
};

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    place->folder = folder_make();
    snprintf(place->home, sizeof place->home, "%s/home", place->folder);
    *state = place;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    folder_remove(place->folder);
    free(place);
    return 0;
}

/* Begins lesson 1, keeps an answer in it, and goes back to Today. */
static void keep_something(struct rig *rig)
{
    rig_script(rig, "<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Tab>");
    rig_keys(rig, canary);
    rig_script(rig, "<C-s>");
    rig_expect(rig, "Kept.");
    rig_script(rig, "<Esc><Esc>1");
}

/* The second step. The next picture is that of the program started anew. */
static void erase(struct rig *rig, const struct place *place)
{
    rig_script(rig, to_erase);
    rig_expect(rig, "is made unreadable and removed");
    rig_expect(rig, "copies in backups and snapshots");
    rig_expect(rig, "Shift-E erases now.");
    rig_script(rig, "E");
    rig_wait_for(rig, "Everything that mend kept is erased.");
    rig_expect(rig, "copies in backups and snapshots");
    rig_expect(rig, "mend itself is still installed");
    assert_int_equal(folder_entries(place->home), 0);
    assert_false(folder_contains(place->folder, canary));
}

/* Today as on the first day, and nothing is written before the person begins anew. */
static void expect_new(struct rig *rig, const struct place *place)
{
    rig_script(rig, "<Enter>");
    rig_expect(rig, "1 Today");
    rig_expect(rig, "A place to begin.");
    rig_script(rig, "2");
    rig_expect_not(rig, "been through");
    rig_expect_not(rig, "of 4 pages");
    rig_script(rig, "1m<End><Enter>");
    rig_expect(rig, "There is nothing to erase.");
    rig_expect_not(rig, "Shift-E");
    rig_script(rig, "E<Esc><Esc><2s>");
    rig_sync(rig);
    assert_int_equal(folder_entries(place->home), 0);
    rig_script(rig, "1<Enter>");
    rig_expect(rig, "before you begin");
    rig_expect(rig, "If you begin, mend keeps your place");
    rig_script(rig, "<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_expect_not(rig, canary);
    rig_script(rig, "<Tab>another beginning");
    rig_leave(rig);
    assert_true(folder_entries(place->home) > 0);
    assert_true(folder_contains(place->home, "another beginning"));
    assert_false(folder_contains(place->folder, canary));
}

static void test_a_plain_home(void **state)
{
    struct place *place = *state;
    struct rig *rig = rig_start(.mend_home = place->home);
    rig_script(rig, "<Enter>");
    keep_something(rig);
    assert_true(folder_contains(place->home, canary));
    erase(rig, place);
    expect_new(rig, place);
}

/* Words that were typed a moment ago go with the rest, and do not come back when one leaves. */
static void test_half_typed_words(void **state)
{
    struct place *place = *state;
    struct rig *rig = rig_start(.mend_home = place->home);
    rig_script(rig, "<Enter>");
    keep_something(rig);
    rig_script(rig, "<Enter><Tab>");
    rig_keys(rig, " and half of it");
    rig_expect(rig, "half of it");
    rig_script(rig, "<Esc><Esc>"); /* no time has gone by: they are not on the disk yet */
    erase(rig, place);
    rig_script(rig, "<Enter><2s>");
    rig_expect(rig, "A place to begin.");
    rig_expect_not(rig, "is waiting, unfinished");
    rig_leave(rig);
    assert_int_equal(folder_entries(place->home), 0);
    assert_false(folder_contains(place->folder, "half of it"));
}

static void test_with_a_passphrase(void **state)
{
    struct place *place = *state;
    struct rig *rig = rig_start(.mend_home = place->home);
    rig_script(rig, "<Enter><Tab><Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>n");
    rig_expect(rig, "Sealed from now on, ");
    keep_something(rig);
    assert_true(folder_entries(place->home) > 0);
    erase(rig, place);
    rig_expect_not(rig, "This is locked.");
    expect_new(rig, place); /* without a passphrase, until one is chosen anew */
}

/* Looking at the page is not the second step; neither is any other key. */
static void test_not_by_accident(void **state)
{
    struct place *place = *state;
    struct rig *rig = rig_start(.mend_home = place->home);
    rig_script(rig, "<Enter>");
    keep_something(rig);
    rig_script(rig, to_erase);
    rig_script(rig, "e<Enter><Space><Enter>y<Down><End><PgDn><Home>d<Delete>");
    rig_paste(rig, "EEE", 3);
    rig_expect(rig, "Shift-E erases now.");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Me and my data");
    rig_script(rig, "E<Esc>E"); /* elsewhere the key is none */
    rig_expect(rig, "1 Today");
    rig_leave(rig);
    assert_true(folder_contains(place->home, canary));
}

/* In the smallest window what remains is read to its end, and the key is named. */
static void test_the_smallest_window(void **state)
{
    struct place *place = *state;
    bool seen[3] = {false};
    static const char *const texts[] = {"SSD", "which is still installed", "Shift-E erases now."};
    struct rig *rig = rig_start(.mend_home = place->home, .rows = 12, .columns = 40);
    rig_script(rig, "<Enter>");
    keep_something(rig);
    rig_script(rig, to_erase);
    for (int i = 0; i < 60; i++) {
        for (int j = 0; j < 3; j++)
            seen[j] |= rig_shows(rig, texts[j]);
        rig_script(rig, "<Down>");
    }
    for (int j = 0; j < 3; j++)
        if (!seen[j])
            rig_fail(rig, "\"%s\" was not come past", texts[j]);
    rig_expect(rig, "Shift-E"); /* in the line of keys */
    rig_script(rig, "E");
    rig_wait_for(rig, "Everything that mend kept");
    assert_int_equal(folder_entries(place->home), 0);
    rig_leave(rig);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_plain_home),    TEST(test_half_typed_words),    TEST(test_with_a_passphrase),
        TEST(test_not_by_accident), TEST(test_the_smallest_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
