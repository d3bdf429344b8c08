/*
 * Commands that change the text or the selection. Each is a row of a table; what stands around
 * them (the steps of undo, kills that gather) is the same for all. Moves have a table of their
 * own, in moves.c.
 */
#include "mend/text/editor.h"

#include <stdlib.h>
#include <string.h>

#include "buffer_private.h"
#include "editor_private.h"

enum { FIRST_COLUMNS = 80, FIRST_ROWS = 24 };

struct editor *editor_new(const char *text, size_t length)
{
    struct editor *editor = calloc(1, sizeof *editor);
    if (!editor)
        return NULL;
    editor->buffer = buffer_new(text, length);
    if (!editor->buffer) {
        free(editor);
        return NULL;
    }
    editor->layout.buffer = editor->buffer;
    editor->cursor = buffer_length(editor->buffer);
    editor->goal = NO_GOAL;
    editor_resize(editor, FIRST_COLUMNS, FIRST_ROWS);
    return editor;
}

void editor_free(struct editor *editor)
{
    if (!editor)
        return;
    layout_free(&editor->layout);
    buffer_free(editor->buffer);
    buffer_wipe_str(&editor->kill);
    free(editor);
}

struct buffer *editor_buffer(struct editor *editor)
{
    return editor->buffer;
}

size_t editor_cursor(const struct editor *editor)
{
    return editor->cursor;
}

bool editor_selection(const struct editor *editor, size_t *from, size_t *to)
{
    if (!editor->marked || editor->mark == editor->cursor)
        return false;
    bool forward = editor->mark < editor->cursor;
    if (from)
        *from = forward ? editor->mark : editor->cursor;
    if (to)
        *to = forward ? editor->cursor : editor->mark;
    return true;
}

void editor_set_cursor(struct editor *editor, size_t at)
{
    editor->cursor = buffer_grapheme_start(editor->buffer, at);
    editor->marked = false;
    editor->found = false;
    editor->goal = NO_GOAL;
    editor->killing = false;
    buffer_break(editor->buffer);
}

/* ---- changes ---- */

/* Every change goes through here: FROM..TO becomes TEXT, and the cursor stands behind it. */
static enum err change(struct editor *editor, size_t from, size_t to, const char *text,
                       size_t length, struct fault *fault)
{
    enum err err =
        buffer_replace(editor->buffer, from, to - from, text, length, &editor->cursor, fault);
    if (err)
        return err;
    editor->marked = false;
    editor->goal = NO_GOAL;
    return OK;
}

/* Puts TEXT in the place of the selection, or at the cursor. */
static enum err put(struct editor *editor, const char *text, size_t length, struct fault *fault)
{
    size_t from = editor->cursor;
    size_t to = from;
    if (length == 0)
        return OK;
    editor_selection(editor, &from, &to);
    return change(editor, from, to, text, length, fault);
}

/* The same as an undo step of its own. */
static enum err put_alone(struct editor *editor, const char *text, size_t length,
                          struct fault *fault)
{
    buffer_break(editor->buffer);
    enum err err = put(editor, text, length, fault);
    buffer_break(editor->buffer);
    return err;
}

enum err editor_insert(struct editor *editor, const char *text, size_t length, struct fault *fault)
{
    editor->found = false;
    editor->killing = false;
    return put(editor, text, length, fault);
}

enum err editor_paste(struct editor *editor, const char *text, size_t length, struct fault *fault)
{
    editor->found = false;
    editor->killing = false;
    return put_alone(editor, text, length, fault);
}

static enum err new_line(struct editor *editor, bool *did, struct fault *fault)
{
    *did = true;
    return put(editor, "\n", 1, fault);
}

static enum err yank(struct editor *editor, bool *did, struct fault *fault)
{
    *did = editor->kill.length > 0;
    return put_alone(editor, editor->kill.bytes, editor->kill.length, fault);
}

/* Deletes the selection or, without one, from the cursor to OTHER on either side of it. */
static enum err delete_to(struct editor *editor, size_t other, bool *did, struct fault *fault)
{
    size_t from = other < editor->cursor ? other : editor->cursor;
    size_t to = other < editor->cursor ? editor->cursor : other;
    editor_selection(editor, &from, &to);
    *did = from != to;
    return change(editor, from, to, "", 0, fault);
}

static enum err delete_back(struct editor *editor, bool *did, struct fault *fault)
{
    return delete_to(editor, buffer_previous_grapheme(editor->buffer, editor->cursor), did, fault);
}

static enum err delete_forward(struct editor *editor, bool *did, struct fault *fault)
{
    return delete_to(editor, buffer_next_grapheme(editor->buffer, editor->cursor), did, fault);
}

static enum err delete_word_back(struct editor *editor, bool *did, struct fault *fault)
{
    return delete_to(editor, buffer_previous_word(editor->buffer, editor->cursor), did, fault);
}

/* ---- the kill text ---- */

/* FROM..TO becomes the kill text. */
static enum err keep(struct editor *editor, size_t from, size_t to, struct fault *fault)
{
    struct str kill = {0};
    str_append(&kill, buffer_view(editor->buffer, from, to), to - from);
    enum err err = str_status(&kill, fault);
    buffer_wipe_str(err ? &kill : &editor->kill);
    if (!err)
        editor->kill = kill;
    return err;
}

/* FROM..TO joins the kill text at the end where it was. */
static enum err gather(struct editor *editor, size_t from, size_t to, struct fault *fault)
{
    size_t length = editor->kill.length;
    str_append(&editor->kill, buffer_view(editor->buffer, from, to), to - from);
    enum err err = str_status(&editor->kill, fault);
    editor->kill.failed = false; /* what was there before is still complete */
    if (err || from >= editor->cursor)
        return err;
    memmove(editor->kill.bytes + (to - from), editor->kill.bytes, length);
    memcpy(editor->kill.bytes, buffer_view(editor->buffer, from, to), to - from);
    return OK;
}

static enum err kill_range(struct editor *editor, size_t from, size_t to, bool *did,
                           struct fault *fault)
{
    *did = from != to;
    if (from == to)
        return OK;
    if (!editor->killing)
        buffer_break(editor->buffer);
    enum err err =
        editor->killing ? gather(editor, from, to, fault) : keep(editor, from, to, fault);
    if (err)
        return err;
    editor->killing = true;
    return change(editor, from, to, "", 0, fault);
}

static enum err kill_forward(struct editor *editor, bool *did, struct fault *fault)
{
    size_t end = buffer_paragraph_end(editor->buffer, editor->cursor);
    if (end == editor->cursor)
        end = buffer_next_grapheme(editor->buffer, end);
    return kill_range(editor, editor->cursor, end, did, fault);
}

static enum err kill_back(struct editor *editor, bool *did, struct fault *fault)
{
    size_t start = layout_find(&editor->layout, editor->cursor);
    return kill_range(editor, start, editor->cursor, did, fault);
}

static enum err copy(struct editor *editor, bool *did, struct fault *fault)
{
    size_t from;
    size_t to;
    *did = editor_selection(editor, &from, &to);
    if (!*did)
        return OK;
    enum err err = keep(editor, from, to, fault);
    if (!err)
        editor->marked = false;
    return err;
}

static enum err cut(struct editor *editor, bool *did, struct fault *fault)
{
    size_t from;
    size_t to;
    *did = editor_selection(editor, &from, &to);
    if (!*did)
        return OK;
    enum err err = keep(editor, from, to, fault);
    if (err)
        return err;
    buffer_break(editor->buffer);
    err = change(editor, from, to, "", 0, fault);
    buffer_break(editor->buffer);
    return err;
}

/* ---- selecting, taking back ---- */

static enum err mark(struct editor *editor, bool *did, struct fault *fault)
{
    (void)fault;
    editor->mark = editor->cursor;
    editor->marked = !editor->marked;
    *did = true;
    return OK;
}

static enum err select_all(struct editor *editor, bool *did, struct fault *fault)
{
    (void)fault;
    editor->mark = 0;
    editor->marked = true;
    editor->cursor = buffer_length(editor->buffer);
    editor->goal = NO_GOAL;
    *did = editor->cursor > 0;
    return OK;
}

static enum err undo_or_redo(struct editor *editor, bool *did,
                             bool (*step)(struct buffer *, size_t *))
{
    *did = step(editor->buffer, &editor->cursor);
    editor->marked = editor->marked && !*did;
    editor->goal = NO_GOAL;
    return OK;
}

static enum err undo(struct editor *editor, bool *did, struct fault *fault)
{
    (void)fault;
    return undo_or_redo(editor, did, buffer_undo);
}

static enum err redo(struct editor *editor, bool *did, struct fault *fault)
{
    (void)fault;
    return undo_or_redo(editor, did, buffer_redo);
}

/* ---- the table ---- */

static const struct {
    enum err (*run)(struct editor *editor, bool *did, struct fault *fault);
    bool types; /* goes on with an undo step */
    bool kills; /* looks itself after `killing` and the step */
} commands[EDITOR_COMMANDS] = {
    [EDITOR_DELETE_BACK] = {.run = delete_back, .types = true},
    [EDITOR_DELETE] = {.run = delete_forward, .types = true},
    [EDITOR_DELETE_WORD_BACK] = {.run = delete_word_back, .types = true},
    [EDITOR_KILL] = {.run = kill_forward, .types = true, .kills = true},
    [EDITOR_KILL_BACK] = {.run = kill_back, .types = true, .kills = true},
    [EDITOR_YANK] = {.run = yank},
    [EDITOR_MARK] = {.run = mark},
    [EDITOR_CUT] = {.run = cut},
    [EDITOR_COPY] = {.run = copy},
    [EDITOR_SELECT_ALL] = {.run = select_all},
    [EDITOR_NEW_LINE] = {.run = new_line, .types = true},
    [EDITOR_UNDO] = {.run = undo},
    [EDITOR_REDO] = {.run = redo},
};

enum err editor_do(struct editor *editor, enum editor_command command, bool *did,
                   struct fault *fault)
{
    *did = false;
    if ((unsigned)command >= EDITOR_COMMANDS)
        return OK;
    editor->found = false;
    if (!commands[command].types)
        buffer_break(editor->buffer);
    if (!commands[command].kills)
        editor->killing = false;
    if (!commands[command].run) {
        *did = editor_move(editor, command);
        return OK;
    }
    enum err err = commands[command].run(editor, did, fault);
    *did = *did && !err;
    return err;
}
