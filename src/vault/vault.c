/* Unlocking a file: which of the two copies of its header opens, and with what. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "header.h"
#include "mend/base/message.h"
#include "vault_private.h"

struct vault *vault_new(const char *path)
{
    struct vault *vault = calloc(1, sizeof *vault);
    if (!vault)
        return NULL;
    atomic_init(&vault->needs_check, false);
    vault->path = strdup(path);
    vault->keys = keys_new();
    if (vault->path && vault->keys)
        return vault;
    vault_discard(vault);
    return NULL;
}

void vault_discard(struct vault *vault)
{
    if (!vault)
        return;
    vault_memory_free(vault->keys);
    free(vault->path);
    free(vault);
}

/* ---- unlocking ---- */

static enum err fault_passphrase(const char *path, struct fault *fault)
{
    return fault_set(fault, ERR_PASSPHRASE, _("This passphrase does not open %s."), path);
}

static bool same_derivation(const struct slot *a, const struct slot *b)
{
    return a->passes == b->passes && a->memory == b->memory &&
           memcmp(a->salt, b->salt, SALT_SIZE) == 0;
}

/*
 * Derives from PASSPHRASE what each valid slot asks for, the newest first, until one opens; *OPENED
 * is that one. The same derivation is not made twice.
 */
static enum err try_passphrase(struct keys *keys, const struct header *header, const char *path,
                               const char *passphrase, size_t length, int *opened,
                               struct fault *fault)
{
    int newest = header_newest(header);
    const struct slot *before = NULL;
    enum err err = OK;
    for (int turn = 0; turn < 2; turn++) {
        int i = turn ? 1 - newest : newest;
        const struct slot *slot = &header->slots[i];
        if (header->states[i] != SLOT_VALID)
            continue;
        if (!before || !same_derivation(before, slot)) {
            enum err failed = keys_derive(keys, passphrase, length, slot->salt,
                                          (struct vault_cost){slot->passes, slot->memory}, fault);
            err = failed ? failed : err;
            if (failed)
                continue;
        }
        before = slot;
        if (keys_unwrap(keys, slot)) {
            *opened = i;
            return OK;
        }
    }
    return err ? err : fault_passphrase(path, fault);
}

static enum err try_recovery(struct keys *keys, const struct header *header, const char *path,
                             const char *text, int *opened, struct fault *fault)
{
    unsigned char *recovery = vault_memory(RECOVERY_SIZE);
    if (!recovery)
        return fault_set_memory(fault);
    int newest = header_newest(header);
    bool any = false, found = false;
    bool typed_well = recovery_parse(text, recovery);
    for (int turn = 0; turn < 2 && typed_well && !found; turn++) {
        int i = turn ? 1 - newest : newest;
        if (header->states[i] != SLOT_VALID || !header->slots[i].recovery)
            continue;
        any = true;
        keys_from_recovery(keys->recovery, recovery, header->slots[i].recovery_salt);
        found = keys_unwrap_recovery(keys, &header->slots[i]);
        *opened = i;
    }
    vault_memory_free(recovery);
    if (found)
        return OK;
    if (!typed_well)
        return fault_set(fault, ERR_INPUT,
                         _("This recovery key has a slip in it: its last signs do not fit the "
                           "others. Compare it with what you wrote down."));
    if (!any)
        return fault_set(fault, ERR_CONFLICT, _("There is no recovery key for %s."), path);
    return fault_set(fault, ERR_PASSPHRASE,
                     _("This is a recovery key, but not the one of %s as it is now."), path);
}

/* Brings the other copy up to date when a change was cut short. That it cannot be is no failure. */
static void heal(const char *path, const struct header *seen, int opened)
{
    struct raw raw;
    struct header now;
    if (opened != header_newest(seen) ||
        memcmp(seen->bytes, seen->bytes + SLOT_SIZE, SLOT_SIZE) == 0)
        return;
    if (raw_open(&raw, path, true, NULL) != OK)
        return;
    if (raw_lock(&raw, NULL) == OK && header_load(&raw, &now, NULL) == OK &&
        memcmp(now.bytes, seen->bytes, HEADER_SIZE) == 0 &&
        raw_write(&raw, now.bytes + (size_t)opened * SLOT_SIZE, SLOT_SIZE,
                  (sqlite3_int64)(1 - opened) * SLOT_SIZE, NULL) != OK)
        now.size = 0; /* left for the next time */
    raw_close(&raw);
}

/* With TEXT, a recovery key, when it is not NULL; else with PASSPHRASE. */
static enum err unlock(const char *path, const char *passphrase, size_t length, const char *text,
                       struct vault **out, struct fault *fault)
{
    *out = NULL;
    struct header header;
    int opened = 0;
    enum err err = header_of(path, &header, fault);
    if (!err)
        err = header_expect_sealed(&header, path, fault);
    if (err)
        return err;
    struct vault *vault = vault_new(path);
    if (!vault)
        return fault_set_memory(fault);
    err = text ? try_recovery(vault->keys, &header, path, text, &opened, fault)
               : try_passphrase(vault->keys, &header, path, passphrase, length, &opened, fault);
    if (err) {
        vault_discard(vault);
        return err;
    }
    const struct slot *slot = &header.slots[opened];
    memcpy(vault->file_id, slot->file_id, FILE_ID_SIZE);
    vault->cost = (struct vault_cost){slot->passes, slot->memory};
    vault->recovery = slot->recovery;
    vault->by_recovery = text != NULL;
    keys_make_box(vault->keys);
    registry_add(vault);
    heal(path, &header, opened);
    *out = vault;
    return OK;
}

enum err vault_unlock(const char *path, const char *passphrase, size_t length, struct vault **vault,
                      struct fault *fault)
{
    return unlock(path, passphrase, length, NULL, vault, fault);
}

enum err vault_unlock_recovery(const char *path, const char *text, struct vault **vault,
                               struct fault *fault)
{
    return unlock(path, NULL, 0, text, vault, fault);
}

enum err vault_check_passphrase(const struct vault *vault, const char *passphrase, size_t length,
                                struct fault *fault)
{
    struct header header;
    int opened;
    enum err err = header_of(vault->path, &header, fault);
    if (!err)
        err = header_expect_sealed(&header, vault->path, fault);
    if (err)
        return err;
    struct keys *keys = keys_new();
    if (!keys)
        return fault_set_memory(fault);
    err = try_passphrase(keys, &header, vault->path, passphrase, length, &opened, fault);
    vault_memory_free(keys);
    return err;
}

void vault_close(struct vault *vault)
{
    if (vault)
        registry_close(vault);
}

struct vault_cost vault_cost(const struct vault *vault)
{
    return vault->cost;
}

bool vault_has_recovery(const struct vault *vault)
{
    return vault->recovery;
}

bool vault_opened_by_recovery(const struct vault *vault)
{
    return vault->by_recovery;
}

bool vault_needs_check(struct vault *vault)
{
    return atomic_exchange(&vault->needs_check, false);
}
