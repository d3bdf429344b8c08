/*
 * letter: first it is decided what becomes of it, then it is written. Kept is an answer like any
 * other. Sealed is kept closed, and a second yes opens it. Burned is never stored: no draft, no
 * answer, and Ctrl-X takes it along. A letter to be burned may be kept after all; one that was
 * being kept can only be burned after what was saved of it has been deleted.
 */
#include <stdlib.h>
#include <string.h>

#include "../form.h"
#include "../prose.h"
#include "mend/base/date.h"

enum { TEXT_LETTER, TEXT_UNTIL };

static const char way_key[] = LETTER_WAY;

static struct item way_items[] = {
    {"keep", N_("Keep it"), N_("It stays here as an answer, for you to read again.")},
    {"seal", N_("Seal it"),
     N_("Once you have gone on, it is not shown until you ask for it and say yes a second time. "
        "Until then it lies open here. Anyone who opens mend can say that yes, too.")},
    {"burn", N_("Write it and burn it"),
     N_("No word of it is stored, not even a draft. Leaving this page burns it, and so does "
        "Ctrl-X. You may still keep it, as long as you are here.")},
};
static const struct item_list ways = {"ways", way_items, sizeof way_items / sizeof way_items[0]};
enum { WAYS = sizeof way_items / sizeof way_items[0] };

bool letter_is_closed(const struct pairs *values)
{
    const char *way = pairs_get(values, way_key);
    return way && strcmp(way, "seal") == 0;
}

static bool has_date(const struct exercise *exercise)
{
    return *exercise_field(exercise, "date") != '\0';
}

static int texts(const struct exercise *exercise, const char **keys)
{
    keys[TEXT_LETTER] = "text";
    keys[TEXT_UNTIL] = LETTER_UNTIL;
    return has_date(exercise) ? 2 : 1;
}

static bool is_decided(const struct exercise_view *view)
{
    return *exercise_value(view, way_key) != '\0';
}

/* Stops: the ways; then the letter; then the day, or the fire. */
enum { STOP_LETTER = WAYS, STOP_LAST };

static int stops(const struct exercise_view *view)
{
    if (!is_decided(view))
        return WAYS;
    return STOP_LAST + (view->burning || has_date(view->exercise));
}

/* ---- the way ---- */

static void burn(struct exercise_view *view)
{
    struct fault fault = {0};
    if (exercise_empty(view, &fault))
        ui_tell(view->ui, &fault);
    view->go_to = 0;
}

/* What stands here may be an answer already; then that goes. */
static void delete_kept(struct exercise_view *view)
{
    struct fault fault = {0};
    if (view->answered && view->earlier.count && exercise_forget(view, 0, &fault))
        ui_tell(view->ui, &fault);
}

static void choose_burning(struct exercise_view *view)
{
    bool written = exercise_text_length(view, TEXT_LETTER) > 0;
    if (written && !view->asked) {
        view->asked = true;
        ui_notice(view->ui,
                  _("It was saved. Enter again deletes it here and on disk (no backups)."));
        return;
    }
    delete_kept(view);
    burn(view);
    exercise_set_burning(view, true);
    exercise_set(view, way_key, "burn");
    view->go_to = STOP_LETTER;
}

static bool choose_way(struct exercise_view *view, int index, const struct event *event)
{
    const char *way = ways.items[index].id;
    if (!form_is_press(event))
        return false;
    bool same = strcmp(exercise_value(view, way_key), way) == 0;
    if (same) {
        view->go_to = STOP_LETTER;
        return true;
    }
    if (strcmp(way, "burn") == 0) {
        choose_burning(view);
        return true;
    }
    view->asked = false;
    exercise_set(view, way_key, way);
    exercise_set_burning(view, false);
    if (exercise_text_length(view, TEXT_LETTER) == 0)
        view->go_to = STOP_LETTER;
    return true;
}

static void opened(struct exercise_view *view)
{
    view->asked = false;
}

/* ---- drawing ---- */

static void headline(const struct exercise_view *view, const struct pairs *values, struct str *out)
{
    (void)view;
    const char *text = pairs_get(values, "text");
    const char *until = pairs_get(values, LETTER_UNTIL);
    if (letter_is_closed(values))
        str_puts(out, _("a sealed letter; e opens it"));
    else
        str_puts(out, text ? text : glyph(GLYPH_DASH));
    if (until)
        str_printf(out, " %s %s", glyph(GLYPH_DOT), until);
}

static int draw_until(struct exercise_view *view, struct view *page, int row, int focus)
{
    char *until = exercise_text_copy(view, TEXT_UNTIL);
    int64_t day;
    struct str text = {0};
    int rows = form_field(view, page, row,
                          &(struct form_field){TEXT_UNTIL, STOP_LAST,
                                               exercise_field(view->exercise, "date"),
                                               _("year-month-day, such as 2027-03-01"), 1, true},
                          focus);
    if (until && date_read(until, &day)) {
        str_puts(&text, _("Today will remind you on "));
        date_put_full(&text, day);
        str_putc(&text, '.');
    } else if (until && *until) {
        str_puts(&text, _("Not a day yet. Write it as year-month-day, such as 2027-03-01."));
    }
    rows += prose_plain(page, row + rows - 1, FORM_TEXT_COLUMN, page->columns - FORM_TEXT_COLUMN,
                        STYLE_DIM, str_text(&text));
    str_free(&text);
    free(until);
    return rows;
}

static int draw_letter(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    const struct form_field field = {
        TEXT_LETTER, STOP_LETTER, _("Write"), exercise_field(view->exercise, "hint"), 100, true};
    row += form_field(view, page, row, &field, focus);
    if (view->burning)
        row += form_button(view, page, row, _("Burn it now"), STOP_LAST, focus) + 1;
    else if (has_date(view->exercise))
        row += draw_until(view, page, row, focus);
    return row - start;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    row += exercise_ask(view, page, row);
    row += prose_plain(page, row, 2, page->columns - 2, STYLE_TEXT,
                       _("First: what is to become of it?"));
    row += form_picks(view, page, row, &ways, way_key, 0, true, focus) + 1;
    if (is_decided(view))
        row += draw_letter(view, page, row, focus);
    row += exercise_note(view, page, row - 1);
    row += form_earlier(view, page, row - 1, headline);
    return row - start;
}

/* ---- events ---- */

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    if (stop < WAYS)
        return choose_way(view, stop, event);
    view->asked = false;
    if (stop == STOP_LETTER) {
        bool enter = event->kind == EVENT_KEY && event->key == KEYCODE_ENTER;
        return enter ? edit_event(view->ui, view->texts[TEXT_LETTER].editor, event)
                     : form_field_event(view, TEXT_LETTER, stop, event);
    }
    if (!view->burning)
        return form_field_event(view, TEXT_UNTIL, stop, event);
    if (!form_is_press(event))
        return false;
    burn(view);
    ui_notice(view->ui, _("It is gone. Nothing of it was stored."));
    return true;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    if (stop < WAYS) {
        keys_add(list, "Enter", _("decide"), true);
    } else if (stop == STOP_LAST && view->burning) {
        keys_add(list, "Enter", _("burn it"), true);
    } else {
        list->typing = true;
        keys_add(list, "Esc", _("done writing"), true);
        if (!view->burning)
            keys_add(list, "^S", _("keep as an answer"), true);
        edit_keys(list);
    }
}

static int resume(const struct exercise_view *view)
{
    return is_decided(view) ? STOP_LETTER : 0;
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    const char *text = pairs_get(values, "text");
    const char *until = pairs_get(values, LETTER_UNTIL);
    if (until)
        str_printf(out, "%s %s\n", exercise_field(exercise, "date"), until);
    str_puts(out, text ? text : "");
}

const struct exercise_type exercise_letter = {
    .name = "letter",
    .is_form = true,
    .texts = texts,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .resume = resume,
    .describe = describe,
    .opened = opened,
    .closed = letter_is_closed,
};
