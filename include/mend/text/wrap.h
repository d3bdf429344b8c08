/*
 * Soft wrap: where the rows of a paragraph end when it is drawn COLUMNS cells wide.
 *
 * Rows break after spaces and hyphens, between wide (Han, kana, Hangul) characters, and, when a
 * word is wider than the row, between graphemes. Spaces at a break hang beyond the edge: they
 * belong to the row before it and are not drawn. A grapheme is never cut, even when COLUMNS is
 * smaller than it.
 */
#ifndef MEND_TEXT_WRAP_H
#define MEND_TEXT_WRAP_H

#include <stddef.h>

struct wrap_row {
    size_t length; /* bytes drawn on this row: without hanging spaces and the line feed */
    size_t next;   /* bytes to the start of the next row; the whole length on the last one */
    int width;     /* cells of the drawn bytes */
};

/*
 * The first row of TEXT (LENGTH bytes, UTF-8), which ends at a line feed at the latest. With
 * LENGTH 0 all fields are 0. COLUMNS below 1 counts as 1.
 */
struct wrap_row wrap_row(const char *text, size_t length, int columns);

/* Rows TEXT needs: at least 1; a final line feed opens one more, empty row. */
size_t wrap_count(const char *text, size_t length, int columns);

#endif
