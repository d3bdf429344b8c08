/*
 * promise: a small promise to oneself as an if-then plan. Kept as an answer; the screen of
 * promises takes it over from there.
 */
#include <stdlib.h>
#include <string.h>

#include "../form.h"
#include "../prose.h"

enum { TEXT_WHEN, TEXT_WILL, TEXTS, STOP_OFTEN = TEXTS };

static const char often_key[] = "often";

static struct item often_items[] = {
    {"once", N_("once"), ""},
    {"daily", N_("every day"), ""},
    {"weekly", N_("once a week"), ""},
    {"moment", N_("whenever that moment comes"), ""},
};
static const struct item_list often = {"often", often_items,
                                       sizeof often_items / sizeof often_items[0]};

static int texts(const struct exercise *exercise, const char **keys)
{
    (void)exercise;
    keys[TEXT_WHEN] = "when";
    keys[TEXT_WILL] = "will";
    return TEXTS;
}

static int stops(const struct exercise_view *view)
{
    (void)view;
    return STOP_OFTEN + (int)often.count;
}

static void put_sentence(const char *when, const char *will, struct str *out)
{
    if (*when)
        str_printf(out, _("When %s, I will %s."), when, *will ? will : glyph(GLYPH_ELLIPSIS));
    else if (*will)
        str_printf(out, _("I will %s."), will);
}

static void headline(const struct exercise_view *view, const struct pairs *values, struct str *out)
{
    (void)view;
    const char *when = pairs_get(values, "when");
    const char *will = pairs_get(values, "will");
    put_sentence(when ? when : "", will ? will : "", out);
}

static int draw_sentence(struct exercise_view *view, struct view *page, int row)
{
    char *when = exercise_text_copy(view, TEXT_WHEN);
    char *will = exercise_text_copy(view, TEXT_WILL);
    struct str sentence = {0};
    if (when && will)
        put_sentence(when, will, &sentence);
    int rows =
        sentence.length
            ? prose_plain(page, row, 2, page->columns - 2, STYLE_TITLE, str_text(&sentence)) + 1
            : 0;
    str_free(&sentence);
    free(when);
    free(will);
    return rows;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    const struct exercise *exercise = view->exercise;
    row += exercise_ask(view, page, row);
    row += form_field(view, page, row,
                      &(struct form_field){TEXT_WHEN, TEXT_WHEN, _("When ..."),
                                           exercise_field(exercise, "when"), FORM_ROWS, false},
                      focus);
    row += form_field(view, page, row,
                      &(struct form_field){TEXT_WILL, TEXT_WILL, _("I will ..."),
                                           exercise_field(exercise, "will"), FORM_ROWS, false},
                      focus);
    row += draw_sentence(view, page, row);
    row += form_picks(view, page, row, &often, often_key, STOP_OFTEN, false, focus);
    row += exercise_note(view, page, row);
    row += form_earlier(view, page, row, headline);
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    if (stop < TEXTS)
        return form_field_event(view, stop, stop, event);
    return form_pick_event(view, &often.items[stop - STOP_OFTEN], often_key, event);
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    if (stop < TEXTS)
        form_field_keys(list);
    else
        form_pick_keys(view, &often.items[stop - STOP_OFTEN], often_key, list);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    (void)exercise;
    headline(NULL, values, out);
    const char *value = pairs_get(values, often_key);
    const struct item *item = value ? item_find(&often, value) : NULL;
    if (item)
        str_printf(out, "\n%s", _(item->text));
    str_putc(out, '\n');
}

const struct exercise_type exercise_promise = {
    .name = "promise",
    .is_form = true,
    .texts = texts,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = describe,
};
