/*
 * Where the soft-wrapped rows of a buffer start.
 *
 * Finding the row of an offset means wrapping its paragraph from the start. That is remembered,
 * so that a paragraph of a megabyte is wrapped once and not at every key.
 */
#ifndef TEXT_LAYOUT_H
#define TEXT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/text/buffer.h"

enum { LAYOUT_KEPT = 4 };

struct paragraph {
    size_t start;
    size_t *rows; /* starts of the rows after the first, as far as they are known */
    size_t count;
    size_t capacity;
};

struct layout {
    struct buffer *buffer;
    int columns;
    struct paragraph kept[LAYOUT_KEPT];
};

struct layout_row {
    size_t start;
    size_t end;  /* of what is drawn */
    size_t next; /* where the next row starts; the length of the text on the last one */
    bool hard;   /* ends with a line feed */
    bool last;   /* no row follows */
};

void layout_free(struct layout *layout);

void layout_set_columns(struct layout *layout, int columns);

/* The row that starts at START, which must be the start of a row. */
struct layout_row layout_row(struct layout *layout, size_t start);

/* The start of the row AT is in. At the seam of two rows that is the second one. */
size_t layout_find(struct layout *layout, size_t at);

#endif
