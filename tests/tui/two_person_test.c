/*
 * A check-in for two on the shipped program: off until it is turned on, only what both chose is
 * ever on the glass, and nothing else of mend is reached before the passphrase.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/two.h"

/* Without those of the first, who may keep their own. */
static const char *const of_second[] = {SECOND_ONLY, SECOND_KEPT};

static void test_off_by_default(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    rig_script(rig, OPEN_IT "o");
    rig_expect(rig, "What this is, and what it is not");
    rig_expect(rig, "one is afraid of the other");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Me and my data");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "What this is, and what it is not"); /* still off */
    rig_script(rig, "<Enter>");
    rig_expect(rig, "For both of you, together");
    rig_script(rig, "<Esc><Enter>");
    rig_expect(rig, "For both of you, together"); /* still on */
    rig_script(rig, "2");                         /* nothing has begun: nothing is locked */
    rig_expect(rig, "The foundation of trust");
    leave(rig);
    folder_remove(home);
}

static void test_not_without_a_passphrase(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, OPEN_IT);
    rig_expect(rig, "It needs a passphrase first");
    rig_script(rig, "<Enter><Enter>");
    rig_expect(rig, "It needs a passphrase first");
    rig_script(rig, "<Esc>1<Enter><End><Enter>"); /* with a home, in the clear */
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Esc>" OPEN_IT);
    rig_expect(rig, "It needs a passphrase first");
    rig_script(rig, "<Enter>o");
    rig_expect(rig, "It needs a passphrase first");
    leave(rig);
    folder_remove(home);
}

static void expect_shown(struct rig *rig)
{
    static const char *const never[] = {FIRST_KEPT, FIRST_ONLY, SECOND_ONLY, SECOND_KEPT};
    rig_expect(rig, "What you both chose to show");
    expect_none_shown(rig, never, COUNT(never));
    rig_expect(rig, "First " LABEL); /* heads the columns */
    rig_expect(rig, "Trust in the other 7 3");
    rig_expect(rig, "Calm 8 8");
    rig_expect(rig, FIRST_BOTH);
    rig_expect(rig, SECOND_BOTH);
    rig_expect_not(rig, "safe");
    rig_expect_not(rig, "Limits");
    rig_expect_not(rig, "Closeness");   /* only the first picked it */
    rig_expect_not(rig, "How we talk"); /* only the second did */
    rig_expect_not(rig, "Trust in myself");
    rig_expect(rig, "about \"Trust in the other\" you answered differently");
    rig_expect(rig, "And a card.");
    rig_expect_not(rig, "gap");
}

/* Bytes that nobody may see any more after the first has handed over. */
static void expect_not_sent(struct rig *rig, size_t mark, const char *words)
{
    size_t length;
    const char *bytes = rig_since(rig, mark, &length);
    if (memmem(bytes, length, words, strlen(words)))
        rig_fail(rig, "\"%s\" was sent to the terminal", words);
}

static void test_what_both_chose(void **state)
{
    (void)state;
    static const char *const shown[] = {FIRST_BOTH, FIRST_KEPT, FIRST_ONLY, SECOND_BOTH, LABEL};
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    begin(rig);
    walk(rig, 0, TO_SECOND);
    size_t mark = rig_mark(rig);
    walk(rig, TO_SECOND, TO_FIRST);
    size_t second = rig_mark(rig);
    walk(rig, TO_FIRST, SHOWN);
    expect_shown(rig);
    expect_no_trace(home); /* on the screen, and in no file yet */
    rig_script(rig, "<Enter>");
    rig_expect(rig, "mend is locked.");
    expect_none_shown(rig, canaries, COUNT(canaries));
    come_back(rig);
    rig_expect(rig, "about how safe you feel was low.");
    expect_none_shown(rig, canaries, COUNT(canaries));
    expect_not_sent(rig, mark, FIRST_KEPT);
    expect_not_sent(rig, mark, FIRST_ONLY);
    expect_not_sent(rig, second, SECOND_KEPT);
    expect_not_sent(rig, second, SECOND_ONLY);
    rig_script(rig, "y");
    rig_expect(rig, "Kept.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Me and my data");
    leave(rig);
    expect_traces(home, shown, COUNT(shown), true);
    expect_traces(home, of_second, COUNT(of_second), false);
    folder_remove(home);
}

static void test_keeping_less(void **state)
{
    (void)state;
    static const char *const own[] = {FIRST_BOTH, FIRST_KEPT, FIRST_ONLY};
    static const char *const others[] = {SECOND_BOTH, SECOND_ONLY, SECOND_KEPT, LABEL};
    for (int nothing = 1; nothing >= 0; nothing--) {
        char *home = folder_copy(sealed);
        struct rig *rig = start(home);
        begin(rig);
        walk(rig, 0, SHOWN);
        rig_script(rig, "<Enter>");
        come_back(rig);
        rig_script(rig, nothing ? "n" : "o");
        rig_expect(rig, nothing ? "Me and my data" : "Kept.");
        leave(rig);
        expect_traces(home, own, COUNT(own), !nothing);
        expect_traces(home, others, COUNT(others), false);
        folder_remove(home);
    }
}

static void expect_unmoved(struct rig *rig, const char *script, const char *picture)
{
    rig_script(rig, script);
    char *seen = rig_screen_text(rig);
    if (strcmp(seen, picture) != 0)
        rig_fail(rig, "%s led somewhere", script);
    free(seen);
}

/* From pages where they are no answers, and from what opens on top of them. */
static void test_nothing_else_leads_anywhere(void **state)
{
    (void)state;
    static const char *const others[] = {
        "1",         "2",     "3",          "4",         "5",        "6",       "7",
        "/",         "u",     "m",          "n",         "<Tab>",    "<S-Tab>", "<C-s>",
        "?<Esc>",    "?2",    "?<Tab>",     "<F1><Esc>", "<F1>2",    "<F1>1",   "<F1>5",
        "<F1><Tab>", "<F1>6", "<F1>/<Esc>", "<F1>?3",    "<F1><F1>1"};
    static const size_t at[] = {0, 2, TO_SECOND, TO_FIRST, SHOWN - 1};
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    begin(rig);
    size_t step = 0;
    for (size_t i = 0; i < COUNT(at); i++) {
        walk(rig, step, at[i]);
        step = at[i];
        char *picture = rig_screen_text(rig);
        for (size_t k = 0; k < COUNT(others); k++)
            expect_unmoved(rig, others[k], picture);
        free(picture);
    }
    /* A tab that is drawn above Help now is clicked. */
    char *picture = rig_screen_text(rig);
    rig_script(rig, "<F1>");
    rig_expect(rig, "2 Lessons");
    rig_click_text(rig, "2 Lessons");
    expect_unmoved(rig, "", picture);
    rig_click(rig, 0, 12);
    expect_unmoved(rig, "", picture);
    free(picture);
    /* What is typed at the gate is a passphrase. */
    rig_script(rig, "<Enter>");
    expect_shown(rig);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "mend is locked.");
    rig_script(rig, "127/q?<Tab>m<Esc><Esc><F1>2");
    rig_expect(rig, "mend is locked.");
    rig_script(rig, "<C-u>");
    come_back(rig);
    leave(rig);
    folder_remove(home);
}

/* Help now is there, without what is the owner's own. */
static void test_help_inside(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    rig_script(rig, "<F1><Down*30>");
    rig_expect(rig, AUNT);
    rig_script(rig, "<Esc>");
    begin(rig);
    static const size_t at[] = {2, SECOND_PART, SHOWN};
    static const char *const own[] = {"A safety check, for you alone", "My safety plan",
                                      "A plan for leaving", "My people, and lines"};
    size_t step = 0;
    for (size_t i = 0; i < COUNT(at); i++) {
        walk(rig, step, at[i]);
        step = at[i];
        for (size_t k = 0; k < COUNT(own); k++) {
            rig_script(rig, "<F1>");
            rig_expect(rig, "n danger now");
            for (int down = 0; down < 30 && !rig_shows(rig, own[k]); down++)
                rig_script(rig, "<Down>");
            rig_expect_not(rig, AUNT);
            rig_click_text(rig, own[k]);
            rig_expect_not(rig, "page 1 of");
            rig_script(rig, "<Enter>");
            rig_expect(rig, "This needs the passphrase first.");
            rig_expect_not(rig, "page 1 of");
            rig_script(rig, "<Down*30>");
            rig_expect_not(rig, AUNT);
            rig_script(rig, "<Esc>");
        }
        rig_script(rig, "<F1>p");
        rig_expect_not(rig, "n danger now"); /* a practice, as when locked */
        rig_script(rig, "1");
    }
    rig_expect(rig, "What you both chose to show");
    leave(rig);
    folder_remove(home);
}

static void test_only_the_passphrase_leads_back(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    begin(rig);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Not today.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "mend is locked.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Type your passphrase first");
    rig_script(rig, "one<Enter>two<Enter>three<Enter>");
    rig_expect(rig, "Another try is possible in");
    rig_script(rig, PASSPHRASE "<Enter>"); /* too early */
    rig_expect(rig, "mend is locked.");
    rig_script(rig, "<30s><Enter>");
    rig_expect(rig, "You have mend to yourself again");
    rig_expect(rig, "3 wrong passphrases were tried");
    rig_script(rig, "<Enter>2");
    rig_expect(rig, "The foundation of trust"); /* open again */
    leave(rig);
    folder_remove(home);
}

static void test_the_same_whatever_the_safety_check_said(void **state)
{
    (void)state;
    char *pictures[SHOWN + 3] = {0};
    for (int ticked = 0; ticked < 2; ticked++) {
        char *home = folder_copy(sealed);
        struct rig *rig = start(home);
        if (ticked) {
            rig_script(rig, "m<Enter><Tab><Tab><Space>");
            rig_expect(rig, "[x] I'm afraid");
            rig_script(rig, "<Esc><Esc>");
        }
        rig_script(rig, OPEN_IT);
        rig_expect(rig, "For both of you, together");
        rig_script(rig, "o");
        for (size_t i = 0; i < SHOWN + 3; i++) {
            char *seen = rig_screen_text(rig);
            if (ticked)
                assert_string_equal(seen, pictures[i]);
            if (ticked)
                free(pictures[i]);
            pictures[i] = ticked ? NULL : strdup(seen);
            free(seen);
            rig_script(rig, i < 2 ? "<Enter>" : i < SHOWN + 2 ? steps[i - 2] : "");
        }
        rig_expect(rig, "What you both chose to show");
        leave(rig);
        folder_remove(home);
    }
}

static void next_page(struct rig *rig, const char *script)
{
    rig_script(rig, script);
    rig_sync(rig);
}

/* Everything can be reached and read in the smallest window. */
static void test_small(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    rig_resize(rig, 12, 40);
    rig_script(rig, OPEN_IT "o");
    static const char *const lines[] = {"is never shown", "afraid of the other", "who it was",
                                        "the other's memory", "turned off again here"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        for (int k = 0; k < 40 && !rig_shows(rig, lines[i]); k++)
            rig_script(rig, "<Down>");
        rig_expect(rig, lines[i]);
    }
    rig_script(rig, "<Enter>");
    for (int k = 0; k < 10 && rig_shows(rig, "stays") + !rig_shows(rig, "Does each of you"); k++)
        rig_script(rig, "<Enter>"); /* reads on, then begins */
    for (size_t i = 0; i < 3; i++) {
        rig_sync(rig);
        rig_script(rig, "<End>");
        rig_expect(rig, i == 0   ? "The first, whose mend"
                        : i == 1 ? "And the second"
                                 : "Then Enter");
        rig_script(rig, "<Enter>");
    }
    rig_expect(rig, "How is it these days?");
    rig_script(rig, "7<Down*6>9");
    rig_expect(rig, "Calm");
    rig_expect(rig, "9");
    rig_script(rig, "<Tab>" FIRST_BOTH);
    rig_expect(rig, FIRST_BOTH);
    rig_script(rig, "<Tab><Tab><Tab> <Down> <Down> ");
    rig_expect(rig, "[x] What went well");
    rig_script(rig, "<Down*9>");
    next_page(rig, "<Enter>");
    next_page(rig, "<End>");
    next_page(rig, "<Enter>");
    rig_script(rig, "<Enter>3<Down*6>9<Tab>" SECOND_BOTH "<Tab><Tab><Tab>");
    rig_expect(rig, "[ ] Trust in the other");
    next_page(rig, " <Down> <Down> <Enter>");
    rig_script(rig, "<End>");
    rig_expect(rig, "y yes. n no.");
    static const char *const rest[] = {"y", "<End>", "<Enter>", "y", "<End>", "<Enter>"};
    for (size_t i = 0; i < COUNT(rest); i++)
        next_page(rig, rest[i]);
    rig_expect(rig, "What you both chose to show");
    static const char *const shown[] = {"Trust in the other 7 3",
                                        "Calm 9 9",
                                        FIRST_BOTH,
                                        SECOND_BOTH,
                                        "you answered differently",
                                        "And a card",
                                        "when you have looked"};
    for (size_t i = 0; i < COUNT(shown); i++) {
        for (int k = 0; k < 40 && !rig_shows(rig, shown[i]); k++)
            rig_script(rig, "<Down>");
        rig_expect(rig, shown[i]);
    }
    rig_script(rig, "<End><Enter>");
    come_back(rig);
    for (int k = 0; k < 40 && !rig_shows(rig, "n keeps nothing"); k++)
        rig_script(rig, "<Down>");
    rig_script(rig, "y");
    rig_expect(rig, "Kept.");
    leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_off_by_default),
        cmocka_unit_test(test_not_without_a_passphrase),
        cmocka_unit_test(test_what_both_chose),
        cmocka_unit_test(test_keeping_less),
        cmocka_unit_test(test_nothing_else_leads_anywhere),
        cmocka_unit_test(test_help_inside),
        cmocka_unit_test(test_only_the_passphrase_leads_back),
        cmocka_unit_test(test_the_same_whatever_the_safety_check_said),
        cmocka_unit_test(test_small),
    };
    return cmocka_run_group_tests(tests, make_sealed, remove_sealed);
}
