/*
 * The table of contents is prose like any other; what counts in it are the numbered items of its
 * list, which are lessons, those with bullets, which are sheets, and the first link of each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content_private.h"
#include "grow.h"
#include "kinds.h"
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

/* A lesson is called by its number, a sheet by its file. False when there is one already. */
static bool find_id(struct reading *reading, const struct content *content,
                    const struct block *block, const struct link *link, char *id, size_t size)
{
    bool sheet = block->kind == BLOCK_BULLET;
    const char *name = sheet ? strrchr(link->target, '/') : NULL;
    name = name ? name + 1 : sheet ? link->target : NULL;
    if (sheet)
        snprintf(id, size, "%.*s", (int)strcspn(name, "."), name);
    else
        snprintf(id, size, "%d", block->number);
    if (!(sheet ? content_sheet(content, id) : content_entry(content, id)))
        return true;
    reading_report(reading, block->line,
                   sheet ? _("There is a sheet %s in this table already.")
                         : _("There is a lesson %s in this table already."),
                   id);
    return false;
}

static void add_entry(struct reading *reading, struct content *content, const struct block *block,
                      const struct link *link)
{
    char id[NAME_MOST + 1];
    bool sheet = block->kind == BLOCK_BULLET;
    if (!find_id(reading, content, block, link, id, sizeof id))
        return;
    struct contents_entry **list = sheet ? &content->sheets : &content->entries;
    size_t *count = sheet ? &content->sheet_count : &content->entry_count;
    struct contents_entry entry = {.line = block->line, .sheet = sheet};
    entry.minutes = number_before(block->prose.text, "minute");
    entry.pages = number_before(block->prose.text, "page");
    if (!entry.minutes)
        reading_report(reading, block->line, _("%s does not say how long it takes. %s"), id,
                       _(expected));
    if (link && target_fits(link->target)) {
        entry.file = strdup(link->target);
        entry.closing = !sheet && strncmp(link->target, "lessons/", 8) != 0;
        reading->failed |= !entry.file;
    } else if (link) {
        reading_report(reading, link->line, _("\"%s\" is no file of this folder. %s"),
                       quote_of(link->target, link->target + strlen(link->target)).text,
                       _(expected));
    }
    entry.id = strdup(id);
    entry.title = find_title(reading, &block->prose);
    struct contents_entry *entries = grow(*list, *count, sizeof *entries);
    if (entries)
        *list = entries;
    if (!entries || !entry.id || !entry.title) {
        free(entry.id);
        free(entry.title);
        free(entry.file);
        reading->failed = true;
        return;
    }
    entries[(*count)++] = entry;
}

static void add_entries(struct reading *reading, struct content *content,
                        const struct blocks *blocks)
{
    size_t linked = 0; /* links are in the order of their blocks */
    for (size_t i = 0; i < blocks->count && !reading->failed; i++) {
        const struct block *block = &blocks->items[i];
        if ((block->kind != BLOCK_NUMBERED && block->kind != BLOCK_BULLET) || block->depth != 0)
            continue;
        if (content->entry_count + content->sheet_count == LESSONS_MOST) {
            reading_report(reading, block->line, _("A course has %d lessons at most."),
                           LESSONS_MOST);
            return;
        }
        while (linked < reading->links->count && reading->links->items[linked].block < i)
            linked++;
        bool has_link = linked < reading->links->count && reading->links->items[linked].block == i;
        if (block->kind == BLOCK_BULLET && !has_link)
            continue; /* a list like any other */
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
