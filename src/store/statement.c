#include "statement.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "mend/base/message.h"

/*
 * SQLite's answers in the person's words. The first row that fits counts: the exact code, or its
 * family (the low byte). Each sentence has one %s, the name of the file.
 */
static const struct {
    int result;
    enum err code;
    const char *sentence;
} meanings[] = {
    {SQLITE_READONLY_DBMOVED, ERR_NOT_FOUND,
     N_("%s was moved or deleted while mend had it open. Put it back, or leave mend and start it "
        "again.")},
    {SQLITE_READONLY_ROLLBACK, ERR_READ_ONLY,
     N_("%s was interrupted in the middle of a save, and it cannot be repaired because it is "
        "read-only. Allow mend to write to it, then start mend again.")},
    {SQLITE_READONLY, ERR_READ_ONLY,
     N_("%s can be read but not written, so nothing new can be kept. Allow mend to write to it "
        "and to its folder, or choose another folder with --home DIR.")},
    {SQLITE_BUSY, ERR_BUSY,
     N_("Another program is using %s and did not finish in time. Nothing was changed; try again "
        "in a moment, or close the other program.")},
    {SQLITE_LOCKED, ERR_BUSY,
     N_("Another program is using %s and did not finish in time. Nothing was changed; try again "
        "in a moment, or close the other program.")},
    {SQLITE_FULL, ERR_FULL,
     N_("There is no space left on the disk for %s. Free some space and try again; what was "
        "saved before is safe.")},
    {SQLITE_CANTOPEN, ERR_ACCESS,
     N_("%s cannot be opened. See whether you are allowed to read and write it and its folder, "
        "or choose another folder with --home DIR.")},
    {SQLITE_PERM, ERR_ACCESS,
     N_("%s cannot be opened. See whether you are allowed to read and write it and its folder, "
        "or choose another folder with --home DIR.")},
    {SQLITE_NOTADB, ERR_FORMAT,
     N_("%s is not a file that mend made, or its beginning is damaged. It was left as it is; put "
        "a backup in its place, or choose another folder with --home DIR.")},
    {SQLITE_CORRUPT, ERR_FORMAT,
     N_("A part of %s is damaged and cannot be read. Copy the file to a safe place before "
        "anything else, then put a backup in its place.")},
    {SQLITE_IOERR_DATA, ERR_FORMAT, /* a sealed unit that does not fit its key */
     N_("A part of %s is damaged and cannot be read. Copy the file to a safe place before "
        "anything else, then put a backup in its place.")},
    {SQLITE_INTERRUPT, ERR_CANCELLED,
     N_("Looking through %s was called off before it came to its end.")},
    {SQLITE_TOOBIG, ERR_INPUT, N_("This text is too long to be kept in %s. Shorten it.")},
    {SQLITE_IOERR, ERR_IO,
     N_("The disk or the system refused to read or write %s. See whether the disk is still "
        "there and healthy, then try again; what was saved before is safe.")},
};

static size_t find_meaning(int result)
{
    size_t count = sizeof meanings / sizeof meanings[0];
    for (size_t i = 0; i < count; i++)
        if (meanings[i].result == result || meanings[i].result == (result & 0xff))
            return i;
    return count;
}

/* A quota or a limit on the size of files is "full" to the person, and an I/O error to SQLite. */
static bool disk_is_full(const struct store *store, int result)
{
    int error_number = 0;
    if ((result & 0xff) != SQLITE_IOERR ||
        sqlite3_file_control(store->db, "main", SQLITE_FCNTL_LAST_ERRNO, &error_number) !=
            SQLITE_OK)
        return false;
    return error_number == EFBIG || error_number == ENOSPC || error_number == EDQUOT;
}

enum err statement_fault(const struct store *store, int result, struct fault *fault)
{
    if ((result & 0xff) == SQLITE_NOMEM || result == SQLITE_IOERR_NOMEM)
        return fault_set_memory(fault);
    if (store->vfs && result == SQLITE_IOERR) /* what a virtual table leaves of IOERR_DATA */
        result = SQLITE_IOERR_DATA;
    size_t i = find_meaning(disk_is_full(store, result) ? SQLITE_FULL : result);
    if (i < sizeof meanings / sizeof meanings[0])
        return fault_set(fault, meanings[i].code, _(meanings[i].sentence), store->path);
    return fault_set(fault, ERR_IO,
                     _("Something unexpected happened with %s (SQLite code %d). Nothing was "
                       "changed; leave mend and start it again."),
                     store->path, result);
}

static bool is_blank(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return *text == '\0';
}

struct statement statement_open(struct store *store, const char *sql)
{
    struct statement s = {.store = store};
    const char *rest = "";
    s.result = sqlite3_prepare_v2(store->db, sql, -1, &s.handle, &rest);
    if (s.result == SQLITE_OK && !is_blank(rest))
        s.result = SQLITE_MISUSE;
    return s;
}

void statement_bind_int(struct statement *s, int64_t value)
{
    if (s->result == SQLITE_OK)
        s->result = sqlite3_bind_int64(s->handle, ++s->bound, value);
}

void statement_bind_text(struct statement *s, const char *text)
{
    if (s->result == SQLITE_OK)
        s->result = sqlite3_bind_text64(s->handle, ++s->bound, text, text ? strlen(text) : 0,
                                        SQLITE_STATIC, SQLITE_UTF8);
}

void statement_bind_bytes(struct statement *s, const char *bytes, size_t length)
{
    /* To SQLite a NULL pointer is NULL, not zero bytes. */
    if (s->result == SQLITE_OK)
        s->result =
            sqlite3_bind_blob64(s->handle, ++s->bound, length ? bytes : "", length, SQLITE_STATIC);
}

bool statement_next(struct statement *s)
{
    if (s->result != SQLITE_OK)
        return false;
    if (s->bound != sqlite3_bind_parameter_count(s->handle)) {
        s->result = SQLITE_MISUSE;
        return false;
    }
    int result = sqlite3_step(s->handle);
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        s->result = result;
    return result == SQLITE_ROW;
}

int64_t statement_int(struct statement *s, int column)
{
    return sqlite3_column_int64(s->handle, column);
}

const char *statement_text(struct statement *s, int column)
{
    const unsigned char *text = sqlite3_column_text(s->handle, column);
    if (!text && sqlite3_column_type(s->handle, column) != SQLITE_NULL)
        s->result = SQLITE_NOMEM;
    return text ? (const char *)text : "";
}

const char *statement_bytes(struct statement *s, int column, size_t *length)
{
    const char *bytes = sqlite3_column_blob(s->handle, column);
    *length = bytes ? (size_t)sqlite3_column_bytes(s->handle, column) : 0;
    if (!bytes && sqlite3_errcode(s->store->db) == SQLITE_NOMEM)
        s->result = SQLITE_NOMEM;
    return bytes ? bytes : "";
}

void statement_reset(struct statement *s)
{
    if (s->result != SQLITE_OK)
        return;
    sqlite3_reset(s->handle);
    s->bound = 0;
}

enum err statement_close(struct statement *s, enum err err, struct fault *fault)
{
    if (!err && s->result != SQLITE_OK)
        err = statement_fault(s->store, s->result, fault);
    sqlite3_finalize(s->handle);
    s->handle = NULL;
    return err;
}

enum err statement_run(struct statement *s, struct fault *fault)
{
    while (statement_next(s))
        ;
    return statement_close(s, OK, fault);
}

enum err statement_script(struct store *store, const char *sql, struct fault *fault)
{
    int result = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return result == SQLITE_OK ? OK : statement_fault(store, result, fault);
}
