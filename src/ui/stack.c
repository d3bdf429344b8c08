/* Opening, closing and switching screens, and the keys every screen has. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "leave.h"
#include "screens/check_in_screens.h"
#include "screens/journal_screens.h"
#include "screens/promise_screens.h"
#include "screens/screens.h"

static const struct screen_type *const tab_screens[TABS] = {
    [TAB_TODAY] = &screen_today,         [TAB_LESSONS] = &screen_lessons,
    [TAB_JOURNAL] = &screen_journal,     [TAB_PROMISES] = &screen_promises,
    [TAB_CHECK_INS] = &screen_check_ins, [TAB_CALM] = &screen_calm,
    [TAB_HELP] = &screen_help,
};

int64_t ui_now(const struct ui *ui)
{
    return clock_wall(ui->clock);
}

static enum err push(struct ui *ui, const struct screen_type *type, const void *argument,
                     struct fault *fault)
{
    struct screen *screen = calloc(1, sizeof *screen);
    if (!screen)
        return fault_set_memory(fault);
    screen->type = type;
    screen->ui = ui;
    /* On the stack before it is opened: what it has to tell lies on top of it. */
    screen->below = ui->top;
    ui->top = screen;
    enum err err = type->open ? type->open(screen, argument, fault) : OK;
    if (err) {
        ui->top = screen->below;
        free(screen);
        return err;
    }
    ui->dirty = true;
    return OK;
}

void ui_push(struct ui *ui, const struct screen_type *type, const void *argument)
{
    struct fault fault = {0};
    if (push(ui, type, argument, &fault))
        ui_tell(ui, &fault);
}

void ui_close_top(struct ui *ui)
{
    struct screen *screen = ui->top;
    ui->top = screen->below;
    if (screen->type->close)
        screen->type->close(screen);
    free(screen);
}

bool ui_is_closed(const struct ui *ui)
{
    return ui->apart || session_is_locked(ui->session);
}

/* The screen that only a passphrase leads on from. */
static bool is_gate(const struct ui *ui)
{
    return !ui->top->below || (ui->apart && ui->top->type == &screen_two_person);
}

void ui_go(struct ui *ui, enum tab tab)
{
    if (ui_is_closed(ui)) { /* there is nowhere to go yet */
        while (!is_gate(ui))
            ui_close_top(ui);
        return;
    }
    while (ui->top)
        ui_close_top(ui);
    ui->tab = tab;
    ui_push(ui, tab_screens[tab], NULL);
    ui->dirty = true;
}

void ui_back(struct ui *ui)
{
    if (!ui->top->below) {
        if (ui->tab != TAB_TODAY)
            ui_go(ui, TAB_TODAY);
        return;
    }
    ui_close_top(ui);
    if (ui->top->type->uncovered)
        ui->top->type->uncovered(ui->top);
    ui->dirty = true;
}

void ui_unlocked(struct ui *ui)
{
    input_wipe(ui->input); /* the passphrase came through it */
    ui_begin(ui);
}

void ui_open_sheet(struct ui *ui, const char *id)
{
    const struct contents_entry *entry = content_sheet(session_content(ui->session), id);
    if (entry)
        ui_push(ui, &screen_player, &(struct lesson_place){entry, NULL});
    else
        ui_notice(ui, _("These pages cannot be found."));
}

void ui_begin(struct ui *ui)
{
    struct session *session = ui->session;
    const struct contents_entry *entry = content_sheet(session_content(session), FIRST_RUN_SHEET);
    char *page = NULL;
    ui_go(ui, TAB_TODAY);
    bool first = !store_exists(session_store(session));
    /* What cannot be read is no reason to begin anew: Today says what is wrong. */
    bool broken_off = !first && !session_first_run(session, &page, NULL) && page && *page;
    if (entry && (first || broken_off))
        ui_push(ui, &screen_player, &(struct lesson_place){entry, page});
    free(page);
}

void ui_notice(struct ui *ui, const char *text)
{
    snprintf(ui->notice, sizeof ui->notice, "%s", text);
    ui->dirty = true;
}

void ui_tell(struct ui *ui, const struct fault *fault)
{
    struct fault ignored = {0};
    if (push(ui, &screen_message, fault->text, &ignored))
        ui_notice(ui, fault->text);
}

void ui_set_undo(struct ui *ui, struct undo_step step)
{
    if (ui->undo.note)
        explicit_bzero(ui->undo.note, strlen(ui->undo.note));
    free(ui->undo.note);
    ui->undo = step;
}

bool ui_did(struct ui *ui, enum err err, const struct fault *fault, struct undo_step undo,
            const char *notice)
{
    if (err) {
        free(undo.note);
        ui_tell(ui, fault);
        return false;
    }
    ui_set_undo(ui, undo);
    ui_notice(ui, notice);
    return true;
}

static bool is_back(int32_t key)
{
    return key == KEYCODE_ESCAPE || key == 'q' || key == KEYCODE_BACKSPACE;
}

/* With something typed that cannot be saved, the first "q" says so and the second quits. */
static void quit(struct ui *ui)
{
    struct fault fault = {0};
    bool insists = ui->warned && ui->top->type == &screen_message;
    ui->ended = insists || session_flush(ui->session, &fault) == OK;
    if (ui->ended)
        return;
    ui->warned = true;
    struct str text = {0};
    str_printf(&text,
               _("%s\n\nWhat you typed last is not saved. If you quit now, it is lost: q "
                 "quits all the same, Enter goes back."),
               fault.text);
    ui_push(ui, &screen_message, str_text(&text));
    str_free(&text);
}

static void common_key(struct ui *ui, int32_t key)
{
    bool warned = ui->warned && ui->top->type == &screen_message;
    bool at_home = (!ui->top->below && ui->tab == TAB_TODAY) || warned;
    bool locked = ui_is_closed(ui);
    if (key == '7' && ui->top->below) /* on top, as with F1: one's place stays */
        ui_push(ui, &screen_help, NULL);
    else if (key == '6' && ui->top->below && !locked)
        ui_push(ui, &screen_calm, NULL);
    else if (key >= '1' && key < '1' + TABS)
        ui_go(ui, (enum tab)(key - '1'));
    else if (key == KEYCODE_TAB)
        ui_go(ui, (enum tab)((ui->tab + 1) % TABS));
    else if (key == KEYCODE_BACK_TAB)
        ui_go(ui, (enum tab)((ui->tab + TABS - 1) % TABS));
    else if (key == '?')
        ui_push(ui, &screen_keys, NULL);
    else if (key == '/' && !locked)
        ui_push(ui, &screen_search, NULL);
    else if (key == 'u')
        ui_notice(ui, _("There is nothing to undo here."));
    else if (key == 'q' && at_home)
        quit(ui);
    else if (is_back(key))
        ui_back(ui);
    else if (event_is_text(&(struct event){.kind = EVENT_KEY, .key = key}))
        ui_notice(ui, _("Not a key here. ? lists them."));
}

/* The four keys that come before everything else. */
static bool first_key(struct ui *ui, int32_t key)
{
    switch (key) {
    case CONTROL('X'):
        if (ui->top->type->tries_leaving && ui->top->type->tries_leaving(ui->top))
            leave_try(ui);
        else
            leave_now(ui);
        return true;
    case CONTROL('L'):
        if (session_has_passphrase(ui->session)) /* locked already: what was typed goes */
            leave_lock(ui, false);
        else
            leave_redraw(ui);
        return true;
    case CONTROL('Z'):
        leave_suspend(ui);
        return true;
    case KEYCODE_F1:
        if (ui->top->type != &screen_help)
            ui_push(ui, &screen_help, NULL); /* on top: one's place stays */
        return true;
    default:
        return false;
    }
}

void ui_dispatch(struct ui *ui, const struct event *original)
{
    struct event event = *original;
    bool key = event.kind == EVENT_KEY;
    if (ui->away) {
        leave_or_return(ui, key && event.key == KEYCODE_ENTER);
        return;
    }
    ui->dirty = true;
    ui->touched = clock_monotonic(ui->clock);
    if (key && event.key == KEYCODE_UNKNOWN)
        return; /* such as a mouse button let go: what its press was answered still stands */
    ui->notice[0] = '\0';
    if (key && first_key(ui, event.key))
        return;
    if (key && event.key == CONTROL('C'))
        event.key = KEYCODE_ESCAPE;
    if (key && event.key == CONTROL('\\'))
        return;
    if (event.kind == EVENT_CLICK && event.row == 0 && !ui->top->type->title) {
        int tab = ui_tab_at(ui, ui->canvas.columns, event.column);
        if (tab >= 0)
            ui_go(ui, (enum tab)tab);
        return;
    }
    if (ui->top->type->event && ui->top->type->event(ui->top, &event))
        return;
    if (key)
        common_key(ui, event.key);
}

bool ui_work(struct ui *ui)
{
    struct screen *top = ui->top;
    bool worked = !ui->ended && !ui->away && top && top->type->work && top->type->work(top);
    ui->dirty |= worked;
    return worked;
}
