/*
 * Promises to oneself and between two people, their pauses, and a mark for how it went on a day.
 * record.h says what they share with other records. A promise's day is the one it began.
 *
 * A schedule never changes: the marks of a promise would say something else afterwards than they
 * did when they were made. A promise with another schedule, or a smaller one, begins anew and
 * follows the one it was made from; both stay in one line (store_promise_line()).
 */
#ifndef MEND_STORE_PROMISE_H
#define MEND_STORE_PROMISE_H

#include "mend/practice/schedule.h"
#include "mend/store/record.h"

/* ---- promises ---- */

/* What is promised: TEXT, or WILL with a WHEN before it or without; or both. */
struct promise_words {
    const char *text;
    const char *when; /* what follows "When ..." */
    const char *will; /* what follows "I will ..." */
    bool between_us;  /* else it is to oneself */
};

struct promise_new {
    struct promise_words words;
    struct schedule schedule;
    int32_t began;
    int64_t made_at; /* wall seconds; now when 0 */
    /*
     * The promise that it is made from, 0 without one. That one ends on the day before this begins
     * unless it had ended earlier. ERR_CONFLICT when another one (outside the trash) follows it.
     */
    int64_t follows;
    bool smaller; /* it was made smaller; else it has another schedule */
    struct record_origin origin;
    const char *draft;
};

/* *ID (may be NULL) names it. ERR_INPUT without words, or for a schedule that has no days. */
enum err store_promise_add(struct store *store, const struct promise_new *promise, int64_t *id,
                           struct fault *fault) MUST_CHECK;

/* Another wording of the same promise. SEEN is the version the caller has seen. */
enum err store_promise_change(struct store *store, int64_t id, int64_t seen,
                              const struct promise_words *words, const char *draft,
                              struct fault *fault) MUST_CHECK;

/*
 * Ends a promise as a whole: DAY is the last on which it holds (at the earliest the one before it
 * began). It is kept for the history. DAY_OPEN: it holds again.
 */
enum err store_promise_end(struct store *store, int64_t id, int32_t day,
                           struct fault *fault) MUST_CHECK;

struct promise_pause {
    struct record record; /* its day is that of days.from */
    int64_t promise;
    struct pause days;
    char *reason; /* may be "" */
};

struct promise {
    struct record record; /* its day is the one it began */
    char *text;
    char *when;
    char *will;
    bool between_us;
    struct schedule schedule;
    int32_t ended; /* the last day on which it holds; DAY_OPEN */
    int64_t follows;
    bool smaller;
    struct promise_pause *pauses; /* in the order of their days; of those in the trash, none */
    size_t pause_count;
};

struct promises {
    struct promise *items;
    size_t count;
};
void promise_free(struct promise *promise);
void promises_free(struct promises *promises);

enum promise_choice {
    PROMISES_HELD,  /* on the day that is given or after it; also those that have yet to begin */
    PROMISES_ENDED, /* before that day, the last ended first */
    PROMISES_TRASH, /* the last thrown away first */
};

/*
 * In two queries however many they are; those held, as they were written. Of their pauses, those
 * that last until PAUSES_FROM at least.
 */
enum err store_promise_list(struct store *store, enum promise_choice choice, int32_t day,
                            int32_t pauses_from, struct promises *promises,
                            struct fault *fault) MUST_CHECK;

/* One of them with all its pauses, be it ended or in the trash. */
enum err store_promise_get(struct store *store, int64_t id, struct promise *promise,
                           struct fault *fault) MUST_CHECK;

/*
 * The whole line of a promise, itself included, from the first to the last, with all their pauses;
 * without the trash.
 */
enum err store_promise_line(struct store *store, int64_t id, struct promises *promises,
                            struct fault *fault) MUST_CHECK;

/* ---- pauses ---- */

/* ERR_CONFLICT when the promise already rests on some of DAYS. Undone by store_record_delete(). */
enum err store_pause_add(struct store *store, int64_t promise, struct pause days,
                         const char *reason, int64_t *id, struct fault *fault) MUST_CHECK;

enum err store_pause_change(struct store *store, int64_t id, int64_t seen, struct pause days,
                            const char *reason, struct fault *fault) MUST_CHECK;

/* ---- marks ---- */

struct promise_mark {
    int64_t promise;
    struct mark mark;
    int64_t made_at; /* wall seconds of when it was set */
    char *note;      /* may be "" */
};

struct promise_marks {
    struct promise_mark *items;
    size_t count;
};
void promise_mark_free(struct promise_mark *mark);
void promise_marks_free(struct promise_marks *marks);

/*
 * Sets the mark of a day in place of the one that stands there, if any; of kind MARK_NONE: takes it
 * away, note and all. MADE_AT 0: now. *BEFORE (may be NULL) is what stood there, of kind MARK_NONE
 * when nothing did; setting that again undoes it.
 */
enum err store_mark_set(struct store *store, int64_t promise, struct mark mark, const char *note,
                        int64_t made_at, struct promise_mark *before,
                        struct fault *fault) MUST_CHECK;

/*
 * The marks of a promise (0: of all outside the trash) from one day to another, both included, in
 * the order of the days.
 */
enum err store_mark_list(struct store *store, int64_t promise, int32_t from, int32_t to,
                         struct promise_marks *marks, struct fault *fault) MUST_CHECK;

#endif
