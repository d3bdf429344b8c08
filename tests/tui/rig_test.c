/* The rig itself, tried out on a stand-in: this program again, started with --stand-in. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/keys.h"
#include "support/rig.h"
#include "support/stand_in.h"

static const char myself[] = "/proc/self/exe";

/* ---- helpers ---- */

static struct rig *start_sized(int rows, int columns)
{
    static const char *const arguments[] = {"--stand-in", "", NULL};
    return rig_start(.program = myself, .arguments = arguments, .rows = rows, .columns = columns);
}

static struct rig *start(void)
{
    return start_sized(0, 0);
}

static void finish(struct rig *rig)
{
    rig_script(rig, "q");
    rig_expect_exit(rig, 0);
    assert_true(rig_terminal_is_restored(rig));
    rig_stop(rig);
}

static char *script_bytes(const char *script)
{
    struct str bytes = {0};
    assert_null(keys_put_script(&bytes, script, true));
    return str_take(&bytes);
}

static void assert_script(const char *script, const char *expected)
{
    char *bytes = script_bytes(script);
    assert_string_equal(bytes, expected);
    free(bytes);
}

/* ---- keys ---- */

static void scripts_become_bytes(void **state)
{
    (void)state;
    assert_script("2<Down*3><Enter>ok<C-x>", "2\x1b[B\x1b[B\x1b[B\rok\x18");
    assert_script("<lt>3 <C-Left><S-Tab>", "<3 \x1b[1;5D\x1b[Z");
    assert_script("<500ms>a<2s>", "\x1b]5522;t=500\aa\x1b]5522;t=2000\a");
    assert_script("<Esc>", "\x1b\x1b]5522;t=25\a");
}

static void unknown_keys_are_named(void **state)
{
    static const char *const wrong[] = {"a<Dwon>", "a<Down", "a<Down*0>", "a<Down*x>",
                                        "a<5m>",   "a<C-1>", "a<>"};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct str bytes = {0};
        assert_ptr_equal(keys_put_script(&bytes, wrong[i], true), wrong[i] + 1);
        str_free(&bytes);
    }
}

static void real_time_has_no_virtual_time(void **state)
{
    struct str bytes = {0};
    (void)state;
    assert_null(keys_put_script(&bytes, "<Esc>", false));
    assert_string_equal(str_text(&bytes), "\x1b");
    assert_non_null(keys_put_script(&bytes, "<500ms>", false));
    str_free(&bytes);
}

/* ---- seeing ---- */

static void typing_is_seen(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_expect(rig, "stand-in");
    rig_script(rig, "xy<Down>");
    rig_expect(rig, "78 79 1b 5b 42");
    rig_expect_not(rig, "7a");
    rig_expect_row(rig, 1, "78 79 1b 5b 42");
    rig_expect_cursor(rig, 1, 15);
    rig_key(rig, "C-Space");
    rig_expect(rig, "42 00");
    rig_script(rig, "C");
    rig_expect_not(rig, "stand-in");
    char *screen = rig_screen_text(rig);
    assert_int_equal(strlen(screen), 30); /* thirty empty rows */
    free(screen);
    finish(rig);
}

static void text_may_run_over_lines(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_script(rig, "b");
    rig_expect(rig, "stand-in bold");
    rig_expect_not(rig, "stand-inbold");
    finish(rig);
}

static void looks_are_told_apart(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_script(rig, "br");
    rig_expect_looks(rig, "bold", GLASS_BOLD);
    rig_expect_not_looks(rig, "bold", GLASS_REVERSE | GLASS_COLOURED);
    rig_expect_looks(rig, "reverse", GLASS_REVERSE);
    rig_expect_not_looks(rig, "stand-in", GLASS_REVERSE | GLASS_BOLD);
    assert_false(glass_uses_colour(rig_glass(rig)));
    rig_script(rig, "c");
    rig_expect_looks(rig, "red", GLASS_COLOURED);
    assert_true(glass_uses_colour(rig_glass(rig)));
    finish(rig);
}

static void wide_and_combining_text_is_read_back(void **state)
{
    struct rig *rig = start();
    int row, column;
    (void)state;
    rig_script(rig, "w");
    rig_expect_row(rig, 1, "|\xe6\xbc\xa2\xe5\xad\x97|e\xcc\x81|");
    rig_find(rig, "e\xcc\x81|", &row, &column);
    assert_int_equal(column, 6);
    struct glass_cell cell = glass_cell(rig_glass(rig), 1, 1);
    assert_string_equal(cell.text, "\xe6\xbc\xa2");
    assert_int_equal(cell.width, 2);
    assert_int_equal(glass_cell(rig_glass(rig), 1, 2).width, 0);
    finish(rig);
}

static void window_title_and_screens_are_known(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_sync(rig);
    assert_true(glass_is_alternate(rig_glass(rig)));
    assert_string_equal(glass_title(rig_glass(rig)), "");
    rig_script(rig, "T");
    rig_expect(rig, "titled");
    assert_string_equal(glass_title(rig_glass(rig)), "a title");
    assert_int_equal(glass_bells(rig_glass(rig)), 1);
    rig_script(rig, "q");
    rig_expect_exit(rig, 0);
    assert_false(glass_is_alternate(rig_glass(rig)));
    rig_expect(rig, "left"); /* what a program left behind can still be looked at */
    rig_stop(rig);
}

static void mouse_reports_what_was_asked_for(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_click(rig, 4, 9);
    rig_expect_row(rig, 1, "");
    rig_script(rig, "m");
    rig_expect(rig, "mouse");
    rig_click(rig, 4, 9);
    rig_expect(rig, "1b 5b 3c 30 3b 31 30 3b 35 4d"); /* ESC [ < 0 ; 10 ; 5 M */
    rig_script(rig, "C");
    rig_wheel(rig, 0, 0, false);
    rig_expect(rig, "1b 5b 3c 36 35 3b 31 3b 31 4d"); /* ESC [ < 65 ; 1 ; 1 M */
    rig_script(rig, "Cx ");
    rig_click_text(rig, "20");
    rig_expect(rig, "1b 5b 3c 30 3b 34 3b 31 4d"); /* column 4 */
    finish(rig);
}

/* ---- the barrier ---- */

static void written_bytes_hold_no_answers(void **state)
{
    struct rig *rig = start();
    size_t length;
    (void)state;
    size_t mark = rig_mark(rig);
    for (int i = 0; i < 20; i++)
        rig_sync(rig);
    rig_script(rig, "xx");
    rig_sync(rig);
    const char *bytes = rig_since(rig, mark, &length);
    assert_int_equal(length, 6);
    assert_memory_equal(bytes, "78 78 ", 6);
    bytes = rig_since(rig, 0, &length);
    assert_memory_equal(bytes, "\x1b[?1049h\x1b[H\x1b[2J", 15);
    assert_null(memmem(bytes, length, "5522", 4));
    finish(rig);
}

static void time_moves_only_when_told(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_script(rig, "t");
    rig_advance(rig, 999);
    rig_expect_not(rig, "timer");
    rig_advance(rig, 1);
    rig_expect(rig, "timer went off at 1000");
    rig_script(rig, "Ct<1500ms>");
    rig_expect(rig, "timer went off at 2500");
    finish(rig);
}

/* Neither side may wait for the other while both have more to write than a terminal holds. */
static void much_goes_both_ways(void **state)
{
    enum { PASTE = 1 << 20 };
    struct rig *rig = start();
    char *text = malloc(PASTE);
    size_t length;
    (void)state;
    assert_non_null(text);
    memset(text, 'p', PASTE);
    size_t mark = rig_mark(rig);
    rig_script(rig, "f");
    rig_paste(rig, text, PASTE);
    rig_script(rig, "f");
    rig_expect(rig, "flooded");
    rig_since(rig, mark, &length);
    assert_true(length > 2 * STAND_IN_FLOOD);
    rig_script(rig, "C");
    rig_paste(rig, text, PASTE);
    rig_expect(rig, "pasted 1048576");
    free(text);
    finish(rig);
}

static void programs_run_beside_each_other(void **state)
{
    struct rig *one = start();
    struct rig *two = start_sized(5, 20);
    (void)state;
    rig_script(one, "x");
    rig_script(two, "y");
    rig_expect(one, "78");
    rig_expect(two, "79");
    rig_expect_not(one, "79");
    assert_string_not_equal(rig_home(one), rig_home(two));
    rig_hang_up(one);
    assert_int_equal(WTERMSIG(rig_wait_exit(one)), SIGHUP);
    rig_expect(two, "79");
    rig_stop(one);
    finish(two);
}

/* ---- the window ---- */

static void window_has_the_size_asked_for(void **state)
{
    struct rig *rig = start_sized(7, 33);
    (void)state;
    rig_script(rig, "s");
    rig_expect(rig, "size 7x33");
    rig_resize(rig, 50, 120);
    rig_script(rig, "s");
    rig_expect(rig, "size 50x120");
    finish(rig);
}

static void resize_storms_are_survived(void **state)
{
    static const int sizes[][2] = {{1, 1}, {100, 300}, {2, 5}, {12, 40}, {1, 300}, {100, 1}};
    struct rig *rig = start();
    (void)state;
    for (int round = 0; round < 20; round++)
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
            rig_resize(rig, sizes[i][0], sizes[i][1]);
            rig_script(rig, "wwbs");
            if (round % 5 == 0)
                rig_sync(rig);
        }
    rig_resize(rig, 24, 80);
    rig_script(rig, "s");
    rig_expect(rig, "size 24x80");
    finish(rig);
}

/* ---- the system ---- */

static void environment_is_made_from_nothing(void **state)
{
    static const char *const arguments[] = {"--stand-in", "", NULL};
    static const char *const more[] = {"NO_COLOR=1", "TERM=vt100", "TZ", NULL};
    struct rig *rig;
    (void)state;
    setenv("MEND_RIG_TEST_LEAK", "1", 1);
    rig = rig_start(.program = myself, .arguments = arguments, .environment = more,
                    .content = "/some/content", .mend_home = "/some/home",
                    .now = "2026-01-02T03:04:05");
    unsetenv("MEND_RIG_TEST_LEAK");
    rig_script(rig, "e");
    rig_expect(rig, "NO_COLOR=1");
    rig_expect(rig, "TERM=vt100");
    rig_expect(rig, "LC_ALL=C.UTF-8");
    rig_expect(rig, "MEND_CONTENT=/some/content");
    rig_expect(rig, "MEND_HOME=/some/home");
    rig_expect(rig, "MEND_NOW=2026-01-02T03:04:05");
    rig_expect(rig, "MEND_TEST_SYNC=1");
    rig_expect_not(rig, "TERM=xterm");
    rig_expect_not(rig, "TZ=");
    rig_expect_not(rig, "MEND_RIG_TEST_LEAK");
    finish(rig);
}

static void home_is_new_and_goes_away(void **state)
{
    struct rig *rig = start();
    struct stat status;
    char *home = strdup(rig_home(rig));
    (void)state;
    assert_int_equal(stat(home, &status), 0);
    finish(rig);
    assert_int_equal(stat(home, &status), -1);
    free(home);
}

static void endings_are_told_apart(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_script(rig, "Q");
    rig_expect_exit(rig, STAND_IN_CHOSEN_EXIT);
    assert_false(rig_terminal_is_restored(rig));
    rig_stop(rig);

    rig = start();
    rig_script(rig, "a");
    assert_int_equal(WTERMSIG(rig_wait_exit(rig)), SIGABRT);
    rig_stop(rig);

    rig = start();
    rig_signal(rig, SIGTERM);
    assert_int_equal(WTERMSIG(rig_wait_exit(rig)), SIGTERM);
    assert_true(rig_usage(rig).ru_maxrss > 0);
    rig_stop(rig);
}

static void closing_the_terminal_hangs_up(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_sync(rig);
    rig_hang_up(rig);
    assert_int_equal(WTERMSIG(rig_wait_exit(rig)), SIGHUP);
    rig_stop(rig);
}

static void stopping_works_as_under_a_shell(void **state)
{
    struct rig *rig = start();
    (void)state;
    for (int i = 0; i < 3; i++) {
        rig_script(rig, "Cz");
        rig_wait_stop(rig);
        rig_signal(rig, SIGCONT);
        rig_expect(rig, "going on");
    }
    finish(rig);
}

static void running_programs_are_ended(void **state)
{
    struct rig *rig = start();
    (void)state;
    pid_t pid = rig_pid(rig);
    rig_stop(rig);
    assert_int_equal(kill(pid, 0), -1);
}

static void real_time_needs_no_barrier(void **state)
{
    static const char *const arguments[] = {"--stand-in", "silent", NULL};
    struct rig *rig = rig_start(.program = myself, .arguments = arguments, .real_time = true);
    (void)state;
    rig_script(rig, "ex");
    rig_wait_for(rig, "78");
    rig_expect(rig, "LC_ALL");
    rig_expect_not(rig, "MEND_TEST_SYNC");
    finish(rig);
}

/* ---- failing: this program again, running one of these ---- */

static void fails_to_see(void **state)
{
    (void)state;
    rig_expect(start(), "not there");
}

static void fails_not_to_see(void **state)
{
    (void)state;
    rig_expect_not(start(), "stand-in");
}

static void fails_in_silence(void **state)
{
    static const char *const arguments[] = {"--stand-in", "silent", NULL};
    (void)state;
    rig_sync(rig_start(.program = myself, .arguments = arguments, .limit_ms = 50));
}

static void fails_on_looks(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_script(rig, "r");
    rig_expect_looks(rig, "reverse", GLASS_REVERSE | GLASS_BOLD);
}

static void fails_on_status(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_script(rig, "Q");
    rig_expect_exit(rig, 0);
}

static void fails_on_end(void **state)
{
    struct rig *rig = start();
    (void)state;
    rig_script(rig, "q");
    rig_expect(rig, "stand-in, still");
}

static void fails_on_key(void **state)
{
    (void)state;
    rig_key(start(), "Dwon");
}

static void fails_to_start(void **state)
{
    (void)state;
    rig_expect_exit(rig_start(.program = "/nowhere/mend"), 0);
}

static const struct {
    const char *name;
    CMUnitTestFunction test;
    const char *says; /* in the failing program's own words */
} failures[] = {
    {"see", fails_to_see, "expected on the screen: \"not there\""},
    {"not see", fails_not_to_see, "expected not to be on the screen: \"stand-in\""},
    {"silence", fails_in_silence, "waited 50 ms for the program to answer the barrier"},
    {"looks", fails_on_looks, "\"reverse\" has the looks 0x8, expected 0x9"},
    {"status", fails_on_status, "the program ended with status 7"},
    {"end", fails_on_end, "the program ended with status 0"},
    {"key", fails_on_key, "no such key: <Dwon>"},
    {"start", fails_to_start, "the rig cannot run this program"},
};

static void failures_say_why_and_show_the_screen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        const char *const arguments[] = {"--fail", failures[i].name, NULL};
        /* What it leaks by failing is not of interest. */
        static const char *const environment[] = {"ASAN_OPTIONS=detect_leaks=0", NULL};
        struct rig *rig = rig_start(.program = myself, .arguments = arguments,
                                    .environment = environment, .rows = 60, .real_time = true);
        rig_expect_exit(rig, 1);
        rig_expect(rig, failures[i].says);
        rig_expect(rig, "rig_test.c:"); /* the line of the test */
        rig_expect(rig, strcmp(failures[i].name, "start") == 0 ? "  0|the rig" : "  0|");
        rig_stop(rig);
    }
}

static int fail_as(const char *name)
{
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        if (strcmp(failures[i].name, name) != 0)
            continue;
        const struct CMUnitTest tests[] = {{name, failures[i].test, NULL, NULL, NULL}};
        return cmocka_run_group_tests(tests, NULL, NULL);
    }
    return 2;
}

int main(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "--stand-in") == 0)
        return stand_in(argv[2]);
    if (argc > 2 && strcmp(argv[1], "--fail") == 0)
        return fail_as(argv[2]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_become_bytes),
        cmocka_unit_test(unknown_keys_are_named),
        cmocka_unit_test(real_time_has_no_virtual_time),
        cmocka_unit_test(typing_is_seen),
        cmocka_unit_test(text_may_run_over_lines),
        cmocka_unit_test(looks_are_told_apart),
        cmocka_unit_test(wide_and_combining_text_is_read_back),
        cmocka_unit_test(window_title_and_screens_are_known),
        cmocka_unit_test(mouse_reports_what_was_asked_for),
        cmocka_unit_test(written_bytes_hold_no_answers),
        cmocka_unit_test(time_moves_only_when_told),
        cmocka_unit_test(much_goes_both_ways),
        cmocka_unit_test(programs_run_beside_each_other),
        cmocka_unit_test(window_has_the_size_asked_for),
        cmocka_unit_test(resize_storms_are_survived),
        cmocka_unit_test(environment_is_made_from_nothing),
        cmocka_unit_test(home_is_new_and_goes_away),
        cmocka_unit_test(endings_are_told_apart),
        cmocka_unit_test(closing_the_terminal_hangs_up),
        cmocka_unit_test(stopping_works_as_under_a_shell),
        cmocka_unit_test(running_programs_are_ended),
        cmocka_unit_test(real_time_needs_no_barrier),
        cmocka_unit_test(failures_say_why_and_show_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
