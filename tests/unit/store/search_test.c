/* Search over everything: entries and answers, with tags and days, newest or best first. */
#include "room.h"
#include "store/statement.h"

static int64_t answer(struct room *room, const char *exercise, const char *key, const char *value)
{
    struct pairs values = {0};
    int64_t id = 0;
    must(room, pairs_set(&values, key, value, &room->fault));
    must(room, store_answer_add(room->store, "4", exercise, "reflect", &values, &id, &room->fault));
    pairs_free(&values);
    return id;
}

static int64_t entry(struct room *room, const char *day, const char *text)
{
    int64_t id = 0;
    must(room, write_entry(room->store, day, text, &id, &room->fault));
    return id;
}

static void check_indexes(struct room *room)
{
    must(room, statement_script(
                   room->store,
                   "INSERT INTO journal_index(journal_index, rank) VALUES('integrity-check', 1);"
                   "INSERT INTO answer_index(answer_index, rank) VALUES('integrity-check', 1);",
                   &room->fault));
}

/* What is found, in order, as "e3 a1". */
static void put_finds(struct str *out, const struct search_finds *finds)
{
    for (size_t i = 0; i < finds->count; i++)
        str_printf(out, "%s%c%d", i ? " " : "", finds->items[i].kind == SEARCH_ENTRY ? 'e' : 'a',
                   (int)finds->items[i].id);
}

static void expect_asked(struct room *room, const char *typed, const struct search_ask *ask,
                         const char *expected)
{
    struct search_query query = {0};
    struct search_finds finds;
    struct str ids = {0};
    must(room, search_parse(typed, &query, &room->fault));
    must(room, store_search(room->store, &query, ask, &finds, &room->fault));
    put_finds(&ids, &finds);
    if (strcmp(str_text(&ids), expected) != 0)
        fail_msg("\"%s\" finds \"%s\", not \"%s\"", typed, str_text(&ids), expected);
    str_free(&ids);
    search_finds_free(&finds);
    search_query_free(&query);
}

static void expect_found(struct room *room, const char *typed, const char *expected)
{
    expect_asked(room, typed, &(struct search_ask){.most = SIZE_MAX}, expected);
}

static void entries_and_answers_are_found_newest_first(void **state)
{
    struct room *room = *state;
    struct search_finds finds;
    room_open(room);
    expect_found(room, "swallow", "");
    entry(room, NULL, "the first swallow");
    clock_advance(&room->clock, 1000);
    answer(room, "birds", "text", "A swallow, or two");
    clock_advance(&room->clock, 1000);
    entry(room, "2020-02-03", "swallows again");
    clock_advance(&room->clock, 1000);
    answer(room, "birds", "text", "no bird");
    expect_found(room, "swallow", "e2 a1 e1");
    expect_found(room, "two", "a1");
    expect_asked(room, "swallow", &(struct search_ask){.most = 2}, "e2 a1");
    expect_asked(room, "swallow", &(struct search_ask){.most = 0}, "");
    expect_asked(room, "swallow", &(struct search_ask){.most = 9, .kinds = 1u << SEARCH_ANSWER},
                 "a1");
    expect_asked(room, "swallow",
                 &(struct search_ask){.most = 9, .kinds = 1u << SEARCH_ENTRY, .before = 2}, "e1");
    must(room, find_typed(room->store, 0, "swallow", 0, 9, &finds, &room->fault));
    const struct search_find *find = &finds.items[1];
    assert_string_equal("4", find->lesson);
    assert_string_equal("birds", find->exercise);
    assert_string_equal("", find->day);
    assert_string_equal("A swallow, or two", find->snippet);
    assert_int_equal(1, find->mark_count);
    assert_int_equal(2, find->marks[0].from);
    assert_int_equal(9, find->marks[0].to);
    assert_string_equal("2020-02-03", finds.items[0].day);
    search_finds_free(&finds);
}

static void only_what_was_written_in_words_is_found(void **state)
{
    struct room *room = *state;
    struct pairs values = {0};
    room_open(room);
    answer(room, "a", "picked", "said-no");
    answer(room, "b", "weight", "7");
    answer(room, "c", ".until", "2027-03-01");
    answer(room, "d", "text", "said");
    answer(room, "e", "1", "Said");
    answer(room, "f", "1", "said it");
    answer(room, "g", "1", "相信自己");
    must(room, pairs_set(&values, "first", "one way", &room->fault));
    must(room, pairs_set(&values, "picked", "said-no", &room->fault));
    must(room, pairs_set(&values, "second", "Another", &room->fault));
    must(room, store_answer_add(room->store, "1", "h", "plan", &values, NULL, &room->fault));
    pairs_free(&values);
    must(room, store_answer_add(room->store, "1", "i", "check", &values, NULL, &room->fault));
    check_indexes(room);
    expect_found(room, "said", "a6 a5 a4");
    expect_found(room, "7", "");
    expect_found(room, "2027", "");
    expect_found(room, "相信", "a7");
    expect_found(room, "way another", "a8");
}

static void a_sealed_letter_is_never_found(void **state)
{
    struct room *room = *state;
    struct pairs values = {0};
    room_open(room);
    must(room, pairs_set(&values, "text", "my canary, dear", &room->fault));
    must(room, pairs_set(&values, ".way", "seal", &room->fault));
    must(room, store_answer_add(room->store, "8", "x", "letter", &values, NULL, &room->fault));
    must(room, pairs_set(&values, ".way", "keep", &room->fault));
    must(room, store_answer_add(room->store, "8", "x", "letter", &values, NULL, &room->fault));
    pairs_free(&values);
    expect_found(room, "canary", "a2");
    answer(room, "y", "text", "other");
    must(room, store_answer_delete(room->store, 3, &room->fault)); /* makes the index anew */
    expect_found(room, "canary", "a2");
    must(room, store_answer_delete(room->store, 2, &room->fault));
    expect_found(room, "canary", "");
    check_indexes(room);
}

/* The most dangerous text in the file: a word typed with somebody beside one must not show it. */
static void a_plan_for_leaving_is_never_found(void **state)
{
    struct room *room = *state;
    struct pairs values = {0};
    room_open(room);
    must(room, pairs_set(&values, "where", "the canary sofa, one night", &room->fault));
    must(room, store_answer_add(room->store, "leaving", "where-and-how", "plan", &values, NULL,
                                &room->fault));
    must(room,
         store_answer_add(room->store, "plan", "on-my-own", "plan", &values, NULL, &room->fault));
    pairs_free(&values);
    expect_found(room, "canary", "a2");
    expect_found(room, "after:2000", "a2"); /* nor without a word */
    expect_asked(room, "c", &(struct search_ask){.most = 9, .order = SEARCH_BEST}, "a2");
    must(room, store_answer_delete(room->store, 2, &room->fault)); /* makes the index anew */
    expect_found(room, "canary", "");
    check_indexes(room);
}

static void phrases_keep_their_order(void **state)
{
    struct room *room = *state;
    room_open(room);
    entry(room, NULL, "I said no to him");
    entry(room, NULL, "no, I said");
    expect_found(room, "said no", "e2 e1");
    expect_found(room, "\"said no\"", "e1");
    expect_found(room, "\"SAID N\"", "");
    expect_found(room, "\"said n", "e1");
    expect_found(room, "\"i said\" him", "e1");
}

static void tags_and_days_narrow(void **state)
{
    struct room *room = *state;
    room_open(room);
    entry(room, "2025-12-31", "kept #Trust");
    entry(room, "2026-01-01", "kept #trust #boundary");
    entry(room, "2026-05-01", "kept #trusting");
    entry(room, "2027-01-01", "kept trust");
    clock_advance(&room->clock, 1000);
    answer(room, "a", "text", "kept trust"); /* on 2026-11-21 */
    expect_found(room, "kept", "a1 e4 e3 e2 e1");
    expect_found(room, "tag:trust kept", "e2 e1");
    expect_found(room, "kept tag:trust", "e3 e2 e1");
    expect_found(room, "tag:TRUST tag:boundary", "e2");
    expect_found(room, "tag:trust tag:none", "");
    expect_found(room, "kept after:2026", "a1 e4 e3 e2");
    expect_found(room, "kept after:2026 before:2027", "a1 e3 e2");
    expect_found(room, "kept before:2026-05-01", "e2 e1");
    expect_found(room, "before:2026", "e1");
    expect_found(room, "after:2026-11-21 before:2026-11-22", "a1");
    expect_found(room, "after:2026-11-22", "e4");
    expect_found(room, "tag:trust before:2026", "e1");
    expect_asked(room, "after:2026", &(struct search_ask){.most = 9, .before = 4, .kinds = 1},
                 "e3 e2");
    struct search_finds finds;
    must(room, find_typed(room->store, 0, "tag:boundary", 0, 9, &finds, &room->fault));
    assert_string_equal("kept #trust #boundary", finds.items[0].snippet);
    assert_int_equal(0, finds.items[0].mark_count);
    search_finds_free(&finds);
}

static void what_has_the_words_most_comes_first_when_asked(void **state)
{
    struct room *room = *state;
    room_open(room);
    entry(room, NULL, "swallow swallow swallow");
    entry(room, NULL, "a swallow, and a lot of other words about the weather and the day");
    clock_advance(&room->clock, 1000);
    answer(room, "a", "text", "swallow swallow");
    answer(room, "b", "text", "nothing to see");
    answer(room, "c", "text", "nothing to see either");
    expect_asked(room, "swallow", &(struct search_ask){.most = 9, .kinds = 1, .order = SEARCH_BEST},
                 "e1 e2");
    expect_asked(room, "swallow", &(struct search_ask){.most = 1, .kinds = 1, .order = SEARCH_BEST},
                 "e1");
    expect_asked(room, "swallow", &(struct search_ask){.most = 9}, "a1 e2 e1");
    struct search_ask best = {.most = 9, .order = SEARCH_BEST};
    struct search_query query = {0};
    struct search_finds finds;
    must(room, search_parse("swallow", &query, &room->fault));
    must(room, store_search(room->store, &query, &best, &finds, &room->fault));
    assert_int_equal(3, finds.count);
    assert_int_equal(SEARCH_ENTRY, finds.items[2].kind);
    assert_int_equal(2, finds.items[2].id);
    search_finds_free(&finds);
    search_query_free(&query);
}

static void what_is_sealed_or_thrown_away_leaves_and_comes_back(void **state)
{
    struct room *room = *state;
    room_open(room);
    int64_t id = entry(room, NULL, "canary #bird");
    must(room, store_journal_seal(room->store, id, true, &room->fault));
    expect_found(room, "canary", "");
    expect_found(room, "tag:bird", "");
    expect_found(room, "after:2020", "");
    must(room, store_journal_trash(room->store, id, &room->fault));
    must(room, store_journal_seal(room->store, id, false, &room->fault));
    check_indexes(room);
    expect_found(room, "canary", "");
    expect_found(room, "after:2020", "");
    must(room, store_journal_restore(room->store, id, &room->fault));
    expect_found(room, "canary", "e1");
    expect_found(room, "tag:bird", "e1");
    must(room, store_journal_change(room->store, id, 1, "swallow #bird", NULL, NULL, &room->fault));
    expect_found(room, "canary", "");
    expect_found(room, "swallow tag:bird", "e1");
    must(room, store_journal_set_day(room->store, id, "2019-01-01", &room->fault));
    expect_found(room, "swallow tag:bird before:2020", "e1");
    check_indexes(room);
}

/* ---- many ---- */

/* Entry NUMBER has "common", its own word, and a word of every tenth; every hundredth has a tag. */
static void fill(struct room *room, int entries)
{
    entry(room, NULL, "to make the file");
    must(room, store_begin(room->store, &room->fault));
    struct statement s = statement_open(room->store, "INSERT INTO journal_entry(made_at, day, text)"
                                                     " VALUES(?1, '2026-11-21', ?2)");
    for (int i = 2; i <= entries; i++) {
        struct str text = {0};
        str_printf(&text, "common own%dx tenth%dx %s", i, i % 10, i % 100 == 0 ? "#hundred" : "");
        statement_bind_int(&s, i);
        statement_bind_text(&s, str_text(&text));
        statement_next(&s);
        statement_reset(&s);
        str_free(&text);
    }
    must(room, statement_close(&s, OK, &room->fault));
    must(room, statement_script(room->store,
                                "INSERT INTO journal_index(rowid, text)"
                                " SELECT id, text FROM journal_findable WHERE id > 1;"
                                "INSERT INTO journal_tag SELECT 'hundred', day, id, 0, 'hundred'"
                                " FROM journal_entry WHERE id % 100 = 0;",
                                &room->fault));
    must(room, store_end(room->store, OK, &room->fault));
}

static bool stop_at_once(void *context)
{
    ++*(int *)context;
    return true;
}

static bool go_on(void *context)
{
    ++*(int *)context;
    return false;
}

static void expect_cancelled(struct room *room, const char *typed, enum search_order order)
{
    int calls = 0;
    struct search_query query = {0};
    struct search_finds finds;
    struct search_ask ask = {
        .most = SIZE_MAX, .order = order, .stop = stop_at_once, .context = &calls};
    must(room, search_parse(typed, &query, &room->fault));
    must_fail(room, ERR_CANCELLED, store_search(room->store, &query, &ask, &finds, &room->fault));
    assert_int_equal(0, finds.count);
    assert_int_equal(1, calls);
    search_query_free(&query);
}

static void among_many_it_finds_the_right_ones_and_can_be_called_off(void **state)
{
    struct room *room = *state;
    int entries = torture() ? 100000 : 3000;
    char word[32], expected[64];
    unsigned seed = 3;
    int calls = 0;
    room_open(room);
    fill(room, entries);
    check_indexes(room);
    for (int i = 0; i < 50; i++) {
        int number = 2 + rand_r(&seed) % (entries - 1);
        snprintf(word, sizeof word, "own%dx common", number);
        snprintf(expected, sizeof expected, "e%d", number);
        expect_found(room, word, expected);
    }
    snprintf(expected, sizeof expected, "e%d e%d", entries, entries - 100);
    expect_asked(room, "common tag:hundred", &(struct search_ask){.most = 2}, expected);
    expect_asked(room, "tag:hund", &(struct search_ask){.most = 2}, expected);
    snprintf(expected, sizeof expected, "e%d e%d", entries - 3, entries - 13);
    expect_asked(room, "tenth7x", &(struct search_ask){.most = 2}, expected);
    expect_cancelled(room, "common", SEARCH_NEWEST);
    expect_cancelled(room, "common", SEARCH_BEST);
    expect_cancelled(room, "before:2000 after:1990 common", SEARCH_NEWEST);
    expect_found(room, "own77x", "e77"); /* nobody stops the next one */
    struct search_ask ask = {.most = 1, .order = SEARCH_BEST, .stop = go_on, .context = &calls};
    expect_asked(room, "own99x", &ask, "e99");
    expect_asked(room, "common", &(struct search_ask){.most = 0, .stop = go_on, .context = &calls},
                 "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(entries_and_answers_are_found_newest_first),
        TEST(only_what_was_written_in_words_is_found),
        TEST(a_sealed_letter_is_never_found),
        TEST(a_plan_for_leaving_is_never_found),
        TEST(phrases_keep_their_order),
        TEST(tags_and_days_narrow),
        TEST(what_has_the_words_most_comes_first_when_asked),
        TEST(what_is_sealed_or_thrown_away_leaves_and_comes_back),
        TEST(among_many_it_finds_the_right_ones_and_can_be_called_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
