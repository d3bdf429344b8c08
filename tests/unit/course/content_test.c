/* The content folder: finding it, its table of contents, its files. */
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
#include "mend/base/path.h"
#include "support/folder.h"

enum { MEGABYTE = 1024 * 1024 };

static const char lesson_text[] = "---\nid: 1\ntitle: One\nminutes: 5\n---\n## 1.1 A page\n\nHi.\n";

static void write_bytes(const char *folder, const char *name, const char *bytes, size_t length)
{
    char *path = path_join(folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    free(path);
}

static void write_text(const char *folder, const char *name, const char *text)
{
    write_bytes(folder, name, text, strlen(text));
}

static void make_folder(const char *folder, const char *name)
{
    char *path = path_join(folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
    free(path);
}

static void check_path(const char *folder, const char *name, const char *path)
{
    char *expected = path_join(folder, name);
    assert_string_equal(path, expected);
    free(expected);
}

/* ---- finding ---- */

static void test_named_folder(void **state)
{
    (void)state;
    struct fault fault = {0};
    char *found = NULL;
    char *folder = folder_make();
    make_folder(folder, "mine");
    char *mine = path_join(folder, "mine");
    assert_int_equal(content_find(mine, &found, &fault), OK);
    assert_string_equal(found, mine);
    free(found);

    assert_int_equal(setenv("MEND_CONTENT", mine, 1), 0);
    assert_int_equal(content_find(NULL, &found, &fault), OK);
    assert_string_equal(found, mine);
    free(found);
    assert_int_equal(content_find("/nowhere/at/all", &found, &fault), ERR_NOT_FOUND);
    assert_null(found);
    assert_non_null(strstr(fault.text, "/nowhere/at/all"));
    assert_non_null(strstr(fault.text, "--content"));

    assert_int_equal(rmdir(mine), 0);
    assert_int_equal(content_find(NULL, &found, &fault), ERR_NOT_FOUND);
    assert_non_null(strstr(fault.text, "MEND_CONTENT"));
    assert_int_equal(unsetenv("MEND_CONTENT"), 0);
    free(mine);
    folder_remove(folder);
}

static void test_search(void **state)
{
    (void)state;
    struct fault fault = {0};
    char *found = NULL;
    char *folder = folder_make();
    char *program = path_join(folder, "build");
    assert_int_equal(content_search(program, folder, &found, &fault), ERR_NOT_FOUND);
    assert_non_null(strstr(fault.text, "share/mend/content"));
    assert_non_null(strstr(fault.text, "--content DIR"));

    make_folder(folder, "share");
    make_folder(folder, "share/mend");
    make_folder(folder, "share/mend/content");
    assert_int_equal(content_search(program, folder, &found, &fault), OK);
    check_path(folder, "share/mend/content", found);
    free(found);
    assert_int_equal(content_search(NULL, folder, &found, &fault), OK);
    check_path(folder, "share/mend/content", found);
    free(found);

    make_folder(folder, "content");
    assert_int_equal(content_search(program, folder, &found, &fault), OK);
    check_path(folder, "content", found);
    free(found);
    free(program);
    folder_remove(folder);
}

/* ---- the table of contents ---- */

static void test_table(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct issues issues = {0};
    struct content content;
    char *folder = folder_make();
    make_folder(folder, "en");
    write_text(folder, "en/contents.md",
               "# A course\n\nSome words, about 3 minutes.\n\n"
               "1. [One, *really*](lessons/01-one.md), about 12 minutes\n"
               "2. Two, or more, about\n   15 minutes\n"
               "3. Three, about 1 minute\n");
    assert_int_equal(content_open(folder, &content, &issues, &fault), OK);
    assert_int_equal(issues.count, 0);
    check_path(folder, "en", content.folder);
    assert_int_equal(content.entry_count, 3);
    const struct contents_entry *one = content_entry(&content, "1");
    assert_string_equal(one->title, "One, really");
    assert_string_equal(one->file, "lessons/01-one.md");
    assert_int_equal(one->minutes, 12);
    assert_int_equal(one->line, 5);
    const struct contents_entry *two = content_entry(&content, "2");
    assert_string_equal(two->title, "Two, or more");
    assert_null(two->file);
    assert_int_equal(two->minutes, 15);
    assert_int_equal(content_entry(&content, "3")->minutes, 1);
    assert_int_equal(content_entry(&content, "3")->line, 8);
    assert_null(content_entry(&content, "4"));
    content_close(&content);

    char *language = path_join(folder, "en");
    assert_int_equal(content_open(language, &content, &issues, &fault), OK);
    assert_int_equal(content.entry_count, 3);
    content_close(&content);
    free(language);
    folder_remove(folder);
}

static void check_table_issue(const char *folder, const char *text, size_t entries, int line,
                              const char *words)
{
    struct fault fault = {0};
    struct issues issues = {0};
    struct content content;
    write_text(folder, "contents.md", text);
    assert_int_equal(content_open(folder, &content, &issues, &fault), OK);
    assert_int_equal(content.entry_count, entries);
    assert_int_equal(issues.count, 1);
    assert_non_null(strstr(issues.items[0].file, "/contents.md"));
    assert_non_null(strstr(issues.items[0].text, words));
    assert_int_equal(issues.items[0].line, line);
    for (size_t i = 0; i < entries; i++)
        assert_null(content.entries[i].file);
    issues_free(&issues);
    content_close(&content);
}

static void test_broken_tables(void **state)
{
    (void)state;
    char *folder = folder_make();
    check_table_issue(folder, "", 0, 1, "no lessons");
    check_table_issue(folder, "# A course\n\nNo list.\n", 0, 1, "no lessons");
    check_table_issue(folder, "# A\n\n1. One, soon\n", 1, 3, "how long");
    check_table_issue(folder, "1. [One](../one.md), 5 minutes\n", 1, 1, "\"../one.md\"");
    check_table_issue(folder, "1. [One](/etc/one.md), 5 minutes\n", 1, 1, "/etc/one.md");
    check_table_issue(folder, "1. [One](a/../../one.md), 5 minutes\n", 1, 1, "no file");
    check_table_issue(folder, "1. [One](https://example.org/one.md), 5 minutes\n", 1, 1, "no file");
    check_table_issue(folder, "1. [One](one.txt), 5 minutes\n", 1, 1, "one.txt");
    check_table_issue(folder, "1. One, 5 minutes\n\nWords.\n\n1. Again, 5 minutes\n", 1, 5,
                      "a lesson 1");
    folder_remove(folder);
}

static void test_no_table(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct content content;
    char *folder = folder_make();
    assert_int_equal(content_open(folder, &content, NULL, &fault), ERR_NOT_FOUND);
    assert_non_null(strstr(fault.text, folder));
    assert_non_null(strstr(fault.text, "contents.md"));
    assert_null(content.folder);
    folder_remove(folder);
}

/* ---- lessons ---- */

static enum err open_lesson(const char *folder, const char *file, struct lesson *lesson,
                            struct fault *fault)
{
    char id[] = "1";
    char title[] = "Title from the table";
    char name[64];
    char place[4096];
    snprintf(name, sizeof name, "%s", file);
    snprintf(place, sizeof place, "%s", folder);
    struct contents_entry entry = {.id = id, .title = title, .file = name, .minutes = 7};
    struct content content = {place, &entry, 1, NULL, 0};
    return content_lesson(&content, &entry, lesson, NULL, fault);
}

static void test_lesson(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct lesson lesson;
    char *folder = folder_make();
    write_text(folder, "one.md", lesson_text);
    assert_int_equal(open_lesson(folder, "one.md", &lesson, &fault), OK);
    assert_string_equal(lesson.title, "One");
    assert_int_equal(lesson.minutes, 5);
    assert_int_equal(lesson.page_count, 1);
    lesson_free(&lesson);

    write_text(folder, "bare.md", "## 1.1 A page\n\nHi.\n");
    assert_int_equal(open_lesson(folder, "bare.md", &lesson, &fault), OK);
    assert_string_equal(lesson.id, "1");
    assert_string_equal(lesson.title, "Title from the table");
    assert_int_equal(lesson.minutes, 7);
    lesson_free(&lesson);
    folder_remove(folder);
}

static void check_refused(const char *folder, const char *file, enum err expected,
                          const char *words)
{
    struct fault fault = {0};
    struct lesson lesson;
    assert_int_equal(open_lesson(folder, file, &lesson, &fault), expected);
    assert_non_null(strstr(fault.text, file));
    assert_non_null(strstr(fault.text, words));
    assert_null(lesson.id);
}

static void test_unusable_files(void **state)
{
    (void)state;
    char *folder = folder_make();
    char *huge = calloc(10, MEGABYTE);
    assert_non_null(huge);
    memset(huge, 'a', (size_t)10 * MEGABYTE);
    write_bytes(folder, "huge.md", huge, (size_t)10 * MEGABYTE);
    write_bytes(folder, "most.md", huge, MEGABYTE);
    free(huge);
    write_text(folder, "empty.md", "");
    make_folder(folder, "folder.md");
    char *pipe = path_join(folder, "pipe.md");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    check_refused(folder, "huge.md", ERR_FORMAT, "larger than 1 MiB");
    check_refused(folder, "most.md", ERR_FORMAT, "not a lesson");
    check_refused(folder, "empty.md", ERR_FORMAT, "is empty. A lesson starts with");
    check_refused(folder, "missing.md", ERR_NOT_FOUND, "is not there");
    check_refused(folder, "folder.md", ERR_FORMAT, "not a file");
    check_refused(folder, "pipe.md", ERR_FORMAT, "not a file");
    free(pipe);
    folder_remove(folder);
}

/* The outline knows the pages a lesson has, and nothing of what is on them. */
static void test_outline(void **state)
{
    (void)state;
    struct content content = {0};
    struct lesson whole;
    struct lesson outline;
    char *folder = NULL;
    assert_int_equal(content_find("content", &folder, NULL), OK);
    assert_int_equal(content_open(folder, &content, NULL, NULL), OK);
    free(folder);
    const struct contents_entry *entry = content_entry(&content, "1");
    assert_int_equal(content_lesson(&content, entry, &whole, NULL, NULL), OK);
    assert_int_equal(content_outline(&content, entry, &outline, NULL), OK);
    assert_string_equal(outline.title, whole.title);
    assert_int_equal(outline.minutes, whole.minutes);
    assert_int_equal(outline.page_count, whole.page_count);
    for (size_t i = 0; i < whole.page_count; i++) {
        assert_string_equal(outline.pages[i].number, whole.pages[i].number);
        assert_string_equal(outline.pages[i].title, whole.pages[i].title);
        assert_int_equal(outline.pages[i].blocks.count, 0);
        assert_true(whole.pages[i].blocks.count > 0);
    }
    lesson_free(&whole);
    lesson_free(&outline);
    content_close(&content);
}

static void test_forbidden_file(void **state)
{
    (void)state;
    char *folder = folder_make();
    write_text(folder, "locked.md", lesson_text);
    char *path = path_join(folder, "locked.md");
    assert_int_equal(chmod(path, 0), 0);
    bool root = geteuid() == 0; /* to whom nothing is forbidden */
    assert_true(!root || seteuid(65534) == 0);
    check_refused(folder, "locked.md", ERR_ACCESS, "may not read");
    assert_true(!root || seteuid(0) == 0);
    free(path);
    folder_remove(folder);
}

static void test_unwritten_lesson(void **state)
{
    (void)state;
    char id[] = "2";
    char title[] = "Two";
    char folder[] = "/nowhere";
    struct contents_entry entry = {.id = id, .title = title};
    struct content content = {folder, &entry, 1, NULL, 0};
    struct fault fault = {0};
    struct lesson lesson;
    assert_int_equal(content_lesson(&content, &entry, &lesson, NULL, &fault), ERR_NOT_FOUND);
    assert_string_equal(fault.text, "The lesson \"Two\" is not written yet.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_named_folder),   cmocka_unit_test(test_search),
        cmocka_unit_test(test_table),          cmocka_unit_test(test_broken_tables),
        cmocka_unit_test(test_no_table),       cmocka_unit_test(test_lesson),
        cmocka_unit_test(test_unusable_files), cmocka_unit_test(test_outline),
        cmocka_unit_test(test_forbidden_file), cmocka_unit_test(test_unwritten_lesson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
