/* Text that is read from right to left is kept, moved over and selected in the order it is said. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/base/utf8.h"
#include "mend/text/editor.h"

static bool run(struct editor *editor, enum editor_command command)
{
    struct fault fault = {0};
    bool did = false;
    assert_int_equal(editor_do(editor, command, &did, &fault), OK);
    return did;
}

static struct editor *editor_of(const char *text, int columns)
{
    struct editor *editor = editor_new(text, strlen(text));
    assert_non_null(editor);
    editor_resize(editor, columns, 3);
    editor_set_cursor(editor, 0);
    return editor;
}

/* Graphemes, "|" between them. */
static const char *const graphemes[] = {
    "ש|ל|ו|ם",
    "שָׁ|ל|וֹ|ם", /* points belong to their letter */
    "מַ|רְ|חַ|בָּ|א| |a|b|c| |ד",
    "م|ر|ح|ب|ا",
    "مَ|رْ|حَ|بً|ا", /* so do vowel signs */
    "ل|ا",       /* drawn as one by a terminal, two letters to the person who types them */
    "\u200f|ש|\u200e|1|2|ل|٣", /* marks of direction and digits of both kinds */
};

static void test_cursor_goes_letter_by_letter(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof graphemes / sizeof graphemes[0]; i++) {
        char text[100];
        size_t stops[30] = {0};
        size_t count = 1;
        size_t length = 0;
        for (const char *c = graphemes[i]; *c; c++) {
            if (*c == '|')
                stops[count++] = length;
            else
                text[length++] = *c;
        }
        stops[count] = length;
        text[length] = '\0';
        struct editor *editor = editor_of(text, 40);
        for (size_t n = 1; n <= count; n++) {
            assert_true(run(editor, EDITOR_RIGHT)); /* forward, in the order of the text */
            assert_int_equal(editor_cursor(editor), stops[n]);
        }
        assert_false(run(editor, EDITOR_RIGHT));
        for (size_t n = count; n-- > 0;) {
            assert_true(run(editor, EDITOR_LEFT));
            assert_int_equal(editor_cursor(editor), stops[n]);
        }
        editor_free(editor);
    }
}

/* Rows hold the text as it is, and the cell of the cursor is what stands before it is wide. */
static void test_rows_are_in_the_order_of_the_text(void **state)
{
    (void)state;
    static const char text[] = "שָׁלוֹם עולם abc مَرْحَبًا بك";
    struct editor_row rows[3];
    int row;
    int column;
    struct editor *editor = editor_of(text, 10);
    do {
        size_t count = editor_rows(editor, rows, 3, &row, &column);
        size_t cursor = editor_cursor(editor);
        assert_int_equal(count, 3);
        for (size_t i = 0; i < count; i++)
            assert_memory_equal(rows[i].bytes, text + rows[i].start, rows[i].length);
        int before = utf8_width(text + rows[row].start, cursor - rows[row].start);
        assert_int_equal(column, before < 10 ? before : 9);
    } while (run(editor, EDITOR_RIGHT));
    editor_free(editor);
}

static void test_selecting_and_cutting(void **state)
{
    (void)state;
    static const char text[] = "אחת שתיים three أربعة";
    size_t from;
    size_t to;
    struct editor *editor = editor_of(text, 40);
    run(editor, EDITOR_WORD_RIGHT);
    run(editor, EDITOR_RIGHT);
    run(editor, EDITOR_MARK);
    run(editor, EDITOR_WORD_RIGHT);
    run(editor, EDITOR_WORD_RIGHT);
    assert_true(editor_selection(editor, &from, &to));
    assert_int_equal(from, strlen("אחת "));
    assert_int_equal(to, strlen("אחת שתיים three"));
    assert_true(run(editor, EDITOR_CUT));
    char *left = buffer_copy(editor_buffer(editor));
    assert_string_equal(left, "אחת  أربعة");
    free(left);
    run(editor, EDITOR_TEXT_END);
    run(editor, EDITOR_YANK);
    run(editor, EDITOR_DELETE_WORD_BACK);
    left = buffer_copy(editor_buffer(editor));
    assert_string_equal(left, "אחת  أربعةשתיים ");
    free(left);
    while (run(editor, EDITOR_UNDO))
        ;
    left = buffer_copy(editor_buffer(editor));
    assert_string_equal(left, text);
    free(left);
    editor_free(editor);
}

/* A point is taken back with its letter, and typed it joins the letter before it. */
static void test_typing_points(void **state)
{
    (void)state;
    struct fault fault;
    static const char *const typed[] = {"ש", "\u05b8", "\u05c1", "ל"};
    struct editor *editor = editor_of("", 40);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(editor_insert(editor, typed[i], strlen(typed[i]), &fault), OK);
    run(editor, EDITOR_LEFT);
    assert_int_equal(editor_cursor(editor), 6);
    run(editor, EDITOR_DELETE_BACK);
    assert_int_equal(editor_cursor(editor), 0);
    assert_int_equal(buffer_length(editor_buffer(editor)), 2);
    editor_free(editor);
}

static void test_found_is_where_it_is_said(void **state)
{
    (void)state;
    static const char text[] = "abc שָׁלוֹם def مَرْحَبًا";
    size_t from;
    size_t to;
    struct editor *editor = editor_of(text, 40);
    struct find *find = find_new("מרחבא", strlen("מרחבא"));
    assert_non_null(find);
    assert_false(editor_find(editor, find, true, NULL)); /* one script is not the other */
    find_free(find);
    find = find_new("مرحبا", strlen("مرحبا"));
    assert_non_null(find);
    assert_true(editor_find(editor, find, true, NULL));
    assert_true(editor_found(editor, &from, &to));
    assert_int_equal(from, strlen("abc שָׁלוֹם def "));
    assert_int_equal(to, sizeof text - 1);
    find_free(find);
    editor_free(editor);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cursor_goes_letter_by_letter),
        cmocka_unit_test(test_rows_are_in_the_order_of_the_text),
        cmocka_unit_test(test_selecting_and_cutting),
        cmocka_unit_test(test_typing_points),
        cmocka_unit_test(test_found_is_where_it_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
