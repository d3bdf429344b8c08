/* Short words for the tests of promises, boundaries, experiments and check-ins. */
#ifndef MEND_TESTS_STORE_RECORDS_H
#define MEND_TESTS_STORE_RECORDS_H

#include "mend/store/adopt.h"
#include "mend/store/boundary.h"
#include "mend/store/check_in.h"
#include "mend/store/experiment.h"
#include "mend/store/promise.h"
#include "room.h"
#include "store/statement.h"

enum { TODAY = 20778 }; /* 2026-11-21 */

#define DAILY ((struct schedule){.kind = SCHEDULE_DAILY})

SHARED int64_t promise_to(struct room *room, const char *will)
{
    int64_t id = 0;
    struct promise_new new = {.words = {.will = will}, .schedule = DAILY, .began = TODAY};
    must(room, store_promise_add(room->store, &new, &id, &room->fault));
    return id;
}

SHARED int64_t follow_with(struct room *room, int64_t before, const char *will, int32_t began)
{
    int64_t id = 0;
    struct promise_new new = {.words = {.will = will},
                              .schedule = DAILY,
                              .began = began,
                              .follows = before,
                              .smaller = true};
    must(room, store_promise_add(room->store, &new, &id, &room->fault));
    return id;
}

SHARED void set_mark(struct room *room, int64_t promise, int32_t day, enum mark_kind kind,
                     const char *note)
{
    must(room, store_mark_set(room->store, promise, (struct mark){day, kind}, note, 0, NULL,
                              &room->fault));
}

SHARED int64_t boundary_of(struct room *room, const char *text)
{
    int64_t id = 0;
    struct boundary_new new = {.text = text, .day = TODAY};
    must(room, store_boundary_add(room->store, &new, &id, &room->fault));
    return id;
}

SHARED int64_t event_of(struct room *room, int64_t boundary, enum boundary_event_kind kind,
                        int32_t day, const char *did)
{
    int64_t id = 0;
    struct boundary_event_new new = {.kind = kind, .day = day, .did = did};
    must(room, store_boundary_event_add(room->store, boundary, &new, &id, &room->fault));
    return id;
}

SHARED int64_t experiment_with(struct room *room, const char *what, int32_t know_day)
{
    int64_t id = 0;
    struct experiment_new new = {
        .plan = {.what = what, .risk = 3, .predicted = EXPERIMENT_OPEN, .know_day = know_day},
        .day = TODAY};
    must(room, store_experiment_add(room->store, &new, &id, &room->fault));
    return id;
}

/* A check-in with one scale and one text. */
SHARED struct check_in_new checked(int32_t day, int self, const char *text)
{
    struct check_in_new new = {.day = day, .texts = {text}};
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        new.scales[i] = SCALE_OPEN;
    new.scales[SCALE_TRUST_SELF] = self;
    return new;
}

SHARED int64_t check_in_on(struct room *room, int32_t day, int self, const char *text)
{
    int64_t id = 0;
    struct check_in_new new = checked(day, self, text);
    must(room, store_check_in_add(room->store, &new, &id, &room->fault));
    return id;
}

SHARED struct check_in_shown shown_by(const char *label, int closeness, const char *text)
{
    struct check_in_shown shown = {.label = label, .texts = {text}};
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        shown.scales[i] = SCALE_OPEN;
    shown.scales[SCALE_CLOSENESS] = closeness;
    return shown;
}

SHARED void check_record_index(struct room *room)
{
    must(room, statement_script(
                   room->store,
                   "INSERT INTO record_index(record_index, rank) VALUES('integrity-check', 1);",
                   &room->fault));
}

/* Asserts that TYPED finds the records that are listed, as "note 3 of 1", newest first. */
SHARED void expect_records(struct room *room, const char *typed, const char *expected)
{
    struct search_finds finds;
    struct str got = {0};
    must(room, find_typed(room->store, ~3u, typed, 0, 99, &finds, &room->fault));
    for (size_t i = 0; i < finds.count; i++)
        str_printf(&got, "%s%s %d of %d", i ? ", " : "", finds.items[i].part,
                   (int)finds.items[i].id, (int)finds.items[i].of);
    if (strcmp(str_text(&got), expected) != 0)
        fail_msg("\"%s\" finds \"%s\", not \"%s\"", typed, str_text(&got), expected);
    str_free(&got);
    search_finds_free(&finds);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

#endif
