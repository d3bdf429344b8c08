/* The rules of lint.h that are about what a lesson says, and not about how it is written down. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "grade.h"
#include "lint.h"
#include "mend/base/message.h"
#include "mend/base/str.h"

enum { SHOUTED = 5, SOURCES_MOST = 64 };

struct rules {
    const char *file;
    const struct lesson *lesson;
    struct issues *issues;
    int source_count;         /* items of the numbered list below "## Sources" */
    bool cited[SOURCES_MOST]; /* by some page */
};

/* ---- versions, in pairs ---- */

static void check_versions(struct rules *rules, const struct page *page)
{
    int together = 0;
    int alone = 0;
    for (size_t i = 0; i < page->blocks.count; i++) {
        const struct exercise *exercise = page->blocks.items[i].exercise;
        together += exercise && exercise->version == VERSION_TOGETHER;
        alone += exercise && exercise->version == VERSION_ALONE;
    }
    if (together != alone)
        issues_add(rules->issues, rules->file, page->line,
                   _("Page %s has %d exercises \"together\" and %d \"alone\". Each needs its other "
                     "version."),
                   page->number, together, alone);
}

/* ---- forms ---- */

static void check_gap(struct rules *rules, const struct exercise *exercise, const char *start,
                      const char *end)
{
    char *name = strndup(start, (size_t)(end - start));
    if (name && !item_find(exercise_list(exercise, "slots"), name))
        issues_add(rules->issues, rules->file, exercise->line,
                   _("The form has a gap {%s}, but there is no slot of that name."), name);
    free(name);
}

static void check_form(struct rules *rules, const struct exercise *exercise)
{
    const char *form = exercise_field(exercise, "form");
    const struct item_list *slots = exercise_list(exercise, "slots");
    for (const char *at = strchr(form, '{'); at; at = strchr(at + 1, '{')) {
        const char *end = strchr(at, '}');
        if (end)
            check_gap(rules, exercise, at + 1, end);
        else
            issues_add(rules->issues, rules->file, exercise->line,
                       _("The form has a \"{\" without its \"}\"."));
    }
    for (size_t i = 0; slots && i < slots->count; i++) {
        struct str gap = {0};
        str_printf(&gap, "{%s}", slots->items[i].id);
        if (!strstr(form, str_text(&gap)))
            issues_add(rules->issues, rules->file, exercise->line,
                       _("The slot \"%s\" has no gap {%s} in the form."), slots->items[i].id,
                       slots->items[i].id);
        str_free(&gap);
    }
    const char *feelings = exercise_field(exercise, "feelings");
    if (*feelings && !item_find(slots, feelings))
        issues_add(rules->issues, rules->file, exercise->line,
                   _("\"feelings:\" names the slot that opens the list of feelings; there is no "
                     "slot \"%s\"."),
                   feelings);
}

/* ---- tone ---- */

static bool is_capital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

/* Five capitals in a row: acronyms are shorter. */
static bool is_shouted(const char *text)
{
    int run = 0;
    for (; *text; text++) {
        run = is_capital(*text) ? run + 1 : 0;
        if (*text == '!' || run >= SHOUTED)
            return true;
    }
    return false;
}

static void check_tone(struct rules *rules, int line, const char *text)
{
    if (is_shouted(text))
        issues_add(rules->issues, rules->file, line,
                   _("Something is shouted here: an exclamation mark, or a word in capitals. "
                     "Please say it quietly."));
}

static void check_list_tone(struct rules *rules, const struct exercise *exercise,
                            const struct item_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        check_tone(rules, exercise->line, list->items[i].text);
        check_tone(rules, exercise->line, list->items[i].comment);
    }
}

/* ---- sources ---- */

static void note_citations(struct rules *rules, int line, const char *text)
{
    for (const char *at = strchr(text, '['); at; at = strchr(at + 1, '[')) {
        char *end;
        if (!isdigit((unsigned char)at[1]))
            continue;
        long number = strtol(at + 1, &end, 10);
        if (*end != ']')
            continue;
        if (number < 1 || number > rules->source_count)
            issues_add(rules->issues, rules->file, line,
                       _("There is no source [%ld]: the list below \"## Sources\" has %d."), number,
                       rules->source_count);
        else
            rules->cited[number - 1] = true;
    }
}

static void count_sources(struct rules *rules)
{
    const struct blocks *sources = &rules->lesson->sources;
    for (size_t i = 0; i < sources->count; i++)
        rules->source_count += sources->items[i].kind == BLOCK_NUMBERED;
    if (rules->source_count > SOURCES_MOST)
        rules->source_count = SOURCES_MOST;
}

static void check_sources_named(struct rules *rules)
{
    const struct blocks *sources = &rules->lesson->sources;
    int number = 0;
    for (size_t i = 0; i < sources->count && number < SOURCES_MOST; i++)
        if (sources->items[i].kind == BLOCK_NUMBERED && !rules->cited[number++])
            issues_add(rules->issues, rules->file, sources->items[i].line,
                       _("No page names source [%d]."), number);
}

/* ---- the whole ---- */

static void check_exercise(struct rules *rules, const struct exercise *exercise)
{
    for (size_t i = 0; i < exercise->field_count; i++) {
        check_tone(rules, exercise->line, exercise->fields[i].text);
        note_citations(rules, exercise->line, exercise->fields[i].text);
    }
    for (size_t i = 0; i < exercise->list_count; i++) {
        const struct item_list *list = &exercise->lists[i];
        check_list_tone(rules, exercise, list);
        for (size_t j = 0; j < list->count; j++) {
            note_citations(rules, exercise->line, list->items[j].text);
            note_citations(rules, exercise->line, list->items[j].comment);
        }
    }
    if (exercise->kind == EXERCISE_BUILD)
        check_form(rules, exercise);
}

static void check_blocks(struct rules *rules, const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->items[i];
        if (block->exercise)
            check_exercise(rules, block->exercise);
        if (block->exercise || block->kind == BLOCK_FAULT)
            continue;
        check_tone(rules, block->line, block->prose.text);
        note_citations(rules, block->line, block->prose.text);
    }
}

static void check_page(struct rules *rules, const struct page *page)
{
    check_versions(rules, page);
    check_tone(rules, page->line, page->title);
    check_blocks(rules, &page->blocks);
    double grade = reading_grade(&page->blocks);
    if (grade > GRADE_MOST)
        issues_add(rules->issues, rules->file, page->line,
                   _("\"%s\" reads at grade %.1f; %d is the most. Shorter sentences and everyday "
                     "words help."),
                   page->title, grade, GRADE_MOST);
}

void lint_rules(const char *file, const struct lesson *lesson, struct issues *issues)
{
    struct rules rules = {.file = file, .lesson = lesson, .issues = issues};
    count_sources(&rules);
    check_blocks(&rules, &lesson->opening);
    for (size_t i = 0; i < lesson->page_count; i++)
        check_page(&rules, &lesson->pages[i]);
    check_blocks(&rules, &lesson->ending);
    check_sources_named(&rules);
}
