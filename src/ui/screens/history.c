/* What an entry said before: its versions, the one that stands first; Enter shows two together. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "journal_act.h"
#include "mend/base/date.h"

enum { HEAD = 3 };

struct history {
    int64_t id;
    struct journal_version *versions;
    int count;
    int selected;
    struct fault fault; /* why they cannot be read */
    struct scroll scroll;
    bool follow;
    char *old, *now; /* the two that are being compared */
    struct compare_texts compare;
    bool comparing;
    char label[64];
};

static void free_texts(struct history *history)
{
    free(history->old);
    free(history->now);
    history->old = history->now = NULL;
}

static void load(struct screen *screen)
{
    struct history *history = screen->state;
    size_t count = 0;
    free(history->versions);
    history->versions = NULL;
    history->fault = (struct fault){0};
    if (store_journal_versions(session_store(screen->ui->session), history->id, &history->versions,
                               &count, &history->fault))
        count = 0;
    history->count = (int)count;
    history->follow = true;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct history *history = calloc(1, sizeof *history);
    if (!history)
        return fault_set_memory(fault);
    history->id = *(const int64_t *)argument;
    screen->state = history;
    load(screen);
    return OK;
}

static void close(struct screen *screen)
{
    struct history *history = screen->state;
    free_texts(history);
    free(history->versions);
    free(history);
}

static void put_version(const struct history *history, int index, struct str *out)
{
    const struct journal_version *version = &history->versions[index];
    date_put_moment(out, version->made_at);
    str_printf(out, ngettext(" %s %zu byte", " %s %zu bytes", version->length), glyph(GLYPH_DOT),
               version->length);
    if (index == 0)
        str_printf(out, _(" %s stands now"), glyph(GLYPH_DOT));
}

static int draw_all(void *context, struct view *view)
{
    struct history *history = context;
    prose_plain(view, 1, 0, view->columns, STYLE_TITLE,
                _("What this entry said, and when it was kept"));
    if (history->fault.code)
        return HEAD + prose_paragraph(view, HEAD, STYLE_NOTICE, history->fault.text);
    for (int i = 0; i < history->count; i++) {
        struct str text = {0};
        bool selected = i == history->selected;
        put_version(history, i, &text);
        if (selected) {
            view_puts(view, HEAD + i, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
            view_cursor(view, HEAD + i, 2);
        }
        view_cut(view, HEAD + i, 2, selected ? STYLE_TITLE : STYLE_TEXT, str_text(&text),
                 view->columns - 2);
        str_free(&text);
    }
    int row = HEAD + history->selected;
    if (history->follow && !view->canvas) {
        int *top = &history->scroll.top;
        if (row >= *top + view->rows)
            *top = row - view->rows + 1;
        if (row < *top || history->selected == 0)
            *top = history->selected == 0 ? 0 : row;
        history->follow = false;
    }
    return HEAD + history->count;
}

static void draw(struct screen *screen, struct view *body)
{
    struct history *history = screen->state;
    struct view view = ui_prose_column(body);
    scroll_draw(&history->scroll, &view, draw_all, history);
}

static void compare(struct screen *screen)
{
    struct history *history = screen->state;
    struct store *store = session_store(screen->ui->session);
    struct fault fault = {0};
    struct str label = {0};
    if (!history->count)
        return;
    const struct journal_version *version = &history->versions[history->selected];
    free_texts(history);
    if (store_journal_version_text(store, history->id, version->number, &history->old, &fault) ||
        store_journal_version_text(store, history->id, history->versions[0].number, &history->now,
                                   &fault)) {
        ui_tell(screen->ui, &fault);
        return;
    }
    date_put_moment(&label, version->made_at);
    snprintf(history->label, sizeof history->label, "%s", str_text(&label));
    str_free(&label);
    history->compare = (struct compare_texts){
        .left_label = history->label,
        .right_label = _("As it stands now"),
        .left = history->old,
        .right = history->now,
        .take = history->selected ? _("bring this one back") : _("back"),
    };
    history->comparing = true;
    ui_push(screen->ui, &screen_compare, &history->compare);
}

static void uncovered(struct screen *screen)
{
    struct history *history = screen->state;
    bool taken = history->comparing && history->compare.taken && history->selected > 0;
    history->comparing = false;
    if (taken)
        journal_act_text(screen->ui, history->id, history->versions[0].number, history->old);
    if (taken)
        history->selected = 0;
    load(screen);
}

static void select_version(struct history *history, int index)
{
    int last = history->count - 1;
    history->selected = index > last ? last : index;
    if (history->selected < 0)
        history->selected = 0;
    history->follow = true;
}

static bool event(struct screen *screen, const struct event *event)
{
    struct history *history = screen->state;
    if (event->kind == EVENT_CLICK) {
        int row = event->row - screen->body.row + history->scroll.top - HEAD;
        if (row >= 0 && row < history->count)
            select_version(history, row);
        return true;
    }
    if (event->kind != EVENT_KEY)
        return scroll_event(&history->scroll, event);
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        select_version(history, history->selected + 1);
        return true;
    case KEYCODE_UP:
    case 'k':
        select_version(history, history->selected - 1);
        return true;
    case KEYCODE_HOME:
    case 'g':
        select_version(history, 0);
        return true;
    case KEYCODE_END:
    case 'G':
        select_version(history, history->count);
        return true;
    case KEYCODE_ENTER:
    case ' ':
        compare(screen);
        return true;
    case 'u':
        if (!journal_act_undo(screen->ui))
            return false;
        load(screen);
        return true;
    default:
        return scroll_event(&history->scroll, event);
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct history *history = screen->state;
    if (history->count)
        keys_add(list, "Enter", _("beside what stands now"), true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    keys_add(list, "u", _("take back the last change"), false);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_history = {
    .name = "history",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = uncovered,
};
