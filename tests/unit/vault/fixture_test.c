/*
 * A sealed file made by the first version of the format opens, with its passphrase and with its
 * recovery key, and holds what was kept then.
 *
 * tests/fixture/db/sealed-1.db was made by this test, which printed the recovery key:
 *     MEND_FIXTURE=tests/fixture/db/sealed-1.db build/tests/unit/vault/fixture_test
 * It is not made again once format 1 has been released; a later format gets a file of its own.
 */
#include "room.h"

static const char fixture[] = "tests/fixture/db/sealed-1.db";
static const char passphrase[] = "the kettle sings at four \xc3\xa4";
static const char recovery[] = "F3BZM-TEVQW-QZG57-KQ8S8-0EVE9-YGXGN";

static void copy_file(const char *from, const char *to)
{
    size_t length;
    char *bytes = file_bytes(from, &length);
    if (!bytes)
        fail_msg("%s is not here; tests run in the folder of the project", from);
    file_write(to, bytes, length);
    free(bytes);
}

static void make_fixture(struct room *room, const char *to)
{
    char text[VAULT_RECOVERY_TEXT];
    must(room, vault_create(room->file, passphrase, strlen(passphrase), NULL, &room->vault,
                            &room->fault));
    vault_make_recovery(text);
    must(room, vault_add_recovery(room->vault, text, &room->fault));
    print_message("recovery key: %s\n", text);
    sqlite3 *db = open_sealed(room);
    run(db, "CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT) STRICT;"
            "CREATE VIRTUAL TABLE f USING fts5(v);"
            "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 30)"
            " INSERT INTO t(v) SELECT 'I trust my own no, ' || i FROM c;"
            "INSERT INTO f SELECT v FROM t;");
    sqlite3_close(db);
    lock(room);
    copy_file(room->file, to);
}

static void expect_content(struct room *room)
{
    sqlite3 *db = open_sealed(room);
    expect_answer(db, "SELECT v FROM t WHERE id = 17", "I trust my own no, 17");
    expect_answer(db, "SELECT count(*) FROM f WHERE f MATCH 'trust'", "30");
    expect_answer(db, "PRAGMA integrity_check", "ok");
    run(db, "INSERT INTO t(v) VALUES('and more')");
    expect_answer(db, "SELECT count(*) FROM t", "31");
    run(db, "DELETE FROM t WHERE v = 'and more'");
    sqlite3_close(db);
    lock(room);
}

static void a_file_of_format_1_opens(void **state)
{
    struct room *room = *state;
    if (getenv("MEND_FIXTURE"))
        make_fixture(room, getenv("MEND_FIXTURE"));
    copy_file(fixture, room->file);
    must(room, unlock(room, passphrase));
    assert_int_equal(3, vault_cost(room->vault).passes);
    assert_int_equal(64 << 20, vault_cost(room->vault).memory);
    assert_true(vault_has_recovery(room->vault));
    expect_content(room);
    must(room, vault_unlock_recovery(room->file, recovery, &room->vault, &room->fault));
    expect_content(room);
    must_fail(room, ERR_PASSPHRASE, unlock(room, "the kettle sings at five"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_file_of_format_1_opens)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
