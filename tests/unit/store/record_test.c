/* What all records share: search, the trash, and words that are gone when they are gone. */
#include "records.h"
#include "support/decade.h"

/* One of each kind with words; the ids are 1 to 8 in this order. */
static void fill(struct room *room)
{
    struct fault *fault = &room->fault;
    struct experiment_outcome outcome = {"canary five", "canary six", 5, TODAY};
    struct check_in_shown shown = shown_by("Canary", 5, "canary eight");
    int64_t id = promise_to(room, "canary one");
    set_mark(room, id, TODAY, MARK_KEPT, "canary two");
    must(room, store_pause_add(room->store, id, (struct pause){TODAY, TODAY}, "canary three", NULL,
                               fault));
    id = boundary_of(room, "canary four");
    event_of(room, id, BOUNDARY_KEPT, TODAY - 1, "canary, again");
    id = experiment_with(room, "try", DAY_OPEN);
    must(room, store_experiment_conclude(room->store, id, 1, &outcome, NULL, fault));
    id = check_in_on(room, TODAY, 5, "canary seven");
    must(room, store_check_in_show(room->store, id, &shown, NULL, fault));
}

/* All are of one second: within it, by kind, and within a kind from the last id. */
static void expect_all(struct room *room)
{
    static const char *const by_kind[] = {"pause 3 of 1, note 2 of 1, promise 1 of 1",
                                          "event 5 of 4, boundary 4 of 4", "experiment 6 of 6",
                                          "shown 8 of 7, check-in 7 of 7"};
    char all[200];
    snprintf(all, sizeof all, "%s, %s, %s, %s", by_kind[0], by_kind[1], by_kind[2], by_kind[3]);
    expect_records(room, "canary", all);
    for (int kind = SEARCH_PROMISE; kind <= SEARCH_CHECK_IN; kind++) {
        struct search_finds finds;
        must(room, find_typed(room->store, 1u << kind, "canary", 0, 9, &finds, &room->fault));
        for (size_t i = 0; i < finds.count; i++) {
            assert_int_equal(kind, finds.items[i].kind);
            assert_non_null(strstr(by_kind[kind - SEARCH_PROMISE], finds.items[i].part));
        }
        search_finds_free(&finds);
    }
}

static void all_words_are_found(void **state)
{
    struct room *room = *state;
    struct search_finds finds;
    room_open(room);
    fill(room);
    check_record_index(room);
    expect_all(room);
    expect_records(room, "canary six", "experiment 6 of 6");
    expect_records(room, "try five", "experiment 6 of 6");
    expect_records(room, "canary before:2026-11-21", "event 5 of 4");
    expect_records(room, "after:2026-11-22", "");
    expect_records(room, "before:2026-11-21", "event 5 of 4");
    expect_records(room, "canary tag:x", "");
    must(room, find_typed(room->store, 0, "again", 0, 9, &finds, &room->fault));
    assert_int_equal(1, finds.count);
    assert_string_equal("2026-11-20", finds.items[0].day);
    assert_string_equal("canary, again", finds.items[0].snippet);
    search_finds_free(&finds);
    must(room, find_typed(room->store, 1u << SEARCH_PROMISE, "canary", 3, 1, &finds, &room->fault));
    assert_int_equal(1, finds.count);
    assert_int_equal(2, finds.items[0].id);
    search_finds_free(&finds);
}

static void changed_words_are_found_instead_of_the_old_ones(void **state)
{
    struct room *room = *state;
    room_open(room);
    fill(room);
    must(room, store_promise_change(room->store, 1, 1, &(struct promise_words){.text = "sparrow"},
                                    NULL, &room->fault));
    set_mark(room, 1, TODAY, MARK_NOT, "NOTED XQZYXWVUTSRQP");
    assert_true(home_holds(room, "qzyxwvutsrqp")); /* in the index, whose letters are small */
    set_mark(room, 1, TODAY, MARK_NOT, "sparrow, too");
    assert_false(home_holds(room, "qzyxwvutsrqp"));
    expect_records(room, "sparrow", "note 2 of 1, promise 1 of 1");
    expect_records(room, "canary one", "");
    expect_records(room, "canary two", "");
    assert_false(home_holds(room, "canary one"));
    assert_false(home_holds(room, "canary two"));
    check_record_index(room);
}

/* What belongs to something goes with it, and comes back with it. */
static void what_is_in_the_trash_is_not_found(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    static const int64_t roots[] = {1, 4, 6, 7};
    room_open(room);
    fill(room);
    for (size_t i = 0; i < 4; i++)
        must(room, store_record_trash(room->store, roots[i], fault));
    must(room, store_record_trash(room->store, 1, fault));
    expect_records(room, "canary", "");
    expect_records(room, "after:2020", "");
    check_record_index(room);
    set_mark(room, 1, TODAY + 1, MARK_KEPT, "canary in the dark");
    expect_records(room, "canary", "");
    set_mark(room, 1, TODAY + 1, MARK_NONE, NULL);
    for (size_t i = 0; i < 4; i++)
        must(room, store_record_restore(room->store, roots[i], fault));
    must(room, store_record_restore(room->store, 1, fault));
    expect_all(room);
    check_record_index(room);
    must(room, store_record_trash(room->store, 5, fault));
    must(room, store_record_trash(room->store, 4, fault));
    must(room, store_record_restore(room->store, 4, fault));
    expect_records(room, "again", "");
    expect_records(room, "canary four", "boundary 4 of 4");
}

static void a_mark_is_not_thrown_away_like_a_record(void **state)
{
    struct room *room = *state;
    room_open(room);
    must_fail(room, ERR_NOT_FOUND, store_record_trash(room->store, 2, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_record_delete(room->store, 2, &room->fault));
    assert_false(store_exists(room->store));
    fill(room);
    must_fail(room, ERR_NOT_FOUND, store_record_trash(room->store, 2, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_record_restore(room->store, 2, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_record_delete(room->store, 2, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_record_delete(room->store, 99, &room->fault));
    expect_all(room);
}

/* The words in capitals, so that their small letters stand in the index alone. */
static void what_is_deleted_leaves_no_bytes(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    room_open(room);
    int64_t stays = promise_to(room, "STAYS HERE");
    int64_t id = promise_to(room, "GOES XQZYXWVUTSRQP");
    set_mark(room, id, TODAY, MARK_KEPT, "NOTED XQZYXWVUTSRQP");
    must(room, store_pause_add(room->store, id, (struct pause){TODAY, TODAY}, "XQZYXWVUTSRQP", NULL,
                               fault));
    set_mark(room, stays, TODAY, MARK_KEPT, "stays, too");
    assert_true(home_holds(room, "qzyxwvutsrqp"));
    must(room, store_draft_set(room->store, PROMISE_DRAFTS, "2-a", "will", "XQZ", 3, fault));
    must(room, store_draft_set(room->store, PROMISE_DRAFTS, "1-a", "will", "half", 4, fault));
    must(room, store_draft_set(room->store, PROMISE_DRAFTS, "new-a", "will", "new", 3, fault));
    must(room, store_record_trash(room->store, id, fault));
    must(room, store_record_delete(room->store, id, fault));
    assert_false(home_holds(room, "qzyxwvutsrqp"));
    assert_false(home_holds(room, "XQZ"));
    assert_true(home_holds(room, "stays, too"));
    size_t drafts;
    must(room, store_draft_count(room->store, PROMISE_DRAFTS, &drafts, fault));
    assert_int_equal(2, drafts);
    struct promise_mark before;
    must(room, store_mark_set(room->store, stays, (struct mark){TODAY, MARK_NONE}, NULL, 0, &before,
                              fault));
    promise_mark_free(&before);
    assert_false(home_holds(room, "stays, too"));
    check_record_index(room);
}

static void the_trash_is_emptied_after_a_month(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    struct promises promises;
    size_t count;
    room_open(room);
    must(room, store_record_purge(room->store, &count, fault));
    assert_int_equal(0, count);
    assert_false(store_exists(room->store));
    int64_t big = promise_to(room, "big");
    int64_t small = follow_with(room, big, "XQZ small", TODAY);
    int64_t least = follow_with(room, small, "least", TODAY);
    set_mark(room, small, TODAY, MARK_KEPT, "XQZ note");
    must(room, store_record_trash(room->store, small, fault));
    clock_advance(&room->clock, (int64_t)(RECORD_TRASH_DAYS - 1) * 24 * 3600 * 1000);
    must(room, store_record_trash(room->store, big, fault));
    must(room, store_record_purge(room->store, &count, fault));
    assert_int_equal(0, count);
    assert_true(home_holds(room, "XQZ"));
    clock_advance(&room->clock, (int64_t)24 * 3600 * 1000);
    must(room, store_record_purge(room->store, &count, fault));
    assert_int_equal(1, count);
    assert_false(home_holds(room, "XQZ"));
    must(room, store_record_restore(room->store, big, fault));
    must(room, store_promise_line(room->store, least, &promises, fault));
    assert_int_equal(2, promises.count);
    promises_free(&promises);
}

/* What one window deletes for good, the other is told of. */
static void two_windows_see_the_same(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    room_open(room);
    struct store *other = room_open_another(room);
    fill(room);
    must(room, store_record_delete(other, 1, fault));
    must(room, store_record_delete(other, 7, fault));
    struct check_in_new new = checked(TODAY, 3, "x");
    must_fail(room, ERR_NOT_FOUND, store_record_trash(room->store, 1, fault));
    must_fail(room, ERR_NOT_FOUND,
              store_mark_set(room->store, 1, (struct mark){TODAY, MARK_KEPT}, "", 0, NULL, fault));
    must_fail(room, ERR_NOT_FOUND, store_check_in_change(room->store, 7, 1, &new, fault));
    expect_records(room, "canary", "event 5 of 4, boundary 4 of 4, experiment 6 of 6");
    assert_int_equal(9, check_in_on(room, TODAY, 5, "no id is given twice"));
    store_close(other);
}

/* ---- a decade ---- */

static void a_decade_is_whole(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    struct promises promises;
    struct promise_marks marks;
    struct check_ins page;
    struct check_in_point *points;
    struct experiments experiments;
    size_t count;
    int days = torture() ? DECADE_DAYS : DECADE_DAYS / 10;
    room_open(room);
    struct decade decade = decade_fill(room->store, 7, TODAY, days);
    assert_int_equal(DECADE_PROMISES, decade.promises);
    must(room, store_promise_list(room->store, PROMISES_HELD, TODAY, INT32_MIN, &promises, fault));
    assert_int_equal(DECADE_PROMISES - 3, promises.count);
    promises_free(&promises);
    must(room, store_promise_list(room->store, PROMISES_ENDED, TODAY, INT32_MIN, &promises, fault));
    assert_int_equal(3, promises.count);
    int64_t ended = promises.items[0].record.id;
    promises_free(&promises);
    must(room, store_promise_line(room->store, ended, &promises, fault));
    assert_int_equal(4, promises.count);
    promises_free(&promises);
    must(room, store_mark_list(room->store, 0, decade.first, decade.last, &marks, fault));
    assert_int_equal(decade.marks, marks.count);
    size_t notes = 0;
    for (size_t i = 0; i < marks.count; i++)
        notes += *marks.items[i].note != '\0';
    assert_int_equal(decade.notes, notes);
    promise_marks_free(&marks);
    must(room, store_check_in_page(room->store, (struct record_place){0}, SIZE_MAX, &page, fault));
    assert_int_equal(decade.check_ins, page.count);
    assert_int_equal(TODAY, page.items[0].record.day);
    check_ins_free(&page);
    must(room, store_check_in_points(room->store, decade.first, TODAY, &points, &count, fault));
    assert_int_equal(decade.check_ins, count);
    free(points);
    must(room, store_experiment_list(room->store, TODAY, false, &experiments, fault));
    assert_int_equal(decade.experiments, experiments.count);
    experiments_free(&experiments);
    check_record_index(room);
}

/* Words of many records, over many pages, go one after another and leave nothing. */
static void no_page_keeps_a_copy(void **state)
{
    struct room *room = *state;
    char note[32];
    room_open(room);
    decade_fill(room->store, 11, TODAY, torture() ? DECADE_DAYS : 200);
    for (int i = 0; i < 40; i++) {
        snprintf(note, sizeof note, "<note %03d>", i);
        set_mark(room, 1, TODAY + 1 + i, MARK_KEPT, note);
    }
    for (int i = 0; i < 40; i += torture() ? 1 : 7) {
        int day = i * 17 % 40;
        snprintf(note, sizeof note, "<note %03d>", day);
        assert_true(home_holds(room, note));
        set_mark(room, 1, TODAY + 1 + day, MARK_NONE, NULL);
        assert_false(home_holds(room, note));
    }
    check_record_index(room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all_words_are_found),
        TEST(changed_words_are_found_instead_of_the_old_ones),
        TEST(what_is_in_the_trash_is_not_found),
        TEST(a_mark_is_not_thrown_away_like_a_record),
        TEST(what_is_deleted_leaves_no_bytes),
        TEST(the_trash_is_emptied_after_a_month),
        TEST(two_windows_see_the_same),
        TEST(a_decade_is_whole),
        TEST(no_page_keeps_a_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
