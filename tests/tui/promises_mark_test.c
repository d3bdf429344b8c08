/* Marks: in the list, on Today, in the calendar of a promise; notes, undo, and when a day ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/book.h"
#include "support/pledge.h"

static const struct {
    const char *key;
    const char *notice;
    const char *sign;
    enum mark_kind kind;
} marks[] = {
    {"k", "Kept. u takes it back.", "●", MARK_KEPT},
    {"p", "Partly: that counts, too.", "◐", MARK_PARTLY},
    {"x", "Not this time. It holds again from here.", "–", MARK_NOT},
    {"r", "Released: you let it go for that day.", "◇", MARK_RELEASED},
};

enum { MARKS = (int)(sizeof marks / sizeof marks[0]) };

static void expect_sign(struct rig *rig, const char *sign)
{
    char words[64];
    snprintf(words, sizeof words, "%s I will drink tea", sign);
    rig_expect(rig, words);
}

/* k p x r, each over the one before and taken back by u. */
static void test_marks_in_the_list(void **state)
{
    (void)state;
    char *home = pledge_home(0);
    struct rig *rig = pledge_rig(.mend_home = home);
    expect_sign(rig, "◎");
    for (int i = 0; i < MARKS; i++) {
        rig_script(rig, marks[i].key);
        rig_expect(rig, marks[i].notice);
        expect_sign(rig, marks[i].sign);
        pledge_expect_no_streak(rig);
        rig_script(rig, "u");
        rig_expect(rig, "Taken back.");
        expect_sign(rig, i ? marks[i - 1].sign : "◎");
        rig_script(rig, marks[i].key);
    }
    rig_script(rig, "c");
    rig_expect(rig, "Nothing is marked there now.");
    expect_sign(rig, "◎");
    rig_script(rig, "u");
    expect_sign(rig, "◇");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY, NULL), MARK_RELEASED);
    folder_remove(home);
}

static void test_a_second_u_takes_nothing_back(void **state)
{
    (void)state;
    char *home = pledge_home(0);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "pku");
    expect_sign(rig, "◐");
    rig_script(rig, "u");
    expect_sign(rig, "◐");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY, NULL), MARK_PARTLY);
    folder_remove(home);
}

static void test_marks_on_today(void **state)
{
    (void)state;
    char *home = pledge_home(0);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "1");
    rig_expect(rig, "Promised for today");
    rig_script(rig, "k"); /* the lesson is selected: nothing is marked */
    expect_sign(rig, "◎");
    rig_script(rig, "<Down>");
    rig_expect(rig, "▸ ◎");
    for (int i = 0; i < MARKS; i++) {
        rig_script(rig, marks[i].key);
        rig_expect(rig, marks[i].notice);
        expect_sign(rig, marks[i].sign);
        rig_script(rig, "u");
        rig_expect(rig, "Taken back.");
        expect_sign(rig, "◎");
    }
    rig_script(rig, "kc");
    expect_sign(rig, "◎");
    rig_script(rig, "u");
    expect_sign(rig, "●");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Saturday 21 November 2026: kept");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY, NULL), MARK_KEPT);
    folder_remove(home);
}

/* Days gone by, also such before it began; a day to come cannot be gone to. */
static void test_marks_of_past_days(void **state)
{
    (void)state;
    char *home = pledge_home(5);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_expect(rig, "5 days are open");
    rig_script(rig, "<Enter><Left>");
    rig_expect(rig, "Friday 20 November 2026: open");
    for (int i = 0; i < MARKS; i++) {
        rig_script(rig, marks[i].key);
        rig_expect(rig, marks[i].notice);
        rig_script(rig, "u");
        rig_expect(rig, "Friday 20 November 2026: open");
    }
    rig_script(rig, "k<Left>p<Up>x");
    rig_expect(rig, "Thursday 12 November 2026");
    rig_expect(rig, ": not this time");
    rig_script(rig, "<PgUp>");
    rig_expect(rig, "12 October 2026");
    rig_script(rig, "<PgDn>");
    rig_expect(rig, "12 November 2026");
    rig_script(rig, "<PgDn><Right><Down>k"); /* no further than today */
    rig_expect(rig, "Saturday 21 November 2026: kept");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY, NULL), MARK_KEPT);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY - 1, NULL), MARK_KEPT);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY - 2, NULL), MARK_PARTLY);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY - 9, NULL), MARK_NOT);
    for (int day = 1; day < 40; day++)
        assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY + day, NULL), MARK_NONE);
    folder_remove(home);
}

/* A note stands beside a mark, stays when the mark changes, goes and comes back with it. */
static void test_a_note_beside_a_mark(void **state)
{
    (void)state;
    char *home = pledge_home(5);
    char *note;
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "<Enter><Left>t");
    rig_expect(rig, "First say how it went that day");
    rig_script(rig, "kt");
    rig_expect(rig, "A few words about that day");
    rig_script(rig, "the kettle was<Esc>");
    rig_expect(rig, "waits there as a draft");
    rig_script(rig, "t<End> new<C-s>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "the kettle was new");
    rig_script(rig, "<Left>");
    rig_expect_not(rig, "the kettle was new");
    rig_script(rig, "<Right>p");
    rig_expect(rig, "the kettle was new");
    rig_script(rig, "c");
    rig_expect_not(rig, "the kettle was new");
    rig_script(rig, "u");
    rig_expect(rig, "the kettle was new");
    rig_expect(rig, "2026: partly");
    rig_script(rig, "t");
    rig_expect(rig, "the kettle was new");
    rig_script(rig, "<C-u>and cold<C-s>");
    rig_expect(rig, "and cold");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY - 1, &note), MARK_PARTLY);
    assert_string_equal(note, "and cold");
    free(note);
    assert_int_equal(pledge_drafts(home), 0);
    folder_remove(home);
}

/* A note that was taken away with its mark is in the file no more. */
static void test_a_note_taken_away_is_gone(void **state)
{
    (void)state;
    char *home = pledge_home(5);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "k<Enter>tquinces<C-s>");
    rig_expect(rig, "quinces");
    rig_script(rig, "c");
    rig_expect(rig, "Nothing is marked there now.");
    book_leave(rig);
    assert_false(book_pages_hold(home, "quinces"));
    folder_remove(home);
}

/* What was written since a mark was set is not taken away with it by u. */
static void test_a_note_outlives_u(void **state)
{
    (void)state;
    char *home = pledge_home(5);
    char *note;
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "k<Enter>tquinces<C-s>u");
    rig_expect(rig, "There is nothing to undo here.");
    rig_expect(rig, "quinces");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY, &note), MARK_KEPT);
    assert_string_equal(note, "quinces");
    free(note);
    folder_remove(home);
}

/* ---- when a day ends ---- */

static void test_the_night_belongs_to_the_day_before(void **state)
{
    (void)state;
    static const struct {
        const char *now;
        int32_t day;
    } times[] = {
        {"2026-11-22T00:10:00", PLEDGE_TODAY},
        {"2026-11-22T03:59:00", PLEDGE_TODAY},
        {"2026-11-22T04:01:00", PLEDGE_TODAY + 1},
    };
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        char *home = pledge_home(0);
        struct rig *rig = pledge_rig(.mend_home = home, .now = times[i].now);
        rig_script(rig, "k");
        rig_expect(rig, "Kept.");
        rig_script(rig, "<Enter>");
        rig_expect(rig, times[i].day == PLEDGE_TODAY ? "Saturday 21 November 2026: kept"
                                                     : "Sunday 22 November 2026: kept");
        book_leave(rig);
        assert_int_equal(pledge_marked(home, 1, times[i].day, NULL), MARK_KEPT);
        assert_int_equal(pledge_marked(home, 1, 2 * PLEDGE_TODAY + 1 - times[i].day, NULL),
                         MARK_NONE);
        folder_remove(home);
    }
}

/* Marked at 03:59, due anew at 04:01. */
static void test_the_next_day_asks_anew(void **state)
{
    (void)state;
    char *home = pledge_home(0);
    struct rig *rig = pledge_rig(.mend_home = home, .now = "2026-11-22T03:59:00");
    rig_script(rig, "k");
    book_leave(rig);
    rig = pledge_rig(.mend_home = home, .now = "2026-11-22T03:59:30");
    expect_sign(rig, "●");
    book_leave(rig);
    rig = pledge_rig(.mend_home = home, .now = "2026-11-22T04:01:00");
    expect_sign(rig, "◎");
    rig_script(rig, "1");
    expect_sign(rig, "◎");
    book_leave(rig);
    folder_remove(home);
}

/* The day ends while the program stands there: what is marked then is of the new day. */
static void test_the_day_ends_meanwhile(void **state)
{
    (void)state;
    char *home = pledge_home(0);
    struct rig *rig = pledge_rig(.mend_home = home, .now = "2026-11-22T03:59:00");
    rig_script(rig, "k");
    rig_advance(rig, 120000);
    rig_script(rig, "1");
    expect_sign(rig, "◎");
    rig_script(rig, "4");
    expect_sign(rig, "◎");
    rig_script(rig, "p");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY, NULL), MARK_KEPT);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY + 1, NULL), MARK_PARTLY);
    folder_remove(home);
}

/* ---- Today ---- */

static char *home_of(int count)
{
    char *home = book_home(false);
    struct session *session = book_open(home);
    for (int i = 0; i < count; i++) {
        char will[24];
        snprintf(will, sizeof will, "do thing %d", i + 1);
        pledge_add(session, will, PLEDGE_DAILY, PLEDGE_TODAY);
    }
    session_close(session);
    return home;
}

static void test_five_on_today(void **state)
{
    (void)state;
    static const struct {
        int count;
        const char *more;
    } rows[] = {{5, NULL}, {6, "and 1 more; 4 shows it"}, {8, "and 3 more; 4 shows them"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *home = home_of(rows[i].count);
        struct rig *rig = rig_start(.mend_home = home);
        rig_expect(rig, "I will do thing 5");
        rig_expect_not(rig, "I will do thing 6");
        if (rows[i].more)
            rig_expect(rig, rows[i].more);
        else
            rig_expect_not(rig, "more; 4 shows");
        rig_script(rig, "<Down*5>k");
        rig_expect(rig, "▸ ● I will do thing 5");
        pledge_expect_no_streak(rig);
        book_leave(rig);
        assert_int_equal(pledge_marked(home, 5, PLEDGE_TODAY, NULL), MARK_KEPT);
        folder_remove(home);
    }
}

/* What is not for today is not there; what is overdue is. */
static void test_only_what_is_due(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    struct schedule mondays = {.kind = SCHEDULE_WEEKDAYS, .weekdays = 1};
    struct schedule saturdays = {.kind = SCHEDULE_WEEKDAYS, .weekdays = 1U << 5};
    pledge_add(session, "be on Monday", mondays, PLEDGE_TODAY - 30);
    pledge_add(session, "be on Saturday", saturdays, PLEDGE_TODAY - 30);
    pledge_add(session, "be late", PLEDGE_ONCE(PLEDGE_TODAY - 3), PLEDGE_TODAY - 30);
    pledge_add(session, "be early", PLEDGE_ONCE(PLEDGE_TODAY + 3), PLEDGE_TODAY - 30);
    int64_t rests = pledge_add(session, "be at rest", PLEDGE_DAILY, PLEDGE_TODAY - 30);
    pledge_rest(session, rests, PLEDGE_TODAY - 1, PLEDGE_TODAY + 1);
    int64_t week = pledge_add(session, "be thrice", PLEDGE_WEEKLY(1), PLEDGE_TODAY - 30);
    pledge_mark(session, week, PLEDGE_TODAY - 2, MARK_KEPT, "");
    session_close(session);
    struct rig *rig = rig_start(.mend_home = home);
    rig_expect(rig, "I will be on Saturday");
    rig_expect(rig, "I will be late");
    rig_expect_not(rig, "be on Monday");
    rig_expect_not(rig, "be early");
    rig_expect_not(rig, "be at rest");
    rig_expect_not(rig, "be thrice");
    rig_script(rig, "4");
    rig_expect(rig, "its day has passed");
    rig_expect(rig, "resting");
    book_leave(rig);
    folder_remove(home);
}

/* Once is once: what was answered long ago is not asked for again. */
static void test_once_and_answered_long_ago(void **state)
{
    (void)state;
    static const int days[] = {40, 46, 59, 61, 400};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        char *home = book_home(false);
        struct session *session = book_open(home);
        int64_t once = pledge_add(session, "sort the letters", PLEDGE_ONCE(PLEDGE_TODAY - days[i]),
                                  PLEDGE_TODAY - days[i] - 3);
        pledge_mark(session, once, PLEDGE_TODAY - days[i] - 1, MARK_KEPT, "");
        session_close(session);
        struct rig *rig = rig_start(.mend_home = home);
        rig_expect_not(rig, "sort the letters");
        rig_script(rig, "4");
        rig_expect(rig, "sort the letters");
        rig_expect_not(rig, "its day has passed");
        book_leave(rig);
        folder_remove(home);
    }
}

static void test_w_writes_about_the_prompt(void **state)
{
    (void)state;
    char *home = pledge_home(0);
    struct rig *rig = rig_start(.mend_home = home);
    rig_expect(rig, "Something to write about");
    char *screen = rig_screen_text(rig);
    const char *heading = strstr(screen, "Something to write about");
    char prompt[24] = "";
    const char *text = strchr(heading, '\n') + 1;
    snprintf(prompt, sizeof prompt, "%.20s", text + strspn(text, " "));
    rig_script(rig, "w");
    rig_expect(rig, prompt);
    rig_expect(rig, "nothing yet");
    rig_script(rig, "some words<Esc>");
    rig_expect(rig, "Promised for today");
    book_leave(rig);
    book_expect(home, 1, "some words");
    free(screen);
    folder_remove(home);
}

/* The day ends when the person says it does. */
static void test_the_day_ends_when_one_says(void **state)
{
    (void)state;
    char *home = pledge_home(0);
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "m<Down*6>");
    rig_expect(rig, "My day ends at: 4:00");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "My day ends at: 5:00");
    book_leave(rig);
    rig = pledge_rig(.mend_home = home, .now = "2026-11-22T04:30:00");
    rig_script(rig, "k");
    rig_expect(rig, "Kept.");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 1, PLEDGE_TODAY, NULL), MARK_KEPT);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks_in_the_list),
        cmocka_unit_test(test_a_second_u_takes_nothing_back),
        cmocka_unit_test(test_marks_on_today),
        cmocka_unit_test(test_marks_of_past_days),
        cmocka_unit_test(test_a_note_beside_a_mark),
        cmocka_unit_test(test_a_note_taken_away_is_gone),
        cmocka_unit_test(test_the_night_belongs_to_the_day_before),
        cmocka_unit_test(test_the_next_day_asks_anew),
        cmocka_unit_test(test_the_day_ends_meanwhile),
        cmocka_unit_test(test_five_on_today),
        cmocka_unit_test(test_only_what_is_due),
        cmocka_unit_test(test_once_and_answered_long_ago),
        cmocka_unit_test(test_a_note_outlives_u),
        cmocka_unit_test(test_w_writes_about_the_prompt),
        cmocka_unit_test(test_the_day_ends_when_one_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
