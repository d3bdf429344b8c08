/* Trust experiments: planned, concluded, listed. */
#include "records.h"

static void a_plan_and_its_outcome_are_as_they_were_given(void **state)
{
    struct room *room = *state;
    struct experiment experiment;
    struct fault *fault = &room->fault;
    struct experiment_new new = {.plan = {"ask Hana to text", "late", "on Friday", 4, 6, TODAY + 3},
                                 .day = TODAY,
                                 .origin = {"3", "3.5", 8}};
    struct experiment_outcome outcome = {"she texted", "it was fine", 8, TODAY + 4};
    int64_t id;
    room_open(room);
    must_fail(room, ERR_NOT_FOUND, store_experiment_get(room->store, 1, &experiment, fault));
    must(room, store_experiment_add(room->store, &new, &id, fault));
    must(room, store_experiment_get(room->store, id, &experiment, fault));
    assert_string_equal("ask Hana to text", experiment.what);
    assert_string_equal("late", experiment.prediction);
    assert_string_equal("on Friday", experiment.know);
    assert_int_equal(4, experiment.risk);
    assert_int_equal(6, experiment.predicted);
    assert_int_equal(TODAY + 3, experiment.know_day);
    assert_string_equal("", experiment.happened);
    assert_int_equal(EXPERIMENT_OPEN, experiment.actual);
    assert_int_equal(DAY_OPEN, experiment.concluded);
    assert_string_equal("3.5", experiment.record.origin.page);
    experiment_free(&experiment);
    must(room, store_experiment_conclude(room->store, id, 1, &outcome, NULL, fault));
    new.plan.prediction = "on time";
    new.plan.risk = EXPERIMENT_OPEN;
    new.plan.know_day = DAY_OPEN;
    must_fail(room, ERR_CONFLICT,
              store_experiment_change(room->store, id, 1, &new.plan, NULL, fault));
    must(room, store_experiment_change(room->store, id, 2, &new.plan, NULL, fault));
    must(room, store_experiment_get(room->store, id, &experiment, fault));
    assert_string_equal("on time", experiment.prediction);
    assert_string_equal("she texted", experiment.happened);
    assert_string_equal("it was fine", experiment.learned);
    assert_int_equal(8, experiment.actual);
    assert_int_equal(TODAY + 4, experiment.concluded);
    assert_int_equal(EXPERIMENT_OPEN, experiment.risk);
    assert_int_equal(DAY_OPEN, experiment.know_day);
    experiment_free(&experiment);
    outcome.day = DAY_OPEN;
    must(room, store_experiment_conclude(room->store, id, 3, &outcome, NULL, fault));
    must(room, store_experiment_get(room->store, id, &experiment, fault));
    assert_string_equal("", experiment.happened);
    assert_int_equal(EXPERIMENT_OPEN, experiment.actual);
    assert_int_equal(DAY_OPEN, experiment.concluded);
    experiment_free(&experiment);
    assert_false(home_holds(room, "it was fine"));
}

static void bad_experiments_are_refused(void **state)
{
    struct room *room = *state;
    struct fault *fault = &room->fault;
    static const struct experiment_new bad[] = {
        {.plan = {.what = ""}},
        {.plan = {.prediction = "x"}},
        {.plan = {.what = "x", .risk = 11}},
        {.plan = {.what = "x", .risk = -2}},
        {.plan = {.what = "x", .predicted = 11}},
    };
    room_open(room);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        must_fail(room, ERR_INPUT, store_experiment_add(room->store, &bad[i], NULL, fault));
    int64_t id = experiment_with(room, "x", DAY_OPEN);
    must_fail(room, ERR_INPUT,
              store_experiment_conclude(room->store, id, 1,
                                        &(struct experiment_outcome){.actual = 11}, NULL, fault));
    must_fail(room, ERR_NOT_FOUND,
              store_experiment_conclude(room->store, id + 1, 1,
                                        &(struct experiment_outcome){.actual = 1}, NULL, fault));
}

static void expect_list(struct room *room, bool trash, const char *expected)
{
    struct experiments list;
    struct str got = {0};
    must(room, store_experiment_list(room->store, TODAY, trash, &list, &room->fault));
    for (size_t i = 0; i < list.count; i++)
        str_printf(&got, "%s ", list.items[i].what);
    assert_string_equal(expected, str_text(&got));
    str_free(&got);
    experiments_free(&list);
}

static void those_whose_day_has_come_stand_first(void **state)
{
    struct room *room = *state;
    struct experiment_outcome outcome = {NULL, NULL, EXPERIMENT_OPEN, TODAY - 9};
    room_open(room);
    expect_list(room, false, "");
    experiment_with(room, "done-early", TODAY - 5);
    experiment_with(room, "someday", DAY_OPEN);
    experiment_with(room, "tomorrow", TODAY + 1);
    experiment_with(room, "today", TODAY);
    experiment_with(room, "done-late", TODAY + 5);
    experiment_with(room, "overdue", TODAY - 30);
    experiment_with(room, "later", TODAY + 9);
    must(room, store_experiment_conclude(room->store, 1, 1, &outcome, NULL, &room->fault));
    outcome.day = TODAY;
    must(room, store_experiment_conclude(room->store, 5, 1, &outcome, NULL, &room->fault));
    expect_list(room, false, "overdue today tomorrow later someday done-late done-early ");
    must(room, store_record_trash(room->store, 6, &room->fault));
    expect_list(room, false, "today tomorrow later someday done-late done-early ");
    expect_list(room, true, "overdue ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_plan_and_its_outcome_are_as_they_were_given),
        TEST(bad_experiments_are_refused),
        TEST(those_whose_day_has_come_stand_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
