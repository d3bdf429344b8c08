/* The course that mend brings holds what its plan promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "course/grade.h"
#include "mend/course/content.h"
#include "mend/course/table.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

enum { LESSONS = 10, WORDS_LEAST = 120, WORDS_MOST = 260 };

/* The ten lessons and, behind them, the closing. */
struct course {
    struct content content;
    struct lesson lessons[LESSONS + 1];
};

static int set_up(void **state)
{
    struct course *course = calloc(1, sizeof *course);
    struct issues issues = {0};
    struct fault fault = {0};
    *state = course;
    enum err err = content_open(getenv("MEND_CONTENT"), &course->content, &issues, &fault);
    bool eleven = !err && course->content.entry_count == LESSONS + 1;
    for (size_t i = 0; eleven && i <= LESSONS && !err; i++)
        err = content_lesson(&course->content, &course->content.entries[i], &course->lessons[i],
                             &issues, &fault);
    for (size_t i = 0; i < issues.count; i++)
        print_message("%s:%d: %s\n", issues.items[i].file, issues.items[i].line,
                      issues.items[i].text);
    if (err || !eleven || issues.count)
        print_message("this is not the whole course: %s\n", fault.text);
    int failed = err || !eleven || issues.count;
    issues_free(&issues);
    return failed;
}

static int tear_down(void **state)
{
    struct course *course = *state;
    for (size_t i = 0; i <= LESSONS; i++)
        lesson_free(&course->lessons[i]);
    content_close(&course->content);
    free(course);
    return 0;
}

static const struct page *find_page(const struct course *course, const char *number)
{
    for (size_t i = 0; i <= LESSONS; i++)
        for (size_t j = 0; j < course->lessons[i].page_count; j++)
            if (strcmp(course->lessons[i].pages[j].number, number) == 0)
                return &course->lessons[i].pages[j];
    fail_msg("there is no page %s", number);
    return NULL;
}

/* ---- pages ---- */

static void test_pages(void **state)
{
    const struct course *course = *state;
    static const size_t pages[LESSONS + 1] = {4, 4, 5, 5, 4, 4, 4, 4, 5, 5, 3};
    for (size_t i = 0; i <= LESSONS; i++) {
        const struct lesson *lesson = &course->lessons[i];
        const struct contents_entry *entry = &course->content.entries[i];
        assert_int_equal(lesson->page_count, pages[i]);
        assert_int_equal(entry->pages, pages[i]);
        assert_int_equal(entry->closing, i == LESSONS);
        for (size_t j = 0; j < lesson->page_count; j++) {
            char number[48];
            snprintf(number, sizeof number, "%zu.%zu", i + 1, j + 1);
            assert_string_equal(lesson->pages[j].number, number);
        }
        assert_true(lesson->ending.count > 0);
    }
}

static int count_words(const struct blocks *blocks)
{
    int words = 0;
    for (size_t i = 0; i < blocks->count; i++) {
        bool inside = false;
        for (const char *byte = blocks->items[i].prose.text; *byte; byte++) {
            bool space = strchr(" \n", *byte);
            words += !space && !inside;
            inside = !space;
        }
    }
    return words;
}

/* 120 to 260 words, then something to do. */
static void test_words_on_a_page(void **state)
{
    const struct course *course = *state;
    int outside = 0;
    for (size_t i = 0; i <= LESSONS; i++) {
        for (size_t j = 0; j < course->lessons[i].page_count; j++) {
            const struct page *page = &course->lessons[i].pages[j];
            int words = count_words(&page->blocks);
            bool fits = words >= WORDS_LEAST && words <= WORDS_MOST;
            if (!fits)
                print_message("page %s has %d words\n", page->number, words);
            outside += !fits;
        }
    }
    assert_int_equal(outside, 0);
}

/* ---- exercises ---- */

static size_t count_exercises(const struct page *page, enum exercise_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < page->blocks.count; i++) {
        const struct exercise *exercise = page->blocks.items[i].exercise;
        count += exercise && exercise->kind == kind;
    }
    return count;
}

/* What each page asks for, and how often when more than once. */
static void test_kinds_of_exercises(void **state)
{
    const struct course *course = *state;
    static const struct {
        const char *page;
        enum exercise_kind kind;
        size_t times;
    } rows[] = {
        {"1.1", EXERCISE_REFLECT, 1},  {"1.2", EXERCISE_CHECK, 1},
        {"1.3", EXERCISE_RATE, 1},     {"1.4", EXERCISE_SORT, 1},
        {"2.1", EXERCISE_CHECK, 1},    {"2.1", EXERCISE_PLAN, 1},
        {"2.2", EXERCISE_LIST, 2},     {"2.3", EXERCISE_CHOOSE, 1},
        {"2.3", EXERCISE_REFLECT, 1},  {"2.4", EXERCISE_RATE, 1},
        {"3.1", EXERCISE_LIST, 1},     {"3.2", EXERCISE_CHOOSE, 1},
        {"3.2", EXERCISE_PLAN, 1},     {"3.3", EXERCISE_BUILD, 1},
        {"3.4", EXERCISE_PROMISE, 1},  {"3.5", EXERCISE_EXPERIMENT, 1},
        {"3.5", EXERCISE_REFLECT, 1},  {"4.1", EXERCISE_CHOOSE, 3},
        {"4.1", EXERCISE_PLAN, 1},     {"4.2", EXERCISE_BUILD, 1},
        {"4.3", EXERCISE_BUILD, 1},    {"4.4", EXERCISE_CHECK, 1},
        {"4.5", EXERCISE_PLAN, 1},     {"5.1", EXERCISE_CHOOSE, 1},
        {"5.2", EXERCISE_PLAN, 1},     {"5.3", EXERCISE_LIST, 1},
        {"5.4", EXERCISE_SORT, 1},     {"5.4", EXERCISE_BREATHE, 1},
        {"5.4", EXERCISE_PLAN, 1},     {"5.4", EXERCISE_RATE, 1},
        {"6.1", EXERCISE_RATE, 1},     {"6.2", EXERCISE_SORT, 1},
        {"6.2", EXERCISE_PLAN, 1},     {"6.3", EXERCISE_SORT, 1},
        {"6.4", EXERCISE_LIST, 1},     {"6.4", EXERCISE_EXPERIMENT, 1},
        {"7.1", EXERCISE_CHOOSE, 4},   {"7.2", EXERCISE_RATE, 1},
        {"7.3", EXERCISE_CHECK, 1},    {"7.3", EXERCISE_REFLECT, 1},
        {"7.4", EXERCISE_BUILD, 1},    {"8.1", EXERCISE_RATE, 1},
        {"8.2", EXERCISE_PLAN, 1}, /* to reflect in two columns: each is one of its fields */
        {"8.3", EXERCISE_PLAN, 1},     {"8.3", EXERCISE_LETTER, 1},
        {"8.4", EXERCISE_CHECK, 1},    {"8.4", EXERCISE_PLAN, 1},
        {"9.1", EXERCISE_CHOOSE, 1},   {"9.1", EXERCISE_PLAN, 1},
        {"9.2", EXERCISE_RATE, 1},     {"9.2", EXERCISE_CHOOSE, 1}, /* weekly or monthly */
        {"9.3", EXERCISE_PROMISE, 1},  {"9.4", EXERCISE_LIST, 1},
        {"9.4", EXERCISE_REFLECT, 1},  {"9.5", EXERCISE_BUILD, 1},
        {"9.5", EXERCISE_RATE, 1},     {"10.1", EXERCISE_CHECK, 1},
        {"10.2", EXERCISE_CHOOSE, 1},  {"10.3", EXERCISE_LIST, 1},
        {"10.4", EXERCISE_PROMISE, 1}, {"10.5", EXERCISE_LIST, 1},
        {"11.1", EXERCISE_SUMMARY, 1}, {"11.2", EXERCISE_LETTER, 1},
        {"11.3", EXERCISE_LIST, 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (count_exercises(find_page(course, rows[i].page), rows[i].kind) < rows[i].times)
            fail_msg("page %s lacks an exercise of kind %d", rows[i].page, (int)rows[i].kind);
}

/* How many scales the ratings have whose number is part of their idea. */
static void test_scales(void **state)
{
    const struct course *course = *state;
    static const struct {
        const char *page;
        size_t scales;
    } rows[] = {{"1.3", 6}, {"2.4", 3}, {"5.4", 6}, {"7.2", 5}, {"8.1", 3}, {"9.5", 6}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct blocks *blocks = &find_page(course, rows[i].page)->blocks;
        bool found = false;
        for (size_t j = 0; j < blocks->count; j++) {
            const struct exercise *exercise = blocks->items[j].exercise;
            const struct item_list *scales =
                exercise && exercise->kind == EXERCISE_RATE ? exercise_list(exercise, "") : NULL;
            found |= scales && scales->count == rows[i].scales;
        }
        if (!found)
            fail_msg("page %s has no rating of %zu scales", rows[i].page, rows[i].scales);
    }
}

/* What is aimed at a partner can be done alone, and the other way round. */
static void test_both_versions(void **state)
{
    const struct course *course = *state;
    static const char *const pages[] = {"2.2", "3.2", "3.5", "4.1", "4.3", "4.5", "6.2", "6.3",
                                        "6.4", "7.4", "8.3", "9.1", "9.2", "9.4", "9.5"};
    for (size_t i = 0; i < COUNT(pages); i++) {
        const struct blocks *blocks = &find_page(course, pages[i])->blocks;
        int versions[3] = {0};
        for (size_t j = 0; j < blocks->count; j++)
            if (blocks->items[j].exercise)
                versions[blocks->items[j].exercise->version]++;
        if (!versions[VERSION_TOGETHER] || versions[VERSION_TOGETHER] != versions[VERSION_ALONE])
            fail_msg("page %s: %d together, %d alone", pages[i], versions[VERSION_TOGETHER],
                     versions[VERSION_ALONE]);
    }
}

/* Every second lesson ends with the question whether it left somebody worse off. */
static void test_worse_off(void **state)
{
    const struct course *course = *state;
    for (size_t i = 1; i < LESSONS; i += 2) {
        const struct blocks *ending = &course->lessons[i].ending;
        const struct exercise *last = NULL;
        for (size_t j = 0; j < ending->count; j++)
            last = ending->items[j].exercise ? ending->items[j].exercise : last;
        if (!last || strcmp(last->id, "worse-off") != 0)
            fail_msg("lesson %zu does not end with worse-off", i + 1);
        assert_int_equal(last->kind, EXERCISE_CHOOSE);
    }
}

/* The inventory is taken three times, with the same scales, and kept in one place. */
static void test_inventory(void **state)
{
    const struct course *course = *state;
    static const char *const lessons[] = {"1", "5", "9"};
    const struct item_list *scales = NULL;
    for (size_t i = 0; i < COUNT(lessons); i++) {
        const struct lesson *lesson = &course->lessons[atoi(lessons[i]) - 1];
        const struct exercise *inventory = lesson_exercise(lesson, "inventory");
        assert_non_null(inventory);
        assert_int_equal(inventory->kind, EXERCISE_RATE);
        assert_string_equal(exercise_home(inventory, lessons[i]), "1");
        const struct item_list *own = exercise_list(inventory, "");
        scales = scales ? scales : own;
        assert_int_equal(own->count, scales->count);
        for (size_t j = 0; j < own->count; j++)
            assert_string_equal(own->items[j].id, scales->items[j].id);
    }
    const struct exercise *summary = lesson_exercise(&course->lessons[LESSONS], "inventory");
    assert_non_null(summary);
    assert_string_equal(exercise_home(summary, "11"), "1");
}

/* ---- beside the lessons ---- */

static void test_questions(void **state)
{
    const struct course *course = *state;
    struct faq faq;
    assert_int_equal(content_faq(&course->content, &faq, NULL, NULL), OK);
    assert_int_equal(faq.count, 10);
    for (size_t i = 0; i < faq.count; i++) {
        assert_true(faq.questions[i].page->blocks.count > 0);
        find_page(course, faq.questions[i].target);
    }
    faq_free(&faq);
}

static void test_cards(void **state)
{
    const struct course *course = *state;
    struct table cards;
    struct issues issues = {0};
    size_t depths[4] = {0};
    assert_int_equal(content_cards(&course->content, &cards, &issues, NULL), OK);
    assert_int_equal(issues.count, 0);
    assert_true(cards.count >= 60);
    for (size_t i = 0; i < cards.count; i++)
        depths[*cards.rows[i].cells[CARD_DEPTH] - '0']++;
    for (size_t depth = 1; depth <= 3; depth++)
        assert_true(depths[depth] >= 18);
    table_free(&cards);
}

/* Enough of them for every lesson, and whatever the day is like. */
static void test_prompts(void **state)
{
    const struct course *course = *state;
    struct table prompts;
    struct issues issues = {0};
    size_t of[LESSONS + 1][TONES] = {{0}};
    assert_int_equal(content_prompts(&course->content, &prompts, &issues, NULL), OK);
    assert_int_equal(issues.count, 0);
    assert_true(prompts.count >= 96);
    for (size_t i = 0; i < prompts.count; i++)
        for (int tone = 0; tone < TONES; tone++)
            of[atoi(prompts.rows[i].cells[PROMPT_LESSON])][tone] +=
                strcmp(prompts.rows[i].cells[PROMPT_TONE], tone_names[tone].name) == 0;
    for (size_t lesson = 0; lesson <= LESSONS; lesson++) {
        size_t count = 0;
        for (int tone = 0; tone < TONES; tone++) {
            if (of[lesson][tone] == 0)
                fail_msg("lesson %zu has no prompt \"%s\"", lesson, tone_names[tone].name);
            count += of[lesson][tone];
        }
        assert_true(count >= (lesson ? 8 : 16));
    }
    table_free(&prompts);
}

/* Plain to read, and nothing demanded or taken for granted. */
static void test_voice_of_prompts(void **state)
{
    const struct course *course = *state;
    static const char *const words[] = {"should ",      "must ", "have to be", "your partner",
                                        "husband",      "wife",  "trauma",     "abuse",
                                        "forgive them", "!",     "why did"};
    struct table prompts;
    size_t finds = 0;
    assert_int_equal(content_prompts(&course->content, &prompts, NULL, NULL), OK);
    for (size_t i = 0; i < prompts.count; i++) {
        char *text = prompts.rows[i].cells[PROMPT_TEXT];
        struct block block = {.kind = BLOCK_PARAGRAPH, .prose = {.text = text}};
        const struct blocks blocks = {&block, 1, 1};
        double grade = reading_grade(&blocks);
        if (grade > 8)
            print_message("line %d: grade %.1f\n", prompts.rows[i].line, grade);
        finds += grade > 8;
        for (size_t j = 0; j < COUNT(words); j++) {
            if (!strcasestr(text, words[j]))
                continue;
            print_message("line %d: \"%s\"\n", prompts.rows[i].line, words[j]);
            finds++;
        }
    }
    table_free(&prompts);
    assert_int_equal(finds, 0);
}

/* Each of the nine is there, says when it is not for somebody, and takes six minutes at most. */
static void test_practices(void **state)
{
    const struct course *course = *state;
    static const char *const names[] = {"box", "slow",  "longer-out", "senses", "finger",
                                        "day", "place", "scan",       "muscles"};
    for (size_t i = 0; i < COUNT(names); i++) {
        struct exercise practice = {0};
        struct fault fault = {0};
        if (content_practice(&course->content, names[i], &practice, &fault) != OK)
            fail_msg("%s", fault.text);
        assert_true(strlen(exercise_field(&practice, "title")) > 0);
        assert_true(strlen(exercise_field(&practice, "not-when")) > 0);
        const struct item_list *steps = exercise_list(&practice, "steps");
        int seconds = 0;
        for (size_t j = 0; j < steps->count; j++) {
            const char *words;
            int step = practice_step_seconds(&steps->items[j], &words);
            assert_true(step > 0 && *words);
            seconds += step * practice_rounds(&practice);
        }
        if (seconds > 6 * 60)
            fail_msg("%s takes %d seconds", names[i], seconds);
        exercise_clear(&practice);
    }
}

/* Every verdict and every sweeping word is noticed when somebody writes it. */
static void test_words(void **state)
{
    const struct course *course = *state;
    struct table words;
    struct issues issues = {0};
    size_t unnoticed = 0;
    assert_int_equal(content_words(&course->content, &words, &issues, NULL), OK);
    assert_int_equal(issues.count, 0);
    assert_true(words.count >= 90);
    for (size_t i = 0; i < words.count; i++) {
        const struct table_row *row = &words.rows[i];
        bool feeling = strcmp(row->cells[WORD_KIND], word_kind_names[WORD_FEELING]) == 0;
        if (feeling || words_nudge(&words, row->cells[WORD_TEXT]) == row)
            continue;
        print_message("line %d: \"%s\" is never noticed\n", row->line, row->cells[WORD_TEXT]);
        unnoticed++;
    }
    table_free(&words);
    assert_int_equal(unnoticed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_words_on_a_page),
        cmocka_unit_test(test_kinds_of_exercises),
        cmocka_unit_test(test_scales),
        cmocka_unit_test(test_both_versions),
        cmocka_unit_test(test_worse_off),
        cmocka_unit_test(test_inventory),
        cmocka_unit_test(test_questions),
        cmocka_unit_test(test_cards),
        cmocka_unit_test(test_prompts),
        cmocka_unit_test(test_voice_of_prompts),
        cmocka_unit_test(test_practices),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
