#include "held.h"

#include <stdlib.h>
#include <string.h>

static bool held_is(const struct held *held, const char *lesson, const char *exercise)
{
    return strcmp(held->lesson, lesson) == 0 && strcmp(held->exercise, exercise) == 0;
}

void held_free_texts(struct held *held)
{
    while (held->texts) {
        struct held_text *text = held->texts;
        held->texts = text->next;
        str_free(&text->text);
        free(text->key);
        free(text);
    }
}

static void free_one(struct held *held)
{
    held_free_texts(held);
    free(held->lesson);
    free(held->exercise);
    free(held);
}

struct held *held_find(const struct store *store, const char *lesson, const char *exercise)
{
    struct held *held = store->held;
    while (held && !held_is(held, lesson, exercise))
        held = held->next;
    return held;
}

struct held *held_get(struct store *store, const char *lesson, const char *exercise)
{
    struct held *held = held_find(store, lesson, exercise);
    if (held)
        return held;
    held = calloc(1, sizeof *held);
    if (!held)
        return NULL;
    held->lesson = strdup(lesson);
    held->exercise = strdup(exercise);
    if (!held->lesson || !held->exercise) {
        free_one(held);
        return NULL;
    }
    held->next = store->held;
    store->held = held;
    return held;
}

void held_forget(struct store *store, const char *lesson, const char *exercise)
{
    for (struct held **link = &store->held; *link; link = &(*link)->next) {
        if (!held_is(*link, lesson, exercise))
            continue;
        struct held *held = *link;
        *link = held->next;
        free_one(held);
        return;
    }
}

void held_forget_draft(struct store *store, int64_t id)
{
    for (const struct held *held = store->held; held; held = held->next)
        if (held->id == id) {
            held_forget(store, held->lesson, held->exercise);
            return;
        }
}

enum err held_values(const struct held *held, struct pairs *values, struct fault *fault)
{
    enum err err = OK;
    for (const struct held_text *text = held->texts; text && !err; text = text->next)
        err = pairs_set(values, text->key, str_text(&text->text), fault);
    return err;
}

void held_free(struct store *store)
{
    while (store->held) {
        struct held *held = store->held;
        store->held = held->next;
        free_one(held);
    }
}

struct held_text *held_text_find(const struct held *held, const char *key)
{
    struct held_text *text = held->texts;
    while (text && strcmp(text->key, key) != 0)
        text = text->next;
    return text;
}

struct held_text *held_text_get(struct held *held, const char *key)
{
    struct held_text *text = held_text_find(held, key);
    if (text)
        return text;
    text = calloc(1, sizeof *text);
    char *name = strdup(key);
    if (!text || !name) {
        free(text);
        free(name);
        return NULL;
    }
    text->key = name;
    struct held_text **last = &held->texts;
    while (*last)
        last = &(*last)->next;
    *last = text;
    return text;
}

bool held_text_edit(struct str *text, const struct draft_edit *edit)
{
    if (edit->at > text->length || edit->removed > text->length - edit->at)
        return false;
    size_t tail = text->length - edit->at - edit->removed;
    /* Appending makes the room; what is appended is overwritten right away. */
    if (edit->length > edit->removed)
        str_append(text, edit->inserted, edit->length - edit->removed);
    if (text->failed || !text->bytes)
        return true;
    char *hole = text->bytes + edit->at;
    memmove(hole + edit->length, hole + edit->removed, tail);
    if (edit->length)
        memcpy(hole, edit->inserted, edit->length);
    str_truncate(text, edit->at + edit->length + tail);
    return true;
}
