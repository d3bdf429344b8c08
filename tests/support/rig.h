/*
 * Drives the shipped program in an emulated terminal, as a person would: types, looks, resizes,
 * leaves. Nothing here sleeps. The program runs with MEND_TEST_SYNC=1: its timers stand still
 * until rig_advance(), and rig_sync() returns once it has taken in all that was typed, drawn the
 * result and put on the disk what belongs there.
 *
 *     struct rig *rig = rig_start(.rows = 30, .columns = 100);
 *     rig_script(rig, "2<Enter>");
 *     rig_expect(rig, "The foundation of trust");
 *     rig_script(rig, "<C-x>");
 *     rig_expect_exit(rig, 0);
 *     rig_stop(rig);
 *
 * What cannot be done, or does not come within the time limit, fails the cmocka test it happens
 * in, with the line of the test and a picture of the screen. Rows and columns count from 0.
 */
#ifndef TESTS_SUPPORT_RIG_H
#define TESTS_SUPPORT_RIG_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "support/folder.h"
#include "support/glass.h"

/* Zero or NULL means what stands behind it. */
struct rig_options {
    int rows, columns;              /* 30 x 100 */
    const char *term;               /* xterm-256color */
    const char *locale;             /* C.UTF-8 */
    const char *home;               /* HOME: a new empty folder, removed by rig_stop() */
    const char *mend_home;          /* MEND_HOME: not set */
    const char *content;            /* MEND_CONTENT: that of the test itself */
    const char *now;                /* MEND_NOW: 2026-11-21T22:05:00; "" leaves it unset */
    const char *program;            /* $MEND_BINARY */
    const char *const *arguments;   /* none; ends with NULL */
    const char *const *environment; /* further "NAME=value", or "NAME" to unset; ends with NULL */
    const char *before;             /* none: what an earlier program wrote to the terminal */
    bool first_run;                 /* over an empty home, stay on what it shows first */
    bool real_time;                 /* without MEND_TEST_SYNC: no rig_sync(), no rig_advance() */
    int limit_ms;                   /* 20000: real time any one wait may take */
};

struct rig;

/*
 * Starts the program and waits until it reads single keys, or has ended; leaves the first run for
 * Today. Options are given by name: rig_start(.rows = 12, .term = "vt100"); or prepared,
 * rig_start_with(&options).
 */
#define rig_start(...) rig_start_at(&(struct rig_options){__VA_ARGS__}, __FILE__, __LINE__)
#define rig_start_with(options) rig_start_at((options), __FILE__, __LINE__)

/* Ends the program if it still runs and frees everything. NULL is allowed. */
void rig_stop(struct rig *rig);

/* ---- doing ---- */

/* Queue input and return; rig_sync() or any rig_expect() waits for what comes of it. */
#define rig_keys(rig, bytes) rig_keys_at(RIG_HERE(rig), (bytes))
#define rig_bytes(rig, bytes, length) rig_bytes_at(RIG_HERE(rig), (bytes), (length))
#define rig_key(rig, name) rig_key_at(RIG_HERE(rig), (name)) /* "Down", "C-x", "Down*3" */
#define rig_paste(rig, text, length) rig_paste_at(RIG_HERE(rig), (text), (length))
#define rig_click(rig, row, column) rig_click_at(RIG_HERE(rig), (row), (column))
#define rig_click_text(rig, text) rig_click_text_at(RIG_HERE(rig), (text))
#define rig_wheel(rig, row, column, up) rig_wheel_at(RIG_HERE(rig), (row), (column), (up))

/* Types a script (support/keys.h). */
#define rig_script(rig, script) rig_script_at(RIG_HERE(rig), (script))

/* Waits until all of it has been taken in and drawn. Without effect once the program has ended or
 * was hung up. */
#define rig_sync(rig) rig_sync_at(RIG_HERE(rig))

/* Lets virtual time go by, and waits until what was due then has been done. */
#define rig_advance(rig, milliseconds) rig_advance_at(RIG_HERE(rig), (milliseconds))

/* Changes the size of the window. */
#define rig_resize(rig, rows, columns) rig_resize_at(RIG_HERE(rig), (rows), (columns))

/* Sends the program a signal, or closes its terminal. */
#define rig_signal(rig, number) rig_signal_at(RIG_HERE(rig), (number))
void rig_hang_up(struct rig *rig);

/* ---- seeing ---- */

/*
 * Is TEXT on the screen? These sync first. TEXT may run over several lines of the screen: blanks
 * and line ends count as one blank.
 */
#define rig_expect(rig, text) rig_expect_at(RIG_HERE(rig), (text))
#define rig_expect_not(rig, text) rig_expect_not_at(RIG_HERE(rig), (text))
#define rig_shows(rig, text) rig_shows_at(RIG_HERE(rig), (text))

/* The same of one row, and of the whole text of it. */
#define rig_expect_row(rig, row, text) rig_expect_row_at(RIG_HERE(rig), (row), (text))

/* Every cell of the first TEXT has all of LOOKS (enum glass_look), or none of them. */
#define rig_expect_looks(rig, text, looks) rig_expect_looks_at(RIG_HERE(rig), (text), (looks), true)
#define rig_expect_not_looks(rig, text, looks)                                                     \
    rig_expect_looks_at(RIG_HERE(rig), (text), (looks), false)

/* Where the cursor is; where the first TEXT stands. */
#define rig_expect_cursor(rig, row, column) rig_expect_cursor_at(RIG_HERE(rig), (row), (column))
#define rig_find(rig, text, row, column) rig_find_at(RIG_HERE(rig), (text), (row), (column))

/* The screen after a sync, rows ended by newlines; one row; for the caller to free. */
#define rig_screen_text(rig) rig_screen_text_at(RIG_HERE(rig))
#define rig_row(rig, row) rig_row_at(RIG_HERE(rig), (row))

/* The screen itself, as of the last sync, for the questions of glass.h. */
struct glass *rig_glass(struct rig *rig);

/* Waits, without a barrier, until TEXT is on the screen: for a program on real time. */
#define rig_wait_for(rig, text) rig_wait_for_at(RIG_HERE(rig), (text))

/*
 * The bytes the program has written so far, barrier answers left out. rig_mark() is their number
 * after a sync; rig_since() what came after a mark. Valid until more comes.
 */
#define rig_mark(rig) rig_mark_at(RIG_HERE(rig))
const char *rig_since(struct rig *rig, size_t mark, size_t *length);

/* ---- the end ---- */

/* Waits until the program has ended and all it wrote is read; its status, as from waitpid(). */
#define rig_wait_exit(rig) rig_wait_exit_at(RIG_HERE(rig))
#define rig_expect_exit(rig, code) rig_expect_exit_at(RIG_HERE(rig), (code))

/* Ctrl-X, status 0, rig_stop(). */
#define rig_leave(rig) rig_leave_at(RIG_HERE(rig))

/* Do LENGTH bytes at WANTED stand anywhere in the program's memory? Skips where that is hidden. */
bool rig_memory_holds(struct rig *rig, const void *wanted, size_t length);

/* Waits until it has been stopped, as by Ctrl-Z; rig_signal(rig, SIGCONT) lets it go on. */
#define rig_wait_stop(rig) rig_wait_stop_at(RIG_HERE(rig))

/* True when the terminal's settings are what they were before the program started. */
bool rig_terminal_is_restored(const struct rig *rig);

pid_t rig_pid(const struct rig *rig);
const char *rig_home(const struct rig *rig);

/* What the program used, after rig_wait_exit(). */
struct rusage rig_usage(const struct rig *rig);

/* Fails the test with a picture of the screen and a sentence. */
#define rig_fail(rig, ...) rig_fail_at(RIG_HERE(rig), __VA_ARGS__)

/* ---- behind the macros ---- */

#define RIG_HERE(rig) rig_here((rig), __FILE__, __LINE__)
struct rig *rig_here(struct rig *rig, const char *file, int line);

struct rig *rig_start_at(const struct rig_options *options, const char *file, int line);
void rig_keys_at(struct rig *rig, const char *bytes);
void rig_bytes_at(struct rig *rig, const char *bytes, size_t length);
void rig_key_at(struct rig *rig, const char *name);
void rig_paste_at(struct rig *rig, const char *text, size_t length);
void rig_click_at(struct rig *rig, int row, int column);
void rig_click_text_at(struct rig *rig, const char *text);
void rig_wheel_at(struct rig *rig, int row, int column, bool up);
void rig_script_at(struct rig *rig, const char *script);
void rig_sync_at(struct rig *rig);
void rig_advance_at(struct rig *rig, long milliseconds);
void rig_resize_at(struct rig *rig, int rows, int columns);
void rig_signal_at(struct rig *rig, int number);
void rig_expect_at(struct rig *rig, const char *text);
void rig_expect_not_at(struct rig *rig, const char *text);
bool rig_shows_at(struct rig *rig, const char *text);
void rig_expect_row_at(struct rig *rig, int row, const char *text);
void rig_expect_looks_at(struct rig *rig, const char *text, unsigned looks, bool wanted);
void rig_expect_cursor_at(struct rig *rig, int row, int column);
void rig_find_at(struct rig *rig, const char *text, int *row, int *column);
char *rig_screen_text_at(struct rig *rig);
char *rig_row_at(struct rig *rig, int row);
void rig_wait_for_at(struct rig *rig, const char *text);
size_t rig_mark_at(struct rig *rig);
int rig_wait_exit_at(struct rig *rig);
void rig_expect_exit_at(struct rig *rig, int code);
void rig_leave_at(struct rig *rig);
void rig_wait_stop_at(struct rig *rig);
_Noreturn void rig_fail_at(struct rig *rig, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
