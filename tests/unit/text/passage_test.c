/* Passages, the number of words as it follows changes, and large pastes. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mend/base/str.h"
#include "mend/text/editor.h"
#include "model.h"
#include "random_text.h"

/* ---- passages: "|" stands before each ---- */

static const char *const passages[] = {
    "|one",
    "|one\ntwo\n\n|three\n\n\n\n|four\nfive",
    "\n\n|one\n\n",
    "\n|one",
    "|one\n \t\u3000\n|two", /* a line of blanks is blank, too */
    "|  one\n  two",
    "|one\n\n|\u0301",
    "",
    "\n\n\n",
    "  \n  ",
    "|-\n\n|日本語\nか\n\n|שלום",
};

static void test_passages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof passages / sizeof passages[0]; i++) {
        struct str text = {0};
        size_t starts[10];
        size_t count = 0;
        for (const char *c = passages[i]; *c; c++) {
            if (*c == '|')
                starts[count++] = text.length;
            else
                str_putc(&text, *c);
        }
        struct buffer *buffer = buffer_new(str_text(&text), text.length);
        assert_non_null(buffer);
        for (size_t at = 0; at <= text.length; at++) {
            size_t previous = 0;
            size_t next = text.length;
            for (size_t n = 0; n < count; n++)
                previous = starts[n] < at ? starts[n] : previous;
            for (size_t n = count; n-- > 0;)
                next = starts[n] > at ? starts[n] : next;
            assert_int_equal(buffer_previous_passage(buffer, at), previous);
            assert_int_equal(buffer_next_passage(buffer, at), next);
        }
        buffer_free(buffer);
        str_free(&text);
    }
}

/* ---- the number of words ---- */

static size_t count_words(const char *text)
{
    struct buffer *buffer = buffer_new(text, strlen(text));
    assert_non_null(buffer);
    size_t words = buffer_word_count(buffer);
    buffer_free(buffer);
    return words;
}

static void test_words_of_scripts(void **state)
{
    (void)state;
    assert_int_equal(count_words("한국어 말"), 4);
    assert_int_equal(count_words("\u1112\u1161\u11ab\u1100\u116e\u11a8"), 2); /* decomposed */
    assert_int_equal(count_words("日本語か한"), 5);
    assert_int_equal(count_words("3년 abc한def"), 5);
    assert_int_equal(count_words("שָׁלוֹם עולם"), 2);
    assert_int_equal(count_words("مَرْحَبًا بك"), 2);
    assert_int_equal(count_words("it's -- 'n' 👩‍👧"), 2);
    assert_int_equal(count_words(""), 0);
}

/* Korean has spaces: the moves go from one to the next, decomposed or not. */
static void test_moves_over_hangul(void **state)
{
    (void)state;
    static const char *const texts[] = {"한국어 말", "\u1112\u1161\u11ab\u1100\u116e\u11a8 x"};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(texts[i]);
        size_t space = (size_t)(strchr(texts[i], ' ') - texts[i]);
        struct buffer *buffer = buffer_new(texts[i], length);
        assert_non_null(buffer);
        assert_int_equal(buffer_next_word(buffer, 0), space);
        assert_int_equal(buffer_next_word(buffer, space), length);
        assert_int_equal(buffer_previous_word(buffer, length), space + 1);
        assert_int_equal(buffer_previous_word(buffer, space), 0);
        buffer_free(buffer);
    }
}

static void change(struct buffer *buffer, size_t at, size_t removed, const char *text)
{
    struct fault fault;
    size_t length = strlen(text);
    assert_int_equal(buffer_replace(buffer, at, removed, text, length, NULL, &fault), OK);
}

static void check_words(struct buffer *buffer)
{
    size_t length = buffer_length(buffer);
    assert_int_equal(buffer_word_count(buffer),
                     model_words(buffer_view(buffer, 0, length), length));
}

static void test_words_follow_changes(void **state)
{
    (void)state;
    size_t cursor;
    struct buffer *buffer = buffer_new("one two", 7);
    assert_non_null(buffer);
    change(buffer, 7, 0, " three"); /* not counted yet */
    assert_int_equal(buffer_word_count(buffer), 3);
    change(buffer, 1, 0, " ");
    assert_int_equal(buffer_word_count(buffer), 4);
    change(buffer, 2, 0, "''"); /* what stands behind it begins the word */
    assert_int_equal(buffer_word_count(buffer), 4);
    change(buffer, 1, 1, "");
    assert_int_equal(buffer_word_count(buffer), 3);
    while (buffer_undo(buffer, &cursor))
        check_words(buffer);
    assert_int_equal(buffer_word_count(buffer), 2);
    while (buffer_redo(buffer, &cursor))
        check_words(buffer);
    assert_int_equal(buffer_word_count(buffer), 3);
    buffer_free(buffer);
}

/* ---- a large paste ---- */

static void test_paste_of_a_megabyte_is_one_step(void **state)
{
    (void)state;
    enum { MEGABYTE = 1000 * 1000 };
    struct str text = {0};
    struct fault fault;
    bool did;
    while (text.length < MEGABYTE)
        str_puts(&text, "a word, caf\u00e9\n\nאב ");
    struct editor *editor = editor_new("before after", 12);
    assert_non_null(editor);
    struct buffer *buffer = editor_buffer(editor);
    assert_int_equal(buffer_word_count(buffer), 2);
    editor_set_cursor(editor, 7);
    assert_int_equal(editor_insert(editor, "x", 1, &fault), OK);
    assert_int_equal(editor_paste(editor, text.bytes, text.length, &fault), OK);
    assert_int_equal(editor_insert(editor, "y", 1, &fault), OK);
    check_words(buffer);
    size_t lengths[] = {13 + text.length, 13, 12};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(editor_do(editor, EDITOR_UNDO, &did, &fault), OK);
        assert_true(did);
        assert_int_equal(buffer_length(buffer), lengths[i]);
    }
    assert_int_equal(editor_do(editor, EDITOR_UNDO, &did, &fault), OK);
    assert_false(did);
    assert_int_equal(buffer_word_count(buffer), 2);
    for (did = true; did;)
        assert_int_equal(editor_do(editor, EDITOR_REDO, &did, &fault), OK);
    assert_int_equal(buffer_length(buffer), 14 + text.length);
    check_words(buffer);
    editor_free(editor);
    str_free(&text);
}

/* ---- undo without a limit ---- */

static void test_a_long_sitting_is_undone(void **state)
{
    (void)state;
    static const char typed[] = "ab c";
    uint64_t seed = 27182818;
    struct buffer *buffer = buffer_new("base", 4);
    size_t changes = random_rounds(3000, 100000);
    size_t cursor;
    assert_non_null(buffer);
    for (size_t i = 0; i < changes; i++) {
        size_t at = buffer_next_grapheme(buffer, random_below(&seed, buffer_length(buffer) + 1));
        size_t to = buffer_next_grapheme(buffer, at);
        size_t removed = random_below(&seed, 2) ? to - at : 0;
        change(buffer, at, removed, &typed[random_below(&seed, sizeof typed)]);
        buffer_break(buffer);
    }
    size_t length = buffer_length(buffer);
    char *end = buffer_copy(buffer);
    assert_non_null(end);
    while (buffer_undo(buffer, &cursor))
        assert_true(cursor <= buffer_length(buffer));
    assert_int_equal(buffer_length(buffer), 4);
    assert_memory_equal(buffer_view(buffer, 0, 4), "base", 4);
    while (buffer_redo(buffer, &cursor))
        assert_true(cursor <= buffer_length(buffer));
    assert_int_equal(buffer_length(buffer), length);
    assert_memory_equal(buffer_view(buffer, 0, length), end, length);
    free(end);
    buffer_free(buffer);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_passages),
        cmocka_unit_test(test_words_of_scripts),
        cmocka_unit_test(test_moves_over_hangul),
        cmocka_unit_test(test_words_follow_changes),
        cmocka_unit_test(test_paste_of_a_megabyte_is_one_step),
        cmocka_unit_test(test_a_long_sitting_is_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
