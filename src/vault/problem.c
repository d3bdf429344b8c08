/* Sentences that several files say. */
#include <errno.h>

#include "mend/base/message.h"
#include "vault_private.h"

enum err fault_passphrase_empty(struct fault *fault)
{
    return fault_set(fault, ERR_INPUT, _("A passphrase needs at least one character."));
}

enum err fault_cost(struct fault *fault)
{
    return fault_set(fault, ERR_COST,
                     _("This is more work, or less, than mend takes for checking a passphrase: "
                       "choose 1 to %d passes and %d to %d KiB of memory."),
                     VAULT_MOST_PASSES, VAULT_LEAST_MEMORY >> 10, VAULT_MOST_MEMORY >> 10);
}

/* The first row that fits counts: the exact code, or its family (the low byte). */
static const struct {
    int result;
    enum err code;
    const char *sentence;
} meanings[] = {
    {SQLITE_READONLY_DBMOVED, ERR_NOT_FOUND,
     N_("%s was moved or deleted meanwhile. Put it back, or leave mend and start it again.")},
    {SQLITE_READONLY, ERR_READ_ONLY,
     N_("%s can be read but not written, so nothing was changed. Allow mend to write to it and to "
        "its folder, then try again.")},
    {SQLITE_BUSY, ERR_BUSY,
     N_("Another program is using %s. Nothing was changed; close it, then try again.")},
    {SQLITE_FULL, ERR_FULL,
     N_("There is no space left on the disk for %s. Free some space and try again; what was saved "
        "before is safe.")},
    {SQLITE_CANTOPEN, ERR_ACCESS,
     N_("%s cannot be opened. See whether you are allowed to read and write it and its folder.")},
    {SQLITE_PERM, ERR_ACCESS,
     N_("%s cannot be opened. See whether you are allowed to read and write it and its folder.")},
    {SQLITE_INTERRUPT, ERR_CANCELLED, N_("Called off; %s is as it was.")},
    {SQLITE_IOERR_DATA, ERR_DAMAGED,
     N_("A part of %s is damaged and cannot be read. Copy the file to a safe place before anything "
        "else, then put a backup in its place.")},
    {SQLITE_CORRUPT, ERR_DAMAGED,
     N_("A part of %s is damaged and cannot be read. Copy the file to a safe place before anything "
        "else, then put a backup in its place.")},
    {SQLITE_NOTADB, ERR_DAMAGED,
     N_("A part of %s is damaged and cannot be read. Copy the file to a safe place before anything "
        "else, then put a backup in its place.")},
    {SQLITE_IOERR, ERR_IO,
     N_("The disk or the system refused to read or write %s. See whether the disk is still there "
        "and healthy, then try again; what was saved before is safe.")},
};

/* A quota or a limit on the size of files is "full" to the person, and an I/O error to SQLite. */
static bool disk_is_full(sqlite3 *db, int result)
{
    int error_number = 0;
    return db && (result & 0xff) == SQLITE_IOERR &&
           sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &error_number) == SQLITE_OK &&
           (error_number == EFBIG || error_number == ENOSPC || error_number == EDQUOT);
}

enum err fault_sqlite(sqlite3 *db, int result, const char *path, struct fault *fault)
{
    if ((result & 0xff) == SQLITE_NOMEM || result == SQLITE_IOERR_NOMEM)
        return fault_set_memory(fault);
    if (disk_is_full(db, result))
        result = SQLITE_FULL;
    if (result == SQLITE_IOERR) /* what is left of IOERR_DATA behind a virtual table */
        result = SQLITE_IOERR_DATA;
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (meanings[i].result == result || meanings[i].result == (result & 0xff))
            return fault_set(fault, meanings[i].code, _(meanings[i].sentence), path);
    return fault_set(fault, ERR_IO,
                     _("Something unexpected happened with %s (SQLite code %d). Nothing was "
                       "changed; leave mend and start it again."),
                     path, result);
}
