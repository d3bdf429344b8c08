/*
 * Reading an entry. A sealed one asks first. Below its day stands what is to be known of it, then
 * its text, in an editor that nothing is typed into: it scrolls ten megabytes as well as ten words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../edit.h"
#include "../line.h"
#include "../prose.h"
#include "journal_act.h"
#include "mend/base/date.h"
#include "mend/text/tags.h"

enum asked { ASKED_NOTHING, ASKED_DAY, ASKED_TAGS };

struct reader {
    struct journal_entry entry;
    struct fault fault; /* why it cannot be read */
    struct editor *editor;
    int rows;    /* of the text, at the last drawing */
    bool opened; /* a sealed one: the person has said so */
    struct line line;
    enum asked asked;
    struct writing begun; /* the newest draft of it, */
    char *begun_text;     /* and what it says; NULL: there is none */
    struct compare_texts compare;
    bool comparing;
    int64_t id;
};

/* ---- loading ---- */

static void forget(struct reader *reader)
{
    journal_entry_free(&reader->entry);
    editor_free(reader->editor);
    reader->editor = NULL;
    free(reader->begun_text);
    reader->begun_text = NULL;
}

/* The newest draft of this entry is offered beside what was kept. */
static void find_draft(struct screen *screen, struct reader *reader)
{
    struct drafts drafts = {0};
    if (session_journal_drafts(screen->ui->session, &drafts, NULL))
        return;
    for (size_t i = 0; i < drafts.count && !reader->begun_text; i++) {
        struct writing writing;
        const char *text = pairs_get(&drafts.items[i].values, WRITING_TEXT);
        if (!text || !writing_read(drafts.items[i].exercise, &writing) || writing.id != reader->id)
            continue;
        reader->begun = writing;
        reader->begun.begun = drafts.items[i].id;
        reader->begun_text = strdup(text);
    }
    drafts_free(&drafts);
}

/* Anew, at the place one was reading. */
static void load(struct screen *screen)
{
    struct reader *reader = screen->state;
    size_t at = reader->editor ? editor_cursor(reader->editor) : 0;
    forget(reader);
    reader->fault = (struct fault){0};
    struct store *store = session_store(screen->ui->session);
    if (store_journal_get(store, reader->id, &reader->entry, &reader->fault))
        return;
    reader->editor = editor_new(reader->entry.text, strlen(reader->entry.text));
    if (!reader->editor) {
        fault_set_memory(&reader->fault);
        return;
    }
    editor_set_cursor(reader->editor, at);
    find_draft(screen, reader);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return fault_set_memory(fault);
    reader->id = *(const int64_t *)argument;
    screen->state = reader;
    load(screen);
    return OK;
}

static void close(struct screen *screen)
{
    struct reader *reader = screen->state;
    line_close(&reader->line);
    forget(reader);
    free(reader);
}

static bool is_closed(const struct reader *reader)
{
    return reader->entry.sealed && !reader->opened;
}

/* ---- writing on ---- */

static void edit(struct screen *screen)
{
    struct reader *reader = screen->state;
    struct write_start start = {.writing = {.id = reader->id, .seen = reader->entry.version},
                                .text = reader->entry.text};
    memcpy(start.writing.day, reader->entry.day, sizeof start.writing.day);
    ui_push(screen->ui, &screen_write, &start);
}

/* With a draft there are two texts to begin with: both are shown. */
static void offer_draft(struct screen *screen)
{
    struct reader *reader = screen->state;
    reader->compare = (struct compare_texts){
        .left_label = _("Begun, not finished"),
        .right_label = _("As it was kept"),
        .left = reader->begun_text,
        .right = reader->entry.text,
        .take = _("go on with what was begun"),
    };
    reader->comparing = true;
    ui_push(screen->ui, &screen_compare, &reader->compare);
}

static void go_on_with_draft(struct screen *screen)
{
    struct reader *reader = screen->state;
    struct write_start start = {.writing = reader->begun};
    ui_push(screen->ui, &screen_write, &start);
}

static void uncovered(struct screen *screen)
{
    struct reader *reader = screen->state;
    bool taken = reader->comparing && reader->compare.taken;
    reader->comparing = false;
    if (taken)
        go_on_with_draft(screen);
    else
        load(screen);
}

/* ---- drawing ---- */

static void put_facts(const struct reader *reader, struct str *out)
{
    const struct journal_entry *entry = &reader->entry;
    size_t words = (size_t)entry->words;
    str_puts(out, _("written "));
    date_put_moment(out, entry->made_at);
    str_printf(out, " %s ", glyph(GLYPH_DOT));
    str_printf(out, ngettext("%zu word", "%zu words", words), words);
    if (entry->version > 1)
        str_printf(out, _(" %s %lld versions"), glyph(GLYPH_DOT), (long long)entry->version);
    if (entry->pinned)
        str_printf(out, _(" %s pinned"), glyph(GLYPH_DOT));
    if (entry->sealed)
        str_printf(out, _(" %s sealed"), glyph(GLYPH_DOT));
    if (entry->deleted_at)
        str_printf(out, _(" %s in the trash"), glyph(GLYPH_DOT));
    if (*entry->origin.page)
        str_printf(out, _(" %s from page %s"), glyph(GLYPH_DOT), entry->origin.page);
}

static int draw_head(const struct reader *reader, struct view *view)
{
    struct str facts = {0};
    int row = 0;
    put_facts(reader, &facts);
    row += prose_plain(view, row, 0, view->columns, STYLE_DIM, str_text(&facts));
    str_free(&facts);
    if (reader->begun_text)
        row += prose_plain(view, row, 0, view->columns, STYLE_NOTICE,
                           _("Something was begun on it and is not kept yet. e shows both."));
    return row + 1;
}

static void draw_sealed(struct view *view)
{
    int row = 1 + prose_paragraph(view, 1, STYLE_TITLE, _("This entry is sealed."));
    prose_paragraph(
        view, row, STYLE_TEXT,
        _("You closed it, perhaps for a reason. y opens it now; Esc leaves it closed."));
    view_cursor(view, 1, 0);
}

static void draw(struct screen *screen, struct view *body)
{
    struct reader *reader = screen->state;
    struct view view = ui_prose_column(body);
    if (reader->fault.code) {
        prose_paragraph(&view, 1, STYLE_NOTICE, reader->fault.text);
        return;
    }
    if (is_closed(reader)) {
        draw_sealed(&view);
        return;
    }
    bool line = line_is_open(&reader->line);
    int row = draw_head(reader, &view);
    if (row > view.rows / 2)
        row = view.rows / 2;
    reader->rows = view.rows - row - (line ? 1 : 0);
    edit_draw(reader->editor, &view, row, 0, view.columns, reader->rows, false);
    if (line)
        line_draw(&reader->line, &view, view.rows - 1,
                  reader->asked == ASKED_DAY ? _("Day:") : _("Tags:"));
    else
        view_cursor(&view, row, 0);
}

static void title(struct screen *screen, struct view *row)
{
    const struct reader *reader = screen->state;
    struct str text = {0};
    int64_t day;
    if (date_read(reader->entry.day, &day)) {
        date_put_long(&text, day);
        struct date date = date_of(day);
        if (date.year != date_of(ui_now(screen->ui)).year)
            str_printf(&text, " %d", date.year);
    }
    view_cut(row, 0, 1, STYLE_TITLE, str_text(&text), row->columns - 2);
    str_free(&text);
}

/* ---- keys ---- */

static void ask(struct screen *screen, enum asked asked, const char *text)
{
    struct reader *reader = screen->state;
    struct fault fault = {0};
    reader->asked = asked;
    if (line_open(&reader->line, text, &fault))
        ui_tell(screen->ui, &fault);
}

static void ask_tags(struct screen *screen)
{
    const struct reader *reader = screen->state;
    const char *text = reader->entry.text;
    struct str tags = {0};
    size_t at = 0;
    size_t start;
    size_t size;
    while (tag_next(text, strlen(text), &at, &start, &size)) {
        str_puts(&tags, tags.length ? " #" : "#");
        str_append(&tags, text + start, size);
    }
    str_puts(&tags, tags.length ? " " : "");
    ask(screen, ASKED_TAGS, str_text(&tags));
    str_free(&tags);
}

static void answer(struct screen *screen)
{
    struct reader *reader = screen->state;
    char *text = line_text(&reader->line);
    bool done = text && (reader->asked == ASKED_DAY
                             ? journal_act_day(screen->ui, reader->id, reader->entry.day, text)
                             : journal_act_tags(screen->ui, reader->id, text));
    free(text);
    if (!done)
        return;
    line_close(&reader->line);
    load(screen);
}

static void line_event_of(struct screen *screen, const struct event *event)
{
    struct reader *reader = screen->state;
    if (event->kind == EVENT_KEY && event->key == KEYCODE_ENTER)
        answer(screen);
    else if (event->kind == EVENT_KEY && event->key == KEYCODE_ESCAPE)
        line_close(&reader->line);
    else
        line_event(screen->ui, &reader->line, event);
}

/* The page of the lesson that it came from. */
static void open_origin(struct screen *screen)
{
    const struct reader *reader = screen->state;
    const struct journal_origin *origin = &reader->entry.origin;
    const struct contents_entry *entry =
        content_entry(session_content(screen->ui->session), origin->lesson);
    if (entry && *origin->page)
        ui_push(screen->ui, &screen_player, &(struct lesson_place){entry, origin->page});
    else
        ui_notice(screen->ui, _("It came from no page of a lesson."));
}

static void trash(struct screen *screen)
{
    struct reader *reader = screen->state;
    struct ui *ui = screen->ui;
    if (reader->entry.deleted_at) {
        ui_notice(ui, _("It is in the trash already. u brings it back."));
        return;
    }
    if (!journal_act_trash(ui, reader->id))
        return;
    char notice[sizeof ui->notice];
    snprintf(notice, sizeof notice, "%s", ui->notice);
    ui_back(ui);
    ui_notice(ui, notice);
}

/* What is done to the entry; true when KEY was one of these. */
static bool act(struct screen *screen, int32_t key)
{
    struct reader *reader = screen->state;
    struct ui *ui = screen->ui;
    const struct journal_entry *entry = &reader->entry;
    switch (key) {
    case 'e':
    case KEYCODE_ENTER:
        if (reader->begun_text)
            offer_draft(screen);
        else
            edit(screen);
        return true;
    case 'h':
        ui_push(ui, &screen_history, &reader->id);
        return true;
    case 'm':
        ask(screen, ASKED_DAY, entry->day);
        return true;
    case 't':
        ask_tags(screen);
        return true;
    case '*':
        journal_act_pin(ui, reader->id, !entry->pinned);
        break;
    case 's':
        journal_act_seal(ui, reader->id, !entry->sealed);
        reader->opened = true;
        break;
    case 'd':
    case KEYCODE_DELETE:
        trash(screen);
        return true;
    case 'l':
        open_origin(screen);
        return true;
    case 'u':
        if (!journal_act_undo(ui))
            return false;
        break;
    default:
        return false;
    }
    load(screen);
    return true;
}

static bool scroll(struct reader *reader, const struct event *event)
{
    int page = reader->rows > 2 ? reader->rows - 2 : 1;
    bool wheel = event->kind == EVENT_WHEEL;
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        editor_scroll(reader->editor, wheel ? 3 : 1);
        return true;
    case KEYCODE_UP:
    case 'k':
        editor_scroll(reader->editor, wheel ? -3 : -1);
        return true;
    case KEYCODE_PAGE_DOWN:
    case ' ':
        editor_scroll(reader->editor, page);
        return true;
    case KEYCODE_PAGE_UP:
        editor_scroll(reader->editor, -page);
        return true;
    case KEYCODE_HOME:
    case 'g':
        editor_set_cursor(reader->editor, 0);
        return true;
    case KEYCODE_END:
    case 'G':
        editor_set_cursor(reader->editor, buffer_length(editor_buffer(reader->editor)));
        return true;
    default:
        return false;
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct reader *reader = screen->state;
    if (line_is_open(&reader->line)) {
        line_event_of(screen, event);
        return true;
    }
    if (event->kind == EVENT_PASTE || event->kind == EVENT_CLICK)
        return true;
    if (reader->fault.code)
        return false;
    if (is_closed(reader)) {
        reader->opened = event->kind == EVENT_KEY && event->key == 'y';
        return reader->opened;
    }
    return (event->kind == EVENT_KEY && act(screen, event->key)) || scroll(reader, event);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct reader *reader = screen->state;
    if (line_is_open(&reader->line)) {
        list->typing = true;
        keys_add(list, "Enter", _("do it"), true);
        keys_add(list, "Esc", _("leave it as it is"), true);
        return;
    }
    if (!reader->fault.code && is_closed(reader)) {
        keys_add(list, "y", _("open"), true);
    } else if (!reader->fault.code) {
        keys_add(list, "e", _("write on"), true);
        keys_add(list, glyph(GLYPH_UP_DOWN), _("read"), true);
        keys_add(list, "h", _("history"), true);
        keys_add(list, "m", _("move to another day"), false);
        keys_add(list, "t", _("tags"), true);
        keys_add(list, "*", reader->entry.pinned ? _("take the pin off") : _("pin"), false);
        keys_add(list, "s", reader->entry.sealed ? _("take the seal off") : _("seal"), false);
        keys_add(list, "d", _("into the trash"), true);
        keys_add(list, "u", _("take back the last change"), false);
        keys_add(list, "l", _("the page of the lesson it came from"), false);
    }
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_entry = {
    .name = "an entry",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .title = title,
    .uncovered = uncovered,
};
