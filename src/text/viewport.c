/*
 * Rows of an editor as a person sees them. Everything starts from the top of the viewport or from
 * the cursor and walks row by row, never further than a screen or two.
 */
#include "buffer_private.h"
#include "editor_private.h"
#include "mend/base/utf8.h"

size_t viewport_step(struct editor *editor, size_t start, int rows, int *moved)
{
    int count = 0;
    for (; count < rows; count++) {
        struct layout_row row = layout_row(&editor->layout, start);
        if (row.last)
            break;
        start = row.next;
    }
    for (; count > rows && start > 0; count--)
        start = layout_find(&editor->layout, start - 1);
    if (moved)
        *moved = count;
    return start;
}

int viewport_column(struct editor *editor, size_t start)
{
    int column =
        utf8_width(buffer_view(editor->buffer, start, editor->cursor), editor->cursor - start);
    return column < editor->layout.columns ? column : editor->layout.columns - 1;
}

size_t viewport_row_end(struct editor *editor, size_t start)
{
    struct layout_row row = layout_row(&editor->layout, start);
    if (row.last)
        return row.next;
    if (row.hard)
        return row.next - 1;
    /* Behind the last grapheme would be the start of the next row. */
    size_t end = buffer_previous_grapheme(editor->buffer, row.next);
    return end > start ? end : start;
}

size_t viewport_place(struct editor *editor, size_t start, int column)
{
    struct layout_row row = layout_row(&editor->layout, start);
    size_t end = viewport_row_end(editor, start);
    const char *bytes = buffer_view(editor->buffer, start, row.end);
    size_t place = start + utf8_fit(bytes, row.end - start, column);
    return place < end ? place : end;
}

void editor_resize(struct editor *editor, int columns, int rows)
{
    layout_set_columns(&editor->layout, columns > 1 ? columns : 1);
    editor->rows = rows > 1 ? rows : 1;
}

/* Moves the top so that the cursor is among ROWS rows and none of them stays empty needlessly. */
static void follow_cursor(struct editor *editor, int rows)
{
    size_t length = buffer_length(editor->buffer);
    size_t row = layout_find(&editor->layout, editor->cursor);
    size_t top = layout_find(&editor->layout, editor->top < length ? editor->top : length);
    if (row < top)
        top = row;
    int below;
    size_t bottom = viewport_step(editor, top, rows - 1, &below);
    if (row > bottom)
        top = viewport_step(editor, row, 1 - rows, NULL);
    else if (below < rows - 1)
        top = viewport_step(editor, top, below - (rows - 1), NULL);
    editor->top = top;
}

static size_t between(size_t at, size_t low, size_t high)
{
    if (at < low)
        return low;
    return at < high ? at : high;
}

size_t editor_rows(struct editor *editor, struct editor_row *rows, size_t most, int *row,
                   int *column)
{
    size_t from = 0;
    size_t to = 0;
    size_t visible = most < (size_t)editor->rows ? most : (size_t)editor->rows;
    *row = *column = 0;
    if (visible == 0)
        return 0;
    follow_cursor(editor, (int)visible);
    if (!editor_found(editor, &from, &to))
        editor_selection(editor, &from, &to);
    size_t cursor_row = layout_find(&editor->layout, editor->cursor);
    *column = viewport_column(editor, cursor_row);

    size_t count = 0;
    struct layout_row laid = {.next = editor->top};
    while (count < visible && !laid.last) {
        laid = layout_row(&editor->layout, laid.next);
        if (laid.start == cursor_row)
            *row = (int)count;
        rows[count++] = (struct editor_row){
            .start = laid.start,
            .length = laid.end - laid.start,
            .select_start = between(from, laid.start, laid.end) - laid.start,
            .select_end = between(to, laid.start, laid.end) - laid.start,
            .select_break = to > laid.end && from < laid.next,
        };
    }
    /* One view for all rows, and the last thing: another one could move these bytes. */
    const char *bytes = buffer_view(editor->buffer, editor->top, laid.end);
    for (size_t i = 0; i < count; i++)
        rows[i].bytes = bytes + (rows[i].start - editor->top);
    return count;
}

void editor_click(struct editor *editor, int row, int column)
{
    follow_cursor(editor, editor->rows);
    size_t start = viewport_step(editor, editor->top, row > 0 ? row : 0, NULL);
    editor_set_cursor(editor, viewport_place(editor, start, column > 0 ? column : 0));
}

void editor_scroll(struct editor *editor, int rows)
{
    follow_cursor(editor, editor->rows);
    size_t cursor_row = layout_find(&editor->layout, editor->cursor);
    int column = viewport_column(editor, cursor_row);
    if (rows > 0) {
        int below;
        size_t bottom = viewport_step(editor, editor->top, editor->rows - 1, NULL);
        viewport_step(editor, bottom, rows, &below);
        rows = below;
    }
    editor->top = viewport_step(editor, editor->top, rows, NULL);
    size_t bottom = viewport_step(editor, editor->top, editor->rows - 1, NULL);
    if (cursor_row >= editor->top && cursor_row <= bottom)
        return;
    size_t edge = cursor_row < editor->top ? editor->top : bottom;
    editor->cursor = viewport_place(editor, edge, column);
    editor->goal = NO_GOAL;
    editor->found = false;
    editor->killing = false;
    buffer_break(editor->buffer);
}

size_t editor_row_count(struct editor *editor, size_t most)
{
    size_t count = 0;
    size_t start = 0;
    while (count < most) {
        struct layout_row row = layout_row(&editor->layout, start);
        count++;
        if (row.last)
            break;
        start = row.next;
    }
    return count;
}
