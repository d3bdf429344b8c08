/*
 * The fields between the magic and the wrapped keys are at fixed places; this file is the only one
 * that knows them. Reading checks the hash first, so that everything behind it is either what we
 * wrote or what somebody made on purpose.
 */
#include "slot.h"

#include <sodium.h>
#include <string.h>

#include "bytes.h"
#include "mend/vault/vault.h"
#include "unit.h"

enum {
    AT_VERSION = 8,
    AT_SEQUENCE = 12,
    AT_KDF = 16,
    AT_PASSES = 20,
    AT_MEMORY = 24,
    AT_SALT = 32,
    AT_FILE_ID = 48,
    AT_PAYLOAD = 64,
    AT_STRIDE = 68,
    AT_CIPHER = 72,
    AT_BOX_PUBLIC = 80,
    AT_RECOVERY = 112,
    AT_RECOVERY_SALT = 120,
    AT_WRAPPED = SLOT_FIELDS,
    AT_RECOVERY_WRAPPED = AT_WRAPPED + WRAPPED_SIZE,
    AT_RECOVERY_KEPT = AT_RECOVERY_WRAPPED + WRAPPED_SIZE,
    HASH_SIZE = 32,
    AT_HASH = SLOT_SIZE - HASH_SIZE,
    KDF_ARGON2ID = 1,
    CIPHER_XCHACHA20_POLY1305 = 1,
};

/* Like PNG's: a transfer that takes it for text, or drops the eighth bit, breaks it visibly. */
static const unsigned char magic[8] = {0x89, 'm', 'e', 'n', 'd', '\r', '\n', 0x1a};

void slot_write_fields(const struct slot *slot, unsigned char fields[SLOT_FIELDS])
{
    memset(fields, 0, SLOT_FIELDS);
    memcpy(fields, magic, sizeof magic);
    put32(fields + AT_VERSION, SLOT_VERSION);
    put32(fields + AT_SEQUENCE, slot->sequence);
    put32(fields + AT_KDF, KDF_ARGON2ID);
    put32(fields + AT_PASSES, slot->passes);
    put64(fields + AT_MEMORY, slot->memory);
    memcpy(fields + AT_SALT, slot->salt, SALT_SIZE);
    memcpy(fields + AT_FILE_ID, slot->file_id, FILE_ID_SIZE);
    put32(fields + AT_PAYLOAD, UNIT_PAYLOAD);
    put32(fields + AT_STRIDE, UNIT_STRIDE);
    put32(fields + AT_CIPHER, CIPHER_XCHACHA20_POLY1305);
    memcpy(fields + AT_BOX_PUBLIC, slot->box_public, KEY_SIZE);
    put32(fields + AT_RECOVERY, slot->recovery);
    memcpy(fields + AT_RECOVERY_SALT, slot->recovery_salt, SALT_SIZE);
}

static void hash(const unsigned char bytes[SLOT_SIZE], unsigned char sum[HASH_SIZE])
{
    crypto_generichash_blake2b(sum, HASH_SIZE, bytes, AT_HASH, NULL, 0);
}

void slot_sum(unsigned char bytes[SLOT_SIZE])
{
    hash(bytes, bytes + AT_HASH);
}

void slot_write(const struct slot *slot, unsigned char bytes[SLOT_SIZE])
{
    memset(bytes, 0, SLOT_SIZE);
    slot_write_fields(slot, bytes);
    memcpy(bytes + AT_WRAPPED, slot->wrapped, WRAPPED_SIZE);
    memcpy(bytes + AT_RECOVERY_WRAPPED, slot->recovery_wrapped, WRAPPED_SIZE);
    memcpy(bytes + AT_RECOVERY_KEPT, slot->recovery_kept, WRAPPED_SIZE);
    slot_sum(bytes);
}

/* What this version always writes; anything else would need a program that knows it. */
static bool known(const unsigned char bytes[SLOT_SIZE])
{
    return get32(bytes + AT_VERSION) == SLOT_VERSION && get32(bytes + AT_KDF) == KDF_ARGON2ID &&
           get32(bytes + AT_CIPHER) == CIPHER_XCHACHA20_POLY1305 &&
           get32(bytes + AT_PAYLOAD) == UNIT_PAYLOAD && get32(bytes + AT_STRIDE) == UNIT_STRIDE &&
           get32(bytes + AT_RECOVERY) <= 1;
}

enum slot_state slot_read(const unsigned char bytes[SLOT_SIZE], struct slot *slot)
{
    unsigned char sum[HASH_SIZE];
    if (memcmp(bytes, magic, sizeof magic) != 0)
        return sodium_is_zero(bytes, SLOT_SIZE) ? SLOT_ZERO : SLOT_FOREIGN;
    hash(bytes, sum);
    if (memcmp(sum, bytes + AT_HASH, HASH_SIZE) != 0)
        return SLOT_DAMAGED;
    if (!known(bytes))
        return SLOT_NEWER;
    *slot = (struct slot){
        .sequence = get32(bytes + AT_SEQUENCE),
        .passes = get32(bytes + AT_PASSES),
        .memory = get64(bytes + AT_MEMORY),
        .recovery = get32(bytes + AT_RECOVERY) == 1,
    };
    memcpy(slot->salt, bytes + AT_SALT, SALT_SIZE);
    memcpy(slot->file_id, bytes + AT_FILE_ID, FILE_ID_SIZE);
    memcpy(slot->box_public, bytes + AT_BOX_PUBLIC, KEY_SIZE);
    memcpy(slot->recovery_salt, bytes + AT_RECOVERY_SALT, SALT_SIZE);
    memcpy(slot->wrapped, bytes + AT_WRAPPED, WRAPPED_SIZE);
    memcpy(slot->recovery_wrapped, bytes + AT_RECOVERY_WRAPPED, WRAPPED_SIZE);
    memcpy(slot->recovery_kept, bytes + AT_RECOVERY_KEPT, WRAPPED_SIZE);
    return SLOT_VALID;
}

bool slot_cost_allowed(uint32_t passes, uint64_t memory)
{
    return passes >= 1 && passes <= VAULT_MOST_PASSES && memory >= VAULT_LEAST_MEMORY &&
           memory <= VAULT_MOST_MEMORY;
}
