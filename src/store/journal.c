/*
 * An entry is a row of journal_entry; what it said before it was changed, rows of journal_version;
 * its words, one row of journal_index, and its tags, rows of journal_tag, for as long as
 * journal_findable shows it. Whoever changes what is shown hides the entry from both first, and
 * shows it to them again afterwards, in one transaction.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "held.h"
#include "journal_private.h"
#include "mend/base/date.h"
#include "mend/base/message.h"

enum { SECONDS_OF_DAY = 24 * 60 * 60 };

/*
 * The tables: see wipe_answers in answer.c. The index: deleting a word in it only adds a note that
 * it is gone, so 'rebuild' wipes every page of it and reads the entries that are left; then
 * 'optimize' makes one segment of what that wrote. 'optimize' alone would be three times as fast,
 * but in SQLite 3.40 an index breaks (SQLITE_CORRUPT) that was optimized some thousand times with
 * no 'rebuild' in between.
 */
static const char wipe_journal[] =
    "CREATE TEMP TABLE kept_entry AS SELECT * FROM journal_entry;"
    "CREATE TEMP TABLE kept_version AS SELECT * FROM journal_version;"
    "CREATE TEMP TABLE kept_tag AS SELECT * FROM journal_tag;"
    "DELETE FROM journal_tag;"
    "DELETE FROM journal_version;"
    "DELETE FROM journal_entry;"
    "INSERT INTO journal_entry SELECT * FROM kept_entry ORDER BY id;"
    "INSERT INTO journal_version SELECT * FROM kept_version ORDER BY id;"
    "INSERT INTO journal_tag SELECT * FROM kept_tag ORDER BY tag, day, entry_id;"
    "DROP TABLE kept_entry;"
    "DROP TABLE kept_version;"
    "DROP TABLE kept_tag;"
    "INSERT INTO journal_index(journal_index) VALUES('rebuild');"
    "INSERT INTO journal_index(journal_index) VALUES('optimize');";

/* ---- what the files of the journal share ---- */

enum err journal_fault_gone(struct fault *fault)
{
    return fault_set(fault, ERR_NOT_FOUND, _("This entry has already been deleted for good."));
}

enum err journal_check_day(const char *day, struct fault *fault)
{
    int64_t start;
    if (strlen(day) + 1 == JOURNAL_DAY_SIZE && date_read(day, &start))
        return OK;
    return fault_set(fault, ERR_INPUT, _("The day of an entry is written like this: 2026-11-21."));
}

static enum err check_text(const char *text, struct fault *fault)
{
    if (*text != '\0')
        return OK;
    return fault_set(fault, ERR_INPUT,
                     _("There is no text in this entry, so there is nothing "
                       "to keep."));
}

/* Begins a transaction on an entry. */
static enum err begin(struct store *store, struct fault *fault)
{
    enum err err = store_look(store, fault);
    if (!err && !store->db)
        err = journal_fault_gone(fault);
    return err ? err : store_begin(store, fault);
}

/* ---- the index and the tags ---- */

static enum err run_for(struct store *store, const char *sql, int64_t id, struct fault *fault)
{
    struct statement s = statement_open(store, sql);
    statement_bind_int(&s, id);
    return statement_run(&s, fault);
}

/* To be called while the entry still is as the index knows it. */
static enum err hide(struct store *store, int64_t id, struct fault *fault)
{
    enum err err = run_for(store, "DELETE FROM journal_index WHERE rowid = ?1", id, fault);
    return err ? err : run_for(store, "DELETE FROM journal_tag WHERE entry_id = ?1", id, fault);
}

static enum err show(struct store *store, int64_t id, struct fault *fault)
{
    enum err err = run_for(store,
                           "INSERT INTO journal_index(rowid, text)"
                           " SELECT id, text FROM journal_findable WHERE id = ?1",
                           id, fault);
    if (err)
        return err;
    return run_for(store,
                   "INSERT INTO journal_tag(tag, day, entry_id, position, name)"
                   " SELECT json_extract(t.value, '$[0]'), e.day, e.id, t.key,"
                   "  json_extract(t.value, '$[1]')"
                   " FROM journal_findable AS f JOIN journal_entry AS e ON e.id = f.id,"
                   "  json_each(mend_tags(e.text)) AS t WHERE f.id = ?1",
                   id, fault);
}

/* ---- a new entry ---- */

static enum err insert_entry(struct store *store, const struct journal_new *entry, const char *day,
                             int64_t *id, struct fault *fault)
{
    struct statement s = statement_open(
        store, "INSERT INTO journal_entry(made_at, changed_at, day, text, words, pinned, lesson,"
               " page, prompt) VALUES(?1, ?1, ?2, ?3, mend_words(?3), ?4, ?5, ?6, ?7)");
    statement_bind_int(&s, entry->made_at ? entry->made_at : clock_wall(store->clock));
    statement_bind_text(&s, day);
    statement_bind_text(&s, entry->text);
    statement_bind_int(&s, entry->pinned);
    statement_bind_text(&s, entry->origin.lesson);
    statement_bind_text(&s, entry->origin.page);
    statement_bind_text(&s, entry->origin.prompt);
    enum err err = statement_run(&s, fault);
    *id = sqlite3_last_insert_rowid(store->db);
    return err;
}

enum err store_journal_add(struct store *store, const struct journal_new *entry, int64_t *id,
                           struct fault *fault)
{
    char today[48];
    int64_t added = 0;
    struct date date = date_of(clock_wall(store->clock));
    snprintf(today, sizeof today, "%04d-%02d-%02d", date.year, date.month, date.day);
    const char *day = entry->day ? entry->day : today;
    enum err err = check_text(entry->text, fault);
    if (!err)
        err = journal_check_day(day, fault);
    if (!err)
        err = store_begin(store, fault);
    if (err)
        return err;
    err = insert_entry(store, entry, day, &added, fault);
    if (!err)
        err = show(store, added, fault);
    if (!err && entry->draft)
        err = draft_drop(store, JOURNAL_DRAFTS, entry->draft, fault);
    err = store_end(store, err, fault);
    if (err)
        return err;
    if (entry->draft)
        held_forget(store, JOURNAL_DRAFTS, entry->draft);
    if (id)
        *id = added;
    return OK;
}

/* ---- another text ---- */

/* Which version stands, and whether TEXT is it, or is the one that was SEEN. */
struct standing {
    int64_t version;
    bool same;
    bool untouched;
};

static enum err look_at(struct store *store, int64_t id, int64_t seen, const char *text,
                        struct standing *standing, struct fault *fault)
{
    struct statement s = statement_open(
        store, "SELECT version, text = ?1, EXISTS (SELECT 1 FROM journal_version AS v"
               "  WHERE v.entry_id = e.id AND v.number = ?2 AND v.text = ?1)"
               " FROM journal_entry AS e WHERE id = ?3");
    statement_bind_text(&s, text);
    statement_bind_int(&s, seen);
    statement_bind_int(&s, id);
    bool there = statement_next(&s);
    if (there)
        *standing = (struct standing){statement_int(&s, 0), statement_int(&s, 1) != 0,
                                      statement_int(&s, 2) != 0};
    enum err err = statement_close(&s, OK, fault);
    return err || there ? err : journal_fault_gone(fault);
}

static enum err keep_version(struct store *store, int64_t id, struct fault *fault)
{
    return run_for(store,
                   "INSERT INTO journal_version(entry_id, made_at, text, number)"
                   " SELECT id, changed_at, text, version FROM journal_entry WHERE id = ?1",
                   id, fault);
}

static enum err set_text(struct store *store, int64_t id, const char *text, struct fault *fault)
{
    struct statement s =
        statement_open(store, "UPDATE journal_entry SET text = ?1, words = mend_words(?1),"
                              " changed_at = ?2, version = version + 1 WHERE id = ?3");
    statement_bind_text(&s, text);
    statement_bind_int(&s, clock_wall(store->clock));
    statement_bind_int(&s, id);
    return statement_run(&s, fault);
}

static enum err change_text(struct store *store, int64_t id, int64_t seen, const char *text,
                            struct journal_change *change, struct fault *fault)
{
    struct standing standing = {0};
    enum err err = look_at(store, id, seen, text, &standing, fault);
    bool moved_on = seen < standing.version;
    *change = (struct journal_change){standing.version, 0};
    if (err || standing.same)
        return err;
    if (moved_on)
        change->unseen = standing.version;
    if (standing.untouched)
        return OK;
    err = hide(store, id, fault);
    if (!err)
        err = keep_version(store, id, fault);
    if (!err)
        err = set_text(store, id, text, fault);
    if (!err)
        err = show(store, id, fault);
    change->version++;
    return err;
}

enum err store_journal_change(struct store *store, int64_t id, int64_t seen, const char *text,
                              const char *draft, struct journal_change *change, struct fault *fault)
{
    struct journal_change made = {0};
    enum err err = check_text(text, fault);
    if (!err)
        err = begin(store, fault);
    if (err)
        return err;
    err = change_text(store, id, seen, text, &made, fault);
    if (!err && draft)
        err = draft_drop(store, JOURNAL_DRAFTS, draft, fault);
    err = store_end(store, err, fault);
    if (err)
        return err;
    if (draft)
        held_forget(store, JOURNAL_DRAFTS, draft);
    if (change)
        *change = made;
    return OK;
}

/* ---- day, pin, seal, trash ---- */

/* What is set in the row of an entry, ?1, with one value, ?2: a text or, without one, a number. */
struct turn {
    const char *sql;
    const char *text;
    int64_t number;
    bool shown; /* it changes what the index or the tags have */
};

static enum err turn_row(struct store *store, int64_t id, const struct turn *turn,
                         struct fault *fault)
{
    struct statement s = statement_open(store, turn->sql);
    statement_bind_int(&s, id);
    if (turn->text)
        statement_bind_text(&s, turn->text);
    else
        statement_bind_int(&s, turn->number);
    enum err err = statement_run(&s, fault);
    return !err && sqlite3_changes(store->db) == 0 ? journal_fault_gone(fault) : err;
}

static enum err turn_entry(struct store *store, int64_t id, const struct turn *turn,
                           struct fault *fault)
{
    enum err err = begin(store, fault);
    if (err)
        return err;
    if (turn->shown)
        err = hide(store, id, fault);
    if (!err)
        err = turn_row(store, id, turn, fault);
    if (!err && turn->shown)
        err = show(store, id, fault);
    return store_end(store, err, fault);
}

enum err store_journal_set_day(struct store *store, int64_t id, const char *day,
                               struct fault *fault)
{
    struct turn turn = {"UPDATE journal_entry SET day = ?2 WHERE id = ?1", day, 0, true};
    enum err err = journal_check_day(day, fault);
    return err ? err : turn_entry(store, id, &turn, fault);
}

enum err store_journal_pin(struct store *store, int64_t id, bool pinned, struct fault *fault)
{
    struct turn turn = {"UPDATE journal_entry SET pinned = ?2 WHERE id = ?1", NULL, pinned, false};
    return turn_entry(store, id, &turn, fault);
}

enum err store_journal_seal(struct store *store, int64_t id, bool sealed, struct fault *fault)
{
    struct turn turn = {"UPDATE journal_entry SET sealed = ?2 WHERE id = ?1", NULL, sealed, true};
    return turn_entry(store, id, &turn, fault);
}

enum err store_journal_trash(struct store *store, int64_t id, struct fault *fault)
{
    struct turn turn = {
        "UPDATE journal_entry SET deleted_at = coalesce(deleted_at, ?2) WHERE id = ?1", NULL,
        clock_wall(store->clock), true};
    return turn_entry(store, id, &turn, fault);
}

enum err store_journal_restore(struct store *store, int64_t id, struct fault *fault)
{
    struct turn turn = {"UPDATE journal_entry SET deleted_at = nullif(?2, 0) WHERE id = ?1", NULL,
                        0, true};
    return turn_entry(store, id, &turn, fault);
}

/* ---- deleting for good ---- */

/* What was being written on entries that are gone says what they said. */
static enum err drop_their_drafts(struct store *store, struct fault *fault)
{
    struct statement s = statement_open(
        store,
        "DELETE FROM draft WHERE lesson = ?1 AND CAST(exercise AS INTEGER) <> 0 AND NOT EXISTS"
        " (SELECT 1 FROM journal_entry WHERE id = CAST(draft.exercise AS INTEGER))");
    statement_bind_text(&s, JOURNAL_DRAFTS);
    enum err err = statement_run(&s, fault);
    return err || sqlite3_changes(store->db) == 0 ? err : draft_wipe(store, fault);
}

/* Runs SQL, which deletes entries and has one parameter; *COUNT is how many went. */
static enum err delete_entries(struct store *store, const char *sql, int64_t value, size_t *count,
                               struct fault *fault)
{
    enum err err = run_for(store, sql, value, fault);
    *count = err ? 0 : (size_t)sqlite3_changes(store->db);
    if (!err && *count > 0)
        err = statement_script(store, wipe_journal, fault);
    if (!err && *count > 0)
        err = drop_their_drafts(store, fault);
    return err;
}

enum err store_journal_delete(struct store *store, int64_t id, struct fault *fault)
{
    size_t count = 0;
    enum err err = begin(store, fault);
    if (err)
        return err;
    err = delete_entries(store, "DELETE FROM journal_entry WHERE id = ?1", id, &count, fault);
    if (!err && count == 0)
        err = journal_fault_gone(fault);
    return store_end(store, err, fault);
}

static enum err look_for_due(struct store *store, int64_t before, bool *due, struct fault *fault)
{
    struct statement s =
        statement_open(store, "SELECT 1 FROM journal_entry INDEXED BY journal_thrown"
                              " WHERE deleted_at IS NOT NULL AND deleted_at <= ?1 LIMIT 1");
    statement_bind_int(&s, before);
    *due = statement_next(&s);
    return statement_close(&s, OK, fault);
}

enum err store_journal_purge(struct store *store, size_t *count, struct fault *fault)
{
    int64_t before = clock_wall(store->clock) - (int64_t)JOURNAL_TRASH_DAYS * SECONDS_OF_DAY;
    size_t gone = 0;
    bool due = false;
    if (count)
        *count = 0;
    enum err err = store_look(store, fault);
    if (!err && store->db)
        err = look_for_due(store, before, &due, fault);
    if (!err && due)
        err = store_begin(store, fault);
    if (err || !due)
        return err;
    err = delete_entries(store, "DELETE FROM journal_entry WHERE deleted_at <= ?1", before, &gone,
                         fault);
    err = store_end(store, err, fault);
    if (!err && count)
        *count = gone;
    return err;
}
