/*
 * An editor without a screen: a buffer, a cursor, a selection, a viewport. It never draws and
 * knows no keys; a face maps keys to `enum editor_command` and draws the rows it is told of.
 *
 * Rows are soft-wrapped to the width last given to editor_resize(). Up and down keep the column
 * a person started from. The cursor stands before the grapheme at `editor_cursor()`.
 */
#ifndef MEND_TEXT_EDITOR_H
#define MEND_TEXT_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/base/error.h"
#include "mend/text/buffer.h"
#include "mend/text/find.h"

struct editor;

enum editor_command {
    EDITOR_LEFT,
    EDITOR_RIGHT,
    EDITOR_UP,
    EDITOR_DOWN,
    EDITOR_WORD_LEFT,
    EDITOR_WORD_RIGHT,
    EDITOR_PASSAGE_UP, /* to the start of this or the previous passage */
    EDITOR_PASSAGE_DOWN,
    EDITOR_ROW_START,
    EDITOR_ROW_END,
    EDITOR_PAGE_UP,
    EDITOR_PAGE_DOWN,
    EDITOR_TEXT_START,
    EDITOR_TEXT_END,
    EDITOR_DELETE_BACK,
    EDITOR_DELETE,
    EDITOR_DELETE_WORD_BACK,
    EDITOR_KILL,      /* to the end of the paragraph, or its line feed; kills in a row gather */
    EDITOR_KILL_BACK, /* to the start of the row */
    EDITOR_YANK,
    EDITOR_MARK, /* starts a selection, or drops it */
    EDITOR_CUT,  /* the selection to the kill ring; nothing without one */
    EDITOR_COPY,
    EDITOR_SELECT_ALL,
    EDITOR_NEW_LINE,
    EDITOR_UNDO,
    EDITOR_REDO,
    EDITOR_COMMANDS
};

/* One row on the screen. Bytes are valid until the next call on the editor or its buffer. */
struct editor_row {
    size_t start;        /* offset of its first byte */
    const char *bytes;   /* what to draw */
    size_t length;       /* bytes to draw */
    size_t select_start; /* the found or else the selected part, as offsets into `bytes`; */
    size_t select_end;   /* equal when there is nothing of it in this row */
    bool select_break;   /* it runs on beyond the end of this row */
};

/* An editor on a copy of TEXT with the cursor at its end. NULL without memory. */
struct editor *editor_new(const char *text, size_t length) MUST_CHECK;
void editor_free(struct editor *editor);

/* For reading and listening; what changes the text goes through the editor. */
struct buffer *editor_buffer(struct editor *editor);

/* Sets the cells per row (at least 1) and the rows of the viewport (at least 1). */
void editor_resize(struct editor *editor, int columns, int rows);

/* True when COMMAND had an effect: moved, changed, selected. */
enum err editor_do(struct editor *editor, enum editor_command command, bool *did,
                   struct fault *fault) MUST_CHECK;

/* Types TEXT at the cursor, in place of the selection when there is one. */
enum err editor_insert(struct editor *editor, const char *text, size_t length,
                       struct fault *fault) MUST_CHECK;

/* The same, always one undo step of its own: for a paste. */
enum err editor_paste(struct editor *editor, const char *text, size_t length,
                      struct fault *fault) MUST_CHECK;

size_t editor_cursor(const struct editor *editor);

/* Moves the cursor to the start of the grapheme AT lies in and drops the selection. */
void editor_set_cursor(struct editor *editor, size_t at);

/* True when there is a selection; FROM and TO (may be NULL) get its ends. */
bool editor_selection(const struct editor *editor, size_t *from, size_t *to);

/*
 * Moves the cursor to the next match of FIND, or the previous one when not FORWARD, and calls it
 * found; round the end of the text, then *WRAPPED (may be NULL) is true. Without a match the cursor
 * stays and nothing is found. A selection goes along, as with every move.
 *
 * To look for words while they are typed, go back with editor_set_cursor() to where it began and
 * look again. The search after a match starts on its other side, so none is found twice.
 */
bool editor_find(struct editor *editor, const struct find *find, bool forward, bool *wrapped);

/*
 * True when the last thing done was finding FROM..TO (may be NULL). Moving, typing and every other
 * command end that; what was found is never replaced by what is typed.
 */
bool editor_found(const struct editor *editor, size_t *from, size_t *to);

/*
 * The viewport, scrolled so that the cursor is in it. Fills ROWS (room for MOST) and returns how
 * many there are; the cursor is at *ROW, *COLUMN (cells) within them. A cursor behind hanging
 * spaces is shown in the last column.
 */
size_t editor_rows(struct editor *editor, struct editor_row *rows, size_t most, int *row,
                   int *column);

/* Moves the cursor to the cell at ROW, COLUMN of the viewport: a mouse click. */
void editor_click(struct editor *editor, int row, int column);

/*
 * Scrolls the viewport by ROWS (up when negative), as far as there is text. The cursor comes along
 * when it would be left behind.
 */
void editor_scroll(struct editor *editor, int rows);

/* Rows the whole text needs, but never more than MOST: counting stops there. */
size_t editor_row_count(struct editor *editor, size_t most);

#endif
