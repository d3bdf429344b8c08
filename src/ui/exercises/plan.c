/* plan: a short form of named fields. It opens as it was left, to be gone on with. */
#include <string.h>

#include "../form.h"
#include "../prose.h"

static const struct item_list *fields(const struct exercise *exercise)
{
    return exercise_list(exercise, "fields");
}

static int texts(const struct exercise *exercise, const char **keys)
{
    return form_texts(fields(exercise), keys);
}

static int stops(const struct exercise_view *view)
{
    return view->text_count;
}

static void headline(const struct exercise_view *view, const struct pairs *values, struct str *out)
{
    const struct item_list *list = fields(view->exercise);
    size_t filled = 0;
    for (size_t i = 0; i < list->count; i++)
        filled += pairs_get(values, list->items[i].id) != NULL;
    str_printf(out, _("%zu of %zu filled; e shows it"), filled, list->count);
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    const struct item_list *list = fields(view->exercise);
    row += exercise_ask(view, page, row);
    for (int i = 0; i < view->text_count; i++) {
        const struct item *item = &list->items[i];
        row += form_field(view, page, row,
                          &(struct form_field){i, i, item->text, item->comment, FORM_ROWS, false},
                          focus);
    }
    row += exercise_note(view, page, row - 1) - 1;
    row += form_earlier(view, page, row, headline);
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    return form_field_event(view, stop, stop, event);
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    (void)view;
    (void)stop;
    form_field_keys(list);
}

/* The first field that is still empty. */
static int resume(const struct exercise_view *view)
{
    for (int i = 0; i < view->text_count; i++)
        if (exercise_text_length(view, i) == 0)
            return i;
    return 0;
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    const struct item_list *list = fields(exercise);
    for (size_t i = 0; i < list->count; i++) {
        const char *value = pairs_get(values, list->items[i].id);
        if (value)
            str_printf(out, "%s\n  %s\n", list->items[i].text, value);
    }
}

const struct exercise_type exercise_plan = {
    .name = "plan",
    .is_form = true,
    .continues = true,
    .texts = texts,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .resume = resume,
    .describe = describe,
};
