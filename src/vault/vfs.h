/* The VFS "mend-sealed": what its two halves, vfs.c and file.c, share. */
#ifndef MEND_VAULT_VFS_H
#define MEND_VAULT_VFS_H

#include <sqlite3.h>

#include "unit.h"

#define VFS_NAME "mend-sealed"

struct vault;

/* One open file. SQLite allocates it with room for the file of the VFS below behind it. */
struct sealed_file {
    sqlite3_file base;
    sqlite3_file *real;
    enum unit_kind kind;
    struct vault *vault; /* NULL for a temporary file */
    const unsigned char *key;
    unsigned char *own_key; /* of a temporary file */
    unsigned char file_id[16];
    sqlite3_int64 start;      /* where unit 0 stands */
    int lock;                 /* SQLITE_LOCK_... of this connection */
    sqlite3_int64 units;      /* whole units, as long as nobody else can change that; -1: ask */
    struct sealed_file *main; /* a journal's database */
    sqlite3_int64 last;       /* the unit that last_payload holds; -1: none */
    unsigned char *last_payload;
};

/* Makes VFS ours over BELOW; not registered yet. */
void vfs_fill(sqlite3_vfs *vfs, sqlite3_vfs *below);

/* ---- file.c ---- */

extern const sqlite3_io_methods sealed_methods;

/* Whole units in FILE. */
int sealed_count(struct sealed_file *file, sqlite3_int64 *units);

/* Reads and opens unit NUMBER. SQLITE_IOERR_DATA, and zeros, when it does not authenticate. */
int sealed_read_unit(struct sealed_file *file, sqlite3_int64 number, unsigned char *payload);

/* ---- journal.c ---- */

/*
 * For a journal whose header at unit NUMBER does not authenticate: SQLITE_OK when the database
 * still is what it was when the journal was begun, so that the header was never needed; else an
 * error, for then it was damaged afterwards.
 */
int journal_was_unused(struct sealed_file *journal, sqlite3_int64 number);

#endif
