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
#include "random_text.h"

/* ---- editors as text: "|" is the cursor, "^" the other end of the selection ---- */

static bool run(struct editor *editor, enum editor_command command)
{
    struct fault fault = {0};
    bool did = false;
    assert_int_equal(editor_do(editor, command, &did, &fault), OK);
    return did;
}

static struct editor *editor_of(const char *picture, int columns, int rows)
{
    struct str text = {0};
    size_t cursor = 0;
    size_t mark = SIZE_MAX;
    for (const char *c = picture; *c; c++) {
        if (*c == '|')
            cursor = text.length;
        else if (*c == '^')
            mark = text.length;
        else
            str_putc(&text, *c);
    }
    struct editor *editor = editor_new(str_text(&text), text.length);
    assert_non_null(editor);
    assert_int_equal(editor_cursor(editor), text.length);
    str_free(&text);
    editor_resize(editor, columns, rows);
    editor_set_cursor(editor, mark == SIZE_MAX ? cursor : mark);
    if (mark != SIZE_MAX)
        assert_true(run(editor, EDITOR_MARK));
    while (editor_cursor(editor) != cursor)
        assert_true(run(editor, editor_cursor(editor) < cursor ? EDITOR_RIGHT : EDITOR_LEFT));
    return editor;
}

static void expect(struct editor *editor, const char *picture)
{
    struct buffer *buffer = editor_buffer(editor);
    size_t cursor = editor_cursor(editor);
    size_t mark = SIZE_MAX;
    size_t from;
    size_t to;
    if (editor_selection(editor, &from, &to))
        mark = from == cursor ? to : from;
    struct str out = {0};
    for (size_t at = 0; at <= buffer_length(buffer); at++) {
        if (at == mark)
            str_putc(&out, '^');
        if (at == cursor)
            str_putc(&out, '|');
        if (at < buffer_length(buffer))
            str_putc(&out, *buffer_view(buffer, at, at + 1));
    }
    assert_string_equal(str_text(&out), picture);
    str_free(&out);
}

static void type(struct editor *editor, const char *text)
{
    struct fault fault = {0};
    for (; *text; text++)
        assert_int_equal(editor_insert(editor, text, 1, &fault), OK);
}

static void paste(struct editor *editor, const char *text)
{
    struct fault fault = {0};
    assert_int_equal(editor_paste(editor, text, strlen(text), &fault), OK);
}

/*
 * The viewport: a row per line, "[" and "]" around what is selected, "+" where the selection runs
 * on; then the row and column of the cursor.
 */
static void expect_rows(struct editor *editor, const char *picture)
{
    struct editor_row rows[20];
    int row;
    int column;
    struct str out = {0};
    size_t count = editor_rows(editor, rows, 20, &row, &column);
    for (size_t i = 0; i < count; i++) {
        struct editor_row *r = &rows[i];
        bool selected = r->select_start < r->select_end;
        str_append(&out, r->bytes, r->select_start);
        str_puts(&out, selected ? "[" : "");
        str_append(&out, r->bytes + r->select_start, r->select_end - r->select_start);
        str_puts(&out, selected ? "]" : "");
        str_append(&out, r->bytes + r->select_end, r->length - r->select_end);
        str_puts(&out, r->select_break ? "+\n" : "\n");
    }
    str_printf(&out, "%d:%d", row, column);
    assert_string_equal(str_text(&out), picture);
    str_free(&out);
}

/* ---- one command ---- */

static const struct {
    const char *before;
    enum editor_command command;
    const char *after; /* NULL: it must say that it had no effect */
} table[] = {
    {"ab|c", EDITOR_LEFT, "a|bc"},
    {"|abc", EDITOR_LEFT, NULL},
    {"ab\n|c", EDITOR_LEFT, "ab|\nc"},
    {"ab|\nc", EDITOR_RIGHT, "ab\n|c"},
    {"abc|", EDITOR_RIGHT, NULL},
    {"|e\u0301x", EDITOR_RIGHT, "e\u0301|x"},
    {"👩‍👧|", EDITOR_LEFT, "|👩‍👧"},
    {"one |two", EDITOR_WORD_LEFT, "|one two"},
    {"o|ne two", EDITOR_WORD_RIGHT, "one| two"},
    {"one| two.", EDITOR_WORD_RIGHT, "one two|."},
    {"one two|.", EDITOR_WORD_RIGHT, "one two.|"},
    {"one two.|", EDITOR_WORD_RIGHT, NULL},
    /* the columns are ten: "eight888 " is the first row, "nine9" the second */
    {"eight888 ni|ne9", EDITOR_ROW_START, "eight888 |nine9"},
    {"eight888 |nine9", EDITOR_ROW_START, NULL},
    {"eig|ht888 nine9", EDITOR_ROW_END, "eight888| nine9"},
    {"eight888| nine9", EDITOR_ROW_END, NULL},
    {"eight888 ni|ne9", EDITOR_ROW_END, "eight888 nine9|"},
    {"one|\ntwo", EDITOR_ROW_END, NULL},
    {"|one\ntwo", EDITOR_ROW_END, "one|\ntwo"},
    {"ab|cdefghijklmn", EDITOR_ROW_END, "abcdefghi|jklmn"},
    {"eight888 ni|ne9", EDITOR_UP, "ei|ght888 nine9"},
    {"ei|ght888 nine9", EDITOR_UP, NULL},
    {"eight88|8 nine9", EDITOR_DOWN, "eight888 nine9|"},
    {"ei|ght888 nine9", EDITOR_DOWN, "eight888 ni|ne9"},
    {"eight888 ni|ne9", EDITOR_DOWN, NULL},
    {"one\n|", EDITOR_UP, "|one\n"},
    {"on|e\n", EDITOR_DOWN, "one\n|"},
    {"a日|\nabcd", EDITOR_DOWN, "a日\nabc|d"},
    {"ab|c\n日日", EDITOR_DOWN, "abc\n日|日"},
    {"abc|d\n日日", EDITOR_DOWN, "abcd\n日|日"}, /* the middle of a wide character */
    {"a|b\nc", EDITOR_TEXT_START, "|ab\nc"},
    {"a|b\nc", EDITOR_TEXT_END, "ab\nc|"},
    {"|", EDITOR_TEXT_END, NULL},
    {"a\nb\nc\nd\ne\nf\ng|", EDITOR_PAGE_UP, "a\nb\nc\nd|\ne\nf\ng"},
    {"a\n|b\nc", EDITOR_PAGE_UP, "|a\nb\nc"},
    {"|a\nb", EDITOR_PAGE_UP, NULL},
    {"|a\nb\nc\nd\ne", EDITOR_PAGE_DOWN, "a\nb\nc\n|d\ne"},
    {"a\n|b", EDITOR_PAGE_DOWN, NULL},
    {"abc|d", EDITOR_DELETE_BACK, "ab|d"},
    {"e\u0301|d", EDITOR_DELETE_BACK, "|d"},
    {"|abc", EDITOR_DELETE_BACK, NULL},
    {"a^bc|d", EDITOR_DELETE_BACK, "a|d"},
    {"a|bc^d", EDITOR_DELETE, "a|d"},
    {"a|bcd", EDITOR_DELETE, "a|cd"},
    {"a|\nb", EDITOR_DELETE, "a|b"},
    {"abc|", EDITOR_DELETE, NULL},
    {"one two |three", EDITOR_DELETE_WORD_BACK, "one |three"},
    {"o^ne two |three", EDITOR_DELETE_WORD_BACK, "o|three"},
    {"|one", EDITOR_DELETE_WORD_BACK, NULL},
    {"o|ne\ntwo", EDITOR_KILL, "o|\ntwo"},
    {"one|\ntwo", EDITOR_KILL, "one|two"},
    {"one|", EDITOR_KILL, NULL},
    {"eight888 ni|ne9", EDITOR_KILL_BACK, "eight888 |ne9"},
    {"eight888 |nine9", EDITOR_KILL_BACK, NULL},
    {"one|", EDITOR_YANK, NULL},
    {"one|", EDITOR_CUT, NULL},
    {"one|", EDITOR_COPY, NULL},
    {"o^ne| two", EDITOR_CUT, "o| two"},
    {"o^ne| two", EDITOR_COPY, "one| two"},
    {"o^n|e", EDITOR_MARK, "on|e"},
    {"o^n|e", EDITOR_RIGHT, "o^ne|"},
    {"o^n|e\ntwo", EDITOR_DOWN, "o^ne\ntw|o"},
    {"on|e", EDITOR_SELECT_ALL, "^one|"},
    {"|", EDITOR_SELECT_ALL, NULL},
    {"on|e", EDITOR_NEW_LINE, "on\n|e"},
    {"o^n|e", EDITOR_NEW_LINE, "o\n|e"},
    {"one|", EDITOR_UNDO, NULL},
    {"one|", EDITOR_REDO, NULL},
};

static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct editor *editor = editor_of(table[i].before, 10, 4);
        bool did = run(editor, table[i].command);
        expect(editor, table[i].after ? table[i].after : table[i].before);
        assert_int_equal(did, table[i].after != NULL);
        editor_free(editor);
    }
    editor_free(NULL);
}

static void test_unknown_command(void **state)
{
    (void)state;
    struct editor *editor = editor_of("a|b", 10, 4);
    assert_false(run(editor, EDITOR_COMMANDS));
    expect(editor, "a|b");
    editor_free(editor);
}

/* ---- several commands ---- */

static void test_column_is_kept(void **state)
{
    (void)state;
    struct editor *editor = editor_of("abcd|ef\nx\nuvwxyz", 10, 4);
    run(editor, EDITOR_DOWN);
    expect(editor, "abcdef\nx|\nuvwxyz");
    run(editor, EDITOR_DOWN);
    expect(editor, "abcdef\nx\nuvwx|yz");
    run(editor, EDITOR_UP);
    run(editor, EDITOR_LEFT); /* from here on it is another one */
    expect(editor, "abcdef\n|x\nuvwxyz");
    run(editor, EDITOR_UP);
    expect(editor, "|abcdef\nx\nuvwxyz");
    editor_free(editor);
}

static void test_typing_replaces_the_selection(void **state)
{
    (void)state;
    struct editor *editor = editor_of("one ^two| three", 20, 4);
    type(editor, "2nd");
    expect(editor, "one 2nd| three");
    run(editor, EDITOR_UNDO);
    expect(editor, "one two| three");
    run(editor, EDITOR_REDO);
    expect(editor, "one 2nd| three");
    editor_free(editor);
}

static void test_kills_gather(void **state)
{
    (void)state;
    struct editor *editor = editor_of("one t|wo\nthree\nfour", 20, 4);
    run(editor, EDITOR_KILL);
    run(editor, EDITOR_KILL);
    run(editor, EDITOR_KILL_BACK);
    run(editor, EDITOR_KILL);
    expect(editor, "|\nfour");
    run(editor, EDITOR_DOWN);
    run(editor, EDITOR_YANK);
    expect(editor, "\none two\nthree|four");
    run(editor, EDITOR_YANK);
    expect(editor, "\none two\nthreeone two\nthree|four");
    run(editor, EDITOR_KILL); /* starts anew */
    run(editor, EDITOR_YANK);
    run(editor, EDITOR_YANK);
    expect(editor, "\none two\nthreeone two\nthreefourfour|");
    editor_free(editor);
}

static void test_cut_copy_yank(void **state)
{
    (void)state;
    struct editor *editor = editor_of("^one| two", 20, 4);
    run(editor, EDITOR_COPY);
    run(editor, EDITOR_TEXT_END);
    run(editor, EDITOR_YANK);
    expect(editor, "one twoone|");
    run(editor, EDITOR_SELECT_ALL);
    run(editor, EDITOR_CUT);
    expect(editor, "|");
    run(editor, EDITOR_YANK);
    run(editor, EDITOR_MARK);
    run(editor, EDITOR_WORD_LEFT);
    expect(editor, "one |twoone^");
    run(editor, EDITOR_YANK);
    expect(editor, "one one twoone|");
    editor_free(editor);
}

static void test_undo_steps(void **state)
{
    (void)state;
    struct editor *editor = editor_of("|", 20, 4);
    type(editor, "one two");
    paste(editor, " three\r\nfour");
    type(editor, " five");
    run(editor, EDITOR_DELETE_BACK);
    run(editor, EDITOR_DELETE_BACK);
    run(editor, EDITOR_KILL_BACK);
    run(editor, EDITOR_YANK);
    run(editor, EDITOR_YANK);
    static const char *const steps[] = {
        "one two three\nfour fifour fi|",
        "one two three\nfour fi|",
        "one two three\n|",
        "one two three\nfour fi|",
        "one two three\nfour five|",
        "one two three\nfour |", /* the space went on within the step of the typing */
        "one two three\nfour|",
        "one two|",
        "one |",
        "|",
    };
    size_t count = sizeof steps / sizeof steps[0];
    size_t step = 0;
    expect(editor, steps[step++]);
    while (run(editor, EDITOR_UNDO))
        expect(editor, steps[step++]);
    assert_int_equal(step, count);
    while (run(editor, EDITOR_REDO))
        step--;
    assert_int_equal(step, 1);
    expect(editor, steps[0]);
    editor_free(editor);
}

static void test_a_move_ends_the_step(void **state)
{
    (void)state;
    struct editor *editor = editor_of("|", 20, 4);
    type(editor, "ab");
    run(editor, EDITOR_LEFT);
    run(editor, EDITOR_RIGHT);
    type(editor, "cd");
    run(editor, EDITOR_UNDO);
    expect(editor, "ab|");
    editor_set_cursor(editor, 0);
    run(editor, EDITOR_DELETE);
    editor_set_cursor(editor, 0);
    run(editor, EDITOR_DELETE);
    run(editor, EDITOR_UNDO);
    expect(editor, "b|");
    editor_free(editor);
}

static void test_set_cursor(void **state)
{
    (void)state;
    struct editor *editor = editor_of("a^b|👩‍👧x", 20, 4);
    editor_set_cursor(editor, 7); /* within the family */
    expect(editor, "ab|👩‍👧x");
    editor_set_cursor(editor, 9999);
    expect(editor, "ab👩‍👧x|");
    editor_free(editor);
}

/* ---- the viewport ---- */

static void test_rows(void **state)
{
    (void)state;
    struct editor *editor = editor_of("|", 10, 4);
    expect_rows(editor, "\n0:0");
    paste(editor, "one two three\n");
    expect_rows(editor, "one two\nthree\n\n2:0");
    type(editor, "four\nfive\nsix");
    expect_rows(editor, "three\nfour\nfive\nsix\n3:3");
    run(editor, EDITOR_TEXT_START);
    expect_rows(editor, "one two\nthree\nfour\nfive\n0:0");
    run(editor, EDITOR_DOWN);
    run(editor, EDITOR_ROW_END);
    expect_rows(editor, "one two\nthree\nfour\nfive\n1:5");
    editor_resize(editor, 5, 2);
    expect_rows(editor, "two\nthree\n1:4"); /* a full row has no cell behind its end */
    run(editor, EDITOR_TEXT_END);
    editor_resize(editor, 80, 10); /* no row is left empty while there is text above */
    expect_rows(editor, "one two three\nfour\nfive\nsix\n3:3");
    editor_free(editor);
}

static void test_cursor_behind_hanging_spaces(void **state)
{
    (void)state;
    struct editor *editor = editor_of("abcd     |", 6, 3);
    expect_rows(editor, "abcd  \n0:5");
    type(editor, "x");
    expect_rows(editor, "abcd\nx\n1:1");
    run(editor, EDITOR_LEFT);
    run(editor, EDITOR_LEFT);
    expect_rows(editor, "abcd\nx\n0:5");
    editor_free(editor);
}

static void test_selected_rows(void **state)
{
    (void)state;
    struct editor *editor = editor_of("one ^two\nthree\n\nfo|ur", 20, 6);
    expect_rows(editor, "one [two]+\n[three]+\n+\n[fo]ur\n3:2");
    editor_resize(editor, 5, 6);
    expect_rows(editor, "one\n[two]+\n[three]+\n+\n[fo]ur\n4:2");
    editor_free(editor);
    editor = editor_of("o^ne|\ntwo", 20, 4); /* up to the end of a row is not beyond it */
    expect_rows(editor, "o[ne]\ntwo\n0:3");
    run(editor, EDITOR_RIGHT);
    expect_rows(editor, "o[ne]+\ntwo\n1:0");
    editor_free(editor);
}

static void test_fewer_rows_than_the_viewport(void **state)
{
    (void)state;
    struct editor *editor = editor_of("a\nb\nc\nd|", 20, 4);
    struct editor_row rows[2];
    int row;
    int column;
    assert_int_equal(editor_rows(editor, rows, 2, &row, &column), 2);
    assert_int_equal(rows[1].start, 6);
    assert_int_equal(row, 1);
    assert_int_equal(editor_rows(editor, rows, 0, &row, &column), 0);
    editor_free(editor);
}

static void test_page_keeps_the_row_of_the_screen(void **state)
{
    (void)state;
    struct editor *editor = editor_of("a\n|b\nc\nd\ne\nf\ng\nh", 20, 3);
    expect_rows(editor, "a\nb\nc\n1:0");
    run(editor, EDITOR_PAGE_DOWN);
    expect_rows(editor, "c\nd\ne\n1:0");
    run(editor, EDITOR_PAGE_DOWN);
    expect_rows(editor, "e\nf\ng\n1:0");
    run(editor, EDITOR_PAGE_DOWN);
    expect_rows(editor, "f\ng\nh\n2:0");
    assert_false(run(editor, EDITOR_PAGE_DOWN));
    run(editor, EDITOR_PAGE_UP);
    run(editor, EDITOR_PAGE_UP);
    run(editor, EDITOR_PAGE_UP);
    run(editor, EDITOR_PAGE_UP);
    expect_rows(editor, "a\nb\nc\n0:0");
    editor_free(editor);
}

static void test_click(void **state)
{
    (void)state;
    struct editor *editor = editor_of("one two three\n日本|\nx", 10, 4);
    expect_rows(editor, "one two\nthree\n日本\nx\n2:4");
    editor_click(editor, 1, 2);
    expect(editor, "one two th|ree\n日本\nx");
    editor_click(editor, 2, 3);
    expect(editor, "one two three\n日|本\nx");
    editor_click(editor, 0, 9);
    expect(editor, "one two| three\n日本\nx");
    editor_click(editor, 9, 9);
    expect(editor, "one two three\n日本\nx|");
    editor_click(editor, -1, -1);
    expect(editor, "|one two three\n日本\nx");
    editor_free(editor);
}

static void test_scroll(void **state)
{
    (void)state;
    struct editor *editor = editor_of("|a\nb\nc\nd\ne\nf", 20, 3);
    expect_rows(editor, "a\nb\nc\n0:0");
    editor_scroll(editor, 1);
    expect_rows(editor, "b\nc\nd\n0:0");
    run(editor, EDITOR_DOWN);
    editor_scroll(editor, 1);
    expect_rows(editor, "c\nd\ne\n0:0");
    editor_scroll(editor, 9);
    expect_rows(editor, "d\ne\nf\n0:0");
    run(editor, EDITOR_TEXT_END);
    editor_scroll(editor, -1);
    expect_rows(editor, "c\nd\ne\n2:1");
    editor_scroll(editor, -9);
    expect_rows(editor, "a\nb\nc\n2:1");
    editor_free(editor);
}

static void test_row_count(void **state)
{
    (void)state;
    struct editor *editor = editor_of("one two three\n|", 8, 3);
    assert_int_equal(editor_row_count(editor, 100), 3);
    assert_int_equal(editor_row_count(editor, 2), 2);
    assert_int_equal(editor_row_count(editor, 0), 0);
    editor_resize(editor, 80, 3);
    assert_int_equal(editor_row_count(editor, 100), 2);
    editor_free(editor);
}

/* ---- properties ---- */

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

/* All the way back, and all the way forth again. */
static void check_undo(struct world *world, const char *base, size_t length)
{
    while (run(world->editor, EDITOR_REDO))
        ;
    struct str end = {0};
    str_append(&end, str_text(&world->text), world->text.length);
    while (run(world->editor, EDITOR_UNDO))
        check_rows(world);
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
    for (int i = 0; i < ROUNDS; i++) {
        size_t dice = random_below(seed, 8);
        str_truncate(&world.should, 0);
        str_append(&world.should, str_text(&world.text), world.text.length);
        if (dice < 3)
            do_insert(&world, seed);
        else if (dice == 3)
            do_look(&world, seed);
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
    size_t lives = random_rounds(2000, 100000) / ROUNDS;
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
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_unknown_command),
        cmocka_unit_test(test_column_is_kept),
        cmocka_unit_test(test_typing_replaces_the_selection),
        cmocka_unit_test(test_kills_gather),
        cmocka_unit_test(test_cut_copy_yank),
        cmocka_unit_test(test_undo_steps),
        cmocka_unit_test(test_a_move_ends_the_step),
        cmocka_unit_test(test_set_cursor),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_cursor_behind_hanging_spaces),
        cmocka_unit_test(test_selected_rows),
        cmocka_unit_test(test_fewer_rows_than_the_viewport),
        cmocka_unit_test(test_page_keeps_the_row_of_the_screen),
        cmocka_unit_test(test_click),
        cmocka_unit_test(test_scroll),
        cmocka_unit_test(test_row_count),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_long_paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
