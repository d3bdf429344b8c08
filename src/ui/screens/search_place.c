/* Finding the page on which an answer was given, by the name of its exercise. */
#include <stdlib.h>
#include <string.h>

#include "search_private.h"

enum err places_open(struct places *places, const struct content *content, struct fault *fault)
{
    size_t count = content->entry_count + content->sheet_count + 1;
    *places = (struct places){.content = content,
                              .lessons = calloc(count, sizeof *places->lessons),
                              .read = calloc(count, sizeof *places->read)};
    if (places->lessons && places->read)
        return OK;
    places_close(places);
    return fault_set_memory(fault);
}

void places_close(struct places *places)
{
    const struct content *content = places->content;
    for (size_t i = 0; places->read && i < content->entry_count + content->sheet_count; i++)
        lesson_free(&places->lessons[i]);
    lesson_free(&places->practices);
    free(places->lessons);
    free(places->read);
    *places = (struct places){0};
}

/* What cannot be read has no pages, and so no place for any answer. */
static const struct lesson *read_lesson(struct places *places, const struct contents_entry *entry)
{
    const struct content *content = places->content;
    size_t index = entry->sheet ? content->entry_count + (size_t)(entry - content->sheets)
                                : (size_t)(entry - content->entries);
    struct lesson *lesson = &places->lessons[index];
    if (!places->read[index] && content_lesson(content, entry, lesson, NULL, NULL))
        *lesson = (struct lesson){0};
    places->read[index] = true;
    return lesson;
}

static const struct lesson *read_practices(struct places *places)
{
    if (!places->practices_read &&
        content_practices(places->content, &places->practices, NULL, NULL))
        places->practices = (struct lesson){0};
    places->practices_read = true;
    return &places->practices;
}

static const struct exercise *exercise_in(const struct blocks *blocks, const char *id)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const struct exercise *exercise = blocks->items[i].exercise;
        if (exercise && strcmp(exercise->id, id) == 0)
            return exercise;
    }
    return NULL;
}

static const struct page *page_with(const struct lesson *lesson, const char *exercise)
{
    for (size_t i = 0; i < lesson->page_count; i++)
        if (exercise_in(&lesson->pages[i].blocks, exercise))
            return &lesson->pages[i];
    return NULL;
}

struct place_found places_find(struct places *places, const char *lesson, const char *exercise)
{
    struct place_found found = {0};
    if (strcmp(lesson, CALM_LESSON) == 0) {
        found.practice = page_with(read_practices(places), exercise);
        return found;
    }
    found.entry = content_entry(places->content, lesson);
    if (!found.entry)
        found.entry = content_sheet(places->content, lesson);
    if (!found.entry)
        return found;
    const struct lesson *read = read_lesson(places, found.entry);
    const struct page *page = page_with(read, exercise);
    if (page) {
        found.page = page->number;
        found.version = exercise_in(&page->blocks, exercise)->version;
    } else if (exercise_in(&read->ending, exercise)) {
        found.page = PLAYER_CLOSING;
    }
    return found;
}
