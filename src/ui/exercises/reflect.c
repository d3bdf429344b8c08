/* reflect: writing freely to a prompt; a copy of it can go to the journal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../form.h"
#include "../prose.h"
#include "mend/app/journal.h"
#include "mend/base/date.h"

enum { ROWS_LEAST = 4, EARLIER_ROWS = 4, STOP_TEXT = 0, STOP_SEND };

static int texts(const struct exercise *exercise, const char **keys)
{
    (void)exercise;
    keys[0] = "text";
    return 1;
}

static bool is_offered(const struct exercise_view *view)
{
    return !view->held && !view->burning && exercise_text_length(view, 0) > 0;
}

static int stops(const struct exercise_view *view)
{
    return is_offered(view) ? STOP_SEND + 1 : STOP_SEND;
}

static int editor_height(struct exercise_view *view, int columns)
{
    editor_resize(view->texts[0].editor, columns, view->editor_rows);
    int rows = (int)editor_row_count(view->texts[0].editor, (size_t)view->editor_rows);
    rows = rows < ROWS_LEAST ? ROWS_LEAST : rows;
    return rows > view->editor_rows ? view->editor_rows : rows;
}

/* The beginning of the newest earlier answer, with its date. */
static int draw_earlier(struct exercise_view *view, struct view *page, int row)
{
    if (exercise_earlier_total(view) == 0)
        return 0;
    const struct answer *answer = exercise_earlier(view, 0);
    const char *text = pairs_get(&answer->values, "text");
    struct str head = {0};
    date_put_full(&head, answer->made_at);
    str_printf(&head, " %s %s", glyph(GLYPH_DOT), _("e shows all answers"));
    view_puts(page, row + 1, 2, STYLE_DIM, str_text(&head));
    str_free(&head);
    struct view cut = *page;
    int limit = row + 2 + EARLIER_ROWS;
    if (cut.rows + cut.scroll > limit)
        cut.rows = limit - cut.scroll;
    int rows = prose_plain(&cut, row + 2, 2, page->columns - 2, STYLE_DIM, text ? text : "");
    if (rows > EARLIER_ROWS) {
        view_puts(page, limit, 2, STYLE_DIM, glyph(GLYPH_ELLIPSIS));
        rows = EARLIER_ROWS + 1;
    }
    return 2 + rows;
}

/* In an empty box: how to get in, then the lesson's hint. */
static void draw_hint(struct exercise_view *view, struct view *page, int row, bool focused)
{
    struct str hint = {0};
    if (!focused)
        str_printf(&hint, "%s ", _("Tab, then write here."));
    str_puts(&hint, exercise_field(view->exercise, "hint"));
    prose_plain(page, row, 2, page->columns - 2, STYLE_DIM, str_text(&hint));
    str_free(&hint);
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    enum style edge = focus == 0 ? STYLE_ACCENT : STYLE_DIM;
    row += exercise_ask(view, page, row);
    int columns = page->columns - 2;
    int rows = editor_height(view, columns);
    view->places[0] = (struct stop_place){row, rows, 2};
    for (int i = 0; i < rows; i++)
        view_puts(page, row + i, 0, edge, glyph(GLYPH_EDGE));
    if (buffer_length(editor_buffer(view->texts[0].editor)) == 0)
        draw_hint(view, page, row, focus == 0);
    edit_draw(view->texts[0].editor, page, row, 2, columns, rows, focus == 0);
    row += rows;
    if (is_offered(view))
        row += form_button(view, page, row,
                           view->sent ? _("A copy is in the journal")
                                      : _("Put a copy into the journal"),
                           STOP_SEND, focus);
    row += draw_earlier(view, page, row);
    return row - start;
}

/* Once in a visit: the answer is kept, and its words become an entry that leads back here. */
static void send(struct exercise_view *view)
{
    struct fault fault = {0};
    struct journal_change change;
    struct writing writing = {0};
    bool added;
    char *text = exercise_text_copy(view, 0);
    if (view->sent || !text || !*text) {
        free(text);
        return;
    }
    snprintf(writing.origin.lesson, sizeof writing.origin.lesson, "%s", view->lesson);
    snprintf(writing.origin.page, sizeof writing.origin.page, "%s", view->page ? view->page : "");
    enum err err = exercise_commit(view, &added, &fault);
    if (!err)
        err = session_journal_save(view->ui->session, &writing, text, &change, &fault);
    free(text);
    view->sent = !err;
    if (err)
        ui_tell(view->ui, &fault);
    else
        ui_notice(view->ui, _("Kept here, and as an entry in the journal, 3."));
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    if (stop == STOP_SEND) {
        if (form_is_press(event))
            send(view);
        return form_is_press(event);
    }
    if (event->kind == EVENT_CLICK) {
        editor_click(view->texts[0].editor, event->row - view->places[stop].row, event->column - 2);
        return true;
    }
    return edit_event(view->ui, view->texts[0].editor, event);
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    (void)view;
    if (stop == STOP_SEND) {
        keys_add(list, "Enter", _("put a copy there"), true);
        return;
    }
    list->typing = true;
    keys_add(list, "Esc", _("done writing"), true);
    keys_add(list, "^S", _("keep as an answer"), true);
    edit_keys(list);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    (void)exercise;
    const char *text = pairs_get(values, "text");
    str_puts(out, text ? text : "");
}

const struct exercise_type exercise_reflect = {
    .name = "reflect",
    .texts = texts,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = describe,
};
