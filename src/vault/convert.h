/* What the conversions are made of. */
#ifndef MEND_VAULT_CONVERT_H
#define MEND_VAULT_CONVERT_H

#include <sqlite3.h>

#include "mend/vault/vault.h"

/* ---- verify.c ---- */

/* Called now and then with the bytes compared so far; false: stop. */
struct verify_watch {
    bool (*go_on)(void *context, sqlite3_int64 bytes);
    void *context;
};

/*
 * SQLITE_OK when COPY passes the integrity check and holds what FROM holds, row by row.
 * SQLITE_CORRUPT when not, SQLITE_INTERRUPT when WATCH said no, else what SQLite said.
 */
int verify_copy(sqlite3 *from, sqlite3 *copy, const struct verify_watch *watch);

/* ---- erase.c ---- */

/* Overwrites the first SIZE bytes (-1: all) of FILE with noise and syncs them; an SQLite code. */
int wipe(sqlite3_file *file, sqlite3_int64 size);

/* The same for a whole file that nobody has open, then removes it. A missing one is no error. */
enum err wipe_and_remove(const char *path, struct fault *fault) MUST_CHECK;

#endif
