/* What the safety check leaves and does not leave, what lessons stirred up, the first run, erasing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "mend/app/session.h"
#include "mend/base/path.h"
#include "support/folder.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

enum { NECK = 1U << SAFETY_NECK, WATCHED = 1U << SAFETY_WATCHED, SELF = 1U << SAFETY_SELF };

static const char passphrase[] = "copper ladder seven rain";

struct room {
    char *folder; /* home/ is in it, and not made yet */
    char *home;
    struct clock clock;
    struct session *session;
};

static void open_session(struct room *room)
{
    struct fault fault = {0};
    const struct session_options options = {.home = room->home, .clock = &room->clock};
    session_close(room->session);
    if (session_open(&options, &room->session, &fault))
        fail_msg("%s", fault.text);
}

static int set_up(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    *state = room;
    room->folder = folder_make();
    room->home = path_join(room->folder, "home");
    if (clock_init(&room->clock, "2026-11-21T22:00:00", true, NULL))
        return -1;
    open_session(room);
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    session_close(room->session);
    folder_remove(room->folder);
    free(room->home);
    free(room);
    return 0;
}

static void visit(struct room *room)
{
    assert_int_equal(session_visit(room->session, "1", "1.1", PAGE_OPENED, NULL), OK);
}

static void set_safety(struct room *room, unsigned mask, unsigned flags)
{
    assert_int_equal(session_set_safety(room->session, mask, flags, NULL), OK);
}

static void forget_safety(struct room *room)
{
    assert_int_equal(session_forget_safety(room->session, NULL), OK);
}

static void expect_safety(struct room *room, bool taken, unsigned flags)
{
    struct safety safety = session_safety(room->session);
    assert_int_equal(safety.taken, taken);
    assert_int_equal(safety.flags, flags);
}

static bool home_exists(const struct room *room)
{
    return access(room->home, F_OK) == 0;
}

static void seal(struct room *room)
{
    struct fault fault = {0};
    if (session_choose_passphrase(room->session, passphrase, strlen(passphrase), &fault))
        fail_msg("%s", fault.text);
}

static void unlock(struct room *room)
{
    struct fault fault = {0};
    assert_true(session_is_locked(room->session));
    if (session_unlock(room->session, passphrase, strlen(passphrase), &fault))
        fail_msg("%s", fault.text);
}

/* ---- the check ---- */

/* Before there is a home it is known in this session, and nothing is written for its sake. */
static void test_in_memory_only(void **state)
{
    struct room *room = *state;
    expect_safety(room, false, 0);
    set_safety(room, NECK | SELF, NECK);
    expect_safety(room, true, NECK);
    set_safety(room, SELF, SELF);
    expect_safety(room, true, NECK | SELF);
    assert_int_equal(session_flush(room->session, NULL), OK);
    assert_false(home_exists(room));
    open_session(room);
    expect_safety(room, false, 0);
    assert_false(home_exists(room));
}

/* It is kept with the first page that is noted, and by starting to keep things. */
static void test_kept_with_the_first_page(void **state)
{
    struct room *room = *state;
    set_safety(room, NECK, NECK);
    visit(room);
    assert_true(folder_contains(room->home, "safety-check"));
    open_session(room);
    expect_safety(room, true, NECK);
}

static void test_kept_when_things_begin_to_be(void **state)
{
    struct room *room = *state;
    set_safety(room, 0, 0);
    assert_int_equal(session_begin(room->session, NULL), OK);
    assert_true(home_exists(room));
    open_session(room);
    expect_safety(room, true, 0);
}

/* Forgotten before there was a home, it is not written with the first page either. */
static void test_forgotten_before_there_is_a_home(void **state)
{
    struct room *room = *state;
    set_safety(room, NECK, NECK);
    forget_safety(room);
    expect_safety(room, false, 0);
    assert_false(home_exists(room));
    visit(room);
    assert_false(folder_contains(room->home, "safety-check"));
    assert_false(folder_contains(room->home, "neck"));
    open_session(room);
    expect_safety(room, false, 0);
}

static void test_kept_in_a_home(void **state)
{
    struct room *room = *state;
    visit(room);
    expect_safety(room, false, 0);
    assert_false(folder_contains(room->home, "safety-check"));
    set_safety(room, NECK | WATCHED, WATCHED);
    open_session(room);
    expect_safety(room, true, WATCHED);
}

/* Each of its two pages speaks for its own ticks only, and takes back what was ticked there. */
static void test_ticks_by_page(void **state)
{
    struct room *room = *state;
    const unsigned first = ~(unsigned)SELF;
    visit(room);
    set_safety(room, SELF, SELF);
    set_safety(room, first, NECK);
    expect_safety(room, true, NECK | SELF);
    set_safety(room, first, WATCHED);
    expect_safety(room, true, WATCHED | SELF);
    set_safety(room, SELF, 0);
    expect_safety(room, true, WATCHED);
    open_session(room);
    set_safety(room, SELF, SELF | NECK); /* bits beside the mask are none of its business */
    open_session(room);
    expect_safety(room, true, WATCHED | SELF);
    set_safety(room, first | SELF, 0);
    open_session(room);
    expect_safety(room, true, 0);
    assert_false(folder_contains(room->home, "watched"));
}

/* One call, and the file holds nothing of it any more, not even that it was ever taken. */
static void test_forgotten(void **state)
{
    struct room *room = *state;
    visit(room);
    set_safety(room, NECK | WATCHED, NECK | WATCHED);
    assert_true(folder_contains(room->home, "neck watched"));
    forget_safety(room);
    expect_safety(room, false, 0);
    assert_false(folder_contains(room->home, "safety"));
    assert_false(folder_contains(room->home, "neck"));
    assert_false(folder_contains(room->home, "watched"));
    open_session(room);
    expect_safety(room, false, 0);
    forget_safety(room); /* when there is nothing, all is well, too */
    expect_safety(room, false, 0);
}

/* Sealed, it cannot be read on the disk, is unknown while locked, and is there again afterwards. */
static void test_in_a_sealed_home(void **state)
{
    struct room *room = *state;
    set_safety(room, NECK | WATCHED, NECK | WATCHED);
    seal(room);
    visit(room);
    assert_true(home_exists(room));
    open_session(room);
    expect_safety(room, false, 0); /* locked */
    assert_false(folder_contains(room->home, "safety"));
    assert_false(folder_contains(room->home, "neck"));
    unlock(room);
    expect_safety(room, true, NECK | WATCHED);
    forget_safety(room);
    open_session(room);
    unlock(room);
    expect_safety(room, false, 0);
}

/* It is no answer: whatever counts or lists answers does not know of it. */
static void test_is_no_answer(void **state)
{
    struct room *room = *state;
    struct summary summary;
    visit(room);
    set_safety(room, NECK, NECK);
    assert_int_equal(session_summary(room->session, &summary, NULL), OK);
    assert_int_equal(summary.counts.answers, 0);
}

/* ---- what was stirred up ---- */

static void answer(struct room *room, const char *exercise, const char *key, const char *value)
{
    struct pairs values = {0};
    clock_advance(&room->clock, 1000);
    assert_int_equal(pairs_set(&values, key, value, NULL), OK);
    assert_int_equal(session_answer(room->session, "2", exercise, "x", &values, NULL, NULL), OK);
    pairs_free(&values);
}

static void before(struct room *room, const char *tension)
{
    answer(room, TENSION_BEFORE, TENSION_SCALE, tension);
}

static void after(struct room *room, const char *tension)
{
    answer(room, TENSION_AFTER, TENSION_SCALE, tension);
}

static void expect_stirred(struct room *room, enum stirred expected)
{
    enum stirred stirred = (enum stirred)99;
    assert_int_equal(session_stirred(room->session, "2", &stirred, NULL), OK);
    assert_int_equal(stirred, expected);
    assert_int_equal(session_stirred(room->session, "3", &stirred, NULL), OK);
    assert_int_equal(stirred, STIRRED_NOT); /* the other lessons have nothing to do with it */
}

static void test_nothing_stirred(void **state)
{
    struct room *room = *state;
    expect_stirred(room, STIRRED_NOT);
    assert_false(home_exists(room));
    before(room, "9"); /* begun tense: nothing the lesson did */
    expect_stirred(room, STIRRED_NOT);
}

static void test_high_or_risen(void **state)
{
    struct room *room = *state;
    before(room, "3");
    after(room, "4");
    expect_stirred(room, STIRRED_NOT);
    after(room, "5");
    expect_stirred(room, STIRRED_TENSE);
    after(room, "2"); /* the newest counts */
    expect_stirred(room, STIRRED_NOT);
    before(room, "7");
    expect_stirred(room, STIRRED_NOT);
    after(room, "8");
    expect_stirred(room, STIRRED_TENSE);
    after(room, "7");
    expect_stirred(room, STIRRED_NOT);
}

/* After it without the number before it: only what is high in itself counts. */
static void test_without_a_number_before(void **state)
{
    struct room *room = *state;
    after(room, "7");
    expect_stirred(room, STIRRED_NOT);
    after(room, "8");
    expect_stirred(room, STIRRED_TENSE);
}

static void test_far_away(void **state)
{
    struct room *room = *state;
    before(room, "3");
    answer(room, TENSION_AFTER, TENSION_FAR_AWAY, "1");
    expect_stirred(room, STIRRED_TENSE);
    after(room, "3");
    expect_stirred(room, STIRRED_NOT);
}

/* Each number after goes with the last one before it, not with one of a visit that is not over. */
static void test_pairing(void **state)
{
    struct room *room = *state;
    before(room, "2");
    after(room, "5");
    before(room, "6"); /* opened again, and left */
    expect_stirred(room, STIRRED_TENSE);
    before(room, "7");
    expect_stirred(room, STIRRED_TENSE);
    after(room, "6");
    expect_stirred(room, STIRRED_NOT);
    before(room, "1");
    expect_stirred(room, STIRRED_NOT);
    after(room, "3");
    expect_stirred(room, STIRRED_TENSE);
}

/* What was the number when one came out the same as another time counts for this time. */
static void test_the_same_number_another_time(void **state)
{
    struct room *room = *state;
    before(room, "2");
    after(room, "6");
    expect_stirred(room, STIRRED_TENSE);
    before(room, "5");
    after(room, "6"); /* one more than this time, not four */
    expect_stirred(room, STIRRED_NOT);
    before(room, "3");
    after(room, "6");
    expect_stirred(room, STIRRED_TENSE);
    after(room, "6"); /* back and on once more in one sitting is one answer */
    struct answers answers;
    struct store *store = session_store(room->session);
    assert_int_equal(store_answer_list(store, "2", TENSION_AFTER, 10, &answers, NULL), OK);
    assert_int_equal(answers.count, 3);
    answers_free(&answers);
}

static void test_worse_off(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *value;
        enum stirred stirred;
    } rows[] = {{"yes", STIRRED_WORSE}, {"no", STIRRED_NOT},         {"a-little", STIRRED_WORSE},
                {"-", STIRRED_NOT},     {"a-little", STIRRED_WORSE}, {"no", STIRRED_NOT}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        answer(room, WORSE_OFF, "choice", rows[i].value);
        expect_stirred(room, rows[i].stirred);
    }
    after(room, "9");
    expect_stirred(room, STIRRED_TENSE);
    answer(room, WORSE_OFF, "choice", "yes"); /* what was said in words comes first */
    expect_stirred(room, STIRRED_WORSE);
}

/* ---- the first run ---- */

static void expect_first_run(struct room *room, const char *expected)
{
    char *page = NULL;
    assert_int_equal(session_first_run(room->session, &page, NULL), OK);
    if (expected)
        assert_string_equal(page, expected);
    else
        assert_null(page);
    free(page);
}

static void test_first_run(void **state)
{
    struct room *room = *state;
    expect_first_run(room, NULL);
    assert_int_equal(session_set_first_run(room->session, "start.3", NULL), OK);
    assert_false(home_exists(room)); /* where one was is no reason to begin keeping things */
    expect_first_run(room, NULL);
    visit(room);
    assert_int_equal(session_set_first_run(room->session, "start.3", NULL), OK);
    expect_first_run(room, "start.3");
    open_session(room);
    expect_first_run(room, "start.3");
    assert_int_equal(session_set_first_run(room->session, "", NULL), OK);
    open_session(room);
    expect_first_run(room, "");
}

/* ---- erasing ---- */

static size_t entries_of(const struct room *room)
{
    size_t count = 0;
    static const char *const names[] = {"mend.db", "mend.db-journal", "mend.db-wal", "attempts",
                                        "unsaved"};
    for (size_t i = 0; i < COUNT(names); i++) {
        char *path = path_join(room->home, names[i]);
        count += access(path, F_OK) == 0;
        free(path);
    }
    return count;
}

static void erase(struct room *room)
{
    struct fault fault = {0};
    if (session_erase(room->session, &fault))
        fail_msg("%s", fault.text);
    assert_int_equal(entries_of(room), 0);
    assert_false(folder_contains(room->folder, "canary"));
    open_session(room); /* closes it: that is allowed, and brings nothing back */
    assert_int_equal(entries_of(room), 0);
    assert_false(session_has_passphrase(room->session));
    assert_false(store_exists(session_store(room->session)));
    expect_safety(room, false, 0);
}

/* Words that wait to be written go, too, and nothing is written behind the erasing. */
static void keep_something(struct room *room)
{
    const struct draft_name name = {"2", "last", "text"};
    visit(room);
    set_safety(room, NECK, NECK);
    answer(room, "last", "text", "canary, kept");
    assert_int_equal(session_draft_set(room->session, name, "canary, half", NULL), OK);
}

static void test_erase_a_plain_home(void **state)
{
    struct room *room = *state;
    keep_something(room);
    assert_true(folder_contains(room->home, "canary"));
    erase(room);
}

static void test_erase_a_sealed_home(void **state)
{
    struct room *room = *state;
    seal(room);
    keep_something(room);
    assert_true(entries_of(room) > 0);
    erase(room);
}

static void test_erase_a_locked_home(void **state)
{
    struct room *room = *state;
    seal(room);
    keep_something(room);
    open_session(room);
    assert_true(session_is_locked(room->session));
    erase(room);
}

static void test_erase_nothing(void **state)
{
    struct room *room = *state;
    erase(room);
    assert_false(home_exists(room));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_in_memory_only),
        TEST(test_kept_with_the_first_page),
        TEST(test_kept_when_things_begin_to_be),
        TEST(test_forgotten_before_there_is_a_home),
        TEST(test_kept_in_a_home),
        TEST(test_ticks_by_page),
        TEST(test_forgotten),
        TEST(test_in_a_sealed_home),
        TEST(test_is_no_answer),
        TEST(test_nothing_stirred),
        TEST(test_high_or_risen),
        TEST(test_without_a_number_before),
        TEST(test_far_away),
        TEST(test_pairing),
        TEST(test_the_same_number_another_time),
        TEST(test_worse_off),
        TEST(test_first_run),
        TEST(test_erase_a_plain_home),
        TEST(test_erase_a_sealed_home),
        TEST(test_erase_a_locked_home),
        TEST(test_erase_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
