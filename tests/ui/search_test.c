/* Search: what may be typed, what is found, nothing found; see support/pictures.h. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/store/journal.h"
#include "support/pictures.h"
#include "ui/screens/journal_screens.h"

#define MUST(call) assert_int_equal((call), OK)

static struct store *store_of(struct bench *bench)
{
    return session_store(bench->ui.session);
}

static int64_t add_entry(struct bench *bench, const char *day, bool pinned, const char *text)
{
    struct fault fault = {0};
    struct journal_new entry = {.text = text, .day = day, .pinned = pinned};
    int64_t id = 0;
    if (store_journal_add(store_of(bench), &entry, &id, &fault))
        fail_msg("%s", fault.text);
    clock_advance(&bench->clock, 1000);
    return id;
}

static int64_t add_answer(struct bench *bench, const char *lesson, const char *exercise,
                          const char *text)
{
    struct fault fault = {0};
    struct pairs values = {0};
    int64_t id = 0;
    MUST(pairs_set(&values, "text", text, &fault));
    MUST(store_answer_add(store_of(bench), lesson, exercise, "reflect", &values, &id, &fault));
    pairs_free(&values);
    clock_advance(&bench->clock, 1000);
    return id;
}

/* One of every kind, and some whose place is gone. */
static void write_some(struct bench *bench)
{
    add_entry(bench, "2025-03-09", false,
              "A swallow under the roof.\n\nIt came back\tto its nest.");
    add_answer(bench, "gone", "x", "a swallow from somewhere");
    add_answer(bench, "1", "not-there", "a swallow from an exercise that was taken out");
    add_answer(bench, "calm", "slow", "thought of a swallow");
    add_answer(bench, "5", "words", "no swallow makes a summer");
    add_answer(bench, "1", "words",
               "The first swallow is early this year, and the second one is not here yet. Perhaps "
               "swallows wait for one another, or for the wind; nobody knows.");
    add_entry(bench, NULL, true, "燕が来た。 Swallows, swallows and swallows.");
}

static void expect_everywhere(struct bench *bench, const char *name)
{
    char small[128];
    bench_expect_both(bench, name);
    bench_resize(bench, 12, 40);
    snprintf(small, sizeof small, "%s-40x12", name);
    bench_expect(bench, small);
    bench_resize(bench, 30, 100);
}

static bool shows(struct bench *bench, const char *text)
{
    struct str now = {0};
    bench_picture(bench, &now);
    bool found = strstr(now.bytes, text) != NULL;
    str_free(&now);
    return found;
}

static void test_empty(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "/");
    expect_everywhere(bench, "search-empty");
    bench_resize(bench, 12, 40);
    bench_type(bench, "\x1b[6~\x1b[6~");
    bench_expect(bench, "search-empty-end-40x12");
    bench_resize(bench, 30, 100);
    bench_type(bench, "tag:"); /* on its way to become something */
    assert_true(shows(bench, "journal entries with #sleep"));
    bench_type(bench, "\x1b");
    bench_expect(bench, "today-first-100x30");
}

static void test_every_kind(void **state)
{
    struct bench *bench = *state;
    write_some(bench);
    bench_type(bench, "/swallow");
    expect_everywhere(bench, "search-found");
    bench_type(bench, "\x1b[B\x1b[B");
    expect_everywhere(bench, "search-selected");
    bench_type(bench, "\t");
    bench_expect_both(bench, "search-best");
    setlocale(LC_ALL, "C");
    bench_type(bench, "\t\t");
    bench_expect(bench, "search-ascii");
    setlocale(LC_ALL, "C.UTF-8");
}

static void test_nothing_found(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "/swallow");
    expect_everywhere(bench, "search-nothing");
    write_some(bench);
    bench_type(bench, " owl");
    bench_expect(bench, "search-nothing-of-two");
    bench_type(bench, "\x17"); /* the word away again */
    assert_true(shows(bench, "7 found"));
}

static void test_many(void **state)
{
    struct bench *bench = *state;
    for (int i = 0; i < 130; i++) {
        char text[64];
        snprintf(text, sizeof text, "Entry %d has the word in it.", i);
        add_entry(bench, NULL, i % 7 == 0, text);
    }
    bench_type(bench, "/word");
    expect_everywhere(bench, "search-many");
    bench_expect(bench, "search-many-100x30");
    bench_type(bench, "\x1b[6~");
    bench_expect(bench, "search-many-page");
    bench_type(bench, "\x1b[5~\x1b[5~");
    bench_expect(bench, "search-many-100x30"); /* in the line again */
    for (int i = 0; i < 40; i++)
        bench_type(bench, "\x1b[6~");
    bench_expect(bench, "search-many-end");
    bench_type(bench, "s"); /* typing goes on in the line, from wherever one is */
    assert_true(shows(bench, "Search words"));
    assert_true(shows(bench, "Nothing was found."));
    bench_type(bench, "\x7f\t");
    assert_true(shows(bench, "the best 100"));
}

/* What is found is lit, also where a row ends in it and where line ends were taken out. */
static void test_lit(void **state)
{
    struct bench *bench = *state;
    int lit = 0;
    add_entry(bench, NULL, false, "one\n\n\n\ttwo   three four");
    bench_type(bench, "/\"two three\"");
    ui_draw(&bench->ui);
    const struct canvas *canvas = &bench->ui.canvas;
    struct str text = {0};
    for (int i = 0; i < canvas->rows * canvas->columns; i++)
        if (canvas->cells[i].style == STYLE_FOUND) {
            str_putc(&text, (char)canvas->cells[i].code_points[0]);
            lit++;
        }
    assert_string_equal(str_text(&text), "two three");
    assert_int_equal(lit, 9);
    str_free(&text);
    assert_true(shows(bench, "one two three four"));
}

/* Coming back, one stands where one was; what was deleted meanwhile is not there any more. */
static void test_coming_back(void **state)
{
    struct bench *bench = *state;
    struct fault fault = {0};
    write_some(bench);
    bench_type(bench, "/swallow\x1b[B\x1b[B\r");
    assert_true(shows(bench, "page 1 of 5"));
    add_entry(bench, NULL, false, "one more swallow");
    bench_type(bench, "\x1b");
    assert_true(shows(bench, "Search swallow"));
    assert_true(shows(bench, "8 found"));
    assert_true(shows(bench, "▸ lesson 1, page 1.1"));
    bench_type(bench, "\x1b[B\x1b[B\r");
    assert_true(shows(bench, "A slow breath"));
    MUST(store_answer_delete(store_of(bench), 3, &fault));
    bench_type(bench, "\x1b");
    assert_true(shows(bench, "7 found"));
    assert_false(shows(bench, "thought of"));
    assert_true(shows(bench, "▸ lesson 1 "));
    bench_type(bench, "\r");
    assert_true(shows(bench, "is not there any more"));
    bench_type(bench, "\x1b[B\r");
    assert_true(shows(bench, "▸ an answer"));
    assert_true(shows(bench, "is not there any more"));
}

/* A click chooses, a second one opens; the wheel turns. */
static void test_mouse(void **state)
{
    struct bench *bench = *state;
    write_some(bench);
    bench_type(bench, "/swallow\x1b[<0;20;12M");
    assert_true(shows(bench, "▸ lesson 1, page 1.1"));
    bench_type(bench, "\x1b[<65;20;12M\x1b[<64;20;12M");
    bench_type(bench, "\x1b[<0;20;4M");
    assert_false(shows(bench, "▸"));
    bench_type(bench, "\x1b[<0;20;12M\x1b[<0;20;12M");
    assert_true(shows(bench, "page 1 of 5"));
}

/* Whatever is typed is a question, and never a mistake. */
static void test_anything_may_be_typed(void **state)
{
    struct bench *bench = *state;
    static const char *const lines[] = {
        "\"",
        "\"\"\"",
        "\"a b",
        "AND",
        "OR NOT",
        "NEAR(a b, 3)",
        "a*",
        "-a",
        "^a",
        "text:a",
        "(",
        ")",
        "a + b",
        "'; DROP TABLE journal_entry; --",
        "{a b}:c",
        "\\",
        "%_",
        "tag:#",
        "tag:\"",
        "before:",
        "before:2026-99",
        "after:9999 before:0000",
        "日本 \"燕が",
        "\xff\xfe",
        "\x01",
    };
    write_some(bench);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        bench_type(bench, "/");
        bench_type(bench, lines[i]);
        assert_false(shows(bench, "could not be searched"));
        bench_type(bench, "\x1b");
    }
    bench_type(bench, "/");
    for (int i = 0; i < 400; i++)
        bench_type(bench, "\x1b[200~a \"b c\" d\n tag:x after:2020 \x1b[201~");
    assert_false(shows(bench, "could not be searched"));
    assert_true(shows(bench, "Nothing was found."));
}

/* No key leads anywhere that cannot be drawn, at any size. */
static void test_any_keys_at_any_size(void **state)
{
    static const char *const keys[] = {
        "/",
        "s",
        "wa",
        " ",
        "\"",
        "\x7f",
        "\x15",
        "\x1b",
        "\r",
        "\t",
        "\x1b[A",
        "\x1b[B",
        "\x1b[5~",
        "\x1b[6~",
        "\x1b[B",
        "\x1b[C",
        "\x1b[D",
        "\x1b[H",
        "\x1b[<0;20;9M",
        "\x1b[<65;9;9M",
        "\x1b[F",
        "swallow",
        "\x1f",
        "\x19",
        "日",
        "\x1b[200~a\nb\x1b[201~",
    };
    struct bench *bench = *state;
    uint32_t seed = 5;
    write_some(bench);
    for (int round = 0; round < (getenv("MEND_TORTURE") ? 50000 : 1500); round++) {
        seed = seed * 1664525u + 1013904223u;
        if (bench->ui.top->type != &screen_search && (seed >> 20) % 4)
            bench_type(bench, (seed >> 22) % 2 ? "\x1b" : "/swallow");
        bench_type(bench, keys[(seed >> 8) % (sizeof keys / sizeof keys[0])]);
        if (round % 25 == 0)
            bench_resize(bench, 1 + (int)((seed >> 4) % 60), 1 + (int)((seed >> 12) % 150));
        ui_draw(&bench->ui);
        const struct canvas *canvas = &bench->ui.canvas;
        assert_true(canvas->cursor_row < canvas->rows);
        assert_true(canvas->cursor_column < canvas->columns);
        assert_string_equal(session_trouble(bench->ui.session), "");
    }
}

int main(void)
{
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        BENCH_TEST(test_empty),
        BENCH_TEST(test_every_kind),
        BENCH_TEST(test_nothing_found),
        BENCH_TEST(test_many),
        BENCH_TEST(test_lit),
        BENCH_TEST(test_coming_back),
        BENCH_TEST(test_mouse),
        BENCH_TEST(test_anything_may_be_typed),
        BENCH_TEST(test_any_keys_at_any_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
