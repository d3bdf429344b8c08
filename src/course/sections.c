/* Files that are no lessons but lists of sections: questions people ask, practices. */
#include <stdlib.h>
#include <string.h>

#include "content_private.h"
#include "lesson_private.h"
#include "mend/base/path.h"

enum { ROUNDS_MOST = 60, SECONDS_MOST = 600 };

enum err content_sections(const struct content *content, const char *name, struct lesson *lesson,
                          struct links *links, struct issues *issues, struct fault *fault)
{
    *lesson = (struct lesson){0};
    struct str bytes = {0};
    char *path = path_join(content->folder, name);
    enum err err = path ? content_read_file(path, &bytes, fault) : fault_set_memory(fault);
    if (!err)
        err = lesson_read(path, str_text(&bytes), bytes.length, READ_SECTIONS, lesson, links,
                          issues, fault);
    if (err)
        lesson_free(lesson);
    str_free(&bytes);
    free(path);
    return err;
}

enum err content_practices(const struct content *content, struct lesson *practices,
                           struct issues *issues, struct fault *fault)
{
    return content_sections(content, "practices.md", practices, NULL, issues, fault);
}

const struct exercise *page_practice(const struct page *page)
{
    for (size_t i = 0; i < page->blocks.count; i++) {
        const struct exercise *exercise = page->blocks.items[i].exercise;
        if (exercise && exercise_list(exercise, "steps"))
            return exercise;
    }
    return NULL;
}

int practice_rounds(const struct exercise *exercise)
{
    long rounds = strtol(exercise_field(exercise, "rounds"), NULL, 10);
    return rounds < 1 ? 1 : rounds > ROUNDS_MOST ? ROUNDS_MOST : (int)rounds;
}

int practice_step_seconds(const struct item *step, const char **words)
{
    char *end;
    long seconds = strtol(step->text, &end, 10);
    *words = end + strspn(end, " ");
    return seconds < 0 ? 0 : seconds > SECONDS_MOST ? SECONDS_MOST : (int)seconds;
}

/* The page that the first link below QUESTION names: "lessons/03-steps.md#3.5" gives "3.5". */
static char *find_target(const struct lesson *sections, size_t question, const struct links *links)
{
    int from = sections->pages[question].line;
    bool last = question + 1 == sections->page_count;
    for (size_t i = 0; i < links->count; i++) {
        const struct link *link = &links->items[i];
        const char *page = strchr(link->target, '#');
        if (page && link->line > from && (last || link->line < sections->pages[question + 1].line))
            return strdup(page + 1);
    }
    return strdup("");
}

/* One question for each section. */
static enum err make_questions(struct faq *faq, const struct links *links, struct fault *fault)
{
    struct question *questions = calloc(faq->sections.page_count + 1, sizeof *questions);
    faq->questions = questions;
    if (!questions)
        return fault_set_memory(fault);
    while (faq->count < faq->sections.page_count) {
        struct question *question = &questions[faq->count];
        question->page = &faq->sections.pages[faq->count];
        question->target = find_target(&faq->sections, faq->count++, links);
        if (!question->target)
            return fault_set_memory(fault);
    }
    return OK;
}

enum err content_faq(const struct content *content, struct faq *faq, struct issues *issues,
                     struct fault *fault)
{
    *faq = (struct faq){0};
    struct links links = {0};
    enum err err = content_sections(content, "faq.md", &faq->sections, &links, issues, fault);
    if (!err)
        err = make_questions(faq, &links, fault);
    links_free(&links);
    if (err)
        faq_free(faq);
    return err;
}

void faq_free(struct faq *faq)
{
    for (size_t i = 0; faq->questions && i < faq->count; i++)
        free(faq->questions[i].target);
    free(faq->questions);
    lesson_free(&faq->sections);
    *faq = (struct faq){0};
}
