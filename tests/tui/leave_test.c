/* The ways out: leave now in every state, signals, a closed terminal, a crash. */
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

#include "support/rig.h"

static const char canary[] = "canary-medlar-0815";

static void to_the_first_page(struct rig *rig)
{
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
}

/* Ctrl-X after SCRIPT: the screen goes first, nothing follows, the status is 0. */
static void leave_after(const char *home, const char *script, int rows, int columns)
{
    struct rig *rig = rig_start(.mend_home = home, .rows = rows, .columns = columns);
    rig_script(rig, script);
    size_t mark = rig_mark(rig);
    size_t length;
    rig_key(rig, "C-x");
    rig_expect_exit(rig, 0);
    const char *bytes = rig_since(rig, mark, &length);
    /* Attributes off, mouse and paste off, then erase, leave the alternate screen, erase. */
    const char *erase = memmem(bytes, length, "\x1b[H\x1b[2J", 7);
    const char *leave = memmem(bytes, length, "\x1b[?1049l", 8);
    if (!erase || !leave || erase > leave)
        rig_fail(rig, "after \"%s\" the screen was not erased first", script);
    for (const char *byte = bytes; byte < erase; byte++)
        if (*byte >= 'a' && *byte <= 'z' && byte[1] == ' ')
            rig_fail(rig, "text before the screen was erased");
    assert_non_null(memmem(leave, length - (size_t)(leave - bytes), "\x1b[H\x1b[2J", 7));
    assert_true(rig_terminal_is_restored(rig));
    rig_stop(rig);
}

static void test_leave_now_in_every_state(void **state)
{
    (void)state;
    static const char *const scripts[] = {
        "",
        "2",
        "2<Down>",
        "7",
        "?",
        "<F1>",
        "<F1>cg<Enter><Down><Enter>",
        "<F1>c",
        "7p<5s>",
        "6<Down>",
        "6<Enter><Tab>5<Down>",
        "6<Down><Enter><Tab>5<Tab><Enter><5s>",
        "<Enter>",
        "<Enter><Tab>5",
        "<Enter><End><Enter>",
        "<Enter><End><Enter><Tab>half a wor",
        "<Enter><End><Enter><Tab>a<Esc>e",
        "<Enter><End><Enter>s<Tab><Space>",
        "<Enter><End><Enter>ss<Tab>5",
        "<Enter><End><Enter>sss<Tab>1",
        "<Enter><End><Enter>ssss",
    };
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        char *home = folder_make();
        leave_after(home, scripts[i], 30, 100);
        folder_remove(home);
    }
    char *home = folder_make();
    leave_after(home, "", 5, 20); /* a window too small */
    folder_remove(home);
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

/* With an alternate screen nothing of ours is left on the shell's own; without one it is erased. */
static void test_nothing_stays_on_the_screen(void **state)
{
    (void)state;
    static const char *const terms[] = {"xterm-256color", "tmux-256color", "linux", "vt100"};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        struct rig *rig = rig_start(.term = terms[i], .rows = 24, .columns = 80);
        rig_expect(rig, "Saturday");
        rig_key(rig, "C-x");
        rig_expect_exit(rig, 0);
        char *screen = rig_screen_text(rig);
        for (const char *c = screen; *c; c++)
            if (*c != ' ' && *c != '\n')
                rig_fail(rig, "something is left on %s", terms[i]);
        free(screen);
        rig_stop(rig);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leave_now_in_every_state),
        cmocka_unit_test(test_leave_now_behind_broken_input),
        cmocka_unit_test(test_every_end_keeps_what_was_typed),
        cmocka_unit_test(test_a_crash_gives_the_terminal_back),
        cmocka_unit_test(test_stop_and_go_on),
        cmocka_unit_test(test_nothing_stays_on_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
