/*
 * At most FILES files, each with its two states as plain arrays and a flag per sector that tells
 * whether the two may differ. The names SQLite uses stay as they are; a file without a name is a
 * temporary one and gets a number.
 */
#include "power_disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 16, SECTOR = 512, NAME = 64 };

struct state {
    unsigned char *bytes;
    size_t size, room;
    bool exists;
};

struct disk_file {
    char name[NAME];
    struct state now, certain;
    bool *changed; /* per sector */
    size_t sectors;
};

struct handle {
    sqlite3_file base;
    struct disk_file *file;
    bool temporary;
};

static struct {
    sqlite3_vfs vfs;
    struct disk_file files[FILES];
    int cut_at, changes, temporaries;
    unsigned seed;
    bool dead, found;
    const char *needle;
} disk;

static unsigned draw(void)
{
    return (unsigned)rand_r(&disk.seed);
}

/* ---- states ---- */

static void resize(struct state *state, size_t size)
{
    if (size > state->room) {
        state->room = size * 2;
        state->bytes = realloc(state->bytes, state->room);
        if (!state->bytes)
            abort();
    }
    if (size > state->size)
        memset(state->bytes + state->size, 0, size - state->size);
    state->size = size;
}

static void copy(struct state *to, const struct state *from)
{
    resize(to, from->size);
    if (from->size)
        memcpy(to->bytes, from->bytes, from->size);
    to->exists = from->exists;
}

static void mark(struct disk_file *file, size_t from, size_t to)
{
    size_t sectors = (to + SECTOR - 1) / SECTOR;
    if (sectors > file->sectors) {
        size_t room = sectors * 2;
        file->changed = realloc(file->changed, room * sizeof *file->changed);
        if (!file->changed)
            abort();
        memset(file->changed + file->sectors, 0, (room - file->sectors) * sizeof *file->changed);
        file->sectors = room;
    }
    for (size_t i = from / SECTOR; i < sectors; i++)
        file->changed[i] = true;
}

static void make_certain(struct disk_file *file)
{
    file->certain.exists = file->now.exists;
    resize(&file->certain, file->now.size);
    for (size_t i = 0; i < file->sectors; i++) {
        size_t at = i * SECTOR;
        if (!file->changed[i])
            continue;
        file->changed[i] = false;
        if (at < file->now.size)
            memcpy(file->certain.bytes + at, file->now.bytes + at,
                   file->now.size - at < SECTOR ? file->now.size - at : SECTOR);
    }
}

static struct disk_file *find(const char *name, bool make)
{
    struct disk_file *unused = NULL;
    for (int i = 0; i < FILES; i++) {
        if (strcmp(disk.files[i].name, name) == 0)
            return &disk.files[i];
        if (!unused && !disk.files[i].name[0])
            unused = &disk.files[i];
    }
    if (!make)
        return NULL;
    if (!unused)
        abort();
    snprintf(unused->name, sizeof unused->name, "%s", name);
    return unused;
}

/* Counts a change; true when the power goes in it. */
static bool goes(void)
{
    disk.dead = disk.dead || ++disk.changes == disk.cut_at;
    return disk.dead;
}

/* ---- losing power ---- */

static void lose_sector(struct disk_file *file, size_t i, enum power_loss loss)
{
    size_t at = i * SECTOR;
    size_t length = file->now.size - at < SECTOR ? file->now.size - at : SECTOR;
    unsigned lot = loss == POWER_DROPS_ALL ? 1 + draw() % 8 * 2 : draw();
    if (lot % 2 == 0)
        return;
    memset(file->now.bytes + at, 0, length);
    if (at < file->certain.size) {
        size_t known = file->certain.size - at;
        memcpy(file->now.bytes + at, file->certain.bytes + at, known < length ? known : length);
    } else if (lot / 2 % 8 == 0) {
        for (size_t j = 0; j < length; j++)
            file->now.bytes[at + j] = (unsigned char)draw();
    }
}

static void lose(struct disk_file *file, enum power_loss loss)
{
    bool differs = file->now.exists != file->certain.exists;
    if (loss != POWER_KEEPS_ALL) {
        if (differs && (loss == POWER_DROPS_ALL || draw() % 2))
            file->now.exists = file->certain.exists;
        if (file->now.size != file->certain.size && (loss == POWER_DROPS_ALL || draw() % 2)) {
            size_t seen = file->now.size;
            resize(&file->now, file->certain.size);
            if (file->certain.size > seen)
                memcpy(file->now.bytes + seen, file->certain.bytes + seen,
                       file->certain.size - seen);
        }
        for (size_t i = 0; i < file->sectors && i * SECTOR < file->now.size; i++)
            if (file->changed[i])
                lose_sector(file, i, loss);
    }
    if (!file->now.exists)
        resize(&file->now, 0); /* one that is made later has nothing of it */
    copy(&file->certain, &file->now);
    if (file->changed)
        memset(file->changed, 0, file->sectors * sizeof *file->changed);
}

void power_disk_restore(enum power_loss loss)
{
    for (int i = 0; i < FILES; i++)
        if (disk.files[i].name[0])
            lose(&disk.files[i], loss);
    disk.dead = false;
    disk.cut_at = 0;
}

/* ---- files ---- */

static struct disk_file *of(sqlite3_file *base)
{
    return ((struct handle *)base)->file;
}

static int disk_close(sqlite3_file *base)
{
    struct handle *handle = (struct handle *)base;
    if (handle->temporary) {
        free(handle->file->now.bytes);
        free(handle->file->certain.bytes);
        free(handle->file->changed);
        *handle->file = (struct disk_file){0};
    }
    return SQLITE_OK;
}

static int disk_read(sqlite3_file *base, void *to, int length, sqlite3_int64 at)
{
    const struct state *now = &of(base)->now;
    size_t from = (size_t)at, wanted = (size_t)length;
    if (disk.dead)
        return SQLITE_IOERR_READ;
    size_t have = from < now->size ? now->size - from : 0;
    if (have > wanted)
        have = wanted;
    if (have)
        memcpy(to, now->bytes + from, have);
    memset((char *)to + have, 0, wanted - have);
    return have == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int disk_write(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 at)
{
    struct disk_file *file = of(base);
    size_t from = (size_t)at, size = (size_t)length;
    if (disk.dead)
        return SQLITE_IOERR_WRITE;
    if (disk.needle && memmem(bytes, size, disk.needle, strlen(disk.needle)))
        disk.found = true;
    bool torn = goes();
    if (torn)
        size = draw() % (size + 1);
    if (size) {
        size_t before = file->now.size;
        if (from + size > before)
            resize(&file->now, from + size);
        memcpy(file->now.bytes + from, bytes, size);
        mark(file, from < before ? from : before, from + size);
    }
    return torn ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int disk_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    struct disk_file *file = of(base);
    if (disk.dead)
        return SQLITE_IOERR_TRUNCATE;
    bool cut = goes();
    if (!cut || draw() % 2) {
        size_t before = file->now.size;
        resize(&file->now, (size_t)size);
        mark(file, before < (size_t)size ? before : (size_t)size,
             before < (size_t)size ? (size_t)size : before);
    }
    return cut ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

static int disk_sync(sqlite3_file *base, int flags)
{
    (void)flags;
    if (disk.dead || goes())
        return SQLITE_IOERR_FSYNC;
    make_certain(of(base));
    return SQLITE_OK;
}

static int disk_file_size(sqlite3_file *base, sqlite3_int64 *size)
{
    *size = (sqlite3_int64)of(base)->now.size;
    return disk.dead ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int disk_lock(sqlite3_file *base, int level)
{
    (void)base;
    (void)level;
    return disk.dead ? SQLITE_IOERR_LOCK : SQLITE_OK;
}

static int disk_unlock(sqlite3_file *base, int level)
{
    (void)base;
    (void)level;
    return SQLITE_OK;
}

static int disk_check_reserved_lock(sqlite3_file *base, int *reserved)
{
    (void)base;
    *reserved = 0;
    return disk.dead ? SQLITE_IOERR_CHECKRESERVEDLOCK : SQLITE_OK;
}

static int disk_file_control(sqlite3_file *base, int operation, void *argument)
{
    (void)base;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

/* As bold as a file system may be, so that a VFS above that passes it on is found out. */
static int disk_sector_size(sqlite3_file *base)
{
    (void)base;
    return SECTOR;
}

static int disk_characteristics(sqlite3_file *base)
{
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE | SQLITE_IOCAP_SAFE_APPEND | SQLITE_IOCAP_ATOMIC;
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
    .xDeviceCharacteristics = disk_characteristics,
};

/* ---- names ---- */

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out)
{
    (void)vfs;
    struct handle *handle = (struct handle *)base;
    char number[NAME];
    base->pMethods = NULL;
    if (disk.dead)
        return SQLITE_CANTOPEN;
    handle->temporary = !name;
    if (!name) {
        snprintf(number, sizeof number, "temporary %d", ++disk.temporaries);
        name = number;
    }
    struct disk_file *file = find(name, flags & SQLITE_OPEN_CREATE);
    if (!file || (!file->now.exists && !(flags & SQLITE_OPEN_CREATE)))
        return SQLITE_CANTOPEN;
    if (!file->now.exists && file->now.size) {
        mark(file, 0, file->now.size);
        resize(&file->now, 0);
    }
    file->now.exists = true;
    handle->file = file;
    base->pMethods = &methods;
    if (out)
        *out = flags;
    return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    (void)vfs;
    struct disk_file *file = find(name, false);
    if (disk.dead)
        return SQLITE_IOERR_DELETE;
    if (!file || !file->now.exists)
        return SQLITE_IOERR_DELETE_NOENT;
    bool cut = goes();
    if (!cut || draw() % 2)
        file->now.exists = false;
    if (!cut && sync_folder) {
        /* A file of that name that is made later has nothing of this one. */
        resize(&file->now, 0);
        make_certain(file);
    }
    return cut ? SQLITE_IOERR_DELETE : SQLITE_OK;
}

static int disk_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    (void)vfs;
    (void)flags;
    const struct disk_file *file = find(name, false);
    *out = file && file->now.exists;
    return disk.dead ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

static int disk_full_pathname(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    (void)vfs;
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

sqlite3_vfs *power_disk_install(void)
{
    sqlite3_vfs *usual = sqlite3_vfs_find(NULL);
    disk.vfs = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = sizeof(struct handle),
        .mxPathname = NAME - 1,
        .zName = "power-disk",
        .xOpen = disk_open,
        .xDelete = disk_delete,
        .xAccess = disk_access,
        .xFullPathname = disk_full_pathname,
        .xRandomness = usual->xRandomness,
        .xSleep = usual->xSleep,
        .xCurrentTime = usual->xCurrentTime,
    };
    if (sqlite3_vfs_register(&disk.vfs, 0) != SQLITE_OK)
        abort();
    power_disk_cut(0, 1);
    return &disk.vfs;
}

void power_disk_remove(void)
{
    sqlite3_vfs_unregister(&disk.vfs);
    for (int i = 0; i < FILES; i++) {
        free(disk.files[i].now.bytes);
        free(disk.files[i].certain.bytes);
        free(disk.files[i].changed);
        disk.files[i] = (struct disk_file){0};
    }
    disk.dead = false;
}

void power_disk_cut(int at, unsigned seed)
{
    disk.cut_at = at;
    disk.changes = 0;
    disk.seed = seed;
}

int power_disk_changes(void)
{
    return disk.changes;
}

bool power_disk_is_dead(void)
{
    return disk.dead;
}

unsigned char *power_disk_bytes(const char *name, size_t *size)
{
    struct disk_file *file = find(name, false);
    if (!file || !file->now.exists)
        return NULL;
    *size = file->now.size;
    return file->now.bytes;
}

void power_disk_put(const char *name, const void *bytes, size_t size)
{
    struct disk_file *file = find(name, true);
    resize(&file->now, size);
    if (size)
        memcpy(file->now.bytes, bytes, size);
    file->now.exists = bytes != NULL;
    copy(&file->certain, &file->now);
    if (file->changed)
        memset(file->changed, 0, file->sectors * sizeof *file->changed);
}

void power_disk_shorten(const char *name, size_t size)
{
    struct disk_file *file = find(name, true);
    if (size < file->now.size)
        resize(&file->now, size);
    copy(&file->certain, &file->now);
}

void power_disk_look_for(const char *needle)
{
    disk.needle = needle;
    disk.found = false;
}

bool power_disk_found(void)
{
    return disk.found;
}
