#include "exercise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/date.h"
#include "mend/base/utf8.h"
#include "prose.h"

enum { EARLIER_COLUMNS = 8 };

static const struct exercise_type *const types[EXERCISE_KINDS] = {
    [EXERCISE_REFLECT] = &exercise_reflect, [EXERCISE_RATE] = &exercise_rate,
    [EXERCISE_CHECK] = &exercise_check,     [EXERCISE_CHOOSE] = &exercise_choose,
    [EXERCISE_SORT] = &exercise_sort,
};

const struct exercise_type *exercise_type_of(enum exercise_kind kind)
{
    return types[kind];
}

/* ---- opening and closing ---- */

static enum err open_editor(struct exercise_view *view, struct fault *fault)
{
    const char *text = exercise_value(view, view->text_key);
    view->editor = editor_new(text, strlen(text));
    if (!view->editor)
        return fault_set_memory(fault);
    if (view->held)
        return OK;
    struct draft_name name = {view->lesson, view->exercise->id, view->text_key};
    view->draft = session_draft_open(view->ui->session, name, editor_buffer(view->editor));
    return view->draft ? OK : fault_set_memory(fault);
}

static void close_editor(struct exercise_view *view)
{
    session_draft_close(view->ui->session, view->draft);
    editor_free(view->editor);
    view->draft = NULL;
    view->editor = NULL;
}

enum err exercise_reload_earlier(struct exercise_view *view, struct fault *fault)
{
    answers_free(&view->earlier);
    return store_answer_list(session_store(view->ui->session), view->lesson, view->exercise->id,
                             EARLIER_MOST, &view->earlier, fault);
}

static enum err load(struct exercise_view *view, struct fault *fault)
{
    pairs_free(&view->values);
    enum err err = exercise_reload_earlier(view, fault);
    if (!err && !view->held)
        err = session_draft_load(view->ui->session, view->lesson, view->exercise->id, &view->values,
                                 fault);
    if (err == ERR_FORMAT) {
        ui_notice(view->ui, fault->text); /* what could be put together of the draft is there */
        err = OK;
    }
    if (!err && view->text_key)
        err = open_editor(view, fault);
    return err;
}

enum err exercise_open(struct ui *ui, const char *lesson, const struct exercise *exercise,
                       const struct exercise_type *type, bool held, struct exercise_view **out,
                       struct fault *fault)
{
    *out = NULL;
    struct exercise_view *view = calloc(1, sizeof *view);
    if (!view)
        return fault_set_memory(fault);
    view->ui = ui;
    view->lesson = lesson;
    view->exercise = exercise;
    view->type = type ? type : exercise_type_of(exercise->kind);
    view->text_key = view->type->text_key ? view->type->text_key(exercise) : NULL;
    view->held = held;
    enum err err = load(view, fault);
    if (err) {
        exercise_close(view);
        return err;
    }
    *out = view;
    return OK;
}

void exercise_close(struct exercise_view *view)
{
    if (!view)
        return;
    close_editor(view);
    answers_free(&view->earlier);
    pairs_free(&view->values);
    free(view);
}

/* ---- values ---- */

const char *exercise_value(const struct exercise_view *view, const char *key)
{
    const char *value = pairs_get(&view->values, key);
    return value ? value : "";
}

void exercise_set(struct exercise_view *view, const char *key, const char *value)
{
    struct fault fault = {0};
    struct draft_name name = {view->lesson, view->exercise->id, key};
    if (pairs_set(&view->values, key, value, &fault) ||
        (!view->held && session_draft_set(view->ui->session, name, value, &fault)))
        ui_tell(view->ui, &fault);
}

/* The text without the white space around it: an empty line is no answer. */
static char *trimmed(struct editor *editor)
{
    char *text = buffer_copy(editor_buffer(editor));
    if (!text)
        return NULL;
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\n", text[length - 1]))
        text[--length] = '\0';
    size_t start = strspn(text, " \t\n");
    memmove(text, text + start, length - start + 1);
    return text;
}

/* What the answer will hold: the values that say something, and the text. */
static enum err collect(const struct exercise_view *view, struct pairs *values, struct fault *fault)
{
    enum err err = OK;
    for (size_t i = 0; i < view->values.count && !err; i++) {
        const struct pair *pair = &view->values.items[i];
        bool is_text = view->text_key && strcmp(pair->key, view->text_key) == 0;
        if (!is_text && strcmp(pair->value, "-") != 0)
            err = pairs_set(values, pair->key, pair->value, fault);
    }
    if (err || !view->editor)
        return err;
    char *text = trimmed(view->editor);
    err = text ? pairs_set(values, view->text_key, text, fault) : fault_set_memory(fault);
    free(text);
    return err;
}

enum err exercise_commit(struct exercise_view *view, bool *added, struct fault *fault)
{
    struct pairs values = {0};
    *added = false;
    bool touched = view->values.count > 0 || view->editor;
    enum err err = collect(view, &values, fault);
    if (!err && touched)
        err = session_answer(view->ui->session, view->lesson, view->exercise->id, view->type->name,
                             &values, added, fault);
    /* What is no answer yet stays where it is, on the screen and in the editor. */
    if (!err && touched) {
        close_editor(view);
        err = load(view, fault);
    }
    pairs_free(&values);
    return err;
}

/* ---- shared drawing ---- */

int exercise_ask(struct exercise_view *view, struct view *page, int row)
{
    const char *ask = exercise_field(view->exercise, "ask");
    return prose_plain(page, row, 0, page->columns, STYLE_TITLE, ask) + 1;
}

int exercise_note(struct exercise_view *view, struct view *page, int row)
{
    const char *note = exercise_field(view->exercise, "note");
    if (!*note)
        return 0;
    return 1 + prose_plain(page, row + 1, 2, page->columns - 2, STYLE_DIM, note);
}

void exercise_mark(struct exercise_view *view, struct view *page, int stop, int focus)
{
    if (stop != focus)
        return;
    const struct stop_place *place = &view->places[stop];
    view_puts(page, place->row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
    view_cursor(page, place->row, place->column);
}

int exercise_earlier_count(const struct exercise_view *view, const struct view *page, int columns)
{
    int room = (page->columns - columns) / EARLIER_COLUMNS;
    int count = (int)view->earlier.count;
    if (count > EARLIER_SHOWN)
        count = EARLIER_SHOWN;
    return room < 0 ? 0 : room < count ? room : count;
}

static int earlier_column(const struct view *page, int index, int count)
{
    return page->columns - (count - index) * EARLIER_COLUMNS + 1;
}

void exercise_earlier_cell(const struct exercise_view *view, struct view *page, int row, int index,
                           int count, const char *text)
{
    (void)view;
    view_cut(page, row, earlier_column(page, index, count), STYLE_DIM, text, EARLIER_COLUMNS - 1);
}

void exercise_earlier_dates(const struct exercise_view *view, struct view *page, int row, int count)
{
    for (int i = 0; i < count; i++) {
        struct str date = {0};
        int64_t made_at = view->earlier.items[i].made_at;
        date_put_short(&date, made_at, made_at); /* the year is under "earlier answers" */
        exercise_earlier_cell(view, page, row, i, count, str_text(&date));
        str_free(&date);
    }
}

int exercise_number(const char *value)
{
    char *end;
    if (*value < '0' || *value > '9')
        return -1;
    long number = strtol(value, &end, 10);
    return *end || number > 10 ? -1 : (int)number;
}

void exercise_scale(struct view *page, int row, int column, const char *value)
{
    int number = exercise_number(value);
    if (strcmp(value, "-") == 0) {
        view_printf(page, row, column, STYLE_DIM, "%s  %s", glyph(GLYPH_UNSET), _("not now"));
        return;
    }
    if (number < 0) {
        view_repeat(page, row, column, STYLE_DIM, glyph(GLYPH_UNSET), 11);
        return;
    }
    view_repeat(page, row, column, STYLE_ACCENT, glyph(GLYPH_BAR), number);
    view_puts(page, row, column + number, STYLE_ACCENT, glyph(GLYPH_KNOB));
    view_repeat(page, row, column + number + 1, STYLE_DIM, glyph(GLYPH_TRACK), 10 - number);
    view_printf(page, row, column + 13, STYLE_STRONG, "%d", number);
}

static void set_number(struct exercise_view *view, const char *key, int number)
{
    char text[8];
    snprintf(text, sizeof text, "%d", number < 0 ? 0 : number > 10 ? 10 : number);
    exercise_set(view, key, text);
}

bool exercise_scale_event(struct exercise_view *view, const char *key, int column,
                          const struct event *event)
{
    int number = exercise_number(exercise_value(view, key));
    if (event->kind == EVENT_CLICK) {
        if (column < 0 || column > 10)
            return false;
        set_number(view, key, column);
        return true;
    }
    if (event->kind != EVENT_KEY)
        return false;
    switch (event->key) {
    case KEYCODE_LEFT:
    case 'h':
        set_number(view, key, number < 0 ? 4 : number - 1);
        return true;
    case KEYCODE_RIGHT:
    case 'l':
        set_number(view, key, number < 0 ? 6 : number + 1);
        return true;
    case KEYCODE_DELETE:
    case KEYCODE_BACKSPACE:
        if (!*exercise_value(view, key))
            return false;
        exercise_set(view, key, "");
        return true;
    case 's':
        exercise_set(view, key, "-");
        return true;
    default:
        break;
    }
    if (event->key < '0' || event->key > '9')
        return false;
    /* "1" then "0" is ten. */
    set_number(view, key, event->key == '0' && number == 1 ? 10 : (int)event->key - '0');
    return true;
}
