/*
 * What a person keeps: the place where they are, what they answered, what they were just writing.
 * One SQLite file, `mend.db`, in the home folder. The journal (journal.h) and search over all of it
 * (search.h) have headers of their own.
 *
 * The home is made by the first call that keeps something; until then every read finds nothing.
 * A call that keeps something takes effect wholly or not at all, and has reached the disk when it
 * returns OK. Two programs may have the same home open at once.
 *
 * A store is used by one thread at a time.
 */
#ifndef MEND_STORE_STORE_H
#define MEND_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mend/base/clock.h"
#include "mend/base/error.h"
#include "mend/base/pairs.h"

struct store;

/*
 * Opens the store in HOME. OK when there is none yet. ERR_FORMAT when mend.db is not a database
 * of ours, ERR_NEWER when a newer mend made it, ERR_ACCESS or ERR_IO when it cannot be read; the
 * file is left untouched and *STORE is NULL. ERR_BUSY after a second when another program holds
 * it: no screen is there yet that could be left meanwhile. A file that can be read but not written
 * opens; then what keeps something returns ERR_READ_ONLY.
 */
enum err store_open(const char *home, const struct clock *clock, struct store **store,
                    struct fault *fault) MUST_CHECK;

/*
 * The same for a sealed file that has been unlocked: VFS is vault_vfs_name(). CHECK: an interrupted
 * save may have left something behind; the whole file is looked through before it is trusted.
 */
enum err store_open_sealed(const char *home, const char *vfs, bool (*check)(void *), void *context,
                           const struct clock *clock, struct store **store,
                           struct fault *fault) MUST_CHECK;
void store_close(struct store *store);

/* HOME/mend.db, never mistaken for a URI; for the caller to free. NULL without memory. */
char *store_path(const char *home) MUST_CHECK;

/* For a connection opened elsewhere (struct vault_work): what mend.db needs, a tokenizer. */
struct sqlite3;
int store_prepare(struct sqlite3 *db, void *context);

/* Makes HOME (0700, as every folder it has to make above it). */
enum err store_make_home(const char *home, struct fault *fault) MUST_CHECK;

/* True when there is a home with a mend.db in it. */
bool store_exists(const struct store *store);

/* True when the file can be read only. */
bool store_read_only(const struct store *store);

/*
 * How long a call waits for another program that is writing, in milliseconds (default 5,000),
 * before it returns ERR_BUSY. May be set from another thread while a call is waiting.
 */
void store_set_patience(struct store *store, int milliseconds);

/*
 * Sets what is called between two looks at a file that another program holds: PAUSE(CONTEXT,
 * MILLISECONDS) returns after that time. NULL sleeps. It may not use the store.
 */
void store_on_pause(struct store *store, void (*pause)(void *, int), void *context);

/* ---- progress and place ---- */

enum page_state { PAGE_UNSEEN, PAGE_OPENED, PAGE_DONE, PAGE_SKIPPED };

struct progress {
    char page[16]; /* "1.3"; "opening" and "closing" for a lesson's two ends */
    enum page_state state;
    int64_t last_at; /* wall seconds of the last visit */
};

/*
 * Notes that PAGE of LESSON is now in STATE, and that this is where the person is. A page that
 * was done stays done when it is opened again.
 */
enum err store_progress_set(struct store *store, const char *lesson, const char *page,
                            enum page_state state, struct fault *fault) MUST_CHECK;

/* All pages of LESSON ever opened, oldest visit first; *ITEMS is freed by the caller. */
enum err store_progress_list(struct store *store, const char *lesson, struct progress **items,
                             size_t *count, struct fault *fault) MUST_CHECK;

/* Forgets every page of LESSON. Answers and drafts stay. */
enum err store_progress_clear(struct store *store, const char *lesson,
                              struct fault *fault) MUST_CHECK;

/* Where the person was last: in LESSON, or anywhere when LESSON is NULL. */
struct place {
    bool known;
    char lesson[16];
    char page[16];
    int64_t at;
};

enum err store_place(struct store *store, const char *lesson, struct place *place,
                     struct fault *fault) MUST_CHECK;

/* ---- answers ---- */

struct answer {
    int64_t id;
    int64_t made_at; /* wall seconds */
    struct pairs values;
};

struct answers {
    struct answer *items;
    size_t count;
};

/*
 * Adds an answer beside those that stand and clears this store's own draft of the same exercise,
 * in one transaction. *ID (may be NULL) names it. KIND is the exercise's kind, for readers of the
 * file.
 */
enum err store_answer_add(struct store *store, const char *lesson, const char *exercise,
                          const char *kind, const struct pairs *values, int64_t *id,
                          struct fault *fault) MUST_CHECK;

/* The newest MOST answers, newest first. */
enum err store_answer_list(struct store *store, const char *lesson, const char *exercise,
                           size_t most, struct answers *answers, struct fault *fault) MUST_CHECK;
void answers_free(struct answers *answers);

/* The newest MOST answers that have a value called KEY, of whatever exercise, newest first. */
enum err store_answer_having(struct store *store, const char *key, size_t most,
                             struct answers *answers, struct fault *fault) MUST_CHECK;

/* How many there are, of all and of two kinds. */
struct store_counts {
    size_t answers;
    size_t promises;
    size_t experiments;
};

enum err store_count(struct store *store, struct store_counts *counts,
                     struct fault *fault) MUST_CHECK;

/* Deletes an answer for good: its bytes are overwritten in the file. */
enum err store_answer_delete(struct store *store, int64_t id, struct fault *fault) MUST_CHECK;

/* ---- drafts: what is half done ---- */

/* REMOVED bytes at AT replaced by INSERTED. */
struct draft_edit {
    size_t at;
    size_t removed;
    const char *inserted;
    size_t length;
};

/*
 * A draft belongs to the store that wrote it last. Two programs that write on the same exercise
 * never write into each other's draft: the one that comes second takes the draft over, and the
 * first, at its next word, is told ERR_CONFLICT, sets its whole text again and so gets a draft of
 * its own. Both are kept until each became an answer or was dropped.
 */

/*
 * The newest draft of an exercise, put together from its base and edits. VALUES is empty when
 * there is none. Loading changes nothing; writing afterwards takes this draft over. ERR_FORMAT
 * when an edit does not fit its text: VALUES then holds what could be put together, and the
 * draft stays in the file as it is, beside whatever is written next.
 */
enum err store_draft_load(struct store *store, const char *lesson, const char *exercise,
                          struct pairs *values, struct fault *fault) MUST_CHECK;

/* Sets KEY to TEXT (LENGTH bytes) as a new base without edits; LENGTH 0 removes it. */
enum err store_draft_set(struct store *store, const char *lesson, const char *exercise,
                         const char *key, const char *text, size_t length,
                         struct fault *fault) MUST_CHECK;

/*
 * Appends EDITS to KEY's base; the text itself is not rewritten. ERR_CONFLICT when the draft is
 * no longer ours or KEY has no base: call store_draft_set() with the whole text.
 */
enum err store_draft_append(struct store *store, const char *lesson, const char *exercise,
                            const char *key, const struct draft_edit *edits, size_t count,
                            struct fault *fault) MUST_CHECK;

/* Drops this store's draft of an exercise. */
enum err store_draft_clear(struct store *store, const char *lesson, const char *exercise,
                           struct fault *fault) MUST_CHECK;

/* A draft as it stands in the file. */
struct draft {
    int64_t id;
    char *exercise;
    int64_t updated_at; /* wall seconds of its last word */
    bool ours;          /* this store wrote it last */
    bool damaged;       /* an edit did not fit and is left out of VALUES */
    struct pairs values;
};

struct drafts {
    struct draft *items;
    size_t count;
};

/*
 * Every draft of LESSON with a word in it, the last written first. There may be several of one
 * exercise: one for each program that writes on it. Changes nothing and takes nothing over.
 */
enum err store_draft_list(struct store *store, const char *lesson, struct drafts *drafts,
                          struct fault *fault) MUST_CHECK;
void drafts_free(struct drafts *drafts);

/*
 * Loads the draft ID as store_draft_load() does the newest: writing to its exercise afterwards
 * takes this one over. ERR_NOT_FOUND when it was dropped.
 */
enum err store_draft_open(struct store *store, int64_t id, struct pairs *values,
                          struct fault *fault) MUST_CHECK;

/*
 * Drops the draft ID for good, whoever wrote it; it need not be there any more. A program that
 * still writes on it is told ERR_CONFLICT at its next word, and keeps its text.
 */
enum err store_draft_delete(struct store *store, int64_t id, struct fault *fault) MUST_CHECK;

/* How many exercises of LESSON (of all when NULL) have a draft. */
enum err store_draft_count(struct store *store, const char *lesson, size_t *count,
                           struct fault *fault) MUST_CHECK;

/* ---- settings ---- */

/* *VALUE is a copy for the caller to free, or NULL when NAME was never set. */
enum err store_setting(struct store *store, const char *name, char **value,
                       struct fault *fault) MUST_CHECK;

/* VALUE NULL forgets NAME for good: its bytes are overwritten in the file. */
enum err store_set_setting(struct store *store, const char *name, const char *value,
                           struct fault *fault) MUST_CHECK;

#endif
