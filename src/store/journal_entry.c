/* Whole texts: of entries, and of what they said before. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journal_private.h"
#include "mend/base/message.h"

#define COLUMNS                                                                                    \
    "id, made_at, changed_at, coalesce(deleted_at, 0), version, words, day, pinned, sealed,"       \
    " lesson, page, prompt"

void journal_entry_free(struct journal_entry *entry)
{
    store_free_text(entry->text);
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
    entry->changed_at = statement_int(s, 2);
    entry->deleted_at = statement_int(s, 3);
    entry->version = statement_int(s, 4);
    entry->words = statement_int(s, 5);
    snprintf(entry->day, sizeof entry->day, "%s", statement_text(s, 6));
    entry->pinned = statement_int(s, 7) != 0;
    entry->sealed = statement_int(s, 8) != 0;
    struct journal_origin *origin = &entry->origin;
    snprintf(origin->lesson, sizeof origin->lesson, "%s", statement_text(s, 9));
    snprintf(origin->page, sizeof origin->page, "%s", statement_text(s, 10));
    snprintf(origin->prompt, sizeof origin->prompt, "%s", statement_text(s, 11));
    entry->text = strdup(statement_text(s, 12));
    return entry->text ? OK : fault_set_memory(fault);
}

static enum err add_entry(struct statement *s, struct journal_entries *entries, size_t *capacity,
                          struct fault *fault)
{
    void *items = store_grow(entries->items, entries->count, capacity, sizeof *entries->items);
    if (!items)
        return fault_set_memory(fault);
    entries->items = items;
    struct journal_entry *entry = &entries->items[entries->count++];
    *entry = (struct journal_entry){0};
    return read_entry(s, entry, fault);
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
    statement_bind_int(&s, store_limit(most));
    while (!err && statement_next(&s))
        err = add_entry(&s, entries, &capacity, fault);
    err = statement_close(&s, err, fault);
    if (err)
        journal_entries_free(entries);
    return err;
}

enum err store_journal_get(struct store *store, int64_t id, struct journal_entry *entry,
                           struct fault *fault)
{
    *entry = (struct journal_entry){0};
    enum err err = store_look(store, fault);
    if (err)
        return err;
    if (!store->db)
        return journal_fault_gone(fault);
    struct statement s =
        statement_open(store, "SELECT " COLUMNS ", text FROM journal_entry WHERE id = ?1");
    statement_bind_int(&s, id);
    bool there = statement_next(&s);
    if (there)
        err = read_entry(&s, entry, fault);
    err = statement_close(&s, err, fault);
    if (!err && !there)
        err = journal_fault_gone(fault);
    if (err)
        journal_entry_free(entry);
    return err;
}

/* ---- what it said before ---- */

static enum err read_versions(struct statement *s, struct journal_version **items, size_t *count,
                              struct fault *fault)
{
    enum err err = OK;
    size_t capacity = 0;
    while (!err && statement_next(s)) {
        void *grown = store_grow(*items, *count, &capacity, sizeof **items);
        if (!grown) {
            err = fault_set_memory(fault);
            break;
        }
        *items = grown;
        (*items)[(*count)++] = (struct journal_version){statement_int(s, 0), statement_int(s, 1),
                                                        (size_t)statement_int(s, 2)};
    }
    return statement_close(s, err, fault);
}

enum err store_journal_versions(struct store *store, int64_t id, struct journal_version **items,
                                size_t *count, struct fault *fault)
{
    *items = NULL;
    *count = 0;
    enum err err = store_look(store, fault);
    if (err)
        return err;
    if (!store->db)
        return journal_fault_gone(fault);
    struct statement s =
        statement_open(store, "SELECT version AS number, changed_at, length(CAST(text AS BLOB))"
                              " FROM journal_entry WHERE id = ?1"
                              " UNION ALL SELECT number, made_at, length(CAST(text AS BLOB))"
                              " FROM journal_version WHERE entry_id = ?1 ORDER BY number DESC");
    statement_bind_int(&s, id);
    err = read_versions(&s, items, count, fault);
    if (!err && *count == 0)
        err = journal_fault_gone(fault);
    if (err) {
        free(*items);
        *items = NULL;
        *count = 0;
    }
    return err;
}

enum err store_journal_version_text(struct store *store, int64_t id, int64_t number, char **text,
                                    struct fault *fault)
{
    *text = NULL;
    enum err err = store_look(store, fault);
    if (err)
        return err;
    if (!store->db)
        return journal_fault_gone(fault);
    struct statement s =
        statement_open(store, "SELECT text FROM journal_entry WHERE id = ?1 AND version = ?2"
                              " UNION ALL SELECT text FROM journal_version"
                              "  WHERE entry_id = ?1 AND number = ?2");
    statement_bind_int(&s, id);
    statement_bind_int(&s, number);
    bool there = statement_next(&s);
    if (there && !(*text = strdup(statement_text(&s, 0))))
        err = fault_set_memory(fault);
    err = statement_close(&s, err, fault);
    if (!err && !there)
        err = journal_fault_gone(fault);
    if (err) {
        store_free_text(*text);
        *text = NULL;
    }
    return err;
}
