/* What exercises borrow arrives; what is not there is told in their place. */
#include "room.h"

static const char table[] =
    "1. [One](lessons/01.md), 5 minutes\n2. [Two](lessons/02.md), 5 minutes\n"
    "3. Three, 5 minutes\n";

static const char first[] = FRONT("1", "One") "## 1.1 A page\n\n"
                                              "```rate inventory\nask: Then?\nlow: none\n"
                                              "high: full\nnote: Old.\n"
                                              "- care: They care\n- word: They keep it\n```\n"
                                              "```check ticks\nask: What?\n- a: A\n- b: B\n```\n";

static const char practices[] = "# Calm\n\n## A slow breath\n\nSit.\n\n"
                                "```practice slow\nnot-when: it hurts\nrounds: 3\nsteps:\n"
                                "- in: 4 Breathe in\n- out: 6 Breathe out\n```\n\n"
                                "## Around you\n\nLook.\n\n"
                                "```practice senses\nnot-when: never\nsteps:\n- see: 20 See\n```\n";

static const char cards[] = "1\tone\tOne?\n2\ttwo\tTwo?\n3\tthree\tThree?\n1\tfour\tFour?\n";

static char *make_course(void)
{
    char *folder = make_folder();
    write_text(folder, "contents.md", table);
    write_text(folder, "lessons/01.md", first);
    write_text(folder, "practices.md", practices);
    write_text(folder, "cards.tsv", cards);
    return folder;
}

/* Lesson 2, with TEXT from line 6 on, as a reader gets it. With ISSUES NULL nobody is told. */
static struct lesson read_second(const char *folder, const char *text, struct issues *issues)
{
    struct content content;
    struct lesson lesson;
    struct fault fault = {0};
    char *bytes = NULL;
    assert_true(asprintf(&bytes, "%s%s", FRONT("2", "Two"), text) > 0);
    write_text(folder, "lessons/02.md", bytes);
    free(bytes);
    assert_int_equal(content_open(folder, &content, NULL, NULL), OK);
    enum err err = content_lesson(&content, content_entry(&content, "2"), &lesson, issues,
                                  issues ? &fault : NULL);
    assert_int_equal(err, OK);
    assert_string_equal(fault.text, "");
    content_close(&content);
    return lesson;
}

static void expect_fields(const struct exercise *exercise, const char *const (*fields)[2],
                          size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(exercise_field(exercise, fields[i][0]), fields[i][1]);
}

/* The list NAME has the items of ITEMS, each an id and a text, and no more. */
static void expect_items(const struct exercise *exercise, const char *name,
                         const char *const (*items)[2], size_t count)
{
    const struct item_list *list = exercise_list(exercise, name);
    assert_non_null(list);
    assert_int_equal(list->count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(list->items[i].id, items[i][0]);
        assert_string_equal(list->items[i].text, items[i][1]);
        assert_string_equal(list->items[i].comment, "");
    }
}

#define PAGE "## 2.1 A page\n\nWords.\n\n"

static const char *const scales[][2] = {{"care", "They care"}, {"word", "They keep it"}};

/* What is taken again brings its scales and their ends; the rest it says itself. */
static void test_again(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *fields[4][2];
    } rows[] = {
        {"```rate inventory\nask: Now?\nagain: 1\n```\n",
         {{"ask", "Now?"}, {"low", "none"}, {"high", "full"}, {"note", ""}}},
        {"```rate inventory\nask: Now?\nlow: nil\nagain: 1\nnote: New.\n```\n",
         {{"ask", "Now?"}, {"low", "nil"}, {"high", "full"}, {"note", "New."}}},
        {"```summary inventory\nask: So far?\nagain: 1\nnote: Mine.\n```\n",
         {{"ask", "So far?"}, {"low", "none"}, {"high", "full"}, {"note", "Mine."}}},
    };
    char *folder = make_course();
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[512];
        struct issues issues = {0};
        snprintf(text, sizeof text, "%s%s", PAGE, rows[i].text);
        struct lesson lesson = read_second(folder, text, &issues);
        expect_issue(&issues, 0, "", 0, "");
        const struct exercise *exercise = lesson_exercise(&lesson, "inventory");
        assert_non_null(exercise);
        expect_fields(exercise, rows[i].fields, 4);
        expect_items(exercise, "", scales, 2);
        assert_string_equal(exercise_home(exercise, "2"), "1");
        lesson_free(&lesson);
    }
    folder_remove(folder);
}

/* Answers belong to the lesson they are given in, unless they are given again. */
static void test_home(void **state)
{
    (void)state;
    char *folder = make_course();
    struct lesson lesson =
        read_second(folder, PAGE "```breathe calm\nask: Go?\npractice: slow\n```\n", NULL);
    assert_string_equal(exercise_home(lesson_exercise(&lesson, "calm"), "2"), "2");
    lesson_free(&lesson);
    folder_remove(folder);
}

/* Cards of the asked depths come in the order of their file; columns are one's own. */
static void test_deck(void **state)
{
    (void)state;
    static const char *const light[][2] = {{"one", "One?"}, {"four", "Four?"}};
    static const char *const some[][2] = {{"one", "One?"}, {"three", "Three?"}, {"four", "Four?"}};
    static const char *const columns[][2] = {{"ask", "Ask"}, {"never", "Never"}};
    char *folder = make_course();
    struct lesson lesson = read_second(
        folder,
        PAGE "```choose draw\nask: Which?\ndeck: 1\nnote: Mine.\n```\n"
             "```sort deal\nask: Where?\ndeck: 3 1\ncolumns:\n- ask: Ask\n- never: Never\n```\n",
        NULL);
    const struct exercise *draw = lesson_exercise(&lesson, "draw");
    expect_items(draw, "", light, 2);
    assert_string_equal(exercise_field(draw, "note"), "Mine.");
    expect_items(lesson_exercise(&lesson, "deal"), "cards", some, 3);
    expect_items(lesson_exercise(&lesson, "deal"), "columns", columns, 2);
    lesson_free(&lesson);
    folder_remove(folder);
}

static const char *const breaths[][2] = {{"in", "4 Breathe in"}, {"out", "6 Breathe out"}};

/* A practice comes with its name, its warning, its rounds and its steps, wherever it is wanted. */
static void test_practice(void **state)
{
    (void)state;
    static const char *const fields[][2] = {{"ask", "Go?"},           {"title", "A slow breath"},
                                            {"not-when", "it hurts"}, {"rounds", "3"},
                                            {"note", "Mine."},        {"practice", "slow"}};
    char *folder = make_course();
    struct issues issues = {0};
    struct lesson lesson =
        read_second(folder,
                    PAGE "```breathe calm\nask: Go?\npractice: slow\nnote: Mine.\n```\n\n"
                         "## Before you go\n\n```breathe last\nask: More?\npractice: senses\n```\n",
                    &issues);
    expect_issue(&issues, 0, "", 0, "");
    const struct exercise *calm = lesson_exercise(&lesson, "calm");
    expect_fields(calm, fields, COUNT(fields));
    expect_items(calm, "steps", breaths, 2);
    assert_int_equal(practice_rounds(calm), 3);
    assert_int_equal(lesson.ending.count, 1);
    const struct exercise *last = lesson.ending.items[0].exercise;
    assert_non_null(last);
    assert_string_equal(exercise_field(last, "title"), "Around you");
    assert_int_equal(exercise_list(last, "steps")->count, 1);
    assert_int_equal(practice_rounds(last), 1);
    lesson_free(&lesson);
    folder_remove(folder);
}

static void test_practice_by_its_name(void **state)
{
    (void)state;
    char *folder = make_course();
    struct content content = {.folder = folder};
    struct exercise exercise = {0};
    struct fault fault = {0};
    assert_int_equal(content_practice(&content, "slow", &exercise, &fault), OK);
    assert_string_equal(exercise_field(&exercise, "title"), "A slow breath");
    assert_string_equal(exercise_field(&exercise, "not-when"), "it hurts");
    assert_string_equal(exercise_field(&exercise, "rounds"), "3");
    expect_items(&exercise, "steps", breaths, 2);
    exercise_clear(&exercise);

    exercise = (struct exercise){0};
    assert_int_equal(content_practice(&content, "fast", &exercise, &fault), ERR_NOT_FOUND);
    assert_non_null(strstr(fault.text, "no practice \"fast\""));
    write_text(folder, "practices.md", NULL);
    assert_int_equal(content_practice(&content, "slow", &exercise, &fault), ERR_NOT_FOUND);
    assert_non_null(strstr(fault.text, "practices.md is not there"));
    exercise_clear(&exercise);
    folder_remove(folder);
}

/* ---- what is not there ---- */

#define AGAIN(id, lesson) "```rate " id "\nask: Now?\nagain: " lesson "\n```\n"

/* TEXT on line 10 of lesson 2 is replaced by WORDS with file and line; what follows stays. */
static void check_missing(const char *folder, const char *text, const char *words)
{
    struct issues issues = {0};
    char *page = NULL;
    assert_true(asprintf(&page, "%s%s\nAfter.\n", PAGE, text) > 0);
    struct lesson lesson = read_second(folder, page, &issues);
    expect_issue(&issues, 1, "lessons/02.md", 10, words);
    assert_int_equal(lesson.pages[0].blocks.count, 3);
    const struct block *block = &lesson.pages[0].blocks.items[1];
    assert_int_equal(block->kind, BLOCK_FAULT);
    assert_int_equal(block->line, 10);
    assert_null(block->exercise);
    assert_int_equal(block->prose.length, strlen(block->prose.text));
    assert_ptr_equal(strstr(block->prose.text, "lessons/02.md:10: "), block->prose.text);
    assert_non_null(strstr(block->prose.text, words));
    assert_string_equal(lesson.pages[0].blocks.items[2].prose.text, "After.");
    lesson_free(&lesson);
    issues_free(&issues);
    lesson = read_second(folder, page, NULL); /* and nobody needs to be told */
    assert_int_equal(lesson.pages[0].blocks.items[1].kind, BLOCK_FAULT);
    lesson_free(&lesson);
    free(page);
}

static void test_missing(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *words;
    } rows[] = {
        {AGAIN("inventory", "9"), "Lesson 9 has no exercise \"rate inventory\""},
        {AGAIN("inventory", "3"), "Lesson 3 has no exercise"}, /* it is not written */
        {AGAIN("stock", "1"), "Lesson 1 has no exercise \"rate stock\""},
        {AGAIN("ticks", "1"), "Lesson 1 has no exercise \"rate ticks\""}, /* a check */
        {"```summary stock\nask: Now?\nagain: 1\n```\n", "\"rate stock\""},
        {"```breathe calm\nask: Go?\npractice: fast\n```\n", "no practice \"fast\""},
        {"```choose draw\nask: Which?\ndeck: 7\n```\n", "no cards of depth \"7\""},
    };
    char *folder = make_course();
    for (size_t i = 0; i < COUNT(rows); i++)
        check_missing(folder, rows[i].text, rows[i].words);
    write_text(folder, "cards.tsv", NULL);
    check_missing(folder, "```choose draw\nask: Which?\ndeck: 1\n```\n", "cards.tsv is not there");
    write_text(folder, "practices.md", NULL);
    check_missing(folder, "```breathe calm\nask: Go?\npractice: slow\n```\n",
                  "practices.md is not there");
    write_text(folder, "lessons/01.md", NULL);
    check_missing(folder, AGAIN("inventory", "1"), "Lesson 1 has no exercise");
    folder_remove(folder);
}

/* What lesson 1 itself only takes again cannot be lent without its scales. */
static void test_again_of_what_is_taken_again(void **state)
{
    (void)state;
    char *folder = make_course();
    write_text(folder, "lessons/01.md",
               FRONT("1", "One") "## 1.1 A page\n\n" AGAIN("inventory", "2"));
    struct issues issues = {0};
    struct lesson lesson = read_second(folder, PAGE AGAIN("inventory", "1"), &issues);
    expect_issue(&issues, 1, "lessons/02.md", 10, "");
    assert_int_equal(lesson.pages[0].blocks.items[1].kind, BLOCK_FAULT);
    lesson_free(&lesson);
    issues_free(&issues);
    folder_remove(folder);
}

/* ---- rounds and seconds ---- */

static void test_rounds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int rounds;
    } rows[] = {{"", 1},     {"0", 1},   {"-3", 1},
                {"many", 1}, {"1", 1},   {"3", 3},
                {"60", 60},  {"61", 60}, {"99999999999999999999", 60}};
    const struct exercise none = {0};
    assert_int_equal(practice_rounds(&none), 1);
    for (size_t i = 0; i < COUNT(rows); i++) {
        char name[] = "rounds";
        struct field field = {name, strdup(rows[i].text)};
        const struct exercise exercise = {.fields = &field, .field_count = 1};
        assert_int_equal(practice_rounds(&exercise), rows[i].rounds);
        free(field.text);
    }
}

static void test_step_seconds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int seconds;
        const char *words;
    } rows[] = {
        {"4 Breathe in", 4, "Breathe in"},
        {"20   See  it", 20, "See  it"},
        {"Breathe in", 0, "Breathe in"},
        {"0 In", 0, "In"},
        {"-5 In", 0, "In"},
        {"4", 4, ""},
        {"600 Long", 600, "Long"},
        {"601 Long", 600, "Long"},
        {"99999999999999999999 Long", 600, "Long"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct item step = {.text = strdup(rows[i].text)};
        const char *words;
        assert_int_equal(practice_step_seconds(&step, &words), rows[i].seconds);
        assert_string_equal(words, rows[i].words);
        free(step.text);
    }
}

/* ---- questions ---- */

/* Each answer leads to the first page it names itself, not to one of its neighbours. */
static void test_questions(void **state)
{
    (void)state;
    static const char *const questions[][2] = {
        {"Is there none?", ""},     {"One?", "1.1"},   {"Two?", "2.3"},
        {"A lesson, no page?", ""}, {"Last?", "10.5"},
    };
    char *folder = make_course();
    struct content content = {.folder = folder};
    struct faq faq;
    struct fault fault = {0};
    struct issues issues = {0};
    write_text(folder, "faq.md",
               "# Questions\n\nSee [all](lessons/01.md#9.9).\n\n## Is there none?\n\nNo.\n\n"
               "## One?\n\nSee [it](lessons/01.md#1.1).\n\n"
               "## Two?\n\nSay.\n\n- [It](lessons/02.md#2.3)\n- [That](lessons/02.md#2.4)\n\n"
               "## A lesson, no page?\n\nSee [it](lessons/02.md).\n\n"
               "## Last?\n\nSee [it](lessons/10.md#10.5) and\n[that](lessons/01.md#1.1).\n");
    assert_int_equal(content_faq(&content, &faq, &issues, &fault), OK);
    expect_issue(&issues, 0, "", 0, "");
    assert_int_equal(faq.count, COUNT(questions));
    for (size_t i = 0; i < faq.count; i++) {
        assert_string_equal(faq.questions[i].page->title, questions[i][0]);
        assert_string_equal(faq.questions[i].target, questions[i][1]);
        assert_int_equal(faq.questions[i].page->blocks.count, i == 2 ? 3 : 1);
    }
    faq_free(&faq);
    write_text(folder, "faq.md", NULL);
    assert_int_equal(content_faq(&content, &faq, &issues, &fault), ERR_NOT_FOUND);
    assert_non_null(strstr(fault.text, "faq.md is not there"));
    assert_null(faq.questions);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_again),
        cmocka_unit_test(test_home),
        cmocka_unit_test(test_deck),
        cmocka_unit_test(test_practice),
        cmocka_unit_test(test_practice_by_its_name),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_again_of_what_is_taken_again),
        cmocka_unit_test(test_rounds),
        cmocka_unit_test(test_step_seconds),
        cmocka_unit_test(test_questions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
