/* The reading grade, against what a pencil gives: 0.39 w / s + 11.8 y / w - 15.59. */
#include "room.h"

#include "course/grade.h"

enum { BLOCKS_MOST = 4 };

/* The grade of blocks of KIND with TEXTS, of which NULL ends the list. */
static double grade_of(enum block_kind kind, const char *const *texts)
{
    struct block items[BLOCKS_MOST] = {{0}};
    struct blocks blocks = {items, 0, BLOCKS_MOST};
    while (texts[blocks.count]) {
        struct block *block = &items[blocks.count];
        block->kind = kind;
        block->prose.text = strdup(texts[blocks.count++]);
    }
    double grade = reading_grade(&blocks);
    for (size_t i = 0; i < blocks.count; i++)
        free(items[i].prose.text);
    return grade;
}

static void expect_grade(const char *const *texts, double words, double sentences, double syllables)
{
    double expected = 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
    double grade = grade_of(BLOCK_PARAGRAPH, texts);
    if (grade < expected - 0.001 || grade > expected + 0.001)
        fail_msg("\"%s\": expected %.3f, got %.3f", texts[0], expected, grade);
}

/* Each row with its words, sentences and syllables, counted by hand. */
static void test_texts(void **state)
{
    (void)state;
    static const struct {
        const char *texts[BLOCKS_MOST];
        double words, sentences, syllables;
    } rows[] = {
        /* un-der-stand-ing an-oth-er per-son is a com-pli-ca-ted op-er-a-tion: 19.169 */
        {{"Understanding another person is a complicated operation."}, 7, 1, 19},
        /* The same without its stop: the paragraph ends it. */
        {{"Understanding another person is a complicated operation"}, 7, 1, 19},
        /* an-i-mals re-mem-ber. peo-ple for-get a-gain. : 8.76 */
        {{"Animals remember. People forget again."}, 5, 2, 12},
        /* What ends a sentence, and more of it than one. */
        {{"Animals remember... People forget? Again: animals!"}, 6, 4, 15},
        /* Three items of a list are three sentences: re-mem-ber, pa-per, po-ta-to. */
        {{"Remember", "Paper", "Potato"}, 3, 3, 8},
        /* A word with its apostrophe is one, figures and dashes are none: does-n't, ever. */
        {{"2026 - it doesn't (ever) matter - 12%"}, 4, 1, 6},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_grade(rows[i].texts, rows[i].words, rows[i].sentences, rows[i].syllables);
}

/* A lone word of y syllables has 0.39 + 11.8 y - 15.59: below 0 with one, 8.4 with two. */
static void test_syllables(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        double grade;
    } rows[] = {
        {"go", 0},       {"made", 0},    {"hoped", 0},   {"trees", 0},     {"the", 0},
        {"why", 0},      {"hmm", 0},     {"table", 8.4}, {"wanted", 8.4},  {"needed", 8.4},
        {"people", 8.4}, {"agree", 8.4}, {"TABLE", 8.4}, {"banana", 20.2}, {"remembered", 20.2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double grade = grade_of(BLOCK_PARAGRAPH, (const char *const[]){rows[i].word, NULL});
        if (grade < rows[i].grade - 0.001 || grade > rows[i].grade + 0.001)
            fail_msg("%s: expected %.1f, got %.3f", rows[i].word, rows[i].grade, grade);
    }
}

/* Without words there is no grade, and no text is easier than 0. */
static void test_nothing_to_read(void **state)
{
    (void)state;
    const struct blocks none = {0};
    assert_true(reading_grade(&none) == 0);
    static const char *const texts[][2] = {{""}, {"..."}, {" \n "}, {"1, 2, 3."}};
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_true(grade_of(BLOCK_PARAGRAPH, texts[i]) == 0);
    assert_true(grade_of(BLOCK_PARAGRAPH, (const char *const[]){"We sit. You go.", NULL}) == 0);
}

/* Every kind of prose counts; what could not be read, and an exercise, does not. */
static void test_kinds_of_blocks(void **state)
{
    (void)state;
    static const char *const texts[] = {"Necessary operation", NULL};
    double grade = grade_of(BLOCK_PARAGRAPH, texts);
    assert_true(grade > 20);
    static const enum block_kind kinds[] = {BLOCK_HEADING, BLOCK_BULLET, BLOCK_NUMBERED,
                                            BLOCK_QUOTE};
    for (size_t i = 0; i < COUNT(kinds); i++)
        assert_true(grade_of(kinds[i], texts) == grade);
    assert_true(grade_of(BLOCK_FAULT, texts) == 0);
    struct block exercise = {.kind = BLOCK_EXERCISE}; /* as long as it has no words */
    const struct blocks blocks = {&exercise, 1, 1};
    assert_true(reading_grade(&blocks) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_syllables),
        cmocka_unit_test(test_nothing_to_read),
        cmocka_unit_test(test_kinds_of_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
