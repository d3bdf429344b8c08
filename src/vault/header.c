/*
 * The two copies of the header (slots) are written one after the other, so that one of them is
 * whole at any time. Which counts is decided by the sequence number.
 */
#include "header.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "mend/base/message.h"
#include "vault_private.h"

/* ---- a file through the VFS below ---- */

/* Why PATH could not be opened. */
static enum err explain(const char *path, struct fault *fault)
{
    struct stat status;
    if (stat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return fault_set(fault, ERR_NOT_FOUND, _("There is no file %s."), path);
    return fault_set(fault, ERR_ACCESS,
                     _("%s cannot be opened. See whether you are allowed to read and write it and "
                       "its folder, or choose another folder with --home DIR."),
                     path);
}

/* The full name, as xOpen() of a VFS wants it; below a link that leads nowhere there is none. */
static enum err make_name(sqlite3_vfs *below, const char *path, const char **name,
                          struct fault *fault)
{
    char *full = sqlite3_malloc(below->mxPathname + 1);
    char *journal = NULL;
    *name = NULL;
    if (full && below->xFullPathname(below, path, below->mxPathname + 1, full) != SQLITE_OK) {
        sqlite3_free(full);
        return explain(path, fault);
    }
    journal = full ? path_with(full, SUFFIX_JOURNAL) : NULL;
    *name = journal ? sqlite3_create_filename(full, journal, "", 0, NULL) : NULL;
    free(journal);
    sqlite3_free(full);
    return *name ? OK : fault_set_memory(fault);
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

enum err raw_open(struct raw *raw, const char *path, bool write, struct fault *fault)
{
    *raw = (struct raw){.path = path};
    sqlite3_vfs *below = registry_below();
    if (!below)
        return fault_set(fault, ERR_IO,
                         _("SQLite or libsodium, which mend needs for the lock, cannot be started "
                           "on this computer."));
    if (is_folder(path))
        return fault_set(fault, ERR_FORMAT,
                         _("%s is not a file. It was left as it is; move it away, or choose "
                           "another folder with --home DIR."),
                         path);
    enum err err = make_name(below, path, &raw->name, fault);
    if (err)
        return err;
    raw->file = calloc(1, (size_t)below->szOsFile);
    if (!raw->file) {
        raw_close(raw);
        return fault_set_memory(fault);
    }
    int given = 0;
    int flags = SQLITE_OPEN_MAIN_DB | (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    if (below->xOpen(below, raw->name, raw->file, flags, &given) != SQLITE_OK) {
        raw_close(raw);
        return explain(path, fault);
    }
    if (write && given & SQLITE_OPEN_READONLY) {
        raw_close(raw);
        return fault_set(fault, ERR_READ_ONLY,
                         _("%s can be read but not written, so nothing was changed. Allow mend to "
                           "write to it, then try again."),
                         path);
    }
    return OK;
}

void raw_close(struct raw *raw)
{
    if (raw->file && raw->file->pMethods) {
        raw->file->pMethods->xUnlock(raw->file, SQLITE_LOCK_NONE);
        raw->file->pMethods->xClose(raw->file);
    }
    free(raw->file);
    sqlite3_free_filename(raw->name);
    *raw = (struct raw){0};
}

enum err raw_lock(struct raw *raw, struct fault *fault)
{
    const sqlite3_io_methods *methods = raw->file->pMethods;
    int result = methods->xLock(raw->file, SQLITE_LOCK_SHARED);
    if (result == SQLITE_OK)
        result = methods->xLock(raw->file, SQLITE_LOCK_RESERVED);
    return result == SQLITE_OK ? OK : fault_sqlite(NULL, result, raw->path, fault);
}

enum err raw_write(struct raw *raw, const unsigned char *bytes, int size, sqlite3_int64 at,
                   struct fault *fault)
{
    const sqlite3_io_methods *methods = raw->file->pMethods;
    int result = methods->xWrite(raw->file, bytes, size, at);
    if (result == SQLITE_OK)
        result = methods->xSync(raw->file, SQLITE_SYNC_FULL);
    return result == SQLITE_OK ? OK : fault_sqlite(NULL, result, raw->path, fault);
}

/* ---- the header ---- */

void header_parse(struct header *header)
{
    const unsigned char *a = header->bytes, *b = header->bytes + SLOT_SIZE;
    header->states[0] = slot_read(a, &header->slots[0]);
    if (memcmp(a, b, SLOT_SIZE) != 0) {
        header->states[1] = slot_read(b, &header->slots[1]);
        return;
    }
    header->states[1] = header->states[0];
    header->slots[1] = header->slots[0];
}

enum err header_load(struct raw *raw, struct header *header, struct fault *fault)
{
    memset(header, 0, sizeof *header);
    const sqlite3_io_methods *methods = raw->file->pMethods;
    int result = methods->xFileSize(raw->file, &header->size);
    if (result == SQLITE_OK)
        result = methods->xRead(raw->file, header->bytes, HEADER_SIZE, 0);
    if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ)
        return fault_sqlite(NULL, result, raw->path, fault);
    header_parse(header);
    return OK;
}

static bool has_state(const struct header *header, enum slot_state state)
{
    return header->states[0] == state || header->states[1] == state;
}

enum vault_kind header_kind(const struct header *header)
{
    static const char sqlite[16] = "SQLite format 3";
    bool zeros = sodium_is_zero(header->bytes, HEADER_SIZE);
    if (header->size == 0 || (zeros && header->size <= HEADER_SIZE))
        return VAULT_EMPTY;
    if (has_state(header, SLOT_NEWER))
        return VAULT_NEWER;
    if (has_state(header, SLOT_VALID))
        return VAULT_SEALED;
    if (has_state(header, SLOT_DAMAGED))
        return header->size <= HEADER_SIZE ? VAULT_EMPTY : VAULT_DAMAGED;
    /* Zeros are what a power cut can leave of the very first save; SQLite knows what to do. */
    if (memcmp(header->bytes, sqlite, sizeof sqlite) == 0 || sodium_is_zero(header->bytes, 100))
        return VAULT_PLAIN;
    return VAULT_FOREIGN;
}

int header_newest(const struct header *header)
{
    bool a = header->states[0] == SLOT_VALID, b = header->states[1] == SLOT_VALID;
    if (a && b)
        return header->slots[1].sequence > header->slots[0].sequence;
    return a ? 0 : b ? 1 : -1;
}

/* A file that has a record of attempts was sealed, however little is left of it. */
static enum vault_kind kind_beside(const struct header *header, const char *path)
{
    enum vault_kind kind = header_kind(header);
    return kind == VAULT_EMPTY && attempts_kept(path) ? VAULT_DAMAGED : kind;
}

enum err header_expect_sealed(const struct header *header, const char *path, struct fault *fault)
{
    static const struct {
        enum vault_kind kind;
        enum err code;
        const char *sentence;
    } refusals[] = {
        {VAULT_EMPTY, ERR_NOT_FOUND, N_("There is nothing in %s yet, so it has no passphrase.")},
        {VAULT_PLAIN, ERR_FORMAT, N_("%s has no passphrase; it opens without one.")},
        {VAULT_DAMAGED, ERR_DAMAGED,
         N_("The beginning of %s is damaged, so no passphrase can open it. It was left as it is; "
            "put a backup in its place, or choose another folder with --home DIR.")},
        {VAULT_NEWER, ERR_NEWER,
         N_("%s was locked by a newer mend than this one. It was left as it is; install the newer "
            "mend, or choose another folder with --home DIR.")},
        {VAULT_FOREIGN, ERR_FORMAT,
         N_("%s is not a file that mend made. It was left as it is; put a backup in its place, or "
            "choose another folder with --home DIR.")},
    };
    enum vault_kind kind = kind_beside(header, path);
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (refusals[i].kind == kind)
            return fault_set(fault, refusals[i].code, _(refusals[i].sentence), path);
    return OK;
}

enum err header_of(const char *path, struct header *header, struct fault *fault)
{
    struct raw raw;
    *header = (struct header){0};
    enum err err = raw_open(&raw, path, false, fault);
    if (err || !raw.file)
        return err;
    err = header_load(&raw, header, fault);
    raw_close(&raw);
    return err;
}

enum err vault_look(const char *path, enum vault_kind *kind, struct fault *fault)
{
    struct header header;
    struct fault why = {0};
    *kind = VAULT_ABSENT;
    enum err err = header_of(path, &header, &why);
    if (!err)
        *kind = kind_beside(&header, path);
    else if (err == ERR_FORMAT)
        *kind = VAULT_FOREIGN;
    if (err == ERR_NOT_FOUND || err == ERR_FORMAT)
        return OK;
    if (err && fault)
        *fault = why;
    return err;
}

enum err header_replace(struct raw *raw, const struct slot *slot, int spare, struct fault *fault)
{
    unsigned char bytes[SLOT_SIZE];
    slot_write(slot, bytes);
    enum err err = raw_write(raw, bytes, SLOT_SIZE, (sqlite3_int64)spare * SLOT_SIZE, fault);
    if (!err)
        err = raw_write(raw, bytes, SLOT_SIZE, (sqlite3_int64)(1 - spare) * SLOT_SIZE, fault);
    return err;
}
