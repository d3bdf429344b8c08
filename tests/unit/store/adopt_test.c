/* Answers of lessons become records, each once. */
#include "records.h"

static const struct adopt_source sources[] = {
    {"3", "3.4", "first-promise", ADOPT_PROMISE},
    {"3", "3.5", "open-try", ADOPT_EXPERIMENT},
    {"9", "9.2", "first-check-in", ADOPT_CHECK_IN},
    {"9", "9.2", "first-check-in-alone", ADOPT_CHECK_IN},
};
enum { SOURCES = sizeof sources / sizeof sources[0] };

static int32_t test_day(int64_t wall)
{
    return (int32_t)(wall / 86400);
}

/* PAIRS: keys and values by turns, NULL at the end. */
static int64_t answer(struct room *room, const char *lesson, const char *exercise,
                      const char *const *pairs)
{
    struct pairs values = {0};
    int64_t id;
    for (; *pairs; pairs += 2)
        must(room, pairs_set(&values, pairs[0], pairs[1], &room->fault));
    must(room, store_answer_add(room->store, lesson, exercise, "kind", &values, &id, &room->fault));
    pairs_free(&values);
    return id;
}

#define ANSWER(lesson, exercise, ...)                                                              \
    answer(room, lesson, exercise, (const char *const[]){__VA_ARGS__, NULL, NULL})

static void expect_adopted(struct room *room, size_t expected)
{
    size_t count;
    must(room, store_adopt(room->store, sources, SOURCES, TODAY, test_day, &count, &room->fault));
    assert_int_equal(expected, count);
}

static void promises_are_adopted(void **state)
{
    struct room *room = *state;
    struct promises list;
    room_open(room);
    expect_adopted(room, 0);
    assert_false(store_exists(room->store));
    int64_t made_at = clock_wall(&room->clock);
    int64_t first =
        ANSWER("3", "first-promise", "when", "I wake", "will", "drink tea", "often", "daily");
    ANSWER("3", "first-promise", "when", "only when");
    ANSWER("3", "first-promise", "will", "once", "often", "once");
    ANSWER("3", "first-promise", "will", "weekly", "often", "weekly");
    ANSWER("3", "first-promise", "will", "moment", "often", "moment");
    ANSWER("3", "first-promise", "will", "unsaid");
    ANSWER("3", "other", "will", "not asked for");
    clock_advance(&room->clock, 90000);
    expect_adopted(room, 5);
    must(room, store_promise_list(room->store, PROMISES_HELD, TODAY, 0, &list, &room->fault));
    assert_int_equal(5, list.count);
    const struct promise *p = &list.items[0];
    assert_string_equal("I wake", p->when);
    assert_string_equal("drink tea", p->will);
    assert_string_equal("", p->text);
    assert_false(p->between_us);
    assert_int_equal(SCHEDULE_DAILY, p->schedule.kind);
    assert_int_equal(TODAY, p->record.day);
    assert_int_equal(made_at, p->record.made_at);
    assert_string_equal("3", p->record.origin.lesson);
    assert_string_equal("3.4", p->record.origin.page);
    assert_int_equal(first, p->record.origin.answer);
    assert_int_equal(SCHEDULE_ONCE, list.items[1].schedule.kind);
    assert_int_equal(TODAY + 6, list.items[1].schedule.by);
    for (size_t i = 2; i < 5; i++) {
        assert_int_equal(SCHEDULE_WEEKLY, list.items[i].schedule.kind);
        assert_int_equal(1, list.items[i].schedule.times);
    }
    promises_free(&list);
    expect_records(room, "tea", "promise 1 of 1");
}

static void experiments_are_adopted(void **state)
{
    struct room *room = *state;
    struct experiments list;
    room_open(room);
    ANSWER("3", "open-try", "try", "ask", "risk", "7", "prediction", "yes", "know", "on Friday");
    ANSWER("3", "open-try", "risk", "7");
    ANSWER("3", "open-try", "try", "b", "risk", "11");
    ANSWER("3", "open-try", "try", "c", "risk", "3x");
    expect_adopted(room, 3);
    must(room, store_experiment_list(room->store, TODAY, false, &list, &room->fault));
    assert_int_equal(3, list.count);
    const struct experiment *e = &list.items[2];
    assert_string_equal("ask", e->what);
    assert_string_equal("yes", e->prediction);
    assert_string_equal("on Friday", e->know);
    assert_int_equal(7, e->risk);
    assert_int_equal(EXPERIMENT_OPEN, e->predicted);
    assert_int_equal(DAY_OPEN, e->know_day);
    assert_int_equal(test_day(clock_wall(&room->clock)), e->record.day);
    assert_int_equal(EXPERIMENT_OPEN, list.items[0].risk);
    assert_int_equal(EXPERIMENT_OPEN, list.items[1].risk);
    experiments_free(&list);
}

static void check_ins_are_adopted(void **state)
{
    struct room *room = *state;
    struct check_ins page;
    static const int wanted[] = {0, 1, 2, 3, 4, 5, 10};
    room_open(room);
    ANSWER("9", "first-check-in", "calm", "10", "partner", "0", "self", "1", "safety", "2",
           "closeness", "3", "communication", "4", "boundaries", "5");
    ANSWER("9", "first-check-in-alone", "self", "6", "limits", "9", "rest", "1");
    ANSWER("9", "first-check-in-alone", "limits", "9");
    expect_adopted(room, 2);
    must(room, store_check_in_page(room->store, (struct record_place){0}, 9, &page, &room->fault));
    assert_int_equal(2, page.count);
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        assert_int_equal(wanted[i], page.items[1].scales[i]);
        assert_int_equal(i == SCALE_TRUST_SELF ? 6 : SCALE_OPEN, page.items[0].scales[i]);
    }
    check_ins_free(&page);
}

static void each_answer_is_adopted_once(void **state)
{
    struct room *room = *state;
    struct answers answers;
    struct fault *fault = &room->fault;
    room_open(room);
    ANSWER("3", "first-promise", "will", "one");
    ANSWER("3", "first-promise", "when", "nothing promised");
    int64_t third = ANSWER("3", "first-promise", "will", "two");
    struct store *other = room_open_another(room);
    must(room, store_adopt(other, sources, SOURCES, TODAY, test_day, NULL, fault));
    store_close(other);
    expect_adopted(room, 0);
    must(room, store_record_delete(room->store, 1, fault));
    must(room, store_answer_delete(room->store, third, fault));
    expect_adopted(room, 0);
    ANSWER("3", "first-promise", "will", "three");
    expect_adopted(room, 1);
    expect_records(room, "one", "");
    expect_records(room, "two", "promise 2 of 2");
    expect_records(room, "three", "promise 3 of 3");
    must(room, store_answer_list(room->store, "3", "first-promise", 9, &answers, fault));
    assert_int_equal(3, answers.count);
    answers_free(&answers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(promises_are_adopted),
        TEST(experiments_are_adopted),
        TEST(check_ins_are_adopted),
        TEST(each_answer_is_adopted_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
