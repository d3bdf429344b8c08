/* sort: cards put into columns. A comment appears once a card lies somewhere; it never marks. */
#include <string.h>

#include "../exercise.h"
#include "../prose.h"
#include "mend/base/utf8.h"

enum { TEXT_COLUMN = 2, COMMENT_COLUMN = 4 };

static const struct item_list *all_cards(const struct exercise_view *view)
{
    return exercise_list(view->exercise, "cards");
}

/* The cards that are shown: all of them, or a handful of a deck. */
static const struct item *cards(const struct exercise_view *view)
{
    int from;
    exercise_hand(view, all_cards(view)->count, &from);
    return all_cards(view)->items + from;
}

static const struct item_list *columns(const struct exercise *exercise)
{
    return exercise_list(exercise, "columns");
}

static int stops(const struct exercise_view *view)
{
    int from;
    return exercise_hand(view, all_cards(view)->count, &from);
}

/* Which column VALUE names; -1 when none. */
static int column_index(const struct exercise *exercise, const char *value)
{
    const struct item_list *list = columns(exercise);
    for (size_t i = 0; value && i < list->count; i++)
        if (strcmp(list->items[i].id, value) == 0)
            return (int)i;
    return -1;
}

/* Where a click fell, beside what is being looked for. */
struct spot {
    int row, column;
    int found; /* the column of the exercise there; -1: none */
};

/*
 * Draws the columns to choose from, on as many rows as they need, and returns those. With SPOT (its
 * row counted from the first of them) only looks which one is there.
 */
static int choices(struct exercise_view *view, struct view *page, int row, int chosen,
                   struct spot *spot)
{
    const struct item_list *list = columns(view->exercise);
    int column = TEXT_COLUMN + 2;
    int start = row;
    for (int i = 0; i < (int)list->count; i++) {
        const char *text = list->items[i].text;
        int width = utf8_width(text, strlen(text)) + 4;
        if (column > TEXT_COLUMN + 2 && column + width > page->columns) {
            column = TEXT_COLUMN + 2;
            row++;
        }
        bool there = spot && spot->row == row - start && spot->column >= column &&
                     spot->column < column + width;
        if (there)
            spot->found = i;
        if (!spot && i == chosen)
            view_printf(page, row, column, STYLE_ACCENT, "[%d %s]", i + 1, text);
        else if (!spot)
            view_printf(page, row, column, STYLE_DIM, " %d %s ", i + 1, text);
        column += width + 1;
    }
    return row - start + 1;
}

/* Where the card lay before, under the dates. */
static void draw_earlier(struct exercise_view *view, struct view *page, int row, int count,
                         const struct item *card)
{
    for (int i = 0; i < count; i++) {
        const char *value = pairs_get(&exercise_earlier(view, (size_t)i)->values, card->id);
        int index = column_index(view->exercise, value);
        const char *text =
            index < 0 ? glyph(GLYPH_DASH) : columns(view->exercise)->items[index].text;
        exercise_earlier_cell(view, page, row, i, count, text);
    }
}

static int draw_card(struct exercise_view *view, struct view *page, int row, int index, int earlier)
{
    const struct item *card = &cards(view)[index];
    int start = row;
    int chosen = column_index(view->exercise, exercise_value(view, card->id));
    row += prose_plain(page, row, TEXT_COLUMN, page->columns - TEXT_COLUMN, STYLE_TEXT, card->text);
    draw_earlier(view, page, row, earlier, card);
    row += choices(view, page, row, chosen, NULL);
    if (chosen >= 0)
        row += prose_plain(page, row, COMMENT_COLUMN, page->columns - COMMENT_COLUMN, STYLE_TEXT,
                           card->comment);
    view->places[index] = (struct stop_place){start, row - start, TEXT_COLUMN};
    return row - start + 1;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    int earlier = exercise_earlier_count(view, page, 44);
    row += exercise_ask(view, page, row);
    exercise_earlier_dates(view, page, row - 1, earlier);
    for (int i = 0; i < stops(view); i++) {
        row += draw_card(view, page, row, i, earlier);
        exercise_mark(view, page, i, focus);
    }
    row += exercise_note(view, page, row - 1) - 1;
    return row - start;
}

static void place(struct exercise_view *view, int stop, int column)
{
    const struct item_list *list = columns(view->exercise);
    int last = (int)list->count - 1;
    column = column < 0 ? 0 : column > last ? last : column;
    exercise_set(view, cards(view)[stop].id, list->items[column].id);
}

static bool click(struct exercise_view *view, int stop, const struct event *event)
{
    const struct item *card = &cards(view)[stop];
    struct view nowhere = {.columns = view->ui->top->body.columns};
    struct view page = ui_prose_column(&nowhere);
    int text_rows =
        prose_plain(&page, 0, TEXT_COLUMN, page.columns - TEXT_COLUMN, STYLE_TEXT, card->text);
    struct spot spot = {event->row - view->places[stop].row - text_rows, event->column, -1};
    choices(view, &page, 0, -1, &spot);
    if (spot.found >= 0)
        place(view, stop, spot.found);
    return true;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    if (event->kind == EVENT_CLICK)
        return click(view, stop, event);
    if (event->kind != EVENT_KEY)
        return false;
    const char *id = cards(view)[stop].id;
    int chosen = column_index(view->exercise, exercise_value(view, id));
    if (event->key == KEYCODE_LEFT || event->key == 'h')
        place(view, stop, chosen < 0 ? (int)columns(view->exercise)->count - 1 : chosen - 1);
    else if (event->key == KEYCODE_RIGHT || event->key == 'l')
        place(view, stop, chosen + 1);
    else if (event->key >= '1' && event->key < '1' + (int32_t)columns(view->exercise)->count)
        place(view, stop, (int)event->key - '1');
    else if (chosen >= 0 && (event->key == KEYCODE_DELETE || event->key == KEYCODE_BACKSPACE))
        exercise_set(view, id, "");
    else if (event->key == 'n')
        return exercise_next_hand(view, all_cards(view)->count);
    else
        return false;
    return true;
}

/* The handful with the first card that lies somewhere. */
static void opened(struct exercise_view *view)
{
    exercise_open_hand(view, all_cards(view));
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    (void)stop;
    keys_add(list, glyph(GLYPH_LEFT_RIGHT), _("put the card"), true);
    if (*exercise_field(view->exercise, "deck"))
        keys_add(list, "n", _("other cards"), true);
    keys_add(list, "1 2 3", _("put it into that column"), false);
    keys_add(list, "Del", _("take it back"), false);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    const struct item_list *list = columns(exercise);
    const struct item_list *all = exercise_list(exercise, "cards");
    for (size_t i = 0; i < list->count; i++) {
        bool named = false;
        for (size_t j = 0; j < all->count; j++) {
            const char *value = pairs_get(values, all->items[j].id);
            if (!value || strcmp(value, list->items[i].id) != 0)
                continue;
            if (!named)
                str_printf(out, "%s:\n", list->items[i].text);
            str_printf(out, "  %s\n", all->items[j].text);
            named = true;
        }
    }
}

const struct exercise_type exercise_sort = {
    .name = "sort",
    .earlier_columns = 12,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = describe,
    .opened = opened,
};
