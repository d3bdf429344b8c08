#include "exercise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/date.h"
#include "mend/base/utf8.h"
#include "prose.h"

static const struct exercise_type *const types[EXERCISE_KINDS] = {
    [EXERCISE_REFLECT] = &exercise_reflect, [EXERCISE_RATE] = &exercise_rate,
    [EXERCISE_CHECK] = &exercise_check,     [EXERCISE_CHOOSE] = &exercise_choose,
    [EXERCISE_SORT] = &exercise_sort,       [EXERCISE_BUILD] = &exercise_build,
    [EXERCISE_LIST] = &exercise_list_kind,  [EXERCISE_BREATHE] = &exercise_breathe,
    [EXERCISE_PROMISE] = &exercise_promise, [EXERCISE_EXPERIMENT] = &exercise_experiment,
    [EXERCISE_LETTER] = &exercise_letter,   [EXERCISE_PLAN] = &exercise_plan,
    [EXERCISE_SUMMARY] = &exercise_summary, [EXERCISE_HELPLINE] = &exercise_helpline,
    [EXERCISE_SHEET] = &exercise_sheet,     [EXERCISE_SAFETY] = &exercise_safety,
    [EXERCISE_LEAVE] = &exercise_leave,     [EXERCISE_LOCK] = &exercise_lock,
};

const struct exercise_type *exercise_type_of(enum exercise_kind kind)
{
    return types[kind];
}

/* ---- opening and closing ---- */

static void close_text(struct exercise_view *view, struct exercise_text *text)
{
    session_draft_close(view->ui->session, text->draft);
    editor_free(text->editor);
    text->draft = NULL;
    text->editor = NULL;
}

static enum err open_draft(struct exercise_view *view, struct exercise_text *text,
                           struct fault *fault)
{
    struct draft_name name = {view->lesson, view->exercise->id, text->key};
    text->draft = session_draft_open(view->ui->session, name, editor_buffer(text->editor));
    return text->draft ? OK : fault_set_memory(fault);
}

/* Puts an editor on WORDS in place of the one there is, which stays when that fails. */
static enum err open_text(struct exercise_view *view, struct exercise_text *text, const char *words,
                          struct fault *fault)
{
    struct editor *editor = editor_new(words, strlen(words));
    if (!editor)
        return fault_set_memory(fault);
    close_text(view, text);
    text->editor = editor;
    text->kept_length = strlen(words);
    return view->held || view->burning ? OK : open_draft(view, text, fault);
}

static enum err open_texts(struct exercise_view *view, struct fault *fault)
{
    const char *keys[TEXTS_MOST];
    view->text_count = view->type->texts ? view->type->texts(view->exercise, keys) : 0;
    enum err err = OK;
    for (int i = 0; i < view->text_count && !err; i++) {
        view->texts[i].key = keys[i];
        err = open_text(view, &view->texts[i], exercise_value(view, keys[i]), fault);
    }
    return err;
}

static enum err reload_earlier(struct exercise_view *view, struct fault *fault)
{
    answers_free(&view->earlier);
    return store_answer_list(session_store(view->ui->session), view->lesson, view->exercise->id,
                             EARLIER_MOST, &view->earlier, fault);
}

static bool given_in_this_visit(const struct exercise_view *view)
{
    if (!view->visit)
        return view->earlier.count > 0;
    for (int i = 0; view->earlier.count && i < view->visit->count; i++)
        if (view->visit->answers[i] == view->earlier.items[0].id)
            return true;
    return false;
}

static enum err load_values(struct exercise_view *view, struct fault *fault)
{
    if (view->held)
        return OK;
    enum err err = session_draft_load(view->ui->session, view->lesson, view->exercise->id,
                                      &view->values, fault);
    if (err == ERR_FORMAT) {
        ui_notice(view->ui, fault->text); /* what could be put together of the draft is there */
        err = OK;
    }
    bool goes_on = view->type->continues && view->earlier.count;
    if (err || view->values.count || (!goes_on && !given_in_this_visit(view)))
        return err;
    const struct pairs *newest = &view->earlier.items[0].values;
    if (view->type->closed && view->type->closed(newest))
        return OK;
    view->kept = true;
    view->answered = true;
    return pairs_copy(&view->values, newest, fault);
}

/* A record stands in the place of the newest answer, so that what changes it becomes a draft. */
static enum err stand_in(struct exercise_view *view, const struct pairs *record,
                         struct fault *fault)
{
    if (!record->count)
        return OK;
    view->earlier.items = calloc(1, sizeof *view->earlier.items);
    if (!view->earlier.items)
        return fault_set_memory(fault);
    view->earlier.count = 1;
    return pairs_copy(&view->earlier.items[0].values, record, fault);
}

static enum err load(struct exercise_view *view, const struct pairs *record, struct fault *fault)
{
    enum err err = record ? stand_in(view, record, fault) : reload_earlier(view, fault);
    if (!err)
        err = load_values(view, fault);
    if (!err)
        err = open_texts(view, fault);
    if (!err && view->type->opened)
        view->type->opened(view);
    return err;
}

static enum err open_view(struct ui *ui, const char *lesson, const struct exercise *exercise,
                          const struct exercise_type *type, struct visit *visit, bool held,
                          const struct pairs *record, struct exercise_view **out,
                          struct fault *fault)
{
    *out = NULL;
    struct exercise_view *view = calloc(1, sizeof *view);
    if (!view)
        return fault_set_memory(fault);
    view->ui = ui;
    view->lesson = exercise_home(exercise, lesson);
    view->go_to = -1;
    view->exercise = exercise;
    view->type = type ? type : exercise_type_of(exercise->kind);
    view->visit = visit;
    view->held = held;
    view->burning = view->type->unkept || strcmp(exercise_field(exercise, "keep"), "no") == 0;
    enum err err = load(view, record, fault);
    if (err) {
        exercise_close(view);
        return err;
    }
    *out = view;
    return OK;
}

enum err exercise_open(struct ui *ui, const char *lesson, const struct exercise *exercise,
                       const struct exercise_type *type, struct visit *visit, bool held,
                       struct exercise_view **view, struct fault *fault)
{
    return open_view(ui, lesson, exercise, type, visit, held, NULL, view, fault);
}

enum err exercise_open_record(struct ui *ui, const char *lesson, const struct exercise *exercise,
                              const struct exercise_type *type, const struct pairs *values,
                              struct exercise_view **view, struct fault *fault)
{
    return open_view(ui, lesson, exercise, type, NULL, false, values, view, fault);
}

void exercise_close(struct exercise_view *view)
{
    if (!view)
        return;
    for (int i = 0; i < view->text_count; i++)
        close_text(view, &view->texts[i]);
    pairs_free(&view->undone);
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

static void keep_draft(struct exercise_view *view, const char *key, const char *value)
{
    struct fault fault = {0};
    struct draft_name name = {view->lesson, view->exercise->id, key};
    if (!view->held && !view->burning && session_draft_set(view->ui->session, name, value, &fault))
        ui_tell(view->ui, &fault);
}

void exercise_set(struct exercise_view *view, const char *key, const char *value)
{
    struct fault fault = {0};
    if (strcmp(exercise_value(view, key), value) == 0)
        return;
    if (pairs_set(&view->values, key, value, &fault))
        ui_tell(view->ui, &fault);
    else
        keep_draft(view, key, value);
}

char *exercise_text_copy(const struct exercise_view *view, int index)
{
    char *text = buffer_copy(editor_buffer(view->texts[index].editor));
    if (!text)
        return NULL;
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\n", text[length - 1]))
        text[--length] = '\0';
    size_t start = strspn(text, " \t\n");
    memmove(text, text + start, length - start + 1);
    return text;
}

static const struct exercise_text *find_text(const struct exercise_view *view, const char *key)
{
    for (int i = 0; i < view->text_count; i++)
        if (strcmp(view->texts[i].key, key) == 0)
            return &view->texts[i];
    return NULL;
}

/* The values that say something, the texts, and what follows from them. */
enum err exercise_values(const struct exercise_view *view, struct pairs *values,
                         struct fault *fault)
{
    enum err err = OK;
    for (size_t i = 0; i < view->values.count && !err; i++) {
        const struct pair *pair = &view->values.items[i];
        if (!find_text(view, pair->key) && strcmp(pair->value, "-") != 0)
            err = pairs_set(values, pair->key, pair->value, fault);
    }
    for (int i = 0; i < view->text_count && !err; i++) {
        char *text = exercise_text_copy(view, i); /* an empty line is no answer */
        err = text ? pairs_set(values, view->texts[i].key, text, fault) : fault_set_memory(fault);
        free(text);
    }
    if (!err && view->type->complete)
        err = view->type->complete(view, values, fault);
    return err;
}

static bool equals_newest(const struct exercise_view *view)
{
    struct pairs values = {0};
    bool equal = view->earlier.count && exercise_values(view, &values, NULL) == OK &&
                 pairs_equal(&values, &view->earlier.items[0].values);
    pairs_free(&values);
    return equal;
}

static size_t text_length(const struct exercise_text *text)
{
    return buffer_length(editor_buffer(text->editor));
}

size_t exercise_text_length(const struct exercise_view *view, int index)
{
    return text_length(&view->texts[index]);
}

/* Says that what stands here is the newest answer, to the letter. */
static void set_kept(struct exercise_view *view)
{
    view->kept = true;
    view->answered = true;
    for (int i = 0; i < view->text_count; i++)
        view->texts[i].kept_length = text_length(&view->texts[i]);
}

static bool lengths_are_kept(const struct exercise_view *view)
{
    for (int i = 0; i < view->text_count; i++)
        if (view->texts[i].kept_length != text_length(&view->texts[i]))
            return false;
    return true;
}

/* All that stands here becomes a draft: after an answer was made of it there is none. */
void exercise_keep_draft(struct exercise_view *view)
{
    for (size_t i = 0; i < view->values.count; i++)
        keep_draft(view, view->values.items[i].key, view->values.items[i].value);
    for (int i = 0; i < view->text_count; i++) {
        char *text = buffer_copy(editor_buffer(view->texts[i].editor));
        if (text)
            keep_draft(view, view->texts[i].key, text);
        free(text);
    }
}

void exercise_note_change(struct exercise_view *view)
{
    if (!view->kept || (lengths_are_kept(view) && equals_newest(view)))
        return;
    view->kept = false;
    exercise_keep_draft(view);
}

void exercise_text_set(struct exercise_view *view, int index, const char *words)
{
    struct fault fault = {0};
    struct editor *editor = view->texts[index].editor;
    bool did;
    enum err err = editor_do(editor, EDITOR_SELECT_ALL, &did, &fault);
    if (!err && *words)
        err = editor_paste(editor, words, strlen(words), &fault);
    else if (!err)
        err = editor_do(editor, EDITOR_DELETE, &did, &fault);
    if (err)
        ui_tell(view->ui, &fault);
}

void exercise_set_burning(struct exercise_view *view, bool burning)
{
    struct fault fault = {0};
    enum err err = OK;
    if (view->burning == burning)
        return;
    view->burning = burning;
    for (int i = 0; i < view->text_count && !err; i++) {
        if (burning) {
            session_draft_close(view->ui->session, view->texts[i].draft);
            view->texts[i].draft = NULL;
        } else {
            err = open_draft(view, &view->texts[i], &fault);
        }
    }
    if (!burning)
        exercise_keep_draft(view);
    if (err)
        ui_tell(view->ui, &fault);
}

/* ---- taking back ---- */

void exercise_remember(struct exercise_view *view)
{
    struct fault fault = {0};
    if (pairs_copy(&view->undone, &view->values, &fault))
        ui_tell(view->ui, &fault);
}

bool exercise_undo(struct exercise_view *view)
{
    struct pairs before = view->undone;
    struct pairs now = {0};
    if (before.count == 0 || pairs_copy(&now, &view->values, NULL))
        return false;
    view->undone = (struct pairs){0};
    for (size_t i = 0; i < now.count; i++)
        if (!pairs_get(&before, now.items[i].key))
            exercise_set(view, now.items[i].key, "");
    for (size_t i = 0; i < before.count; i++)
        exercise_set(view, before.items[i].key, before.items[i].value);
    pairs_free(&before);
    pairs_free(&now);
    return true;
}

/* Empties the exercise, and its draft with it. */
enum err exercise_empty(struct exercise_view *view, struct fault *fault)
{
    enum err err = OK;
    view->kept = false;
    view->answered = false;
    for (size_t i = 0; i < view->values.count; i++)
        keep_draft(view, view->values.items[i].key, "");
    pairs_free(&view->values);
    pairs_free(&view->undone);
    for (int i = 0; i < view->text_count && !err; i++) {
        keep_draft(view, view->texts[i].key, "");
        err = open_text(view, &view->texts[i], "", fault);
    }
    return err;
}

enum err exercise_forget(struct exercise_view *view, size_t index, struct fault *fault)
{
    bool stands_here = index == 0 && (view->kept || equals_newest(view));
    enum err err = session_forget_answer(view->ui->session, view->earlier.items[index].id, fault);
    /* Deleted, it may not stand here either, to be kept again. */
    if (!err && stands_here)
        err = exercise_empty(view, fault);
    return err ? err : reload_earlier(view, fault);
}

bool exercise_has_draft(const struct exercise_view *view)
{
    bool texts = false;
    for (int i = 0; i < view->text_count; i++)
        texts |= text_length(&view->texts[i]) > 0;
    return !view->kept && !view->burning && (view->values.count > 0 || texts);
}

enum err exercise_commit(struct exercise_view *view, bool *added, struct fault *fault)
{
    struct pairs values = {0};
    *added = false;
    bool touched = view->values.count > 0 || view->text_count > 0;
    if (view->type->settle)
        view->type->settle(view);
    if (view->burning)
        return OK;
    enum err err = exercise_values(view, &values, fault);
    if (!err && touched)
        err = session_answer(view->ui->session, view->lesson, view->exercise->id, view->type->name,
                             &values, added, fault);
    if (!err && *added)
        err = reload_earlier(view, fault);
    if (!err && *added && view->earlier.count && view->visit->count < VISIT_MOST)
        view->visit->answers[view->visit->count++] = view->earlier.items[0].id;
    if (!err && *added && view->type->closed && view->type->closed(&values))
        err = exercise_empty(view, fault);
    else if (!err && values.count > 0)
        set_kept(view);
    pairs_free(&values);
    return err;
}

/* ---- kinds that have less ---- */

bool exercise_no_event(struct exercise_view *view, int stop, const struct event *event)
{
    (void)view;
    (void)stop;
    (void)event;
    return false;
}

void exercise_no_keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    (void)view;
    (void)stop;
    (void)list;
}

void exercise_no_words(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    (void)exercise;
    (void)values;
    (void)out;
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

int exercise_hand(const struct exercise_view *view, size_t count, int *from)
{
    *from = 0;
    if (!*exercise_field(view->exercise, "deck"))
        return (int)count;
    *from = view->hand * HAND;
    int left = (int)count - *from;
    return left < HAND ? left : HAND;
}

void exercise_open_hand(struct exercise_view *view, const struct item_list *list)
{
    if (!*exercise_field(view->exercise, "deck"))
        return;
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < view->values.count; j++) {
            const struct pair *pair = &view->values.items[j];
            if (strcmp(pair->key, list->items[i].id) == 0 ||
                strcmp(pair->value, list->items[i].id) == 0) {
                view->hand = (int)i / HAND;
                return;
            }
        }
    }
}

bool exercise_next_hand(struct exercise_view *view, size_t count)
{
    if (!*exercise_field(view->exercise, "deck"))
        return false;
    view->hand++;
    if (view->hand * HAND >= (int)count)
        view->hand = 0;
    view->go_to = 0;
    return true;
}

void exercise_mark(struct exercise_view *view, struct view *page, int stop, int focus)
{
    if (stop != focus)
        return;
    const struct stop_place *place = &view->places[stop];
    view_puts(page, place->row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
    view_cursor(page, place->row, place->column);
}

/* What was answered from here is not "earlier". */
static size_t first_earlier(const struct exercise_view *view)
{
    return view->answered && view->earlier.count ? 1 : 0;
}

size_t exercise_earlier_total(const struct exercise_view *view)
{
    return view->earlier.count - first_earlier(view);
}

const struct answer *exercise_earlier(const struct exercise_view *view, size_t index)
{
    return &view->earlier.items[index + first_earlier(view)];
}

static int earlier_columns(const struct exercise_view *view)
{
    return view->type->earlier_columns ? view->type->earlier_columns : EARLIER_COLUMNS;
}

int exercise_earlier_count(const struct exercise_view *view, const struct view *page, int columns)
{
    int room = (page->columns - columns) / earlier_columns(view);
    int count = (int)exercise_earlier_total(view);
    if (count > EARLIER_SHOWN)
        count = EARLIER_SHOWN;
    return room < 0 ? 0 : room < count ? room : count;
}

void exercise_earlier_cell(const struct exercise_view *view, struct view *page, int row, int index,
                           int count, const char *text)
{
    int width = earlier_columns(view);
    int column = page->columns - (count - index) * width + 1;
    view_cut(page, row, column, STYLE_DIM, text, width - 1);
}

void exercise_earlier_dates(const struct exercise_view *view, struct view *page, int row, int count)
{
    for (int i = 0; i < count; i++) {
        struct str date = {0};
        int64_t made_at = exercise_earlier(view, (size_t)i)->made_at;
        date_put_short(&date, made_at, made_at); /* the year is under "earlier answers" */
        exercise_earlier_cell(view, page, row, i, count, str_text(&date));
        str_free(&date);
    }
}
