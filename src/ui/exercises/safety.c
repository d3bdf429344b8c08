/*
 * safety: the ticks of the safety check, each with its reply below it. They are no answer: they go
 * into the setting that session_set_safety() keeps, when one goes on and has ticked something, and
 * are never shown again. Drawn and ticked as a check.
 */
#include <string.h>

#include "../exercise.h"
#include "../prose.h"

static int stops(const struct exercise_view *view)
{
    return exercise_check.stops(view);
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    row += exercise_check.draw(view, page, row, focus);
    if (!store_exists(session_store(view->ui->session)))
        row += 1 + prose_plain(page, row + 1, 2, page->columns - 2, STYLE_DIM,
                               _("Nothing is written so far. What you tick counts until you leave "
                                 "mend; if you begin a lesson before that, it is kept."));
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    return exercise_check.event(view, stop, event);
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    exercise_check.keys(view, stop, list);
    keys_add(list, "d", _("delete what was ticked"), true);
}

/*
 * Nothing ticked says nothing: the check counts as taken only by what was. A page without "none" is
 * answered by leaving it empty, once something was ticked on another one in the same visit.
 */
enum err exercise_safety_keep(struct exercise_view *view, struct fault *fault)
{
    const struct item_list *list = exercise_list(view->exercise, "");
    unsigned mask = 0;
    unsigned flags = 0;
    for (size_t i = 0; i < list->count; i++) {
        enum safety_flag flag = safety_flag_of(list->items[i].id);
        if (flag == SAFETY_FLAGS)
            continue;
        mask |= 1U << flag;
        flags |= *exercise_value(view, list->items[i].id) ? 1U << flag : 0;
    }
    bool left_empty = view->visit->ticked && !item_find(list, "none");
    view->visit->ticked |= view->values.count > 0;
    return view->values.count || left_empty
               ? session_set_safety(view->ui->session, mask, flags, fault)
               : OK;
}

static void settle(struct exercise_view *view)
{
    struct fault fault = {0};
    if (exercise_safety_keep(view, &fault))
        ui_tell(view->ui, &fault);
}

const struct exercise_type exercise_safety = {
    .name = "safety",
    .unkept = true,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = exercise_no_words,
    .settle = settle,
};
