/* Changing an entry: its history, two programs at once, day, pin, seal, trash and purge. */
#include <ctype.h>

#include "room.h"
#include "store/statement.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static int64_t add(struct room *room, const char *text)
{
    int64_t id = 0;
    must(room, write_entry(room->store, NULL, text, &id, &room->fault));
    return id;
}

static void check_index(struct room *room)
{
    must(room, statement_script(
                   room->store,
                   "INSERT INTO journal_index(journal_index, rank) VALUES('integrity-check', 1)",
                   &room->fault));
}

/* Saves TEXT over version SEEN; what comes of it. */
static struct journal_change change(struct room *room, struct store *store, int64_t seen,
                                    const char *text)
{
    struct journal_change change = {-1, -1};
    must(room, store_journal_change(store, 1, seen, text, NULL, &change, &room->fault));
    return change;
}

static void expect_change(struct journal_change got, int64_t version, int64_t unseen)
{
    assert_int_equal(version, got.version);
    assert_int_equal(unseen, got.unseen);
}

/* The history of entry 1, newest first, as "3:text 2:..." */
static void expect_history(struct room *room, const char *expected)
{
    struct journal_version *versions;
    struct str history = {0};
    size_t count;
    must(room, store_journal_versions(room->store, 1, &versions, &count, &room->fault));
    for (size_t i = 0; i < count; i++) {
        char *text;
        must(room,
             store_journal_version_text(room->store, 1, versions[i].number, &text, &room->fault));
        assert_int_equal(strlen(text), versions[i].length);
        str_printf(&history, "%s%d:%s", i ? " " : "", (int)versions[i].number, text);
        free(text);
    }
    free(versions);
    assert_string_equal(expected, str_text(&history));
    str_free(&history);
}

static void a_changed_text_keeps_what_stood_there(void **state)
{
    struct room *room = *state;
    struct journal_entry entry;
    struct journal_version *versions;
    char *text;
    size_t count;
    room_open(room);
    add(room, "one");
    int64_t made_at = clock_wall(&room->clock);
    clock_advance(&room->clock, 5000);
    expect_change(change(room, room->store, 1, "one two"), 2, 0);
    clock_advance(&room->clock, 5000);
    expect_change(change(room, room->store, 2, "一二三"), 3, 0);
    expect_history(room, "3:一二三 2:one two 1:one");
    must(room, store_journal_versions(room->store, 1, &versions, &count, &room->fault));
    assert_int_equal(made_at + 10, versions[0].made_at);
    assert_int_equal(made_at + 5, versions[1].made_at);
    assert_int_equal(made_at, versions[2].made_at);
    free(versions);
    must(room, store_journal_get(room->store, 1, &entry, &room->fault));
    assert_int_equal(3, entry.version);
    assert_int_equal(3, entry.words);
    assert_int_equal(made_at, entry.made_at);
    assert_int_equal(made_at + 10, entry.changed_at);
    journal_entry_free(&entry);
    must_fail(room, ERR_NOT_FOUND,
              store_journal_version_text(room->store, 1, 4, &text, &room->fault));
    must_fail(room, ERR_NOT_FOUND,
              store_journal_versions(room->store, 2, &versions, &count, &room->fault));
    check_index(room);
}

static void the_same_text_adds_nothing(void **state)
{
    struct room *room = *state;
    room_open(room);
    add(room, "one");
    expect_change(change(room, room->store, 1, "one"), 1, 0);
    expect_change(change(room, room->store, 1, "two"), 2, 0);
    expect_change(change(room, room->store, 2, "two"), 2, 0);
    expect_change(change(room, room->store, 2, "one"), 3, 0);
    expect_history(room, "3:one 2:two 1:one");
    must_fail(room, ERR_INPUT,
              store_journal_change(room->store, 1, 3, "", NULL, NULL, &room->fault));
    must_fail(room, ERR_NOT_FOUND,
              store_journal_change(room->store, 7, 1, "x", NULL, NULL, &room->fault));
}

static void two_programs_overwrite_nothing(void **state)
{
    struct room *room = *state;
    room_open(room);
    struct store *other = room_open_another(room);
    add(room, "start");
    expect_change(change(room, other, 1, "theirs"), 2, 0);
    expect_change(change(room, room->store, 1, "mine"), 3, 2);
    expect_history(room, "3:mine 2:theirs 1:start");
    /* They go on from what they know. */
    expect_change(change(room, other, 2, "theirs, more"), 4, 3);
    expect_history(room, "4:theirs, more 3:mine 2:theirs 1:start");
    /* Who changed nothing since they began does not put the old text back. */
    expect_change(change(room, room->store, 3, "mine"), 4, 4);
    /* Who writes the same as the other has seen it. */
    expect_change(change(room, room->store, 3, "theirs, more"), 4, 0);
    expect_history(room, "4:theirs, more 3:mine 2:theirs 1:start");
    store_close(other);
}

static void an_entry_is_moved_pinned_and_sealed(void **state)
{
    struct room *room = *state;
    struct journal_entry entry;
    room_open(room);
    add(room, "text");
    must(room, store_journal_set_day(room->store, 1, "1999-12-31", &room->fault));
    must(room, store_journal_pin(room->store, 1, true, &room->fault));
    must(room, store_journal_seal(room->store, 1, true, &room->fault));
    must(room, store_journal_seal(room->store, 1, true, &room->fault));
    must(room, store_journal_get(room->store, 1, &entry, &room->fault));
    assert_string_equal("1999-12-31", entry.day);
    assert_true(entry.pinned && entry.sealed);
    assert_string_equal("text", entry.text);
    assert_int_equal(1, entry.version);
    journal_entry_free(&entry);
    expect_change(change(room, room->store, 1, "sealed, too"), 2, 0);
    must(room, store_journal_pin(room->store, 1, false, &room->fault));
    must(room, store_journal_seal(room->store, 1, false, &room->fault));
    must(room, store_journal_get(room->store, 1, &entry, &room->fault));
    assert_false(entry.pinned || entry.sealed);
    journal_entry_free(&entry);
    check_index(room);
    must_fail(room, ERR_INPUT, store_journal_set_day(room->store, 1, "2026-02-30", &room->fault));
    must_fail(room, ERR_NOT_FOUND,
              store_journal_set_day(room->store, 2, "2026-02-03", &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_journal_pin(room->store, 2, true, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_journal_seal(room->store, 2, true, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_journal_trash(room->store, 2, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_journal_restore(room->store, 2, &room->fault));
}

/* ---- the trash ---- */

static size_t purge(struct room *room)
{
    size_t count = 77;
    must(room, store_journal_purge(room->store, &count, &room->fault));
    return count;
}

static void the_trash_is_kept_for_thirty_days(void **state)
{
    struct room *room = *state;
    struct journal_entry entry;
    room_open(room);
    assert_int_equal(0, purge(room));
    add(room, "stays");
    add(room, "thrown away");
    add(room, "thrown away later");
    add(room, "taken back");
    must(room, store_journal_trash(room->store, 2, &room->fault));
    must(room, store_journal_trash(room->store, 4, &room->fault));
    clock_advance(&room->clock, DAY_MS);
    must(room, store_journal_trash(room->store, 3, &room->fault));
    must(room, store_journal_trash(room->store, 2, &room->fault)); /* counts from the first time */
    must(room, store_journal_restore(room->store, 4, &room->fault));
    for (int day = 2; day < JOURNAL_TRASH_DAYS; day++)
        clock_advance(&room->clock, DAY_MS);
    clock_advance(&room->clock, DAY_MS - 1000);
    assert_int_equal(0, purge(room));
    clock_advance(&room->clock, 1000);
    assert_int_equal(1, purge(room));
    must_fail(room, ERR_NOT_FOUND, store_journal_get(room->store, 2, &entry, &room->fault));
    clock_advance(&room->clock, DAY_MS);
    assert_int_equal(1, purge(room));
    assert_int_equal(0, purge(room));
    must(room, store_journal_get(room->store, 4, &entry, &room->fault));
    assert_int_equal(0, entry.deleted_at);
    journal_entry_free(&entry);
    assert_false(home_holds(room, "thrown away"));
    assert_true(home_holds(room, "stays"));
    check_index(room);
}

/* Nothing due: the file is not even locked, let alone written. */
static void a_purge_without_need_waits_for_nobody(void **state)
{
    struct room *room = *state;
    room_open(room);
    add(room, "kept");
    struct store *other = room_open_another(room);
    must(room, store_begin(other, &room->fault));
    store_set_patience(room->store, 0);
    assert_int_equal(0, purge(room));
    must(room, store_end(other, ERR_CANCELLED, &room->fault) == ERR_CANCELLED ? OK : ERR_IO);
    store_close(other);
}

/* Small letters of CAPITALS, without the beginning that the index may leave out. */
static void put_ends(char ends[16], const char *capitals)
{
    size_t at = 0;
    for (size_t i = 4; capitals[i]; i++)
        ends[at++] = (char)tolower(capitals[i]);
    ends[at] = '\0';
}

static void write_word(char word[15], unsigned *seed)
{
    for (int i = 0; i < 14; i++)
        word[i] = (char)('A' + rand_r(seed) % 26);
    word[14] = '\0';
}

/* One entry with WORDS in its text, its history, its tags and a draft of it; LONG: many times. */
static void write_everywhere(struct room *room, char words[4][15], bool is_long, unsigned *seed)
{
    char exercise[24];
    struct str text = {0};
    int64_t id = 0;
    for (int i = 0; i < 4; i++)
        write_word(words[i], seed);
    for (int i = is_long ? 400 : 1; i > 0; i--)
        str_printf(&text, "%s common, ", words[0]);
    must(room, write_entry(room->store, NULL, str_text(&text), &id, &room->fault));
    str_free(&text);
    str_printf(&text, "%s and #%s", words[1], words[2]);
    must(room, store_journal_change(room->store, id, 1, str_text(&text), NULL, NULL, &room->fault));
    snprintf(exercise, sizeof exercise, "%d/1", (int)id);
    must(room, store_draft_set(room->store, JOURNAL_DRAFTS, exercise, "text", words[3], 14,
                               &room->fault));
    must(room, store_journal_trash(room->store, id, &room->fault));
    str_free(&text);
}

static void nothing_is_left_of_what_is_purged(void **state)
{
    struct room *room = *state;
    enum { MOST = 8 };
    char words[MOST][4][15];
    unsigned seed = 12;
    room_open(room);
    for (int round = torture() ? 200 : 6; round > 0; round--) {
        int count = 1 + rand_r(&seed) % MOST;
        add(room, "some words that stay #here");
        for (int i = 0; i < count; i++)
            write_everywhere(room, words[i], rand_r(&seed) % 3 == 0, &seed);
        for (int i = 0; i < count; i++)
            for (int j = 0; j < 4; j++)
                assert_true(home_holds(room, words[i][j]));
        for (int day = 0; day < JOURNAL_TRASH_DAYS; day++)
            clock_advance(&room->clock, DAY_MS);
        assert_int_equal(count, purge(room));
        for (int i = 0; i < count; i++)
            for (int j = 0; j < 4; j++) {
                char ends[16];
                put_ends(ends, words[i][j]);
                assert_false(home_holds(room, words[i][j] + 4));
                assert_false(home_holds(room, ends));
            }
    }
    assert_true(home_holds(room, "some words that stay"));
    check_index(room);
}

/* ---- drafts of entries ---- */

static void expect_drafts(struct room *room, const char *expected)
{
    struct drafts drafts;
    struct str text = {0};
    must(room, store_draft_list(room->store, JOURNAL_DRAFTS, &drafts, &room->fault));
    for (size_t i = 0; i < drafts.count; i++)
        str_printf(&text, "%s%s:%s", i ? " | " : "", drafts.items[i].exercise,
                   pairs_get(&drafts.items[i].values, "text"));
    assert_string_equal(expected, str_text(&text));
    str_free(&text);
    drafts_free(&drafts);
}

static void draft(struct room *room, struct store *store, const char *exercise, const char *text)
{
    must(room, store_draft_set(store, JOURNAL_DRAFTS, exercise, "text", text, strlen(text),
                               &room->fault));
}

static void saving_takes_the_place_of_ones_own_draft(void **state)
{
    struct room *room = *state;
    room_open(room);
    struct store *other = room_open_another(room);
    struct journal_new mine = {.text = "half and whole", .draft = "0/a"};
    struct journal_new theirs = {.text = "theirs", .draft = "0/b"};
    draft(room, room->store, "0/a", "half");
    draft(room, other, "0/b", "theirs");
    expect_drafts(room, "0/b:theirs | 0/a:half");
    must(room, store_journal_add(room->store, &mine, NULL, &room->fault));
    expect_drafts(room, "0/b:theirs");
    draft(room, room->store, "1/c", "changing");
    expect_drafts(room, "1/c:changing | 0/b:theirs");
    must(room, store_journal_change(room->store, 1, 1, "changed", "1/c", NULL, &room->fault));
    expect_drafts(room, "0/b:theirs");
    must(room, store_journal_add(other, &theirs, NULL, &room->fault));
    expect_drafts(room, "");
    store_close(other);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_changed_text_keeps_what_stood_there), TEST(the_same_text_adds_nothing),
        TEST(two_programs_overwrite_nothing),        TEST(an_entry_is_moved_pinned_and_sealed),
        TEST(the_trash_is_kept_for_thirty_days),     TEST(a_purge_without_need_waits_for_nobody),
        TEST(nothing_is_left_of_what_is_purged),     TEST(saving_takes_the_place_of_ones_own_draft),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
