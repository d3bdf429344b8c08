/* The screens of promises in small windows, on poor terminals, with the mouse, over a sealed home.
 */
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

/* Something in each section, and a lot of it. */
static char *full_home(void)
{
    char *home = book_home(false);
    struct session *session = book_open(home);
    for (int i = 1; i <= 4; i++) {
        char will[96];
        snprintf(will, sizeof will, "do thing %d, whatever the weather and whoever is in the house",
                 i);
        pledge_add(session, will, PLEDGE_DAILY, PLEDGE_TODAY - 3);
    }
    struct promise_new ours = {.words = {.will = "say when it is too much", .between_us = true},
                               .schedule = PLEDGE_WEEKLY(2),
                               .began = PLEDGE_TODAY - 3};
    pledge_put(session, &ours);
    pledge_mark(session, 1, PLEDGE_TODAY - 1, MARK_NOT, "");
    pledge_mark(session, 1, PLEDGE_TODAY - 2, MARK_NOT, "a note about it");
    int64_t limit = pledge_limit(session, "when it gets loud, I leave the room");
    for (int i = 0; i < 6; i++)
        pledge_event(session, limit, BOUNDARY_KEPT, PLEDGE_TODAY - i, "went out");
    pledge_try(session, "ask for a call when it gets late", PLEDGE_TODAY, 5);
    session_close(session);
    return home;
}

static void test_sealed(void **state)
{
    (void)state;
    char *home = book_home(true);
    struct rig *rig = pledge_rig(.mend_home = home);
    rig_script(rig, "nI wake<Tab>eat a quince<Tab><Tab*4><Enter><C-s>");
    rig_expect(rig, "When I wake, I will eat a quince");
    rig_script(rig, "k<Enter>tmedlars<C-s>");
    rig_expect(rig, "medlars");
    rig_script(rig, "<Esc>lno rowan<Esc>");
    rig_expect(rig, "waits there as a draft");
    rig_keys(rig, "\x0c");
    rig_wait_for(rig, "This is locked.");
    rig_expect_not(rig, "quince");
    book_unlock(rig);
    rig_script(rig, "4");
    rig_expect(rig, "● When I wake, I will eat a quince");
    rig_script(rig, "l");
    rig_expect(rig, "no rowan");
    book_leave(rig);
    assert_false(folder_contains(home, "quince"));
    assert_false(folder_contains(home, "medlars"));
    assert_false(folder_contains(home, "rowan"));
    rig = pledge_rig(.mend_home = home);
    rig_expect(rig, "● When I wake, I will eat a quince");
    book_leave(rig);
    folder_remove(home);
}

/* ---- 40 x 12 ---- */

/* Goes down the list: each row is there, with the marker and its cursor. */
static void test_small_list(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "▸ ◎ I will do thing 1, whatever the", "▸ ◎ I will do thing 2, whatever the",
        "▸ ◎ I will do thing 3, whatever the", "▸ ◎ I will do thing 4, whatever the",
        "▸ · I will say when it is too much",  "▸   when it gets loud, I leave the room",
        "▸   ask for a call when it gets late"};
    char *home = full_home();
    struct rig *rig = pledge_rig(.mend_home = home, .rows = 12, .columns = 40);
    int count = (int)(sizeof rows / sizeof rows[0]);
    for (int i = 0; i < count; i++) {
        rig_expect(rig, i == 4 ? "I will say when it is too much" : rows[i]);
        rig_expect(rig, "▸");
        rig_script(rig, "<Down>");
    }
    rig_expect(rig, "Its time has come.");
    for (int i = count - 1; i >= 0; i--) {
        rig_expect(rig, i == 4 ? "I will say when it is too much" : rows[i]);
        rig_script(rig, "<Up>");
    }
    rig_expect(rig, "To myself");
    rig_expect(rig, "Not this time, twice.");
    rig_script(rig, "G");
    rig_expect(rig, rows[count - 1]);
    rig_script(rig, "g");
    rig_expect(rig, rows[0]);
    book_leave(rig);
    folder_remove(home);
}

static void test_small_form(void **state)
{
    (void)state;
    static const char *const stops[] = {"When ...",  "I will ...",     "Or simply, in words",
                                        "to myself", "between us",     "once, by a day",
                                        "every day", "on days of the", "so many times a week"};
    char *home = book_home(false);
    struct rig *rig = pledge_rig(.mend_home = home, .rows = 12, .columns = 40);
    rig_script(rig, "n");
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        rig_expect(rig, stops[i]);
        rig_expect(rig, "▸");
        rig_script(rig, "<Tab>");
    }
    rig_expect(rig, "▸ Keep this");
    rig_script(rig, "<S-Tab><S-Tab><Enter><Tab><Tab>");
    rig_expect(rig, "▸ [ ] Monday");
    rig_script(rig, "<Tab*6>");
    rig_expect(rig, "▸ [ ] Sunday");
    rig_script(rig, "<Space><Tab>");
    rig_expect(rig, "▸ Keep this");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Nothing is promised here yet: say what you will do, and it can be kept.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "▸ Keep this");
    rig_script(rig, "<S-Tab*15>tea<C-s>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "I will tea Sun");
    book_leave(rig);
    folder_remove(home);
}

static void test_small_calendar(void **state)
{
    (void)state;
    char *home = full_home();
    struct rig *rig = pledge_rig(.mend_home = home, .rows = 12, .columns = 40);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "21 Nov");
    rig_script(rig, "<Left>");
    rig_expect(rig, "not this time");
    rig_script(rig, "<Left>");
    rig_expect(rig, "a note about it");
    rig_script(rig, "k");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "a note about it");
    rig_script(rig, "<Esc><Down*5><Enter>");
    rig_script(rig, "<Down*5>");
    rig_expect(rig, "▸ 16 November 2026 · kept");
    book_leave(rig);
    folder_remove(home);
}

/* Whatever is selected on Today is on the screen. */
static void test_small_today(void **state)
{
    (void)state;
    char *home = full_home();
    struct rig *rig = rig_start(.mend_home = home, .rows = 12, .columns = 40);
    for (int i = 1; i <= 5; i++) {
        char row[48];
        snprintf(row, sizeof row, i < 5 ? "I will do thing %d" : "I will say when it", i);
        rig_script(rig, "<Down>");
        rig_expect(rig, row);
        rig_expect(rig, "▸");
        char *screen = rig_screen_text(rig);
        const char *marker = strstr(screen, "▸");
        const char *end = strchr(marker, '\n');
        if (!memmem(marker, (size_t)(end - marker), row, strlen(row)))
            rig_fail(rig, "the marker is not at \"%s\"", row);
        free(screen);
    }
    rig_script(rig, "p");
    rig_expect(rig, "Partly");
    rig_script(rig, "<Down*30>");
    rig_expect(rig, "4 has it."); /* what stands below can be read */
    rig_script(rig, "<PgDn*5>");
    rig_expect_not(rig, "I will do thing 1");
    rig_script(rig, "<Up*60>");
    rig_expect(rig, "Lesson 1");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 5, PLEDGE_TODAY, NULL), MARK_PARTLY);
    folder_remove(home);
}

static void test_a_storm_of_sizes(void **state)
{
    (void)state;
    char *home = full_home();
    struct rig *rig = pledge_rig(.mend_home = home);
    static const char *const places[] = {"", "<Enter>", "<Esc>n", "<Esc>G<Enter>", "<Esc>1"};
    uint32_t seed = 5;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        rig_script(rig, places[i]);
        for (int j = 0; j < 12; j++) {
            seed = seed * 1664525u + 1013904223u;
            rig_resize(rig, 1 + (int)((seed >> 8) % 50), 1 + (int)((seed >> 16) % 160));
            rig_script(rig, j % 2 ? "<Down>" : "<Up>");
        }
        rig_resize(rig, 30, 100);
        rig_sync(rig);
    }
    rig_expect(rig, "Promised for today");
    book_leave(rig);
    folder_remove(home);
}

/* ---- a poor terminal ---- */

static void expect_ascii(struct rig *rig)
{
    char *screen = rig_screen_text(rig);
    for (const char *c = screen; *c; c++)
        if ((unsigned char)*c >= 0x80)
            rig_fail(rig, "more than ASCII");
    free(screen);
}

static void test_vt100(void **state)
{
    (void)state;
    static const char *const places[] = {
        "<Enter>", "<Esc>n", "<Esc><Down*5><Enter>", "k", "<Esc>", "<Esc>a", "<Esc>v", "v", "1"};
    char *home = full_home();
    struct rig *rig = pledge_rig(.mend_home = home, .term = "vt100", .locale = "C");
    rig_expect(rig, "@ I will do thing 1");
    rig_script(rig, "k");
    rig_expect(rig, "* I will do thing 1");
    rig_script(rig, "x");
    rig_expect(rig, "- I will do thing 1");
    expect_ascii(rig);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        rig_script(rig, places[i]);
        expect_ascii(rig);
        pledge_expect_no_streak(rig);
    }
    rig_expect(rig, "Promised for today");
    book_leave(rig);
    folder_remove(home);
}

/* ---- the mouse ---- */

static void test_mouse(void **state)
{
    (void)state;
    char *home = full_home();
    struct rig *rig = rig_start(.mend_home = home);
    rig_click_text(rig, "I will do thing 2");
    rig_expect(rig, "▸ ◎ I will do thing 2");
    rig_script(rig, "k");
    rig_click_text(rig, "4 Promises");
    rig_click_text(rig, "I will do thing 3");
    rig_expect(rig, "▸ ◎ I will do thing 3");
    rig_script(rig, "p");
    rig_click_text(rig, "I will do thing 3"); /* once more opens it */
    rig_expect(rig, "Saturday 21 November 2026: partly");
    rig_click_text(rig, "19○");
    rig_expect(rig, "Thursday 19 November 2026: open");
    rig_script(rig, "x");
    rig_click_text(rig, "25"); /* a day to come */
    rig_expect(rig, "Thursday 19 November 2026: not this time");
    rig_script(rig, "<Esc>n");
    rig_click_text(rig, "Or simply");
    rig_script(rig, "tea");
    rig_click_text(rig, "on days of the week");
    rig_expect(rig, "● on days of the week");
    rig_wheel(rig, 12, 50, false);
    rig_wheel(rig, 12, 50, false);
    rig_wheel(rig, 12, 50, false);
    rig_click_text(rig, "Tuesday");
    rig_expect(rig, "[x] Tuesday");
    rig_wheel(rig, 12, 50, false);
    rig_wheel(rig, 12, 50, false);
    rig_click_text(rig, "Keep this");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "tea Tue");
    for (int i = 0; i < 12; i++)
        rig_wheel(rig, 12, 50, false);
    rig_expect(rig, "Its time has come.");
    rig_click_text(rig, "when it gets loud");
    rig_expect(rig, "▸   when it gets loud");
    rig_click_text(rig, "when it gets loud");
    rig_expect(rig, "21 November 2026 · kept");
    book_leave(rig);
    assert_int_equal(pledge_marked(home, 2, PLEDGE_TODAY, NULL), MARK_KEPT);
    assert_int_equal(pledge_marked(home, 3, PLEDGE_TODAY, NULL), MARK_PARTLY);
    assert_int_equal(pledge_marked(home, 3, PLEDGE_TODAY - 2, NULL), MARK_NOT);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sealed),      cmocka_unit_test(test_small_list),
        cmocka_unit_test(test_small_form),  cmocka_unit_test(test_small_calendar),
        cmocka_unit_test(test_small_today), cmocka_unit_test(test_a_storm_of_sizes),
        cmocka_unit_test(test_vt100),       cmocka_unit_test(test_mouse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
