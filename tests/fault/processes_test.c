/* Two processes that commit to one sealed file at the same time: nothing is lost, and neither is
 * ever told that the other is busy. */
#include <signal.h>
#include <sys/wait.h>

#include "unit/vault/room.h"

static void commit_many(struct room *room, int who, int commits)
{
    sqlite3 *db = NULL;
    char sql[200];
    if (unlock(room, "passphrase") != OK ||
        sqlite3_open_v2(room->file, &db, SQLITE_OPEN_READWRITE, vault_vfs_name()) != SQLITE_OK)
        _exit(1);
    sqlite3_busy_timeout(db, 60000);
    run(db, "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;");
    for (int i = 0; i < commits; i++) {
        snprintf(sql, sizeof sql,
                 "BEGIN IMMEDIATE; INSERT INTO t(who, n) VALUES(%d, %d);"
                 "UPDATE total SET n = n + 1; COMMIT;",
                 who, i);
        if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
            _exit(2);
        /* One of them also changes the passphrase now and then. */
        enum err err = who == 0 && i % 50 == 49 ? ERR_BUSY : OK;
        while (err == ERR_BUSY)
            err = change(room, "passphrase");
        if (err != OK)
            _exit(3);
    }
    sqlite3_close(db);
    _exit(0);
}

static void two_processes_lose_nothing(void **state)
{
    struct room *room = *state;
    int commits = torture() ? 5000 : 150;
    pid_t pids[2];
    make(room, "passphrase");
    sqlite3 *db = open_sealed(room);
    run(db, "CREATE TABLE t(id INTEGER PRIMARY KEY, who, n, UNIQUE(who, n));"
            "CREATE TABLE total(n); INSERT INTO total VALUES(0);");
    sqlite3_close(db);
    lock(room);
    for (int who = 0; who < 2; who++) {
        pids[who] = fork();
        assert_true(pids[who] >= 0);
        if (pids[who] == 0)
            commit_many(room, who, commits);
    }
    for (int who = 0; who < 2; who++) {
        int status;
        assert_int_equal(pids[who], waitpid(pids[who], &status, 0));
        assert_true(WIFEXITED(status));
        assert_int_equal(0, WEXITSTATUS(status));
    }
    must(room, unlock(room, "passphrase"));
    db = open_sealed(room);
    char *wanted = sqlite3_mprintf("%d", 2 * commits);
    expect_answer(db, "SELECT n FROM total", wanted);
    expect_answer(db, "SELECT count(*) FROM t", wanted);
    expect_answer(db, "PRAGMA integrity_check", "ok");
    sqlite3_free(wanted);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(two_processes_lose_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
