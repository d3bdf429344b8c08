/* `mend lint` over a folder, and over the lessons that mend itself brings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "course/content_private.h"
#include "course/lint.h"
#include "mend/base/path.h"
#include "mend/base/str.h"
#include "mend/cli/lint.h"
#include "mend/course/content.h"
#include "support/folder.h"

#define LESSON(id, title)                                                                          \
    "---\nid: " id "\ntitle: " title "\nminutes: 5\n---\n## " id ".1 A page\n\nHi.\n"

static void write_text(const char *folder, const char *name, const char *text)
{
    char *path = path_join(folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    free(path);
}

/* A folder with two lessons in which nothing is wrong. */
static char *make_course(void)
{
    char *folder = folder_make();
    char *lessons = path_join(folder, "lessons");
    assert_int_equal(mkdir(lessons, 0700), 0);
    free(lessons);
    write_text(folder, "contents.md",
               "# A course\n\n1. [One](lessons/01-one.md), about 5 minutes\n"
               "2. [Two](lessons/02-two.md), about 5 minutes\n3. Three, about 9 minutes\n");
    write_text(folder, "lessons/01-one.md", LESSON("1", "One") "\nOn to [two](02-two.md).\n");
    write_text(folder, "lessons/02-two.md", LESSON("2", "Two"));
    return folder;
}

/* The finds in FOLDER must be COUNT, the first of them in NAME at LINE with WORDS in it. */
static void check_lint(const char *folder, size_t count, const char *name, int line,
                       const char *words)
{
    struct lint_counts counts;
    struct issues issues = {0};
    struct fault fault = {0};
    assert_int_equal(content_lint(folder, &counts, &issues, &fault), OK);
    for (size_t i = 0; i < issues.count && issues.count != count; i++)
        print_message("%s:%d: %s\n", issues.items[i].file, issues.items[i].line,
                      issues.items[i].text);
    assert_int_equal(issues.count, count);
    if (count) {
        char *path = path_join(folder, name);
        assert_string_equal(issues.items[0].file, path);
        assert_int_equal(issues.items[0].line, line);
        assert_non_null(strstr(issues.items[0].text, words));
        free(path);
    }
    issues_free(&issues);
}

static void test_nothing_wrong(void **state)
{
    (void)state;
    char *folder = make_course();
    check_lint(folder, 0, NULL, 0, NULL);
    folder_remove(folder);
}

static void test_lesson_and_table_disagree(void **state)
{
    (void)state;
    char *folder = make_course();
    write_text(folder, "lessons/01-one.md", LESSON("3", "One"));
    check_lint(folder, 1, "lessons/01-one.md", 1, "lesson \"3\" here and lesson \"1\"");
    write_text(folder, "lessons/01-one.md", LESSON("1", "Won"));
    check_lint(folder, 1, "lessons/01-one.md", 1, "\"Won\" here and \"One\"");
    write_text(folder, "lessons/01-one.md",
               "---\nid: 1\ntitle: One\nminutes: 7\n---\n## 1.1 A page\n\nHi.\n");
    check_lint(folder, 1, "lessons/01-one.md", 1, "7 minutes here and 5");
    folder_remove(folder);
}

static void test_files_and_links(void **state)
{
    (void)state;
    char *folder = make_course();
    write_text(folder, "lessons/03-three.md", LESSON("3", "Three"));
    check_lint(folder, 1, "lessons/03-three.md", 1, "nobody can open it");
    char *path = path_join(folder, "lessons/03-three.md");
    assert_int_equal(unlink(path), 0);
    free(path);

    write_text(folder, "lessons/01-one.md", LESSON("1", "One") "\nOn to [two](2.md).\n");
    check_lint(folder, 1, "lessons/01-one.md", 10, "\"2.md\" leads nowhere");

    write_text(folder, "lessons/01-one.md", LESSON("1", "One"));
    path = path_join(folder, "lessons/02-two.md");
    assert_int_equal(unlink(path), 0);
    free(path);
    check_lint(folder, 1, "contents.md", 4, "02-two.md is not there");
    folder_remove(folder);
}

static void test_files_that_are_no_lessons(void **state)
{
    (void)state;
    char *folder = make_course();
    write_text(folder, "lessons/01-one.md", "");
    check_lint(folder, 1, "lessons/01-one.md", 1, "is empty");
    struct str huge = {0};
    while (huge.length <= 1024 * 1024)
        str_puts(&huge, "Twenty bytes a line\n");
    write_text(folder, "lessons/01-one.md", str_text(&huge));
    check_lint(folder, 1, "lessons/01-one.md", 1, "larger than 1 MiB");
    str_free(&huge);
    folder_remove(folder);
}

static void test_order_of_finds(void **state)
{
    (void)state;
    char *folder = make_course();
    write_text(folder, "lessons/01-one.md",
               "---\nid: 1\ntitle: One\nminutes: 5\n---\n## 1.1 Empty\n\n## 1.2 Page\n\n"
               "```x y\n```\n\n[z](z.md)\n");
    struct lint_counts counts;
    struct issues issues = {0};
    assert_int_equal(content_lint(folder, &counts, &issues, NULL), OK);
    assert_int_equal(issues.count, 3);
    assert_int_equal(issues.items[0].line, 6);
    assert_int_equal(issues.items[1].line, 10);
    assert_int_equal(issues.items[2].line, 13);
    issues_free(&issues);
    folder_remove(folder);
}

/* Whoever copies the example of content/README.md starts from a lesson that is right. */
static void test_example_in_readme(void **state)
{
    (void)state;
    static const char fence[] = "\n~~~~\n";
    struct str readme = {0};
    assert_int_equal(content_read_file("content/README.md", &readme, NULL), OK);
    char *start = strstr(str_text(&readme), fence);
    assert_non_null(start);
    start += strlen(fence);
    char *end = strstr(start, fence);
    assert_non_null(end);
    struct issues issues = {0};
    struct lint_expected nothing = {0};
    size_t length = (size_t)(end + 1 - start);
    assert_int_equal(lint_lesson("README", start, length, &nothing, &issues, NULL), OK);
    for (size_t i = 0; i < issues.count; i++)
        print_message("%d: %s\n", issues.items[i].line, issues.items[i].text);
    assert_int_equal(issues.count, 0);
    struct lesson lesson;
    assert_int_equal(lesson_parse("README", start, length, &lesson, NULL, NULL), OK);
    assert_int_equal(lesson.page_count, 2);
    assert_non_null(lesson_exercise(&lesson, "my-pause"));
    assert_non_null(lesson_exercise(&lesson, "reply"));
    lesson_free(&lesson);
    str_free(&readme);
}

static void test_table_of_contents(void **state)
{
    (void)state;
    struct content content;
    struct issues issues = {0};
    assert_int_equal(content_open("content", &content, &issues, NULL), OK);
    assert_int_equal(issues.count, 0);
    assert_int_equal(content.entry_count, 11);
    for (size_t i = 0; i < content.entry_count; i++)
        assert_in_range(content.entries[i].minutes, 10, 20);
    assert_string_equal(content.entries[0].title, "The foundation of trust");
    assert_string_equal(content.entries[0].file, "lessons/01-the-foundation-of-trust.md");
    content_close(&content);
}

/* ---- what the command prints ---- */

/* Runs cli_lint() with standard output and error going to OUTPUT. */
static int run_lint(const char *folder, struct str *output)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    fflush(NULL);
    int out = dup(STDOUT_FILENO);
    int err = dup(STDERR_FILENO);
    dup2(fileno(file), STDOUT_FILENO);
    dup2(fileno(file), STDERR_FILENO);
    int status = cli_lint(folder, false);
    fflush(NULL);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    rewind(file);
    for (int byte = fgetc(file); byte != EOF; byte = fgetc(file))
        str_putc(output, (char)byte);
    fclose(file);
    return status;
}

static void test_command(void **state)
{
    (void)state;
    char *folder = make_course();
    struct str output = {0};
    struct str expected = {0};
    assert_int_equal(run_lint(folder, &output), 0);
    assert_string_equal(str_text(&output), "");

    write_text(folder, "lessons/02-two.md",
               "---\nid: 2\ntitle: Two\nminutes: 5\n---\n## 2.1 A page\n");
    assert_int_equal(run_lint(folder, &output), 1);
    str_printf(&expected,
               "%s/lessons/02-two.md:6: Page 2.1 is empty. Expected some words, an exercise or "
               "both.\n",
               folder);
    assert_string_equal(str_text(&output), str_text(&expected));

    str_truncate(&output, 0);
    assert_int_equal(run_lint("/nowhere/at/all", &output), 2);
    assert_non_null(strstr(str_text(&output), "There is no table of contents in /nowhere/at/all"));
    str_free(&output);
    str_free(&expected);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_wrong),     cmocka_unit_test(test_lesson_and_table_disagree),
        cmocka_unit_test(test_files_and_links),   cmocka_unit_test(test_files_that_are_no_lessons),
        cmocka_unit_test(test_order_of_finds),    cmocka_unit_test(test_example_in_readme),
        cmocka_unit_test(test_table_of_contents), cmocka_unit_test(test_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
