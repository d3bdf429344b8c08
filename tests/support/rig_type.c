/* Typing, clicking, and what else a person or the system does to a program. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>

#include "keys.h"
#include "rig_private.h"

void rig_keys_at(struct rig *rig, const char *bytes)
{
    rig_bytes_at(rig, bytes, strlen(bytes));
}

/* Queues what MADE holds and frees it. */
static void send_made(struct rig *rig, struct str *made)
{
    if (made->failed)
        rig_fail_at(rig, "no memory");
    rig_bytes_at(rig, str_text(made), made->length);
    str_free(made);
}

void rig_script_at(struct rig *rig, const char *script)
{
    struct str bytes = {0};
    const char *unknown = keys_put_script(&bytes, script, !rig->real_time);
    if (unknown)
        rig_fail_at(rig, "no such key: %s", unknown);
    send_made(rig, &bytes);
}

void rig_key_at(struct rig *rig, const char *name)
{
    struct str script = {0};
    str_printf(&script, "<%s>", name);
    rig_script_at(rig, str_text(&script));
    str_free(&script);
}

void rig_paste_at(struct rig *rig, const char *text, size_t length)
{
    struct str bytes = {0};
    keys_put_paste(&bytes, text, length);
    send_made(rig, &bytes);
}

void rig_advance_at(struct rig *rig, long milliseconds)
{
    struct str bytes = {0};
    keys_put_time(&bytes, milliseconds);
    send_made(rig, &bytes);
    rig_sync_at(rig);
}

void rig_click_at(struct rig *rig, int row, int column)
{
    rig_sync_at(rig); /* the terminal must have heard that the program wants clicks */
    glass_click(rig->glass, row, column);
}

void rig_click_text_at(struct rig *rig, const char *text)
{
    int row, column;
    rig_find_at(rig, text, &row, &column);
    glass_click(rig->glass, row, column);
}

void rig_wheel_at(struct rig *rig, int row, int column, bool up)
{
    rig_sync_at(rig);
    glass_wheel(rig->glass, row, column, up);
}

void rig_resize_at(struct rig *rig, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    glass_resize(rig->glass, rows, columns);
    if (ioctl(rig->child.terminal, TIOCSWINSZ, &size) != 0)
        rig_fail_at(rig, "cannot resize the terminal: %s", strerror(errno));
}

void rig_signal_at(struct rig *rig, int number)
{
    if (rig->ended || kill(rig->pid, number) != 0)
        rig_fail_at(rig, "there is no program to send signal %d to", number);
    if (number == SIGCONT)
        rig->stopped = false;
}

void rig_hang_up(struct rig *rig)
{
    child_hang_up(&rig->child);
    str_truncate(&rig->queue, 0);
    rig->typed = 0;
}
