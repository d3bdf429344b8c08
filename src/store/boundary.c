/*
 * Boundaries and their events: both are records, an event belongs to its boundary and has its kind
 * in "boundary_event".
 */
#include "mend/store/boundary.h"

#include <stdlib.h>
#include <string.h>

#include "mend/base/message.h"
#include "record_private.h"

static const char *const event_names[BOUNDARY_EVENT_KINDS] = {
    [BOUNDARY_KEPT] = "kept",
    [BOUNDARY_CROSSED] = "crossed",
    [BOUNDARY_RENEGOTIATED] = "renegotiated",
};

/* ---- boundaries ---- */

static enum err check_text(const char *text, struct fault *fault)
{
    if (record_has_text(text))
        return OK;
    return fault_set(fault, ERR_INPUT,
                     _("This boundary has no words yet, so there is nothing to keep."));
}

enum err store_boundary_add(struct store *store, const struct boundary_new *boundary, int64_t *id,
                            struct fault *fault)
{
    int64_t added = 0;
    const char *const texts[] = {boundary->text};
    struct record_new record = {.kind = RECORD_BOUNDARY,
                                .day = boundary->day,
                                .made_at = boundary->made_at,
                                .origin = &boundary->origin,
                                .texts = {0, 1, texts}};
    enum err err = check_text(boundary->text, fault);
    if (!err)
        err = store_begin(store, fault);
    if (err)
        return err;
    err = record_insert(store, &record, &added, fault);
    err = record_end(store, err, PROMISE_DRAFTS, boundary->draft, fault);
    if (!err && id)
        *id = added;
    return err;
}

enum err store_boundary_change(struct store *store, int64_t id, int64_t seen, const char *text,
                               const char *draft, struct fault *fault)
{
    const char *const items[] = {text};
    struct record_texts texts = {0, 1, items};
    enum err err = check_text(text, fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = record_change(store, id, RECORD_BOUNDARY, seen, &texts, fault);
    return record_end(store, err, PROMISE_DRAFTS, draft, fault);
}

void boundary_free(struct boundary *boundary)
{
    store_free_text(boundary->text);
    *boundary = (struct boundary){0};
}

void boundaries_free(struct boundaries *boundaries)
{
    for (size_t i = 0; i < boundaries->count; i++)
        boundary_free(&boundaries->items[i]);
    free(boundaries->items);
    *boundaries = (struct boundaries){0};
}

/* Boundaries with the numbers of their events; for a condition and an order to follow. */
#define BOUNDARIES                                                                                 \
    "SELECT " RECORD_COLUMNS("r") ", " RECORD_TEXT(                                                \
        "r",                                                                                       \
        "0") ", count(*) FILTER (WHERE x.kind = 'kept'), count(*) FILTER (WHERE x.kind = "         \
             "'crossed'),"                                                                         \
             " count(*) FILTER (WHERE x.kind = 'renegotiated'), max(e.day)"                        \
             " FROM record AS r LEFT JOIN (record AS e JOIN boundary_event AS x ON x.id = e.id)"   \
             "  ON e.of_id = r.id AND e.kind = 'event' AND e.deleted_at IS NULL"                   \
             " WHERE r.kind = 'boundary'"

static enum err read_boundary(struct statement *s, struct boundary *boundary, struct fault *fault)
{
    int column = RECORD_COLUMN_COUNT;
    record_read(s, 0, &boundary->record);
    enum err err = record_read_text(s, column++, &boundary->text, fault);
    for (int kind = 0; kind < BOUNDARY_EVENT_KINDS; kind++)
        boundary->events[kind] = (size_t)statement_int(s, column++);
    boundary->last = (int32_t)record_read_int(s, column, DAY_OPEN);
    return err;
}

/* All rows of S, which is closed. */
static enum err read_boundaries(struct statement *s, struct boundaries *boundaries,
                                struct fault *fault)
{
    enum err err = OK;
    size_t capacity = 0;
    while (!err && statement_next(s)) {
        void *grown =
            store_grow(boundaries->items, boundaries->count, &capacity, sizeof *boundaries->items);
        if (!grown) {
            err = fault_set_memory(fault);
            break;
        }
        boundaries->items = grown;
        struct boundary *boundary = &boundaries->items[boundaries->count++];
        *boundary = (struct boundary){0};
        err = read_boundary(s, boundary, fault);
    }
    err = statement_close(s, err, fault);
    if (err)
        boundaries_free(boundaries);
    return err;
}

enum err store_boundary_list(struct store *store, bool trash, struct boundaries *boundaries,
                             struct fault *fault)
{
    *boundaries = (struct boundaries){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s = statement_open(
        store, trash ? BOUNDARIES " AND r.deleted_at IS NOT NULL GROUP BY r.id ORDER BY r.id"
                     : BOUNDARIES " AND r.deleted_at IS NULL GROUP BY r.id ORDER BY r.id");
    return read_boundaries(&s, boundaries, fault);
}

enum err store_boundary_get(struct store *store, int64_t id, struct boundary *boundary,
                            struct fault *fault)
{
    struct boundaries found = {0};
    *boundary = (struct boundary){0};
    enum err err = record_look(store, fault);
    if (err)
        return err;
    struct statement s = statement_open(store, BOUNDARIES " AND r.id = ?1 GROUP BY r.id");
    statement_bind_int(&s, id);
    err = read_boundaries(&s, &found, fault);
    if (!err && found.count > 0)
        *boundary = found.items[0];
    else if (!err)
        err = record_fault_gone(fault);
    free(found.items);
    return err;
}

/* ---- events ---- */

static enum err check_event(const struct boundary_event_new *event, struct fault *fault)
{
    if ((int)event->kind >= 0 && event->kind < BOUNDARY_EVENT_KINDS && event->day != DAY_OPEN)
        return OK;
    return fault_set(fault, ERR_INPUT,
                     _("On a day, a boundary was kept, crossed or renegotiated: choose one."));
}

static enum err set_event_row(struct store *store, int64_t id, enum boundary_event_kind kind,
                              struct fault *fault)
{
    struct statement s =
        statement_open(store, "INSERT INTO boundary_event(id, kind) VALUES(?1, ?2)"
                              " ON CONFLICT(id) DO UPDATE SET kind = excluded.kind");
    statement_bind_int(&s, id);
    statement_bind_text(&s, event_names[kind]);
    return statement_run(&s, fault);
}

enum err store_boundary_event_add(struct store *store, int64_t boundary,
                                  const struct boundary_event_new *event, int64_t *id,
                                  struct fault *fault)
{
    int64_t added = 0;
    const char *const texts[] = {event->did};
    struct record_new record = {
        .kind = RECORD_EVENT, .of = boundary, .day = event->day, .texts = {0, 1, texts}};
    enum err err = check_event(event, fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = record_expect(store, boundary, RECORD_BOUNDARY, fault);
    if (!err)
        err = record_insert(store, &record, &added, fault);
    if (!err)
        err = set_event_row(store, added, event->kind, fault);
    err = record_end(store, err, PROMISE_DRAFTS, event->draft, fault);
    if (!err && id)
        *id = added;
    return err;
}

enum err store_boundary_event_change(struct store *store, int64_t id, int64_t seen,
                                     const struct boundary_event_new *event, struct fault *fault)
{
    const char *const items[] = {event->did};
    struct record_texts texts = {0, 1, items};
    enum err err = check_event(event, fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = record_change(store, id, RECORD_EVENT, seen, &texts, fault);
    if (!err)
        err = record_set_day(store, id, event->day, fault);
    if (!err)
        err = set_event_row(store, id, event->kind, fault);
    return record_end(store, err, PROMISE_DRAFTS, event->draft, fault);
}

void boundary_events_free(struct boundary_events *events)
{
    for (size_t i = 0; i < events->count; i++)
        store_free_text(events->items[i].did);
    free(events->items);
    *events = (struct boundary_events){0};
}

static enum boundary_event_kind event_named(const char *name)
{
    for (int kind = 0; kind < BOUNDARY_EVENT_KINDS; kind++)
        if (strcmp(event_names[kind], name) == 0)
            return (enum boundary_event_kind)kind;
    return BOUNDARY_KEPT;
}

static enum err add_event(struct statement *s, struct boundary_events *events, size_t *capacity,
                          struct fault *fault)
{
    void *grown = store_grow(events->items, events->count, capacity, sizeof *events->items);
    if (!grown)
        return fault_set_memory(fault);
    events->items = grown;
    struct boundary_event *event = &events->items[events->count++];
    *event = (struct boundary_event){0};
    record_read(s, 0, &event->record);
    event->boundary = statement_int(s, RECORD_COLUMN_COUNT);
    event->kind = event_named(statement_text(s, RECORD_COLUMN_COUNT + 1));
    return record_read_text(s, RECORD_COLUMN_COUNT + 2, &event->did, fault);
}

/* Events that follow a place (?2, ?3), of one boundary, ?1, or of all. */
#define EVENTS "SELECT " RECORD_COLUMNS("r") ", r.of_id, x.kind, " RECORD_TEXT("r", "0")
#define EVENTS_IN_ORDER                                                                            \
    " AND r.deleted_at IS NULL AND (r.day, r.id) < (?2, ?3) ORDER BY r.day DESC, r.id DESC LIMIT " \
    "?4"

enum err store_boundary_event_list(struct store *store, int64_t boundary, struct record_place place,
                                   size_t most, struct boundary_events *events, struct fault *fault)
{
    size_t capacity = 0;
    *events = (struct boundary_events){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s = statement_open(
        store, boundary ? EVENTS " FROM record AS r INDEXED BY record_of"
                                 " JOIN boundary_event AS x ON x.id = r.id"
                                 " WHERE r.of_id = ?1 AND r.kind = 'event'" EVENTS_IN_ORDER
                        : EVENTS " FROM record AS r INDEXED BY record_listed"
                                 " JOIN boundary_event AS x ON x.id = r.id"
                                 " JOIN record AS b ON b.id = r.of_id AND b.deleted_at IS NULL"
                                 " WHERE r.kind = 'event' AND ?1 = 0" EVENTS_IN_ORDER);
    statement_bind_int(&s, boundary);
    statement_bind_int(&s, place.id ? place.day : DAY_OPEN);
    statement_bind_int(&s, place.id ? place.id : INT64_MAX);
    statement_bind_int(&s, store_limit(most));
    while (!err && statement_next(&s))
        err = add_event(&s, events, &capacity, fault);
    err = statement_close(&s, err, fault);
    if (err)
        boundary_events_free(events);
    return err;
}
