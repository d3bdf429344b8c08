/*
 * tests/content/broken/ holds lessons with something wrong in them, each with what is to be said
 * about it: NAME.md and NAME.expected, lines "LINE: what is wrong". A page "Still here" at the
 * end of most of them has to open whatever stands above it.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "course/content_private.h"
#include "course/lint.h"
#include "mend/base/path.h"
#include "mend/base/utf8.h"

static const char folder[] = "tests/content/broken";
enum { AT_LEAST = 24, MEGABYTE = 1024 * 1024 };

static int is_lesson(const struct dirent *file)
{
    size_t length = strlen(file->d_name);
    return length > 3 && strcmp(file->d_name + length - 3, ".md") == 0;
}

static struct str read_file(const char *name, size_t length, const char *ending)
{
    struct str whole = {0};
    struct str bytes = {0};
    struct fault fault = {0};
    str_append(&whole, name, length);
    str_puts(&whole, ending);
    char *path = path_join(folder, str_text(&whole));
    if (content_read_file(path, &bytes, &fault))
        fail_msg("%s", fault.text);
    free(path);
    str_free(&whole);
    return bytes;
}

/* Whether the page that stands last in the file opens. */
static void check_still_here(const char *name, const struct str *bytes)
{
    struct lesson lesson;
    struct fault fault = {0};
    enum err err = lesson_parse(name, str_text(bytes), bytes->length, &lesson, NULL, &fault);
    if (err) {
        assert_int_equal(err, ERR_FORMAT);
        assert_non_null(strstr(fault.text, name));
    } else if (memmem(bytes->bytes, bytes->length, "Still here", 10)) {
        assert_true(lesson.page_count > 0);
        const struct page *last = &lesson.pages[lesson.page_count - 1];
        assert_string_equal(last->title, "Still here");
        assert_int_equal(last->blocks.count, 1);
        assert_int_equal(last->blocks.items[0].kind, BLOCK_PARAGRAPH);
    }
    lesson_free(&lesson);
}

static void check_file(const char *name)
{
    struct issues issues = {0};
    struct fault fault = {0};
    struct lint_expected nothing = {0};
    struct str found = {0};
    struct str bytes = read_file(name, strlen(name), "");
    struct str expected = read_file(name, strlen(name) - 3, ".expected");
    assert_int_equal(lint_lesson(name, str_text(&bytes), bytes.length, &nothing, &issues, &fault),
                     OK);
    for (size_t i = 0; i < issues.count; i++) {
        assert_string_equal(issues.items[i].file, name);
        str_printf(&found, "%d: %s\n", issues.items[i].line, issues.items[i].text);
    }
    assert_true(issues.count > 0);
    if (strcmp(str_text(&found), str_text(&expected)) != 0)
        fail_msg("%s, found:\n%sexpected:\n%s", name, str_text(&found), str_text(&expected));
    check_still_here(name, &bytes);
    issues_free(&issues);
    str_free(&found);
    str_free(&expected);
    str_free(&bytes);
}

static void test_broken_lessons(void **state)
{
    (void)state;
    struct dirent **files = NULL;
    int count = scandir(folder, &files, is_lesson, alphasort);
    assert_true(count >= AT_LEAST);
    for (int i = 0; i < count; i++) {
        check_file(files[i]->d_name);
        free(files[i]);
    }
    free(files);
}

/* Each file cut off, at every place (or a few), and with some of its bytes made others. */
static void test_damaged_lessons(void **state)
{
    (void)state;
    struct dirent **files = NULL;
    int count = scandir(folder, &files, is_lesson, alphasort);
    assert_true(count >= AT_LEAST);
    size_t step = getenv("MEND_TORTURE") ? 1 : 61;
    uint32_t random = 1;
    for (int i = 0; i < count; i++) {
        struct str bytes = read_file(files[i]->d_name, strlen(files[i]->d_name), "");
        for (size_t length = bytes.length; length > 0; length -= length < step ? length : step) {
            struct lesson lesson;
            struct fault fault = {0};
            random = random * 1664525 + 1013904223;
            bytes.bytes[(random >> 8) % length] = (char)(random >> 24);
            enum err err = lesson_parse("l.md", bytes.bytes, length, &lesson, NULL, &fault);
            assert_true(err == OK || err == ERR_FORMAT);
            assert_int_equal(err, fault.code);
            lesson_free(&lesson);
        }
        str_free(&bytes);
        free(files[i]);
    }
    free(files);
}

/* A lesson that goes on with COUNT times PIECE. */
static struct str repeat(const char *piece, size_t count)
{
    struct str text = {0};
    str_puts(&text, "---\nid: 1\ntitle: T\nminutes: 5\n---\n## 1.1 Page\n\n");
    for (size_t i = 0; i < count; i++)
        str_puts(&text, piece);
    return text;
}

static void test_ten_megabytes(void **state)
{
    (void)state;
    struct lesson lesson;
    struct fault fault = {0};
    struct issues issues = {0};
    struct str text = repeat("Ten bytes\n", MEGABYTE);
    assert_int_equal(lesson_parse("huge.md", text.bytes, text.length, &lesson, &issues, &fault),
                     ERR_FORMAT);
    assert_non_null(strstr(fault.text, "huge.md is larger than 1 MiB"));
    assert_int_equal(issues.count, 0);
    lesson_free(&lesson);
    str_free(&text);
}

/* Things inside things, and things by the thousand: in bounded memory, and without a long wait. */
static void test_endless_repetition(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "> ", "- ",    "1. ",         "> - ",       "*a ",  "**",       "[",        "![](a",
        "`",  "```\n", "```rate a\n", "## 1.1 x\n", "&#1;", "<b>",      "- x: y\n", "|-",
        "\t", "#\n",   "_a_ ",        "\x01",       "\xff", "a\n===\n",
    };
    size_t count = getenv("MEND_TORTURE") ? 100000 : 10000;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        struct lesson lesson;
        struct issues issues = {0};
        struct str text = repeat(pieces[i], count);
        assert_int_equal(lesson_parse("l.md", text.bytes, text.length, &lesson, &issues, NULL), OK);
        assert_in_range(lesson.page_count, 1, 200);
        assert_in_range(issues.count, 0, 100);
        for (size_t j = 0; j < lesson.pages[0].blocks.count; j++)
            assert_in_range(lesson.pages[0].blocks.items[j].depth, 0, 8);
        issues_free(&issues);
        lesson_free(&lesson);
        str_free(&text);
    }
}

/* Lists that go deeper line by line. */
static void test_deep_list(void **state)
{
    (void)state;
    struct lesson lesson;
    struct str text = repeat("", 0);
    for (int depth = 0; depth < 300; depth++)
        str_printf(&text, "%*s- level %d\n", depth * 2, "", depth);
    assert_int_equal(lesson_parse("l.md", text.bytes, text.length, &lesson, NULL, NULL), OK);
    const struct blocks *blocks = &lesson.pages[0].blocks;
    assert_int_equal(blocks->count, 300);
    assert_string_equal(blocks->items[299].prose.text, "level 299");
    assert_int_equal(blocks->items[2].depth, 2);
    assert_in_range(blocks->items[299].depth, 3, 8);
    lesson_free(&lesson);
    str_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_broken_lessons), cmocka_unit_test(test_damaged_lessons),
        cmocka_unit_test(test_ten_megabytes),  cmocka_unit_test(test_endless_repetition),
        cmocka_unit_test(test_deep_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
