/* The ten lessons and the closing, with how far each is; questions; sentences that were kept. */
#include <stdlib.h>
#include <string.h>

#include "../scroll.h"
#include "mend/base/date.h"
#include "screens.h"

/* What stands below the lessons. */
static const struct {
    const char *title;
    const struct screen_type *screen;
} others[] = {
    {N_("Questions people ask"), &screen_faq},
    {N_("My words"), &screen_words},
};
enum { OTHERS = sizeof others / sizeof others[0] };

struct row {
    const struct contents_entry *entry; /* NULL for one of the others */
    struct lesson_state state;
    bool readable;
    enum stirred stirred;
    bool known; /* how far one is could be read; if not, opening the lesson says why */
};

struct lessons {
    struct row *rows;
    int count;
    int selected;
    int scroll;
    bool asking; /* "start over?" stands on the screen */
};

static void load_row(struct ui *ui, struct row *row)
{
    struct session *session = ui->session;
    struct lesson lesson = {0};
    row->readable = content_outline(session_content(session), row->entry, &lesson, NULL) == OK;
    if (!row->readable)
        return;
    row->known = session_lesson_state(session, row->entry, &lesson, &row->state, NULL) == OK;
    if (session_stirred(session, row->entry->id, &row->stirred, NULL))
        row->stirred = STIRRED_NOT;
    lesson_free(&lesson);
}

static void reload(struct screen *screen)
{
    struct lessons *lessons = screen->state;
    for (int i = 0; i < lessons->count; i++)
        if (lessons->rows[i].entry && lessons->rows[i].entry->file)
            load_row(screen->ui, &lessons->rows[i]);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    const struct content *content = session_content(screen->ui->session);
    struct lessons *lessons = calloc(1, sizeof *lessons);
    if (lessons)
        lessons->rows = calloc(content->entry_count + OTHERS, sizeof *lessons->rows);
    if (!lessons || !lessons->rows) {
        free(lessons);
        return fault_set_memory(fault);
    }
    lessons->count = (int)content->entry_count + OTHERS;
    for (size_t i = 0; i < content->entry_count; i++)
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
    } else if (state->finished && row->stirred) {
        str_puts(out, wide ? _("been through, was hard") : _("was hard"));
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

static void draw_marker(struct view *view, int at, bool selected)
{
    if (!selected)
        return;
    view_puts(view, at, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
    view_cursor(view, at, 8);
}

static void draw_row(struct screen *screen, struct view *view, int at, const struct row *row,
                     bool selected)
{
    draw_marker(view, at, selected);
    enum style style = row->entry->file ? STYLE_TEXT : STYLE_DIM;
    bool wide = view->columns >= 84;
    struct str state = {0};
    put_state(row, wide, &state);
    int right = wide ? view->columns - 17 : view->columns;
    int state_column = right - (wide ? STATE_WIDE : STATE_NARROW);
    if (row->entry->file)
        view_puts(view, at, 2, STYLE_ACCENT, glyph(sign(row)));
    if (!row->entry->closing)
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

/* The line of row INDEX: a free one at the top where there is room, and one above the others. */
static int line_of(const struct lessons *lessons, int rows, int index)
{
    int head = rows > lessons->count + 2 ? 1 : 0;
    int own = lessons->count - OTHERS;
    return index + head + (index >= own && rows > lessons->count + 1 ? 1 : 0);
}

static void draw(struct screen *screen, struct view *body)
{
    struct lessons *lessons = screen->state;
    struct view view = *body;
    if (view.columns > 100) {
        view.column += (view.columns - 100) / 2;
        view.columns = 100;
    }
    int selected = line_of(lessons, view.rows, lessons->selected);
    if (selected >= lessons->scroll + view.rows)
        lessons->scroll = selected - view.rows + 1;
    if (selected < lessons->scroll)
        lessons->scroll = selected;
    if (lessons->selected == 0)
        lessons->scroll = 0;
    view.scroll = lessons->scroll;
    int own = lessons->count - OTHERS;
    for (int i = 0; i < own; i++)
        draw_row(screen, &view, line_of(lessons, view.rows, i), &lessons->rows[i],
                 i == lessons->selected);
    for (int i = 0; i < OTHERS; i++) {
        int at = line_of(lessons, view.rows, own + i);
        draw_marker(&view, at, own + i == lessons->selected);
        view_cut(&view, at, 8, STYLE_TEXT, _(others[i].title), view.columns - 8);
    }
    if (line_of(lessons, view.rows, lessons->count - 1) >= lessons->scroll + view.rows)
        scroll_mark_more(body);
}

static void open_selected(struct screen *screen)
{
    const struct lessons *lessons = screen->state;
    const struct contents_entry *entry = lessons->rows[lessons->selected].entry;
    int own = lessons->count - OTHERS;
    if (!entry)
        ui_push(screen->ui, others[lessons->selected - own].screen, NULL);
    else if (entry->file)
        ui_push(screen->ui, &screen_player, &(struct lesson_place){entry, NULL});
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
    int line = event->row - screen->body.row + lessons->scroll;
    int row = 0;
    while (row < lessons->count && line_of(lessons, screen->body.rows, row) != line)
        row++;
    if (event->row < screen->body.row || row == lessons->count)
        return true;
    bool again = row == lessons->selected;
    select_row(lessons, row);
    if (again)
        open_selected(screen);
    return true;
}

static void start_over(struct screen *screen)
{
    struct lessons *lessons = screen->state;
    struct row *row = &lessons->rows[lessons->selected];
    struct fault fault = {0};
    if (session_restart_lesson(screen->ui->session, row->entry->id, &fault)) {
        ui_tell(screen->ui, &fault);
        return;
    }
    row->state = (struct lesson_state){0};
    reload(screen);
    ui_notice(screen->ui, _("It begins at the beginning again. Your answers are all there."));
}

static void ask_to_start_over(struct screen *screen)
{
    struct lessons *lessons = screen->state;
    const struct row *row = &lessons->rows[lessons->selected];
    lessons->asking = row->entry && row->state.begun;
    ui_notice(screen->ui,
              lessons->asking
                  ? _("Start over? The list forgets that you were here; answers stay. y, n")
                  : _("There is nothing to start over here."));
}

static bool event(struct screen *screen, const struct event *event)
{
    struct lessons *lessons = screen->state;
    if (lessons->asking && event->kind == EVENT_KEY) {
        lessons->asking = false;
        if (event->key == 'y')
            start_over(screen);
        return true;
    }
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
    case 'r':
        ask_to_start_over(screen);
        return true;
    default:
        return false;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct lessons *lessons = screen->state;
    if (lessons->asking) {
        keys_add(list, "y", _("start over"), true);
        keys_add(list, "n", _("leave it"), true);
        return;
    }
    keys_add(list, "Enter", _("open"), true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    if (lessons->rows[lessons->selected].state.begun)
        keys_add(list, "r", _("start over"), true);
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
