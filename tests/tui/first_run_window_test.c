/*
 * The first run in small windows, without colours, without UTF-8: all of it can be reached. And
 * when it does not come by itself, but is asked for.
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

#include "support/desk.h"
#include "support/rig.h"

enum { PAGES = 5, TEXTS = 6 };

/* From the first words of each page to its last. */
static const char *const texts[PAGES][TEXTS] = {
    {"What this is", "Ten lessons", "About a partner", "no account", "So far, nothing",
     "been written down"},
    {"Who else uses", "you look for help", "stop here", "in no log", "and backups",
     "or the machine."},
    {"Leaving at once", "without a question", "protect you", "to try it once", "Press Ctrl-X now",
     "gone for good"},
    {"A passphrase, or none", "is sealed", "still have it", "makes you type it",
     "has the disk can read", "nothing has been written"},
    {"A safety check", "A few ticks", "when nobody is near", "the careful one does", "comes Today",
     "Done"},
};

static struct rig *start(int rows, int columns)
{
    return rig_start(.first_run = true, .rows = rows, .columns = columns);
}

static void expect_page(struct rig *rig, int page)
{
    char text[32];
    snprintf(text, sizeof text, "page %d of 5", page);
    rig_expect(rig, text);
}

static void leave(struct rig *rig)
{
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    assert_true(rig_terminal_is_restored(rig));
    rig_stop(rig);
}

/* Row by row, with KEY, to the end of the page. */
static void read_page(struct rig *rig, int page, const char *key)
{
    bool seen[TEXTS] = {false};
    expect_page(rig, page);
    for (int step = 0; step < 30; step++) {
        for (int i = 0; i < TEXTS; i++)
            seen[i] |= rig_shows(rig, texts[page - 1][i]);
        rig_script(rig, key);
    }
    for (int i = 0; i < TEXTS; i++)
        if (!seen[i])
            rig_fail(rig, "page %d: \"%s\" was not come past", page, texts[page - 1][i]);
    expect_page(rig, page);
}

static void test_all_of_it_in_small_windows(void **state)
{
    (void)state;
    static const int sizes[][2] = {{16, 60}, {12, 40}};
    for (size_t i = 0; i < 2; i++) {
        struct rig *rig = start(sizes[i][0], sizes[i][1]);
        for (int page = 1; page <= PAGES; page++) {
            read_page(rig, page, "<Down>");
            rig_expect(rig, page < PAGES ? "On to" : "Done"); /* the cursor is there by now */
            rig_expect(rig, "leave now");
            rig_script(rig, "<Enter>");
        }
        rig_expect(rig, "Saturday 21 November");
        leave(rig);
    }
}

/* Space alone reads every page to its end before it turns it. */
static void test_space_alone(void **state)
{
    (void)state;
    struct rig *rig = start(12, 40);
    bool seen[PAGES][TEXTS] = {{false}};
    int presses = 0;
    while (!rig_shows(rig, "Saturday 21 November") && presses++ < 40) {
        for (int page = 0; page < PAGES; page++)
            for (int i = 0; i < TEXTS; i++)
                seen[page][i] |= rig_shows(rig, texts[page][i]);
        rig_script(rig, "<Space>");
    }
    for (int page = 0; page < PAGES; page++)
        for (int i = 0; i < TEXTS; i++)
            if (!seen[page][i])
                rig_fail(rig, "page %d: \"%s\" was passed over", page + 1, texts[page][i]);
    leave(rig);
}

/* In the smallest window one can try to leave, choose either way, and open the safety check. */
static void test_every_button_in_the_smallest_window(void **state)
{
    (void)state;
    for (int sealed = 0; sealed < 2; sealed++) {
        struct rig *rig = start(12, 40);
        rig_script(rig, "ss");
        expect_page(rig, 3);
        rig_script(rig, "<PgDn*3>");
        rig_expect(rig, "Press Ctrl-X now");
        rig_script(rig, "<C-x><Enter>");
        rig_expect(rig, "That was it.");
        rig_script(rig, "<End><Enter>");
        expect_page(rig, 4);
        rig_script(rig, sealed ? "<Tab><Enter>" : "<Tab><Down><Enter>");
        if (sealed) {
            rig_expect(rig, "A passphrase, before anything");
            rig_script(rig, "one two three<Enter>one two three<Enter>");
            rig_expect(rig, "A recovery key?");
            rig_script(rig, "n");
        }
        rig_sync(rig);
        rig_script(rig, "<End>");
        rig_expect(rig, sealed ? "sealed with your passphrase" : "without a passphrase");
        rig_script(rig, "<Enter>");
        expect_page(rig, 5);
        rig_script(rig, "<Tab>");
        rig_expect(rig, "Open the safety check");
        rig_script(rig, "<Enter>");
        rig_expect(rig, "page 1 of 2");
        rig_script(rig, "<Esc>");
        expect_page(rig, 5);
        leave(rig);
    }
}

static void test_too_small_a_window_says_so(void **state)
{
    (void)state;
    static const int sizes[][2] = {{11, 100}, {12, 39}, {11, 39}};
    struct rig *rig = start(24, 80);
    for (int page = 1; page <= PAGES; page++) {
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
            rig_resize(rig, sizes[i][0], sizes[i][1]);
            rig_expect(rig, "mend needs 40 x 12.");
            rig_expect_not(rig, "page");
        }
        rig_resize(rig, 1, 1);
        rig_sync(rig);
        rig_resize(rig, 12, 40);
        expect_page(rig, page);
        rig_resize(rig, 24, 80);
        expect_page(rig, page);
        rig_script(rig, "s");
    }
    rig_stop(rig);
    rig = start(11, 39); /* too small from the beginning on */
    rig_expect(rig, "mend needs 40 x 12.");
    rig_script(rig, "<F1>");
    rig_expect(rig, "mend needs 40 x 12.");
    rig_script(rig, "<Esc>");
    rig_resize(rig, 24, 80);
    expect_page(rig, 1);
    leave(rig);
}

/* ---- terminals ---- */

static void walk(struct rig *rig, const char *button)
{
    for (int page = 1; page <= PAGES; page++) {
        expect_page(rig, page);
        if (page == 3) {
            rig_script(rig, "<C-x><Enter>");
            rig_expect(rig, "That was it.");
        }
        if (page == 4) {
            rig_script(rig, "<Tab>");
            rig_expect(rig, button);
        }
        rig_script(rig, "<End><Enter>");
    }
    rig_expect(rig, "Saturday 21 November");
}

static void test_without_colours(void **state)
{
    (void)state;
    static const char *const environment[] = {"NO_COLOR=1", NULL};
    struct rig *rig = rig_start(.environment = environment, .first_run = true);
    size_t length;
    walk(rig, "▸ • Choose a passphrase"); /* what is chosen is told by a sign */
    const char *bytes = rig_since(rig, 0, &length);
    for (const char *at = bytes; (at = memmem(at, length - (size_t)(at - bytes), "\x1b[", 2));) {
        at += 2;
        size_t digits = strspn(at, "0123456789;");
        if (at[digits] != 'm')
            continue;
        for (const char *n = at; n < at + digits; n += strcspn(n, ";m") + 1) {
            long code = strtol(n, NULL, 10);
            if ((code >= 30 && code <= 38) || (code >= 40 && code <= 48) || code >= 90)
                rig_fail(rig, "a colour: %.*s", (int)digits, at);
        }
    }
    leave(rig);
}

static void test_in_plain_ascii(void **state)
{
    (void)state;
    struct rig *rig =
        rig_start(.term = "vt100", .locale = "C", .first_run = true, .rows = 24, .columns = 80);
    size_t length;
    walk(rig, "> * Choose a passphrase");
    const char *bytes = rig_since(rig, 0, &length);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            rig_fail(rig, "a byte that is not ASCII: %02x", (unsigned char)bytes[i]);
    leave(rig);
}

/* ---- from elsewhere ---- */

/* Whoever keeps something from the shell has begun already. */
static void test_a_home_that_was_begun_elsewhere(void **state)
{
    struct desk *desk = *state;
    MEND(desk, "a line from the shell", "journal", "add");
    assert_int_equal(desk->status, 0);
    struct rig *rig = rig_start(.mend_home = desk->home, .first_run = true);
    rig_expect(rig, "Saturday 21 November");
    rig_expect_not(rig, "of 5");
    rig_stop(rig);
}

static void test_me_opens_it_again(void **state)
{
    (void)state;
    char *folder = folder_make();
    char home[4200];
    snprintf(home, sizeof home, "%s/home", folder);
    for (int kept = 0; kept < 2; kept++) {
        struct rig *rig = rig_start(.mend_home = home, .first_run = true);
        rig_script(rig, kept ? "sss<Tab><Down><Enter><Esc>" : "<Esc>");
        rig_expect(rig, "Saturday 21 November");
        rig_script(rig, "m<Down*5><Enter>");
        expect_page(rig, 1);
        rig_script(rig, "<Esc>");
        rig_expect(rig, "Me and my data");
        rig_script(rig, "<Enter><Backspace>");
        rig_expect(rig, "Me and my data");
        rig_script(rig, "<Enter>s");
        expect_page(rig, 2);
        rig_script(rig, "ssss");
        rig_expect(rig, "Me and my data");
        rig_script(rig, "<Esc>");
        rig_expect(rig, "Saturday 21 November");
        assert_int_equal(access(home, F_OK), kept - 1);
        leave(rig);
    }
    struct rig *rig = rig_start(.mend_home = home, .first_run = true);
    rig_expect(rig, "Saturday 21 November");
    rig_stop(rig);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_of_it_in_small_windows),
        cmocka_unit_test(test_space_alone),
        cmocka_unit_test(test_every_button_in_the_smallest_window),
        cmocka_unit_test(test_too_small_a_window_says_so),
        cmocka_unit_test(test_without_colours),
        cmocka_unit_test(test_in_plain_ascii),
        DESK_TEST(test_a_home_that_was_begun_elsewhere),
        cmocka_unit_test(test_me_opens_it_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
