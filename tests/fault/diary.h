/*
 * A diary on a disk that may lose its power: a sealed database whose content after each commit is
 * known. Commit number K does what K says and nothing else; a plain database in memory that does
 * the same tells the digest of the content after K commits.
 */
#ifndef MEND_TESTS_DIARY_H
#define MEND_TESTS_DIARY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/vault/vault.h"
#include "support/power_disk.h"
#include "vault/slot.h"
#include "vault/vault_private.h"

#define SHARED __attribute__((unused)) static

enum { COMMITS = 14, DIGEST = 16 };

static const char diary_file[] = "diary.db";
static const char diary_journal[] = "diary.db-journal";

struct digest {
    unsigned char bytes[DIGEST];
};

struct diary {
    struct vault *vault;
    struct digest digests[COMMITS + 1];
};

SHARED bool torture(void)
{
    return getenv("MEND_TORTURE") != NULL;
}

/* The database on the power disk, with mend's settings but a cache so small that it spills. */
SHARED int diary_open(sqlite3 **db, const char *settings)
{
    int result = sqlite3_open_v2(diary_file, db, SQLITE_OPEN_READWRITE, vault_vfs_name());
    sqlite3_extended_result_codes(*db, 1);
    if (result == SQLITE_OK)
        result = sqlite3_exec(*db, settings, NULL, NULL, NULL);
    return result;
}

static const char diary_settings[] = "PRAGMA temp_store = MEMORY; PRAGMA cache_size = 8;"
                                     "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;"
                                     "PRAGMA secure_delete = ON;";

/* What commit number K does, without its BEGIN and COMMIT. */
SHARED int diary_change(sqlite3 *db, int k)
{
    char sql[1200];
    unsigned seed = (unsigned)k * 2654435761u;
    unsigned first = (unsigned)rand_r(&seed) % 20, step = 1 + (unsigned)rand_r(&seed) % 5;
    unsigned grow = k % 5 == 4 ? 24 : (unsigned)rand_r(&seed) % 4;
    if (k == 0)
        return sqlite3_exec(db,
                            "CREATE TABLE n(k INTEGER); INSERT INTO n VALUES(0);"
                            "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT);"
                            "CREATE INDEX t_v ON t(v);"
                            "CREATE VIRTUAL TABLE f USING fts5(words);",
                            NULL, NULL, NULL);
    snprintf(sql, sizeof sql,
             "UPDATE n SET k = %d;"
             "UPDATE t SET v = 'new ' || %d || ' ' || hex(zeroblob(150)) WHERE id %% 20 = %u;"
             "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < %u)"
             " INSERT INTO t(v) SELECT 'row ' || %d || ' ' || i || hex(zeroblob(350)) FROM c;"
             "SAVEPOINT s; DELETE FROM t WHERE id %% 3 = 0; ROLLBACK TO s; RELEASE s;"
             "DELETE FROM t WHERE id %% %u = 0 AND id %% 4 = 1;"
             "INSERT INTO f VALUES('word%d and others w%u'); DELETE FROM f WHERE rowid = %d;",
             k, k, first, grow, k, step + 2, k, step, k - 5);
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

SHARED int diary_commit(sqlite3 *db, int k)
{
    int result = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (result == SQLITE_OK)
        result = diary_change(db, k);
    if (result == SQLITE_OK)
        result = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    return result;
}

static int add_rows(sqlite3 *db, const char *sql, crypto_generichash_state *sum, int *rows)
{
    sqlite3_stmt *s = NULL;
    int result = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
    while (result == SQLITE_OK && (result = sqlite3_step(s)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(s); i++) {
            const unsigned char *text = sqlite3_column_text(s, i);
            int length = sqlite3_column_bytes(s, i);
            if (length)
                crypto_generichash_update(sum, text, (unsigned long long)length + 1);
        }
        ++*rows;
        result = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

/* Reads everything, in two ways where there are two. *K is the number of the last commit. */
SHARED int diary_read(sqlite3 *db, struct digest *digest, int *k)
{
    static const char *const all[] = {
        "SELECT id, v FROM t NOT INDEXED", "SELECT v FROM t ORDER BY v", "SELECT k FROM n",
        "SELECT rowid, words FROM f", "SELECT rowid FROM f WHERE f MATCH 'others'"};
    crypto_generichash_state sum;
    crypto_generichash_init(&sum, NULL, 0, DIGEST);
    int rows = 0, result = SQLITE_OK;
    for (size_t i = 0; result == SQLITE_OK && i < sizeof all / sizeof all[0]; i++)
        result = add_rows(db, all[i], &sum, &rows);
    crypto_generichash_final(&sum, digest->bytes, DIGEST);
    sqlite3_stmt *s = NULL;
    if (result == SQLITE_OK)
        result = sqlite3_prepare_v2(db, "SELECT k FROM n", -1, &s, NULL);
    if (result == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
        *k = sqlite3_column_int(s, 0);
    sqlite3_finalize(s);
    return result;
}

/* OK when integrity_check and FTS have nothing to say. */
SHARED int diary_check(sqlite3 *db)
{
    sqlite3_stmt *s = NULL;
    int result = sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &s, NULL);
    if (result == SQLITE_OK) {
        result = sqlite3_step(s);
        const char *said = result == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : NULL;
        if (result == SQLITE_ROW)
            result = said && strcmp(said, "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
    }
    sqlite3_finalize(s);
    if (result == SQLITE_OK)
        result = sqlite3_exec(db, "INSERT INTO f(f) VALUES('integrity-check')", NULL, NULL, NULL);
    return result;
}

/* A sealed file with nothing in it, made in memory. */
SHARED void diary_make_header(struct diary *diary)
{
    unsigned char header[HEADER_SIZE];
    struct slot slot = {.sequence = 1, .passes = 1, .memory = VAULT_LEAST_MEMORY};
    struct keys *keys = keys_new();
    assert_non_null(keys);
    randombytes_buf(keys->data, KEY_SIZE);
    randombytes_buf(slot.file_id, FILE_ID_SIZE);
    randombytes_buf(slot.salt, SALT_SIZE);
    assert_int_equal(OK, keys_derive(keys, "passphrase", 10, slot.salt,
                                     (struct vault_cost){slot.passes, slot.memory}, NULL));
    keys_wrap(keys, &slot);
    slot_write(&slot, header);
    slot_write(&slot, header + SLOT_SIZE);
    vault_memory_free(keys);
    power_disk_put(diary_file, header, sizeof header);
    power_disk_put(diary_journal, NULL, 0);
    struct fault fault = {0};
    if (vault_unlock(diary_file, "passphrase", 10, &diary->vault, &fault) != OK)
        fail_msg("%s", fault.text);
}

/* The digests, from a plain database that does the same. */
SHARED void diary_foresee(struct diary *diary)
{
    sqlite3 *db = NULL;
    int k = -1;
    assert_int_equal(SQLITE_OK, sqlite3_open(":memory:", &db));
    for (int i = 0; i <= COMMITS; i++) {
        assert_int_equal(SQLITE_OK, diary_commit(db, i));
        assert_int_equal(SQLITE_OK, diary_read(db, &diary->digests[i], &k));
        assert_int_equal(i, k);
    }
    sqlite3_close(db);
}

SHARED int diary_setup(void **state)
{
    struct diary *diary = calloc(1, sizeof *diary);
    assert_non_null(diary);
    assert_int_equal(SQLITE_OK, registry_install(power_disk_install()));
    diary_make_header(diary);
    diary_foresee(diary);
    *state = diary;
    return 0;
}

SHARED int diary_teardown(void **state)
{
    struct diary *diary = *state;
    vault_close(diary->vault);
    power_disk_remove();
    free(diary);
    return 0;
}

/* ---- a copy of the disk ---- */

struct image {
    unsigned char *file, *journal; /* journal NULL: there is none */
    size_t file_size, journal_size;
};

SHARED unsigned char *duplicate(const unsigned char *bytes, size_t size)
{
    unsigned char *copy = bytes ? malloc(size + 1) : NULL;
    if (copy)
        memcpy(copy, bytes, size);
    return copy;
}

SHARED struct image image_take(void)
{
    struct image image = {0};
    const unsigned char *file = power_disk_bytes(diary_file, &image.file_size);
    image.file = duplicate(file, image.file_size);
    const unsigned char *journal = power_disk_bytes(diary_journal, &image.journal_size);
    image.journal = duplicate(journal, image.journal_size);
    return image;
}

SHARED void image_put(const struct image *image)
{
    power_disk_put(diary_file, image->file, image->file_size);
    power_disk_put(diary_journal, image->journal, image->journal_size);
}

SHARED void image_free(struct image *image)
{
    free(image->file);
    free(image->journal);
    *image = (struct image){0};
}

#endif
