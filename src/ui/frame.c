/* The frame around every screen: tabs or a title above, hints below, and what is in trouble. */
#include <stdio.h>
#include <string.h>

#include "mend/base/utf8.h"
#include "mend/text/wrap.h"
#include "ui.h"

enum { TROUBLE_ROWS = 3 };

static const char *const tab_names[TABS] = {
    N_("Today"),     N_("Lessons"), N_("Journal"),  N_("Promises"),
    N_("Check-ins"), N_("Calm"),    N_("Help now"),
};

const char *ui_tab_name(enum tab tab)
{
    return _(tab_names[tab]);
}

static int cells(const char *text)
{
    return utf8_width(text, strlen(text));
}

void keys_add(struct key_list *list, const char *keys, const char *what, bool hint)
{
    if (list->count < KEY_ROWS)
        list->rows[list->count++] = (struct key_row){keys, what, hint};
}

struct view ui_prose_column(const struct view *body)
{
    struct view column = *body;
    if (column.columns > PROSE_COLUMNS) {
        column.column += (column.columns - PROSE_COLUMNS) / 2;
        column.columns = PROSE_COLUMNS;
    }
    return column;
}

/* ---- tabs ---- */

/*
 * Which tabs are named, GAP cells apart: the current one and Help now always, the others while
 * there is room. True when all are.
 */
static bool choose_names(const struct ui *ui, int columns, int gap, bool named[TABS])
{
    int used = 0;
    bool all = true;
    for (int i = 0; i < TABS; i++) {
        named[i] = i == (int)ui->tab || i == TAB_HELP;
        used += 3 + gap + (named[i] ? 1 + cells(ui_tab_name((enum tab)i)) : 0);
    }
    for (int i = 0; i < TABS; i++) {
        int more = 1 + cells(ui_tab_name((enum tab)i));
        if (!named[i] && used + more <= columns) {
            named[i] = true;
            used += more;
        }
        all = all && named[i];
    }
    return all;
}

/* Draws the tabs, or with COLUMN >= 0 only looks which one is there; -1 when none. */
static int tabs(const struct ui *ui, struct view *view, int column)
{
    bool named[TABS];
    int at = 0;
    int gap = choose_names(ui, view->columns, 1, named) ? 1 : 0;
    if (gap == 0)
        choose_names(ui, view->columns, gap, named);
    if (view->columns >= 92) {
        at = 1 + view_puts(view, 0, 1, STYLE_TITLE, "mend") + 2;
    }
    for (int i = 0; i < TABS; i++) {
        char text[64];
        snprintf(text, sizeof text, named[i] ? " %d %s " : " %d ", i + 1, ui_tab_name((enum tab)i));
        int width = cells(text);
        if (column >= at && column < at + width)
            return i;
        if (column < 0)
            view_puts(view, 0, at, i == (int)ui->tab ? STYLE_CURRENT : STYLE_TEXT, text);
        at += width + gap;
    }
    return -1;
}

int ui_tab_at(const struct ui *ui, int columns, int column)
{
    struct view nowhere = {NULL, 0, 0, 1, columns, 0};
    return tabs(ui, &nowhere, column);
}

/* ---- hints ---- */

/* Between two hints; returns the columns it takes. */
static int separator(struct view *view, int column)
{
    if (column == 1)
        return 0;
    view_puts(view, 0, column + 1, STYLE_DIM, glyph(GLYPH_DOT));
    return 3;
}

static void draw_hints(const struct ui *ui, struct view *view, const struct key_list *list)
{
    const char *leave = view->columns >= 72 ? _("Ctrl-X leave now") : _("^X leave now");
    int room = view->columns - cells(leave) - 2;
    view_puts(view, 0, room + 1, STYLE_DIM, leave);
    if (ui->notice[0]) {
        view_cut(view, 0, 1, STYLE_NOTICE, ui->notice, room - 2);
        return;
    }
    const char *more = list->typing ? "" : _("? keys");
    int column = 1;
    for (int i = 0; i < list->count; i++) {
        const struct key_row *row = &list->rows[i];
        int width = cells(row->keys) + 1 + cells(row->what);
        if (!row->hint ||
            column + (column > 1 ? 3 : 0) + width + (*more ? 3 : 0) + cells(more) > room)
            continue;
        column += separator(view, column);
        column += view_puts(view, 0, column, STYLE_TEXT, row->keys) + 1;
        column += view_puts(view, 0, column, STYLE_DIM, row->what);
    }
    if (*more)
        view_puts(view, 0, column + separator(view, column), STYLE_DIM, more);
}

/* ---- trouble: what is typed cannot be kept at the moment ---- */

static int draw_trouble(struct view *view, int bottom, const char *text)
{
    struct wrap_row wrapped[TROUBLE_ROWS];
    size_t at = 0;
    size_t length = strlen(text);
    int rows = 0;
    while (at < length && rows < TROUBLE_ROWS) {
        wrapped[rows] = wrap_row(text + at, length - at, view->columns - 2);
        at += wrapped[rows++].next;
    }
    at = 0;
    for (int i = 0; i < rows; i++) {
        view_text(view, bottom - rows + i, 1, STYLE_NOTICE, text + at, wrapped[i].length);
        at += wrapped[i].next;
    }
    return rows;
}

bool ui_is_too_small(const struct canvas *canvas)
{
    return canvas->rows < MIN_ROWS || canvas->columns < MIN_COLUMNS;
}

static void draw_too_small(struct view *view)
{
    view_printf(view, 0, 0, STYLE_TEXT, _("This window is %d x %d."), view->columns, view->rows);
    view_printf(view, 1, 0, STYLE_TEXT, _("mend needs %d x %d."), MIN_COLUMNS, MIN_ROWS);
    view_puts(view, 2, 0, STYLE_TEXT, _("Nothing is lost."));
    view_puts(view, 3, 0, STYLE_DIM, _("^X leave now"));
}

void ui_draw(struct ui *ui)
{
    struct canvas *canvas = &ui->canvas;
    canvas_clear(canvas);
    struct view whole = view_whole(canvas);
    if (ui_is_too_small(canvas)) {
        draw_too_small(&whole);
        return;
    }
    struct screen *screen = ui->top;
    int bottom = canvas->rows - 2;
    view_repeat(&whole, 1, 0, STYLE_DIM, glyph(GLYPH_RULE), canvas->columns);
    view_repeat(&whole, bottom, 0, STYLE_DIM, glyph(GLYPH_RULE), canvas->columns);
    bool told = screen->type == &screen_message; /* in full, on the screen */
    const char *text = told ? "" : session_trouble(ui->session);
    int trouble = draw_trouble(&whole, bottom, text);

    struct view top = {canvas, 0, 0, 1, canvas->columns, 0};
    if (screen->type->title)
        screen->type->title(screen, &top);
    else
        tabs(ui, &top, -1);
    screen->body = (struct view){canvas, 2, 1, bottom - 2 - trouble, canvas->columns - 2, 0};
    screen->type->draw(screen, &screen->body);

    struct key_list list = {0};
    if (screen->type->keys)
        screen->type->keys(screen, &list);
    struct view last = {canvas, canvas->rows - 1, 0, 1, canvas->columns, 0};
    draw_hints(ui, &last, &list);
}
