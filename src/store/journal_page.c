/*
 * Pages of the list of entries.
 *
 * Each filter walks the index that is in the list's order and leaves out most of what does not
 * fit; a row of sources[] says which. So a page costs what is on it, however long the journal
 * is. Where a page begins is said by the entry before it (keyset paging), never by a number of
 * entries to pass over.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "journal_private.h"
#include "mend/base/date.h"
#include "mend/text/tags.h"
#include "question.h"

/* As much of a text as title and preview may want; the blanks it begins with are nobody's. */
#define HEAD                                                                                       \
    "CASE e.sealed WHEN 0 THEN substr(ltrim(e.text, char(9, 10, 11, 12, 13, 32)), 1, 400)"         \
    " ELSE '' END"

#define COLUMNS                                                                                    \
    "e.id, e.made_at, e.changed_at, coalesce(e.deleted_at, 0), e.version, e.words, e.day,"         \
    " e.pinned, e.sealed, e.lesson, e.page, e.prompt, " HEAD ","                                   \
    " (SELECT group_concat(name, ' ') FROM (SELECT name FROM journal_tag AS n"                     \
    "   WHERE n.entry_id = e.id ORDER BY n.position))"

/* What is walked, in what order. */
static const struct source {
    const char *from;
    const char *where;
    const char *day;
    const char *id;
} sources[] = {
    {" FROM journal_entry AS e INDEXED BY journal_listed", " WHERE e.deleted_at IS NULL", "e.day",
     "e.id"},
    {" FROM journal_tag AS t CROSS JOIN journal_entry AS e ON e.id = t.entry_id",
     " WHERE e.deleted_at IS NULL", "t.day", "t.entry_id"},
    {" FROM journal_entry AS e INDEXED BY journal_of_lesson",
     " WHERE e.deleted_at IS NULL AND e.lesson <> ''", "e.day", "e.id"},
    {" FROM journal_entry AS e INDEXED BY journal_pinned",
     " WHERE e.deleted_at IS NULL AND e.pinned = 1", "e.day", "e.id"},
    {" FROM journal_entry AS e INDEXED BY journal_thrown", " WHERE e.deleted_at IS NOT NULL",
     "e.day", "e.id"},
};

enum { SOURCE_ALL, SOURCE_TAG, SOURCE_LESSON, SOURCE_PINNED, SOURCE_TRASH };

static const struct source *source_of(const struct journal_filter *filter)
{
    if (filter->trash)
        return &sources[SOURCE_TRASH];
    if (filter->tag)
        return &sources[SOURCE_TAG];
    if (filter->lesson)
        return &sources[SOURCE_LESSON];
    return &sources[filter->pinned ? SOURCE_PINNED : SOURCE_ALL];
}

/* What is in the trash has no tags. */
static bool fits_none(const struct journal_filter *filter)
{
    return filter->trash && filter->tag;
}

/* ---- the question ---- */

/* What a question's parameters point to. */
struct asked {
    struct question question;
    char *tag;
    char year_from[24];
    char year_to[24];
};

static void asked_free(struct asked *asked)
{
    question_free(&asked->question);
    free(asked->tag);
}

static void put_days(struct asked *asked, const struct source *source, const char *from,
                     const char *to)
{
    struct question *q = &asked->question;
    if (from) {
        question_put(q, " AND ");
        question_put(q, source->day);
        question_put_text(q, " >= ?", from);
    }
    if (to) {
        question_put(q, " AND ");
        question_put(q, source->day);
        question_put_text(q, " <= ?", to);
    }
}

/* SELECT WHAT, and the conditions of FILTER. */
static enum err put_filter(struct asked *asked, const char *what,
                           const struct journal_filter *filter, struct fault *fault)
{
    const struct source *source = source_of(filter);
    struct question *q = &asked->question;
    question_put(q, "SELECT ");
    question_put(q, what);
    question_put(q, source->from);
    question_put(q, source->where);
    if (filter->tag) {
        asked->tag = tag_fold(filter->tag, strlen(filter->tag));
        if (!asked->tag)
            return fault_set_memory(fault);
        question_put_text(q, " AND t.tag = ?", asked->tag);
    }
    if (filter->lesson)
        question_put_text(q, " AND e.lesson = ?", filter->lesson);
    if (filter->pinned)
        question_put(q, " AND e.pinned = 1");
    put_days(asked, source, filter->from, filter->to);
    if (filter->year) {
        snprintf(asked->year_from, sizeof asked->year_from, "%04d-01-01", filter->year);
        snprintf(asked->year_to, sizeof asked->year_to, "%04d-12-31", filter->year);
        put_days(asked, source, asked->year_from, asked->year_to);
    }
    return OK;
}

static void put_place(struct asked *asked, const struct source *source,
                      const struct journal_place *place, bool backward)
{
    struct question *q = &asked->question;
    const char *order = backward ? " ASC" : " DESC";
    if (place->day[0]) {
        question_put(q, " AND (");
        question_put(q, source->day);
        question_put(q, ", ");
        question_put(q, source->id);
        question_put_text(q, backward ? ") > (?" : ") < (?", place->day);
        question_put_int(q, ", ?)", place->id);
    }
    question_put(q, " ORDER BY ");
    question_put(q, source->day);
    question_put(q, order);
    question_put(q, ", ");
    question_put(q, source->id);
    question_put(q, order);
}

/* ---- the items ---- */

static void item_free(struct journal_item *item)
{
    store_free_text(item->title);
    store_free_text(item->preview);
    store_free_text(item->tags);
}

void journal_items_free(struct journal_items *items)
{
    for (size_t i = 0; i < items->count; i++)
        item_free(&items->items[i]);
    free(items->items);
    *items = (struct journal_items){0};
}

/* Bytes of the first MOST code points of TEXT, which is valid UTF-8, or of all. */
static size_t bytes_of(const char *text, size_t most)
{
    size_t at = 0;
    while (text[at] && most > 0) {
        at++;
        while (((unsigned char)text[at] & 0xC0) == 0x80)
            at++;
        most--;
    }
    return at;
}

static size_t without_blanks(const char *text, size_t length)
{
    while (length > 0 && strchr(" \t\r\v\f", text[length - 1]))
        length--;
    return length;
}

/* TEXT on one line, a blank for every run of blanks and line ends. */
static void put_flat(struct str *out, const char *text, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        bool blank = strchr(" \t\n\v\f\r", text[at]) != NULL;
        if (!blank)
            str_putc(out, text[at]);
        else if (out->length > 0 && out->bytes[out->length - 1] != ' ')
            str_putc(out, ' ');
    }
    while (out->length > 0 && out->bytes[out->length - 1] == ' ')
        str_truncate(out, out->length - 1);
}

static enum err read_head(const char *head, struct journal_item *item, struct fault *fault)
{
    size_t line = strcspn(head, "\n");
    size_t most = bytes_of(head, JOURNAL_TITLE_MOST);
    size_t title = line < most ? line : most;
    size_t all = bytes_of(head, JOURNAL_PREVIEW_MOST);
    struct str preview = {0};
    str_append(&preview, "", 0);
    put_flat(&preview, head + title, all > title ? all - title : 0);
    item->title = strndup(head, without_blanks(head, title));
    item->preview = strdup(str_text(&preview));
    enum err err = str_status(&preview, fault);
    str_free(&preview);
    return !err && (!item->title || !item->preview) ? fault_set_memory(fault) : err;
}

static enum err read_item(struct statement *s, struct journal_item *item, struct fault *fault)
{
    item->id = statement_int(s, 0);
    item->made_at = statement_int(s, 1);
    item->changed_at = statement_int(s, 2);
    item->deleted_at = statement_int(s, 3);
    item->version = statement_int(s, 4);
    item->words = statement_int(s, 5);
    snprintf(item->day, sizeof item->day, "%s", statement_text(s, 6));
    item->pinned = statement_int(s, 7) != 0;
    item->sealed = statement_int(s, 8) != 0;
    struct journal_origin *origin = &item->origin;
    snprintf(origin->lesson, sizeof origin->lesson, "%s", statement_text(s, 9));
    snprintf(origin->page, sizeof origin->page, "%s", statement_text(s, 10));
    snprintf(origin->prompt, sizeof origin->prompt, "%s", statement_text(s, 11));
    item->tags = strdup(statement_text(s, 13));
    return item->tags ? read_head(statement_text(s, 12), item, fault) : fault_set_memory(fault);
}

static enum err add_item(struct statement *s, struct journal_items *items, size_t *capacity,
                         struct fault *fault)
{
    void *grown = store_grow(items->items, items->count, capacity, sizeof *items->items);
    if (!grown)
        return fault_set_memory(fault);
    items->items = grown;
    struct journal_item *item = &items->items[items->count++];
    *item = (struct journal_item){0};
    return read_item(s, item, fault);
}

/* All rows of S, which is closed. */
static enum err read_items(struct statement *s, struct journal_items *items, struct fault *fault)
{
    enum err err = OK;
    size_t capacity = 0;
    while (!err && statement_next(s))
        err = add_item(s, items, &capacity, fault);
    err = statement_close(s, err, fault);
    if (err)
        journal_items_free(items);
    return err;
}

static void turn_round(struct journal_items *items)
{
    for (size_t i = 0; i < items->count / 2; i++) {
        struct journal_item item = items->items[i];
        items->items[i] = items->items[items->count - 1 - i];
        items->items[items->count - 1 - i] = item;
    }
}

/* ---- the calls ---- */

enum err store_journal_page(struct store *store, const struct journal_filter *filter,
                            struct journal_place place, bool backward, size_t most,
                            struct journal_items *items, struct fault *fault)
{
    struct asked asked = {0};
    *items = (struct journal_items){0};
    enum err err = store_look(store, fault);
    if (err || !store->db || fits_none(filter))
        return err;
    err = put_filter(&asked, COLUMNS, filter, fault);
    if (err)
        goto out;
    put_place(&asked, source_of(filter), &place, backward);
    question_put_int(&asked.question, " LIMIT ?", store_limit(most));
    struct statement s = question_open(store, &asked.question);
    err = read_items(&s, items, fault);
    if (!err && backward)
        turn_round(items);
out:
    asked_free(&asked);
    return err;
}

enum err store_journal_count(struct store *store, const struct journal_filter *filter,
                             size_t *count, struct fault *fault)
{
    struct asked asked = {0};
    *count = 0;
    enum err err = store_look(store, fault);
    if (err || !store->db || fits_none(filter))
        return err;
    err = put_filter(&asked, "count(*)", filter, fault);
    if (err)
        goto out;
    struct statement s = question_open(store, &asked.question);
    if (statement_next(&s))
        *count = (size_t)statement_int(&s, 0);
    err = statement_close(&s, OK, fault);
out:
    asked_free(&asked);
    return err;
}

enum err store_journal_on_this_day(struct store *store, const char *day, size_t most,
                                   struct journal_items *items, struct fault *fault)
{
    *items = (struct journal_items){0};
    enum err err = journal_check_day(day, fault);
    if (!err)
        err = store_look(store, fault);
    if (err || !store->db)
        return err;
    /* One look into the index for each year since the first. */
    struct statement s = statement_open(
        store, "WITH RECURSIVE earlier(year) AS ("
               "  SELECT CAST(substr(min(day), 1, 4) AS INTEGER)"
               "   FROM journal_entry INDEXED BY journal_listed WHERE deleted_at IS NULL"
               "  UNION ALL SELECT year + 1 FROM earlier WHERE year + 1 < ?1)"
               "SELECT " COLUMNS " FROM earlier CROSS JOIN"
               " journal_entry AS e INDEXED BY journal_listed"
               " WHERE e.day = printf('%04d', earlier.year) || ?2 AND earlier.year < ?1"
               "  AND e.deleted_at IS NULL AND e.sealed = 0"
               " ORDER BY e.day DESC, e.id DESC LIMIT ?3");
    statement_bind_int(&s, strtol(day, NULL, 10));
    statement_bind_text(&s, day + strlen("2026"));
    statement_bind_int(&s, store_limit(most));
    return read_items(&s, items, fault);
}
