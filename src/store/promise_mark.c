/*
 * Pauses and marks of promises. A pause is a record that belongs to its promise, from the day it
 * has. A mark is a small row, for there are very many; its note is a record of the same day.
 */
#include <stdlib.h>
#include <string.h>

#include "mend/base/message.h"
#include "promise_private.h"

static const char *const mark_names[MARK_KINDS] = {
    [MARK_NONE] = "",   [MARK_KEPT] = "kept",         [MARK_PARTLY] = "partly",
    [MARK_NOT] = "not", [MARK_RELEASED] = "released",
};

/* ---- pauses ---- */

static enum err check_pause(struct pause days, struct fault *fault)
{
    if (days.from <= days.to && days.from != DAY_OPEN)
        return OK;
    return fault_set(fault, ERR_INPUT, _("A pause cannot end before it begins."));
}

/* ERR_CONFLICT when another pause of PROMISE than ID has one of DAYS. */
static enum err expect_free(struct store *store, int64_t promise, int64_t id, struct pause days,
                            struct fault *fault)
{
    struct statement s = statement_open(
        store, "SELECT 1 FROM record AS r JOIN promise_pause AS x ON x.id = r.id"
               " WHERE r.of_id = ?1 AND r.kind = 'pause' AND r.deleted_at IS NULL AND r.id <> ?2"
               " AND r.day <= ?4 AND x.to_day >= ?3");
    statement_bind_int(&s, promise);
    statement_bind_int(&s, id);
    statement_bind_int(&s, days.from);
    statement_bind_int(&s, days.to);
    bool taken = statement_next(&s);
    enum err err = statement_close(&s, OK, fault);
    if (err || !taken)
        return err;
    return fault_set(fault, ERR_CONFLICT, _("This promise already rests on some of these days."));
}

static enum err set_pause_row(struct store *store, int64_t id, struct pause days,
                              struct fault *fault)
{
    struct statement s =
        statement_open(store, "INSERT INTO promise_pause(id, to_day) VALUES(?1, ?2)"
                              " ON CONFLICT(id) DO UPDATE SET to_day = excluded.to_day");
    statement_bind_int(&s, id);
    statement_bind_int(&s, days.to);
    return statement_run(&s, fault);
}

enum err store_pause_add(struct store *store, int64_t promise, struct pause days,
                         const char *reason, int64_t *id, struct fault *fault)
{
    int64_t added = 0;
    const char *const texts[] = {reason};
    struct record_new record = {
        .kind = RECORD_PAUSE, .of = promise, .day = days.from, .texts = {0, 1, texts}};
    enum err err = check_pause(days, fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = record_expect(store, promise, RECORD_PROMISE, fault);
    if (!err)
        err = expect_free(store, promise, 0, days, fault);
    if (!err)
        err = record_insert(store, &record, &added, fault);
    if (!err)
        err = set_pause_row(store, added, days, fault);
    err = store_end(store, err, fault);
    if (!err && id)
        *id = added;
    return err;
}

/* *PROMISE that the pause ID belongs to; 0 when there is no such pause. */
static enum err find_promise(struct store *store, int64_t id, int64_t *promise, struct fault *fault)
{
    struct statement s =
        statement_open(store, "SELECT of_id FROM record WHERE id = ?1 AND kind = 'pause'");
    statement_bind_int(&s, id);
    *promise = statement_next(&s) ? statement_int(&s, 0) : 0;
    return statement_close(&s, OK, fault);
}

enum err store_pause_change(struct store *store, int64_t id, int64_t seen, struct pause days,
                            const char *reason, struct fault *fault)
{
    int64_t promise = 0;
    const char *const items[] = {reason};
    struct record_texts texts = {0, 1, items};
    enum err err = check_pause(days, fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = find_promise(store, id, &promise, fault);
    if (!err)
        err = record_change(store, id, RECORD_PAUSE, seen, &texts, fault);
    if (!err)
        err = expect_free(store, promise, id, days, fault);
    if (!err)
        err = record_set_day(store, id, days.from, fault);
    if (!err)
        err = set_pause_row(store, id, days, fault);
    return store_end(store, err, fault);
}

static enum err read_pause(struct statement *s, struct promise_pause *pause, struct fault *fault)
{
    record_read(s, 0, &pause->record);
    pause->promise = statement_int(s, RECORD_COLUMN_COUNT);
    pause->days.from = pause->record.day;
    pause->days.to = (int32_t)statement_int(s, RECORD_COLUMN_COUNT + 1);
    return record_read_text(s, RECORD_COLUMN_COUNT + 2, &pause->reason, fault);
}

static struct promise *promise_of(const struct promises *promises, int64_t id)
{
    for (size_t i = 0; i < promises->count; i++)
        if (promises->items[i].record.id == id)
            return &promises->items[i];
    return NULL;
}

static enum err add_pause(struct statement *s, const struct promises *promises, struct fault *fault)
{
    struct promise *promise = promise_of(promises, statement_int(s, RECORD_COLUMN_COUNT));
    if (!promise)
        return OK;
    struct promise_pause *grown =
        reallocarray(promise->pauses, promise->pause_count + 1, sizeof *grown);
    if (!grown)
        return fault_set_memory(fault);
    promise->pauses = grown;
    struct promise_pause *pause = &grown[promise->pause_count++];
    *pause = (struct promise_pause){0};
    return read_pause(s, pause, fault);
}

#define PAUSES "SELECT " RECORD_COLUMNS("r") ", r.of_id, x.to_day, " RECORD_TEXT("r", "0")
#define PAUSES_IN_ORDER                                                                            \
    " r.kind = 'pause' AND r.deleted_at IS NULL AND x.to_day >= ?1 ORDER BY r.day, r.id"

/* Of one promise, or of all when there are more. */
enum err promise_read_pauses(struct store *store, struct promises *promises, int32_t from,
                             struct fault *fault)
{
    enum err err = OK;
    bool one = promises->count == 1;
    struct statement s = statement_open(
        store, one ? PAUSES " FROM record AS r JOIN promise_pause AS x ON x.id = r.id"
                            " WHERE r.of_id = ?2 AND" PAUSES_IN_ORDER
                   : PAUSES " FROM promise_pause AS x INDEXED BY promise_pause_until"
                            " CROSS JOIN record AS r ON r.id = x.id WHERE" PAUSES_IN_ORDER);
    statement_bind_int(&s, from);
    if (one)
        statement_bind_int(&s, promises->items[0].record.id);
    while (!err && statement_next(&s))
        err = add_pause(&s, promises, fault);
    return statement_close(&s, err, fault);
}

/* ---- marks ---- */

void promise_mark_free(struct promise_mark *mark)
{
    store_free_text(mark->note);
    *mark = (struct promise_mark){0};
}

void promise_marks_free(struct promise_marks *marks)
{
    for (size_t i = 0; i < marks->count; i++)
        promise_mark_free(&marks->items[i]);
    free(marks->items);
    *marks = (struct promise_marks){0};
}

/* Columns of the mark "m" and its note "n"; what joins the two. */
#define MARK_COLUMNS "m.promise_id, m.day, m.kind, m.made_at, " RECORD_TEXT("n", "0")
#define ITS_NOTE                                                                                   \
    " LEFT JOIN record AS n ON n.of_id = m.promise_id AND n.kind = 'note' AND n.day = m.day"

static enum mark_kind mark_named(const char *name)
{
    for (int kind = 0; kind < MARK_KINDS; kind++)
        if (strcmp(mark_names[kind], name) == 0)
            return (enum mark_kind)kind;
    return MARK_NONE;
}

static enum err read_mark(struct statement *s, struct promise_mark *mark, struct fault *fault)
{
    mark->promise = statement_int(s, 0);
    mark->mark.day = (int32_t)statement_int(s, 1);
    mark->mark.kind = mark_named(statement_text(s, 2));
    mark->made_at = statement_int(s, 3);
    return record_read_text(s, 4, &mark->note, fault);
}

/* What stands there now. *NOTE is the id of its note's record, 0 without one. */
static enum err read_standing(struct store *store, int64_t promise, int32_t day,
                              struct promise_mark *before, int64_t *note, struct fault *fault)
{
    enum err err = OK;
    struct statement s =
        statement_open(store, "SELECT " MARK_COLUMNS ", n.id FROM promise_mark AS m" ITS_NOTE
                              " WHERE m.promise_id = ?1 AND m.day = ?2");
    statement_bind_int(&s, promise);
    statement_bind_int(&s, day);
    *before = (struct promise_mark){.promise = promise, .mark = {day, MARK_NONE}};
    *note = 0;
    bool there = statement_next(&s);
    if (there) {
        err = read_mark(&s, before, fault);
        *note = statement_int(&s, 5);
    }
    err = statement_close(&s, err, fault);
    if (!err && !there && !(before->note = strdup("")))
        err = fault_set_memory(fault);
    return err;
}

static enum err set_row(struct store *store, int64_t promise, struct mark mark, int64_t made_at,
                        struct fault *fault)
{
    if (mark.kind == MARK_NONE) {
        struct statement gone =
            statement_open(store, "DELETE FROM promise_mark WHERE promise_id = ?1 AND day = ?2");
        statement_bind_int(&gone, promise);
        statement_bind_int(&gone, mark.day);
        return statement_run(&gone, fault);
    }
    struct statement s = statement_open(
        store, "INSERT INTO promise_mark(promise_id, day, kind, made_at) VALUES(?1, ?2, ?3, ?4)"
               " ON CONFLICT(promise_id, day) DO UPDATE SET kind = excluded.kind,"
               " made_at = excluded.made_at");
    statement_bind_int(&s, promise);
    statement_bind_int(&s, mark.day);
    statement_bind_text(&s, mark_names[mark.kind]);
    statement_bind_int(&s, made_at ? made_at : clock_wall(store->clock));
    return statement_run(&s, fault);
}

/* ID is the record that has the note now, 0 when there is none. */
static enum err set_note(struct store *store, int64_t promise, int32_t day, int64_t id,
                         const char *note, struct fault *fault)
{
    const char *const items[] = {note};
    struct record_texts texts = {0, 1, items};
    struct record_new record = {.kind = RECORD_NOTE, .of = promise, .day = day, .texts = texts};
    bool wanted = record_has_text(note);
    if (id && wanted)
        return record_set_texts(store, id, &texts, fault);
    if (id)
        return record_remove(store, id, fault);
    return wanted ? record_insert(store, &record, &id, fault) : OK;
}

static enum err check_mark(struct mark mark, struct fault *fault)
{
    if ((int)mark.kind >= MARK_NONE && mark.kind < MARK_KINDS && mark.day != DAY_OPEN)
        return OK;
    return fault_set(fault, ERR_INPUT,
                     _("A mark is for one day: kept, partly, not this time or released."));
}

enum err store_mark_set(struct store *store, int64_t promise, struct mark mark, const char *note,
                        int64_t made_at, struct promise_mark *before, struct fault *fault)
{
    struct promise_mark stood = {0};
    int64_t note_id = 0;
    if (before)
        *before = (struct promise_mark){0};
    enum err err = check_mark(mark, fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = record_expect(store, promise, RECORD_PROMISE, fault);
    if (!err)
        err = read_standing(store, promise, mark.day, &stood, &note_id, fault);
    if (!err)
        err = set_row(store, promise, mark, made_at, fault);
    if (!err)
        err =
            set_note(store, promise, mark.day, note_id, mark.kind == MARK_NONE ? "" : note, fault);
    err = store_end(store, err, fault);
    if (!err && before)
        *before = stood;
    else
        promise_mark_free(&stood);
    return err;
}

static enum err add_mark(struct statement *s, struct promise_marks *marks, size_t *capacity,
                         struct fault *fault)
{
    void *grown = store_grow(marks->items, marks->count, capacity, sizeof *marks->items);
    if (!grown)
        return fault_set_memory(fault);
    marks->items = grown;
    struct promise_mark *mark = &marks->items[marks->count++];
    *mark = (struct promise_mark){0};
    return read_mark(s, mark, fault);
}

enum err store_mark_list(struct store *store, int64_t promise, int32_t from, int32_t to,
                         struct promise_marks *marks, struct fault *fault)
{
    size_t capacity = 0;
    *marks = (struct promise_marks){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s = statement_open(
        store, promise ? "SELECT " MARK_COLUMNS " FROM promise_mark AS m" ITS_NOTE
                         " WHERE m.promise_id = ?3 AND m.day BETWEEN ?1 AND ?2 ORDER BY m.day"
                       : "SELECT " MARK_COLUMNS
                         " FROM promise_mark AS m INDEXED BY promise_mark_of_day"
                         " CROSS JOIN record AS p ON p.id = m.promise_id" ITS_NOTE
                         " WHERE m.day BETWEEN ?1 AND ?2 AND p.deleted_at IS NULL AND ?3 = 0"
                         " ORDER BY m.day, m.promise_id");
    statement_bind_int(&s, from);
    statement_bind_int(&s, to);
    statement_bind_int(&s, promise);
    while (!err && statement_next(&s))
        err = add_mark(&s, marks, &capacity, fault);
    err = statement_close(&s, err, fault);
    if (err)
        promise_marks_free(marks);
    return err;
}
