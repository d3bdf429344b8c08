/*
 * A file from each released version opens, and holds what was kept then.
 *
 * The newest of them was made by this test, as were those before it at their time:
 *     MEND_FIXTURE=tests/fixture/db/version-4.db build/tests/unit/store/fixture_test
 * It is not made again once its version has been released; a later version gets a file of its own.
 */
#include <sqlite3.h>

#include "records.h"

enum { NEWEST = 4, JOURNAL_SINCE = 2, VERSIONS_SINCE = 3, RECORDS_SINCE = 4 };

static void make_journal(struct room *room, struct store *store)
{
    struct fault *fault = &room->fault;
    struct journal_new entry = {.text = "今天我相信自己 #信任", .origin = {"1", "1.3", "today"}};
    must(room, write_entry(store, "2026-11-20", "Yesterday I said “no”.", NULL, fault));
    must(room, store_journal_add(store, &entry, NULL, fault));
    must(room, write_entry(store, NULL, "not for keeps", NULL, fault));
    must(room, store_journal_delete(store, 3, fault));
    clock_advance(&room->clock, 60000);
    must(room, store_journal_change(store, 2, 1, "今天我相信自己", NULL, NULL, fault));
    must(room, write_entry(store, NULL, "sealed words", NULL, fault));
    must(room, store_journal_seal(store, 4, true, fault));
    must(room, write_entry(store, NULL, "thrown away", NULL, fault));
    must(room, store_journal_trash(store, 5, fault));
}

static int32_t any_day(int64_t wall)
{
    (void)wall;
    return TODAY;
}

static const struct adopt_source source = {"3", "3.4", "first-promise", ADOPT_PROMISE};

/* Ids: 1 and 2 promises in one line, 3 a note, 4 a pause, 5 a boundary, 6 its event, 7 an
 * experiment, 8 a check-in, 9 what was shown, 10 a promise that was adopted, 11 thrown away. */
static void make_records(struct room *room, struct store *store)
{
    struct fault *fault = &room->fault;
    struct pairs values = {0};
    struct promise_new weekly = {.words = {.when = "I wake", .will = "喝茶", .between_us = true},
                                 .schedule = {.kind = SCHEDULE_WEEKLY, .times = 3},
                                 .began = TODAY - 30,
                                 .origin = {"3", "3.4", 0}};
    struct experiment_outcome outcome = {"she came", "it can be fine", 8, TODAY};
    struct check_in_shown shown = shown_by("Sam", 7, "the garden");
    must(room, store_promise_add(store, &weekly, NULL, fault));
    follow_with(room, 1, "one sip", TODAY);
    set_mark(room, 1, TODAY - 1, MARK_PARTLY, "half a cup");
    set_mark(room, 2, TODAY, MARK_KEPT, NULL);
    must(room,
         store_pause_add(store, 2, (struct pause){TODAY + 1, DAY_OPEN}, "travel", NULL, fault));
    boundary_of(room, "No shouting");
    event_of(room, 5, BOUNDARY_CROSSED, TODAY, "left the room");
    experiment_with(room, "ask", TODAY);
    must(room, store_experiment_conclude(store, 7, 1, &outcome, NULL, fault));
    check_in_on(room, TODAY, 6, "a walk");
    must(room, store_check_in_show(store, 8, &shown, NULL, fault));
    must(room, pairs_set(&values, "will", "look up", fault));
    must(room, store_answer_add(store, "3", "first-promise", "promise", &values, NULL, fault));
    must(room, store_adopt(store, &source, 1, TODAY, any_day, NULL, fault));
    must(room, store_record_trash(store, promise_to(room, "thrown away"), fault));
    must(room, store_record_delete(store, promise_to(room, "not for keeps"), fault));
    pairs_free(&values);
}

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
    make_journal(room, store);
    make_records(room, store);
    pairs_free(&values);
    size_t length;
    char *bytes = file_bytes(room->file, &length);
    assert_non_null(bytes);
    file_write(to, bytes, length);
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

static void expect_journal(struct room *room, size_t count)
{
    struct journal_entries entries;
    must(room, store_journal_list(room->store, 0, 9, &entries, &room->fault));
    assert_int_equal(count, entries.count);
    if (count >= 2) {
        assert_string_equal("今天我相信自己", entries.items[count - 2].text);
        assert_string_equal("2026-11-20", entries.items[count - 1].day);
        assert_string_equal("Yesterday I said “no”.", entries.items[count - 1].text);
    }
    journal_entries_free(&entries);
}

/* What version 3 brought, and what is told of entries from before. */
static void expect_news(struct room *room, int version)
{
    struct journal_entry entry;
    struct journal_version *versions;
    size_t count;
    bool changed = version >= VERSIONS_SINCE;
    must(room, store_journal_get(room->store, 2, &entry, &room->fault));
    assert_int_equal(7, entry.words);
    assert_int_equal(changed ? 2 : 1, entry.version);
    assert_int_equal(changed ? 60 : 0, entry.changed_at - entry.made_at);
    assert_string_equal(changed ? "1.3" : "", entry.origin.page);
    journal_entry_free(&entry);
    must(room, store_journal_versions(room->store, 2, &versions, &count, &room->fault));
    assert_int_equal(changed ? 2 : 1, count);
    free(versions);
}

static void expect_promises(struct room *room)
{
    struct promises line;
    struct promise_marks marks;
    must(room, store_promise_line(room->store, 2, &line, &room->fault));
    assert_int_equal(2, line.count);
    assert_string_equal("喝茶", line.items[0].will);
    assert_true(line.items[0].between_us);
    assert_int_equal(SCHEDULE_WEEKLY, line.items[0].schedule.kind);
    assert_int_equal(3, line.items[0].schedule.times);
    assert_int_equal(TODAY - 1, line.items[0].ended);
    assert_string_equal("3.4", line.items[0].record.origin.page);
    assert_true(line.items[1].smaller);
    assert_int_equal(1, line.items[1].pause_count);
    assert_int_equal(DAY_OPEN, line.items[1].pauses[0].days.to);
    assert_string_equal("travel", line.items[1].pauses[0].reason);
    promises_free(&line);
    must(room, store_mark_list(room->store, 0, TODAY - 9, TODAY, &marks, &room->fault));
    assert_int_equal(2, marks.count);
    assert_int_equal(MARK_PARTLY, marks.items[0].mark.kind);
    assert_string_equal("half a cup", marks.items[0].note);
    promise_marks_free(&marks);
}

/* What version 4 brought. */
static void expect_records_of_4(struct room *room)
{
    struct boundary boundary;
    struct experiment experiment;
    struct check_in check_in;
    size_t count;
    struct fault *fault = &room->fault;
    expect_promises(room);
    must(room, store_boundary_get(room->store, 5, &boundary, fault));
    assert_int_equal(1, boundary.events[BOUNDARY_CROSSED]);
    boundary_free(&boundary);
    must(room, store_experiment_get(room->store, 7, &experiment, fault));
    assert_string_equal("it can be fine", experiment.learned);
    assert_int_equal(8, experiment.actual);
    experiment_free(&experiment);
    must(room, store_check_in_get(room->store, 8, &check_in, NULL, fault));
    assert_int_equal(6, check_in.scales[SCALE_TRUST_SELF]);
    assert_string_equal("Sam", check_in.partner.label);
    assert_int_equal(7, check_in.partner.scales[SCALE_CLOSENESS]);
    check_in_free(&check_in);
    expect_records(room, "茶", "promise 1 of 1");
    expect_records(room, "garden", "shown 9 of 8");
    expect_records(room, "thrown", "");
    must(room, store_adopt(room->store, &source, 1, TODAY, any_day, &count, fault));
    assert_int_equal(0, count);
    must(room, store_record_restore(room->store, 11, fault));
    expect_records(room, "thrown", "promise 11 of 11");
}

static void expect_found(struct room *room, const char *words, size_t count)
{
    struct search_finds finds;
    must(room, find_entries(room->store, words, 0, 9, &finds, &room->fault));
    assert_int_equal(count, finds.count);
    search_finds_free(&finds);
}

static void expect_answer_found(struct room *room)
{
    struct search_finds finds;
    must(room, find_typed(room->store, 1u << SEARCH_ANSWER, "own", 0, 9, &finds, &room->fault));
    assert_int_equal(1, finds.count);
    search_finds_free(&finds);
}

static void put_fixture(struct room *room, int version)
{
    size_t length;
    char fixture[64];
    snprintf(fixture, sizeof fixture, "tests/fixture/db/version-%d.db", version);
    char *bytes = file_bytes(fixture, &length);
    if (!bytes)
        fail_msg("%s is not here; tests run in the folder of the project", fixture);
    assert_int_equal(version, (unsigned char)bytes[63]);
    mkdir(room->home, 0700);
    file_write(room->file, bytes, length);
    free(bytes);
}

static void a_file_of_each_version_opens(void **state)
{
    (void)state;
    for (int version = 1; version <= NEWEST; version++) {
        struct room *room = room_new();
        size_t entries = version < JOURNAL_SINCE ? 0 : version < VERSIONS_SINCE ? 2 : 3;
        put_fixture(room, version);
        room_open(room);
        expect_content(room);
        expect_journal(room, entries);
        expect_answer_found(room);
        if (entries)
            expect_news(room, version);
        expect_found(room, "相信", entries ? 1 : 0);
        must(room, append(room->store, "text", 0, 0, "and ", &room->fault));
        expect_draft(room, room->store, "text", "and half a sentence, one word");
        must(room, write_entry(room->store, NULL, "我相信", NULL, &room->fault));
        expect_found(room, "相信", entries ? 2 : 1);
        if (version >= RECORDS_SINCE)
            expect_records_of_4(room);
        int64_t id = promise_to(room, "new words");
        assert_int_equal(version >= RECORDS_SINCE ? 13 : 1, id);
        check_record_index(room);
        room_free(room);
    }
}

/* Tags and numbers of versions, of which no released file before version 3 has any. */
static void what_earlier_files_do_not_say_is_found_out(void **state)
{
    struct room *room = *state;
    struct journal_entry entry;
    struct journal_version *versions;
    struct journal_tags tags;
    sqlite3 *db = NULL;
    size_t count;
    put_fixture(room, 2);
    assert_int_equal(SQLITE_OK, sqlite3_open(room->file, &db));
    assert_int_equal(
        SQLITE_OK,
        sqlite3_exec(db,
                     "UPDATE journal_entry SET text = '#b and #a, #B', sealed = 1 WHERE id = 1;"
                     "UPDATE journal_entry SET text = '#b and #a, #B' WHERE id = 2;"
                     "INSERT INTO journal_version(entry_id, made_at, text)"
                     " VALUES(2, 5, 'first'), (1, 6, 'other'), (2, 7, 'second')",
                     NULL, NULL, NULL));
    sqlite3_close(db);
    room_open(room);
    must(room, store_journal_tags(room->store, &tags, &room->fault));
    assert_int_equal(2, tags.count);
    assert_string_equal("b", tags.items[1].name);
    assert_int_equal(1, tags.items[1].count);
    journal_tags_free(&tags);
    must(room, store_journal_get(room->store, 2, &entry, &room->fault));
    assert_int_equal(3, entry.version);
    assert_int_equal(4, entry.words);
    journal_entry_free(&entry);
    must(room, store_journal_versions(room->store, 2, &versions, &count, &room->fault));
    assert_int_equal(3, count);
    assert_int_equal(2, versions[1].number);
    assert_int_equal(7, versions[1].made_at);
    assert_int_equal(5, versions[2].made_at);
    free(versions);
}

static int make_newest(void **state)
{
    (void)state;
    if (getenv("MEND_FIXTURE")) {
        struct room *room = room_new();
        make(room, getenv("MEND_FIXTURE"));
        room_free(room);
    }
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_each_version_opens),
        cmocka_unit_test_setup_teardown(what_earlier_files_do_not_say_is_found_out, room_setup,
                                        room_teardown),
    };
    return cmocka_run_group_tests(tests, make_newest, NULL);
}
