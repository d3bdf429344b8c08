/*
 * What promises, boundaries, experiments and check-ins have in common: each is a record, with an id
 * of its own among all of them, a day, where it came from, and a trash.
 *
 * A day is a number, days since 1970-01-01 of the person's calendar. What lies in the trash is in
 * no list and no search, and neither is what belongs to it (the marks and pauses of a promise, the
 * events of a boundary).
 *
 * No words are lost to another program: who changes a record says which version they have seen, and
 * is told ERR_CONFLICT when it is not the one that stands. Words that are replaced or deleted for
 * good are overwritten in the file, and gone from the index; that takes time in proportion to all
 * records (but numbers and days alone, such as a mark without a note, take none).
 *
 * What is half written is a draft (store.h) of lesson PROMISE_DRAFTS or CHECK_IN_DRAFTS. Its name
 * (as "exercise") begins with the id of the record in decimal, or with a letter for a new one; each
 * sitting has a name of its own. A call that keeps something takes the name as DRAFT (may be NULL)
 * and clears this store's own draft of that name in the same transaction.
 *
 * Every call returns ERR_NOT_FOUND when the record it names has been deleted for good, ERR_INPUT
 * with a sentence when it is asked for something that cannot be kept. Texts that are given may be
 * NULL for "", texts that are read never are.
 */
#ifndef MEND_STORE_RECORD_H
#define MEND_STORE_RECORD_H

#include "mend/store/store.h"

enum { RECORD_ORIGIN_SIZE = 40, RECORD_TRASH_DAYS = 30 };

#define PROMISE_DRAFTS "promises" /* and of boundaries and experiments */
#define CHECK_IN_DRAFTS "check-ins"

/* No day: of what has no end, or whose day is not known. */
#define DAY_OPEN INT32_MAX

/* Where a record came from; "" and 0 when from nowhere in particular. */
struct record_origin {
    char lesson[RECORD_ORIGIN_SIZE]; /* "3" */
    char page[RECORD_ORIGIN_SIZE];   /* "3.4" */
    int64_t answer; /* an answer, such as a sentence of "my words"; it may be gone by now */
};

struct record {
    int64_t id;         /* counts upwards, never given twice, to no other record of any kind */
    int64_t made_at;    /* wall seconds */
    int64_t changed_at; /* wall seconds of when it was last saved */
    int64_t deleted_at; /* wall seconds; 0 when it is not in the trash */
    int64_t version;    /* 1, and one more with each change */
    int32_t day;
    struct record_origin origin;
};

/*
 * A place in a list that goes from the newest day to the oldest, and within a day from the last
 * written to the first. {0} is before the first. The record need not be there any more.
 */
struct record_place {
    int32_t day;
    int64_t id;
};

/*
 * Puts a record (but no mark) into the trash, or back. Throwing away what lies there already
 * changes nothing.
 */
enum err store_record_trash(struct store *store, int64_t id, struct fault *fault) MUST_CHECK;
enum err store_record_restore(struct store *store, int64_t id, struct fault *fault) MUST_CHECK;

/*
 * Deletes a record (but no mark) and what belongs to it for good, drafts included, whoever wrote
 * them. Of a promise in the middle of its line, the neighbours become each other's.
 */
enum err store_record_delete(struct store *store, int64_t id, struct fault *fault) MUST_CHECK;

/*
 * Deletes for good what has lain in the trash for RECORD_TRASH_DAYS; *COUNT (may be NULL) says how
 * many. Writes nothing and waits for nobody when nothing is due.
 */
enum err store_record_purge(struct store *store, size_t *count, struct fault *fault) MUST_CHECK;

#endif
