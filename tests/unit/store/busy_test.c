/* Waiting for another program that is writing. */
#include <pthread.h>
#include <sqlite3.h>
#include <time.h>

#include "room.h"

/* Another program, in the middle of a save. */
static sqlite3 *hold(struct room *room)
{
    sqlite3 *db = NULL;
    room_open(room);
    must(room, store_set_setting(room->store, "name", "before", &room->fault));
    assert_int_equal(SQLITE_OK, sqlite3_open(room->file, &db));
    assert_int_equal(SQLITE_OK, sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL));
    return db;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void patience_ends(void **state)
{
    struct room *room = *state;
    char *value;
    sqlite3 *other = hold(room);
    store_set_patience(room->store, 0);
    must_fail(room, ERR_BUSY, store_set_setting(room->store, "name", "x", &room->fault));
    must_fail(room, ERR_BUSY, store_setting(room->store, "name", &value, &room->fault));
    assert_null(value);
    store_set_patience(room->store, 40);
    int64_t start = now_ms();
    must_fail(room, ERR_BUSY, store_set_setting(room->store, "name", "x", &room->fault));
    assert_true(now_ms() - start >= 39);
    assert_int_equal(SQLITE_OK, sqlite3_exec(other, "COMMIT", NULL, NULL, NULL));
    must(room, store_setting(room->store, "name", &value, &room->fault));
    assert_string_equal("before", value);
    free(value);
    sqlite3_close(other);
}

/* What we changed but could not commit, because another is reading, is taken back. */
static void a_reader_that_stays_makes_a_save_fail_wholly(void **state)
{
    struct room *room = *state;
    sqlite3 *other = hold(room);
    sqlite3_stmt *reading = NULL;
    char *value;
    sqlite3_exec(other, "COMMIT", NULL, NULL, NULL);
    sqlite3_prepare_v2(other, "SELECT * FROM setting", -1, &reading, NULL);
    assert_int_equal(SQLITE_ROW, sqlite3_step(reading));
    store_set_patience(room->store, 0);
    must_fail(room, ERR_BUSY, store_set_setting(room->store, "name", "after", &room->fault));
    must(room, store_setting(room->store, "name", &value, &room->fault));
    assert_string_equal("before", value);
    free(value);
    sqlite3_finalize(reading);
    must(room, store_set_setting(room->store, "name", "after", &room->fault));
    sqlite3_close(other);
}

static void *save(void *argument)
{
    struct room *room = argument;
    static enum err result;
    result = store_set_setting(room->store, "name", "after", &room->fault);
    return &result;
}

static enum err join(pthread_t thread)
{
    void *result;
    assert_int_equal(0, pthread_join(thread, &result));
    return *(enum err *)result;
}

static void a_save_goes_on_when_the_other_has_finished(void **state)
{
    struct room *room = *state;
    pthread_t thread;
    sqlite3 *other = hold(room);
    store_set_patience(room->store, 60000);
    assert_int_equal(0, pthread_create(&thread, NULL, save, room));
    assert_int_equal(SQLITE_OK, sqlite3_exec(other, "COMMIT", NULL, NULL, NULL));
    assert_int_equal(OK, join(thread));
    sqlite3_close(other);
}

static void patience_can_be_cut_short_while_it_waits(void **state)
{
    struct room *room = *state;
    pthread_t thread;
    sqlite3 *other = hold(room);
    store_set_patience(room->store, 60000);
    int64_t start = now_ms();
    assert_int_equal(0, pthread_create(&thread, NULL, save, room));
    store_set_patience(room->store, 0);
    assert_int_equal(ERR_BUSY, join(thread));
    assert_true(now_ms() - start < 30000);
    sqlite3_close(other);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(patience_ends),
        TEST(a_reader_that_stays_makes_a_save_fail_wholly),
        TEST(a_save_goes_on_when_the_other_has_finished),
        TEST(patience_can_be_cut_short_while_it_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
