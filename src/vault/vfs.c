/*
 * The VFS: opening and deleting files. Everything else about files is in file.c; what is about
 * names and the system goes straight to the VFS below.
 *
 * A main file is never created here (see create.c): its header has to stand, synced, before the
 * first unit. A journal takes the key of the database it belongs to, which SQLite tells. Temporary
 * files get a key that is thrown away with them. There is no write-ahead log and no super-journal:
 * a transaction over two attached files is refused.
 */
#include "vfs.h"

#include <sodium.h>
#include <string.h>

#include "header.h"
#include "vault_private.h"

static sqlite3_vfs *below_of(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

/* ---- opening ---- */

/* The newest whole copy of the header names the file. */
static int find_vault(struct sealed_file *file)
{
    struct header header = {0};
    const sqlite3_io_methods *methods = file->real->pMethods;
    int result = methods->xFileSize(file->real, &header.size);
    if (result == SQLITE_OK)
        result = methods->xRead(file->real, header.bytes, HEADER_SIZE, 0);
    if (result == SQLITE_IOERR_SHORT_READ)
        result = SQLITE_NOTADB;
    if (result != SQLITE_OK)
        return result;
    header_parse(&header);
    int newest = header_newest(&header);
    if (newest < 0)
        return SQLITE_NOTADB;
    memcpy(file->file_id, header.slots[newest].file_id, FILE_ID_SIZE);
    file->vault = registry_find(file->file_id);
    if (!file->vault)
        return SQLITE_AUTH;
    file->key = file->vault->keys->data;
    file->start = HEADER_SIZE;
    return SQLITE_OK;
}

static int set_up(struct sealed_file *file, const char *name)
{
    if (file->kind == UNIT_DATABASE)
        return find_vault(file);
    if (file->kind == UNIT_JOURNAL) {
        file->main = (struct sealed_file *)sqlite3_database_file_object(name);
        if (!file->main || file->main->base.pMethods != &sealed_methods)
            return SQLITE_CANTOPEN;
        file->key = file->main->key;
        memcpy(file->file_id, file->main->file_id, FILE_ID_SIZE);
    } else {
        file->own_key = vault_memory(KEY_SIZE);
        if (!file->own_key)
            return SQLITE_NOMEM;
        randombytes_buf(file->own_key, KEY_SIZE);
        randombytes_buf(file->file_id, FILE_ID_SIZE);
        file->key = file->own_key;
    }
    file->last_payload = sqlite3_malloc(UNIT_PAYLOAD);
    return file->last_payload ? SQLITE_OK : SQLITE_NOMEM;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags,
                    int *flags_out)
{
    sqlite3_vfs *below = below_of(vfs);
    struct sealed_file *file = (struct sealed_file *)base;
    memset(file, 0, sizeof *file);
    if (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_SUPER_JOURNAL))
        return SQLITE_CANTOPEN;
    file->real = (sqlite3_file *)(file + 1);
    file->real->pMethods = NULL;
    file->last = file->units = -1;
    file->kind = flags & SQLITE_OPEN_MAIN_DB        ? UNIT_DATABASE
                 : flags & SQLITE_OPEN_MAIN_JOURNAL ? UNIT_JOURNAL
                                                    : UNIT_TEMPORARY;
    if (file->kind == UNIT_DATABASE)
        flags &= ~(SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE | SQLITE_OPEN_DELETEONCLOSE);
    int result = below->xOpen(below, name, file->real, flags, flags_out);
    if (result != SQLITE_OK)
        return result;
    result = set_up(file, name);
    if (result == SQLITE_OK)
        base->pMethods = &sealed_methods;
    else
        sealed_methods.xClose(base);
    return result;
}

/* ---- the rest ---- */

/* Always synced: a journal whose deletion is lost in a power cut would undo what came later. */
static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder_too)
{
    (void)sync_folder_too;
    return below_of(vfs)->xDelete(below_of(vfs), name, 1);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    return below_of(vfs)->xAccess(below_of(vfs), name, flags, out);
}

static int vfs_full_pathname(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    return below_of(vfs)->xFullPathname(below_of(vfs), name, size, out);
}

static int vfs_randomness(sqlite3_vfs *vfs, int size, char *out)
{
    return below_of(vfs)->xRandomness(below_of(vfs), size, out);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
    return below_of(vfs)->xSleep(below_of(vfs), microseconds);
}

static int vfs_current_time(sqlite3_vfs *vfs, double *now)
{
    return below_of(vfs)->xCurrentTime(below_of(vfs), now);
}

static int vfs_current_time_64(sqlite3_vfs *vfs, sqlite3_int64 *now)
{
    return below_of(vfs)->xCurrentTimeInt64(below_of(vfs), now);
}

static int vfs_last_error(sqlite3_vfs *vfs, int size, char *out)
{
    return below_of(vfs)->xGetLastError ? below_of(vfs)->xGetLastError(below_of(vfs), size, out)
                                        : 0;
}

void vfs_fill(sqlite3_vfs *vfs, sqlite3_vfs *below)
{
    bool has_time_64 = below->iVersion >= 2 && below->xCurrentTimeInt64;
    *vfs = (sqlite3_vfs){
        .iVersion = has_time_64 ? 2 : 1,
        .szOsFile = (int)sizeof(struct sealed_file) + below->szOsFile,
        .mxPathname = below->mxPathname,
        .zName = VFS_NAME,
        .pAppData = below,
        .xOpen = vfs_open,
        .xDelete = vfs_delete,
        .xAccess = vfs_access,
        .xFullPathname = vfs_full_pathname,
        .xRandomness = vfs_randomness,
        .xSleep = vfs_sleep,
        .xCurrentTime = vfs_current_time,
        .xGetLastError = vfs_last_error,
        .xCurrentTimeInt64 = has_time_64 ? vfs_current_time_64 : NULL,
    };
}
