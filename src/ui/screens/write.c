/*
 * Writing: one entry in the editor, its draft on the disk half a second behind. A page to be burned
 * has no draft and is never given to the store; that is decided before its first key, and can be
 * changed at its end in one direction only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../edit.h"
#include "../line.h"
#include "../prose.h"
#include "journal_act.h"
#include "mend/base/date.h"
#include "mend/text/find.h"

enum { PROMPT_ROWS = 3, LOOK_AGAIN = 200 /* ms, while a draft is on its way to the disk */ };

struct write {
    struct ui *ui;
    struct editor *editor;
    struct draft_text *draft;
    struct writing writing;
    char *prompt; /* NULL: none */
    bool burn;
    bool asking;      /* what becomes of a page to be burned */
    bool left;        /* Esc was pressed, and all was kept */
    bool was_kept;    /* in this sitting */
    uint64_t kept;    /* the revision of the text that the entry has */
    struct line find; /* open while something is looked for */
    size_t find_from; /* where the cursor was when that began */
    int64_t redraw;   /* when the state in the title may be another; -1: not */
    char found[64];   /* "not found", "from the top again" */
};

/* ---- opening and closing ---- */

static enum err open_draft(struct write *write, struct fault *fault)
{
    struct draft_name name = {JOURNAL_DRAFTS, write->writing.draft, WRITING_TEXT};
    if (write->burn)
        return OK;
    write->draft = session_draft_open(write->ui->session, name, editor_buffer(write->editor));
    return write->draft ? OK : fault_set_memory(fault);
}

static void close_draft(struct write *write)
{
    if (write->draft)
        session_draft_close(write->ui->session, write->draft);
    write->draft = NULL;
}

static void free_write(struct write *write)
{
    line_close(&write->find);
    close_draft(write);
    editor_free(write->editor);
    free(write->prompt);
    free(write);
}

/* The editor on TEXT, and the draft that follows it. */
static enum err begin(struct write *write, const char *text, const char *prompt,
                      struct fault *fault)
{
    write->editor = editor_new(text, strlen(text));
    write->prompt = prompt ? strdup(prompt) : NULL;
    return write->editor && (!prompt || write->prompt) ? open_draft(write, fault)
                                                       : fault_set_memory(fault);
}

/* On what the draft says by now. What is damaged in it is told, and the rest gone on with. */
static enum err resume(struct write *write, const char *prompt, struct fault *fault)
{
    char *text = NULL;
    enum err err = session_journal_resume(write->ui->session, &write->writing, &text, fault);
    if (err == ERR_FORMAT)
        ui_notice(write->ui, fault->text);
    if (!err || err == ERR_FORMAT)
        err = begin(write, text, prompt, fault);
    if (text)
        explicit_bzero(text, strlen(text));
    free(text);
    return err;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    const struct write_start *start = argument;
    struct write *write = calloc(1, sizeof *write);
    if (!write)
        return fault_set_memory(fault);
    bool goes_on = start->writing.begun != 0;
    write->ui = screen->ui;
    write->writing = start->writing;
    write->burn = start->burn;
    if (!goes_on)
        writing_name(screen->ui->session, &write->writing);
    enum err err = goes_on ? resume(write, start->prompt, fault)
                           : begin(write, start->text ? start->text : "", start->prompt, fault);
    if (err) {
        free_write(write);
        return err;
    }
    /* A draft that is gone on with is not what the entry says. */
    write->kept = goes_on ? UINT64_MAX : buffer_revision(editor_buffer(write->editor));
    screen->state = write;
    return OK;
}

static void close(struct screen *screen)
{
    free_write(screen->state);
}

/* ---- keeping ---- */

static bool is_kept(const struct write *write)
{
    return write->kept == buffer_revision(editor_buffer(write->editor));
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\n\v\f")] == '\0';
}

/* What somebody else saved meanwhile is not lost, and that is said. */
static void tell_unseen(struct ui *ui, const struct journal_change *change)
{
    struct fault fault = {0};
    if (!change->unseen)
        return;
    fault_set(&fault, ERR_CONFLICT,
              _("This entry was also changed in another window meanwhile. Both texts are kept: h, "
                "in the entry, shows them side by side."));
    ui_tell(ui, &fault);
}

/* Deleted for good meanwhile: what was written on it is an entry of its own. */
static enum err keep_as_new(struct write *write, const char *text, struct journal_change *change,
                            struct fault *fault)
{
    struct fault told = {0};
    write->writing.id = 0;
    write->writing.seen = 0;
    *fault = (struct fault){0};
    enum err err = session_journal_save(write->ui->session, &write->writing, text, change, fault);
    if (err)
        return err;
    fault_set(&told, ERR_CONFLICT,
              _("This entry was deleted for good in another window meanwhile. What you wrote here "
                "is kept as an entry of its own."));
    ui_tell(write->ui, &told);
    return OK;
}

/* It is not lost, and not where one would look for it. */
static void tell_trash(struct write *write)
{
    struct fault fault = {0};
    struct journal_entry entry = {0};
    struct store *store = session_store(write->ui->session);
    if (store_journal_get(store, write->writing.id, &entry, &fault) == OK && entry.deleted_at) {
        fault_set(&fault, ERR_CONFLICT,
                  _("This entry lies in the trash. What you wrote is kept with it there: f, in the "
                    "journal, shows the trash, and r brings an entry back."));
        ui_tell(write->ui, &fault);
    }
    journal_entry_free(&entry);
}

/*
 * Makes the entry say what stands here. False when it could not be kept: then it stays as it is,
 * with its draft, and why is shown.
 */
static bool keep(struct write *write)
{
    struct fault fault = {0};
    struct journal_change change = {0};
    char *text = buffer_copy(editor_buffer(write->editor));
    enum err err = text ? OK : fault_set_memory(&fault);
    close_draft(write); /* what is pending of it is written, or stays pending */
    if (!err)
        err = session_journal_save(write->ui->session, &write->writing, text, &change, &fault);
    if (err == ERR_NOT_FOUND && write->writing.id)
        err = keep_as_new(write, text, &change, &fault);
    if (text)
        explicit_bzero(text, strlen(text));
    free(text);
    struct fault ignored = {0};
    if (open_draft(write, &ignored))
        ui_tell(write->ui, &ignored);
    if (err) {
        ui_tell(write->ui, &fault);
        return false;
    }
    write->kept = buffer_revision(editor_buffer(write->editor));
    write->was_kept = true;
    tell_unseen(write->ui, &change);
    tell_trash(write);
    return true;
}

static bool has_words(struct write *write)
{
    char *text = buffer_copy(editor_buffer(write->editor));
    bool words = !text || !is_blank(text);
    if (text)
        explicit_bzero(text, strlen(text));
    free(text);
    return words;
}

/* Back, with NOTICE; what lies on top of this screen (a message) stays there. */
static void leave(struct screen *screen, const char *notice)
{
    struct ui *ui = screen->ui;
    struct write *write = screen->state;
    if (ui->top != screen) { /* something has to be read first: closed when that is */
        write->left = true;
        return;
    }
    ui_back(ui);
    if (notice)
        ui_notice(ui, notice);
}

/* Nothing is left in it: a new one is none, an old one stays as it was kept. */
static void leave_blank(struct screen *screen)
{
    struct write *write = screen->state;
    struct fault fault = {0};
    bool was_there = write->writing.id != 0;
    close_draft(write);
    if (session_journal_drop(screen->ui->session, &write->writing, &fault))
        ui_tell(screen->ui, &fault);
    leave(screen, was_there ? _("Nothing was left in it, so the entry stays as it was kept.")
                            : _("Nothing was written."));
}

static void finish(struct screen *screen)
{
    struct write *write = screen->state;
    if (write->burn) {
        write->asking = has_words(write);
        if (!write->asking)
            leave(screen, _("Nothing was written."));
        return;
    }
    if (!is_kept(write) && !has_words(write)) {
        leave_blank(screen);
        return;
    }
    if (!is_kept(write) && !keep(write))
        return;
    leave(screen, write->was_kept ? _("Kept.") : NULL);
}

static void uncovered(struct screen *screen)
{
    struct write *write = screen->state;
    if (write->left)
        leave(screen, _("Kept."));
}

/* ---- finding ---- */

static void begin_find(struct write *write)
{
    struct fault fault = {0};
    write->found[0] = '\0';
    write->find_from = editor_cursor(write->editor);
    if (line_open(&write->find, "", &fault))
        ui_tell(write->ui, &fault);
}

/* The next one from where the cursor is, or the first from where looking began. */
static void look(struct write *write, bool forward, bool again)
{
    char *what = line_text(&write->find);
    struct find *find = what ? find_new(what, strlen(what)) : NULL;
    bool wrapped = false;
    write->found[0] = '\0';
    if (!again)
        editor_set_cursor(write->editor, write->find_from);
    if (find && *what && !editor_find(write->editor, find, forward, &wrapped))
        snprintf(write->found, sizeof write->found, "%s", _("not found"));
    else if (wrapped)
        snprintf(write->found, sizeof write->found, "%s", _("round the end"));
    find_free(find);
    free(what);
}

static void find_event(struct write *write, const struct event *event)
{
    bool key = event->kind == EVENT_KEY;
    if (key && event->key == KEYCODE_ESCAPE)
        line_close(&write->find);
    else if (key && (event->key == KEYCODE_ENTER || event->key == KEYCODE_DOWN ||
                     event->key == CONTROL('F')))
        look(write, true, true);
    else if (key && event->key == KEYCODE_UP)
        look(write, false, true);
    else if (line_event(write->ui, &write->find, event))
        look(write, true, false);
}

/* ---- drawing ---- */

/* A draft is on its way to the disk, or about to be. */
static bool is_pending(const struct session *session)
{
    return session_due(session) >= 0 || session_fd(session) >= 0;
}

static void put_state(const struct write *write, struct str *out)
{
    struct session *session = write->ui->session;
    if (write->burn)
        str_puts(out, _("kept nowhere"));
    else if (is_kept(write))
        str_puts(out, write->was_kept || write->writing.id ? _("kept") : _("nothing yet"));
    else if (*session_trouble(session) || is_pending(session))
        str_puts(out, _("not kept yet"));
    else
        str_puts(out, _("draft kept"));
}

static void title(struct screen *screen, struct view *row)
{
    struct write *write = screen->state;
    struct str right = {0};
    struct str left = {0};
    struct view nowhere = {NULL, 0, 0, 1, row->columns, 0};
    int64_t day = ui_now(screen->ui);
    size_t words = buffer_word_count(editor_buffer(write->editor));
    if (*write->writing.day)
        date_read(write->writing.day, &day);
    if (write->burn)
        str_puts(&left, _("A page to burn"));
    else
        date_put_long(&left, day);
    str_printf(&right, ngettext("%zu word", "%zu words", words), words);
    str_printf(&right, " %s ", glyph(GLYPH_DOT));
    put_state(write, &right);
    int at = row->columns - 1 - view_puts(&nowhere, 0, 0, STYLE_TEXT, str_text(&right));
    view_cut(row, 0, 1, STYLE_TITLE, str_text(&left), at - 2);
    view_puts(row, 0, at, STYLE_DIM, str_text(&right));
    str_free(&left);
    str_free(&right);
}

static void draw_find(struct write *write, struct view *view, int row)
{
    struct view line = *view;
    int width = (int)strlen(write->found);
    if (width && view->columns > 40) {
        view_puts(view, row, view->columns - width, STYLE_DIM, write->found);
        line.columns -= width + 2;
    }
    line_draw(&write->find, &line, row, _("Find:"));
}

static void draw(struct screen *screen, struct view *body)
{
    struct write *write = screen->state;
    struct view view = ui_prose_column(body);
    int row = 0;
    bool find = line_is_open(&write->find);
    bool pending = !is_kept(write) && is_pending(screen->ui->session);
    write->redraw = pending ? clock_monotonic(screen->ui->clock) + LOOK_AGAIN : -1;
    if (write->prompt && view.rows >= 12) {
        struct view top = view;
        top.rows = PROMPT_ROWS;
        row = 1 + prose_plain(&top, 0, 0, view.columns, STYLE_DIM, write->prompt);
        row = row > PROMPT_ROWS ? PROMPT_ROWS : row;
    }
    int rows = view.rows - row - (find ? 1 : 0);
    if (write->asking) {
        prose_plain(&view, row, 0, view.columns, STYLE_TITLE,
                    _("Burn this page? b burns it: nothing of it remains. k keeps it as an entry "
                      "after all. Esc goes on writing."));
        view_cursor(&view, row, 0);
        return;
    }
    edit_draw(write->editor, &view, row, 0, view.columns, rows, !find);
    if (find)
        draw_find(write, &view, view.rows - 1);
}

static int64_t due(const struct screen *screen)
{
    const struct write *write = screen->state;
    return write->redraw;
}

/* ---- keys ---- */

static void burn_event(struct screen *screen, const struct event *event)
{
    struct write *write = screen->state;
    if (event->kind != EVENT_KEY)
        return;
    write->asking = event->key != KEYCODE_ESCAPE;
    if (event->key == 'b') {
        leave(screen, _("Burned. Nothing of it was kept."));
    } else if (event->key == 'k' && journal_has_home(screen->ui)) {
        write->asking = false;
        write->burn = false;
        if (keep(write))
            leave(screen, _("Kept."));
    }
}

static void click(struct write *write, const struct screen *screen, const struct event *event)
{
    struct view column = ui_prose_column(&screen->body);
    editor_click(write->editor, event->row - column.row, event->column - column.column);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct write *write = screen->state;
    bool key = event->kind == EVENT_KEY;
    if (write->asking) {
        burn_event(screen, event);
    } else if (event->kind == EVENT_CLICK) {
        click(write, screen, event);
    } else if (event->kind == EVENT_WHEEL) {
        editor_scroll(write->editor, event->key == KEYCODE_UP ? -3 : 3);
    } else if (line_is_open(&write->find)) {
        find_event(write, event);
    } else if (key && event->key == KEYCODE_ESCAPE) {
        finish(screen);
    } else if (key && event->key == CONTROL('S') && write->burn) {
        ui_notice(screen->ui, _("Not on this page. At its end, k keeps it after all."));
    } else if (key && event->key == CONTROL('S')) {
        if (!has_words(write))
            ui_notice(screen->ui, _("There is nothing to keep yet."));
        else if (is_kept(write) || keep(write))
            ui_notice(screen->ui, _("Kept."));
    } else if (key && event->key == CONTROL('F')) {
        begin_find(write);
    } else if (key && (event->key == KEYCODE_TAB || event->key == KEYCODE_BACK_TAB)) {
        ui_notice(screen->ui, _("Esc ends the writing."));
    } else {
        edit_event(screen->ui, write->editor, event);
    }
    return true;
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct write *write = screen->state;
    list->typing = true;
    if (write->asking) {
        keys_add(list, "b", _("burn"), true);
        keys_add(list, "k", _("keep after all"), true);
        keys_add(list, "Esc", _("go on writing"), true);
    } else if (line_is_open(&write->find)) {
        keys_add(list, "Enter", _("next"), true);
        keys_add(list, "Up", _("the one before"), true);
        keys_add(list, "Esc", _("stay here"), true);
    } else {
        keys_add(list, "Esc", write->burn ? _("done") : _("keep and leave"), true);
        keys_add(list, "^S", _("keep"), !write->burn);
        keys_add(list, "^_", _("undo"), true);
        keys_add(list, "^F", _("find"), true);
        edit_keys(list);
    }
}

const struct screen_type screen_write = {
    .name = "writing",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .title = title,
    .due = due,
    .uncovered = uncovered,
};
