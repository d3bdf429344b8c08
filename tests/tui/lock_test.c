/*
 * The passphrase on the shipped program: choosing one, unlocking, locking in every way, and that
 * nothing of what was written can be found afterwards, on the disk or in the program's memory.
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

#include "support/rig.h"
#include "vault/vault_private.h"

static const char canary[] = "canary-osprey-5521";
static const char passphrase[] = "copper ladder seven rain";

static struct rig *start(char *home)
{
    return rig_start(.mend_home = home, .rows = 30);
}

/* An empty home gets a passphrase before anything is kept; then lesson 1 has begun. */
static struct rig *start_sealed(char *home)
{
    struct rig *rig = start(home);
    rig_script(rig, "<Enter><Tab>");
    rig_expect(rig, "Choose a passphrase first");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "A passphrase, before anything is kept");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "The same passphrase again");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "A recovery key?");
    rig_script(rig, "n");
    rig_expect(rig, "Sealed from now on, ");
    rig_script(rig, "<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    return rig;
}

/* The next picture is that of the program started anew: it knows of no barrier before it. */
static void expect_locked(struct rig *rig)
{
    rig_wait_for(rig, "This is locked.");
}

/* All at once, so that the program reads the whole of it in one piece. */
static void unlock(struct rig *rig)
{
    char typed[64];
    snprintf(typed, sizeof typed, "%s\r", passphrase);
    rig_expect(rig, "Your passphrase:");
    rig_keys(rig, typed);
    rig_expect(rig, "1 Today");
}

static bool memory_holds(struct rig *rig, const char *words)
{
    return rig_memory_holds(rig, words, strlen(words));
}

/* The key of the file in HOME, opened here for the purpose. */
static void read_key(const char *home, unsigned char key[KEY_SIZE])
{
    struct vault *vault = NULL;
    struct fault fault = {0};
    char path[4300];
    snprintf(path, sizeof path, "%s/mend.db", home);
    if (vault_unlock(path, passphrase, strlen(passphrase), &vault, &fault))
        fail_msg("%s", fault.text);
    memcpy(key, vault->keys->data, KEY_SIZE);
    vault_close(vault);
}

static void test_sealed_from_the_first_byte(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_sealed(home);
    rig_script(rig, "<Tab>");
    rig_keys(rig, canary);
    rig_script(rig, "<2s>");
    rig_sync(rig);
    assert_false(folder_contains(home, canary));
    rig_script(rig, "<C-s>");
    rig_expect(rig, "Kept.");
    rig_leave(rig);
    assert_false(folder_contains(home, canary));
    assert_false(folder_contains(home, "copper ladder"));
    assert_false(folder_contains(home, "SQLite"));
    assert_false(folder_contains(home, "progress"));
    folder_remove(home);
}

static void test_what_was_typed_is_there_after_unlocking(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_sealed(home);
    rig_script(rig, "<Tab>");
    rig_keys(rig, canary);
    rig_leave(rig);
    rig = start(home);
    expect_locked(rig);
    rig_expect_not(rig, "Lesson");
    unlock(rig);
    rig_expect(rig, "is waiting, unfinished");
    rig_script(rig, "<Enter>");
    rig_expect(rig, canary);
    rig_leave(rig);
    folder_remove(home);
}

/* Nothing is lost by a wrong one; the third costs a wait, and the wait grows. */
static void test_wrong_passphrases(void **state)
{
    (void)state;
    char *home = folder_make();
    rig_leave(start_sealed(home));
    struct rig *rig = start(home);
    expect_locked(rig);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Type your passphrase first");
    rig_script(rig, "not this one<Enter>");
    rig_expect(rig, "does not open");
    rig_script(rig, "nor this<Enter>nor that<Enter>");
    rig_expect(rig, "Another try is possible in");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>"); /* too early: it stays in the field */
    rig_expect(rig, "This is locked.");
    rig_script(rig, "<30s><Enter>");
    rig_expect(rig, "1 Today");
    rig_expect(rig, "Last opened ");
    rig_expect(rig, "Since then: 3 wrong");
    rig_leave(rig);
    folder_remove(home);
}

/* Locked, the program has become another one that never knew the words, the passphrase or the key.
 */
static void test_locked_memory_holds_nothing(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_sealed(home);
    rig_script(rig, "<Tab>");
    rig_keys(rig, canary);
    rig_expect(rig, canary);
    assert_true(memory_holds(rig, canary));
    unsigned char key[KEY_SIZE];
    read_key(home, key);
    assert_true(rig_memory_holds(rig, key, sizeof key));
    rig_script(rig, "<C-l>");
    expect_locked(rig);
    rig_expect_not(rig, canary);
    assert_false(memory_holds(rig, canary));
    assert_false(memory_holds(rig, passphrase));
    assert_false(rig_memory_holds(rig, key, sizeof key));
    unlock(rig);
    rig_sync(rig); /* what came with the passphrase is dealt with; this was read after it */
    assert_false(memory_holds(rig, passphrase)); /* wiped once it was used */
    rig_script(rig, "<Enter>");
    rig_expect(rig, canary);
    rig_leave(rig);
    assert_false(folder_contains(home, canary));
    folder_remove(home);
}

static void test_idle_lock(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_sealed(home);
    rig_script(rig, "<Tab>");
    rig_keys(rig, canary);
    rig_script(rig, "<280s>");
    rig_expect(rig, canary);
    rig_script(rig, "x<290s>"); /* a key begins the five minutes anew */
    rig_expect(rig, canary);
    rig_script(rig, "<20s>");
    expect_locked(rig);
    unlock(rig);
    rig_script(rig, "<Enter>");
    rig_expect(rig, canary);
    rig_leave(rig);
    folder_remove(home);
}

static void test_suspended_is_locked(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_sealed(home);
    rig_script(rig, "<Tab>");
    rig_keys(rig, canary);
    rig_script(rig, "<C-z>");
    rig_wait_stop(rig);
    assert_false(memory_holds(rig, canary));
    rig_signal(rig, SIGCONT);
    expect_locked(rig);
    unlock(rig);
    rig_script(rig, "<Enter>");
    rig_expect(rig, canary);
    rig_leave(rig);
    folder_remove(home);
}

/* Help opens without the passphrase, and nothing else does. */
static void test_help_before_unlocking(void **state)
{
    (void)state;
    char *home = folder_make();
    rig_leave(start_sealed(home));
    struct rig *rig = start(home);
    expect_locked(rig);
    rig_script(rig, "half of it<F1>");
    rig_expect(rig, "emergency number");
    rig_script(rig, "2");
    rig_expect_not(rig, "Where the distrust comes from");
    rig_script(rig, "<F1><Esc>");
    rig_expect(rig, "This is locked.");
    rig_script(rig, "<F1><Esc>");
    rig_script(rig, "<C-u>");
    unlock(rig);
    rig_leave(rig);
    rig = start(home);
    expect_locked(rig);
    rig_leave(rig); /* at once, from here as well */
    folder_remove(home);
}

/* Two that differ keep nothing; Esc leads back; the choice can still be not to have one. */
static void test_choosing_otherwise(void **state)
{
    (void)state;
    char *folder = folder_make();
    char home[4200];
    snprintf(home, sizeof home, "%s/home", folder);
    struct rig *rig = start(home);
    rig_script(rig, "<Enter><Tab><Enter>");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "It is empty");
    rig_script(rig, "one thing<Enter>another<Enter>");
    rig_expect(rig, "were not the same");
    assert_int_equal(access(home, F_OK), -1);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Choose a passphrase first");
    rig_script(rig, "<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    assert_true(folder_contains(home, "SQLite"));
    rig_leave(rig);
    folder_remove(folder);
}

/* A new passphrase, and the recovery key that is shown after it. */
static struct rig *start_with_key(char *home, char key[64])
{
    struct rig *rig = start(home);
    rig_script(rig, "<Enter><Tab><Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>y");
    rig_expect(rig, "Your recovery key");
    char *row = rig_row(rig, 5);
    assert_int_equal(sscanf(row, " %63s", key), 1);
    free(row);
    assert_int_equal(strlen(key), 35);
    return rig;
}

/* The recovery key is asked back, and opens the file. */
static void test_recovery_key(void **state)
{
    (void)state;
    char *home = folder_make();
    char key[64];
    struct rig *rig = start_with_key(home, key);
    rig_script(rig, "<Enter>wrong<Enter>");
    rig_expect(rig, "That is not what stands here");
    rig_script(rig, "<Enter>");
    char groups[12];
    memcpy(groups, key + 18, 5);
    memcpy(groups + 5, key + 30, 6);
    rig_keys(rig, groups);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Sealed from now on, ");
    rig_script(rig, "<C-l>");
    expect_locked(rig);
    rig_script(rig, "<Tab>");
    rig_expect(rig, "as you wrote it down");
    rig_keys(rig, key);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "1 Today");
    rig_expect(rig, "Opened with the recovery key");
    rig_leave(rig);
    folder_remove(home);
}

/* A key that was not asked back opens nothing; what is half typed does not stay on the screen. */
static void test_half_way(void **state)
{
    (void)state;
    char *home = folder_make();
    char key[64];
    struct rig *rig = start_with_key(home, key);
    rig_script(rig, "<Enter><C-l>");
    expect_locked(rig);
    rig_script(rig, "<Tab>");
    rig_keys(rig, key);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "There is no recovery key");
    rig_expect(rig, key);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Your passphrase:");
    rig_expect_not(rig, key);
    rig_script(rig, "<Tab>half of");
    rig_expect(rig, "half of");
    rig_script(rig, "<300s>");
    rig_wait_for(rig, "Your passphrase:");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "1 Today");
    rig_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sealed_from_the_first_byte),
        cmocka_unit_test(test_what_was_typed_is_there_after_unlocking),
        cmocka_unit_test(test_wrong_passphrases),
        cmocka_unit_test(test_locked_memory_holds_nothing),
        cmocka_unit_test(test_idle_lock),
        cmocka_unit_test(test_suspended_is_locked),
        cmocka_unit_test(test_help_before_unlocking),
        cmocka_unit_test(test_choosing_otherwise),
        cmocka_unit_test(test_recovery_key),
        cmocka_unit_test(test_half_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
