/* The rules of the house: of one lesson, and of a whole folder. */
#include "room.h"

#include "course/lint.h"
#include "mend/base/str.h"
#include "mend/course/table.h"

/* ---- one lesson ---- */

struct row {
    const char *text; /* of a lesson, from line 6 on */
    size_t count;     /* of issues; one of them is */
    int line;         /* on this line */
    const char *words;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str text = {0};
        struct issues issues = {0};
        const struct lint_expected nothing = {0};
        str_printf(&text, "%s%s", FRONT("1", "One"), rows[i].text);
        assert_int_equal(
            lint_lesson("one.md", str_text(&text), text.length, &nothing, &issues, NULL), OK);
        if (issues.count != rows[i].count)
            print_message("row %zu: %s", i, rows[i].text);
        expect_issue(&issues, rows[i].count, "one.md", rows[i].line,
                     rows[i].words ? rows[i].words : "");
        issues_free(&issues);
        str_free(&text);
    }
}

#define PAGE "## 1.1 A page\n\n"
#define ASKING(name) "```reflect " name "\nask: Why?\n```\n"

/* On each page as many exercises are for two as are for one alone. */
static void test_versions(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {PAGE ASKING("a together") ASKING("b alone"), 0, 0, NULL},
        {PAGE ASKING("b alone") ASKING("c") ASKING("a together"), 0, 0, NULL},
        {PAGE ASKING("a together"), 1, 6, "1 exercises \"together\" and 0 \"alone\""},
        {PAGE ASKING("a alone"), 1, 6, "0 exercises \"together\" and 1 \"alone\""},
        {PAGE ASKING("a together") ASKING("b together") ASKING("c alone"), 1, 6,
         "2 exercises \"together\" and 1 \"alone\""},
        {PAGE ASKING("a together") "## 1.2 Another\n\n" ASKING("b alone"), 2, 11,
         "Page 1.2 has 0 exercises \"together\""},
    };
    check_rows(rows, COUNT(rows));
}

#define BUILD(form, more) PAGE "```build b\nask: What?\nform: " form "\n" more "```\n"
#define SLOTS "slots:\n- saw: What you saw\n- felt: What you felt\n"

/* Each gap of a form has its slot, and each slot its gap. */
static void test_forms(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {BUILD("When {saw}, I felt {felt}. {felt}, yes.", SLOTS), 0, 0, NULL},
        {BUILD("{saw} {felt}", "feelings: felt\n" SLOTS), 0, 0, NULL},
        {BUILD("{saw}, {felt}, {like}.", SLOTS), 1, 8, "a gap {like}, but there is no slot"},
        {BUILD("{saw}, {felt}, {}.", SLOTS), 1, 8, "a gap {}, but"},
        {BUILD("When {saw}.", SLOTS), 1, 8, "slot \"felt\" has no gap {felt}"},
        {BUILD("When {saw}, felt.", SLOTS), 1, 8, "slot \"felt\" has no gap {felt}"},
        {BUILD("{saw}, {felt}, {", SLOTS), 1, 8, "\"{\" without its \"}\""},
        {BUILD("{saw}, {felt", SLOTS), 2, 8, "\"{\" without its \"}\""},
        {BUILD("{saw and {felt}", SLOTS), 2, 8, "a gap {saw and {felt}, but"},
        {BUILD("{saw} {felt}", "feelings: yes\n" SLOTS), 1, 8, "there is no slot \"yes\""},
    };
    check_rows(rows, COUNT(rows));
}

#define CHOOSE(scene, text, comment)                                                               \
    PAGE "```choose c\nask: What?\nscene: " scene "\n- a: " text "\n  > " comment                  \
         "\n- b: B\n  > So.\n```\n"

/* No "!" and no five capitals in a row, in whatever is read; shorter ones are acronyms. */
static void test_tone(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {PAGE "EMDR, PTSD and TF-CBT help some. HELLo, NASA4LIFE.\n", 0, 0, NULL},
        {PAGE "It is NEVER so.\n", 1, 8, "shouted"},
        {PAGE "It is fine!\n", 1, 8, "shouted"},
        {PAGE "Words.\n\n- Fine!\n", 1, 10, "shouted"},
        {PAGE "Words.\n\n### Fine!\n", 1, 10, "shouted"},
        {"Welcome!\n\n" PAGE "Words.\n", 1, 6, "shouted"},
        {PAGE "Words.\n\n## Before you go\n\nWell done!\n", 1, 12, "shouted"},
        {CHOOSE("Quiet.", "Quiet", "Quiet."), 0, 0, NULL},
        {CHOOSE("Loud!", "Quiet", "Quiet."), 1, 8, "shouted"},
        {CHOOSE("Quiet.", "STOPPED", "Quiet."), 1, 8, "shouted"},
        {CHOOSE("Quiet.", "Quiet", "Loud!"), 1, 8, "shouted"},
        {PAGE "Words [1].\n\n## Sources\n\n1. Somebody, \"Stop!\"\n", 0, 0, NULL},
    };
    check_rows(rows, COUNT(rows));
}

#define SOURCES "\n## Sources\n\n1. One.\n2. Two.\n"

/* Each number in brackets has its source, each source is named somewhere. */
static void test_sources(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {PAGE "Words [1], more words [2].\n" SOURCES, 0, 0, NULL},
        {PAGE "Words [1] [2] [a] [1a] [ 7 ] 8] [9.\n" SOURCES, 0, 0, NULL},
        {PAGE "Words [1] [2] [3].\n" SOURCES, 1, 8, "no source [3]: the list below"},
        {PAGE "Words [1] [2] [0].\n" SOURCES, 1, 8, "no source [0]"},
        {PAGE "Words [1].\n" SOURCES, 1, 13, "No page names source [2]"},
        {PAGE "Words [2].\n" SOURCES, 1, 12, "No page names source [1]"},
        {PAGE "Words.\n" SOURCES, 2, 13, "No page names source [2]"},
        {PAGE "Words [1].\n", 1, 8, "no source [1]: the list below \"## Sources\" has 0"},
        {"Hello [1].\n\n" PAGE "Words.\n\n## Before you go\n\nGo [2].\n" SOURCES, 0, 0, NULL},
        {CHOOSE("Seen [1].", "A", "Known [2].") SOURCES, 0, 0, NULL},
        {CHOOSE("Seen [1].", "A", "Known [3] [2].") SOURCES, 1, 8, "no source [3]"},
    };
    check_rows(rows, COUNT(rows));
}

/*
 * A sentence of n words of one syllable reads at grade 0.39 n + 11.8 - 15.59: 9.86 with 35 words,
 * 10.25 with 36. What an exercise says does not count.
 */
static void test_grade(void **state)
{
    (void)state;
    for (int words = 35; words <= 36; words++) {
        struct str text = {0};
        str_puts(&text, PAGE);
        for (int i = 0; i < words; i++)
            str_puts(&text, "go ");
        str_puts(&text, "\n");
        const struct row row = {str_text(&text), words > 35, 6, "\"A page\" reads at grade 10."};
        check_rows(&row, 1);
        str_free(&text);
    }
    static const struct row exercise = {
        PAGE "Go.\n\n```reflect a\nask: Necessarily extraordinary organisational "
             "unquestionability?\n```\n",
        0, 0, NULL};
    check_rows(&exercise, 1);
}

#define GO "\n## Before you go\n\nGo.\n"
#define NO_SOURCE "\n## Sources\n\nNone.\n"

/* What has its place elsewhere: practices, and the two last headings. */
static void test_places(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {PAGE "Words.\n" GO NO_SOURCE, 0, 0, NULL},
        {PAGE "```practice calm\nnot-when: never\nsteps:\n- in: 4 In\n```\n", 1, 8,
         "A practice stands in practices.md"},
        {PAGE "Words.\n" GO "```practice calm\nnot-when: never\nsteps:\n- in: 4 In\n```\n", 1, 13,
         "A practice stands in practices.md"},
        {PAGE "Words.\n" GO "\n## 1.2 Late\n\nWords.\n", 1, 14,
         "Only \"## Sources\" may follow \"## Before you go\""},
        {PAGE "Words.\n" NO_SOURCE "\n## 1.2 Late\n\nWords.\n", 1, 14,
         "\"## Sources\" is the last heading"},
        {PAGE "Words.\n" NO_SOURCE GO, 1, 14, "\"## Sources\" is the last heading"},
        {PAGE "Words.\n" GO GO, 1, 14, "\"## Before you go\" stands here a second time"},
        {PAGE "Words.\n" NO_SOURCE NO_SOURCE, 1, 14, "\"## Sources\" stands here a second time"},
        {PAGE "Words.\n\n## Sources\n\n" ASKING("a"), 1, 12, "An exercise stands on a page"},
    };
    check_rows(rows, COUNT(rows));
}

/* ---- a folder ---- */

#define FIRST "## 1.1 A page\n\nUnder a tree we go and sit.\n"
#define SECOND "\n## 1.2 Next\n\nAnimals go.\n"
#define QUESTION(title, answer) "## " title "\n\n" answer "\n\n"
#define PRACTICE(steps)                                                                            \
    "## Calm\n\nSit.\n\n```practice calm\nnot-when: never\nsteps:\n" steps "```\n"

static const struct {
    const char *name;
    const char *text;
} good[] = {
    {"contents.md", "# A course\n\n1. [One](lessons/01.md), 5 minutes, 2 pages\n"
                    "2. Two, 9 minutes, 4 pages\n3. [Back](closing.md), 5 minutes, 1 page\n"},
    {"lessons/01.md", FRONT("1", "One") FIRST SECOND GO},
    {"closing.md", FRONT("3", "Back") "## 3.1 Back\n\nWords.\n" GO},
    {"faq.md", "# Questions\n\n" QUESTION("Why?", "See [it](closing.md#3.1).")
                   QUESTION("Who?", "See [it](closing.md#3.1).")},
    {"practices.md", PRACTICE("- in: 4 In\n- out: 6 Out\n")},
    {"cards.tsv", "# depth\n1\tone\tOne?\n2\ttwo\tTwo?\n\n3\tthree\tThree?\n"},
    {"words.tsv", "feeling\tsad\tsad\nsweeping\tnever\t\nverdict\tused\thurt\n"},
    {"prompts.tsv", "0\ttired\tone\tOne?\n10\talone\ttwo\tTwo.\n"},
};

static char *make_course(void)
{
    char *folder = make_folder();
    for (size_t i = 0; i < COUNT(good); i++)
        write_text(folder, good[i].name, good[i].text);
    return folder;
}

static void lint(const char *folder, struct lint_counts *counts, struct issues *issues)
{
    struct fault fault = {0};
    if (content_lint(folder, counts, issues, &fault) != OK)
        fail_msg("%s", fault.text);
}

static void test_a_folder_without_fault(void **state)
{
    (void)state;
    char *folder = make_course();
    struct lint_counts counts;
    struct issues issues = {0};
    lint(folder, &counts, &issues);
    expect_issue(&issues, 0, "", 0, "");
    assert_int_equal(counts.pages, 2);
    assert_int_equal(counts.pages_expected, 6); /* 4 of them not written yet */
    assert_int_equal(counts.questions, 2);
    assert_int_equal(counts.cards, 3);
    assert_int_equal(counts.prompts, 2);
    assert_int_equal(counts.practices, 1);
    assert_true(counts.closing);
    /* 3.1: 0; 1.1: 0.39 * 7 + 11.8 * 8 / 7 - 15.59; 1.2: 0.39 * 2 + 11.8 * 4 / 2 - 15.59. */
    assert_float_equal(counts.grade_median, 0.626, 0.001);
    assert_float_equal(counts.grade_highest, 8.79, 0.001);
    assert_string_equal(counts.grade_highest_of, "1.2");
    folder_remove(folder);
}

struct change {
    const char *name; /* of the file that becomes */
    const char *text;
    size_t count; /* of issues; one of them is in it */
    int line;
    const char *words;
};

/* In a folder without fault only the one file is changed, and afterwards put back. */
static void check_changes(const struct change *changes, size_t count)
{
    char *folder = make_course();
    for (size_t i = 0; i < count; i++) {
        const struct change *change = &changes[i];
        struct lint_counts counts;
        struct issues issues = {0};
        write_text(folder, change->name, change->text);
        lint(folder, &counts, &issues);
        if (issues.count != change->count)
            print_message("change %zu: %s\n", i, change->text);
        expect_issue(&issues, change->count, change->name, change->line,
                     change->words ? change->words : "");
        issues_free(&issues);
        for (size_t j = 0; j < COUNT(good); j++)
            if (strcmp(good[j].name, change->name) == 0)
                write_text(folder, good[j].name, good[j].text);
    }
    folder_remove(folder);
}

#define LESSON(text) FRONT("1", "One") text

/* A lesson has the pages its table says, 1 to n, and a few words to stop with. */
static void test_pages_of_the_table(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"lessons/01.md", LESSON(FIRST GO), 1, 1, "Page 1.2 is missing"},
        {"lessons/01.md", LESSON(SECOND GO), 1, 1, "Page 1.1 is missing"},
        {"lessons/01.md", LESSON(FIRST "\n## 1.3 Gap\n\nGo.\n" GO), 1, 1, "Page 1.2 is missing"},
        {"lessons/01.md", LESSON(FIRST SECOND "\n## 1.3 More\n\nGo.\n" GO), 1, 1,
         "has 3 pages, and 2 by the table"},
        {"lessons/01.md", LESSON(FIRST SECOND), 1, 1, "There is no \"## Before you go\""},
        {"lessons/01.md", LESSON(FIRST SECOND "\n## Before you go\n"), 1, 1,
         "There is no \"## Before you go\""},
        {"closing.md", FRONT("3", "Back") "## 3.1 Back\n\nWords.\n", 1, 1, "Before you go"},
    };
    check_changes(changes, COUNT(changes));

    char *folder = make_course();
    struct lint_counts counts;
    struct issues issues = {0};
    write_text(folder, "contents.md",
               "1. [One](lessons/01.md), 5 minutes, 4 pages\n2. Two, 9 minutes, 4 pages\n"
               "3. [Back](closing.md), 5 minutes\n");
    lint(folder, &counts, &issues);
    expect_issue(&issues, 2, "lessons/01.md", 1,
                 "Page 1.3 is missing: the table of contents says "
                 "that this lesson has 4 pages");
    expect_issue(&issues, 2, "lessons/01.md", 1, "Page 1.4 is missing");
    assert_int_equal(counts.pages, 2);
    assert_int_equal(counts.pages_expected, 8);
    issues_free(&issues);
    folder_remove(folder);
}

/* Each question has an answer, and each answer leads to a page that is there. */
static void test_questions(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"faq.md", "# Q\n\n" QUESTION("Why?", "Because."), 1, 3, "This answer leads to no page"},
        {"faq.md", "# Q\n\n" QUESTION("Why?", "See [it](lessons/01.md)."), 1, 3, "to no page"},
        {"faq.md", "# Q\n\n" QUESTION("Why?", "See [it](lessons/01.md#1.3)."), 1, 3, "to no page"},
        {"faq.md", "# Q\n\n" QUESTION("Why?", "See [it](lessons/01.md#9.1)."), 1, 3, "to no page"},
        {"faq.md", "# Q\n\n" QUESTION("Why?", "See [it](lessons/02.md#2.1)."), 1, 3, "to no page"},
        {"faq.md", QUESTION("Why?", "") QUESTION("Who?", "[It](lessons/01.md#1.1)"), 2, 1,
         "This question has no answer"},
        {"faq.md", QUESTION("Why?", "[It](lessons/01.md#1.1), now!"), 1, 3, "shouted"},
    };
    check_changes(changes, COUNT(changes));
}

/* Each practice has its block, and each step begins with its seconds. */
static void test_practices(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"practices.md", PRACTICE("- in: 4 In\n") "\n## Bare\n\nSit.\n", 1, 11,
         "\"Bare\" has no block \"```practice name\""},
        {"practices.md", "## Calm\n\nSit.\n\n" ASKING("calm"), 1, 1, "\"Calm\" has no block"},
        {"practices.md", PRACTICE("- in: 4 In\n- out: Breathe out\n"), 1, 5,
         "The step \"out\" begins with its seconds: \"- out: 4 Breathe in\""},
        {"practices.md", PRACTICE("- in: 0 In\n"), 1, 5, "The step \"in\""},
        {"practices.md", PRACTICE("- in: -4 In\n"), 1, 5, "The step \"in\""},
        {"practices.md", PRACTICE("- in: 4\n"), 1, 5, "The step \"in\""},
        {"practices.md", PRACTICE("- in: 4 In!\n"), 1, 5, "shouted"},
    };
    check_changes(changes, COUNT(changes));
}

#define CARD "1\tone\tOne?\n"
#define FEELING "feeling\tsad\tsad\n"

static void test_cards_and_words(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"cards.tsv", CARD "4\ttwo\tTwo?\n", 1, 2, "its depth: 1, 2 or 3"},
        {"cards.tsv", CARD "0\ttwo\tTwo?\n", 1, 2, "its depth: 1, 2 or 3"},
        {"cards.tsv", CARD "12\ttwo\tTwo?\n", 1, 2, "its depth: 1, 2 or 3"},
        {"cards.tsv", CARD "\ttwo\tTwo?\n", 1, 2, "its depth: 1, 2 or 3"},
        {"cards.tsv", CARD "1\tTwo\tTwo?\n", 1, 2, "is its name"},
        {"cards.tsv", CARD "1\ttwo words\tTwo?\n", 1, 2, "is its name"},
        {"cards.tsv", CARD "1\t\tTwo?\n", 1, 2, "is its name"},
        {"cards.tsv", CARD "1 two Two?\n", 1, 2, "its depth: 1, 2 or 3"},
        {"cards.tsv", "# one\n\n" CARD "2\tone\tTwo?\n", 1, 4, "a card \"one\" already, on line 3"},
        {"cards.tsv", CARD "1\ttwo\t \n", 1, 2, "its text, and it is empty"},
        {"cards.tsv", CARD "1\ttwo\n", 1, 2, "its text, and it is empty"},
        {"words.tsv", FEELING "mood\tblue\tsad\n", 1, 2, "feeling, verdict or sweeping"},
        {"words.tsv", FEELING "feelings\tblue\tsad\n", 1, 2, "feeling, verdict or sweeping"},
        {"words.tsv", FEELING "feeling\t\tsad\n", 1, 2, "is the word, and it is empty"},
        {"words.tsv", "#\n" FEELING "feeling\tsad\tlow\n", 1, 3, "\"sad\" stands on line 2"},
        {"words.tsv", FEELING "verdict\tsad\tlow\nsweeping\tever\n", 0, 0, NULL},
        {"words.tsv", FEELING "feeling\tblue\n", 1, 2, "The third column is missing"},
        {"words.tsv", FEELING "verdict\tused\t\n", 1, 2, "The third column is missing"},
    };
    check_changes(changes, COUNT(changes));
}

/* A word may be of two kinds, but not twice of the second either. */
static void test_a_word_twice_of_its_second_kind(void **state)
{
    (void)state;
    static const struct change change = {"words.tsv",
                                         FEELING "verdict\tsad\tlow\nverdict\tsad\tlow\n", 1, 3,
                                         "\"sad\" stands on line 2 already"};
    check_changes(&change, 1);
}

#define PROMPT "0\ttired\tone\tOne?\n"

static void test_prompts(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"prompts.tsv", PROMPT "11\ttired\ttwo\tTwo?\n", 1, 2, "its lesson: 1 to 10, or 0"},
        {"prompts.tsv", PROMPT "-1\ttired\ttwo\tTwo?\n", 1, 2, "its lesson: 1 to 10, or 0"},
        {"prompts.tsv", PROMPT "01\ttired\ttwo\tTwo?\n", 1, 2, "its lesson: 1 to 10, or 0"},
        {"prompts.tsv", PROMPT "1a\ttired\ttwo\tTwo?\n", 1, 2, "its lesson: 1 to 10, or 0"},
        {"prompts.tsv", PROMPT "4294967297\ttired\ttwo\tTwo?\n", 1, 2, "its lesson"},
        {"prompts.tsv", PROMPT "\ttired\ttwo\tTwo?\n", 1, 2, "its lesson: 1 to 10, or 0"},
        {"prompts.tsv", PROMPT "1 tired two Two?\n", 1, 2, "its lesson: 1 to 10, or 0"},
        {"prompts.tsv", PROMPT "1\ttried\ttwo\tTwo?\n", 1, 2, "its tone: steady, hopeful"},
        {"prompts.tsv", PROMPT "1\tTired\ttwo\tTwo?\n", 1, 2, "its tone: steady, hopeful"},
        {"prompts.tsv", PROMPT "1\t\ttwo\tTwo?\n", 1, 2, "its tone: steady, hopeful"},
        {"prompts.tsv", PROMPT "1\ttired\tTwo\tTwo?\n", 1, 2, "is its name"},
        {"prompts.tsv", PROMPT "1\ttired\ttwo words\tTwo?\n", 1, 2, "is its name"},
        {"prompts.tsv", PROMPT "1\ttired\t\tTwo?\n", 1, 2, "is its name"},
        {"prompts.tsv", "#\n" PROMPT "2\tangry\tone\tTwo?\n", 1, 3,
         "a prompt \"one\" already, on line 2"},
        {"prompts.tsv", PROMPT "1\ttired\ttwo\t \n", 1, 2, "its text, and it is empty"},
        {"prompts.tsv", PROMPT "1\ttired\ttwo\n", 1, 2, "its text, and it is empty"},
        {"prompts.tsv", PROMPT "1\ttired\ttwo\tTwo\n", 1, 2, "a question mark or a full stop"},
        {"prompts.tsv", PROMPT "1\ttired\ttwo\tTwo!\n", 1, 2, "a question mark or a full stop"},
        {"prompts.tsv", PROMPT "1\ttired\ttwo\tTwo \xe2\x80\xa6\n", 0, 0, NULL},
        {"prompts.tsv", PROMPT "1\ttired\ttwo\t...\n2\tangry\tthree\t?\n", 0, 0, NULL},
    };
    check_changes(changes, COUNT(changes));
}

/* Characters are what a person takes for one, not bytes. */
static void test_long_prompts(void **state)
{
    (void)state;
    static const char *const characters[] = {"a", "\xc3\xa9", "e\xcc\x81"};
    for (size_t i = 0; i < COUNT(characters); i++) {
        for (int extra = 0; extra < 2; extra++) {
            struct str text = {0};
            str_puts(&text, "1\ttired\tlong\t");
            for (int j = 0; j < PROMPT_TEXT_MOST - 1 + extra; j++)
                str_puts(&text, characters[i]);
            str_puts(&text, "?\n");
            struct change change = {"prompts.tsv", str_text(&text), (size_t)extra, extra,
                                    extra ? "has 141 characters; 140" : NULL};
            check_changes(&change, 1);
            str_free(&text);
        }
    }
}

/* What cannot be borrowed is told where it is wanted. */
static void test_loans(void **state)
{
    (void)state;
    static const struct change changes[] = {
        {"closing.md", FRONT("3", "Back") "## 3.1 Back\n\n```rate x\nask: Now?\nagain: 1\n```\n" GO,
         1, 8, "Lesson 1 has no exercise \"rate x\""},
        {"closing.md",
         FRONT("3", "Back") "## 3.1 Back\n\n```breathe x\nask: Go?\npractice: calm\n```\n" GO, 0, 0,
         NULL},
    };
    check_changes(changes, COUNT(changes));
}

/* The five files beside the lessons may be missing; one that cannot be read is told once. */
static void test_files_beside(void **state)
{
    (void)state;
    static const char *const names[] = {"faq.md", "practices.md", "cards.tsv", "words.tsv",
                                        "prompts.tsv"};
    char *folder = make_course();
    struct lint_counts counts;
    struct issues issues = {0};
    for (size_t i = 0; i < COUNT(names); i++)
        write_text(folder, names[i], NULL);
    lint(folder, &counts, &issues);
    expect_issue(&issues, 0, "", 0, "");
    assert_int_equal(counts.questions + counts.cards + counts.prompts + counts.practices, 0);
    write_text(folder, "faq.md", "");
    lint(folder, &counts, &issues);
    expect_issue(&issues, 1, "faq.md", 1, "is empty");
    issues_free(&issues);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_tone),
        cmocka_unit_test(test_sources),
        cmocka_unit_test(test_grade),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_a_folder_without_fault),
        cmocka_unit_test(test_pages_of_the_table),
        cmocka_unit_test(test_questions),
        cmocka_unit_test(test_practices),
        cmocka_unit_test(test_cards_and_words),
        cmocka_unit_test(test_a_word_twice_of_its_second_kind),
        cmocka_unit_test(test_prompts),
        cmocka_unit_test(test_long_prompts),
        cmocka_unit_test(test_loans),
        cmocka_unit_test(test_files_beside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
