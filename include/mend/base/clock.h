/*
 * Time, handed in so that a test can set it.
 *
 * A real clock follows the system. A virtual one (MEND_TEST_SYNC=1) stands still until the test
 * advances it; then timers and wall time move together. MEND_NOW says where wall time starts in
 * either case.
 */
#ifndef MEND_BASE_CLOCK_H
#define MEND_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "mend/base/error.h"

struct clock {
    bool is_virtual;
    int64_t virtual_ms;  /* milliseconds a virtual clock has been advanced by */
    int64_t wall_offset; /* seconds added to the system's wall time */
};

/*
 * Sets CLOCK up. NOW is where wall time starts, as "YYYY-MM-DDTHH:MM:SS" in local time, or NULL
 * for the present. Returns ERR_INPUT with a sentence when NOW cannot be read.
 */
enum err clock_init(struct clock *clock, const char *now, bool is_virtual,
                    struct fault *fault) MUST_CHECK;

/* Wall time in seconds since 1970-01-01 UTC. */
int64_t clock_wall(const struct clock *clock);

/* Milliseconds that only ever grow; their start means nothing. */
int64_t clock_monotonic(const struct clock *clock);

/* Moves a virtual clock forward; a real one takes no notice. */
void clock_advance(struct clock *clock, int64_t milliseconds);

#endif
