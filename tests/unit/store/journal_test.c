/* The journal: kept, listed, found, and deleted so that nothing of it is left. */
#include <ctype.h>

#include "room.h"
#include "store/statement.h"

static int64_t add(struct room *room, const char *text)
{
    int64_t id = 0;
    must(room, write_entry(room->store, NULL, text, &id, &room->fault));
    return id;
}

static void script(struct room *room, const char *sql)
{
    must(room, statement_script(room->store, sql, &room->fault));
}

/* FTS5 itself compares the index with the entries. */
static void check_index(struct room *room)
{
    script(room, "INSERT INTO journal_index(journal_index, rank) VALUES('integrity-check', 1)");
}

/* What a search finds: the ids, newest first, as "3 1". */
static void expect_found(struct room *room, const char *words, const char *expected)
{
    struct search_finds finds;
    struct str ids = {0};
    must(room, find_entries(room->store, words, 0, SIZE_MAX, &finds, &room->fault));
    for (size_t i = 0; i < finds.count; i++)
        str_printf(&ids, "%s%d", i ? " " : "", (int)finds.items[i].id);
    if (strcmp(str_text(&ids), expected) != 0)
        fail_msg("\"%s\" finds \"%s\", not \"%s\"", words, str_text(&ids), expected);
    str_free(&ids);
    search_finds_free(&finds);
}

/* The snippet of the only find, its marks in brackets. */
static void expect_snippet(struct room *room, const char *words, const char *expected)
{
    struct search_finds finds;
    struct str text = {0};
    must(room, find_entries(room->store, words, 0, 9, &finds, &room->fault));
    assert_int_equal(1, finds.count);
    const struct search_find *find = &finds.items[0];
    size_t at = 0;
    for (size_t i = 0; i < find->mark_count; i++) {
        struct search_mark mark = find->marks[i];
        assert_true(at <= mark.from && mark.from < mark.to && mark.to <= strlen(find->snippet));
        str_append(&text, find->snippet + at, mark.from - at);
        str_printf(&text, "[%.*s]", (int)(mark.to - mark.from), find->snippet + mark.from);
        at = mark.to;
    }
    str_puts(&text, find->snippet + at);
    assert_string_equal(expected, str_text(&text));
    str_free(&text);
    search_finds_free(&finds);
}

/* ---- keeping ---- */

static void where_nothing_was_kept_nothing_is_found(void **state)
{
    struct room *room = *state;
    struct journal_entries entries;
    struct journal_entry entry;
    room_open(room);
    must(room, store_journal_list(room->store, 0, 9, &entries, &room->fault));
    assert_int_equal(0, entries.count);
    expect_found(room, "anything", "");
    must_fail(room, ERR_NOT_FOUND, store_journal_get(room->store, 1, &entry, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_journal_delete(room->store, 1, &room->fault));
    assert_false(store_exists(room->store));
}

static void an_entry_comes_back_as_it_was(void **state)
{
    struct room *room = *state;
    static const char text[] = "First line\n\n  “quoted” \x01\t🌱 ";
    struct journal_entry entry;
    room_open(room);
    int64_t id = add(room, text);
    room_open(room);
    must(room, store_journal_get(room->store, id, &entry, &room->fault));
    assert_string_equal(text, entry.text);
    assert_int_equal(id, entry.id);
    assert_int_equal(clock_wall(&room->clock), entry.made_at);
    assert_string_equal("2026-11-21", entry.day);
    assert_false(entry.pinned || entry.sealed || entry.deleted_at);
    journal_entry_free(&entry);
}

static void an_entry_may_be_about_another_day(void **state)
{
    struct room *room = *state;
    static const char *const wrong[] = {"",           "yesterday",   "2026-2-3",
                                        "2026-02-30", "2026-02-03x", "2026-02-03 "};
    struct journal_entry entry;
    int64_t id;
    room_open(room);
    must(room, write_entry(room->store, "2019-02-03", "then", &id, &room->fault));
    must(room, store_journal_get(room->store, id, &entry, &room->fault));
    assert_string_equal("2019-02-03", entry.day);
    journal_entry_free(&entry);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        must_fail(room, ERR_INPUT, write_entry(room->store, wrong[i], "then", NULL, &room->fault));
    must_fail(room, ERR_INPUT, write_entry(room->store, NULL, "", NULL, &room->fault));
    expect_found(room, "then", "1");
}

static void the_list_is_newest_first_and_goes_on_where_it_ended(void **state)
{
    struct room *room = *state;
    static const char *const texts[] = {"one", "two", "three", "four", "five"};
    room_open(room);
    for (int i = 0; i < 5; i++)
        add(room, texts[i]);
    int64_t before = 0;
    int left = 5;
    for (int page = 0; page < 3; page++) {
        struct journal_entries entries;
        must(room, store_journal_list(room->store, before, 2, &entries, &room->fault));
        assert_int_equal(left > 2 ? 2 : left, entries.count);
        for (size_t i = 0; i < entries.count; i++)
            assert_string_equal(texts[--left], entries.items[i].text);
        before = entries.items[entries.count - 1].id;
        journal_entries_free(&entries);
    }
    assert_int_equal(1, before);
}

static void what_another_program_adds_is_seen(void **state)
{
    struct room *room = *state;
    room_open(room);
    struct store *other = room_open_another(room);
    must(room, write_entry(other, NULL, "from elsewhere", NULL, &room->fault));
    expect_found(room, "else", "1");
    add(room, "from elsewhere, too");
    expect_found(room, "else", "2 1");
    store_close(other);
}

static void what_is_sealed_or_thrown_away_is_not_shown(void **state)
{
    struct room *room = *state;
    struct journal_entries entries;
    struct journal_entry entry;
    room_open(room);
    add(room, "open canary");
    add(room, "sealed canary");
    add(room, "thrown canary");
    script(room, "UPDATE journal_entry SET sealed = 1 WHERE id = 2;"
                 "UPDATE journal_entry SET deleted_at = 77 WHERE id = 3;"
                 "INSERT INTO journal_index(journal_index) VALUES('rebuild')");
    check_index(room);
    expect_found(room, "canary", "1");
    must(room, store_journal_list(room->store, 0, 9, &entries, &room->fault));
    assert_int_equal(2, entries.count);
    assert_true(entries.items[0].sealed);
    assert_string_equal("", entries.items[0].text);
    assert_string_equal("open canary", entries.items[1].text);
    journal_entries_free(&entries);
    must(room, store_journal_get(room->store, 2, &entry, &room->fault));
    assert_string_equal("sealed canary", entry.text);
    journal_entry_free(&entry);
    must(room, store_journal_get(room->store, 3, &entry, &room->fault));
    assert_int_equal(77, entry.deleted_at);
    journal_entry_free(&entry);
}

/* ---- finding ---- */

static void words_are_found_whatever_their_case_and_accents(void **state)
{
    struct room *room = *state;
    room_open(room);
    add(room, "I trust my own Naïveté.");             /* composed */
    add(room, "nai\xcc\x88vete\xcc\x81 and Übermut"); /* in parts */
    add(room, "Доверие 2026");                        /* Cyrillic */
    add(room, "ỗng");                                 /* Vietnamese, two marks on one letter */
    expect_found(room, "naivete", "2 1");
    expect_found(room, "NAIVETÉ", "2 1");
    expect_found(room, "nai\xcc\x88vete\xcc\x81", "2 1");
    expect_found(room, "uber", "2");
    expect_found(room, "доверИ", "3");
    expect_found(room, "202", "3");
    expect_found(room, "ong", "4");
    expect_found(room, "rust", "");
}

static void all_words_must_be_there_and_the_last_may_be_a_beginning(void **state)
{
    struct room *room = *state;
    room_open(room);
    add(room, "trust comes slowly");
    add(room, "slowly, slowly: trusting");
    expect_found(room, "slowly trust", "2 1");
    expect_found(room, "slow trust", "");
    expect_found(room, "trust slow", "1");
    expect_found(room, "trust   slowly\t\n", "1");
    expect_found(room, "trust\xe3\x80\x80slowly", "1");
    expect_found(room, "come-slow", "");
    expect_found(room, "comes-slow", "1");
    expect_found(room, "slowly-trust", "2");
    expect_found(room, "comes — slowly", "1");
}

static void chinese_japanese_and_korean_are_found(void **state)
{
    struct room *room = *state;
    room_open(room);
    add(room, "今天我相信自己");
    add(room, "私は信じるabcテスト");
    add(room, "신뢰를 다시");
    add(room, "𠀋𠀌"); /* Han beyond the first plane */
    add(room, "信相");
    expect_found(room, "相信", "1"); /* 相信: in this order */
    expect_found(room, "信", "5 2 1");
    expect_found(room, "信 相", "5 1"); /* two words, in any order */
    expect_found(room, "信じる", "2");
    expect_found(room, "テス", "2");
    expect_found(room, "ABC", "2");
    expect_found(room, "るab", "2");
    expect_found(room, "신뢰", "3");
    expect_found(room, "다시 신", "3");
    expect_found(room, "𠀌", "4");
    expect_snippet(room, "相信", "今天我[相信]自己");
    expect_snippet(room, "る", "私は信じ[る]abcテスト");
    check_index(room);
}

static void a_snippet_shows_where(void **state)
{
    struct room *room = *state;
    struct str text = {0};
    room_open(room);
    for (int i = 0; i < 300; i++)
        str_printf(&text, "w%d ", i);
    str_puts(&text, "the needle, Needles and more");
    add(room, str_text(&text));
    str_free(&text);
    expect_snippet(room, "w7 w8 W9",
                   "w0 w1 w2 w3 w4 w5 w6 [w7] [w8] [w9] w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 "
                   "w20 w21 w22 w23…");
    expect_snippet(room, "needle",
                   "…w281 w282 w283 w284 w285 w286 w287 w288 w289 w290 w291 w292 w293 "
                   "w294 w295 w296 w297 w298 w299 the [needle], [Needles] and more");
}

static void nothing_typed_is_an_error(void **state)
{
    struct room *room = *state;
    static const char *const odd[] = {"",
                                      " ",
                                      "\"",
                                      "\"\"",
                                      "\"\"\"",
                                      "*",
                                      "**",
                                      "a*",
                                      "^a",
                                      "a AND",
                                      "NOT",
                                      "OR OR",
                                      "NEAR(a b)",
                                      "text:a",
                                      "(",
                                      ")",
                                      "a)b(",
                                      "{text}:",
                                      "-a",
                                      "+",
                                      "a + b",
                                      "'",
                                      "';--",
                                      "\\",
                                      "%s%n",
                                      "\x01",
                                      "\xc3\x28",
                                      "\xff\xfe",
                                      "\xed\xa0\x80",
                                      "\xf4\x90\x80\x80",
                                      "?1",
                                      ":a",
                                      "\xe2\x80\xa6",
                                      "\xe3\x80\x80",
                                      "AND",
                                      "a \" b",
                                      "\"a\" \"b",
                                      "journal_index:a"};
    unsigned seed = 5;
    room_open(room);
    add(room, "a and b or not near, in a text");
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        struct search_finds finds;
        must(room, find_entries(room->store, odd[i], 0, 9, &finds, &room->fault));
        search_finds_free(&finds);
    }
    expect_found(room, "a AND b", "1");
    expect_found(room, "NOT", "1");
    expect_found(room, "a OR zebra", "");
    expect_found(room, "\"a\" (b)", "1");
    expect_found(room, "?!", "");
    for (int i = 0; i < (torture() ? 200000 : 3000); i++) {
        static const char signs[] = "ab \"*()^:{}-+'\\\xe4\xbd\xa0\xff\xc3";
        char words[24] = "";
        size_t length = (size_t)rand_r(&seed) % sizeof words;
        for (size_t j = 0; j + 1 < length; j++)
            words[j] = signs[(size_t)rand_r(&seed) % (sizeof signs - 1)];
        struct search_finds finds;
        must(room, find_entries(room->store, words, 0, 9, &finds, &room->fault));
        search_finds_free(&finds);
    }
}

static void very_much_may_be_typed(void **state)
{
    struct room *room = *state;
    struct str many = {0};
    room_open(room);
    for (int i = 0; i < 3000; i++)
        str_printf(&many, "w%d ", i);
    add(room, str_text(&many));
    expect_found(room, str_text(&many), "1");
    str_puts(&many, "missing");
    expect_found(room, str_text(&many), "");
    str_free(&many);
    for (int i = 0; i < 3000; i++)
        str_puts(&many, "信");
    add(room, str_text(&many));
    expect_found(room, str_text(&many), "2");
    str_free(&many);
    for (int i = 0; i < 100000; i++)
        str_putc(&many, 'x');
    add(room, str_text(&many));
    expect_found(room, "xxxx", "3");
    expect_found(room, str_text(&many), "3");
    str_free(&many);
}

/* ---- many entries ---- */

enum { VOCABULARY = 40, ENTRIES = 5000, WORDS = 12 };

/* Word NUMBER: two letters, so that some words begin others: "b", "ba", "bb"... */
static void put_word(struct str *out, int number)
{
    str_putc(out, (char)('a' + number / 6));
    if (number % 6)
        str_putc(out, (char)('a' + number % 6));
}

/* Entry NUMBER has the same words every time. Words stand between blanks. */
static void put_entry(struct str *out, int number)
{
    unsigned seed = (unsigned)number * 2654435761u + 1;
    str_putc(out, ' ');
    for (int i = 0; i < WORDS; i++) {
        put_word(out, rand_r(&seed) % VOCABULARY);
        str_putc(out, ' ');
    }
}

/* One transaction for all, for the disk would have to sync each. */
static void fill(struct room *room)
{
    must(room, keep(room));
    must(room, store_begin(room->store, &room->fault));
    struct statement s = statement_open(
        room->store, "INSERT INTO journal_entry(made_at, day, text) VALUES(1, '2026-11-21', ?1)");
    for (int i = 1; i <= ENTRIES; i++) {
        struct str text = {0};
        put_entry(&text, i);
        statement_bind_text(&s, str_text(&text));
        statement_next(&s);
        statement_reset(&s);
        str_free(&text);
    }
    must(room, statement_close(&s, OK, &room->fault));
    script(room, "INSERT INTO journal_index(rowid, text) SELECT id, text FROM journal_findable");
    must(room, store_end(room->store, OK, &room->fault));
}

/* Whether entry NUMBER has A, and a word that begins with B. */
static bool has_both(int number, int a, int b)
{
    struct str text = {0}, whole = {0}, beginning = {0};
    put_entry(&text, number);
    str_putc(&whole, ' ');
    put_word(&whole, a);
    str_putc(&whole, ' ');
    str_putc(&beginning, ' ');
    put_word(&beginning, b);
    bool has =
        strstr(str_text(&text), str_text(&whole)) && strstr(str_text(&text), str_text(&beginning));
    str_free(&text);
    str_free(&whole);
    str_free(&beginning);
    return has;
}

/* Search of two words, in pages of 7, against going through all entries; GONE was deleted. */
static void compare(struct room *room, int a, int b, int gone)
{
    struct str words = {0};
    struct search_finds finds = {0};
    size_t at = 0;
    put_word(&words, a);
    str_putc(&words, ' ');
    put_word(&words, b);
    must(room, find_entries(room->store, str_text(&words), 0, 7, &finds, &room->fault));
    for (int i = ENTRIES; i > 0; i--) {
        if (i == gone || !has_both(i, a, b))
            continue;
        if (at == finds.count) {
            assert_int_equal(7, at);
            search_finds_free(&finds);
            must(room, find_entries(room->store, str_text(&words), i + 1, 7, &finds, &room->fault));
            at = 0;
        }
        assert_true(at < finds.count);
        assert_int_equal(i, finds.items[at++].id);
    }
    assert_int_equal(at, finds.count);
    search_finds_free(&finds);
    str_free(&words);
}

static void a_search_among_thousands_finds_what_it_should(void **state)
{
    struct room *room = *state;
    unsigned seed = 9;
    room_open(room);
    fill(room);
    check_index(room);
    int rounds = torture() ? 400 : 20;
    for (int i = 0; i < rounds; i++)
        compare(room, rand_r(&seed) % VOCABULARY, rand_r(&seed) % VOCABULARY, 0);
    must(room, store_journal_delete(room->store, 2500, &room->fault));
    check_index(room);
    struct str all = {0};
    put_entry(&all, 2500);
    int a = (all.bytes[1] - 'a') * 6 + (all.bytes[2] == ' ' ? 0 : all.bytes[2] - 'a');
    str_free(&all);
    assert_true(has_both(2500, a, a));
    compare(room, a, a, 2500);
    struct journal_entries entries;
    must(room, store_journal_list(room->store, 0, SIZE_MAX, &entries, &room->fault));
    assert_int_equal(ENTRIES - 1, entries.count);
    assert_int_equal(2501, entries.items[ENTRIES - 2501].id);
    assert_int_equal(2499, entries.items[ENTRIES - 2500].id);
    journal_entries_free(&entries);
}

/* ---- deleting ---- */

static void a_deleted_entry_is_gone_and_its_number_is_not_given_again(void **state)
{
    struct room *room = *state;
    struct journal_entry entry;
    room_open(room);
    add(room, "stays");
    add(room, "goes");
    must(room, store_journal_delete(room->store, 2, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_journal_delete(room->store, 2, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_journal_get(room->store, 2, &entry, &room->fault));
    expect_found(room, "goes", "");
    expect_found(room, "stays", "1");
    assert_int_equal(3, add(room, "new"));
}

static void earlier_versions_go_with_their_entry(void **state)
{
    struct room *room = *state;
    room_open(room);
    add(room, "one");
    add(room, "two");
    script(room, "INSERT INTO journal_version(entry_id, made_at, text)"
                 " VALUES(1, 5, 'first canary'), (2, 5, 'second canary')");
    must(room, store_journal_delete(room->store, 1, &room->fault));
    assert_false(home_holds(room, "first canary"));
    assert_true(home_holds(room, "second canary"));
}

/*
 * Many entries of many lengths, deleted in no order. A word is written in capitals, so its small
 * letters stand in the index alone; there the beginning may be left out that it shares with the
 * word before it, so it is the end of the word that is looked for.
 */
enum { MOST = 40, LETTERS = 14, SHARED_LETTERS = 4 };

struct written {
    int64_t id; /* 0: not there */
    char capitals[LETTERS + 1];
    char small[LETTERS + 1];
};

static void write_long_entry(struct room *room, struct written *entry, unsigned *seed)
{
    for (int i = 0; i < LETTERS; i++) {
        entry->capitals[i] = (char)('A' + rand_r(seed) % 26);
        entry->small[i] = (char)tolower(entry->capitals[i]);
    }
    struct str text = {0};
    int parts = 1 + rand_r(seed) % (rand_r(seed) % 8 == 0 ? 900 : 40);
    for (int i = 0; i < parts; i++)
        str_printf(&text, "%s common %d, ", entry->capitals, rand_r(seed) % 1000);
    entry->id = add(room, str_text(&text));
    str_free(&text);
}

static void nothing_is_left_of_a_deleted_entry(void **state)
{
    struct room *room = *state;
    struct written entries[MOST] = {0};
    unsigned seed = 31;
    room_open(room);
    int rounds = torture() ? 10000 : 250;
    for (int i = 0; i < rounds; i++) {
        struct written *entry = &entries[rand_r(&seed) % MOST];
        if (!entry->id) {
            write_long_entry(room, entry, &seed);
            continue;
        }
        assert_true(home_holds(room, entry->capitals));
        assert_true(home_holds(room, entry->small + SHARED_LETTERS));
        must(room, store_journal_delete(room->store, entry->id, &room->fault));
        entry->id = 0;
        if (home_holds(room, entry->capitals + SHARED_LETTERS))
            fail_msg("round %d: the text is still in the file", i);
        if (home_holds(room, entry->small + SHARED_LETTERS))
            fail_msg("round %d: the word is still in the index", i);
    }
    check_index(room);
    for (int i = 0; i < MOST; i++) {
        char id[16];
        snprintf(id, sizeof id, "%d", (int)entries[i].id);
        if (entries[i].id)
            expect_found(room, entries[i].small, id);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

static bool always(void *context)
{
    (void)context;
    return true;
}

/* What an interrupted save left of the index is made anew from the entries. */
static void a_damaged_index_is_made_anew(void **state)
{
    struct room *room = *state;
    room_open(room);
    add(room, "the first swallow");
    add(room, "a second one");
    script(room, "INSERT INTO journal_index(journal_index, rowid, text) "
                 "VALUES('delete', 1, 'the first swallow')");
    expect_found(room, "swallow", "");
    store_close(room->store);
    room->store = NULL;
    must(room, store_open_sealed(room->home, NULL, always, NULL, &room->clock, &room->store,
                                 &room->fault));
    check_index(room);
    expect_found(room, "swallow", "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(where_nothing_was_kept_nothing_is_found),
        TEST(an_entry_comes_back_as_it_was),
        TEST(an_entry_may_be_about_another_day),
        TEST(the_list_is_newest_first_and_goes_on_where_it_ended),
        TEST(what_another_program_adds_is_seen),
        TEST(what_is_sealed_or_thrown_away_is_not_shown),
        TEST(words_are_found_whatever_their_case_and_accents),
        TEST(all_words_must_be_there_and_the_last_may_be_a_beginning),
        TEST(chinese_japanese_and_korean_are_found),
        TEST(a_snippet_shows_where),
        TEST(nothing_typed_is_an_error),
        TEST(very_much_may_be_typed),
        TEST(a_search_among_thousands_finds_what_it_should),
        TEST(a_deleted_entry_is_gone_and_its_number_is_not_given_again),
        TEST(earlier_versions_go_with_their_entry),
        TEST(nothing_is_left_of_a_deleted_entry),
        TEST(a_damaged_index_is_made_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
