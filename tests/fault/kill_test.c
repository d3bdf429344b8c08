/*
 * A program that commits to a sealed file and is killed in the middle of a change to the disk, over
 * and over. It acknowledges each commit through a pipe. What was acknowledged is there afterwards,
 * and at most the one that was under way besides.
 */
#include <signal.h>
#include <sys/wait.h>

#include "support/broken_disk.h"
#include "unit/vault/room.h"
#include "vault/vault_private.h"

/* Commit number K: a row, words, and every older row touched. */
static int commit(sqlite3 *db, int k)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "BEGIN IMMEDIATE; INSERT INTO t(id, v) VALUES(%d, hex(zeroblob(%d)));"
             "UPDATE t SET seen = %d; DELETE FROM f WHERE rowid = %d;"
             "INSERT INTO f(rowid, words) VALUES(%d, 'word%d'); COMMIT;",
             k, k * 53 % 2000, k, k - 6, k, k);
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static int count(sqlite3 *db)
{
    int result;
    char *text = ask(db, "SELECT count(*) FROM t", &result);
    int rows = result == SQLITE_OK && text ? atoi(text) : -1;
    free(text);
    return rows;
}

/* The child: commits until the disk kills it. */
static void commit_until_killed(struct room *room, int kill_at, int pipe_end)
{
    sqlite3 *db = NULL;
    broken_disk_install();
    if (registry_install(sqlite3_vfs_find(NULL)) != SQLITE_OK)
        _exit(1);
    broken_disk_plan(DISK_KILLS, kill_at);
    if (unlock(room, "passphrase") != OK || open_database(room->file, false, &db) != SQLITE_OK)
        _exit(2);
    run(db, "PRAGMA cache_size = 10");
    int k = count(db);
    if (k < 0)
        _exit(3);
    for (;; k++)
        if (commit(db, k) != SQLITE_OK || write(pipe_end, "", 1) != 1)
            _exit(4);
}

/* Returns how many commits the child acknowledged before it was killed. */
static int run_child(struct room *room, int kill_at)
{
    int ends[2], status, acknowledged = 0;
    char buffer[64];
    assert_int_equal(0, pipe(ends));
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        commit_until_killed(room, kill_at, ends[1]);
    close(ends[1]);
    for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
        acknowledged += (int)n;
    close(ends[0]);
    assert_int_equal(pid, waitpid(pid, &status, 0));
    if (!WIFSIGNALED(status))
        fail_msg("the child ended with %d", WEXITSTATUS(status));
    return acknowledged;
}

static int check(struct room *room, int *hot)
{
    sqlite3 *db = open_sealed(room);
    int rows = count(db);
    *hot += vault_needs_check(room->vault);
    expect_answer(db, "PRAGMA integrity_check", "ok");
    run(db, "INSERT INTO f(f) VALUES('integrity-check')");
    char *wanted = sqlite3_mprintf("%d", rows < 6 ? rows : 6);
    expect_answer(db, "SELECT count(*) FROM f", wanted);
    expect_answer(db, "SELECT count(*) FROM t WHERE length(v) <> 2 * (id * 53 % 2000)", "0");
    expect_answer(db, "SELECT count(DISTINCT seen) <= 1 FROM t", "1");
    sqlite3_free(wanted);
    /* So that a thousand rounds stay quick. */
    if (rows > 150)
        run(db, "DELETE FROM t; DELETE FROM f; VACUUM;");
    sqlite3_close(db);
    return rows;
}

static void what_was_acknowledged_survives_a_kill(void **state)
{
    struct room *room = *state;
    unsigned seed = 1121;
    int kept = 0, in_all = 0, hot = 0, rounds = torture() ? 1000 : 40;
    make(room, "passphrase");
    sqlite3 *db = open_sealed(room);
    run(db, "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT, seen INTEGER DEFAULT 0);"
            "CREATE VIRTUAL TABLE f USING fts5(words);");
    sqlite3_close(db);
    for (int i = 0; i < rounds; i++) {
        lock(room);
        int acknowledged = run_child(room, 1 + rand_r(&seed) % 1500);
        must(room, unlock(room, "passphrase"));
        int rows = check(room, &hot);
        assert_in_range(rows, kept + acknowledged, kept + acknowledged + 1);
        kept = rows > 150 ? 0 : rows;
        in_all += acknowledged;
    }
    print_message("%d kills, %d commits, %d journals rolled back\n", rounds, in_all, hot);
    /* The kills came during work, not only before it began, and some at the worst time. */
    assert_true(in_all > rounds);
    assert_true(hot > rounds / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(what_was_acknowledged_survives_a_kill)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
