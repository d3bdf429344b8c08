/* Boundaries, and the log of what became of them. */
#include "records.h"

static void a_boundary_has_words_and_counts(void **state)
{
    struct room *room = *state;
    struct boundaries list;
    struct fault *fault = &room->fault;
    struct boundary_new new = {
        .text = "No shouting", .day = TODAY, .origin = {"7", "7.3", 5}, .draft = "boundary-1"};
    room_open(room);
    must(room, store_boundary_list(room->store, false, &list, fault));
    assert_int_equal(0, list.count);
    must(room, store_draft_set(room->store, PROMISE_DRAFTS, "boundary-1", "text", "No", 2, fault));
    must(room, store_boundary_add(room->store, &new, NULL, fault));
    boundary_of(room, "My phone is mine");
    event_of(room, 1, BOUNDARY_KEPT, TODAY, "");
    event_of(room, 1, BOUNDARY_KEPT, TODAY - 2, "left the room");
    event_of(room, 1, BOUNDARY_CROSSED, TODAY + 1, NULL);
    int64_t thrown = event_of(room, 1, BOUNDARY_RENEGOTIATED, TODAY + 4, "x");
    must(room, store_record_trash(room->store, thrown, fault));
    must(room, store_boundary_list(room->store, false, &list, fault));
    assert_int_equal(2, list.count);
    assert_string_equal("No shouting", list.items[0].text);
    assert_int_equal(5, list.items[0].record.origin.answer);
    assert_int_equal(2, list.items[0].events[BOUNDARY_KEPT]);
    assert_int_equal(1, list.items[0].events[BOUNDARY_CROSSED]);
    assert_int_equal(0, list.items[0].events[BOUNDARY_RENEGOTIATED]);
    assert_int_equal(TODAY + 1, list.items[0].last);
    assert_int_equal(0, list.items[1].events[BOUNDARY_KEPT]);
    assert_int_equal(DAY_OPEN, list.items[1].last);
    boundaries_free(&list);
    size_t drafts;
    must(room, store_draft_count(room->store, PROMISE_DRAFTS, &drafts, fault));
    assert_int_equal(0, drafts);
}

static void a_boundary_is_changed_and_thrown_away(void **state)
{
    struct room *room = *state;
    struct boundaries list;
    struct boundary boundary;
    struct fault *fault = &room->fault;
    room_open(room);
    must_fail(room, ERR_NOT_FOUND, store_boundary_get(room->store, 1, &boundary, fault));
    int64_t id = boundary_of(room, "No shouting");
    must_fail(room, ERR_INPUT, store_boundary_change(room->store, id, 1, "", NULL, fault));
    must_fail(room, ERR_INPUT,
              store_boundary_add(room->store, &(struct boundary_new){.day = 1}, NULL, fault));
    must(room, store_boundary_change(room->store, id, 1, "No shouting at me", NULL, fault));
    must_fail(room, ERR_CONFLICT, store_boundary_change(room->store, id, 1, "Other", NULL, fault));
    must(room, store_record_trash(room->store, id, fault));
    must(room, store_boundary_list(room->store, false, &list, fault));
    assert_int_equal(0, list.count);
    must(room, store_boundary_list(room->store, true, &list, fault));
    assert_int_equal(1, list.count);
    assert_true(list.items[0].record.deleted_at > 0);
    boundaries_free(&list);
    must(room, store_boundary_get(room->store, id, &boundary, fault));
    assert_string_equal("No shouting at me", boundary.text);
    boundary_free(&boundary);
    must(room, store_record_restore(room->store, id, fault));
    must(room, store_boundary_list(room->store, false, &list, fault));
    assert_int_equal(1, list.count);
    boundaries_free(&list);
}

static void expect_events(struct room *room, int64_t boundary, struct record_place place,
                          size_t most, const char *expected)
{
    static const char *const names[] = {"kept", "crossed", "renegotiated"};
    struct boundary_events events;
    struct str got = {0};
    must(room,
         store_boundary_event_list(room->store, boundary, place, most, &events, &room->fault));
    for (size_t i = 0; i < events.count; i++)
        str_printf(&got, "%d@%d %s %s; ", (int)events.items[i].boundary,
                   events.items[i].record.day - TODAY, names[events.items[i].kind],
                   events.items[i].did);
    assert_string_equal(expected, str_text(&got));
    str_free(&got);
    boundary_events_free(&events);
}

static void the_log_goes_from_the_newest_day_backwards(void **state)
{
    struct room *room = *state;
    struct record_place top = {0};
    room_open(room);
    expect_events(room, 0, top, 9, "");
    boundary_of(room, "a");
    boundary_of(room, "b");
    int64_t middle = event_of(room, 1, BOUNDARY_CROSSED, TODAY - 1, "left");
    event_of(room, 1, BOUNDARY_KEPT, TODAY, "spoke");
    event_of(room, 2, BOUNDARY_RENEGOTIATED, TODAY - 1, "asked");
    event_of(room, 1, BOUNDARY_KEPT, TODAY - 8, "");
    expect_events(room, 1, top, 9, "1@0 kept spoke; 1@-1 crossed left; 1@-8 kept ; ");
    expect_events(room, 0, top, 3, "1@0 kept spoke; 2@-1 renegotiated asked; 1@-1 crossed left; ");
    expect_events(room, 0, (struct record_place){TODAY - 1, middle}, 3, "1@-8 kept ; ");
    struct boundary_event_new new = {BOUNDARY_KEPT, TODAY - 20, "stayed", NULL};
    must(room, store_boundary_event_change(room->store, middle, 1, &new, &room->fault));
    expect_events(room, 1, top, 9, "1@0 kept spoke; 1@-8 kept ; 1@-20 kept stayed; ");
    must(room, store_record_trash(room->store, 2, &room->fault));
    expect_events(room, 0, top, 9, "1@0 kept spoke; 1@-8 kept ; 1@-20 kept stayed; ");
}

static void what_is_no_event_is_refused(void **state)
{
    struct room *room = *state;
    struct boundary_event_new bad = {BOUNDARY_EVENT_KINDS, TODAY, "x", NULL};
    struct boundary_event_new good = {BOUNDARY_KEPT, TODAY, "x", NULL};
    struct boundary_event_new never = {BOUNDARY_KEPT, DAY_OPEN, "x", NULL};
    struct fault *fault = &room->fault;
    room_open(room);
    must_fail(room, ERR_NOT_FOUND, store_boundary_event_add(room->store, 1, &good, NULL, fault));
    boundary_of(room, "a");
    int64_t promise = promise_to(room, "b");
    must_fail(room, ERR_INPUT, store_boundary_event_add(room->store, 1, &bad, NULL, fault));
    must_fail(room, ERR_INPUT, store_boundary_event_add(room->store, 1, &never, NULL, fault));
    must_fail(room, ERR_NOT_FOUND,
              store_boundary_event_add(room->store, promise, &good, NULL, fault));
    must_fail(room, ERR_NOT_FOUND, store_boundary_event_change(room->store, 1, 1, &good, fault));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_boundary_has_words_and_counts),
        TEST(a_boundary_is_changed_and_thrown_away),
        TEST(the_log_goes_from_the_newest_day_backwards),
        TEST(what_is_no_event_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
