/* The two sequences a test drives the program with, taken out of its input. See run.h. */
#ifndef MEND_UI_SYNC_H
#define MEND_UI_SYNC_H

#include <stddef.h>
#include <stdint.h>

#include "mend/base/str.h"

enum sync_found { SYNC_NOTHING, SYNC_BARRIER, SYNC_ADVANCE };

enum { SYNC_HELD = 32 };

struct sync {
    char held[SYNC_HELD]; /* the beginning of what may be a sequence */
    size_t held_length;
};

/*
 * Reads BYTES up to the first complete sequence and returns how many that were; *FOUND says
 * which it was, *MILLISECONDS by how much to advance. What belongs to the person goes to PLAIN.
 */
size_t sync_scan(struct sync *sync, const char *bytes, size_t length, struct str *plain,
                 enum sync_found *found, int64_t *milliseconds);

#endif
