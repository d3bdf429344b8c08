/*
 * A conversion that is killed at any change to the disk, or meets a disk that fails there: the file
 * is what it was or what it was to become, and holds the same words either way.
 */
#include <signal.h>
#include <sys/wait.h>

#include "support/broken_disk.h"
#include "unit/vault/room.h"
#include "vault/vault_private.h"

enum way { SEAL, UNSEAL, NEW_KEY, WAYS };

static enum err convert(struct room *room, enum way way)
{
    if (way == SEAL)
        return vault_seal_plain(room->file, "passphrase", 10, &cheap, NULL, &room->vault,
                                &room->fault);
    enum err err = unlock(room, "passphrase");
    if (err)
        return err;
    return way == UNSEAL ? vault_unseal(room->vault, NULL, &room->fault)
                         : vault_new_key(&room->vault, "passphrase", 10, NULL, NULL, &room->fault);
}

static void fill(sqlite3 *db)
{
    run(db, "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT); CREATE VIRTUAL TABLE f USING fts5(v);"
            "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 60)"
            " INSERT INTO t(v) SELECT 'words ' || i || hex(zeroblob(150)) FROM c;"
            "INSERT INTO f SELECT v FROM t;");
}

static void prepare(struct room *room, enum way way)
{
    sqlite3 *db = NULL;
    unlink(room->file);
    if (way != SEAL)
        make(room, "passphrase");
    assert_int_equal(SQLITE_OK, open_database(room->file, way == SEAL, &db));
    fill(db);
    sqlite3_close(db);
    lock(room);
}

/* True when the file has become what it was to become. */
static bool check(struct room *room, enum way way, const unsigned char *id_before)
{
    enum vault_kind kind;
    sqlite3 *db = NULL;
    bool left;
    must(room, vault_clean(room->file, &left, &room->fault));
    must(room, vault_look(room->file, &kind, &room->fault));
    assert_true(kind == VAULT_PLAIN || kind == VAULT_SEALED);
    if (kind == VAULT_SEALED)
        must(room, unlock(room, "passphrase"));
    assert_int_equal(SQLITE_OK, open_database(room->file, kind == VAULT_PLAIN, &db));
    expect_answer(db, "SELECT count(*) FROM t", "60");
    expect_answer(db, "SELECT count(*) FROM f WHERE f MATCH 'words'", "60");
    expect_answer(db, "PRAGMA integrity_check", "ok");
    sqlite3_close(db);
    bool done = way == SEAL     ? kind == VAULT_SEALED
                : way == UNSEAL ? kind == VAULT_PLAIN
                                : memcmp(room->vault->file_id, id_before, FILE_ID_SIZE) != 0;
    lock(room);
    return done;
}

/* The child converts and is killed at change number AT. True when it was, false when it ended. */
static bool run_child(struct room *room, enum way way, int at)
{
    int status;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        broken_disk_install();
        if (registry_install(sqlite3_vfs_find(NULL)) != SQLITE_OK)
            _exit(1);
        broken_disk_plan(DISK_KILLS, at);
        _exit(convert(room, way) == OK ? 0 : 2);
    }
    assert_int_equal(pid, waitpid(pid, &status, 0));
    if (!WIFSIGNALED(status))
        assert_int_equal(0, WEXITSTATUS(status));
    return WIFSIGNALED(status);
}

static void a_conversion_killed_at_any_time_leaves_one_or_the_other(void **state)
{
    struct room *room = *state;
    int kills = 0, dones = 0;
    for (enum way way = SEAL; way < WAYS; way++) {
        bool killed = true;
        unsigned char id[FILE_ID_SIZE] = {0};
        for (int at = 1; killed; at += torture() ? 1 : 1 + at / 4) {
            prepare(room, way);
            if (way == NEW_KEY) {
                must(room, unlock(room, "passphrase"));
                memcpy(id, room->vault->file_id, sizeof id);
                lock(room);
            }
            killed = run_child(room, way, at);
            bool done = check(room, way, id);
            assert_true(done || killed);
            kills += killed;
            dones += killed && done;
        }
    }
    print_message("%d kills, %d of them after the new file was in its place\n", kills, dones);
    assert_true(kills > 30);
}

static void a_conversion_on_a_failing_disk_leaves_one_or_the_other(void **state)
{
    struct room *room = *state;
    for (enum way way = SEAL; way < WAYS; way++) {
        bool happened = true;
        for (int at = 1; happened; at += torture() ? 1 : 1 + at / 3)
            for (int trouble = DISK_FAILS_ONCE; trouble <= DISK_STAYS_BROKEN; trouble++) {
                unsigned char id[FILE_ID_SIZE] = {0};
                prepare(room, way);
                if (way == NEW_KEY) {
                    must(room, unlock(room, "passphrase"));
                    memcpy(id, room->vault->file_id, sizeof id);
                    lock(room);
                }
                broken_disk_plan((enum disk_trouble)trouble, at);
                room->fault = (struct fault){0};
                enum err err = convert(room, way);
                happened = broken_disk_happened();
                broken_disk_plan(DISK_HEALTHY, 0);
                if (err)
                    assert_true(strlen(room->fault.text) > 20);
                lock(room);
                assert_int_equal(err == OK, check(room, way, id));
            }
    }
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_conversion_killed_at_any_time_leaves_one_or_the_other),
        cmocka_unit_test_setup_teardown(a_conversion_on_a_failing_disk_leaves_one_or_the_other,
                                        setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
