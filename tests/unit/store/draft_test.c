/* What is half done: a base with edits on it, and two programs that write on one exercise. */
#include <sqlite3.h>

#include "room.h"

static size_t count_drafts(struct room *room, const char *lesson)
{
    size_t count = 99;
    must(room, store_draft_count(room->store, lesson, &count, &room->fault));
    return count;
}

/* The only value of QUERY, asked of the file itself. */
static int64_t ask(const struct room *room, const char *query)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(SQLITE_OK, sqlite3_open(room->file, &db));
    assert_int_equal(SQLITE_OK, sqlite3_prepare_v2(db, query, -1, &statement, NULL));
    assert_int_equal(SQLITE_ROW, sqlite3_step(statement));
    int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}

static void tamper(const struct room *room, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(SQLITE_OK, sqlite3_open(room->file, &db));
    assert_int_equal(SQLITE_OK, sqlite3_exec(db, sql, NULL, NULL, NULL));
    sqlite3_close(db);
}

static void nothing_to_keep_makes_no_home(void **state)
{
    struct room *room = *state;
    room_open(room);
    expect_draft(room, room->store, "text", NULL);
    must(room, set(room->store, "text", "", &room->fault));
    must(room, store_draft_clear(room->store, "1", "trust", &room->fault));
    assert_int_equal(0, count_drafts(room, NULL));
    must_fail(room, ERR_CONFLICT, append(room->store, "text", 0, 0, "x", &room->fault));
    assert_false(store_exists(room->store));
    assert_int_equal(0, files_in(room->folder));
}

static void edits_are_put_on_the_base(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, set(room->store, "text", "I trust my word", &room->fault));
    must(room, append(room->store, "text", 15, 0, "s", &room->fault));
    must(room, append(room->store, "text", 2, 5, "can keep", &room->fault));
    must(room, append(room->store, "text", 0, 2, "", &room->fault));
    must(room, append(room->store, "text", 0, 0, "\xc3\xa9 ", &room->fault));
    struct draft_edit edits[] = {{0, 0, "(", 1}, {1, 3, NULL, 0}, {1, 0, "we ", 3}};
    must(room, store_draft_append(room->store, "1", "trust", "text", edits, 3, &room->fault));
    must(room, store_draft_append(room->store, "1", "trust", "text", edits, 0, &room->fault));
    expect_draft(room, room->store, "text", "(we can keep my words");
    room_open(room);
    expect_draft(room, room->store, "text", "(we can keep my words");
    assert_int_equal(1, ask(room, "SELECT count(*) FROM draft_value"));
    assert_int_equal(7, ask(room, "SELECT count(*) FROM draft_edit"));
    assert_int_equal(15, ask(room, "SELECT length(base) FROM draft_value"));
}

static void setting_starts_a_new_base_and_removes_an_empty_one(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, set(room->store, "a", "1", &room->fault));
    must(room, set(room->store, "b", "2", &room->fault));
    must(room, append(room->store, "a", 1, 0, "1", &room->fault));
    must(room, set(room->store, "a", "3", &room->fault));
    expect_draft(room, room->store, "a", "3");
    assert_int_equal(0, ask(room, "SELECT count(*) FROM draft_edit"));
    must(room, set(room->store, "a", "", &room->fault));
    expect_draft(room, room->store, "a", NULL);
    expect_draft(room, room->store, "b", "2");
    must_fail(room, ERR_CONFLICT, append(room->store, "a", 0, 0, "x", &room->fault));
    must(room, set(room->store, "b", "", &room->fault));
    assert_int_equal(0, ask(room, "SELECT count(*) FROM draft"));
    must(room, set(room->store, "b", "once more", &room->fault));
    expect_draft(room, room->store, "b", "once more");
}

static void drafts_are_counted_by_exercise_and_only_with_words(void **state)
{
    struct room *room = *state;
    room_open(room);
    assert_int_equal(0, count_drafts(room, NULL));
    must(room, set(room->store, "a", "1", &room->fault));
    must(room, set(room->store, "b", "2", &room->fault));
    must(room, store_draft_set(room->store, "2", "x", "a", "1", 1, &room->fault));
    assert_int_equal(1, count_drafts(room, "1"));
    assert_int_equal(1, count_drafts(room, "2"));
    assert_int_equal(0, count_drafts(room, "3"));
    assert_int_equal(2, count_drafts(room, NULL));
    must(room, append(room->store, "a", 0, 1, "", &room->fault));
    assert_int_equal(1, count_drafts(room, "1"));
    must(room, append(room->store, "b", 0, 1, "", &room->fault));
    assert_int_equal(0, count_drafts(room, "1"));
    expect_draft(room, room->store, "a", NULL);
    must(room, append(room->store, "a", 0, 0, "back", &room->fault));
    expect_draft(room, room->store, "a", "back");
    assert_int_equal(1, count_drafts(room, "1"));
    must(room, store_draft_clear(room->store, "1", "trust", &room->fault));
    assert_int_equal(0, count_drafts(room, "1"));
    assert_int_equal(1, count_drafts(room, NULL));
}

static void an_edit_outside_the_text_is_a_conflict_not_a_crash(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, set(room->store, "text", "four", &room->fault));
    must_fail(room, ERR_CONFLICT, append(room->store, "text", 5, 0, "x", &room->fault));
    must_fail(room, ERR_CONFLICT, append(room->store, "text", 3, 2, "x", &room->fault));
    must_fail(room, ERR_CONFLICT, append(room->store, "text", SIZE_MAX, 1, "x", &room->fault));
    must_fail(room, ERR_CONFLICT, append(room->store, "text", 1, SIZE_MAX, "x", &room->fault));
    struct draft_edit edits[] = {{4, 0, "!", 1}, {9, 0, "x", 1}};
    must_fail(room, ERR_CONFLICT,
              store_draft_append(room->store, "1", "trust", "text", edits, 2, &room->fault));
    expect_draft(room, room->store, "text", "four");
}

static void a_damaged_edit_is_left_out_and_the_draft_left_alone(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, set(room->store, "text", "one", &room->fault));
    must(room, append(room->store, "text", 3, 0, " two", &room->fault));
    must(room, append(room->store, "text", 7, 0, " three", &room->fault));
    tamper(room, "UPDATE draft_edit SET at = 9000 WHERE seq = 1");
    room_open(room);
    struct pairs values = {0};
    must_fail(room, ERR_FORMAT, store_draft_load(room->store, "1", "trust", &values, &room->fault));
    assert_string_equal("one", pairs_get(&values, "text"));
    pairs_free(&values);
    must_fail(room, ERR_CONFLICT, append(room->store, "text", 3, 0, "!", &room->fault));
    must(room, set(room->store, "text", "one again", &room->fault));
    expect_draft(room, room->store, "text", "one again");
    assert_int_equal(2, ask(room, "SELECT count(*) FROM draft"));
    assert_int_equal(2, ask(room, "SELECT count(*) FROM draft_edit"));
}

/* Applies the same random edits to a plain string and to a draft. */
static void random_edits_give_the_text_an_editor_has(void **state)
{
    struct room *room = *state;
    unsigned seed = 20261121;
    struct str text = {0};
    str_puts(&text, "start");
    room_open(room);
    must(room, set(room->store, "text", "start", &room->fault));
    int rounds = torture() ? 2500 : 60;
    for (int i = 0; i < rounds; i++) {
        char word[8];
        size_t at = (size_t)rand_r(&seed) % (text.length + 1);
        size_t removed = (size_t)rand_r(&seed) % 6;
        if (removed > text.length - at)
            removed = text.length - at;
        snprintf(word, (size_t)rand_r(&seed) % sizeof word + 1, "%d", rand_r(&seed));
        must(room, append(room->store, "text", at, removed, word, &room->fault));
        struct str after = {0};
        str_append(&after, text.bytes, at);
        str_puts(&after, word);
        str_puts(&after, text.bytes + at + removed);
        str_free(&text);
        text = after;
        if (i % 20 == 0)
            room_open(room);
        if (i % 10 == 0)
            expect_draft(room, room->store, "text", text.length ? text.bytes : NULL);
    }
    expect_draft(room, room->store, "text", text.length ? text.bytes : NULL);
    str_free(&text);
}

/* ---- two programs ---- */

static void the_second_takes_over_and_the_first_gets_a_draft_of_its_own(void **state)
{
    struct room *room = *state;
    room_open(room);
    struct store *first = room->store;
    must(room, set(first, "text", "mine", &room->fault));
    must(room, set(first, "note", "n", &room->fault));
    must(room, append(first, "note", 1, 0, "ote", &room->fault));
    struct store *second = room_open_another(room);
    expect_draft(room, second, "text", "mine");
    must(room, append(first, "text", 4, 0, "!", &room->fault));
    /* What was loaded has moved on: nothing is taken over blindly. */
    must_fail(room, ERR_CONFLICT, append(second, "text", 4, 0, "?", &room->fault));
    expect_draft(room, second, "text", "mine!");
    must(room, append(second, "text", 5, 0, " theirs", &room->fault));
    must(room, set(second, "note", "changed by the second", &room->fault));
    must_fail(room, ERR_CONFLICT, append(first, "text", 5, 0, " still mine", &room->fault));
    must(room, set(first, "text", "mine! still mine", &room->fault));
    must(room, append(first, "note", 4, 0, "s", &room->fault));
    must(room, append(second, "text", 12, 0, ".", &room->fault));
    expect_draft(room, second, "text", "mine! theirs.");
    expect_draft(room, second, "note", "changed by the second");
    must(room, store_draft_clear(second, "1", "trust", &room->fault));
    expect_draft(room, first, "text", "mine! still mine");
    expect_draft(room, first, "note", "notes");
    store_close(second);
}

static void two_that_never_loaded_have_two_drafts(void **state)
{
    struct room *room = *state;
    room_open(room);
    struct store *other = room_open_another(room);
    must(room, set(room->store, "text", "one", &room->fault));
    must(room, set(other, "text", "two", &room->fault));
    must(room, append(room->store, "text", 3, 0, "!", &room->fault));
    must(room, append(other, "text", 3, 0, "?", &room->fault));
    assert_int_equal(2, ask(room, "SELECT count(*) FROM draft"));
    assert_int_equal(1, count_drafts(room, NULL));
    must(room, store_draft_clear(room->store, "1", "trust", &room->fault));
    expect_draft(room, room->store, "text", "two?");
    store_close(other);
}

static void a_draft_the_other_finished_comes_back_as_a_new_one(void **state)
{
    struct room *room = *state;
    struct pairs values = {0};
    room_open(room);
    must(room, set(room->store, "text", "mine", &room->fault));
    struct store *other = room_open_another(room);
    expect_draft(room, other, "text", "mine");
    must(room, store_answer_add(other, "1", "trust", "reflect", &values, NULL, &room->fault));
    must_fail(room, ERR_CONFLICT, append(room->store, "text", 4, 0, "!", &room->fault));
    must(room, set(room->store, "text", "mine!", &room->fault));
    expect_draft(room, other, "text", "mine!");
    store_close(other);
}

static void clearing_leaves_what_another_has_taken_over(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, set(room->store, "text", "mine", &room->fault));
    struct store *other = room_open_another(room);
    expect_draft(room, other, "text", "mine");
    must(room, append(other, "text", 4, 0, "+", &room->fault));
    must(room, store_draft_clear(room->store, "1", "trust", &room->fault));
    expect_draft(room, room->store, "text", "mine+");
    store_close(other);
}

/* ---- one by one ---- */

static struct drafts list(struct room *room, struct store *store)
{
    struct drafts drafts;
    must(room, store_draft_list(store, "1", &drafts, &room->fault));
    return drafts;
}

static void every_draft_is_listed_the_last_written_first(void **state)
{
    struct room *room = *state;
    room_open(room);
    struct store *other = room_open_another(room);
    int64_t begun = clock_wall(&room->clock);
    must(room, set(room->store, "text", "mine", &room->fault));
    clock_advance(&room->clock, 5000);
    must(room, set(other, "text", "theirs", &room->fault));
    must(room, append(other, "text", 0, 0, "all ", &room->fault));
    must(room, store_draft_set(other, "1", "elsewhere", "text", "x", 1, &room->fault));
    struct draft_edit edit = {0, 1, "", 0};
    must(room, store_draft_append(other, "1", "elsewhere", "text", &edit, 1, &room->fault));
    must(room, store_draft_set(other, "2", "trust", "text", "y", 1, &room->fault));
    struct drafts drafts = list(room, room->store);
    assert_int_equal(2, drafts.count);
    assert_string_equal("trust", drafts.items[0].exercise);
    assert_string_equal("all theirs", pairs_get(&drafts.items[0].values, "text"));
    assert_int_equal(begun + 5, drafts.items[0].updated_at);
    assert_string_equal("mine", pairs_get(&drafts.items[1].values, "text"));
    assert_int_equal(begun, drafts.items[1].updated_at);
    assert_true(drafts.items[1].ours && !drafts.items[0].ours);
    assert_false(drafts.items[0].damaged);
    drafts_free(&drafts);
    /* Looking takes nothing over. */
    must(room, append(other, "text", 0, 0, "still ", &room->fault));
    must(room, append(room->store, "text", 0, 0, "still ", &room->fault));
    drafts = list(room, room->store);
    assert_string_equal("still mine", pairs_get(&drafts.items[0].values, "text"));
    assert_string_equal("still all theirs", pairs_get(&drafts.items[1].values, "text"));
    drafts_free(&drafts);
    store_close(other);
}

static void any_draft_can_be_taken_over(void **state)
{
    struct room *room = *state;
    struct pairs values = {0};
    room_open(room);
    struct store *other = room_open_another(room);
    must(room, set(room->store, "text", "older", &room->fault));
    must(room, set(other, "text", "newer", &room->fault));
    struct drafts drafts = list(room, room->store);
    struct store *third = room_open_another(room);
    must(room, store_draft_open(third, drafts.items[1].id, &values, &room->fault));
    assert_string_equal("older", pairs_get(&values, "text"));
    must(room, append(third, "text", 0, 0, "the ", &room->fault));
    must_fail(room, ERR_CONFLICT, append(room->store, "text", 0, 0, "not ", &room->fault));
    must(room, append(other, "text", 0, 0, "the ", &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_draft_open(third, 77, &values, &room->fault));
    drafts_free(&drafts);
    drafts = list(room, room->store);
    assert_int_equal(2, drafts.count);
    assert_string_equal("the newer", pairs_get(&drafts.items[0].values, "text"));
    assert_string_equal("the older", pairs_get(&drafts.items[1].values, "text"));
    drafts_free(&drafts);
    pairs_free(&values);
    store_close(third);
    store_close(other);
}

static void a_draft_is_dropped_by_its_number(void **state)
{
    struct room *room = *state;
    static const char canary[] = "nobody is to find this";
    room_open(room);
    struct store *other = room_open_another(room);
    must(room, set(room->store, "text", "mine", &room->fault));
    must(room, set(other, "text", canary, &room->fault));
    struct drafts drafts = list(room, room->store);
    must(room, store_draft_delete(room->store, drafts.items[0].id, &room->fault));
    assert_false(home_holds(room, canary));
    must(room, store_draft_delete(room->store, drafts.items[0].id, &room->fault));
    /* Who was writing on it keeps the text. */
    must_fail(room, ERR_CONFLICT, append(other, "text", 0, 0, "x", &room->fault));
    must(room, set(other, "text", "x, again", &room->fault));
    must(room, store_draft_delete(room->store, drafts.items[1].id, &room->fault));
    must_fail(room, ERR_CONFLICT, append(room->store, "text", 0, 0, "x", &room->fault));
    drafts_free(&drafts);
    drafts = list(room, room->store);
    assert_int_equal(1, drafts.count);
    assert_string_equal("x, again", pairs_get(&drafts.items[0].values, "text"));
    drafts_free(&drafts);
    store_close(other);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_to_keep_makes_no_home),
        TEST(edits_are_put_on_the_base),
        TEST(setting_starts_a_new_base_and_removes_an_empty_one),
        TEST(drafts_are_counted_by_exercise_and_only_with_words),
        TEST(an_edit_outside_the_text_is_a_conflict_not_a_crash),
        TEST(a_damaged_edit_is_left_out_and_the_draft_left_alone),
        TEST(random_edits_give_the_text_an_editor_has),
        TEST(the_second_takes_over_and_the_first_gets_a_draft_of_its_own),
        TEST(two_that_never_loaded_have_two_drafts),
        TEST(a_draft_the_other_finished_comes_back_as_a_new_one),
        TEST(clearing_leaves_what_another_has_taken_over),
        TEST(every_draft_is_listed_the_last_written_first),
        TEST(any_draft_can_be_taken_over),
        TEST(a_draft_is_dropped_by_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
