#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mend/base/str.h"
#include "mend/base/utf8.h"
#include "mend/text/wrap.h"
#include "random_text.h"

/* The rows of TEXT, each ended by "|"; of what is not drawn, "~" is a space and "$" a feed. */
static void print_rows(struct str *out, const char *text, size_t length, int columns)
{
    for (size_t at = 0; at < length;) {
        struct wrap_row row = wrap_row(text + at, length - at, columns);
        assert_in_range(row.next, 1, length - at);
        assert_in_range(row.length, 0, row.next);
        assert_int_equal(row.width, utf8_width(text + at, row.length));
        str_append(out, text + at, row.length);
        for (size_t i = at + row.length; i < at + row.next; i++)
            str_putc(out, (char)(text[i] == ' ' ? '~' : text[i] == '\n' ? '$' : text[i]));
        str_putc(out, '|');
        at += row.next;
    }
}

static const struct {
    const char *text;
    int columns;
    const char *rows;
} table[] = {
    {"hello", 10, "hello|"},
    {"hello", 5, "hello|"},
    {"hello world", 11, "hello world|"},
    {"hello world", 10, "hello~|world|"},
    {"hello world", 5, "hello~|world|"},
    {"one two three", 7, "one two~|three|"},
    /* spaces hang */
    {"one     two", 5, "one~~~~~|two|"},
    {"one     two", 3, "one~~~~~|two|"},
    {"one    ", 5, "one  ~~|"},
    {"one    ", 3, "one~~~~|"},
    {"one    \ntwo", 5, "one  ~~$|two|"},
    {"      ", 3, "   ~~~|"},
    {"      x", 3, "~~~~~~|x|"},
    {"  x y", 5, "  x y|"},
    {"  x yz", 5, "  x~|yz|"},
    /* paragraphs */
    {"one\ntwo", 10, "one$|two|"},
    {"one\n", 10, "one$|"},
    {"\n\n", 10, "$|$|"},
    {"one\ntwo", 3, "one$|two|"},
    /* words wider than the row */
    {"abcdefgh", 3, "abc|def|gh|"},
    {"a abcdefgh", 3, "a~|abc|def|gh|"},
    {"abcdefgh x", 3, "abc|def|gh~|x|"},
    /* hyphens */
    {"well-known", 7, "well-|known|"},
    {"well-known", 4, "well|-kno|wn|"},
    {"a long-term plan", 7, "a long-|term~|plan|"},
    {"word--next", 7, "word--|next|"},
    {"with --home", 8, "with~|--home|"},
    {"it is -5 now", 7, "it is~|-5 now|"},
    {"- item", 3, "-~|ite|m|"},
    {"so –x", 4, "so~|–x|"},
    {"so–called", 5, "so–|calle|d|"},
    /* width 1 and less */
    {"abc", 1, "a|b|c|"},
    {"a b", 1, "a~|b|"},
    {"ab", 0, "a|b|"},
    {"ab", -3, "a|b|"},
    {"日本", 1, "日|本|"},
    {"x日", 1, "x|日|"},
    /* wide characters */
    {"日本語", 4, "日本|語|"},
    {"日本語", 5, "日本|語|"},
    {"日本語", 6, "日本語|"},
    {"ab日本", 5, "ab日|本|"},
    {"한국어 말", 6, "한국어~|말|"},
    {"日本語。", 6, "日本|語。|"},
    {"日「本」", 4, "日|「本|」|"},
    {"日(本)", 4, "日|(本)|"},
    {"日本、語", 4, "日|本、|語|"},
    /* combining marks stay with their letter */
    {"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301|"},
    {"cafe\u0301 noir", 4, "cafe\u0301~|noir|"},
    {"a \u0301b", 2, "a \u0301|b|"},
    /* a family is never cut, though it is as wide as its parts */
    {"👩‍👩‍👧‍👦!", 8, "👩‍👩‍👧‍👦|!|"},
    {"ab👩‍👩‍👧‍👦", 9, "ab|👩‍👩‍👧‍👦|"},
    {"👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦|"},
    {"👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3,
     "👩‍👩‍👧‍👦|👩‍👩‍👧‍👦|"},
    {"🇩🇪🇫🇷", 2, "🇩🇪|🇫🇷|"},
    /* tabs are four cells and hang as spaces do */
    {"a\tb", 6, "a\tb|"},
    {"a\tb", 5, "a\t|b|"},
    {"\tab", 6, "\tab|"},
    /* control characters are two cells; a CR does not take the feed along */
    {"a\rb", 4, "a\rb|"},
    {"a\rb", 3, "a\r|b|"},
    {"a\r\nb", 4, "a\r$|b|"},
    {"\x1b\x1b", 3, "\x1b|\x1b|"},
    /* no break at a space that says so, a break at one without width */
    {"10\u00a0000", 4,
     "10\u00a0"
     "0|00|"},
    {"aaa\u200b"
     "bbb",
     4,
     "aaa\u200b|"
     "bbb|"},
    {"日本\u3000語", 4, "日本\u3000|語|"},
};

static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct str out = {0};
        print_rows(&out, table[i].text, strlen(table[i].text), table[i].columns);
        assert_string_equal(str_text(&out), table[i].rows);
        str_free(&out);
    }
}

static void test_nothing(void **state)
{
    (void)state;
    struct wrap_row row = wrap_row("", 0, 10);
    assert_int_equal(row.length, 0);
    assert_int_equal(row.next, 0);
    assert_int_equal(row.width, 0);
    row = wrap_row("\n", 1, 10);
    assert_int_equal(row.length, 0);
    assert_int_equal(row.next, 1);
}

static void test_count(void **state)
{
    (void)state;
    assert_int_equal(wrap_count("", 0, 10), 1);
    assert_int_equal(wrap_count("one", 3, 10), 1);
    assert_int_equal(wrap_count("one\n", 4, 10), 2);
    assert_int_equal(wrap_count("\n", 1, 10), 2);
    assert_int_equal(wrap_count("one two", 7, 3), 2);
    assert_int_equal(wrap_count("one two\n\n", 9, 3), 4);
}

static void test_without_utf8(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C");
    struct wrap_row row = wrap_row("日本語", 9, 2);
    setlocale(LC_ALL, "C.UTF-8");
    assert_int_equal(row.length, 6); /* each is drawn as one "?" */
    assert_int_equal(row.width, 2);
}

static void check_rows(const char *text, size_t length, int columns)
{
    size_t at = 0;
    size_t rows = 0;
    while (at < length) {
        struct wrap_row row = wrap_row(text + at, length - at, columns);
        assert_in_range(row.next, 1, length - at);
        assert_in_range(row.length, 0, row.next);
        assert_int_equal(row.width, utf8_width(text + at, row.length));
        if (row.width > columns)
            assert_int_equal(utf8_grapheme(text + at, row.length), row.length);
        bool feed = text[at + row.next - 1] == '\n';
        const char *first = memchr(text + at, '\n', row.next);
        assert_ptr_equal(first, feed ? text + at + row.next - 1 : NULL);
        /* A row never ends early: what is drawn on the next one does not fit on this one. */
        size_t rest = at + row.next;
        if (!feed && rest < length && utf8_width(text + at, row.next) > 0) {
            struct wrap_row after = wrap_row(text + rest, length - rest, columns);
            size_t end = rest + after.length;
            if (after.length == after.next) /* a word is cut: where it is depends on its start */
                end += utf8_grapheme(text + end, length - end);
            assert_true(utf8_width(text + at, end - at) > columns);
        }
        at += row.next;
        rows++;
    }
    assert_int_equal(at, length);
    bool opens = length == 0 || text[length - 1] == '\n';
    assert_int_equal(wrap_count(text, length, columns), rows + opens);
}

static void test_properties(void **state)
{
    (void)state;
    uint64_t seed = 20261121;
    size_t rounds = random_rounds(2000, 100000);
    for (size_t i = 0; i < rounds; i++) {
        char text[400];
        size_t length = random_text(&seed, text, sizeof text, 1 + random_below(&seed, 30));
        check_rows(text, length, 1 + (int)random_below(&seed, 20));
    }
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),      cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_count),      cmocka_unit_test(test_without_utf8),
        cmocka_unit_test(test_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
