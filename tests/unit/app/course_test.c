/* Looking ahead in a lesson and back over the course, in a small course of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "mend/app/session.h"
#include "mend/base/path.h"
#include "support/folder.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

struct desk {
    char *folder; /* content/ and home/ are in it; home/ is not made yet */
    char *content;
    char *home;
    struct clock clock;
    struct session *session;
};

static const struct {
    const char *name;
    const char *text;
} files[] = {
    {"contents.md",
     "1. [One](lessons/1.md), 5 minutes, 4 pages\n2. [Two](lessons/2.md), 5 minutes\n"
     "3. [Back](closing.md), 5 minutes\n4. [Gone](lessons/4.md), 5 minutes\n"},
    {"lessons/1.md", "---\nid: 1\ntitle: One\nminutes: 5\n---\n## 1.1 A\n\n"
                     "```breathe calm\nask: A?\npractice: x\n```\n"
                     "## 1.2 B\n\n```promise two together\nask: B?\n```\n"
                     "```plan one alone\nask: B?\nfields:\n- a: A\n```\n"
                     "## 1.3 C\n\n```letter unsent\nask: C?\n```\n"
                     "## 1.4 D\n\n```reflect last\nask: D?\n```\n"},
    {"lessons/2.md", "---\nid: 2\ntitle: Two\nminutes: 5\n---\n## 2.1 A\n\nA.\n\n## 2.2 B\n\nB.\n"},
    {"closing.md", "---\nid: 3\ntitle: Back\nminutes: 5\n---\n## 3.1 A\n\nA.\n"},
};

static void write_text(const struct desk *desk, const char *name, const char *text)
{
    char *path = path_join(desk->content, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    free(path);
}

static void open_session(struct desk *desk)
{
    struct fault fault = {0};
    struct session_options options = {desk->home, desk->content, &desk->clock};
    session_close(desk->session);
    if (session_open(&options, &desk->session, &fault))
        fail_msg("%s", fault.text);
}

static int set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    desk->folder = folder_make();
    desk->content = path_join(desk->folder, "content");
    desk->home = path_join(desk->folder, "home");
    char *lessons = path_join(desk->content, "lessons");
    *state = desk;
    if (mkdir(desk->content, 0700) || mkdir(lessons, 0700) ||
        clock_init(&desk->clock, "2026-11-21T22:00:00", true, NULL))
        return -1;
    free(lessons);
    for (size_t i = 0; i < COUNT(files); i++)
        write_text(desk, files[i].name, files[i].text);
    open_session(desk);
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;
    session_close(desk->session);
    folder_remove(desk->folder);
    free(desk->content);
    free(desk->home);
    free(desk);
    return 0;
}

static void visit(struct desk *desk, const char *lesson, const char *page, enum page_state how)
{
    assert_int_equal(session_visit(desk->session, lesson, page, how, NULL), OK);
}

static void answer(struct desk *desk, const char *exercise, const char *kind, const char *key,
                   const char *value)
{
    struct pairs values = {0};
    assert_int_equal(pairs_set(&values, key, value, NULL), OK);
    assert_int_equal(session_answer(desk->session, "1", exercise, kind, &values, NULL, NULL), OK);
    pairs_free(&values);
}

/* ---- ahead ---- */

/* From the page one is on to the end; of exercises for two only those for one come first. */
static void test_next_step_of_an_outline(void **state)
{
    struct desk *desk = *state;
    static const struct {
        const char *page;
        size_t pages;
        enum step what;
    } rows[] = {
        {"", 4, STEP_LETTER},      {"opening", 4, STEP_LETTER}, {"1.1", 4, STEP_LETTER},
        {"1.2", 3, STEP_LETTER},   {"1.3", 2, STEP_LETTER},     {"1.4", 1, STEP_NONE},
        {"closing", 0, STEP_NONE}, {"7.7", 4, STEP_LETTER},
    };
    struct lesson outline;
    const struct content *content = session_content(desk->session);
    assert_int_equal(content_outline(content, content_entry(content, "1"), &outline, NULL), OK);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct lesson_state at = {0};
        snprintf(at.place.page, sizeof at.place.page, "%s", rows[i].page);
        struct next_step next = session_next_step(&outline, &at);
        assert_int_equal(next.pages, rows[i].pages);
        assert_int_equal(next.what, rows[i].what);
    }
    lesson_free(&outline);
}

#define KIND(name) (1U << EXERCISE_##name)

/* Of several the weightiest is named; reading and answering are nothing more. */
static void test_weights_of_steps(void **state)
{
    (void)state;
    static const struct {
        unsigned kinds;
        enum step what;
    } rows[] = {
        {0, STEP_NONE},
        {KIND(REFLECT) | KIND(RATE) | KIND(CHECK) | KIND(CHOOSE) | KIND(SORT) | KIND(BUILD) |
             KIND(LIST) | KIND(SUMMARY),
         STEP_NONE},
        {KIND(REFLECT) | KIND(BREATHE), STEP_PRACTICE},
        {KIND(BREATHE) | KIND(PLAN), STEP_PLAN},
        {KIND(BREATHE) | KIND(PLAN) | KIND(LETTER), STEP_LETTER},
        {KIND(LETTER) | KIND(EXPERIMENT), STEP_EXPERIMENT},
        {KIND(PLAN) | KIND(EXPERIMENT) | KIND(PROMISE) | KIND(BREATHE), STEP_PROMISE},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char number[] = "1.1";
        struct page page = {.number = number, .kinds = rows[i].kinds};
        const struct lesson lesson = {.pages = &page, .page_count = 1};
        const struct lesson_state at = {0};
        assert_int_equal(session_next_step(&lesson, &at).what, rows[i].what);
    }
}

/* ---- back ---- */

static void expect_summary(struct desk *desk, size_t through, size_t pages, size_t answers)
{
    struct summary summary = {.lessons = 99};
    assert_int_equal(session_summary(desk->session, &summary, NULL), OK);
    assert_int_equal(summary.lessons_through, through);
    assert_int_equal(summary.pages, pages);
    assert_int_equal(summary.counts.answers, answers);
    assert_int_equal(summary.lessons, 3); /* one of them cannot be read */
}

/* Pages count when done or skipped, lessons when walked to their end, the closing never. */
static void test_summary(void **state)
{
    struct desk *desk = *state;
    expect_summary(desk, 0, 0, 0);
    assert_false(store_exists(session_store(desk->session)));
    visit(desk, "1", "opening", PAGE_DONE);
    visit(desk, "1", "1.1", PAGE_DONE);
    visit(desk, "1", "1.2", PAGE_SKIPPED);
    visit(desk, "1", "1.3", PAGE_OPENED);
    visit(desk, "1", "1.9", PAGE_DONE); /* of an earlier edition of the lesson */
    expect_summary(desk, 0, 2, 0);
    visit(desk, "2", "2.1", PAGE_DONE);
    visit(desk, "2", "closing", PAGE_OPENED);
    visit(desk, "3", "3.1", PAGE_DONE);
    visit(desk, "3", "closing", PAGE_DONE);
    expect_summary(desk, 0, 3, 0);
    visit(desk, "2", "closing", PAGE_DONE);
    answer(desk, "last", "reflect", "text", "x");
    answer(desk, "two", "promise", "text", "x");
    answer(desk, "three", "experiment", "text", "x");
    expect_summary(desk, 1, 3, 3);
    struct summary summary;
    assert_int_equal(session_summary(desk->session, &summary, NULL), OK);
    assert_int_equal(summary.counts.promises, 1);
    assert_int_equal(summary.counts.experiments, 1);
}

static void expect_waiting(struct desk *desk, bool expected)
{
    bool waiting = !expected;
    assert_int_equal(session_letter_waits(desk->session, &waiting, NULL), OK);
    assert_int_equal(waiting, expected);
}

/* From its day on, for two weeks; now is 21 November 2026, 22:00. */
static void test_a_letter_waits(void **state)
{
    struct desk *desk = *state;
    static const struct {
        const char *until;
        bool waits;
    } rows[] = {
        {"2027-11-21", false}, {"2026-11-22", false},  {"2026-11-21", true},   {"2026-11-20", true},
        {"2026-11-08", true},  {"2026-11-07", false},  {"2025-11-21", false},  {"soon", false},
        {"2026-02-31", false}, {"2026-11-21x", false}, {"21 November", false},
    };
    expect_waiting(desk, false);
    assert_false(store_exists(session_store(desk->session)));
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answers letters;
        answer(desk, "unsent", "letter", LETTER_UNTIL, rows[i].until);
        bool waiting = !rows[i].waits;
        assert_int_equal(session_letter_waits(desk->session, &waiting, NULL), OK);
        if (waiting != rows[i].waits)
            fail_msg("%s: %s", rows[i].until, waiting ? "waits" : "does not wait");
        assert_int_equal(
            store_answer_having(session_store(desk->session), LETTER_UNTIL, 9, &letters, NULL), OK);
        assert_int_equal(letters.count, 1);
        assert_int_equal(session_forget_answer(desk->session, letters.items[0].id, NULL), OK);
        answers_free(&letters);
    }
    answer(desk, "unsent", "letter", LETTER_UNTIL, "2027-11-20");
    answer(desk, "unsent", "letter", LETTER_UNTIL, "2026-11-20");
    answer(desk, "unsent", "letter", LETTER_UNTIL, "2028-11-20");
    answer(desk, "unsent", "letter", LETTER_WAY, "keep");
    expect_waiting(desk, true); /* one of several is enough */
}

/* A letter starts to wait at midnight, and stops to at midnight. */
static void test_a_letter_waits_from_midnight(void **state)
{
    struct desk *desk = *state;
    answer(desk, "unsent", "letter", LETTER_UNTIL, "2026-11-22");
    clock_advance(&desk->clock, (2 * 3600 - 1) * 1000);
    expect_waiting(desk, false);
    clock_advance(&desk->clock, 1000);
    expect_waiting(desk, true);
    clock_advance(&desk->clock, (14 * INT64_C(86400) - 1) * 1000);
    expect_waiting(desk, true);
    clock_advance(&desk->clock, 1000);
    expect_waiting(desk, false);
}

/* ---- over again ---- */

static struct lesson_state state_of(struct desk *desk, const char *id)
{
    struct lesson outline;
    struct lesson_state at;
    const struct content *content = session_content(desk->session);
    const struct contents_entry *entry = content_entry(content, id);
    assert_int_equal(content_outline(content, entry, &outline, NULL), OK);
    assert_int_equal(session_lesson_state(desk->session, entry, &outline, &at, NULL), OK);
    lesson_free(&outline);
    return at;
}

/* A lesson begins anew; what was written in it stays, and so does every other lesson. */
static void test_restart(void **state)
{
    struct desk *desk = *state;
    struct answers answers;
    const struct draft_name name = {"1", "unsent", "text"};
    assert_int_equal(session_restart_lesson(desk->session, "1", NULL), OK);
    assert_false(store_exists(session_store(desk->session)));
    visit(desk, "2", "2.1", PAGE_DONE);
    visit(desk, "1", "1.1", PAGE_DONE);
    visit(desk, "1", "closing", PAGE_DONE);
    answer(desk, "last", "reflect", "text", "stays");
    assert_int_equal(session_draft_set(desk->session, name, "half", NULL), OK);

    assert_int_equal(session_restart_lesson(desk->session, "77", NULL), OK);
    assert_true(state_of(desk, "1").finished);
    assert_int_equal(session_restart_lesson(desk->session, "1", NULL), OK);
    assert_int_equal(session_flush(desk->session, NULL), OK);
    struct lesson_state at = state_of(desk, "1");
    assert_false(at.begun || at.finished || at.place.known);
    assert_int_equal(at.done, 0);
    assert_true(at.drafts);
    assert_int_equal(state_of(desk, "2").done, 1);
    assert_int_equal(
        store_answer_list(session_store(desk->session), "1", "last", 9, &answers, NULL), OK);
    assert_int_equal(answers.count, 1);
    answers_free(&answers);
}

/* ---- words ---- */

/* Without words.tsv there are no words; with it they are read once for the whole session. */
static void test_words(void **state)
{
    struct desk *desk = *state;
    const struct table *words = session_words(desk->session);
    assert_non_null(words);
    assert_int_equal(words->count, 0);
    assert_null(words_nudge(words, "you never"));
    write_text(desk, "words.tsv", "sweeping\tnever\nfeeling\tsad\tsad\nnonsense\n");
    assert_int_equal(session_words(desk->session)->count, 0);
    open_session(desk);
    words = session_words(desk->session);
    assert_int_equal(words->count, 2);
    assert_non_null(words_nudge(words, "you never"));
    assert_ptr_equal(session_words(desk->session), words);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_next_step_of_an_outline),
        TEST(test_weights_of_steps),
        TEST(test_summary),
        TEST(test_a_letter_waits),
        TEST(test_a_letter_waits_from_midnight),
        TEST(test_restart),
        TEST(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
