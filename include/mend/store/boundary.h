/*
 * Boundaries, and a log of what became of them. record.h says what they share with other records.
 * A boundary's day is the one it was set down on, an event's the one it happened on.
 */
#ifndef MEND_STORE_BOUNDARY_H
#define MEND_STORE_BOUNDARY_H

#include "mend/store/record.h"

enum boundary_event_kind {
    BOUNDARY_KEPT,
    BOUNDARY_CROSSED,
    BOUNDARY_RENEGOTIATED,
    BOUNDARY_EVENT_KINDS
};

struct boundary_new {
    const char *text;
    int32_t day;
    int64_t made_at; /* wall seconds; now when 0 */
    struct record_origin origin;
    const char *draft;
};

/* *ID (may be NULL) names it. ERR_INPUT without a text. */
enum err store_boundary_add(struct store *store, const struct boundary_new *boundary, int64_t *id,
                            struct fault *fault) MUST_CHECK;

/* SEEN is the version the caller has seen. */
enum err store_boundary_change(struct store *store, int64_t id, int64_t seen, const char *text,
                               const char *draft, struct fault *fault) MUST_CHECK;

struct boundary {
    struct record record;
    char *text;
    size_t events[BOUNDARY_EVENT_KINDS]; /* how many of each kind, outside the trash */
    int32_t last;                        /* the day of the newest one; DAY_OPEN without any */
};

struct boundaries {
    struct boundary *items;
    size_t count;
};
void boundary_free(struct boundary *boundary);
void boundaries_free(struct boundaries *boundaries);

/* All outside the trash, or those in it, as they were written, counted in the same query. */
enum err store_boundary_list(struct store *store, bool trash, struct boundaries *boundaries,
                             struct fault *fault) MUST_CHECK;

/* One of them, be it in the trash. */
enum err store_boundary_get(struct store *store, int64_t id, struct boundary *boundary,
                            struct fault *fault) MUST_CHECK;

/* ---- events ---- */

struct boundary_event_new {
    enum boundary_event_kind kind;
    int32_t day;
    const char *did; /* what I did; may be "" */
    const char *draft;
};

enum err store_boundary_event_add(struct store *store, int64_t boundary,
                                  const struct boundary_event_new *event, int64_t *id,
                                  struct fault *fault) MUST_CHECK;
enum err store_boundary_event_change(struct store *store, int64_t id, int64_t seen,
                                     const struct boundary_event_new *event,
                                     struct fault *fault) MUST_CHECK;

struct boundary_event {
    struct record record;
    int64_t boundary;
    enum boundary_event_kind kind;
    char *did;
};

struct boundary_events {
    struct boundary_event *items;
    size_t count;
};
void boundary_events_free(struct boundary_events *events);

/* At most MOST events of BOUNDARY (0: of all) that follow PLACE, newest day first. */
enum err store_boundary_event_list(struct store *store, int64_t boundary, struct record_place place,
                                   size_t most, struct boundary_events *events,
                                   struct fault *fault) MUST_CHECK;

#endif
