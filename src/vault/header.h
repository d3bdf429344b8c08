/* The header of a file on the disk: read and written through the VFS below ours, never by bare
 * calls, whose close() would drop the locks that SQLite holds in this process. */
#ifndef MEND_VAULT_HEADER_H
#define MEND_VAULT_HEADER_H

#include <sqlite3.h>

#include "mend/vault/vault.h"
#include "slot.h"

/* A file opened through the VFS below. */
struct raw {
    sqlite3_file *file; /* NULL: not open */
    const char *name;   /* as the VFS wants it */
    const char *path;   /* as it was asked for */
};

/*
 * ERR_NOT_FOUND, ERR_ACCESS, ERR_READ_ONLY (when WRITE), ERR_FORMAT for what is no file. The path
 * must outlive RAW.
 */
enum err raw_open(struct raw *raw, const char *path, bool write, struct fault *fault) MUST_CHECK;
void raw_close(struct raw *raw);

/* Keeps other writers out until raw_close(). ERR_BUSY when there is one. */
enum err raw_lock(struct raw *raw, struct fault *fault) MUST_CHECK;

/* Writes and syncs. */
enum err raw_write(struct raw *raw, const unsigned char *bytes, int size, sqlite3_int64 at,
                   struct fault *fault) MUST_CHECK;

struct header {
    sqlite3_int64 size; /* of the whole file */
    unsigned char bytes[HEADER_SIZE];
    enum slot_state states[2];
    struct slot slots[2];
};

/* What is missing of a short file reads as zeros. */
enum err header_load(struct raw *raw, struct header *header, struct fault *fault) MUST_CHECK;

/* Takes header->bytes and header->size apart. */
void header_parse(struct header *header);

enum vault_kind header_kind(const struct header *header);

/* The valid slot with the higher sequence (A when they are alike), or -1. */
int header_newest(const struct header *header);

/* ERR_NOT_FOUND, ERR_FORMAT, ERR_DAMAGED, ERR_NEWER for a header that nothing can be unlocked by.
 */
enum err header_expect_sealed(const struct header *header, const char *path,
                              struct fault *fault) MUST_CHECK;

/* Loads the header of PATH. */
enum err header_of(const char *path, struct header *header, struct fault *fault) MUST_CHECK;

/* SLOT into both copies: copy SPARE first, then the other, each synced. */
enum err header_replace(struct raw *raw, const struct slot *slot, int spare,
                        struct fault *fault) MUST_CHECK;

#endif
