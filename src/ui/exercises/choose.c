/* choose: a short scenario, some replies, and an honest comment on the one picked. */
#include <string.h>

#include "../exercise.h"
#include "../prose.h"
#include "mend/base/date.h"

static const char picked[] = "choice";

enum { SIGN_COLUMN = 2, TEXT_COLUMN = 4, COMMENT_COLUMN = 6 };

static const struct item_list *all(const struct exercise_view *view)
{
    return exercise_list(view->exercise, "");
}

/* What is shown: all, or a handful of a deck. */
static const struct item *items(const struct exercise_view *view)
{
    int from;
    exercise_hand(view, all(view)->count, &from);
    return all(view)->items + from;
}

static int stops(const struct exercise_view *view)
{
    int from;
    return exercise_hand(view, all(view)->count, &from);
}

static void opened(struct exercise_view *view)
{
    exercise_open_hand(view, all(view));
}

static int draw_item(struct exercise_view *view, struct view *page, int row, int index)
{
    const struct item *item = &items(view)[index];
    bool chosen = strcmp(exercise_value(view, picked), item->id) == 0;
    view_puts(page, row, SIGN_COLUMN, chosen ? STYLE_ACCENT : STYLE_TEXT,
              chosen ? glyph(GLYPH_DONE) : glyph(GLYPH_OPEN));
    int rows =
        prose_plain(page, row, TEXT_COLUMN, page->columns - TEXT_COLUMN, STYLE_TEXT, item->text);
    if (chosen)
        rows += prose_plain(page, row + rows, COMMENT_COLUMN, page->columns - COMMENT_COLUMN,
                            STYLE_TEXT, item->comment);
    view->places[index] = (struct stop_place){row, rows, TEXT_COLUMN};
    return rows;
}

static int draw_earlier(struct exercise_view *view, struct view *page, int row)
{
    int start = row;
    for (size_t i = 0; i < exercise_earlier_total(view) && i < EARLIER_SHOWN; i++) {
        const struct answer *answer = exercise_earlier(view, i);
        const char *id = pairs_get(&answer->values, picked);
        const struct item *item = id ? item_find(all(view), id) : NULL;
        struct str line = {0};
        date_put_full(&line, answer->made_at);
        str_printf(&line, " %s %s", glyph(GLYPH_DOT), item ? item->text : glyph(GLYPH_DASH));
        view_cut(page, row + 1, 2, STYLE_DIM, str_text(&line), page->columns - 2);
        str_free(&line);
        row++;
    }
    return row > start ? row - start + 1 : 0;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    const char *scene = exercise_field(view->exercise, "scene");
    if (*scene)
        row += prose_plain(page, row, 0, page->columns, STYLE_TEXT, scene) + 1;
    row += exercise_ask(view, page, row);
    for (int i = 0; i < stops(view); i++) {
        row += draw_item(view, page, row, i);
        exercise_mark(view, page, i, focus);
    }
    row += exercise_note(view, page, row);
    row += draw_earlier(view, page, row);
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    const char *id = items(view)[stop].id;
    bool chosen = strcmp(exercise_value(view, picked), id) == 0;
    bool key = event->kind == EVENT_KEY && (event->key == ' ' || event->key == KEYCODE_ENTER);
    if (chosen && event->kind == EVENT_KEY && event->key == ' ')
        return true; /* whoever reads on with Space does not change an answer by it */
    if (event->kind == EVENT_CLICK || (key && !chosen)) {
        exercise_set(view, picked, id);
        return true;
    }
    if (event->kind == EVENT_KEY && chosen && event->key == KEYCODE_DELETE) {
        exercise_set(view, picked, "");
        return true;
    }
    if (event->kind == EVENT_KEY && event->key == 'n')
        return exercise_next_hand(view, all(view)->count);
    return false; /* Enter on what is picked goes on */
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    bool chosen = strcmp(exercise_value(view, picked), items(view)[stop].id) == 0;
    keys_add(list, "Enter", chosen ? _("go on") : _("pick"), true);
    if (*exercise_field(view->exercise, "deck"))
        keys_add(list, "n", _("other cards"), true);
    keys_add(list, "Del", _("pick none"), false);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    const char *id = pairs_get(values, picked);
    const struct item *item = id ? item_find(exercise_list(exercise, ""), id) : NULL;
    if (item)
        str_printf(out, "%s\n%s\n", item->text, item->comment);
}

const struct exercise_type exercise_choose = {
    .name = "choose",
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = describe,
    .opened = opened,
};
