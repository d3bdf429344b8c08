#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/base/str.h"
#include "mend/text/editor.h"

static struct find *find_of(const char *what)
{
    struct find *find = find_new(what, strlen(what));
    assert_non_null(find);
    return find;
}

/* ---- what matches what: brackets stand around every match ---- */

static const struct {
    const char *what;
    const char *text;
} table[] = {
    {"two", "one [two] three [two]"},
    {"two", "[TWO] [Two] t wo"},
    {"TWO", "[two]"},
    {"", "nothing is nowhere"},
    {"aa", "[aa] [aa] a"},
    {"one two", "[one two] one  two one\ntwo"},
    {"a\nb", "[a\nb] ab"},
    /* accents, composed or not, on either side */
    {"cafe", "[cafe] [caf\u00e9] [cafe\u0301] [CAF\u00c9]"},
    {"caf\u00e9", "[cafe] [caf\u00e9] [cafe\u0301]"},
    {"cafe\u0301", "[cafe] [caf\u00e9]"},
    {"e", "[e\u0301\u0323] [\u00ea] [\u1ec7]"},
    {"\u0301", "e\u0301"},
    {"ustrel", "[\u00dast\u0159el]"},
    /* letters of more than one letter */
    {"strasse", "[stra\u00dfe] [STRASSE] [STRA\u1e9eE]"},
    {"stra\u00dfe", "[strasse]"},
    {"s", "\u00df [s]"},
    {"fin", "[\ufb01n]"},
    {"in", "\ufb01n [in]"},
    /* the keyboard's marks for typographic ones */
    {"don't", "[don\u2019t]"},
    {"a - b", "[a \u2013 b] [a\u00a0\u2014 b]"},
    /* what is not seen */
    {"hello", "[hel\u00adlo] [hel\u200blo]"},
    {"hel\u00adlo", "[hello]"},
    /* other scripts */
    {"\u03c3\u03bf\u03c6\u03bf\u03c3",
     "[\u03a3\u039f\u03a6\u039f\u03a3] [\u03c3\u03bf\u03c6\u03cc\u03c2]"},
    {"\u0435\u0436", "[\u0415\u0416] [\u0451\u0436]"},
    {"abc", "[\uff21\uff42\uff23]"},
    {"\u304b", "[\u304b] \u304c \u304b\u3099"},
    {"\u304c", "\u304b [\u304c] [\u304b\u3099]"},
    {"\u30ac", "[\u30ac] [\uff76\uff9e]"},
    {"\u65e5\u672c", "[\u65e5\u672c]\u8a9e"},
    {"\ud55c", "[\ud55c]\uad6d [\u1112\u1161\u11ab]"},
    {"\ud558", "\ud55c [\ud558]"},
    {"\u0915\u093f", "[\u0915\u093f] \u0915 \u0915\u0941"},
    {"\u0e01\u0e38", "[\u0e01\u0e38] \u0e01\u0e38\u0e48 \u0e01"},
    /* never half a grapheme */
    {"\U0001F469", "[\U0001F469] \U0001F469\u200d\U0001F467"},
    {"\U0001F467", "\U0001F469\u200d\U0001F467"},
    {"\U0001F1E9", "\U0001F1E9\U0001F1EA"},
    {"\u2764", "[\u2764\ufe0f] [\u2764]"},
    /* Hebrew with and without points, Arabic with and without vowel signs, marks of direction */
    {"\u05e9\u05dc\u05d5\u05dd",
     "[\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd] \u200f[\u05e9\u05dc\u05d5\u05dd]\u200f"},
    {"\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", "[\u05e9\u05dc\u05d5\u05dd]"},
    {"\u0645\u0631\u062d\u0628\u0627",
     "[\u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627] [\u0645\u0631\u062d\u0628\u0627]"},
};

/* The text of a picture, with where its brackets are. */
struct picture {
    struct str text;
    size_t from[10];
    size_t to[10];
    size_t count;
};

static void read_picture(const char *bytes, struct picture *picture)
{
    *picture = (struct picture){0};
    for (const char *c = bytes; *c; c++) {
        if (*c == '[')
            picture->from[picture->count] = picture->text.length;
        else if (*c == ']')
            picture->to[picture->count++] = picture->text.length;
        else
            str_putc(&picture->text, *c);
    }
}

static void check_match(const struct picture *picture, size_t n, bool wrapped,
                        const struct find_match *match)
{
    assert_int_equal(match->from, picture->from[n]);
    assert_int_equal(match->to, picture->to[n]);
    assert_int_equal(match->wrapped, wrapped);
}

static void check_finds(const struct find *find, struct buffer *buffer,
                        const struct picture *picture)
{
    struct find_match match = {0};
    size_t last = picture->count - 1;
    if (picture->count == 0) {
        assert_false(find_forward(find, buffer, 0, &match));
        assert_false(find_backward(find, buffer, buffer_length(buffer), &match));
        return;
    }
    for (size_t n = 0; n <= picture->count; n++) {
        assert_true(find_forward(find, buffer, n == 0 ? 0 : match.to, &match));
        check_match(picture, n % picture->count, n == picture->count, &match);
    }
    match.from = SIZE_MAX; /* beyond the end is the end */
    for (size_t n = 0; n <= picture->count; n++) {
        assert_true(find_backward(find, buffer, match.from, &match));
        check_match(picture, last - n % picture->count, n == picture->count, &match);
    }
    /* One byte further in it is another one that is met. */
    assert_true(find_forward(find, buffer, picture->from[0] + 1, &match));
    check_match(picture, last > 0, last == 0, &match);
    assert_true(find_backward(find, buffer, picture->to[last] - 1, &match));
    check_match(picture, last > 0 ? last - 1 : 0, last == 0, &match);
}

static void test_what_matches(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct picture picture;
        struct fault fault;
        read_picture(table[i].text, &picture);
        struct find *find = find_of(table[i].what);
        struct buffer *buffer = buffer_new(str_text(&picture.text), picture.text.length);
        assert_non_null(buffer);
        /* wherever the gap is */
        for (size_t at = 0; at <= picture.text.length; at = buffer_next_grapheme(buffer, at)) {
            assert_int_equal(buffer_replace(buffer, at, 0, "x", 1, NULL, &fault), OK);
            assert_int_equal(buffer_replace(buffer, at, 1, "", 0, NULL, &fault), OK);
            check_finds(find, buffer, &picture);
            if (at == picture.text.length)
                break;
        }
        find_free(find);
        buffer_free(buffer);
        str_free(&picture.text);
    }
    find_free(NULL);
}

static void test_matches_may_overlap(void **state)
{
    (void)state;
    struct find_match match;
    struct find *find = find_of("aa");
    struct buffer *buffer = buffer_new("aaaa", 4);
    assert_non_null(buffer);
    for (size_t at = 0; at <= 4; at++) {
        assert_true(find_forward(find, buffer, at, &match));
        assert_int_equal(match.from, at <= 2 ? at : 0);
        assert_true(find_backward(find, buffer, at, &match));
        assert_int_equal(match.to, at >= 2 ? at : 4);
    }
    find_free(find);
    buffer_free(buffer);
}

static void test_malformed(void **state)
{
    (void)state;
    struct find_match match;
    struct buffer *buffer = buffer_new("a\xff b", 4); /* now U+FFFD */
    struct find *find = find_new("\xe3\x81", 2);
    assert_non_null(find);
    assert_false(find_forward(find, buffer, 0, &match)); /* two malformed bytes are two of them */
    find_free(find);
    find = find_new("\xff", 1);
    assert_true(find_forward(find, buffer, 0, &match));
    assert_int_equal(match.from, 1);
    find_free(find);
    buffer_free(buffer);
}

/* Longer than the blocks of a search backwards, with a match across each of their borders. */
static void test_long_text(void **state)
{
    (void)state;
    struct str text = {0};
    size_t starts[40];
    for (size_t n = 0; n < 40; n++) {
        size_t filler = 16 * 1024 - 2 + n % 5;
        for (size_t i = 0; i < filler; i++)
            str_putc(&text, i % 61 == 60 ? '\n' : 'n');
        starts[n] = text.length;
        str_puts(&text, "N\u00e9edle");
    }
    struct buffer *buffer = buffer_new(str_text(&text), text.length);
    struct find *find = find_of("needle");
    struct find_match match = {.from = text.length};
    assert_non_null(buffer);
    for (size_t n = 40; n-- > 0;) {
        assert_true(find_backward(find, buffer, match.from, &match));
        assert_int_equal(match.from, starts[n]);
        assert_int_equal(match.to, starts[n] + 7);
    }
    for (size_t at = text.length - 8; at < text.length; at++) {
        assert_true(find_backward(find, buffer, at, &match));
        assert_int_equal(match.from, starts[38]);
    }
    find_free(find);
    buffer_free(buffer);
    str_free(&text);
}

/* ---- the editor ---- */

static void expect_found(struct editor *editor, size_t from, size_t to, size_t cursor)
{
    size_t found_from;
    size_t found_to;
    assert_true(editor_found(editor, &found_from, &found_to));
    assert_int_equal(found_from, from);
    assert_int_equal(found_to, to);
    assert_int_equal(editor_cursor(editor), cursor);
}

static void test_editor_goes_round(void **state)
{
    (void)state;
    bool wrapped;
    struct editor *editor = editor_new("one two one two", 15);
    struct find *find = find_of("ONE");
    assert_non_null(editor);
    assert_false(editor_found(editor, NULL, NULL));
    editor_set_cursor(editor, 4);
    assert_true(editor_find(editor, find, true, &wrapped));
    assert_false(wrapped);
    expect_found(editor, 8, 11, 11);
    assert_true(editor_find(editor, find, true, &wrapped));
    assert_true(wrapped);
    expect_found(editor, 0, 3, 3);
    assert_true(editor_find(editor, find, false, &wrapped)); /* not the same one again */
    assert_true(wrapped);
    expect_found(editor, 8, 11, 8);
    assert_true(editor_find(editor, find, false, NULL));
    expect_found(editor, 0, 3, 0);
    find_free(find);
    find = find_of("three");
    assert_false(editor_find(editor, find, true, &wrapped));
    assert_false(wrapped);
    assert_false(editor_found(editor, NULL, NULL));
    assert_int_equal(editor_cursor(editor), 0);
    find_free(find);
    editor_free(editor);
}

static void test_everything_else_ends_it(void **state)
{
    (void)state;
    struct find *find = find_of("one");
    for (enum editor_command command = 0; command < EDITOR_COMMANDS; command++) {
        bool did;
        struct fault fault;
        struct editor *editor = editor_new("a one", 5);
        assert_non_null(editor);
        assert_true(editor_find(editor, find, true, NULL));
        assert_int_equal(editor_do(editor, command, &did, &fault), OK);
        assert_false(editor_found(editor, NULL, NULL));
        assert_true(editor_find(editor, find, false, NULL) ||
                    buffer_length(editor_buffer(editor)) < 5);
        editor_set_cursor(editor, editor_cursor(editor));
        assert_false(editor_found(editor, NULL, NULL));
        editor_free(editor);
    }
    find_free(find);
}

static void test_typing_does_not_replace_it(void **state)
{
    (void)state;
    struct fault fault;
    struct find *find = find_of("one");
    struct editor *editor = editor_new("a one", 5);
    assert_non_null(editor);
    assert_true(editor_find(editor, find, true, NULL));
    assert_false(editor_selection(editor, NULL, NULL));
    assert_int_equal(editor_insert(editor, "s", 1, &fault), OK);
    char *text = buffer_copy(editor_buffer(editor));
    assert_string_equal(text, "a ones");
    assert_false(editor_found(editor, NULL, NULL));
    free(text);
    find_free(find);
    editor_free(editor);
}

static void test_it_is_lit_and_in_sight(void **state)
{
    (void)state;
    struct editor_row rows[2];
    int row;
    int column;
    bool did;
    struct fault fault;
    struct find *find = find_of("three four");
    struct editor *editor = editor_new("one\ntwo\nthree four\nfive\nsix", 27);
    assert_non_null(editor);
    editor_resize(editor, 6, 2);
    assert_int_equal(editor_do(editor, EDITOR_MARK, &did, &fault), OK);
    assert_true(editor_find(editor, find, false, NULL));
    assert_int_equal(editor_rows(editor, rows, 2, &row, &column), 2);
    assert_int_equal(rows[row].start, 8);
    assert_int_equal(rows[row].select_start, 0);
    assert_int_equal(rows[row].select_end, 5);
    assert_true(rows[row].select_break);
    editor_scroll(editor, 1); /* the cursor has to come along, so it is no longer there */
    editor_scroll(editor, 1);
    assert_false(editor_found(editor, NULL, NULL));
    /* The selection had gone along with the cursor, and shows again. */
    size_t from;
    size_t to;
    assert_true(editor_selection(editor, &from, &to));
    assert_int_equal(from, editor_cursor(editor));
    assert_int_equal(to, 27);
    assert_int_equal(editor_rows(editor, rows, 2, &row, &column), 2);
    assert_int_equal(rows[1].select_end, rows[1].length);
    find_free(find);
    editor_free(editor);
}

static void test_find_ends_the_step(void **state)
{
    (void)state;
    bool did;
    struct fault fault;
    struct find *find = find_of("a");
    struct editor *editor = editor_new("a ", 2);
    assert_non_null(editor);
    assert_int_equal(editor_insert(editor, "b", 1, &fault), OK);
    assert_true(editor_find(editor, find, true, NULL));
    editor_set_cursor(editor, 3);
    assert_int_equal(editor_insert(editor, "c", 1, &fault), OK);
    assert_int_equal(editor_do(editor, EDITOR_UNDO, &did, &fault), OK);
    assert_int_equal(buffer_length(editor_buffer(editor)), 3);
    find_free(find);
    editor_free(editor);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_matches),
        cmocka_unit_test(test_matches_may_overlap),
        cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_long_text),
        cmocka_unit_test(test_editor_goes_round),
        cmocka_unit_test(test_everything_else_ends_it),
        cmocka_unit_test(test_typing_does_not_replace_it),
        cmocka_unit_test(test_it_is_lit_and_in_sight),
        cmocka_unit_test(test_find_ends_the_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
