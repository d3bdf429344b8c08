#include "canvas.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/utf8.h"

static struct cell cell_of(int32_t code_point, int width, unsigned style)
{
    return (struct cell){
        .code_points = {code_point}, .count = 1, .width = (uint8_t)width, .style = (uint8_t)style};
}

enum err canvas_resize(struct canvas *canvas, int rows, int columns)
{
    size_t count = (size_t)rows * (size_t)columns;
    struct cell *cells = realloc(canvas->cells, (count ? count : 1) * sizeof *cells);
    if (!cells)
        return ERR_MEMORY;
    canvas->cells = cells;
    canvas->rows = rows;
    canvas->columns = columns;
    canvas_clear(canvas);
    return OK;
}

void canvas_clear(struct canvas *canvas)
{
    size_t count = (size_t)canvas->rows * (size_t)canvas->columns;
    if (count)
        canvas->cells[0] = cell_of(' ', 1, STYLE_TEXT);
    for (size_t done = 1; done < count; done *= 2) {
        size_t more = done < count - done ? done : count - done;
        memcpy(canvas->cells + done, canvas->cells, more * sizeof *canvas->cells);
    }
    canvas->cursor_row = -1;
    canvas->cursor_column = 0;
}

void canvas_free(struct canvas *canvas)
{
    free(canvas->cells);
    *canvas = (struct canvas){0};
}

void canvas_dump(const struct canvas *canvas, struct str *out)
{
    for (int row = 0; row < canvas->rows; row++) {
        size_t kept = out->length;
        for (int column = 0; column < canvas->columns; column++) {
            const struct cell *cell = &canvas->cells[row * canvas->columns + column];
            for (int i = 0; i < cell->count; i++) {
                char bytes[4];
                str_append(out, bytes, utf8_encode(cell->code_points[i], bytes));
            }
            if (cell->count && cell->code_points[0] != ' ')
                kept = out->length;
        }
        str_truncate(out, kept);
        str_putc(out, '\n');
    }
}

struct view view_whole(struct canvas *canvas)
{
    return (struct view){canvas, 0, 0, canvas->rows, canvas->columns, 0};
}

/* The cell of the canvas at ROW, COLUMN of the view when WIDTH cells fit there, else NULL. */
static struct cell *cell_at(const struct view *view, int row, int column, int width)
{
    row -= view->scroll;
    if (!view->canvas || row < 0 || row >= view->rows || column < 0 ||
        column + width > view->columns)
        return NULL;
    row += view->row;
    column += view->column;
    struct canvas *canvas = view->canvas;
    if (row < 0 || row >= canvas->rows || column < 0 || column + width > canvas->columns)
        return NULL;
    return &canvas->cells[row * canvas->columns + column];
}

/* Half of a wide character whose other half is about to be overwritten becomes a space. */
static void heal_neighbours(struct cell *cell, int width, bool at_edge)
{
    if (cell->width == 0)
        cell[-1] = cell_of(' ', 1, cell[-1].style);
    if (!at_edge && cell[width].width == 0)
        cell[width] = cell_of(' ', 1, cell[width].style);
}

static void put(struct view *view, int row, int column, enum style style, int32_t code_point,
                int width)
{
    struct cell *cell = cell_at(view, row, column, width);
    if (!cell)
        return;
    heal_neighbours(cell, width, view->column + column + width >= view->canvas->columns);
    *cell = cell_of(code_point, width, style);
    if (width == 2)
        cell[1] = (struct cell){.style = (uint8_t)style};
}

/* A mark belongs to the character drawn last; what does not fit into the cell is left out. */
static void put_mark(struct view *view, int row, int column, int32_t code_point)
{
    struct cell *cell = cell_at(view, row, column, 1);
    if (cell && cell->count && cell->count < CELL_CODE_POINTS)
        cell->code_points[cell->count++] = code_point;
}

/* Draws one code point and returns its cells. LAST is the column of the character before it. */
static int put_code_point(struct view *view, int row, int column, enum style style,
                          int32_t code_point, int *last)
{
    int width = utf8_code_point_width(code_point);
    if (code_point == '\t') {
        for (int i = 0; i < width; i++)
            put(view, row, column + i, style, ' ', 1);
    } else if (code_point == '\n') {
        return 0;
    } else if (code_point < 0x20 || code_point == 0x7f) {
        put(view, row, column, style, '^', 1);
        put(view, row, column + 1, style, code_point ^ 0x40, 1);
    } else if (width == 0) {
        if (*last >= 0 && !utf8_is_direction_mark(code_point))
            put_mark(view, row, *last, code_point);
        return 0;
    } else {
        put(view, row, column, style, utf8_is_drawable(code_point) ? code_point : UTF8_REPLACEMENT,
            width);
    }
    *last = column;
    return width;
}

int view_text(struct view *view, int row, int column, enum style style, const char *text,
              size_t length)
{
    bool whole = utf8_locale();
    int start = column;
    int last = -1;
    for (size_t at = 0; at < length;) {
        if (text[at] >= ' ' && text[at] < 0x7f) { /* most text, without any table */
            put(view, row, column, style, text[at++], 1);
            last = column++;
            continue;
        }
        if (!whole && (unsigned char)text[at] >= 0x80) {
            put(view, row, column, style, '?', 1);
            last = column++;
            at += utf8_grapheme(text + at, length - at);
            continue;
        }
        int32_t code_point;
        at += utf8_decode(text + at, length - at, &code_point);
        column += put_code_point(view, row, column, style, code_point, &last);
    }
    return column - start;
}

int view_puts(struct view *view, int row, int column, enum style style, const char *text)
{
    return view_text(view, row, column, style, text, strlen(text));
}

int view_printf(struct view *view, int row, int column, enum style style, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return view_puts(view, row, column, style, text);
}

void view_repeat(struct view *view, int row, int column, enum style style, const char *sign,
                 int count)
{
    int32_t code_point;
    utf8_decode(sign, strlen(sign), &code_point);
    for (int i = 0; i < count; i++)
        put(view, row, column + i, style, code_point, 1);
}

int view_cut(struct view *view, int row, int column, enum style style, const char *text,
             int columns)
{
    size_t length = strlen(text);
    size_t fits = utf8_fit(text, length, columns);
    if (fits == length)
        return view_text(view, row, column, style, text, length);
    const char *ellipsis = glyph(GLYPH_ELLIPSIS);
    fits = utf8_fit(text, length, columns - utf8_width(ellipsis, strlen(ellipsis)));
    int used = view_text(view, row, column, style, text, fits);
    return used + view_puts(view, row, column + used, style, ellipsis);
}

void view_cursor(struct view *view, int row, int column)
{
    if (column >= view->columns)
        column = view->columns - 1;
    if (!cell_at(view, row, column, 1))
        return;
    view->canvas->cursor_row = view->row + row - view->scroll;
    view->canvas->cursor_column = view->column + column;
}

const char *glyph(enum glyph which)
{
    static const struct {
        const char *utf8;
        const char *ascii;
    } table[GLYPHS] = {
        [GLYPH_MARKER] = {"▸", ">"},
        [GLYPH_RULE] = {"─", "-"},
        [GLYPH_BAR] = {"━", "="},
        [GLYPH_KNOB] = {"●", "o"},
        [GLYPH_TRACK] = {"─", "-"},
        [GLYPH_UNSET] = {"·", "."},
        [GLYPH_DONE] = {"●", "*"},
        [GLYPH_PART] = {"◐", "+"},
        [GLYPH_OPEN] = {"○", "o"},
        [GLYPH_EDGE] = {"│", "|"},
        [GLYPH_BULLET] = {"•", "*"},
        [GLYPH_DOT] = {"·", "|"},
        [GLYPH_ELLIPSIS] = {"…", "..."},
        [GLYPH_MORE] = {"↓", "v"},
        [GLYPH_DASH] = {"–", "-"},
        [GLYPH_PAGE_DONE] = {"▬", "#"},
        [GLYPH_PAGE_LEFT] = {"▭", "."},
        [GLYPH_LEFT_RIGHT] = {"←→", "left/right"},
        [GLYPH_UP_DOWN] = {"↑↓", "up/down"},
        [GLYPH_AXIS_MARK] = {"┤", "+"},
        [GLYPH_AXIS_CORNER] = {"└", "+"},
        [GLYPH_AXIS_TICK] = {"┬", "+"},
        [GLYPH_THIN] = {"┊", ":"},
        [GLYPH_CURSOR] = {"◆", "#"},
        [GLYPH_MINUS] = {"−", "-"},
    };
    return utf8_locale() ? table[which].utf8 : table[which].ascii;
}
