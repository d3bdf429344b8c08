/*
 * A few paragraphs are remembered with the starts of all their rows up to the furthest one asked
 * for. A new paragraph takes the place of the one with the fewest rows: losing that costs least,
 * and the long ones around the viewport stay.
 *
 * A row's start depends on the text up to the grapheme that no longer fitted on the row before
 * it. That grapheme stands in the row itself or first in the following one, so a start holds as
 * long as everything before the start of the next row but one is as it was.
 */
#include "layout.h"

#include <stdint.h>
#include <stdlib.h>

#include "buffer_private.h"
#include "mend/text/wrap.h"

enum { BYTES_PER_CELL = 4, LEAST_WINDOW = 256 };

static void forget(struct paragraph *paragraph)
{
    free(paragraph->rows);
    *paragraph = (struct paragraph){0};
}

void layout_free(struct layout *layout)
{
    for (size_t i = 0; i < LAYOUT_KEPT; i++)
        forget(&layout->kept[i]);
}

void layout_set_columns(struct layout *layout, int columns)
{
    if (columns == layout->columns)
        return;
    layout_free(layout);
    layout->columns = columns;
}

static void follow_changes(struct layout *layout)
{
    size_t changed = buffer_take_changed(layout->buffer);
    if (changed == SIZE_MAX)
        return;
    for (size_t i = 0; i < LAYOUT_KEPT; i++) {
        struct paragraph *paragraph = &layout->kept[i];
        if (paragraph->start > changed) {
            forget(paragraph);
            continue;
        }
        while (paragraph->count > 0 && paragraph->rows[paragraph->count - 1] > changed)
            paragraph->count--;
        paragraph->count -= paragraph->count < 2 ? paragraph->count : 2;
    }
}

struct layout_row layout_row(struct layout *layout, size_t start)
{
    struct buffer *buffer = layout->buffer;
    size_t length = buffer_length(buffer);
    size_t window = LEAST_WINDOW + (size_t)layout->columns * BYTES_PER_CELL;
    for (;; window *= 4) {
        size_t end = buffer_code_point_from(buffer, start + window);
        struct wrap_row wrapped =
            wrap_row(buffer_view(buffer, start, end), end - start, layout->columns);
        size_t next = start + wrapped.next;
        if (next == end && end < length)
            continue; /* what comes after the window may belong to this row */
        bool hard = next > start && buffer_byte(buffer, next - 1) == '\n';
        return (struct layout_row){start, start + wrapped.length, next, hard,
                                   next == length && !hard};
    }
}

/* The start of the last row of PARAGRAPH that is known. */
static size_t last_row(const struct paragraph *paragraph)
{
    return paragraph->count > 0 ? paragraph->rows[paragraph->count - 1] : paragraph->start;
}

/*
 * The remembered paragraph AT is in; when it is not there, it takes a place. A paragraph of
 * megabytes is not read to find its start: behind the last row that is known of it, it is enough
 * that no line feed stands between the two.
 */
static struct paragraph *paragraph_at(struct layout *layout, size_t at)
{
    struct paragraph *fewest = &layout->kept[0];
    struct paragraph *nearest = NULL;
    for (size_t i = 0; i < LAYOUT_KEPT; i++) {
        struct paragraph *paragraph = &layout->kept[i];
        if (at >= paragraph->start && at < last_row(paragraph))
            return paragraph;
        if (at >= last_row(paragraph) && (!nearest || last_row(paragraph) > last_row(nearest)))
            nearest = paragraph;
        if (paragraph->count < fewest->count)
            fewest = paragraph;
    }
    size_t floor = nearest ? last_row(nearest) : 0;
    size_t start = buffer_paragraph_start_from(layout->buffer, floor, at);
    if (nearest && start == floor)
        return nearest;
    fewest->start = start;
    fewest->count = 0;
    return fewest;
}

/* False without memory: the rows from here on are then not remembered. */
static bool remember(struct paragraph *paragraph, size_t row)
{
    if (paragraph->count == paragraph->capacity) {
        size_t capacity = paragraph->capacity ? paragraph->capacity * 2 : 16;
        size_t *rows = reallocarray(paragraph->rows, capacity, sizeof *rows);
        if (!rows)
            return false;
        paragraph->rows = rows;
        paragraph->capacity = capacity;
    }
    paragraph->rows[paragraph->count++] = row;
    return true;
}

size_t layout_find(struct layout *layout, size_t at)
{
    follow_changes(layout);
    struct paragraph *paragraph = paragraph_at(layout, at);
    size_t low = 0; /* rows known to start at or before AT, after the first */
    size_t high = paragraph->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (paragraph->rows[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    size_t start = low > 0 ? paragraph->rows[low - 1] : paragraph->start;
    if (low < paragraph->count)
        return start;
    bool keep = true;
    for (;;) {
        struct layout_row row = layout_row(layout, start);
        if (row.last || at < row.next)
            return start;
        start = row.next;
        keep = keep && remember(paragraph, start);
    }
}
