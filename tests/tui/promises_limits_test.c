/* Limits and what became of them; small tries at trust, planned and told. */
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

/* ---- limits ---- */

static void test_a_limit_and_what_became_of_it(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "l<C-s>");
    rig_expect(rig, "has no words yet, so there is nothing to keep.");
    rig_script(rig, "when it gets loud, I leave<C-s>");
    rig_expect(rig, "My limits");
    rig_expect(rig, "when it gets loud, I leave kept 0 · crossed 0 · changed 0");
    rig_script(rig, "k");
    rig_expect(rig, "It was kept");
    rig_script(rig, "went for a walk<C-s>");
    rig_expect(rig, "kept 1 · crossed 0 · changed 0");
    rig_script(rig, "x");
    rig_expect(rig, "That somebody crossed it is their doing. F1 is Help now");
    rig_script(rig, "<C-s>"); /* words are not needed */
    rig_expect(rig, "kept 1 · crossed 1 · changed 0");
    rig_script(rig, "r");
    rig_expect(rig, "It was changed between us");
    rig_script(rig, "we said ten at night<C-s>");
    rig_expect(rig, "kept 1 · crossed 1 · changed 1");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "▸ 21 November 2026 · changed between us we said ten at night");
    rig_expect(rig, "21 November 2026 · crossed");
    rig_expect(rig, "21 November 2026 · kept went for a walk");
    pledge_expect_no_streak(rig);
    rig_script(rig, "<Down*2>d");
    rig_expect(rig, "In the trash, for 30 days.");
    rig_expect_not(rig, "went for a walk");
    rig_script(rig, "u");
    rig_expect(rig, "went for a walk");
    rig_script(rig, "e<C-u>when it gets loud, I go out<C-s>");
    rig_expect(rig, "when it gets loud, I go out");
    rig_script(rig, "ksat on the steps<Esc>");
    rig_expect(rig, "waits there as a draft");
    rig_script(rig, "k");
    rig_expect(rig, "sat on the steps");
    rig_script(rig, "<C-s><Esc>");
    rig_expect(rig, "when it gets loud, I go out kept 2 · crossed 1 · changed 1");
    book_leave(rig);
    assert_int_equal(pledge_drafts(home), 0);
    folder_remove(home);
}

static void test_a_limit_without_events(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    pledge_limit(session, "my own key");
    session_close(session);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Nothing is noted yet. k when it was kept");
    rig_script(rig, "d"); /* there is nothing that could be thrown away */
    rig_expect(rig, "my own key");
    rig_script(rig, "<Esc>d");
    rig_expect(rig, "Nothing is promised here");
    rig_script(rig, "vv");
    rig_expect(rig, "my own key");
    rig_script(rig, "rv");
    rig_expect(rig, "my own key");
    book_leave(rig);
    folder_remove(home);
}

/* More events than a screen has rows: the last one can be gone to. */
static void test_many_events(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    int64_t limit = pledge_limit(session, "my own key");
    for (int i = 0; i < 60; i++) {
        char did[24];
        snprintf(did, sizeof did, "did %d things", i);
        pledge_event(session, limit, (enum boundary_event_kind)(i % BOUNDARY_EVENT_KINDS),
                     PLEDGE_TODAY - i, did);
    }
    session_close(session);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_expect(rig, "kept 20 · crossed 20 · changed 20");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "did 0 things");
    rig_expect_not(rig, "did 59 things");
    rig_script(rig, "<Down*59>");
    rig_expect(rig, "did 59 things");
    rig_expect(rig, "▸ 23 September 2026 · changed between us");
    rig_script(rig, "<Down>"); /* no further */
    rig_expect(rig, "▸ 23 September 2026");
    rig_script(rig, "<Up*59>");
    rig_expect(rig, "my own key");
    rig_expect(rig, "▸ 21 November 2026 · kept");
    book_leave(rig);
    folder_remove(home);
}

/* ---- small tries ---- */

static void test_a_try_is_planned(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "a<C-s>");
    rig_expect(rig, "needs a few words about what you will try.");
    rig_script(rig, "ask for a call<Tab>3<Tab>no call<Tab>2<Tab>by ten<Tab>whenever<C-s>");
    rig_expect(rig, "A day is written like 2026-12-05.");
    rig_script(rig, "<C-u><C-s>");
    rig_expect(rig, "Small tries at trust");
    rig_expect(rig, "ask for a call planned; mend asks on 5 December 2026");
    rig_script(rig, "e");
    rig_expect(rig, "ask for a call");
    rig_expect(rig, "no call");
    rig_script(rig, "<Tab*5>2026-11-25<C-s>");
    rig_expect(rig, "planned; mend asks on 25 November 2026");
    rig_script(rig, "1");
    rig_expect_not(rig, "could be told by now");
    book_leave(rig);
    folder_remove(home);
}

/* Its day comes; what is said of it is set beside what was thought. */
static void test_a_try_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *actual, *words;
    } rows[] = {
        {"8", "told: better than you thought"}, {"6", "told: about as you thought"},
        {"4", "told: about as you thought"},    {"3", "told: worse than you thought"},
        {"0", "told: worse than you thought"},  {"", "told"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *home = book_home(false);
        struct session *session = book_open(home);
        pledge_try(session, "ask for a call", PLEDGE_TODAY + 4, 5);
        session_close(session);
        struct rig *rig = rig_start(.mend_home = home, .now = "2026-11-25T03:59:00");
        rig_expect_not(rig, "could be told by now");
        book_leave(rig);
        rig = rig_start(.mend_home = home, .now = "2026-11-25T04:01:00");
        rig_expect(rig, "A small try could be told by now: what happened? 4 has it.");
        rig_script(rig, "4");
        rig_expect(rig, "Its time has come. What happened? Enter says it.");
        rig_script(rig, "<Enter>");
        rig_expect(rig, "One result is one piece of information.");
        rig_script(rig, "it rang<Tab>");
        rig_script(rig, rows[i].actual);
        rig_script(rig, "<Tab>it can ring<C-s>");
        rig_expect(rig, rows[i].words);
        if (!*rows[i].actual)
            rig_expect_not(rig, "you thought");
        rig_script(rig, "<Enter>"); /* and it can be read, and said anew */
        rig_expect(rig, "it rang");
        rig_expect(rig, "it can ring");
        rig_script(rig, "<Esc>1");
        rig_expect_not(rig, "could be told by now");
        book_leave(rig);
        folder_remove(home);
    }
}

static void test_two_tries_on_today(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    pledge_try(session, "ask for a call", PLEDGE_TODAY, 5);
    pledge_try(session, "leave the door open", DAY_OPEN, 5); /* planned 20 days ago */
    session_close(session);
    struct rig *rig = rig_start(.mend_home = home);
    rig_expect(rig, "Small tries could be told by now: what happened? 4 has them.");
    rig_script(rig, "4d");
    rig_expect(rig, "In the trash");
    rig_script(rig, "1");
    rig_expect(rig, "A small try could be told by now");
    rig_script(rig, "4u");
    rig_script(rig, "vvv1");
    rig_expect(rig, "Small tries could be told by now");
    book_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_limit_and_what_became_of_it),
        cmocka_unit_test(test_a_limit_without_events),
        cmocka_unit_test(test_many_events),
        cmocka_unit_test(test_a_try_is_planned),
        cmocka_unit_test(test_a_try_is_told),
        cmocka_unit_test(test_two_tries_on_today),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
