/*
 * One check-in beside the one before it: the scales then and now, the texts below one another, and
 * what the partner showed, if they did. When it was kept just now with little safety in it, the
 * ways to help stand above all else, in the same tone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "check_in_screens.h"
#include "mend/base/date.h"
#include "promise_screens.h"

enum {
    COLUMN = SCALE_COLUMNS + 2,
    LABEL_LEAST = 20, /* columns for the name of a scale beside two bars */
    MARGIN = 2,
};

struct reader {
    struct check_in_kept kept; /* first: the form finds it here */
    struct ui *ui;
    int64_t id;
    bool offer;
    struct check_in now, before;
    int32_t today;
    int help_row, plan_row; /* where the ways to help were drawn last */
    struct fault fault;     /* why it cannot be read */
    struct scroll scroll;
};

/* ---- loading ---- */

static void forget(struct reader *reader)
{
    check_in_free(&reader->now);
    check_in_free(&reader->before);
    reader->now = reader->before = (struct check_in){0};
}

static void load(struct reader *reader)
{
    forget(reader);
    reader->fault = (struct fault){0};
    reader->today = session_today(reader->ui->session);
    if (!store_check_in_get(session_store(reader->ui->session), reader->id, &reader->now,
                            &reader->before, &reader->fault))
        reader->kept = (struct check_in_kept){.seen = reader->now.record.version};
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    const struct check_in_open *what = argument;
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return fault_set_memory(fault);
    reader->ui = screen->ui;
    reader->id = what->id;
    reader->offer = what->offer;
    screen->state = reader;
    load(reader);
    return OK;
}

static void close(struct screen *screen)
{
    forget(screen->state);
    free(screen->state);
}

static void uncovered(struct screen *screen)
{
    struct reader *reader = screen->state;
    if (reader->kept.id) {
        reader->offer = reader->kept.offer;
        reader->scroll.top = 0;
    }
    load(reader);
}

/* ---- help ---- */

static int draw_way(struct view *view, int row, const char *key, const char *what)
{
    view_puts(view, row, MARGIN, STYLE_ACCENT, key);
    view_puts(view, row, MARGIN + 7, STYLE_TITLE, what);
    return 1;
}

static int draw_offer(struct reader *reader, struct view *view, int row)
{
    int start = row;
    reader->help_row = reader->plan_row = -1;
    if (!reader->offer)
        return 0;
    row += prose_plain(view, row, 0, view->columns, STYLE_TEXT,
                       _("If it does not feel safe just now, or somebody frightens you, you need "
                         "not be sure why. Looking here decides nothing."));
    reader->help_row = row;
    row += draw_way(view, row, "F1", _("Help now"));
    reader->plan_row = row;
    row += draw_way(view, row, "Enter", _("My safety plan"));
    return row - start + 1;
}

/* ---- scales ---- */

static void put_number(char text[8], int value)
{
    text[0] = '\0';
    if (value != SCALE_OPEN)
        snprintf(text, 8, "%d", value);
}

static void draw_scale(struct view *view, int row, int column, int value)
{
    char text[8];
    put_number(text, value);
    if (*text)
        exercise_scale(view, row, column, text);
    else
        view_printf(view, row, column, STYLE_DIM, "%s  %s", glyph(GLYPH_UNSET), _("left open"));
}

/* In a narrow window: the name, and below it the bar of now and the number of before. */
static int draw_narrow(const struct reader *reader, struct view *view, int row, int index)
{
    int before = reader->before.scales[index];
    int rows = prose_plain(view, row, MARGIN, view->columns - MARGIN, STYLE_TEXT,
                           check_in_scale_name((enum check_in_scale)index));
    draw_scale(view, row + rows, MARGIN, reader->now.scales[index]);
    if (reader->before.record.id && before != SCALE_OPEN)
        view_printf(view, row + rows, MARGIN + COLUMN, STYLE_DIM, _("before: %d"), before);
    return rows + 1;
}

static void draw_date(const struct reader *reader, struct view *view, int row, int column,
                      int32_t day)
{
    struct str text = {0};
    check_in_put_short_day(&text, day, reader->today);
    view_cut(view, row, column, STYLE_DIM, str_text(&text), COLUMN);
    str_free(&text);
}

static int draw_scales(const struct reader *reader, struct view *view, int row)
{
    int start = row;
    bool two = reader->before.record.id != 0;
    int now = view->columns - COLUMN;
    int before = now - COLUMN;
    bool narrow = (two ? before : now) < LABEL_LEAST;
    if (two && !narrow) {
        draw_date(reader, view, row, before, reader->before.record.day);
        draw_date(reader, view, row++, now, reader->now.record.day);
    }
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        if (narrow) {
            row += draw_narrow(reader, view, row, i);
            continue;
        }
        draw_scale(view, row, now, reader->now.scales[i]);
        if (two)
            draw_scale(view, row, before, reader->before.scales[i]);
        row += prose_plain(view, row, MARGIN, (two ? before : now) - MARGIN - 1, STYLE_TEXT,
                           check_in_scale_name((enum check_in_scale)i));
    }
    return row - start + 1;
}

/* ---- texts ---- */

static int draw_text(const struct reader *reader, struct view *view, int row, int index)
{
    int start = row;
    const char *now = reader->now.texts[index];
    const char *before = reader->before.record.id ? reader->before.texts[index] : "";
    if (!*now && !*before)
        return 0;
    row += prose_plain(view, row, 0, view->columns, STYLE_STRONG,
                       check_in_text_name((enum check_in_text)index));
    if (*now)
        row += prose_plain(view, row, MARGIN, view->columns - MARGIN, STYLE_TEXT, now);
    if (*before) {
        struct str text = {0};
        struct str day = {0};
        check_in_put_short_day(&day, reader->before.record.day, reader->today);
        str_printf(&text, "%s: %s", str_text(&day), before);
        row += prose_plain(view, row, MARGIN, view->columns - MARGIN, STYLE_DIM, str_text(&text));
        str_free(&day);
        str_free(&text);
    }
    return row - start + 1;
}

/* ---- what the partner showed ---- */

static int draw_partner(const struct check_in_partner *partner, struct view *view, int row)
{
    struct str title = {0};
    int start = row;
    if (!partner->record.id)
        return 0;
    if (*partner->label)
        str_printf(&title, _("What %s showed"), partner->label);
    else
        str_puts(&title, _("What my partner showed"));
    row += prose_plain(view, row, 0, view->columns, STYLE_STRONG, str_text(&title));
    str_free(&title);
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        if (partner->scales[i] == SCALE_OPEN)
            continue;
        bool narrow = view->columns - COLUMN < LABEL_LEAST - 2;
        int rows =
            prose_plain(view, row, MARGIN, view->columns - MARGIN - (narrow ? 0 : COLUMN + 1),
                        STYLE_TEXT, check_in_scale_name((enum check_in_scale)i));
        draw_scale(view, narrow ? row + rows : row, narrow ? MARGIN : view->columns - COLUMN,
                   partner->scales[i]);
        row += rows + (narrow ? 1 : 0);
    }
    for (int i = 0; i < CHECK_IN_TEXTS; i++) {
        struct str text = {0};
        if (!*partner->texts[i])
            continue;
        str_printf(&text, "%s: %s", check_in_text_name((enum check_in_text)i), partner->texts[i]);
        row += prose_plain(view, row, MARGIN, view->columns - MARGIN, STYLE_TEXT, str_text(&text));
        str_free(&text);
    }
    return row - start + 1;
}

/* ---- the whole ---- */

static int draw_facts(const struct reader *reader, struct view *view, int row)
{
    const struct record *record = &reader->now.record;
    struct str text = {0};
    if (record->deleted_at)
        str_puts(&text, _("It is in the trash. u brings it back."));
    else if (!reader->before.record.id)
        str_puts(&text, _("There is none before it to stand beside."));
    if (*record->origin.page)
        str_printf(&text, _("%sFrom page %s."), text.length ? " " : "", record->origin.page);
    int rows = text.length ? prose_paragraph(view, row, STYLE_DIM, str_text(&text)) : 0;
    str_free(&text);
    return rows;
}

static int draw_all(void *context, struct view *view)
{
    struct reader *reader = context;
    int row = view->rows > 9 ? 1 : 0;
    view_cursor(view, reader->scroll.top + (reader->scroll.top ? 0 : row), 0);
    row += draw_offer(reader, view, row);
    row += draw_scales(reader, view, row);
    for (int i = 0; i < CHECK_IN_TEXTS; i++)
        row += draw_text(reader, view, row, i);
    row += draw_partner(&reader->now.partner, view, row);
    row += draw_facts(reader, view, row);
    return row - 1; /* without the last gap */
}

static void draw(struct screen *screen, struct view *body)
{
    struct reader *reader = screen->state;
    struct view view = ui_prose_column(body);
    if (reader->fault.code) {
        view_cursor(&view, 1, 0);
        prose_paragraph(&view, 1, STYLE_NOTICE, reader->fault.text);
        return;
    }
    scroll_draw(&reader->scroll, &view, draw_all, reader);
}

static void title(struct screen *screen, struct view *row)
{
    const struct reader *reader = screen->state;
    struct str text = {0};
    if (reader->fault.code) {
        str_puts(&text, _("A check-in"));
    } else {
        int32_t day = reader->now.record.day;
        str_printf(&text, "%s ", weekday_name(weekday_of(day_from_number(day))));
        check_in_put_day(&text, day, reader->today);
    }
    view_cut(row, 0, 1, STYLE_TITLE, str_text(&text), row->columns - 2);
    str_free(&text);
}

/* ---- keys ---- */

static void trash(struct reader *reader)
{
    struct ui *ui = reader->ui;
    if (reader->now.record.deleted_at) {
        ui_notice(ui, _("It is in the trash already. u brings it back."));
        return;
    }
    if (!promise_act_trash(ui, reader->id))
        return;
    char notice[sizeof ui->notice];
    snprintf(notice, sizeof notice, "%s", ui->notice);
    ui_back(ui);
    ui_notice(ui, notice);
}

static void click(struct screen *screen, const struct event *event)
{
    const struct reader *reader = screen->state;
    int row = event->row - screen->body.row + reader->scroll.top;
    if (!reader->offer)
        return;
    if (row == reader->help_row)
        ui_push(reader->ui, &screen_help, NULL);
    else if (row == reader->plan_row)
        ui_open_sheet(reader->ui, PLAN_SHEET);
}

static bool on_key(struct reader *reader, int32_t key)
{
    struct ui *ui = reader->ui;
    switch (key) {
    case KEYCODE_ENTER:
        if (reader->offer)
            ui_open_sheet(ui, PLAN_SHEET);
        else
            check_in_edit(ui, &reader->now);
        return true;
    case 'e':
        check_in_edit(ui, &reader->now);
        return true;
    case 'd':
    case KEYCODE_DELETE:
        trash(reader);
        return true;
    case 'u':
        if (!promise_act_undo(ui))
            return false;
        load(reader);
        return true;
    default:
        return false;
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct reader *reader = screen->state;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind == EVENT_PASTE)
        return true;
    if (!reader->fault.code && event->kind == EVENT_KEY && on_key(reader, event->key))
        return true;
    return scroll_event(&reader->scroll, event);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct reader *reader = screen->state;
    if (!reader->fault.code) {
        if (reader->offer) {
            keys_add(list, "Enter", _("my safety plan"), true);
            keys_add(list, "F1", _("help now"), true);
        }
        keys_add(list, "e", _("edit"), true);
        keys_add(list, "d", _("into the trash"), !reader->offer);
        keys_add(list, "u", _("take back the last change"), false);
    }
    if (scroll_has_more(&reader->scroll)) {
        keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
        keys_add(list, "PgDn, PgUp", _("read on, back"), false);
        keys_add(list, "Home, End", _("to the beginning, the end"), false);
    }
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_check_in = {
    .name = "a check-in",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .title = title,
    .uncovered = uncovered,
};
