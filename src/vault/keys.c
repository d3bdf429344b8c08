/*
 * Three levels: a passphrase (or a printed recovery key) gives a wrapping key, that opens the data
 * key in a slot, and the data key seals the units. From the data key also comes the pair of keys
 * for the boxes of attempts, so that it needs no place of its own for the secret half.
 */
#include "keys.h"

#include <sodium.h>
#include <string.h>

#include "mend/base/message.h"

enum { NONCE_SIZE = 24 };

const struct vault_cost vault_default_cost = {.passes = 3, .memory = 64 << 20};

void *vault_memory(size_t size)
{
    void *memory = sodium_init() >= 0 ? sodium_malloc(size) : NULL;
    if (memory)
        sodium_memzero(memory, size);
    return memory;
}

void vault_memory_free(void *memory)
{
    sodium_free(memory);
}

struct keys *keys_new(void)
{
    return vault_memory(sizeof(struct keys));
}

enum err keys_derive(struct keys *keys, const char *passphrase, size_t length,
                     const unsigned char salt[SALT_SIZE], struct vault_cost cost,
                     struct fault *fault)
{
    if (!slot_cost_allowed(cost.passes, cost.memory))
        return fault_set(fault, ERR_COST,
                         _("Checking this passphrase would take %llu KiB of memory and %u passes, "
                           "which mend does not allow. The file was not made by mend, or its "
                           "beginning was changed; put a backup in its place."),
                         (unsigned long long)(cost.memory >> 10), cost.passes);
    if (crypto_pwhash(keys->passphrase, KEY_SIZE, passphrase, length, salt, cost.passes,
                      (size_t)cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fault_set(fault, ERR_MEMORY,
                         _("Checking the passphrase takes %llu MiB of memory, and this computer "
                           "has not that much free. Close other programs and try again."),
                         (unsigned long long)((cost.memory + (1 << 20) - 1) >> 20));
    return OK;
}

void keys_from_recovery(unsigned char key[KEY_SIZE], const unsigned char recovery[16],
                        const unsigned char salt[SALT_SIZE])
{
    static const unsigned char personal[crypto_generichash_blake2b_PERSONALBYTES] = {
        'm', 'e', 'n', 'd', ' ', 'r', 'e', 'c', 'o', 'v', 'e', 'r', 'y', ' ', '1'};
    crypto_generichash_blake2b_salt_personal(key, KEY_SIZE, NULL, 0, recovery, RECOVERY_SIZE, salt,
                                             personal);
}

void keys_make_box(struct keys *keys)
{
    unsigned char seed[crypto_box_SEEDBYTES];
    crypto_kdf_derive_from_key(seed, sizeof seed, 1, "attempts", keys->data);
    crypto_box_seed_keypair(keys->box_public, keys->box_secret, seed);
    sodium_memzero(seed, sizeof seed);
}

static void wrap(unsigned char wrapped[WRAPPED_SIZE], const unsigned char secret[KEY_SIZE],
                 const unsigned char key[KEY_SIZE], const unsigned char fields[SLOT_FIELDS])
{
    randombytes_buf(wrapped, NONCE_SIZE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped + NONCE_SIZE, NULL, secret, KEY_SIZE, fields,
                                               SLOT_FIELDS, NULL, wrapped, key);
}

static bool unwrap(unsigned char secret[KEY_SIZE], const unsigned char wrapped[WRAPPED_SIZE],
                   const unsigned char key[KEY_SIZE], const unsigned char fields[SLOT_FIELDS])
{
    return crypto_aead_xchacha20poly1305_ietf_decrypt(secret, NULL, NULL, wrapped + NONCE_SIZE,
                                                      WRAPPED_SIZE - NONCE_SIZE, fields,
                                                      SLOT_FIELDS, wrapped, key) == 0;
}

void keys_wrap(const struct keys *keys, struct slot *slot)
{
    unsigned char fields[SLOT_FIELDS];
    slot_write_fields(slot, fields);
    wrap(slot->wrapped, keys->data, keys->passphrase, fields);
    memset(slot->recovery_wrapped, 0, WRAPPED_SIZE);
    memset(slot->recovery_kept, 0, WRAPPED_SIZE);
    if (!slot->recovery)
        return;
    wrap(slot->recovery_wrapped, keys->data, keys->recovery, fields);
    wrap(slot->recovery_kept, keys->recovery, keys->data, fields);
}

bool keys_unwrap(struct keys *keys, const struct slot *slot)
{
    unsigned char fields[SLOT_FIELDS];
    slot_write_fields(slot, fields);
    if (!unwrap(keys->data, slot->wrapped, keys->passphrase, fields))
        return false;
    return !slot->recovery || unwrap(keys->recovery, slot->recovery_kept, keys->data, fields);
}

bool keys_unwrap_recovery(struct keys *keys, const struct slot *slot)
{
    unsigned char fields[SLOT_FIELDS];
    slot_write_fields(slot, fields);
    return slot->recovery && unwrap(keys->data, slot->recovery_wrapped, keys->recovery, fields);
}
