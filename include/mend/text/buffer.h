/*
 * A text under edit, with undo.
 *
 * Offsets and lengths are bytes. The text is always valid UTF-8: what is inserted is repaired
 * first (each malformed byte and each NUL becomes U+FFFD) and callers delete whole graphemes. Line
 * feeds separate paragraphs; CR LF and lone CR become LF on the way in.
 *
 * Every change, those of undo and redo included, is reported to one listener as it happens, so
 * that a draft can be kept as a base plus edits.
 */
#ifndef MEND_TEXT_BUFFER_H
#define MEND_TEXT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mend/base/error.h"

struct buffer;

/* REMOVED bytes at AT were replaced by INSERTED (LENGTH bytes, valid during the call). */
typedef void buffer_listener(void *context, size_t at, size_t removed, const char *inserted,
                             size_t length);

/* A buffer holding a copy of TEXT (LENGTH bytes), with nothing to undo. NULL without memory. */
struct buffer *buffer_new(const char *text, size_t length) MUST_CHECK;
void buffer_free(struct buffer *buffer);

/* Calls LISTENER with CONTEXT for every change from now on; NULL stops it. */
void buffer_listen(struct buffer *buffer, buffer_listener *listener, void *context);

size_t buffer_length(const struct buffer *buffer);

/* A number that is another after every change, those of undo and redo included. */
uint64_t buffer_revision(const struct buffer *buffer);

/*
 * The bytes FROM..TO as one run of memory, valid until the next change or view. Moves the gap
 * out of the way when it lies inside, hence not const.
 */
const char *buffer_view(struct buffer *buffer, size_t from, size_t to);

/* A NUL-terminated copy of the whole text, to be freed by the caller. NULL without memory. */
char *buffer_copy(struct buffer *buffer) MUST_CHECK;

/*
 * Replaces REMOVED bytes at AT by TEXT. Returns ERR_MEMORY and leaves the text as it was when
 * there is no room. *END (may be NULL) is where the inserted text ends. TEXT must not point into
 * the buffer.
 *
 * Typing runs together: an insertion that continues the last one, within a word, belongs to the
 * same undo step until buffer_break() is called; so does a run of deletions.
 */
enum err buffer_replace(struct buffer *buffer, size_t at, size_t removed, const char *text,
                        size_t length, size_t *end, struct fault *fault) MUST_CHECK;

/* Ends the current undo step: the next change starts a new one. */
void buffer_break(struct buffer *buffer);

/* Everything between these two is one undo step. */
void buffer_begin(struct buffer *buffer);
void buffer_end(struct buffer *buffer);

/*
 * Takes back, or does again, one step. False when there is none. *CURSOR is where the person's
 * eye should be afterwards. Undo goes back to the text given to buffer_new(), without a limit.
 */
bool buffer_undo(struct buffer *buffer, size_t *cursor);
bool buffer_redo(struct buffer *buffer, size_t *cursor);

/* Neighbours of AT; at either end they return AT itself. */
size_t buffer_next_grapheme(struct buffer *buffer, size_t at);
size_t buffer_previous_grapheme(struct buffer *buffer, size_t at);

/*
 * Word moves: forward to the end of the next word, backward to the start of the previous one. A
 * word is a run of letters, digits, marks and apostrophes; each Han or kana character stands for
 * itself.
 */
size_t buffer_next_word(struct buffer *buffer, size_t at);
size_t buffer_previous_word(struct buffer *buffer, size_t at);

/* First and last offset of the paragraph AT is in (without its line feed). */
size_t buffer_paragraph_start(struct buffer *buffer, size_t at);
size_t buffer_paragraph_end(struct buffer *buffer, size_t at);

/*
 * Passages are what a person calls paragraphs: lines that stand together, with blank lines between
 * them. The start of the one AT is in, or of the one before when AT is that start; the start of the
 * next one. Without one they return the start and the end of the text.
 */
size_t buffer_previous_passage(struct buffer *buffer, size_t at);
size_t buffer_next_passage(struct buffer *buffer, size_t at);

/*
 * Words in the whole text, as buffer_next_word() passes them; but each Hangul syllable counts, too,
 * as Han and kana do. The first call reads the text, from then on the number follows the changes.
 */
size_t buffer_word_count(struct buffer *buffer);

#endif
