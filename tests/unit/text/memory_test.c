/*
 * What happens when memory runs out at the worst moment: each allocation of a small working life
 * fails in turn. The files that allocate are compiled into this test, with allocators that fail
 * when told to; the linker then leaves the program's own in their archive.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static size_t until_failure; /* allocations that still succeed */
static bool fails_for_good;  /* all fail from then on, not just one */

static bool refuses(void)
{
    if (until_failure > 0) {
        until_failure--;
        return false;
    }
    if (!fails_for_good)
        until_failure = SIZE_MAX;
    return true;
}

static void *scarce_malloc(size_t size)
{
    return refuses() ? NULL : malloc(size);
}

static void *scarce_calloc(size_t count, size_t size)
{
    return refuses() ? NULL : calloc(count, size);
}

static void *scarce_reallocarray(void *old, size_t count, size_t size)
{
    return refuses() ? NULL : reallocarray(old, count, size);
}

#define malloc scarce_malloc
#define calloc scarce_calloc
#define reallocarray scarce_reallocarray
#define BUFFER_BLOCK 4

/* NOLINTBEGIN(bugprone-suspicious-include) */
#include "base/str.c"

#include "text/buffer.c"

#include "text/undo.c"

#include "text/layout.c"

#include "text/editor.c"
/* NOLINTEND(bugprone-suspicious-include) */

#undef malloc
#undef calloc
#undef reallocarray

enum { MODEL = 4096 };

struct model {
    char text[MODEL];
    size_t length;
};

static void follow(void *context, size_t at, size_t removed, const char *inserted, size_t length)
{
    struct model *model = context;
    memmove(model->text + at + length, model->text + at + removed, model->length - at - removed);
    if (length)
        memcpy(model->text + at, inserted, length);
    model->length = model->length - removed + length;
}

static void check(struct editor *editor, const struct model *model)
{
    size_t length = buffer_length(editor_buffer(editor));
    assert_int_equal(length, model->length);
    assert_memory_equal(buffer_view(editor_buffer(editor), 0, length), model->text, length);
    assert_true(editor_cursor(editor) <= length);
}

/* "\1" and so on are commands, everything else is typed; "P" pastes. */
static const enum editor_command commands_of[] = {
    [1] = EDITOR_KILL_BACK, [2] = EDITOR_YANK,        [3] = EDITOR_UNDO,  [4] = EDITOR_REDO,
    [5] = EDITOR_MARK,      [6] = EDITOR_CUT,         [7] = EDITOR_UP,    [8] = EDITOR_DELETE_BACK,
    [9] = EDITOR_KILL,      [10] = EDITOR_SELECT_ALL, [11] = EDITOR_COPY, [12] = EDITOR_TEXT_START};

static const char life[] = "one two\3\4 three P\1\2\2\3\3\4 PP\7\7\5\7\6\2\11\11\2"
                           "x\10\10\10\12\13\2\12Pend P\12\6\2 and more, and even more of it"
                           "PPPP\14\11\11\11\11\11\11\11\11\11\11\2";

static const char pasted[] = "some words that were\r\ncopied from \xff elsewhere\n";

static enum err step(struct editor *editor, char what, struct fault *fault)
{
    bool did;
    if (what == 'P')
        return editor_paste(editor, pasted, sizeof pasted - 1, fault);
    if (what < (char)(sizeof commands_of / sizeof commands_of[0]))
        return editor_do(editor, commands_of[(unsigned char)what], &did, fault);
    return editor_insert(editor, &what, 1, fault);
}

/* True when the allocation after FIRST others was needed, and so failed. */
static bool live(size_t first, bool for_good)
{
    static const char given[] = "a text\rto begin with";
    static const char base[] = "a text\nto begin with";
    until_failure = first;
    fails_for_good = for_good;
    struct editor *editor = editor_new(given, sizeof given - 1);
    if (!editor)
        return true;
    editor_resize(editor, 7, 3);
    struct model model = {.length = sizeof base - 1};
    memcpy(model.text, base, sizeof base);
    buffer_listen(editor_buffer(editor), follow, &model);
    size_t failures = 0;
    for (const char *c = life; *c; c++) {
        static struct model before;
        struct fault fault = {0};
        before = model;
        enum err err = step(editor, *c, &fault);
        check(editor, &model);
        if (err == OK)
            continue;
        failures++;
        assert_int_equal(err, ERR_MEMORY);
        assert_int_equal(fault.code, ERR_MEMORY);
        assert_int_equal(model.length, before.length);
        assert_memory_equal(model.text, before.text, before.length);
    }
    if (!for_good) /* no failure has another one in its wake */
        assert_in_range(failures, 0, 1);
    /* Without memory everything can still be taken back, and done again. */
    static struct model end;
    bool did = true;
    while (did)
        assert_int_equal(editor_do(editor, EDITOR_REDO, &did, NULL), OK);
    end = model;
    for (did = true; did;)
        assert_int_equal(editor_do(editor, EDITOR_UNDO, &did, NULL), OK);
    check(editor, &model);
    assert_int_equal(model.length, sizeof base - 1);
    assert_memory_equal(model.text, base, model.length);
    for (did = true; did;)
        assert_int_equal(editor_do(editor, EDITOR_REDO, &did, NULL), OK);
    assert_int_equal(model.length, end.length);
    assert_memory_equal(model.text, end.text, end.length);
    bool failed = failures > 0 || until_failure > SIZE_MAX / 2 || (for_good && until_failure == 0);
    until_failure = SIZE_MAX;
    editor_free(editor);
    return failed;
}

static void test_one_allocation_fails(void **state)
{
    (void)state;
    size_t first = 0;
    while (live(first, false))
        first++;
    assert_in_range(first, 20, 500);
}

static void test_memory_stays_out(void **state)
{
    (void)state;
    size_t first = 0;
    while (live(first, true))
        first++;
    assert_in_range(first, 20, 500);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_allocation_fails),
        cmocka_unit_test(test_memory_stays_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
