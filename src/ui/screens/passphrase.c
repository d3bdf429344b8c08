/*
 * Choosing a passphrase before anything is kept: what it does and does not, typed twice, then a
 * recovery key for whoever wants one. It is shown once and asked back in part, so that one that was
 * not written down is noticed now.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "../secret.h"

enum stage { STAGE_FIRST, STAGE_AGAIN, STAGE_OFFER, STAGE_WRITE_DOWN, STAGE_ASK_BACK };
enum { GROUP_LENGTH = 5, ASKED_GROUP = 3, ASKED_OTHER = 5 }; /* counted from 0: the 4th, the 6th */

struct choosing {
    enum stage stage;
    struct secret first;
    struct secret field;
    char *key;          /* the recovery key, VAULT_RECOVERY_TEXT bytes */
    struct fault fault; /* what came of the last Enter */
    struct scroll scroll;
};

static void close(struct screen *screen)
{
    struct choosing *choosing = screen->state;
    secret_close(&choosing->first);
    secret_close(&choosing->field);
    vault_memory_free(choosing->key);
    free(choosing);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct choosing *choosing = calloc(1, sizeof *choosing);
    if (!choosing)
        return fault_set_memory(fault);
    screen->state = choosing;
    choosing->key = vault_memory(VAULT_RECOVERY_TEXT);
    enum err err = choosing->key ? OK : fault_set_memory(fault);
    if (!err)
        err = secret_open(&choosing->first, fault);
    if (!err)
        err = secret_open(&choosing->field, fault);
    if (err)
        close(screen);
    return err;
}

/* ---- drawing ---- */

/* Length first; an honest word, and no hurdle. */
static const char *strength(const struct secret *secret)
{
    static const char *const words[] = {
        [VAULT_NO_PASSPHRASE] = "",
        [VAULT_SHORT] = N_("Short. Somebody with the file could try them all."),
        [VAULT_FAIR] = N_("Fair. Longer is better: another word or two."),
        [VAULT_GOOD] = N_("Good."),
        [VAULT_STRONG] = N_("Long, and so strong, unless it is a known sentence."),
    };
    const char *word = words[vault_strength(secret->bytes, secret->length)];
    return *word ? _(word) : "";
}

static const char *const explanation[] = {
    N_("With a passphrase, everything mend keeps is sealed: whoever has the file but not the "
       "passphrase can read nothing of it, not even what kind of thing is in it."),
    N_("Nobody can open it without the passphrase. If you lose it, what you wrote is lost, unless "
       "you made a recovery key; mend offers one next."),
    N_("It does not hide that mend is here, or when the file changed. It does not help against "
       "somebody who watches the screen or the keys, or who can make you open it. Backups made "
       "with an older passphrase still open with that one."),
    N_("Several plain words that only you would put together are good, and easy to keep in mind."),
};

static bool is_typing(const struct choosing *choosing)
{
    return choosing->stage != STAGE_OFFER && choosing->stage != STAGE_WRITE_DOWN;
}

/* Below the field stands what was wrong with it, until one types again, or else NOTE. */
static int draw_field(struct choosing *choosing, struct view *view, int row, const char *label,
                      bool shown, const char *note)
{
    int start = row;
    bool wrong = choosing->fault.code != OK;
    row += prose_plain(view, row, 0, view->columns, STYLE_TITLE, label);
    view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_EDGE));
    secret_draw(&choosing->field, view, row++, 2, shown);
    row += prose_plain(view, row, 2, view->columns - 2, wrong ? STYLE_STRONG : STYLE_DIM,
                       wrong ? choosing->fault.text : note);
    return row - start;
}

static int draw_first(struct choosing *choosing, struct view *view, int row)
{
    int start = row;
    row += draw_field(choosing, view, row, _("A passphrase, before anything is kept"), false,
                      strength(&choosing->field));
    row = row < start + 3 ? start + 4 : row + 1; /* nothing moves when one begins to type */
    for (size_t i = 0; i < sizeof explanation / sizeof explanation[0]; i++)
        row += prose_paragraph(view, row, STYLE_TEXT, _(explanation[i]));
    return row - start;
}

static int draw_offer(struct view *view, int row)
{
    int start = row;
    row += prose_paragraph(view, row, STYLE_TITLE, _("A recovery key?"));
    row += prose_paragraph(
        view, row, STYLE_TEXT,
        _("It opens the file if you forget the passphrase. It is shown once, to be written down on "
          "paper. Whoever finds the paper can open the file, too."));
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("y makes one. n goes on without; then a forgotten passphrase is "
                             "final."));
    view_cursor(view, start, 0);
    return row - start;
}

static int draw_key(const struct choosing *choosing, struct view *view, int row)
{
    int start = row;
    row += prose_paragraph(view, row, STYLE_TITLE, _("Your recovery key"));
    view_puts(view, row, 2, STYLE_STRONG, choosing->key);
    row += 2;
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("Write it down now, on paper, and keep it where nobody looks whom you "
                             "would not let read. It will not be shown again. Enter, when you have "
                             "it: it opens the file once two of its groups were asked back."));
    view_cursor(view, start, 0);
    return row - start;
}

static int draw_all(void *context, struct view *view)
{
    struct choosing *choosing = context;
    int row = 1;
    switch (choosing->stage) {
    case STAGE_FIRST:
        row += draw_first(choosing, view, row);
        break;
    case STAGE_AGAIN:
        row += draw_field(choosing, view, row, _("The same passphrase again"), false, "");
        break;
    case STAGE_OFFER:
        row += draw_offer(view, row);
        break;
    case STAGE_WRITE_DOWN:
        row += draw_key(choosing, view, row);
        break;
    case STAGE_ASK_BACK:
        row += draw_field(choosing, view, row,
                          _("From your paper: the fourth group, then the sixth"), true, "");
        break;
    }
    if (choosing->fault.code && !is_typing(choosing))
        row += prose_paragraph(view, row, STYLE_STRONG, choosing->fault.text);
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct choosing *choosing = screen->state;
    struct view view = ui_prose_column(body);
    scroll_draw(&choosing->scroll, &view, draw_all, choosing);
}

/* ---- going on ---- */

static void go(struct choosing *choosing, enum stage stage)
{
    choosing->stage = stage;
    choosing->scroll = (struct scroll){0};
    choosing->fault = (struct fault){0};
    secret_clear(&choosing->field);
}

static void take_first(struct choosing *choosing)
{
    if (choosing->field.length == 0) {
        fault_set(&choosing->fault, ERR_INPUT,
                  _("It is empty. Any passphrase will do, however short; Esc goes back."));
        return;
    }
    memcpy(choosing->first.bytes, choosing->field.bytes, choosing->field.length + 1);
    choosing->first.length = choosing->field.length;
    go(choosing, STAGE_AGAIN);
}

static void take_again(struct screen *screen)
{
    struct choosing *choosing = screen->state;
    const struct secret *first = &choosing->first;
    bool same = first->length == choosing->field.length &&
                memcmp(first->bytes, choosing->field.bytes, first->length) == 0;
    if (!same) {
        go(choosing, STAGE_FIRST);
        fault_set(&choosing->fault, ERR_INPUT,
                  _("The two were not the same. Nothing was kept; please type it anew."));
        return;
    }
    if (session_choose_passphrase(screen->ui->session, first->bytes, first->length,
                                  &choosing->fault))
        return;
    secret_clear(&choosing->first);
    go(choosing, STAGE_OFFER);
    if (screen->below && screen->below->type->uncovered) /* it can note now where one is */
        screen->below->type->uncovered(screen->below);
}

static void finish(struct screen *screen, const char *notice)
{
    struct ui *ui = screen->ui;
    ui_back(ui);
    ui_notice(ui, notice);
}

static void finish_without_key(struct screen *screen)
{
    finish(screen, _("Sealed from now on, without a recovery key."));
}

static void make_key(struct screen *screen)
{
    struct choosing *choosing = screen->state;
    vault_make_recovery(choosing->key);
    go(choosing, STAGE_WRITE_DOWN);
}

/* Compares letters and digits only, in whatever case. */
static bool matches(const char *typed, const char *groups)
{
    for (;;) {
        while (*typed && !isalnum((unsigned char)*typed))
            typed++;
        while (*groups && !isalnum((unsigned char)*groups))
            groups++;
        if (toupper((unsigned char)*typed) != toupper((unsigned char)*groups))
            return false;
        if (!*typed)
            return true;
        typed++;
        groups++;
    }
}

static void check_back(struct screen *screen)
{
    struct choosing *choosing = screen->state;
    char asked[2 * GROUP_LENGTH + 1];
    memcpy(asked, choosing->key + ASKED_GROUP * (GROUP_LENGTH + 1), GROUP_LENGTH);
    memcpy(asked + GROUP_LENGTH, choosing->key + ASKED_OTHER * (GROUP_LENGTH + 1), GROUP_LENGTH);
    asked[2 * GROUP_LENGTH] = '\0';
    bool right = matches(choosing->field.bytes, asked);
    explicit_bzero(asked, sizeof asked);
    go(choosing, STAGE_WRITE_DOWN);
    if (!right)
        fault_set(&choosing->fault, ERR_INPUT,
                  _("That is not what stands here. Please compare it with your paper."));
    else if (vault_add_recovery(session_vault(screen->ui->session), choosing->key,
                                &choosing->fault) == OK)
        finish(screen, _("Sealed from now on, and the key on your paper opens it, too."));
}

static void enter(struct screen *screen)
{
    struct choosing *choosing = screen->state;
    switch (choosing->stage) {
    case STAGE_FIRST:
        take_first(choosing);
        break;
    case STAGE_AGAIN:
        take_again(screen);
        break;
    case STAGE_WRITE_DOWN:
        go(choosing, STAGE_ASK_BACK);
        break;
    case STAGE_ASK_BACK:
        check_back(screen);
        break;
    case STAGE_OFFER:
        break;
    }
}

/* Esc goes a step back; once the file is sealed it ends without a recovery key. */
static void step_back(struct screen *screen)
{
    struct choosing *choosing = screen->state;
    if (choosing->stage == STAGE_FIRST)
        ui_back(screen->ui);
    else if (choosing->stage == STAGE_AGAIN)
        go(choosing, STAGE_FIRST);
    else if (choosing->stage == STAGE_ASK_BACK)
        go(choosing, STAGE_WRITE_DOWN);
    else
        finish_without_key(screen);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct choosing *choosing = screen->state;
    if (is_typing(choosing) && secret_event(&choosing->field, event)) {
        choosing->fault = (struct fault){0};
        return true;
    }
    if (event->kind != EVENT_KEY)
        return scroll_event(&choosing->scroll, event);
    if (event->key == KEYCODE_ENTER)
        enter(screen);
    else if (event->key == KEYCODE_ESCAPE)
        step_back(screen);
    else if (choosing->stage == STAGE_OFFER && event->key == 'y')
        make_key(screen);
    else if (choosing->stage == STAGE_OFFER && event->key == 'n')
        finish_without_key(screen);
    else
        scroll_event(&choosing->scroll, event);
    return true;
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct choosing *choosing = screen->state;
    list->typing = true;
    if (choosing->stage == STAGE_OFFER) {
        keys_add(list, "y", _("make one"), true);
        keys_add(list, "n", _("go on without"), true);
        return;
    }
    keys_add(list, "Enter", _("go on"), true);
    if (scroll_has_more(&choosing->scroll))
        keys_add(list, glyph(GLYPH_UP_DOWN), _("read on"), true);
    keys_add(list, "Esc",
             choosing->stage == STAGE_WRITE_DOWN ? _("without a recovery key") : _("back"), true);
}

static void title(struct screen *screen, struct view *row)
{
    (void)screen;
    (void)row;
}

const struct screen_type screen_passphrase = {
    .name = "passphrase",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .title = title,
};
