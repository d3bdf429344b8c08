/* What the tests of the vault share: a folder to themselves, and short words for what they check.
 */
#ifndef MEND_TESTS_VAULT_ROOM_H
#define MEND_TESTS_VAULT_ROOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mend/base/path.h"
#include "mend/base/str.h"
#include "mend/vault/vault.h"
#include "support/folder.h"

#define SHARED __attribute__((unused)) static

static const struct vault_cost cheap = {1, VAULT_LEAST_MEMORY};

struct room {
    char *folder; /* thrown away afterwards */
    char *file;   /* mend.db in it; not made yet */
    struct fault fault;
    struct vault *vault; /* not opened yet */
};

/* Asserts that CALL worked, and shows the sentence when it did not. */
#define must(room, call)                                                                           \
    do {                                                                                           \
        if ((call) != OK)                                                                          \
            fail_msg("%s: %s", #call, (room)->fault.text);                                         \
    } while (0)

/* Asserts that CALL failed with CODE and told why in a whole sentence. */
#define must_fail(room, wanted, call)                                                              \
    do {                                                                                           \
        (room)->fault = (struct fault){0};                                                         \
        assert_int_equal(wanted, (call));                                                          \
        assert_int_equal(wanted, (room)->fault.code);                                              \
        assert_true(strlen((room)->fault.text) > 20);                                              \
    } while (0)

SHARED int room_setup(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    assert_non_null(room);
    room->folder = folder_make();
    room->file = path_join(room->folder, "mend.db");
    assert_non_null(room->file);
    *state = room;
    return 0;
}

SHARED int room_teardown(void **state)
{
    struct room *room = *state;
    vault_close(room->vault);
    folder_remove(room->folder);
    free(room->file);
    free(room);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

SHARED bool torture(void)
{
    return getenv("MEND_TORTURE") != NULL;
}

/* ---- the vault ---- */

SHARED void make(struct room *room, const char *passphrase)
{
    must(room, vault_create(room->file, passphrase, strlen(passphrase), &cheap, &room->vault,
                            &room->fault));
}

SHARED enum err unlock(struct room *room, const char *passphrase)
{
    return vault_unlock(room->file, passphrase, strlen(passphrase), &room->vault, &room->fault);
}

SHARED void lock(struct room *room)
{
    vault_close(room->vault);
    room->vault = NULL;
}

SHARED enum err change(struct room *room, const char *passphrase)
{
    return vault_change_passphrase(room->vault, passphrase, strlen(passphrase), NULL, &room->fault);
}

/* Whether PASSPHRASE opens the file; it is locked again. */
SHARED bool opens(struct room *room, const char *passphrase)
{
    struct vault *vault = NULL;
    enum err err = vault_unlock(room->file, passphrase, strlen(passphrase), &vault, &room->fault);
    vault_close(vault);
    if (err != OK && err != ERR_PASSPHRASE)
        fail_msg("%d: %s", err, room->fault.text);
    return err == OK;
}

/* ---- files ---- */

SHARED char *beside(const struct room *room, const char *suffix)
{
    struct str name = {0};
    str_puts(&name, room->file);
    str_puts(&name, suffix);
    return str_take(&name);
}

SHARED bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

/* ---- SQL ---- */

/* Opens the file through the vault, or plainly, with the settings mend uses. */
SHARED int open_database(const char *path, bool plain, sqlite3 **db)
{
    const char *vfs = vault_vfs_name();
    assert_non_null(vfs);
    int result = sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | (plain ? SQLITE_OPEN_CREATE : 0),
                                 plain ? NULL : vfs);
    sqlite3_extended_result_codes(*db, 1);
    if (result == SQLITE_OK)
        result = sqlite3_exec(*db,
                              "PRAGMA temp_store = MEMORY; PRAGMA journal_mode = TRUNCATE;"
                              "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;",
                              NULL, NULL, NULL);
    return result;
}

SHARED sqlite3 *open_sealed(struct room *room)
{
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, open_database(room->file, false, &db));
    return db;
}

SHARED void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

/* The first value of the first row as text, for the caller to free; the SQLite code is in *RESULT
 * (SQLITE_ROW is told as SQLITE_OK). NULL when there is no row. */
SHARED char *ask(sqlite3 *db, const char *sql, int *result)
{
    sqlite3_stmt *statement = NULL;
    char *text = NULL;
    *result = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (*result == SQLITE_OK)
        *result = sqlite3_step(statement);
    if (*result == SQLITE_ROW || *result == SQLITE_DONE) {
        const char *value =
            *result == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
        text = value ? strdup(value) : NULL;
        *result = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return text;
}

SHARED void expect_answer(sqlite3 *db, const char *sql, const char *wanted)
{
    int result;
    char *got = ask(db, sql, &result);
    if (result != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_string_equal(wanted, got ? got : "(nothing)");
    free(got);
}

#endif
