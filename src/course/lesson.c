/*
 * A lesson is read part by part, as scan.h divides it: a heading opens the page (or the ending, or
 * the sources) that `blocks` points into from then on; prose and exercises are appended there.
 */
#include "mend/course/lesson.h"

#include <stdlib.h>
#include <string.h>

#include "exercise.h"
#include "front.h"
#include "grow.h"
#include "kinds.h"
#include "lesson_private.h"
#include "mend/base/message.h"
#include "prose.h"
#include "scan.h"

/* More than anybody writes; they bound the time a broken file can cost. */
enum { EXERCISES_MOST = 200, PAGES_MOST = 200 };

struct assembly {
    struct reading *reading;
    struct lesson *lesson;
    struct blocks *blocks; /* of the opening, the last page or the sources */
    const struct exercise *exercises[EXERCISES_MOST];
    size_t exercise_count;
    int ending_line;  /* of "## Before you go", 0 before it */
    int sources_line; /* of "## Sources", 0 before it */
};

/* ---- pages ---- */

/*
 * "1.3 Words": true when it starts as a page's number does, which *END is then the end of. The
 * number of a sheet's page begins with the sheet's name.
 */
static bool read_number(const char *id, const char *start, const char *limit, const char **end)
{
    size_t length = strlen(id);
    bool named = (size_t)(limit - start) > length && memcmp(start, id, length) == 0;
    const char *at = named ? start + length : start;
    int dots = 0;
    while (at < limit && (*at == '.' || (*at >= '0' && *at <= '9')))
        dots += *at++ == '.';
    *end = at;
    return at > start && dots > 0 && *start != '.' && (at == limit || *at == ' ' || *at == '\t');
}

/* True for "<id>.<n>" with 1 <= n. */
static bool number_fits(const char *number, const char *id)
{
    size_t length = strlen(id);
    if (strncmp(number, id, length) != 0 || number[length] != '.')
        return false;
    const char *digits = number + length + 1;
    return *digits >= '1' && *digits <= '9' && strspn(digits, "0123456789") == strlen(digits);
}

static void check_heading(struct assembly *a, const struct part *part, const struct page *page,
                          bool numbered)
{
    const char *id = a->lesson->id;
    const char *shown = *id ? id : "1";
    if (!numbered)
        reading_report(a->reading, part->line,
                       _("The heading of a page starts with its number, such as \"## %s.%zu "
                         "Words\". Only \"## Before you go\" and \"## Sources\" have none."),
                       shown, a->lesson->page_count + 1);
    else if (*id && !number_fits(page->number, id))
        reading_report(a->reading, part->line,
                       _("Page %s is not one of lesson %s. Expected a number such as %s.%zu."),
                       quote_of(page->number, page->number + strlen(page->number)).text, id, id,
                       a->lesson->page_count + 1);
    if (numbered && !*page->title)
        reading_report(a->reading, part->line,
                       _("This page has no title. Expected \"## %s Words\"."), page->number);
}

/* A page without a number gets one that no real page can have: progress is kept by it. */
static char *stand_in_number(struct assembly *a)
{
    struct str number = {0};
    str_printf(&number, "%s.p%zu", a->lesson->id, a->lesson->page_count + 1);
    return str_take(&number);
}

static void add_page(struct assembly *a, const struct part *part)
{
    struct lesson *lesson = a->lesson;
    if (lesson->page_count == PAGES_MOST) {
        reading_report(a->reading, part->line, _("A lesson has %d pages at most."), PAGES_MOST);
        return;
    }
    const char *number_end;
    bool section = a->reading->mode == READ_SECTIONS;
    bool numbered = !section && read_number(lesson->id, part->start, part->end, &number_end);
    struct page page = {.line = part->line};
    if (section)
        page.number = strdup("");
    else
        page.number =
            numbered ? reading_copy(a->reading, part->start, number_end) : stand_in_number(a);
    page.title = reading_copy(a->reading, numbered ? number_end : part->start, part->end);
    struct page *pages = grow(lesson->pages, lesson->page_count, sizeof *pages);
    if (pages)
        lesson->pages = pages;
    if (!pages || !page.number || !page.title) {
        free(page.number);
        free(page.title);
        a->reading->failed = true;
        return;
    }
    if (!section)
        check_heading(a, part, &page, numbered);
    pages[lesson->page_count++] = page;
    a->blocks = &pages[lesson->page_count - 1].blocks;
}

static bool is_called(const struct part *part, const char *name)
{
    size_t length = strlen(name);
    return (size_t)(part->end - part->start) == length && memcmp(part->start, name, length) == 0;
}

static void read_heading(struct assembly *a, const struct part *part)
{
    bool is_sources = is_called(part, "Sources");
    bool is_ending = is_called(part, "Before you go");
    if ((is_sources && a->sources_line) || (is_ending && a->ending_line))
        reading_report(a->reading, part->line, _("\"## %s\" stands here a second time."),
                       is_sources ? "Sources" : "Before you go");
    else if (a->sources_line)
        reading_report(a->reading, part->line,
                       _("\"## Sources\" is the last heading of a lesson. Please move this page "
                         "above it."));
    else if (a->ending_line && !is_sources)
        reading_report(a->reading, part->line,
                       _("Only \"## Sources\" may follow \"## Before you go\". Please move this "
                         "page above it."));
    if (is_sources) {
        a->sources_line = part->line;
        a->blocks = &a->lesson->sources;
    } else if (is_ending) {
        a->ending_line = part->line;
        a->blocks = &a->lesson->ending;
    } else {
        add_page(a, part);
    }
}

/* ---- exercises ---- */

/* Why an exercise, good in itself, cannot stand here; reported. */
static bool is_misplaced(struct assembly *a, const struct exercise *exercise)
{
    if (exercise->kind == EXERCISE_PRACTICE && a->reading->mode != READ_SECTIONS) {
        reading_report(a->reading, exercise->line,
                       _("A practice stands in practices.md. Here, \"breathe\" goes through one."));
        return true;
    }
    if (a->blocks == &a->lesson->opening || a->blocks == &a->lesson->sources) {
        reading_report(a->reading, exercise->line,
                       _("An exercise stands on a page, below a heading such as \"## %s.1 "
                         "Words\"."),
                       *a->lesson->id ? a->lesson->id : "1");
        return true;
    }
    for (size_t i = 0; i < a->exercise_count; i++) {
        if (strcmp(a->exercises[i]->id, exercise->id) == 0) {
            reading_report(a->reading, exercise->line,
                           _("There is an exercise \"%s\" on line %d already. Each needs a name "
                             "of its own: its answers are kept under it."),
                           exercise->id, a->exercises[i]->line);
            return true;
        }
    }
    if (a->exercise_count < EXERCISES_MOST)
        return false;
    reading_report(a->reading, exercise->line, _("A lesson has %d exercises at most."),
                   EXERCISES_MOST);
    return true;
}

static void read_fence(struct assembly *a, const struct part *part)
{
    struct str why = {0};
    int why_line = part->line;
    struct block block = {.kind = BLOCK_EXERCISE, .line = part->line};
    block.exercise = exercise_read(a->reading, part, &why, &why_line);
    if (block.exercise && is_misplaced(a, block.exercise)) {
        str_puts(&why, a->reading->said);
        block_free(&block);
        block.exercise = NULL;
    }
    if (block.exercise) {
        block.prose.text = strdup("");
        a->reading->failed |= !block.prose.text;
        a->exercises[a->exercise_count++] = block.exercise;
        reading_add_block(a->reading, a->blocks, &block);
    } else {
        reading_add_fault(a->reading, a->blocks, why_line, str_text(&why));
    }
    a->reading->failed |= why.failed;
    str_free(&why);
}

/* ---- the whole ---- */

/* In an outline a page only knows which kinds it has, of those that come first (routing.h). */
static void note_kind(struct assembly *a, const struct part *part)
{
    const char *end = part->info;
    while (end < part->info_end && *end != ' ')
        end++;
    const struct kind *kind = kind_find(part->info, end);
    struct quote info = quote_of(part->info, part->info_end);
    const char *last = strrchr(info.text, ' ');
    bool second = last && strcmp(last, " together") == 0;
    if (kind && !second && a->lesson->page_count)
        a->lesson->pages[a->lesson->page_count - 1].kinds |= 1U << kind->kind;
}

static void read_parts(struct assembly *a, struct scan *scan)
{
    while (!a->reading->failed) {
        struct part part = scan_next(scan);
        switch (part.kind) {
        case PART_PROSE:
            if (a->reading->mode != READ_OUTLINE)
                prose_read(a->reading, part.start, part.end, a->blocks);
            break;
        case PART_HEADING:
            read_heading(a, &part);
            break;
        case PART_FENCE:
            if (a->reading->mode == READ_OUTLINE)
                note_kind(a, &part);
            else
                read_fence(a, &part);
            break;
        case PART_END:
            return;
        }
    }
}

/* Missing words are "" rather than NULL, so that nobody has to ask. */
static bool set_up(struct lesson *lesson)
{
    *lesson = (struct lesson){0};
    lesson->id = strdup("");
    lesson->title = strdup("");
    lesson->touches = strdup("");
    return lesson->id && lesson->title && lesson->touches;
}

static enum err read_all(struct reading *reading, struct lesson *lesson, struct fault *fault)
{
    struct assembly a = {.reading = reading, .lesson = lesson, .blocks = &lesson->opening};
    const char *text = str_text(&reading->text);
    struct scan scan = {text, text + reading->text.length, 1};
    if (scan_is_blank(scan.at, scan.end))
        return fault_set(fault, ERR_FORMAT,
                         _("%s is empty. A lesson starts with a line \"---\", then \"id: 1\", "
                           "\"title: ...\", \"minutes: 12\", then \"---\" again."),
                         reading->file);
    bool front = reading->mode == READ_SECTIONS;
    if (front)
        scan_title(&scan);
    const char *before = scan.at;
    text = before;
    if (!front)
        front = front_read(reading, &scan, lesson, &before);
    prose_read(reading, text, before, a.blocks);
    read_parts(&a, &scan);
    if (!front && lesson->page_count == 0)
        return fault_set(fault, ERR_FORMAT,
                         _("%s is not a lesson: it has no front matter and no page. "
                           "content/README.md shows what one looks like."),
                         reading->file);
    return OK;
}

enum err lesson_read(const char *file, const char *bytes, size_t length, enum reading_mode mode,
                     struct lesson *lesson, struct links *links, struct issues *issues,
                     struct fault *fault)
{
    bool ready = set_up(lesson);
    if (length > FILE_MOST)
        return fault_set(fault, ERR_FORMAT,
                         _("%s is larger than 1 MiB, which no lesson is. Is it the right file?"),
                         file);
    if (!ready)
        return fault_set_memory(fault);
    struct reading reading;
    reading_open(&reading, file, bytes, length, issues);
    reading.links = links;
    reading.mode = mode;
    enum err err = reading.failed ? ERR_MEMORY : read_all(&reading, lesson, fault);
    if (reading.failed)
        err = fault_set_memory(fault);
    reading_close(&reading);
    return err;
}

enum err lesson_parse(const char *file, const char *bytes, size_t length, struct lesson *lesson,
                      struct issues *issues, struct fault *fault)
{
    return lesson_read(file, bytes, length, READ_LESSON, lesson, NULL, issues, fault);
}

static void blocks_free(struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        block_free(&blocks->items[i]);
    free(blocks->items);
}

void lesson_free(struct lesson *lesson)
{
    blocks_free(&lesson->opening);
    blocks_free(&lesson->ending);
    blocks_free(&lesson->sources);
    for (size_t i = 0; i < lesson->page_count; i++) {
        blocks_free(&lesson->pages[i].blocks);
        free(lesson->pages[i].number);
        free(lesson->pages[i].title);
    }
    free(lesson->pages);
    free(lesson->id);
    free(lesson->title);
    free(lesson->touches);
    *lesson = (struct lesson){0};
}

const struct exercise *lesson_exercise(const struct lesson *lesson, const char *id)
{
    for (size_t i = 0; i < lesson->page_count; i++) {
        const struct blocks *blocks = &lesson->pages[i].blocks;
        for (size_t j = 0; j < blocks->count; j++) {
            const struct exercise *exercise = blocks->items[j].exercise;
            if (exercise && strcmp(exercise->id, id) == 0)
                return exercise;
        }
    }
    return NULL;
}
