/*
 * A terminal window without a window: libvterm, fed with what a program writes. Says what a
 * person would see: text, looks, the cursor. Rows and columns count from 0.
 */
#ifndef TESTS_SUPPORT_GLASS_H
#define TESTS_SUPPORT_GLASS_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/base/str.h"

enum glass_look {
    GLASS_BOLD = 1 << 0,
    GLASS_UNDERLINE = 1 << 1,
    GLASS_ITALIC = 1 << 2,
    GLASS_REVERSE = 1 << 3,
    GLASS_BLINK = 1 << 4,
    GLASS_COLOURED = 1 << 5, /* a foreground or background other than the terminal's own */
};

enum { GLASS_CELL_BYTES = 32, GLASS_TITLE_BYTES = 128 };

struct glass_cell {
    char text[GLASS_CELL_BYTES]; /* UTF-8 with its combining marks; "" right of a wide character */
    int width;                   /* 1 or 2; 0 right of a wide character */
    unsigned looks;              /* of enum glass_look */
};

struct glass;

/* Called with what the terminal answers or its mouse reports: input for the program. */
typedef void glass_answer_function(const char *bytes, size_t length, void *context);

/* UTF8: what is written is UTF-8, otherwise Latin-1. NULL without memory. */
struct glass *glass_new(int rows, int columns, bool utf8, glass_answer_function *answer,
                        void *context) MUST_CHECK;
void glass_free(struct glass *glass);

void glass_feed(struct glass *glass, const char *bytes, size_t length);
void glass_resize(struct glass *glass, int rows, int columns);
void glass_size(const struct glass *glass, int *rows, int *columns);

/* Appends the row, without the blanks at its end, or all rows, each ended by a newline. */
void glass_put_row(const struct glass *glass, int row, struct str *out);
void glass_put_text(const struct glass *glass, struct str *out);

/* What has left the main screen at its top since glass_new(), rows ended by newlines. */
const char *glass_scrollback(const struct glass *glass);

/* Where TEXT stands, the first time from the top, within one row. False when it does not. */
bool glass_find(const struct glass *glass, const char *text, int *row, int *column);

struct glass_cell glass_cell(const struct glass *glass, int row, int column);

/* Looks that every cell of the first TEXT has; ~0u when it stands nowhere. */
unsigned glass_looks(const struct glass *glass, const char *text);

/* True when any cell is in a colour. */
bool glass_uses_colour(const struct glass *glass);

void glass_cursor(const struct glass *glass, int *row, int *column);
bool glass_cursor_is_visible(const struct glass *glass);
bool glass_is_alternate(const struct glass *glass);
const char *glass_title(const struct glass *glass); /* "" when the program never set one */
int glass_bells(const struct glass *glass);

/* Mouse: a click, or one step of the wheel. Without effect unless the program asked for it. */
void glass_click(struct glass *glass, int row, int column);
void glass_wheel(struct glass *glass, int row, int column, bool up);

#endif
