/* The keys of a vault, and how they are derived and wrapped. */
#ifndef MEND_VAULT_KEYS_H
#define MEND_VAULT_KEYS_H

#include <stddef.h>

#include "mend/base/error.h"
#include "mend/vault/vault.h"
#include "slot.h"

/* In locked memory. */
struct keys {
    unsigned char data[KEY_SIZE];       /* seals the units */
    unsigned char passphrase[KEY_SIZE]; /* derived; wraps the data key */
    unsigned char recovery[KEY_SIZE];   /* the same from the recovery key */
    unsigned char box_secret[KEY_SIZE]; /* opens the boxes of attempts */
    unsigned char box_public[KEY_SIZE];
};

/* NULL without memory; wiped and freed by vault_memory_free(). */
struct keys *keys_new(void) MUST_CHECK;

/* Sets keys->passphrase. ERR_COST out of bounds, before anything is derived. */
enum err keys_derive(struct keys *keys, const char *passphrase, size_t length,
                     const unsigned char salt[SALT_SIZE], struct vault_cost cost,
                     struct fault *fault) MUST_CHECK;

/* The key that a recovery key of 16 bytes gives: BLAKE2b, for it is random already. */
void keys_from_recovery(unsigned char key[KEY_SIZE], const unsigned char recovery[16],
                        const unsigned char salt[SALT_SIZE]);

/* Sets the pair for the boxes from keys->data. */
void keys_make_box(struct keys *keys);

/* Wraps the data key of KEYS into SLOT, whose other fields must be final. */
void keys_wrap(const struct keys *keys, struct slot *slot);

/*
 * Whether keys->passphrase (or keys->recovery) opens SLOT; then keys->data is set, and
 * keys->recovery too when the slot has one.
 */
bool keys_unwrap(struct keys *keys, const struct slot *slot);
bool keys_unwrap_recovery(struct keys *keys, const struct slot *slot);

/* ---- recovery.c: the printed form ---- */

enum { RECOVERY_SIZE = 16 };

void recovery_print(const unsigned char recovery[RECOVERY_SIZE], char text[VAULT_RECOVERY_TEXT]);

/* False when TEXT is mistyped. */
bool recovery_parse(const char *text, unsigned char recovery[RECOVERY_SIZE]);

#endif
