/*
 * Trust experiments: small, openly asked and bearable acts of trust. Before, the person says how
 * well they think it will go, from 0 (as badly as I fear) to 10 (as well as I could wish); when
 * they know, they say on the same scale how it went. The program sets the two side by side over
 * time. One result is one piece of information: no number here says whom to trust, and none names
 * a cause. Days are numbers as in day.h.
 */
#ifndef MEND_PRACTICE_EXPERIMENT_H
#define MEND_PRACTICE_EXPERIMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mend/practice/day.h"

enum {
    EXPERIMENT_OPEN = -1, /* not said, or not known yet */
    EXPERIMENT_MOST = 10,
    EXPERIMENT_WAIT = 14, /* days after which one is asked about that named no day */
    EXPERIMENT_NEAR = 1   /* a difference up to which it went about as predicted */
};

struct experiment_pair {
    int32_t planned; /* the day on which it was written down */
    int32_t know;    /* the day by which the person thought they would know, or DAY_NONE */
    int32_t told;    /* the day on which they said how it went, or DAY_NONE */
    int predicted;   /* 0 to 10, or EXPERIMENT_OPEN */
    int actual;      /* the same */
    bool is_let_go;  /* not tried after all; nothing is asked or counted */
};

/* ---- one ---- */

enum experiment_state {
    EXPERIMENT_PLANNED, /* its time has not come */
    EXPERIMENT_ASKS,    /* its time has come: what happened? */
    EXPERIMENT_TOLD,    /* the person has said how it went, in words or a number */
    EXPERIMENT_LET_GO,
    EXPERIMENT_STATES
};

/* The day from which the program asks, once and without hurry: `know`, or EXPERIMENT_WAIT days
 * after it was planned. The two weeks are mend's own. */
int32_t experiment_asks_on(const struct experiment_pair *experiment);

/* Told early is told. */
enum experiment_state experiment_state(const struct experiment_pair *experiment, int32_t today);

enum experiment_result {
    EXPERIMENT_UNKNOWN, /* either number is open, or it was let go */
    EXPERIMENT_WORSE,
    EXPERIMENT_AS, /* at most EXPERIMENT_NEAR apart: about as predicted */
    EXPERIMENT_BETTER,
    EXPERIMENT_RESULTS
};

/*
 * One point apart is about as predicted, because nobody predicts more exactly than to a point; a
 * rule of thumb, as in trend.h.
 */
enum experiment_result experiment_result(const struct experiment_pair *experiment);

/* ---- over time ---- */

/*
 * What the experiments told of from FIRST to LAST (both included) came to. A pair counts when both
 * numbers are there; one that was told in words alone is in `words_only`. Differences are actual -
 * predicted, in points: above 0 it went better than predicted.
 */
struct experiment_tally {
    int pairs;
    int worse, as, better; /* together `pairs` */
    int words_only;
    double mean;   /* of the differences; 0 without a pair */
    double spread; /* their sample standard deviation (n - 1); 0 of fewer than two */
    int low, high; /* tell these rather than `spread` of fewer than TREND_FEW (trend.h) */
};

struct experiment_tally experiment_tally(const struct experiment_pair *experiments, size_t count,
                                         int32_t first, int32_t last);

/*
 * Puts the pairs that count, of all times, in the order in which they were told (of one day: in
 * which they were planned, then as given) for a chart: INDEXES, with room for COUNT, are theirs in
 * EXPERIMENTS. Returns how many there are.
 */
size_t experiment_series(const struct experiment_pair *experiments, size_t count, size_t *indexes);

#endif
