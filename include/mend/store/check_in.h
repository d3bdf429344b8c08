/*
 * Check-ins: seven scales and three texts about a day, each of which can be left open. record.h
 * says what they share with other records.
 *
 * Of a second person nothing ever comes here but what both chose to show, as a part of the first
 * one's check-in and under a label that is given. Feeling safe and boundaries are never among it:
 * there is no place for them in the file.
 */
#ifndef MEND_STORE_CHECK_IN_H
#define MEND_STORE_CHECK_IN_H

#include "mend/practice/check_in.h"
#include "mend/store/record.h"

struct check_in_new {
    int32_t day;
    int64_t made_at;             /* wall seconds; now when 0 */
    int scales[CHECK_IN_SCALES]; /* 0 to SCALE_MOST, or SCALE_OPEN */
    const char *texts[CHECK_IN_TEXTS];
    struct record_origin origin;
    const char *draft;
};

/* *ID (may be NULL) names it. ERR_INPUT when all of it is open. */
enum err store_check_in_add(struct store *store, const struct check_in_new *check_in, int64_t *id,
                            struct fault *fault) MUST_CHECK;

/* Day, scales and texts anew. SEEN is the version the caller has seen. */
enum err store_check_in_change(struct store *store, int64_t id, int64_t seen,
                               const struct check_in_new *check_in, struct fault *fault) MUST_CHECK;

/* What the second person showed; open where they, or the first, did not choose to. */
struct check_in_shown {
    const char *label;           /* what the first person calls them; may be "" */
    int scales[CHECK_IN_SCALES]; /* SCALE_SAFETY and SCALE_BOUNDARIES are open */
    const char *texts[CHECK_IN_TEXTS];
};

/*
 * Adds what both chose to show to check-in ID. *SHOWN_ID (may be NULL) names it, for
 * store_record_delete(). ERR_CONFLICT when there is such a part already.
 */
enum err store_check_in_show(struct store *store, int64_t id, const struct check_in_shown *shown,
                             int64_t *shown_id, struct fault *fault) MUST_CHECK;

struct check_in_partner {
    struct record record; /* an id of 0: there is none */
    char *label;
    int scales[CHECK_IN_SCALES];
    char *texts[CHECK_IN_TEXTS];
};

struct check_in {
    struct record record;
    int scales[CHECK_IN_SCALES];
    char *texts[CHECK_IN_TEXTS];
    struct check_in_partner partner;
};

struct check_ins {
    struct check_in *items;
    size_t count;
};
void check_in_free(struct check_in *check_in);
void check_ins_free(struct check_ins *check_ins);

/* At most MOST check-ins that follow PLACE, newest day first, outside the trash. */
enum err store_check_in_page(struct store *store, struct record_place place, size_t most,
                             struct check_ins *check_ins, struct fault *fault) MUST_CHECK;

/*
 * One of them, be it in the trash, and the one before it in time, *EARLIER (may be NULL; its id is
 * 0 when there is none).
 */
enum err store_check_in_get(struct store *store, int64_t id, struct check_in *check_in,
                            struct check_in *earlier, struct fault *fault) MUST_CHECK;

enum err store_check_in_count(struct store *store, size_t *count, struct fault *fault) MUST_CHECK;

/* ---- series ---- */

/* A value of one scale. */
struct check_in_value {
    int64_t id; /* of the check-in */
    int32_t day;
    int value;
};

/*
 * The values of SCALE from one day to another, both included, oldest first; those left open are
 * left out. *ITEMS is freed by the caller.
 */
enum err store_check_in_series(struct store *store, enum check_in_scale scale, int32_t from,
                               int32_t to, struct check_in_value **items, size_t *count,
                               struct fault *fault) MUST_CHECK;

struct check_in_point {
    int64_t id;
    int32_t day;
    int scales[CHECK_IN_SCALES]; /* SCALE_OPEN where it was left open */
};

/* The same of all seven at once; a point for each check-in. */
enum err store_check_in_points(struct store *store, int32_t from, int32_t to,
                               struct check_in_point **items, size_t *count,
                               struct fault *fault) MUST_CHECK;

#endif
