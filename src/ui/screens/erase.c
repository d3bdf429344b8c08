/*
 * Erasing everything: what goes and what may remain stands here before it is done, and a key that
 * nobody presses by accident does it. That is the second step; opening this page was the first.
 */
#include <stdlib.h>

#include "../leave.h"
#include "../prose.h"
#include "../scroll.h"
#include "screens.h"

static const char remains[] =
    N_("What may remain, out of mend's reach: copies in backups and snapshots, what an SSD still "
       "holds in cells it has given up, the command in your shell's history, dates of folders, and "
       "mend itself, which is still installed. Another copy of mend that is open still shows what "
       "it has on its screen.");

const char erase_done[] =
    N_("Everything that mend kept is erased.\n\nOut of its reach are copies in backups and "
       "snapshots, what an SSD still holds in cells it has given up, and your shell's history. "
       "mend itself is still installed. Nothing is written from now on unless you begin anew.");

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct scroll *scroll = calloc(1, sizeof *scroll);
    screen->state = scroll;
    return scroll ? OK : fault_set_memory(fault);
}

static void close(struct screen *screen)
{
    free(screen->state);
}

static bool has_something(const struct screen *screen)
{
    return store_exists(session_store(screen->ui->session));
}

static int draw_all(void *context, struct view *view)
{
    const struct screen *screen = context;
    struct str text = {0};
    int row = 1 + prose_paragraph(view, 1, STYLE_TITLE, _("Erase everything"));
    view_cursor(view, 1, 0);
    str_printf(
        &text,
        has_something(screen)
            ? _("All that mend keeps in %s is made unreadable and removed: answers, journal, "
                "plans, people, settings, and the keys of a sealed file. Nobody can bring it "
                "back, you neither.")
            : _("Nothing is kept in %s. There is nothing to erase."),
        session_home(screen->ui->session));
    row += prose_paragraph(view, row, STYLE_TEXT, str_text(&text));
    str_free(&text);
    row += prose_paragraph(view, row, STYLE_TEXT, _(remains));
    if (has_something(screen))
        row += prose_paragraph(view, row, STYLE_STRONG,
                               _("Shift-E erases now. Esc goes back, and nothing is changed."));
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct view view = ui_prose_column(body);
    scroll_draw(screen->state, &view, draw_all, screen);
}

static bool event(struct screen *screen, const struct event *event)
{
    if (event->kind == EVENT_KEY && event->key == 'E' && has_something(screen)) {
        leave_erase(screen->ui);
        return true;
    }
    return scroll_event(screen->state, event);
}

static void keys(struct screen *screen, struct key_list *list)
{
    if (has_something(screen))
        keys_add(list, "Shift-E", _("erase now"), true);
    if (scroll_has_more(screen->state))
        keys_add(list, glyph(GLYPH_UP_DOWN), _("read on"), true);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_erase = {
    .name = "erase",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
