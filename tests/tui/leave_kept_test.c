/*
 * What becomes of the words after Ctrl-X: the half typed ones are there the next time, in every
 * kind of exercise, and sealed where there is a passphrase. What was to be burned or never kept,
 * and what stood in a passphrase field, is in no file.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/leaving.h"

#define CANARY "canary-plover-6130"
#define PASSPHRASE "copper ladder seven rain"

#define LESSON(down) "2<Home>" down "<Enter><End><Enter>"
#define LETTER LESSON("<Down*7>") "ss<Tab*6>"

/* From Today to where one types; from Today to where it must stand again, and be seen. */
static const struct kind {
    const char *name, *there, *again;
} kinds[] = {
    {"reflect", "<Enter><Tab>", "<Enter>"},
    {"a line of one's own", "<Enter>s<Tab><Tab><S-Tab><Tab><Down*10>", "<Enter>"},
    {"plan", LESSON("<Down>") "<Tab><Tab>", "<Enter>"},
    {"a later field", LESSON("<Down>") "<Tab><Tab>one<Enter>", "<Enter>"},
    {"list", LESSON("<Down>") "s<Tab>", "<Enter>"},
    {"a second line", LESSON("<Down>") "s<Tab>first thing<Enter>", "<Enter>"},
    {"build", LESSON("<Down*2>") "ss<Tab>", "<Enter>"},
    {"a later slot", LESSON("<Down*2>") "ss<Tab>one<Enter>", "<Enter>"},
    {"promise", LESSON("<Down*2>") "sss<Tab>", "<Enter>"},
    {"the promise itself", LESSON("<Down*2>") "sss<Tab>one<Enter>", "<Enter>"},
    {"experiment", LESSON("<Down*2>") "ssss<Tab>", "<Enter>"},
    {"a letter to keep", LETTER "<Enter>", "<Enter>"},
    {"a letter to seal", LETTER "<Down><Enter>", "<Enter>"},
    {"safety plan 1", "m<Down><Enter><Tab>", "m<Down><Enter>"},
    {"safety plan 6", "m<Down><Enter>sssss<Tab>", "m<Down><Enter>"},
    {"leaving 2", "m<Down*2><Enter>s<Tab>", "m<Down*2><Enter>"},
    {"leaving 5", "m<Down*2><Enter>ssss<Tab>", "m<Down*2><Enter>"},
    {"people", "m<Down*3><Enter><Tab>", "m<Down*3><Enter>"},
    {"own lines", "m<Down*3><Enter>s<Tab>", "m<Down*3><Enter>"},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static char *begun, *sealed;

static void leave(struct rig *rig)
{
    size_t mark = rig_mark(rig);
    rig_script(rig, "<C-x>");
    leaving_expect_gone(rig, mark);
    rig_stop(rig);
}

static struct rig *start(const char *home)
{
    return rig_start(.before = leaving_shell, .mend_home = home);
}

static struct rig *start_unlocked(const char *home)
{
    struct rig *rig = start(home);
    if (rig_shows(rig, "This is locked.")) {
        rig_script(rig, PASSPHRASE "<Enter>");
        rig_expect(rig, "Last opened");
    }
    return rig;
}

static int setup(void **state)
{
    (void)state;
    begun = folder_make();
    struct rig *rig = start(begun);
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    leave(rig);
    sealed = folder_make();
    rig = start(sealed);
    rig_script(rig, "<Enter><Tab><Enter>" PASSPHRASE "<Enter>" PASSPHRASE "<Enter>n<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    leave(rig);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    folder_remove(begun);
    folder_remove(sealed);
    return 0;
}

/* ---- kept ---- */

static void come_back_to(const struct kind *kind, const char *from, bool is_sealed)
{
    char *home = folder_copy(from);
    struct rig *rig = start_unlocked(home);
    rig_script(rig, kind->there);
    rig_keys(rig, CANARY);
    if (!rig_shows(rig, CANARY))
        rig_fail(rig, "%s: it is not typed where it should be", kind->name);
    leave(rig);
    if (is_sealed == folder_contains(home, CANARY))
        fail_msg("%s: the words are %s", kind->name, is_sealed ? "in a file" : "in no file");
    rig = start_unlocked(home);
    rig_expect_not(rig, CANARY); /* not before one goes there */
    rig_script(rig, kind->again);
    if (!rig_shows(rig, CANARY))
        rig_fail(rig, "%s: the words did not come back", kind->name);
    leave(rig);
    folder_remove(home);
}

static void test_half_typed_words_come_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i++)
        come_back_to(&kinds[i], begun, false);
}

static void test_and_are_sealed(void **state)
{
    (void)state;
    for (size_t i = 0; i < KINDS; i += 4)
        come_back_to(&kinds[i], sealed, true);
}

/* With no time between the last letter and Ctrl-X, and before anything of it was drawn. */
static void test_typed_in_one_go_with_the_key(void **state)
{
    (void)state;
    const char *const homes[] = {begun, sealed};
    for (size_t i = 0; i < 2; i++) {
        char *home = folder_copy(homes[i]);
        struct rig *rig = start_unlocked(home);
        rig_script(rig, "<Enter><Tab>");
        rig_sync(rig);
        rig_keys(rig, CANARY "\x18");
        leaving_expect_over(rig);
        rig_stop(rig);
        rig = start_unlocked(home);
        rig_script(rig, "<Enter>");
        rig_expect(rig, CANARY);
        rig_stop(rig);
        folder_remove(home);
    }
}

/* ---- not kept ---- */

/* Typed and left; then looked for in every file, and on the page it stood on. */
static void expect_lost(const char *from, const char *there, const char *typed)
{
    char *home = folder_copy(from);
    struct rig *rig = start_unlocked(home);
    rig_script(rig, there);
    rig_script(rig, typed);
    rig_script(rig, "<2s>"); /* the time after which a draft would be on the disk */
    rig_sync(rig);
    if (folder_contains(home, CANARY))
        rig_fail(rig, "\"%s\": it is on the disk", there);
    leave(rig);
    if (folder_contains(home, CANARY))
        fail_msg("\"%s\": it is on the disk", there);
    rig = start_unlocked(home);
    rig_script(rig, "<Enter>");
    rig_expect_not(rig, CANARY);
    rig_script(rig, "<End>");
    rig_expect_not(rig, CANARY);
    rig_stop(rig);
    folder_remove(home);
}

static void test_what_is_burned_is_in_no_file(void **state)
{
    (void)state;
    const char *const homes[] = {begun, sealed};
    for (size_t i = 0; i < 2; i++) {
        expect_lost(homes[i], LETTER "<Down*2><Enter>", CANARY);
        expect_lost(homes[i], LETTER "<Down*2><Enter>", CANARY "<C-s>");
        expect_lost(homes[i], LETTER "<Down*2><Enter>", CANARY "<Esc><F1>");
    }
}

/* Exercises with "keep: no" leave not even their name behind, sheets of ticks neither. */
static void test_what_is_never_kept(void **state)
{
    (void)state;
    static const struct {
        const char *there, *shows, *name;
        bool kept;
    } unkept[] = {
        {LESSON("<Down*7>") "sss<Tab><Space><Down><Space>", "[x]", "what-i-see", false},
        {LESSON("<Down*2>") "s<Tab><Down><Space>", "page 2 of 5", "safe-to-raise", false},
        {"<Enter>s<Tab><Tab><Space>", "[x]", "where-it-shows", true}, /* that of another is found */
    };
    for (size_t i = 0; i < sizeof unkept / sizeof unkept[0]; i++) {
        for (int go_on = 0; go_on < 2; go_on++) {
            char *home = folder_copy(begun);
            struct rig *rig = start(home);
            rig_script(rig, unkept[i].there);
            rig_expect(rig, unkept[i].shows);
            rig_script(rig, go_on ? "<2s><Esc><End><Enter><Backspace>" : "<2s>");
            leave(rig);
            assert_int_equal(folder_contains(home, unkept[i].name), unkept[i].kept);
            folder_remove(home);
        }
    }
}

/* Each field a passphrase is typed into, with a home, without one, and with a sealed one. */
static void test_passphrase_fields(void **state)
{
    (void)state;
    static const char *const choosing[] = {CANARY, CANARY "<Enter>" CANARY,
                                           ("one<Enter>" CANARY "<Enter>"),
                                           ("one<Enter>one<Enter>y<Enter>" CANARY)};
    static const char *const locked[] = {CANARY, CANARY "<Enter>", "<Tab>" CANARY,
                                         "<Tab>" CANARY "<Enter>", CANARY "<F1>"};
    for (size_t i = 0; i < sizeof choosing / sizeof choosing[0]; i++) {
        char *home = folder_make();
        struct rig *rig = rig_start(.before = leaving_shell, .mend_home = home, .first_run = true);
        rig_script(rig, "sss<Tab><Enter>");
        rig_script(rig, choosing[i]);
        rig_expect_not(rig, "page 4 of 5");
        leave(rig);
        assert_false(folder_contains(home, CANARY));
        folder_remove(home);
    }
    for (size_t i = 0; i < sizeof locked / sizeof locked[0]; i++) {
        char *home = folder_copy(sealed);
        struct rig *rig = start(home);
        rig_expect(rig, "This is locked.");
        rig_script(rig, locked[i]);
        rig_sync(rig);
        leave(rig);
        assert_false(folder_contains(home, CANARY));
        folder_remove(home);
    }
}

/* Before one has begun, nothing that was done in a sheet or a lesson's opening is anywhere. */
static void test_before_anything_is_kept(void **state)
{
    (void)state;
    static const char *const scripts[] = {"m<Enter><Tab><Tab><Space>", "m<Down><Enter>",
                                          "<Enter><Tab><Tab>5", "6<Down><Enter><Tab>8<2s>",
                                          "7cu<Enter>"};
    char *folder = folder_make();
    char home[4200];
    snprintf(home, sizeof home, "%s/home", folder);
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        struct rig *rig = start(home);
        rig_script(rig, scripts[i]);
        rig_script(rig, "<2s>");
        leave(rig);
        assert_int_equal(access(home, F_OK), -1);
    }
    folder_remove(folder);
}

/* ---- erasing ---- */

static void erase_from(const char *from)
{
    char *home = folder_copy(from);
    char file[4300];
    snprintf(file, sizeof file, "%s/mend.db", home);
    struct rig *rig = start_unlocked(home);
    rig_script(rig, "<Enter><Tab>" CANARY "<C-s><Esc><Esc>");
    rig_expect(rig, "Saturday 21 November");
    rig_script(rig, "m<End><Enter>");
    rig_expect(rig, "Shift-E erases now.");
    rig_script(rig, "e<Enter>y"); /* nothing but that key */
    rig_expect(rig, "Shift-E erases now.");
    assert_int_equal(access(file, F_OK), 0);
    rig_script(rig, "E");
    rig_wait_for(rig, "Everything that mend kept is erased.");
    assert_int_equal(access(file, F_OK), -1);
    assert_false(folder_contains(home, CANARY));
    leave(rig); /* on the message */
    assert_int_equal(access(file, F_OK), -1);
    rig = rig_start(.before = leaving_shell, .mend_home = home, .first_run = true);
    rig_expect(rig, "page 1 of 5"); /* as if it had never been */
    rig_expect_not(rig, "locked");
    leave(rig);
    assert_int_equal(access(file, F_OK), -1);
    folder_remove(home);
}

static void test_erased_and_left(void **state)
{
    (void)state;
    erase_from(begun);
    erase_from(sealed);
}

/* The message goes, Today comes without a first run, and one could begin anew. */
static void test_erased_and_stayed(void **state)
{
    (void)state;
    char *home = folder_copy(begun);
    struct rig *rig = start(home);
    rig_script(rig, "m<End><Enter>E");
    rig_wait_for(rig, "Everything that mend kept is erased.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Saturday 21 November");
    rig_script(rig, "m<End><Enter>");
    rig_expect(rig, "There is nothing to erase.");
    rig_script(rig, "E");
    rig_expect(rig, "There is nothing to erase.");
    rig_script(rig, "<C-l><C-z>");
    rig_wait_stop(rig);
    rig_signal(rig, SIGCONT);
    rig_expect(rig, "There is nothing to erase.");
    assert_false(folder_contains(home, "SQLite"));
    rig_script(rig, "1<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    leave(rig);
    assert_true(folder_contains(home, "SQLite"));
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_half_typed_words_come_back),
        cmocka_unit_test(test_and_are_sealed),
        cmocka_unit_test(test_typed_in_one_go_with_the_key),
        cmocka_unit_test(test_what_is_burned_is_in_no_file),
        cmocka_unit_test(test_what_is_never_kept),
        cmocka_unit_test(test_passphrase_fields),
        cmocka_unit_test(test_before_anything_is_kept),
        cmocka_unit_test(test_erased_and_left),
        cmocka_unit_test(test_erased_and_stayed),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
