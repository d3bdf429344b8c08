/*
 * Graphemes, paragraphs and passages of a buffer. They are read through small windows, so that the
 * gap moves by a few bytes at most however long the text is.
 */
#include <string.h>

#include "buffer_private.h"
#include "mend/base/utf8.h"
#include "words.h"

enum {
    AHEAD = 64,   /* bytes first looked at for the end of a grapheme */
    BEHIND = 320, /* more than utf8_grapheme_before() ever looks at */
};

size_t buffer_code_point_from(const struct buffer *buffer, size_t at)
{
    size_t length = buffer_length(buffer);
    if (at >= length)
        return length;
    while (at < length && ((unsigned char)buffer_byte(buffer, at) & 0xC0) == 0x80)
        at++;
    return at;
}

size_t buffer_code_point(const struct buffer *buffer, size_t at, int32_t *code_point)
{
    size_t length = buffer_length(buffer);
    if (at >= length)
        return 0;
    char bytes[4] = {buffer_byte(buffer, at)};
    if ((unsigned char)bytes[0] < 0x80) {
        *code_point = (unsigned char)bytes[0];
        return 1;
    }
    size_t size = 1;
    for (; size < sizeof bytes && at + size < length; size++)
        bytes[size] = buffer_byte(buffer, at + size);
    return utf8_decode(bytes, size, code_point);
}

static bool is_ascii(const struct buffer *buffer, size_t at)
{
    return (unsigned char)buffer_byte(buffer, at) < 0x80;
}

size_t buffer_next_grapheme(struct buffer *buffer, size_t at)
{
    size_t length = buffer_length(buffer);
    if (at >= length)
        return length;
    if (is_ascii(buffer, at) && (at + 1 == length || is_ascii(buffer, at + 1)))
        return at + 1;
    for (size_t window = AHEAD;; window *= 4) {
        size_t end = buffer_code_point_from(buffer, at + window);
        size_t size = utf8_grapheme(buffer_view(buffer, at, end), end - at);
        if (at + size < end || end == length)
            return at + size;
    }
}

/* A grapheme start before AT, or a code point inside a grapheme of hundreds of bytes. */
static size_t step_back(struct buffer *buffer, size_t at)
{
    size_t from = at > BEHIND ? at - BEHIND : 0;
    return from + utf8_grapheme_before(buffer_view(buffer, from, at), at - from);
}

bool buffer_is_grapheme_start(struct buffer *buffer, size_t at)
{
    if (at == 0 || at >= buffer_length(buffer))
        return true;
    if (is_ascii(buffer, at) && is_ascii(buffer, at - 1))
        return true;
    size_t before = step_back(buffer, at);
    size_t end = buffer_code_point_from(buffer, at + 1);
    return utf8_grapheme(buffer_view(buffer, before, end), end - before) == at - before;
}

size_t buffer_grapheme_start(struct buffer *buffer, size_t at)
{
    if (at >= buffer_length(buffer))
        return buffer_length(buffer);
    while (at > 0 && buffer_code_point_from(buffer, at) != at)
        at--;
    while (!buffer_is_grapheme_start(buffer, at))
        at = step_back(buffer, at);
    return at;
}

size_t buffer_previous_grapheme(struct buffer *buffer, size_t at)
{
    if (at == 0)
        return 0;
    return buffer_grapheme_start(buffer, step_back(buffer, at));
}

size_t buffer_paragraph_start_from(const struct buffer *buffer, size_t floor, size_t at)
{
    size_t gap = buffer->gap;
    size_t from = floor > gap ? floor : gap;
    const char *behind = buffer->bytes + buffer->gap_length + from;
    const char *feed = at > from ? memrchr(behind, '\n', at - from) : NULL;
    if (feed)
        return from + (size_t)(feed - behind) + 1;
    size_t to = at < gap ? at : gap;
    feed = to > floor ? memrchr(buffer->bytes + floor, '\n', to - floor) : NULL;
    return feed ? (size_t)(feed - buffer->bytes) + 1 : floor;
}

size_t buffer_paragraph_start(struct buffer *buffer, size_t at)
{
    return buffer_paragraph_start_from(buffer, 0, at);
}

size_t buffer_paragraph_end(struct buffer *buffer, size_t at)
{
    size_t gap = buffer->gap;
    const char *feed = at < gap ? memchr(buffer->bytes + at, '\n', gap - at) : NULL;
    if (feed)
        return (size_t)(feed - buffer->bytes);
    size_t from = at > gap ? at : gap;
    const char *behind = buffer->bytes + buffer->gap_length + from;
    feed = memchr(behind, '\n', buffer_length(buffer) - from);
    return feed ? from + (size_t)(feed - behind) : buffer_length(buffer);
}

/* ---- passages ---- */

static bool is_blank_line(const struct buffer *buffer, size_t at)
{
    int32_t code_point;
    size_t size;
    while ((size = buffer_code_point(buffer, at, &code_point)) > 0 && code_point != '\n') {
        if (!code_point_is_blank(code_point))
            return false;
        at += size;
    }
    return true;
}

size_t buffer_previous_passage(struct buffer *buffer, size_t at)
{
    size_t line = buffer_paragraph_start(buffer, at);
    if (line == at && line > 0)
        line = buffer_paragraph_start(buffer, line - 1);
    while (line > 0 && is_blank_line(buffer, line))
        line = buffer_paragraph_start(buffer, line - 1);
    while (line > 0) {
        size_t above = buffer_paragraph_start(buffer, line - 1);
        if (is_blank_line(buffer, above))
            break;
        line = above;
    }
    return line;
}

/* The start of the first line behind LINE that is blank, or is not; the end without one. */
static size_t pass_lines(struct buffer *buffer, size_t line, bool blank)
{
    size_t length = buffer_length(buffer);
    while (line < length && is_blank_line(buffer, line) == blank) {
        line = buffer_paragraph_end(buffer, line);
        line += line < length;
    }
    return line;
}

size_t buffer_next_passage(struct buffer *buffer, size_t at)
{
    size_t line = buffer_paragraph_start(buffer, at);
    return pass_lines(buffer, pass_lines(buffer, line, false), true);
}
