#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mend/base/utf8.h"
#include "mend/text/buffer.h"
#include "random_text.h"

static struct buffer *buffer_of(const char *text)
{
    struct buffer *buffer = buffer_new(text, strlen(text));
    assert_non_null(buffer);
    return buffer;
}

static void expect_text(struct buffer *buffer, const char *expected)
{
    char *text = buffer_copy(buffer);
    assert_non_null(text);
    assert_string_equal(text, expected);
    assert_int_equal(buffer_length(buffer), strlen(expected));
    free(text);
}

static size_t edit(struct buffer *buffer, size_t at, size_t removed, const char *text)
{
    struct fault fault = {0};
    size_t end = 0;
    assert_int_equal(buffer_replace(buffer, at, removed, text, strlen(text), &end, &fault), OK);
    return end;
}

/* Types TEXT code point by code point. */
static void type(struct buffer *buffer, size_t at, const char *text)
{
    for (size_t i = 0; text[i];) {
        int32_t code_point;
        char one[5] = {0};
        size_t size = utf8_decode(text + i, strlen(text + i), &code_point);
        memcpy(one, text + i, size);
        edit(buffer, at + i, 0, one);
        i += size;
    }
}

static void test_new(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("");
    expect_text(buffer, "");
    assert_non_null(buffer_view(buffer, 0, 0));
    buffer_free(buffer);
    buffer = buffer_of("one\ntwo");
    expect_text(buffer, "one\ntwo");
    size_t cursor;
    assert_false(buffer_undo(buffer, &cursor));
    assert_false(buffer_redo(buffer, &cursor));
    buffer_free(buffer);
    buffer_free(NULL);
}

static void test_replace(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("hello");
    assert_int_equal(edit(buffer, 5, 0, " world"), 11);
    assert_int_equal(edit(buffer, 0, 5, "goodbye"), 7);
    expect_text(buffer, "goodbye world");
    assert_int_equal(edit(buffer, 7, 6, ""), 7);
    expect_text(buffer, "goodbye");
    assert_int_equal(edit(buffer, 99, 99, "!"), 8); /* beyond the end is the end */
    assert_int_equal(edit(buffer, 4, 99, ""), 4);
    expect_text(buffer, "good");
    buffer_free(buffer);
}

static void test_repair(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t length;
        const char *out;
    } table[] = {
        {"a\r\nb\rc\n", 7, "a\nb\nc\n"},
        {"\r\r\n\r", 4, "\n\n\n"},
        {"\xff", 1, "\uFFFD"},
        {"a\xe3\x81z", 4, "a\uFFFD\uFFFDz"},
        {"\xed\xa0\x80", 3, "\uFFFD\uFFFD\uFFFD"}, /* half a surrogate pair */
        {"\xc0\xaf", 2, "\uFFFD\uFFFD"},           /* a slash in disguise */
        {"a\0b", 3, "a\uFFFDb"},
        {"日本", 6, "日本"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct buffer *buffer = buffer_new(table[i].in, table[i].length);
        assert_non_null(buffer);
        expect_text(buffer, table[i].out);
        size_t end;
        struct fault fault;
        size_t length = buffer_length(buffer);
        assert_int_equal(
            buffer_replace(buffer, 0, length, table[i].in, table[i].length, &end, &fault), OK);
        expect_text(buffer, table[i].out);
        assert_int_equal(end, length);
        buffer_free(buffer);
    }
}

static void test_view(void **state)
{
    (void)state;
    static const char digits[] = "0123456789";
    struct buffer *buffer = buffer_of(digits);
    for (size_t gap = 0; gap <= 10; gap++) {
        for (size_t from = 0; from <= 10; from++) {
            for (size_t to = from; to <= 10; to++) {
                edit(buffer, gap, 0, "x"); /* puts the gap there */
                edit(buffer, gap, 1, "");
                assert_memory_equal(buffer_view(buffer, from, to), digits + from, to - from);
            }
        }
    }
    expect_text(buffer, digits);
    buffer_free(buffer);
}

/* ---- undo ---- */

static void expect_undo(struct buffer *buffer, const char *text, size_t cursor)
{
    size_t at = 9999;
    assert_true(buffer_undo(buffer, &at));
    expect_text(buffer, text);
    assert_int_equal(at, cursor);
}

static void expect_redo(struct buffer *buffer, const char *text, size_t cursor)
{
    size_t at = 9999;
    assert_true(buffer_redo(buffer, &at));
    expect_text(buffer, text);
    assert_int_equal(at, cursor);
}

static void test_typing_is_undone_by_words(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("");
    type(buffer, 0, "it's fine,\nreally");
    expect_undo(buffer, "it's fine,\n", 11);
    expect_undo(buffer, "it's ", 5);
    expect_undo(buffer, "", 0);
    size_t cursor;
    assert_false(buffer_undo(buffer, &cursor));
    expect_redo(buffer, "it's ", 5);
    expect_redo(buffer, "it's fine,\n", 11);
    expect_redo(buffer, "it's fine,\nreally", 17);
    assert_false(buffer_redo(buffer, &cursor));
    buffer_free(buffer);
}

static void test_typing_elsewhere_is_a_step(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("ad");
    type(buffer, 1, "bb");
    type(buffer, 0, "x");
    expect_text(buffer, "xabbd");
    expect_undo(buffer, "abbd", 0);
    expect_undo(buffer, "ad", 1);
    buffer_free(buffer);
}

static void test_break(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("");
    type(buffer, 0, "ab");
    buffer_break(buffer);
    type(buffer, 2, "cd");
    expect_undo(buffer, "ab", 2);
    expect_undo(buffer, "", 0);
    buffer_free(buffer);
}

static void test_deletions_run_together(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("one two three");
    for (size_t at = 13; at > 7; at--) /* backward */
        edit(buffer, at - 1, 1, "");
    expect_text(buffer, "one two");
    buffer_break(buffer);
    for (int i = 0; i < 4; i++) /* forward */
        edit(buffer, 0, 1, "");
    expect_text(buffer, "two");
    expect_undo(buffer, "one two", 4);
    expect_undo(buffer, "one two three", 13);
    expect_redo(buffer, "one two", 7);
    expect_redo(buffer, "two", 0);
    buffer_free(buffer);
}

static void test_typing_after_deleting_is_a_step(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("abc");
    edit(buffer, 2, 1, "");
    type(buffer, 2, "xy");
    edit(buffer, 3, 1, "");
    expect_text(buffer, "abx");
    expect_undo(buffer, "abxy", 4);
    expect_undo(buffer, "ab", 2);
    expect_undo(buffer, "abc", 3);
    buffer_free(buffer);
}

static void test_typing_over_a_selection_is_one_step(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("one two");
    edit(buffer, 0, 3, "t");
    type(buffer, 1, "en");
    expect_text(buffer, "ten two");
    expect_undo(buffer, "one two", 3);
    expect_redo(buffer, "ten two", 3);
    buffer_free(buffer);
}

static void test_group(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("one two");
    type(buffer, 7, "!");
    buffer_begin(buffer);
    edit(buffer, 0, 3, "1");
    edit(buffer, 2, 3, "2");
    edit(buffer, 3, 0, "3");
    buffer_break(buffer); /* has no meaning within a group */
    edit(buffer, 0, 1, "");
    buffer_end(buffer);
    type(buffer, 4, "?");
    expect_text(buffer, " 23!?");
    expect_undo(buffer, " 23!", 4);
    expect_undo(buffer, "one two!", 3);
    expect_undo(buffer, "one two", 7);
    expect_redo(buffer, "one two!", 8);
    expect_redo(buffer, " 23!", 0);
    buffer_free(buffer);
}

static void test_a_change_ends_redo(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("");
    type(buffer, 0, "one ");
    type(buffer, 4, "two");
    expect_undo(buffer, "one ", 4);
    type(buffer, 4, "six");
    size_t cursor;
    assert_false(buffer_redo(buffer, &cursor));
    expect_undo(buffer, "one ", 4);
    expect_redo(buffer, "one six", 7);
    buffer_free(buffer);
}

/* ---- graphemes, words, paragraphs ---- */

static const char family[] = "👩‍👩‍👧‍👦";

static void test_graphemes(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("");
    edit(buffer, 0, 0, "ae\u0301\n日👩‍👩‍👧‍👦🇩🇪🇫🇷z");
    const size_t stops[] = {0, 1, 4, 5, 8, 33, 41, 49, 50};
    assert_int_equal(strlen(family), 25);
    for (size_t gap = 0; gap < 9; gap++) {
        edit(buffer, stops[gap], 0, "x");
        edit(buffer, stops[gap], 1, "");
        for (size_t i = 0; i + 1 < 9; i++) {
            assert_int_equal(buffer_next_grapheme(buffer, stops[i]), stops[i + 1]);
            assert_int_equal(buffer_previous_grapheme(buffer, stops[i + 1]), stops[i]);
        }
    }
    assert_int_equal(buffer_next_grapheme(buffer, 50), 50);
    assert_int_equal(buffer_previous_grapheme(buffer, 0), 0);
    buffer_free(buffer);
}

/* Longer than any window that is looked at. */
static void test_a_very_long_grapheme(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_of("xe");
    for (int i = 0; i < 1000; i++)
        edit(buffer, 2, 0, "\u0301");
    edit(buffer, 2002, 0, "y");
    assert_int_equal(buffer_next_grapheme(buffer, 1), 2002);
    assert_int_equal(buffer_previous_grapheme(buffer, 2002), 1);
    buffer_free(buffer);
}

/* Brackets enclose what the moves take for words. */
static const char *const words[] = {
    "[one], [two] -- [three]!",
    "[it's] [rock] '[n']",
    "[it’s]",
    "[well]-[known]",
    "[1], [2nd]; [x3]",
    "[日][本][語]。[か][な]",
    "[abc][日][か\u3099][x]",
    "[ｶﾞ][ｷ]",
    "[cafe\u0301] [nai\u0308ve]",
    "\n\n[one]\n[two]\n",
    "👩‍👧 ❤️ ... --",
    "[نامه\u200cها] [είμαι] [это]",
    "",
};

static void test_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char text[100];
        size_t starts[20];
        size_t ends[20];
        size_t length = 0;
        size_t count = 0;
        for (const char *c = words[i]; *c; c++) {
            if (*c == '[')
                starts[count] = length;
            else if (*c == ']')
                ends[count++] = length;
            else
                text[length++] = *c;
        }
        struct buffer *buffer = buffer_new(text, length);
        assert_non_null(buffer);
        assert_int_equal(buffer_word_count(buffer), count);
        size_t at = 0;
        for (size_t n = 0; n < count; n++)
            assert_int_equal(at = buffer_next_word(buffer, at), ends[n]);
        assert_int_equal(buffer_next_word(buffer, at), length);
        at = length;
        /* Behind the first apostrophe of a quote nothing else begins a word with one. */
        for (size_t n = count; n-- > 0;)
            if (!(starts[n] > 0 && text[starts[n] - 1] == '\''))
                assert_int_equal(at = buffer_previous_word(buffer, at), starts[n]);
            else
                assert_int_equal(at = buffer_previous_word(buffer, at), starts[n] - 1);
        if (count == 0)
            assert_int_equal(buffer_previous_word(buffer, at), 0);
        buffer_free(buffer);
    }
}

static void test_paragraphs(void **state)
{
    (void)state;
    static const char text[] = "one\n\ntwo\n";
    static const size_t starts[] = {0, 0, 0, 0, 4, 5, 5, 5, 5, 9};
    static const size_t ends[] = {3, 3, 3, 3, 4, 8, 8, 8, 8, 9};
    struct buffer *buffer = buffer_of(text);
    for (size_t gap = 0; gap <= 9; gap++) {
        edit(buffer, gap, 0, "x");
        edit(buffer, gap, 1, "");
        for (size_t at = 0; at <= 9; at++) {
            assert_int_equal(buffer_paragraph_start(buffer, at), starts[at]);
            assert_int_equal(buffer_paragraph_end(buffer, at), ends[at]);
        }
    }
    buffer_free(buffer);
}

/* ---- properties ---- */

enum { MODEL = 1 << 15, STEPS = 24 };

/* A plain string, changed by the reports alone. */
struct model {
    char text[MODEL];
    size_t length;
};

static void follow(void *context, size_t at, size_t removed, const char *inserted, size_t length)
{
    struct model *model = context;
    assert_true(at + removed <= model->length);
    assert_true(model->length - removed + length <= MODEL);
    memmove(model->text + at + length, model->text + at + removed, model->length - at - removed);
    if (length)
        memcpy(model->text + at, inserted, length);
    model->length = model->length - removed + length;
}

struct snapshot {
    char *text;
    size_t length;
};

static struct snapshot snapshot_take(struct buffer *buffer)
{
    return (struct snapshot){buffer_copy(buffer), buffer_length(buffer)};
}

static void expect_snapshot(struct buffer *buffer, const struct snapshot *snapshot)
{
    assert_int_equal(buffer_length(buffer), snapshot->length);
    assert_memory_equal(buffer_view(buffer, 0, snapshot->length), snapshot->text, snapshot->length);
}

/* A random change, checked against the same change made to a plain string. */
static void change_at_random(struct buffer *buffer, uint64_t *seed)
{
    static char expected[MODEL];
    char text[200];
    size_t length = buffer_length(buffer);
    size_t at = random_below(seed, length + 1);
    while (at < length && ((unsigned char)*buffer_view(buffer, at, at + 1) & 0xC0) == 0x80)
        at++;
    size_t end = at;
    for (size_t i = random_below(seed, 3) ? 0 : random_below(seed, 8); i > 0; i--)
        end = buffer_next_grapheme(buffer, end);
    size_t pieces = random_below(seed, 4);
    size_t size = random_text(seed, text, sizeof text, pieces);

    struct buffer *put = buffer_new(text, size); /* repairs what is to be inserted */
    assert_non_null(put);
    size_t put_length = buffer_length(put);
    memcpy(expected, buffer_view(buffer, 0, at), at);
    memcpy(expected + at, buffer_view(put, 0, put_length), put_length);
    memcpy(expected + at + put_length, buffer_view(buffer, end, length), length - end);
    buffer_free(put);

    size_t stop = 0;
    struct fault fault;
    assert_int_equal(buffer_replace(buffer, at, end - at, text, size, &stop, &fault), OK);
    assert_int_equal(stop, at + put_length);
    length = length - (end - at) + put_length;
    assert_int_equal(buffer_length(buffer), length);
    assert_memory_equal(buffer_view(buffer, 0, length), expected, length);
    assert_true(utf8_valid(expected, length));
}

/* Some steps forward, some back, some forward again, then all the way back and forth. */
static void try_undo(struct buffer *buffer, uint64_t *seed)
{
    struct snapshot snapshots[STEPS + 1];
    size_t cursor;
    size_t now = 0;
    size_t last = 0;
    snapshots[0] = snapshot_take(buffer);
    while (now < STEPS) {
        size_t dice = random_below(seed, 8);
        if (dice == 0) {
            assert_int_equal(buffer_undo(buffer, &cursor), now > 0);
            now -= now > 0;
        } else if (dice == 1) {
            assert_int_equal(buffer_redo(buffer, &cursor), now < last);
            now += now < last;
        } else {
            buffer_begin(buffer);
            edit(buffer, 0, 0, "+"); /* so that the step is never empty */
            for (size_t i = dice == 2 ? 4 : 1; i > 0; i--)
                change_at_random(buffer, seed);
            buffer_end(buffer);
            for (; last > now; last--)
                free(snapshots[last].text);
            snapshots[last = ++now] = snapshot_take(buffer);
        }
        expect_snapshot(buffer, &snapshots[now]);
    }
    for (; now > 0; now--) {
        expect_snapshot(buffer, &snapshots[now]);
        assert_true(buffer_undo(buffer, &cursor));
        assert_true(cursor <= buffer_length(buffer));
    }
    expect_snapshot(buffer, &snapshots[0]);
    assert_false(buffer_undo(buffer, &cursor));
    while (buffer_redo(buffer, &cursor))
        expect_snapshot(buffer, &snapshots[++now]);
    assert_int_equal(now, last);
    for (size_t i = 0; i <= last; i++)
        free(snapshots[i].text);
}

static void test_properties(void **state)
{
    (void)state;
    uint64_t seed = 19700101;
    size_t trials = random_rounds(2000, 100000) / STEPS;
    struct model *model = malloc(sizeof *model);
    assert_non_null(model);
    for (size_t i = 0; i < trials; i++) {
        char text[200];
        struct buffer *buffer = buffer_new(text, random_text(&seed, text, sizeof text, i % 9));
        assert_non_null(buffer);
        model->length = buffer_length(buffer);
        memcpy(model->text, buffer_view(buffer, 0, model->length), model->length);
        buffer_listen(buffer, follow, model);
        try_undo(buffer, &seed);
        assert_int_equal(model->length, buffer_length(buffer));
        assert_memory_equal(buffer_view(buffer, 0, model->length), model->text, model->length);
        buffer_free(buffer);
    }
    free(model);
}

/* Graphemes found through windows are those found in the whole text. */
static void test_grapheme_properties(void **state)
{
    (void)state;
    uint64_t seed = 4711;
    size_t rounds = random_rounds(500, 20000);
    for (size_t i = 0; i < rounds; i++) {
        char text[600];
        struct buffer *buffer = buffer_new(text, random_text(&seed, text, sizeof text, 40));
        assert_non_null(buffer);
        size_t length = buffer_length(buffer);
        edit(buffer, length, 0, "x");
        char *copy = buffer_copy(buffer);
        assert_non_null(copy);
        length++;
        for (size_t at = 0; at < length;) {
            size_t next = at + utf8_grapheme(copy + at, length - at);
            assert_int_equal(buffer_next_grapheme(buffer, at), next);
            assert_int_equal(buffer_previous_grapheme(buffer, next), at);
            at = next;
        }
        free(copy);
        buffer_free(buffer);
    }
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new),
        cmocka_unit_test(test_replace),
        cmocka_unit_test(test_repair),
        cmocka_unit_test(test_view),
        cmocka_unit_test(test_typing_is_undone_by_words),
        cmocka_unit_test(test_typing_elsewhere_is_a_step),
        cmocka_unit_test(test_break),
        cmocka_unit_test(test_deletions_run_together),
        cmocka_unit_test(test_typing_after_deleting_is_a_step),
        cmocka_unit_test(test_typing_over_a_selection_is_one_step),
        cmocka_unit_test(test_group),
        cmocka_unit_test(test_a_change_ends_redo),
        cmocka_unit_test(test_graphemes),
        cmocka_unit_test(test_a_very_long_grapheme),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_grapheme_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
