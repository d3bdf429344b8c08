/*
 * An array of changes and one run of bytes behind it. A change that goes on where the last one
 * stopped makes that one longer instead of adding to the array, so that an hour of typing stays
 * small; deleting backwards adds a change per key, joined to the step.
 */
#include "undo.h"

#include <stdint.h>
#include <stdlib.h>

#include "buffer_private.h"
#include "mend/base/utf8.h"
#include "words.h"

void undo_free(struct undo *undo)
{
    free(undo->changes);
    buffer_wipe_str(&undo->bytes);
    *undo = (struct undo){0};
}

/* True when typing AFTER behind BEFORE starts a word, and so a step. Both are not empty. */
static bool starts_word(const char *before, size_t length, const char *after, size_t after_length)
{
    int32_t last;
    int32_t first;
    size_t at = length - 1;
    while (at > 0 && ((unsigned char)before[at] & 0xC0) == 0x80)
        at--;
    utf8_decode(before + at, length - at, &last);
    utf8_decode(after, after_length, &first);
    return !word_holds(last) && word_holds(first);
}

static bool continues(const struct undo *undo, const struct change *change, const char *inserted)
{
    const struct change *last = &undo->changes[undo->done - 1];
    if (change->inserted == 0)
        return last->inserted == 0 &&
               (change->at + change->removed == last->at || change->at == last->at);
    return last->inserted > 0 && change->removed == 0 && change->at == last->at + last->inserted &&
           !starts_word(undo->bytes.bytes + last->bytes + last->removed, last->inserted, inserted,
                        change->inserted);
}

/* True when LAST can simply grow by CHANGE: the new bytes belong right behind its own. */
static bool grows(const struct change *last, const struct change *change)
{
    if (change->removed == 0)
        return change->at == last->at + last->inserted;
    return change->inserted == 0 && last->inserted == 0 && change->at == last->at;
}

/* Room for one more change, or NULL. */
static struct change *reserve_change(struct undo *undo)
{
    if (undo->done == undo->capacity) {
        size_t capacity = undo->capacity ? undo->capacity * 2 : 16;
        struct change *changes = reallocarray(undo->changes, capacity, sizeof *changes);
        if (!changes)
            return NULL;
        undo->changes = changes;
        undo->capacity = capacity;
    }
    return &undo->changes[undo->done];
}

static void forget_undone(struct undo *undo)
{
    if (undo->done < undo->count)
        str_truncate(&undo->bytes, undo->changes[undo->done].bytes);
    undo->count = undo->done;
}

bool undo_record(struct undo *undo, struct change change, const char *removed, const char *inserted)
{
    forget_undone(undo);
    struct change *slot = reserve_change(undo);
    if (!slot)
        return false;
    change.bytes = undo->bytes.length;
    change.joined =
        !undo->broken && undo->done > 0 && (undo->depth > 0 || continues(undo, &change, inserted));
    str_append(&undo->bytes, removed, change.removed);
    str_append(&undo->bytes, inserted, change.inserted);
    if (undo->bytes.failed) {
        undo->bytes.failed = false; /* what was there before is still complete */
        str_truncate(&undo->bytes, change.bytes);
        return false;
    }
    if (change.joined && grows(slot - 1, &change)) {
        slot[-1].removed += change.removed;
        slot[-1].inserted += change.inserted;
    } else {
        *slot = change;
        undo->count = ++undo->done;
    }
    undo->broken = false;
    return true;
}

void undo_break(struct undo *undo)
{
    if (undo->depth == 0)
        undo->broken = true;
}

void undo_begin(struct undo *undo)
{
    undo_break(undo);
    undo->depth++;
}

void undo_end(struct undo *undo)
{
    if (undo->depth > 0)
        undo->depth--;
    undo_break(undo);
}

const struct change *undo_back(struct undo *undo, bool first)
{
    undo->broken = true;
    if (undo->done == 0 || (!first && !undo->changes[undo->done].joined))
        return NULL;
    return &undo->changes[--undo->done];
}

const struct change *undo_forward(struct undo *undo, bool first)
{
    undo->broken = true;
    if (undo->done == undo->count || (!first && !undo->changes[undo->done].joined))
        return NULL;
    return &undo->changes[undo->done++];
}
