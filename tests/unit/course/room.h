/* What tests of the course share: a content folder of their own, and what was found in it. */
#ifndef MEND_TESTS_COURSE_ROOM_H
#define MEND_TESTS_COURSE_ROOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mend/base/path.h"
#include "mend/course/content.h"
#include "support/folder.h"

#define SHARED __attribute__((unused)) static
#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

/* Lines 1 to 5 of a lesson; its first page begins on line 6. */
#define FRONT(id, title) "---\nid: " id "\ntitle: " title "\nminutes: 5\n---\n"

/* Writes TEXT into the file NAME of FOLDER; no file stays there when TEXT is NULL. */
SHARED void write_text(const char *folder, const char *name, const char *text)
{
    char *path = path_join(folder, name);
    FILE *file = text ? fopen(path, "wb") : NULL;
    if (text) {
        assert_non_null(file);
        assert_true(fputs(text, file) >= 0);
        assert_int_equal(fclose(file), 0);
    } else {
        remove(path);
    }
    free(path);
}

/* A folder with lessons/ in it, and nothing else. */
SHARED char *make_folder(void)
{
    char *folder = folder_make();
    char *lessons = path_join(folder, "lessons");
    assert_int_equal(mkdir(lessons, 0700), 0);
    free(lessons);
    return folder;
}

SHARED void print_issues(const struct issues *issues)
{
    for (size_t i = 0; i < issues->count; i++)
        print_message("%s:%d: %s\n", issues->items[i].file, issues->items[i].line,
                      issues->items[i].text);
}

/* COUNT issues were found; one of them, if any, is at LINE of a file named like FILE: WORDS. */
#define expect_issue(issues, wanted, file_end, at, words)                                          \
    do {                                                                                           \
        bool told = (wanted) == 0;                                                                 \
        for (size_t each = 0; each < (issues)->count; each++) {                                    \
            const struct issue *issue = &(issues)->items[each];                                    \
            size_t length = strlen(issue->file);                                                   \
            size_t tail = strlen(file_end);                                                        \
            told |= issue->line == (at) && strstr(issue->text, words) && length >= tail &&         \
                    strcmp(issue->file + length - tail, file_end) == 0;                            \
        }                                                                                          \
        if ((issues)->count != (wanted) || !told) {                                                \
            print_issues(issues);                                                                  \
            fail_msg("expected %zu, one of them %s:%d: %s", (size_t)(wanted), file_end, at,        \
                     words);                                                                       \
        }                                                                                          \
    } while (0)

#endif
