#include "mend/base/pairs.h"

#include <stdlib.h>
#include <string.h>

static struct pair *find(const struct pairs *p, const char *key)
{
    for (size_t i = 0; i < p->count; i++)
        if (strcmp(p->items[i].key, key) == 0)
            return &p->items[i];
    return NULL;
}

const char *pairs_get(const struct pairs *p, const char *key)
{
    const struct pair *pair = find(p, key);
    return pair ? pair->value : NULL;
}

static void remove_pair(struct pairs *p, struct pair *pair)
{
    free(pair->key);
    free(pair->value);
    size_t index = (size_t)(pair - p->items);
    memmove(pair, pair + 1, (p->count - index - 1) * sizeof *pair);
    p->count--;
}

static enum err append_pair(struct pairs *p, const char *key, const char *value,
                            struct fault *fault)
{
    if (!p->items || p->count == p->capacity) {
        size_t capacity = p->capacity ? p->capacity * 2 : 8;
        struct pair *items = realloc(p->items, capacity * sizeof *items);
        if (!items)
            return fault_set_memory(fault);
        p->items = items;
        p->capacity = capacity;
    }
    struct pair pair = {strdup(key), strdup(value)};
    if (!pair.key || !pair.value) {
        free(pair.key);
        free(pair.value);
        return fault_set_memory(fault);
    }
    p->items[p->count++] = pair;
    return OK;
}

enum err pairs_set(struct pairs *p, const char *key, const char *value, struct fault *fault)
{
    struct pair *pair = find(p, key);
    if (!pair)
        return value && *value ? append_pair(p, key, value, fault) : OK;
    if (!value || !*value) {
        remove_pair(p, pair);
        return OK;
    }
    char *copy = strdup(value);
    if (!copy)
        return fault_set_memory(fault);
    free(pair->value);
    pair->value = copy;
    return OK;
}

enum err pairs_copy(struct pairs *to, const struct pairs *from, struct fault *fault)
{
    struct pairs copy = {0};
    for (size_t i = 0; i < from->count; i++) {
        enum err err = pairs_set(&copy, from->items[i].key, from->items[i].value, fault);
        if (err) {
            pairs_free(&copy);
            return err;
        }
    }
    pairs_free(to);
    *to = copy;
    return OK;
}

bool pairs_equal(const struct pairs *a, const struct pairs *b)
{
    if (a->count != b->count || !a->items)
        return a->count == b->count;
    for (size_t i = 0; i < a->count; i++) {
        const char *other = pairs_get(b, a->items[i].key);
        if (!other || strcmp(a->items[i].value, other) != 0)
            return false;
    }
    return true;
}

void pairs_free(struct pairs *p)
{
    for (size_t i = 0; p->items && i < p->count; i++) {
        free(p->items[i].key);
        free(p->items[i].value);
    }
    free(p->items);
    *p = (struct pairs){0};
}
