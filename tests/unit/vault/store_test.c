/*
 * The store itself over a sealed file: the VFS is made the default for this test, so that what the
 * store opens goes through it.
 */
#include <sqlite3.h>

#include "mend/vault/vault.h"
#include "unit/store/room.h"

static const struct vault_cost cheap = {1, VAULT_LEAST_MEMORY};
static const char canary[] = "a secret nobody is to find";

static void answer(struct room *room, const char *text)
{
    struct pairs values = {0};
    must(room, pairs_set(&values, "text", text, &room->fault));
    must(room, store_answer_add(room->store, "1", "trust", "reflect", &values, NULL, &room->fault));
    pairs_free(&values);
}

static void the_store_works_on_a_sealed_file(void **state)
{
    struct room *room = *state;
    struct vault *vault = NULL;
    struct answers answers = {0};
    assert_int_equal(0, mkdir(room->home, 0700));
    must(room, vault_create(room->file, "passphrase", 10, &cheap, &vault, &room->fault));
    sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
    sqlite3_vfs_register(sqlite3_vfs_find(vault_vfs_name()), 1);
    room_open(room);
    answer(room, canary);
    must(room, set(room->store, "text", canary, &room->fault));
    must(room, append(room->store, "text", 0, 0, "not ", &room->fault));
    must(room, store_progress_set(room->store, "1", "1.1", PAGE_DONE, &room->fault));
    assert_false(home_holds(room, canary));
    assert_false(home_holds(room, "draft_value"));
    store_close(room->store);
    room->store = NULL;
    vault_close(vault);
    assert_int_not_equal(OK, store_open(room->home, &room->clock, &room->store, &room->fault));
    must(room, vault_unlock(room->file, "passphrase", 10, &vault, &room->fault));
    room_open(room);
    struct store *other = room_open_another(room);
    expect_draft(room, room->store, "text", "not a secret nobody is to find");
    must(room, store_answer_list(room->store, "1", "trust", 9, &answers, &room->fault));
    assert_int_equal(1, answers.count);
    assert_string_equal(canary, pairs_get(&answers.items[0].values, "text"));
    answers_free(&answers);
    must(room, store_set_setting(other, "name", "value", &room->fault));
    char *value = NULL;
    must(room, store_setting(room->store, "name", &value, &room->fault));
    assert_string_equal("value", value);
    free(value);
    store_close(other);
    store_close(room->store);
    room->store = NULL;
    sqlite3_vfs_register(usual, 1);
    /* And away with the passphrase: the same words, plainly. */
    must(room, vault_unseal(vault, NULL, &room->fault));
    vault_close(vault);
    room_open(room);
    expect_draft(room, room->store, "text", "not a secret nobody is to find");
    assert_true(home_holds(room, canary));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_store_works_on_a_sealed_file, room_setup,
                                        room_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
