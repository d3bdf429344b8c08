/*
 * One allocation with a gap in it:
 *
 *     bytes   [ text before the gap | gap_length unused bytes | text behind the gap ]
 *              0                 gap                                       capacity
 *
 * A change moves the gap to where it happens, so typing copies nothing but what is typed. Reading
 * a range as one run of memory moves the gap to the nearer end of that range.
 *
 * The allocation never shrinks. Undo and redo only return to texts that it held before, which is
 * why they need no memory and cannot fail.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "buffer_private.h"
#include "mend/base/utf8.h"

/* The first gap, and the least a text grows by. Tests make it tiny to cross every boundary. */
#ifndef BUFFER_BLOCK
#define BUFFER_BLOCK 4096
#endif

/* ---- what comes in ---- */

static bool is_clean(const char *text, size_t length)
{
    return length == 0 ||
           (utf8_valid(text, length) && !memchr(text, '\r', length) && !memchr(text, '\0', length));
}

/* Appends TEXT to OUT as a buffer may hold it. */
static void clean(const char *text, size_t length, struct str *out)
{
    size_t size;
    for (size_t at = 0; at < length; at += size) {
        int32_t code_point;
        size = utf8_decode(text + at, length - at, &code_point);
        if (code_point == '\r' && at + 1 < length && text[at + 1] == '\n')
            continue;
        if (code_point == '\r')
            code_point = '\n';
        else if (code_point == 0) /* a NUL would hide the rest of the text from C strings */
            code_point = UTF8_REPLACEMENT;
        char bytes[4];
        str_append(out, bytes, utf8_encode(code_point, bytes));
    }
}

void buffer_wipe_str(struct str *s)
{
    if (s->bytes)
        explicit_bzero(s->bytes, s->capacity);
    str_free(s);
}

/* ---- the gap ---- */

uint64_t buffer_revision(const struct buffer *buffer)
{
    return buffer->revision;
}

size_t buffer_length(const struct buffer *buffer)
{
    return buffer->capacity - buffer->gap_length;
}

static void move_gap(struct buffer *buffer, size_t at)
{
    char *gap = buffer->bytes + buffer->gap;
    if (at < buffer->gap)
        memmove(buffer->bytes + at + buffer->gap_length, buffer->bytes + at, buffer->gap - at);
    else if (at > buffer->gap)
        memmove(gap, gap + buffer->gap_length, at - buffer->gap);
    buffer->gap = at;
}

/* Makes room for a text of LENGTH bytes. */
static bool reserve_text(struct buffer *buffer, size_t length)
{
    if (length <= buffer->capacity)
        return true;
    if (length > SIZE_MAX / 4)
        return false;
    size_t step = buffer->capacity / 2 > BUFFER_BLOCK ? buffer->capacity / 2 : BUFFER_BLOCK;
    size_t capacity = length + step;
    char *bytes = malloc(capacity);
    if (!bytes)
        return false;
    size_t behind = buffer_length(buffer) - buffer->gap;
    if (buffer->bytes) {
        memcpy(bytes, buffer->bytes, buffer->gap);
        memcpy(bytes + capacity - behind, buffer->bytes + buffer->capacity - behind, behind);
        explicit_bzero(buffer->bytes, buffer->capacity);
        free(buffer->bytes);
    }
    buffer->gap_length += capacity - buffer->capacity;
    buffer->capacity = capacity;
    buffer->bytes = bytes;
    return true;
}

const char *buffer_view(struct buffer *buffer, size_t from, size_t to)
{
    if (from >= buffer->gap)
        return buffer->bytes + buffer->gap_length + from;
    if (to > buffer->gap)
        move_gap(buffer, buffer->gap - from < to - buffer->gap ? from : to);
    return buffer->bytes + (from < buffer->gap ? from : from + buffer->gap_length);
}

/* Changes the text, for which there is room, and tells everybody but the undo log. */
static void apply(struct buffer *buffer, size_t at, size_t removed, const char *text, size_t length)
{
    buffer->revision++;
    if (buffer->counts_words)
        buffer->words -= buffer_words_touched(buffer, at, at + removed);
    move_gap(buffer, at);
    buffer->gap_length += removed;
    if (length)
        memcpy(buffer->bytes + at, text, length);
    buffer->gap += length;
    buffer->gap_length -= length;
    if (buffer->counts_words)
        buffer->words += buffer_words_touched(buffer, at, at + length);
    if (at < buffer->changed)
        buffer->changed = at;
    if (buffer->listener)
        buffer->listener(buffer->context, at, removed, text, length);
}

/* ---- the whole ---- */

struct buffer *buffer_new(const char *text, size_t length)
{
    struct str cleaned = {0};
    struct buffer *buffer = calloc(1, sizeof *buffer);
    if (!buffer)
        return NULL;
    if (!is_clean(text, length)) {
        clean(text, length, &cleaned);
        text = str_text(&cleaned);
        length = cleaned.length;
    }
    if (cleaned.failed || !reserve_text(buffer, length + BUFFER_BLOCK)) {
        free(buffer);
        buffer = NULL;
    } else {
        apply(buffer, 0, 0, text, length);
    }
    buffer_wipe_str(&cleaned);
    return buffer;
}

void buffer_free(struct buffer *buffer)
{
    if (!buffer)
        return;
    undo_free(&buffer->undo);
    explicit_bzero(buffer->bytes, buffer->capacity);
    free(buffer->bytes);
    free(buffer);
}

void buffer_listen(struct buffer *buffer, buffer_listener *listener, void *context)
{
    buffer->listener = listener;
    buffer->context = context;
}

char *buffer_copy(struct buffer *buffer)
{
    size_t length = buffer_length(buffer);
    char *copy = malloc(length + 1);
    if (!copy)
        return NULL;
    memcpy(copy, buffer->bytes, buffer->gap);
    memcpy(copy + buffer->gap, buffer->bytes + buffer->gap + buffer->gap_length,
           length - buffer->gap);
    copy[length] = '\0';
    return copy;
}

size_t buffer_take_changed(struct buffer *buffer)
{
    size_t changed = buffer->changed;
    buffer->changed = SIZE_MAX;
    return changed;
}

/* ---- changes ---- */

static bool replace(struct buffer *buffer, size_t at, size_t removed, const char *text,
                    size_t length)
{
    struct change change = {.at = at, .removed = removed, .inserted = length};
    if (!reserve_text(buffer, buffer_length(buffer) - removed + length) ||
        !undo_record(&buffer->undo, change, buffer_view(buffer, at, at + removed), text))
        return false;
    apply(buffer, at, removed, text, length);
    return true;
}

enum err buffer_replace(struct buffer *buffer, size_t at, size_t removed, const char *text,
                        size_t length, size_t *end, struct fault *fault)
{
    struct str cleaned = {0};
    if (at > buffer_length(buffer))
        at = buffer_length(buffer);
    if (removed > buffer_length(buffer) - at)
        removed = buffer_length(buffer) - at;
    if (!is_clean(text, length)) {
        clean(text, length, &cleaned);
        text = str_text(&cleaned);
        length = cleaned.length;
    }
    bool nothing = removed == 0 && length == 0;
    bool done = !cleaned.failed && (nothing || replace(buffer, at, removed, text, length));
    buffer_wipe_str(&cleaned);
    if (!done)
        return fault_set_memory(fault);
    if (end)
        *end = at + length;
    return OK;
}

void buffer_break(struct buffer *buffer)
{
    undo_break(&buffer->undo);
}

void buffer_begin(struct buffer *buffer)
{
    undo_begin(&buffer->undo);
}

void buffer_end(struct buffer *buffer)
{
    undo_end(&buffer->undo);
}

bool buffer_undo(struct buffer *buffer, size_t *cursor)
{
    bool did = false;
    const struct change *change;
    while ((change = undo_back(&buffer->undo, !did))) {
        apply(buffer, change->at, change->inserted, buffer->undo.bytes.bytes + change->bytes,
              change->removed);
        *cursor = change->at + change->removed;
        did = true;
    }
    return did;
}

bool buffer_redo(struct buffer *buffer, size_t *cursor)
{
    bool did = false;
    const struct change *change;
    while ((change = undo_forward(&buffer->undo, !did))) {
        apply(buffer, change->at, change->removed,
              buffer->undo.bytes.bytes + change->bytes + change->removed, change->inserted);
        *cursor = change->at + change->inserted;
        did = true;
    }
    return did;
}
