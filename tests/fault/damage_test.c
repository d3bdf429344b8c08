/*
 * Bits that flip and files that are cut off, in the main file and in a journal that is needed: told
 * as an error, or without effect, but never a wrong word.
 */
#include "diary.h"

enum outcome { SAME, TOLD };

/* Reads everything; fails the test when what is read is neither commit K nor, when OR_NEXT, the one
 * after it. */
static enum outcome read_all(const struct diary *diary, int k, bool or_next, const char *what)
{
    sqlite3 *db = NULL;
    struct digest digest;
    int found = -1;
    int result = diary_open(&db, diary_settings);
    if (result == SQLITE_OK)
        result = diary_read(db, &digest, &found);
    if (result == SQLITE_OK)
        result = diary_check(db);
    sqlite3_close(db);
    if (result != SQLITE_OK)
        return TOLD;
    if (found != k && !(or_next && found == k + 1))
        fail_msg("%s: commit %d instead of %d", what, found, k);
    if (memcmp(&digest, &diary->digests[found], sizeof digest) != 0)
        fail_msg("%s: halves of two commits, in silence", what);
    return SAME;
}

static void write_until(int k)
{
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, diary_open(&db, diary_settings));
    for (int i = 0; i <= k; i++)
        assert_int_equal(SQLITE_OK, diary_commit(db, i));
    sqlite3_close(db);
}

/* Commit number K is under way and the program is killed at its change number AT. */
static void kill_in_commit(int k, int at, const char *settings)
{
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, diary_open(&db, settings));
    power_disk_cut(at, 7);
    assert_int_not_equal(SQLITE_OK, diary_commit(db, k));
    sqlite3_close(db);
    assert_true(power_disk_is_dead());
    power_disk_restore(POWER_KEEPS_ALL);
    power_disk_cut(0, 7);
}

static int changes_of_commit(int k, const char *settings)
{
    sqlite3 *db = NULL;
    struct image before = image_take();
    assert_int_equal(SQLITE_OK, diary_open(&db, settings));
    power_disk_cut(0, 7);
    assert_int_equal(SQLITE_OK, diary_commit(db, k));
    int changes = power_disk_changes();
    sqlite3_close(db);
    image_put(&before);
    image_free(&before);
    return changes;
}

/* ---- flips ---- */

/* Flips a bit in each of COUNT places between FROM and the end of NAME. */
static void flip(const struct diary *diary, const char *name, int count, int k, bool or_next,
                 int outcomes[2])
{
    struct image whole = image_take();
    unsigned seed = (unsigned)k + 77;
    for (int i = 0; i < count; i++) {
        size_t size = 0;
        char what[80];
        image_put(&whole);
        unsigned char *bytes = power_disk_bytes(name, &size);
        size_t bit = (size_t)rand_r(&seed) * 31u % (size * 8);
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
        snprintf(what, sizeof what, "bit %zu of %s", bit, name);
        outcomes[read_all(diary, k, or_next, what)]++;
    }
    image_put(&whole);
    image_free(&whole);
}

static void a_flipped_bit_of_the_main_file_is_told(void **state)
{
    int outcomes[2] = {0}, count = torture() ? 2000 : 500;
    write_until(COMMITS - 1);
    flip(*state, diary_file, count, COMMITS - 1, false, outcomes);
    print_message("%d told, %d without effect\n", outcomes[TOLD], outcomes[SAME]);
    /* Without effect only where one of two headers, or a free page, was hit. */
    assert_in_range(outcomes[TOLD], count * 6 / 10, count);
}

static void a_flipped_bit_of_a_journal_that_is_needed_is_told(void **state)
{
    int outcomes[2] = {0}, count = torture() ? 2400 : 560, steps = 8;
    write_until(COMMITS - 5);
    int k = COMMITS - 4, changes = changes_of_commit(k, diary_settings);
    struct image before = image_take();
    for (int step = 1; step <= steps; step++) {
        size_t size = 0;
        image_put(&before);
        /* From the first words on to just before the end, where the whole new state stands. */
        kill_in_commit(k, changes - (changes - 2) * (steps - step) / steps, diary_settings);
        if (power_disk_bytes(diary_journal, &size) && size > 0)
            flip(*state, diary_journal, count / steps, k - 1, false, outcomes);
    }
    print_message("%d told, %d without effect\n", outcomes[TOLD], outcomes[SAME]);
    assert_in_range(outcomes[TOLD], count / 3, count);
    image_free(&before);
}

/* Every unit of a journal that is needed, damaged one at a time: also the headers within it. */
static void no_unit_of_a_journal_that_is_needed_can_be_missed(void **state)
{
    const struct diary *diary = *state;
    write_until(COMMITS - 5);
    int k = COMMITS - 4, changes = changes_of_commit(k, diary_settings), told = 0, tried = 0;
    struct image before = image_take();
    for (int back = 1; back < changes; back += torture() ? 1 + back / 16 : 1 + back / 3) {
        image_put(&before);
        kill_in_commit(k, changes - back, diary_settings);
        struct image hot = image_take();
        for (size_t at = 100; hot.journal && at < hot.journal_size; at += 4608) {
            char what[80];
            image_put(&hot);
            size_t size;
            power_disk_bytes(diary_journal, &size)[at] ^= 1;
            snprintf(what, sizeof what, "killed %d before the end, unit %zu", back, at / 4608);
            told += read_all(diary, k - 1, false, what) == TOLD;
            tried++;
        }
        image_free(&hot);
    }
    image_free(&before);
    assert_in_range(told, tried / 4, tried);
}

/* ---- cut off ---- */

static void a_main_file_cut_off_is_told(void **state)
{
    write_until(COMMITS - 1);
    struct image whole = image_take();
    size_t step = torture() ? 512 : 512 * 11;
    for (size_t size = 0; size < whole.file_size; size += step) {
        char what[96];
        image_put(&whole);
        power_disk_shorten(diary_file, size);
        snprintf(what, sizeof what, "cut to %zu", size);
        if (read_all(*state, COMMITS - 1, false, what) != TOLD)
            fail_msg("%s: not told", what);
    }
    image_free(&whole);
}

/*
 * With a cache as large as mend's, so that a journal has one header. One that has several and is
 * cut off exactly between two parts looks like one that was never longer: nothing in SQLite's
 * format tells, and the checks after a recovery are all there is.
 */
static void a_journal_cut_off_is_told(void **state)
{
    static const char settings[] = "PRAGMA temp_store = MEMORY; PRAGMA journal_mode = TRUNCATE;"
                                   "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";
    write_until(COMMITS - 5);
    int k = COMMITS - 4, changes = changes_of_commit(k, settings);
    kill_in_commit(k, changes - 4, settings); /* the database is changed but for the last pages */
    struct image hot = image_take();
    assert_true(hot.journal_size > 10 * 4608);
    size_t step = torture() ? 512 : 512 * 5, told = 0, tried = 0;
    /* A journal shorter than one unit is what a power cut leaves before anything was done. */
    for (size_t size = 4608; size < hot.journal_size; size += step) {
        char what[96];
        image_put(&hot);
        power_disk_shorten(diary_journal, size);
        snprintf(what, sizeof what, "journal cut to %zu of %zu", size, hot.journal_size);
        tried++;
        told += read_all(*state, k - 1, false, what) == TOLD;
    }
    assert_int_equal(tried, told);
    image_free(&hot);
}

/* ---- put where they do not belong ---- */

static void units_cannot_be_moved_about(void **state)
{
    write_until(COMMITS - 1);
    struct image whole = image_take();
    size_t units = (whole.file_size - HEADER_SIZE) / 4608, told = 0, tried = 0;
    for (size_t i = 0; i + 1 < units; i += 3) {
        size_t size;
        image_put(&whole);
        unsigned char *bytes = power_disk_bytes(diary_file, &size) + HEADER_SIZE;
        memcpy(bytes + i * 4608, bytes + (i + 1) * 4608, 4608);
        told += read_all(*state, COMMITS - 1, false, "a unit in another's place") == TOLD;
        tried++;
    }
    assert_in_range(told, tried * 8 / 10, tried);
    image_free(&whole);
}

#define DAMAGE_TEST(name) cmocka_unit_test_setup_teardown(name, diary_setup, diary_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DAMAGE_TEST(a_flipped_bit_of_the_main_file_is_told),
        DAMAGE_TEST(a_flipped_bit_of_a_journal_that_is_needed_is_told),
        DAMAGE_TEST(no_unit_of_a_journal_that_is_needed_can_be_missed),
        DAMAGE_TEST(a_main_file_cut_off_is_told),
        DAMAGE_TEST(a_journal_cut_off_is_told),
        DAMAGE_TEST(units_cannot_be_moved_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
