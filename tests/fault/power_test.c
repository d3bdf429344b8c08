/*
 * The power goes at any change to the disk, and again while that is being put right. Afterwards the
 * file opens, passes every check and holds what was acknowledged, or that and the one commit that
 * was under way.
 */
#include "diary.h"

/* Commits from number K on until the power goes or there are no more. Returns the number of the
 * last one that was acknowledged. */
static int write_on(int k, const char *settings)
{
    sqlite3 *db = NULL;
    int last = k - 1;
    if (diary_open(&db, settings) == SQLITE_OK)
        for (; k <= COMMITS && diary_commit(db, k) == SQLITE_OK; k++)
            last = k;
    sqlite3_close(db);
    return last;
}

/* Opens and reads everything while the power may go. True when it came to an end. */
static bool look(const struct diary *diary, int acknowledged, int *found, const char **trouble)
{
    sqlite3 *db = NULL;
    struct digest digest;
    *trouble = NULL;
    int k = -1;
    int result = diary_open(&db, diary_settings);
    if (result == SQLITE_OK)
        result = diary_read(db, &digest, &k);
    bool done = !power_disk_is_dead();
    if (done && result != SQLITE_OK)
        *trouble = sqlite3_errstr(result);
    else if (done && (k < acknowledged || k > acknowledged + 1))
        *trouble = k < acknowledged ? "a commit is lost" : "a commit from nowhere";
    else if (done && memcmp(&digest, &diary->digests[k], sizeof digest) != 0)
        *trouble = "halves of two commits";
    else if (done && diary_check(db) != SQLITE_OK)
        *trouble = "the integrity check complains";
    done = done && !power_disk_is_dead();
    sqlite3_close(db);
    *found = k;
    return done;
}

static enum power_loss loss_of(unsigned seed)
{
    return seed % 8 == 0 ? POWER_KEEPS_ALL : seed % 8 == 1 ? POWER_DROPS_ALL : POWER_LOTTERY;
}

/* Opens until it works, the power going again now and then; *FOUND is the last commit then. */
static const char *recover(const struct diary *diary, int acknowledged, unsigned seed, int *found,
                           int *cuts)
{
    const char *trouble;
    for (int again = 0; again < 4; again++) {
        if (power_disk_is_dead()) {
            ++*cuts;
            power_disk_restore(loss_of(seed));
        }
        seed = seed * 1103515245u + 12345u;
        power_disk_cut(again < 3 && seed / 65536 % 2 ? 1 + (int)(seed / 131072 % 30) : 0, seed);
        if (look(diary, acknowledged, found, &trouble))
            return trouble;
    }
    return "it never opens";
}

/* One point, and another where the writing went on: what went wrong, or NULL. */
static const char *lose_power(const struct diary *diary, const struct image *start, int from,
                              int at, unsigned seed, const char *settings, int *cuts)
{
    const char *trouble = NULL;
    int found = from - 1;
    image_put(start);
    for (int round = 0; round < 2 && !trouble && found < COMMITS; round++) {
        power_disk_cut(at, seed);
        int acknowledged = write_on(found + 1, settings);
        trouble = recover(diary, acknowledged, seed, &found, cuts);
        seed = seed * 69069u + 1u;
        at = 1 + (int)(seed / 65536 % 400);
    }
    return trouble;
}

/* COUNT points spread over what the commits from FROM to the last one do. */
static int try_points(const struct diary *diary, int from, int count, const char *settings,
                      bool stop, int *cuts)
{
    int troubles = 0;
    struct image start = image_take();
    power_disk_cut(0, 1);
    assert_int_equal(COMMITS, write_on(from, settings));
    int changes = power_disk_changes();
    unsigned seed = 20261121;
    for (int i = 0; i < count; i++) {
        int at = 1 + rand_r(&seed) % changes;
        const char *trouble =
            lose_power(diary, &start, from, at, (unsigned)rand_r(&seed), settings, cuts);
        if (trouble && stop)
            fail_msg("from %d, point %d, change %d of %d: %s", from, i, at, changes, trouble);
        troubles += trouble != NULL;
    }
    image_free(&start);
    return troubles;
}

/* The disk after commit number K. */
static void write_until(int k)
{
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, diary_open(&db, diary_settings));
    for (int i = 0; i <= k; i++)
        assert_int_equal(SQLITE_OK, diary_commit(db, i));
    sqlite3_close(db);
}

static void no_commit_is_lost_when_the_power_goes(void **state)
{
    int cuts = 0, points = torture() ? 20000 : 200;
    write_until(COMMITS - 6);
    try_points(*state, COMMITS - 5, points, diary_settings, true, &cuts);
    assert_in_range(cuts, points, 8 * points);
    print_message("power went %d times at %d points\n", cuts, points);
}

static void the_first_commits_are_as_safe(void **state)
{
    int cuts = 0, points = torture() ? 4000 : 40;
    write_until(0);
    try_points(*state, 1, points, diary_settings, true, &cuts);
    assert_in_range(cuts, points, 8 * points);
}

/* Otherwise this file would show nothing. */
static void without_syncs_the_disk_does_lose(void **state)
{
    int cuts = 0;
    static const char careless[] = "PRAGMA cache_size = 8; PRAGMA journal_mode = TRUNCATE;"
                                   "PRAGMA synchronous = OFF;";
    write_until(COMMITS - 6);
    assert_in_range(try_points(*state, COMMITS - 5, 40, careless, false, &cuts), 10, 40);
}

#define POWER_TEST(name) cmocka_unit_test_setup_teardown(name, diary_setup, diary_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        POWER_TEST(no_commit_is_lost_when_the_power_goes),
        POWER_TEST(the_first_commits_are_as_safe),
        POWER_TEST(without_syncs_the_disk_does_lose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
