/*
 * The table of contents is prose like any other; what counts in it are the numbered items of its
 * list and the first link of each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content_private.h"
#include "grow.h"
#include "mend/base/message.h"
#include "prose.h"
#include "scan.h"

static const char expected[] = N_("Expected \"1. [Title](lessons/01-name.md), about 12 minutes\", "
                                  "or, not written yet, \"1. Title, about 12 minutes\".");

/* The number before WORD, or 0. */
static int number_before(const char *text, const char *unit)
{
    const char *word = strstr(text, unit);
    while (word && word > text && word[-1] == ' ')
        word--;
    const char *digits = word;
    while (digits && digits > text && digits[-1] >= '0' && digits[-1] <= '9')
        digits--;
    long number = digits && digits < word ? strtol(digits, NULL, 10) : 0;
    return number > 0 && number <= 999 ? (int)number : 0;
}

/* A lesson stands inside the folder and is a Markdown file. */
static bool target_fits(const char *target)
{
    size_t length = strlen(target);
    if (length < 4 || strcmp(target + length - 3, ".md") != 0 || target[0] == '/')
        return false;
    if (strchr(target, ':') || strncmp(target, "../", 3) == 0 || strstr(target, "/../"))
        return false;
    return true;
}

/* The words of the first link in PROSE, else those before its last comma. */
static char *find_title(struct reading *reading, const struct prose *prose)
{
    for (size_t i = 0; i < prose->span_count; i++)
        if (prose->spans[i].style == SPAN_LINK)
            return reading_copy(reading, prose->text + prose->spans[i].start,
                                prose->text + prose->spans[i].end);
    const char *comma = strrchr(prose->text, ',');
    return reading_copy(reading, prose->text, comma ? comma : prose->text + prose->length);
}

static void add_entry(struct reading *reading, struct content *content, const struct block *block,
                      const struct link *link)
{
    char id[16];
    snprintf(id, sizeof id, "%d", block->number);
    if (content_entry(content, id)) {
        reading_report(reading, block->line, _("There is a lesson %s in this table already."), id);
        return;
    }
    struct contents_entry entry = {.line = block->line};
    entry.minutes = number_before(block->prose.text, "minute");
    entry.pages = number_before(block->prose.text, "page");
    if (!entry.minutes)
        reading_report(reading, block->line, _("Lesson %s does not say how long it takes. %s"), id,
                       _(expected));
    if (link && target_fits(link->target)) {
        entry.file = strdup(link->target);
        entry.closing = strncmp(link->target, "lessons/", 8) != 0;
        reading->failed |= !entry.file;
    } else if (link) {
        reading_report(reading, link->line, _("\"%s\" is no file of this folder. %s"),
                       quote_of(link->target, link->target + strlen(link->target)).text,
                       _(expected));
    }
    entry.id = strdup(id);
    entry.title = find_title(reading, &block->prose);
    struct contents_entry *entries = grow(content->entries, content->entry_count, sizeof *entries);
    if (entries)
        content->entries = entries;
    if (!entries || !entry.id || !entry.title) {
        free(entry.id);
        free(entry.title);
        free(entry.file);
        reading->failed = true;
        return;
    }
    entries[content->entry_count++] = entry;
}

static void add_entries(struct reading *reading, struct content *content,
                        const struct blocks *blocks)
{
    size_t linked = 0; /* links are in the order of their blocks */
    for (size_t i = 0; i < blocks->count && !reading->failed; i++) {
        const struct block *block = &blocks->items[i];
        if (block->kind != BLOCK_NUMBERED || block->depth != 0)
            continue;
        if (content->entry_count == LESSONS_MOST) {
            reading_report(reading, block->line, _("A course has %d lessons at most."),
                           LESSONS_MOST);
            return;
        }
        while (linked < reading->links->count && reading->links->items[linked].block < i)
            linked++;
        bool has_link = linked < reading->links->count && reading->links->items[linked].block == i;
        add_entry(reading, content, block, has_link ? &reading->links->items[linked] : NULL);
    }
    if (content->entry_count == 0)
        reading_report(reading, 1, _("There are no lessons in this table. %s"), _(expected));
}

enum err contents_parse(const char *file, const struct str *bytes, struct content *content,
                        struct issues *issues, struct fault *fault)
{
    struct reading reading;
    struct links links = {0};
    struct lesson holder = {0};
    reading_open(&reading, file, str_text(bytes), bytes->length, issues);
    reading.links = &links;
    const char *text = str_text(&reading.text);
    if (!reading.failed) {
        struct scan scan = {text, text + reading.text.length, 1};
        scan_title(&scan);
        prose_read(&reading, scan.at, scan.end, &holder.opening);
    }
    if (!reading.failed)
        add_entries(&reading, content, &holder.opening);
    enum err err = reading.failed ? fault_set_memory(fault) : OK;
    lesson_free(&holder);
    links_free(&links);
    reading_close(&reading);
    return err;
}
