/*
 * A file from each released version opens, and holds what was kept then.
 *
 * tests/fixture/db/version-1.db was made by this test:
 *     MEND_FIXTURE=tests/fixture/db/version-1.db build/tests/unit/store/fixture_test
 * It is not made again once version 1 has been released; a later version gets a file of its own.
 */
#include "room.h"

static const char fixture[] = "tests/fixture/db/version-1.db";

static void make(struct room *room, const char *to)
{
    struct pairs values = {0};
    struct fault *fault = &room->fault;
    room_open(room);
    struct store *store = room->store;
    must(room, store_progress_set(store, "1", "opening", PAGE_DONE, fault));
    clock_advance(&room->clock, 60000);
    must(room, store_progress_set(store, "1", "1.1", PAGE_SKIPPED, fault));
    must(room, store_progress_set(store, "1", "1.2", PAGE_OPENED, fault));
    must(room, pairs_set(&values, "text", "I trust my own \xe2\x80\x9cno\xe2\x80\x9d.", fault));
    must(room, pairs_set(&values, "honesty", "6", fault));
    must(room, store_answer_add(store, "1", "reflection", "reflect", &values, NULL, fault));
    must(room, store_answer_add(store, "1", "reflection", "reflect", &values, NULL, fault));
    must(room, store_answer_delete(store, 1, fault));
    must(room, set(store, "text", "half a word", fault));
    must(room, append(store, "text", 7, 0, "sentence, one ", fault));
    must(room, store_set_setting(store, "name", "value", fault));
    pairs_free(&values);
    size_t length;
    char *bytes = read_file(room->file, &length);
    assert_non_null(bytes);
    write_file(to, bytes, length);
    free(bytes);
}

static void expect_content(struct room *room)
{
    struct fault *fault = &room->fault;
    struct progress *items;
    struct answers answers;
    struct place place;
    size_t count;
    char *value;
    must(room, store_progress_list(room->store, "1", &items, &count, fault));
    assert_int_equal(3, count);
    assert_string_equal("opening", items[0].page);
    assert_int_equal(PAGE_DONE, items[0].state);
    assert_int_equal(60, items[1].last_at - items[0].last_at);
    assert_int_equal(PAGE_SKIPPED, items[1].state);
    assert_int_equal(PAGE_OPENED, items[2].state);
    free(items);
    must(room, store_place(room->store, NULL, &place, fault));
    assert_string_equal("1.2", place.page);
    must(room, store_answer_list(room->store, "1", "reflection", 9, &answers, fault));
    assert_int_equal(1, answers.count);
    assert_int_equal(2, answers.items[0].id);
    assert_string_equal("I trust my own \xe2\x80\x9cno\xe2\x80\x9d.",
                        pairs_get(&answers.items[0].values, "text"));
    assert_string_equal("6", pairs_get(&answers.items[0].values, "honesty"));
    answers_free(&answers);
    expect_draft(room, room->store, "text", "half a sentence, one word");
    must(room, store_setting(room->store, "name", &value, fault));
    assert_string_equal("value", value);
    free(value);
}

static void a_file_of_version_1_opens(void **state)
{
    struct room *room = *state;
    size_t length;
    if (getenv("MEND_FIXTURE"))
        make(room, getenv("MEND_FIXTURE"));
    char *bytes = read_file(fixture, &length);
    if (!bytes)
        fail_msg("%s is not here; tests run in the folder of the project", fixture);
    assert_int_equal(1, (unsigned char)bytes[63]);
    mkdir(room->home, 0700);
    write_file(room->file, bytes, length);
    free(bytes);
    room_open(room);
    expect_content(room);
    must(room, append(room->store, "text", 0, 0, "and ", &room->fault));
    expect_draft(room, room->store, "text", "and half a sentence, one word");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_of_version_1_opens, room_setup, room_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
