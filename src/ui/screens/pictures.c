/*
 * Pictures: each scale over time, experiments as predicted and as they went, the trust inventory
 * then and now. Each is a line and, with one key, a table with the same row selected.
 */
#include "pictures.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "../day_words.h"
#include "../prose.h"
#include "mend/base/utf8.h"
#include "promise_screens.h"

enum {
    MARKS_FROM = 9, /* rows of a table from which on the marks stand below it */
    PAGE_STEPS = 10,
    TABLE_DAY = 2,
    TABLE_DAY_CELLS = 13,
    TABLE_CELL = 11,
    TABLE_WHAT = TABLE_DAY + TABLE_DAY_CELLS + 2 * TABLE_CELL + 2,
};

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct pictures *pictures = calloc(1, sizeof *pictures);
    if (!pictures)
        return fault_set_memory(fault);
    pictures->ui = screen->ui;
    pictures->span = TREND_YEAR;
    pictures->picture = SCALE_TRUST_SELF;
    pictures->place = DAY_LAST;
    screen->state = pictures;
    pictures_load(pictures);
    pictures_build(pictures);
    return OK;
}

static void close(struct screen *screen)
{
    pictures_forget(screen->state);
    free(screen->state);
}

static void uncovered(struct screen *screen)
{
    pictures_load(screen->state);
    pictures_build(screen->state);
}

/* ---- the line above ---- */

static const char *name_of(const struct pictures *pictures)
{
    switch (pictures->picture) {
    case PICTURE_EXPERIMENTS:
        return _("Small tries");
    case PICTURE_INVENTORY:
        return _("The trust inventory, then and now");
    default:
        return check_in_scale_name((enum check_in_scale)pictures->picture);
    }
}

static const char *span_words(enum trend_span span)
{
    return span == TREND_QUARTER ? _("three months")
           : span == TREND_YEAR  ? _("one year")
                                 : _("all");
}

static void put_shown(const struct pictures *pictures, struct str *out)
{
    int count = (int)pictures->shown;
    if (pictures->picture == PICTURE_EXPERIMENTS && !pictures->table)
        str_puts(out, _("dotted: as predicted"));
    else if (pictures->picture == PICTURE_EXPERIMENTS)
        str_printf(out, ngettext("%d small try", "%d small tries", (unsigned long)count), count);
    else
        str_printf(out, ngettext("%d check-in", "%d check-ins", (unsigned long)count), count);
    if (pictures->together && pictures->weeks == 1)
        str_puts(out, _(", a week each"));
    else if (pictures->together)
        str_printf(out,
                   ngettext(", %d week each", ", %d weeks each", (unsigned long)pictures->weeks),
                   pictures->weeks);
}

static void draw_head(const struct pictures *pictures, struct view *view)
{
    struct str text = {0};
    struct str shown = {0};
    str_puts(&text, name_of(pictures));
    if (pictures->picture != PICTURE_INVENTORY) {
        str_printf(&text, " %s %s", glyph(GLYPH_DOT), span_words(pictures->span));
        put_shown(pictures, &shown);
    }
    int used = view_cut(view, 0, 0, STYLE_TITLE, str_text(&text), view->columns);
    int width = utf8_width(str_text(&shown), shown.length);
    if (used + 2 + width <= view->columns)
        view_puts(view, 0, view->columns - width, STYLE_DIM, str_text(&shown));
    view_cursor(view, 0, 0);
    str_free(&text);
    str_free(&shown);
}

/* ---- the lines below ---- */

/* In full, or with short names of months and no more than is needed. */
static void put_reading(const struct pictures *pictures, bool full, struct str *out)
{
    int cursor = pictures->chart.cursor;
    if (cursor < 0)
        return;
    const struct chart_point *point = &pictures->points[cursor];
    struct str value = {0};
    struct str day = {0};
    chart_put_value(&value, point->value);
    if (pictures->together) {
        const struct picture_origin *origin = &pictures->origins[cursor];
        day_words_range(&day, origin->first, origin->last, DAY_SHORT, true);
        str_printf(out,
                   ngettext("%1$s, %2$s, %3$d check-in", "%1$s, %2$s, %3$d check-ins",
                            (unsigned long)point->count),
                   str_text(&value), str_text(&day), point->count);
        str_puts(out, full && point->count > 1 ? _(" on average. Enter opens the last.") : "");
    } else {
        day_words(&day, point->day, full ? DAY_LONG : DAY_SHORT, true);
        if (pictures->picture == PICTURE_EXPERIMENTS)
            str_printf(out,
                       full ? _("Predicted %1$d, went %2$s, told on %3$s")
                            : _("%1$d, went %2$s, %3$s"),
                       pictures->pairs[pictures->origins[cursor].index].predicted, str_text(&value),
                       str_text(&day));
        else
            str_printf(out, _("%1$s on %2$s"), str_text(&value), str_text(&day));
        if (pictures->words.length)
            str_printf(out, ": %s", str_text(&pictures->words));
    }
    str_free(&value);
    str_free(&day);
}

static void draw_reading(const struct pictures *pictures, struct view *view, int row)
{
    struct str text = {0};
    put_reading(pictures, true, &text);
    if (utf8_width(str_text(&text), text.length) > view->columns) {
        str_truncate(&text, 0);
        put_reading(pictures, false, &text);
    }
    view_cut(view, row, 0, STYLE_TEXT, str_text(&text), view->columns);
    str_free(&text);
}

/* What the lines across the chart are, for the table, which has none. */
static int draw_marks(const struct pictures *pictures, struct view *view, int row)
{
    struct str text = {0};
    const struct chart *chart = &pictures->chart;
    for (int i = 0; i < chart->marker_count; i++) {
        const struct chart_marker *marker = &chart->markers[i];
        if (marker->day < chart->first || marker->day > chart->last)
            continue;
        struct str day = {0};
        check_in_put_short_day(&day, marker->day, pictures->today);
        str_puts(&text, text.length ? ", " : _("Finished: "));
        str_printf(&text, _("%1$s on %2$s"), marker->label, str_text(&day));
        str_free(&day);
    }
    int rows = text.length ? 1 : 0;
    view_cut(view, row, 0, STYLE_DIM, str_text(&text), view->columns);
    str_free(&text);
    return rows;
}

/* ---- experiments as a table ---- */

static int rows_of(const struct pictures *pictures)
{
    int count = 0;
    for (int i = 0; i < pictures->chart.count; i++)
        count += pictures->points[i].day >= pictures->chart.first;
    return count;
}

static void draw_experiment(const struct pictures *pictures, struct view *view, int row, int index)
{
    const struct experiment_pair *pair = &pictures->pairs[pictures->origins[index].index];
    const struct experiment *one = &pictures->experiments.items[pictures->origins[index].index];
    bool selected = index == pictures->chart.cursor;
    enum style style = selected ? STYLE_TITLE : STYLE_TEXT;
    int column = TABLE_DAY + TABLE_DAY_CELLS;
    struct str day = {0};
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, TABLE_DAY);
    }
    day_words(&day, pair->told, DAY_SHORT, true);
    view_cut(view, row, TABLE_DAY, style, str_text(&day), TABLE_DAY_CELLS - 1);
    view_printf(view, row, column + TABLE_CELL - 2, style, "%2d", pair->predicted);
    view_printf(view, row, column + 2 * TABLE_CELL - 2, style, "%2d", pair->actual);
    view_cut(view, row, TABLE_WHAT, STYLE_DIM, one->what, view->columns - TABLE_WHAT);
    str_free(&day);
}

static void draw_name(struct view *view, int end, const char *name)
{
    view_puts(view, 0, end - utf8_width(name, strlen(name)), STYLE_DIM, name);
}

/* Newest first, as the other tables are. */
static void draw_experiments(struct pictures *pictures, struct view *view)
{
    int count = rows_of(pictures);
    int selected =
        pictures->chart.cursor < 0 ? 0 : pictures->chart.count - 1 - pictures->chart.cursor;
    int room = view->rows - 1;
    int column = TABLE_DAY + TABLE_DAY_CELLS;
    int *top = &pictures->table_top;
    view_puts(view, 0, TABLE_DAY, STYLE_DIM, _("Day"));
    draw_name(view, column + TABLE_CELL, _("predicted"));
    draw_name(view, column + 2 * TABLE_CELL, _("went"));
    if (selected >= *top + room)
        *top = selected - room + 1;
    if (selected < *top)
        *top = selected;
    for (int i = *top; i < count && i - *top < room; i++)
        draw_experiment(pictures, view, 1 + i - *top, pictures->chart.count - 1 - i);
    if (*top + room < count)
        scroll_mark_more(view);
}

/* ---- the inventory ---- */

static const struct item_list *inventory_list(const struct pictures *pictures)
{
    const struct exercise *exercise =
        pictures->has_lesson ? lesson_exercise(&pictures->lesson, "inventory") : NULL;
    return exercise ? exercise_list(exercise, "") : NULL;
}

static void put_answer(struct str *out, const struct answers *answers, size_t index, const char *id,
                       const struct pictures *pictures)
{
    const char *value = pairs_get(&answers->items[index].values, id);
    int number = value ? exercise_number(value) : -1;
    int32_t day = day_of(answers->items[index].made_at, DAY_ENDS_AT);
    struct str when = {0};
    check_in_put_short_day(&when, day, pictures->today);
    if (number < 0)
        str_printf(out, _("open on %s"), str_text(&when));
    else
        str_printf(out, _("%1$d on %2$s"), number, str_text(&when));
    str_free(&when);
}

static int draw_inventory_table(const struct pictures *pictures, struct view *view, int row)
{
    const struct item_list *list = inventory_list(pictures);
    const struct answers *answers = &pictures->inventory;
    int start = row;
    for (size_t i = 0; list && i < list->count && answers->count; i++) {
        struct str text = {0};
        str_printf(&text, "%s: ", list->items[i].text);
        if (answers->count > 1) {
            put_answer(&text, answers, answers->count - 1, list->items[i].id, pictures);
            str_puts(&text, ", ");
        }
        put_answer(&text, answers, 0, list->items[i].id, pictures);
        row += prose_plain(view, row, 2, view->columns - 2, STYLE_TEXT, str_text(&text));
        str_free(&text);
    }
    return row - start + 1;
}

static int draw_inventory(void *context, struct view *view)
{
    const struct pictures *pictures = context;
    bool narrow = view->columns < 50;
    const struct item_list *list = inventory_list(pictures);
    bool some = pictures->inventory.count && list;
    int row = 1;
    if (some && (pictures->table || narrow))
        row += draw_inventory_table(pictures, view, row);
    else
        row += summary_inventory(list, &pictures->inventory, view, row);
    row += prose_paragraph(view, row, STYLE_DIM,
                           some ? _("No total: these do not add up to a person. Enter opens the "
                                    "page, where it can be answered again.")
                                : _("Enter opens the page."));
    return row - 1;
}

/* ---- the whole ---- */

static bool is_empty(const struct pictures *pictures)
{
    return pictures->picture == PICTURE_EXPERIMENTS ? pictures->chart.count == 0
                                                    : pictures->count == 0;
}

static void draw_empty(const struct pictures *pictures, struct view *view)
{
    prose_paragraph(view, 1, STYLE_TEXT,
                    pictures->picture == PICTURE_EXPERIMENTS
                        ? _("Once a small try has a number for how it would go and one for how it "
                            "went, both stand here.")
                        : _("There is nothing to draw yet. Each check-in becomes a point here."));
}

static void draw_chart(struct pictures *pictures, struct view *body)
{
    struct view view = *body;
    struct view foot = *body;
    view.columns--; /* for the sign that there is more */
    view.rows--;
    if (pictures->table && view.rows >= MARKS_FROM) {
        foot.columns--;
        view.rows -= draw_marks(pictures, &foot, view.rows - 1);
    }
    pictures->view = view;
    if (!pictures->table)
        chart_draw(&pictures->chart, &view);
    else if (pictures->picture == PICTURE_EXPERIMENTS)
        draw_experiments(pictures, &view);
    else
        chart_table_draw(&pictures->chart, &view, &pictures->table_top);
    draw_reading(pictures, &foot, foot.rows - 1);
}

static void draw(struct screen *screen, struct view *body)
{
    struct pictures *pictures = screen->state;
    struct view view = pictures->picture == PICTURE_INVENTORY ? ui_prose_column(body) : *body;
    struct view below = view;
    if (pictures->fault.code) {
        view_cursor(&view, 1, 0);
        prose_paragraph(&view, 1, STYLE_NOTICE, pictures->fault.text);
        return;
    }
    draw_head(pictures, &view);
    below.row++;
    below.rows--;
    if (pictures->picture == PICTURE_INVENTORY)
        scroll_draw(&pictures->scroll, &below, draw_inventory, pictures);
    else if (is_empty(pictures))
        draw_empty(pictures, &below);
    else
        draw_chart(pictures, &below);
}

static void title(struct screen *screen, struct view *row)
{
    (void)screen;
    view_cut(row, 0, 1, STYLE_TITLE, _("Pictures of check-ins"), row->columns - 2);
}

/* ---- keys ---- */

static void look(struct pictures *pictures, int index)
{
    if (index >= 0)
        pictures->place = pictures->points[index].day;
    pictures_select(pictures, index);
}

/* Later is up, as in the table. */
static void move(struct pictures *pictures, int steps)
{
    look(pictures, chart_move(&pictures->chart, pictures->chart.cursor, steps));
}

static void turn(struct pictures *pictures, int by)
{
    pictures->picture = (pictures->picture + by + PICTURES) % PICTURES;
    pictures->table_top = 0;
    pictures->scroll = (struct scroll){0};
    pictures_build(pictures);
}

static void set_span(struct pictures *pictures, int span)
{
    pictures->span = (enum trend_span)(span % TREND_SPANS);
    pictures->table_top = 0;
    pictures_build(pictures);
}

static void open_experiment(struct pictures *pictures)
{
    int cursor = pictures->chart.cursor;
    if (cursor >= 0)
        experiment_form_outcome(pictures->ui,
                                &pictures->experiments.items[pictures->origins[cursor].index]);
}

static void open_selected(struct pictures *pictures)
{
    struct ui *ui = pictures->ui;
    int cursor = pictures->chart.cursor;
    const struct contents_entry *entry = content_entry(session_content(ui->session), "1");
    if (pictures->picture == PICTURE_INVENTORY && entry)
        ui_push(ui, &screen_player, &(struct lesson_place){entry, "1.3"});
    else if (pictures->picture == PICTURE_EXPERIMENTS)
        open_experiment(pictures);
    else if (cursor >= 0)
        ui_push(ui, &screen_check_in, &(struct check_in_open){pictures->origins[cursor].id, false});
}

static void click(struct screen *screen, const struct event *event)
{
    struct pictures *pictures = screen->state;
    const struct view *view = &pictures->view;
    int row = event->row - view->row;
    int column = event->column - view->column;
    int index = -1;
    if (pictures->picture == PICTURE_INVENTORY || is_empty(pictures) || row < 0 ||
        row >= view->rows)
        return;
    if (!pictures->table)
        index = chart_point_at(&pictures->chart, view, row, column);
    else if (pictures->picture != PICTURE_EXPERIMENTS)
        index = chart_table_at(&pictures->chart, view, pictures->table_top, row);
    else if (row > 0 && pictures->table_top + row - 1 < rows_of(pictures))
        index = pictures->chart.count - 1 - (pictures->table_top + row - 1);
    if (index < 0)
        return;
    if (index == pictures->chart.cursor)
        open_selected(pictures);
    else
        look(pictures, index);
}

static bool move_key(struct pictures *pictures, int32_t key)
{
    switch (key) {
    case KEYCODE_UP:
    case 'k':
        move(pictures, 1);
        return true;
    case KEYCODE_DOWN:
    case 'j':
        move(pictures, -1);
        return true;
    case KEYCODE_PAGE_UP:
        move(pictures, PAGE_STEPS);
        return true;
    case KEYCODE_PAGE_DOWN:
        move(pictures, -PAGE_STEPS);
        return true;
    case KEYCODE_HOME:
    case 'g':
        move(pictures, INT_MAX);
        return true;
    case KEYCODE_END:
    case 'G':
        move(pictures, INT_MIN);
        return true;
    default:
        return false;
    }
}

static bool on_key(struct pictures *pictures, int32_t key)
{
    switch (key) {
    case KEYCODE_LEFT:
    case 'h':
        turn(pictures, -1);
        return true;
    case KEYCODE_RIGHT:
    case 'l':
        turn(pictures, 1);
        return true;
    case '1':
    case '2':
    case '3':
        set_span(pictures, (int)(key - '1'));
        return true;
    case 's':
        set_span(pictures, (int)pictures->span + 1);
        return true;
    case 't':
        pictures->table = !pictures->table;
        return true;
    case KEYCODE_ENTER:
    case ' ':
        open_selected(pictures);
        return true;
    default:
        return false;
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct pictures *pictures = screen->state;
    if (event->kind == EVENT_PASTE)
        return true;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (pictures->fault.code)
        return false;
    if (event->kind == EVENT_KEY && on_key(pictures, event->key))
        return true;
    if (pictures->picture == PICTURE_INVENTORY)
        return scroll_event(&pictures->scroll, event);
    return move_key(pictures, event->key);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct pictures *pictures = screen->state;
    if (!pictures->fault.code) {
        bool points = pictures->picture != PICTURE_INVENTORY;
        keys_add(list, glyph(GLYPH_LEFT_RIGHT), _("picture"), true);
        if (points) {
            keys_add(list, glyph(GLYPH_UP_DOWN), _("later, earlier"), true);
            keys_add(list, "Enter", _("open"), true);
        } else {
            keys_add(list, "Enter", _("the page"), true);
            keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), false);
        }
        keys_add(list, "t", pictures->table ? _("line") : _("table"), true);
        if (points) {
            keys_add(list, "s", _("span"), true);
            keys_add(list, "1, 2, 3", _("three months, a year, all"), false);
            keys_add(list, "PgUp, PgDn", _("ten later, ten earlier"), false);
            keys_add(list, "Home, End", _("the newest, the oldest"), false);
        }
    }
    keys_add(list, "Esc", _("back"), false);
}

const struct screen_type screen_pictures = {
    .name = "pictures",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .title = title,
    .uncovered = uncovered,
};
