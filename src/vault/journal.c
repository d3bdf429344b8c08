/*
 * A journal's header does not authenticate. Either the power went before it was synced, and then
 * the database was not touched yet; or it was damaged later, and then the database may be half
 * changed and the journal is all there is to take it back with. To take the one for the other would
 * either lock a person out or lose what they wrote without a word.
 *
 * The records behind the header tell: each holds a page as it was before. SQLite syncs them before
 * it writes to the database, so as long as all that can be read are what the database holds,
 * nothing was changed, or everything was put back already.
 *
 * A record is the page's number (4 bytes, big endian), the page, and a checksum of 4 bytes; the
 * first stands one sector behind the header. https://sqlite.org/fileformat.html, section 3
 */
#include <string.h>

#include "vfs.h"

enum { RECORD = 4 + UNIT_PAYLOAD + 4 };

/* SIZE bytes of the journal; false when a unit of them does not authenticate. */
static bool read_bytes(struct sealed_file *journal, sqlite3_int64 at, unsigned char *to, int size)
{
    unsigned char payload[UNIT_PAYLOAD];
    while (size > 0) {
        int from = (int)(at % UNIT_PAYLOAD);
        int part = size < UNIT_PAYLOAD - from ? size : UNIT_PAYLOAD - from;
        if (sealed_read_unit(journal, at / UNIT_PAYLOAD, payload) != SQLITE_OK)
            return false;
        memcpy(to, payload + from, (size_t)part);
        to += part;
        at += part;
        size -= part;
    }
    return true;
}

static bool is_in_database(struct sealed_file *database, const unsigned char *record)
{
    unsigned char page[UNIT_PAYLOAD];
    sqlite3_int64 number =
        (sqlite3_int64)record[0] << 24 | record[1] << 16 | record[2] << 8 | record[3];
    if (number == 0) /* the zeros that fill the last unit */
        return true;
    return sealed_read_unit(database, number - 1, page) == SQLITE_OK &&
           memcmp(page, record + 4, sizeof page) == 0;
}

int journal_was_unused(struct sealed_file *journal, sqlite3_int64 number)
{
    unsigned char record[RECORD];
    sqlite3_int64 units = 0;
    int result = sealed_count(journal, &units);
    sqlite3_int64 at = (number + 1) * UNIT_PAYLOAD;
    for (; result == SQLITE_OK && at + RECORD <= units * UNIT_PAYLOAD; at += RECORD)
        if (read_bytes(journal, at, record, RECORD) && !is_in_database(journal->main, record))
            result = SQLITE_IOERR_DATA;
    return result;
}
