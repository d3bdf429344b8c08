/* The whole file written anew: sealed, unsealed, under a new key. */
#include "room.h"
#include "vault/slot.h"

static const char canary[] = "a secret nobody is to find";

static void fill(sqlite3 *db)
{
    run(db, "PRAGMA application_id = 1835363940; PRAGMA user_version = 3;"
            "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT) STRICT;"
            "CREATE TABLE w(a TEXT, b BLOB, PRIMARY KEY(a)) WITHOUT ROWID;"
            "CREATE INDEX t_v ON t(v); CREATE VIEW x AS SELECT v FROM t;"
            "CREATE TABLE \"an odd \"\" name\"(x, y);"
            "CREATE TRIGGER r AFTER DELETE ON t BEGIN DELETE FROM w WHERE a = old.v; END;"
            "CREATE VIRTUAL TABLE f USING fts5(v);"
            "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 400)"
            " INSERT INTO t(v) SELECT 'a secret nobody is to find, number ' || i FROM c;"
            "INSERT INTO w SELECT v, zeroblob(id) FROM t; INSERT INTO f SELECT v FROM t;"
            "INSERT INTO \"an odd \"\" name\" VALUES(1.5, NULL), (9e99, x'00ff'), ('', x'');"
            "DELETE FROM t WHERE id > 390; ANALYZE;");
}

static void expect_content(sqlite3 *db)
{
    expect_answer(db, "SELECT v FROM t WHERE id = 200", "a secret nobody is to find, number 200");
    expect_answer(db, "SELECT count(*) FROM t", "390");
    expect_answer(db, "SELECT count(*) FROM w", "390");
    expect_answer(db, "SELECT count(*) FROM f WHERE f MATCH 'nobody'", "400");
    expect_answer(db, "SELECT seq FROM sqlite_sequence", "400");
    expect_answer(db, "PRAGMA user_version", "3");
    expect_answer(db, "PRAGMA application_id", "1835363940");
    expect_answer(db, "PRAGMA integrity_check", "ok");
}

static void make_plain(struct room *room)
{
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, open_database(room->file, true, &db));
    fill(db);
    sqlite3_close(db);
}

static void make_sealed(struct room *room, const char *passphrase)
{
    make(room, passphrase);
    sqlite3 *db = open_sealed(room);
    fill(db);
    sqlite3_close(db);
}

static void expect_database(struct room *room, bool plain)
{
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, open_database(room->file, plain, &db));
    expect_content(db);
    sqlite3_close(db);
}

static void expect_kind(struct room *room, enum vault_kind wanted)
{
    enum vault_kind kind;
    must(room, vault_look(room->file, &kind, &room->fault));
    assert_int_equal(wanted, kind);
}

static void expect_clean(struct room *room)
{
    bool found = true;
    must(room, vault_clean(room->file, &found, &room->fault));
    assert_false(found);
}

static enum err seal(struct room *room, const struct vault_work *work)
{
    return vault_seal_plain(room->file, "passphrase", 10, &cheap, work, &room->vault, &room->fault);
}

/* ---- there and back ---- */

struct watch {
    int calls, stop_at, last, prepared;
};

static bool go_on(void *context, int thousandths)
{
    struct watch *watch = context;
    assert_in_range(thousandths, watch->last, 999);
    watch->last = thousandths;
    return ++watch->calls != watch->stop_at;
}

static int prepare(struct sqlite3 *db, void *context)
{
    ((struct watch *)context)->prepared += db != NULL;
    return SQLITE_OK;
}

static void a_plain_file_is_sealed_and_unsealed(void **state)
{
    struct room *room = *state;
    struct watch watch = {0};
    struct vault_work work = {go_on, prepare, &watch};
    struct stat status;
    make_plain(room);
    assert_true(folder_contains(room->folder, canary));
    must(room, seal(room, &work));
    assert_in_range(watch.calls, 20, 100000);
    assert_in_range(watch.last, 900, 999);
    assert_int_equal(2, watch.prepared);
    expect_kind(room, VAULT_SEALED);
    assert_false(folder_contains(room->folder, canary));
    assert_false(folder_contains(room->folder, "SQLite format"));
    assert_int_equal(0, stat(room->file, &status));
    assert_int_equal(0600, status.st_mode & 07777);
    expect_database(room, false);
    expect_clean(room);
    lock(room);
    must(room, unlock(room, "passphrase"));
    expect_database(room, false);
    must(room, vault_unseal(room->vault, NULL, &room->fault));
    lock(room);
    expect_kind(room, VAULT_PLAIN);
    assert_int_equal(0, stat(room->file, &status));
    assert_int_equal(0600, status.st_mode & 07777);
    expect_database(room, true);
    expect_clean(room);
}

static void other_page_sizes_become_ours(void **state)
{
    struct room *room = *state;
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, open_database(room->file, true, &db));
    run(db, "PRAGMA page_size = 1024; VACUUM;");
    fill(db);
    expect_answer(db, "PRAGMA page_size", "1024");
    sqlite3_close(db);
    must(room, seal(room, NULL));
    expect_database(room, false);
}

static void odd_names_of_files_are_no_trouble(void **state)
{
    struct room *room = *state;
    free(room->file);
    room->file = path_join(room->folder, "a ?mode=ro#%41&'\"\xc3\xa4.db");
    make_plain(room);
    must(room, seal(room, NULL));
    expect_database(room, false);
    must(room, vault_new_key(&room->vault, "other", 5, NULL, NULL, &room->fault));
    expect_database(room, false);
    must(room, vault_unseal(room->vault, NULL, &room->fault));
    expect_database(room, true);
}

/* ---- a new key ---- */

static void after_a_new_key_the_old_header_opens_nothing(void **state)
{
    struct room *room = *state;
    char text[VAULT_RECOVERY_TEXT];
    size_t length, old_length;
    make_sealed(room, "leaked");
    vault_make_recovery(text);
    must(room, vault_add_recovery(room->vault, text, &room->fault));
    char *old = file_bytes(room->file, &old_length);
    must(room, vault_new_key(&room->vault, "fresh", 5, NULL, NULL, &room->fault));
    assert_int_equal(cheap.memory, vault_cost(room->vault).memory);
    assert_false(vault_has_recovery(room->vault));
    expect_database(room, false);
    expect_clean(room);
    must(room, change(room, "fresh again"));
    assert_false(opens(room, "leaked"));
    assert_false(opens(room, "fresh"));
    assert_true(opens(room, "fresh again"));
    lock(room);
    must_fail(room, ERR_CONFLICT,
              vault_unlock_recovery(room->file, text, &room->vault, &room->fault));
    /* Somebody who kept the old header, and knows the old passphrase, puts it in front. */
    char *bytes = file_bytes(room->file, &length);
    memcpy(bytes, old, HEADER_SIZE);
    file_write(room->file, bytes, length);
    free(bytes);
    free(old);
    must(room, unlock(room, "leaked"));
    sqlite3 *db = NULL;
    int result = open_database(room->file, false, &db);
    if (result == SQLITE_OK)
        free(ask(db, "SELECT count(*) FROM t", &result));
    assert_int_equal(SQLITE_IOERR_DATA, result);
    sqlite3_close(db);
}

/* Whereas a mere change of passphrase does not help against that; the header says so. */
static void a_changed_passphrase_keeps_the_data_key(void **state)
{
    struct room *room = *state;
    size_t length, old_length;
    make_sealed(room, "leaked");
    char *old = file_bytes(room->file, &old_length);
    must(room, change(room, "fresh"));
    lock(room);
    char *bytes = file_bytes(room->file, &length);
    memcpy(bytes, old, HEADER_SIZE);
    file_write(room->file, bytes, length);
    free(bytes);
    free(old);
    must(room, unlock(room, "leaked"));
    expect_database(room, false);
}

/* By another name the old file can still be reached, as by whoever looks at the raw disk. */
static void the_old_bytes_are_overwritten(void **state)
{
    struct room *room = *state;
    enum vault_kind kind;
    make_plain(room);
    char *second_name = path_join(room->folder, "second name");
    assert_int_equal(0, link(room->file, second_name));
    must(room, seal(room, NULL));
    assert_false(folder_contains(room->folder, canary));
    assert_int_equal(0, unlink(second_name));
    assert_int_equal(0, link(room->file, second_name));
    must(room, vault_new_key(&room->vault, "other", 5, NULL, NULL, &room->fault));
    must(room, vault_look(second_name, &kind, &room->fault));
    assert_int_equal(VAULT_FOREIGN, kind);
    expect_database(room, false);
    free(second_name);
}

/* ---- called off, refused ---- */

static void it_can_be_called_off_at_any_time(void **state)
{
    struct room *room = *state;
    size_t length, after;
    make_plain(room);
    char *before = file_bytes(room->file, &length);
    struct watch count = {0};
    struct vault_work work = {go_on, prepare, &count};
    must(room, seal(room, &work));
    lock(room);
    file_write(room->file, before, length);
    int steps = torture() ? 400 : 40;
    for (int i = 0; i < steps; i++) {
        struct watch watch = {.stop_at = 1 + i * (count.calls - 1) / (steps - 1)};
        work.context = &watch;
        must_fail(room, ERR_CANCELLED, seal(room, &work));
        assert_null(room->vault);
        char *bytes = file_bytes(room->file, &after);
        assert_int_equal(length, after);
        assert_memory_equal(before, bytes, length);
        free(bytes);
        expect_clean(room);
    }
    free(before);
    must(room, seal(room, NULL));
}

static void another_who_uses_the_file_is_waited_for(void **state)
{
    struct room *room = *state;
    sqlite3 *db = NULL;
    make_plain(room);
    assert_int_equal(SQLITE_OK, open_database(room->file, true, &db));
    run(db, "BEGIN; SELECT * FROM t LIMIT 1;");
    must_fail(room, ERR_BUSY, seal(room, NULL));
    run(db, "COMMIT");
    must(room, seal(room, NULL));
    /* Whoever had the old file open is told that it has gone. */
    assert_int_not_equal(SQLITE_OK, sqlite3_exec(db, "DELETE FROM t", NULL, NULL, NULL));
    sqlite3_close(db);
    expect_database(room, false);
}

static void what_cannot_be_sealed_is_left(void **state)
{
    struct room *room = *state;
    must_fail(room, ERR_NOT_FOUND, seal(room, NULL));
    make_sealed(room, "passphrase");
    lock(room);
    must_fail(room, ERR_CONFLICT, seal(room, NULL));
    assert_int_equal(0, unlink(room->file));
    make_plain(room);
    must_fail(room, ERR_INPUT,
              vault_seal_plain(room->file, "", 0, &cheap, NULL, &room->vault, &room->fault));
    struct vault_cost absurd = {1, 1};
    must_fail(room, ERR_COST,
              vault_seal_plain(room->file, "x", 1, &absurd, NULL, &room->vault, &room->fault));
    expect_clean(room);
    expect_database(room, true);
}

static void a_damaged_file_is_not_replaced(void **state)
{
    struct room *room = *state;
    size_t length, after;
    make_sealed(room, "passphrase");
    char *bytes = file_bytes(room->file, &length);
    bytes[HEADER_SIZE + 4608 * 3 + 100] ^= 1;
    file_write(room->file, bytes, length);
    must_fail(room, ERR_DAMAGED, vault_unseal(room->vault, NULL, &room->fault));
    must_fail(room, ERR_DAMAGED, vault_new_key(&room->vault, "other", 5, NULL, NULL, &room->fault));
    char *same = file_bytes(room->file, &after);
    assert_int_equal(length, after);
    assert_memory_equal(bytes, same, length);
    free(bytes);
    free(same);
    expect_clean(room);
    assert_true(opens(room, "passphrase"));
}

static void what_an_interrupted_conversion_left_is_removed(void **state)
{
    struct room *room = *state;
    bool found = false;
    make_sealed(room, "passphrase");
    char *fresh = beside(room, "-new"), *journal = beside(room, "-new-journal");
    file_write(fresh, canary, sizeof canary);
    file_write(journal, canary, sizeof canary);
    must(room, vault_clean(room->file, &found, &room->fault));
    assert_true(found);
    assert_false(is_there(fresh));
    assert_false(is_there(journal));
    expect_database(room, false);
    /* But not when it may be all there is. */
    file_write(fresh, canary, sizeof canary);
    assert_int_equal(0, unlink(room->file));
    must_fail(room, ERR_CONFLICT, vault_clean(room->file, &found, &room->fault));
    assert_true(is_there(fresh));
    free(fresh);
    free(journal);
}

/* ---- erasing ---- */

static void erasing_leaves_nothing(void **state)
{
    struct room *room = *state;
    for (int plain = 0; plain < 2; plain++) {
        if (plain)
            make_plain(room);
        else
            make_sealed(room, "passphrase");
        char *second_name = path_join(room->folder, "second name");
        assert_int_equal(0, link(room->file, second_name));
        char *fresh = beside(room, "-new");
        file_write(fresh, canary, sizeof canary);
        if (!plain)
            must(room, vault_attempt_failed(room->file, 1000, &room->fault));
        lock(room);
        must(room, vault_erase(room->file, &room->fault));
        /* What another name still leads to is noise now. */
        enum vault_kind kind;
        must(room, vault_look(second_name, &kind, &room->fault));
        assert_int_equal(VAULT_FOREIGN, kind);
        assert_false(folder_contains(room->folder, canary));
        assert_int_equal(0, unlink(second_name));
        free(second_name);
        free(fresh);
        must_fail(room, ERR_NOT_FOUND, vault_erase(room->file, &room->fault));
        assert_int_equal(0, rmdir(room->folder));
        assert_int_equal(0, mkdir(room->folder, 0700));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_plain_file_is_sealed_and_unsealed),
        TEST(other_page_sizes_become_ours),
        TEST(odd_names_of_files_are_no_trouble),
        TEST(after_a_new_key_the_old_header_opens_nothing),
        TEST(a_changed_passphrase_keeps_the_data_key),
        TEST(the_old_bytes_are_overwritten),
        TEST(it_can_be_called_off_at_any_time),
        TEST(another_who_uses_the_file_is_waited_for),
        TEST(what_cannot_be_sealed_is_left),
        TEST(a_damaged_file_is_not_replaced),
        TEST(what_an_interrupted_conversion_left_is_removed),
        TEST(erasing_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
