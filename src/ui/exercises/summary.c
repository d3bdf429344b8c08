/* summary: nothing to answer. What the person has done, and the inventory then and now. */
#include <string.h>

#include "../exercise.h"
#include "../prose.h"
#include "mend/base/date.h"
#include "mend/base/utf8.h"

enum { MARGIN = 2, COLUMN_WIDTH = SCALE_COLUMNS + 2, LABEL_LEAST = 14 };

static int stops(const struct exercise_view *view)
{
    (void)view;
    return 0;
}

/* One line of what has been counted; noughts are left out. */
static int draw_count(struct view *page, int row, size_t count, const char *words)
{
    struct str text = {0};
    if (count == 0)
        return 0;
    str_printf(&text, "%zu %s", count, words);
    int rows = prose_plain(page, row, MARGIN, page->columns - MARGIN, STYLE_TEXT, str_text(&text));
    str_free(&text);
    return rows;
}

static int draw_counts(struct exercise_view *view, struct view *page, int row)
{
    int start = row;
    struct fault fault = {0};
    struct summary all;
    if (session_summary(view->ui->session, &all, &fault))
        return prose_plain(page, row, MARGIN, page->columns - MARGIN, STYLE_NOTICE, fault.text);
    const struct {
        size_t count;
        const char *words;
    } lines[] = {
        {all.lessons_through,
         ngettext("lesson opened to its end", "lessons opened to their end", all.lessons_through)},
        {all.pages, ngettext("page seen or passed by", "pages seen or passed by", all.pages)},
        {all.counts.promises,
         ngettext("promise to yourself", "promises to yourself", all.counts.promises)},
        {all.counts.experiments, ngettext("small act of trust planned",
                                          "small acts of trust planned", all.counts.experiments)},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        row += draw_count(page, row, lines[i].count, lines[i].words);
    return row - start + 1;
}

/* One scale of the inventory, then and, where there is room, now. */
static void draw_scales(const struct answers *answers, struct view *page, int row,
                        const struct item *item, int column, int shown)
{
    size_t last = answers->count - 1;
    for (int i = 0; i < shown; i++) {
        const struct pairs *values = &answers->items[i == 0 ? last : 0].values;
        const char *value = pairs_get(values, item->id);
        exercise_scale(page, row, column + i * COLUMN_WIDTH, value ? value : "");
    }
}

int summary_inventory(const struct item_list *list, const struct answers *answers,
                      struct view *page, int row)
{
    int start = row;
    size_t count = answers->count;
    if (count == 0 || !list)
        return prose_plain(page, row, MARGIN, page->columns - MARGIN, STYLE_DIM,
                           _("The trust inventory of page 1.3 has no answer yet.")) +
               1;
    int shown = count > 1 ? 2 : 1;
    int column = page->columns - shown * COLUMN_WIDTH;
    for (int i = 0; i < shown; i++) {
        struct str date = {0};
        date_put_full(&date, answers->items[i == 0 ? count - 1 : 0].made_at);
        view_cut(page, row, column + i * COLUMN_WIDTH, STYLE_DIM, str_text(&date), COLUMN_WIDTH);
        str_free(&date);
    }
    row++;
    for (size_t i = 0; i < list->count; i++) {
        int rows =
            prose_plain(page, row, MARGIN, column - MARGIN - 1, STYLE_TEXT, list->items[i].text);
        draw_scales(answers, page, row, &list->items[i], column, shown);
        row += rows;
    }
    return row - start + 1;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    (void)focus;
    int start = row;
    row += exercise_ask(view, page, row);
    row += draw_counts(view, page, row);
    row += summary_inventory(exercise_list(view->exercise, ""), &view->earlier, page, row);
    row += exercise_note(view, page, row - 1) - 1;
    return row - start;
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    exercise_rate.describe(exercise, values, out);
}

const struct exercise_type exercise_summary = {
    .name = "summary",
    .stops = stops,
    .draw = draw,
    .event = exercise_no_event,
    .keys = exercise_no_keys,
    .describe = describe,
};
