/* The list of the journal: years of entries, days above them, the keys and the mouse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/base/date.h"
#include "support/book.h"

enum { MANY = 3000, A_DAY = 3 /* entries about one day */, LIST = 44 /* columns of a wide one */ };

/* ---- many entries ---- */

/* The day that the entry NUMBER is about: three a day from the first of March 2018 on. */
static int64_t day_about(int number)
{
    int64_t first = 0;
    assert_true(date_read("2018-03-01", &first));
    return first + 12 * 3600 + (int64_t)(number / A_DAY) * 86400;
}

static void put_entry(int number, struct str *text, char *day)
{
    journal_day_of(day_about(number), day);
    str_printf(text, number % 2 ? "entry %04d.\nthe second line" : "entry %04d.", number);
}

static char *many_home(void)
{
    char *home = book_home(false);
    book_add_many(home, MANY, put_entry);
    return home;
}

static void put_heading(int number, struct str *out)
{
    date_put_long(out, day_about(number));
    if (date_of(day_about(number)).year != 2026)
        str_printf(out, " %d", date_of(day_about(number)).year);
}

/*
 * Every entry on the screen stands under its day, in the order of the list, none left out; the
 * entry SELECTED is among them and has the marker and the cursor; a DELETED one is not there.
 */
static void expect_list(struct rig *rig, int selected, int deleted)
{
    char *screen = rig_screen_text(rig);
    int above = -1;
    bool found = false;
    struct str heading = {0};
    int row = 0;
    for (char *line = strtok(screen, "\n"); line; line = strtok(NULL, "\n"), row++) {
        char *at = memmem(line, strnlen(line, LIST), "entry ", 6); /* not what is shown beside */
        if (!at) {
            size_t blank = strspn(line, " ");
            if (line[blank] && !strstr(line, "the second line")) {
                str_truncate(&heading, 0);
                str_puts(&heading, line + blank);
            }
            continue;
        }
        int number = atoi(at + 6);
        struct str wanted = {0};
        put_heading(number, &wanted);
        if (strncmp(str_text(&heading), str_text(&wanted), wanted.length) != 0)
            rig_fail(rig, "entry %d stands under \"%s\"", number, str_text(&heading));
        int next = above - 1 == deleted ? above - 2 : above - 1;
        if (above >= 0 && number != next)
            rig_fail(rig, "entry %d follows %d", number, above);
        bool marked = strstr(line, "▸") != NULL;
        if (marked != (number == selected))
            rig_fail(rig, "the marker is wrong at entry %d, not %d", number, selected);
        found |= marked;
        above = number;
        str_free(&wanted);
    }
    if (!found)
        rig_fail(rig, "entry %d is not in sight", selected);
    str_free(&heading);
    free(screen);
}

static void walk(struct rig *rig, int *selected, const char *key, int step)
{
    rig_script(rig, key);
    *selected += step;
    if (*selected > MANY - 1)
        *selected = MANY - 1;
    if (*selected < 0)
        *selected = 0;
    expect_list(rig, *selected, -1);
}

/* By one, by a page, to both ends; in a small window too, and through sizes. */
static void test_years_of_entries(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        int step;
    } keys[] = {{"<Down>", -1},    {"<Up>", 1},      {"<PgDn>", -10},  {"<PgUp>", 10},
                {"<Down*7>", -7},  {"k", 1},         {"j", -1},        {"<PgDn*30>", -300},
                {"<PgUp*9>", 90},  {"<Home>", MANY}, {"<End>", -MANY}, {"g", MANY},
                {"<PgDn*5>", -50}, {"G", -MANY},     {"<Up*3>", 3},    {"<PgUp*40>", 400}};
    char *home = many_home();
    struct rig *rig = book_rig(.mend_home = home, .rows = 24, .columns = 80);
    int selected = MANY - 1;
    uint32_t seed = 23;
    expect_list(rig, selected, -1);
    for (int i = 0; i < 12; i++)
        walk(rig, &selected, "<Down>", -1);
    int rounds = getenv("MEND_TORTURE") ? 3000 : 120;
    for (int i = 0; i < rounds; i++) {
        seed = seed * 1664525u + 1013904223u;
        size_t which = (seed >> 12) % (sizeof keys / sizeof keys[0]);
        walk(rig, &selected, keys[which].key, keys[which].step);
        if (i % 10 == 9) {
            rig_resize(rig, 12 + (int)((seed >> 8) % 39), 40 + (int)((seed >> 20) % 50));
            expect_list(rig, selected, -1);
        }
    }
    rig_resize(rig, 50, 200);
    expect_list(rig, selected, -1);
    rig_resize(rig, 24, 80);
    rig_script(rig, "<Home><PgDn*60>");
    expect_list(rig, MANY - 601, -1);
    rig_script(rig, "d");
    expect_list(rig, MANY - 602, MANY - 601); /* the next one is selected */
    rig_script(rig, "u");
    expect_list(rig, MANY - 602, -1);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "entry 2398.");
    rig_script(rig, "<Esc>");
    expect_list(rig, MANY - 602, -1);
    rig_script(rig, "<End>d"); /* the last one: the one before it is */
    expect_list(rig, 1, 0);
    book_leave(rig);
    folder_remove(home);
}

/* ---- the mouse ---- */

static char *home_of_four(void)
{
    char *home = book_home(false);
    book_add(home, "2026-11-20", "uno");
    book_add(home, "2026-11-20", "dos\nits second line");
    book_add(home, NULL, "tres");
    book_add(home, NULL, "cuatro");
    return home;
}

/* A click selects, a second one opens; beside it nothing happens. */
static void test_clicks(void **state)
{
    (void)state;
    char *home = home_of_four();
    for (int columns = 80; columns <= 120; columns += 40) {
        struct rig *rig = book_rig(.mend_home = home, .columns = columns);
        rig_expect(rig, "▸ cuatro");
        rig_click_text(rig, "tres"); /* right below the selected one */
        rig_expect(rig, "▸ tres");
        rig_click_text(rig, "dos");
        rig_expect(rig, "▸ dos");
        rig_click_text(rig, "uno");
        rig_expect(rig, "▸ uno");
        int row;
        int column;
        rig_find(rig, "Friday 20 November", &row, &column);
        rig_click(rig, row, column);
        rig_click(rig, row - 1, column);
        rig_click(rig, 2, column);
        rig_click(rig, 25, column);
        rig_expect(rig, "▸ uno");
        rig_click_text(rig, "cuatro");
        rig_expect(rig, "▸ cuatro");
        rig_click_text(rig, "▸");
        rig_expect(rig, "Esc back");
        rig_expect(rig, "written 21 November");
        book_leave(rig);
    }
    struct rig *rig = book_rig(.mend_home = home, .columns = 80);
    rig_click_text(rig, "its second line");
    rig_expect(rig, "▸ dos");
    rig_click_text(rig, "its second line");
    rig_expect(rig, "written 21 November");
    book_leave(rig);
    folder_remove(home);
}

static void test_a_click_on_what_was_begun(void **state)
{
    (void)state;
    char *home = home_of_four();
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "nhalf a page<1s>");
    book_leave(rig);
    rig = book_rig(.mend_home = home);
    rig_expect(rig, "▸ half a page");
    rig_click_text(rig, "tres");
    rig_expect(rig, "▸ tres");
    rig_click_text(rig, "half a page");
    rig_expect(rig, "▸ half a page");
    rig_click_text(rig, "half a page");
    book_says(rig, "3 words · draft kept");
    book_leave(rig);
    folder_remove(home);
}

static void test_the_wheel(void **state)
{
    (void)state;
    char *home = home_of_four();
    struct rig *rig = book_rig(.mend_home = home);
    rig_wheel(rig, 10, 20, false);
    rig_expect(rig, "▸ uno");
    rig_wheel(rig, 10, 20, true);
    rig_expect(rig, "▸ cuatro");
    book_leave(rig);
    folder_remove(home);
}

/* The wheel and a click in a page being written, and in the reader. */
static void test_the_mouse_in_a_text(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct str text = {0};
    for (int i = 0; i < 100; i++)
        str_printf(&text, "line %d.\n", i);
    book_add(home, NULL, str_text(&text));
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "line 0.");
    for (int i = 0; i < 10; i++)
        rig_wheel(rig, 10, 20, false);
    rig_expect_not(rig, "line 0.");
    rig_expect(rig, "line 30.");
    rig_script(rig, "<Home>e<C-Up*100>");
    rig_click_text(rig, "line 5.");
    rig_script(rig, "X<Esc>");
    rig_expect(rig, "Xline 5.");
    book_leave(rig);
    str_free(&text);
    folder_remove(home);
}

/* ---- windows ---- */

/* From the least size up, and below it; the selected entry is in sight in each. */
static void test_sizes(void **state)
{
    (void)state;
    static const int sizes[][2] = {{12, 40}, {12, 200}, {50, 40},   {16, 60},
                                   {24, 80}, {30, 96},  {100, 300}, {12, 39}};
    char *home = home_of_four();
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "nhalf a page<1s><C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
    rig = book_rig(.mend_home = home);
    rig_script(rig, "<End>");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        rig_resize(rig, sizes[i][0], sizes[i][1]);
        if (sizes[i][1] < 40)
            rig_expect(rig, "mend needs 40 x 12");
        else
            rig_expect(rig, "▸ uno");
    }
    rig_resize(rig, 24, 80);
    rig_expect(rig, "▸ uno");
    book_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_years_of_entries),          cmocka_unit_test(test_clicks),
        cmocka_unit_test(test_a_click_on_what_was_begun), cmocka_unit_test(test_the_wheel),
        cmocka_unit_test(test_the_mouse_in_a_text),       cmocka_unit_test(test_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
