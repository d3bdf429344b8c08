#include "glass.h"

#include <stdlib.h>
#include <string.h>
#include <vterm.h>

/* libvterm 0.1.4 crashes on a wide character in a window of one column, so it gets two. */
enum { LEAST_COLUMNS = 2 };

struct glass {
    VTerm *vterm;
    VTermScreen *screen;
    int rows, columns; /* as asked for */
    bool cursor_visible;
    bool alternate;
    bool wants_mouse;
    int bells;
    char title[GLASS_TITLE_BYTES];
    struct str above; /* the scrollback */
};

/* ---- one cell ---- */

static void put_code_point(char *text, uint32_t code_point)
{
    char bytes[5] = "";
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
    } else if (code_point < 0x800) {
        bytes[0] = (char)(0xc0 | code_point >> 6);
        bytes[1] = (char)(0x80 | (code_point & 0x3f));
    } else if (code_point < 0x10000) {
        bytes[0] = (char)(0xe0 | code_point >> 12);
        bytes[1] = (char)(0x80 | (code_point >> 6 & 0x3f));
        bytes[2] = (char)(0x80 | (code_point & 0x3f));
    } else {
        bytes[0] = (char)(0xf0 | code_point >> 18);
        bytes[1] = (char)(0x80 | (code_point >> 12 & 0x3f));
        bytes[2] = (char)(0x80 | (code_point >> 6 & 0x3f));
        bytes[3] = (char)(0x80 | (code_point & 0x3f));
    }
    strcat(text, bytes);
}

static unsigned looks_of(const VTermScreenCell *cell)
{
    unsigned looks = 0;
    looks |= cell->attrs.bold ? GLASS_BOLD : 0u;
    looks |= cell->attrs.underline ? GLASS_UNDERLINE : 0u;
    looks |= cell->attrs.italic ? GLASS_ITALIC : 0u;
    looks |= cell->attrs.reverse ? GLASS_REVERSE : 0u;
    looks |= cell->attrs.blink ? GLASS_BLINK : 0u;
    if (!VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg))
        looks |= GLASS_COLOURED;
    return looks;
}

static struct glass_cell read_cell(const VTermScreenCell *cell)
{
    struct glass_cell out = {.text = " ", .width = 1};
    out.looks = looks_of(cell);
    if (cell->chars[0] == (uint32_t)-1) {
        out.text[0] = '\0';
        out.width = 0;
    } else if (cell->chars[0]) {
        out.text[0] = '\0';
        out.width = (unsigned char)cell->width;
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
            put_code_point(out.text, cell->chars[i]);
    }
    return out;
}

/* ---- what libvterm tells ---- */

static int set_property(VTermProp property, VTermValue *value, void *context)
{
    struct glass *glass = context;
    if (property == VTERM_PROP_CURSORVISIBLE)
        glass->cursor_visible = value->boolean;
    else if (property == VTERM_PROP_ALTSCREEN)
        glass->alternate = value->boolean;
    else if (property == VTERM_PROP_MOUSE)
        glass->wants_mouse = value->number != VTERM_PROP_MOUSE_NONE;
    else if (property == VTERM_PROP_TITLE) {
        glass->title[0] = '\0';
        strncat(glass->title, value->string, sizeof glass->title - 1);
    }
    return 1;
}

static int ring(void *context)
{
    struct glass *glass = context;
    glass->bells++;
    return 1;
}

static int push_line(int columns, const VTermScreenCell *cells, void *context)
{
    struct glass *glass = context;
    size_t used = glass->above.length;
    for (int i = 0; i < columns; i++) {
        struct glass_cell cell = read_cell(&cells[i]);
        str_puts(&glass->above, cell.text);
        if (strcmp(cell.text, " ") != 0)
            used = glass->above.length;
    }
    str_truncate(&glass->above, used);
    str_putc(&glass->above, '\n');
    return 1;
}

static const VTermScreenCallbacks callbacks = {
    .settermprop = set_property, .bell = ring, .sb_pushline = push_line};

static int at_least(int columns)
{
    return columns < LEAST_COLUMNS ? LEAST_COLUMNS : columns;
}

struct glass *glass_new(int rows, int columns, bool utf8, glass_answer_function *answer,
                        void *context)
{
    struct glass *glass = calloc(1, sizeof *glass);
    if (!glass)
        return NULL;
    glass->cursor_visible = true;
    glass->rows = rows;
    glass->columns = columns;
    glass->vterm = vterm_new(rows, at_least(columns));
    if (!glass->vterm) {
        free(glass);
        return NULL;
    }
    vterm_set_utf8(glass->vterm, utf8);
    vterm_output_set_callback(glass->vterm, answer, context);
    glass->screen = vterm_obtain_screen(glass->vterm);
    vterm_screen_set_callbacks(glass->screen, &callbacks, glass);
    vterm_screen_enable_altscreen(glass->screen, 1);
    vterm_screen_reset(glass->screen, 1);
    return glass;
}

void glass_free(struct glass *glass)
{
    if (!glass)
        return;
    vterm_free(glass->vterm);
    str_free(&glass->above);
    free(glass);
}

void glass_feed(struct glass *glass, const char *bytes, size_t length)
{
    vterm_input_write(glass->vterm, bytes, length);
}

void glass_resize(struct glass *glass, int rows, int columns)
{
    glass->rows = rows;
    glass->columns = columns;
    vterm_set_size(glass->vterm, rows, at_least(columns));
}

void glass_size(const struct glass *glass, int *rows, int *columns)
{
    *rows = glass->rows;
    *columns = glass->columns;
}

/* ---- cells and text ---- */

struct glass_cell glass_cell(const struct glass *glass, int row, int column)
{
    VTermScreenCell cell;
    if (vterm_screen_get_cell(glass->screen, (VTermPos){.row = row, .col = column}, &cell))
        return read_cell(&cell);
    return (struct glass_cell){.text = " ", .width = 1};
}

void glass_put_row(const struct glass *glass, int row, struct str *out)
{
    int rows, columns;
    size_t used = out->length;
    glass_size(glass, &rows, &columns);
    for (int column = 0; column < columns; column++) {
        struct glass_cell cell = glass_cell(glass, row, column);
        str_puts(out, cell.text);
        if (strcmp(cell.text, " ") != 0)
            used = out->length;
    }
    str_truncate(out, used);
}

void glass_put_text(const struct glass *glass, struct str *out)
{
    int rows, columns;
    glass_size(glass, &rows, &columns);
    for (int row = 0; row < rows; row++) {
        glass_put_row(glass, row, out);
        str_putc(out, '\n');
    }
}

const char *glass_scrollback(const struct glass *glass)
{
    return str_text(&glass->above);
}

/*
 * True when TEXT stands at ROW, COLUMN. *END is then the column after it and *LOOKS what all its
 * cells have in common.
 */
static bool stands_at(const struct glass *glass, const char *text, int row, int column, int *end,
                      unsigned *looks)
{
    int rows, columns;
    glass_size(glass, &rows, &columns);
    *looks = ~0u;
    for (*end = column; *text && *end < columns; ++*end) {
        struct glass_cell cell = glass_cell(glass, row, *end);
        size_t length = strlen(cell.text);
        if (strncmp(text, cell.text, length) != 0)
            return false;
        text += length;
        *looks &= cell.looks;
    }
    return *text == '\0';
}

static bool find(const struct glass *glass, const char *text, int *row, int *column,
                 unsigned *looks)
{
    int rows, columns, end;
    glass_size(glass, &rows, &columns);
    for (*row = 0; *row < rows; ++*row)
        for (*column = 0; *column < columns; ++*column)
            if (glass_cell(glass, *row, *column).width &&
                stands_at(glass, text, *row, *column, &end, looks))
                return true;
    return false;
}

bool glass_find(const struct glass *glass, const char *text, int *row, int *column)
{
    unsigned looks;
    return find(glass, text, row, column, &looks);
}

unsigned glass_looks(const struct glass *glass, const char *text)
{
    int row, column;
    unsigned looks;
    return find(glass, text, &row, &column, &looks) ? looks : ~0u;
}

bool glass_uses_colour(const struct glass *glass)
{
    int rows, columns;
    glass_size(glass, &rows, &columns);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            if (glass_cell(glass, row, column).looks & GLASS_COLOURED)
                return true;
    return false;
}

/* ---- the rest ---- */

void glass_cursor(const struct glass *glass, int *row, int *column)
{
    VTermPos position;
    vterm_state_get_cursorpos(vterm_obtain_state(glass->vterm), &position);
    *row = position.row;
    *column = position.col;
}

bool glass_cursor_is_visible(const struct glass *glass)
{
    return glass->cursor_visible;
}

bool glass_is_alternate(const struct glass *glass)
{
    return glass->alternate;
}

const char *glass_title(const struct glass *glass)
{
    return glass->title;
}

int glass_bells(const struct glass *glass)
{
    return glass->bells;
}

/* libvterm would report to a program that did not ask. */
static void press(struct glass *glass, int row, int column, int button)
{
    if (!glass->wants_mouse)
        return;
    vterm_mouse_move(glass->vterm, row, column, VTERM_MOD_NONE);
    vterm_mouse_button(glass->vterm, button, true, VTERM_MOD_NONE);
    if (button == 1) /* a wheel is not let go of */
        vterm_mouse_button(glass->vterm, button, false, VTERM_MOD_NONE);
}

void glass_click(struct glass *glass, int row, int column)
{
    press(glass, row, column, 1);
}

void glass_wheel(struct glass *glass, int row, int column, bool up)
{
    press(glass, row, column, up ? 4 : 5);
}
