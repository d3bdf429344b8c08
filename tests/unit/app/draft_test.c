/* What is typed is kept: gathered, written by the second thread, tried again, never overwritten. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "mend/app/session.h"
#include "support/folder.h"

struct desk {
    char *home;
    struct clock clock;
};

static const struct draft_name name = {"1", "words", "text"};

static int set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    desk->home = folder_make();
    enum err err = clock_init(&desk->clock, "2026-11-21T22:00:00", true, NULL);
    *state = desk;
    return err == OK ? 0 : -1;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    folder_remove(desk->home);
    free(desk);
    return 0;
}

static struct session *open_session(struct desk *desk)
{
    struct session *session = NULL;
    struct fault fault = {0};
    struct session_options options = {desk->home, getenv("MEND_CONTENT"), &desk->clock};
    if (session_open(&options, &session, &fault))
        fail_msg("%s", fault.text);
    return session;
}

static void type(struct buffer *buffer, const char *text)
{
    for (; *text; text++)
        assert_int_equal(buffer_replace(buffer, buffer_length(buffer), 0, text, 1, NULL, NULL), OK);
}

static void pass(struct desk *desk, struct session *session, int milliseconds)
{
    clock_advance(&desk->clock, milliseconds);
    session_tick(session);
    session_drain(session);
    session_tick(session); /* a first write sets a base: that comes due at once */
    session_drain(session);
}

static void expect_draft(struct session *session, const char *expected)
{
    struct pairs values = {0};
    assert_int_equal(
        store_draft_load(session_store(session), name.lesson, name.exercise, &values, NULL), OK);
    const char *text = pairs_get(&values, name.key);
    assert_string_equal(text ? text : "", expected);
    pairs_free(&values);
}

static void test_typing_is_kept_within_a_second(void **state)
{
    struct desk *desk = *state;
    struct session *session = open_session(desk);
    struct buffer *buffer = buffer_new("", 0);
    struct draft_text *draft = session_draft_open(session, name, buffer);
    assert_int_equal(session_due(session), -1);
    type(buffer, "I am here");
    assert_int_equal(session_due(session), SESSION_DRAFT_DELAY);
    expect_draft(session, "");
    pass(desk, session, SESSION_DRAFT_DELAY);
    expect_draft(session, "I am here");
    type(buffer, " now");
    assert_true(buffer_replace(buffer, 0, 1, "We", 2, NULL, NULL) == OK);
    pass(desk, session, 1000);
    expect_draft(session, "We am here now");
    assert_int_equal(session_due(session), -1);
    session_draft_close(session, draft);
    buffer_free(buffer);
    session_close(session);
    session = open_session(desk);
    expect_draft(session, "We am here now");
    session_close(session);
}

static void test_closing_writes_what_is_pending(void **state)
{
    struct desk *desk = *state;
    struct session *session = open_session(desk);
    struct buffer *buffer = buffer_new("", 0);
    struct draft_text *draft = session_draft_open(session, name, buffer);
    type(buffer, "half a sen");
    session_draft_close(session, draft);
    buffer_free(buffer);
    session_close(session);
    session = open_session(desk);
    expect_draft(session, "half a sen");
    session_close(session);
}

/* Two programs on the same exercise: each text ends up whole, neither inside the other. */
static void test_two_sessions_keep_both_texts(void **state)
{
    struct desk *desk = *state;
    struct session *sessions[2];
    struct buffer *buffers[2];
    struct draft_text *drafts[2];
    sessions[0] = open_session(desk);
    buffers[0] = buffer_new("", 0);
    drafts[0] = session_draft_open(sessions[0], name, buffers[0]);
    type(buffers[0], "one");
    pass(desk, sessions[0], 1000);

    sessions[1] = open_session(desk);
    expect_draft(sessions[1], "one");
    buffers[1] = buffer_new("one", 3);
    drafts[1] = session_draft_open(sessions[1], name, buffers[1]);
    type(buffers[1], " and two");
    pass(desk, sessions[1], 1000);
    type(buffers[0], " and three");
    pass(desk, sessions[0], 1000);
    type(buffers[1], "!");
    pass(desk, sessions[1], 1000);

    for (int i = 0; i < 2; i++) {
        assert_string_equal(session_trouble(sessions[i]), "");
        session_draft_close(sessions[i], drafts[i]);
        buffer_free(buffers[i]);
    }
    /* The first becomes an answer; the other is still there as a draft. */
    struct pairs values = {0};
    assert_int_equal(pairs_set(&values, "text", "one and three", NULL), OK);
    assert_int_equal(session_answer(sessions[0], "1", "words", "reflect", &values, NULL, NULL), OK);
    pairs_free(&values);
    session_close(sessions[0]);
    session_close(sessions[1]);
    struct session *later = open_session(desk);
    expect_draft(later, "one and two!");
    session_close(later);
}

/* A home that cannot be made: the trouble is told, what was typed waits, and gets there later. */
static void test_trouble_is_told_and_tried_again(void **state)
{
    struct desk *desk = *state;
    struct desk blocked = {.clock = desk->clock};
    char path[4200];
    snprintf(path, sizeof path, "%s/blocked", desk->home);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    char inside[4300];
    snprintf(inside, sizeof inside, "%s/home", path);
    blocked.home = inside; /* a folder inside a file */
    struct session *session = NULL;
    struct fault fault = {0};
    struct session_options options = {inside, getenv("MEND_CONTENT"), &blocked.clock};
    if (session_open(&options, &session, &fault)) {
        assert_true(strlen(fault.text) > 0); /* said at once: as good */
        return;
    }
    struct buffer *buffer = buffer_new("", 0);
    struct draft_text *draft = session_draft_open(session, name, buffer);
    type(buffer, "still here");
    pass(&blocked, session, 1000);
    assert_true(strlen(session_trouble(session)) > 0);
    assert_true(session_due(session) > 0);
    assert_int_equal(unlink(path), 0);
    pass(&blocked, session, SESSION_RETRY_DELAY);
    assert_string_equal(session_trouble(session), "");
    expect_draft(session, "still here");
    session_draft_close(session, draft);
    buffer_free(buffer);
    session_close(session);
}

static void test_leaving_saves_or_says_so_next_time(void **state)
{
    struct desk *desk = *state;
    struct session *session = open_session(desk);
    assert_false(session_was_unsaved(session));
    struct buffer *buffer = buffer_new("", 0);
    struct draft_text *draft = session_draft_open(session, name, buffer);
    type(buffer, "last words");
    session_leave(session, 300);
    expect_draft(session, "last words");
    assert_false(session_was_unsaved(session));

    /* Another program holds the file and does not let go. */
    char path[4200];
    snprintf(path, sizeof path, "%s/mend.db", desk->home);
    sqlite3 *other;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    type(buffer, " and more");
    session_leave(session, 30);
    assert_true(session_was_unsaved(session));
    assert_false(session_was_unsaved(session)); /* told once */
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(other);
    session_draft_close(session, draft);
    buffer_free(buffer);
    session_close(session);
}

static void test_answers_are_added_once(void **state)
{
    struct desk *desk = *state;
    struct session *session = open_session(desk);
    struct pairs values = {0};
    struct answers answers = {0};
    bool added;
    assert_int_equal(session_answer(session, "1", "x", "rate", &values, &added, NULL), OK);
    assert_false(added);
    assert_false(store_exists(session_store(session))); /* nothing kept: no home */
    assert_int_equal(pairs_set(&values, "honesty", "6", NULL), OK);
    assert_int_equal(session_answer(session, "1", "x", "rate", &values, &added, NULL), OK);
    assert_true(added);
    assert_int_equal(session_answer(session, "1", "x", "rate", &values, &added, NULL), OK);
    assert_false(added);
    assert_int_equal(pairs_set(&values, "honesty", "7", NULL), OK);
    assert_int_equal(session_answer(session, "1", "x", "rate", &values, &added, NULL), OK);
    assert_true(added);
    assert_int_equal(store_answer_list(session_store(session), "1", "x", 10, &answers, NULL), OK);
    assert_int_equal(answers.count, 2);
    assert_string_equal(pairs_get(&answers.items[0].values, "honesty"), "7");
    assert_int_equal(session_forget_answer(session, answers.items[0].id, NULL), OK);
    answers_free(&answers);
    assert_int_equal(store_answer_list(session_store(session), "1", "x", 10, &answers, NULL), OK);
    assert_int_equal(answers.count, 1);
    assert_string_equal(pairs_get(&answers.items[0].values, "honesty"), "6");
    answers_free(&answers);
    pairs_free(&values);
    session_close(session);
}

static void test_minutes_left(void **state)
{
    (void)state;
    struct lesson lesson = {.minutes = 12, .page_count = 4};
    assert_int_equal(session_minutes_left(&lesson, 0), 12);
    assert_int_equal(session_minutes_left(&lesson, 1), 9);
    assert_int_equal(session_minutes_left(&lesson, 3), 3);
    assert_int_equal(session_minutes_left(&lesson, 4), 0);
    lesson.minutes = 1;
    assert_int_equal(session_minutes_left(&lesson, 3), 1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_typing_is_kept_within_a_second),
        TEST(test_closing_writes_what_is_pending),
        TEST(test_two_sessions_keep_both_texts),
        TEST(test_trouble_is_told_and_tried_again),
        TEST(test_leaving_saves_or_says_so_next_time),
        TEST(test_answers_are_added_once),
        TEST(test_minutes_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
