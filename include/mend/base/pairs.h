/*
 * Named values in the order they were first set: what an answer is made of ("honesty" -> "6").
 *
 * `struct pairs p = {0};` is valid and empty.
 */
#ifndef MEND_BASE_PAIRS_H
#define MEND_BASE_PAIRS_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/base/error.h"

struct pair {
    char *key;
    char *value; /* UTF-8, NUL-terminated */
};

struct pairs {
    struct pair *items;
    size_t count;
    size_t capacity;
};

/* The value of KEY, or NULL. Valid until P changes. */
const char *pairs_get(const struct pairs *p, const char *key);

/* Sets KEY to a copy of VALUE; NULL or "" removes it. */
enum err pairs_set(struct pairs *p, const char *key, const char *value,
                   struct fault *fault) MUST_CHECK;

/* Makes TO an equal copy of FROM. */
enum err pairs_copy(struct pairs *to, const struct pairs *from, struct fault *fault) MUST_CHECK;

/* True when both hold the same values, in whatever order. */
bool pairs_equal(const struct pairs *a, const struct pairs *b);

void pairs_free(struct pairs *p);

#endif
