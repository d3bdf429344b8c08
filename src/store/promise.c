/*
 * Promises. What is written of one is a record; its schedule, when it ended and what it follows
 * stand in "promise". Pauses and marks are in promise_mark.c.
 */
#include <stdlib.h>
#include <string.h>

#include "mend/base/message.h"
#include "promise_private.h"

#define COLUMNS                                                                                    \
    RECORD_COLUMNS("r")                                                                            \
    ", p.between_us, p.schedule, p.by_day, p.weekdays, p.times, p.ended, p.follows, "              \
    "p.smaller, " RECORD_TEXT("r", "0") ", " RECORD_TEXT("r", "1") ", " RECORD_TEXT("r", "2")
#define FROM " FROM promise AS p CROSS JOIN record AS r ON r.id = p.id"

static const char *const schedule_names[SCHEDULE_KINDS] = {
    [SCHEDULE_ONCE] = "once",
    [SCHEDULE_DAILY] = "daily",
    [SCHEDULE_WEEKDAYS] = "weekdays",
    [SCHEDULE_WEEKLY] = "weekly",
};

enum { WEEK = 7, EVERY_WEEKDAY = (1 << WEEK) - 1 };

/* ---- what can be kept ---- */

static enum err check_words(const struct promise_words *words, struct fault *fault)
{
    if (record_has_text(words->text) || record_has_text(words->will))
        return OK;
    return fault_set(fault, ERR_INPUT,
                     _("Nothing is promised here yet: say what you will do, and it can be kept."));
}

static enum err check_schedule(const struct schedule *schedule, int32_t began, struct fault *fault)
{
    switch (schedule->kind) {
    case SCHEDULE_ONCE:
        if (schedule->by >= began && schedule->by != DAY_OPEN)
            return OK;
        return fault_set(fault, ERR_INPUT,
                         _("The day by which a promise is kept cannot be before it begins."));
    case SCHEDULE_DAILY:
        return OK;
    case SCHEDULE_WEEKDAYS:
        if (schedule->weekdays >= 1 && schedule->weekdays <= EVERY_WEEKDAY)
            return OK;
        return fault_set(fault, ERR_INPUT, _("Choose at least one day of the week."));
    case SCHEDULE_WEEKLY:
        if (schedule->times >= 1 && schedule->times <= WEEK)
            return OK;
        return fault_set(fault, ERR_INPUT, _("A week has room for one to seven times."));
    case SCHEDULE_KINDS:
        break;
    }
    return fault_set(fault, ERR_INPUT, _("mend does not know this kind of schedule."));
}

static enum err check_new(const struct promise_new *promise, struct fault *fault)
{
    enum err err = check_words(&promise->words, fault);
    if (!err && promise->began == DAY_OPEN)
        err = fault_set(fault, ERR_INPUT, _("A promise needs a day on which it begins."));
    return err ? err : check_schedule(&promise->schedule, promise->began, fault);
}

/* ---- writing ---- */

static enum err insert_row(struct store *store, int64_t id, const struct promise_new *promise,
                           struct fault *fault)
{
    const struct schedule *schedule = &promise->schedule;
    enum schedule_kind kind = schedule->kind;
    struct statement s = statement_open(
        store, "INSERT INTO promise(id, between_us, schedule, by_day, weekdays, times, follows,"
               " smaller) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    statement_bind_int(&s, id);
    statement_bind_int(&s, promise->words.between_us);
    statement_bind_text(&s, schedule_names[kind]);
    record_bind_int(&s, kind == SCHEDULE_ONCE ? schedule->by : DAY_OPEN, DAY_OPEN);
    record_bind_int(&s, kind == SCHEDULE_WEEKDAYS ? (int64_t)schedule->weekdays : 0, 0);
    record_bind_int(&s, kind == SCHEDULE_WEEKLY ? schedule->times : 0, 0);
    record_bind_int(&s, promise->follows, 0);
    statement_bind_int(&s, promise->follows && promise->smaller);
    return statement_run(&s, fault);
}

/* Ends the promise ID, at the earliest on the day before it began, or on none. */
static enum err set_end(struct store *store, int64_t id, int32_t day, bool only_earlier,
                        struct fault *fault)
{
    struct statement s = statement_open(
        store, "UPDATE promise SET ended = max(?2, (SELECT day - 1 FROM record WHERE id = ?1))"
               " WHERE id = ?1 AND (?3 = 0 OR ended IS NULL OR ended > ?2)");
    statement_bind_int(&s, id);
    record_bind_int(&s, day, DAY_OPEN); /* max() of NULL is NULL */
    statement_bind_int(&s, only_earlier);
    return statement_run(&s, fault);
}

static enum err expect_last_of_line(struct store *store, int64_t id, struct fault *fault)
{
    struct statement s =
        statement_open(store, "SELECT 1" FROM " WHERE p.follows = ?1 AND r.deleted_at IS NULL");
    statement_bind_int(&s, id);
    bool followed = statement_next(&s);
    enum err err = statement_close(&s, OK, fault);
    if (err || !followed)
        return err;
    return fault_set(fault, ERR_CONFLICT,
                     _("Another promise was already made from this one. Go on from that one, or "
                       "put it into the trash first."));
}

static enum err follow(struct store *store, const struct promise_new *promise, struct fault *fault)
{
    enum err err = record_expect(store, promise->follows, RECORD_PROMISE, fault);
    if (!err)
        err = expect_last_of_line(store, promise->follows, fault);
    return err ? err : set_end(store, promise->follows, promise->began - 1, true, fault);
}

enum err promise_insert(struct store *store, const struct promise_new *promise, int64_t *id,
                        struct fault *fault)
{
    const struct promise_words *words = &promise->words;
    const char *const texts[] = {words->text, words->when, words->will};
    struct record_new record = {.kind = RECORD_PROMISE,
                                .day = promise->began,
                                .made_at = promise->made_at,
                                .origin = &promise->origin,
                                .texts = {0, PROMISE_TEXTS, texts}};
    enum err err = record_insert(store, &record, id, fault);
    return err ? err : insert_row(store, *id, promise, fault);
}

enum err store_promise_add(struct store *store, const struct promise_new *promise, int64_t *id,
                           struct fault *fault)
{
    int64_t added = 0;
    enum err err = check_new(promise, fault);
    if (!err)
        err = promise->follows ? record_begin(store, fault) : store_begin(store, fault);
    if (err)
        return err;
    if (promise->follows)
        err = follow(store, promise, fault);
    if (!err)
        err = promise_insert(store, promise, &added, fault);
    err = record_end(store, err, PROMISE_DRAFTS, promise->draft, fault);
    if (!err && id)
        *id = added;
    return err;
}

static enum err set_between_us(struct store *store, int64_t id, bool between_us,
                               struct fault *fault)
{
    struct statement s = statement_open(store, "UPDATE promise SET between_us = ?2 WHERE id = ?1");
    statement_bind_int(&s, id);
    statement_bind_int(&s, between_us);
    return statement_run(&s, fault);
}

enum err store_promise_change(struct store *store, int64_t id, int64_t seen,
                              const struct promise_words *words, const char *draft,
                              struct fault *fault)
{
    const char *const items[] = {words->text, words->when, words->will};
    struct record_texts texts = {0, PROMISE_TEXTS, items};
    enum err err = check_words(words, fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = record_change(store, id, RECORD_PROMISE, seen, &texts, fault);
    if (!err)
        err = set_between_us(store, id, words->between_us, fault);
    return record_end(store, err, PROMISE_DRAFTS, draft, fault);
}

enum err store_promise_end(struct store *store, int64_t id, int32_t day, struct fault *fault)
{
    enum err err = record_begin(store, fault);
    if (err)
        return err;
    err = record_expect(store, id, RECORD_PROMISE, fault);
    if (!err)
        err = set_end(store, id, day, false, fault);
    return store_end(store, err, fault);
}

/* ---- reading ---- */

void promise_free(struct promise *promise)
{
    store_free_text(promise->text);
    store_free_text(promise->when);
    store_free_text(promise->will);
    for (size_t i = 0; i < promise->pause_count; i++)
        store_free_text(promise->pauses[i].reason);
    free(promise->pauses);
    *promise = (struct promise){0};
}

void promises_free(struct promises *promises)
{
    for (size_t i = 0; i < promises->count; i++)
        promise_free(&promises->items[i]);
    free(promises->items);
    *promises = (struct promises){0};
}

static enum schedule_kind schedule_named(const char *name)
{
    for (int kind = 0; kind < SCHEDULE_KINDS; kind++)
        if (strcmp(schedule_names[kind], name) == 0)
            return (enum schedule_kind)kind;
    return SCHEDULE_DAILY;
}

/* The row's COLUMNS. */
static enum err read_promise(struct statement *s, struct promise *promise, struct fault *fault)
{
    int column = RECORD_COLUMN_COUNT;
    record_read(s, 0, &promise->record);
    promise->between_us = statement_int(s, column++) != 0;
    promise->schedule.kind = schedule_named(statement_text(s, column++));
    promise->schedule.by = (int32_t)statement_int(s, column++);
    promise->schedule.weekdays = (unsigned)statement_int(s, column++);
    promise->schedule.times = (int)statement_int(s, column++);
    promise->ended = (int32_t)record_read_int(s, column++, DAY_OPEN);
    promise->follows = statement_int(s, column++);
    promise->smaller = statement_int(s, column++) != 0 && promise->follows;
    enum err err = record_read_text(s, column++, &promise->text, fault);
    if (!err)
        err = record_read_text(s, column++, &promise->when, fault);
    return err ? err : record_read_text(s, column, &promise->will, fault);
}

/* All rows of S, which is closed, and their pauses that last until PAUSES_FROM at least. */
static enum err read_all(struct store *store, struct statement *s, int32_t pauses_from,
                         struct promises *promises, struct fault *fault)
{
    enum err err = OK;
    size_t capacity = 0;
    while (!err && statement_next(s)) {
        void *grown =
            store_grow(promises->items, promises->count, &capacity, sizeof *promises->items);
        if (!grown) {
            err = fault_set_memory(fault);
            break;
        }
        promises->items = grown;
        struct promise *promise = &promises->items[promises->count++];
        *promise = (struct promise){0};
        err = read_promise(s, promise, fault);
    }
    /* As long as a row is open, what is read within is of the same moment of the file. */
    if (!err && promises->count > 0)
        err = promise_read_pauses(store, promises, pauses_from, fault);
    err = statement_close(s, err, fault);
    if (err)
        promises_free(promises);
    return err;
}

enum err store_promise_list(struct store *store, enum promise_choice choice, int32_t day,
                            int32_t pauses_from, struct promises *promises, struct fault *fault)
{
    static const char *const sql[] = {
        [PROMISES_HELD] = "SELECT " COLUMNS FROM
                          " WHERE r.deleted_at IS NULL AND (p.ended IS NULL OR p.ended >= ?1)"
                          " ORDER BY r.id",
        [PROMISES_ENDED] = "SELECT " COLUMNS FROM " WHERE r.deleted_at IS NULL AND p.ended < ?1"
                           " ORDER BY p.ended DESC, r.id DESC",
        [PROMISES_TRASH] =
            "SELECT " COLUMNS FROM " WHERE r.deleted_at IS NOT NULL AND ?1 IS NOT NULL"
            " ORDER BY r.deleted_at DESC, r.id DESC",
    };
    *promises = (struct promises){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s = statement_open(store, sql[choice]);
    statement_bind_int(&s, day);
    return read_all(store, &s, pauses_from, promises, fault);
}

enum err store_promise_get(struct store *store, int64_t id, struct promise *promise,
                           struct fault *fault)
{
    struct promises found = {0};
    *promise = (struct promise){0};
    enum err err = record_look(store, fault);
    if (err)
        return err;
    struct statement s = statement_open(store, "SELECT " COLUMNS FROM " WHERE p.id = ?1");
    statement_bind_int(&s, id);
    err = read_all(store, &s, INT32_MIN, &found, fault);
    if (!err && found.count > 0)
        *promise = found.items[0];
    else if (!err)
        err = record_fault_gone(fault);
    free(found.items);
    return err;
}

enum err store_promise_line(struct store *store, int64_t id, struct promises *promises,
                            struct fault *fault)
{
    *promises = (struct promises){0};
    enum err err = record_look(store, fault);
    if (!err)
        err = record_expect(store, id, RECORD_PROMISE, fault);
    if (err)
        return err;
    /* Who follows has the higher id, so the first of the line has the least. */
    struct statement s = statement_open(
        store, "WITH RECURSIVE earlier(id) AS ("
               "  SELECT ?1 UNION SELECT e.follows FROM earlier JOIN promise AS e ON"
               "   e.id = earlier.id WHERE e.follows IS NOT NULL),"
               " line(id) AS ("
               "  SELECT min(id) FROM earlier UNION SELECT l.id FROM line JOIN promise AS l ON"
               "   l.follows = line.id)"
               "SELECT " COLUMNS FROM " WHERE p.id IN (SELECT id FROM line)"
               " AND r.deleted_at IS NULL ORDER BY r.id");
    statement_bind_int(&s, id);
    return read_all(store, &s, INT32_MIN, promises, fault);
}
