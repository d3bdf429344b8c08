/*
 * A draft in the file: one row in `draft` that says whose it is, for each key a base text in
 * `draft_value`, and on each base the edits since, in order, in `draft_edit`. Typing only ever
 * adds edits.
 *
 * Who may write is decided by one UPDATE: it succeeds when the row's owner and count of changes
 * are still those that we last saw, and it makes us the owner. So two programs cannot both
 * believe that a draft is theirs, and a save that failed to report its success is noticed too.
 */
#include "held.h"
#include "mend/base/message.h"
#include "statement.h"

enum { NO_WORD = 2 }; /* bytes */

/* See wipe_answers in answer.c. */
static const char wipe_drafts[] =
    "CREATE TEMP TABLE kept_value AS SELECT * FROM draft_value;"
    "CREATE TEMP TABLE kept_edit AS SELECT * FROM draft_edit;"
    "DELETE FROM draft_edit;"
    "DELETE FROM draft_value;"
    "INSERT INTO draft_value SELECT * FROM kept_value ORDER BY draft_id, key;"
    "INSERT INTO draft_edit SELECT * FROM kept_edit ORDER BY draft_id, key, seq;"
    "DROP TABLE kept_value;"
    "DROP TABLE kept_edit;";

enum err draft_wipe(struct store *store, struct fault *fault)
{
    return statement_script(store, wipe_drafts, fault);
}

static enum err fault_conflict(struct fault *fault)
{
    return fault_set(fault, ERR_CONFLICT,
                     _("Another mend is writing on the same exercise. What you write here is "
                       "kept beside it; neither is lost."));
}

/* ---- reading ---- */

static enum err read_bases(struct store *store, struct held *held, struct fault *fault)
{
    enum err err = OK;
    struct statement s =
        statement_open(store, "SELECT key, base FROM draft_value WHERE draft_id = ?1");
    statement_bind_int(&s, held->id);
    while (!err && statement_next(&s)) {
        size_t length;
        const char *base = statement_bytes(&s, 1, &length);
        struct held_text *text = held_text_get(held, statement_text(&s, 0));
        if (!text) {
            err = fault_set_memory(fault);
            break;
        }
        str_append(&text->text, base, length);
        text->stands = true;
        err = str_status(&text->text, fault);
    }
    return statement_close(&s, err, fault);
}

/* Adds what was typed since to the bases. *DAMAGED when an edit did not fit and was left out. */
static enum err read_edits(struct store *store, struct held *held, bool *damaged,
                           struct fault *fault)
{
    enum err err = OK;
    struct statement s = statement_open(store, "SELECT key, at, removed, inserted FROM draft_edit"
                                               " WHERE draft_id = ?1 ORDER BY key, seq");
    statement_bind_int(&s, held->id);
    while (!err && statement_next(&s)) {
        struct draft_edit edit = {.at = (size_t)statement_int(&s, 1),
                                  .removed = (size_t)statement_int(&s, 2)};
        edit.inserted = statement_bytes(&s, 3, &edit.length);
        struct held_text *text = held_text_find(held, statement_text(&s, 0));
        if (!text || !held_text_edit(&text->text, &edit))
            *damaged = true;
        else
            err = str_status(&text->text, fault);
    }
    return statement_close(&s, err, fault);
}

enum err draft_read(struct store *store, struct held *held, bool *damaged, struct fault *fault)
{
    enum err err = read_bases(store, held, fault);
    return err ? err : read_edits(store, held, damaged, fault);
}

/* Reads the draft ID, the newest when 0, into HELD, whose id stays 0 when there is none. */
static enum err read_draft(struct store *store, struct held *held, int64_t id, bool *damaged,
                           struct fault *fault)
{
    enum err err = OK;
    struct statement s = statement_open(
        store, "SELECT id, owner, changed FROM draft WHERE lesson = ?1 AND exercise = ?2"
               " AND (?3 = 0 OR id = ?3) ORDER BY changed DESC LIMIT 1");
    statement_bind_text(&s, held->lesson);
    statement_bind_text(&s, held->exercise);
    statement_bind_int(&s, id);
    /* As long as this row is open, the statements within see the same moment of the file. */
    if (statement_next(&s)) {
        held->id = statement_int(&s, 0);
        held->owner = statement_int(&s, 1);
        held->changed = statement_int(&s, 2);
        err = draft_read(store, held, damaged, fault);
    }
    return statement_close(&s, err, fault);
}

enum err store_draft_load(struct store *store, const char *lesson, const char *exercise,
                          struct pairs *values, struct fault *fault)
{
    return draft_load(store, lesson, exercise, 0, values, fault);
}

enum err draft_load(struct store *store, const char *lesson, const char *exercise, int64_t id,
                    struct pairs *values, struct fault *fault)
{
    pairs_free(values);
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    bool damaged = false;
    held_forget(store, lesson, exercise);
    struct held *held = held_get(store, lesson, exercise);
    if (!held)
        return fault_set_memory(fault);
    err = read_draft(store, held, id, &damaged, fault);
    if (!err)
        err = held_values(held, values, fault);
    if (err)
        pairs_free(values);
    else if (damaged)
        err = fault_set(fault, ERR_FORMAT,
                        _("A part of what was half written here is damaged in %s and is missing "
                          "on the screen. The file keeps it as it is; what you write now is kept "
                          "beside it."),
                        store->path);
    /* A draft we could not read is not one to write into. */
    if (err)
        held_forget(store, lesson, exercise);
    return err;
}

enum err store_draft_count(struct store *store, const char *lesson, size_t *count,
                           struct fault *fault)
{
    *count = 0;
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    /* A draft whose last word was deleted again does not count. */
    struct statement s = statement_open(
        store, "SELECT count(*) FROM (SELECT DISTINCT d.lesson, d.exercise"
               " FROM draft AS d JOIN draft_value AS v ON v.draft_id = d.id"
               " WHERE (?1 IS NULL OR d.lesson = ?1) AND length(v.base) +"
               "  (SELECT coalesce(sum(length(e.inserted) - e.removed), 0) FROM draft_edit AS e"
               "   WHERE e.draft_id = v.draft_id AND e.key = v.key) > 0)");
    statement_bind_text(&s, lesson);
    if (statement_next(&s))
        *count = (size_t)statement_int(&s, 0);
    return statement_close(&s, OK, fault);
}

/* ---- writing ---- */

static int64_t owner(struct store *store)
{
    while (store->owner == 0)
        sqlite3_randomness(sizeof store->owner, &store->owner);
    return store->owner;
}

/* What a successful write makes true of HELD once its transaction stands. */
struct draft_mark {
    int64_t id;
    int64_t changed;
};

static void held_mark(struct store *store, struct held *held, struct draft_mark mark)
{
    held->id = mark.id;
    held->owner = owner(store);
    held->changed = mark.changed;
}

/* Makes HELD's draft ours. MARK's id stays 0 when it is not as we left it. */
static enum err claim(struct store *store, const struct held *held, struct draft_mark *mark,
                      struct fault *fault)
{
    struct statement s = statement_open(store, "UPDATE draft SET owner = ?1, updated_at = ?2,"
                                               " changed = (SELECT max(changed) + 1 FROM draft)"
                                               " WHERE id = ?3 AND owner = ?4 AND changed = ?5"
                                               " RETURNING id, changed");
    statement_bind_int(&s, owner(store));
    statement_bind_int(&s, clock_wall(store->clock));
    statement_bind_int(&s, held->id);
    statement_bind_int(&s, held->owner);
    statement_bind_int(&s, held->changed);
    if (statement_next(&s))
        *mark = (struct draft_mark){statement_int(&s, 0), statement_int(&s, 1)};
    return statement_close(&s, OK, fault);
}

static enum err put_base(struct store *store, int64_t id, const char *key, const struct str *text,
                         struct fault *fault)
{
    struct statement s =
        statement_open(store, "INSERT INTO draft_value(draft_id, key, base) VALUES(?1, ?2, ?3)"
                              " ON CONFLICT(draft_id, key) DO UPDATE SET base = excluded.base");
    statement_bind_int(&s, id);
    statement_bind_text(&s, key);
    statement_bind_bytes(&s, text->bytes, text->length);
    return statement_run(&s, fault);
}

/* Runs SQL whose parameters are a draft and, when KEY is not NULL, a key of it. */
static enum err run_for(struct store *store, const char *sql, int64_t id, const char *key,
                        struct fault *fault)
{
    struct statement s = statement_open(store, sql);
    statement_bind_int(&s, id);
    if (key)
        statement_bind_text(&s, key);
    return statement_run(&s, fault);
}

static enum err insert_draft(struct store *store, const struct held *held, struct draft_mark *mark,
                             struct fault *fault)
{
    struct statement s = statement_open(
        store, "INSERT INTO draft(lesson, exercise, owner, updated_at, changed)"
               " VALUES(?1, ?2, ?3, ?4, (SELECT coalesce(max(changed), 0) + 1 FROM draft))"
               " RETURNING id, changed");
    statement_bind_text(&s, held->lesson);
    statement_bind_text(&s, held->exercise);
    statement_bind_int(&s, owner(store));
    statement_bind_int(&s, clock_wall(store->clock));
    if (statement_next(&s))
        *mark = (struct draft_mark){statement_int(&s, 0), statement_int(&s, 1)};
    return statement_close(&s, OK, fault);
}

/* Makes a new draft with the texts that are held, but for KEY, which is about to be set. */
static enum err plant(struct store *store, const struct held *held, const char *key,
                      struct draft_mark *mark, struct fault *fault)
{
    /* Still ours, yet not as we left it: a save that seemed to fail. This one replaces it. */
    struct statement s = statement_open(store, "DELETE FROM draft WHERE id = ?1 AND owner = ?2");
    statement_bind_int(&s, held->id);
    statement_bind_int(&s, owner(store));
    enum err err = statement_run(&s, fault);
    if (!err)
        err = insert_draft(store, held, mark, fault);
    const struct held_text *skip = held_text_find(held, key);
    for (const struct held_text *text = held->texts; text && !err; text = text->next)
        if (text->stands && text != skip)
            err = put_base(store, mark->id, text->key, &text->text, fault);
    return err;
}

/* Takes KEY out, and the draft with its last key. */
static enum err remove_key(struct store *store, int64_t id, const char *key, struct fault *fault)
{
    enum err err =
        run_for(store, "DELETE FROM draft_value WHERE draft_id = ?1 AND key = ?2", id, key, fault);
    if (!err)
        err = run_for(store,
                      "DELETE FROM draft WHERE id = ?1 AND NOT EXISTS"
                      " (SELECT 1 FROM draft_value WHERE draft_id = ?1)",
                      id, NULL, fault);
    return err ? err : draft_wipe(store, fault);
}

/* WIPE: words that were there before are not in TEXT; nothing of them may stay behind. */
static enum err write_text(struct store *store, const struct held *held, const char *key,
                           const struct str *text, bool wipe, struct draft_mark *mark,
                           struct fault *fault)
{
    enum err err = claim(store, held, mark, fault);
    if (!err && !mark->id)
        err = plant(store, held, key, mark, fault);
    if (err)
        return err;
    if (text->length == 0)
        return remove_key(store, mark->id, key, fault);
    err = put_base(store, mark->id, key, text, fault);
    if (!err)
        err = run_for(store, "DELETE FROM draft_edit WHERE draft_id = ?1 AND key = ?2", mark->id,
                      key, fault);
    return err || !wipe ? err : draft_wipe(store, fault);
}

enum err store_draft_set(struct store *store, const char *lesson, const char *exercise,
                         const char *key, const char *text, size_t length, struct fault *fault)
{
    struct held *held = held_find(store, lesson, exercise);
    if (length == 0 && (!held || !held->id))
        return OK;
    held = held_get(store, lesson, exercise);
    struct held_text *place = held ? held_text_get(held, key) : NULL;
    if (!place)
        return fault_set_memory(fault);
    struct str after = {0};
    str_append(&after, text, length);
    struct draft_mark mark = {0};
    bool wipe = place->stands && place->text.length > NO_WORD; /* a mark on a scale is none */
    enum err err = str_status(&after, fault);
    if (!err)
        err = store_begin(store, fault);
    if (err)
        goto out;
    err = store_end(store, write_text(store, held, key, &after, wipe, &mark, fault), fault);
    if (err)
        goto out;
    held_mark(store, held, mark);
    str_free(&place->text);
    place->text = after;
    place->stands = length > 0;
    return OK;
out:
    str_free(&after);
    return err;
}

static enum err insert_edits(struct store *store, int64_t id, const char *key,
                             const struct draft_edit *edits, size_t count, struct fault *fault)
{
    struct statement s =
        statement_open(store, "INSERT INTO draft_edit(draft_id, key, seq, at, removed, inserted)"
                              " SELECT ?1, ?2, coalesce(max(seq), 0) + 1, ?3, ?4, ?5"
                              " FROM draft_edit WHERE draft_id = ?1 AND key = ?2");
    for (size_t i = 0; i < count; i++) {
        statement_bind_int(&s, id);
        statement_bind_text(&s, key);
        statement_bind_int(&s, (int64_t)edits[i].at);
        statement_bind_int(&s, (int64_t)edits[i].removed);
        statement_bind_bytes(&s, edits[i].inserted, edits[i].length);
        statement_next(&s);
        statement_reset(&s);
    }
    return statement_close(&s, OK, fault);
}

/* TEXT with EDITS put in, as a new string. ERR_CONFLICT when one does not fit. */
static enum err edited(const struct str *text, const struct draft_edit *edits, size_t count,
                       struct str *after, struct fault *fault)
{
    str_append(after, text->bytes, text->length);
    for (size_t i = 0; i < count; i++)
        if (!after->failed && !held_text_edit(after, &edits[i]))
            return fault_conflict(fault);
    return str_status(after, fault);
}

enum err store_draft_append(struct store *store, const char *lesson, const char *exercise,
                            const char *key, const struct draft_edit *edits, size_t count,
                            struct fault *fault)
{
    struct held *held = held_find(store, lesson, exercise);
    struct held_text *place = held ? held_text_find(held, key) : NULL;
    if (!place || !place->stands)
        return fault_conflict(fault);
    struct str after = {0};
    struct draft_mark mark = {0};
    enum err err = edited(&place->text, edits, count, &after, fault);
    if (!err)
        err = store_begin(store, fault);
    if (err)
        goto out;
    err = claim(store, held, &mark, fault);
    if (!err && !mark.id)
        err = fault_conflict(fault);
    if (!err)
        err = insert_edits(store, mark.id, key, edits, count, fault);
    err = store_end(store, err, fault);
    if (err)
        goto out;
    held_mark(store, held, mark);
    str_free(&place->text);
    place->text = after;
    return OK;
out:
    str_free(&after);
    return err;
}

enum err draft_drop(struct store *store, const char *lesson, const char *exercise,
                    struct fault *fault)
{
    const struct held *held = held_find(store, lesson, exercise);
    if (!held || !held->id)
        return OK;
    struct statement s = statement_open(store, "DELETE FROM draft WHERE id = ?1 AND (owner = ?2 OR"
                                               " (owner = ?3 AND changed = ?4))");
    statement_bind_int(&s, held->id);
    statement_bind_int(&s, owner(store));
    statement_bind_int(&s, held->owner);
    statement_bind_int(&s, held->changed);
    enum err err = statement_run(&s, fault);
    return err ? err : draft_wipe(store, fault);
}

enum err store_draft_clear(struct store *store, const char *lesson, const char *exercise,
                           struct fault *fault)
{
    const struct held *held = held_find(store, lesson, exercise);
    if (!held || !held->id)
        return OK;
    enum err err = store_begin(store, fault);
    if (!err)
        err = store_end(store, draft_drop(store, lesson, exercise, fault), fault);
    if (!err)
        held_forget(store, lesson, exercise);
    return err;
}
