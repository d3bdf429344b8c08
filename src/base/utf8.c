#include "mend/base/utf8.h"

#include <langinfo.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

enum { LOOK_BACK = 256 };

bool utf8_locale(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

size_t utf8_decode(const char *bytes, size_t length, int32_t *code_point)
{
    utf8proc_ssize_t taken = utf8proc_iterate(
        (const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)(length > 4 ? 4 : length), code_point);
    if (taken > 0)
        return (size_t)taken;
    *code_point = UTF8_REPLACEMENT;
    return 1;
}

size_t utf8_encode(int32_t code_point, char out[4])
{
    return (size_t)utf8proc_encode_char(code_point, (utf8proc_uint8_t *)out);
}

size_t utf8_valid_prefix(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        if ((unsigned char)bytes[at] < 0x80) {
            at++;
            continue;
        }
        utf8proc_int32_t code_point;
        size_t left = length - at;
        utf8proc_ssize_t taken =
            utf8proc_iterate((const utf8proc_uint8_t *)bytes + at,
                             (utf8proc_ssize_t)(left > 4 ? 4 : left), &code_point);
        if (taken <= 0)
            break;
        at += (size_t)taken;
    }
    return at;
}

bool utf8_valid(const char *bytes, size_t length)
{
    return utf8_valid_prefix(bytes, length) == length;
}

static bool plain_ascii(char byte)
{
    return byte >= 0x20 && byte < 0x7f;
}

size_t utf8_grapheme(const char *bytes, size_t length)
{
    if (length < 2 || (plain_ascii(bytes[0]) && (unsigned char)bytes[1] < 0x80))
        return length ? 1 : 0;
    int32_t before;
    int32_t state = 0;
    size_t at = utf8_decode(bytes, length, &before);
    while (at < length) {
        int32_t after;
        size_t taken = utf8_decode(bytes + at, length - at, &after);
        if (utf8proc_grapheme_break_stateful(before, after, &state))
            break;
        before = after;
        at += taken;
    }
    return at;
}

/* A place at or before AT, near enough, where a grapheme surely starts. */
static size_t safe_start(const char *bytes, size_t at)
{
    size_t start = at;
    size_t floor = at > LOOK_BACK ? at - LOOK_BACK : 0;
    while (start > floor && bytes[start - 1] != '\n')
        start--;
    while (start > 0 && start < at && ((unsigned char)bytes[start] & 0xC0) == 0x80)
        start++;
    return start;
}

size_t utf8_grapheme_before(const char *bytes, size_t at)
{
    if (at == 0)
        return 0;
    if (at > 1 && plain_ascii(bytes[at - 1]) && plain_ascii(bytes[at - 2]))
        return at - 1;
    size_t start = safe_start(bytes, at - 1);
    for (;;) {
        size_t next = start + utf8_grapheme(bytes + start, at - start);
        if (next >= at)
            return start;
        start = next;
    }
}

bool utf8_is_direction_mark(int32_t c)
{
    return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

bool utf8_is_drawable(int32_t code_point)
{
    return wcwidth((wchar_t)code_point) >= 0;
}

int utf8_code_point_width(int32_t code_point)
{
    if (code_point == '\n')
        return 0;
    if (code_point == '\t')
        return UTF8_TAB_CELLS;
    if (code_point < 0x20 || code_point == 0x7f)
        return 2;
    if (code_point < 0x7f)
        return 1;
    if (utf8_is_direction_mark(code_point))
        return 0;
    int width = wcwidth((wchar_t)code_point);
    return width < 0 ? 1 : width;
}

int utf8_width(const char *bytes, size_t length)
{
    bool whole = utf8_locale();
    int width = 0;
    for (size_t at = 0; at < length;) {
        if (plain_ascii(bytes[at])) {
            width++;
            at++;
        } else if (whole || (unsigned char)bytes[at] < 0x80) {
            int32_t code_point;
            at += utf8_decode(bytes + at, length - at, &code_point);
            width += utf8_code_point_width(code_point);
        } else {
            width++;
            at += utf8_grapheme(bytes + at, length - at);
        }
    }
    return width;
}

size_t utf8_fit(const char *bytes, size_t length, int columns)
{
    size_t at = 0;
    while (at < length) {
        size_t size = utf8_grapheme(bytes + at, length - at);
        columns -= utf8_width(bytes + at, size);
        if (columns < 0)
            break;
        at += size;
    }
    return at;
}
