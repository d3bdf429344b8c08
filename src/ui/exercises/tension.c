/*
 * tension: how tense one is, and whether one is here at all. Asked at both ends of a lesson, in
 * the program's own words, hence not a kind that a lesson file can name.
 */
#include <string.h>

#include "../exercise.h"
#include "../prose.h"

enum { SCALE_COLUMN = 2, TEXT_COLUMN = 6 };

static const char scale_key[] = "tension";
static const char tick_key[] = "far-away";

static int stops(const struct exercise_view *view)
{
    (void)view;
    return 2;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    row += exercise_ask(view, page, row) - 1;
    row += prose_plain(page, row, 2, page->columns - 2, STYLE_DIM,
                       _("0 calm, 10 as tense as can be. You can leave this open."));
    row += 1;
    exercise_scale(page, row, SCALE_COLUMN, exercise_value(view, scale_key));
    view->places[0] = (struct stop_place){row, 1, SCALE_COLUMN + 12};
    row += 1;
    bool ticked = *exercise_value(view, tick_key) != '\0';
    view_puts(page, row, 2, ticked ? STYLE_ACCENT : STYLE_TEXT, ticked ? "[x]" : "[ ]");
    int rows = prose_plain(page, row, TEXT_COLUMN, page->columns - TEXT_COLUMN, STYLE_TEXT,
                           _("far away, numb, not quite here"));
    view->places[1] = (struct stop_place){row, rows, TEXT_COLUMN};
    row += rows;
    exercise_mark(view, page, 0, focus);
    exercise_mark(view, page, 1, focus);
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    if (stop == 0)
        return exercise_scale_event(view, scale_key, event->column - SCALE_COLUMN, event);
    bool key = event->kind == EVENT_KEY && (event->key == ' ' || event->key == 'x');
    if (!key && event->kind != EVENT_CLICK)
        return false;
    exercise_set(view, tick_key, *exercise_value(view, tick_key) ? "" : "1");
    return true;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    if (stop == 0)
        exercise_rate.keys(view, stop, list);
    else
        keys_add(list, "Space", _("tick"), true);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    (void)exercise;
    const char *value = pairs_get(values, scale_key);
    str_printf(out, "%s %s\n", _("Tension"), value ? value : glyph(GLYPH_DASH));
    if (pairs_get(values, tick_key))
        str_printf(out, "%s\n", _("far away, numb, not quite here"));
}

const struct exercise_type exercise_tension = {
    .name = "tension",
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = describe,
};
