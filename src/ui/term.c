/*
 * Curses keeps its own picture of the glass and sends the difference; we keep the last canvas as
 * well, so that what did not change is not even offered to it.
 *
 * Keys are read elsewhere (input.h), from the same file descriptor: curses is for output only.
 */
#include "term.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "mend/base/message.h"
#include "signals.h"

enum { ESCAPE_ROOM = 256, ROW_ROOM = 512 };

/* Mouse clicks and wheel in SGR form, bracketed paste: only where terminfo knows a mouse. */
static const char extras_on[] = "\x1b[?1000h\x1b[?1006h\x1b[?2004h";
static const char extras_off[] = "\x1b[?2004l\x1b[?1006l\x1b[?1000l";

struct term {
    SCREEN *screen;
    struct termios before;
    bool extras;
    struct canvas shown;
    attr_t attributes[STYLES];
    short pairs[STYLES];
    char leave[ESCAPE_ROOM]; /* what term_leave() writes, made beforehand */
    char rescue[ESCAPE_ROOM];
};

/* ---- how styles look ---- */

/* The colour of a style by how many the terminal has; -1 is the terminal's own. */
struct look {
    attr_t plain; /* without colours */
    attr_t with;  /* beside a colour */
    short colour8;
    short colour256;
};

/* The 256-colour choices are mid-tones that hold on black and on white alike. */
static const struct look looks[STYLES] = {
    [STYLE_TEXT] = {A_NORMAL, A_NORMAL, -1, -1},
    [STYLE_DIM] = {A_NORMAL, A_NORMAL, -1, 244},
    [STYLE_STRONG] = {A_BOLD, A_BOLD, -1, -1},
    [STYLE_EMPHASIS] = {A_UNDERLINE, A_ITALIC, -1, -1},
    [STYLE_TITLE] = {A_BOLD, A_BOLD, -1, -1},
    [STYLE_ACCENT] = {A_BOLD, A_NORMAL, COLOR_CYAN, 31},
    [STYLE_CURRENT] = {A_REVERSE, A_REVERSE, -1, -1},
    [STYLE_SELECTED] = {A_REVERSE, A_REVERSE, -1, -1},
    [STYLE_FOUND] = {A_BOLD | A_UNDERLINE, A_BOLD | A_UNDERLINE, -1, -1},
    [STYLE_NOTICE] = {A_BOLD, A_BOLD, COLOR_CYAN, 31},
};

static void set_up_looks(struct term *term)
{
    const char *no_colour = getenv("NO_COLOR"); /* https://no-color.org */
    bool colours = !(no_colour && *no_colour) && has_colors();
    if (colours)
        colours = start_color() == OK && use_default_colors() == OK;
    short pair = 0;
    for (int i = 0; i < STYLES; i++) {
        const struct look *look = &looks[i];
        short colour = !colours ? -1 : COLORS >= 256 ? look->colour256 : look->colour8;
        term->attributes[i] = colours ? look->with : look->plain;
        if (colour >= 0 && init_pair(++pair, colour, -1) == OK)
            term->pairs[i] = pair;
    }
}

/* ---- escape strings ---- */

/* Appends MORE without the padding ("$<50>") that only a real VT100 would have needed. */
static void add(char *text, const char *more)
{
    size_t length = strlen(text);
    while (more && *more && length + 1 < ESCAPE_ROOM) {
        const char *end = strncmp(more, "$<", 2) == 0 ? strchr(more, '>') : NULL;
        if (end)
            more = end + 1;
        else
            text[length++] = *more++;
    }
    text[length] = '\0';
}

/* A capability by name, or NULL. */
static const char *capability(const char *name)
{
    const char *text = tigetstr(name);
    return text == (const char *)-1 ? NULL : text;
}

static void prepare_escapes(struct term *term)
{
    const char *clear_all = capability("clear");
    const char *leave_alternate = capability("rmcup");
    add(term->rescue, capability("sgr0"));
    if (term->extras)
        add(term->rescue, extras_off);
    memcpy(term->leave, term->rescue, sizeof term->leave);
    add(term->leave, clear_all);
    if (leave_alternate) {
        add(term->leave, leave_alternate);
        add(term->leave, clear_all);
    } else {
        add(term->leave, capability("E3"));
    }
    add(term->leave, capability("cnorm"));
    add(term->rescue, clear_all);
    add(term->rescue, leave_alternate);
    add(term->rescue, capability("cnorm"));
}

/* ---- opening and closing ---- */

static enum err check_terminal(struct fault *fault)
{
    const char *name = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return fault_set(fault, ERR_INPUT,
                         _("mend draws on a whole terminal and found none here. Start it in a "
                           "terminal window, without redirecting its input or output."));
    if (!name || !*name)
        return fault_set(fault, ERR_INPUT,
                         _("mend cannot tell what terminal this is: TERM is not set. Try: "
                           "TERM=xterm-256color mend"));
    return OK;
}

enum err term_open(struct term **out, struct fault *fault)
{
    *out = NULL;
    enum err err = check_terminal(fault);
    if (err)
        return err;
    struct term *term = calloc(1, sizeof *term);
    if (!term)
        return fault_set_memory(fault);
    tcgetattr(STDIN_FILENO, &term->before);
    use_env(FALSE); /* the window is as large as it is, whatever LINES and COLUMNS say */
    use_tioctl(TRUE);
    term->screen = newterm(NULL, stdout, stdin);
    /* newterm() succeeds on a terminal that cannot move its cursor, and would draw rubbish. */
    if (!term->screen || !capability("cup")) {
        if (term->screen) {
            endwin();
            delscreen(term->screen);
        }
        free(term);
        return fault_set(fault, ERR_INPUT,
                         _("The terminal \"%s\" cannot move its cursor, or is not known here, so "
                           "mend cannot draw on it. Try: TERM=xterm-256color mend"),
                         getenv("TERM"));
    }
    term->extras = capability("kmous") != NULL;
    raw();
    noecho();
    nonl();
    typeahead(-1); /* else curses leaves a picture half drawn when a key comes meanwhile */
    set_up_looks(term);
    prepare_escapes(term);
    signals_rescue(&term->before, term->rescue);
    if (term->extras)
        term_send(term, extras_on, sizeof extras_on - 1);
    *out = term;
    return OK;
}

static void write_all(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);
        if (written < 0 && errno == EAGAIN) {
            struct pollfd wait = {.fd = STDOUT_FILENO, .events = POLLOUT};
            poll(&wait, 1, 1000);
            continue;
        }
        if (written < 0 && errno != EINTR)
            return;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
}

void term_send(struct term *term, const char *bytes, size_t length)
{
    (void)term;
    fflush(stdout);
    write_all(bytes, length);
}

void term_suspend(struct term *term)
{
    erase();
    refresh();
    if (term->extras)
        term_send(term, extras_off, sizeof extras_off - 1);
    endwin();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &term->before);
}

void term_resume(struct term *term)
{
    reset_prog_mode();
    raw();
    if (term->extras)
        term_send(term, extras_on, sizeof extras_on - 1);
    term_redraw(term);
}

void term_go_away(struct term *term)
{
    struct termios quiet = term->before;
    term_suspend(term);
    cfmakeraw(&quiet); /* the key that comes back is not to be seen */
    tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
}

void term_abandon(struct term *term)
{
    signals_rescue(NULL, NULL);
    tcsetattr(STDIN_FILENO, TCSANOW, &term->before);
}

void term_close(struct term *term)
{
    if (!term)
        return;
    signals_rescue(NULL, NULL);
    term_suspend(term);
    delscreen(term->screen);
    canvas_free(&term->shown);
    free(term);
}

void term_blank(struct term *term)
{
    canvas_free(&term->shown);
    erase();
    refresh();
}

void term_leave(struct term *term)
{
    signals_rescue(NULL, NULL);
    tcflush(STDOUT_FILENO, TCOFLUSH);
    write_all(term->leave, strlen(term->leave));
    tcsetattr(STDIN_FILENO, TCSANOW, &term->before);
}

int term_fd(const struct term *term)
{
    (void)term;
    return STDIN_FILENO;
}

void term_size(struct term *term, int *rows, int *columns)
{
    struct winsize size;
    (void)term;
    *rows = LINES;
    *columns = COLS;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col) {
        *rows = size.ws_row;
        *columns = size.ws_col;
    }
}

/* ---- drawing ---- */

/* Turns COUNT cells from CELL on into curses' cells; returns how many those are. */
static int convert(const struct term *term, const struct cell *cell, int count, cchar_t *out)
{
    int used = 0;
    for (int i = 0; i < count; i++) {
        if (cell[i].width == 0)
            continue;
        wchar_t text[CELL_CODE_POINTS + 1] = {0};
        for (int j = 0; j < cell[i].count; j++)
            text[j] = (wchar_t)cell[i].code_points[j];
        int style = cell[i].style;
        setcchar(&out[used++], text, term->attributes[style], term->pairs[style], NULL);
    }
    return used;
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* Offers curses the part of ROW that differs from what is on the glass. */
static void draw_row(struct term *term, const struct canvas *canvas, int row)
{
    cchar_t cells[ROW_ROOM];
    const struct cell *now = &canvas->cells[row * canvas->columns];
    struct cell *before = &term->shown.cells[row * canvas->columns];
    int from = 0;
    int to = canvas->columns;
    if (memcmp(now, before, (size_t)to * sizeof *now) == 0)
        return;
    while (same_cell(&now[from], &before[from]))
        from++;
    while (same_cell(&now[to - 1], &before[to - 1]))
        to--;
    /* Never half a wide character. */
    while (from > 0 && now[from].width == 0)
        from--;
    for (int i = from; i < to; i++)
        before[i] = now[i];
    while (from < to) {
        int count = to - from < ROW_ROOM ? to - from : ROW_ROOM;
        while (from + count < to && now[from + count].width == 0)
            count--;
        int used = convert(term, now + from, count, cells);
        mvadd_wchnstr(row, from, cells, used);
        from += count;
    }
}

static bool same_size(const struct canvas *a, const struct canvas *b)
{
    return a->cells && a->rows == b->rows && a->columns == b->columns;
}

enum err term_draw(struct term *term, const struct canvas *canvas)
{
    struct canvas *shown = &term->shown;
    bool fresh = !same_size(shown, canvas);
    if (fresh) {
        if (canvas_resize(shown, canvas->rows, canvas->columns) != 0)
            return ERR_MEMORY;
        if (canvas->rows != LINES || canvas->columns != COLS)
            resizeterm(canvas->rows, canvas->columns);
        erase();
    }
    for (int row = 0; row < canvas->rows; row++)
        draw_row(term, canvas, row);
    if (canvas->cursor_row >= 0) {
        move(canvas->cursor_row, canvas->cursor_column);
        if (shown->cursor_row < 0)
            curs_set(1);
    } else if (shown->cursor_row >= 0 || fresh) {
        curs_set(0);
    }
    shown->cursor_row = canvas->cursor_row;
    refresh();
    return 0;
}

void term_redraw(struct term *term)
{
    canvas_free(&term->shown);
    clearok(curscr, TRUE);
}
