#include "sync.h"

#include <stdlib.h>
#include <string.h>

static const char advance[] = "\x1b]5522;t=";

enum { ADVANCE_LENGTH = sizeof advance - 1, BARRIER = 0x1d };

/* True when what is held, with BYTE after it, may still become a sequence. */
static bool fits(const struct sync *sync, char byte)
{
    if (sync->held_length < ADVANCE_LENGTH)
        return byte == advance[sync->held_length];
    return (byte >= '0' && byte <= '9' && sync->held_length < SYNC_HELD - 2) || byte == '\a';
}

static void release(struct sync *sync, struct str *plain)
{
    str_append(plain, sync->held, sync->held_length);
    sync->held_length = 0;
}

size_t sync_scan(struct sync *sync, const char *bytes, size_t length, struct str *plain,
                 enum sync_found *found, int64_t *milliseconds)
{
    *found = SYNC_NOTHING;
    for (size_t i = 0; i < length; i++) {
        if (!fits(sync, bytes[i]))
            release(sync, plain);
        if (bytes[i] == BARRIER) {
            *found = SYNC_BARRIER;
            return i + 1;
        }
        if (!fits(sync, bytes[i])) {
            str_putc(plain, bytes[i]);
            continue;
        }
        sync->held[sync->held_length++] = bytes[i];
        if (bytes[i] != '\a')
            continue;
        *found = SYNC_ADVANCE;
        *milliseconds = strtoll(sync->held + ADVANCE_LENGTH, NULL, 10);
        sync->held_length = 0;
        return i + 1;
    }
    return length;
}
