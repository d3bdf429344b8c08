#include "mend/app/opening.h"

#include <poll.h>
#include <stdlib.h>

#include "mend/base/message.h"
#include "mend/base/path.h"

enum err opening_look(const struct opening *opening, struct opened *opened, struct fault *fault)
{
    *opened = (struct opened){0};
    enum err err = path_home(opening->home, &opened->home, fault);
    if (err)
        return err;
    opened->path = store_path(opened->home);
    if (!opened->path)
        return fault_set_memory(fault);
    return vault_look(opened->path, &opened->kind, fault);
}

static bool is_sealed(const struct opened *opened)
{
    return opened->kind == VAULT_SEALED || opened->kind == VAULT_DAMAGED ||
           opened->kind == VAULT_NEWER;
}

enum err opening_unlock(const struct opening *opening, const char *passphrase, size_t length,
                        bool recovery, struct opened *opened, struct fault *fault)
{
    struct fault ignored = {0};
    enum err noted = OK;
    if (!is_sealed(opened))
        return OK;
    poll(NULL, 0, vault_delay(vault_attempts_count(opened->path)) * 1000);
    int64_t now = clock_wall(opening->clock);
    enum err err = recovery ? vault_unlock_recovery(opened->path, passphrase, &opened->vault, fault)
                            : vault_unlock(opened->path, passphrase, length, &opened->vault, fault);
    if (err == ERR_PASSPHRASE)
        noted = vault_attempt_failed(opened->path, now, &ignored);
    else if (!err)
        noted = vault_attempts_opened(opened->vault, now, &ignored);
    (void)noted; /* where nothing can be noted, the file can be read all the same */
    return err;
}

static bool needs_check(void *context)
{
    return vault_needs_check(context);
}

enum err opening_store(const struct opening *opening, struct opened *opened, struct fault *fault)
{
    if (opened->vault)
        return store_open_sealed(opened->home, vault_vfs_name(), needs_check, opened->vault,
                                 opening->clock, &opened->store, fault);
    return store_open(opened->home, opening->clock, &opened->store, fault);
}

void opening_close(struct opened *opened)
{
    store_close(opened->store);
    vault_close(opened->vault);
    free(opened->path);
    free(opened->home);
    *opened = (struct opened){0};
}
