/* Answers stand beside each other, and go for good. */
#include "room.h"

static int64_t add(struct room *room, struct store *store, const char *exercise, const char *text)
{
    struct pairs values = {0};
    int64_t id = 0;
    must(room, pairs_set(&values, "text", text, &room->fault));
    must(room, pairs_set(&values, "a", "second key", &room->fault));
    must(room, store_answer_add(store, "1", exercise, "reflect", &values, &id, &room->fault));
    pairs_free(&values);
    assert_true(id > 0);
    return id;
}

static struct answers list(struct room *room, struct store *store, const char *exercise,
                           size_t most)
{
    struct answers answers;
    must(room, store_answer_list(store, "1", exercise, most, &answers, &room->fault));
    return answers;
}

static void expect_answers(struct room *room, struct store *store, size_t most,
                           const char *const *texts, size_t count)
{
    struct answers answers = list(room, store, "trust", most);
    assert_int_equal(count, answers.count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(texts[i], pairs_get(&answers.items[i].values, "text"));
    answers_free(&answers);
}

static void answers_stand_beside_each_other_newest_first(void **state)
{
    struct room *room = *state;
    room_open(room);
    int64_t start = clock_wall(&room->clock);
    int64_t first = add(room, room->store, "trust", "one\n\xe2\x80\x9ctwo\xe2\x80\x9d '");
    clock_advance(&room->clock, 5000);
    int64_t second = add(room, room->store, "trust", "again");
    add(room, room->store, "other", "elsewhere");
    room_open(room);
    struct answers answers = list(room, room->store, "trust", 10);
    assert_int_equal(2, answers.count);
    assert_int_equal(second, answers.items[0].id);
    assert_int_equal(start + 5, answers.items[0].made_at);
    assert_string_equal("again", pairs_get(&answers.items[0].values, "text"));
    assert_int_equal(first, answers.items[1].id);
    assert_int_equal(start, answers.items[1].made_at);
    assert_int_equal(2, answers.items[1].values.count);
    assert_string_equal("text", answers.items[1].values.items[0].key);
    assert_string_equal("one\n\xe2\x80\x9ctwo\xe2\x80\x9d '",
                        answers.items[1].values.items[0].value);
    assert_string_equal("a", answers.items[1].values.items[1].key);
    answers_free(&answers);
    expect_answers(room, room->store, 1, (const char *const[]){"again"}, 1);
    expect_answers(room, room->store, 0, NULL, 0);
}

static void an_answer_may_have_no_values(void **state)
{
    struct room *room = *state;
    struct pairs none = {0};
    room_open(room);
    must(room, store_answer_add(room->store, "1", "trust", "check", &none, NULL, &room->fault));
    add(room, room->store, "trust", "words");
    must(room, store_answer_add(room->store, "1", "trust", "check", &none, NULL, &room->fault));
    struct answers answers = list(room, room->store, "trust", SIZE_MAX);
    assert_int_equal(3, answers.count);
    assert_int_equal(0, answers.items[0].values.count);
    assert_int_equal(2, answers.items[1].values.count);
    assert_int_equal(0, answers.items[2].values.count);
    answers_free(&answers);
}

static void a_deleted_answer_is_gone_and_its_number_is_not_used_again(void **state)
{
    struct room *room = *state;
    room_open(room);
    must_fail(room, ERR_NOT_FOUND, store_answer_delete(room->store, 1, &room->fault));
    assert_false(store_exists(room->store));
    add(room, room->store, "trust", "stays");
    int64_t id = add(room, room->store, "trust", "goes");
    must(room, store_answer_delete(room->store, id, &room->fault));
    expect_answers(room, room->store, 9, (const char *const[]){"stays"}, 1);
    must_fail(room, ERR_NOT_FOUND, store_answer_delete(room->store, id, &room->fault));
    assert_true(add(room, room->store, "trust", "next") > id);
    expect_answers(room, room->store, 9, (const char *const[]){"next", "stays"}, 2);
}

static void an_answer_takes_the_place_of_its_draft(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, set(room->store, "text", "half", &room->fault));
    must(room, append(room->store, "text", 4, 0, " done", &room->fault));
    must(room, store_draft_set(room->store, "1", "other", "text", "x", 1, &room->fault));
    add(room, room->store, "trust", "half done");
    expect_draft(room, room->store, "text", NULL);
    size_t drafts;
    must(room, store_draft_count(room->store, NULL, &drafts, &room->fault));
    assert_int_equal(1, drafts);
}

static void a_draft_that_was_only_loaded_goes_with_its_answer_too(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, set(room->store, "text", "from yesterday", &room->fault));
    room_open(room);
    expect_draft(room, room->store, "text", "from yesterday");
    add(room, room->store, "trust", "from yesterday");
    expect_draft(room, room->store, "text", NULL);
}

static void two_programs_add_to_the_same_list(void **state)
{
    struct room *room = *state;
    room_open(room);
    struct store *other = room_open_another(room);
    add(room, room->store, "trust", "one");
    add(room, other, "trust", "two");
    add(room, room->store, "trust", "three");
    const char *const texts[] = {"three", "two", "one"};
    expect_answers(room, room->store, 9, texts, 3);
    expect_answers(room, other, 9, texts, 3);
    store_close(other);
}

static void an_answer_leaves_the_draft_of_another_program_alone(void **state)
{
    struct room *room = *state;
    room_open(room);
    struct store *other = room_open_another(room);
    must(room, set(room->store, "text", "mine", &room->fault));
    expect_draft(room, other, "text", "mine");
    must(room, append(other, "text", 4, 0, " and theirs", &room->fault));
    add(room, room->store, "trust", "mine");
    expect_draft(room, room->store, "text", "mine and theirs");
    store_close(other);
}

/* ---- answers by what they hold ---- */

/* Adds to EXERCISE of LESSON an answer of KIND whose only value is VALUE under KEY. */
static void add_value(struct room *room, const char *lesson, const char *exercise, const char *kind,
                      const char *key, const char *value)
{
    struct pairs values = {0};
    must(room, pairs_set(&values, "name", exercise, &room->fault));
    must(room, pairs_set(&values, key, value, &room->fault));
    must(room, store_answer_add(room->store, lesson, exercise, kind, &values, NULL, &room->fault));
    pairs_free(&values);
}

/* The newest MOST answers that have KEY were given to the exercises NAMES. */
static void expect_having(struct room *room, const char *key, size_t most, const char *const *names,
                          size_t count)
{
    struct answers answers = {NULL, 7};
    must(room, store_answer_having(room->store, key, most, &answers, &room->fault));
    assert_int_equal(count, answers.count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(names[i], pairs_get(&answers.items[i].values, "name"));
    answers_free(&answers);
}

static void answers_are_found_by_a_key_newest_first(void **state)
{
    struct room *room = *state;
    static const char *const kept[] = {"b", "c", "a"};
    static const char *const sealed[] = {"d"};
    room_open(room);
    int64_t start = clock_wall(&room->clock);
    add_value(room, "1", "a", "build", ".keep", "1");
    add_value(room, "1", "other", "build", "text", ".keep"); /* a value is no key, */
    add_value(room, "1", "more", "build", ".keeper", "1");   /* nor is half of one */
    add_value(room, "2", "c", "build", ".keep", "1");
    clock_advance(&room->clock, 3000);
    add_value(room, "1", "b", "letter", ".keep", "0");
    add_value(room, "8", "d", "letter", ".until", "2027-03-01");
    expect_having(room, ".keep", 10, kept, 3);
    expect_having(room, ".keep", SIZE_MAX, kept, 3);
    expect_having(room, ".keep", 2, kept, 2);
    expect_having(room, ".keep", 1, kept, 1);
    expect_having(room, ".keep", 0, NULL, 0);
    expect_having(room, ".until", 10, sealed, 1);
    expect_having(room, "%", 10, NULL, 0);
    expect_having(room, "", 10, NULL, 0);

    struct answers answers;
    must(room, store_answer_having(room->store, ".keep", 1, &answers, &room->fault));
    assert_int_equal(2, answers.items[0].values.count); /* the whole answer */
    assert_string_equal("0", pairs_get(&answers.items[0].values, ".keep"));
    assert_int_equal(start + 3, answers.items[0].made_at);
    int64_t id = answers.items[0].id;
    answers_free(&answers);
    must(room, store_answer_delete(room->store, id, &room->fault));
    expect_having(room, ".keep", 10, kept + 1, 2);
}

static void expect_counts(struct room *room, size_t answers, size_t promises, size_t experiments)
{
    struct store_counts counts = {7, 7, 7};
    must(room, store_count(room->store, &counts, &room->fault));
    assert_int_equal(answers, counts.answers);
    assert_int_equal(promises, counts.promises);
    assert_int_equal(experiments, counts.experiments);
}

static void answers_are_counted_by_their_kind(void **state)
{
    struct room *room = *state;
    room_open(room);
    add_value(room, "1", "trust", "reflect", "text", "promise");
    expect_counts(room, 1, 0, 0);
    add_value(room, "3", "first", "promise", "text", "x");
    add_value(room, "9", "first", "promise", "text", "y");
    add_value(room, "9", "first", "promise", "text", "z");
    add_value(room, "3", "try", "experiment", "text", "x");
    expect_counts(room, 5, 3, 1);
    struct pairs none = {0};
    must(room, store_answer_add(room->store, "1", "x", "promise", &none, NULL, &room->fault));
    must(room, store_draft_set(room->store, "1", "y", "text", "x", 1, &room->fault));
    expect_counts(room, 6, 4, 1);
    must(room, store_answer_delete(room->store, 2, &room->fault));
    expect_counts(room, 5, 3, 1);
}

static void nothing_is_found_or_counted_without_a_home(void **state)
{
    struct room *room = *state;
    room_open(room);
    expect_having(room, ".keep", 10, NULL, 0);
    expect_counts(room, 0, 0, 0);
    assert_false(store_exists(room->store));
    assert_int_equal(0, files_in(room->folder));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(answers_stand_beside_each_other_newest_first),
        TEST(an_answer_may_have_no_values),
        TEST(a_deleted_answer_is_gone_and_its_number_is_not_used_again),
        TEST(an_answer_takes_the_place_of_its_draft),
        TEST(a_draft_that_was_only_loaded_goes_with_its_answer_too),
        TEST(two_programs_add_to_the_same_list),
        TEST(an_answer_leaves_the_draft_of_another_program_alone),
        TEST(answers_are_found_by_a_key_newest_first),
        TEST(answers_are_counted_by_their_kind),
        TEST(nothing_is_found_or_counted_without_a_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
