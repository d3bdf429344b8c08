/*
 * The journal in numbers: how much there is, from when to when, by year, by month, the tags used
 * most. They inform and never judge: nothing is compared with anything, and nothing is missing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "journal_screens.h"
#include "mend/base/date.h"

enum {
    MONTHS = 12,
    TAGS_MOST = 12,
    LABEL_COLUMNS = 9, /* "Nov 2026" */
    ENTRIES_END = 18,  /* columns of the numbers, right-aligned */
    WORDS_END = 28,
    BAR_COLUMN = 30,
    BAR_MOST = 32,
};

struct numbers {
    struct journal_extent extent;
    struct journal_periods years;
    struct journal_periods months; /* of the last twelve, those that have something */
    struct journal_tags tags;      /* those used most come first */
    struct day today;
    struct fault fault; /* why something is missing */
    struct scroll scroll;
};

static int compare_tags(const void *a, const void *b)
{
    const struct journal_tag *x = a;
    const struct journal_tag *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void forget(struct numbers *numbers)
{
    free(numbers->years.items);
    free(numbers->months.items);
    journal_tags_free(&numbers->tags);
    numbers->years = numbers->months = (struct journal_periods){0};
    numbers->extent = (struct journal_extent){0};
    numbers->fault = (struct fault){0};
}

static void reload(struct screen *screen)
{
    struct numbers *numbers = screen->state;
    struct store *store = session_store(screen->ui->session);
    char from[DAY_SIZE];
    char to[DAY_SIZE];
    forget(numbers);
    numbers->today = day_at(ui_now(screen->ui));
    struct day end = numbers->today;
    end.day = days_in_month(end.year, end.month);
    struct day start = day_plus_months(end, 1 - MONTHS);
    start.day = 1;
    day_write(start, from);
    day_write(end, to);
    struct fault *fault = &numbers->fault;
    enum err err = store_journal_extent(store, &numbers->extent, fault);
    if (!err)
        err = store_journal_periods(store, JOURNAL_BY_YEAR, NULL, NULL, &numbers->years, fault);
    if (!err)
        err = store_journal_periods(store, JOURNAL_BY_MONTH, from, to, &numbers->months, fault);
    if (!err)
        err = store_journal_tags(store, &numbers->tags, fault);
    if (!err && numbers->tags.count)
        qsort(numbers->tags.items, numbers->tags.count, sizeof *numbers->tags.items, compare_tags);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    screen->state = calloc(1, sizeof(struct numbers));
    if (!screen->state)
        return fault_set_memory(fault);
    reload(screen);
    return OK;
}

static void close(struct screen *screen)
{
    forget(screen->state);
    free(screen->state);
}

/* ---- the whole ---- */

static void put_day(struct str *out, const char *name)
{
    struct day day;
    if (!day_read(name, &day)) {
        str_puts(out, name);
        return;
    }
    day_put_yearly(out, day);
    str_printf(out, " %d", day.year);
}

static int draw_extent(const struct numbers *numbers, struct view *view, int row)
{
    const struct journal_extent *extent = &numbers->extent;
    struct str text = {0};
    int start = row;
    str_printf(&text, ngettext("%zu entry", "%zu entries", extent->entries), extent->entries);
    str_puts(&text, ", ");
    str_printf(&text, ngettext("%zu word", "%zu words", extent->words), extent->words);
    row += prose_plain(view, row, 0, view->columns, STYLE_TEXT, str_text(&text));
    str_truncate(&text, 0);
    if (strcmp(extent->first, extent->last) == 0) {
        struct str only = {0};
        put_day(&only, extent->first);
        str_printf(&text, _("for %s"), str_text(&only));
        str_free(&only);
    } else {
        struct str first = {0};
        struct str last = {0};
        put_day(&first, extent->first);
        put_day(&last, extent->last);
        str_printf(&text, _("from %1$s to %2$s"), str_text(&first), str_text(&last));
        str_free(&first);
        str_free(&last);
    }
    row += prose_paragraph(view, row, STYLE_TEXT, str_text(&text));
    row +=
        prose_paragraph(view, row, STYLE_DIM,
                        _("This is how much there is, and no more than that. It measures nothing "
                          "about you: a few words can be enough, and so can none."));
    str_free(&text);
    return row - start;
}

/* ---- bars ---- */

static void draw_number(struct view *view, int row, int end, enum style style, size_t number)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%zu", number);
    view_puts(view, row, end - length, style, text);
}

static size_t most_words(const struct journal_periods *periods)
{
    size_t most = 1;
    for (size_t i = 0; i < periods->count; i++)
        most = periods->items[i].words > most ? periods->items[i].words : most;
    return most;
}

/* A bar as long as NUMBER is beside MOST; whatever is there at all has one. */
static void draw_bar(struct view *view, int row, int column, size_t number, size_t most)
{
    int room = view->columns - column;
    room = room > BAR_MOST ? BAR_MOST : room;
    int length = (int)((double)number / (double)most * room + 0.5);
    length = length < 1 && number ? 1 : length;
    view_repeat(view, row, column, STYLE_ACCENT, glyph(GLYPH_BAR), length);
}

static void draw_heads(struct view *view, int row, const char *title)
{
    const char *entries = _("entries");
    const char *words = _("words");
    view_puts(view, row, 0, STYLE_STRONG, title);
    view_puts(view, row, ENTRIES_END - (int)strlen(entries), STYLE_DIM, entries);
    view_puts(view, row, WORDS_END - (int)strlen(words), STYLE_DIM, words);
}

/* PERIOD is NULL for a month in which nothing was written: that is no nought. */
static void draw_period(struct view *view, int row, const char *label,
                        const struct journal_period *period, size_t most)
{
    view_cut(view, row, 0, STYLE_TEXT, label, LABEL_COLUMNS);
    if (!period) {
        view_puts(view, row, ENTRIES_END - 1, STYLE_DIM, glyph(GLYPH_DASH));
        view_puts(view, row, WORDS_END - 1, STYLE_DIM, glyph(GLYPH_DASH));
        return;
    }
    draw_number(view, row, ENTRIES_END, STYLE_TEXT, period->entries);
    draw_number(view, row, WORDS_END, STYLE_TEXT, period->words);
    draw_bar(view, row, BAR_COLUMN, period->words, most);
}

static int draw_years(const struct numbers *numbers, struct view *view, int row)
{
    const struct journal_periods *years = &numbers->years;
    int start = row;
    draw_heads(view, row++, _("By year"));
    for (size_t i = years->count; i-- > 0;)
        draw_period(view, row++, years->items[i].name, &years->items[i], most_words(years));
    return row - start + 1;
}

static const struct journal_period *find_month(const struct journal_periods *months,
                                               const char *day)
{
    for (size_t i = 0; i < months->count; i++)
        if (strncmp(months->items[i].name, day, strlen(months->items[i].name)) == 0)
            return &months->items[i];
    return NULL;
}

static int draw_last_months(const struct numbers *numbers, struct view *view, int row)
{
    const struct journal_periods *months = &numbers->months;
    int start = row;
    if (months->count == 0)
        return 0;
    draw_heads(view, row++, _("By month"));
    for (int i = 0; i < MONTHS; i++, row++) {
        struct str label = {0};
        char name[DAY_SIZE];
        struct day month = day_plus_months(numbers->today, -i);
        day_write(month, name);
        day_put_short_month(&label, month);
        draw_period(view, row, str_text(&label), find_month(months, name), most_words(months));
        str_free(&label);
    }
    return row - start + 1;
}

static int draw_tags(const struct numbers *numbers, struct view *view, int row)
{
    const struct journal_tags *tags = &numbers->tags;
    int start = row;
    if (tags->count == 0)
        return 0;
    view_puts(view, row, 0, STYLE_STRONG, _("Tags used most"));
    row++;
    for (size_t i = 0; i < tags->count && i < TAGS_MOST; i++) {
        if (tags->items[i].count == 1 && tags->items[0].count > 1)
            break; /* of those there may be hundreds, and none is used more than another */
        struct str label = {0};
        str_printf(&label, "#%s", tags->items[i].name);
        draw_number(view, row, 6, STYLE_TEXT, tags->items[i].count);
        row += prose_plain(view, row, 8, view->columns - 8, STYLE_TEXT, str_text(&label));
        str_free(&label);
    }
    return row - start + 1;
}

/* ---- the screen ---- */

static int draw_all(void *context, struct view *view)
{
    const struct numbers *numbers = context;
    int row = 1 + prose_paragraph(view, 1, STYLE_TITLE, _("The journal in numbers"));
    if (numbers->fault.code)
        row += prose_paragraph(view, row, STYLE_NOTICE, numbers->fault.text);
    else if (numbers->extent.entries == 0)
        row += prose_paragraph(view, row, STYLE_TEXT,
                               _("There is nothing to count yet, and nothing that has to be "
                                 "counted. When something is written, this says how much there is; "
                                 "it measures nothing about you."));
    if (numbers->extent.entries) {
        row += draw_extent(numbers, view, row);
        row += draw_years(numbers, view, row);
        row += draw_last_months(numbers, view, row);
        row += draw_tags(numbers, view, row);
    }
    view_cursor(view, numbers->scroll.top, 0);
    return row - 1; /* without the last gap */
}

static void draw(struct screen *screen, struct view *body)
{
    struct numbers *numbers = screen->state;
    struct view view = ui_prose_column(body);
    scroll_draw(&numbers->scroll, &view, draw_all, numbers);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct numbers *numbers = screen->state;
    return scroll_event(&numbers->scroll, event);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct numbers *numbers = screen->state;
    if (scroll_has_more(&numbers->scroll)) {
        keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
        keys_add(list, "PgDn", _("read on"), true);
        keys_add(list, "Home, End", _("to the beginning, the end"), false);
    }
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_numbers = {
    .name = "numbers",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = reload,
};
