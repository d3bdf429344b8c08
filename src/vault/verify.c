/*
 * Comparing a copy with what it was copied from. Both are walked in step, a table at a time and in
 * the order of the tables themselves (no index), which VACUUM keeps. A virtual table is compared by
 * the ordinary tables it stands on.
 */
#include <string.h>

#include "convert.h"

/* The rows of one statement in both databases, in step. */
struct pair {
    sqlite3_stmt *from, *copy;
    const struct verify_watch *watch;
    sqlite3_int64 *bytes;
};

static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static bool same_value(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
    int type = sqlite3_column_type(a, column);
    if (type != sqlite3_column_type(b, column))
        return false;
    if (type == SQLITE_INTEGER)
        return sqlite3_column_int64(a, column) == sqlite3_column_int64(b, column);
    if (type == SQLITE_FLOAT)
        return bits_of(sqlite3_column_double(a, column)) ==
               bits_of(sqlite3_column_double(b, column));
    const void *left = sqlite3_column_blob(a, column), *right = sqlite3_column_blob(b, column);
    int length = sqlite3_column_bytes(a, column);
    return length == sqlite3_column_bytes(b, column) &&
           (length == 0 || (left && right && memcmp(left, right, (size_t)length) == 0));
}

static bool same_row(const struct pair *pair)
{
    int columns = sqlite3_column_count(pair->from);
    for (int i = 0; i < columns; i++) {
        if (!same_value(pair->from, pair->copy, i))
            return false;
        *pair->bytes += sqlite3_column_bytes(pair->from, i);
    }
    return true;
}

static int walk(const struct pair *pair)
{
    if (sqlite3_column_count(pair->from) != sqlite3_column_count(pair->copy))
        return SQLITE_CORRUPT;
    for (;;) {
        int left = sqlite3_step(pair->from), right = sqlite3_step(pair->copy);
        if (left != SQLITE_ROW && left != SQLITE_DONE)
            return left;
        if (right != SQLITE_ROW && right != SQLITE_DONE)
            return right;
        if (left != right || (left == SQLITE_ROW && !same_row(pair)))
            return SQLITE_CORRUPT;
        if (left == SQLITE_DONE)
            return SQLITE_OK;
        if (!pair->watch->go_on(pair->watch->context, *pair->bytes))
            return SQLITE_INTERRUPT;
    }
}

static int compare(sqlite3 *from, sqlite3 *copy, const char *sql, const struct verify_watch *watch,
                   sqlite3_int64 *bytes)
{
    struct pair pair = {.watch = watch, .bytes = bytes};
    int result = sqlite3_prepare_v2(from, sql, -1, &pair.from, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_prepare_v2(copy, sql, -1, &pair.copy, NULL);
    if (result == SQLITE_OK)
        result = walk(&pair);
    sqlite3_finalize(pair.from);
    sqlite3_finalize(pair.copy);
    return result;
}

static int check_integrity(sqlite3 *db)
{
    sqlite3_stmt *s = NULL;
    int result = sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &s, NULL);
    if (result == SQLITE_OK && (result = sqlite3_step(s)) == SQLITE_ROW) {
        const char *said = (const char *)sqlite3_column_text(s, 0);
        result = said && strcmp(said, "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
    }
    sqlite3_finalize(s);
    return result;
}

int verify_copy(sqlite3 *from, sqlite3 *copy, const struct verify_watch *watch)
{
    static const char *const whole[] = {
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
        "PRAGMA user_version",
        "PRAGMA application_id",
        "PRAGMA encoding",
    };
    sqlite3_stmt *tables = NULL;
    sqlite3_int64 bytes = 0;
    int result = check_integrity(copy);
    for (size_t i = 0; result == SQLITE_OK && i < sizeof whole / sizeof whole[0]; i++)
        result = compare(from, copy, whole[i], watch, &bytes);
    if (result == SQLITE_OK)
        result = sqlite3_prepare_v2(from,
                                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND"
                                    " coalesce(rootpage, 0) > 0",
                                    -1, &tables, NULL);
    while (result == SQLITE_OK && (result = sqlite3_step(tables)) == SQLITE_ROW) {
        char *sql =
            sqlite3_mprintf("SELECT * FROM \"%w\" NOT INDEXED", sqlite3_column_text(tables, 0));
        result = sql ? compare(from, copy, sql, watch, &bytes) : SQLITE_NOMEM;
        sqlite3_free(sql);
    }
    sqlite3_finalize(tables);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}
