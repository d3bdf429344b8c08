/*
 * Records: a row in "record" for whatever has a day and a trash, rows in record_text for its words,
 * and its kind's own row of numbers, which is its own file's business.
 *
 * A record's words are one row of record_index for as long as record_findable shows them. Whoever
 * changes what is shown hides the record from the index first, and shows it afterwards, in one
 * transaction; with a record go those that belong to it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "held.h"
#include "mend/base/message.h"
#include "record_private.h"

enum { SECONDS_OF_DAY = 24 * 60 * 60 };

/* The table: see wipe_answers in answer.c; the index: see wipe_journal in journal.c. */
static const char wipe_records[] =
    "CREATE TEMP TABLE kept_text AS SELECT * FROM record_text;"
    "DELETE FROM record_text;"
    "INSERT INTO record_text SELECT * FROM kept_text ORDER BY record_id, part;"
    "DROP TABLE kept_text;"
    "INSERT INTO record_index(record_index) VALUES('rebuild');"
    "INSERT INTO record_index(record_index) VALUES('optimize');";

/* A record, ?1, and those that belong to it. */
#define FAMILY "(SELECT ?1 UNION ALL SELECT id FROM record WHERE of_id = ?1)"

/* ---- reading ---- */

void record_read(struct statement *s, int column, struct record *record)
{
    struct record_origin *origin = &record->origin;
    record->id = statement_int(s, column++);
    record->made_at = statement_int(s, column++);
    record->changed_at = statement_int(s, column++);
    record->deleted_at = statement_int(s, column++);
    record->version = statement_int(s, column++);
    record->day = (int32_t)statement_int(s, column++);
    snprintf(origin->lesson, sizeof origin->lesson, "%s", statement_text(s, column++));
    snprintf(origin->page, sizeof origin->page, "%s", statement_text(s, column++));
    origin->answer = statement_int(s, column);
}

enum err record_read_text(struct statement *s, int column, char **text, struct fault *fault)
{
    *text = strdup(statement_text(s, column));
    return *text ? OK : fault_set_memory(fault);
}

int64_t record_read_int(struct statement *s, int column, int64_t otherwise)
{
    return sqlite3_column_type(s->handle, column) == SQLITE_NULL ? otherwise
                                                                 : statement_int(s, column);
}

void record_bind_int(struct statement *s, int64_t value, int64_t nothing)
{
    if (value == nothing)
        statement_bind_text(s, NULL);
    else
        statement_bind_int(s, value);
}

enum err record_fault_gone(struct fault *fault)
{
    return fault_set(fault, ERR_NOT_FOUND, _("This has already been deleted for good."));
}

enum err record_look(struct store *store, struct fault *fault)
{
    enum err err = store_look(store, fault);
    return !err && !store->db ? record_fault_gone(fault) : err;
}

/* ---- transactions ---- */

enum err record_begin(struct store *store, struct fault *fault)
{
    enum err err = record_look(store, fault);
    return err ? err : store_begin(store, fault);
}

enum err record_end(struct store *store, enum err err, const char *drafts, const char *draft,
                    struct fault *fault)
{
    if (!err && draft)
        err = draft_drop(store, drafts, draft, fault);
    err = store_end(store, err, fault);
    if (!err && draft)
        held_forget(store, drafts, draft);
    return err;
}

enum err record_run(struct store *store, const char *sql, int64_t id, struct fault *fault)
{
    struct statement s = statement_open(store, sql);
    statement_bind_int(&s, id);
    return statement_run(&s, fault);
}

/* ---- the index ---- */

/* To be called while the record still is as the index knows it. */
static enum err hide(struct store *store, int64_t id, struct fault *fault)
{
    return record_run(store, "DELETE FROM record_index WHERE rowid = ?1", id, fault);
}

static enum err show(struct store *store, int64_t id, struct fault *fault)
{
    return record_run(store,
                      "INSERT INTO record_index(rowid, text)"
                      " SELECT id, text FROM record_findable WHERE id = ?1",
                      id, fault);
}

static enum err hide_family(struct store *store, int64_t id, struct fault *fault)
{
    return record_run(store, "DELETE FROM record_index WHERE rowid IN " FAMILY, id, fault);
}

static enum err show_family(struct store *store, int64_t id, struct fault *fault)
{
    return record_run(store,
                      "INSERT INTO record_index(rowid, text)"
                      " SELECT id, text FROM record_findable WHERE id IN " FAMILY,
                      id, fault);
}

static enum err wipe(struct store *store, struct fault *fault)
{
    return statement_script(store, wipe_records, fault);
}

/* ---- words ---- */

bool record_has_text(const char *text)
{
    return text && *text != '\0';
}

static enum err insert_texts(struct store *store, int64_t id, const struct record_texts *texts,
                             struct fault *fault)
{
    struct statement s =
        statement_open(store, "INSERT INTO record_text(record_id, part, text) VALUES(?1, ?2, ?3)");
    for (int i = 0; i < texts->count; i++) {
        if (!record_has_text(texts->items[i]))
            continue;
        statement_bind_int(&s, id);
        statement_bind_int(&s, texts->first + i);
        statement_bind_text(&s, texts->items[i]);
        statement_next(&s);
        statement_reset(&s);
    }
    return statement_close(&s, OK, fault);
}

/* How many of the parts that TEXTS has say something else now. */
static enum err count_replaced(struct store *store, int64_t id, const struct record_texts *texts,
                               int64_t *count, struct fault *fault)
{
    struct statement s =
        statement_open(store, "SELECT count(*) FROM record_text"
                              " WHERE record_id = ?1 AND part = ?2 AND text <> ?3");
    *count = 0;
    for (int i = 0; i < texts->count; i++) {
        statement_bind_int(&s, id);
        statement_bind_int(&s, texts->first + i);
        statement_bind_text(&s, texts->items[i] ? texts->items[i] : "");
        if (statement_next(&s))
            *count += statement_int(&s, 0);
        statement_reset(&s);
    }
    return statement_close(&s, OK, fault);
}

static enum err delete_texts(struct store *store, int64_t id, const struct record_texts *texts,
                             struct fault *fault)
{
    struct statement s = statement_open(store, "DELETE FROM record_text WHERE record_id = ?1"
                                               " AND part >= ?2 AND part < ?2 + ?3");
    statement_bind_int(&s, id);
    statement_bind_int(&s, texts->first);
    statement_bind_int(&s, texts->count);
    return statement_run(&s, fault);
}

enum err record_set_texts(struct store *store, int64_t id, const struct record_texts *texts,
                          struct fault *fault)
{
    int64_t replaced;
    enum err err = count_replaced(store, id, texts, &replaced, fault);
    if (!err)
        err = hide(store, id, fault);
    if (!err)
        err = delete_texts(store, id, texts, fault);
    if (!err)
        err = insert_texts(store, id, texts, fault);
    if (err)
        return err;
    return replaced ? wipe(store, fault) : show(store, id, fault);
}

/* ---- a record ---- */

static enum err insert_row(struct store *store, const struct record_new *record, int64_t *id,
                           struct fault *fault)
{
    static const struct record_origin nowhere;
    const struct record_origin *origin = record->origin ? record->origin : &nowhere;
    struct statement s = statement_open(
        store, "INSERT INTO record(kind, of_id, day, made_at, changed_at, lesson, page, answer)"
               " VALUES(?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)");
    statement_bind_text(&s, record->kind);
    record_bind_int(&s, record->of, 0);
    statement_bind_int(&s, record->day);
    statement_bind_int(&s, record->made_at ? record->made_at : clock_wall(store->clock));
    statement_bind_text(&s, origin->lesson);
    statement_bind_text(&s, origin->page);
    statement_bind_int(&s, origin->answer);
    enum err err = statement_run(&s, fault);
    *id = sqlite3_last_insert_rowid(store->db);
    return err;
}

enum err record_insert(struct store *store, const struct record_new *record, int64_t *id,
                       struct fault *fault)
{
    enum err err = insert_row(store, record, id, fault);
    if (!err)
        err = insert_texts(store, *id, &record->texts, fault);
    return err ? err : show(store, *id, fault);
}

/* *VERSION of the record ID of KIND. */
static enum err look_at(struct store *store, int64_t id, const char *kind, int64_t *version,
                        struct fault *fault)
{
    struct statement s =
        statement_open(store, "SELECT version FROM record WHERE id = ?1 AND kind = ?2");
    statement_bind_int(&s, id);
    statement_bind_text(&s, kind);
    bool there = statement_next(&s);
    *version = there ? statement_int(&s, 0) : 0;
    enum err err = statement_close(&s, OK, fault);
    return err || there ? err : record_fault_gone(fault);
}

enum err record_expect(struct store *store, int64_t id, const char *kind, struct fault *fault)
{
    int64_t version;
    return look_at(store, id, kind, &version, fault);
}

static enum err count_change(struct store *store, int64_t id, struct fault *fault)
{
    struct statement s = statement_open(
        store, "UPDATE record SET version = version + 1, changed_at = ?2 WHERE id = ?1");
    statement_bind_int(&s, id);
    statement_bind_int(&s, clock_wall(store->clock));
    return statement_run(&s, fault);
}

enum err record_change(struct store *store, int64_t id, const char *kind, int64_t seen,
                       const struct record_texts *texts, struct fault *fault)
{
    int64_t version;
    enum err err = look_at(store, id, kind, &version, fault);
    if (!err && version != seen)
        err = fault_set(fault, ERR_CONFLICT,
                        _("This was changed in another window of mend meanwhile. Look at what "
                          "stands there now before you change it."));
    if (!err)
        err = record_set_texts(store, id, texts, fault);
    return err ? err : count_change(store, id, fault);
}

enum err record_set_day(struct store *store, int64_t id, int32_t day, struct fault *fault)
{
    struct statement s = statement_open(store, "UPDATE record SET day = ?2 WHERE id = ?1");
    statement_bind_int(&s, id);
    statement_bind_int(&s, day);
    return statement_run(&s, fault);
}

/* ---- the trash ---- */

/* SQL sets deleted_at of the record ?1 to something with ?2, which is TIME. */
static enum err turn(struct store *store, int64_t id, const char *sql, int64_t time,
                     struct fault *fault)
{
    enum err err = record_begin(store, fault);
    if (err)
        return err;
    err = hide_family(store, id, fault);
    if (!err) {
        struct statement s = statement_open(store, sql);
        statement_bind_int(&s, id);
        statement_bind_int(&s, time);
        err = statement_run(&s, fault);
    }
    if (!err && sqlite3_changes(store->db) == 0)
        err = record_fault_gone(fault);
    if (!err)
        err = show_family(store, id, fault);
    return store_end(store, err, fault);
}

enum err store_record_trash(struct store *store, int64_t id, struct fault *fault)
{
    return turn(store, id,
                "UPDATE record SET deleted_at = coalesce(deleted_at, ?2)"
                " WHERE id = ?1 AND kind <> 'note'",
                clock_wall(store->clock), fault);
}

enum err store_record_restore(struct store *store, int64_t id, struct fault *fault)
{
    return turn(store, id,
                "UPDATE record SET deleted_at = nullif(?2, 0) WHERE id = ?1 AND kind <> 'note'", 0,
                fault);
}

/* ---- deleting for good ---- */

/* Deletes the row; what belongs to it goes with it. A line of promises closes over the gap. */
static enum err delete_row(struct store *store, int64_t id, struct fault *fault)
{
    enum err err =
        record_run(store,
                   "UPDATE promise SET follows = (SELECT follows FROM promise WHERE id = ?1)"
                   " WHERE follows = ?1",
                   id, fault);
    if (!err)
        err = record_run(store, "DELETE FROM record WHERE id = ?1", id, fault);
    return err;
}

enum err record_remove(struct store *store, int64_t id, struct fault *fault)
{
    struct statement s = statement_open(
        store, "SELECT EXISTS (SELECT 1 FROM record_text WHERE record_id IN " FAMILY ")");
    statement_bind_int(&s, id);
    bool worded = statement_next(&s) && statement_int(&s, 0) != 0;
    enum err err = statement_close(&s, OK, fault);
    if (!err)
        err = delete_row(store, id, fault);
    return !err && worded ? wipe(store, fault) : err;
}

/* What was being written on records that are gone says what they said. */
static enum err drop_their_drafts(struct store *store, struct fault *fault)
{
    struct statement s = statement_open(
        store, "DELETE FROM draft WHERE lesson IN (?1, ?2) AND CAST(exercise AS INTEGER) <> 0"
               " AND NOT EXISTS"
               " (SELECT 1 FROM record WHERE id = CAST(draft.exercise AS INTEGER))");
    statement_bind_text(&s, PROMISE_DRAFTS);
    statement_bind_text(&s, CHECK_IN_DRAFTS);
    enum err err = statement_run(&s, fault);
    return err || sqlite3_changes(store->db) == 0 ? err : draft_wipe(store, fault);
}

enum err store_record_delete(struct store *store, int64_t id, struct fault *fault)
{
    enum err err = record_begin(store, fault);
    if (err)
        return err;
    struct statement s =
        statement_open(store, "SELECT 1 FROM record WHERE id = ?1 AND kind <> 'note'");
    statement_bind_int(&s, id);
    bool there = statement_next(&s);
    err = statement_close(&s, OK, fault);
    if (!err && !there)
        err = record_fault_gone(fault);
    if (!err)
        err = record_remove(store, id, fault);
    if (!err)
        err = drop_their_drafts(store, fault);
    return store_end(store, err, fault);
}

/* The ids of what has lain in the trash since BEFORE or longer. *ITEMS is freed by the caller. */
static enum err list_due(struct store *store, int64_t before, int64_t **items, size_t *count,
                         struct fault *fault)
{
    enum err err = OK;
    size_t capacity = 0;
    struct statement s = statement_open(
        store, "SELECT id FROM record WHERE deleted_at IS NOT NULL AND deleted_at <= ?1");
    statement_bind_int(&s, before);
    *items = NULL;
    *count = 0;
    while (!err && statement_next(&s)) {
        int64_t *grown = store_grow(*items, *count, &capacity, sizeof **items);
        if (!grown) {
            err = fault_set_memory(fault);
            break;
        }
        *items = grown;
        grown[(*count)++] = statement_int(&s, 0);
    }
    return statement_close(&s, err, fault);
}

static enum err purge(struct store *store, int64_t before, size_t *count, struct fault *fault)
{
    int64_t *items = NULL;
    enum err err = store_begin(store, fault);
    if (err)
        return err;
    err = list_due(store, before, &items, count, fault);
    for (size_t i = 0; i < *count && !err; i++)
        err = delete_row(store, items[i], fault);
    if (!err && *count > 0)
        err = wipe(store, fault);
    if (!err && *count > 0)
        err = drop_their_drafts(store, fault);
    free(items);
    return store_end(store, err, fault);
}

enum err store_record_purge(struct store *store, size_t *count, struct fault *fault)
{
    int64_t before = clock_wall(store->clock) - (int64_t)RECORD_TRASH_DAYS * SECONDS_OF_DAY;
    size_t due = 0;
    int64_t *items = NULL;
    if (count)
        *count = 0;
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    err = list_due(store, before, &items, &due, fault);
    free(items);
    if (!err && due > 0)
        err = purge(store, before, &due, fault);
    if (!err && count)
        *count = due;
    return err;
}
