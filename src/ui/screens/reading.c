/* Screens that are only read: the keys of the screen below, and a message. */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "../ui.h"

struct reading {
    struct scroll scroll;
    char *text; /* of a message; NULL otherwise */
};

static const struct key_row everywhere[] = {
    {"Ctrl-X", N_("leave now: no question, and what you were typing is kept"), false},
    {"Ctrl-L", N_("lock now; without a passphrase, draw the screen afresh"), false},
    {"Ctrl-Z",
     N_("lock and put mend aside; the shell says that it is stopped, and fg brings it back"),
     false},
    {"F1", N_("help now; Esc comes back here"), false},
    {"1 to 7", N_("the screens; Tab and Shift-Tab go through them"), false},
    {"/", N_("search what you wrote"), false},
    {"Esc, q", N_("back; on Today q quits"), false},
    {"?", N_("this list"), false},
};

/* While two people are at the screen, nothing of what they do is kept, and nothing else is open. */
static const struct key_row apart[] = {
    {"Ctrl-X", N_("leave now: no question, and nothing of this check-in is kept"), false},
    {"Ctrl-L", N_("lock: nothing of this check-in is kept"), false},
    {"Ctrl-Z", N_("the same, and put mend aside"), false},
    {"F1", N_("help now; Esc comes back here"), false},
    {"?", N_("this list"), false},
};

/* What leaving does not do is said where it is taught. */
static const char leaving[] =
    N_("^X means: hold Ctrl and press X. Leaving does not hide that mend was opened: the shell's "
       "history and the dates of files can show it. Another open copy stays on its screen, and "
       "somebody who watches this computer still sees what you do.");

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct reading *reading = calloc(1, sizeof *reading);
    if (reading && argument)
        reading->text = strdup(argument);
    if (!reading || (argument && !reading->text)) {
        free(reading);
        return fault_set_memory(fault);
    }
    screen->state = reading;
    return OK;
}

static void close(struct screen *screen)
{
    struct reading *reading = screen->state;
    free(reading->text);
    free(reading);
}

static int draw_message(void *context, struct view *view)
{
    const struct screen *screen = context;
    const struct reading *reading = screen->state;
    return prose_paragraph(view, 1, STYLE_TEXT, reading->text);
}

static int draw_rows(struct view *view, int row, const struct key_row *rows, size_t count)
{
    int start = row;
    for (size_t i = 0; i < count; i++) {
        view_puts(view, row, 2, STYLE_STRONG, rows[i].keys);
        row += prose_plain(view, row, 16, view->columns - 16, STYLE_TEXT, _(rows[i].what));
    }
    return row - start;
}

static int draw_keys(void *context, struct view *view)
{
    const struct screen *screen = context;
    struct key_list list = {0};
    int row = 1;
    if (screen->below->type->keys)
        screen->below->type->keys(screen->below, &list);
    row += prose_plain(view, row, 0, view->columns, STYLE_TITLE, _("Keys here"));
    row += draw_rows(view, row, list.rows, (size_t)list.count) + 1;
    row += prose_plain(view, row, 0, view->columns, STYLE_TITLE, _("Keys everywhere"));
    if (screen->ui->apart)
        return row + draw_rows(view, row, apart, sizeof apart / sizeof apart[0]) + 1;
    row += draw_rows(view, row, everywhere, sizeof everywhere / sizeof everywhere[0]) + 1;
    row += prose_paragraph(view, row, STYLE_TEXT, _(leaving));
    struct str kept = {0};
    bool sealed = session_has_passphrase(screen->ui->session);
    str_printf(&kept,
               sealed
                   ? _("What you keep is in %s, sealed with your passphrase. `mend erase`, at the "
                       "shell, removes it all; backups keep their copies.")
                   : _("What you keep is in %s. It is not locked: anyone who can use your account "
                       "here can read it. At the shell, `mend passphrase set` seals it and `mend "
                       "erase` removes it all; backups keep their copies."),
               session_home(screen->ui->session));
    row += prose_paragraph(view, row, STYLE_TEXT, str_text(&kept));
    str_free(&kept);
    return row;
}

static void draw_with(struct screen *screen, struct view *body, int (*draw)(void *, struct view *))
{
    struct reading *reading = screen->state;
    struct view view = ui_prose_column(body);
    scroll_draw(&reading->scroll, &view, draw, screen);
    view_cursor(&view, reading->scroll.top ? reading->scroll.top : 1, 0);
}

static void draw_message_screen(struct screen *screen, struct view *body)
{
    draw_with(screen, body, draw_message);
}

static void draw_keys_screen(struct screen *screen, struct view *body)
{
    draw_with(screen, body, draw_keys);
}

static bool scroll(struct screen *screen, const struct event *event)
{
    struct reading *reading = screen->state;
    return scroll_event(&reading->scroll, event);
}

/* What lies on top of something else is closed by what opens things elsewhere, too. */
static bool scroll_or_close(struct screen *screen, const struct event *event)
{
    if (event->kind == EVENT_KEY &&
        (event->key == KEYCODE_ENTER || event->key == ' ' || event->key == '?')) {
        ui_back(screen->ui);
        return true;
    }
    return scroll(screen, event);
}

static void keys_on_top(struct screen *screen, struct key_list *list)
{
    const struct reading *reading = screen->state;
    if (scroll_has_more(&reading->scroll))
        keys_add(list, glyph(GLYPH_UP_DOWN), _("more"), true);
    keys_add(list, "Enter", _("back"), true);
    list->typing = true; /* no "? keys" under the keys themselves */
}

const struct screen_type screen_keys = {
    .name = "keys",
    .open = open,
    .close = close,
    .draw = draw_keys_screen,
    .event = scroll_or_close,
    .keys = keys_on_top,
};

const struct screen_type screen_message = {
    .name = "message",
    .open = open,
    .close = close,
    .draw = draw_message_screen,
    .event = scroll_or_close,
    .keys = keys_on_top,
};
