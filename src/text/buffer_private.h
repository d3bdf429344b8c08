/* What the files of this room share about a buffer. The text is described in buffer.c. */
#ifndef TEXT_BUFFER_PRIVATE_H
#define TEXT_BUFFER_PRIVATE_H

#include <stdint.h>

#include "mend/base/str.h"
#include "mend/text/buffer.h"
#include "undo.h"

struct buffer {
    char *bytes;
    size_t capacity;
    size_t gap;        /* bytes before the gap, and so the offset at which it lies */
    size_t gap_length; /* bytes nobody uses */
    struct undo undo;
    buffer_listener *listener;
    void *context;
    size_t changed;    /* lowest offset changed since buffer_take_changed() */
    uint64_t revision; /* one more with each change */
    bool counts_words; /* somebody has asked for them, and `words` is kept right */
    size_t words;
};

/* The byte at AT, which must be below the length. Never moves the gap. */
static inline char buffer_byte(const struct buffer *buffer, size_t at)
{
    return buffer->bytes[at < buffer->gap ? at : at + buffer->gap_length];
}

/* The code point at AT and, returned, its bytes; 0 at the end. Never moves the gap. */
size_t buffer_code_point(const struct buffer *buffer, size_t at, int32_t *code_point);

/*
 * Words that begin in FROM..TO or with the first letter behind it: what a change does to these is
 * what it does to the number of all words.
 */
size_t buffer_words_touched(const struct buffer *buffer, size_t from, size_t to);

/* The first offset at or after AT where a code point starts; the length at the end. */
size_t buffer_code_point_from(const struct buffer *buffer, size_t at);

/* True when AT is between two graphemes, or at an end. */
bool buffer_is_grapheme_start(struct buffer *buffer, size_t at);

/* The start of the grapheme AT lies in; AT itself when one starts there. */
size_t buffer_grapheme_start(struct buffer *buffer, size_t at);

/*
 * The start of the paragraph AT is in, when it lies at or behind FLOOR; else FLOOR. Looks at
 * nothing before FLOOR.
 */
size_t buffer_paragraph_start_from(const struct buffer *buffer, size_t floor, size_t at);

/*
 * The lowest offset at which anything has changed since the last call, SIZE_MAX when nothing
 * has: what was worked out about the text before it still holds.
 */
size_t buffer_take_changed(struct buffer *buffer);

/* Frees S after overwriting it: it held words of the person. */
void buffer_wipe_str(struct str *s);

#endif
