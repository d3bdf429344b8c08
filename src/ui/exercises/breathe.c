/* breathe: how tense before, a practice to go through, how tense after, and an honest word. */
#include <stdlib.h>
#include <string.h>

#include "../form.h"
#include "../prose.h"
#include "../screens/screens.h"
#include "mend/practice/tension.h"

enum { STOP_BEFORE, STOP_BEGIN, STOP_AFTER, STOP_ONWARDS };

/* Where one could go from here: to people at 8 or more, to another practice when it got worse. */
static const struct screen_type *onwards(const struct exercise_view *view)
{
    int before = exercise_number(exercise_value(view, PRACTICE_BEFORE));
    int after = exercise_number(exercise_value(view, PRACTICE_AFTER));
    if (after >= TENSION_HIGH)
        return &screen_help;
    return before >= 0 && after > before ? &screen_calm : NULL;
}

static int stops(const struct exercise_view *view)
{
    return onwards(view) ? STOP_ONWARDS + 1 : STOP_ONWARDS;
}

/* In a narrow window the label takes two rows rather than the place of its scale. */
static int draw_scale(struct exercise_view *view, struct view *page, int row, const char *label,
                      const char *key, int stop, int focus)
{
    int scale = page->columns - SCALE_COLUMNS;
    int rows = prose_plain(page, row, 2, scale - 3, STYLE_TEXT, label);
    exercise_scale(page, row, scale, exercise_value(view, key));
    view->places[stop] = (struct stop_place){row, rows, 2};
    exercise_mark(view, page, stop, focus);
    return rows;
}

/* Better, the same and worse are three different things to hear. */
static const char *reply(const struct exercise_view *view)
{
    int before = exercise_number(exercise_value(view, PRACTICE_BEFORE));
    int after = exercise_number(exercise_value(view, PRACTICE_AFTER));
    if (after < 0)
        return "";
    if (after >= TENSION_HIGH)
        return _("That is a lot to carry. You could stop here. Help now has people to call.");
    if (before < 0)
        return _("That is how it is now.");
    if (after > before)
        return _("It went up. Practices do that sometimes; it is no fault of yours. Drop this one, "
                 "look around the room, move a little. Another one may suit you, or none today.");
    if (after == before)
        return _("About the same. That is common, and it tells you something about this practice, "
                 "not about you.");
    return _("A little lower. You know now that this one can help you.");
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    const struct exercise *exercise = view->exercise;
    struct str text = {0};
    row += exercise_ask(view, page, row);
    row +=
        prose_plain(page, row, 2, page->columns - 2, STYLE_TEXT, exercise_field(exercise, "title"));
    str_printf(&text, _("Better not when %s"), exercise_field(exercise, "not-when"));
    row += prose_plain(page, row, 2, page->columns - 2, STYLE_DIM, str_text(&text)) + 1;
    str_truncate(&text, 0);
    row += draw_scale(view, page, row, _("How tense before? 0 calm, 10 most"), PRACTICE_BEFORE,
                      STOP_BEFORE, focus);
    int seconds = practice_seconds(exercise);
    str_printf(&text,
               ngettext("Begin: %s (about %d minute)", "Begin: %s (about %d minutes)",
                        (unsigned long)((seconds + 30) / 60)),
               exercise_field(exercise, "title"), (seconds + 30) / 60);
    row += form_button(view, page, row, str_text(&text), STOP_BEGIN, focus);
    str_free(&text);
    row += draw_scale(view, page, row, _("And after?"), PRACTICE_AFTER, STOP_AFTER, focus);
    if (*reply(view))
        row += 1 + prose_plain(page, row + 1, 2, page->columns - 2, STYLE_TEXT, reply(view));
    if (onwards(view))
        row += form_button(view, page, row,
                           onwards(view) == &screen_help ? _("Help now")
                                                         : _("Look at the other practices"),
                           STOP_ONWARDS, focus);
    row += exercise_note(view, page, row);
    return row - start;
}

static const char *key_at(int stop)
{
    return stop == STOP_BEFORE ? PRACTICE_BEFORE : PRACTICE_AFTER;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    if (stop == STOP_ONWARDS) {
        if (form_is_press(event))
            ui_push(view->ui, onwards(view), NULL);
        return form_is_press(event);
    }
    if (stop != STOP_BEGIN) {
        struct view nowhere = {.columns = view->ui->top->body.columns};
        int scale = ui_prose_column(&nowhere).columns - SCALE_COLUMNS;
        return exercise_scale_event(view, key_at(stop), event->column - scale, event);
    }
    if (!form_is_press(event))
        return false;
    view->go_to = STOP_AFTER;
    ui_push(view->ui, &screen_practice, view);
    return true;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    if (stop == STOP_BEGIN)
        keys_add(list, "Enter", _("begin"), true);
    else if (stop == STOP_ONWARDS)
        keys_add(list, "Enter", _("open"), true);
    else
        exercise_rate.keys(view, stop, list);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    const char *before = pairs_get(values, PRACTICE_BEFORE);
    const char *after = pairs_get(values, PRACTICE_AFTER);
    const char *minutes = pairs_get(values, PRACTICE_MINUTES);
    str_printf(out, "%s\n", exercise_field(exercise, "title"));
    str_printf(out, _("Tension before %s, after %s\n"), before ? before : glyph(GLYPH_DASH),
               after ? after : glyph(GLYPH_DASH));
    if (minutes)
        str_printf(out, _("%s min\n"), minutes);
}

const struct exercise_type exercise_breathe = {
    .name = "breathe",
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = describe,
};
