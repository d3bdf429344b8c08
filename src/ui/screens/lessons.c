/* The ten lessons, with how far each is. */
#include <stdlib.h>
#include <string.h>

#include "../ui.h"
#include "mend/base/date.h"

struct row {
    const struct contents_entry *entry;
    struct lesson_state state;
    bool readable;
    bool known; /* how far one is could be read; if not, opening the lesson says why */
};

struct lessons {
    struct row *rows;
    int count;
    int selected;
    int scroll;
};

static void load_row(struct ui *ui, struct row *row)
{
    struct session *session = ui->session;
    struct lesson lesson = {0};
    row->readable = content_outline(session_content(session), row->entry, &lesson, NULL) == OK;
    if (!row->readable)
        return;
    row->known = session_lesson_state(session, row->entry, &lesson, &row->state, NULL) == OK;
    lesson_free(&lesson);
}

static void reload(struct screen *screen)
{
    struct lessons *lessons = screen->state;
    for (int i = 0; i < lessons->count; i++)
        if (lessons->rows[i].entry->file)
            load_row(screen->ui, &lessons->rows[i]);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    const struct content *content = session_content(screen->ui->session);
    struct lessons *lessons = calloc(1, sizeof *lessons);
    if (lessons)
        lessons->rows = calloc(content->entry_count + 1, sizeof *lessons->rows);
    if (!lessons || !lessons->rows) {
        free(lessons);
        return fault_set_memory(fault);
    }
    lessons->count = (int)content->entry_count;
    for (int i = 0; i < lessons->count; i++)
        lessons->rows[i].entry = &content->entries[i];
    screen->state = lessons;
    reload(screen);
    return OK;
}

static void close(struct screen *screen)
{
    struct lessons *lessons = screen->state;
    free(lessons->rows);
    free(lessons);
}

enum { STATE_WIDE = 26, STATE_NARROW = 15 };

/* "2 of 4 pages · 6 min left", or as much of it as a narrow window has room for */
static void put_state(const struct row *row, bool wide, struct str *out)
{
    const struct lesson_state *state = &row->state;
    if (!row->entry->file) {
        str_puts(out, _("not written yet"));
    } else if (!row->readable) {
        str_puts(out, _("cannot be read"));
    } else if (!row->known) {
        str_puts(out, _("cannot tell"));
    } else if (state->finished) {
        str_puts(out, _("been through"));
    } else if (!state->begun) {
        str_printf(out, ngettext("%d minute", "%d minutes", (unsigned long)row->entry->minutes),
                   row->entry->minutes);
    } else {
        str_printf(out, wide ? _("%zu of %zu pages") : _("%zu of %zu"), state->done, state->pages);
        if (state->minutes_left)
            str_printf(out, wide ? _(" %s %d min left") : _(" %s %d min"), glyph(GLYPH_DOT),
                       state->minutes_left);
    }
}

static enum glyph sign(const struct row *row)
{
    if (row->state.finished)
        return GLYPH_DONE;
    return row->state.begun ? GLYPH_PART : GLYPH_OPEN;
}

static void draw_row(struct screen *screen, struct view *view, int at, const struct row *row,
                     bool selected)
{
    enum style style = row->entry->file ? STYLE_TEXT : STYLE_DIM;
    bool wide = view->columns >= 84;
    struct str state = {0};
    put_state(row, wide, &state);
    int right = wide ? view->columns - 17 : view->columns;
    int state_column = right - (wide ? STATE_WIDE : STATE_NARROW);
    if (selected) {
        view_puts(view, at, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, at, 8);
    }
    if (row->entry->file)
        view_puts(view, at, 2, STYLE_ACCENT, glyph(sign(row)));
    view_printf(view, at, 4, style, "%2s", row->entry->id);
    view_cut(view, at, 8, style, row->entry->title, state_column - 9);
    view_cut(view, at, state_column, STYLE_DIM, str_text(&state), right - state_column);
    if (wide && row->state.last_at) {
        str_truncate(&state, 0);
        str_puts(&state, _("seen "));
        date_put_relative(&state, row->state.last_at, ui_now(screen->ui));
        view_cut(view, at, right + 1, STYLE_DIM, str_text(&state), 16);
    }
    str_free(&state);
}

static void draw(struct screen *screen, struct view *body)
{
    struct lessons *lessons = screen->state;
    struct view view = *body;
    if (view.columns > 100) {
        view.column += (view.columns - 100) / 2;
        view.columns = 100;
    }
    int head = view.rows > lessons->count + 1 ? 1 : 0;
    if (lessons->selected + head >= lessons->scroll + view.rows)
        lessons->scroll = lessons->selected + head - view.rows + 1;
    if (lessons->selected < lessons->scroll)
        lessons->scroll = lessons->selected;
    view.scroll = lessons->scroll;
    for (int i = 0; i < lessons->count; i++)
        draw_row(screen, &view, i + head, &lessons->rows[i], i == lessons->selected);
}

static void open_selected(struct screen *screen)
{
    const struct lessons *lessons = screen->state;
    if (lessons->count == 0)
        return;
    const struct contents_entry *entry = lessons->rows[lessons->selected].entry;
    if (entry->file)
        ui_push(screen->ui, &screen_player, entry);
    else
        ui_notice(screen->ui, _("This lesson is not written yet. It comes in a later version."));
}

static void select_row(struct lessons *lessons, int row)
{
    int last = lessons->count - 1;
    lessons->selected = row > last ? last : row;
    if (lessons->selected < 0)
        lessons->selected = 0;
}

static bool on_click(struct screen *screen, const struct event *event)
{
    struct lessons *lessons = screen->state;
    int head = screen->body.rows > lessons->count + 1 ? 1 : 0;
    int row = event->row - screen->body.row + lessons->scroll - head;
    if (event->row < screen->body.row || row < 0 || row >= lessons->count)
        return true;
    bool again = row == lessons->selected;
    select_row(lessons, row);
    if (again)
        open_selected(screen);
    return true;
}

static bool event(struct screen *screen, const struct event *event)
{
    struct lessons *lessons = screen->state;
    if (event->kind == EVENT_CLICK)
        return on_click(screen, event);
    if (event->kind == EVENT_PASTE)
        return true;
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        select_row(lessons, lessons->selected + 1);
        return true;
    case KEYCODE_UP:
    case 'k':
        select_row(lessons, lessons->selected - 1);
        return true;
    case KEYCODE_HOME:
    case KEYCODE_PAGE_UP:
    case 'g':
        select_row(lessons, 0);
        return true;
    case KEYCODE_END:
    case KEYCODE_PAGE_DOWN:
    case 'G':
        select_row(lessons, lessons->count);
        return true;
    case KEYCODE_ENTER:
    case ' ':
        open_selected(screen);
        return true;
    default:
        return false;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    (void)screen;
    keys_add(list, "Enter", _("open"), true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_lessons = {
    .name = "Lessons",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = reload,
};
