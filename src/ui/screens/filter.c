/*
 * What the list of the journal is to show: a list of rows, of which one is chosen. Everything, the
 * pinned ones and the trash come first, then years, lessons and tags, each with the number of its
 * entries. A letter jumps to the next tag that begins with it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "../prose.h"
#include "../scroll.h"
#include "journal_screens.h"
#include "mend/base/utf8.h"

enum { COUNT_COLUMNS = 8, WIDTH_MOST = 46 };

enum row_kind { ROW_EVERYTHING, ROW_PINNED, ROW_TRASH, ROW_YEAR, ROW_LESSON, ROW_TAG };

struct filter_row {
    enum row_kind kind;
    char *value; /* of a year, a lesson, a tag; "" otherwise */
    char *label;
    size_t count;
    int top, end; /* where it was drawn last, its heading not counted */
};

struct filter {
    struct filter_choice *choice;
    struct filter_row *rows;
    int count, capacity;
    struct fault fault; /* why some rows are missing */
    struct scroll scroll;
    int selected;
    bool moved; /* somebody has looked further than where the list opened */
    bool follow;
    int columns; /* of the window, as of the last drawing */
};

/* ---- the rows ---- */

static enum err add(struct filter *filter, enum row_kind kind, const char *value, const char *label,
                    size_t count)
{
    struct fault *fault = &filter->fault;
    if (filter->count == filter->capacity) {
        int capacity = filter->capacity ? filter->capacity * 2 : 32;
        struct filter_row *rows = realloc(filter->rows, (size_t)capacity * sizeof *rows);
        if (!rows)
            return fault_set_memory(fault);
        filter->rows = rows;
        filter->capacity = capacity;
    }
    struct filter_row row = {
        .kind = kind, .value = strdup(value), .label = strdup(label), .count = count};
    if (!row.value || !row.label) {
        free(row.value);
        free(row.label);
        return fault_set_memory(fault);
    }
    filter->rows[filter->count++] = row;
    return OK;
}

/* A row for the entries that ASK lets through; LEAST is how many it takes to be one. */
static enum err add_counted(struct filter *filter, struct store *store, enum row_kind kind,
                            const struct journal_filter *ask, const char *label, size_t least)
{
    size_t count = 0;
    enum err err = store_journal_count(store, ask, &count, &filter->fault);
    if (err || count < least)
        return err;
    return add(filter, kind, ask->lesson ? ask->lesson : "", label, count);
}

static enum err add_years(struct filter *filter, struct store *store)
{
    struct journal_periods years;
    enum err err =
        store_journal_periods(store, JOURNAL_BY_YEAR, NULL, NULL, &years, &filter->fault);
    for (size_t i = years.count; !err && i-- > 0;) {
        const struct journal_period *year = &years.items[i];
        err = add(filter, ROW_YEAR, year->name, year->name, year->entries);
    }
    free(years.items);
    return err;
}

static enum err add_lessons(struct filter *filter, struct store *store,
                            const struct contents_entry *entries, size_t count)
{
    enum err err = OK;
    for (size_t i = 0; !err && i < count; i++) {
        const struct contents_entry *entry = &entries[i];
        struct str label = {0};
        if (entry->closing || entry->sheet)
            str_puts(&label, entry->title);
        else
            str_printf(&label, _("Lesson %1$s: %2$s"), entry->id, entry->title);
        err = add_counted(filter, store, ROW_LESSON, &(struct journal_filter){.lesson = entry->id},
                          str_text(&label), 1);
        str_free(&label);
    }
    return err;
}

static void add_tags(struct filter *filter, struct store *store)
{
    struct journal_tags tags;
    enum err err = store_journal_tags(store, &tags, &filter->fault);
    for (size_t i = 0; !err && i < tags.count; i++) {
        struct str label = {0};
        str_printf(&label, "#%s", tags.items[i].name);
        err = add(filter, ROW_TAG, tags.items[i].name, str_text(&label), tags.items[i].count);
        str_free(&label);
    }
    journal_tags_free(&tags);
}

/* What cannot be read is left out, and said. */
static void read_rows(struct filter *filter, struct session *session)
{
    const struct content *content = session_content(session);
    struct store *store = session_store(session);
    enum err err =
        add_counted(filter, store, ROW_EVERYTHING, &(struct journal_filter){0}, _("Everything"), 0);
    if (!err)
        err = add_counted(filter, store, ROW_PINNED, &(struct journal_filter){.pinned = true},
                          _("Pinned"), 0);
    if (!err)
        err = add_counted(filter, store, ROW_TRASH, &(struct journal_filter){.trash = true},
                          _("The trash"), 0);
    if (!err)
        err = add_years(filter, store);
    if (!err)
        err = add_lessons(filter, store, content->entries, content->entry_count);
    if (!err)
        err = add_lessons(filter, store, content->sheets, content->sheet_count);
    if (!err)
        add_tags(filter, store);
}

/* ---- opening ---- */

static int year_of(const struct filter_row *row)
{
    return (int)strtol(row->value, NULL, 10);
}

/* True when ROW is what CHOICE says. */
static bool is_chosen(const struct filter_row *row, const struct filter_choice *choice)
{
    switch (row->kind) {
    case ROW_PINNED:
        return choice->pinned;
    case ROW_TRASH:
        return choice->trash;
    case ROW_YEAR:
        return choice->year && year_of(row) == choice->year;
    case ROW_LESSON:
        return strcmp(row->value, choice->lesson) == 0;
    case ROW_TAG:
        return strcmp(row->value, choice->tag) == 0;
    default:
        return false;
    }
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct filter *filter = calloc(1, sizeof *filter);
    if (!filter)
        return fault_set_memory(fault);
    memcpy(&filter->choice, &argument, sizeof argument); /* lent by the screen below */
    filter->choice->made = false;
    read_rows(filter, screen->ui->session);
    for (int i = 0; i < filter->count; i++)
        if (is_chosen(&filter->rows[i], filter->choice))
            filter->selected = i;
    filter->follow = true;
    screen->state = filter;
    return OK;
}

static void close(struct screen *screen)
{
    struct filter *filter = screen->state;
    for (int i = 0; i < filter->count; i++) {
        free(filter->rows[i].value);
        free(filter->rows[i].label);
    }
    free(filter->rows);
    free(filter);
}

/* ---- drawing ---- */

/* What stands above the first row of its kind, or NULL. */
static const char *heading(const struct filter *filter, int index)
{
    enum row_kind kind = filter->rows[index].kind;
    if (index && filter->rows[index - 1].kind == kind)
        return NULL;
    switch (kind) {
    case ROW_YEAR:
        return _("Years");
    case ROW_LESSON:
        return _("Written beside a lesson");
    case ROW_TAG:
        return _("Tags");
    default:
        return NULL;
    }
}

static int draw_row(struct filter *filter, struct view *view, int row, int index)
{
    struct filter_row *item = &filter->rows[index];
    const char *title = heading(filter, index);
    bool selected = index == filter->selected;
    int start = row;
    int width = view->columns < WIDTH_MOST ? view->columns : WIDTH_MOST;
    char count[32];
    if (title) {
        view_puts(view, row + 1, 0, STYLE_DIM, title);
        row += 2;
    }
    item->top = row;
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    snprintf(count, sizeof count, "%zu", item->count);
    view_puts(view, row, width - (int)strlen(count), STYLE_DIM, count);
    row += prose_plain(view, row, 2, width - 2 - COUNT_COLUMNS, selected ? STYLE_TITLE : STYLE_TEXT,
                       item->label);
    if (item->kind == ROW_TRASH) {
        struct str text = {0};
        str_printf(&text, _("What lies there is deleted for good after %d days."),
                   JOURNAL_TRASH_DAYS);
        row += prose_plain(view, row, 2, view->columns - 2, STYLE_DIM, str_text(&text));
        str_free(&text);
    }
    item->end = row;
    return row - start;
}

static int draw_all(void *context, struct view *view)
{
    struct filter *filter = context;
    int row = 1 + prose_paragraph(view, 1, STYLE_TITLE, _("What the list shows"));
    for (int i = 0; i < filter->count; i++)
        row += draw_row(filter, view, row, i);
    if (filter->fault.code) {
        row += filter->count ? 1 : 0;
        if (!filter->count)
            view_cursor(view, row, 0);
        row += prose_plain(view, row, 0, view->columns, STYLE_NOTICE, filter->fault.text);
    }
    if (filter->follow && !view->canvas && filter->count) {
        const struct filter_row *item = &filter->rows[filter->selected];
        int *top = &filter->scroll.top;
        int start = item->top - (heading(filter, filter->selected) ? 2 : 0);
        if (item->end > *top + view->rows)
            *top = item->end - view->rows;
        if (start < *top)
            *top = start;
        if (filter->selected == 0)
            *top = 0;
        filter->follow = false;
    }
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct filter *filter = screen->state;
    struct view view = ui_prose_column(body);
    if (view.rows != filter->scroll.shown || view.columns != filter->columns)
        filter->follow = true;
    filter->columns = view.columns;
    scroll_draw(&filter->scroll, &view, draw_all, filter);
}

/* ---- choosing ---- */

static void select_row(struct filter *filter, int index)
{
    int last = filter->count - 1;
    filter->selected = index > last ? last : index;
    filter->selected = filter->selected < 0 ? 0 : filter->selected;
    filter->moved = true;
    filter->follow = true;
}

static wint_t first_letter(const char *text)
{
    int32_t code_point = 0;
    if (*text)
        utf8_decode(text, strlen(text), &code_point);
    return towlower((wint_t)code_point);
}

/* To the next tag that begins with what KEY types, round the end. False when none does. */
static bool jump(struct filter *filter, const struct event *event)
{
    if (!event_is_text(event) || !iswalpha((wint_t)event->key))
        return false;
    for (int i = filter->moved ? 1 : 0; i <= filter->count; i++) {
        int index = filter->count ? (filter->selected + i) % filter->count : 0;
        if (index < filter->count && filter->rows[index].kind == ROW_TAG &&
            first_letter(filter->rows[index].value) == towlower((wint_t)event->key)) {
            select_row(filter, index);
            return true;
        }
    }
    return false;
}

static void choose(struct screen *screen)
{
    const struct filter *filter = screen->state;
    if (!filter->count)
        return;
    const struct filter_row *row = &filter->rows[filter->selected];
    struct filter_choice choice = {.made = true};
    choice.pinned = row->kind == ROW_PINNED;
    choice.trash = row->kind == ROW_TRASH;
    if (row->kind == ROW_YEAR)
        choice.year = year_of(row);
    if (row->kind == ROW_LESSON)
        snprintf(choice.lesson, sizeof choice.lesson, "%s", row->value);
    if (row->kind == ROW_TAG)
        snprintf(choice.tag, sizeof choice.tag, "%s", row->value);
    *filter->choice = choice;
    ui_back(screen->ui);
}

static void click(struct screen *screen, const struct event *event)
{
    struct filter *filter = screen->state;
    int row = event->row - screen->body.row + filter->scroll.top;
    if (event->row < screen->body.row || event->row >= screen->body.row + screen->body.rows)
        return;
    for (int i = 0; i < filter->count; i++) {
        if (row < filter->rows[i].top || row >= filter->rows[i].end)
            continue;
        bool again = i == filter->selected;
        select_row(filter, i);
        if (again)
            choose(screen);
        return;
    }
}

/* As many rows on as take up a window, or back. */
static int page_on(const struct filter *filter, int direction)
{
    int page = filter->scroll.shown > 2 ? filter->scroll.shown - 2 : 1;
    int index = filter->selected;
    int from = filter->count ? filter->rows[index].top : 0;
    do
        index += direction;
    while (index >= 0 && index < filter->count && abs(filter->rows[index].top - from) < page);
    return index;
}

static bool event(struct screen *screen, const struct event *event)
{
    struct filter *filter = screen->state;
    if (event->kind == EVENT_CLICK)
        click(screen, event);
    if (event->kind == EVENT_WHEEL)
        scroll_event(&filter->scroll, event);
    if (event->kind != EVENT_KEY)
        return true;
    if (filter->count == 0)
        return scroll_event(&filter->scroll, event);
    switch (event->key) {
    case KEYCODE_DOWN:
        select_row(filter, filter->selected + 1);
        return true;
    case KEYCODE_UP:
        select_row(filter, filter->selected - 1);
        return true;
    case KEYCODE_PAGE_DOWN:
        select_row(filter, page_on(filter, 1));
        return true;
    case KEYCODE_PAGE_UP:
        select_row(filter, page_on(filter, -1));
        return true;
    case KEYCODE_HOME:
        select_row(filter, 0);
        return true;
    case KEYCODE_END:
        select_row(filter, filter->count);
        return true;
    case KEYCODE_ENTER:
    case ' ':
        choose(screen);
        return true;
    default:
        return jump(filter, event);
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct filter *filter = screen->state;
    bool tags = filter->count && filter->rows[filter->count - 1].kind == ROW_TAG;
    if (filter->count)
        keys_add(list, "Enter", _("show these"), true);
    if (filter->count || scroll_has_more(&filter->scroll))
        keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    if (tags)
        keys_add(list, "a-z", _("to a tag"), true);
    if (scroll_has_more(&filter->scroll))
        keys_add(list, "PgDn, PgUp", _("a page on, a page back"), false);
    if (filter->count)
        keys_add(list, "Home, End", _("to the first row, the last one"), false);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_filter = {
    .name = "filter",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
