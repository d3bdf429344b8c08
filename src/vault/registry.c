/*
 * One VFS is registered per process, at the first use of the vault, over what is the default VFS
 * then. Behind it hangs a list of the vaults that are unlocked: the VFS is given nothing but a
 * file, reads the file id in its header and looks for the key here. A vault stays in the list until
 * its owner has closed it and the last connection to its file has ended.
 */
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "vault_private.h"
#include "vfs.h"

static struct {
    pthread_mutex_t lock;
    sqlite3_vfs vfs; /* ours; zName is NULL until it is registered */
    sqlite3_vfs *below;
    struct vault *vaults;
} registry = {.lock = PTHREAD_MUTEX_INITIALIZER};

static int install(sqlite3_vfs *below)
{
    if (registry.vfs.zName) {
        sqlite3_vfs_unregister(&registry.vfs);
        registry.vfs.zName = NULL;
    }
    if (!below || sodium_init() < 0)
        return SQLITE_ERROR;
    vfs_fill(&registry.vfs, below);
    int result = sqlite3_vfs_register(&registry.vfs, 0);
    if (result == SQLITE_OK)
        registry.below = below;
    else
        registry.vfs.zName = NULL;
    return result;
}

int registry_install(sqlite3_vfs *below)
{
    pthread_mutex_lock(&registry.lock);
    int result = install(below);
    pthread_mutex_unlock(&registry.lock);
    return result;
}

sqlite3_vfs *registry_below(void)
{
    pthread_mutex_lock(&registry.lock);
    if (!registry.vfs.zName)
        install(sqlite3_vfs_find(NULL));
    sqlite3_vfs *below = registry.vfs.zName ? registry.below : NULL;
    pthread_mutex_unlock(&registry.lock);
    return below;
}

const char *vault_vfs_name(void)
{
    return registry_below() ? VFS_NAME : NULL;
}

void registry_add(struct vault *vault)
{
    pthread_mutex_lock(&registry.lock);
    vault->users = 1;
    vault->next = registry.vaults;
    registry.vaults = vault;
    pthread_mutex_unlock(&registry.lock);
}

struct vault *registry_find(const unsigned char file_id[FILE_ID_SIZE])
{
    pthread_mutex_lock(&registry.lock);
    struct vault *vault = registry.vaults;
    while (vault && (vault->closed || memcmp(vault->file_id, file_id, FILE_ID_SIZE) != 0))
        vault = vault->next;
    if (vault)
        vault->users++;
    pthread_mutex_unlock(&registry.lock);
    return vault;
}

static void let_go(struct vault *vault, bool close)
{
    pthread_mutex_lock(&registry.lock);
    vault->closed = vault->closed || close;
    bool last = --vault->users == 0;
    struct vault **at = &registry.vaults;
    while (last && *at != vault)
        at = &(*at)->next;
    if (last)
        *at = vault->next;
    pthread_mutex_unlock(&registry.lock);
    if (last)
        vault_discard(vault);
}

void registry_release(struct vault *vault)
{
    let_go(vault, false);
}

void registry_close(struct vault *vault)
{
    let_go(vault, true);
}
