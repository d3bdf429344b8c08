#include "keys.h"

#include <stdlib.h>
#include <string.h>

enum { ESCAPE_MS = 25, MOST_REPEATS = 10000 };

static const struct {
    const char *name;
    const char *bytes;
} keys[] = {
    {"Up", "\x1b[A"},      {"Down", "\x1b[B"},       {"Right", "\x1b[C"},
    {"Left", "\x1b[D"},    {"Home", "\x1b[H"},       {"End", "\x1b[F"},
    {"PgUp", "\x1b[5~"},   {"PgDn", "\x1b[6~"},      {"Insert", "\x1b[2~"},
    {"Delete", "\x1b[3~"}, {"Enter", "\r"},          {"Tab", "\t"},
    {"S-Tab", "\x1b[Z"},   {"Space", " "},           {"Esc", "\x1b"},
    {"Backspace", "\x7f"}, {"F1", "\x1bOP"},         {"C-Left", "\x1b[1;5D"},
    {"C-_", "\x1f"},       {"C-Right", "\x1b[1;5C"}, {"C-\\", "\x1c"},
    {"C-Up", "\x1b[1;5A"}, {"C-Down", "\x1b[1;5B"},  {"lt", "<"},
};

void keys_put_time(struct str *out, long milliseconds)
{
    str_printf(out, "\x1b]5522;t=%ld\a", milliseconds);
}

void keys_put_paste(struct str *out, const char *text, size_t length)
{
    str_puts(out, "\x1b[200~");
    str_append(out, text, length);
    str_puts(out, "\x1b[201~");
}

/* Appends the key called NAME (LENGTH bytes of it). False when there is none. */
static bool put_key(struct str *out, const char *name, size_t length, bool virtual_time)
{
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strlen(keys[i].name) != length || memcmp(keys[i].name, name, length) != 0)
            continue;
        str_puts(out, keys[i].bytes);
        if (strcmp(keys[i].bytes, "\x1b") == 0 && virtual_time)
            keys_put_time(out, ESCAPE_MS);
        return true;
    }
    if (length == 7 && memcmp(name, "C-Space", length) == 0) {
        str_putc(out, '\0');
        return true;
    }
    if (length == 3 && memcmp(name, "C-", 2) == 0 && name[2] >= 'a' && name[2] <= 'z') {
        str_putc(out, (char)(name[2] & 0x1f));
        return true;
    }
    return false;
}

/* "500ms" and "2s". */
static bool put_time(struct str *out, const char *name, size_t length, bool virtual_time)
{
    char *unit;
    long count = strtol(name, &unit, 10);
    size_t left = length - (size_t)(unit - name);
    bool seconds = left == 1 && *unit == 's';
    if (!virtual_time || unit == name || count < 0 ||
        !(seconds || (left == 2 && memcmp(unit, "ms", 2) == 0)))
        return false;
    keys_put_time(out, seconds ? count * 1000 : count);
    return true;
}

/* What stands between "<" and ">". */
static bool put_named(struct str *out, const char *name, size_t length, bool virtual_time)
{
    long repeats = 1;
    const char *star = memchr(name, '*', length);
    if (star) {
        char *end;
        repeats = strtol(star + 1, &end, 10);
        if (end != name + length || repeats < 1 || repeats > MOST_REPEATS)
            return false;
        length = (size_t)(star - name);
    }
    if (length && name[0] >= '0' && name[0] <= '9')
        return !star && put_time(out, name, length, virtual_time);
    for (long i = 0; i < repeats; i++)
        if (!put_key(out, name, length, virtual_time))
            return false;
    return true;
}

const char *keys_put_script(struct str *out, const char *script, bool virtual_time)
{
    while (*script) {
        if (*script != '<') {
            str_putc(out, *script++);
            continue;
        }
        const char *end = strchr(script, '>');
        if (!end || !put_named(out, script + 1, (size_t)(end - script - 1), virtual_time))
            return script;
        script = end + 1;
    }
    return NULL;
}
