/*
 * Overwriting and removing. What stands beside a file has fixed names (see vault_private.h), so
 * that what an interrupted call left is found by the next.
 */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "convert.h"
#include "header.h"
#include "mend/base/message.h"
#include "vault_private.h"

enum { PART = 16384 };

int wipe(sqlite3_file *file, sqlite3_int64 size)
{
    unsigned char noise[PART];
    sqlite3_int64 whole = 0;
    int result = file->pMethods->xFileSize(file, &whole);
    if (size < 0 || size > whole)
        size = whole;
    for (sqlite3_int64 at = 0; result == SQLITE_OK && at < size; at += PART) {
        int part = size - at < PART ? (int)(size - at) : PART;
        randombytes_buf(noise, (size_t)part);
        result = file->pMethods->xWrite(file, noise, part, at);
    }
    return result == SQLITE_OK ? file->pMethods->xSync(file, SQLITE_SYNC_FULL) : result;
}

static void overwrite(int fd)
{
    unsigned char noise[PART];
    struct stat status;
    if (fstat(fd, &status) != 0)
        return;
    for (off_t at = 0; at < status.st_size; at += PART) {
        size_t part = status.st_size - at < PART ? (size_t)(status.st_size - at) : PART;
        randombytes_buf(noise, part);
        if (pwrite(fd, noise, part, at) < 0)
            return;
    }
    fsync(fd);
}

enum err wipe_and_remove(const char *path, struct fault *fault)
{
    int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0) {
        overwrite(fd);
        close(fd);
    }
    if (unlink(path) == 0 || errno == ENOENT)
        return OK;
    return fault_set_system(fault, errno, _("%s could not be removed."), path);
}

/* ---- what an interrupted conversion left ---- */

static bool is_there(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

/* Another process may be in the middle of the conversion; then it holds the main file. */
static enum err nobody_converts(const char *path, struct fault *fault)
{
    struct raw raw;
    enum vault_kind kind;
    enum err err = vault_look(path, &kind, fault);
    if (!err && (kind == VAULT_ABSENT || kind == VAULT_EMPTY))
        return fault_set(fault, ERR_CONFLICT,
                         _("There is no %s, but there is a new one of the same name and \"-new\", "
                           "which was not finished or not put in its place. Put a backup there, "
                           "or rename it."),
                         path);
    if (!err)
        err = raw_open(&raw, path, true, fault);
    if (err)
        return err;
    err = raw_lock(&raw, fault);
    raw_close(&raw);
    return err;
}

enum err vault_clean(const char *path, bool *found, struct fault *fault)
{
    static const char *const suffixes[] = {SUFFIX_NEW, SUFFIX_NEW_JOURNAL, SUFFIX_ATTEMPTS_NEW};
    bool any = false;
    enum err err = OK;
    for (size_t i = 0; !err && i < sizeof suffixes / sizeof suffixes[0]; i++) {
        char *name = path_with(path, suffixes[i]);
        if (!name)
            return fault_set_memory(fault);
        if (is_there(name)) {
            if (!any)
                err = nobody_converts(path, fault);
            any = true;
            if (!err)
                err = wipe_and_remove(name, fault);
        }
        free(name);
    }
    if (found)
        *found = any;
    return err;
}

/* ---- erasing everything ---- */

static enum err wipe_main(const char *path, struct fault *fault)
{
    struct raw raw;
    enum vault_kind kind;
    enum err err = vault_look(path, &kind, fault);
    if (!err && kind == VAULT_ABSENT)
        return fault_set(fault, ERR_NOT_FOUND, _("There is no file %s."), path);
    if (!err)
        err = raw_open(&raw, path, true, fault);
    if (err)
        return err;
    bool sealed = kind == VAULT_SEALED || kind == VAULT_DAMAGED || kind == VAULT_NEWER;
    int result = wipe(raw.file, sealed ? HEADER_SIZE : -1);
    raw_close(&raw);
    return result == SQLITE_OK ? OK : fault_sqlite(NULL, result, path, fault);
}

enum err vault_erase(const char *path, struct fault *fault)
{
    static const char *const suffixes[] = {
        "", SUFFIX_JOURNAL, SUFFIX_NEW, SUFFIX_NEW_JOURNAL, SUFFIX_ATTEMPTS, SUFFIX_ATTEMPTS_NEW};
    enum err err = wipe_main(path, fault);
    if (err == ERR_NOT_FOUND)
        return err;
    /* On with the rest whatever goes wrong; the first failure is told. */
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        char *name = path_with(path, suffixes[i]);
        enum err failed = OK;
        if (!name)
            failed = fault_set_memory(err ? NULL : fault);
        else if (i > 0)
            failed = wipe_and_remove(name, err ? NULL : fault);
        else if (unlink(name) != 0)
            failed =
                fault_set_system(err ? NULL : fault, errno, _("%s could not be removed."), name);
        err = err ? err : failed;
        free(name);
    }
    enum err failed = sync_folder(path, err ? NULL : fault);
    return err ? err : failed;
}
