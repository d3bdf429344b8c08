#include "broken_disk.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>

/* One file: SQLite allocates it with room for the file of the VFS below behind it. */
struct file {
    sqlite3_file base;
    sqlite3_file *real;
};

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *below;
    enum disk_trouble trouble;
    int left; /* changes until the one that goes wrong */
    bool happened;
} disk;

static sqlite3_file *real(sqlite3_file *file)
{
    return ((struct file *)file)->real;
}

/* Counts a change; true when it shall fail. */
static bool fails(void)
{
    if (disk.trouble == DISK_HEALTHY)
        return false;
    if (disk.happened)
        return disk.trouble == DISK_STAYS_BROKEN;
    disk.happened = --disk.left == 0;
    return disk.happened;
}

static void die_if_planned(void)
{
    if (disk.trouble == DISK_KILLS)
        raise(SIGKILL);
}

static int disk_close(sqlite3_file *file)
{
    return real(file)->pMethods->xClose(real(file));
}

static int disk_read(sqlite3_file *file, void *to, int length, sqlite3_int64 at)
{
    return real(file)->pMethods->xRead(real(file), to, length, at);
}

static int disk_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
    if (!fails())
        return real(file)->pMethods->xWrite(real(file), bytes, length, at);
    real(file)->pMethods->xWrite(real(file), bytes, length / 2, at);
    die_if_planned();
    return SQLITE_FULL;
}

static int disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (!fails())
        return real(file)->pMethods->xTruncate(real(file), size);
    die_if_planned();
    return SQLITE_IOERR_TRUNCATE;
}

/* Nothing is really synced: the power stays on, and the tests are quick. */
static int disk_sync(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    if (!fails())
        return SQLITE_OK;
    die_if_planned();
    return SQLITE_IOERR_FSYNC;
}

static int disk_file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int disk_lock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}

static int disk_unlock(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int disk_check_reserved_lock(sqlite3_file *file, int *reserved)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), reserved);
}

static int disk_file_control(sqlite3_file *file, int operation, void *argument)
{
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int disk_sector_size(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}

static int disk_device_characteristics(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = disk_close,
    .xRead = disk_read,
    .xWrite = disk_write,
    .xTruncate = disk_truncate,
    .xSync = disk_sync,
    .xFileSize = disk_file_size,
    .xLock = disk_lock,
    .xUnlock = disk_unlock,
    .xCheckReservedLock = disk_check_reserved_lock,
    .xFileControl = disk_file_control,
    .xSectorSize = disk_sector_size,
    .xDeviceCharacteristics = disk_device_characteristics,
};

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *flags_out)
{
    (void)vfs;
    struct file *own = (struct file *)file;
    own->base.pMethods = NULL;
    own->real = (sqlite3_file *)(own + 1);
    if (fails()) {
        die_if_planned();
        return SQLITE_CANTOPEN;
    }
    int result = disk.below->xOpen(disk.below, name, own->real, flags, flags_out);
    if (result == SQLITE_OK)
        own->base.pMethods = &methods;
    return result;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    (void)vfs;
    if (!fails())
        return disk.below->xDelete(disk.below, name, sync_folder);
    die_if_planned();
    return SQLITE_IOERR_DELETE;
}

void broken_disk_install(void)
{
    disk.below = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.below;
    disk.vfs.zName = "broken-disk";
    disk.vfs.szOsFile = (int)sizeof(struct file) + disk.below->szOsFile;
    disk.vfs.pNext = NULL;
    disk.vfs.xOpen = disk_open;
    disk.vfs.xDelete = disk_delete;
    broken_disk_plan(DISK_HEALTHY, 0);
    if (sqlite3_vfs_register(&disk.vfs, 1) != SQLITE_OK)
        abort();
}

void broken_disk_remove(void)
{
    sqlite3_vfs_unregister(&disk.vfs);
    sqlite3_vfs_register(disk.below, 1);
}

void broken_disk_plan(enum disk_trouble trouble, int at)
{
    disk.trouble = trouble;
    disk.left = at;
    disk.happened = false;
}

bool broken_disk_happened(void)
{
    return disk.happened;
}
