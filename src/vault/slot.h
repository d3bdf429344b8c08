/*
 * A slot: one of the two copies of the header. All numbers are little endian.
 *
 *       0   8  magic                        89 6d 65 6e 64 0d 0a 1a
 *       8   4  version                      1
 *      12   4  sequence                     the newer copy has the higher one
 *      16   4  key derivation               1 = Argon2id 1.3
 *      20   4  passes
 *      24   8  memory, in bytes
 *      32  16  salt
 *      48  16  file id
 *      64   4  payload of a unit            4,096
 *      68   4  stride of a unit             4,608
 *      72   4  cipher                       1 = XChaCha20-Poly1305
 *      76   4  zero
 *      80  32  public key for the boxes of attempts
 *     112   4  recovery key                 0 = none, 1 = there is one
 *     116   4  zero
 *     120  16  salt of the recovery key     zeros when there is none
 *     136  72  the data key, under the key from the passphrase
 *     208  72  the data key, under the key from the recovery key; else zeros
 *     280  72  the key from the recovery key, under the data key; else zeros
 *     352      zeros
 *    4064  32  BLAKE2b-256 of all before
 *
 * A wrapped key is a nonce of 24 bytes, 32 bytes of ciphertext and a tag of 16, by
 * XChaCha20-Poly1305 with the bytes 0 to 135 as additional data. The third one lets a passphrase
 * change, which changes those bytes, wrap the data key for the recovery key again.
 *
 * Magic, version and the hash stay where they are in all versions to come.
 */
#ifndef MEND_VAULT_SLOT_H
#define MEND_VAULT_SLOT_H

#include <stdbool.h>
#include <stdint.h>

enum {
    SLOT_SIZE = 4096,
    HEADER_SIZE = 2 * SLOT_SIZE,
    SLOT_VERSION = 1,
    SLOT_FIELDS = 136, /* what the wrapped keys authenticate */
    SALT_SIZE = 16,
    FILE_ID_SIZE = 16,
    KEY_SIZE = 32,
    WRAPPED_SIZE = 24 + KEY_SIZE + 16,
};

enum slot_state {
    SLOT_ZERO,    /* nothing but zeros */
    SLOT_FOREIGN, /* no magic */
    SLOT_DAMAGED, /* magic, but the hash does not fit */
    SLOT_NEWER,   /* whole, of a version or with algorithms we do not know */
    SLOT_VALID,
};

struct slot {
    uint32_t sequence;
    uint32_t passes;
    uint64_t memory;
    unsigned char salt[SALT_SIZE];
    unsigned char file_id[FILE_ID_SIZE];
    unsigned char box_public[KEY_SIZE];
    bool recovery;
    unsigned char recovery_salt[SALT_SIZE];
    unsigned char wrapped[WRAPPED_SIZE];
    unsigned char recovery_wrapped[WRAPPED_SIZE];
    unsigned char recovery_kept[WRAPPED_SIZE];
};

/* SLOT is filled only when the state is SLOT_VALID. */
enum slot_state slot_read(const unsigned char bytes[SLOT_SIZE], struct slot *slot);

/* All bytes, hash included. */
void slot_write(const struct slot *slot, unsigned char bytes[SLOT_SIZE]);

/* Sets the hash behind the other bytes. */
void slot_sum(unsigned char bytes[SLOT_SIZE]);

/* The first bytes only: what the wrapped keys authenticate. */
void slot_write_fields(const struct slot *slot, unsigned char fields[SLOT_FIELDS]);

/* Are the passes and the memory within what we allow? To be asked before any key derivation. */
bool slot_cost_allowed(uint32_t passes, uint64_t memory);

#endif
