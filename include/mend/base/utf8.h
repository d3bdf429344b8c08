/*
 * UTF-8 text: code points, graphemes (what a person calls one character) and their width in
 * terminal cells.
 *
 * Graphemes follow Unicode Standard Annex #29 as utf8proc implements it. Widths follow libc's
 * wcwidth(), because that is what ncurses uses: a family emoji is one grapheme to the cursor and
 * as wide as its parts. In a locale without UTF-8 every grapheme beyond ASCII is one cell, drawn
 * as "?".
 */
#ifndef MEND_BASE_UTF8_H
#define MEND_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xFFFD, UTF8_TAB_CELLS = 4 };

/* True when the locale's character encoding is UTF-8. Asks libc once per call; cheap. */
bool utf8_locale(void);

/*
 * Decodes the code point at the start of BYTES (LENGTH > 0 bytes). Returns the bytes it takes.
 * A byte that starts no valid sequence is taken alone and gives UTF8_REPLACEMENT.
 */
size_t utf8_decode(const char *bytes, size_t length, int32_t *code_point);

/* Appends CODE_POINT to OUT (4 bytes at most) and returns the bytes written. */
size_t utf8_encode(int32_t code_point, char out[4]);

/* True when all of BYTES is well-formed UTF-8. NUL bytes count as valid. */
bool utf8_valid(const char *bytes, size_t length);

/* Bytes of the first well-formed run of BYTES; LENGTH when all of it is. */
size_t utf8_valid_prefix(const char *bytes, size_t length);

/* Bytes of the grapheme at the start of BYTES; 0 only when LENGTH is 0. */
size_t utf8_grapheme(const char *bytes, size_t length);

/*
 * Start of the grapheme that ends at AT in BYTES. 0 when AT is 0. Looks back no further than the
 * last line feed or 256 bytes, whichever is nearer.
 */
size_t utf8_grapheme_before(const char *bytes, size_t at);

/*
 * Cells the code point takes when drawn by canvas_text(): 0 for combining marks, joiners and
 * direction marks, 2 for wide characters and for control characters (shown as ^A), 1 for what
 * libc does not know (drawn as the replacement character), UTF8_TAB_CELLS for a tab.
 */
int utf8_code_point_width(int32_t code_point);

/* A mark that changes the direction of the text around it: never sent to the terminal. */
bool utf8_is_direction_mark(int32_t code_point);

/* False for what libc has no width for: control characters and the unassigned. */
bool utf8_is_drawable(int32_t code_point);

/* Cells of all code points in BYTES together. A line feed counts 0. */
int utf8_width(const char *bytes, size_t length);

/* Bytes of the longest prefix of whole graphemes that fits into COLUMNS cells. */
size_t utf8_fit(const char *bytes, size_t length, int columns);

#endif
