/*
 * Changing what unlocks a file. Every change goes one way: lock out other writers, read the header
 * anew, make sure that the keys we hold open a copy of it (another process may have changed them),
 * build the new slot from that copy, and write it over the other copy first.
 */
#include <sodium.h>
#include <string.h>

#include "header.h"
#include "mend/base/message.h"
#include "vault_private.h"

static enum err fault_changed(const char *path, struct fault *fault)
{
    return fault_set(fault, ERR_CONFLICT,
                     _("The passphrase of %s was changed elsewhere since you unlocked it. Lock it, "
                       "unlock it with the new one, then try again."),
                     path);
}

/* The newest copy that the keys of VAULT open, or -1. SCRATCH gets the keys found in it. */
static int find_ours(const struct vault *vault, const struct header *header, struct keys *scratch)
{
    int newest = header_newest(header);
    for (int turn = 0; turn < 2 && newest >= 0; turn++) {
        int i = turn ? 1 - newest : newest;
        const struct slot *slot = &header->slots[i];
        if (header->states[i] != SLOT_VALID ||
            memcmp(slot->file_id, vault->file_id, FILE_ID_SIZE) != 0)
            continue;
        memcpy(scratch, vault->keys, sizeof *scratch);
        if (vault->by_recovery ? keys_unwrap_recovery(scratch, slot) : keys_unwrap(scratch, slot))
            return i;
    }
    return -1;
}

static uint32_t next_sequence(const struct header *header)
{
    return header->slots[header_newest(header)].sequence + 1;
}

/* What is to become of the keys; the rest of a slot stays. */
struct change {
    const char *passphrase; /* NULL: stays */
    size_t length;
    struct vault_cost cost;
    const unsigned char *recovery; /* a new recovery key; NULL: see drop_recovery */
    bool drop_recovery;
};

static enum err apply(const struct change *change, struct slot *slot, struct keys *keys,
                      struct fault *fault)
{
    if (change->passphrase) {
        randombytes_buf(slot->salt, SALT_SIZE);
        slot->passes = change->cost.passes;
        slot->memory = change->cost.memory;
        enum err err =
            keys_derive(keys, change->passphrase, change->length, slot->salt, change->cost, fault);
        if (err)
            return err;
    }
    if (change->recovery || change->drop_recovery) {
        slot->recovery = change->recovery != NULL;
        memset(slot->recovery_salt, 0, SALT_SIZE);
        sodium_memzero(keys->recovery, KEY_SIZE);
    }
    if (change->recovery) {
        randombytes_buf(slot->recovery_salt, SALT_SIZE);
        keys_from_recovery(keys->recovery, change->recovery, slot->recovery_salt);
    }
    keys_wrap(keys, slot);
    return OK;
}

static enum err change_locked(struct vault *vault, const struct change *change, struct raw *raw,
                              struct keys *keys, struct fault *fault)
{
    struct header header;
    enum err err = header_load(raw, &header, fault);
    if (!err)
        err = header_expect_sealed(&header, vault->path, fault);
    if (err)
        return err;
    int ours = find_ours(vault, &header, keys);
    if (ours < 0)
        return fault_changed(vault->path, fault);
    struct slot slot = header.slots[ours];
    slot.sequence = next_sequence(&header);
    err = apply(change, &slot, keys, fault);
    if (!err)
        err = header_replace(raw, &slot, 1 - ours, fault);
    if (err)
        return err;
    /* Not the data key: it is the same, and connections may be using it. */
    memcpy(vault->keys->passphrase, keys->passphrase, KEY_SIZE);
    memcpy(vault->keys->recovery, keys->recovery, KEY_SIZE);
    vault->cost = (struct vault_cost){slot.passes, slot.memory};
    vault->recovery = slot.recovery;
    vault->by_recovery = vault->by_recovery && !change->passphrase;
    return OK;
}

static enum err change_keys(struct vault *vault, const struct change *change, struct fault *fault)
{
    struct raw raw;
    struct keys *keys = keys_new();
    if (!keys)
        return fault_set_memory(fault);
    enum err err = raw_open(&raw, vault->path, true, fault);
    if (!err)
        err = raw_lock(&raw, fault);
    if (!err)
        err = change_locked(vault, change, &raw, keys, fault);
    vault_memory_free(keys);
    raw_close(&raw);
    return err;
}

enum err vault_change_passphrase(struct vault *vault, const char *passphrase, size_t length,
                                 const struct vault_cost *cost, struct fault *fault)
{
    struct change change = {
        .passphrase = passphrase, .length = length, .cost = cost ? *cost : vault->cost};
    if (length == 0)
        return fault_passphrase_empty(fault);
    if (!slot_cost_allowed(change.cost.passes, change.cost.memory))
        return fault_cost(fault);
    return change_keys(vault, &change, fault);
}

static enum err fault_needs_passphrase(struct fault *fault)
{
    return fault_set(fault, ERR_INPUT,
                     _("You unlocked with the recovery key. Set a new passphrase first; then the "
                       "recovery key can be changed."));
}

void vault_make_recovery(char text[VAULT_RECOVERY_TEXT])
{
    unsigned char recovery[RECOVERY_SIZE];
    randombytes_buf(recovery, sizeof recovery);
    recovery_print(recovery, text);
    sodium_memzero(recovery, sizeof recovery);
}

enum err vault_add_recovery(struct vault *vault, const char *text, struct fault *fault)
{
    if (vault->by_recovery)
        return fault_needs_passphrase(fault);
    unsigned char *recovery = vault_memory(RECOVERY_SIZE);
    if (!recovery)
        return fault_set_memory(fault);
    struct change change = {.recovery = recovery};
    enum err err = recovery_parse(text, recovery)
                       ? change_keys(vault, &change, fault)
                       : fault_set(fault, ERR_INPUT, _("This is no recovery key."));
    vault_memory_free(recovery);
    return err;
}

enum err vault_remove_recovery(struct vault *vault, struct fault *fault)
{
    struct change change = {.drop_recovery = true};
    if (vault->by_recovery)
        return fault_needs_passphrase(fault);
    return change_keys(vault, &change, fault);
}
