/* The journal's list, reader, page to write on, comparison and history; see support/pictures.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/store/journal.h"
#include "support/written.h"
#include "ui/screens/journal_screens.h"

static const char long_text[] =
    "What the evening was like\n\nWe sat on the steps and nobody said the thing. #quiet It went on "
    "like that until the light was gone, and then somebody laughed, and I noticed that I had been "
    "holding my breath.\n\nTomorrow I want to ask one question. Only one. #small_steps";

/* A minute apart. */
static int64_t add(struct bench *bench, const char *day, const char *text)
{
    int64_t id = bench_write(bench, day, text);
    clock_advance(&bench->clock, 60000);
    return id;
}

static void begin_draft(struct bench *bench, int64_t id, const char *text)
{
    struct fault fault = {0};
    struct writing writing = {.id = id, .seen = id ? 1 : 0};
    writing_name(bench->ui.session, &writing);
    if (store_draft_set(session_store(bench->ui.session), JOURNAL_DRAFTS, writing.draft,
                        WRITING_TEXT, text, strlen(text), &fault))
        fail_msg("%s", fault.text);
}

static void fill(struct bench *bench)
{
    struct fault fault = {0};
    add(bench, "2025-11-21", "A year ago\nand what I thought then");
    int64_t sealed = add(bench, "2026-11-19", "words that stay closed #closed");
    add(bench, "2026-11-20", "short");
    int64_t pinned = add(bench, "2026-11-20",
                         "日本 and a title that is so long that it has to be cut "
                         "somewhere before its end #long #tags");
    add(bench, NULL, long_text);
    struct store *store = session_store(bench->ui.session);
    assert_int_equal(store_journal_seal(store, sealed, true, &fault), OK);
    assert_int_equal(store_journal_pin(store, pinned, true, &fault), OK);
}

static void test_empty(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "3");
    bench_expect_all(bench, "journal-empty");
}

static void test_list(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "3");
    bench_expect_all(bench, "journal-list");
    bench_type(bench, "jjjj");
    bench_expect_all(bench, "journal-list-end");
    bench_type(bench, "k");
    bench_expect_both(bench, "journal-list-sealed");
    bench_type(bench, "km");
    bench_expect_all(bench, "journal-day");
    bench_type(bench, "\x15soon\r");
    bench_expect_both(bench, "journal-day-refused");
    bench_type(bench, "\x1b");
    bench_type(bench, "kt");
    bench_expect_both(bench, "journal-tags");
}

static void test_drafts(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    begin_draft(bench, 0, "Begun on the bus\nand not ended");
    begin_draft(bench, 3, "short, and what I would add");
    begin_draft(bench, 2, "words that stay closed, and more of them");
    bench_type(bench, "3");
    bench_expect_all(bench, "journal-drafts");
    bench_type(bench, "d");
    bench_expect_all(bench, "journal-draft-deleting");
    bench_type(bench, "n");
    bench_type(bench, "jjj");
    bench_expect_all(bench, "journal-drafts-below");
}

static void test_filtered(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "3d");
    bench_type(bench, "f" HOME DOWN "\r");
    bench_expect_all(bench, "journal-pinned");
    bench_type(bench, "f" HOME DOWN DOWN "\r");
    bench_expect_all(bench, "journal-trash");
    bench_type(bench, "d");
    bench_expect_all(bench, "journal-deleting");
    bench_type(bench, "nr");
    bench_expect_both(bench, "journal-trash-empty");
}

static void test_reader(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    begin_draft(bench, 3, "short, and what I would add");
    bench_type(bench, "3\x1b[Hj\r");
    bench_expect_all(bench, "entry");
    bench_type(bench, "\x1b");
    bench_type(bench, "jj\r");
    bench_expect_all(bench, "entry-begun");
    bench_type(bench, "e");
    bench_expect_all(bench, "compare-draft");
    bench_type(bench, "\x1b");
    bench_type(bench, "\x1b");
    bench_type(bench, "j\r");
    bench_expect_all(bench, "entry-sealed");
    bench_type(bench, "y");
    bench_expect_both(bench, "entry-sealed-open");
}

static void test_writing(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "3n");
    bench_expect_all(bench, "write-empty");
    bench_type(bench, "A title\rand the first line, ");
    bench_expect_all(bench, "write");
    bench_type(bench, "\x06line");
    bench_expect_all(bench, "write-find");
    bench_type(bench, "s");
    bench_expect_both(bench, "write-find-nothing");
}

static void test_a_prompt_above(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "3");
    struct write_start start = {.prompt =
                                    "What did my body tell me this week before my head did, and "
                                    "what would it have needed from me at that moment?"};
    ui_push(&bench->ui, &screen_write, &start);
    bench_type(bench, "It told me");
    bench_expect_all(bench, "write-prompt");
}

static void test_burning(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "3b");
    bench_type(bench, "not for long");
    bench_expect_all(bench, "burn");
    bench_type(bench, "\x1b");
    bench_expect_all(bench, "burn-asking");
    bench_type(bench, "b");
    bench_expect_both(bench, "burn-burned");
}

static void test_history(void **state)
{
    struct bench *bench = *state;
    fill(bench);
    bench_type(bench, "3\re\x15More than before\x13");
    clock_advance(&bench->clock, 3600 * 1000);
    bench_type(bench, " and after\x13");
    bench_type(bench, "\x1b");
    bench_type(bench, "h");
    bench_expect_all(bench, "history");
    bench_type(bench, "jj\r");
    bench_expect_all(bench, "compare");
    bench_type(bench, "j\t");
    bench_expect_all(bench, "compare-other");
}

int main(void)
{
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        BENCH_TEST(test_empty),          BENCH_TEST(test_list),    BENCH_TEST(test_drafts),
        BENCH_TEST(test_filtered),       BENCH_TEST(test_reader),  BENCH_TEST(test_writing),
        BENCH_TEST(test_a_prompt_above), BENCH_TEST(test_burning), BENCH_TEST(test_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
