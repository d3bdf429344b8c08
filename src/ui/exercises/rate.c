/* rate: one or more scales from 0 to 10 with worded ends. No total: they are not one thing. */
#include <string.h>

#include "../exercise.h"
#include "../prose.h"
#include "mend/base/utf8.h"

enum { LABEL_MOST = 44, LABEL_LEAST = 12, MARGIN = 2 };

static const struct item_list *items(const struct exercise_view *view)
{
    return exercise_list(view->exercise, "");
}

static int stops(const struct exercise_view *view)
{
    return (int)items(view)->count;
}

/* The column the scales start in: behind the longest label, when they fit beside it. */
static int scale_column(const struct exercise_view *view, const struct view *page)
{
    int widest = LABEL_LEAST;
    for (size_t i = 0; i < items(view)->count; i++) {
        const char *text = items(view)->items[i].text;
        int width = utf8_width(text, strlen(text));
        widest = width > widest ? width : widest;
    }
    /* A label rather takes two rows than the place of the answer before. */
    int beside = exercise_earlier_total(view) ? EARLIER_COLUMNS : 0;
    int most = page->columns - MARGIN - SCALE_COLUMNS - 2 - beside;
    most = most < LABEL_MOST ? most : LABEL_MOST;
    return MARGIN + (widest < most ? widest : most) + 2;
}

static int draw_item(struct exercise_view *view, struct view *page, int row, int index, int column,
                     int earlier)
{
    const struct item *item = &items(view)->items[index];
    int rows = prose_plain(page, row, MARGIN, column - MARGIN - 1, STYLE_TEXT, item->text);
    exercise_scale(page, row, column, exercise_value(view, item->id));
    for (int i = 0; i < earlier; i++) {
        const char *value = pairs_get(&exercise_earlier(view, (size_t)i)->values, item->id);
        exercise_earlier_cell(view, page, row, i, earlier, value ? value : glyph(GLYPH_DASH));
    }
    view->places[index] = (struct stop_place){row, rows, MARGIN};
    return rows;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    int column = scale_column(view, page);
    int earlier = exercise_earlier_count(view, page, column + SCALE_COLUMNS);
    view->scale_column = column;
    row += exercise_ask(view, page, row);
    const char *low = exercise_field(view->exercise, "low");
    const char *high = exercise_field(view->exercise, "high");
    struct str ends = {0};
    str_printf(&ends, "0 %s %s 10 %s", low, glyph(GLYPH_DOT), high);
    row += prose_plain(page, row, MARGIN, page->columns - MARGIN, STYLE_DIM, str_text(&ends));
    str_free(&ends);
    exercise_earlier_dates(view, page, row, earlier);
    row += 1;
    for (int i = 0; i < stops(view); i++) {
        row += draw_item(view, page, row, i, column, earlier);
        exercise_mark(view, page, i, focus);
    }
    row += exercise_note(view, page, row);
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    return exercise_scale_event(view, items(view)->items[stop].id,
                                event->column - view->scale_column, event);
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    (void)view;
    (void)stop;
    keys_add(list, glyph(GLYPH_LEFT_RIGHT), _("or 0-9 set"), true);
    keys_add(list, "s", _("not now"), true);
    keys_add(list, "1 0", _("ten"), false);
    keys_add(list, "Del", _("unset"), false);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    const struct item_list *list = exercise_list(exercise, "");
    for (size_t i = 0; list && i < list->count; i++) {
        const char *value = pairs_get(values, list->items[i].id);
        str_printf(out, "%2s  %s\n", value ? value : "-", list->items[i].text);
    }
}

const struct exercise_type exercise_rate = {
    .name = "rate",
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = describe,
};
