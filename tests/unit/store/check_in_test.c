/* Check-ins: kept, shown by two, listed, drawn as series. */
#include "records.h"

static void a_check_in_is_as_it_was_given(void **state)
{
    struct room *room = *state;
    struct check_in check_in;
    struct check_in_new new = {.day = TODAY,
                               .made_at = 99,
                               .scales = {0, 1, SCALE_OPEN, 3, 4, 5, 10},
                               .texts = {"a walk", NULL, "time"},
                               .draft = "new-1"};
    struct fault *fault = &room->fault;
    int64_t id;
    size_t drafts;
    room_open(room);
    must(room, store_draft_set(room->store, CHECK_IN_DRAFTS, "new-1", "calm", "1", 1, fault));
    must(room, store_check_in_add(room->store, &new, &id, fault));
    must(room, store_check_in_get(room->store, id, &check_in, NULL, fault));
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        assert_int_equal(new.scales[i], check_in.scales[i]);
        assert_int_equal(SCALE_OPEN, check_in.partner.scales[i]);
    }
    assert_string_equal("a walk", check_in.texts[TEXT_WENT_WELL]);
    assert_string_equal("", check_in.texts[TEXT_WAS_HARD]);
    assert_string_equal("time", check_in.texts[TEXT_ASK_FOR]);
    assert_int_equal(99, check_in.record.made_at);
    assert_int_equal(TODAY, check_in.record.day);
    assert_int_equal(0, check_in.partner.record.id);
    assert_string_equal("", check_in.partner.label);
    check_in_free(&check_in);
    must(room, store_draft_count(room->store, CHECK_IN_DRAFTS, &drafts, fault));
    assert_int_equal(0, drafts);
    new.scales[SCALE_SAFETY] = 2;
    new.scales[SCALE_CALM] = SCALE_OPEN;
    new.texts[TEXT_WENT_WELL] = "";
    new.day = TODAY - 1;
    must(room, store_check_in_change(room->store, id, 1, &new, fault));
    must_fail(room, ERR_CONFLICT, store_check_in_change(room->store, id, 1, &new, fault));
    must(room, store_check_in_get(room->store, id, &check_in, NULL, fault));
    assert_int_equal(2, check_in.scales[SCALE_SAFETY]);
    assert_int_equal(SCALE_OPEN, check_in.scales[SCALE_CALM]);
    assert_string_equal("", check_in.texts[TEXT_WENT_WELL]);
    assert_int_equal(TODAY - 1, check_in.record.day);
    check_in_free(&check_in);
    assert_false(home_holds(room, "a walk"));
}

static void bad_check_ins_are_refused(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    struct check_in check_in;
    struct check_in_new empty = checked(TODAY, SCALE_OPEN, "");
    struct check_in_new much = checked(TODAY, SCALE_MOST + 1, "");
    struct check_in_new below = checked(TODAY, -2, "");
    room_open(room);
    must_fail(room, ERR_INPUT, store_check_in_add(room->store, &empty, NULL, fault));
    must_fail(room, ERR_INPUT, store_check_in_add(room->store, &much, NULL, fault));
    must_fail(room, ERR_INPUT, store_check_in_add(room->store, &below, NULL, fault));
    must_fail(room, ERR_NOT_FOUND, store_check_in_get(room->store, 1, &check_in, NULL, fault));
    int64_t id = check_in_on(room, TODAY, SCALE_OPEN, "only words");
    must_fail(room, ERR_INPUT, store_check_in_change(room->store, id, 1, &empty, fault));
    int64_t other = promise_to(room, "x");
    must_fail(room, ERR_NOT_FOUND, store_check_in_get(room->store, other, &check_in, NULL, fault));
}

/* ---- what two people showed ---- */

static void what_both_chose_is_a_part_of_the_check_in(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    struct check_in check_in;
    struct check_in_shown shown = shown_by("Sam", 7, "the garden");
    int64_t shown_id;
    room_open(room);
    must_fail(room, ERR_NOT_FOUND, store_check_in_show(room->store, 1, &shown, NULL, fault));
    int64_t id = check_in_on(room, TODAY, 5, "mine");
    check_in_on(room, TODAY, 6, "alone");
    must(room, store_check_in_show(room->store, id, &shown, &shown_id, fault));
    must_fail(room, ERR_CONFLICT, store_check_in_show(room->store, id, &shown, NULL, fault));
    must(room, store_check_in_get(room->store, id, &check_in, NULL, fault));
    assert_int_equal(shown_id, check_in.partner.record.id);
    assert_string_equal("Sam", check_in.partner.label);
    assert_int_equal(7, check_in.partner.scales[SCALE_CLOSENESS]);
    assert_int_equal(SCALE_OPEN, check_in.partner.scales[SCALE_TRUST_SELF]);
    assert_int_equal(SCALE_OPEN, check_in.partner.scales[SCALE_SAFETY]);
    assert_string_equal("the garden", check_in.partner.texts[TEXT_WENT_WELL]);
    assert_string_equal("mine", check_in.texts[TEXT_WENT_WELL]);
    check_in_free(&check_in);
    expect_records(room, "garden", "shown 3 of 1");
    must(room, store_record_delete(room->store, shown_id, fault));
    must(room, store_check_in_get(room->store, id, &check_in, NULL, fault));
    assert_int_equal(0, check_in.partner.record.id);
    check_in_free(&check_in);
    assert_false(home_holds(room, "the garden"));
    assert_false(home_holds(room, "Sam"));
    must(room, store_check_in_show(room->store, id, &shown, NULL, fault));
    must(room, store_record_delete(room->store, id, fault));
    assert_false(home_holds(room, "the garden"));
}

static void safety_and_boundaries_of_another_are_never_kept(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    struct check_in_shown shown = shown_by("Sam", SCALE_OPEN, NULL);
    room_open(room);
    int64_t id = check_in_on(room, TODAY, 5, "mine");
    must_fail(room, ERR_INPUT, store_check_in_show(room->store, id, &shown, NULL, fault));
    shown.scales[SCALE_CALM] = 11;
    must_fail(room, ERR_INPUT, store_check_in_show(room->store, id, &shown, NULL, fault));
    shown.scales[SCALE_CALM] = 5;
    shown.scales[SCALE_SAFETY] = 5;
    must_fail(room, ERR_INPUT, store_check_in_show(room->store, id, &shown, NULL, fault));
    shown.scales[SCALE_SAFETY] = SCALE_OPEN;
    shown.scales[SCALE_BOUNDARIES] = 0;
    must_fail(room, ERR_INPUT, store_check_in_show(room->store, id, &shown, NULL, fault));
    shown.scales[SCALE_BOUNDARIES] = SCALE_OPEN;
    must(room, store_check_in_show(room->store, id, &shown, NULL, fault));
}

/* ---- lists ---- */

static void pages_go_from_the_newest_day_backwards(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    struct check_ins page;
    struct check_in check_in, earlier;
    struct record_place place = {0};
    size_t count, seen = 0;
    room_open(room);
    must(room, store_check_in_page(room->store, place, 9, &page, fault));
    assert_int_equal(0, page.count);
    for (int i = 0; i < 20; i++)
        check_in_on(room, TODAY - i * 7 % 20 / 2, i % 11, "x");
    must(room, store_record_trash(room->store, 4, fault));
    must(room, store_check_in_count(room->store, &count, fault));
    assert_int_equal(19, count);
    do {
        must(room, store_check_in_page(room->store, place, 6, &page, fault));
        for (size_t i = 0; i < page.count; i++) {
            const struct record *record = &page.items[i].record;
            if (place.id)
                assert_true(record->day < place.day ||
                            (record->day == place.day && record->id < place.id));
            if (place.id) {
                must(room, store_check_in_get(room->store, place.id, &check_in, &earlier, fault));
                assert_int_equal(record->id, earlier.record.id);
                check_in_free(&check_in);
                check_in_free(&earlier);
            }
            place = (struct record_place){record->day, record->id};
        }
        count = page.count;
        seen += count;
        check_ins_free(&page);
    } while (count == 6);
    assert_int_equal(19, seen);
    must(room, store_check_in_get(room->store, place.id, &check_in, &earlier, fault));
    assert_int_equal(0, earlier.record.id);
    assert_null(earlier.texts[0]);
    check_in_free(&check_in);
    check_in_free(&earlier);
}

static void series_leave_out_what_was_left_open(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    struct check_in_value *values;
    struct check_in_point *points;
    size_t count;
    room_open(room);
    must(room, store_check_in_series(room->store, SCALE_CALM, INT32_MIN, INT32_MAX, &values, &count,
                                     fault));
    assert_int_equal(0, count);
    check_in_on(room, TODAY, 3, "");
    check_in_on(room, TODAY - 7, SCALE_OPEN, "x");
    check_in_on(room, TODAY - 14, 0, "");
    check_in_on(room, TODAY - 400, 10, "");
    int64_t thrown = check_in_on(room, TODAY, 9, "");
    must(room, store_record_trash(room->store, thrown, fault));
    must(room, store_check_in_series(room->store, SCALE_TRUST_SELF, TODAY - 365, TODAY, &values,
                                     &count, fault));
    assert_int_equal(2, count);
    assert_int_equal(TODAY - 14, values[0].day);
    assert_int_equal(0, values[0].value);
    assert_int_equal(3, values[0].id);
    assert_int_equal(3, values[1].value);
    free(values);
    must(room, store_check_in_series(room->store, SCALE_CALM, INT32_MIN, INT32_MAX, &values, &count,
                                     fault));
    assert_int_equal(0, count);
    free(values);
    must(room, store_check_in_points(room->store, INT32_MIN, TODAY - 7, &points, &count, fault));
    assert_int_equal(3, count);
    assert_int_equal(TODAY - 400, points[0].day);
    assert_int_equal(10, points[0].scales[SCALE_TRUST_SELF]);
    assert_int_equal(SCALE_OPEN, points[0].scales[SCALE_CALM]);
    assert_int_equal(SCALE_OPEN, points[2].scales[SCALE_TRUST_SELF]);
    free(points);
}

/* Each scale has a column of its own, in whatever order they are named. */
static void no_scale_is_taken_for_another(void **state)
{
    struct room *room = *state;
    struct check_in_value *values;
    size_t count;
    struct check_in_new new = {.day = TODAY, .scales = {1, 2, 3, 4, 5, 6, 7}};
    room_open(room);
    must(room, store_check_in_add(room->store, &new, NULL, &room->fault));
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        must(room, store_check_in_series(room->store, (enum check_in_scale)i, TODAY, TODAY, &values,
                                         &count, &room->fault));
        assert_int_equal(1, count);
        assert_int_equal(i + 1, values[0].value);
        free(values);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_check_in_is_as_it_was_given),
        TEST(bad_check_ins_are_refused),
        TEST(what_both_chose_is_a_part_of_the_check_in),
        TEST(safety_and_boundaries_of_another_are_never_kept),
        TEST(pages_go_from_the_newest_day_backwards),
        TEST(series_leave_out_what_was_left_open),
        TEST(no_scale_is_taken_for_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
