/* Today: where I stopped, what is next, how long it takes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "journal_act.h"
#include "mend/base/date.h"
#include "today_due.h"

struct today {
    const struct contents_entry *entry; /* NULL when nothing can be opened */
    struct lesson_state state;
    char page_title[160];
    struct next_step step;
    bool first;         /* nothing was ever kept */
    bool letter;        /* one written to oneself may be opened */
    size_t begun;       /* pages of the journal that are not finished */
    bool unsaved;       /* the last session could not save its last words */
    struct fault fault; /* why what was kept cannot be read */
    struct today_due due;
    int selected; /* a promise; -1: the lesson */
    struct scroll scroll;
    bool follow; /* what is selected is to be shown */
};

static enum err look_at_lesson(struct screen *screen, struct today *today)
{
    struct session *session = screen->ui->session;
    struct lesson lesson = {0};
    if (content_outline(session_content(session), today->entry, &lesson, NULL) != OK)
        return OK; /* opening it says why */
    enum err err =
        session_lesson_state(session, today->entry, &lesson, &today->state, &today->fault);
    for (size_t i = 0; !err && i < lesson.page_count; i++)
        if (strcmp(lesson.pages[i].number, today->state.place.page) == 0)
            snprintf(today->page_title, sizeof today->page_title, "%s", lesson.pages[i].title);
    today->step = session_next_step(&lesson, &today->state);
    lesson_free(&lesson);
    if (!err)
        err = session_letter_waits(session, &today->letter, &today->fault);
    return err;
}

static void reload(struct screen *screen)
{
    struct today *today = screen->state;
    struct today fresh = {.unsaved = today->unsaved,
                          .selected = today->selected,
                          .scroll = today->scroll,
                          .follow = today->selected >= 0};
    today_due_free(&today->due);
    *today = fresh;
    today->first = !store_exists(session_store(screen->ui->session));
    enum err err = session_next_lesson(screen->ui->session, &today->entry, &today->fault);
    if (!err && today->entry)
        err = look_at_lesson(screen, today);
    if (!err)
        err = store_draft_count(session_store(screen->ui->session), JOURNAL_DRAFTS, &today->begun,
                                &today->fault);
    if (!err)
        err = today_due_load(&today->due, screen->ui, &today->fault);
    if (today->selected >= today->due.count)
        today->selected = today->due.count - 1;
    if (err)
        today->entry = NULL; /* better no place than a wrong one */
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct today *today = calloc(1, sizeof *today);
    if (!today)
        return fault_set_memory(fault);
    today->selected = -1;
    today->unsaved = session_was_unsaved(screen->ui->session);
    screen->state = today;
    reload(screen);
    return OK;
}

static void close(struct screen *screen)
{
    struct today *today = screen->state;
    today_due_free(&today->due);
    free(today);
}

static int line(struct view *view, int row, enum style style, const char *text)
{
    return prose_plain(view, row, 2, view->columns - 2, style, text);
}

/* The headline of what is next, with the minutes at the right or, where there is no room, below. */
static int draw_headline(const struct today *today, struct view *view, int row)
{
    struct str text = {0};
    if (today->entry->closing)
        str_puts(&text, today->entry->title);
    else if (today->page_title[0])
        str_printf(&text, _("Lesson %s, page %s"), today->entry->id, today->state.place.page);
    else
        str_printf(&text, _("Lesson %s: %s"), today->entry->id, today->entry->title);
    int used = view_puts(view, row, 2, STYLE_TITLE, str_text(&text));
    str_truncate(&text, 0);
    if (!today->state.begun)
        str_printf(&text, _("about %d minutes"), today->entry->minutes);
    else if (today->state.minutes_left)
        str_printf(
            &text,
            ngettext("%d minute left", "%d minutes left", (unsigned long)today->state.minutes_left),
            today->state.minutes_left);
    int width = (int)text.length;
    int rows = used + width + 6 > view->columns ? 2 : 1;
    view_puts(view, row + rows - 1, rows == 1 ? view->columns - width : 2, STYLE_DIM,
              str_text(&text));
    str_free(&text);
    return rows;
}

static const char *const step_names[] = {
    [STEP_NONE] = "",
    [STEP_PROMISE] = N_("and a promise"),
    [STEP_EXPERIMENT] = N_("and a small try"),
    [STEP_LETTER] = N_("and a letter"),
    [STEP_PLAN] = N_("and a plan"),
    [STEP_PRACTICE] = N_("and a practice to settle"),
};

/* "Two pages and a promise are left." */
static void put_step(const struct today *today, struct str *out)
{
    size_t pages = today->step.pages;
    if (!today->state.begun || pages == 0)
        return;
    str_printf(out, ngettext(" Ahead: %zu page", " Ahead: %zu pages", pages), pages);
    if (today->step.what != STEP_NONE)
        str_printf(out, " %s", _(step_names[today->step.what]));
    str_putc(out, '.');
}

static int draw_next(const struct today *today, struct view *view, int row)
{
    int start = row;
    if (today->selected < 0) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    row += draw_headline(today, view, row);
    struct str text = {0};
    if (today->page_title[0])
        str_printf(&text, _("You stopped at \"%s\"."), today->page_title);
    else if (today->state.finished)
        str_puts(&text, _("You have been through it. 2 shows the others."));
    else if (!today->state.begun)
        str_puts(&text,
                 today->first
                     ? _("A place to begin. You can stop at any moment and skip anything.")
                     : _("Next, if you like. You can stop at any moment and skip anything."));
    else
        str_puts(&text, _("You stopped at its end."));
    put_step(today, &text);
    row += line(view, row, STYLE_TEXT, str_text(&text));
    str_free(&text);
    if (today->state.drafts)
        row += line(view, row, STYLE_TEXT, _("What you began there is waiting, unfinished."));
    return row - start;
}

static int paragraph(struct view *view, int row, enum style style, const char *text)
{
    return line(view, row, style, text) + 1;
}

/* Who was here, and who tried to be; only a sealed file can tell. */
static int draw_attempts(struct session *session, struct view *view, int row)
{
    const struct vault_attempts *attempts = session_attempts(session);
    struct str text = {0};
    int rows = 0;
    if (attempts->opened_at) {
        str_puts(&text, _("Last opened "));
        date_put_moment(&text, attempts->opened_at);
        str_putc(&text, '.');
    }
    if (attempts->failed) {
        str_puts(&text, attempts->opened_at ? _(" Since then: ") : "");
        str_printf(&text,
                   ngettext("%zu wrong passphrase, ", "%zu wrong passphrases, ", attempts->failed),
                   attempts->failed);
        str_puts(&text, attempts->failed > 1 ? _("the last one ") : "");
        date_put_moment(&text, attempts->last_failed_at);
        str_putc(&text, '.');
    }
    struct vault *vault = session_vault(session);
    bool recovered = vault && vault_opened_by_recovery(vault);
    if (recovered)
        str_puts(&text, _(" Opened with the recovery key this time: `mend passphrase recover`, at "
                          "the shell, sets a new passphrase."));
    if (text.length)
        rows = paragraph(view, row, attempts->failed || recovered ? STYLE_NOTICE : STYLE_DIM,
                         str_text(&text));
    str_free(&text);
    return rows;
}

static int draw_all(void *context, struct view *view)
{
    const struct screen *screen = context;
    struct today *today = screen->state;
    struct str date = {0};
    date_put_long(&date, ui_now(screen->ui));
    int row = 1;
    row += paragraph(view, row, STYLE_TITLE, str_text(&date));
    str_free(&date);
    if (today->unsaved)
        row += paragraph(view, row, STYLE_NOTICE,
                         _("The very last words you typed before you left could not be saved: "
                           "another program held the file, or the disk was full. What was saved "
                           "before them is here."));
    row += draw_attempts(screen->ui->session, view, row);
    if (today->entry)
        row += draw_next(today, view, row) + 1;
    else if (today->fault.code)
        row += paragraph(view, row, STYLE_NOTICE, today->fault.text);
    else
        row += paragraph(view, row, STYLE_TEXT,
                         _("There is no lesson here that can be opened. 2 shows the list."));
    row += today_due_draw(&today->due, view, row, today->selected);
    if (today->letter)
        row += paragraph(view, row, STYLE_TEXT,
                         _("A day you chose has come. It is on page 2 of Looking back."));
    if (today->begun)
        row += paragraph(view, row, STYLE_TEXT,
                         ngettext("In the journal, something you began waits. 3 opens it.",
                                  "In the journal, things you began wait. 3 opens it.",
                                  (unsigned long)today->begun));
    if (store_read_only(session_store(screen->ui->session)))
        row += paragraph(view, row, STYLE_NOTICE,
                         _("Your file can be read but not written, so nothing new will be kept. "
                           "Check the permissions of mend.db, or start with --home DIR."));
    if (today->entry && !store_exists(session_store(screen->ui->session)))
        row += line(view, row, STYLE_DIM,
                    _("mend is self-help, not therapy. It aims at your own clarity and "
                      "steadiness, whatever becomes of the relationship. Ctrl-X leaves at once, "
                      "from anywhere."));
    return row;
}

/* Brings the selected promise into a window of ROWS; above the first stands the rest of the day. */
static void follow(struct today *today, int rows)
{
    int *top = &today->scroll.top;
    if (today->selected < 0) {
        *top = 0;
        return;
    }
    const struct due_promise *promise = &today->due.promises[today->selected];
    if (promise->end > *top + rows)
        *top = promise->end - rows;
    if (promise->row < *top)
        *top = promise->row;
}

static int lay_out(void *context, struct view *view)
{
    struct screen *screen = context;
    struct today *today = screen->state;
    int rows = draw_all(context, view);
    if (today->follow && !view->canvas)
        follow(today, view->rows);
    return rows;
}

static void draw(struct screen *screen, struct view *body)
{
    struct today *today = screen->state;
    struct view view = ui_prose_column(body);
    today->follow |=
        today->selected >= 0 && today->scroll.shown && today->scroll.shown != view.rows;
    scroll_draw(&today->scroll, &view, lay_out, screen);
    today->follow = false;
}

/* The promise that is selected is marked here, for today. */
static bool on_promise(struct screen *screen, int32_t key)
{
    struct today *today = screen->state;
    enum mark_kind kind = promise_mark_key(key);
    if (key == 'u' && promise_act_undo(screen->ui)) {
        reload(screen);
        return true;
    }
    if (today->selected < 0)
        return false;
    int64_t id = today->due.promises[today->selected].id;
    if (key == KEYCODE_ENTER || key == ' ') {
        ui_push(screen->ui, &screen_promise, &id);
        return true;
    }
    if (kind == MARK_KINDS)
        return false;
    promise_act_mark(screen->ui, id, today->due.today, kind);
    reload(screen);
    return true;
}

static void write_about(struct screen *screen)
{
    const struct today *today = screen->state;
    struct write_start start = {0};
    if (!today->due.prompt || !journal_has_home(screen->ui))
        return;
    start.prompt = today->due.prompt->cells[PROMPT_TEXT];
    snprintf(start.writing.origin.prompt, sizeof start.writing.origin.prompt, "%s",
             today->due.prompt->cells[PROMPT_NAME]);
    ui_push(screen->ui, &screen_write, &start);
}

/* From the lesson down to the promises, and back. */
static bool select_row(struct screen *screen, const struct event *event)
{
    struct today *today = screen->state;
    bool down = event->key == KEYCODE_DOWN || event->key == 'j';
    bool up = event->key == KEYCODE_UP;
    if (event->kind != EVENT_KEY || (!down && !up))
        return false;
    int to = today->selected + (down ? 1 : -1);
    if (to < -1 || to >= today->due.count)
        return false;
    today->selected = to;
    today->follow = true;
    return true;
}

/* A click on a promise selects it. */
static bool click_promise(struct screen *screen, const struct event *event)
{
    struct today *today = screen->state;
    int row = event->row - screen->body.row + today->scroll.top;
    for (int i = 0; event->kind == EVENT_CLICK && i < today->due.count; i++) {
        if (row < today->due.promises[i].row || row >= today->due.promises[i].end)
            continue;
        today->selected = i;
        return true;
    }
    return false;
}

static bool event(struct screen *screen, const struct event *event)
{
    struct today *today = screen->state;
    if (select_row(screen, event) || click_promise(screen, event))
        return true;
    if (event->kind == EVENT_KEY && on_promise(screen, event->key))
        return true;
    if (event->kind == EVENT_KEY && event->key == 'w' && today->due.prompt) {
        write_about(screen);
        return true;
    }
    bool go = event->kind == EVENT_KEY && (event->key == KEYCODE_ENTER || event->key == ' ');
    bool click = event->kind == EVENT_CLICK && event->row >= screen->body.row &&
                 event->row < screen->body.row + screen->body.rows;
    if ((go || click) && today->entry)
        ui_push(screen->ui, &screen_player, &(struct lesson_place){today->entry, NULL});
    bool me = event->kind == EVENT_KEY && event->key == 'm';
    if (me)
        ui_push(screen->ui, &screen_me, NULL);
    return go || click || me || scroll_event(&today->scroll, event);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct today *today = screen->state;
    if (today->selected >= 0) {
        keys_add(list, "Enter", _("open"), true);
        keys_add(list, "k", _("kept"), true);
        keys_add(list, "p", _("partly"), true);
        keys_add(list, "x", _("not this time"), true);
        keys_add(list, "r", _("release today"), false);
        keys_add(list, "c", _("clear today's mark"), false);
        keys_add(list, "u", _("take back the last change"), false);
    } else if (today->entry) {
        keys_add(list, "Enter", today->state.begun ? _("go on") : _("open"), true);
    }
    if (today->due.count)
        keys_add(list, glyph(GLYPH_UP_DOWN), _("to the promises"), today->selected < 0);
    if (today->due.prompt)
        keys_add(list, "w", _("write about it"), today->selected < 0);
    if (scroll_has_more(&today->scroll))
        keys_add(list, glyph(GLYPH_UP_DOWN), _("more"), true);
    keys_add(list, "2", _("lessons"), true);
    keys_add(list, "7", _("help now"), true);
    keys_add(list, "m", _("me and my data"), true);
    keys_add(list, "q", _("quit"), true);
}

const struct screen_type screen_today = {
    .name = "Today",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = reload,
};
