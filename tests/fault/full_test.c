/* Every change to the disk fails once, by itself and with all that follow: told, and nothing lost.
 * The same connection works on as soon as the disk does. */
#include "support/broken_disk.h"
#include "unit/vault/room.h"
#include "vault/vault_private.h"

static int setup(void **state)
{
    broken_disk_install();
    assert_int_equal(SQLITE_OK, registry_install(sqlite3_vfs_find(NULL)));
    return room_setup(state);
}

static int teardown(void **state)
{
    room_teardown(state);
    broken_disk_remove();
    return 0;
}

static const char change_much[] =
    "BEGIN IMMEDIATE; UPDATE t SET v = v || '!';"
    "INSERT INTO t(v) SELECT hex(zeroblob(2000)) FROM t LIMIT 8; UPDATE n SET k = k + 1; COMMIT;";

static void prepare(struct room *room)
{
    make(room, "passphrase");
    sqlite3 *db = open_sealed(room);
    run(db, "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); CREATE TABLE n(k);"
            "INSERT INTO n VALUES(0);"
            "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 12)"
            " INSERT INTO t(v) SELECT 'row ' || i || hex(zeroblob(900)) FROM c;");
    sqlite3_close(db);
}

static int count(sqlite3 *db)
{
    int result;
    char *text = ask(db, "SELECT k FROM n", &result);
    assert_int_equal(SQLITE_OK, result);
    int k = atoi(text);
    free(text);
    return k;
}

static void check(sqlite3 *db, int k)
{
    char wanted[12];
    snprintf(wanted, sizeof wanted, "%d", k);
    expect_answer(db, "SELECT k FROM n", wanted);
    snprintf(wanted, sizeof wanted, "%d", 12 + 8 * k);
    expect_answer(db, "SELECT count(*) FROM t", wanted);
    expect_answer(db, "PRAGMA integrity_check", "ok");
}

static void try_each_change(struct room *room, enum disk_trouble trouble)
{
    prepare(room);
    size_t length;
    char *before = file_bytes(room->file, &length);
    bool happened = true;
    int at = 0;
    for (at = 1; happened; at += torture() ? 1 : 3) {
        file_write(room->file, before, length);
        sqlite3 *db = open_sealed(room);
        run(db, "PRAGMA cache_size = 6");
        broken_disk_plan(trouble, at);
        int result = sqlite3_exec(db, change_much, NULL, NULL, NULL);
        happened = broken_disk_happened();
        broken_disk_plan(DISK_HEALTHY, 0);
        assert_true(result != SQLITE_OK || trouble == DISK_FAILS_ONCE || !happened);
        if (result != SQLITE_OK && !sqlite3_get_autocommit(db))
            sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
        /* The very last sync may fail after all is done: then it is told, and kept nevertheless. */
        int k = count(db);
        assert_in_range(k, result == SQLITE_OK, 1);
        check(db, k);
        run(db, change_much);
        check(db, k + 1);
        sqlite3_close(db);
        db = open_sealed(room);
        check(db, k + 1);
        sqlite3_close(db);
    }
    assert_true(at > 60);
    free(before);
}

static void a_change_that_fails_once_is_told(void **state)
{
    try_each_change(*state, DISK_FAILS_ONCE);
}

static void a_disk_that_stays_full_loses_nothing(void **state)
{
    try_each_change(*state, DISK_STAYS_BROKEN);
}

static void a_header_that_cannot_be_written_stays(void **state)
{
    struct room *room = *state;
    prepare(room);
    for (int at = 1; at <= 4; at++)
        for (int trouble = DISK_FAILS_ONCE; trouble <= DISK_STAYS_BROKEN; trouble++) {
            broken_disk_plan((enum disk_trouble)trouble, at + 1); /* 1 is the opening */
            enum err err = change(room, "new");
            broken_disk_plan(DISK_HEALTHY, 0);
            assert_int_not_equal(OK, err);
            assert_true(strlen(room->fault.text) > 20);
            lock(room);
            if (unlock(room, "passphrase") != OK)
                must(room, unlock(room, "new"));
            must(room, change(room, "passphrase"));
            assert_true(opens(room, "passphrase"));
            assert_false(opens(room, "new"));
        }
}

#define FULL_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FULL_TEST(a_change_that_fails_once_is_told),
        FULL_TEST(a_disk_that_stays_full_loses_nothing),
        FULL_TEST(a_header_that_cannot_be_written_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
