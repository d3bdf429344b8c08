/*
 * Bytes as a person at the keyboard: the first two are the size of the viewport, then a byte with
 * the high bit set is a command, a zero byte with a length behind it a paste, a one with a length
 * something to look for, backwards when the length is odd; all others are typed.
 *
 * Holds when nothing crashes, the reported edits add up to the text, it stays valid UTF-8, the
 * number of words is that of the same text counted anew, what is found lies between graphemes, and
 * undo leads back to nothing.
 */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/str.h"
#include "mend/base/utf8.h"
#include "mend/text/editor.h"

enum { ROWS = 32 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    setlocale(LC_ALL, "C.UTF-8");
    return 0;
}

static void hold(bool condition)
{
    if (!condition)
        abort();
}

static void follow(void *context, size_t at, size_t removed, const char *inserted, size_t length)
{
    struct str *model = context;
    struct str out = {0};
    hold(at + removed <= model->length);
    str_append(&out, str_text(model), at);
    str_append(&out, inserted, length);
    str_append(&out, str_text(model) + at + removed, model->length - at - removed);
    str_free(model);
    *model = out;
}

static void check(struct editor *editor, const struct str *model)
{
    struct editor_row rows[ROWS];
    int row;
    int column;
    size_t count = editor_rows(editor, rows, ROWS, &row, &column);
    hold(count > 0 && row >= 0 && (size_t)row < count && column >= 0);
    size_t length = buffer_length(editor_buffer(editor));
    for (size_t i = 0; i < count; i++)
        hold(rows[i].start + rows[i].length <= length);
    const char *text = buffer_view(editor_buffer(editor), 0, length);
    hold(length == model->length && memcmp(text, str_text(model), length) == 0);
    hold(utf8_valid(text, length) && editor_cursor(editor) <= length);
    struct buffer *anew = buffer_new(text, length);
    hold(anew && buffer_word_count(anew) == buffer_word_count(editor_buffer(editor)));
    buffer_free(anew);
}

/* A place between two graphemes is where a person can go to. */
static void hold_place(struct editor *editor, size_t at)
{
    editor_set_cursor(editor, at);
    hold(editor_cursor(editor) == at);
}

static void find(struct editor *editor, const char *what, size_t length, bool forward)
{
    size_t from;
    size_t to;
    struct find *find = find_new(what, length);
    hold(find);
    if (editor_find(editor, find, forward, NULL)) {
        hold(editor_found(editor, &from, &to) && from < to);
        hold(to <= buffer_length(editor_buffer(editor)));
        hold_place(editor, from);
        hold_place(editor, to);
    }
    find_free(find);
}

/* The bytes behind a length, as many as there are; returns what all of it takes. */
static size_t counted(const uint8_t *data, size_t size)
{
    size_t taken = (size_t)2 + data[1];
    return taken < size ? taken : size;
}

/* Does what stands at DATA and returns how many bytes that was. */
static size_t step(struct editor *editor, const uint8_t *data, size_t size, bool *did)
{
    struct fault fault;
    enum err err;
    size_t taken = 1;
    if (data[0] & 0x80) {
        err = editor_do(editor, (enum editor_command)(data[0] & 0x7f), did, &fault);
    } else if (data[0] == 0 && size > 1) {
        taken = counted(data, size);
        err = editor_paste(editor, (const char *)data + 2, taken - 2, &fault);
    } else if (data[0] == 1 && size > 1) {
        taken = counted(data, size);
        find(editor, (const char *)data + 2, taken - 2, data[1] % 2 == 0);
        err = OK;
    } else {
        err = editor_insert(editor, (const char *)data, 1, &fault);
    }
    hold(err == OK);
    return taken;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct str model = {0};
    struct editor *editor = editor_new("", 0);
    hold(editor);
    buffer_listen(editor_buffer(editor), follow, &model);
    editor_resize(editor, data[0] % 100, data[1] % ROWS);
    bool did = true;
    for (size_t at = 2; at < size;) {
        at += step(editor, data + at, size - at, &did);
        check(editor, &model);
    }
    for (did = true; did;)
        step(editor, (const uint8_t[]){0x80 | EDITOR_UNDO}, 1, &did);
    check(editor, &model);
    hold(model.length == 0);
    buffer_listen(editor_buffer(editor), NULL, NULL);
    editor_free(editor);
    str_free(&model);
    return 0;
}
