#include <stdlib.h>

#include "held.h"
#include "mend/base/message.h"
#include "statement.h"

/*
 * SQLite overwrites what it deletes, but when it moves rows between pages it can leave copies
 * behind in unused space, out of reach of a later deletion. Emptying the whole table does clear
 * them: every page but the first is wiped as it becomes free. Then what stays is put back. The
 * index: see wipe_journal in journal.c.
 */
static const char wipe_answers[] =
    "CREATE TEMP TABLE kept_value AS SELECT * FROM answer_value;"
    "DELETE FROM answer_value;"
    "INSERT INTO answer_value SELECT * FROM kept_value ORDER BY answer_id, position;"
    "DROP TABLE kept_value;"
    "INSERT INTO answer_index(answer_index) VALUES('rebuild');"
    "INSERT INTO answer_index(answer_index) VALUES('optimize');";

static enum err insert_answer(struct store *store, const char *lesson, const char *exercise,
                              const char *kind, int64_t *id, struct fault *fault)
{
    struct statement s = statement_open(store, "INSERT INTO answer(lesson, exercise, kind, made_at)"
                                               " VALUES(?1, ?2, ?3, ?4)");
    statement_bind_text(&s, lesson);
    statement_bind_text(&s, exercise);
    statement_bind_text(&s, kind);
    statement_bind_int(&s, clock_wall(store->clock));
    enum err err = statement_run(&s, fault);
    *id = sqlite3_last_insert_rowid(store->db);
    return err;
}

static enum err insert_values(struct store *store, int64_t id, const struct pairs *values,
                              struct fault *fault)
{
    struct statement s = statement_open(store, "INSERT INTO answer_value(answer_id, position, key,"
                                               " value) VALUES(?1, ?2, ?3, ?4)");
    for (size_t i = 0; i < values->count; i++) {
        statement_bind_int(&s, id);
        statement_bind_int(&s, (int64_t)i);
        statement_bind_text(&s, values->items[i].key);
        statement_bind_text(&s, values->items[i].value);
        statement_next(&s);
        statement_reset(&s);
    }
    return statement_close(&s, OK, fault);
}

static enum err index_answer(struct store *store, int64_t id, struct fault *fault)
{
    struct statement s = statement_open(store, "INSERT INTO answer_index(rowid, text)"
                                               " SELECT id, text FROM answer_findable"
                                               " WHERE id = ?1");
    statement_bind_int(&s, id);
    return statement_run(&s, fault);
}

enum err store_answer_add(struct store *store, const char *lesson, const char *exercise,
                          const char *kind, const struct pairs *values, int64_t *id,
                          struct fault *fault)
{
    int64_t added = 0;
    enum err err = store_begin(store, fault);
    if (err)
        return err;
    err = insert_answer(store, lesson, exercise, kind, &added, fault);
    if (!err)
        err = insert_values(store, added, values, fault);
    if (!err)
        err = index_answer(store, added, fault);
    if (!err)
        err = draft_drop(store, lesson, exercise, fault);
    err = store_end(store, err, fault);
    if (err)
        return err;
    held_forget(store, lesson, exercise);
    if (id)
        *id = added;
    return OK;
}

static enum err add_item(struct answers *answers, size_t *capacity, struct fault *fault)
{
    if (answers->count == *capacity) {
        size_t more = *capacity ? *capacity * 2 : 8;
        struct answer *items = realloc(answers->items, more * sizeof *items);
        if (!items)
            return fault_set_memory(fault);
        answers->items = items;
        *capacity = more;
    }
    answers->items[answers->count++] = (struct answer){0};
    return OK;
}

/* One row is one value; an answer without values has one row whose key is NULL. */
static enum err read_row(struct statement *s, struct answers *answers, size_t *capacity,
                         struct fault *fault)
{
    int64_t id = statement_int(s, 0);
    if (answers->count == 0 || answers->items[answers->count - 1].id != id) {
        enum err err = add_item(answers, capacity, fault);
        if (err)
            return err;
    }
    struct answer *answer = &answers->items[answers->count - 1];
    answer->id = id;
    answer->made_at = statement_int(s, 1);
    return pairs_set(&answer->values, statement_text(s, 2), statement_text(s, 3), fault);
}

static int64_t limit(size_t most)
{
    return most > INT64_MAX ? INT64_MAX : (int64_t)most;
}

/* All rows of S, which is closed. */
static enum err read_rows(struct statement *s, struct answers *answers, struct fault *fault)
{
    size_t capacity = 0;
    enum err err = OK;
    while (!err && statement_next(s))
        err = read_row(s, answers, &capacity, fault);
    err = statement_close(s, err, fault);
    if (err)
        answers_free(answers);
    return err;
}

enum err store_answer_list(struct store *store, const char *lesson, const char *exercise,
                           size_t most, struct answers *answers, struct fault *fault)
{
    *answers = (struct answers){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s = statement_open(
        store, "SELECT a.id, a.made_at, v.key, v.value"
               " FROM (SELECT id, made_at FROM answer WHERE lesson = ?1 AND exercise = ?2"
               "       ORDER BY id DESC LIMIT ?3) AS a"
               " LEFT JOIN answer_value AS v ON v.answer_id = a.id"
               " ORDER BY a.id DESC, v.position");
    statement_bind_text(&s, lesson);
    statement_bind_text(&s, exercise);
    statement_bind_int(&s, limit(most));
    return read_rows(&s, answers, fault);
}

enum err store_answer_having(struct store *store, const char *key, size_t most,
                             struct answers *answers, struct fault *fault)
{
    *answers = (struct answers){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s =
        statement_open(store, "SELECT a.id, a.made_at, v.key, v.value"
                              " FROM (SELECT id, made_at FROM answer WHERE id IN"
                              "       (SELECT answer_id FROM answer_value WHERE key = ?1)"
                              "       ORDER BY id DESC LIMIT ?2) AS a"
                              " JOIN answer_value AS v ON v.answer_id = a.id"
                              " ORDER BY a.id DESC, v.position");
    statement_bind_text(&s, key);
    statement_bind_int(&s, limit(most));
    return read_rows(&s, answers, fault);
}

enum err store_count(struct store *store, struct store_counts *counts, struct fault *fault)
{
    *counts = (struct store_counts){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s =
        statement_open(store, "SELECT count(*), count(*) FILTER (WHERE kind = 'promise'),"
                              " count(*) FILTER (WHERE kind = 'experiment') FROM answer");
    if (statement_next(&s)) {
        counts->answers = (size_t)statement_int(&s, 0);
        counts->promises = (size_t)statement_int(&s, 1);
        counts->experiments = (size_t)statement_int(&s, 2);
    }
    return statement_close(&s, OK, fault);
}

void answers_free(struct answers *answers)
{
    for (size_t i = 0; i < answers->count; i++)
        pairs_free(&answers->items[i].values);
    free(answers->items);
    *answers = (struct answers){0};
}

static enum err delete_answer(struct store *store, int64_t id, struct fault *fault)
{
    struct statement s = statement_open(store, "DELETE FROM answer WHERE id = ?1");
    statement_bind_int(&s, id);
    enum err err = statement_run(&s, fault);
    if (!err && sqlite3_changes(store->db) == 0)
        err = fault_set(fault, ERR_NOT_FOUND, _("This answer has already been deleted."));
    return err ? err : statement_script(store, wipe_answers, fault);
}

enum err store_answer_delete(struct store *store, int64_t id, struct fault *fault)
{
    enum err err = store_look(store, fault);
    if (!err && !store->db)
        err = fault_set(fault, ERR_NOT_FOUND, _("This answer has already been deleted."));
    if (!err)
        err = store_begin(store, fault);
    if (err)
        return err;
    return store_end(store, delete_answer(store, id, fault), fault);
}
