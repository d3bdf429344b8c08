/* What the files of the vault room share. */
#ifndef MEND_VAULT_PRIVATE_H
#define MEND_VAULT_PRIVATE_H

#include <sqlite3.h>
#include <stdatomic.h>

#include "keys.h"

/* An unlocked file. The registry of vfs.c holds it from its opening to its last use. */
struct vault {
    struct vault *next; /* in the registry */
    int users;          /* open files, and 1 for whoever opened the vault */
    bool closed;        /* not found by new connections any more */
    char *path;
    unsigned char file_id[FILE_ID_SIZE];
    struct keys *keys;
    struct vault_cost cost;
    bool recovery;    /* the file has a recovery key */
    bool by_recovery; /* it was opened with it */
    atomic_bool needs_check;
};

/* ---- registry.c: the VFS registration, and the vaults that are unlocked in this process ---- */

/* The VFS below ours; registers ours when that has not happened yet. NULL when it cannot be. */
sqlite3_vfs *registry_below(void);

/* Registers ours anew, over BELOW. For tests: nothing may be open. */
int registry_install(sqlite3_vfs *below);

/* Takes VAULT in, with one user. */
void registry_add(struct vault *vault);

/* The vault of a file, with one user more; NULL when it is not unlocked. */
struct vault *registry_find(const unsigned char file_id[FILE_ID_SIZE]);

/* One user less; the last one takes the keys along. */
void registry_release(struct vault *vault);

/* vault_close(): as registry_release(), and nobody finds it any more. */
void registry_close(struct vault *vault);

/* ---- vault.c ---- */

/* A vault not yet in the registry, without keys; freed by vault_discard(). NULL without memory. */
struct vault *vault_new(const char *path) MUST_CHECK;
void vault_discard(struct vault *vault);

/* ---- create.c ---- */

/*
 * Makes PATH, which must not exist, with a header for a new data key. *VAULT is in the registry.
 * Nothing is left when it fails.
 */
enum err create_sealed(const char *path, const char *passphrase, size_t length,
                       struct vault_cost cost, struct vault **vault,
                       struct fault *fault) MUST_CHECK;

/* Makes PATH, which must not exist, of SIZE bytes, mode 0600, and syncs it. */
enum err create_file(const char *path, const unsigned char *bytes, size_t size,
                     struct fault *fault) MUST_CHECK;

/* Makes the names in the folder of PATH survive a power cut. */
enum err sync_folder(const char *path, struct fault *fault) MUST_CHECK;

/* PATH followed by SUFFIX, for the caller to free; NULL without memory. */
char *path_with(const char *path, const char *suffix) MUST_CHECK;

/* Whether there is a record of attempts beside PATH. */
bool attempts_kept(const char *path);

/* What stands beside the file PATH. */
#define SUFFIX_JOURNAL "-journal"
#define SUFFIX_NEW "-new"
#define SUFFIX_NEW_JOURNAL "-new-journal"
#define SUFFIX_ATTEMPTS "-attempts"
#define SUFFIX_ATTEMPTS_NEW "-attempts-new"

/* ---- problem.c: sentences that several files say ---- */

enum err fault_passphrase_empty(struct fault *fault);
enum err fault_cost(struct fault *fault);

/* What SQLite answered (DB may be NULL), about PATH. */
enum err fault_sqlite(sqlite3 *db, int result, const char *path, struct fault *fault);

#endif
