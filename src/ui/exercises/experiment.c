/*
 * experiment: a small act of trust, what may come of it, and when one will know. Kept as an
 * answer; the ledger of experiments takes it over from there and asks what happened.
 */
#include <string.h>

#include "../form.h"
#include "../prose.h"

enum { STOP_TRY, STOP_RISK, STOP_PREDICTION, STOP_KNOW, STOPS };

static const char risk_key[] = "risk";

/* The texts of the view, and the stop each has. */
static const struct {
    const char *key;
    int stop;
    const char *label;
} parts[] = {
    {"try", STOP_TRY, N_("What I will try")},
    {"prediction", STOP_PREDICTION, N_("What I think will happen")},
    {"know", STOP_KNOW, N_("When I'll know, and what will show it")},
};
enum { PARTS = sizeof parts / sizeof parts[0] };

static int texts(const struct exercise *exercise, const char **keys)
{
    (void)exercise;
    for (int i = 0; i < PARTS; i++)
        keys[i] = parts[i].key;
    return PARTS;
}

static int stops(const struct exercise_view *view)
{
    (void)view;
    return STOPS;
}

static int text_at(int stop)
{
    for (int i = 0; i < PARTS; i++)
        if (parts[i].stop == stop)
            return i;
    return -1;
}

static void headline(const struct exercise_view *view, const struct pairs *values, struct str *out)
{
    (void)view;
    const char *what = pairs_get(values, parts[0].key);
    str_puts(out, what ? what : glyph(GLYPH_DASH));
}

static int draw_part(struct exercise_view *view, struct view *page, int row, int part, int focus)
{
    const struct form_field field = {part,
                                     parts[part].stop,
                                     _(parts[part].label),
                                     exercise_field(view->exercise, parts[part].key),
                                     FORM_ROWS,
                                     false};
    return form_field(view, page, row, &field, focus);
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    row += exercise_ask(view, page, row);
    row += draw_part(view, page, row, 0, focus);
    int rows = prose_plain(page, row, 2, page->columns - 2, STYLE_TEXT,
                           _("How big does the risk feel? 0 none, 10 more than I could bear"));
    exercise_scale(page, row + rows, FORM_TEXT_COLUMN, exercise_value(view, risk_key));
    view->places[STOP_RISK] = (struct stop_place){row, rows + 1, 2};
    exercise_mark(view, page, STOP_RISK, focus);
    row += rows + 2;
    row += draw_part(view, page, row, 1, focus);
    row += draw_part(view, page, row, 2, focus);
    row += exercise_note(view, page, row - 1) - 1;
    row += form_earlier(view, page, row, headline);
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    if (stop == STOP_RISK)
        return exercise_scale_event(view, risk_key, event->column - FORM_TEXT_COLUMN, event);
    return form_field_event(view, text_at(stop), stop, event);
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    if (stop == STOP_RISK)
        exercise_rate.keys(view, stop, list);
    else
        form_field_keys(list);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    (void)exercise;
    const char *risk = pairs_get(values, risk_key);
    for (int i = 0; i < PARTS; i++) {
        const char *value = pairs_get(values, parts[i].key);
        if (value)
            str_printf(out, "%s\n  %s\n", _(parts[i].label), value);
    }
    if (risk)
        str_printf(out, _("Risk %s of 10\n"), risk);
}

const struct exercise_type exercise_experiment = {
    .name = "experiment",
    .is_form = true,
    .texts = texts,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = describe,
};
