/*
 * The list: a row for each check-in, with all its numbers under one another where there is room; in
 * narrow windows a few of them, and its first words in a second row.
 */
#include <string.h>

#include "../day_words.h"
#include "../prose.h"
#include "../scroll.h"
#include "check_ins.h"
#include "mend/base/utf8.h"

enum {
    WIDE = 88,
    DAY_COLUMN = 2,
    DAY_CELLS = 18, /* "21 September 2026" */
    SHORT_CELLS = 13,
    VALUE_CELLS = 8,
    WORDS_COLUMN = DAY_COLUMN + DAY_CELLS + CHECK_IN_SCALES * VALUE_CELLS + 2,
};

/* ---- when the next one would be due ---- */

static void put_due(const struct check_ins_list *list, struct str *out)
{
    struct str day = {0};
    int32_t due = check_in_due(list->rhythm, list->last);
    check_in_put_day(&day, due, list->today);
    if (check_in_is_soon(list->rhythm, list->last, list->today)) {
        str_printf(out, _("The next one would be due on %s. Sooner is fine, too."), str_text(&day));
    } else if (due > list->today + 1) {
        str_printf(out, _("The next one would be due on %s. There is no hurry."), str_text(&day));
    } else if (due == list->today + 1) {
        str_puts(out, _("The next one would be due tomorrow. There is no hurry."));
    } else {
        str_puts(out, _("A check-in could be done today, or any other day. It takes about two "
                        "minutes."));
    }
    str_free(&day);
}

static int draw_head(const struct check_ins_list *list, struct view *view, int row)
{
    struct str text = {0};
    int start = row;
    put_due(list, &text);
    row += prose_plain(view, row, 0, view->columns, STYLE_TEXT, str_text(&text));
    str_free(&text);
    if (list->waits)
        row += prose_plain(view, row, 0, view->columns, STYLE_NOTICE,
                           _("One was begun and is not kept yet. n goes on with it."));
    return row - start + 1;
}

/* ---- the rows ---- */

static void put_value(struct str *out, int value)
{
    if (value == SCALE_OPEN)
        str_puts(out, glyph(GLYPH_DASH));
    else
        str_printf(out, "%d", value);
}

static void put_right(struct view *view, int row, int end, enum style style, const char *text)
{
    view_puts(view, row, end - utf8_width(text, strlen(text)), style, text);
}

static void draw_names(struct view *view, int row)
{
    view_puts(view, row, DAY_COLUMN, STYLE_DIM, _("day"));
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        put_right(view, row, DAY_COLUMN + DAY_CELLS + (i + 1) * VALUE_CELLS, STYLE_DIM,
                  check_in_scale_short((enum check_in_scale)i));
}

static void draw_values(struct view *view, int row, const struct check_in *item, enum style style)
{
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        struct str text = {0};
        bool open = item->scales[i] == SCALE_OPEN;
        put_value(&text, item->scales[i]);
        put_right(view, row, DAY_COLUMN + DAY_CELLS + (i + 1) * VALUE_CELLS,
                  open ? STYLE_DIM : style, str_text(&text));
        str_free(&text);
    }
}

/* As many of those that were answered as fit, each with its short name. */
static void put_few(const struct check_in *item, int room, struct str *out)
{
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        size_t before = out->length;
        if (item->scales[i] == SCALE_OPEN)
            continue;
        str_printf(out, "%s%s %d", before ? ", " : "", check_in_scale_short((enum check_in_scale)i),
                   item->scales[i]);
        if (utf8_width(str_text(out), out->length) > room) {
            str_truncate(out, before);
            return;
        }
    }
    if (!out->length)
        str_puts(out, _("no numbers"));
}

static void draw_item(const struct check_ins_list *list, struct view *view, int row, int index,
                      bool wide)
{
    const struct check_in *item = &list->items.items[index];
    bool selected = index == list->selected;
    enum style style = selected ? STYLE_TITLE : STYLE_TEXT;
    struct str day = {0};
    struct str words = {0};
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, DAY_COLUMN);
    }
    check_in_put_words(&words, item->texts);
    day_words(&day, item->record.day, wide ? DAY_LONG : DAY_SHORT, true);
    view_cut(view, row, DAY_COLUMN, style, str_text(&day), wide ? DAY_CELLS - 1 : SHORT_CELLS - 1);
    if (wide) {
        draw_values(view, row, item, style);
        view_cut(view, row, WORDS_COLUMN, STYLE_DIM, str_text(&words),
                 view->columns - WORDS_COLUMN);
    } else {
        struct str few = {0};
        int column = DAY_COLUMN + SHORT_CELLS;
        put_few(item, view->columns - column, &few);
        view_puts(view, row, column, style, str_text(&few));
        view_cut(view, row + 1, DAY_COLUMN + 2, STYLE_DIM, str_text(&words),
                 view->columns - DAY_COLUMN - 2);
        str_free(&few);
    }
    str_free(&day);
    str_free(&words);
}

static int height(const struct check_ins_list *list, int index, bool wide)
{
    struct str words = {0};
    if (wide)
        return 1;
    check_in_put_words(&words, list->items.items[index].texts);
    int rows = words.length ? 2 : 1;
    str_free(&words);
    return rows;
}

/* Moves the first one shown so that the selected one is in sight within ROWS. */
static void follow(struct check_ins_list *list, int rows, bool wide)
{
    int used = 0;
    int first = list->selected;
    if (list->top > list->selected)
        list->top = list->selected;
    while (first >= 0 && used + height(list, first, wide) <= rows)
        used += height(list, first--, wide);
    if (list->top < first + 1)
        list->top = first + 1 > list->selected ? list->selected : first + 1;
}

static void draw_items(struct check_ins_list *list, struct view *view, int row, bool wide)
{
    int count = (int)list->items.count;
    if (wide && view->rows - row > 2)
        draw_names(view, row++);
    follow(list, view->rows - row, wide);
    int index = list->top;
    for (; index < count && row < view->rows; index++) {
        int rows = height(list, index, wide);
        if (rows > view->rows - row && index > list->selected)
            break;
        draw_item(list, view, row, index, wide);
        for (int i = 0; i < rows && row + i < CHECK_INS_ROWS; i++)
            list->rows[row + i] = index;
        row += rows;
    }
    if (index < count || !list->at_end)
        scroll_mark_more(view);
}

/* ---- nothing there ---- */

static int draw_empty(void *context, struct view *view)
{
    const struct check_ins_list *list = context;
    int row = 1;
    row += prose_paragraph(view, row, STYLE_TITLE, _("A short look, now and then"));
    view_cursor(view, view->scroll ? view->scroll : 1, 0);
    if (list->waits)
        row += prose_paragraph(view, row, STYLE_NOTICE,
                               _("One was begun and is not kept yet. n goes on with it."));
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("Seven numbers and three lines, about two minutes, for you alone. n "
                             "begins; any row can stay open."));
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("Once there are a few, v shows them as pictures and w says what "
                             "changed. A low number proves nothing, and nobody keeps count of "
                             "the weeks without."));
    row += prose_paragraph(view, row, STYLE_DIM,
                           _("If somebody could make you show your numbers, write none down. A "
                             "number in your head counts too."));
    return row - 1;
}

void check_ins_draw(struct check_ins_list *list, struct view *body)
{
    bool wide = body->columns >= WIDE && list->items.count;
    struct view view = wide ? *body : ui_prose_column(body);
    for (int i = 0; i < CHECK_INS_ROWS; i++)
        list->rows[i] = -1;
    if (list->fault.code) {
        view_cursor(&view, 1, 0);
        prose_paragraph(&view, 1, STYLE_NOTICE, list->fault.text);
        return;
    }
    if (!list->items.count) {
        struct scroll scroll = {.top = list->head_top};
        scroll_draw(&scroll, &view, draw_empty, list);
        list->head_top = scroll.top;
        return;
    }
    view.columns -= wide ? 1 : 0; /* for the sign that there is more */
    int row = view.rows > 12 ? 1 : 0;
    row += draw_head(list, &view, row);
    draw_items(list, &view, row, wide);
}
