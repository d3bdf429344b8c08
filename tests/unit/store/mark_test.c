/* Marks of promises, and pauses. */
#include "records.h"

static const char *const names[] = {"none", "kept", "partly", "not", "released"};

static void expect_marks(struct room *room, int64_t promise, int32_t from, int32_t to,
                         const char *expected)
{
    struct promise_marks marks;
    struct str got = {0};
    must(room, store_mark_list(room->store, promise, from, to, &marks, &room->fault));
    for (size_t i = 0; i < marks.count; i++)
        str_printf(&got, "%d@%d %s%s%s; ", (int)marks.items[i].promise,
                   marks.items[i].mark.day - TODAY, names[marks.items[i].mark.kind],
                   *marks.items[i].note ? ": " : "", marks.items[i].note);
    assert_string_equal(expected, str_text(&got));
    str_free(&got);
    promise_marks_free(&marks);
}

static void marks_stand_by_day_and_promise(void **state)
{
    struct room *room = *state;
    room_open(room);
    expect_marks(room, 0, TODAY, TODAY, "");
    promise_to(room, "a");
    promise_to(room, "b");
    set_mark(room, 2, TODAY - 1, MARK_RELEASED, NULL);
    set_mark(room, 2, TODAY, MARK_NOT, "I slept");
    set_mark(room, 1, TODAY, MARK_KEPT, "");
    set_mark(room, 1, TODAY - 40, MARK_PARTLY, "late");
    expect_marks(room, 0, TODAY - 1, TODAY, "2@-1 released; 1@0 kept; 2@0 not: I slept; ");
    expect_marks(room, 1, INT32_MIN, INT32_MAX, "1@-40 partly: late; 1@0 kept; ");
    expect_marks(room, 2, TODAY - 1, TODAY - 1, "2@-1 released; ");
    must(room, store_record_trash(room->store, 2, &room->fault));
    expect_marks(room, 0, TODAY, TODAY, "1@0 kept; ");
    expect_marks(room, 2, TODAY, TODAY, "2@0 not: I slept; ");
    must(room, store_record_delete(room->store, 2, &room->fault));
    expect_marks(room, 2, TODAY, TODAY, "");
}

/* What stood there before, set again, undoes it. */
static void a_mark_can_be_taken_back(void **state)
{
    struct room *room = *state;
    struct promise_mark before, again;
    room_open(room);
    int64_t id = promise_to(room, "a");
    int64_t morning = clock_wall(&room->clock);
    must(room, store_mark_set(room->store, id, (struct mark){TODAY, MARK_KEPT}, "gladly", 0,
                              &before, &room->fault));
    assert_int_equal(MARK_NONE, before.mark.kind);
    assert_string_equal("", before.note);
    promise_mark_free(&before);
    clock_advance(&room->clock, 3600000);
    must(room, store_mark_set(room->store, id, (struct mark){TODAY, MARK_NONE}, "ignored", 0,
                              &before, &room->fault));
    expect_marks(room, id, TODAY, TODAY, "");
    assert_int_equal(MARK_KEPT, before.mark.kind);
    assert_int_equal(morning, before.made_at);
    assert_string_equal("gladly", before.note);
    must(room, store_mark_set(room->store, before.promise, before.mark, before.note, before.made_at,
                              &again, &room->fault));
    assert_int_equal(MARK_NONE, again.mark.kind);
    promise_mark_free(&before);
    promise_mark_free(&again);
    must(room, store_mark_set(room->store, id, (struct mark){TODAY, MARK_NOT}, NULL, 0, &before,
                              &room->fault));
    assert_int_equal(morning, before.made_at);
    expect_marks(room, id, TODAY, TODAY, "1@0 not; ");
    expect_records(room, "gladly", "");
    assert_false(home_holds(room, "gladly"));
    promise_mark_free(&before);
}

static void a_mark_is_for_a_day_and_a_promise(void **state)
{
    struct room *room = *state;
    struct promise_mark before;
    room_open(room);
    must_fail(room, ERR_NOT_FOUND,
              store_mark_set(room->store, 1, (struct mark){TODAY, MARK_KEPT}, NULL, 0, &before,
                             &room->fault));
    int64_t boundary = boundary_of(room, "x");
    must_fail(room, ERR_NOT_FOUND,
              store_mark_set(room->store, boundary, (struct mark){TODAY, MARK_KEPT}, NULL, 0,
                             &before, &room->fault));
    assert_null(before.note);
    int64_t id = promise_to(room, "a");
    must_fail(room, ERR_INPUT,
              store_mark_set(room->store, id, (struct mark){TODAY, MARK_KINDS}, NULL, 0, NULL,
                             &room->fault));
    must_fail(room, ERR_INPUT,
              store_mark_set(room->store, id, (struct mark){DAY_OPEN, MARK_KEPT}, NULL, 0, NULL,
                             &room->fault));
    expect_marks(room, 0, INT32_MIN, INT32_MAX, "");
}

static void two_windows_mark_the_same_day(void **state)
{
    struct room *room = *state;
    struct promise_mark before;
    room_open(room);
    int64_t id = promise_to(room, "a");
    struct store *other = room_open_another(room);
    set_mark(room, id, TODAY, MARK_KEPT, "here");
    must(room, store_mark_set(other, id, (struct mark){TODAY, MARK_PARTLY}, "there", 0, &before,
                              &room->fault));
    assert_int_equal(MARK_KEPT, before.mark.kind);
    assert_string_equal("here", before.note);
    promise_mark_free(&before);
    expect_marks(room, id, TODAY, TODAY, "1@0 partly: there; ");
    store_close(other);
}

/* ---- pauses ---- */

static void expect_pauses(struct room *room, int32_t from, const char *expected)
{
    struct promises promises;
    struct str got = {0};
    must(room,
         store_promise_list(room->store, PROMISES_HELD, TODAY, from, &promises, &room->fault));
    for (size_t i = 0; i < promises.count; i++)
        for (size_t j = 0; j < promises.items[i].pause_count; j++) {
            const struct promise_pause *pause = &promises.items[i].pauses[j];
            assert_int_equal(promises.items[i].record.id, pause->promise);
            str_printf(&got, "%d: %d", (int)pause->promise, pause->days.from - TODAY);
            if (pause->days.to == DAY_OPEN)
                str_printf(&got, ".. %s; ", pause->reason);
            else
                str_printf(&got, "..%d %s; ", pause->days.to - TODAY, pause->reason);
        }
    assert_string_equal(expected, str_text(&got));
    str_free(&got);
    promises_free(&promises);
}

static void pauses_come_with_their_promises(void **state)
{
    struct room *room = *state;
    struct promise promise;
    int64_t id;
    struct fault *fault = &room->fault;
    room_open(room);
    promise_to(room, "a");
    promise_to(room, "b");
    must(room, store_pause_add(room->store, 2, (struct pause){TODAY, DAY_OPEN}, "ill", &id, fault));
    must(room,
         store_pause_add(room->store, 1, (struct pause){TODAY + 9, TODAY + 9}, NULL, NULL, fault));
    must(room, store_pause_add(room->store, 1, (struct pause){TODAY - 9, TODAY - 1}, "away", NULL,
                               fault));
    expect_pauses(room, INT32_MIN, "1: -9..-1 away; 1: 9..9 ; 2: 0.. ill; ");
    expect_pauses(room, TODAY - 1, "1: -9..-1 away; 1: 9..9 ; 2: 0.. ill; ");
    expect_pauses(room, TODAY, "1: 9..9 ; 2: 0.. ill; ");
    must(room, store_pause_change(room->store, id, 1, (struct pause){TODAY, TODAY + 2}, "was ill",
                                  fault));
    expect_pauses(room, TODAY, "1: 9..9 ; 2: 0..2 was ill; ");
    must_fail(room, ERR_CONFLICT,
              store_pause_change(room->store, id, 1, (struct pause){TODAY, TODAY}, "x", fault));
    must(room, store_promise_get(room->store, 1, &promise, fault));
    assert_int_equal(2, promise.pause_count);
    promise_free(&promise);
    must(room, store_record_trash(room->store, id, fault));
    expect_pauses(room, TODAY, "1: 9..9 ; ");
    must(room, store_record_restore(room->store, id, fault));
    must(room, store_record_delete(room->store, id, fault));
    expect_pauses(room, TODAY, "1: 9..9 ; ");
    assert_false(home_holds(room, "was ill"));
}

static void a_promise_rests_once_at_a_time(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    int64_t id;
    room_open(room);
    must_fail(room, ERR_NOT_FOUND,
              store_pause_add(room->store, 1, (struct pause){TODAY, TODAY}, "", NULL, fault));
    promise_to(room, "a");
    promise_to(room, "b");
    must_fail(room, ERR_INPUT,
              store_pause_add(room->store, 1, (struct pause){TODAY, TODAY - 1}, "", NULL, fault));
    must_fail(room, ERR_INPUT,
              store_pause_add(room->store, 1, (struct pause){DAY_OPEN, DAY_OPEN}, "", NULL, fault));
    must(room, store_pause_add(room->store, 1, (struct pause){TODAY, DAY_OPEN}, "", &id, fault));
    must_fail(
        room, ERR_CONFLICT,
        store_pause_add(room->store, 1, (struct pause){TODAY + 5, DAY_OPEN}, "", NULL, fault));
    must_fail(room, ERR_CONFLICT,
              store_pause_add(room->store, 1, (struct pause){TODAY - 5, TODAY}, "", NULL, fault));
    must(room,
         store_pause_add(room->store, 1, (struct pause){TODAY - 5, TODAY - 1}, "", NULL, fault));
    must_fail(room, ERR_CONFLICT,
              store_pause_change(room->store, id, 1, (struct pause){TODAY - 1, TODAY}, "", fault));
    must(room, store_pause_add(room->store, 2, (struct pause){TODAY, DAY_OPEN}, "", NULL, fault));
    must(room, store_pause_change(room->store, id, 1, (struct pause){TODAY, TODAY}, "", fault));
    must(room,
         store_pause_add(room->store, 1, (struct pause){TODAY + 1, DAY_OPEN}, "", NULL, fault));
    must_fail(room, ERR_NOT_FOUND,
              store_pause_change(room->store, 1, 1, (struct pause){TODAY, TODAY}, "", fault));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(marks_stand_by_day_and_promise),    TEST(a_mark_can_be_taken_back),
        TEST(a_mark_is_for_a_day_and_a_promise), TEST(two_windows_mark_the_same_day),
        TEST(pauses_come_with_their_promises),   TEST(a_promise_rests_once_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
