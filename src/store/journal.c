/*
 * An entry is a row of journal_entry; what it said before it was changed, rows of journal_version;
 * its words, one row of journal_index for as long as journal_findable shows it. Whoever changes an
 * entry tells the index in the same transaction.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/date.h"
#include "mend/base/message.h"
#include "statement.h"

#define COLUMNS "id, made_at, coalesce(deleted_at, 0), day, pinned, sealed"

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
    "DELETE FROM journal_version;"
    "DELETE FROM journal_entry;"
    "INSERT INTO journal_entry SELECT * FROM kept_entry ORDER BY id;"
    "INSERT INTO journal_version SELECT * FROM kept_version ORDER BY id;"
    "DROP TABLE kept_entry;"
    "DROP TABLE kept_version;"
    "INSERT INTO journal_index(journal_index) VALUES('rebuild');"
    "INSERT INTO journal_index(journal_index) VALUES('optimize');";

/* ---- reading ---- */

void journal_entry_free(struct journal_entry *entry)
{
    free(entry->text);
    *entry = (struct journal_entry){0};
}

void journal_entries_free(struct journal_entries *entries)
{
    for (size_t i = 0; i < entries->count; i++)
        journal_entry_free(&entries->items[i]);
    free(entries->items);
    *entries = (struct journal_entries){0};
}

/* The row's COLUMNS, and behind them the text. */
static enum err read_entry(struct statement *s, struct journal_entry *entry, struct fault *fault)
{
    entry->id = statement_int(s, 0);
    entry->made_at = statement_int(s, 1);
    entry->deleted_at = statement_int(s, 2);
    snprintf(entry->day, sizeof entry->day, "%s", statement_text(s, 3));
    entry->pinned = statement_int(s, 4) != 0;
    entry->sealed = statement_int(s, 5) != 0;
    entry->text = strdup(statement_text(s, 6));
    return entry->text ? OK : fault_set_memory(fault);
}

static enum err add_item(struct journal_entries *entries, size_t *capacity, struct fault *fault)
{
    if (entries->count == *capacity) {
        size_t more = *capacity ? *capacity * 2 : 16;
        struct journal_entry *items = realloc(entries->items, more * sizeof *items);
        if (!items)
            return fault_set_memory(fault);
        entries->items = items;
        *capacity = more;
    }
    entries->items[entries->count++] = (struct journal_entry){0};
    return OK;
}

enum err store_journal_list(struct store *store, int64_t before, size_t most,
                            struct journal_entries *entries, struct fault *fault)
{
    *entries = (struct journal_entries){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    size_t capacity = 0;
    struct statement s = statement_open(
        store, "SELECT " COLUMNS ", CASE sealed WHEN 0 THEN text ELSE '' END FROM journal_entry"
               " WHERE deleted_at IS NULL AND id < ?1 ORDER BY id DESC LIMIT ?2");
    statement_bind_int(&s, before ? before : INT64_MAX);
    statement_bind_int(&s, most > INT64_MAX ? INT64_MAX : (int64_t)most);
    while (!err && statement_next(&s)) {
        err = add_item(entries, &capacity, fault);
        if (!err)
            err = read_entry(&s, &entries->items[entries->count - 1], fault);
    }
    err = statement_close(&s, err, fault);
    if (err)
        journal_entries_free(entries);
    return err;
}

static enum err fault_gone(struct fault *fault)
{
    return fault_set(fault, ERR_NOT_FOUND, _("This entry has already been deleted for good."));
}

enum err store_journal_get(struct store *store, int64_t id, struct journal_entry *entry,
                           struct fault *fault)
{
    *entry = (struct journal_entry){0};
    enum err err = store_look(store, fault);
    if (err)
        return err;
    if (!store->db)
        return fault_gone(fault);
    struct statement s =
        statement_open(store, "SELECT " COLUMNS ", text FROM journal_entry WHERE id = ?1");
    statement_bind_int(&s, id);
    bool there = statement_next(&s);
    if (there)
        err = read_entry(&s, entry, fault);
    err = statement_close(&s, err, fault);
    if (!err && !there)
        err = fault_gone(fault);
    if (err)
        journal_entry_free(entry);
    return err;
}

/* ---- writing ---- */

static enum err insert_entry(struct store *store, const char *day, const char *text, int64_t *id,
                             struct fault *fault)
{
    struct statement s =
        statement_open(store, "INSERT INTO journal_entry(made_at, day, text) VALUES(?1, ?2, ?3)");
    statement_bind_int(&s, clock_wall(store->clock));
    statement_bind_text(&s, day);
    statement_bind_text(&s, text);
    enum err err = statement_run(&s, fault);
    *id = sqlite3_last_insert_rowid(store->db);
    return err;
}

static enum err index_entry(struct store *store, int64_t id, struct fault *fault)
{
    struct statement s = statement_open(store, "INSERT INTO journal_index(rowid, text)"
                                               " SELECT id, text FROM journal_findable"
                                               " WHERE id = ?1");
    statement_bind_int(&s, id);
    return statement_run(&s, fault);
}

enum err store_journal_add(struct store *store, const char *day, const char *text, int64_t *id,
                           struct fault *fault)
{
    char today[48];
    int64_t start;
    int64_t added = 0;
    if (*text == '\0')
        return fault_set(fault, ERR_INPUT,
                         _("There is no text in this entry, so there is nothing "
                           "to keep."));
    if (!day) {
        struct date date = date_of(clock_wall(store->clock));
        snprintf(today, sizeof today, "%04d-%02d-%02d", date.year, date.month, date.day);
        day = today;
    } else if (strlen(day) + 1 != JOURNAL_DAY_SIZE || !date_read(day, &start)) {
        return fault_set(fault, ERR_INPUT,
                         _("The day of an entry is written like this: 2026-11-21."));
    }
    enum err err = store_begin(store, fault);
    if (err)
        return err;
    err = insert_entry(store, day, text, &added, fault);
    if (!err)
        err = index_entry(store, added, fault);
    err = store_end(store, err, fault);
    if (!err && id)
        *id = added;
    return err;
}

static enum err delete_entry(struct store *store, int64_t id, struct fault *fault)
{
    struct statement s = statement_open(store, "DELETE FROM journal_entry WHERE id = ?1");
    statement_bind_int(&s, id);
    enum err err = statement_run(&s, fault);
    if (!err && sqlite3_changes(store->db) == 0)
        err = fault_gone(fault);
    return err ? err : statement_script(store, wipe_journal, fault);
}

enum err store_journal_delete(struct store *store, int64_t id, struct fault *fault)
{
    enum err err = store_look(store, fault);
    if (!err && !store->db)
        err = fault_gone(fault);
    if (!err)
        err = store_begin(store, fault);
    if (err)
        return err;
    return store_end(store, delete_entry(store, id, fault), fault);
}
