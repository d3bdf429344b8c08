/* The journal: entries by day, what was begun, and the ways to write and to find. */
#include "journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- loading ---- */

/* The list's filter borrows its words from the choice that stands beside it. */
static void apply_filter(struct journal *journal)
{
    const struct filter_choice *choice = &journal->filter;
    journal->list.filter = (struct journal_filter){
        .tag = *choice->tag ? choice->tag : NULL,
        .lesson = *choice->lesson ? choice->lesson : NULL,
        .from = *choice->day ? choice->day : NULL,
        .to = *choice->day ? choice->day : NULL,
        .year = choice->year,
        .pinned = choice->pinned,
        .trash = choice->trash,
    };
}

/* No word of a sealed entry is in a list, not as a draft either. */
static void look_for_seals(struct journal *journal)
{
    for (size_t i = 0; i < journal->drafts.count && i < DRAFTS_SHOWN; i++) {
        struct writing writing;
        struct journal_entry entry = {0};
        journal->draft_sealed[i] =
            writing_read(journal->drafts.items[i].exercise, &writing) && writing.id &&
            store_journal_get(session_store(journal->ui->session), writing.id, &entry, NULL) ==
                OK &&
            entry.sealed;
        journal_entry_free(&entry);
    }
}

static void reload(struct journal *journal)
{
    struct session *session = journal->ui->session;
    struct fault ignored = {0};
    journal->fault = (struct fault){0};
    apply_filter(journal);
    enum err err = journal_list_load(&journal->list, session_store(session), &journal->fault);
    drafts_free(&journal->drafts);
    if (!err && !journal->filter.trash &&
        session_journal_drafts(session, &journal->drafts, &ignored))
        journal->drafts = (struct drafts){0}; /* the entries are there all the same */
    look_for_seals(journal);
    int last = (int)journal->drafts.count - 1;
    if (journal->draft > last)
        journal->draft = last;
    if (journal->draft < 0 && !journal->list.items.count && journal->drafts.count)
        journal->draft = 0;
    journal->ui->dirty = true;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct journal *journal = calloc(1, sizeof *journal);
    if (!journal)
        return fault_set_memory(fault);
    struct fault ignored = {0};
    journal->ui = screen->ui;
    screen->state = journal;
    /* What has lain in the trash long enough goes now; should that fail, it goes another time. */
    enum err purged = session_journal_purge(screen->ui->session, &ignored);
    (void)purged;
    journal->draft = -1;
    reload(journal);
    journal->draft = journal->drafts.count ? 0 : -1;
    return OK;
}

static void close(struct screen *screen)
{
    struct journal *journal = screen->state;
    line_close(&journal->line);
    drafts_free(&journal->drafts);
    journal_list_free(&journal->list);
    free(journal);
}

/* ---- writing ---- */

static void write_page(struct journal *journal, const char *day, const struct table_row *prompt)
{
    struct write_start start = {0};
    if (!journal_has_home(journal->ui))
        return;
    if (day)
        snprintf(start.writing.day, sizeof start.writing.day, "%s", day);
    if (prompt) {
        struct journal_origin *origin = &start.writing.origin;
        start.prompt = prompt->cells[PROMPT_TEXT];
        snprintf(origin->prompt, sizeof origin->prompt, "%s", prompt->cells[PROMPT_NAME]);
        if (strcmp(prompt->cells[PROMPT_LESSON], "0") != 0)
            snprintf(origin->lesson, sizeof origin->lesson, "%s", prompt->cells[PROMPT_LESSON]);
    }
    ui_push(journal->ui, &screen_write, &start);
}

static const char *prompt_text(struct ui *ui, const char *name)
{
    const struct table *prompts = session_prompts(ui->session);
    for (size_t i = 0; *name && i < prompts->count; i++)
        if (strcmp(prompts->rows[i].cells[PROMPT_NAME], name) == 0)
            return prompts->rows[i].cells[PROMPT_TEXT];
    return NULL;
}

static bool is_there(struct journal *journal, int64_t id)
{
    struct journal_entry entry = {0};
    struct store *store = session_store(journal->ui->session);
    bool there = id && store_journal_get(store, id, &entry, NULL) != ERR_NOT_FOUND;
    journal_entry_free(&entry);
    return there;
}

/* A draft of an entry that is there is offered beside it, by the reader. */
static void open_draft(struct journal *journal)
{
    const struct draft *draft = &journal->drafts.items[journal->draft];
    struct write_start start = {0};
    if (!writing_read(draft->exercise, &start.writing)) {
        ui_notice(journal->ui, _("A newer mend wrote this. It stays as it is."));
        return;
    }
    start.writing.begun = draft->id;
    start.prompt = prompt_text(journal->ui, start.writing.origin.prompt);
    if (is_there(journal, start.writing.id))
        ui_push(journal->ui, &screen_entry, &start.writing.id);
    else
        ui_push(journal->ui, &screen_write, &start);
}

static void burn(struct journal *journal)
{
    struct write_start start = {.burn = true};
    ui_push(journal->ui, &screen_write, &start);
}

/* ---- choosing ---- */

static void open_calendar(struct journal *journal)
{
    const struct journal_item *item = journal_list_selected(&journal->list);
    journal->calendar.made = CALENDAR_NOTHING;
    if (item)
        memcpy(journal->calendar.day, item->day, sizeof journal->calendar.day);
    else
        journal_day_of(ui_now(journal->ui), journal->calendar.day);
    journal->opened = OPENED_CALENDAR;
    ui_push(journal->ui, &screen_calendar, &journal->calendar);
}

static void open_filter(struct journal *journal)
{
    journal->chosen = journal->filter;
    journal->chosen.made = false;
    journal->opened = OPENED_FILTER;
    ui_push(journal->ui, &screen_filter, &journal->chosen);
}

static void open_prompts(struct journal *journal)
{
    journal->prompt = (struct prompt_choice){0};
    journal->opened = OPENED_PROMPTS;
    ui_push(journal->ui, &screen_prompts, &journal->prompt);
}

/* From the top, as the choice says. */
static void show(struct journal *journal, const struct filter_choice *choice)
{
    journal->filter = *choice;
    journal->draft = -1;
    journal_list_free(&journal->list);
    reload(journal);
}

static void take_calendar(struct journal *journal)
{
    struct filter_choice choice = {0};
    if (journal->calendar.made == CALENDAR_WRITE)
        write_page(journal, journal->calendar.day, NULL);
    if (journal->calendar.made != CALENDAR_SHOW)
        return;
    memcpy(choice.day, journal->calendar.day, sizeof choice.day);
    show(journal, &choice);
}

static void uncovered(struct screen *screen)
{
    struct journal *journal = screen->state;
    enum journal_opened opened = journal->opened;
    journal->opened = OPENED_NOTHING;
    reload(journal);
    if (opened == OPENED_CALENDAR)
        take_calendar(journal);
    else if (opened == OPENED_FILTER && journal->chosen.made)
        show(journal, &journal->chosen);
    else if (opened == OPENED_PROMPTS && journal->prompt.prompt)
        write_page(journal, NULL, journal->prompt.prompt);
}

/* ---- moving ---- */

static void move(struct journal *journal, int rows)
{
    struct fault fault = {0};
    int drafts = journal->drafts.count > DRAFTS_SHOWN ? DRAFTS_SHOWN : (int)journal->drafts.count;
    bool entries = journal->list.items.count > 0;
    if (journal->draft >= 0) {
        int to = journal->draft + rows;
        bool beyond = to >= drafts && entries;
        journal->draft = to < 0 ? 0 : beyond ? -1 : to >= drafts ? drafts - 1 : to;
        return;
    }
    if (rows < 0 && journal->list.selected == 0 && drafts) {
        journal->draft = drafts - 1;
        return;
    }
    if (journal_list_move(&journal->list, session_store(journal->ui->session), rows, &fault))
        ui_tell(journal->ui, &fault);
}

static void jump(struct journal *journal, bool last)
{
    struct fault fault = {0};
    journal->draft = !last && journal->drafts.count ? 0 : -1;
    if (journal_list_jump(&journal->list, session_store(journal->ui->session), last, &fault))
        ui_tell(journal->ui, &fault);
    if (!journal->list.items.count && journal->drafts.count)
        journal->draft = 0;
}

static void open_selected(struct journal *journal)
{
    const struct journal_item *item = journal_list_selected(&journal->list);
    if (journal->draft >= 0)
        open_draft(journal);
    else if (item)
        ui_push(journal->ui, &screen_entry, &item->id);
}

/* Selects what was clicked, and opens what was selected already. */
static void click_on(struct journal *journal, int draft, int entry)
{
    bool again = draft >= 0 ? journal->draft == draft
                            : journal->draft < 0 && journal->list.selected == entry;
    journal->draft = draft;
    if (draft < 0)
        journal->list.selected = entry;
    if (again)
        open_selected(journal);
}

static bool is_at(const struct journal *journal, int entry, int row)
{
    int top = journal->rows[entry];
    bool second = journal->two_rows && *journal->list.items.items[entry].preview;
    return top >= 0 && (row == top || (second && row == top + 1));
}

static void click(struct screen *screen, const struct event *event)
{
    struct journal *journal = screen->state;
    int row = event->row - screen->body.row;
    for (int i = 0; i < (int)journal->drafts.count && i < DRAFTS_SHOWN; i++) {
        if (journal->draft_rows[i] == row) {
            click_on(journal, i, 0);
            return;
        }
    }
    for (int i = 0; i < (int)journal->list.items.count; i++) {
        if (is_at(journal, i, row)) {
            click_on(journal, -1, i);
            return;
        }
    }
}

/* ---- what is done to entries ---- */

static void ask(struct journal *journal, bool tagging)
{
    const struct journal_item *item = journal_list_selected(&journal->list);
    struct fault fault = {0};
    struct str text = {0};
    if (!item)
        return;
    journal->tagging = tagging;
    str_puts(&text, tagging ? item->tags : item->day);
    str_puts(&text, tagging && text.length ? " " : "");
    if (line_open(&journal->line, str_text(&text), &fault))
        ui_tell(journal->ui, &fault);
    str_free(&text);
}

static void answer(struct journal *journal)
{
    const struct journal_item *item = journal_list_selected(&journal->list);
    char *text = line_text(&journal->line);
    bool done = item && text &&
                (journal->tagging ? journal_act_tags(journal->ui, item->id, text)
                                  : journal_act_day(journal->ui, item->id, item->day, text));
    free(text);
    if (!done)
        return;
    line_close(&journal->line);
    reload(journal);
}

static void delete_for_good(struct journal *journal)
{
    struct fault fault = {0};
    if (session_journal_delete(journal->ui->session, journal->deleting, &fault))
        ui_tell(journal->ui, &fault);
    else
        ui_notice(journal->ui, _("Deleted."));
}

/* In the trash: back, or gone for good. */
static bool act_in_trash(struct journal *journal, const struct journal_item *item, int32_t key)
{
    if (key == 'r')
        journal_act_restore(journal->ui, item->id);
    else if (key == 'D' || key == 'd' || key == KEYCODE_DELETE)
        journal->deleting = item->id;
    else
        return false;
    return true;
}

/* On the selected entry. True when KEY was for it. */
static bool act(struct journal *journal, int32_t key)
{
    const struct journal_item *item = journal_list_selected(&journal->list);
    if (journal->draft >= 0 || !item)
        return false;
    if (journal->filter.trash)
        return act_in_trash(journal, item, key);
    switch (key) {
    case 'd':
    case KEYCODE_DELETE:
        journal_act_trash(journal->ui, item->id);
        return true;
    case '*':
        journal_act_pin(journal->ui, item->id, !item->pinned);
        return true;
    case 's':
        /* Taking a seal off asks for the second yes that opening asks for. */
        if (item->sealed)
            ui_push(journal->ui, &screen_entry, &item->id);
        else
            journal_act_seal(journal->ui, item->id, true);
        return true;
    case 'm':
        ask(journal, false);
        return true;
    case 't':
        if (item->sealed)
            ui_notice(journal->ui, _("It is sealed. Open it first."));
        else
            ask(journal, true);
        return true;
    case 'h':
        if (item->sealed)
            ui_push(journal->ui, &screen_entry, &item->id);
        else
            ui_push(journal->ui, &screen_history, &item->id);
        return true;
    default:
        return false;
    }
}

/* A draft is dropped only when the person says so, and that cannot be taken back. */
static void drop_draft(struct journal *journal)
{
    struct fault fault = {0};
    int64_t id = journal->drafts.items[journal->draft].id;
    if (store_draft_delete(session_store(journal->ui->session), id, &fault))
        ui_tell(journal->ui, &fault);
    else
        ui_notice(journal->ui, _("What was begun is deleted."));
    reload(journal);
}

/* ---- keys ---- */

static bool is_filtered(const struct journal *journal)
{
    const struct filter_choice *filter = &journal->filter;
    return filter->trash || filter->pinned || *filter->tag || *filter->lesson || filter->year ||
           *filter->day;
}

static void show_all(struct journal *journal)
{
    struct filter_choice all = {0};
    show(journal, &all);
}

static const struct {
    int32_t key;
    void (*go)(struct journal *);
} ways[] = {
    {'p', open_prompts},
    {'b', burn},
    {'c', open_calendar},
    {'f', open_filter},
};

static bool go_somewhere(struct journal *journal, int32_t key)
{
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (ways[i].key == key) {
            ways[i].go(journal);
            return true;
        }
    }
    if (key == 'n')
        write_page(journal, NULL, NULL);
    else if (key == 'i')
        ui_push(journal->ui, &screen_numbers, NULL);
    else if (key == 'o')
        ui_push(journal->ui, &screen_on_this_day, NULL);
    else
        return false;
    return true;
}

static bool move_key(struct journal *journal, const struct event *event)
{
    int step = event->kind == EVENT_WHEEL ? 3 : 1;
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        move(journal, step);
        return true;
    case KEYCODE_UP:
    case 'k':
        move(journal, -step);
        return true;
    case KEYCODE_PAGE_DOWN:
        move(journal, 10);
        return true;
    case KEYCODE_PAGE_UP:
        move(journal, -10);
        return true;
    case KEYCODE_HOME:
    case 'g':
        jump(journal, false);
        return true;
    case KEYCODE_END:
    case 'G':
        jump(journal, true);
        return true;
    default:
        return false;
    }
}

static void ask_event(struct journal *journal, const struct event *event)
{
    bool key = event->kind == EVENT_KEY;
    if (key && (journal->deleting || journal->dropping)) {
        if (event->key == 'y' && journal->dropping)
            drop_draft(journal);
        else if (event->key == 'y')
            delete_for_good(journal);
        journal->deleting = 0;
        journal->dropping = false;
        reload(journal);
    } else if (key && event->key == KEYCODE_ENTER) {
        answer(journal);
    } else if (key && event->key == KEYCODE_ESCAPE) {
        line_close(&journal->line);
    } else if (line_is_open(&journal->line)) {
        line_event(journal->ui, &journal->line, event);
    }
}

static bool on_key(struct journal *journal, int32_t key)
{
    if (key == KEYCODE_ENTER || key == ' ') {
        open_selected(journal);
        return true;
    }
    if ((key == KEYCODE_ESCAPE || key == 'q') && is_filtered(journal)) {
        show_all(journal);
        return true;
    }
    if (key == 'd' && journal->draft >= 0) {
        journal->dropping = true;
        return true;
    }
    if (key == 'u') {
        bool undone = journal_act_undo(journal->ui);
        reload(journal);
        return undone;
    }
    bool acted = act(journal, key);
    if (acted && journal->ui->top->state == journal && !line_is_open(&journal->line) &&
        !journal->deleting)
        reload(journal);
    return acted || go_somewhere(journal, key);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct journal *journal = screen->state;
    if (journal->deleting || journal->dropping || line_is_open(&journal->line)) {
        ask_event(journal, event);
        return true;
    }
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind == EVENT_PASTE)
        return true;
    if (move_key(journal, event))
        return true;
    return event->kind == EVENT_KEY && on_key(journal, event->key);
}

static void keys_of_entry(const struct journal *journal, struct key_list *list)
{
    const struct journal_item *item = journal_list_selected(&journal->list);
    if (!item)
        return;
    if (journal->filter.trash) {
        keys_add(list, "r", _("bring back"), true);
        keys_add(list, "d", _("delete for good"), true);
        return;
    }
    keys_add(list, "d", _("into the trash"), false);
    keys_add(list, "*", item->pinned ? _("take the pin off") : _("pin"), false);
    keys_add(list, "s", item->sealed ? _("open the seal") : _("seal"), false);
    keys_add(list, "t", _("tags"), false);
    keys_add(list, "m", _("move to another day"), false);
    keys_add(list, "h", _("history"), false);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct journal *journal = screen->state;
    if (journal->deleting || journal->dropping) {
        keys_add(list, "y", _("delete for good"), true);
        keys_add(list, "n", _("keep"), true);
        return;
    }
    if (line_is_open(&journal->line)) {
        list->typing = true;
        keys_add(list, "Enter", _("do it"), true);
        keys_add(list, "Esc", _("leave it as it is"), true);
        return;
    }
    bool draft = journal->draft >= 0;
    if (draft || journal->list.items.count)
        keys_add(list, "Enter", draft ? _("go on") : _("read"), true);
    if (journal->filter.trash)
        keys_of_entry(journal, list); /* what one has come here for, first */
    keys_add(list, "n", _("new"), true);
    keys_add(list, "p", _("a prompt"), true);
    keys_add(list, "/", _("search"), true);
    keys_add(list, "f", _("filter"), true);
    keys_add(list, "c", _("calendar"), true);
    keys_add(list, "b", _("a page to burn"), false);
    if (draft)
        keys_add(list, "d", _("delete what was begun"), true);
    else if (!journal->filter.trash)
        keys_of_entry(journal, list);
    keys_add(list, "u", _("take back the last change"), false);
    keys_add(list, "i", _("numbers"), false);
    keys_add(list, "o", _("this day in other years"), false);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), false);
    keys_add(list, "Esc", is_filtered(journal) ? _("show all") : _("back"), false);
}

static void draw(struct screen *screen, struct view *body)
{
    journal_draw(screen->state, body);
}

const struct screen_type screen_journal = {
    .name = "Journal",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = uncovered,
};
