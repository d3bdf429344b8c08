/*
 * Graphemes and paragraphs of a buffer. Both are read through small windows, so that the gap
 * moves by a few bytes at most however long the text is.
 */
#include <string.h>

#include "buffer_private.h"
#include "mend/base/utf8.h"

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

static bool is_grapheme_start(struct buffer *buffer, size_t at)
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
    while (!is_grapheme_start(buffer, at))
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
