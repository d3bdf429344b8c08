/*
 * The parts of a form as one kind of exercise: stops are counted over all parts that are asked at
 * the moment, a text or a scale being one stop, a list as many as it has items.
 */
#include "record.h"

#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "prose.h"
#include "record_private.h"

static const struct record_form *form_of(const struct exercise *exercise)
{
    const struct record_exercise *record = (const struct record_exercise *)(const void *)exercise;
    return record->form;
}

static bool is_asked(const struct exercise_view *view, const struct record_part *part)
{
    return !part->only_key || strcmp(exercise_value(view, part->only_key), part->only_value) == 0;
}

static int stops_of(const struct exercise_view *view, const struct record_part *part)
{
    if (!is_asked(view, part))
        return 0;
    bool list = part->kind == RECORD_PICK || part->kind == RECORD_TICKS;
    return list ? (int)part->list->count : 1;
}

static int texts(const struct exercise *exercise, const char **keys)
{
    const struct record_form *form = form_of(exercise);
    int count = 0;
    for (int i = 0; i < form->count && count < TEXTS_MOST; i++)
        if (form->parts[i].kind == RECORD_TEXT)
            keys[count++] = form->parts[i].key;
    return count;
}

/* Which of the view's texts PART is. */
static int text_of(const struct record_form *form, const struct record_part *part)
{
    int text = 0;
    for (const struct record_part *p = form->parts; p < part; p++)
        text += p->kind == RECORD_TEXT;
    return text;
}

static int stops(const struct exercise_view *view)
{
    const struct record_form *form = form_of(view->exercise);
    int count = 0;
    for (int i = 0; i < form->count; i++)
        count += stops_of(view, &form->parts[i]);
    return count;
}

/* The part that STOP belongs to, and which of its own stops it is. */
static const struct record_part *part_at(const struct exercise_view *view, int stop, int *own)
{
    const struct record_form *form = form_of(view->exercise);
    for (int i = 0; i < form->count; i++) {
        int count = stops_of(view, &form->parts[i]);
        if (stop < count) {
            *own = stop;
            return &form->parts[i];
        }
        stop -= count;
    }
    return NULL;
}

bool record_is_text(const struct exercise_view *view, int stop)
{
    int own;
    const struct record_part *part = part_at(view, stop, &own);
    return part && part->kind == RECORD_TEXT;
}

/* ---- drawing ---- */

static int draw_scale(struct exercise_view *view, struct view *page, int row,
                      const struct record_part *part, int stop, int focus)
{
    int scale = page->columns - SCALE_COLUMNS;
    int rows = prose_plain(page, row, 2, scale - 3, STYLE_TEXT, _(part->label));
    exercise_scale(page, row, scale, exercise_value(view, part->key));
    view->places[stop] = (struct stop_place){row, rows, 2};
    exercise_mark(view, page, stop, focus);
    return rows;
}

static int draw_ticks(struct exercise_view *view, struct view *page, int row,
                      const struct record_part *part, int stop, int focus)
{
    int start = row;
    for (int i = 0; i < (int)part->list->count; i++) {
        const struct item *item = &part->list->items[i];
        row += form_tick(view, page, row, item->id, _(item->text), stop + i, focus);
    }
    return row - start;
}

static int draw_part(struct exercise_view *view, struct view *page, int row,
                     const struct record_part *part, int stop, int focus)
{
    int start = row;
    switch (part->kind) {
    case RECORD_TEXT:
        return form_field(view, page, row,
                          &(struct form_field){text_of(form_of(view->exercise), part), stop,
                                               _(part->label), part->hint ? _(part->hint) : "",
                                               FORM_ROWS, false},
                          focus);
    case RECORD_SCALE:
        return draw_scale(view, page, row, part, stop, focus);
    case RECORD_PICK:
        row += prose_plain(page, row, 2, page->columns - 2, STYLE_TEXT, _(part->label));
        row += form_picks(view, page, row, part->list, part->key, stop, false, focus);
        return row - start + 1;
    case RECORD_TICKS:
        row += prose_plain(page, row, 2, page->columns - 2, STYLE_TEXT, _(part->label));
        row += draw_ticks(view, page, row, part, stop, focus);
        return row - start + 1;
    }
    return 0;
}

/* Scales stand together; behind the last of them comes an empty row. */
static bool ends_scales(const struct record_form *form, int index)
{
    bool last = index + 1 == form->count;
    return form->parts[index].kind == RECORD_SCALE &&
           (last || form->parts[index + 1].kind != RECORD_SCALE);
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    const struct record_form *form = form_of(view->exercise);
    int start = row;
    int stop = 0;
    for (int i = 0; i < form->count; i++) {
        const struct record_part *part = &form->parts[i];
        int count = stops_of(view, part);
        if (count)
            row += draw_part(view, page, row, part, stop, focus);
        row += ends_scales(form, i) ? 1 : 0;
        stop += count;
    }
    return row - start;
}

/* ---- keys ---- */

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    int own;
    const struct record_part *part = part_at(view, stop, &own);
    struct view nowhere = {.columns = view->ui->top->body.columns};
    switch (part->kind) {
    case RECORD_TEXT:
        return form_field_event(view, text_of(form_of(view->exercise), part), stop, event);
    case RECORD_SCALE:
        return exercise_scale_event(
            view, part->key, event->column - (ui_prose_column(&nowhere).columns - SCALE_COLUMNS),
            event);
    case RECORD_PICK:
        return form_pick_event(view, &part->list->items[own], part->key, event);
    case RECORD_TICKS:
        return form_tick_event(view, part->list->items[own].id, event);
    }
    return false;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    int own;
    const struct record_part *part = part_at(view, stop, &own);
    switch (part->kind) {
    case RECORD_TEXT:
        list->typing = true;
        keys_add(list, "Enter", _("on to the next"), true);
        keys_add(list, "Shift-Tab", _("back to the field before"), false);
        break;
    case RECORD_SCALE:
        exercise_rate.keys(view, stop, list);
        break;
    case RECORD_PICK:
        form_pick_keys(view, &part->list->items[own], part->key, list);
        break;
    case RECORD_TICKS:
        keys_add(list, "Space", _("tick"), true);
        break;
    }
}

const struct exercise_type exercise_record = {
    .name = "record",
    .is_form = true,
    .texts = texts,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = exercise_no_words,
};
