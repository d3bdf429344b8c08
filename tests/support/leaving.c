#include "support/leaving.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEN(n)                                                                                     \
    "shell line " n "0\r\nshell line " n "1\r\nshell line " n "2\r\nshell line " n                 \
    "3\r\nshell line " n "4\r\nshell line " n "5\r\nshell line " n "6\r\nshell line " n            \
    "7\r\nshell line " n "8\r\nshell line " n "9\r\n"

const char leaving_shell[] = TEN("0") TEN("1") TEN("2") TEN("3") TEN("4") TEN("5");

static const char erase[] = "\x1b[H\x1b[2J";
static const char leave[] = "\x1b[?1049l";
static const char erase_scrollback[] = "\x1b[3J";

static const char *find(const char *bytes, size_t length, const char *wanted)
{
    return memmem(bytes, length, wanted, strlen(wanted));
}

/* The character that stands first in LENGTH bytes, outside of escape sequences; NULL: none. */
static const char *first_character(const char *bytes, size_t length)
{
    const char *end = bytes + length;
    for (const char *at = bytes; at < end; at++) {
        if (*at == '\r' || *at == '\n' || *at == '\b' || *at == '\x0e' || *at == '\x0f')
            continue;
        if (*at != '\x1b')
            return at;
        if (++at == end)
            break;
        if (*at == '[') {
            while (++at < end && !(*at >= '@' && *at <= '~'))
                continue;
        } else if (*at == ']') {
            while (++at < end && *at != '\a')
                continue;
        } else if (*at == '(' || *at == ')') {
            at++;
        }
    }
    return NULL;
}

static void expect_no_character(struct rig *rig, const char *bytes, size_t length)
{
    const char *found = first_character(bytes, length);
    if (found)
        rig_fail(rig, "after Ctrl-X \"%.20s\" was written", found);
}

static char *text_of(const struct glass *glass)
{
    struct str out = {0};
    glass_put_text(glass, &out);
    return str_take(&out);
}

/* A window like that of RIG in which LENGTH bytes were written behind the shell's session. */
static struct glass *replay(struct rig *rig, const char *bytes, size_t length)
{
    int rows;
    int columns;
    glass_size(rig_glass(rig), &rows, &columns);
    struct glass *glass = glass_new(rows, columns, true, NULL, NULL);
    assert_non_null(glass);
    glass_feed(glass, leaving_shell, sizeof leaving_shell - 1);
    glass_feed(glass, bytes, length);
    return glass;
}

static void expect_blank(struct rig *rig, const struct glass *glass)
{
    char *text = text_of(glass);
    size_t blank = strspn(text, " \n");
    if (text[blank])
        rig_fail(rig, "on the glass is still: \"%.60s\"", text + blank);
    free(text);
}

/* Every line is the shell's, from the first one on, and none is missing between them. */
static void expect_scrollback(struct rig *rig)
{
    const char *line = glass_scrollback(rig_glass(rig));
    char wanted[32];
    int count = 0;
    for (; *line; line += strcspn(line, "\n") + 1) {
        if (*line == '\n') /* pushed up from below the last line, by a window that shrank */
            continue;
        snprintf(wanted, sizeof wanted, "shell line %02d\n", count++);
        if (strncmp(line, wanted, strlen(wanted)) != 0)
            rig_fail(rig, "in the scrollback, in place of %.13s, is: %.40s", wanted, line);
    }
    if (count == 0)
        rig_fail(rig, "nothing is left of the scrollback");
}

void leaving_expect_over(struct rig *rig)
{
    size_t length;
    rig_expect_exit(rig, 0);
    const char *bytes = rig_since(rig, 0, &length);
    if (find(bytes, length, erase_scrollback))
        rig_fail(rig, "the scrollback was told to go");
    const char *last = NULL;
    for (const char *at = bytes; (at = find(at, length - (size_t)(at - bytes), leave)); at++)
        last = at;
    if (!last)
        rig_fail(rig, "the alternate screen was not left");
    size_t rest = length - (size_t)(last - bytes);
    expect_no_character(rig, last, rest);
    if (!find(last, rest, erase))
        rig_fail(rig, "the screen was not erased again");
    struct glass *before = replay(rig, bytes, (size_t)(last - bytes));
    if (!glass_is_alternate(before))
        rig_fail(rig, "it was left twice");
    expect_blank(rig, before);
    glass_free(before);
    expect_blank(rig, rig_glass(rig));
    expect_scrollback(rig);
    if (!rig_terminal_is_restored(rig))
        rig_fail(rig, "the terminal's settings are not restored");
}

void leaving_expect_gone(struct rig *rig, size_t mark)
{
    size_t length;
    leaving_expect_over(rig);
    const char *bytes = rig_since(rig, mark, &length);
    expect_no_character(rig, bytes, length);
    const char *erased = find(bytes, length, erase);
    if (!erased || erased > find(bytes, length, leave))
        rig_fail(rig, "the screen was not erased first");
}

void leaving_expect_away(struct rig *rig, size_t mark)
{
    size_t length;
    rig_sync(rig);
    const char *bytes = rig_since(rig, mark, &length);
    expect_no_character(rig, bytes, length);
    const char *left = find(bytes, length, leave);
    if (!left)
        rig_fail(rig, "the alternate screen was not left");
    const char *all = rig_since(rig, 0, &length);
    struct glass *before = replay(rig, all, (size_t)(left - all));
    expect_blank(rig, before);
    glass_free(before);
    struct glass *never = replay(rig, "", 0);
    char *wanted = text_of(never);
    char *seen = text_of(rig_glass(rig));
    if (strcmp(wanted, seen) != 0 || glass_is_alternate(rig_glass(rig)))
        rig_fail(rig, "the shell's session is not what is seen");
    free(wanted);
    free(seen);
    glass_free(never);
    expect_scrollback(rig);
}

void leaving_expect_silence(struct rig *rig, size_t mark)
{
    size_t length;
    rig_expect_exit(rig, 0);
    rig_since(rig, mark, &length);
    if (length)
        rig_fail(rig, "%zu bytes were still written", length);
    if (!rig_terminal_is_restored(rig))
        rig_fail(rig, "the terminal's settings are not restored");
}
