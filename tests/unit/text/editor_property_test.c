/*
 * Editors under random hands, compared after every command with what plain strings say should be
 * there: the text, the kill text, the rows, undo and redo.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mend/base/str.h"
#include "mend/base/utf8.h"
#include "mend/text/editor.h"
#include "mend/text/wrap.h"
#include "model.h"
#include "random_text.h"

enum { ROUNDS = 40, VIEWPORT = 8, PASTE = 600 };

/* The same text as a plain string, kept by the editor's reports, and what should happen to it. */
struct world {
    struct editor *editor;
    struct str text;   /* base and reports */
    struct str should; /* what the text must be after the command */
    struct str kill;
    bool killing;
    int columns;
    int rows;
};

static bool run(struct editor *editor, enum editor_command command)
{
    struct fault fault = {0};
    bool did = false;
    assert_int_equal(editor_do(editor, command, &did, &fault), OK);
    return did;
}

static void splice(struct str *s, size_t at, size_t removed, const char *text, size_t length)
{
    struct str out = {0};
    assert_true(at + removed <= s->length);
    str_append(&out, str_text(s), at);
    str_append(&out, text, length);
    str_append(&out, str_text(s) + at + removed, s->length - at - removed);
    str_free(s);
    *s = out;
}

static void follow(void *context, size_t at, size_t removed, const char *inserted, size_t length)
{
    struct world *world = context;
    splice(&world->text, at, removed, inserted, length);
}

static size_t plain_row_start(const struct world *world, size_t at)
{
    const char *text = str_text(&world->text);
    size_t start = 0;
    for (;;) {
        struct wrap_row row = wrap_row(text + start, world->text.length - start, world->columns);
        size_t next = start + row.next;
        bool feed = next > start && text[next - 1] == '\n';
        if (at < next || (next == world->text.length && !feed))
            return start;
        start = next;
    }
}

/* The rows of the editor are those of the whole text wrapped from its first byte. */
static void check_rows(struct world *world)
{
    struct editor_row rows[VIEWPORT];
    int row;
    int column;
    const char *text = str_text(&world->text);
    size_t cursor = editor_cursor(world->editor);
    size_t count = editor_rows(world->editor, rows, VIEWPORT, &row, &column);
    assert_in_range(count, 1, world->rows);
    assert_in_range(row, 0, count - 1);
    assert_int_equal(rows[row].start, plain_row_start(world, cursor));
    int width = utf8_width(text + rows[row].start, cursor - rows[row].start);
    assert_int_equal(column, width < world->columns ? width : world->columns - 1);

    size_t at = plain_row_start(world, rows[0].start);
    for (size_t i = 0; i < count; i++) {
        struct wrap_row plain = wrap_row(text + at, world->text.length - at, world->columns);
        assert_int_equal(rows[i].start, at);
        assert_int_equal(rows[i].length, plain.length);
        assert_memory_equal(rows[i].bytes, text + at, plain.length);
        at += plain.next;
    }
    bool more = at < world->text.length ||
                (at > 0 && text[at - 1] == '\n' && rows[count - 1].start < world->text.length);
    if ((int)count < world->rows)
        assert_true(rows[0].start == 0 && !more);
}

static void check_text(struct world *world)
{
    struct buffer *buffer = editor_buffer(world->editor);
    size_t length = buffer_length(buffer);
    size_t cursor = editor_cursor(world->editor);
    assert_int_equal(length, world->text.length);
    assert_memory_equal(buffer_view(buffer, 0, length), str_text(&world->text), length);
    assert_true(utf8_valid(str_text(&world->text), length));
    assert_true(cursor <= length);
    assert_true(cursor == length || ((unsigned char)str_text(&world->text)[cursor] & 0xC0) != 0x80);
    assert_int_equal(buffer_word_count(buffer), model_words(str_text(&world->text), length));
}

static void check_should(struct world *world)
{
    assert_int_equal(world->text.length, world->should.length);
    assert_memory_equal(str_text(&world->text), str_text(&world->should), world->text.length);
}

static void expect_kill(struct world *world, size_t from, size_t to)
{
    const char *text = str_text(&world->text) + from;
    if (from == to)
        return;
    if (!world->killing)
        str_truncate(&world->kill, 0);
    bool back = to == editor_cursor(world->editor);
    splice(&world->kill, back ? 0 : world->kill.length, 0, text, to - from);
    splice(&world->should, from, to - from, "", 0);
    world->killing = true;
}

/* Works out on plain strings what COMMAND should make of the text. */
static void expect_command(struct world *world, enum editor_command command)
{
    struct buffer *buffer = editor_buffer(world->editor);
    size_t cursor = editor_cursor(world->editor);
    size_t from = cursor;
    size_t to = cursor;
    bool selected = editor_selection(world->editor, &from, &to);
    const char *feed = memchr(str_text(&world->text) + cursor, '\n', world->text.length - cursor);
    size_t end = feed ? (size_t)(feed - str_text(&world->text)) : world->text.length;
    if (command == EDITOR_KILL)
        expect_kill(world, cursor, end > cursor ? end : buffer_next_grapheme(buffer, cursor));
    else if (command == EDITOR_KILL_BACK)
        expect_kill(world, plain_row_start(world, cursor), cursor);
    else
        world->killing = false;
    if (command == EDITOR_DELETE_BACK && !selected)
        from = buffer_previous_grapheme(buffer, cursor);
    else if (command == EDITOR_DELETE && !selected)
        to = buffer_next_grapheme(buffer, cursor);
    else if (command == EDITOR_DELETE_WORD_BACK && !selected)
        from = buffer_previous_word(buffer, cursor);
    if (selected && (command == EDITOR_CUT || command == EDITOR_COPY)) {
        str_truncate(&world->kill, 0);
        str_append(&world->kill, str_text(&world->text) + from, to - from);
    }
    if (command == EDITOR_YANK && world->kill.length > 0)
        splice(&world->should, from, to - from, str_text(&world->kill), world->kill.length);
    else if (command == EDITOR_NEW_LINE)
        splice(&world->should, from, to - from, "\n", 1);
    else if (command == EDITOR_DELETE_BACK || command == EDITOR_DELETE ||
             command == EDITOR_DELETE_WORD_BACK || command == EDITOR_CUT)
        splice(&world->should, from, to - from, "", 0);
}

static void do_command(struct world *world, enum editor_command command)
{
    size_t cursor = editor_cursor(world->editor);
    size_t row = plain_row_start(world, cursor);
    expect_command(world, command);
    bool did = run(world->editor, command);
    if (command <= EDITOR_TEXT_END)
        assert_int_equal(did, cursor != editor_cursor(world->editor));
    size_t now = plain_row_start(world, editor_cursor(world->editor));
    bool down = command == EDITOR_PASSAGE_DOWN;
    if (down || command == EDITOR_PASSAGE_UP)
        assert_int_equal(editor_cursor(world->editor),
                         model_passage(str_text(&world->text), world->text.length, cursor, down));
    assert_false(editor_found(world->editor, NULL, NULL));
    if (command == EDITOR_UP && did)
        assert_int_equal(now, plain_row_start(world, row - 1));
    else if (command == EDITOR_DOWN && did)
        assert_int_equal(plain_row_start(world, now - 1), row);
    else if (command == EDITOR_ROW_END || command == EDITOR_ROW_START)
        assert_int_equal(now, row);
    else if (command == EDITOR_UP)
        assert_int_equal(row, 0);
    if (command != EDITOR_UNDO && command != EDITOR_REDO)
        check_should(world);
}

static void do_insert(struct world *world, uint64_t *seed)
{
    char text[PASTE];
    size_t from = editor_cursor(world->editor);
    size_t to = from;
    editor_selection(world->editor, &from, &to);
    bool long_one = random_below(seed, 8) == 0;
    size_t length = random_text(seed, text, sizeof text, long_one ? 100 : 1);
    struct buffer *repaired = buffer_new(text, length);
    assert_non_null(repaired);
    size_t put = buffer_length(repaired);
    splice(&world->should, from, to - from, buffer_view(repaired, 0, put), put);
    buffer_free(repaired);
    struct fault fault;
    enum err err = long_one ? editor_paste(world->editor, text, length, &fault)
                            : editor_insert(world->editor, text, length, &fault);
    assert_int_equal(err, OK);
    world->killing = false;
    check_should(world);
    assert_int_equal(editor_cursor(world->editor), from + put);
}

static void do_look(struct world *world, uint64_t *seed)
{
    size_t dice = random_below(seed, 4);
    if (dice == 0) {
        world->columns = 1 + (int)random_below(seed, 20);
        world->rows = 1 + (int)random_below(seed, VIEWPORT);
        editor_resize(world->editor, world->columns, world->rows);
        return;
    }
    size_t cursor = editor_cursor(world->editor);
    if (dice == 1)
        editor_scroll(world->editor, (int)random_below(seed, 9) - 4);
    else if (dice == 2)
        editor_click(world->editor, (int)random_below(seed, 9), (int)random_below(seed, 20));
    else
        editor_set_cursor(world->editor, random_below(seed, world->text.length + 1));
    if (dice != 1 || cursor != editor_cursor(world->editor))
        world->killing = false;
}

/* Looks for something that may well be there, more than once, hither and thither. */
static void do_find(struct world *world, uint64_t *seed)
{
    char text[64];
    struct str what = {0};
    size_t length;
    do
        length = random_text(seed, text, sizeof text, 1 + random_below(seed, 2));
    while (!utf8_valid(text, length));
    str_append(&what, text, length);
    struct find *find = find_new(str_text(&what), what.length);
    assert_non_null(find);
    for (int i = 0; i < 4; i++) {
        struct find_match match = {0};
        bool forward = random_below(seed, 2) == 0;
        bool wrapped;
        size_t from = editor_cursor(world->editor);
        size_t to = from;
        editor_found(world->editor, &from, &to);
        from = forward ? to : from;
        bool found =
            model_find(str_text(&world->text), world->text.length, &what, from, forward, &match);
        assert_int_equal(editor_find(world->editor, find, forward, &wrapped), found);
        assert_int_equal(editor_found(world->editor, &from, &to), found);
        assert_int_equal(wrapped, match.wrapped);
        if (!found)
            break;
        assert_int_equal(from, match.from);
        assert_int_equal(to, match.to);
        assert_int_equal(editor_cursor(world->editor), forward ? to : from);
        world->killing = false;
        check_rows(world);
    }
    world->killing = false;
    find_free(find);
    str_free(&what);
}

/* All the way back, and all the way forth again. */
static void check_undo(struct world *world, const char *base, size_t length)
{
    while (run(world->editor, EDITOR_REDO))
        ;
    struct str end = {0};
    str_append(&end, str_text(&world->text), world->text.length);
    while (run(world->editor, EDITOR_UNDO)) {
        check_rows(world);
        check_text(world);
    }
    check_text(world);
    assert_int_equal(world->text.length, length);
    assert_memory_equal(str_text(&world->text), base, length);
    while (run(world->editor, EDITOR_REDO))
        ;
    check_text(world);
    assert_int_equal(world->text.length, end.length);
    assert_memory_equal(str_text(&world->text), str_text(&end), end.length);
    str_free(&end);
}

static void live(uint64_t *seed)
{
    char base[PASTE];
    size_t length = random_text(seed, base, sizeof base, random_below(seed, 60));
    struct world world = {.columns = 12, .rows = 4, .editor = editor_new(base, length)};
    assert_non_null(world.editor);
    editor_resize(world.editor, world.columns, world.rows);
    struct buffer *buffer = editor_buffer(world.editor);
    length = buffer_length(buffer);
    char *repaired = buffer_copy(buffer);
    assert_non_null(repaired);
    str_append(&world.text, repaired, length);
    buffer_listen(buffer, follow, &world);
    for (size_t rounds = 1 + random_below(seed, ROUNDS); rounds > 0; rounds--) {
        size_t dice = random_below(seed, 9);
        str_truncate(&world.should, 0);
        str_append(&world.should, str_text(&world.text), world.text.length);
        if (dice < 3)
            do_insert(&world, seed);
        else if (dice == 3)
            do_look(&world, seed);
        else if (dice == 4)
            do_find(&world, seed);
        else
            do_command(&world, (enum editor_command)random_below(seed, EDITOR_COMMANDS));
        check_text(&world);
        check_rows(&world);
    }
    check_undo(&world, repaired, length);
    buffer_listen(buffer, NULL, NULL);
    editor_free(world.editor);
    free(repaired);
    str_free(&world.text);
    str_free(&world.should);
    str_free(&world.kill);
}

static void test_properties(void **state)
{
    (void)state;
    uint64_t seed = 20260923;
    size_t lives = random_rounds(100, 100000);
    for (size_t i = 0; i < lives; i++)
        live(&seed);
}

/* A paragraph of many rows, edited near and far: what is remembered of it never misleads. */
static void test_long_paragraphs(void **state)
{
    (void)state;
    uint64_t seed = 31415926;
    size_t lives = random_rounds(2, 100);
    for (size_t n = 0; n < lives; n++) {
        static char base[20000];
        size_t length = random_text(&seed, base, sizeof base, 3000);
        for (size_t i = 0; i < length; i++)
            if ((base[i] == '\n' || base[i] == '\r') && i % 4000 > 50)
                base[i] = ' ';
        struct world world = {.columns = 9, .rows = 5, .editor = editor_new(base, length)};
        assert_non_null(world.editor);
        editor_resize(world.editor, world.columns, world.rows);
        char *repaired = buffer_copy(editor_buffer(world.editor));
        assert_non_null(repaired);
        str_append(&world.text, repaired, buffer_length(editor_buffer(world.editor)));
        free(repaired);
        buffer_listen(editor_buffer(world.editor), follow, &world);
        for (int i = 0; i < ROUNDS; i++) {
            if (random_below(&seed, 3) == 0)
                editor_set_cursor(world.editor, random_below(&seed, world.text.length + 1));
            str_truncate(&world.should, 0);
            str_append(&world.should, str_text(&world.text), world.text.length);
            if (random_below(&seed, 2) == 0)
                do_insert(&world, &seed);
            else
                run(world.editor, (enum editor_command)random_below(&seed, EDITOR_YANK));
            check_rows(&world);
        }
        editor_free(world.editor);
        str_free(&world.text);
        str_free(&world.should);
    }
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_long_paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
