/*
 * The list: what was begun, then entries under their days. In a wide window what is selected is
 * shown beside it; in others each entry has a second line with its beginning.
 */
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "journal.h"
#include "mend/base/date.h"
#include "mend/base/utf8.h"

enum {
    WIDE = 96,
    LIST_COLUMNS = 46,
    GAP = 3,
    TITLE_COLUMN = 4,
    TAGS_LEAST = 60,
    EMPTY_ROWS = 12 /* fewer have room for less */
};
enum { ENTRY_ROWS = 3 /* a day, a title, its second line */ };

/* ---- the line above the list ---- */

static void put_filter(const struct journal *journal, struct str *out)
{
    const struct filter_choice *filter = &journal->filter;
    int64_t day;
    if (filter->trash)
        str_puts(out, _("The trash"));
    else if (filter->pinned)
        str_puts(out, _("Pinned"));
    else if (*filter->tag)
        str_printf(out, "#%s", filter->tag);
    else if (*filter->lesson)
        str_printf(out, _("From lesson %s"), filter->lesson);
    else if (filter->year)
        str_printf(out, "%d", filter->year);
    else if (*filter->day && date_read(filter->day, &day))
        date_put_full(out, day);
    else
        return;
    str_printf(out, ngettext(": %zu entry", ": %zu entries", journal->list.total),
               journal->list.total);
    str_puts(out, _(". Esc shows all."));
}

static int draw_filter(const struct journal *journal, struct view *view, int row)
{
    struct str text = {0};
    put_filter(journal, &text);
    int rows = text.length
                   ? 1 + prose_plain(view, row, 0, view->columns, STYLE_TITLE, str_text(&text))
                   : 0;
    str_free(&text);
    return rows;
}

/* ---- what was begun ---- */

static void put_first_line(const char *text, struct str *out)
{
    text += strspn(text, " \t\n#");
    str_append(out, text, strcspn(text, "\n"));
    if (!out->length)
        str_puts(out, _("(only blanks)"));
}

static void draw_draft(struct journal *journal, struct view *view, int row, int index)
{
    const struct draft *draft = &journal->drafts.items[index];
    const char *words = pairs_get(&draft->values, WRITING_TEXT);
    bool selected = journal->draft == index;
    struct str text = {0};
    if (journal->draft_sealed[index])
        str_puts(&text, _("(sealed)"));
    else
        put_first_line(words ? words : "", &text);
    str_printf(&text, " %s ", glyph(GLYPH_DOT));
    date_put_moment(&text, draft->updated_at);
    journal->draft_rows[index] = row;
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, TITLE_COLUMN);
    }
    view_cut(view, row, TITLE_COLUMN, selected ? STYLE_TITLE : STYLE_TEXT, str_text(&text),
             view->columns - TITLE_COLUMN);
    str_free(&text);
}

/* Those around the selected one, so that some rows are left for the entries. */
static int draw_drafts(struct journal *journal, struct view *view, int row)
{
    int start = row;
    int count = (int)journal->drafts.count;
    int room = view->rows - row - 2 - (journal->list.items.count ? ENTRY_ROWS : 0);
    memset(journal->draft_rows, -1, sizeof journal->draft_rows);
    if (!count)
        return 0;
    if (count > DRAFTS_SHOWN)
        count = DRAFTS_SHOWN;
    if (room < 1)
        room = 1;
    int first = journal->draft >= room ? journal->draft - room + 1 : 0;
    int end = first + room < count ? first + room : count;
    struct str head = {0};
    str_puts(&head, _("Begun, not finished"));
    if (end - first < (int)journal->drafts.count)
        str_printf(&head, ": %zu", journal->drafts.count);
    view_cut(view, row++, 0, STYLE_NOTICE, str_text(&head), view->columns);
    str_free(&head);
    for (int i = first; i < end; i++)
        draw_draft(journal, view, row++, i);
    return row - start + 1;
}

/* ---- entries ---- */

/* The first one shown, TOP, has its day above it in any case. */
static bool begins_day(const struct journal *journal, int index, int top)
{
    const struct journal_item *items = journal->list.items.items;
    return index == top || strcmp(items[index].day, items[index - 1].day) != 0;
}

static bool has_second_line(const struct journal *journal, int index, bool wide)
{
    const struct journal_item *item = &journal->list.items.items[index];
    return !wide && *item->preview;
}

/* Rows that an item takes, with the day above it and the empty row above that. */
static int height(const struct journal *journal, int index, int top, bool wide)
{
    int day = begins_day(journal, index, top) ? (index == top ? 1 : 2) : 0;
    return day + 1 + has_second_line(journal, index, wide);
}

static void put_day(struct journal *journal, const char *day, struct str *out)
{
    int64_t wall;
    if (!date_read(day, &wall)) {
        str_puts(out, day);
        return;
    }
    date_put_long(out, wall);
    int year = date_of(wall).year;
    if (year != date_of(ui_now(journal->ui)).year)
        str_printf(out, " %d", year);
}

static void draw_signs(struct view *view, int row, const struct journal_item *item)
{
    if (item->pinned)
        view_puts(view, row, 2, STYLE_ACCENT, "*");
}

static void draw_title(struct view *view, int row, const struct journal_item *item, bool selected)
{
    int room = view->columns - TITLE_COLUMN;
    const char *title = item->sealed ? _("(sealed)") : item->title;
    enum style style = item->sealed ? STYLE_DIM : selected ? STYLE_TITLE : STYLE_TEXT;
    int tags = view->columns >= TAGS_LEAST ? utf8_width(item->tags, strlen(item->tags)) : 0;
    if (tags > room / 3)
        tags = room / 3;
    view_cut(view, row, TITLE_COLUMN, style, title, room - (tags ? tags + 2 : 0));
    if (tags)
        view_cut(view, row, view->columns - tags, STYLE_DIM, item->tags, tags);
}

static int draw_item(struct journal *journal, struct view *view, int row, int index, bool wide)
{
    const struct journal_item *item = &journal->list.items.items[index];
    bool selected = journal->draft < 0 && index == journal->list.selected;
    int start = row;
    if (begins_day(journal, index, journal->list.top)) {
        struct str day = {0};
        row += index == journal->list.top ? 0 : 1;
        put_day(journal, item->day, &day);
        view_cut(view, row++, 0, STYLE_DIM, str_text(&day), view->columns);
        str_free(&day);
    }
    journal->rows[index] = row;
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, TITLE_COLUMN);
    }
    draw_signs(view, row, item);
    draw_title(view, row++, item, selected);
    if (has_second_line(journal, index, wide))
        view_cut(view, row++, TITLE_COLUMN, STYLE_DIM, item->preview, view->columns - TITLE_COLUMN);
    return row - start;
}

/* Rows from the entry FIRST to LAST, were the first one at the top; no more than MOST are counted.
 */
static int rows_between(const struct journal *journal, int first, int last, int most, bool wide)
{
    int used = 0;
    for (int i = first; i <= last && used <= most; i++)
        used += height(journal, i, first, wide);
    return used;
}

/*
 * Moves the top so that the selected entry is in sight, and no row is empty below as long as there
 * are entries above.
 */
static void follow(struct journal *journal, int rows, bool wide)
{
    struct journal_list *list = &journal->list;
    int last = (int)list->items.count - 1;
    if (list->top > list->selected)
        list->top = list->selected;
    while (list->top < list->selected &&
           rows_between(journal, list->top, list->selected, rows, wide) > rows)
        list->top++;
    while (list->top > 0 && rows_between(journal, list->top - 1, last, rows, wide) <= rows)
        list->top--;
}

static void draw_entries(struct journal *journal, struct view *view, int row, bool wide)
{
    int count = (int)journal->list.items.count;
    if (!count)
        return;
    follow(journal, view->rows - row, wide);
    int i = journal->list.top;
    int selected = journal->list.selected; /* is drawn even if not all of it fits */
    while (i < count &&
           (row + height(journal, i, journal->list.top, wide) <= view->rows || i == selected)) {
        row += draw_item(journal, view, row, i, wide);
        i++;
    }
    if (i < count || !journal->list.at_end)
        scroll_mark_more(view);
}

/* ---- nothing there ---- */

static int draw_empty(const struct journal *journal, struct view *view, int row)
{
    const struct filter_choice *filter = &journal->filter;
    bool filtered = filter->trash || filter->pinned || *filter->tag || *filter->lesson ||
                    filter->year || *filter->day;
    int start = row;
    if (journal->fault.code)
        return prose_paragraph(view, row, STYLE_NOTICE, journal->fault.text);
    if (filtered)
        return prose_paragraph(view, row, STYLE_TEXT,
                               filter->trash
                                   ? _("The trash is empty. What is deleted lies here for "
                                       "30 days.")
                                   : _("There is no entry like that."));
    bool small = view->rows < EMPTY_ROWS;
    if (!small)
        row += prose_paragraph(view, row, STYLE_TITLE, _("Your journal"));
    row +=
        prose_paragraph(view, row, STYLE_TEXT,
                        small ? _("n begins a page, p offers a prompt, b is a page that is "
                                  "burned.")
                              : _("For what you tell nobody. n begins a page, p offers something "
                                  "to write about, b is for a page that is burned afterwards "
                                  "and never kept."));
    row += prose_paragraph(view, row, STYLE_DIM,
                           _("If you are in a court case, think about what you write: a journal "
                             "can be asked for."));
    return row - start;
}

/* ---- beside the list ---- */

static void put_facts(const struct journal_item *item, struct str *out)
{
    size_t words = (size_t)item->words;
    date_put_moment(out, item->made_at);
    str_printf(out, " %s ", glyph(GLYPH_DOT));
    str_printf(out, ngettext("%zu word", "%zu words", words), words);
    if (item->version > 1)
        str_printf(out, _(" %s %lld versions"), glyph(GLYPH_DOT), (long long)item->version);
    if (*item->origin.page)
        str_printf(out, _(" %s from page %s"), glyph(GLYPH_DOT), item->origin.page);
}

static void draw_preview(const struct journal *journal, struct view *view)
{
    const struct journal_item *item = journal_list_selected(&journal->list);
    struct str facts = {0};
    int row = 1;
    if (journal->draft >= 0 || !item)
        return;
    if (item->sealed) {
        prose_paragraph(view, row, STYLE_DIM, _("Sealed. It asks before it opens."));
        return;
    }
    put_facts(item, &facts);
    row += prose_paragraph(view, row, STYLE_TITLE, item->title);
    row += prose_paragraph(view, row, STYLE_DIM, str_text(&facts));
    if (*item->preview)
        row += prose_paragraph(view, row, STYLE_TEXT, item->preview);
    if (*item->tags)
        prose_plain(view, row, 0, view->columns, STYLE_DIM, item->tags);
    str_free(&facts);
}

/* ---- the whole ---- */

static const char *question(const struct journal *journal)
{
    if (journal->deleting)
        return _("Delete for good, with all it said before? A backup may still hold a copy. y yes, "
                 "n no");
    if (journal->dropping)
        return _("Delete what was begun, for good? What was kept of the entry stays. y yes, n no");
    return NULL;
}

/* How many rows at the bottom are for a question, or for a line that is typed into. */
static int bottom_rows(const struct journal *journal, int columns)
{
    const char *asks = question(journal);
    struct view nowhere = {NULL, 0, 0, MIN_ROWS, columns, 0};
    if (asks)
        return prose_plain(&nowhere, 0, 0, columns, STYLE_NOTICE, asks);
    return line_is_open(&journal->line) ? 1 : 0;
}

static void draw_bottom(struct journal *journal, struct view *view, int rows)
{
    const char *asks = question(journal);
    if (asks)
        prose_plain(view, view->rows - rows, 0, view->columns, STYLE_NOTICE, asks);
    else if (rows)
        line_draw(&journal->line, view, view->rows - 1, journal->tagging ? _("Tags:") : _("Day:"));
}

void journal_draw(struct journal *journal, struct view *body)
{
    bool wide = body->columns >= WIDE && journal->list.items.count;
    struct view list = *body;
    struct view whole = *body;
    if (wide)
        list.columns = LIST_COLUMNS;
    else
        list = whole = ui_prose_column(body);
    int bottom = bottom_rows(journal, whole.columns);
    list.rows -= bottom;
    int row = 1;
    memset(journal->rows, -1, sizeof journal->rows);
    journal->two_rows = !wide;
    row += draw_filter(journal, &list, row);
    row += draw_drafts(journal, &list, row);
    if (journal->list.items.count && !journal->fault.code)
        draw_entries(journal, &list, row, wide);
    else
        draw_empty(journal, &list, row);
    if (wide) {
        struct view preview = *body;
        preview.column += LIST_COLUMNS + GAP;
        preview.columns -= LIST_COLUMNS + GAP;
        preview.rows = list.rows;
        draw_preview(journal, &preview);
    }
    draw_bottom(journal, &whole, bottom);
}
