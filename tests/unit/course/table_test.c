/* Cards and words: how the tables are read, and which word asks for a second look. */
#include "room.h"

#include "mend/course/table.h"

typedef enum err read_table(const struct content *, struct table *, struct issues *,
                            struct fault *);

/* Reads BYTES as NAME. What was found wrong goes to ISSUES, which may be NULL. */
static struct table read_bytes(const char *name, read_table *read, const char *bytes,
                               struct issues *issues)
{
    char *folder = folder_make();
    struct content content = {.folder = folder};
    struct table table;
    struct fault fault = {0};
    write_text(folder, name, bytes);
    if (read(&content, &table, issues, &fault) != OK)
        fail_msg("%s", fault.text);
    folder_remove(folder);
    return table;
}

static void expect_row(const struct table *table, size_t index, int line, const char *first,
                       const char *second, const char *third)
{
    assert_true(index < table->count);
    const struct table_row *row = &table->rows[index];
    assert_int_equal(row->line, line);
    assert_string_equal(row->cells[0], first);
    assert_string_equal(row->cells[1], second);
    assert_string_equal(row->cells[2], third);
}

/* Comments and blank lines count as lines and are no rows; a row that is wrong is left out. */
static void test_cards(void **state)
{
    (void)state;
    struct issues issues = {0};
    struct table cards = read_bytes("cards.tsv", content_cards,
                                    "# depth\tname\ttext\n1\tone\tWho?\r\n\n  \t \n"
                                    "#2\toff\tOff?\n9\tbad\tBad?\n3\tthree\t# so?\tand\tmore \n"
                                    "2\ttwo\tNo end",
                                    &issues);
    expect_issue(&issues, 1, "cards.tsv", 6, "depth");
    assert_int_equal(cards.count, 3);
    expect_row(&cards, 0, 2, "1", "one", "Who?");
    expect_row(&cards, 1, 7, "3", "three", "# so? and more");
    expect_row(&cards, 2, 8, "2", "two", "No end");
    table_free(&cards);
    issues_free(&issues);
    assert_null(cards.rows);
    assert_int_equal(cards.count, 0);
}

static void test_words(void **state)
{
    (void)state;
    struct issues issues = {0};
    struct table words = read_bytes("words.tsv", content_words,
                                    "# kind\n\nfeeling\tsad\tsad\nsweeping\tevery time\n"
                                    "verdict\tused\thurt, empty\nmood\tblue\tsad\n",
                                    &issues);
    expect_issue(&issues, 1, "words.tsv", 6, "feeling, verdict or sweeping");
    assert_int_equal(words.count, 3);
    expect_row(&words, 0, 3, "feeling", "sad", "sad");
    expect_row(&words, 1, 4, "sweeping", "every time", "");
    expect_row(&words, 2, 5, "verdict", "used", "hurt, empty");
    table_free(&words);
    issues_free(&issues);
}

/* Bytes that are no text are told and shown as U+FFFD; the rest of the row stands. */
static void test_odd_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        const char *text;
        size_t issues;
    } rows[] = {
        {"\n1\tone\tCaf\xc3\xa9 \xe4\xba\xba?\n", "Caf\xc3\xa9 \xe4\xba\xba?", 0},
        {"\n1\tone\tCaf\xe9?\n", "Caf\xef\xbf\xbd?", 1},
        {"\n1\tone\tA\x1b[2J?\n", "A\xef\xbf\xbd[2J?", 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct issues issues = {0};
        struct table cards = read_bytes("cards.tsv", content_cards, rows[i].bytes, &issues);
        expect_issue(&issues, rows[i].issues, "cards.tsv", 2, "");
        assert_int_equal(cards.count, 1);
        expect_row(&cards, 0, 2, "1", "one", rows[i].text);
        table_free(&cards);
        issues_free(&issues);
    }
    struct table cards = read_bytes("cards.tsv", content_cards, "x\xff\n1\tone\tOne\n", NULL);
    assert_int_equal(cards.count, 1); /* and nobody needs to be told */
    table_free(&cards);
    cards = read_bytes("cards.tsv", content_cards, "", NULL);
    assert_int_equal(cards.count, 0);
    table_free(&cards);
}

static void test_missing_files(void **state)
{
    (void)state;
    static const struct {
        read_table *read;
        const char *name;
    } rows[] = {{content_cards, "cards.tsv"}, {content_words, "words.tsv"}};
    char *folder = folder_make();
    struct content content = {.folder = folder};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct table table = {.count = 7};
        struct fault fault = {0};
        assert_int_equal(rows[i].read(&content, &table, NULL, &fault), ERR_NOT_FOUND);
        assert_non_null(strstr(fault.text, rows[i].name));
        assert_int_equal(table.count, 0);
        table_free(&table);
    }
    folder_remove(folder);
}

/* ---- nudges ---- */

static const char some_words[] = "feeling\tangry\tangry\nfeeling\tused\tangry\n"
                                 "sweeping\tevery\nsweeping\tevery time\nsweeping\tno one ever\n"
                                 "sweeping\tno one\nsweeping\tnever\nsweeping\tna\xc3\xafvely\n"
                                 "verdict\tignored\tlonely\nverdict\tleft out\tlonely\n";

struct nudge {
    const char *text;
    const char *word; /* NULL: none */
};

static void check_nudges(const char *table, const struct nudge *rows, size_t count)
{
    struct table words = read_bytes("words.tsv", content_words, table, NULL);
    for (size_t i = 0; i < count; i++) {
        const struct table_row *row = words_nudge(&words, rows[i].text);
        const char *word = row ? row->cells[WORD_TEXT] : "(none)";
        const char *expected = rows[i].word ? rows[i].word : "(none)";
        if (strcmp(word, expected) != 0)
            fail_msg("\"%s\": expected %s, got %s", rows[i].text, expected, word);
    }
    table_free(&words);
}

static void test_nudges(void **state)
{
    (void)state;
    static const struct nudge rows[] = {
        {"", NULL},
        {"I was at home.", NULL},
        {"You never call", "never"},
        {"Never. NEVER!", "never"},
        {"(never)", "never"},
        {"so:never,", "never"},
        /* Whole words only, */
        {"Nevertheless", NULL},
        {"whenever", NULL},
        {"everyone, everything", NULL},
        {"never's", NULL},
        {"left", NULL},
        {"left outside", NULL},
        {"nevertheless, never", "never"}, /* wherever they stand. */
        /* Of two at one place the longer, */
        {"every time", "every time"},
        {"every timer", "every"},
        {"no one ever", "no one ever"},
        {"No one, ever", "no one"},
        /* of two the first in the text. */
        {"ignored, and never asked", "ignored"},
        {"never asked, and ignored", "never"},
        {"left out every time", "left out"},
        /* Feelings are what is asked for. */
        {"I was angry and used", NULL},
        {"Angry, ignored", "ignored"},
        /* Letters beyond ASCII are letters. */
        {"Zo\xc3\xab never calls, \xe4\xba\xba", "never"},
        {"never\xc3\xa9", NULL},
        {"\xc3\xa9never", NULL},
        {"NA\xc3\x8fVELY", "na\xc3\xafvely"},
        {"nai\xcc\x88vely", "na\xc3\xafvely"},
    };
    check_nudges(some_words, rows, COUNT(rows));
    const struct table none = {0};
    assert_null(words_nudge(&none, "never"));
}

/* Marks around a word are no part of it, be they ASCII or not. */
static void test_nudges_between_marks(void **state)
{
    (void)state;
    static const struct nudge rows[] = {
        {"\"never\"", "never"},
        {"\xe2\x80\x9cnever\xe2\x80\x9d", "never"},
        {"\xe2\x80\x98never\xe2\x80\x99", "never"},
        {"you never\xe2\x80\xa6", "never"},
        {"ask\xe2\x80\x94never", "never"},
        {"'never'", "never"},
    };
    check_nudges(some_words, rows, COUNT(rows));
}

/* "In whatever case" holds for what stands in the table too. */
static void test_nudges_with_capitals_in_the_table(void **state)
{
    (void)state;
    static const struct nudge rows[] = {
        {"whatever I do", "whatever I do"},
        {"Whatever i do, it fails", "whatever I do"},
    };
    check_nudges("sweeping\twhatever I do\n", rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cards),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_odd_bytes),
        cmocka_unit_test(test_missing_files),
        cmocka_unit_test(test_nudges),
        cmocka_unit_test(test_nudges_between_marks),
        cmocka_unit_test(test_nudges_with_capitals_in_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
