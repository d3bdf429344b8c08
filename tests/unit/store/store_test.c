/* Opening: what is made, when, with which rights; what is refused, and that it stays untouched. */
#include <sqlite3.h>

#include "room.h"
#include "store/schema.h"

static void script(const char *file, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, sqlite3_open(file, &db));
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void make_home(struct room *room)
{
    assert_int_equal(0, mkdir(room->home, 0700));
}

/* ---- making ---- */

static void the_home_is_private_whatever_the_umask(void **state)
{
    struct room *room = *state;
    static const mode_t masks[] = {0, 022, 0777};
    for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++) {
        struct room *own = room_new();
        char *deep = path_join(own->home, "share/mend");
        char *file = path_join(deep, "mend.db");
        char *journal = path_join(deep, "mend.db-journal");
        free(own->home);
        own->home = deep;
        mode_t before = umask(masks[i]);
        room_open(own);
        enum err err = keep(own);
        umask(before);
        must(own, err);
        char *share = path_join(own->folder, "home/share");
        assert_int_equal(0700, mode_of(share));
        assert_int_equal(0700, mode_of(deep));
        assert_int_equal(0600, mode_of(file));
        assert_int_equal(0600, mode_of(journal));
        assert_int_equal(2, files_in(deep));
        free(share);
        free(file);
        free(journal);
        room_free(own);
    }
    assert_int_equal(0, files_in(room->folder));
}

static void a_folder_that_stands_keeps_its_mode(void **state)
{
    struct room *room = *state;
    assert_int_equal(0, mkdir(room->home, 0700));
    assert_int_equal(0, chmod(room->home, 0755));
    room_open(room);
    must(room, keep(room));
    assert_int_equal(0755, mode_of(room->home));
    assert_int_equal(0600, mode_of(room->file));
}

static void an_empty_file_is_nothing_yet(void **state)
{
    struct room *room = *state;
    make_home(room);
    file_write(room->file, "", 0);
    assert_int_equal(0, chmod(room->file, 0644));
    room_open(room);
    assert_false(store_exists(room->store));
    must(room, keep(room));
    assert_true(store_exists(room->store));
    assert_int_equal(0600, mode_of(room->file));
}

static void a_database_without_tables_is_nothing_yet(void **state)
{
    struct room *room = *state;
    make_home(room);
    script(room->file, "CREATE TABLE t(a); DROP TABLE t; VACUUM");
    room_open(room);
    expect_draft(room, room->store, "text", NULL);
    must(room, keep(room));
    room_open(room);
    assert_true(store_exists(room->store));
}

static void a_home_may_have_any_name(void **state)
{
    struct room *room = *state;
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(0, chdir(room->folder));
    free(room->home);
    room->home = strdup("file:x?mode=memory");
    room_open(room);
    enum err err = keep(room);
    room_open(room);
    int wrong = access("file:x?mode=memory/mend.db", F_OK);
    bool there = store_exists(room->store);
    assert_int_equal(0, chdir(before));
    must(room, err);
    assert_int_equal(0, wrong);
    assert_true(there);
}

static void what_another_program_makes_is_seen(void **state)
{
    struct room *room = *state;
    room_open(room);
    struct store *other = room_open_another(room);
    assert_false(store_exists(room->store));
    must(room, set(other, "text", "hello", &room->fault));
    assert_true(store_exists(room->store));
    expect_draft(room, room->store, "text", "hello");
    must(room, keep(room));
    store_close(other);
}

/* ---- refusing ---- */

static void what_is_no_database_is_refused(void **state)
{
    struct room *room = *state;
    char noise[9000];
    make_home(room);
    memset(noise, 'x', sizeof noise);
    file_write(room->file, noise, sizeof noise);
    expect_refused(room, ERR_FORMAT);
    file_write(room->file, "xy", 2);
    expect_refused(room, ERR_FORMAT);
    memset(noise, 0, sizeof noise);
    file_write(room->file, noise, sizeof noise);
    expect_refused(room, ERR_FORMAT);
}

static void the_database_of_another_program_is_refused(void **state)
{
    struct room *room = *state;
    make_home(room);
    script(room->file, "CREATE TABLE progress(a)");
    expect_refused(room, ERR_FORMAT);
    script(room->file, "PRAGMA application_id = 77");
    expect_refused(room, ERR_FORMAT);
    script(room->file, "DROP TABLE progress");
    expect_refused(room, ERR_FORMAT);
}

static void copy_file(const char *from, const char *to)
{
    size_t length;
    char *bytes = file_bytes(from, &length);
    assert_non_null(bytes);
    file_write(to, bytes, length);
    free(bytes);
}

/* Another program that was killed in the middle of a save: that is for it to repair. */
static void an_interrupted_save_of_another_program_is_not_touched(void **state)
{
    struct room *room = *state;
    make_home(room);
    char *source = path_join(room->folder, "other.db");
    char *source_journal = path_join(room->folder, "other.db-journal");
    char *journal = path_join(room->home, "mend.db-journal");
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, sqlite3_open(source, &db));
    const char *sql = "PRAGMA cache_size = 2; CREATE TABLE t(a);"
                      "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n LIMIT 99)"
                      " INSERT INTO t SELECT randomblob(900) FROM n;"
                      "BEGIN; UPDATE t SET a = randomblob(900)";
    assert_int_equal(SQLITE_OK, sqlite3_exec(db, sql, NULL, NULL, NULL));
    copy_file(source, room->file);
    copy_file(source_journal, journal);
    sqlite3_close(db);
    size_t before, after;
    free(file_bytes(journal, &before));
    assert_true(before > 4096);
    expect_refused(room, ERR_FORMAT);
    free(file_bytes(journal, &after));
    assert_int_equal(before, after);
    free(source);
    free(source_journal);
    free(journal);
}

static void a_newer_file_is_refused(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, keep(room));
    script(room->file, "CREATE TABLE tomorrow(a); PRAGMA user_version = 99");
    /* It became newer while we had it open: nothing may be written any more. */
    must_fail(room, ERR_NEWER, keep(room));
    store_close(room->store);
    room->store = NULL;
    expect_refused(room, ERR_NEWER);
}

static void what_stands_in_the_way_is_named(void **state)
{
    struct room *room = *state;
    file_write(room->home, "a file", 6);
    must_fail(room, ERR_ACCESS, store_open(room->home, &room->clock, &room->store, &room->fault));
    assert_int_equal(0, unlink(room->home));
    make_home(room);
    assert_int_equal(0, mkdir(room->file, 0700));
    must_fail(room, ERR_FORMAT, store_open(room->home, &room->clock, &room->store, &room->fault));
}

/* ---- versions ---- */

static void migrations_run_once_each_and_wholly_or_not_at_all(void **state)
{
    struct room *room = *state;
    static const char *const good[] = {"CREATE TABLE a(x)", "CREATE TABLE a(x)",
                                       "CREATE TABLE a(x)", "CREATE TABLE a(x)",
                                       "CREATE TABLE b(x)"};
    static const char *const bad[] = {"", "", "",
                                      "", "", "CREATE TABLE c(x); INSERT INTO nowhere VALUES(1)"};
    room_open(room);
    must(room, keep(room));
    struct store *store = room->store;
    int64_t first = schema_newest();
    assert_int_equal(4, first);
    must(room, schema_apply(store, good, 5, &room->fault));
    must(room, schema_apply(store, good, 5, &room->fault));
    must_fail(room, ERR_IO, schema_apply(store, bad, 6, &room->fault));
    must_fail(room, ERR_NEWER, schema_apply(store, good, 4, &room->fault));
    store_close(store);
    room->store = NULL;
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(SQLITE_OK, sqlite3_open(room->file, &db));
    assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db,
                                                   "SELECT group_concat(name),"
                                                   " (SELECT * FROM pragma_user_version),"
                                                   " (SELECT * FROM pragma_application_id)"
                                                   " FROM sqlite_schema WHERE name IN"
                                                   " ('a', 'b', 'c')",
                                                   -1, &statement, NULL));
    assert_int_equal(SQLITE_ROW, sqlite3_step(statement));
    assert_string_equal("b", (const char *)sqlite3_column_text(statement, 0));
    assert_int_equal(5, sqlite3_column_int(statement, 1));
    assert_int_equal(0x6d656e64, sqlite3_column_int(statement, 2));
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_home_is_private_whatever_the_umask),
        TEST(a_folder_that_stands_keeps_its_mode),
        TEST(an_empty_file_is_nothing_yet),
        TEST(a_database_without_tables_is_nothing_yet),
        TEST(a_home_may_have_any_name),
        TEST(what_another_program_makes_is_seen),
        TEST(what_is_no_database_is_refused),
        TEST(the_database_of_another_program_is_refused),
        TEST(an_interrupted_save_of_another_program_is_not_touched),
        TEST(a_newer_file_is_refused),
        TEST(what_stands_in_the_way_is_named),
        TEST(migrations_run_once_each_and_wholly_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
