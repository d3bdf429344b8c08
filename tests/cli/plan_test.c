/* `mend plan print`, on the shipped program: what comes out, and what is said before it does. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "mend/app/session.h"
#include "support/child.h"
#include "support/desk.h"

static const char passphrase[] = "copper ladder seven rain";

/* A command with SECRETS on descriptor 9. */
#define WITH(desk, lines, ...)                                                                     \
    do {                                                                                           \
        (desk)->secrets = (lines);                                                                 \
        MEND(desk, "", __VA_ARGS__, "--passphrase-fd", "9");                                       \
        (desk)->secrets = NULL;                                                                    \
    } while (0)

#define PRINT(desk, plan) MEND(desk, "", "plan", "print", "--yes", plan)

/* ---- what is written in a plan ---- */

struct words {
    const char *sheet, *exercise, *field, *text;
};

/* Opens what is kept, or what will be. */
static struct session *open_session(const struct desk *desk)
{
    static struct clock clock;
    struct session *session = NULL;
    struct fault fault = {0};
    assert_int_equal(clock_init(&clock, "2026-11-20T20:00:00", true, NULL), OK);
    if (session_open(&(struct session_options){.home = desk->home, .clock = &clock}, &session,
                     &fault))
        fail_msg("%s", fault.text);
    if (session_is_locked(session) &&
        session_unlock(session, passphrase, strlen(passphrase), &fault))
        fail_msg("%s", fault.text);
    return session;
}

/* COUNT fields of one form become an answer. */
static void keep(const struct desk *desk, const struct words *words, size_t count)
{
    struct session *session = open_session(desk);
    struct pairs values = {0};
    for (size_t i = 0; i < count; i++)
        assert_int_equal(pairs_set(&values, words[i].field, words[i].text, NULL), OK);
    assert_int_equal(
        session_answer(session, words->sheet, words->exercise, "plan", &values, NULL, NULL), OK);
    pairs_free(&values);
    session_close(session);
}

static void keep_half(const struct desk *desk, const struct words *words)
{
    struct session *session = open_session(desk);
    const struct draft_name name = {words->sheet, words->exercise, words->field};
    assert_int_equal(session_draft_set(session, name, words->text, NULL), OK);
    assert_int_equal(session_flush(session, NULL), OK);
    session_close(session);
}

static const struct words signs[] = {
    {"plan", "warning-signs", "around", "the car door"},
    {"plan", "warning-signs", "times", "Sunday nights\nwhen the letter is here"},
};
static const struct words bag = {"plan", "safer-place", "at-hand", "in the bag on the hook"};
static const struct words route = {"leaving", "where-and-how", "route", "the bus by the school"};

static const char printed[] = "How I notice that it begins\n"
                              "\n"
                              "What I see or hear around me\n"
                              "    the car door\n"
                              "\n"
                              "When it tends to come\n"
                              "    Sunday nights\n"
                              "    when the letter is here\n"
                              "\n"
                              "Making the place safer\n"
                              "\n"
                              "Where keys, phone, shoes and some money are\n"
                              "    in the bag on the hook\n"
                              "\n";

/* ---- without anybody at a terminal ---- */

/* Each plan alone, its pages in order, empty ones left out, and nothing else. */
static void both_plans_come_out(void **state)
{
    struct desk *desk = *state;
    keep(desk, &bag, 1);
    keep(desk, signs, 2);
    keep(desk, &route, 1);
    PRINT(desk, "safety");
    desk_expect_out(desk, printed);
    PRINT(desk, "leaving");
    desk_expect_out(desk, "Where I go, and how\n"
                          "\n"
                          "How I get there, and at what hour\n"
                          "    the bus by the school\n"
                          "\n");
    MEND(desk, "", "plan", "print", "safety", "--yes"); /* in whatever order it is typed */
    desk_expect_out(desk, printed);
}

/* The newest of several; what is half done comes before what was done. */
static void the_newest_comes_out(void **state)
{
    struct desk *desk = *state;
    const struct words other = {"leaving", "where-and-how", "route", "the early train"};
    const struct words half = {"leaving", "where-and-how", "route", "the night b"};
    keep(desk, &route, 1);
    keep(desk, &other, 1);
    PRINT(desk, "leaving");
    assert_non_null(strstr(str_text(&desk->out), "    the early train\n"));
    assert_null(strstr(str_text(&desk->out), "school"));
    keep_half(desk, &half);
    PRINT(desk, "leaving");
    assert_non_null(strstr(str_text(&desk->out), "    the night b\n"));
    assert_null(strstr(str_text(&desk->out), "train"));
}

/* What was pasted into a plan cannot command the terminal it is shown in. */
static void nothing_commands_the_terminal(void **state)
{
    struct desk *desk = *state;
    const struct words pasted = {"leaving", "where-and-how", "route", "the \x1b[2Jbus"};
    keep(desk, &pasted, 1);
    PRINT(desk, "leaving");
    assert_int_equal(desk->status, 0);
    assert_non_null(strstr(str_text(&desk->out), "    the ^[[2Jbus\n"));
}

static void nothing_written_yet(void **state)
{
    struct desk *desk = *state;
    PRINT(desk, "safety");
    desk_expect_failure(desk, 1, "Nothing is written in this plan yet.");
    assert_int_not_equal(access(desk->home, F_OK), 0); /* asking is no reason to keep anything */
    keep(desk, &route, 1);
    PRINT(desk, "safety");
    desk_expect_failure(desk, 1, "Nothing is written in this plan yet.");
    MEND(desk, "", "plan", "print", "safety"); /* there is nothing to warn of */
    desk_expect_failure(desk, 1, "Nothing is written in this plan yet.");
}

static void another_name(void **state)
{
    struct desk *desk = *state;
    static const char *const names[] = {"check", "people", "plan", "Safety", "safety ", "", "3"};
    keep(desk, signs, 2);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        PRINT(desk, names[i]);
        desk_expect_failure(desk, 1, "There are two plans: ");
    }
    MEND(desk, "", "plan", "print", "--yes");
    assert_int_equal(desk->status, 2);
    MEND(desk, "", "plan", "print", "--yes", "safety", "leaving");
    assert_int_equal(desk->status, 2);
    assert_int_equal(desk->out.length, 0);
    MEND(desk, "", "plan");
    desk_expect_failure(desk, 2, "print");
}

/* Nobody there to be warned: nothing comes out, and it is said what would be needed. */
static void nobody_to_warn(void **state)
{
    struct desk *desk = *state;
    keep(desk, signs, 2);
    MEND(desk, "print\n", "plan", "print", "safety");
    assert_int_equal(desk->status, 1);
    assert_int_equal(desk->out.length, 0);
    assert_non_null(strstr(str_text(&desk->errors), "a plan is not sealed"));
    assert_non_null(strstr(str_text(&desk->errors), "mend: "));
    assert_non_null(strstr(str_text(&desk->errors), "--yes"));
    assert_null(strstr(str_text(&desk->errors), "assphrase"));
    assert_null(strstr(str_text(&desk->errors), "car door"));
}

/* Sealed, it takes the passphrase first; the warning is not passed over by it. */
static void a_sealed_home(void **state)
{
    struct desk *desk = *state;
    WITH(desk, "copper ladder seven rain\n", "passphrase", "set");
    assert_int_equal(desk->status, 0);
    keep(desk, signs, 2);
    keep(desk, &bag, 1);
    assert_false(folder_contains(desk->home, "car door"));
    WITH(desk, "copper ladder seven rain\n", "plan", "print", "--yes", "safety");
    desk_expect_out(desk, printed);
    WITH(desk, "copper ladder\n", "plan", "print", "--yes", "safety");
    desk_expect_failure(desk, 1, "does not open");
    PRINT(desk, "safety");
    desk_expect_failure(desk, 1, "A passphrase is needed");
    WITH(desk, "copper ladder seven rain\nprint\n", "plan", "print", "safety");
    assert_int_equal(desk->status, 1);
    assert_int_equal(desk->out.length, 0);
    assert_non_null(strstr(str_text(&desk->errors), "a plan is not sealed"));
}

/* ---- somebody at a terminal ---- */

/* Types ANSWER when PROMPT is there, and gives back all that stood on the terminal. */
static int at_terminal(const char *const *arguments, const char *prompt, const char *answer,
                       struct str *seen)
{
    extern char **environ;
    const struct child_options options = {getenv("MEND_BINARY"), arguments, environ, 24, 80};
    struct child child;
    struct child_report report = {0};
    bool answered = false;
    bool ended = false;
    assert_true(child_start(&child, &options));
    while (!ended) {
        char bytes[4096];
        struct pollfd ends[] = {{child.terminal, POLLIN, 0}, {child.reports, POLLIN, 0}};
        assert_true(poll(ends, 2, 20000) > 0);
        ssize_t length = read(child.terminal, bytes, sizeof bytes);
        if (length > 0)
            str_append(seen, bytes, (size_t)length);
        if (!answered && strstr(str_text(seen), prompt)) {
            assert_int_equal(write(child.terminal, answer, strlen(answer)), strlen(answer));
            answered = true;
        }
        ended = child_report(&child, &report) && !WIFSTOPPED(report.status);
    }
    for (char bytes[4096];;) { /* what it wrote last */
        ssize_t length = read(child.terminal, bytes, sizeof bytes);
        if (length <= 0)
            break;
        str_append(seen, bytes, (size_t)length);
    }
    child_stop(&child);
    assert_true(answered);
    assert_true(WIFEXITED(report.status));
    return WEXITSTATUS(report.status);
}

static void the_warning_comes_first(void **state)
{
    struct desk *desk = *state;
    static const char *const arguments[] = {"plan", "print", "safety", NULL};
    static const char prompt[] = "Type print to go on:";
    static const char *const noes[] = {"no\n", "\n", "Print\n", "print it\n", "yes\n"};
    struct str seen = {0};
    keep(desk, signs, 2);
    for (size_t i = 0; i < sizeof noes / sizeof noes[0]; i++) {
        assert_int_equal(at_terminal(arguments, prompt, noes[i], &seen), 1);
        assert_non_null(strstr(str_text(&seen), "Nothing was printed."));
        assert_null(strstr(str_text(&seen), "car door"));
        str_truncate(&seen, 0);
    }
    assert_int_equal(at_terminal(arguments, prompt, "print\n", &seen), 0);
    const char *warned = strstr(str_text(&seen), "a plan is not sealed");
    const char *asked = strstr(str_text(&seen), prompt);
    const char *plan = strstr(str_text(&seen), "    the car door");
    assert_non_null(warned);
    assert_non_null(plan);
    assert_true(warned < asked && asked < plan);
    str_free(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(both_plans_come_out),
        DESK_TEST(the_newest_comes_out),
        DESK_TEST(nothing_commands_the_terminal),
        DESK_TEST(nothing_written_yet),
        DESK_TEST(another_name),
        DESK_TEST(nobody_to_warn),
        DESK_TEST(a_sealed_home),
        DESK_TEST(the_warning_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
