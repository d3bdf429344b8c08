/* What can be counted in the journal: its tags, its days, its words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journal_private.h"

/* ---- tags ---- */

void journal_tags_free(struct journal_tags *tags)
{
    for (size_t i = 0; i < tags->count; i++)
        store_free_text(tags->items[i].name);
    free(tags->items);
    *tags = (struct journal_tags){0};
}

static enum err add_tag(struct statement *s, struct journal_tags *tags, size_t *capacity,
                        struct fault *fault)
{
    void *items = store_grow(tags->items, tags->count, capacity, sizeof *tags->items);
    if (!items)
        return fault_set_memory(fault);
    tags->items = items;
    struct journal_tag *tag = &tags->items[tags->count++];
    tag->name = strdup(statement_text(s, 0));
    tag->count = (size_t)statement_int(s, 1);
    return tag->name ? OK : fault_set_memory(fault);
}

enum err store_journal_tags(struct store *store, struct journal_tags *tags, struct fault *fault)
{
    *tags = (struct journal_tags){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    size_t capacity = 0;
    /* With min(), SQLite takes the name from the row that has the least id. */
    struct statement s = statement_open(
        store, "SELECT name, count(*), min(entry_id) FROM journal_tag GROUP BY tag ORDER BY tag");
    while (!err && statement_next(&s))
        err = add_tag(&s, tags, &capacity, fault);
    err = statement_close(&s, err, fault);
    if (err)
        journal_tags_free(tags);
    return err;
}

/* ---- days, months, years ---- */

static const int period_length[] = {
    [JOURNAL_BY_DAY] = 10,
    [JOURNAL_BY_MONTH] = 7,
    [JOURNAL_BY_YEAR] = 4,
};

static enum err add_period(struct statement *s, struct journal_periods *periods, size_t *capacity,
                           struct fault *fault)
{
    void *items = store_grow(periods->items, periods->count, capacity, sizeof *periods->items);
    if (!items)
        return fault_set_memory(fault);
    periods->items = items;
    struct journal_period *period = &periods->items[periods->count++];
    snprintf(period->name, sizeof period->name, "%s", statement_text(s, 0));
    period->entries = (size_t)statement_int(s, 1);
    period->words = (size_t)statement_int(s, 2);
    return OK;
}

enum err store_journal_periods(struct store *store, enum journal_by by, const char *from,
                               const char *to, struct journal_periods *periods, struct fault *fault)
{
    *periods = (struct journal_periods){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    size_t capacity = 0;
    struct statement s =
        statement_open(store, "SELECT substr(day, 1, ?1) AS period, count(*), sum(words)"
                              " FROM journal_entry INDEXED BY journal_listed"
                              " WHERE deleted_at IS NULL AND day >= ?2 AND day <= ?3"
                              " GROUP BY period ORDER BY period");
    statement_bind_int(&s, period_length[by]);
    statement_bind_text(&s, from ? from : "");
    statement_bind_text(&s, to ? to : "9999-12-31");
    while (!err && statement_next(&s))
        err = add_period(&s, periods, &capacity, fault);
    err = statement_close(&s, err, fault);
    if (err) {
        free(periods->items);
        *periods = (struct journal_periods){0};
    }
    return err;
}

enum err store_journal_extent(struct store *store, struct journal_extent *extent,
                              struct fault *fault)
{
    *extent = (struct journal_extent){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s = statement_open(store, "SELECT count(*), total(words), min(day), max(day)"
                                               " FROM journal_entry INDEXED BY journal_listed"
                                               " WHERE deleted_at IS NULL");
    if (statement_next(&s)) {
        extent->entries = (size_t)statement_int(&s, 0);
        extent->words = (size_t)statement_int(&s, 1);
        snprintf(extent->first, sizeof extent->first, "%s", statement_text(&s, 2));
        snprintf(extent->last, sizeof extent->last, "%s", statement_text(&s, 3));
    }
    return statement_close(&s, OK, fault);
}
