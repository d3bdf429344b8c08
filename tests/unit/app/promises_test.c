/* Promises across store, rules and lessons: which day it is, what is adopted, what rules are told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "mend/app/promises.h"
#include "support/book.h"
#include "support/pledge.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void must(enum err err, const struct fault *fault)
{
    if (err)
        fail_msg("%s", fault->text);
}

/* ---- days ---- */

static const char *const zones[] = {
    "UTC0",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "EST5EDT,M3.2.0,M11.1.0",
    "IST-5:30",
    "<+14>-14",
    "<-12>12",
    "<+1245>-12:45",
};

static void set_zone(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

/* The person's day at NOW, local time, when their days end at HOUR (-1: they never said). */
static int32_t today_at(const char *home, const char *now, int hour)
{
    struct clock clock;
    struct fault fault = {0};
    struct session *session = NULL;
    must(clock_init(&clock, now, true, &fault), &fault);
    struct session_options options = {home, getenv("MEND_CONTENT"), &clock};
    must(session_open(&options, &session, &fault), &fault);
    if (hour >= 0)
        must(session_set_day_ends(session, hour, &fault), &fault);
    int32_t today = session_today(session);
    session_close(session);
    return today;
}

static void test_the_end_of_the_day(void **state)
{
    (void)state;
    static const struct {
        const char *now;
        int hour;
        int32_t day;
    } rows[] = {
        {"2026-11-21T04:00:00", -1, PLEDGE_TODAY},
        {"2026-11-21T12:00:00", -1, PLEDGE_TODAY},
        {"2026-11-21T23:59:59", -1, PLEDGE_TODAY},
        {"2026-11-22T00:00:00", -1, PLEDGE_TODAY},
        {"2026-11-22T03:59:59", -1, PLEDGE_TODAY},
        {"2026-11-22T04:00:00", -1, PLEDGE_TODAY + 1},
        {"2026-11-22T00:00:00", 0, PLEDGE_TODAY + 1},
        {"2026-11-21T23:59:59", 0, PLEDGE_TODAY},
        {"2026-11-22T11:59:59", 12, PLEDGE_TODAY},
        {"2026-11-22T12:00:00", 12, PLEDGE_TODAY + 1},
        {"2026-11-22T04:00:00", 99, PLEDGE_TODAY + 1},
        {"2026-11-22T03:59:59", 99, PLEDGE_TODAY},
    };
    for (size_t z = 0; z < COUNT(zones); z++) {
        set_zone(zones[z]);
        for (size_t i = 0; i < COUNT(rows); i++) {
            char *home = book_home(false);
            int32_t day = today_at(home, rows[i].now, rows[i].hour);
            if (day != rows[i].day)
                fail_msg("%s, %s, days end at %d: day %d and not %d", zones[z], rows[i].now,
                         rows[i].hour, day, rows[i].day);
            folder_remove(home);
        }
    }
    set_zone("UTC0");
}

/* Where clocks go forward over the end of the day, or back over it, a day comes once. */
static void test_the_end_of_the_day_where_clocks_change(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *from;
        int hour;
    } nights[] = {
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-28T22:00:00", 2},
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-24T22:00:00", 2},
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-24T22:00:00", 3},
        {"EST5EDT,M3.2.0,M11.1.0", "2026-03-07T22:00:00", 2},
        {"EST5EDT,M3.2.0,M11.1.0", "2026-10-31T22:00:00", 1},
        {"EST5EDT,M3.2.0,M11.1.0", "2026-10-31T22:00:00", 4},
    };
    for (size_t i = 0; i < COUNT(nights); i++) {
        set_zone(nights[i].zone);
        char *home = book_home(false);
        struct clock clock;
        struct fault fault = {0};
        struct session *session = NULL;
        must(clock_init(&clock, nights[i].from, true, &fault), &fault);
        struct session_options options = {home, getenv("MEND_CONTENT"), &clock};
        must(session_open(&options, &session, &fault), &fault);
        must(session_set_day_ends(session, nights[i].hour, &fault), &fault);
        int32_t day = session_today(session);
        int changes = 0;
        for (int minutes = 0; minutes < 12 * 60; minutes += 10) {
            clock_advance(&clock, 10 * 60 * 1000);
            int32_t now = session_today(session);
            assert_true(now == day || now == day + 1);
            changes += now != day;
            day = now;
        }
        assert_int_equal(changes, 1);
        session_close(session);
        folder_remove(home);
    }
    set_zone("UTC0");
}

static void test_days_before_there_is_a_home(void **state)
{
    (void)state;
    char *home = folder_make();
    assert_int_equal(today_at(home, "2026-11-22T03:59:59", -1), PLEDGE_TODAY);
    assert_int_equal(today_at(home, "2026-11-22T04:00:00", -1), PLEDGE_TODAY + 1);
    folder_remove(home);
}

/* ---- adopting ---- */

/* PAIRS: keys and values by turns, NULL at the end. AT_ONCE: as the program answers. */
static void answer(struct session *session, bool at_once, const char *exercise, const char *kind,
                   const char *const *pairs)
{
    struct pairs values = {0};
    struct fault fault = {0};
    for (; *pairs; pairs += 2)
        must(pairs_set(&values, pairs[0], pairs[1], &fault), &fault);
    if (at_once)
        must(session_answer(session, "3", exercise, kind, &values, NULL, &fault), &fault);
    else
        must(store_answer_add(session_store(session), "3", exercise, kind, &values, NULL, &fault),
             &fault);
    pairs_free(&values);
}

static const char *const tea[] = {"when", "I wake", "will", "drink tea", "often", "daily", NULL};
static const char *const water[] = {"will", "drink water", NULL};
static const char *const call[] = {"try", "ask for a call", "prediction", "none", NULL};

static void expect_records(struct session *session, size_t promises, size_t tries)
{
    struct promises held = {0};
    struct experiments experiments = {0};
    struct fault fault = {0};
    struct store *store = session_store(session);
    must(store_promise_list(store, PROMISES_HELD, PLEDGE_TODAY, 0, &held, &fault), &fault);
    must(store_experiment_list(store, PLEDGE_TODAY, false, &experiments, &fault), &fault);
    assert_int_equal(held.count, promises);
    assert_int_equal(experiments.count, tries);
    promises_free(&held);
    experiments_free(&experiments);
}

/* What was answered by a program that knew no promises becomes one, once. */
static void test_adopted_once_and_not_twice(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    struct fault fault = {0};
    answer(session, false, "first-promise", "promise", tea);
    answer(session, false, "open-try", "experiment", call);
    answer(session, false, "own-try", "experiment", call);
    answer(session, false, "small-victory", "reflect", water); /* none of these */
    expect_records(session, 0, 0);
    for (int i = 0; i < 3; i++) {
        must(session_adopt(session, &fault), &fault);
        expect_records(session, 1, 2);
    }
    session_close(session);
    session = book_open(home); /* nor by another session */
    must(session_adopt(session, &fault), &fault);
    expect_records(session, 1, 2);
    struct promise promise = {0};
    struct promises held = {0};
    must(store_promise_list(session_store(session), PROMISES_HELD, PLEDGE_TODAY, 0, &held, &fault),
         &fault);
    int64_t id = held.items[0].record.id;
    must(store_promise_get(session_store(session), id, &promise, &fault), &fault);
    assert_string_equal(promise.when, "I wake");
    assert_string_equal(promise.will, "drink tea");
    assert_int_equal(promise.schedule.kind, SCHEDULE_DAILY);
    assert_int_equal(promise.record.day, PLEDGE_TODAY);
    assert_string_equal(promise.record.origin.lesson, "3");
    assert_string_equal(promise.record.origin.page, "3.4");
    promise_free(&promise);
    promises_free(&held);
    must(store_record_delete(session_store(session), id, &fault), &fault);
    must(session_adopt(session, &fault), &fault); /* what was deleted does not come back */
    expect_records(session, 0, 2);
    session_close(session);
    folder_remove(home);
}

static void test_adopted_at_once(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    struct fault fault = {0};
    answer(session, true, "first-promise", "promise", tea);
    expect_records(session, 1, 0);
    answer(session, true, "first-promise", "promise", tea); /* the same is no answer anew */
    expect_records(session, 1, 0);
    answer(session, true, "open-try", "experiment", call);
    expect_records(session, 1, 1);
    must(session_adopt(session, &fault), &fault);
    expect_records(session, 1, 1);
    answer(session, true, "first-promise", "promise", water);
    expect_records(session, 2, 1);
    session_close(session);
    folder_remove(home);
}

static void test_nothing_to_adopt(void **state)
{
    (void)state;
    char *home = folder_make();
    struct session *session = book_open(home);
    struct fault fault = {0};
    must(session_adopt(session, &fault), &fault);
    assert_false(store_exists(session_store(session)));
    session_close(session);
    folder_remove(home);
    home = book_home(true);
    struct session_options options = {home, getenv("MEND_CONTENT"), &(struct clock){0}};
    must(session_open(&options, &session, &fault), &fault);
    assert_true(session_is_locked(session));
    must(session_adopt(session, &fault), &fault); /* there is no store while it is locked */
    session_close(session);
    folder_remove(home);
}

/* ---- what the rules are told ---- */

static void test_history_of(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    struct store *store = session_store(session);
    struct fault fault = {0};
    int64_t one = pledge_add(session, "one", PLEDGE_WEEKLY(3), PLEDGE_TODAY - 40);
    int64_t two = pledge_add(session, "two", PLEDGE_DAILY, PLEDGE_TODAY - 30);
    pledge_rest(session, one, PLEDGE_TODAY - 20, PLEDGE_TODAY - 15);
    pledge_rest(session, one, PLEDGE_TODAY - 5, INT32_MAX);
    must(store_promise_end(store, two, PLEDGE_TODAY - 1, &fault), &fault);
    for (int i = 12; i > 0; i--) {
        pledge_mark(session, one, PLEDGE_TODAY - 2 * i, MARK_KEPT, "");
        pledge_mark(session, two, PLEDGE_TODAY - 2 * i, MARK_NOT, "");
        pledge_mark(session, two, PLEDGE_TODAY - 2 * i + 1, MARK_PARTLY, "with words");
    }
    struct promise_marks marks = {0};
    must(store_mark_list(store, 0, INT32_MIN, PLEDGE_TODAY, &marks, &fault), &fault);
    assert_int_equal(marks.count, 36);
    struct mark *room = calloc(marks.count, sizeof *room);
    struct pause pauses[2];
    struct promise promise = {0};

    must(store_promise_get(store, one, &promise, &fault), &fault);
    struct promise_history history = promise_history_of(&promise, &marks, room, pauses);
    assert_int_equal(history.schedule.kind, SCHEDULE_WEEKLY);
    assert_int_equal(history.schedule.times, 3);
    assert_int_equal(history.from, PLEDGE_TODAY - 40);
    assert_int_equal(history.until, INT32_MAX);
    assert_int_equal(history.pause_count, 2);
    assert_int_equal(history.pauses[0].from, PLEDGE_TODAY - 20);
    assert_int_equal(history.pauses[0].to, PLEDGE_TODAY - 15);
    assert_int_equal(history.pauses[1].from, PLEDGE_TODAY - 5);
    assert_int_equal(history.pauses[1].to, INT32_MAX);
    assert_int_equal(history.mark_count, 12);
    for (size_t i = 0; i < history.mark_count; i++) {
        assert_int_equal(history.marks[i].kind, MARK_KEPT);
        assert_int_equal(history.marks[i].day, PLEDGE_TODAY - 24 + 2 * (int)i);
    }
    assert_true(promise_rests(&history, PLEDGE_TODAY));
    promise_free(&promise);

    must(store_promise_get(store, two, &promise, &fault), &fault);
    history = promise_history_of(&promise, &marks, room, pauses);
    assert_int_equal(history.until, PLEDGE_TODAY - 1);
    assert_int_equal(history.pause_count, 0);
    assert_int_equal(history.mark_count, 24);
    for (size_t i = 1; i < history.mark_count; i++) /* as the rules want them */
        assert_true(history.marks[i - 1].day < history.marks[i].day);
    promise_free(&promise);

    free(room);
    promise_marks_free(&marks);
    session_close(session);
    folder_remove(home);
}

/* Days gone by up to one; but all of what is to be kept once, the oldest first. */
static void test_marks_reach_back(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    struct store *store = session_store(session);
    struct fault fault = {0};
    int64_t once = pledge_add(session, "once", PLEDGE_ONCE(PLEDGE_TODAY - 100), PLEDGE_TODAY - 200);
    int64_t daily = pledge_add(session, "daily", PLEDGE_DAILY, PLEDGE_TODAY - 200);
    static const int back[] = {150, 120, 31, 30, 1, 0};
    for (size_t i = 0; i < COUNT(back); i++) {
        pledge_mark(session, once, PLEDGE_TODAY - back[i], MARK_PARTLY, "words");
        pledge_mark(session, daily, PLEDGE_TODAY - back[i], MARK_KEPT, "words");
    }
    struct promises promises = {0};
    struct promise_marks marks = {0};
    must(store_promise_list(store, PROMISES_HELD, PLEDGE_TODAY, 0, &promises, &fault), &fault);
    must(session_marks(session, &promises, PLEDGE_TODAY - 30, &marks, &fault), &fault);
    assert_int_equal(marks.count, 6 + 3);
    struct mark room[9];
    for (size_t i = 0; i < promises.count; i++) {
        bool is_once = promises.items[i].record.id == once;
        struct promise_history history = promise_history_of(&promises.items[i], &marks, room, NULL);
        assert_int_equal(history.mark_count, is_once ? 6 : 3);
        for (size_t j = 0; j < history.mark_count; j++)
            assert_int_equal(room[j].day, PLEDGE_TODAY - back[is_once ? j : j + 3]);
    }
    promise_marks_free(&marks);
    promises_free(&promises);
    session_close(session);
    folder_remove(home);
}

static void test_words(void **state)
{
    (void)state;
    static const struct {
        char text[16], when[16], will[16];
        const char *words;
    } rows[] = {
        {"", "I wake", "drink tea", "When I wake, I will drink tea"},
        {"", "", "drink tea", "I will drink tea"},
        {"ten minutes", "", "", "ten minutes"},
        {"ten minutes", "I wake", "go out", "ten minutes"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[16], when[16], will[16];
        memcpy(text, rows[i].text, sizeof text);
        memcpy(when, rows[i].when, sizeof when);
        memcpy(will, rows[i].will, sizeof will);
        struct promise promise = {.text = text, .when = when, .will = will};
        struct str out = {0};
        promise_put_words(&out, &promise);
        assert_string_equal(str_text(&out), rows[i].words);
        str_free(&out);
    }
}

int main(void)
{
    set_zone("UTC0");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_end_of_the_day),
        cmocka_unit_test(test_the_end_of_the_day_where_clocks_change),
        cmocka_unit_test(test_days_before_there_is_a_home),
        cmocka_unit_test(test_adopted_once_and_not_twice),
        cmocka_unit_test(test_adopted_at_once),
        cmocka_unit_test(test_nothing_to_adopt),
        cmocka_unit_test(test_history_of),
        cmocka_unit_test(test_marks_reach_back),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
