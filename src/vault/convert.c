/*
 * The conversions. All go the same way: VACUUM INTO a new file beside the old one, by a connection
 * that keeps everybody else out of the old file; sync; compare; rename over the old one; sync the
 * folder. Only then are the old bytes overwritten, through the connection that still holds them. As
 * the old file stays whole up to the rename, a kill at any time leaves it or the new one.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "convert.h"
#include "header.h"
#include "mend/base/message.h"
#include "mend/base/str.h"
#include "vault_private.h"
#include "vfs.h"

enum {
    PATIENCE = 200, /* milliseconds for another program to finish */
    STEPS = 1000,   /* of SQLite's machine between two questions to the caller */
    COPIED = 600,   /* thousandths when the copy is made, */
    CHECKED = 700,  /* and when it has passed the integrity check */
    NEARLY = 999,
};

struct conversion {
    const char *path;
    char *fresh; /* the new file */
    const char *from_vfs, *to_vfs;
    const struct vault_work *work;
    sqlite3 *from, *copy;
    sqlite3_int64 size; /* of the old content, in bytes */
    int done;           /* thousandths */
};

/* ---- opening ---- */

/* "file:PATH?vfs=VFS", whatever signs there are in PATH. */
static char *make_uri(const char *path, const char *vfs)
{
    struct str uri = {0};
    str_puts(&uri, path[0] == '/' ? "file://" : "file:./");
    for (; *path; path++) {
        bool plain = (*path >= 'a' && *path <= 'z') || (*path >= 'A' && *path <= 'Z') ||
                     (*path >= '0' && *path <= '9') || strchr("/-._~", *path);
        if (plain)
            str_putc(&uri, *path);
        else
            str_printf(&uri, "%%%02X", (unsigned char)*path);
    }
    str_printf(&uri, "?vfs=%s", vfs);
    return str_take(&uri);
}

static int open_one(const struct conversion *c, const char *path, const char *vfs, sqlite3 **db)
{
    char *uri = make_uri(path, vfs);
    if (!uri)
        return SQLITE_NOMEM;
    int result = sqlite3_open_v2(
        uri, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    free(uri);
    if (!*db)
        return SQLITE_NOMEM;
    sqlite3_extended_result_codes(*db, 1);
    sqlite3_busy_timeout(*db, PATIENCE);
    if (result == SQLITE_OK && c->work && c->work->prepare)
        result = c->work->prepare(*db, c->work->context);
    return result;
}

/* Everybody else stays out until the connection is closed. */
static int open_from(struct conversion *c)
{
    int result = open_one(c, c->path, c->from_vfs, &c->from);
    if (result == SQLITE_OK)
        result = sqlite3_exec(c->from,
                              "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
                              "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE;"
                              "PRAGMA synchronous = FULL; PRAGMA page_size = 4096;"
                              "BEGIN EXCLUSIVE; COMMIT;",
                              NULL, NULL, NULL);
    sqlite3_stmt *s = NULL;
    if (result == SQLITE_OK)
        result = sqlite3_prepare_v2(c->from,
                                    "SELECT page_count * page_size FROM pragma_page_count,"
                                    " pragma_page_size",
                                    -1, &s, NULL);
    if (result == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
        c->size = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return result;
}

/* ---- what the caller is told ---- */

static bool tell(struct conversion *c, sqlite3_int64 part, int from, int to)
{
    sqlite3_int64 whole = c->size > 0 ? c->size : 1;
    int done = from + (int)((to - from) * (part < whole ? part : whole) / whole);
    if (done > c->done)
        c->done = done < NEARLY ? done : NEARLY;
    return !c->work || !c->work->go_on || c->work->go_on(c->work->context, c->done);
}

/* SQLite asks between steps; 1 stops it. */
static int while_copying(void *context)
{
    struct conversion *c = context;
    struct stat status;
    sqlite3_int64 size = stat(c->fresh, &status) == 0 ? status.st_size : 0;
    return !tell(c, size, 0, COPIED);
}

static int while_checking(void *context)
{
    return !tell(context, 0, COPIED, CHECKED);
}

static bool while_comparing(void *context, sqlite3_int64 bytes)
{
    return tell(context, bytes, CHECKED, NEARLY);
}

/* ---- the way ---- */

static int copy_all(struct conversion *c)
{
    sqlite3_stmt *s = NULL;
    char *uri = make_uri(c->fresh, c->to_vfs);
    int result = uri ? sqlite3_prepare_v2(c->from, "VACUUM INTO ?1", -1, &s, NULL) : SQLITE_NOMEM;
    if (result == SQLITE_OK)
        result = sqlite3_bind_text(s, 1, uri, -1, SQLITE_STATIC);
    sqlite3_progress_handler(c->from, STEPS, while_copying, c);
    if (result == SQLITE_OK && (result = sqlite3_step(s)) == SQLITE_DONE)
        result = SQLITE_OK;
    sqlite3_progress_handler(c->from, 0, NULL, NULL);
    sqlite3_finalize(s);
    free(uri);
    return result;
}

static enum err sync_file(const char *path, struct fault *fault)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int failure = fd < 0 || fsync(fd) != 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    return failure ? fault_set_system(fault, failure,
                                      _("The new file %s could not be brought to the disk."), path)
                   : OK;
}

static int check_copy(struct conversion *c)
{
    struct verify_watch watch = {while_comparing, c};
    int result = open_one(c, c->fresh, c->to_vfs, &c->copy);
    if (result == SQLITE_OK)
        result = sqlite3_exec(c->copy, "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;",
                              NULL, NULL, NULL);
    sqlite3_progress_handler(c->copy, STEPS, while_checking, c);
    if (result == SQLITE_OK)
        result = verify_copy(c->from, c->copy, &watch);
    sqlite3_close(c->copy);
    c->copy = NULL;
    return result;
}

/* The old bytes, which no name leads to any more. That they cannot be overwritten is no failure. */
static void wipe_old(const struct conversion *c)
{
    sqlite3_file *file = NULL;
    if (sqlite3_file_control(c->from, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK)
        return;
    if (file->pMethods == &sealed_methods)
        wipe(((struct sealed_file *)file)->real, HEADER_SIZE);
    else
        wipe(file, -1);
}

static enum err replace(const struct conversion *c, struct fault *fault)
{
    if (rename(c->fresh, c->path) != 0)
        return fault_set_system(fault, errno, _("%s could not be replaced; it is as it was."),
                                c->path);
    /* Before the name is certain, the old bytes may be needed again. */
    if (sync_folder(c->path, NULL) == OK)
        wipe_old(c);
    char *attempts = path_with(c->path, SUFFIX_ATTEMPTS);
    if (attempts)
        unlink(attempts);
    free(attempts);
    return OK;
}

static enum err convert_open(struct conversion *c, struct fault *fault)
{
    int result = open_from(c);
    if (result == SQLITE_OK)
        result = copy_all(c);
    if (result != SQLITE_OK)
        return fault_sqlite(c->from, result, c->path, fault);
    enum err err = sync_file(c->fresh, fault);
    if (err)
        return err;
    result = check_copy(c);
    if (result != SQLITE_OK)
        return fault_sqlite(NULL, result, c->path, fault);
    return tell(c, c->size, NEARLY, NEARLY) ? replace(c, fault)
                                            : fault_sqlite(NULL, SQLITE_INTERRUPT, c->path, fault);
}

static void remove_fresh(const struct conversion *c)
{
    char *journal = path_with(c->path, SUFFIX_NEW_JOURNAL);
    /* What cannot be removed now is found by vault_clean(). */
    if (wipe_and_remove(c->fresh, NULL) == OK && journal)
        unlink(journal);
    free(journal);
}

/* c->fresh stands there, empty. */
static enum err convert(struct conversion *c, struct fault *fault)
{
    enum err err = convert_open(c, fault);
    sqlite3_close(c->from);
    c->from = NULL;
    if (err)
        remove_fresh(c);
    return err;
}

static enum err begin(struct conversion *c, const char *path, const struct vault_work *work,
                      struct fault *fault)
{
    *c = (struct conversion){.path = path, .work = work};
    if (!registry_below())
        return fault_sqlite(NULL, SQLITE_ERROR, path, fault);
    c->fresh = path_with(path, SUFFIX_NEW);
    return c->fresh ? vault_clean(path, NULL, fault) : fault_set_memory(fault);
}

/* From what is at PATH, through FROM_VFS, to a sealed file; *VAULT is open for it. */
static enum err convert_to_sealed(struct conversion *c, const char *from_vfs,
                                  const char *passphrase, size_t length,
                                  const struct vault_cost *cost, struct vault **out,
                                  struct fault *fault)
{
    struct vault *vault = NULL;
    char *path = strdup(c->path);
    if (!path)
        return fault_set_memory(fault);
    c->from_vfs = from_vfs;
    c->to_vfs = VFS_NAME;
    enum err err = create_sealed(c->fresh, passphrase, length, cost ? *cost : vault_default_cost,
                                 &vault, fault);
    if (!err)
        err = convert(c, fault);
    if (err) {
        vault_close(vault);
        free(path);
        return err;
    }
    free(vault->path);
    vault->path = path;
    *out = vault;
    return OK;
}

/* ---- what the header offers ---- */

enum err vault_seal_plain(const char *path, const char *passphrase, size_t length,
                          const struct vault_cost *cost, const struct vault_work *work,
                          struct vault **vault, struct fault *fault)
{
    struct conversion c;
    enum vault_kind kind;
    *vault = NULL;
    enum err err = vault_look(path, &kind, fault);
    if (err)
        return err;
    if (kind != VAULT_PLAIN)
        return fault_set(
            fault, kind == VAULT_ABSENT || kind == VAULT_EMPTY ? ERR_NOT_FOUND : ERR_CONFLICT,
            _("%s is not a file without a passphrase, so none can be set here."), path);
    err = begin(&c, path, work, fault);
    if (!err)
        err =
            convert_to_sealed(&c, registry_below()->zName, passphrase, length, cost, vault, fault);
    free(c.fresh);
    return err;
}

enum err vault_new_key(struct vault **vault, const char *passphrase, size_t length,
                       const struct vault_cost *cost, const struct vault_work *work,
                       struct fault *fault)
{
    struct conversion c;
    struct vault *replaced = *vault;
    enum err err = begin(&c, replaced->path, work, fault);
    if (!err)
        err = convert_to_sealed(&c, VFS_NAME, passphrase, length, cost ? cost : &replaced->cost,
                                vault, fault);
    free(c.fresh);
    if (!err)
        vault_close(replaced);
    return err;
}

enum err vault_unseal(struct vault *vault, const struct vault_work *work, struct fault *fault)
{
    struct conversion c;
    enum err err = begin(&c, vault->path, work, fault);
    if (!err) {
        c.from_vfs = VFS_NAME;
        c.to_vfs = registry_below()->zName;
        err = create_file(c.fresh, NULL, 0, fault);
    }
    if (!err)
        err = convert(&c, fault);
    free(c.fresh);
    return err;
}
