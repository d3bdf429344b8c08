/*
 * What the screen should show, as rows x columns of cells: every screen and widget draws here,
 * and only the terminal (term.h) knows how it gets onto glass. That is also how screens are
 * tested without a terminal.
 */
#ifndef MEND_UI_CANVAS_H
#define MEND_UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mend/base/error.h"
#include "mend/base/str.h"

/* What a piece of text means; the terminal decides how that looks with the colours it has. */
enum style {
    STYLE_TEXT,
    STYLE_DIM,      /* beside the point */
    STYLE_STRONG,   /* emphasised by the author */
    STYLE_EMPHASIS, /* the same, more quietly */
    STYLE_TITLE,
    STYLE_ACCENT,   /* the one colour: the marker of what is focused, bars */
    STYLE_CURRENT,  /* the tab one is on */
    STYLE_SELECTED, /* selected text in an editor */
    STYLE_FOUND,    /* what was looked for; can be told without colour, and from STYLE_STRONG */
    STYLE_NOTICE,   /* something the person needs to know */
    STYLES
};

/* As many code points as an ncurses cell holds. */
enum { CELL_CODE_POINTS = 5 };

/* width 0: the right half of the wide character in the cell before. */
struct cell {
    int32_t code_points[CELL_CODE_POINTS];
    uint8_t count;
    uint8_t width;
    uint8_t style;
    uint8_t unused; /* always 0: cells are compared byte for byte */
};

struct canvas {
    int rows, columns;
    struct cell *cells;
    int cursor_row, cursor_column; /* where the hardware cursor sits; row -1 hides it */
};

/* Makes CANVAS ROWS x COLUMNS and clears it. On failure it keeps its size. */
enum err canvas_resize(struct canvas *canvas, int rows, int columns) MUST_CHECK;
void canvas_clear(struct canvas *canvas);
void canvas_free(struct canvas *canvas);

/* The picture as text, a line a row, without trailing spaces: for tests. */
void canvas_dump(const struct canvas *canvas, struct str *out);

/*
 * A window onto a canvas for something that may be taller than it. Rows given to view_*() count
 * from the top of the whole thing; `scroll` of them are above the window. What falls outside is
 * not drawn. With `canvas` NULL nothing is drawn at all: that measures.
 */
struct view {
    struct canvas *canvas;
    int row, column;   /* of the window's corner, on the canvas */
    int rows, columns; /* of the window */
    int scroll;
};

/* All of CANVAS. */
struct view view_whole(struct canvas *canvas);

/*
 * Draws LENGTH bytes of UTF-8 at ROW, COLUMN and returns the cells it takes, drawn or not.
 * Control characters show as ^A, a tab as spaces, a line feed not at all. In a locale without
 * UTF-8 what cannot be shown is "?".
 */
int view_text(struct view *view, int row, int column, enum style style, const char *text,
              size_t length);
int view_puts(struct view *view, int row, int column, enum style style, const char *text);
int view_printf(struct view *view, int row, int column, enum style style, const char *format, ...)
    PRINTF_LIKE(5, 6);

/* COUNT times the same glyph, one cell wide. */
void view_repeat(struct view *view, int row, int column, enum style style, const char *glyph,
                 int count);

/* TEXT cut to COLUMNS cells, with an ellipsis when it is longer. Returns the cells used. */
int view_cut(struct view *view, int row, int column, enum style style, const char *text,
             int columns);

/* Puts the hardware cursor at ROW, COLUMN when that is inside the window. */
void view_cursor(struct view *view, int row, int column);

/* The signs used for drawing, plain ASCII where the locale has no UTF-8. */
enum glyph {
    GLYPH_MARKER,
    GLYPH_RULE,
    GLYPH_BAR,
    GLYPH_KNOB,
    GLYPH_TRACK,
    GLYPH_UNSET,
    GLYPH_DONE,
    GLYPH_PART,
    GLYPH_OPEN,
    GLYPH_EDGE,
    GLYPH_BULLET,
    GLYPH_DOT,
    GLYPH_ELLIPSIS,
    GLYPH_MORE,
    GLYPH_DASH,
    GLYPH_PAGE_DONE,
    GLYPH_PAGE_LEFT,
    GLYPH_LEFT_RIGHT,
    GLYPH_UP_DOWN,
    GLYPH_AXIS_MARK,
    GLYPH_AXIS_CORNER,
    GLYPH_AXIS_TICK,
    GLYPH_THIN,
    GLYPH_CURSOR,
    GLYPH_MINUS,
    GLYPHS
};

const char *glyph(enum glyph glyph);

#endif
