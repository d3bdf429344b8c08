/* Running text and lesson blocks, wrapped into a view. */
#ifndef MEND_UI_PROSE_H
#define MEND_UI_PROSE_H

#include "canvas.h"
#include "mend/course/lesson.h"

/* Draws plain TEXT from ROW on, COLUMNS wide from COLUMN; returns the rows it takes. */
int prose_plain(struct view *view, int row, int column, int columns, enum style style,
                const char *text);

/* TEXT as wide as the view, and an empty row after it. */
int prose_paragraph(struct view *view, int row, enum style style, const char *text);

/* As prose_plain(), for prose with emphasis. */
int prose_draw(struct view *view, int row, int column, int columns, enum style style,
               const struct prose *prose);

/* Draws BLOCK (not an exercise) and the empty row after it; returns the rows. */
int prose_block(struct view *view, int row, const struct block *block);

#endif
