/*
 * The way into a sealed file: a field, and nothing of what is behind it. A wrong passphrase costs a
 * wait that grows, and nothing else. Help now opens from here as from everywhere.
 */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../secret.h"

enum { FIELD_COLUMN = 2, SECOND = 1000 };

struct unlock {
    struct secret secret;
    bool recovery;      /* the field takes a recovery key */
    struct fault fault; /* what the last try came to */
};

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct unlock *unlock = calloc(1, sizeof *unlock);
    if (!unlock)
        return fault_set_memory(fault);
    enum err err = secret_open(&unlock->secret, fault);
    if (err) {
        free(unlock);
        return err;
    }
    screen->state = unlock;
    return OK;
}

static void close(struct screen *screen)
{
    struct unlock *unlock = screen->state;
    secret_close(&unlock->secret);
    free(unlock);
}

static int64_t wait_left(const struct screen *screen)
{
    int64_t left = session_unlock_at(screen->ui->session) - clock_monotonic(screen->ui->clock);
    return left > 0 ? left : 0;
}

static void draw(struct screen *screen, struct view *body)
{
    const struct unlock *unlock = screen->state;
    struct view view = ui_prose_column(body);
    int seconds = (int)((wait_left(screen) + SECOND - 1) / SECOND);
    int row = 1;
    row += prose_plain(&view, row, 0, view.columns, STYLE_TITLE, _("This is locked."));
    row += prose_plain(&view, row, 0, view.columns, STYLE_TEXT,
                       unlock->recovery ? _("The recovery key, as you wrote it down:")
                                        : _("Your passphrase:"));
    view_puts(&view, row, 0, STYLE_ACCENT, glyph(GLYPH_EDGE));
    secret_draw(&unlock->secret, &view, row, FIELD_COLUMN, unlock->recovery);
    row += 2;
    if (unlock->fault.code)
        row += prose_paragraph(&view, row, STYLE_TEXT, unlock->fault.text);
    if (seconds) {
        struct str text = {0};
        str_printf(&text,
                   ngettext("Another try is possible in %d second. Nothing is lost by trying.",
                            "Another try is possible in %d seconds. Nothing is lost by trying.",
                            (unsigned long)seconds),
                   seconds);
        row += prose_paragraph(&view, row, STYLE_TEXT, str_text(&text));
        str_free(&text);
    }
    prose_paragraph(&view, row, STYLE_DIM, _("F1 is Help now: it opens without the passphrase."));
}

static int64_t due(const struct screen *screen)
{
    int64_t left = wait_left(screen);
    if (left == 0)
        return -1;
    return clock_monotonic(screen->ui->clock) + (left - 1) % SECOND + 1;
}

static void try(struct screen *screen)
{
    struct unlock *unlock = screen->state;
    struct session *session = screen->ui->session;
    const struct secret *secret = &unlock->secret;
    if (wait_left(screen))
        return;
    unlock->fault = (struct fault){0};
    enum err err = unlock->recovery
                       ? session_unlock_by_recovery(session, secret->bytes, &unlock->fault)
                       : session_unlock(session, secret->bytes, secret->length, &unlock->fault);
    if (err == ERR_PASSPHRASE || !err)
        secret_clear(&unlock->secret);
    if (!err)
        ui_unlocked(screen->ui);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct unlock *unlock = screen->state;
    if (secret_event(&unlock->secret, event))
        return true;
    if (event->kind != EVENT_KEY)
        return true;
    if (event->key == KEYCODE_ENTER) {
        try(screen);
    } else if (event->key == KEYCODE_TAB || event->key == KEYCODE_ESCAPE) {
        unlock->recovery = event->key == KEYCODE_TAB && !unlock->recovery;
        unlock->fault = (struct fault){0};
        secret_clear(&unlock->secret);
    }
    return true; /* nothing else leads anywhere from here */
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct unlock *unlock = screen->state;
    list->typing = true;
    keys_add(list, "Enter", _("open"), true);
    keys_add(list, "Tab", unlock->recovery ? _("passphrase") : _("recovery key"), true);
    keys_add(list, "F1", _("help now"), true);
}

/* No tabs: they lead nowhere yet, and say what this is to whoever looks. */
static void title(struct screen *screen, struct view *row)
{
    (void)screen;
    (void)row;
}

const struct screen_type screen_unlock = {
    .name = "unlock",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .title = title,
    .due = due,
};
