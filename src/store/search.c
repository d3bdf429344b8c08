/*
 * Searching what a person wrote.
 *
 * Every kind has a row in kinds[] that says which FTS5 index to ask, and how. Each is
 * asked for as many as are wanted; then the answers, each in its own order, are merged: by their
 * time, or best first by their places in that order, for the ranks of two indexes say nothing about
 * each other (and asking FTS5 for a rank that it has sorted by makes it count all over again).
 *
 * Every word becomes a quoted string of FTS5's language, which knows no operator inside one. FTS5
 * cuts the snippet and puts a byte before and behind each find that no UTF-8 text can hold; they
 * are taken out again here and become marks.
 */
#include "mend/store/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/date.h"
#include "question.h"

static const char mark_from[] = "\xfe";
static const char mark_to[] = "\xff";

enum { SNIPPET_WORDS = 24, SQL_STEPS = 1000 };

/* What limits a search beside its words, as values of parameters. */
struct bounds {
    const struct search_query *query;
    int64_t from;  /* wall seconds; the least when there is no bound */
    int64_t until; /* the greatest */
};

/* ---- the kinds ---- */

static void put_tags(struct question *q, const struct bounds *bounds)
{
    for (size_t i = 0; i < bounds->query->tag_count; i++) {
        const struct search_term *tag = &bounds->query->tags[i];
        question_put(q, " AND e.id IN (SELECT t.entry_id FROM journal_tag AS t WHERE ");
        if (tag->beginning) {
            question_put_text(q, "t.tag >= ?", tag->text);
            question_put_text(q, " AND t.tag < ? || char(1114111))", tag->text);
        } else {
            question_put_text(q, "t.tag = ?)", tag->text);
        }
    }
}

static void put_entry_bounds(struct question *q, const struct bounds *bounds)
{
    if (bounds->query->from[0])
        question_put_text(q, " AND e.day >= ?", bounds->query->from);
    if (bounds->query->until[0])
        question_put_text(q, " AND e.day < ?", bounds->query->until);
    put_tags(q, bounds);
}

/* Only entries have tags: asked for one, there is nothing else to find. */
static void put_answer_bounds(struct question *q, const struct bounds *bounds)
{
    if (bounds->query->from[0])
        question_put_int(q, " AND e.made_at >= ?", bounds->from);
    if (bounds->query->until[0])
        question_put_int(q, " AND e.made_at < ?", bounds->until);
    if (bounds->query->tag_count > 0)
        question_put(q, " AND 0");
}

/* Days of a record count from 1970-01-01. */
static void put_record_bounds(struct question *q, const struct bounds *bounds)
{
    if (bounds->query->from[0])
        question_put_text(q, " AND e.day >= strftime('%s', ?) / 86400", bounds->query->from);
    if (bounds->query->until[0])
        question_put_text(q, " AND e.day < strftime('%s', ?) / 86400", bounds->query->until);
    if (bounds->query->tag_count > 0)
        question_put(q, " AND 0");
}

#define SNIPPET(index) ", snippet(" #index ", 0, ?, ?, '\xe2\x80\xa6', ?)"
#define BEGINNING ", substr(ltrim(f.text, char(9, 10, 11, 12, 13, 32)), 1, 160)"

/* Of the records that share an index, those of some kinds. */
#define RECORDS(kinds)                                                                             \
    {                                                                                              \
        "record_index",                                                                            \
            "e.id, e.made_at, strftime('%Y-%m-%d', e.day * 86400, 'unixepoch'), 0, e.lesson, '',"  \
            " coalesce(e.of_id, e.id), e.kind",                                                    \
            SNIPPET(record_index),                                                                 \
            " FROM record_index CROSS JOIN record AS e ON e.id = record_index.rowid"               \
            " WHERE record_index MATCH ? AND e.kind IN (" kinds ")",                               \
            " FROM record_findable AS f JOIN record AS e ON e.id = f.id"                           \
            " WHERE e.kind IN (" kinds ")",                                                        \
            put_record_bounds                                                                      \
    }

/* The record is "e", what may be found of it "f", both with an id. */
static const struct {
    const char *index;
    const char *columns; /* id, made_at, day, pinned, lesson, exercise, of, part */
    const char *snippet; /* with three parameters */
    const char *from;    /* with words; CROSS keeps the index in front */
    const char *plain;   /* without */
    void (*put_bounds)(struct question *q, const struct bounds *bounds);
} kinds[SEARCH_KINDS] = {
    [SEARCH_ENTRY] =
        {"journal_index", "e.id, e.made_at, e.day, e.pinned, e.lesson, '', e.id, ''",
         SNIPPET(journal_index),
         " FROM journal_index CROSS JOIN journal_entry AS e ON e.id = journal_index.rowid"
         " WHERE journal_index MATCH ?",
         " FROM journal_findable AS f JOIN journal_entry AS e ON e.id = f.id WHERE 1",
         put_entry_bounds},
    [SEARCH_ANSWER] = {"answer_index", "e.id, e.made_at, '', 0, e.lesson, e.exercise, e.id, ''",
                       SNIPPET(answer_index),
                       " FROM answer_index CROSS JOIN answer AS e ON e.id = answer_index.rowid"
                       " WHERE answer_index MATCH ?",
                       " FROM answer_findable AS f JOIN answer AS e ON e.id = f.id WHERE 1",
                       put_answer_bounds},
    [SEARCH_PROMISE] = RECORDS("'promise', 'note', 'pause'"),
    [SEARCH_BOUNDARY] = RECORDS("'boundary', 'event'"),
    [SEARCH_EXPERIMENT] = RECORDS("'experiment'"),
    [SEARCH_CHECK_IN] = RECORDS("'check-in', 'shown'"),
};

/* ---- the question ---- */

/* The words of QUERY as a question in FTS5's language. */
static void put_match(struct str *out, const struct search_query *query)
{
    for (size_t i = 0; i < query->term_count; i++) {
        const struct search_term *term = &query->terms[i];
        str_puts(out, i > 0 ? " \"" : "\"");
        for (const char *byte = term->text; *byte; byte++) {
            if (*byte == '"')
                str_putc(out, '"');
            str_putc(out, *byte);
        }
        str_puts(out, term->beginning ? "\"*" : "\"");
    }
}

/*
 * FTS5 itself walks the newest first, and stops at the limit; or it sorts by rank, before a snippet
 * is cut, provided that nothing else is asked of the order.
 */
static void put_question(struct question *q, enum search_kind kind, const char *match,
                         const struct bounds *bounds, const struct search_ask *ask)
{
    bool best = ask->order == SEARCH_BEST && *match;
    question_put(q, "SELECT ");
    question_put(q, kinds[kind].columns);
    if (*match) {
        question_put_text(q, kinds[kind].snippet, mark_from);
        question_put_text(q, "", mark_to);
        question_put_int(q, "", SNIPPET_WORDS);
        question_put_text(q, kinds[kind].from, match);
    } else {
        question_put(q, BEGINNING);
        question_put(q, kinds[kind].plain);
    }
    kinds[kind].put_bounds(q, bounds);
    if (ask->before) {
        question_put(q, " AND ");
        question_put(q, *match ? kinds[kind].index : "e");
        question_put_int(q, *match ? ".rowid < ?" : ".id < ?", ask->before);
    }
    question_put(q, " ORDER BY ");
    if (*match) {
        question_put(q, kinds[kind].index);
        question_put(q, best ? ".rank" : ".rowid DESC");
    } else {
        question_put(q, "e.id DESC");
    }
    question_put_int(q, " LIMIT ?", ask->most > INT64_MAX ? INT64_MAX : (int64_t)ask->most);
}

/* ---- what is found ---- */

/* What was found of one kind, in order. */
struct pile {
    struct search_find *items;
    size_t count;
    size_t capacity;
    size_t taken;
};

static void find_free(struct search_find *find)
{
    store_free_text(find->snippet);
    free(find->marks);
}

void search_finds_free(struct search_finds *finds)
{
    for (size_t i = 0; i < finds->count; i++)
        find_free(&finds->items[i]);
    free(finds->items);
    *finds = (struct search_finds){0};
}

/* Frees what was not taken. */
static void pile_free(struct pile *pile)
{
    for (size_t i = pile->taken; i < pile->count; i++)
        find_free(&pile->items[i]);
    free(pile->items);
}

/* Turns the bytes that FTS5 has put into MARKED to marks. */
static enum err read_snippet(struct search_find *find, const char *marked, struct fault *fault)
{
    struct str text = {0};
    size_t most = 0;
    for (const char *byte = marked; *byte; byte++)
        most += *byte == mark_from[0];
    find->marks = calloc(most ? most : 1, sizeof *find->marks);
    if (!find->marks)
        return fault_set_memory(fault);
    while (*marked) {
        size_t plain = strcspn(marked, "\xfe\xff");
        str_append(&text, marked, plain);
        marked += plain;
        if (*marked == mark_from[0])
            find->marks[find->mark_count++] = (struct search_mark){text.length, text.length};
        else if (*marked && find->mark_count)
            find->marks[find->mark_count - 1].to = text.length;
        marked += *marked != '\0';
    }
    find->snippet = str_take(&text);
    return find->snippet ? OK : fault_set_memory(fault);
}

static enum err add_find(struct statement *s, enum search_kind kind, struct pile *pile,
                         struct fault *fault)
{
    if (pile->count == pile->capacity) {
        size_t more = pile->capacity ? pile->capacity * 2 : 16;
        struct search_find *items = realloc(pile->items, more * sizeof *items);
        if (!items)
            return fault_set_memory(fault);
        pile->items = items;
        pile->capacity = more;
    }
    struct search_find *find = &pile->items[pile->count++];
    *find = (struct search_find){
        .kind = kind, .id = statement_int(s, 0), .made_at = statement_int(s, 1)};
    snprintf(find->day, sizeof find->day, "%s", statement_text(s, 2));
    find->pinned = statement_int(s, 3) != 0;
    snprintf(find->lesson, sizeof find->lesson, "%s", statement_text(s, 4));
    snprintf(find->exercise, sizeof find->exercise, "%s", statement_text(s, 5));
    find->of = statement_int(s, 6);
    snprintf(find->part, sizeof find->part, "%s", statement_text(s, 7));
    return read_snippet(find, statement_text(s, 8), fault);
}

/* Does A's next find come before B's? Of two equal ones, the newer. */
static bool is_sooner(const struct pile *a, const struct pile *b, enum search_order order)
{
    if (order == SEARCH_BEST && a->taken != b->taken)
        return a->taken < b->taken;
    return a->items[a->taken].made_at > b->items[b->taken].made_at;
}

static struct pile *next_pile(struct pile piles[SEARCH_KINDS], enum search_order order)
{
    struct pile *next = NULL;
    for (int kind = 0; kind < SEARCH_KINDS; kind++) {
        struct pile *pile = &piles[kind];
        if (pile->taken < pile->count && (!next || is_sooner(pile, next, order)))
            next = pile;
    }
    return next;
}

static enum err merge(struct pile piles[SEARCH_KINDS], const struct search_ask *ask,
                      struct search_finds *finds, struct fault *fault)
{
    size_t all = 0;
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        all += piles[kind].count;
    size_t wanted = all < ask->most ? all : ask->most;
    if (wanted == 0)
        return OK;
    finds->items = calloc(wanted, sizeof *finds->items);
    if (!finds->items)
        return fault_set_memory(fault);
    while (finds->count < wanted) {
        struct pile *pile = next_pile(piles, ask->order);
        finds->items[finds->count++] = pile->items[pile->taken++];
    }
    return OK;
}

/* ---- asking ---- */

static enum err ask_kind(struct store *store, enum search_kind kind, const char *match,
                         const struct bounds *bounds, const struct search_ask *ask,
                         struct pile *pile, struct fault *fault)
{
    enum err err = OK;
    struct question question = {0};
    put_question(&question, kind, match, bounds, ask);
    struct statement s = question_open(store, &question);
    while (!err && statement_next(&s))
        err = add_find(&s, kind, pile, fault);
    err = statement_close(&s, err, fault);
    question_free(&question);
    return err;
}

static int call_off(void *context)
{
    const struct search_ask *ask = context;
    return ask->stop(ask->context);
}

static struct bounds bounds_of(const struct search_query *query)
{
    struct bounds bounds = {query, INT64_MIN, INT64_MAX};
    if (query->from[0] && !date_read(query->from, &bounds.from))
        bounds.from = INT64_MAX;
    if (query->until[0] && !date_read(query->until, &bounds.until))
        bounds.until = INT64_MIN;
    return bounds;
}

static enum err ask_all(struct store *store, const struct search_query *query,
                        const struct search_ask *ask, struct search_finds *finds,
                        struct fault *fault)
{
    struct pile piles[SEARCH_KINDS] = {0};
    struct bounds bounds = bounds_of(query);
    struct str match = {0};
    put_match(&match, query);
    enum err err = str_status(&match, fault);
    for (int kind = 0; kind < SEARCH_KINDS && !err; kind++)
        if (ask->kinds == 0 || ask->kinds & 1u << kind)
            err = ask_kind(store, (enum search_kind)kind, str_text(&match), &bounds, ask,
                           &piles[kind], fault);
    if (!err)
        err = merge(piles, ask, finds, fault);
    for (int kind = 0; kind < SEARCH_KINDS; kind++)
        pile_free(&piles[kind]);
    str_free(&match);
    return err;
}

enum err store_search(struct store *store, const struct search_query *query,
                      const struct search_ask *ask, struct search_finds *finds, struct fault *fault)
{
    *finds = (struct search_finds){0};
    struct search_ask asked = *ask;
    enum err err = store_look(store, fault);
    if (err || !store->db || search_query_empty(query))
        return err;
    if (ask->stop)
        sqlite3_progress_handler(store->db, SQL_STEPS, call_off, &asked);
    err = ask_all(store, query, ask, finds, fault);
    sqlite3_progress_handler(store->db, 0, NULL, NULL);
    return err;
}
