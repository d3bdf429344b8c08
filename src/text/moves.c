/*
 * A move is a function from the editor to the new place of the cursor. The selection needs
 * nothing done: it lies between the mark and the cursor, wherever that goes.
 */
#include "buffer_private.h"
#include "editor_private.h"

static size_t left(struct editor *editor)
{
    return buffer_previous_grapheme(editor->buffer, editor->cursor);
}

static size_t right(struct editor *editor)
{
    return buffer_next_grapheme(editor->buffer, editor->cursor);
}

static size_t word_left(struct editor *editor)
{
    return buffer_previous_word(editor->buffer, editor->cursor);
}

static size_t word_right(struct editor *editor)
{
    return buffer_next_word(editor->buffer, editor->cursor);
}

static size_t passage_up(struct editor *editor)
{
    return buffer_previous_passage(editor->buffer, editor->cursor);
}

static size_t passage_down(struct editor *editor)
{
    return buffer_next_passage(editor->buffer, editor->cursor);
}

static size_t row_start(struct editor *editor)
{
    return layout_find(&editor->layout, editor->cursor);
}

static size_t row_end(struct editor *editor)
{
    return viewport_row_end(editor, row_start(editor));
}

static size_t text_start(struct editor *editor)
{
    (void)editor;
    return 0;
}

static size_t text_end(struct editor *editor)
{
    return buffer_length(editor->buffer);
}

/* The place ROWS below the cursor in the column it started from; the cursor if there is none. */
static size_t below(struct editor *editor, int rows, int *moved)
{
    size_t start = row_start(editor);
    if (editor->goal == NO_GOAL)
        editor->goal = viewport_column(editor, start);
    size_t target = viewport_step(editor, start, rows, moved);
    return target == start ? editor->cursor : viewport_place(editor, target, editor->goal);
}

static size_t up(struct editor *editor)
{
    return below(editor, -1, NULL);
}

static size_t down(struct editor *editor)
{
    return below(editor, 1, NULL);
}

/* Scrolls along, so that the cursor stays in its row of the screen. One row is seen twice. */
static size_t page(struct editor *editor, int direction)
{
    int moved;
    int rows = editor->rows > 1 ? editor->rows - 1 : 1;
    size_t target = below(editor, direction * rows, &moved);
    size_t top = layout_find(&editor->layout, editor->top);
    editor->top = viewport_step(editor, top, moved, NULL);
    return target;
}

static size_t page_up(struct editor *editor)
{
    return page(editor, -1);
}

static size_t page_down(struct editor *editor)
{
    return page(editor, 1);
}

static const struct {
    size_t (*target)(struct editor *editor);
    bool keeps_goal;
} moves[] = {
    [EDITOR_LEFT] = {left, false},
    [EDITOR_RIGHT] = {right, false},
    [EDITOR_UP] = {up, true},
    [EDITOR_DOWN] = {down, true},
    [EDITOR_WORD_LEFT] = {word_left, false},
    [EDITOR_WORD_RIGHT] = {word_right, false},
    [EDITOR_PASSAGE_UP] = {passage_up, false},
    [EDITOR_PASSAGE_DOWN] = {passage_down, false},
    [EDITOR_ROW_START] = {row_start, false},
    [EDITOR_ROW_END] = {row_end, false},
    [EDITOR_PAGE_UP] = {page_up, true},
    [EDITOR_PAGE_DOWN] = {page_down, true},
    [EDITOR_TEXT_START] = {text_start, false},
    [EDITOR_TEXT_END] = {text_end, false},
};

bool editor_move(struct editor *editor, enum editor_command move)
{
    size_t target = moves[move].target(editor);
    bool moved = target != editor->cursor;
    editor->cursor = target;
    if (!moves[move].keeps_goal)
        editor->goal = NO_GOAL;
    return moved;
}

/* ---- finding ---- */

bool editor_find(struct editor *editor, const struct find *find, bool forward, bool *wrapped)
{
    size_t from = editor->cursor;
    if (editor->found)
        from = forward ? editor->match.to : editor->match.from;
    editor->found = forward ? find_forward(find, editor->buffer, from, &editor->match)
                            : find_backward(find, editor->buffer, from, &editor->match);
    if (editor->found)
        editor->cursor = forward ? editor->match.to : editor->match.from;
    if (wrapped)
        *wrapped = editor->found && editor->match.wrapped;
    editor->goal = NO_GOAL;
    editor->killing = false;
    buffer_break(editor->buffer);
    return editor->found;
}

bool editor_found(const struct editor *editor, size_t *from, size_t *to)
{
    if (editor->found && from)
        *from = editor->match.from;
    if (editor->found && to)
        *to = editor->match.to;
    return editor->found;
}
