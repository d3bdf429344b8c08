/* Opening what a person keeps without lessons or a screen: for commands. */
#ifndef MEND_APP_OPENING_H
#define MEND_APP_OPENING_H

#include "mend/base/clock.h"
#include "mend/base/error.h"
#include "mend/store/store.h"
#include "mend/vault/vault.h"

struct opening {
    const char *home; /* --home, or NULL */
    const struct clock *clock;
};

/* What has been opened. The store is NULL for those who only want the vault. */
struct opened {
    char *home;
    char *path; /* of mend.db */
    enum vault_kind kind;
    struct vault *vault; /* NULL over a plain file */
    struct store *store;
};

/* Finds the home, as path_home() describes, and what stands there. OPENED is freed either way. */
enum err opening_look(const struct opening *opening, struct opened *opened,
                      struct fault *fault) MUST_CHECK;

/*
 * Unlocks a sealed file, after as long a wait as failed attempts ask for, and notes how it went. A
 * file that is not sealed needs no passphrase and gets no vault. RECOVERY: PASSPHRASE is a recovery
 * key.
 */
enum err opening_unlock(const struct opening *opening, const char *passphrase, size_t length,
                        bool recovery, struct opened *opened, struct fault *fault) MUST_CHECK;

/* Opens the store of what has been looked at and, if it was sealed, unlocked. */
enum err opening_store(const struct opening *opening, struct opened *opened,
                       struct fault *fault) MUST_CHECK;

void opening_close(struct opened *opened);

#endif
