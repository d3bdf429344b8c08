/* Looking at the screen, and showing it when a test fails. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rig_private.h"

enum { TAIL = 1500, TAIL_LINE = 80, MOST_SENTENCE = 2048 };

/* ---- the picture ---- */

static void put_state(const struct rig *rig, struct str *out)
{
    int row, column;
    glass_cursor(rig->glass, &row, &column);
    str_printf(out, "cursor at row %d, column %d%s", row, column,
               glass_cursor_is_visible(rig->glass) ? "" : " (hidden)");
    if (!rig->pid)
        str_puts(out, "; the program was not started");
    else if (!rig->ended)
        str_puts(out, rig->stopped ? "; the program is stopped" : "; the program runs");
    else if (WIFSIGNALED(rig->status))
        str_printf(out, "; the program died of signal %d", WTERMSIG(rig->status));
    else
        str_printf(out, "; the program ended with status %d", WEXITSTATUS(rig->status));
    if (rig->queue.length > rig->typed)
        str_printf(out, "; %zu bytes of input not taken", rig->queue.length - rig->typed);
    str_putc(out, '\n');
}

static void put_screen(const struct rig *rig, struct str *out)
{
    int rows, columns;
    glass_size(rig->glass, &rows, &columns);
    for (int row = 0; row < rows; row++) {
        str_printf(out, "%3d|", row);
        glass_put_row(rig->glass, row, out);
        str_putc(out, '\n');
    }
}

/* The last bytes as they came: of a program that ended, they say more than its screen. */
static void put_tail(const struct rig *rig, struct str *out)
{
    const struct str *written = &rig->written;
    size_t from = written->length > TAIL ? written->length - TAIL : 0;
    str_puts(out, "last bytes:");
    for (size_t i = from; i < written->length; i++) {
        unsigned char byte = (unsigned char)written->bytes[i];
        if ((i - from) % TAIL_LINE == 0)
            str_putc(out, '\n');
        if (byte < 0x20)
            str_printf(out, "^%c", byte + '@');
        else
            str_putc(out, (char)byte);
    }
    str_putc(out, '\n');
}

void rig_fail_at(struct rig *rig, const char *format, ...)
{
    char sentence[MOST_SENTENCE];
    struct str picture = {0};
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    put_screen(rig, &picture);
    put_state(rig, &picture);
    if (rig->ended)
        put_tail(rig, &picture);
    /* In parts: cmocka cuts long messages. */
    print_error("%s\n", sentence);
    for (char *line = picture.bytes, *end; line && *line; line = end) {
        end = line + strcspn(line, "\n");
        print_error("%.*s\n", (int)(end - line), line);
        end += *end == '\n';
    }
    str_free(&picture);
    /* The test goes no further, so nobody else will. */
    child_stop(&rig->child);
    folder_remove(rig->own_home);
    rig->own_home = NULL;
    _fail(rig->file, rig->line);
    abort(); /* not in a test */
}

/* ---- looking ---- */

/* TEXT with every run of blanks and line ends as one blank; for the caller to free. */
static char *squeeze(const char *text)
{
    struct str out = {0};
    for (bool blank = false; *text; text++) {
        bool now = *text == ' ' || *text == '\n';
        if (!now || !blank)
            str_putc(&out, now ? ' ' : *text);
        blank = now;
    }
    str_putc(&out, '\0');
    return str_take(&out);
}

static bool has_text(struct rig *rig, const void *context)
{
    struct str screen = {0};
    glass_put_text(rig->glass, &screen);
    char *have = squeeze(str_text(&screen));
    char *want = squeeze(context);
    bool found = have && want && strstr(have, want);
    str_free(&screen);
    free(have);
    free(want);
    return found;
}

static void settle(struct rig *rig)
{
    if (!rig->real_time)
        rig_sync_at(rig);
}

bool rig_shows_at(struct rig *rig, const char *text)
{
    settle(rig);
    return has_text(rig, text);
}

void rig_expect_at(struct rig *rig, const char *text)
{
    if (!rig_shows_at(rig, text))
        rig_fail_at(rig, "expected on the screen: \"%s\"", text);
}

void rig_expect_not_at(struct rig *rig, const char *text)
{
    if (rig_shows_at(rig, text))
        rig_fail_at(rig, "expected not to be on the screen: \"%s\"", text);
}

void rig_wait_for_at(struct rig *rig, const char *text)
{
    if (!rig_wait(rig, has_text, text, text))
        rig_fail_at(rig, "the program ended without showing \"%s\"", text);
}

char *rig_row_at(struct rig *rig, int row)
{
    struct str out = {0};
    settle(rig);
    glass_put_row(rig->glass, row, &out);
    return str_take(&out);
}

void rig_expect_row_at(struct rig *rig, int row, const char *text)
{
    char *have = rig_row_at(rig, row);
    bool same = have && strcmp(have, text) == 0;
    free(have);
    if (!same)
        rig_fail_at(rig, "expected row %d to be: \"%s\"", row, text);
}

void rig_expect_looks_at(struct rig *rig, const char *text, unsigned looks, bool wanted)
{
    int row, column;
    rig_find_at(rig, text, &row, &column);
    unsigned have = glass_looks(rig->glass, text);
    if (wanted ? (have & looks) != looks : (have & looks) != 0)
        rig_fail_at(rig, "\"%s\" has the looks %#x, %s %#x", text, have,
                    wanted ? "expected" : "not expected", looks);
}

void rig_expect_cursor_at(struct rig *rig, int row, int column)
{
    int at_row, at_column;
    settle(rig);
    glass_cursor(rig->glass, &at_row, &at_column);
    if (at_row != row || at_column != column)
        rig_fail_at(rig, "expected the cursor at row %d, column %d", row, column);
}

void rig_find_at(struct rig *rig, const char *text, int *row, int *column)
{
    settle(rig);
    if (!glass_find(rig->glass, text, row, column))
        rig_fail_at(rig, "expected in one row of the screen: \"%s\"", text);
}

char *rig_screen_text_at(struct rig *rig)
{
    struct str out = {0};
    settle(rig);
    glass_put_text(rig->glass, &out);
    return str_take(&out);
}

struct glass *rig_glass(struct rig *rig)
{
    return rig->glass;
}

size_t rig_mark_at(struct rig *rig)
{
    settle(rig);
    return rig->written.length;
}

const char *rig_since(struct rig *rig, size_t mark, size_t *length)
{
    *length = rig->written.length - mark;
    return str_text(&rig->written) + mark;
}

void rig_expect_exit_at(struct rig *rig, int code)
{
    int status = rig_wait_exit_at(rig);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != code)
        rig_fail_at(rig, "expected the program to end with status %d", code);
}

bool rig_memory_holds(struct rig *rig, const void *wanted, size_t length)
{
    char path[64];
    char line[512];
    bool found = false;
    snprintf(path, sizeof path, "/proc/%d/maps", (int)rig_pid(rig));
    FILE *maps = fopen(path, "r");
    snprintf(path, sizeof path, "/proc/%d/mem", (int)rig_pid(rig));
    int memory = open(path, O_RDONLY);
    if (!maps || memory < 0) {
        print_message("the memory of another process can be read by root only\n");
        skip();
    }
    while (fgets(line, sizeof line, maps) && !found) {
        unsigned long from;
        unsigned long to;
        char mode[8];
        if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) != 3 || mode[0] != 'r' ||
            to - from > (1UL << 28)) /* what the sanitizers reserve */
            continue;
        char *bytes = malloc(to - from);
        assert_non_null(bytes);
        ssize_t got = pread(memory, bytes, to - from, (off_t)from);
        found = got > 0 && memmem(bytes, (size_t)got, wanted, length);
        free(bytes);
    }
    fclose(maps);
    close(memory);
    return found;
}
