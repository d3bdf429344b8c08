/*
 * Cards, words and prompts: how the tables are read, which word asks for a second look, which
 * prompt comes next.
 */
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

/* Four columns: what is left of a line is part of the fourth. Other tables have no fourth. */
static void test_prompts(void **state)
{
    (void)state;
    struct issues issues = {0};
    struct table prompts = read_bytes("prompts.tsv", content_prompts,
                                      "# lesson\n0\ttired\tone\tNow?\n\n11\ttired\tbad\tBad?\n"
                                      "10\tangry\ttwo\tAnd\tthen.\n3\talone\tone\tTwice?",
                                      &issues);
    expect_issue(&issues, 2, "prompts.tsv", 4, "0 for any");
    expect_issue(&issues, 2, "prompts.tsv", 6, "on line 2");
    assert_int_equal(prompts.count, 2);
    expect_row(&prompts, 0, 2, "0", "tired", "one");
    expect_row(&prompts, 1, 5, "10", "angry", "two");
    assert_string_equal(prompts.rows[0].cells[PROMPT_TEXT], "Now?");
    assert_string_equal(prompts.rows[1].cells[PROMPT_TEXT], "And then.");
    table_free(&prompts);
    issues_free(&issues);
    struct table cards = read_bytes("cards.tsv", content_cards, "1\tone\tWho?\n", NULL);
    assert_string_equal(cards.rows[0].cells[TABLE_COLUMNS - 1], "");
    table_free(&cards);
}

/* Every tone has a name of its own, and a word to be chosen by. */
static void test_tones(void **state)
{
    (void)state;
    for (int i = 0; i < TONES; i++) {
        assert_true(*tone_names[i].name && *tone_names[i].shown);
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(tone_names[i].name, tone_names[j].name);
            assert_string_not_equal(tone_names[i].shown, tone_names[j].shown);
        }
    }
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
    } rows[] = {{content_cards, "cards.tsv"},
                {content_words, "words.tsv"},
                {content_prompts, "prompts.tsv"}};
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

/* ---- the next prompt ---- */

/* Five of no lesson, four of lesson 1, one of lesson 10. The names say lesson and tone. */
static const char some_prompts[] =
    "0\tangry\t0-angry-a\tA?\n0\tangry\t0-angry-b\tB?\n0\tangry\t0-angry-c\tC?\n"
    "0\ttired\t0-tired-a\tD?\n0\ttired\t0-tired-b\tE?\n1\tangry\t1-angry-a\tF?\n"
    "1\tangry\t1-angry-b\tG?\n1\ttired\t1-tired-a\tH?\n1\thopeful\t1-hopeful-a\tI?\n"
    "10\tangry\t10-angry-a\tJ?\n";

/* Whether the name of PROMPT says LESSON (or PROMPT_ANY) and TONE. */
static bool is_of(const struct table_row *prompt, int lesson, int tone)
{
    const char *name = prompt->cells[PROMPT_NAME];
    const char *of = tone == PROMPT_ANY ? "-" : tone_names[tone].name;
    return (lesson == PROMPT_ANY || atoi(name) == lesson) && strstr(name, of);
}

/* COUNT calls from START on give COUNT prompts, all different and all fitting; then they return. */
static void check_round(const struct table *prompts, int lesson, int tone, size_t start,
                        size_t count)
{
    bool seen[16] = {false};
    for (size_t i = 0; i < count; i++) {
        const struct table_row *prompt = prompt_choose(prompts, lesson, tone, start + i);
        assert_non_null(prompt);
        assert_true(is_of(prompt, lesson, tone) || (lesson > 0 && is_of(prompt, 0, tone)));
        size_t index = (size_t)(prompt - prompts->rows);
        assert_false(seen[index]);
        seen[index] = true;
        assert_ptr_equal(prompt_choose(prompts, lesson, tone, start + i + count), prompt);
    }
}

static void test_nothing_comes_twice_before_all_came(void **state)
{
    (void)state;
    static const struct {
        int lesson;
        int tone;
        size_t count; /* of prompts that fit */
    } rows[] = {
        {PROMPT_ANY, PROMPT_ANY, 10},
        {PROMPT_ANY, TONE_ANGRY, 6},
        {PROMPT_ANY, TONE_HOPEFUL, 1},
        {0, PROMPT_ANY, 5},
        {0, TONE_TIRED, 2},
        {1, PROMPT_ANY, 9},
        {1, TONE_ANGRY, 5},
        {10, PROMPT_ANY, 6},
        {10, TONE_TIRED, 2}, /* of no lesson, both */
        {2, TONE_ANGRY, 3},
    };
    static const size_t starts[] = {0, 1, 7, 1000003, SIZE_MAX - 100};
    struct table prompts = read_bytes("prompts.tsv", content_prompts, some_prompts, NULL);
    assert_int_equal(prompts.count, 10);
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t j = 0; j < COUNT(starts); j++)
            check_round(&prompts, rows[i].lesson, rows[i].tone, starts[j], rows[i].count);
    table_free(&prompts);
}

/* From 0 on, those of the lesson come before those of none. */
static void test_prompts_of_the_lesson_come_first(void **state)
{
    (void)state;
    struct table prompts = read_bytes("prompts.tsv", content_prompts, some_prompts, NULL);
    for (size_t shown = 0; shown < 9; shown++)
        assert_true(
            is_of(prompt_choose(&prompts, 1, PROMPT_ANY, shown), shown < 4 ? 1 : 0, PROMPT_ANY));
    assert_true(is_of(prompt_choose(&prompts, 10, TONE_ANGRY, 0), 10, TONE_ANGRY));
    table_free(&prompts);
}

/* What stands side by side in the table does not come side by side, once there are a few. */
static void test_prompts_are_mixed(void **state)
{
    (void)state;
    struct table prompts = read_bytes("prompts.tsv", content_prompts, some_prompts, NULL);
    for (size_t shown = 0; shown < prompts.count; shown++) {
        const struct table_row *one = prompt_choose(&prompts, PROMPT_ANY, PROMPT_ANY, shown);
        const struct table_row *next = prompt_choose(&prompts, PROMPT_ANY, PROMPT_ANY, shown + 1);
        assert_true(one->line - next->line > 1 || next->line - one->line > 1);
    }
    table_free(&prompts);
}

/* However many fit, each comes once. */
static void test_tables_of_every_size(void **state)
{
    (void)state;
    static struct table_row rows[200];
    static char lesson[] = "0";
    static char tone[] = "steady";
    for (size_t i = 0; i < COUNT(rows); i++)
        rows[i] = (struct table_row){.cells = {lesson, tone, lesson, lesson}};
    for (size_t count = 1; count <= COUNT(rows); count++) {
        struct table prompts = {rows, count};
        bool seen[COUNT(rows)] = {false};
        for (size_t shown = 0; shown < count; shown++) {
            const struct table_row *prompt = prompt_choose(&prompts, 0, TONE_STEADY, shown);
            assert_false(seen[prompt - rows]);
            seen[prompt - rows] = true;
        }
    }
}

static void test_no_prompt_fits(void **state)
{
    (void)state;
    struct table prompts = read_bytes("prompts.tsv", content_prompts, some_prompts, NULL);
    assert_null(prompt_choose(&prompts, PROMPT_ANY, TONE_ALONE, 0));
    assert_null(prompt_choose(&prompts, 1, TONE_ALONE, 5));
    table_free(&prompts);
    assert_null(prompt_choose(&prompts, PROMPT_ANY, PROMPT_ANY, 0)); /* none at all */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cards),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_prompts),
        cmocka_unit_test(test_tones),
        cmocka_unit_test(test_odd_bytes),
        cmocka_unit_test(test_missing_files),
        cmocka_unit_test(test_nudges),
        cmocka_unit_test(test_nudges_between_marks),
        cmocka_unit_test(test_nudges_with_capitals_in_the_table),
        cmocka_unit_test(test_nothing_comes_twice_before_all_came),
        cmocka_unit_test(test_prompts_of_the_lesson_come_first),
        cmocka_unit_test(test_prompts_are_mixed),
        cmocka_unit_test(test_tables_of_every_size),
        cmocka_unit_test(test_no_prompt_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
