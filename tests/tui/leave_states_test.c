/*
 * Ctrl-X in every screen and every state there is: nothing but erasing is written after it, the
 * shell's session is all that is left, and the status is 0.
 *
 * Each state is reached by keys and known by words on the screen, so that none of them can be
 * passed by without notice when something is moved. They begin on Today, in one of four homes.
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

#include "support/leaving.h"

enum home { NOTHING, FIRST_RUN, BEGUN, SEALED, HOMES };

struct place {
    enum home home;
    const char *keys;
    const char *shows;
};

#define PASSPHRASE "copper ladder seven rain"

static const struct place places[] = {
    /* the first run */
    {FIRST_RUN, "", "page 1 of 5"},
    {FIRST_RUN, "s", "page 2 of 5"},
    {FIRST_RUN, "ss|<C-x><Enter>", "From now on Ctrl-X leaves for good"},
    {FIRST_RUN, "sss", "page 4 of 5"},
    {FIRST_RUN, "ssss<Tab>", "page 5 of 5"},
    {FIRST_RUN, "ssss<Tab><Enter><Tab><Tab><Space>", "[x] I'm afraid"},
    {FIRST_RUN, "sss<Tab><Enter>", "A passphrase, before anything"},
    {FIRST_RUN, "sss<Tab><Enter>half", "Short. Somebody"},
    {FIRST_RUN, "sss<Tab><Enter>half<Enter>ha", "The same passphrase again"},
    {FIRST_RUN, "sss<Tab><Enter>half<Enter>other<Enter>", "were not the same"},
    {FIRST_RUN, "sss<Tab><Enter>whole<Enter>whole<Enter>", "A recovery key?"},
    {FIRST_RUN, "sss<Tab><Enter>whole<Enter>whole<Enter>y", "Your recovery key"},
    {FIRST_RUN, "sss<Tab><Enter>whole<Enter>whole<Enter>y<Enter>abcd", "From your paper"},
    {FIRST_RUN, "sss<Tab><Enter>whole<Enter>whole<Enter>n", "Sealed from now on"},
    {FIRST_RUN, "sss<Tab><Down><Enter>", "Chosen: what you write is kept"},
    /* screens, with nothing kept */
    {NOTHING, "", "Saturday 21 November"},
    {NOTHING, "2<Down>", "The foundation of trust"},
    {NOTHING, "2<End><Enter>", "My words"},
    {NOTHING, "2<End><Up><Enter>", "Questions people ask"},
    {NOTHING, "3", "Your journal"},
    {NOTHING, "4", "Nothing is promised here"},
    {NOTHING, "5", "A short look, now and then"},
    {NOTHING, "5v", "There is nothing to draw yet"},
    {NOTHING, "5w", "There is no check-in yet"},
    {NOTHING, "6<Down>", "Along your fingers"},
    {NOTHING, "7", "In danger now"},
    {NOTHING, "7<Down><Enter>", "fold up"},
    {NOTHING, "7c", "Where are you?"},
    {NOTHING, "7cuni", "United"},
    {NOTHING, "<F1>cu<Enter>", "In danger now: call 999."},
    {NOTHING, "?", "Keys everywhere"},
    {NOTHING, "/", "comes with the journal"},
    {NOTHING, "m", "Me and my data"},
    {NOTHING, "m<End><Enter>", "There is nothing to erase."},
    {NOTHING, "<Enter>", "before you begin"},
    {NOTHING, "<Enter><Tab><Tab>5", "5"},
    {NOTHING, "<Enter><Tab><Enter>half", "A passphrase, before anything"},
    {NOTHING, "m<Enter><PgDn>", "page 1 of 2"},
    {NOTHING, "m<Down><Enter>", "before you begin"},
    {NOTHING, "m<Down><Down><Enter>", "before you begin"},
    {NOTHING, "m<Down*3><Enter>", "before you begin"},
    {NOTHING, "m<Down*5><Enter>", "page 1 of 5"},
    /* a practice: its page, its numbers, running, paused, without motion, over, within help */
    {NOTHING, "6<Down><Enter>", "Hold one hand open"},
    {NOTHING, "6<Down><Enter><Tab>8<Down><Enter><5s>", "Up your thumb"},
    {NOTHING, "6<Down><Enter><Tab>8<Down><Enter><Space>", "paused; Space goes on"},
    {NOTHING, "6<Down><Enter><Tab>8<Down><Enter>m<3s>", "with motion"},
    {NOTHING, "6<Down><Enter><Tab>8<Down><Enter><200s>", "That was it."},
    {NOTHING, "7p<20s>", "Five things you can see"},
    {NOTHING, "7p<F1>", "In danger now"},
    /* in a lesson, with every kind of exercise half done */
    {BEGUN, "<Enter>", "page 1 of 4"},
    {BEGUN, "<Enter><Tab>half a wor", "half a wor"},
    {BEGUN, "<Enter>e", "Earlier answers"},
    {BEGUN, "<Enter>ed", "Delete for good?"},
    {BEGUN, "<Enter>s<Tab><Down>", "page 2 of 4"},
    {BEGUN, "<Enter>s<Tab><Tab><Space>", "[x]"},
    {BEGUN, "<Enter>s<Tab><Tab><S-Tab><Tab><Down*10>half a wor", "half a wor"},
    {BEGUN, "<Enter>ss<Tab>5", "●"},
    {BEGUN, "<Enter>sss<Tab>1", "page 4 of 4"},
    {BEGUN, "<Enter>ssss", "That was the last page"},
    {BEGUN, "<Enter>ssss<Tab>9", "●"},
    {BEGUN, "5n7", "looking back over the last days"},
    {BEGUN, "5n<Tab*7>half a ch", "half a ch"},
    {BEGUN, "2r", "Start over?"},
    {BEGUN, "2<Home><Down><Enter><End><Enter><Tab><Tab>half a pl", "half a pl"},
    {BEGUN, "2<Home><Down><Enter><End><Enter>s<Tab>half a li", "half a li"},
    {BEGUN, "2<Home><Down><Down><Enter><End><Enter><Tab><Enter>", "page 1 of 5"},
    {BEGUN, "2<Home><Down><Down><Enter><End><Enter>s<Tab><Space>", "page 2 of 5"},
    {BEGUN, "2<Home><Down><Down><Enter><End><Enter>ss<Tab>half a se", "half a se"},
    {BEGUN, "2<Home><Down><Down><Enter><End><Enter>sss<Tab>half a pr", "half a pr"},
    {BEGUN, "2<Home><Down><Down><Enter><End><Enter>ssss<Tab>half a tr", "half a tr"},
    {BEGUN, "2<Home><Down*4><Enter><End><Enter>sss<Tab>1<Tab>6", "page 4 of 4"},
    {BEGUN, "2<Home><Down*7><Enter><End><Enter>ss<Tab*6>", "what is to become of it?"},
    {BEGUN, "2<Home><Down*7><Enter><End><Enter>ss<Tab*6><Enter>half a le", "half a le"},
    {BEGUN, "2<Home><Down*7><Enter><End><Enter>ss<Tab*6><Down><Enter>half a le", "half a le"},
    {BEGUN, "2<Home><Down*7><Enter><End><Enter>ss<Tab*6><Down*2><Enter>half a le",
     "No word of it is stored"},
    {BEGUN, "2<Home><Down*7><Enter><End><Enter>ss<Tab*6><Enter>half a le<S-Tab><Enter>",
     "Enter again deletes it"},
    {BEGUN, "2<Home><Down*7><Enter><End><Enter>sss<Tab><Space>", "page 4 of 4"},
    {BEGUN, "<Enter><Tab>half<F1>", "In danger now"},
    {BEGUN, "<Enter>?", "Keys everywhere"},
    /* sheets, and what lies behind Me */
    {BEGUN, "m<Enter><Tab><Tab><Space>", "[x] I'm afraid"},
    {BEGUN, "m<Enter>s<Tab><Space>", "page 2 of 2"},
    {BEGUN, "m<Down><Enter><Tab>half a si", "half a si"},
    {BEGUN, "m<Down><Enter>s<Tab>half a wa", "half a wa"},
    {BEGUN, "m<Down><Enter>ss<Tab>half a re", "half a re"},
    {BEGUN, "m<Down><Enter>sss<Tab>half a na", "half a na"},
    {BEGUN, "m<Down><Enter>ssss<Tab>", "page 5 of 6"},
    {BEGUN, "m<Down><Enter>sssss<Tab>half a st", "half a st"},
    {BEGUN, "m<Down><Down><Enter><Tab>", "page 1 of 5"},
    {BEGUN, "m<Down><Down><Enter>s<Tab>half a ro", "half a ro"},
    {BEGUN, "m<Down><Down><Enter>ss<Tab>half a fr", "half a fr"},
    {BEGUN, "m<Down><Down><Enter>sss<Tab>half a ba", "half a ba"},
    {BEGUN, "m<Down><Down><Enter>ssss<Tab>half a ph", "half a ph"},
    {BEGUN, "m<Down*3><Enter><Tab>half a na", "half a na"},
    {BEGUN, "m<Down*3><Enter>s<Tab>half a nu", "half a nu"},
    {BEGUN, "m<Down*4><Enter>", "Motion in practices: off"},
    {BEGUN, "m<Down*5><Enter>sss", "Chosen: what you write is kept"},
    {BEGUN, "m<End><Enter>", "Shift-E erases now."},
    {BEGUN, "m<End><Enter>E", "Everything that mend kept is erased."},
    /* locked */
    {SEALED, "", "This is locked."},
    {SEALED, "copper lad", "This is locked."},
    {SEALED, "<Tab>ABCDE-FG", "ABCDE-FG"},
    {SEALED, "wrong<Enter>", "does not open"},
    {SEALED, "a<Enter>b<Enter>c<Enter>", "Another try is possible in"},
    {SEALED, "half<F1>", "In danger now"},
    {SEALED, "half<F1>c", "Where are you?"},
    {SEALED, "<F1>p<5s>", "what holds you up"},
    {SEALED, PASSPHRASE "<Enter>", "Last opened"},
    {SEALED, PASSPHRASE "<Enter>|<Enter><Tab>half a wor", "half a wor"},
};
enum { PLACES = sizeof places / sizeof places[0] };

/* ---- homes, made once; every state gets a copy ---- */

static char *homes[HOMES];

static void make_begun(void)
{
    homes[BEGUN] = folder_make();
    struct rig *rig = rig_start(.mend_home = homes[BEGUN]);
    rig_script(rig, "<Enter><End><Enter><Tab>an answer of my own<C-s><Esc>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
}

static void make_sealed(void)
{
    homes[SEALED] = folder_make();
    struct rig *rig = rig_start(.mend_home = homes[SEALED]);
    rig_script(rig, "<Enter><Tab><Enter>" PASSPHRASE "<Enter>" PASSPHRASE "<Enter>n<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
}

static int setup(void **state)
{
    (void)state;
    make_begun();
    make_sealed();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    folder_remove(homes[BEGUN]);
    folder_remove(homes[SEALED]);
    return 0;
}

static char *home_for(enum home kind)
{
    return homes[kind] ? folder_copy(homes[kind]) : folder_make();
}

static struct rig *start(enum home kind, const char *home, int rows, int columns)
{
    return rig_start(.before = leaving_shell, .mend_home = home, .first_run = kind == FIRST_RUN,
                     .rows = rows, .columns = columns);
}

/* ---- the states ---- */

/* Types KEYS; at each "|" all of it is waited for. */
static void type(struct rig *rig, const char *keys)
{
    char part[128];
    while (*keys) {
        size_t length = strcspn(keys, "|");
        snprintf(part, sizeof part, "%.*s", (int)length, keys);
        rig_script(rig, part);
        keys += length + (keys[length] == '|');
        if (keys[-1] == '|')
            rig_sync(rig);
    }
}

static void leave_from(const struct place *place)
{
    char *home = home_for(place->home);
    struct rig *rig = start(place->home, home, 30, 100);
    rig_sync(rig);
    type(rig, place->keys);
    rig_wait_for(rig, place->shows);
    size_t mark = rig_mark(rig);
    if (!rig_shows(rig, place->shows))
        rig_fail(rig, "\"%s\" does not lead to \"%s\"", place->keys, place->shows);
    rig_script(rig, "<C-x>");
    leaving_expect_gone(rig, mark);
    rig_stop(rig);
    folder_remove(home);
}

static void test_every_state(void **state)
{
    (void)state;
    for (size_t i = 0; i < PLACES; i++)
        leave_from(&places[i]);
}

/* What is typed in one go with it is not drawn first, and whatever it opens is not seen. */
static void test_with_no_time_between(void **state)
{
    (void)state;
    for (size_t i = 0; i < PLACES; i += 5) {
        if (places[i].home == SEALED || strchr(places[i].keys, '|'))
            continue; /* see below for what takes its time */
        char *home = home_for(places[i].home);
        struct rig *rig = start(places[i].home, home, 30, 100);
        rig_sync(rig);
        rig_script(rig, places[i].keys);
        rig_script(rig, "<C-x>");
        leaving_expect_over(rig);
        rig_stop(rig);
        folder_remove(home);
    }
}

/* Behind the key that locks: it locks, and then it is gone. */
static void test_right_behind_the_lock(void **state)
{
    (void)state;
    static const char *const keys[] = {"\x0c\x18", "half a wor\x0c\x18", "\x1a\x18"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char *home = home_for(SEALED);
        struct rig *rig = start(SEALED, home, 30, 100);
        type(rig, PASSPHRASE "<Enter>|<Enter>|<Tab>|");
        rig_expect(rig, "page 1 of 4");
        size_t mark = rig_mark(rig);
        size_t length;
        rig_keys(rig, keys[i]);
        leaving_expect_over(rig);
        const char *bytes = rig_since(rig, mark, &length);
        assert_null(memmem(bytes, length, "locked", 6));
        rig_stop(rig);
        folder_remove(home);
    }
}

/* ---- windows ---- */

static void test_in_every_window(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1}, {5, 20}, {11, 100}, {12, 39}, {12, 40}, {50, 160}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *home = home_for(BEGUN);
        struct rig *rig = start(BEGUN, home, 30, 100);
        rig_script(rig, "<Enter><Tab>half a wor");
        rig_expect(rig, "half a wor");
        rig_resize(rig, sizes[i][0], sizes[i][1]);
        size_t mark = rig_mark(rig);
        rig_script(rig, "<C-x>");
        rig_expect_exit(rig, 0);
        size_t length;
        const char *bytes = rig_since(rig, mark, &length);
        assert_non_null(memmem(bytes, length, "\x1b[?1049l", 8));
        assert_true(rig_terminal_is_restored(rig));
        rig_stop(rig);
        folder_remove(home);
        rig = start(NOTHING, NULL, sizes[i][0], sizes[i][1]); /* so from the beginning on */
        mark = rig_mark(rig);
        rig_script(rig, "<C-x>");
        rig_expect_exit(rig, 0);
        assert_true(rig_terminal_is_restored(rig));
        rig_stop(rig);
    }
}

static void test_in_a_storm_of_sizes(void **state)
{
    (void)state;
    uint32_t seed = 11;
    for (int round = 0; round < 10; round++) {
        char *home = home_for(BEGUN);
        struct rig *rig = start(BEGUN, home, 30, 100);
        rig_script(rig, "<Enter><Tab>half a wor");
        rig_sync(rig);
        for (int i = 0; i < 12; i++) {
            seed = seed * 1664525u + 1013904223u;
            rig_resize(rig, 1 + (int)((seed >> 8) % 50), 1 + (int)((seed >> 16) % 160));
            rig_keys(rig, "ab ");
        }
        rig_keys(rig, "\x18");
        rig_resize(rig, 24, 80);
        rig_expect_exit(rig, 0);
        char *text = rig_screen_text(rig);
        if (strstr(text, "half") || strstr(text, "page") || glass_is_alternate(rig_glass(rig)))
            rig_fail(rig, "something is left");
        free(text);
        assert_true(rig_terminal_is_restored(rig));
        rig_stop(rig);
        folder_remove(home);
    }
}

/* ---- while something takes its time ---- */

/* What was opened last, as it is told the next time: not by whoever left before it was open. */
static void test_while_a_key_is_derived(void **state)
{
    (void)state;
    char *home = home_for(SEALED);
    struct rig *rig =
        rig_start(.before = leaving_shell, .mend_home = home, .now = "2026-11-25T09:00:00");
    rig_wait_for(rig, "This is locked.");
    size_t mark = rig_mark(rig);
    rig_keys(rig, PASSPHRASE "\r\x18");
    leaving_expect_over(rig);
    size_t length;
    const char *bytes = rig_since(rig, mark, &length);
    assert_null(memmem(bytes, length, "Lesson", 6));
    rig_stop(rig);
    rig = start(SEALED, home, 30, 100);
    rig_wait_for(rig, "This is locked.");
    rig_keys(rig, PASSPHRASE "\r");
    rig_expect(rig, "Last opened 21 November 2026");
    rig_stop(rig);
    folder_remove(home);
}

/* A passphrase given twice, and gone before the home was made: either all of it is there or none.
 */
static void test_while_a_home_is_being_sealed(void **state)
{
    (void)state;
    for (int round = 0; round < 4; round++) {
        char *folder = folder_make();
        char home[4200];
        snprintf(home, sizeof home, "%s/home", folder);
        struct rig *rig = start(FIRST_RUN, home, 30, 100);
        rig_script(rig, "sss<Tab><Enter>" PASSPHRASE "<Enter>");
        rig_expect(rig, "The same passphrase again");
        rig_keys(rig, round % 2 ? PASSPHRASE "\r\x18" : PASSPHRASE "\r");
        if (round % 2 == 0)
            rig_keys(rig, "\x18");
        leaving_expect_over(rig);
        rig_stop(rig);
        rig = rig_start(.mend_home = home, .first_run = true);
        if (!rig_shows(rig, "page 1 of 5"))
            rig_expect(rig, "This is locked.");
        assert_false(folder_contains(folder, "copper ladder"));
        rig_stop(rig);
        folder_remove(folder);
    }
}

/* A megabyte of one's own, being read. */
static void test_over_a_very_long_page(void **state)
{
    (void)state;
    size_t size = 1 << 20;
    char *text = malloc(size);
    assert_non_null(text);
    for (size_t i = 0; i < size; i++)
        text[i] = i % 61 == 60 ? '\n' : i % 7 == 6 ? ' ' : (char)('a' + i % 26);
    char *home = home_for(BEGUN);
    struct rig *rig = start(BEGUN, home, 30, 100);
    rig_script(rig, "<Enter><Tab>");
    rig_paste(rig, text, size);
    rig_script(rig, "<C-s><Esc>e");
    rig_expect(rig, "Earlier answers");
    rig_script(rig, "<PgDn*4>");
    rig_expect(rig, "abcdef");
    size_t mark = rig_mark(rig);
    rig_script(rig, "<C-x>");
    leaving_expect_gone(rig, mark);
    rig_stop(rig);
    free(text);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_state),
        cmocka_unit_test(test_with_no_time_between),
        cmocka_unit_test(test_right_behind_the_lock),
        cmocka_unit_test(test_in_every_window),
        cmocka_unit_test(test_in_a_storm_of_sizes),
        cmocka_unit_test(test_while_a_key_is_derived),
        cmocka_unit_test(test_while_a_home_is_being_sealed),
        cmocka_unit_test(test_over_a_very_long_page),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
