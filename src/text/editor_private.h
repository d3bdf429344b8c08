/* What the files of the editor share: editor.c changes, moves.c moves, viewport.c shows. */
#ifndef TEXT_EDITOR_PRIVATE_H
#define TEXT_EDITOR_PRIVATE_H

#include "layout.h"
#include "mend/base/str.h"
#include "mend/text/editor.h"

enum { NO_GOAL = -1 };

struct editor {
    struct buffer *buffer;
    struct layout layout;
    size_t cursor;
    size_t mark; /* the other end of the selection, when `marked` */
    bool marked;
    bool found; /* `match` was found last */
    struct find_match match;
    bool killing; /* the last command was a kill: the next one gathers */
    int goal;     /* the column up and down keep, or NO_GOAL */
    int rows;     /* of the viewport */
    size_t top;   /* near the start of its first row: a change may have moved the seams */
    struct str kill;
};

/* Does one of the moves, the first commands. False when there was nowhere to go. */
bool editor_move(struct editor *editor, enum editor_command move);

/* The cell of the cursor within its row, which starts at START. */
int viewport_column(struct editor *editor, size_t start);

/* The place in the row at START that is nearest to COLUMN. */
size_t viewport_place(struct editor *editor, size_t start, int column);

/* The last place of the cursor in the row at START that is still shown in that row. */
size_t viewport_row_end(struct editor *editor, size_t start);

/*
 * The start of the row ROWS rows below START, or above it when negative; the last or the first
 * row when there are not so many. *MOVED (may be NULL) is how many rows it is away, with sign.
 */
size_t viewport_step(struct editor *editor, size_t start, int rows, int *moved);

#endif
