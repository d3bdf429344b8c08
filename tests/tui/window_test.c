/* Windows of all sizes, terminals of all kinds, text of all sorts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/rig.h"

static void to_the_editor(struct rig *rig)
{
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Tab>");
}

static void test_sizes(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1},   {2, 200}, {11, 100}, {12, 39},  {12, 40},
                                   {16, 60}, {24, 80}, {30, 100}, {100, 300}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct rig *rig = rig_start(.rows = sizes[i][0], .columns = sizes[i][1]);
        bool fits = sizes[i][0] >= 12 && sizes[i][1] >= 40;
        if (fits)
            rig_expect(rig, "Saturday 21 November");
        else if (sizes[i][1] >= 30)
            rig_expect(rig, sizes[i][0] == 1 ? "window" : "mend needs 40 x 12");
        rig_script(rig, "2<Enter><End><Enter>?<Esc>1");
        rig_sync(rig);
        rig_leave(rig);
    }
}

static void test_a_storm_of_sizes_while_typing(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.rows = 30, .columns = 100);
    to_the_editor(rig);
    uint32_t seed = 3;
    for (int i = 0; i < 60; i++) {
        seed = seed * 1664525u + 1013904223u;
        rig_keys(rig, "ab ");
        rig_resize(rig, 1 + (int)((seed >> 8) % 50), 1 + (int)((seed >> 16) % 160));
    }
    rig_keys(rig, "the end");
    rig_resize(rig, 30, 100);
    rig_expect(rig, "ab ab ab the end");
    rig_leave(rig);
}

static void test_a_large_paste_is_one_step(void **state)
{
    (void)state;
    size_t length = 1 << 20;
    char *text = malloc(length);
    for (size_t i = 0; i < length; i++)
        text[i] = i % 61 == 60 ? '\n' : i % 7 == 6 ? ' ' : (char)('a' + i % 26);
    memcpy(text + length - 12, "\nfinal words", 12);
    struct rig *rig = rig_start(.rows = 30, .columns = 100);
    to_the_editor(rig);
    rig_keys(rig, "before ");
    rig_paste(rig, text, length);
    rig_expect(rig, "final words");
    rig_script(rig, "<1s>");
    rig_script(rig, "<C-_>");
    rig_expect_not(rig, "final words");
    rig_expect(rig, "before");
    rig_script(rig, "<C-r>");
    rig_expect(rig, "final words");
    rig_leave(rig);
    free(text);
}

/* In a paste control characters are text, shown, and never sent to the terminal. */
static void test_controls_in_a_paste_are_shown(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.rows = 30, .columns = 100);
    to_the_editor(rig);
    static const char paste[] = "a\x18"
                                "b\x1b]0;title\a";
    rig_paste(rig, paste, sizeof paste - 1);
    rig_expect(rig, "a^Xb^[]0;title^G");
    rig_leave(rig);
}

static void test_wide_and_combining_text(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.rows = 30, .columns = 100);
    to_the_editor(rig);
    rig_keys(rig, "日本語 e\xcc\x81 \xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9 end");
    rig_expect(rig, "日本語");
    rig_expect(rig, "end");
    rig_script(rig, "<Backspace*5>!");
    rig_expect_not(rig, "end");
    rig_expect(rig, "日本語 e\xcc\x81 !"); /* the family went as one */
    rig_leave(rig);
}

static void test_terminals(void **state)
{
    (void)state;
    static const char *const terms[] = {"xterm-256color", "xterm", "tmux-256color",
                                        "screen",         "linux", "vt100"};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        struct rig *rig = rig_start(.term = terms[i], .rows = 24, .columns = 80);
        rig_expect(rig, "Saturday 21 November");
        to_the_editor(rig);
        rig_keys(rig, "words");
        rig_expect(rig, "words");
        rig_leave(rig);
    }
}

static void test_terminals_that_will_not_do(void **state)
{
    (void)state;
    static const char *const terms[] = {"dumb", "no-such-terminal"};
    for (size_t i = 0; i < 2; i++) {
        struct rig *rig = rig_start(.term = terms[i], .rows = 24, .columns = 80);
        rig_expect_exit(rig, 1);
        size_t length;
        const char *said = rig_since(rig, 0, &length);
        assert_non_null(memmem(said, length, terms[i], strlen(terms[i])));
        assert_non_null(memmem(said, length, "TERM=", 5));
        rig_stop(rig);
    }
}

/* A locale without UTF-8: everything in ASCII, and what was typed is kept as it is. */
static void test_a_posix_locale(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home, .locale = "C", .rows = 24, .columns = 80);
    rig_expect(rig, "> Lesson 1");
    to_the_editor(rig);
    rig_keys(rig, "na\xc3\xafve");
    rig_expect(rig, "na?ve");
    size_t length;
    const char *bytes = rig_since(rig, 0, &length);
    for (size_t i = 0; i < length; i++)
        assert_true((unsigned char)bytes[i] < 0x80);
    rig_leave(rig);
    rig = rig_start(.mend_home = home);
    rig_script(rig, "<Enter><Tab>");
    rig_expect(rig, "na\xc3\xafve");
    rig_leave(rig);
    folder_remove(home);
}

static void test_no_colour(void **state)
{
    (void)state;
    static const char *const environment[] = {"NO_COLOR=1", NULL};
    struct rig *rig = rig_start(.environment = environment, .rows = 24, .columns = 80);
    rig_expect(rig, "Saturday");
    rig_script(rig, "2<Down>");
    rig_sync(rig);
    size_t length;
    const char *bytes = rig_since(rig, 0, &length);
    assert_null(memmem(bytes, length, "\x1b[38;5;", 7));
    for (char colour = '0'; colour <= '7'; colour++) {
        char set[] = {'\x1b', '[', '3', colour, 'm'};
        assert_null(memmem(bytes, length, set, sizeof set));
    }
    rig_expect_looks(rig, "2 Lessons", GLASS_REVERSE);
    rig_leave(rig);
}

/* Twenty keys that came at once are drawn like one, and an arrow repaints no whole screen. */
static void test_little_is_sent(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.rows = 30, .columns = 100);
    rig_script(rig, "2");
    size_t before = rig_mark(rig);
    rig_script(rig, "<Down>");
    size_t one = rig_mark(rig) - before;
    rig_script(rig, "<Up>");
    before = rig_mark(rig);
    rig_script(rig, "<Down><Up><Down><Up><Down><Up><Down><Up><Down><Up>"
                    "<Down><Up><Down><Up><Down><Up><Down><Up><Up><Down>");
    size_t twenty = rig_mark(rig) - before;
    assert_in_range(one, 1, 165);
    assert_in_range(twenty, 1, 165);
    rig_leave(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_a_storm_of_sizes_while_typing),
        cmocka_unit_test(test_a_large_paste_is_one_step),
        cmocka_unit_test(test_controls_in_a_paste_are_shown),
        cmocka_unit_test(test_wide_and_combining_text),
        cmocka_unit_test(test_terminals),
        cmocka_unit_test(test_terminals_that_will_not_do),
        cmocka_unit_test(test_a_posix_locale),
        cmocka_unit_test(test_no_colour),
        cmocka_unit_test(test_little_is_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
