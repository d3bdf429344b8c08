/* The passphrase's commands, on the shipped program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/desk.h"

static const char canary[] = "canary-lapwing-3141";

/* A command with SECRETS on descriptor 9. */
#define WITH(desk, lines, ...)                                                                     \
    do {                                                                                           \
        (desk)->secrets = (lines);                                                                 \
        MEND(desk, "", __VA_ARGS__, "--passphrase-fd", "9");                                       \
    } while (0)

static void expect_said(const struct desk *desk, const char *words)
{
    if (desk->status != 0 || !strstr(str_text(&desk->out), words))
        fail_msg("status %d, \"%s\", \"%s\"", desk->status, str_text(&desk->out),
                 str_text(&desk->errors));
}

static void keep(struct desk *desk, const char *secrets, const char *text)
{
    desk->secrets = secrets;
    MEND(desk, text, "journal", "add", "--passphrase-fd", "9");
    expect_said(desk, "Kept as entry");
}

static void expect_listed(struct desk *desk, const char *secrets, const char *text)
{
    WITH(desk, secrets, "journal", "list");
    expect_said(desk, text);
    WITH(desk, secrets, "journal", "search", "canary");
    expect_said(desk, text);
}

/* Sealed before anything is kept, nothing is ever in the clear. */
static void sealed_from_the_beginning(void **state)
{
    struct desk *desk = *state;
    WITH(desk, "copper ladder\n", "passphrase", "set");
    expect_said(desk, "is sealed");
    keep(desk, "copper ladder\n", canary);
    assert_false(folder_contains(desk->home, canary));
    assert_false(folder_contains(desk->home, "SQLite"));
    expect_listed(desk, "copper ladder\n", canary);
}

static void a_plain_file_is_sealed_and_opened_again(void **state)
{
    struct desk *desk = *state;
    MEND(desk, canary, "journal", "add");
    assert_true(folder_contains(desk->home, canary));
    WITH(desk, "copper ladder\n", "passphrase", "set");
    expect_said(desk, "in the clear before");
    assert_false(folder_contains(desk->home, canary));
    expect_listed(desk, "copper ladder\n", canary);
    WITH(desk, "copper ladder\n", "passphrase", "set");
    desk_expect_failure(desk, 1, "is sealed already");
    WITH(desk, "copper ladder\n", "passphrase", "remove");
    expect_said(desk, "a plain file now");
    assert_true(folder_contains(desk->home, canary));
    desk->secrets = NULL;
    MEND(desk, "", "journal", "list");
    expect_said(desk, canary);
}

static void the_wrong_one_opens_nothing_and_loses_nothing(void **state)
{
    struct desk *desk = *state;
    WITH(desk, "copper ladder\n", "passphrase", "set");
    keep(desk, "copper ladder\n", canary);
    WITH(desk, "copper\n", "journal", "list");
    desk_expect_failure(desk, 1, "does not open");
    WITH(desk, "copper\nnew\n", "passphrase", "change");
    desk_expect_failure(desk, 1, "does not open");
    expect_listed(desk, "copper ladder\n", canary);
}

static void it_can_be_changed(void **state)
{
    struct desk *desk = *state;
    WITH(desk, "copper ladder\n", "passphrase", "set");
    keep(desk, "copper ladder\n", canary);
    WITH(desk, "copper ladder\n\n", "passphrase", "change");
    desk_expect_failure(desk, 1, "is empty");
    WITH(desk, "copper ladder\nseven rain\n", "passphrase", "change");
    expect_said(desk, "is changed");
    WITH(desk, "copper ladder\n", "journal", "list");
    desk_expect_failure(desk, 1, "does not open");
    expect_listed(desk, "seven rain\n", canary);
    WITH(desk, "seven rain\nnine owls\n", "passphrase", "renew");
    expect_said(desk, "sealed anew");
    expect_listed(desk, "nine owls\n", canary);
    assert_false(folder_contains(desk->home, canary));
}

static void a_recovery_key_opens_it(void **state)
{
    struct desk *desk = *state;
    char key[64];
    char lines[128];
    WITH(desk, "copper ladder\n", "passphrase", "set");
    keep(desk, "copper ladder\n", canary);
    WITH(desk, "copper ladder\n", "passphrase", "recovery");
    expect_said(desk, "shown this once");
    assert_int_equal(sscanf(strchr(str_text(&desk->out), '\n'), " %63s", key), 1);
    snprintf(lines, sizeof lines, "%s\nseven rain\n", key);
    WITH(desk, lines, "passphrase", "recover");
    expect_said(desk, "The new passphrase is set.");
    expect_listed(desk, "seven rain\n", canary);
    WITH(desk, "seven rain\n", "passphrase", "forget");
    expect_said(desk, "no recovery key any more");
    WITH(desk, lines, "passphrase", "recover");
    assert_int_equal(desk->status, 1);
}

static void erased_is_gone(void **state)
{
    struct desk *desk = *state;
    WITH(desk, "copper ladder\n", "passphrase", "set");
    keep(desk, "copper ladder\n", canary);
    desk->secrets = NULL;
    MEND(desk, "", "erase"); /* nobody is there to type the word */
    assert_int_equal(desk->status, 1);
    assert_non_null(strstr(str_text(&desk->out), "neither backups and snapshots"));
    assert_non_null(strstr(str_text(&desk->errors), "no terminal to ask at. --yes"));
    assert_null(strstr(str_text(&desk->errors), "assphrase"));
    MEND(desk, "", "erase", "--yes");
    expect_said(desk, "Erased.");
    expect_said(desk, "neither backups and snapshots nor what an SSD holds back");
    MEND(desk, "", "erase", "--yes");
    assert_int_equal(desk->status, 1);
    MEND(desk, "", "journal", "list");
    assert_int_equal(desk->status, 0);
}

/* Turns COUNT bytes at AT of the sealed file over. */
static void turn_over(const struct desk *desk, long at, size_t count)
{
    char path[4300];
    unsigned char bytes[512];
    assert_true(count <= sizeof bytes);
    snprintf(path, sizeof path, "%s/mend.db", desk->home);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_int_equal(fread(bytes, 1, count, file), count);
    for (size_t i = 0; i < count; i++)
        bytes[i] ^= 0xff;
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, count, file), count);
    assert_int_equal(fclose(file), 0);
}

/* The header has two copies of 4,096 bytes, each unit behind it 4,608. */
static void what_is_wrong_has_a_sentence_of_its_own(void **state)
{
    enum { SLOT = 4096, HEADER = 8192, UNIT = 4608, UNITS = 15, COST = 24, MAGIC = 2 };
    struct desk *desk = *state;
    WITH(desk, "copper ladder\n", "passphrase", "set");
    keep(desk, "copper ladder\n", canary);
    WITH(desk, "tin ladder\n", "journal", "list");
    desk_expect_failure(desk, 1, "This passphrase does not open");

    for (long unit = 1; unit < UNITS; unit++)
        turn_over(desk, HEADER + unit * UNIT + 100, 4);
    WITH(desk, "copper ladder\n", "journal", "list");
    desk_expect_failure(desk, 1, "A part of ");
    for (long unit = 1; unit < UNITS; unit++)
        turn_over(desk, HEADER + unit * UNIT + 100, 4);
    expect_listed(desk, "copper ladder\n", canary);

    turn_over(desk, COST, 1); /* one copy of two: nobody notices */
    expect_listed(desk, "copper ladder\n", canary);
    turn_over(desk, COST, 1);
    turn_over(desk, SLOT + COST, 1);
    WITH(desk, "copper ladder\n", "journal", "list");
    desk_expect_failure(desk, 1, "The beginning of ");
    turn_over(desk, COST, 1);
    turn_over(desk, SLOT + COST, 1);

    turn_over(desk, MAGIC, 2);
    turn_over(desk, SLOT + MAGIC, 2);
    WITH(desk, "copper ladder\n", "journal", "list");
    desk_expect_failure(desk, 1, "is not a file that mend made");
    MEND(desk, "", "erase", "--yes");
    desk_expect_failure(desk, 1, "left as it is");
}

/* Nothing left of it is not the same as nothing there yet. */
static void cut_to_nothing_it_is_not_taken_for_new(void **state)
{
    struct desk *desk = *state;
    char path[4300];
    WITH(desk, "copper ladder\n", "passphrase", "set");
    keep(desk, "copper ladder\n", canary);
    snprintf(path, sizeof path, "%s/mend.db", desk->home);
    assert_int_equal(truncate(path, 0), 0);
    WITH(desk, "copper ladder\n", "journal", "list");
    desk_expect_failure(desk, 1, "The beginning of ");
    WITH(desk, "copper ladder\n", "passphrase", "set");
    assert_int_equal(desk->status, 1);
}

/* The unlock screen takes keys, so a passphrase from a script must be made of such. */
static void what_cannot_be_typed_is_refused(void **state)
{
    struct desk *desk = *state;
    WITH(desk, "a\tb\n", "passphrase", "set");
    desk_expect_failure(desk, 1, "cannot be typed");
    WITH(desk, "a\xff\n", "passphrase", "set");
    desk_expect_failure(desk, 1, "cannot be typed");
    WITH(desk, "copper ladder\r\n", "passphrase", "set");
    expect_said(desk, "is sealed");
    WITH(desk, "copper ladder\n", "journal", "list");
    assert_int_equal(desk->status, 0);
    WITH(desk, "copper ladder\n", "passphrase", "set");
    desk_expect_failure(desk, 1, "sealed already");
}

static void where_nobody_can_be_asked(void **state)
{
    struct desk *desk = *state;
    WITH(desk, "", "passphrase", "set");
    desk_expect_failure(desk, 1, "The input ended");
    WITH(desk, "copper ladder\n", "passphrase", "set");
    desk->secrets = NULL;
    MEND(desk, "", "journal", "list");
    desk_expect_failure(desk, 1, "--passphrase-fd");
    MEND(desk, "", "journal", "list", "--passphrase-fd", "no");
    desk_expect_failure(desk, 2, "number of an open file");
    MEND(desk, "", "journal", "list", "--passphrase-fd", "77");
    desk_expect_failure(desk, 1, "could not be read");
    MEND(desk, "", "lint", "--passphrase-fd", "9");
    desk_expect_failure(desk, 2, "no option");
    MEND(desk, "", "passphrase");
    desk_expect_failure(desk, 2, "comes one of");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(sealed_from_the_beginning),
        DESK_TEST(a_plain_file_is_sealed_and_opened_again),
        DESK_TEST(the_wrong_one_opens_nothing_and_loses_nothing),
        DESK_TEST(it_can_be_changed),
        DESK_TEST(a_recovery_key_opens_it),
        DESK_TEST(erased_is_gone),
        DESK_TEST(what_is_wrong_has_a_sentence_of_its_own),
        DESK_TEST(cut_to_nothing_it_is_not_taken_for_new),
        DESK_TEST(what_cannot_be_typed_is_refused),
        DESK_TEST(where_nobody_can_be_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
