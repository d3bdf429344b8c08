/*
 * The undo log of a buffer: what every change took out and put in, grouped in steps.
 *
 * The log does not touch the text. Undoing is reading changes off its end with undo_back() and
 * applying them the other way round; undo_forward() reads them again for redo.
 */
#ifndef TEXT_UNDO_H
#define TEXT_UNDO_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/base/str.h"

struct change {
    size_t at;
    size_t removed;  /* bytes taken out at `at` */
    size_t inserted; /* bytes put in there */
    size_t bytes;    /* where both stand in the log's bytes, the removed ones first */
    bool joined;     /* belongs to the same step as the change before it */
};

struct undo {
    struct change *changes;
    size_t capacity;
    size_t count;
    size_t done;      /* changes that are in the text; those from here to `count` are undone */
    struct str bytes; /* removed and inserted bytes of all changes, in order */
    size_t depth;     /* undo_begin() without its undo_end() yet */
    bool broken;      /* the next change starts a step */
};

void undo_free(struct undo *undo);

/*
 * Adds a change and forgets what was undone. REMOVED and INSERTED are bytes of the change's
 * lengths. False without memory; then nothing has been added.
 */
bool undo_record(struct undo *undo, struct change change, const char *removed,
                 const char *inserted) MUST_CHECK;

void undo_break(struct undo *undo);
void undo_begin(struct undo *undo);
void undo_end(struct undo *undo);

/* The next change of the step to take back, or to do again; NULL when the step is complete. */
const struct change *undo_back(struct undo *undo, bool first);
const struct change *undo_forward(struct undo *undo, bool first);

#endif
