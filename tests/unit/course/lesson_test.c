/* Lessons that are well written: every part of the format arrives where it belongs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/course/lesson.h"

#define FRONT "---\nid: 1\ntitle: A lesson\nminutes: 12\ntouches: being let down\n---\n"

/* Parses TEXT, in which nothing may be wrong. */
static void parse(const char *text, struct lesson *lesson)
{
    struct issues issues = {0};
    struct fault fault = {0};
    enum err err = lesson_parse("l.md", text, strlen(text), lesson, &issues, &fault);
    if (issues.count)
        print_message("%d: %s\n", issues.items[0].line, issues.items[0].text);
    assert_string_equal(fault.text, "");
    assert_int_equal(err, OK);
    assert_int_equal(issues.count, 0);
    issues_free(&issues);
}

static const struct block *block_at(const struct blocks *blocks, size_t index)
{
    assert_true(index < blocks->count);
    return &blocks->items[index];
}

static void check_block(const struct blocks *blocks, size_t index, enum block_kind kind, int depth,
                        int line, const char *text)
{
    const struct block *block = block_at(blocks, index);
    assert_string_equal(block->prose.text, text);
    assert_int_equal(block->prose.length, strlen(text));
    assert_int_equal(block->kind, kind);
    assert_int_equal(block->depth, depth);
    assert_int_equal(block->line, line);
}

static void check_span(const struct block *block, size_t index, enum span_style style,
                       const char *text)
{
    assert_true(index < block->prose.span_count);
    struct span span = block->prose.spans[index];
    assert_int_equal(span.style, style);
    assert_int_equal(span.end - span.start, strlen(text));
    assert_memory_equal(block->prose.text + span.start, text, strlen(text));
}

static void test_front_matter_and_pages(void **state)
{
    (void)state;
    struct lesson lesson;
    parse(FRONT "\nBefore.\n\n## 1.1 One *page*\n\nWords.\n\n## 1.2 Two ##\n\nMore.\n\n"
                "## Sources\n\n- A book.\n",
          &lesson);
    assert_string_equal(lesson.id, "1");
    assert_string_equal(lesson.title, "A lesson");
    assert_string_equal(lesson.touches, "being let down");
    assert_int_equal(lesson.minutes, 12);
    check_block(&lesson.opening, 0, BLOCK_PARAGRAPH, 0, 8, "Before.");
    assert_int_equal(lesson.page_count, 2);
    assert_string_equal(lesson.pages[0].number, "1.1");
    assert_string_equal(lesson.pages[0].title, "One *page*");
    assert_int_equal(lesson.pages[0].line, 10);
    assert_string_equal(lesson.pages[1].number, "1.2");
    assert_string_equal(lesson.pages[1].title, "Two");
    check_block(&lesson.pages[1].blocks, 0, BLOCK_PARAGRAPH, 0, 16, "More.");
    check_block(&lesson.sources, 0, BLOCK_BULLET, 0, 20, "A book.");
    lesson_free(&lesson);
    assert_null(lesson.pages);
}

static void test_blocks_of_prose(void **state)
{
    (void)state;
    struct lesson lesson;
    parse(FRONT "## 1.1 Page\n\nOne line,\nand its end.  \nForced.\n\n### Inside\n\n- a\n- b\n"
                "  - deeper\n\n  b goes on\n\n7. seven\n8. eight\n\n> said\n>\n> - in it\n\n---\n",
          &lesson);
    const struct blocks *blocks = &lesson.pages[0].blocks;
    check_block(blocks, 0, BLOCK_PARAGRAPH, 0, 9, "One line, and its end.\nForced.");
    check_block(blocks, 1, BLOCK_HEADING, 0, 13, "Inside");
    check_block(blocks, 2, BLOCK_BULLET, 0, 15, "a");
    check_block(blocks, 3, BLOCK_BULLET, 0, 16, "b");
    check_block(blocks, 4, BLOCK_BULLET, 1, 17, "deeper");
    check_block(blocks, 5, BLOCK_PARAGRAPH, 1, 19, "b goes on");
    check_block(blocks, 6, BLOCK_NUMBERED, 0, 21, "seven");
    check_block(blocks, 7, BLOCK_NUMBERED, 0, 22, "eight");
    assert_int_equal(block_at(blocks, 6)->number, 7);
    assert_int_equal(block_at(blocks, 7)->number, 8);
    check_block(blocks, 8, BLOCK_QUOTE, 0, 24, "said");
    check_block(blocks, 9, BLOCK_BULLET, 1, 26, "in it");
    assert_int_equal(block_at(blocks, 10)->kind, BLOCK_RULE);
    assert_int_equal(blocks->count, 11);
    lesson_free(&lesson);
}

static void test_spans(void **state)
{
    (void)state;
    struct lesson lesson;
    parse(FRONT "## 1.1 Page\n\nAn *early **alarm** rings*, `so`. [a page](https://example.org/x) "
                "<https://example.org> [write](mailto:a@example.org) [next](02-next.md)\n",
          &lesson);
    const struct block *block = block_at(&lesson.pages[0].blocks, 0);
    assert_string_equal(block->prose.text,
                        "An early alarm rings, so. a page (https://example.org/x) "
                        "https://example.org write (a@example.org) next");
    assert_int_equal(block->prose.span_count, 7);
    check_span(block, 0, SPAN_EMPHASIS, "early alarm rings");
    check_span(block, 1, SPAN_STRONG, "alarm");
    check_span(block, 2, SPAN_CODE, "so");
    check_span(block, 3, SPAN_LINK, "a page");
    check_span(block, 4, SPAN_LINK, "https://example.org");
    check_span(block, 5, SPAN_LINK, "write");
    check_span(block, 6, SPAN_LINK, "next");
    lesson_free(&lesson);
}

static void test_entities(void **state)
{
    (void)state;
    struct lesson lesson;
    parse(FRONT "## 1.1 Page\n\n&lt;b&gt; &amp; &#233;&#x2019; &hellip; &unknown; &#27;[31m "
                "&#xD800; \\*plain\\*\n",
          &lesson);
    check_block(&lesson.pages[0].blocks, 0, BLOCK_PARAGRAPH, 0, 9,
                "<b> & \u00e9\u2019 \u2026 &unknown; \ufffd[31m \ufffd *plain*");
    lesson_free(&lesson);
}

static void test_exercises(void **state)
{
    (void)state;
    struct lesson lesson;
    parse(FRONT "## 1.1 Page\n\n```sort echo\nask: Where does\n  this belong?\nnote: No marks.\n"
                "columns:\n- now: Now\n- then: Then\ncards:\n- late: They came\n  home late.\n"
                "  > One\n  > comment.\n\n- quiet: They are quiet.\n```\n\n"
                "~~~ check   signs\nask: What fits?\nown:\n  Something else\n"
                "- sleep: I sleep: badly\n  - eat: I forget to eat\n~~~\n",
          &lesson);
    const struct blocks *blocks = &lesson.pages[0].blocks;
    assert_int_equal(blocks->count, 2);
    assert_int_equal(block_at(blocks, 0)->kind, BLOCK_EXERCISE);
    const struct exercise *sort = lesson_exercise(&lesson, "echo");
    assert_ptr_equal(sort, blocks->items[0].exercise);
    assert_int_equal(sort->kind, EXERCISE_SORT);
    assert_int_equal(sort->line, 9);
    assert_string_equal(exercise_field(sort, "ask"), "Where does this belong?");
    assert_string_equal(exercise_field(sort, "note"), "No marks.");
    assert_string_equal(exercise_field(sort, "hint"), "");
    assert_int_equal(exercise_list(sort, "columns")->count, 2);
    assert_null(exercise_list(sort, ""));
    const struct item *late = item_find(exercise_list(sort, "cards"), "late");
    assert_string_equal(late->text, "They came home late.");
    assert_string_equal(late->comment, "One comment.");
    assert_string_equal(item_find(exercise_list(sort, "cards"), "quiet")->comment, "");
    assert_null(item_find(exercise_list(sort, "cards"), "now"));
    assert_null(item_find(NULL, "now"));

    const struct exercise *check = lesson_exercise(&lesson, "signs");
    assert_string_equal(exercise_field(check, "own"), "Something else");
    assert_string_equal(item_find(exercise_list(check, ""), "sleep")->text, "I sleep: badly");
    assert_string_equal(item_find(exercise_list(check, ""), "eat")->text, "I forget to eat");
    assert_null(lesson_exercise(&lesson, "nobody"));
    lesson_free(&lesson);
}

static void test_every_kind(void **state)
{
    (void)state;
    struct lesson lesson;
    parse(FRONT "## 1.1 Page\n"
                "```reflect a\nask: A?\nhint: One line.\n```\n"
                "```rate b\nask: B?\nlow: none\nhigh: all\nnote: N.\n- one: One\n```\n"
                "```check c\nask: C?\nown: Else\nnote: N.\n- one: One\n- two: Two\n```\n"
                "```choose d\nask: D?\nscene: S.\nnote: N.\n- one: One\n  > 1\n- two: Two\n  > 2\n"
                "```\n"
                "```sort e\nask: E?\nnote: N.\ncolumns:\n- one: One\n- two: Two\ncards:\n"
                "- one: One\n- two: Two\n  > 2\n```\n"
                "```build f together\nask: F?\nform: When {saw}, {felt}.\nfeelings: felt\n"
                "end: E.\nslots:\n- saw: Saw\n  > eleven came\n- felt: Felt\nthen:\n- say: Say\n"
                "  > Maybe.\n- keep: Keep\n```\n"
                "```list g alone\nask: G?\nadd: One more\nweight: How big?\nlow: none\nhigh: all\n"
                "feelings: yes\nnote: N.\n- one: One\n```\n"
                "```breathe h\nask: H?\npractice: slow\nnote: N.\n```\n"
                "```promise i\nask: I?\nwhen: I wake\nwill: drink tea\nnote: N.\n```\n"
                "```experiment j\nask: J?\ntry: ask\nprediction: a no\nnote: N.\n```\n"
                "```letter k\nask: K?\nhint: Dear\ndate: When?\nnote: N.\n```\n"
                "```plan l\nask: L?\nnote: N.\nfields:\n- when: When\n  > at noon\n```\n"
                "```summary m\nask: M?\nagain: 1\nnote: N.\n```\n"
                "```helpline n\nask: N?\nline: abuse\n```\n```sheet o\nask: O?\nopen: plan\n```\n"
                "```safety p\nask: P?\n- one: One\n  > A reply.\n```\n"
                "```leave q\nask: Q?\n```\n```lock r\nask: R?\n```\n",
          &lesson);
    /* A practice stands in a file of its own. */
    assert_int_equal(lesson.pages[0].blocks.count, EXERCISE_KINDS - 1);
    for (size_t i = 0; i < EXERCISE_KINDS - 1; i++)
        assert_int_equal(lesson.pages[0].blocks.items[i].exercise->kind, i);
    assert_int_equal(lesson_exercise(&lesson, "f")->version, VERSION_TOGETHER);
    assert_int_equal(lesson_exercise(&lesson, "g")->version, VERSION_ALONE);
    assert_int_equal(lesson_exercise(&lesson, "h")->version, VERSION_ANY);
    lesson_free(&lesson);
}

/* What an exercise borrows it need not say itself; without a lender it must. */
static void test_borrowing(void **state)
{
    (void)state;
    struct lesson lesson;
    parse(FRONT "## 1.1 Page\n```rate a\nask: A?\nagain: 1\n```\n"
                "```choose b\nask: B?\ndeck: 1 2\n```\n"
                "```sort c\nask: C?\ndeck: 3\ncolumns:\n- one: One\n- two: Two\n```\n",
          &lesson);
    assert_int_equal(lesson.pages[0].blocks.count, 3);
    const struct exercise *rate = lesson_exercise(&lesson, "a");
    assert_string_equal(exercise_home(rate, "9"), "1");
    assert_string_equal(exercise_home(lesson_exercise(&lesson, "b"), "9"), "9");
    lesson_free(&lesson);
}

static void test_windows_file(void **state)
{
    (void)state;
    struct lesson lesson;
    parse("\xef\xbb\xbf---\r\nid: 1\r\ntitle: A lesson\r\nminutes: 12\r\n---\r\n\r\n## 1.1 Page\r\n"
          "\r\nTwo\r\nlines.\r\n\r\n```reflect a\r\nask: What?\r\n```\r\n",
          &lesson);
    assert_string_equal(lesson.title, "A lesson");
    assert_string_equal(lesson.pages[0].title, "Page");
    check_block(&lesson.pages[0].blocks, 0, BLOCK_PARAGRAPH, 0, 9, "Two lines.");
    assert_string_equal(exercise_field(lesson_exercise(&lesson, "a"), "ask"), "What?");
    lesson_free(&lesson);
}

static void test_a_broken_exercise_leaves_the_rest(void **state)
{
    (void)state;
    static const char text[] = FRONT "## 1.1 Page\n\nAbove.\n\n```relfect a\nask: A?\n```\n\n"
                                     "Below.\n\n```reflect b\nask: B?\n```\n";
    struct lesson lesson;
    struct issues issues = {0};
    assert_int_equal(lesson_parse("l.md", text, strlen(text), &lesson, &issues, NULL), OK);
    assert_int_equal(issues.count, 1);
    assert_string_equal(issues.items[0].file, "l.md");
    assert_int_equal(issues.items[0].line, 11);
    const struct blocks *blocks = &lesson.pages[0].blocks;
    assert_int_equal(blocks->count, 4);
    const struct block *fault = block_at(blocks, 1);
    assert_int_equal(fault->kind, BLOCK_FAULT);
    assert_null(fault->exercise);
    assert_non_null(strstr(fault->prose.text, "l.md, line 11: "));
    assert_non_null(strstr(fault->prose.text, "Did you mean \"reflect\"?"));
    check_block(blocks, 2, BLOCK_PARAGRAPH, 0, 15, "Below.");
    assert_non_null(lesson_exercise(&lesson, "b"));
    issues_free(&issues);
    lesson_free(&lesson);
}

static void test_issues_may_be_null(void **state)
{
    (void)state;
    static const char text[] = FRONT "## 1.1 Page\n\n```what\n```\n\x01\n";
    struct lesson lesson;
    assert_int_equal(lesson_parse("l.md", text, strlen(text), &lesson, NULL, NULL), OK);
    assert_int_equal(block_at(&lesson.pages[0].blocks, 0)->kind, BLOCK_FAULT);
    lesson_free(&lesson);
}

static void test_nothing_of_a_lesson(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "\n \n\t\n", "Dear diary,\n"};
    static const char *const sentences[] = {"l.md is empty. A lesson starts with",
                                            "l.md is empty. A lesson starts with",
                                            "l.md is not a lesson"};
    for (size_t i = 0; i < 3; i++) {
        struct lesson lesson;
        struct fault fault = {0};
        struct issues issues = {0};
        assert_int_equal(lesson_parse("l.md", texts[i], strlen(texts[i]), &lesson, &issues, &fault),
                         ERR_FORMAT);
        assert_memory_equal(fault.text, sentences[i], strlen(sentences[i]));
        issues_free(&issues);
        lesson_free(&lesson);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_front_matter_and_pages),
        cmocka_unit_test(test_blocks_of_prose),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_entities),
        cmocka_unit_test(test_exercises),
        cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_borrowing),
        cmocka_unit_test(test_windows_file),
        cmocka_unit_test(test_a_broken_exercise_leaves_the_rest),
        cmocka_unit_test(test_issues_may_be_null),
        cmocka_unit_test(test_nothing_of_a_lesson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
