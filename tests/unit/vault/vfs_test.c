/* The store's view: SQLite through the vault, on a real disk. */
#include <dirent.h>

#include "room.h"
#include "support/power_disk.h"
#include "vault/vault_private.h"

static const char canary[] = "a secret nobody is to find";

static void fill(sqlite3 *db)
{
    run(db, "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT);"
            "CREATE VIRTUAL TABLE f USING fts5(v);"
            "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 300)"
            " INSERT INTO t(v) SELECT 'a secret nobody is to find, number ' || i FROM c;"
            "INSERT INTO f SELECT v FROM t;");
}

static void what_is_kept_is_found_again(void **state)
{
    struct room *room = *state;
    make(room, "passphrase");
    sqlite3 *db = open_sealed(room);
    fill(db);
    sqlite3_close(db);
    lock(room);
    must(room, unlock(room, "passphrase"));
    db = open_sealed(room);
    expect_answer(db, "SELECT v FROM t WHERE id = 200", "a secret nobody is to find, number 200");
    expect_answer(db, "SELECT count(*) FROM f WHERE f MATCH 'nobody number'", "300");
    expect_answer(db, "PRAGMA integrity_check", "ok");
    expect_answer(db, "PRAGMA page_size", "4096");
    run(db, "DELETE FROM t WHERE id > 10; VACUUM;");
    expect_answer(db, "SELECT count(*) FROM t", "10");
    assert_false(vault_needs_check(room->vault));
    sqlite3_close(db);
}

static void nothing_stands_in_clear(void **state)
{
    struct room *room = *state;
    make(room, "a passphrase of its own");
    sqlite3 *db = open_sealed(room);
    fill(db);
    run(db, "BEGIN; UPDATE t SET v = v || '!'");
    /* In the middle of a transaction the journal stands there, too. */
    char *journal = beside(room, "-journal");
    assert_true(is_there(journal));
    static const char *const words[] = {
        canary,      "SQLite format",   "CREATE TABLE", "t_content", "a passphrase of its own",
        "number 17", "\xd9\xd5\x05\xf9"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (folder_contains(room->folder, words[i]))
            fail_msg("%s stands in clear", words[i]);
    run(db, "ROLLBACK");
    expect_answer(db, "SELECT v FROM t WHERE id = 1", "a secret nobody is to find, number 1");
    sqlite3_close(db);
    free(journal);
}

/* On a disk that sees every byte written: sorting, statement journals and temporary tables. */
static void temporary_files_are_sealed(void **state)
{
    struct room *room = *state;
    size_t length;
    assert_int_equal(SQLITE_OK, registry_install(sqlite3_vfs_find(NULL)));
    make(room, "passphrase");
    char *header = file_bytes(room->file, &length);
    assert_int_equal(SQLITE_OK, registry_install(power_disk_install()));
    power_disk_put("diary.db", header, length);
    free(header);
    power_disk_look_for(canary);
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK,
                     sqlite3_open_v2("diary.db", &db, SQLITE_OPEN_READWRITE, vault_vfs_name()));
    run(db, "PRAGMA temp_store = FILE; PRAGMA cache_size = 5; PRAGMA cache_spill = 1;");
    fill(db);
    power_disk_cut(0, 1);
    run(db, "CREATE TEMP TABLE copy AS SELECT * FROM t; UPDATE copy SET v = v || v || v || v || v;"
            "BEGIN; UPDATE copy SET v = v || '?'; SAVEPOINT s; UPDATE t SET v = v || '?';"
            "UPDATE t SET v = v || '?' || hex(zeroblob(200)); ROLLBACK TO s; COMMIT;");
    expect_answer(db,
                  "SELECT count(*) FROM (SELECT DISTINCT a.v || b.v FROM copy a, copy b"
                  " WHERE a.id < 60 ORDER BY b.v || a.v)",
                  "17700");
    expect_answer(db, "SELECT v FROM t WHERE id = 300", "a secret nobody is to find, number 300");
    assert_true(power_disk_changes() > 100);
    assert_false(power_disk_found());
    sqlite3_close(db);
    /* The same without the vault is found, so looking works. */
    assert_int_equal(
        SQLITE_OK,
        sqlite3_open_v2("plain.db", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "power-disk"));
    fill(db);
    assert_true(power_disk_found());
    sqlite3_close(db);
    power_disk_look_for(NULL);
    power_disk_remove();
    assert_int_equal(SQLITE_OK, registry_install(sqlite3_vfs_find(NULL)));
}

static void a_locked_file_cannot_be_opened(void **state)
{
    struct room *room = *state;
    sqlite3 *db = NULL;
    make(room, "passphrase");
    db = open_sealed(room);
    fill(db);
    sqlite3_close(db);
    lock(room);
    assert_int_equal(SQLITE_AUTH, open_database(room->file, false, &db));
    sqlite3_close(db);
    /* Without the vault it is noise. */
    assert_int_equal(SQLITE_NOTADB, open_database(room->file, true, &db));
    sqlite3_close(db);
    must(room, unlock(room, "passphrase"));
    db = open_sealed(room);
    /* A vault that is closed under an open connection lasts as long as that. */
    lock(room);
    expect_answer(db, "SELECT count(*) FROM t", "300");
    sqlite3 *late = NULL;
    assert_int_equal(SQLITE_AUTH, open_database(room->file, false, &late));
    sqlite3_close(late);
    sqlite3_close(db);
}

static void another_file_s_key_does_not_open_it(void **state)
{
    struct room *room = *state;
    make(room, "passphrase");
    sqlite3 *db = open_sealed(room);
    fill(db);
    sqlite3_close(db);
    lock(room);
    size_t length, other_length;
    char *bytes = file_bytes(room->file, &length);
    assert_int_equal(0, unlink(room->file));
    make(room, "passphrase");
    char *other = file_bytes(room->file, &other_length);
    memcpy(bytes, other, other_length);
    file_write(room->file, bytes, length);
    free(bytes);
    free(other);
    int result = open_database(room->file, false, &db);
    if (result == SQLITE_OK)
        free(ask(db, "SELECT count(*) FROM t", &result));
    assert_int_equal(SQLITE_IOERR_DATA, result);
    sqlite3_close(db);
}

static void the_vfs_creates_no_main_file(void **state)
{
    struct room *room = *state;
    sqlite3 *db = NULL;
    make(room, "passphrase");
    assert_int_equal(0, unlink(room->file));
    assert_int_equal(SQLITE_CANTOPEN,
                     sqlite3_open_v2(room->file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                     vault_vfs_name()));
    assert_false(is_there(room->file));
    sqlite3_close(db);
}

/* What a write leaves out is zeros that authenticate, and sizes are whole units. */
static void gaps_are_filled(void **state)
{
    struct room *room = *state;
    sqlite3_file *file = NULL;
    sqlite3_int64 size;
    unsigned char page[4096], back[4096], zeros[4096] = {0};
    make(room, "passphrase");
    sqlite3 *db = open_sealed(room);
    assert_int_equal(SQLITE_OK, sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file));
    memset(page, 'p', sizeof page);
    assert_int_equal(SQLITE_OK, file->pMethods->xWrite(file, page, 4096, 7 * 4096));
    assert_int_equal(SQLITE_OK, file->pMethods->xFileSize(file, &size));
    assert_int_equal(8 * 4096, size);
    for (int i = 0; i < 8; i++) {
        assert_int_equal(SQLITE_OK, file->pMethods->xRead(file, back, 4096, i * 4096));
        assert_memory_equal(i == 7 ? page : zeros, back, 4096);
    }
    assert_int_equal(SQLITE_IOERR_SHORT_READ, file->pMethods->xRead(file, back, 4096, 8 * 4096));
    assert_memory_equal(zeros, back, 4096);
    assert_int_equal(SQLITE_OK, file->pMethods->xTruncate(file, 2 * 4096));
    assert_int_equal(SQLITE_OK, file->pMethods->xFileSize(file, &size));
    assert_int_equal(2 * 4096, size);
    assert_int_not_equal(SQLITE_OK, file->pMethods->xWrite(file, page, 100, 0));
    assert_int_not_equal(SQLITE_OK, file->pMethods->xWrite(file, page, 4096, 100));
    assert_int_equal(4096, file->pMethods->xSectorSize(file));
    assert_int_equal(0, file->pMethods->xDeviceCharacteristics(file));
    assert_int_equal(1, file->pMethods->iVersion);
    assert_int_equal(SQLITE_OK, file->pMethods->xTruncate(file, 0));
    sqlite3_close(db);
    struct stat status;
    assert_int_equal(0, stat(room->file, &status));
    assert_int_equal(8192, status.st_size);
    assert_true(opens(room, "passphrase"));
}

/* ---- what is refused ---- */

static void a_write_ahead_log_is_refused(void **state)
{
    struct room *room = *state;
    make(room, "passphrase");
    sqlite3 *db = open_sealed(room);
    fill(db);
    expect_answer(db, "PRAGMA journal_mode = WAL", "truncate");
    expect_answer(db, "PRAGMA mmap_size = 1000000", "(nothing)");
    run(db, "UPDATE t SET v = 'x'");
    char *wal = beside(room, "-wal");
    assert_false(is_there(wal));
    free(wal);
    sqlite3_close(db);
}

static void a_transaction_over_two_files_is_refused(void **state)
{
    struct room *room = *state;
    sqlite3 *db = NULL, *plain = NULL;
    make(room, "passphrase");
    db = open_sealed(room);
    fill(db);
    sqlite3_close(db);
    char *other = beside(room, "-other"), *sql = NULL;
    assert_int_equal(SQLITE_OK, open_database(other, true, &plain));
    run(plain, "CREATE TABLE u(x); INSERT INTO u VALUES('before')");
    sqlite3_close(plain);
    for (int sealed_first = 0; sealed_first < 2; sealed_first++) {
        assert_int_equal(SQLITE_OK, sqlite3_open_v2(sealed_first ? room->file : other, &db,
                                                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI,
                                                    sealed_first ? vault_vfs_name() : NULL));
        sql = sealed_first
                  ? sqlite3_mprintf("ATTACH 'file:%q?vfs=%q' AS b", other,
                                    sqlite3_vfs_find(NULL)->zName)
                  : sqlite3_mprintf("ATTACH 'file:%q?vfs=%q' AS b", room->file, vault_vfs_name());
        run(db, sql);
        sqlite3_free(sql);
        run(db, "BEGIN; UPDATE u SET x = 'after'; UPDATE t SET v = 'after' WHERE id = 1;");
        assert_int_not_equal(SQLITE_OK, sqlite3_exec(db, "COMMIT", NULL, NULL, NULL));
        if (!sqlite3_get_autocommit(db))
            run(db, "ROLLBACK");
        expect_answer(db, "SELECT x FROM u", "before");
        expect_answer(db, "SELECT v FROM t WHERE id = 1", "a secret nobody is to find, number 1");
        /* One at a time is fine. */
        run(db, "UPDATE t SET v = v WHERE id = 1");
        sqlite3_close(db);
    }
    free(other);
}

static void other_page_sizes_are_refused(void **state)
{
    struct room *room = *state;
    make(room, "passphrase");
    sqlite3 *db = open_sealed(room);
    run(db, "PRAGMA page_size = 1024");
    assert_int_not_equal(SQLITE_OK, sqlite3_exec(db, "CREATE TABLE t(x)", NULL, NULL, NULL));
    sqlite3_close(db);
    db = open_sealed(room);
    run(db, "CREATE TABLE t(x)");
    sqlite3_close(db);
}

/* ---- two at once ---- */

static void two_connections_see_each_other_s_commits(void **state)
{
    struct room *room = *state;
    make(room, "passphrase");
    sqlite3 *a = open_sealed(room), *b = open_sealed(room);
    fill(a);
    expect_answer(b, "SELECT count(*) FROM t", "300");
    run(b, "UPDATE t SET v = 'from b' WHERE id = 7");
    expect_answer(a, "SELECT v FROM t WHERE id = 7", "from b");
    run(a, "BEGIN IMMEDIATE");
    assert_int_equal(SQLITE_BUSY, sqlite3_exec(b, "BEGIN IMMEDIATE", NULL, NULL, NULL));
    /* Nor can the passphrase be changed then; and reading the header drops no lock. */
    must_fail(room, ERR_BUSY, change(room, "new"));
    assert_true(opens(room, "passphrase"));
    assert_int_equal(SQLITE_BUSY, sqlite3_exec(b, "BEGIN IMMEDIATE", NULL, NULL, NULL));
    run(a, "COMMIT");
    must(room, change(room, "new"));
    run(b, "UPDATE t SET v = 'again' WHERE id = 7");
    expect_answer(a, "SELECT v FROM t WHERE id = 7", "again");
    sqlite3_close(a);
    sqlite3_close(b);
    assert_true(opens(room, "new"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_kept_is_found_again),
        TEST(nothing_stands_in_clear),
        TEST(temporary_files_are_sealed),
        TEST(a_locked_file_cannot_be_opened),
        TEST(another_file_s_key_does_not_open_it),
        TEST(the_vfs_creates_no_main_file),
        TEST(gaps_are_filled),
        TEST(a_write_ahead_log_is_refused),
        TEST(a_transaction_over_two_files_is_refused),
        TEST(other_page_sizes_are_refused),
        TEST(two_connections_see_each_other_s_commits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
