/* Opening: what is made, when, with which rights; what is refused, and that it stays untouched. */
#include <grp.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "room.h"
#include "store/schema.h"

/* Keeps something new each time: SQLite writes nothing where nothing changes. */
static enum err keep(struct room *room)
{
    static int times;
    char value[32];
    snprintf(value, sizeof value, "value %d", ++times);
    return store_set_setting(room->store, "name", value, &room->fault);
}

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
    write_file(room->file, "", 0);
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

/* Opening must fail with CODE, and leave the home as it was to the byte and the second. */
static void expect_refused(struct room *room, enum err code)
{
    struct stat before, after;
    size_t size, size_after;
    int files = files_in(room->home);
    char *bytes = read_file(room->file, &size);
    assert_int_equal(0, stat(room->file, &before));
    must_fail(room, code, store_open(room->home, &room->clock, &room->store, &room->fault));
    assert_null(room->store);
    assert_non_null(strstr(room->fault.text, room->file));
    assert_int_equal(0, stat(room->file, &after));
    char *bytes_after = read_file(room->file, &size_after);
    assert_int_equal(size, size_after);
    assert_memory_equal(bytes, bytes_after, size);
    assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(files, files_in(room->home));
    free(bytes);
    free(bytes_after);
}

static void what_is_no_database_is_refused(void **state)
{
    struct room *room = *state;
    char noise[9000];
    make_home(room);
    memset(noise, 'x', sizeof noise);
    write_file(room->file, noise, sizeof noise);
    expect_refused(room, ERR_FORMAT);
    write_file(room->file, "xy", 2);
    expect_refused(room, ERR_FORMAT);
    memset(noise, 0, sizeof noise);
    write_file(room->file, noise, sizeof noise);
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
    char *bytes = read_file(from, &length);
    assert_non_null(bytes);
    write_file(to, bytes, length);
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
    free(read_file(journal, &before));
    assert_true(before > 4096);
    expect_refused(room, ERR_FORMAT);
    free(read_file(journal, &after));
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
    write_file(room->home, "a file", 6);
    must_fail(room, ERR_ACCESS, store_open(room->home, &room->clock, &room->store, &room->fault));
    assert_int_equal(0, unlink(room->home));
    make_home(room);
    assert_int_equal(0, mkdir(room->file, 0700));
    must_fail(room, ERR_FORMAT, store_open(room->home, &room->clock, &room->store, &room->fault));
}

/* ---- damage ---- */

static void fill(struct room *room)
{
    room_open(room);
    char text[500]; /* short enough for the tables' own pages, where damage shows */
    memset(text, 'w', sizeof text);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < 12; i++) {
        struct pairs values = {0};
        must(room, pairs_set(&values, "text", text, &room->fault));
        must(room,
             store_answer_add(room->store, "1", "trust", "reflect", &values, NULL, &room->fault));
        pairs_free(&values);
    }
    must(room, set(room->store, "text", text, &room->fault));
    must(room, append(room->store, "text", 0, 0, "words", &room->fault));
    must(room, store_progress_set(room->store, "1", "1.1", PAGE_DONE, &room->fault));
    must(room, keep(room));
    store_close(room->store);
    room->store = NULL;
}

/* Uses everything; counts the failures, each of which must be told as damage. */
static int use_everything(struct room *room)
{
    struct fault *fault = &room->fault;
    struct progress *items = NULL;
    struct place place;
    struct answers answers = {0};
    struct pairs values = {0}, none = {0};
    char *value = NULL;
    size_t count;
    struct store *s = room->store;
    enum err results[] = {
        store_progress_list(s, "1", &items, &count, fault),
        store_place(s, NULL, &place, fault),
        store_answer_list(s, "1", "trust", 9, &answers, fault),
        store_draft_load(s, "1", "trust", &values, fault),
        store_draft_count(s, NULL, &count, fault),
        store_setting(s, "name", &value, fault),
        store_progress_set(s, "1", "1.2", PAGE_DONE, fault),
        set(s, "note", "words", fault),
        append(s, "note", 5, 0, "!", fault),
        store_answer_add(s, "1", "other", "reflect", &none, NULL, fault),
        store_set_setting(s, "name", "other", fault),
    };
    free(items);
    free(value);
    answers_free(&answers);
    pairs_free(&values);
    int failures = 0;
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++) {
        failures += results[i] != OK;
        if (results[i] != OK && results[i] != ERR_FORMAT && results[i] != ERR_CONFLICT)
            fail_msg("call %zu: %d, %s", i, results[i], fault->text);
    }
    return failures;
}

static void a_damaged_page_is_told_and_never_a_crash(void **state)
{
    struct room *room = *state;
    size_t length;
    unsigned seed = 7;
    fill(room);
    char *whole = read_file(room->file, &length);
    size_t pages = length / 4096;
    assert_true(pages > 8);
    int told = 0;
    for (size_t page = 1; page < pages; page++) {
        char *damaged = malloc(length);
        assert_non_null(damaged);
        memcpy(damaged, whole, length);
        for (size_t i = 0; i < 4096; i++)
            damaged[page * 4096 + i] = (char)rand_r(&seed);
        write_file(room->file, damaged, length);
        free(damaged);
        if (store_open(room->home, &room->clock, &room->store, &room->fault) == OK)
            told += use_everything(room) > 0;
        else
            told++;
        store_close(room->store);
        room->store = NULL;
    }
    free(whole);
    /* Nobody misses a page of free space; all others are read by one of the calls. */
    assert_in_range(told, pages - 4, pages - 1);
}

static void a_file_that_was_cut_off_is_refused(void **state)
{
    struct room *room = *state;
    size_t length;
    fill(room);
    char *whole = read_file(room->file, &length);
    for (size_t cut = 50; cut < length; cut += 4096 * 2 + 1000) {
        write_file(room->file, whole, cut);
        expect_refused(room, ERR_FORMAT);
    }
    free(whole);
}

static void a_file_that_was_moved_away_is_told(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, keep(room));
    char *elsewhere = path_join(room->folder, "elsewhere.db");
    assert_int_equal(0, rename(room->file, elsewhere));
    must_fail(room, ERR_NOT_FOUND, keep(room));
    free(elsewhere);
}

/* ---- rights and space, in a process of its own that is not root ---- */

static int as_somebody(struct room *room, int (*try)(struct room *))
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (geteuid() == 0 && (setgroups(0, NULL) || setgid(65534) || setuid(65534)))
            _exit(99);
        _exit(try(room));
    }
    int status;
    assert_int_equal(pid, waitpid(pid, &status, 0));
    return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

/* A room that somebody else can reach: TMPDIR may be closed to others. */
static struct room *room_in_the_open(void)
{
    char *before = getenv("TMPDIR") ? strdup(getenv("TMPDIR")) : NULL;
    unsetenv("TMPDIR");
    struct room *room = room_new();
    if (before)
        setenv("TMPDIR", before, 1);
    free(before);
    assert_int_equal(0, chmod(room->folder, 0755));
    return room;
}

#define check(condition)                                                                           \
    if (!(condition))                                                                              \
    return __LINE__ % 90 + 1

static int try_read_only(struct room *room)
{
    check(store_open(room->home, &room->clock, &room->store, &room->fault) == OK);
    check(store_read_only(room->store));
    check(store_exists(room->store));
    char *value = NULL;
    check(store_setting(room->store, "name", &value, &room->fault) == OK);
    check(value && strncmp(value, "value ", 6) == 0);
    free(value);
    check(keep(room) == ERR_READ_ONLY);
    check(strlen(room->fault.text) > 20);
    store_close(room->store);
    return 0;
}

static int try_closed_folder(struct room *room)
{
    check(store_open(room->home, &room->clock, &room->store, &room->fault) == OK);
    check(keep(room) == ERR_READ_ONLY);
    store_close(room->store);
    return 0;
}

static int try_unreadable(struct room *room)
{
    check(store_open(room->home, &room->clock, &room->store, &room->fault) == ERR_ACCESS);
    check(room->store == NULL && strlen(room->fault.text) > 20);
    return 0;
}

static int try_to_make(struct room *room)
{
    check(store_open(room->home, &room->clock, &room->store, &room->fault) == OK);
    check(keep(room) == ERR_ACCESS);
    check(strstr(room->fault.text, room->home));
    store_close(room->store);
    return 0;
}

static void rights_that_are_missing_are_told(void **state)
{
    (void)state;
    struct room *room = room_in_the_open();
    room_open(room);
    must(room, keep(room));
    store_close(room->store);
    room->store = NULL;
    assert_int_equal(0, chmod(room->home, 0755));
    assert_int_equal(0, chmod(room->file, 0444));
    assert_int_equal(0, as_somebody(room, try_read_only));
    assert_int_equal(0, chmod(room->file, 0666));
    assert_int_equal(0, chmod(room->home, 0555));
    char *journal = path_join(room->home, "mend.db-journal");
    assert_int_equal(0, chmod(room->home, 0755));
    assert_int_equal(0, unlink(journal));
    assert_int_equal(0, chmod(room->home, 0555));
    assert_int_equal(0, as_somebody(room, try_closed_folder));
    assert_int_equal(0, chmod(room->file, 0));
    assert_int_equal(0, as_somebody(room, try_unreadable));
    assert_int_equal(0, chmod(room->home, 0));
    assert_int_equal(0, as_somebody(room, try_unreadable));
    assert_int_equal(0, chmod(room->home, 0700));
    free(journal);
    room_free(room);
}

static void a_home_that_cannot_be_made_is_told(void **state)
{
    (void)state;
    struct room *room = room_in_the_open();
    assert_int_equal(0, chmod(room->folder, 0555));
    assert_int_equal(0, as_somebody(room, try_to_make));
    assert_int_equal(0, chmod(room->folder, 0755));
    room_free(room);
}

static int try_without_space(struct room *room)
{
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {64 << 10, 64 << 10};
    check(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    check(store_open(room->home, &room->clock, &room->store, &room->fault) == OK);
    static char text[100 << 10];
    memset(text, 'w', sizeof text);
    check(store_draft_set(room->store, "1", "trust", "text", text, sizeof text, &room->fault) ==
          ERR_FULL);
    check(strlen(room->fault.text) > 20);
    char *value = NULL;
    check(store_setting(room->store, "name", &value, &room->fault) == OK);
    check(value && strncmp(value, "value ", 6) == 0);
    free(value);
    store_close(room->store);
    return 0;
}

static void a_full_disk_is_told_and_loses_nothing(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, keep(room));
    store_close(room->store);
    room->store = NULL;
    pid_t pid = fork();
    if (pid == 0)
        _exit(try_without_space(room));
    int status;
    assert_int_equal(pid, waitpid(pid, &status, 0));
    assert_true(WIFEXITED(status));
    assert_int_equal(0, WEXITSTATUS(status));
    room_open(room);
    expect_draft(room, room->store, "text", NULL);
    must(room, keep(room));
}

/* ---- versions ---- */

static void migrations_run_once_each_and_wholly_or_not_at_all(void **state)
{
    struct room *room = *state;
    static const char *const good[] = {"CREATE TABLE a(x)", "CREATE TABLE b(x)"};
    static const char *const bad[] = {"", "", "CREATE TABLE c(x); INSERT INTO nowhere VALUES(1)"};
    room_open(room);
    must(room, keep(room));
    struct store *store = room->store;
    int64_t first = schema_newest();
    assert_int_equal(1, first);
    must(room, schema_apply(store, good, 2, &room->fault));
    must(room, schema_apply(store, good, 2, &room->fault));
    must_fail(room, ERR_IO, schema_apply(store, bad, 3, &room->fault));
    must_fail(room, ERR_NEWER, schema_apply(store, good, 1, &room->fault));
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
    assert_int_equal(2, sqlite3_column_int(statement, 1));
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
        TEST(a_damaged_page_is_told_and_never_a_crash),
        TEST(a_file_that_was_cut_off_is_refused),
        TEST(a_file_that_was_moved_away_is_told),
        cmocka_unit_test(rights_that_are_missing_are_told),
        cmocka_unit_test(a_home_that_cannot_be_made_is_told),
        TEST(a_full_disk_is_told_and_loses_nothing),
        TEST(migrations_run_once_each_and_wholly_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
