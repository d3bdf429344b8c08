/* sheet: the way to another sheet, such as a plan. */
#include "../form.h"

static int stops(const struct exercise_view *view)
{
    (void)view;
    return 1;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    return form_button(view, page, row, exercise_field(view->exercise, "ask"), 0, focus);
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    (void)stop;
    if (!form_is_press(event))
        return false;
    ui_open_sheet(view->ui, exercise_field(view->exercise, "open"));
    return true;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    (void)view;
    (void)stop;
    keys_add(list, "Enter", _("open"), true);
}

const struct exercise_type exercise_sheet = {
    .name = "sheet",
    .unkept = true,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = exercise_no_words,
};
