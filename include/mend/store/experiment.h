/*
 * Trust experiments: what is tried and expected, and later what happened. record.h says what they
 * share with other records. An experiment's day is the one it was planned on.
 */
#ifndef MEND_STORE_EXPERIMENT_H
#define MEND_STORE_EXPERIMENT_H

#include "mend/practice/experiment.h"
#include "mend/store/record.h"

struct experiment_plan {
    const char *what; /* what I will try */
    const char *prediction;
    const char *know; /* when I'll know, and what will show it, in words */
    int risk;         /* 0 to 10, or EXPERIMENT_OPEN */
    int predicted;    /* how it will go, 0 to 10, or EXPERIMENT_OPEN */
    int32_t know_day; /* the day on which I'll know; DAY_OPEN */
};

struct experiment_outcome {
    const char *happened;
    const char *learned;
    int actual;  /* how it went, 0 to 10, or EXPERIMENT_OPEN */
    int32_t day; /* when this was written; DAY_OPEN takes the outcome back, words and all */
};

struct experiment_new {
    struct experiment_plan plan;
    int32_t day;
    int64_t made_at; /* wall seconds; now when 0 */
    struct record_origin origin;
    const char *draft;
};

/* *ID (may be NULL) names it. ERR_INPUT when nothing is tried. */
enum err store_experiment_add(struct store *store, const struct experiment_new *experiment,
                              int64_t *id, struct fault *fault) MUST_CHECK;

/* SEEN is the version the caller has seen. */
enum err store_experiment_change(struct store *store, int64_t id, int64_t seen,
                                 const struct experiment_plan *plan, const char *draft,
                                 struct fault *fault) MUST_CHECK;

/* Says what came of it, or says it anew. No part of it is needed. */
enum err store_experiment_conclude(struct store *store, int64_t id, int64_t seen,
                                   const struct experiment_outcome *outcome, const char *draft,
                                   struct fault *fault) MUST_CHECK;

struct experiment {
    struct record record;
    char *what;
    char *prediction;
    char *know;
    int risk;
    int predicted;
    int32_t know_day;
    char *happened;
    char *learned;
    int actual;
    int32_t concluded; /* the day of the outcome; DAY_OPEN as long as there is none */
};

struct experiments {
    struct experiment *items;
    size_t count;
};
void experiment_free(struct experiment *experiment);
void experiments_free(struct experiments *experiments);

/*
 * All outside the trash, or those in it: first the open ones whose day has come on TODAY, the
 * longest ago first; then the open ones that are to come, those without a day last; then the
 * others, the last concluded first.
 */
enum err store_experiment_list(struct store *store, int32_t today, bool trash,
                               struct experiments *experiments, struct fault *fault) MUST_CHECK;

/* One of them, be it in the trash. */
enum err store_experiment_get(struct store *store, int64_t id, struct experiment *experiment,
                              struct fault *fault) MUST_CHECK;

#endif
