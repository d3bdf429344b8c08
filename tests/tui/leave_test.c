/* The ways out: leave now, signals, a closed terminal, a crash; what stays on the terminal. */
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

static const char canary[] = "canary-medlar-0815";

static void to_the_first_page(struct rig *rig)
{
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
}

/* In the middle of a sequence, and right behind a paste that lost its end. */
static void test_leave_now_behind_broken_input(void **state)
{
    (void)state;
    static const char *const broken[] = {"\x1b",  "\x1b[",    "\x1b[1;",
                                         "\x1bO", "\xe2\x82", "\x1b[<0;1"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct rig *rig = rig_start(.rows = 24);
        rig_keys(rig, broken[i]);
        rig_keys(rig, "\x18");
        rig_expect_exit(rig, 0);
        rig_stop(rig);
    }
    struct rig *rig = rig_start(.rows = 24);
    rig_keys(rig, "\x1b[200~text");
    rig_advance(rig, 250);
    rig_keys(rig, "\x18");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
}

/* What was typed a moment before is there the next time, whichever way the program ended. */
static void ends_and_keeps(void (*end)(struct rig *))
{
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home);
    to_the_first_page(rig);
    rig_script(rig, "<Tab>");
    rig_keys(rig, canary);
    rig_sync(rig);
    end(rig);
    rig_stop(rig);
    rig = rig_start(.mend_home = home);
    rig_script(rig, "<Enter><Tab>");
    rig_expect(rig, canary);
    rig_stop(rig);
    folder_remove(home);
}

static void end_by_key(struct rig *rig)
{
    rig_key(rig, "C-x");
    rig_expect_exit(rig, 0);
}

static void end_by_signal(struct rig *rig, int number)
{
    rig_signal(rig, number);
    rig_expect_exit(rig, 128 + number);
    assert_true(rig_terminal_is_restored(rig));
}

static void end_by_term(struct rig *rig)
{
    end_by_signal(rig, SIGTERM);
}

static void end_by_hup(struct rig *rig)
{
    end_by_signal(rig, SIGHUP);
}

static void end_by_closing(struct rig *rig)
{
    rig_hang_up(rig);
    int status = rig_wait_exit(rig);
    assert_true(WIFEXITED(status));
}

static void end_by_quitting(struct rig *rig)
{
    rig_script(rig, "<Esc><Esc>q");
    rig_expect_exit(rig, 0);
}

static void test_every_end_keeps_what_was_typed(void **state)
{
    (void)state;
    ends_and_keeps(end_by_key);
    ends_and_keeps(end_by_term);
    ends_and_keeps(end_by_hup);
    ends_and_keeps(end_by_closing);
    ends_and_keeps(end_by_quitting);
}

static void test_a_crash_gives_the_terminal_back(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.rows = 24);
    rig_expect(rig, "Saturday");
    size_t mark = rig_mark(rig);
    size_t length;
    rig_signal(rig, SIGABRT);
    int status = rig_wait_exit(rig);
    assert_true(WIFSIGNALED(status) || WIFEXITED(status));
    const char *bytes = rig_since(rig, mark, &length);
    assert_non_null(memmem(bytes, length, "\x1b[?1049l", 8));
    assert_true(rig_terminal_is_restored(rig));
    rig_stop(rig);
}

static void test_stop_and_go_on(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.rows = 24);
    to_the_first_page(rig);
    rig_script(rig, "<Tab>");
    rig_keys(rig, canary);
    rig_sync(rig);
    size_t mark = rig_mark(rig);
    size_t length;
    rig_key(rig, "C-z");
    rig_wait_stop(rig);
    const char *bytes = rig_since(rig, mark, &length);
    assert_non_null(memmem(bytes, length, "\x1b[?1049l", 8));
    assert_true(rig_terminal_is_restored(rig));
    rig_signal(rig, SIGCONT);
    rig_expect(rig, canary);
    rig_key(rig, "C-x");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
}

/*
 * With an alternate screen the shell's own scrollback stays as it was and holds nothing of ours;
 * without one it is cleared, once the screen is, by a terminal that can.
 */
static void test_nothing_stays_on_the_screen(void **state)
{
    (void)state;
    static const struct {
        const char *term;
        bool alternate, clears;
    } terms[] = {{"xterm-256color", true, false}, {"xterm", true, false},
                 {"tmux-256color", true, false},  {"screen", true, false},
                 {"linux", false, true},          {"vt100", false, false}};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        struct rig *rig =
            rig_start(.before = leaving_shell, .term = terms[i].term, .rows = 24, .columns = 80);
        rig_expect(rig, "Saturday");
        assert_int_equal(glass_is_alternate(rig_glass(rig)), terms[i].alternate);
        rig_script(rig, "2<Enter>1");
        size_t mark = rig_mark(rig);
        size_t length;
        char *above = strdup(glass_scrollback(rig_glass(rig)));
        rig_key(rig, "C-x");
        rig_expect_exit(rig, 0);
        char *screen = rig_screen_text(rig);
        for (const char *c = screen; *c; c++)
            if (*c != ' ' && *c != '\n')
                rig_fail(rig, "something is left on %s", terms[i].term);
        free(screen);
        /* libvterm keeps its scrollback through ESC [ 3 J, so that all of it can be looked at. */
        assert_string_equal(glass_scrollback(rig_glass(rig)), above);
        assert_int_equal(strncmp(above, "shell line 00\n", 14), 0);
        assert_null(strstr(above, "Lesson"));
        assert_null(strstr(above, "mend"));
        free(above);
        const char *bytes = rig_since(rig, 0, &length);
        const char *cleared = memmem(bytes, length, "\x1b[3J", 4);
        if (terms[i].clears != (cleared != NULL))
            rig_fail(rig, "the scrollback of %s was %s", terms[i].term,
                     cleared ? "cleared" : "not cleared");
        bytes = rig_since(rig, mark, &length);
        const char *erased = memmem(bytes, length, "\x1b[H\x1b[", 5);
        assert_non_null(erased);
        assert_true(!cleared || cleared > erased);
        rig_stop(rig);
    }
}

/* Nothing that was being drawn comes after it. */
static void test_ends_with_what_erases(void **state)
{
    (void)state;
    struct rig *rig = rig_start(.before = leaving_shell, .rows = 24, .columns = 80);
    rig_expect(rig, "Saturday");
    rig_script(rig, "2<Down>1?<Esc>2<C-x>"); /* nobody looked in between */
    leaving_expect_over(rig);
    rig_stop(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leave_now_behind_broken_input),
        cmocka_unit_test(test_every_end_keeps_what_was_typed),
        cmocka_unit_test(test_a_crash_gives_the_terminal_back),
        cmocka_unit_test(test_stop_and_go_on),
        cmocka_unit_test(test_nothing_stays_on_the_screen),
        cmocka_unit_test(test_ends_with_what_erases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
