#include "lint.h"

#include <stdlib.h>
#include <string.h>

#include "content_private.h"
#include "lesson_private.h"
#include "mend/base/message.h"
#include "mend/base/path.h"

enum { WORDS_MOST = 300, PAGE_EXERCISES_MOST = 8 };

/* What is being checked: a lesson in its file. */
struct check {
    const char *file;
    const struct lesson *lesson;
    const struct lint_expected *expected;
    struct issues *issues;
};

/* ---- pages ---- */

static size_t count_words(const struct blocks *blocks)
{
    size_t words = 0;
    for (size_t i = 0; i < blocks->count; i++) {
        if (blocks->items[i].kind == BLOCK_FAULT)
            continue;
        bool inside = false;
        for (const char *byte = blocks->items[i].prose.text; *byte; byte++) {
            bool space = *byte == ' ' || *byte == '\n';
            words += !space && !inside;
            inside = !space;
        }
    }
    return words;
}

static void check_blocks(const struct check *check, const struct blocks *blocks, int line,
                         const char *name)
{
    size_t words = count_words(blocks);
    if (words > WORDS_MOST)
        issues_add(check->issues, check->file, line,
                   _("%s has %zu words; at most %d, better 120 to 260. Please shorten it, or make "
                     "it two pages."),
                   name, words, WORDS_MOST);
    size_t exercises = 0;
    for (size_t i = 0; i < blocks->count; i++)
        exercises += blocks->items[i].kind == BLOCK_EXERCISE;
    if (exercises > PAGE_EXERCISES_MOST)
        issues_add(check->issues, check->file, line,
                   _("%s has %zu exercises; %d are the most a page can hold."), name, exercises,
                   PAGE_EXERCISES_MOST);
}

static long number_of(const struct page *page)
{
    const char *dot = strrchr(page->number, '.');
    return dot ? strtol(dot + 1, NULL, 10) : 0; /* 0 for what is not a number, told already */
}

static void check_order(const struct check *check, size_t index, long highest)
{
    const struct page *page = &check->lesson->pages[index];
    for (size_t i = 0; i < index; i++) {
        const struct page *other = &check->lesson->pages[i];
        if (strcmp(other->number, page->number) == 0) {
            issues_add(check->issues, check->file, page->line,
                       _("There is a page %s on line %d already. Each needs a number of its own: "
                         "how far the reader came is kept under it."),
                       page->number, other->line);
            return;
        }
    }
    issues_add(check->issues, check->file, page->line,
               _("Page %s stands below page %s.%ld. Please put the pages in the order of their "
                 "numbers."),
               page->number, check->lesson->id, highest);
}

static void check_pages(const struct check *check)
{
    const struct lesson *lesson = check->lesson;
    size_t id_length = strlen(lesson->id);
    long highest = 0;
    for (size_t i = 0; i < lesson->page_count; i++) {
        const struct page *page = &lesson->pages[i];
        struct str name = {0};
        str_printf(&name, _("Page %s"), page->number);
        check_blocks(check, &page->blocks, page->line, str_text(&name));
        str_free(&name);
        if (page->blocks.count == 0)
            issues_add(check->issues, check->file, page->line,
                       _("Page %s is empty. Expected some words, an exercise or both."),
                       page->number);
        bool own = strncmp(page->number, lesson->id, id_length) == 0;
        long number = own ? number_of(page) : 0;
        if (number && number <= highest)
            check_order(check, i, highest);
        highest = number > highest ? number : highest;
    }
    check_blocks(check, &lesson->opening, 1, _("What stands before the first page"));
    if (lesson->page_count == 0)
        issues_add(check->issues, check->file, 1,
                   _("This lesson has no page. Expected a heading such as \"## %s.1 Words\"."),
                   *lesson->id ? lesson->id : "1");
}

/* ---- front matter against the table of contents ---- */

static void check_front(const struct check *check)
{
    const struct lesson *lesson = check->lesson;
    const struct lint_expected *expected = check->expected;
    if (expected->id && *lesson->id && strcmp(expected->id, lesson->id) != 0)
        issues_add(check->issues, check->file, 1,
                   _("This is lesson \"%s\" here and lesson \"%s\" in the table of contents. "
                     "Please make the ids the same."),
                   lesson->id, expected->id);
    if (expected->title && *lesson->title && strcmp(expected->title, lesson->title) != 0)
        issues_add(check->issues, check->file, 1,
                   _("The title is \"%s\" here and \"%s\" in the table of contents. Please make "
                     "them the same."),
                   lesson->title, expected->title);
    if (expected->minutes && lesson->minutes && expected->minutes != lesson->minutes)
        issues_add(check->issues, check->file, 1,
                   _("The lesson takes %d minutes here and %d in the table of contents. Please "
                     "make them the same."),
                   lesson->minutes, expected->minutes);
}

/* ---- links ---- */

static bool leads_outside(const char *target)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (strncmp(target, schemes[i], strlen(schemes[i])) == 0)
            return true;
    return false;
}

static bool leads_to_file(const char *folder, const char *target)
{
    size_t length = strcspn(target, "#"); /* behind it stands a page of that file */
    if (!length || *target == '/' || strchr(target, ':'))
        return false;
    char *name = strndup(target, length);
    bool leads = name && content_is_file(folder, name);
    free(name);
    return leads;
}

static void check_links(const struct check *check, const struct links *links)
{
    const char *folder = check->expected->folder;
    for (size_t i = 0; i < links->count; i++) {
        const char *target = links->items[i].target;
        if (leads_outside(target) || (folder && leads_to_file(folder, target)))
            continue;
        if (!folder && *target && !strchr("/#", *target) && !strchr(target, ':'))
            continue;
        issues_add(check->issues, check->file, links->items[i].line,
                   _("The link \"%s\" leads nowhere. Expected an address that starts with "
                     "https:// or the name of a file in this folder."),
                   quote_of(target, target + strlen(target)).text);
    }
}

/* ---- one lesson ---- */

/* By line, those of one line in the order they were found. */
static void sort_issues(struct issues *issues, size_t first)
{
    for (size_t i = first + 1; i < issues->count; i++) {
        struct issue issue = issues->items[i];
        size_t at = i;
        for (; at > first && issues->items[at - 1].line > issue.line; at--)
            issues->items[at] = issues->items[at - 1];
        issues->items[at] = issue;
    }
}

enum err lint_lesson(const char *file, const char *bytes, size_t length,
                     const struct lint_expected *expected, struct issues *issues,
                     struct fault *fault)
{
    struct lesson lesson;
    struct links links = {0};
    size_t first = issues->count;
    enum err err = lesson_read(file, bytes, length, READ_LESSON, &lesson, &links, issues, fault);
    struct check check = {file, &lesson, expected, issues};
    if (err == ERR_FORMAT) {
        if (issues->count == first)
            issues_add(issues, file, 1, "%s", fault->text);
        err = OK;
    } else if (!err) {
        check_front(&check);
        check_pages(&check);
        check_links(&check, &links);
        lint_rules(file, &lesson, issues);
    }
    sort_issues(issues, first);
    links_free(&links);
    lesson_free(&lesson);
    return err;
}
