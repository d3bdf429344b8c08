/*
 * The try of leaving now, on page 3 of the first run: mend goes, the shell's session is seen, and
 * either Enter comes back or all is over without a byte more. Nothing is on the disk after it.
 */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "support/leaving.h"

static struct rig *to_page_three(int rows, int columns)
{
    struct rig *rig =
        rig_start(.before = leaving_shell, .first_run = true, .rows = rows, .columns = columns);
    rig_script(rig, "ss");
    rig_expect(rig, "page 3 of 5");
    return rig;
}

/* Away from page 3; *MARK is where the silence begins. */
static struct rig *go_away(size_t *mark)
{
    struct rig *rig = to_page_three(24, 80);
    size_t before = rig_mark(rig);
    rig_script(rig, "<C-x>");
    leaving_expect_away(rig, before);
    *mark = rig_mark(rig);
    return rig;
}

static void stop(struct rig *rig)
{
    DIR *dir = opendir(rig_home(rig));
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2)
            rig_fail(rig, "%s is on the disk", entry->d_name);
    closedir(dir);
    rig_stop(rig);
}

static void test_enter_comes_back(void **state)
{
    (void)state;
    size_t mark;
    struct rig *rig = to_page_three(24, 80);
    rig_expect(rig, "Press Ctrl-X now.");
    stop(rig);
    rig = go_away(&mark);
    rig_advance(rig, 20000); /* time enough to look */
    rig_script(rig, "<Enter>");
    rig_expect(rig, "page 3 of 5");
    rig_expect(rig, "Leaving at once");
    rig_expect(rig, "From now on Ctrl-X leaves for good");
    rig_expect_not(rig, "Press Ctrl-X now.");
    rig_expect_not(rig, "shell line");
    assert_true(glass_is_alternate(rig_glass(rig)));
    rig_advance(rig, 60000); /* what was due while it was away is not any more */
    rig_script(rig, "<Space>");
    rig_expect(rig, "page 4 of 5");
    mark = rig_mark(rig);
    rig_script(rig, "<C-x>");
    leaving_expect_gone(rig, mark);
    stop(rig);
}

/* The click and the paste are heard again afterwards. */
static void test_all_works_after_coming_back(void **state)
{
    (void)state;
    size_t mark;
    struct rig *rig = go_away(&mark);
    rig_script(rig, "<Enter>");
    rig_click_text(rig, "On to A passphrase");
    rig_expect(rig, "page 4 of 5");
    rig_paste(rig, "s\x18s", 3);
    rig_expect(rig, "page 4 of 5");
    stop(rig);
}

static void test_the_second_one_is_for_good(void **state)
{
    (void)state;
    static const char *const between[] = {"", "<Down>", "?<Esc>", "<Backspace>s", "<F1><Esc>"};
    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        size_t mark;
        struct rig *rig = go_away(&mark);
        rig_script(rig, "<Enter>");
        rig_script(rig, between[i]);
        rig_expect(rig, "page 3 of 5");
        mark = rig_mark(rig);
        rig_script(rig, "<C-x>");
        leaving_expect_gone(rig, mark);
        stop(rig);
    }
}

/* Whoever presses it twice in a fright is gone, and so is whoever presses anything else. */
static void test_any_other_key_ends_it(void **state)
{
    (void)state;
    static const char *const keys[] = {"x",     "q",     "<Space>", "<Esc>", "<Tab>", "<Down>",
                                       "<F1>",  "<C-x>", "<C-l>",   "<C-z>", "<C-c>", "<C-\\>",
                                       "<C-s>", "7",     "é",       "<C-a>"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        size_t mark;
        struct rig *rig = go_away(&mark);
        rig_script(rig, keys[i]);
        leaving_expect_silence(rig, mark);
        stop(rig);
    }
}

/* Both in one piece, as from a hand that trembles. */
static void test_keys_in_one_piece(void **state)
{
    (void)state;
    struct rig *rig = to_page_three(24, 80);
    rig_keys(rig, "\x18\x18");
    rig_expect_exit(rig, 0);
    assert_false(glass_is_alternate(rig_glass(rig)));
    rig_expect(rig, "shell line 59");
    assert_true(rig_terminal_is_restored(rig));
    stop(rig);
    rig = to_page_three(24, 80);
    rig_keys(rig, "\x18\r");
    rig_expect(rig, "From now on Ctrl-X leaves for good");
    stop(rig);
}

static void test_a_paste_ends_it(void **state)
{
    (void)state;
    static const char *const pastes[] = {"some words\rand more", "\rwords behind an Enter"};
    for (size_t i = 0; i < 2; i++) {
        size_t mark;
        struct rig *rig = go_away(&mark);
        rig_paste(rig, pastes[i], strlen(pastes[i]));
        leaving_expect_silence(rig, mark);
        stop(rig);
    }
    size_t mark; /* as it comes once the terminal was told to mark them no more */
    struct rig *rig = go_away(&mark);
    rig_keys(rig, pastes[0]);
    leaving_expect_silence(rig, mark);
    stop(rig);
}

static void test_half_a_minute_ends_it(void **state)
{
    (void)state;
    size_t mark;
    struct rig *rig = go_away(&mark);
    rig_advance(rig, 29999);
    assert_int_equal(rig_mark(rig), mark);
    rig_script(rig, "<1ms>"); /* without a barrier, which would be typed at the shell */
    leaving_expect_silence(rig, mark);
    stop(rig);
}

static void test_signals_end_it(void **state)
{
    (void)state;
    static const int numbers[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        size_t mark;
        struct rig *rig = go_away(&mark);
        rig_signal(rig, numbers[i]);
        leaving_expect_silence(rig, mark);
        stop(rig);
    }
    size_t mark;
    struct rig *rig = go_away(&mark);
    rig_hang_up(rig);
    int status = rig_wait_exit(rig);
    if (!WIFEXITED(status))
        rig_fail(rig, "it died of signal %d", WTERMSIG(status));
    stop(rig);
}

static void expect_fitted(struct rig *rig, int rows, int columns)
{
    rig_expect(rig, "page 3 of 5");
    char *last = rig_row(rig, rows - 1);
    char *rule = rig_row(rig, 1);
    if (!strstr(last, "leave now") || strlen(rule) != (size_t)columns * strlen("─"))
        rig_fail(rig, "not drawn for %d x %d", columns, rows);
    free(last);
    free(rule);
}

static void test_another_size_while_away(void **state)
{
    (void)state;
    static const int sizes[][2] = {{30, 100}, {12, 40}, {16, 60}, {50, 120}};
    size_t mark;
    struct rig *rig = go_away(&mark);
    rig_script(rig, "<Enter>");
    expect_fitted(rig, 24, 80);
    stop(rig);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        rig = go_away(&mark);
        rig_resize(rig, 3, 10);
        rig_sync(rig);
        rig_resize(rig, sizes[i][0], sizes[i][1]);
        assert_int_equal(rig_mark(rig), mark); /* nothing is drawn over the shell */
        rig_script(rig, "<Enter>");
        expect_fitted(rig, sizes[i][0], sizes[i][1]);
        stop(rig);
    }
}

/* Whoever cannot read of the try does not mean it: then Ctrl-X is for good at once. */
static void test_out_of_sight_it_is_for_good(void **state)
{
    (void)state;
    static const int sizes[][2] = {{12, 40}, {11, 40}, {5, 20}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct rig *rig = to_page_three(24, 80);
        rig_resize(rig, sizes[i][0], sizes[i][1]);
        rig_expect_not(rig, "Press Ctrl-X now.");
        size_t mark = rig_mark(rig);
        rig_script(rig, "<C-x>");
        leaving_expect_gone(rig, mark);
        stop(rig);
    }
    struct rig *rig = to_page_three(12, 40);
    rig_script(rig, "<PgDn>");
    rig_expect_not(rig, "Press Ctrl-X now.");
    size_t mark = rig_mark(rig);
    rig_script(rig, "<C-x>");
    leaving_expect_gone(rig, mark);
    stop(rig);
    rig = to_page_three(12, 40);
    rig_script(rig, "<PgDn><PgDn><Down*3>"); /* the question above it is not needed */
    rig_expect_not(rig, "Would you like to try");
    rig_expect(rig, "Press Ctrl-X now.");
    mark = rig_mark(rig);
    rig_script(rig, "<C-x>");
    leaving_expect_away(rig, mark);
    stop(rig);
}

/* On page 3, but with something else on top of it. */
static void test_from_what_lies_on_top_it_is_for_good(void **state)
{
    (void)state;
    static const char *const tops[] = {"?", "<F1>", "6"};
    for (size_t i = 0; i < sizeof tops / sizeof tops[0]; i++) {
        struct rig *rig = to_page_three(24, 80);
        rig_script(rig, tops[i]);
        rig_expect_not(rig, "page 3 of 5");
        size_t mark = rig_mark(rig);
        rig_script(rig, "<C-x>");
        leaving_expect_gone(rig, mark);
        stop(rig);
    }
}

static void test_without_an_alternate_screen(void **state)
{
    (void)state;
    static const char *const terms[] = {"vt100", "linux"};
    for (size_t i = 0; i < 2; i++) {
        struct rig *rig = rig_start(.term = terms[i], .first_run = true, .rows = 24, .columns = 80);
        rig_script(rig, "ss");
        rig_expect(rig, "Press Ctrl-X now.");
        rig_script(rig, "<C-x>");
        char *text = rig_screen_text(rig);
        assert_int_equal(strspn(text, " \n"), strlen(text));
        free(text);
        rig_script(rig, "<Enter>");
        rig_expect(rig, "From now on Ctrl-X leaves for good");
        rig_script(rig, "<C-x>");
        rig_expect_exit(rig, 0);
        assert_true(rig_terminal_is_restored(rig));
        stop(rig);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enter_comes_back),
        cmocka_unit_test(test_all_works_after_coming_back),
        cmocka_unit_test(test_the_second_one_is_for_good),
        cmocka_unit_test(test_any_other_key_ends_it),
        cmocka_unit_test(test_keys_in_one_piece),
        cmocka_unit_test(test_a_paste_ends_it),
        cmocka_unit_test(test_half_a_minute_ends_it),
        cmocka_unit_test(test_signals_end_it),
        cmocka_unit_test(test_another_size_while_away),
        cmocka_unit_test(test_out_of_sight_it_is_for_good),
        cmocka_unit_test(test_from_what_lies_on_top_it_is_for_good),
        cmocka_unit_test(test_without_an_alternate_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
