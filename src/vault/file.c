/*
 * A sealed file as SQLite sees it: bytes from 0 on, of which 4,096 each are one unit on the disk.
 * Its size is that of its whole units; a torn tail does not count.
 *
 * Of a database only whole pages are written, which are whole units: nothing is ever read in order
 * to be written again. Journals and temporary files are written in pieces; the unit written last is
 * kept in `last_payload`, and every piece goes to the disk at once, as the whole unit it is in.
 * What a write leaves out between the end of the file and itself is filled with sealed zeros.
 *
 * A unit that does not authenticate is an I/O error (SQLITE_IOERR_DATA), but for the probes that
 * SQLite makes before it can know whether the bytes were ever written; see probe_answer().
 */
#include <sodium.h>
#include <string.h>

#include "vault_private.h"
#include "vfs.h"

static struct sealed_file *sealed(sqlite3_file *base)
{
    return (struct sealed_file *)base;
}

static sqlite3_int64 place_on_disk(const struct sealed_file *file, sqlite3_int64 number)
{
    return file->start + number * UNIT_STRIDE;
}

static struct unit_place place_of(const struct sealed_file *file, sqlite3_int64 number)
{
    return (struct unit_place){file->kind, (uint64_t)number, file->file_id, file->key};
}

int sealed_count(struct sealed_file *file, sqlite3_int64 *units)
{
    sqlite3_int64 size = 0;
    int result = file->real->pMethods->xFileSize(file->real, &size);
    *units = size > file->start ? (size - file->start) / UNIT_STRIDE : 0;
    return result;
}

/* ---- whole units ---- */

int sealed_read_unit(struct sealed_file *file, sqlite3_int64 number, unsigned char *payload)
{
    unsigned char unit[UNIT_STRIDE];
    if (number == file->last) {
        memcpy(payload, file->last_payload, UNIT_PAYLOAD);
        return SQLITE_OK;
    }
    int result =
        file->real->pMethods->xRead(file->real, unit, UNIT_STRIDE, place_on_disk(file, number));
    if (result == SQLITE_OK) {
        struct unit_place place = place_of(file, number);
        return unit_open(&place, unit, payload) ? SQLITE_OK : SQLITE_IOERR_DATA;
    }
    memset(payload, 0, UNIT_PAYLOAD);
    return result;
}

static int write_unit(struct sealed_file *file, sqlite3_int64 number, const unsigned char *payload)
{
    unsigned char unit[UNIT_STRIDE], nonce[UNIT_NONCE];
    struct unit_place place = place_of(file, number);
    randombytes_buf(nonce, sizeof nonce);
    unit_seal(&place, nonce, payload, unit);
    int result =
        file->real->pMethods->xWrite(file->real, unit, UNIT_STRIDE, place_on_disk(file, number));
    if (result != SQLITE_OK)
        file->units = -1;
    else if (number == file->units)
        file->units++;
    return result;
}

/*
 * Sets file->units. Who writes holds a lock (of a journal: that of its database) which keeps others
 * from changing the size, so it is asked for once and then counted along.
 */
static int know_units(struct sealed_file *file)
{
    return file->units >= 0 ? SQLITE_OK : sealed_count(file, &file->units);
}

/* Sealed zeros from the end of the file up to unit NUMBER. */
static int fill_gap(struct sealed_file *file, sqlite3_int64 number)
{
    static const unsigned char zeros[UNIT_PAYLOAD];
    int result = know_units(file);
    while (result == SQLITE_OK && file->units < number)
        result = write_unit(file, file->units, zeros);
    return result;
}

/* ---- reading ---- */

/*
 * Whether a read that came upon a unit that does not authenticate is one of SQLite's probes, to be
 * answered with zeros: SQLITE_OK, or SQLITE_IOERR_SHORT_READ, or else the error to give.
 */
static int probe_answer(struct sealed_file *file, int length, sqlite3_int64 at)
{
    /* The first look at the header, before any lock is held and any hot journal rolled back. */
    if (file->kind == UNIT_DATABASE)
        return at == 0 && length < UNIT_PAYLOAD && file->lock == SQLITE_LOCK_NONE
                   ? SQLITE_IOERR_SHORT_READ
                   : SQLITE_IOERR_DATA;
    if (file->kind != UNIT_JOURNAL)
        return SQLITE_IOERR_DATA;
    /* Is there a journal, does another header follow: never written, unless the database was. */
    if ((length == 1 && at == 0) || (length == 8 && at % UNIT_PAYLOAD == 0))
        return journal_was_unused(file, at / UNIT_PAYLOAD);
    /* Does the journal end in the name of a super-journal: never, here. */
    sqlite3_int64 units = 0;
    int result = sealed_count(file, &units);
    if (result == SQLITE_OK && (length != 4 || at < units * UNIT_PAYLOAD - 16))
        result = SQLITE_IOERR_DATA;
    return result;
}

/*
 * Past the end: a short read, with zeros. But SQLite takes a journal's end within the records for
 * "never synced" and stops rolling back in silence. The number of records is written after they
 * were synced, so there it is damage.
 */
static int end_answer(const struct sealed_file *file, int length, sqlite3_int64 at)
{
    bool probe = (length == 1 && at == 0) || (length == 8 && at % UNIT_PAYLOAD == 0);
    return file->kind != UNIT_JOURNAL || probe ? SQLITE_IOERR_SHORT_READ : SQLITE_IOERR_DATA;
}

/* A journal that was there when SQLite asked: whoever uses the database should look it over. */
static void note_journal(struct sealed_file *file, int length, sqlite3_int64 at)
{
    if (file->kind == UNIT_JOURNAL && length == 1 && at == 0)
        atomic_store(&file->main->vault->needs_check, true);
}

static int file_read(sqlite3_file *base, void *to, int length, sqlite3_int64 at)
{
    struct sealed_file *file = sealed(base);
    unsigned char payload[UNIT_PAYLOAD];
    unsigned char *out = to;
    int left = length, result = SQLITE_OK;
    sqlite3_int64 from = at;
    while (result == SQLITE_OK && left > 0) {
        int offset = (int)(from % UNIT_PAYLOAD);
        int part = left < UNIT_PAYLOAD - offset ? left : UNIT_PAYLOAD - offset;
        if (part == UNIT_PAYLOAD) {
            result = sealed_read_unit(file, from / UNIT_PAYLOAD, out);
        } else {
            result = sealed_read_unit(file, from / UNIT_PAYLOAD, payload);
            memcpy(out, payload + offset, (size_t)part);
        }
        out += part;
        from += part;
        left -= part;
    }
    if (result != SQLITE_IOERR_SHORT_READ)
        note_journal(file, length, at);
    else /* a unit that is not whole counts as the end; what was read before it stays */
        memset(out, 0, (size_t)left);
    if (result == SQLITE_IOERR_SHORT_READ)
        return end_answer(file, length, at);
    if (result != SQLITE_OK)
        memset(to, 0, (size_t)length);
    return result == SQLITE_IOERR_DATA ? probe_answer(file, length, at) : result;
}

/* ---- writing ---- */

/* The payload of unit NUMBER before a piece of it is written, in file->last_payload. */
static int fetch(struct sealed_file *file, sqlite3_int64 number, bool whole)
{
    if (number == file->last)
        return SQLITE_OK;
    int result = fill_gap(file, number);
    file->last = -1;
    if (result == SQLITE_OK && number < file->units && !whole)
        result = sealed_read_unit(file, number, file->last_payload);
    else
        memset(file->last_payload, 0, UNIT_PAYLOAD);
    if (result == SQLITE_OK)
        file->last = number;
    return result;
}

static int write_pieces(struct sealed_file *file, const unsigned char *bytes, int length,
                        sqlite3_int64 at)
{
    int result = SQLITE_OK;
    while (result == SQLITE_OK && length > 0) {
        sqlite3_int64 number = at / UNIT_PAYLOAD;
        int from = (int)(at % UNIT_PAYLOAD);
        int part = length < UNIT_PAYLOAD - from ? length : UNIT_PAYLOAD - from;
        result = fetch(file, number, part == UNIT_PAYLOAD);
        if (result == SQLITE_OK) {
            memcpy(file->last_payload + from, bytes, (size_t)part);
            result = write_unit(file, number, file->last_payload);
        }
        if (result != SQLITE_OK)
            file->last = -1; /* nobody knows what is on the disk now */
        bytes += part;
        at += part;
        length -= part;
    }
    return result;
}

static int write_page(struct sealed_file *file, const unsigned char *bytes, int length,
                      sqlite3_int64 at)
{
    if (length != UNIT_PAYLOAD || at % UNIT_PAYLOAD != 0)
        return SQLITE_IOERR_WRITE; /* a page size other than 4,096 */
    int result = fill_gap(file, at / UNIT_PAYLOAD);
    return result == SQLITE_OK ? write_unit(file, at / UNIT_PAYLOAD, bytes) : result;
}

/* An older journal that was never used may still stand there; nothing of it may outlive the first
 * sync, or its records would be taken for those of the new one. */
static int drop_unused_journal(struct sealed_file *file)
{
    sqlite3_int64 size = 0;
    file->last = file->units = -1;
    int result = file->real->pMethods->xFileSize(file->real, &size);
    return result == SQLITE_OK && size > 0 ? file->real->pMethods->xTruncate(file->real, 0)
                                           : result;
}

static int file_write(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 at)
{
    struct sealed_file *file = sealed(base);
    if (file->kind == UNIT_DATABASE)
        return write_page(file, bytes, length, at);
    /* A new journal begins with its header, one sector. */
    if (file->kind == UNIT_JOURNAL && at == 0 && length == UNIT_PAYLOAD) {
        int result = drop_unused_journal(file);
        if (result != SQLITE_OK)
            return result;
    }
    return write_pieces(file, bytes, length, at);
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    struct sealed_file *file = sealed(base);
    sqlite3_int64 units = (size + UNIT_PAYLOAD - 1) / UNIT_PAYLOAD;
    sqlite3_int64 part = size % UNIT_PAYLOAD;
    int result = fill_gap(file, units);
    if (result == SQLITE_OK && part && file->kind == UNIT_DATABASE)
        result = SQLITE_IOERR_TRUNCATE;
    if (result == SQLITE_OK && part) {
        static const unsigned char zeros[UNIT_PAYLOAD];
        result = write_pieces(file, zeros, (int)(UNIT_PAYLOAD - part), size);
    }
    if (file->last >= units)
        file->last = -1;
    file->units = -1;
    return result == SQLITE_OK
               ? file->real->pMethods->xTruncate(file->real, place_on_disk(file, units))
               : result;
}

static int file_sync(sqlite3_file *base, int flags)
{
    return sealed(base)->real->pMethods->xSync(sealed(base)->real, flags);
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size)
{
    sqlite3_int64 units = 0;
    int result = sealed_count(sealed(base), &units);
    *size = units * UNIT_PAYLOAD;
    return result;
}

static int file_close(sqlite3_file *base)
{
    struct sealed_file *file = sealed(base);
    int result = file->real->pMethods ? file->real->pMethods->xClose(file->real) : SQLITE_OK;
    if (file->last_payload)
        sodium_memzero(file->last_payload, UNIT_PAYLOAD);
    sqlite3_free(file->last_payload);
    vault_memory_free(file->own_key);
    if (file->vault)
        registry_release(file->vault);
    *file = (struct sealed_file){0};
    return result;
}

/* ---- locks and the rest ---- */

static int file_lock(sqlite3_file *base, int level)
{
    int result = sealed(base)->real->pMethods->xLock(sealed(base)->real, level);
    if (result == SQLITE_OK && level > sealed(base)->lock)
        sealed(base)->lock = level;
    return result;
}

static int file_unlock(sqlite3_file *base, int level)
{
    int result = sealed(base)->real->pMethods->xUnlock(sealed(base)->real, level);
    if (level < sealed(base)->lock)
        sealed(base)->lock = level;
    sealed(base)->units = -1;
    return result;
}

static int file_check_reserved_lock(sqlite3_file *base, int *reserved)
{
    return sealed(base)->real->pMethods->xCheckReservedLock(sealed(base)->real, reserved);
}

/* What does not concern bytes or sizes is passed on; hints about sizes are swallowed. */
static int file_control(sqlite3_file *base, int operation, void *argument)
{
    switch (operation) {
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE:
        return SQLITE_OK;
    case SQLITE_FCNTL_SYNC: /* with the name of a super-journal: a second file takes part */
        return argument ? SQLITE_ERROR : SQLITE_NOTFOUND;
    case SQLITE_FCNTL_HAS_MOVED:
    case SQLITE_FCNTL_LAST_ERRNO:
    case SQLITE_FCNTL_LOCKSTATE:
    case SQLITE_FCNTL_LOCK_TIMEOUT:
        return sealed(base)->real->pMethods->xFileControl(sealed(base)->real, operation, argument);
    default:
        return SQLITE_NOTFOUND;
    }
}

/* Journal headers stand a sector apart, so that no unit holds both synced and unsynced records. */
static int file_sector_size(sqlite3_file *base)
{
    (void)base;
    return UNIT_PAYLOAD;
}

/* Nothing is promised: a write may tear, and tears a whole unit. */
static int file_device_characteristics(sqlite3_file *base)
{
    (void)base;
    return 0;
}

const sqlite3_io_methods sealed_methods = {
    .iVersion = 1, /* no shared memory, so no write-ahead log; no memory map */
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_device_characteristics,
};
