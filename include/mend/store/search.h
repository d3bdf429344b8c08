/*
 * Search over everything a person wrote: journal entries, the answers of exercises, promises with
 * the notes of their marks and the reasons of their pauses, boundaries and what became of them,
 * experiments, check-ins.
 *
 * What is typed is first made a struct search_query, which cannot fail but for memory: nothing
 * typed is a syntax error.
 *
 *     trust slowly       both words, wherever they stand; case and accents do not count, and the
 *                        last word may be the beginning of one. Chinese, Japanese and Korean need
 *                        no blanks.
 *     "in this order"    a phrase; without its second quote it reaches to the end, and its last
 *                        word may be the beginning of one
 *     tag:name           journal entries with #name. As the last thing typed it may be a beginning
 *     after:2026-05      from that day, month or year on, itself included
 *     before:2026-05-01  up to that day, month or year, itself left out: after:2026 before:2027 is
 *                        the year 2026
 *
 * "tag:", "after:2" and the like, which are on their way to become one of these, do nothing yet.
 * What looks like one and is none ("before:lunch") is two words.
 *
 * Sealed and deleted entries, sealed letters, plans for leaving and what is in the trash are never
 * found. Of an answer, only what was written in words is searched, not the numbers and the names of
 * choices.
 */
#ifndef MEND_STORE_SEARCH_H
#define MEND_STORE_SEARCH_H

#include "mend/base/pairs.h"
#include "mend/store/store.h"

enum { SEARCH_DAY_SIZE = sizeof "2026-11-21" };

/* A word or a phrase. */
struct search_term {
    char *text;     /* without the quotes around a phrase */
    bool beginning; /* its last word may be the beginning of one */
};

struct search_query {
    struct search_term *terms;
    size_t term_count;
    struct search_term *tags; /* without "tag:" and '#', folded as tags are compared */
    size_t tag_count;
    char from[SEARCH_DAY_SIZE];  /* the first day wanted; "" without a bound */
    char until[SEARCH_DAY_SIZE]; /* the first day no more wanted; "" without a bound */
};

/*
 * Reads TYPED (any bytes) into QUERY, which is freed first: begin with {0}. Later bounds narrow
 * earlier ones. ERR_MEMORY only. Touches no file.
 */
enum err search_parse(const char *typed, struct search_query *query,
                      struct fault *fault) MUST_CHECK;
void search_query_free(struct search_query *query);

/* True when QUERY asks for nothing, and so finds nothing. */
bool search_query_empty(const struct search_query *query);

/* ---- asking ---- */

/* A later kind of record is one more row of the table in search.c. */
enum search_kind {
    SEARCH_ENTRY,
    SEARCH_ANSWER,
    SEARCH_PROMISE,
    SEARCH_BOUNDARY,
    SEARCH_EXPERIMENT,
    SEARCH_CHECK_IN,
    SEARCH_KINDS
};

enum search_order {
    SEARCH_NEWEST, /* the last written first: at once, also while somebody types */
    /*
     * What has the words most first (FTS5's bm25 within a kind; the kinds by turns). Takes its time
     * where a word is frequent: run it where Ctrl-X still acts, with a STOP.
     */
    SEARCH_BEST,
};

struct search_ask {
    unsigned kinds; /* 1u << SEARCH_ENTRY and so on; 0: all */
    enum search_order order;
    size_t most;    /* of all kinds together */
    int64_t before; /* only what has a smaller id; 0: all. For one kind, newest first */
    /*
     * Asked again and again while the search runs, on its thread; true calls it off. It may read
     * an atomic that another thread sets, but not use the store. May be NULL.
     */
    bool (*stop)(void *context);
    void *context;
};

/* Bytes FROM..TO of a snippet are what was looked for. */
struct search_mark {
    size_t from;
    size_t to;
};

struct search_find {
    enum search_kind kind;
    int64_t id;                /* of the entry, the answer or the record */
    int64_t made_at;           /* wall seconds */
    char day[SEARCH_DAY_SIZE]; /* what it is about; "" of an answer */
    bool pinned;               /* an entry */
    char lesson[40];           /* of an answer, and where another one came from */
    char exercise[64];         /* of an answer */
    int64_t of;                /* what to open: the promise of a note, ...; else the id itself */
    /*
     * Of a record (record.h), what it is: "promise", or the "note" of a mark or a "pause" of one;
     * "boundary", or an "event" of one; "experiment"; "check-in", or what was "shown" for one.
     */
    char part[16];
    char *snippet;             /* a few words around the place; the beginning without words */
    struct search_mark *marks; /* in order, none touching another */
    size_t mark_count;
};

struct search_finds {
    struct search_find *items;
    size_t count;
};

/*
 * What QUERY finds, at most ASK->most. ERR_CANCELLED when ASK->stop called it off; FINDS is empty
 * whenever it fails.
 */
enum err store_search(struct store *store, const struct search_query *query,
                      const struct search_ask *ask, struct search_finds *finds,
                      struct fault *fault) MUST_CHECK;
void search_finds_free(struct search_finds *finds);

#endif
