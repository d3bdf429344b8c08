/*
 * Search on the shipped program: what was typed is found, what is sealed, deleted or about leaving
 * never, one goes there and comes back, and a search that takes its time stands in nobody's way.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/store/journal.h"
#include "store/statement.h"
#include "store/store_private.h"
#include "support/rig.h"

#define MUST(call) assert_int_equal((call), OK)

enum { MANY = 20000 };

static struct rig *start(char *home)
{
    return rig_start(.mend_home = home);
}

/* ---- homes ---- */

static struct store *open_home(const char *home, struct clock *clock)
{
    struct fault fault = {0};
    struct store *store = NULL;
    MUST(clock_init(clock, "2026-11-20T10:00:00", true, &fault));
    if (store_open(home, clock, &store, &fault))
        fail_msg("%s", fault.text);
    return store;
}

static int64_t add_entry(struct store *store, struct clock *clock, const char *day,
                         const char *text)
{
    struct fault fault = {0};
    int64_t id = 0;
    struct journal_new entry = {.text = text, .day = day};
    if (store_journal_add(store, &entry, &id, &fault))
        fail_msg("%s", fault.text);
    clock_advance(clock, 1000);
    return id;
}

static void add_answer(struct store *store, struct clock *clock, const char *lesson,
                       const char *exercise, const char *kind, const char *key, const char *text)
{
    struct fault fault = {0};
    struct pairs values = {0};
    MUST(pairs_set(&values, key, text, &fault));
    MUST(store_answer_add(store, lesson, exercise, kind, &values, NULL, &fault));
    pairs_free(&values);
    clock_advance(clock, 1000);
}

/* Entries and answers of every kind, all with a heron in them. */
static char *filled_home(void)
{
    struct clock clock;
    char *home = folder_make();
    struct store *store = open_home(home, &clock);
    int64_t sealed = add_entry(store, &clock, "2026-02-01", "a sealed heron #bird");
    int64_t trashed = add_entry(store, &clock, "2026-02-02", "a heron thrown away #bird");
    add_entry(store, &clock, "2025-03-09", "A heron by the canal. #Bird #quiet");
    add_entry(store, &clock, "2026-06-30", "Two HÉRONS today, café as ever. 今天我相信自己");
    add_answer(store, &clock, "3", "small-victory", "reflect", "text",
               "I watched the heron for an hour");
    add_answer(store, &clock, "plan", "on-my-own", "plan", "alone", "sit where the heron stands");
    add_answer(store, &clock, "leaving", "where-and-how", "plan", "where",
               "L's sofa, the heron street");
    add_answer(store, &clock, "calm", "finger", "breathe", "note", "thought of the heron");
    add_answer(store, &clock, "11", "go-back-to", "list", "1", "the page about the heron");
    add_answer(store, &clock, "3", "taken-out", "reflect", "text",
               "a heron on a page that is gone");
    MUST(store_journal_seal(store, sealed, true, NULL));
    MUST(store_journal_trash(store, trashed, NULL));
    store_close(store);
    return home;
}

/*
 * A journal over which the best of several frequent words take long to find, the more so the more
 * often they are asked for.
 */
static char *large_home(void)
{
    struct clock clock;
    char *home = folder_make();
    struct store *store = open_home(home, &clock);
    struct fault fault = {0};
    add_entry(store, &clock, NULL, "the first of many");
    MUST(store_begin(store, &fault));
    struct statement s = statement_open(
        store, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
               " INSERT INTO journal_entry(made_at, changed_at, day, words, text)"
               " SELECT 1700000000 + i, 1700000000 + i, '2026-01-01', 6,"
               " 'wren lark wren lark crow ' || i FROM n");
    statement_bind_int(&s, MANY);
    MUST(statement_run(&s, &fault));
    MUST(statement_script(store, "INSERT INTO journal_index(journal_index) VALUES('rebuild')",
                          &fault));
    MUST(store_end(store, OK, &fault));
    store_close(store);
    return home;
}

/* ---- finding ---- */

/* In a line that is open already. */
static void expect_found(struct rig *rig, const char *typed, const char *state)
{
    rig_script(rig, "<C-u>");
    rig_keys(rig, typed);
    rig_expect(rig, state);
}

static void test_what_was_typed(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start(home);
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Tab>A crane/stork, I said.<C-s>");
    rig_expect(rig, "A crane/stork"); /* in a text it is a sign like others */
    rig_script(rig, "<Esc><Esc>3n");
    rig_keys(rig, "Saw a Cr\xc3\xa0ne over the roof");
    rig_script(rig, "<Esc>/crane");
    rig_expect(rig, "2 found, newest first");
    rig_expect(rig, "journal · 21 November 2026 Saw a Cr\xc3\xa0ne over the roof");
    rig_expect(rig, "lesson 1, page 1.1 · 21 November 2026 A crane/stork, I said.");
    rig_leave(rig);
    folder_remove(home);
}

static void test_words_phrases_and_bounds(void **state)
{
    (void)state;
    char *home = filled_home();
    struct rig *rig = start(home);
    rig_script(rig, "/");
    rig_expect(rig, "journal entries with #sleep");
    expect_found(rig, "heron", "7 found, newest first");
    rig_expect(rig, "lesson 3, page 3.5");
    rig_expect(rig, "My safety plan");
    rig_expect(rig, "calm");
    rig_expect_not(rig, "sealed");
    rig_expect_not(rig, "thrown");
    rig_expect_not(rig, "sofa");
    rig_expect_looks(rig, "HÉRONS", GLASS_BOLD | GLASS_UNDERLINE);
    rig_expect_not_looks(rig, "today,", GLASS_BOLD);
    expect_found(rig, "HERON", "7 found");
    expect_found(rig, "h\xc3\xa9ron", "7 found");
    expect_found(rig, "cafe", "1 found");
    expect_found(rig, "相信", "1 found");
    expect_found(rig, "信相", "Nothing was found.");
    expect_found(rig, "hour heron", "1 found");
    expect_found(rig, "\"the heron\" hour", "1 found");
    expect_found(rig, "\"hour heron\"", "Nothing was found.");
    expect_found(rig, "tag:bird", "1 found");
    expect_found(rig, "tag:quiet heron", "1 found");
    expect_found(rig, "heron after:2026 before:2026-07", "1 found");
    expect_found(rig, "heron before:2026", "1 found");
    expect_found(rig, "sofa", "Nothing was found.");
    expect_found(rig, "\" OR NEAR( * -", "Nothing was found.");
    expect_found(rig, "heron\"' --", "6 found");
    rig_script(rig, "<C-u>");
    rig_expect(rig, "journal entries with #sleep");
    rig_leave(rig);
    folder_remove(home);
}

static void test_without_colour(void **state)
{
    (void)state;
    char *home = filled_home();
    static const char *const colourless[] = {"NO_COLOR=1", NULL};
    struct rig *rig = rig_start(.mend_home = home, .environment = colourless);
    rig_script(rig, "/heron");
    rig_expect_looks(rig, "HÉRONS", GLASS_UNDERLINE);
    assert_false(glass_uses_colour(rig_glass(rig)));
    rig_leave(rig);
    folder_remove(home);
}

/* ---- going there and back ---- */

static void expect_back(struct rig *rig, const char *selected)
{
    char marked[64];
    snprintf(marked, sizeof marked, "▸ %s", selected);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Search heron");
    rig_expect(rig, "7 found");
    rig_expect(rig, marked);
}

static void test_opening_each_kind(void **state)
{
    (void)state;
    char *home = filled_home();
    struct rig *rig = start(home);
    rig_script(rig, "/heron<Down>");
    rig_expect(rig, "▸ lesson 3");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "The page this belongs to is not there any more.");
    rig_expect(rig, "Search heron");
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "page 3 of 3");
    expect_back(rig, "Looking back, page 11.3");
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "Hold one hand open");
    expect_back(rig, "calm");
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "What I can do alone");
    expect_back(rig, "My safety plan");
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "One small try, in the open");
    expect_back(rig, "lesson 3, page 3.5");
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "café as ever");
    rig_expect_not(rig, "Search heron");
    expect_back(rig, "journal · 30 June 2026");
    rig_script(rig, "<Down*9>");
    rig_expect(rig, "▸ journal · 9 March 2025");
    rig_script(rig, "<PgUp*9><Enter>"); /* in the line, it is the first one */
    rig_expect(rig, "The page this belongs to");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "1 Today");
    rig_expect_not(rig, "Search");
    rig_leave(rig);
    folder_remove(home);
}

/* Of an exercise in two versions, the page may show the other one first. */
static void test_the_other_version(void **state)
{
    (void)state;
    struct clock clock;
    char *home = folder_make();
    struct store *store = open_home(home, &clock);
    add_answer(store, &clock, "3", "own-plan", "plan", "when", "when the heron is back");
    store_close(store);
    struct rig *rig = start(home);
    rig_script(rig, "/heron<Enter>");
    rig_expect(rig, "Before you say it");
    rig_expect(rig, "f shows the other version of this page.");
    rig_leave(rig);
    folder_remove(home);
}

/* What is thrown away, sealed or deleted while one is there is not shown again. */
static void test_what_goes_meanwhile(void **state)
{
    (void)state;
    char *home = filled_home();
    struct rig *rig = start(home);
    rig_script(rig, "/heron<Down*6><Enter>d");
    rig_expect(rig, "6 found");
    rig_expect_not(rig, "café as ever");
    rig_script(rig, "<C-u>canal<Enter>s");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Nothing was found.");
    rig_script(rig, "<C-u>hour<Enter>e");
    rig_expect(rig, "I watched the heron");
    rig_script(rig, "dy<Esc><Esc>");
    rig_expect(rig, "Search hour");
    rig_expect(rig, "Nothing was found.");
    rig_leave(rig);
    folder_remove(home);
}

/* From inside a lesson and from Calm, and back to where one was. */
static void test_from_anywhere(void **state)
{
    (void)state;
    char *home = filled_home();
    struct rig *rig = start(home);
    rig_script(rig, "2<Enter><End><Enter><Enter>");
    rig_expect(rig, "of 4");
    char *before = rig_screen_text(rig);
    rig_script(rig, "/heron");
    rig_expect(rig, "7 found");
    rig_script(rig, "<Esc>");
    char *after = rig_screen_text(rig);
    assert_string_equal(before, after);
    free(before);
    free(after);
    rig_script(rig, "<Esc>6<Down>");
    rig_expect(rig, "▸ Along your fingers");
    rig_script(rig, "/heron<Down*3>");
    rig_expect(rig, "▸ calm");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "▸ Along your fingers");
    rig_script(rig, "<Enter>/"); /* one practice */
    rig_expect(rig, "tag:sleep");
    rig_script(rig, "<Esc><F1>/1?q7"); /* every letter is one, and so are digits */
    rig_expect(rig, "Search 1?q7");
    rig_leave(rig);
    folder_remove(home);
}

static void test_not_while_locked(void **state)
{
    (void)state;
    static const char passphrase[] = "copper ladder seven rain";
    char *home = folder_make();
    struct rig *rig = start(home);
    rig_script(rig, "<Enter><Tab><Enter>");
    rig_expect(rig, "A passphrase, before anything is kept");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>n");
    rig_expect(rig, "Sealed from now on, ");
    rig_leave(rig);
    rig = start(home);
    rig_script(rig, "/");
    rig_expect_not(rig, "tag:sleep");
    rig_script(rig, "<F1>/");
    rig_expect_not(rig, "tag:sleep");
    rig_script(rig, "?/");
    rig_expect_not(rig, "tag:sleep");
    rig_leave(rig);
    folder_remove(home);
}

/* ---- while it is typed, and while it takes its time ---- */

static void test_resized_and_pasted(void **state)
{
    (void)state;
    static const char pasted[] = "heron\r\nhour\r\n";
    static const struct {
        int rows, columns;
    } sizes[] = {{12, 40}, {5, 20}, {40, 132}, {1, 1}, {16, 60}};
    char *home = filled_home();
    struct rig *rig = start(home);
    rig_script(rig, "/");
    rig_paste(rig, pasted, sizeof pasted - 1);
    rig_expect(rig, "Search heron hour");
    rig_expect(rig, "1 found");
    rig_script(rig, "<C-u>");
    for (int i = 0; i < 5; i++) {
        char letter[2] = {"heron"[i], '\0'};
        rig_keys(rig, letter);
        rig_resize(rig, sizes[i].rows, sizes[i].columns);
    }
    rig_expect(rig, "Search heron");
    rig_expect(rig, "7 found");
    rig_script(rig, "<Down*5>");
    rig_resize(rig, 12, 40);
    rig_expect(rig, "▸ lesson 3, page 3.5");
    rig_leave(rig);
    folder_remove(home);
}

static const char slow[] =
    "wren lark crow wren lark crow wren lark crow wren lark crow wren lark crow "
    "wren lark crow wren lark crow wren lark crow";

static struct rig *start_slow(char *home, size_t *mark)
{
    struct rig *rig = start(home);
    rig_script(rig, "/");
    rig_keys(rig, slow);
    rig_expect(rig, "the newest 100");
    *mark = rig_mark(rig);
    return rig;
}

static void expect_never_found(struct rig *rig, size_t mark)
{
    size_t length;
    const char *since = rig_since(rig, mark, &length);
    assert_null(memmem(since, length, "the best", strlen("the best")));
}

static void test_leaving_while_it_searches(void **state)
{
    (void)state;
    size_t mark;
    char *home = large_home();
    struct rig *rig = start_slow(home, &mark);
    rig_script(rig, "<Tab>");
    rig_wait_for(rig, "Searching");
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    expect_never_found(rig, mark);
    rig_stop(rig);
    /* Also when a key waits for what is found. */
    rig = start_slow(home, &mark);
    rig_script(rig, "<Tab><Down><Enter>");
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    expect_never_found(rig, mark);
    rig_stop(rig);
    /* A signal is no key, and ends it as well. */
    rig = start_slow(home, &mark);
    rig_script(rig, "<Tab>");
    rig_wait_for(rig, "Searching");
    rig_signal(rig, SIGTERM);
    rig_expect_exit(rig, 128 + SIGTERM);
    expect_never_found(rig, mark);
    rig_stop(rig);
    folder_remove(home);
}

/* A further key calls the search off, and none is lost. */
static void test_typing_while_it_searches(void **state)
{
    (void)state;
    size_t mark;
    char *home = large_home();
    struct rig *rig = start_slow(home, &mark);
    rig_script(rig, "<Tab>");
    rig_wait_for(rig, "Searching");
    for (const char *key = " 417"; *key; key++) {
        char letter[2] = {*key, '\0'};
        rig_keys(rig, letter);
    }
    rig_wait_for(rig, "crow 417");
    rig_expect(rig, "1 found, best first");
    expect_never_found(rig, mark);
    rig_expect(rig, "wren lark wren lark crow 417");
    rig_script(rig, "<Backspace*3>zzz");
    rig_expect(rig, "Nothing was found.");
    rig_script(rig, "<C-u>417<Enter>"); /* what Enter opens is looked for first */
    rig_expect(rig, "wren lark wren lark crow 417");
    rig_expect_not(rig, "Search");
    rig_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_typed),
        cmocka_unit_test(test_words_phrases_and_bounds),
        cmocka_unit_test(test_without_colour),
        cmocka_unit_test(test_opening_each_kind),
        cmocka_unit_test(test_the_other_version),
        cmocka_unit_test(test_what_goes_meanwhile),
        cmocka_unit_test(test_from_anywhere),
        cmocka_unit_test(test_not_while_locked),
        cmocka_unit_test(test_resized_and_pasted),
        cmocka_unit_test(test_leaving_while_it_searches),
        cmocka_unit_test(test_typing_while_it_searches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
