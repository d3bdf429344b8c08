/* Promises: words, schedules, ends, lines. */
#include "records.h"

static void nothing_is_there_before_something_is_kept(void **state)
{
    struct room *room = *state;
    struct promises promises;
    struct promise promise;
    room_open(room);
    must(room, store_promise_list(room->store, PROMISES_HELD, TODAY, 0, &promises, &room->fault));
    assert_int_equal(0, promises.count);
    must_fail(room, ERR_NOT_FOUND, store_promise_get(room->store, 1, &promise, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_promise_line(room->store, 1, &promises, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_promise_end(room->store, 1, TODAY, &room->fault));
    assert_false(store_exists(room->store));
}

static void a_promise_is_as_it_was_given(void **state)
{
    struct room *room = *state;
    struct promise promise;
    int64_t id;
    struct promise_new new = {.words = {"Tea first", "I wake", "drink tea", true},
                              .schedule = {.kind = SCHEDULE_WEEKDAYS, .weekdays = 0x41},
                              .began = TODAY - 3,
                              .made_at = 77,
                              .origin = {"3", "3.4", 12},
                              .draft = "new"};
    room_open(room);
    must(room, store_draft_set(room->store, PROMISE_DRAFTS, "new", "will", "dri", 3, &room->fault));
    must(room, store_promise_add(room->store, &new, &id, &room->fault));
    must(room, store_promise_get(room->store, id, &promise, &room->fault));
    assert_int_equal(id, promise.record.id);
    assert_int_equal(77, promise.record.made_at);
    assert_int_equal(1, promise.record.version);
    assert_int_equal(0, promise.record.deleted_at);
    assert_int_equal(TODAY - 3, promise.record.day);
    assert_string_equal("3", promise.record.origin.lesson);
    assert_string_equal("3.4", promise.record.origin.page);
    assert_int_equal(12, promise.record.origin.answer);
    assert_string_equal("Tea first", promise.text);
    assert_string_equal("I wake", promise.when);
    assert_string_equal("drink tea", promise.will);
    assert_true(promise.between_us);
    assert_int_equal(SCHEDULE_WEEKDAYS, promise.schedule.kind);
    assert_int_equal(0x41, promise.schedule.weekdays);
    assert_int_equal(DAY_OPEN, promise.ended);
    assert_int_equal(0, promise.follows);
    promise_free(&promise);
    size_t drafts;
    must(room, store_draft_count(room->store, PROMISE_DRAFTS, &drafts, &room->fault));
    assert_int_equal(0, drafts);
}

static void every_schedule_comes_back(void **state)
{
    struct room *room = *state;
    static const struct schedule all[] = {
        {.kind = SCHEDULE_ONCE, .by = TODAY},
        {.kind = SCHEDULE_DAILY},
        {.kind = SCHEDULE_WEEKDAYS, .weekdays = 0x7f},
        {.kind = SCHEDULE_WEEKLY, .times = 7},
    };
    struct promises promises;
    room_open(room);
    for (size_t i = 0; i < 4; i++) {
        struct promise_new new = {.words = {.text = "x"}, .schedule = all[i], .began = TODAY};
        must(room, store_promise_add(room->store, &new, NULL, &room->fault));
    }
    must(room, store_promise_list(room->store, PROMISES_HELD, TODAY, 0, &promises, &room->fault));
    assert_int_equal(4, promises.count);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(all[i].kind, promises.items[i].schedule.kind);
        assert_int_equal(all[i].by, promises.items[i].schedule.by);
        assert_int_equal(all[i].weekdays, promises.items[i].schedule.weekdays);
        assert_int_equal(all[i].times, promises.items[i].schedule.times);
    }
    promises_free(&promises);
}

static void what_makes_no_promise_is_refused(void **state)
{
    struct room *room = *state;
    static const struct promise_new bad[] = {
        {.words = {.when = "I wake"}, .schedule = {.kind = SCHEDULE_DAILY}},
        {.words = {.text = ""}, .schedule = {.kind = SCHEDULE_DAILY}},
        {.words = {.will = "x"}, .schedule = {.kind = SCHEDULE_DAILY}, .began = DAY_OPEN},
        {.words = {.will = "x"}, .schedule = {.kind = SCHEDULE_ONCE, .by = 4}, .began = 5},
        {.words = {.will = "x"}, .schedule = {.kind = SCHEDULE_ONCE, .by = DAY_OPEN}},
        {.words = {.will = "x"}, .schedule = {.kind = SCHEDULE_WEEKDAYS}},
        {.words = {.will = "x"}, .schedule = {.kind = SCHEDULE_WEEKDAYS, .weekdays = 0x80}},
        {.words = {.will = "x"}, .schedule = {.kind = SCHEDULE_WEEKLY}},
        {.words = {.will = "x"}, .schedule = {.kind = SCHEDULE_WEEKLY, .times = 8}},
        {.words = {.will = "x"}, .schedule = {.kind = SCHEDULE_KINDS}},
    };
    room_open(room);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        must_fail(room, ERR_INPUT, store_promise_add(room->store, &bad[i], NULL, &room->fault));
    struct promise_new lost = {
        .words = {.will = "x"}, .schedule = DAILY, .began = TODAY, .follows = 9};
    must_fail(room, ERR_NOT_FOUND, store_promise_add(room->store, &lost, NULL, &room->fault));
    assert_false(store_exists(room->store));
    int64_t id = promise_to(room, "x");
    must_fail(room, ERR_INPUT,
              store_promise_change(room->store, id, 1, &(struct promise_words){.when = "y"}, NULL,
                                   &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_promise_add(room->store, &lost, NULL, &room->fault));
}

/* Whoever forgets to check: the file itself refuses. */
static void the_file_refuses_what_makes_no_sense(void **state)
{
    struct room *room = *state;
    static const char *const bad[] = {
        "INSERT INTO promise(id, between_us, schedule) VALUES(99, 0, 'daily')",
        "UPDATE promise SET schedule = 'never'",
        "UPDATE promise SET schedule = 'weekly'",
        "UPDATE promise SET times = 1",
        "UPDATE promise SET follows = id",
        "UPDATE record SET kind = 'other'",
        "UPDATE record SET of_id = 1",
        "UPDATE record_text SET text = ''",
        "INSERT INTO promise_mark VALUES(1, 5, 'great', 0)",
        "INSERT INTO record(kind, day, made_at, changed_at) VALUES('note', 1, 1, 1)",
        "INSERT INTO check_in(id, calm) VALUES(1, 11)",
        "INSERT INTO experiment(id, risk) VALUES(1, -1)",
        "INSERT INTO boundary_event(id, kind) VALUES(1, 'none')",
    };
    room_open(room);
    promise_to(room, "x");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (statement_script(room->store, bad[i], NULL) == OK)
            fail_msg("%s", bad[i]);
}

static void another_wording_needs_to_have_seen_the_last(void **state)
{
    struct room *room = *state;
    struct promise promise;
    room_open(room);
    int64_t id = promise_to(room, "drink tea");
    struct store *other = room_open_another(room);
    struct promise_words words = {.when = "I wake", .will = "drink water", .between_us = true};
    clock_advance(&room->clock, 60000);
    must(room, store_promise_change(other, id, 1, &words, NULL, &room->fault));
    words.will = "drink milk";
    must_fail(room, ERR_CONFLICT,
              store_promise_change(room->store, id, 1, &words, NULL, &room->fault));
    must(room, store_promise_get(room->store, id, &promise, &room->fault));
    assert_string_equal("drink water", promise.will);
    assert_string_equal("", promise.text);
    assert_true(promise.between_us);
    assert_int_equal(2, promise.record.version);
    assert_int_equal(60, promise.record.changed_at - promise.record.made_at);
    promise_free(&promise);
    must(room, store_promise_change(room->store, id, 2, &words, NULL, &room->fault));
    must_fail(room, ERR_NOT_FOUND,
              store_promise_change(room->store, id + 1, 1, &words, NULL, &room->fault));
    store_close(other);
}

static void expect_list(struct room *room, enum promise_choice choice, int32_t day,
                        const char *expected)
{
    struct promises promises;
    struct str got = {0};
    must(room, store_promise_list(room->store, choice, day, 0, &promises, &room->fault));
    for (size_t i = 0; i < promises.count; i++)
        str_printf(&got, "%d ", (int)promises.items[i].record.id);
    assert_string_equal(expected, str_text(&got));
    str_free(&got);
    promises_free(&promises);
}

static void a_promise_ends_and_is_kept_for_the_history(void **state)
{
    struct room *room = *state;
    struct promise promise;
    room_open(room);
    for (int i = 0; i < 4; i++)
        promise_to(room, "x");
    must(room, store_promise_end(room->store, 1, TODAY, &room->fault));
    must(room, store_promise_end(room->store, 2, TODAY + 1, &room->fault));
    must(room, store_record_trash(room->store, 3, &room->fault));
    expect_list(room, PROMISES_HELD, TODAY, "1 2 4 ");
    expect_list(room, PROMISES_HELD, TODAY + 1, "2 4 ");
    expect_list(room, PROMISES_ENDED, TODAY + 1, "1 ");
    expect_list(room, PROMISES_ENDED, TODAY + 9, "2 1 ");
    expect_list(room, PROMISES_TRASH, TODAY, "3 ");
    must(room, store_promise_end(room->store, 1, DAY_OPEN, &room->fault));
    expect_list(room, PROMISES_HELD, TODAY + 9, "1 4 ");
    /* Never before it began. */
    must(room, store_promise_end(room->store, 1, 5, &room->fault));
    must(room, store_promise_get(room->store, 1, &promise, &room->fault));
    assert_int_equal(TODAY - 1, promise.ended);
    promise_free(&promise);
}

static void expect_line(struct room *room, int64_t id, const char *expected)
{
    struct promises line;
    struct str got = {0};
    must(room, store_promise_line(room->store, id, &line, &room->fault));
    for (size_t i = 0; i < line.count; i++)
        str_printf(&got, "%s ", line.items[i].will);
    assert_string_equal(expected, str_text(&got));
    str_free(&got);
    promises_free(&line);
}

static void a_smaller_one_ends_the_one_before_and_keeps_the_line(void **state)
{
    struct room *room = *state;
    struct promise promise;
    room_open(room);
    int64_t big = promise_to(room, "big");
    promise_to(room, "other");
    int64_t small = follow_with(room, big, "small", TODAY + 7);
    int64_t least = follow_with(room, small, "least", TODAY + 7);
    for (int64_t id = big; id <= least; id += id == big ? 2 : 1)
        expect_line(room, id, "big small least ");
    expect_line(room, 2, "other ");
    must(room, store_promise_get(room->store, big, &promise, &room->fault));
    assert_int_equal(TODAY + 6, promise.ended);
    promise_free(&promise);
    must(room, store_promise_get(room->store, small, &promise, &room->fault));
    assert_int_equal(TODAY + 6, promise.ended); /* it never held */
    assert_int_equal(big, promise.follows);
    assert_true(promise.smaller);
    promise_free(&promise);
    must(room, store_record_trash(room->store, small, &room->fault));
    expect_line(room, big, "big least ");
    must(room, store_record_delete(room->store, small, &room->fault));
    expect_line(room, least, "big least ");
    must(room, store_record_delete(room->store, big, &room->fault));
    expect_line(room, least, "least ");
    must(room, store_promise_get(room->store, least, &promise, &room->fault));
    assert_false(promise.smaller); /* than nothing */
    promise_free(&promise);
}

static void a_promise_that_ended_earlier_keeps_its_end(void **state)
{
    struct room *room = *state;
    struct promise promise;
    room_open(room);
    int64_t id = promise_to(room, "big");
    must(room, store_promise_end(room->store, id, TODAY + 1, &room->fault));
    follow_with(room, id, "small", TODAY + 9);
    must(room, store_promise_get(room->store, id, &promise, &room->fault));
    assert_int_equal(TODAY + 1, promise.ended);
    promise_free(&promise);
}

static void two_windows_make_one_smaller_promise(void **state)
{
    struct room *room = *state;
    room_open(room);
    struct store *other = room_open_another(room);
    int64_t id = promise_to(room, "big");
    struct promise_new new = {
        .words = {.will = "small"}, .schedule = DAILY, .began = TODAY, .follows = id};
    must(room, store_promise_add(other, &new, NULL, &room->fault));
    must_fail(room, ERR_CONFLICT, store_promise_add(room->store, &new, NULL, &room->fault));
    must(room, store_record_trash(room->store, 2, &room->fault));
    must(room, store_promise_add(room->store, &new, NULL, &room->fault));
    must(room, store_record_restore(room->store, 2, &room->fault));
    expect_line(room, 3, "big small small ");
    store_close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_there_before_something_is_kept),
        TEST(a_promise_is_as_it_was_given),
        TEST(every_schedule_comes_back),
        TEST(what_makes_no_promise_is_refused),
        TEST(the_file_refuses_what_makes_no_sense),
        TEST(another_wording_needs_to_have_seen_the_last),
        TEST(a_promise_ends_and_is_kept_for_the_history),
        TEST(a_smaller_one_ends_the_one_before_and_keeps_the_line),
        TEST(a_promise_that_ended_earlier_keeps_its_end),
        TEST(two_windows_make_one_smaller_promise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
