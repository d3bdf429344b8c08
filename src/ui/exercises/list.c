/*
 * list: a list of one's own, in an order of one's own, perhaps with a weight beside each entry.
 *
 * Entry N is kept as ".N", its weight as ".Nw", counted from 1 without a hole. New entries are
 * written into one line below the list; to change the words of an entry they are taken down into
 * that line (".edit" says of which) while the entry stays as it was. What stands in the line when
 * one goes on is taken in, so that no word is lost.
 *
 * Stops: the entries, the line, the list of feelings when there is one, ideas not taken over yet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../form.h"
#include "../prose.h"
#include "../screens/screens.h"
#include "mend/base/utf8.h"

enum { ENTRIES_MOST = 16, ENTRY_COLUMN = 6, LINE = 0, WORDS_LEAST = 16 };

static const char edit_key[] = ".edit";

struct name {
    char text[16];
};

static struct name entry_name(int index)
{
    struct name name;
    snprintf(name.text, sizeof name.text, ".%d", index + 1);
    return name;
}

static struct name weight_name(int index)
{
    struct name name;
    snprintf(name.text, sizeof name.text, ".%dw", index + 1);
    return name;
}

static const struct item_list *ideas(const struct exercise_view *view)
{
    return exercise_list(view->exercise, "");
}

static bool has_weight(const struct exercise *exercise)
{
    return *exercise_field(exercise, "weight") != '\0';
}

static bool has_feelings(const struct exercise_view *view)
{
    return *exercise_field(view->exercise, "feelings") != '\0';
}

static int count_in(const struct pairs *values)
{
    int count = 0;
    while (count < ENTRIES_MOST && pairs_get(values, entry_name(count).text))
        count++;
    return count;
}

static int entries(const struct exercise_view *view)
{
    return count_in(&view->values);
}

static int find_entry(const struct exercise_view *view, const char *text)
{
    for (int i = 0; i < entries(view); i++)
        if (strcmp(exercise_value(view, entry_name(i).text), text) == 0)
            return i;
    return -1;
}

/* ---- ideas that are still to be had ---- */

static int idea_count(const struct exercise_view *view)
{
    int count = 0;
    for (size_t i = 0; ideas(view) && i < ideas(view)->count; i++)
        count += find_entry(view, ideas(view)->items[i].text) < 0;
    return count;
}

static const char *idea_at(const struct exercise_view *view, int index)
{
    for (size_t i = 0; ideas(view) && i < ideas(view)->count; i++)
        if (find_entry(view, ideas(view)->items[i].text) < 0 && index-- == 0)
            return ideas(view)->items[i].text;
    return "";
}

/* ---- stops ---- */

static int texts(const struct exercise *exercise, const char **keys)
{
    (void)exercise;
    keys[LINE] = ".new";
    return 1;
}

static int line_stop(const struct exercise_view *view)
{
    return entries(view);
}

static int first_idea(const struct exercise_view *view)
{
    return line_stop(view) + 1 + has_feelings(view);
}

static int stops(const struct exercise_view *view)
{
    return first_idea(view) + idea_count(view);
}

/* ---- changing the list ---- */

static void set_entry(struct exercise_view *view, int index, const char *text, const char *weight)
{
    exercise_set(view, entry_name(index).text, text);
    exercise_set(view, weight_name(index).text, weight);
}

static void swap(struct exercise_view *view, int a, int b)
{
    char *text = strdup(exercise_value(view, entry_name(a).text));
    char *weight = strdup(exercise_value(view, weight_name(a).text));
    if (text && weight) {
        set_entry(view, a, exercise_value(view, entry_name(b).text),
                  exercise_value(view, weight_name(b).text));
        set_entry(view, b, text, weight);
    }
    free(text);
    free(weight);
}

static void move(struct exercise_view *view, int index, int to)
{
    if (to < 0 || to >= entries(view))
        return;
    exercise_remember(view);
    swap(view, index, to);
    exercise_set(view, edit_key, ""); /* it names a place, and places have changed */
    view->go_to = to;
}

static void remove_entry(struct exercise_view *view, int index)
{
    int last = entries(view) - 1;
    exercise_remember(view);
    for (int i = index; i < last; i++)
        swap(view, i, i + 1);
    set_entry(view, last, "", "");
    exercise_set(view, edit_key, "");
    ui_notice(view->ui, _("Taken off the list. u brings it back."));
}

static bool add(struct exercise_view *view, const char *text)
{
    if (entries(view) == ENTRIES_MOST) {
        ui_notice(view->ui, _("The list is full. Del on an entry makes room."));
        return false;
    }
    set_entry(view, entries(view), text, "");
    return true;
}

/* The entry whose words are in the line; -1 when it is a new one. */
static int edited_entry(const struct exercise_view *view)
{
    return (int)strtol(exercise_value(view, edit_key), NULL, 10) - 1;
}

/* Takes in what stands in the line: a new entry, or new words for an old one. */
static void settle(struct exercise_view *view)
{
    char *text = exercise_text_copy(view, LINE);
    int edited = edited_entry(view);
    bool done = text && *text;
    if (done && edited >= 0 && edited < entries(view))
        exercise_set(view, entry_name(edited).text, text);
    else if (done)
        done = add(view, text);
    if (done)
        exercise_text_set(view, LINE, "");
    if (done)
        exercise_set(view, edit_key, "");
    free(text);
}

void exercise_list_add(struct exercise_view *view, const char *text)
{
    if (find_entry(view, text) < 0)
        add(view, text);
}

static void edit(struct exercise_view *view, int index)
{
    char number[16];
    settle(view); /* another entry may be in the line already */
    snprintf(number, sizeof number, "%d", index + 1);
    exercise_set(view, edit_key, number);
    exercise_text_set(view, LINE, exercise_value(view, entry_name(index).text));
    view->go_to = line_stop(view);
}

/* ---- drawing ---- */

static int draw_entry(struct exercise_view *view, struct view *page, int row, int index, int focus)
{
    bool weighted = has_weight(view->exercise);
    int room = page->columns - ENTRY_COLUMN - (weighted ? SCALE_COLUMNS + 1 : 0);
    bool edited = edited_entry(view) == index;
    const char *text = exercise_value(view, entry_name(index).text);
    view_printf(page, row, 2, STYLE_DIM, "%2d", index + 1);
    int rows = prose_plain(page, row, ENTRY_COLUMN, room, edited ? STYLE_DIM : STYLE_TEXT, text);
    if (weighted)
        exercise_scale(page, row, page->columns - SCALE_COLUMNS,
                       exercise_value(view, weight_name(index).text));
    view->places[index] = (struct stop_place){row, rows, ENTRY_COLUMN};
    exercise_mark(view, page, index, focus);
    return rows;
}

/* What the numbers beside the entries mean. */
static int draw_weight(struct exercise_view *view, struct view *page, int row)
{
    const struct exercise *exercise = view->exercise;
    const char *low = exercise_field(exercise, "low");
    const char *high = exercise_field(exercise, "high");
    if (!has_weight(exercise) || entries(view) == 0)
        return 0;
    struct str text = {0};
    str_puts(&text, exercise_field(exercise, "weight"));
    if (*low && *high)
        str_printf(&text, "  0 %s %s 10 %s", low, glyph(GLYPH_DOT), high);
    int rows = prose_plain(page, row, 2, page->columns - 2, STYLE_DIM, str_text(&text));
    str_free(&text);
    return rows;
}

static int draw_ideas(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    int count = idea_count(view);
    if (count == 0)
        return 0;
    row += prose_plain(page, row, 2, page->columns - 2, STYLE_DIM, _("Ideas to take over"));
    for (int i = 0; i < count; i++)
        row += form_button(view, page, row, idea_at(view, i), first_idea(view) + i, focus);
    return row - start;
}

static void headline(const struct exercise_view *view, const struct pairs *values, struct str *out)
{
    (void)view;
    for (int i = 0; i < count_in(values); i++)
        str_printf(out, "%s%s", i ? ", " : "", pairs_get(values, entry_name(i).text));
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    const char *add_label = exercise_field(view->exercise, "add");
    bool edited = *exercise_value(view, edit_key) != '\0';
    row += exercise_ask(view, page, row);
    row += draw_weight(view, page, row);
    for (int i = 0; i < entries(view); i++)
        row += draw_entry(view, page, row, i, focus);
    row += entries(view) > 0;
    const char *label = edited ? _("Other words for it") : *add_label ? add_label : _("Add one");
    row +=
        form_field(view, page, row,
                   &(struct form_field){LINE, line_stop(view), label, "", FORM_ROWS, false}, focus);
    if (has_feelings(view))
        row +=
            form_button(view, page, row - 1, _("Words to choose from"), line_stop(view) + 1, focus);
    row += draw_ideas(view, page, row, focus);
    row += exercise_note(view, page, row);
    row += form_earlier(view, page, row, headline);
    return row - start;
}

/* ---- events ---- */

static bool entry_event(struct exercise_view *view, int index, const struct event *event)
{
    const char *weight = weight_name(index).text;
    struct view nowhere = {.columns = view->ui->top->body.columns};
    int scale = ui_prose_column(&nowhere).columns - SCALE_COLUMNS;
    bool weighted = has_weight(view->exercise);
    if (event->kind == EVENT_CLICK)
        return weighted && exercise_scale_event(view, weight, event->column - scale, event);
    if (event->kind != EVENT_KEY)
        return false;
    switch (event->key) {
    case KEYCODE_ENTER:
        edit(view, index);
        return true;
    case KEYCODE_DELETE:
    case 'd':
        remove_entry(view, index);
        return true;
    case 'K':
    case '<':
        move(view, index, index - 1);
        return true;
    case 'J':
    case '>':
        move(view, index, index + 1);
        return true;
    case 'u':
        return exercise_undo(view);
    case 's':
        return false;
    default:
        return weighted && event->key != KEYCODE_BACKSPACE &&
               exercise_scale_event(view, weight, -1, event);
    }
}

static bool line_event(struct exercise_view *view, const struct event *event)
{
    bool enter = event->kind == EVENT_KEY && event->key == KEYCODE_ENTER;
    if (!enter)
        return form_field_event(view, LINE, line_stop(view), event);
    if (exercise_text_length(view, LINE) == 0) {
        ui_notice(view->ui, _("There is nothing in the line yet. Tab goes on."));
        return true;
    }
    settle(view);
    view->go_to = line_stop(view);
    return true;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    if (stop < entries(view))
        return entry_event(view, stop, event);
    if (stop == line_stop(view))
        return line_event(view, event);
    bool undo = event->kind == EVENT_KEY && event->key == 'u';
    if (undo)
        return exercise_undo(view);
    if (!form_is_press(event))
        return false;
    if (stop < first_idea(view))
        ui_push(view->ui, &screen_feelings, &(struct feelings_for){view, -1});
    else
        add(view, idea_at(view, stop - first_idea(view)));
    /* The list has grown above: what was focused is one further down. */
    if (stop >= first_idea(view))
        view->go_to = stop < stops(view) ? stop : stops(view) - 1;
    return true;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    if (stop < entries(view)) {
        if (has_weight(view->exercise))
            keys_add(list, glyph(GLYPH_LEFT_RIGHT), _("or 0-9 set"), true);
        keys_add(list, "Enter", _("change its words"), true);
        keys_add(list, "< >", _("move it up, down"), true);
        keys_add(list, "Del", _("take it off"), true);
        keys_add(list, "u", _("undo"), false);
    } else if (stop == line_stop(view)) {
        list->typing = true;
        keys_add(list, "Enter", _("put it on the list"), true);
        keys_add(list, "Esc", _("done writing"), true);
        edit_keys(list);
    } else {
        keys_add(list, "Enter",
                 stop < first_idea(view) ? _("open the words") : _("put it on the list"), true);
    }
}

static int resume(const struct exercise_view *view)
{
    return line_stop(view);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    for (int i = 0; i < count_in(values); i++) {
        const char *weight = pairs_get(values, weight_name(i).text);
        if (has_weight(exercise))
            str_printf(out, "%2s  ", weight ? weight : "-");
        str_printf(out, "%s\n", pairs_get(values, entry_name(i).text));
    }
}

const struct exercise_type exercise_list_kind = {
    .name = "list",
    .continues = true,
    .texts = texts,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .resume = resume,
    .describe = describe,
    .settle = settle,
};
