/* The whole content folder: every lesson, what they borrow, and the files beside them. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content_private.h"
#include "grade.h"
#include "lesson_private.h"
#include "lint.h"
#include "mend/base/message.h"
#include "mend/base/path.h"
#include "mend/course/helplines.h"
#include "mend/course/table.h"
#include "resolve.h"

enum { GRADES_MOST = 256 };

static const char lessons_name[] = "lessons";

struct survey {
    const struct content *content;
    const char *table; /* the path of contents.md */
    struct issues *issues;
    struct lint_counts *counts;
    double grades[GRADES_MOST];
    size_t grade_count;
};

/* ---- lessons ---- */

static char *parent_of(const char *path)
{
    const char *name = strrchr(path, '/');
    return name ? strndup(path, (size_t)(name - path)) : strdup(".");
}

/* One after the other, so that a page that is missing is told where it would stand. */
static void check_numbers(struct survey *survey, const char *path, const struct lesson *lesson,
                          const struct contents_entry *entry)
{
    for (int n = 1; n <= entry->pages; n++) {
        char number[32];
        bool found = false;
        snprintf(number, sizeof number, "%s.%d", entry->id, n);
        for (size_t i = 0; i < lesson->page_count && !found; i++)
            found = strcmp(lesson->pages[i].number, number) == 0;
        if (!found)
            issues_add(survey->issues, path, 1,
                       _("Page %s is missing: the table of contents says that this lesson has %d "
                         "pages."),
                       number, entry->pages);
    }
    if (entry->pages && lesson->page_count > (size_t)entry->pages)
        issues_add(survey->issues, path, 1,
                   _("This lesson has %zu pages, and %d by the table of contents. Please make them "
                     "the same."),
                   lesson->page_count, entry->pages);
    if (entry->pages && !entry->sheet && lesson->ending.count == 0)
        issues_add(survey->issues, path, 1,
                   _("There is no \"## Before you go\": a lesson ends with a few words to stop "
                     "with."));
}

static void note_grades(struct survey *survey, const struct lesson *lesson)
{
    for (size_t i = 0; i < lesson->page_count && survey->grade_count < GRADES_MOST; i++) {
        double grade = reading_grade(&lesson->pages[i].blocks);
        survey->grades[survey->grade_count++] = grade;
        if (grade <= survey->counts->grade_highest)
            continue;
        survey->counts->grade_highest = grade;
        snprintf(survey->counts->grade_highest_of, sizeof survey->counts->grade_highest_of, "%s",
                 lesson->pages[i].number);
    }
}

/* What can be seen only beside the other files: what is borrowed, and what is counted. */
static enum err look_at_lesson(struct survey *survey, const struct contents_entry *entry,
                               const char *path, struct fault *fault)
{
    struct lesson lesson;
    struct lint_counts *counts = survey->counts;
    if (content_read_lesson(survey->content, entry, READ_LESSON, &lesson, NULL, fault) != OK)
        return OK; /* told already */
    enum err err = lesson_resolve(survey->content, path, &lesson, survey->issues, fault);
    check_numbers(survey, path, &lesson, entry);
    note_grades(survey, &lesson);
    counts->closing |= entry->closing;
    counts->pages += entry->closing || entry->sheet ? 0 : lesson.page_count;
    lesson_free(&lesson);
    return err;
}

static enum err lint_entry(struct survey *survey, const struct contents_entry *entry)
{
    struct fault fault = {0};
    struct str bytes = {0};
    const char *table = survey->table;
    struct issues *issues = survey->issues;
    survey->counts->pages_expected += entry->closing || entry->sheet ? 0 : (size_t)entry->pages;
    if (!entry->file)
        return OK;
    char *path = path_join(survey->content->folder, entry->file);
    char *folder = path ? parent_of(path) : NULL;
    enum err err = folder ? content_read_file(path, &bytes, &fault) : ERR_MEMORY;
    if (!err) {
        struct lint_expected expected = {folder, entry->id, entry->title, entry->minutes};
        err = lint_lesson(path, str_text(&bytes), bytes.length, &expected, issues, &fault);
        if (!err)
            err = look_at_lesson(survey, entry, path, &fault);
    } else if (err != ERR_MEMORY) {
        bool missing = err == ERR_NOT_FOUND;
        issues_add(issues, missing ? table : path, missing ? entry->line : 1, "%s", fault.text);
        err = OK;
    }
    str_free(&bytes);
    free(folder);
    free(path);
    return err;
}

static bool is_linked(const struct content *content, const char *name)
{
    size_t length = strlen(lessons_name);
    for (size_t i = 0; i < content->entry_count; i++) {
        const char *file = content->entries[i].file;
        if (file && strncmp(file, lessons_name, length) == 0 && file[length] == '/' &&
            strcmp(file + length + 1, name) == 0)
            return true;
    }
    return false;
}

static int is_lesson_file(const struct dirent *file)
{
    size_t length = strlen(file->d_name);
    return file->d_name[0] != '.' && length > 3 && strcmp(file->d_name + length - 3, ".md") == 0;
}

/* Files in lessons/ that no reader would ever see. */
static enum err lint_unlinked(const struct content *content, struct issues *issues)
{
    char *folder = path_join(content->folder, lessons_name);
    if (!folder)
        return ERR_MEMORY;
    struct dirent **files = NULL;
    int count = scandir(folder, &files, is_lesson_file, alphasort);
    enum err err = count < 0 && errno == ENOMEM ? ERR_MEMORY : OK;
    for (int i = 0; i < count; i++) {
        char *path =
            is_linked(content, files[i]->d_name) ? NULL : path_join(folder, files[i]->d_name);
        if (path)
            issues_add(issues, path, 1,
                       _("No item of contents.md links to this lesson, so nobody can open it."));
        free(path);
        free(files[i]);
    }
    free(files);
    free(folder);
    return err;
}

/* ---- the files beside the lessons; each may be missing ---- */

static bool page_exists(const struct content *content, const char *number)
{
    const char *dot = strchr(number, '.');
    char *id = strndup(number, dot ? (size_t)(dot - number) : 0);
    const struct contents_entry *entry = id ? content_entry(content, id) : NULL;
    struct lesson lesson = {0};
    bool found = false;
    if (entry && content_outline(content, entry, &lesson, NULL) == OK) {
        for (size_t i = 0; i < lesson.page_count; i++)
            found |= strcmp(lesson.pages[i].number, number) == 0;
        lesson_free(&lesson);
    }
    free(id);
    return found;
}

static enum err lint_faq(struct survey *survey, const char *path, struct fault *fault)
{
    struct faq faq;
    enum err err = content_faq(survey->content, &faq, survey->issues, fault);
    if (err)
        return err;
    lint_rules(path, &faq.sections, survey->issues);
    for (size_t i = 0; i < faq.count; i++) {
        const struct question *question = &faq.questions[i];
        if (!page_exists(survey->content, question->target))
            issues_add(survey->issues, path, question->page->line,
                       _("This answer leads to no page. Expected a link such as \"[page "
                         "3.5](lessons/03-name.md#3.5)\"."));
        if (question->page->blocks.count == 0)
            issues_add(survey->issues, path, question->page->line,
                       _("This question has no answer."));
    }
    survey->counts->questions = faq.count;
    faq_free(&faq);
    return OK;
}

static void check_practice(struct survey *survey, const char *path, const struct page *page)
{
    const struct exercise *practice = page_practice(page);
    if (!practice) {
        issues_add(survey->issues, path, page->line, _("\"%s\" has no block \"```practice name\"."),
                   page->title);
        return;
    }
    const struct item_list *steps = exercise_list(practice, "steps");
    survey->counts->practices++;
    for (size_t i = 0; i < steps->count; i++) {
        const char *words;
        if (practice_step_seconds(&steps->items[i], &words) < 1 || !*words)
            issues_add(survey->issues, path, practice->line,
                       _("The step \"%s\" begins with its seconds: \"- %s: 4 Breathe in\"."),
                       steps->items[i].id, steps->items[i].id);
    }
}

static enum err lint_practices(struct survey *survey, const char *path, struct fault *fault)
{
    struct lesson practices;
    enum err err = content_practices(survey->content, &practices, survey->issues, fault);
    if (err)
        return err;
    lint_rules(path, &practices, survey->issues);
    for (size_t i = 0; i < practices.page_count; i++)
        check_practice(survey, path, &practices.pages[i]);
    lesson_free(&practices);
    return OK;
}

static enum err lint_cards(struct survey *survey, const char *path, struct fault *fault)
{
    (void)path;
    struct table cards;
    enum err err = content_cards(survey->content, &cards, survey->issues, fault);
    if (!err)
        survey->counts->cards = cards.count;
    table_free(&cards);
    return err;
}

static enum err lint_prompts(struct survey *survey, const char *path, struct fault *fault)
{
    (void)path;
    struct table prompts;
    enum err err = content_prompts(survey->content, &prompts, survey->issues, fault);
    if (!err)
        survey->counts->prompts = prompts.count;
    table_free(&prompts);
    return err;
}

static enum err lint_words(struct survey *survey, const char *path, struct fault *fault)
{
    (void)path;
    struct table words;
    enum err err = content_words(survey->content, &words, survey->issues, fault);
    table_free(&words);
    return err;
}

static const struct {
    const char *name;
    enum err (*lint)(struct survey *, const char *, struct fault *);
} beside[] = {
    {"faq.md", lint_faq},      {"practices.md", lint_practices}, {"cards.tsv", lint_cards},
    {"words.tsv", lint_words}, {"prompts.tsv", lint_prompts},
};

static enum err lint_beside(struct survey *survey)
{
    enum err err = OK;
    for (size_t i = 0; i < sizeof beside / sizeof beside[0] && err != ERR_MEMORY; i++) {
        struct fault fault = {0};
        err = OK;
        char *path = path_join(survey->content->folder, beside[i].name);
        if (!path)
            return ERR_MEMORY;
        if (content_is_file(survey->content->folder, beside[i].name))
            err = beside[i].lint(survey, path, &fault);
        if (err && err != ERR_MEMORY)
            issues_add(survey->issues, path, 1, "%s", fault.text);
        free(path);
    }
    return err == ERR_MEMORY ? err : OK;
}

/* Numbers to call stand beside all languages. */
static enum err lint_helplines(struct survey *survey, struct fault *fault)
{
    struct helplines helplines;
    enum err err = content_helplines(survey->content, &helplines, survey->issues, fault);
    if (err)
        return err;
    for (size_t i = 0; i < helplines.count; i++) {
        bool somewhere = country_line(&helplines.countries[i], LINE_EMERGENCY) != NULL;
        survey->counts->countries += somewhere ? 1 : 0;
        survey->counts->helplines += helplines.countries[i].count - (somewhere ? 1 : 0);
    }
    helplines_free(&helplines);
    return OK;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

enum err content_lint(const char *folder, struct lint_counts *counts, struct issues *issues,
                      struct fault *fault)
{
    struct content content;
    *counts = (struct lint_counts){0};
    enum err err = content_open(folder, &content, issues, fault);
    if (err)
        return err;
    struct survey survey = {.content = &content, .issues = issues, .counts = counts};
    char *table = path_join(content.folder, "contents.md");
    survey.table = table;
    err = table ? OK : ERR_MEMORY;
    for (size_t i = 0; !err && i < content.entry_count; i++)
        err = lint_entry(&survey, &content.entries[i]);
    for (size_t i = 0; !err && i < content.sheet_count; i++)
        err = lint_entry(&survey, &content.sheets[i]);
    if (!err)
        err = lint_unlinked(&content, issues);
    if (!err)
        err = lint_beside(&survey);
    if (!err)
        err = lint_helplines(&survey, fault);
    qsort(survey.grades, survey.grade_count, sizeof survey.grades[0], compare);
    if (survey.grade_count)
        counts->grade_median = survey.grades[survey.grade_count / 2];
    free(table);
    content_close(&content);
    return err || issues->failed ? fault_set_memory(fault) : OK;
}
