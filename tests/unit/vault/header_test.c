/* The header: what a file is, what opens it, what its damage does. */
#include <fcntl.h>

#include "room.h"
#include "vault/header.h"
#include "vault/slot.h"

static enum vault_kind kind_of(struct room *room)
{
    enum vault_kind kind = VAULT_ABSENT;
    must(room, vault_look(room->file, &kind, &room->fault));
    return kind;
}

/* ---- what a file is ---- */

static void each_kind_of_file_is_told_apart(void **state)
{
    struct room *room = *state;
    static char bytes[20000];
    sqlite3 *db = NULL;
    assert_int_equal(VAULT_ABSENT, kind_of(room));
    file_write(room->file, "", 0);
    assert_int_equal(VAULT_EMPTY, kind_of(room));
    file_write(room->file, bytes, 5000);
    assert_int_equal(VAULT_EMPTY, kind_of(room));
    file_write(room->file, "Dear diary,", 11);
    assert_int_equal(VAULT_FOREIGN, kind_of(room));
    memset(bytes, 'x', sizeof bytes);
    file_write(room->file, bytes, sizeof bytes);
    assert_int_equal(VAULT_FOREIGN, kind_of(room));
    assert_int_equal(0, unlink(room->file));
    assert_int_equal(0, mkdir(room->file, 0700));
    assert_int_equal(VAULT_FOREIGN, kind_of(room));
    assert_int_equal(0, rmdir(room->file));
    assert_int_equal(SQLITE_OK, open_database(room->file, true, &db));
    run(db, "CREATE TABLE t(x)");
    sqlite3_close(db);
    assert_int_equal(VAULT_PLAIN, kind_of(room));
    assert_int_equal(0, unlink(room->file));
    make(room, "passphrase");
    assert_int_equal(VAULT_SEALED, kind_of(room));
}

/* Calls EDIT on both copies of the header; sums them up anew when SUM. */
static void edit_header(struct room *room, size_t at, unsigned char value, bool sum)
{
    size_t length;
    char *bytes = file_bytes(room->file, &length);
    assert_in_range(length, HEADER_SIZE, SIZE_MAX);
    for (size_t slot = 0; slot < 2; slot++) {
        unsigned char *copy = (unsigned char *)bytes + slot * SLOT_SIZE;
        copy[at] = value;
        if (sum)
            slot_sum(copy);
    }
    file_write(room->file, bytes, length);
    free(bytes);
}

static void grow_by_a_unit(struct room *room)
{
    FILE *file = fopen(room->file, "ab");
    char unit[4608] = {0};
    assert_non_null(file);
    assert_int_equal(1, fwrite(unit, sizeof unit, 1, file));
    assert_int_equal(0, fclose(file));
}

static void a_newer_format_is_refused_as_such(void **state)
{
    struct room *room = *state;
    make(room, "passphrase");
    lock(room);
    edit_header(room, 8, 2, true);
    assert_int_equal(VAULT_NEWER, kind_of(room));
    must_fail(room, ERR_NEWER, unlock(room, "passphrase"));
    assert_null(room->vault);
    edit_header(room, 8, 1, true);
    edit_header(room, 72, 9, true); /* a cipher we do not know */
    must_fail(room, ERR_NEWER, unlock(room, "passphrase"));
}

static void what_nothing_can_open_says_why(void **state)
{
    struct room *room = *state;
    must_fail(room, ERR_NOT_FOUND, unlock(room, "passphrase"));
    file_write(room->file, "", 0);
    must_fail(room, ERR_NOT_FOUND, unlock(room, "passphrase"));
    file_write(room->file, "Dear diary,", 11);
    must_fail(room, ERR_FORMAT, unlock(room, "passphrase"));
    char said[FAULT_TEXT];
    snprintf(said, sizeof said, "%s", room->fault.text);
    file_write(room->file, "SQLite format 3", 16);
    must_fail(room, ERR_FORMAT, unlock(room, "passphrase"));
    assert_string_not_equal(said, room->fault.text);
    assert_int_equal(0, unlink(room->file));
    make(room, "passphrase");
    lock(room);
    must_fail(room, ERR_PASSPHRASE, unlock(room, "passphrasf"));
    must_fail(room, ERR_PASSPHRASE, unlock(room, ""));
    grow_by_a_unit(room);
    edit_header(room, 700, 1, false);
    assert_int_equal(VAULT_DAMAGED, kind_of(room));
    must_fail(room, ERR_DAMAGED, unlock(room, "passphrase"));
    assert_null(room->vault);
}

/* ---- making ---- */

static void nothing_that_stands_there_is_overwritten(void **state)
{
    struct room *room = *state;
    make(room, "passphrase");
    lock(room);
    must_fail(room, ERR_CONFLICT,
              vault_create(room->file, "other", 5, &cheap, &room->vault, &room->fault));
    assert_true(opens(room, "passphrase"));
    file_write(room->file, "Dear diary,", 11);
    must_fail(room, ERR_CONFLICT,
              vault_create(room->file, "other", 5, &cheap, &room->vault, &room->fault));
    file_write(room->file, "", 0);
    make(room, "passphrase");
    struct stat status;
    assert_int_equal(0, stat(room->file, &status));
    assert_int_equal(HEADER_SIZE, status.st_size);
    assert_int_equal(0600, status.st_mode & 07777);
}

static void a_header_cut_short_can_be_made_again(void **state)
{
    struct room *room = *state;
    make(room, "passphrase");
    lock(room);
    assert_int_equal(0, truncate(room->file, 3000));
    assert_int_equal(VAULT_EMPTY, kind_of(room));
    make(room, "passphrase");
}

static void costs_out_of_bounds_are_refused(void **state)
{
    struct room *room = *state;
    static const struct vault_cost costs[] = {
        {0, 64 << 20},
        {VAULT_MOST_PASSES + 1, 64 << 20},
        {1, VAULT_LEAST_MEMORY - 1},
        {1, (uint64_t)VAULT_MOST_MEMORY + 1},
        {1, UINT64_MAX},
    };
    for (size_t i = 0; i < sizeof costs / sizeof costs[0]; i++)
        must_fail(room, ERR_COST,
                  vault_create(room->file, "x", 1, &costs[i], &room->vault, &room->fault));
    must_fail(room, ERR_INPUT, vault_create(room->file, "", 0, &cheap, &room->vault, &room->fault));
    assert_false(is_there(room->file));
    make(room, "passphrase");
    must_fail(room, ERR_COST,
              vault_change_passphrase(room->vault, "x", 1, &costs[1], &room->fault));
    must_fail(room, ERR_INPUT, change(room, ""));
    lock(room);
    /* A hostile header: 4 TiB, or four thousand million passes. Nothing may be derived. */
    edit_header(room, 24 + 5, 4, true);
    must_fail(room, ERR_COST, unlock(room, "passphrase"));
    edit_header(room, 24 + 5, 0, true);
    edit_header(room, 20 + 3, 0xff, true);
    must_fail(room, ERR_COST, unlock(room, "passphrase"));
}

/* A cost, salt, id, or key that somebody changed and summed up anew opens nothing. */
static void every_field_is_authenticated(void **state)
{
    struct room *room = *state;
    static const size_t fields[] = {12, 20, 25, 32, 47, 48, 63, 80, 111, 120, 135, 136, 207};
    make(room, "passphrase");
    lock(room);
    size_t length;
    char *whole = file_bytes(room->file, &length);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        edit_header(room, fields[i], (unsigned char)(whole[fields[i]] ^ 2), true);
        must_fail(room, ERR_PASSPHRASE, unlock(room, "passphrase"));
        file_write(room->file, whole, length);
    }
    free(whole);
    assert_true(opens(room, "passphrase"));
}

/* ---- two copies ---- */

static void one_damaged_copy_is_enough_and_is_mended(void **state)
{
    struct room *room = *state;
    size_t length, after;
    make(room, "passphrase");
    lock(room);
    char *whole = file_bytes(room->file, &length);
    for (size_t at = 3; at < HEADER_SIZE; at += 401) {
        char *damaged = file_bytes(room->file, &after);
        damaged[at] ^= 0x10;
        file_write(room->file, damaged, length);
        free(damaged);
        assert_true(opens(room, "passphrase"));
        char *mended = file_bytes(room->file, &after);
        assert_int_equal(length, after);
        assert_memory_equal(whole, mended, length);
        free(mended);
    }
    free(whole);
}

static void a_passphrase_is_changed(void **state)
{
    struct room *room = *state;
    make(room, "old");
    must(room, change(room, "new"));
    assert_true(opens(room, "new"));
    assert_false(opens(room, "old"));
    must(room, vault_check_passphrase(room->vault, "new", 3, &room->fault));
    must_fail(room, ERR_PASSPHRASE, vault_check_passphrase(room->vault, "old", 3, &room->fault));
    struct vault_cost dearer = {2, 16 << 10};
    must(room, vault_change_passphrase(room->vault, "dear", 4, &dearer, &room->fault));
    assert_int_equal(2, vault_cost(room->vault).passes);
    lock(room);
    must(room, unlock(room, "dear"));
    assert_int_equal(16 << 10, vault_cost(room->vault).memory);
}

static void a_passphrase_changed_elsewhere_is_not_undone(void **state)
{
    struct room *room = *state;
    struct vault *other = NULL;
    make(room, "old");
    must(room, vault_unlock(room->file, "old", 3, &other, &room->fault));
    must(room, change(room, "new"));
    must_fail(room, ERR_CONFLICT, vault_change_passphrase(other, "third", 5, NULL, &room->fault));
    char text[VAULT_RECOVERY_TEXT];
    vault_make_recovery(text);
    must_fail(room, ERR_CONFLICT, vault_add_recovery(other, text, &room->fault));
    assert_false(vault_has_recovery(other));
    vault_close(other);
    assert_true(opens(room, "new"));
}

static void bytes_of_any_kind_are_a_passphrase(void **state)
{
    struct room *room = *state;
    static const char bytes[] = "\0\xff\n with a NUL in it";
    must(room, vault_create(room->file, bytes, sizeof bytes, &cheap, &room->vault, &room->fault));
    lock(room);
    must(room, vault_unlock(room->file, bytes, sizeof bytes, &room->vault, &room->fault));
    lock(room);
    must_fail(room, ERR_PASSPHRASE,
              vault_unlock(room->file, bytes, sizeof bytes - 1, &room->vault, &room->fault));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_kind_of_file_is_told_apart),
        TEST(a_newer_format_is_refused_as_such),
        TEST(what_nothing_can_open_says_why),
        TEST(nothing_that_stands_there_is_overwritten),
        TEST(a_header_cut_short_can_be_made_again),
        TEST(costs_out_of_bounds_are_refused),
        TEST(every_field_is_authenticated),
        TEST(one_damaged_copy_is_enough_and_is_mended),
        TEST(a_passphrase_is_changed),
        TEST(a_passphrase_changed_elsewhere_is_not_undone),
        TEST(bytes_of_any_kind_are_a_passphrase),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
