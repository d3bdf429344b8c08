/*
 * Made-up years of promises, boundaries, experiments and check-ins, the same for the same seed, for
 * tests and benches. In 3,650 days: 12 promises, eight held all along and four in one line, with
 * marks, notes and pauses; 520 check-ins; 40 experiments; 6 boundaries with 240 events.
 */
#ifndef MEND_TESTS_DECADE_H
#define MEND_TESTS_DECADE_H

#include <stddef.h>
#include <stdint.h>

#include "mend/store/store.h"

enum {
    DECADE_DAYS = 3650,
    DECADE_PROMISES = 12,
    DECADE_CHECK_INS = 520,
    DECADE_EXPERIMENTS = 40,
    DECADE_BOUNDARIES = 6,
    DECADE_EVENTS = 240,
};

struct decade {
    int32_t first; /* days since 1970-01-01, both included */
    int32_t last;
    size_t promises; /* how many there are now of each */
    size_t marks;
    size_t notes;
    size_t pauses;
    size_t check_ins;
    size_t experiments;
    size_t events;
};

/*
 * Adds the last DAYS days of a decade that ends on LAST, in one transaction: for fewer than
 * DECADE_DAYS in proportion, but all promises and boundaries. Ends the program when it cannot.
 */
struct decade decade_fill(struct store *store, unsigned seed, int32_t last, int days);

#endif
