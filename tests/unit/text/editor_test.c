#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "mend/base/str.h"
#include "mend/text/editor.h"

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
    {"a\n\nb\nc|", EDITOR_PASSAGE_UP, "a\n\n|b\nc"},
    {"a\n\n|b\nc", EDITOR_PASSAGE_UP, "|a\n\nb\nc"},
    {"|a\n\nb", EDITOR_PASSAGE_UP, NULL},
    {"a|\n\nb\nc", EDITOR_PASSAGE_DOWN, "a\n\n|b\nc"},
    {"a\n\nb|\nc", EDITOR_PASSAGE_DOWN, "a\n\nb\nc|"},
    {"a\n\nb|", EDITOR_PASSAGE_DOWN, NULL},
    {"a\n\n^b|\n\nc", EDITOR_PASSAGE_DOWN, "a\n\n^b\n\n|c"},
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

/* Rows of far more bytes than cells. */
static void test_very_long_rows(void **state)
{
    (void)state;
    struct str text = {0};
    str_puts(&text, "abc");
    for (int i = 0; i < 3000; i++)
        str_putc(&text, ' ');
    str_puts(&text, "e");
    for (int i = 0; i < 3000; i++)
        str_puts(&text, "\u0301");
    str_puts(&text, " x");
    struct editor *editor = editor_new(str_text(&text), text.length);
    assert_non_null(editor);
    editor_resize(editor, 6, 3);
    assert_int_equal(editor_row_count(editor, 100), 2);
    struct editor_row rows[3];
    int row;
    int column;
    assert_int_equal(editor_rows(editor, rows, 3, &row, &column), 2);
    assert_int_equal(rows[0].length, 3);
    assert_int_equal(rows[1].start, 3003);
    assert_int_equal(rows[1].length, 6003);
    assert_int_equal(row, 1);
    assert_int_equal(column, 3);
    assert_true(run(editor, EDITOR_UP));
    assert_int_equal(editor_cursor(editor), 3);
    editor_free(editor);
    str_free(&text);
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
        cmocka_unit_test(test_very_long_rows),
        cmocka_unit_test(test_selected_rows),
        cmocka_unit_test(test_fewer_rows_than_the_viewport),
        cmocka_unit_test(test_page_keeps_the_row_of_the_screen),
        cmocka_unit_test(test_click),
        cmocka_unit_test(test_scroll),
        cmocka_unit_test(test_row_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
