/* The editor on the screen: maps keys to commands and draws its rows. */
#ifndef MEND_UI_EDIT_H
#define MEND_UI_EDIT_H

#include "mend/text/editor.h"
#include "ui.h"

/* Draws EDITOR as ROWS x COLUMNS at ROW, COLUMN; the cursor too when FOCUSED. */
void edit_draw(struct editor *editor, struct view *view, int row, int column, int columns, int rows,
               bool focused);

/*
 * True when the event was for the editor. Only Escape and Tab are not: they end the writing, and
 * nothing else may, or the words after a move too many would be taken for keys. A failure (no
 * memory) is shown as a message.
 */
bool edit_event(struct ui *ui, struct editor *editor, const struct event *event);

/* Adds the editor's keys. */
void edit_keys(struct key_list *list);

#endif
