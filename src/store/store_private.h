/* What the files of the store room share. */
#ifndef MEND_STORE_PRIVATE_H
#define MEND_STORE_PRIVATE_H

#include <sqlite3.h>
#include <stdatomic.h>

#include "mend/store/store.h"

struct held;

struct store {
    char *home;
    char *path;      /* HOME/mend.db, never mistaken for a URI */
    const char *vfs; /* SQLite's way to a sealed file; NULL for a plain one */
    const struct clock *clock;
    sqlite3 *db; /* NULL while nothing was ever kept */
    bool read_only;
    bool ready_to_write; /* the settings that only matter to writers are made */
    atomic_int patience; /* milliseconds */
    int64_t waiting_since;
    void (*pause)(void *, int);
    void *pause_context;
    int64_t owner;     /* this store's name on its drafts; 0 until it needs one */
    struct held *held; /* the drafts this store has loaded or written */
};

/* ---- store.c ---- */

/* Before reading: opens mend.db when it has come to be. OK with store->db NULL when it has not. */
enum err store_look(struct store *store, struct fault *fault) MUST_CHECK;

/*
 * Before keeping something: makes the home and mend.db when there are none, then begins a
 * transaction that no other writer can enter. After OK, store_end() has to follow.
 */
enum err store_begin(struct store *store, struct fault *fault) MUST_CHECK;

/*
 * Ends the transaction: keeps it when ERR is OK, else takes everything back. Returns ERR, or why
 * it could not be kept; then everything was taken back as well.
 */
enum err store_end(struct store *store, enum err err, struct fault *fault) MUST_CHECK;

/* Overwrites and frees TEXT, which somebody wrote; may be NULL. */
void store_free_text(char *text);

/* Makes room for one more in ITEMS (each SIZE bytes), of which there are COUNT. NULL: no memory. */
void *store_grow(void *items, size_t count, size_t *capacity, size_t size);

/* What SQLite takes as a limit. */
int64_t store_limit(size_t most);

/* ---- home.c ---- */

/* *THERE tells whether PATH is a file with something in it. Touches nothing. */
enum err home_look(const struct store *store, bool *there, struct fault *fault) MUST_CHECK;

/* Makes the home (0700, as every folder it has to make above it) and an empty mend.db (0600). */
enum err home_make(const struct store *store, struct fault *fault) MUST_CHECK;

/* ---- draft.c ---- */

/*
 * Inside a transaction: drops this store's draft of an exercise, unless another program has taken
 * it over. To be followed by held_forget() once the transaction stands.
 */
enum err draft_drop(struct store *store, const char *lesson, const char *exercise,
                    struct fault *fault) MUST_CHECK;

/* Inside a transaction: drives what was deleted of the drafts out of the file. */
enum err draft_wipe(struct store *store, struct fault *fault) MUST_CHECK;

/* store_draft_load() of the draft ID, or when that is 0 of the newest. */
enum err draft_load(struct store *store, const char *lesson, const char *exercise, int64_t id,
                    struct pairs *values, struct fault *fault) MUST_CHECK;

#endif
