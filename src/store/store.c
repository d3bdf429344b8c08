/*
 * Opening, closing and transactions.
 *
 * There is no database until something is kept: store->db stays NULL, every read finds nothing,
 * and looks again each time, for another program may have made the file meanwhile.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "functions.h"
#include "held.h"
#include "mend/base/message.h"
#include "mend/base/path.h"
#include "schema.h"
#include "statement.h"
#include "tokenizer.h"

enum { PATIENCE = 5000, OPENING_PATIENCE = 1000, SHORTEST_WAIT = 5, LONGEST_WAIT = 20 };

/* Sorting must not spill words into files. */
static const char always[] = "PRAGMA temp_store = MEMORY;"
                             "PRAGMA cell_size_check = ON;";

/*
 * A write-ahead log would keep words in a second file, and deleting the journal loses saves when
 * the power goes; truncating it does neither.
 */
static const char before_writing[] = "PRAGMA journal_mode = TRUNCATE;"
                                     "PRAGMA synchronous = FULL;"
                                     "PRAGMA secure_delete = ON;";

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Asked by SQLite while another program holds the file: wait a little (1), or give up (0)? */
static int wait_for_other(void *context, int times)
{
    struct store *store = context;
    if (times == 0)
        store->waiting_since = now_ms();
    int64_t left = store->waiting_since + atomic_load(&store->patience) - now_ms();
    if (left <= 0)
        return 0;
    int64_t wait = SHORTEST_WAIT + times;
    if (wait > LONGEST_WAIT)
        wait = LONGEST_WAIT;
    if (wait > left)
        wait = left;
    struct timespec time = {.tv_nsec = (long)wait * 1000000};
    if (store->pause)
        store->pause(store->pause_context, (int)wait);
    else
        nanosleep(&time, NULL);
    return 1;
}

static void close_file(struct store *store)
{
    sqlite3_close(store->db);
    store->db = NULL;
    store->read_only = false;
    store->ready_to_write = false;
}

static int open_file(struct store *store)
{
    int result = sqlite3_open_v2(store->path, &store->db,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, store->vfs);
    if (!store->db)
        return SQLITE_NOMEM;
    sqlite3_extended_result_codes(store->db, 1);
    if (result != SQLITE_OK)
        return sqlite3_extended_errcode(store->db);
    sqlite3_busy_handler(store->db, wait_for_other, store);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    store->read_only = sqlite3_db_readonly(store->db, "main") == 1;
    return SQLITE_OK;
}

static enum err prepare(struct store *store, struct fault *fault)
{
    int result = tokenizer_register(store->db);
    if (result == SQLITE_OK)
        result = functions_register(store->db);
    if (result != SQLITE_OK)
        return statement_fault(store, result, fault);
    return statement_script(store, always, fault);
}

static enum err prepare_writing(struct store *store, struct fault *fault)
{
    if (store->read_only)
        return statement_fault(store, SQLITE_READONLY, fault);
    if (store->ready_to_write)
        return OK;
    enum err err = statement_script(store, before_writing, fault);
    store->ready_to_write = !err;
    return err;
}

/* Opens mend.db. A file without our tables gets them when MAKE, else it counts as none. */
static enum err open_database(struct store *store, bool make, struct fault *fault)
{
    int64_t version = 0;
    int result = open_file(store);
    enum err err = result == SQLITE_OK ? schema_inspect(store, &version, fault)
                                       : statement_fault(store, result, fault);
    bool ours = make || version > 0;
    if (!err && ours)
        err = prepare(store, fault);
    if (!err && ours && version < schema_newest()) {
        err = prepare_writing(store, fault);
        if (!err)
            err = schema_update(store, fault);
    }
    if (err || !ours)
        close_file(store);
    return err;
}

enum err store_look(struct store *store, struct fault *fault)
{
    if (store->db)
        return OK;
    bool there;
    enum err err = home_look(store, &there, fault);
    return err || !there ? err : open_database(store, false, fault);
}

enum err store_begin(struct store *store, struct fault *fault)
{
    enum err err = store_look(store, fault);
    if (!err && !store->db) {
        err = home_make(store, fault);
        if (!err)
            err = open_database(store, true, fault);
    }
    if (!err)
        err = prepare_writing(store, fault);
    if (!err)
        err = statement_script(store, "BEGIN IMMEDIATE", fault);
    if (err)
        return err;
    err = schema_confirm(store, fault);
    return err ? store_end(store, err, fault) : OK;
}

enum err store_end(struct store *store, enum err err, struct fault *fault)
{
    if (!err)
        err = statement_script(store, "COMMIT", fault);
    if (err && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return err;
}

void store_free_text(char *text)
{
    if (text)
        explicit_bzero(text, strlen(text));
    free(text);
}

void *store_grow(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t more = *capacity ? *capacity * 2 : 16;
    void *grown = reallocarray(items, more, size);
    if (grown)
        *capacity = more;
    return grown;
}

int64_t store_limit(size_t most)
{
    return most > INT64_MAX ? INT64_MAX : (int64_t)most;
}

/* The name SQLite is given: one that begins with "file:" would be taken for a URI. */
char *store_path(const char *home)
{
    char *path = path_join(home, "mend.db");
    if (!path || path[0] == '/')
        return path;
    char *relative = path_join(".", path);
    free(path);
    return relative;
}

static enum err open_store(const char *home, const char *vfs, const struct clock *clock,
                           struct store **out, struct fault *fault)
{
    *out = NULL;
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        return fault_set_memory(fault);
    store->clock = clock;
    store->vfs = vfs;
    atomic_init(&store->patience, OPENING_PATIENCE);
    store->home = strdup(home);
    store->path = store_path(home);
    enum err err = store->home && store->path ? store_look(store, fault) : fault_set_memory(fault);
    if (err) {
        store_close(store);
        return err;
    }
    atomic_store(&store->patience, PATIENCE);
    *out = store;
    return OK;
}

int store_prepare(sqlite3 *db, void *context)
{
    (void)context;
    return tokenizer_register(db);
}

enum err store_open(const char *home, const struct clock *clock, struct store **store,
                    struct fault *fault)
{
    return open_store(home, NULL, clock, store, fault);
}

/* An index can be made anew from what is there, so damage in it is mended at once. */
static enum err check_indexes(struct store *store, struct fault *fault)
{
    static const struct {
        const char *check;
        const char *mend;
    } indexes[] = {
        {"INSERT INTO journal_index(journal_index, rank) VALUES('integrity-check', 1)",
         "INSERT INTO journal_index(journal_index) VALUES('rebuild')"},
        {"INSERT INTO answer_index(answer_index, rank) VALUES('integrity-check', 1)",
         "INSERT INTO answer_index(answer_index) VALUES('rebuild')"},
        {"INSERT INTO record_index(record_index, rank) VALUES('integrity-check', 1)",
         "INSERT INTO record_index(record_index) VALUES('rebuild')"},
    };
    enum err err = OK;
    if (store->read_only)
        return OK;
    for (size_t i = 0; i < sizeof indexes / sizeof indexes[0] && !err; i++) {
        struct fault why = {0};
        /* A busy or a full disk says nothing about the index. */
        if (statement_script(store, indexes[i].check, &why) == ERR_FORMAT)
            err = statement_script(store, indexes[i].mend, fault);
    }
    return err;
}

/* Everything SQLite can find wrong with the file. */
static enum err check_all(struct store *store, struct fault *fault)
{
    struct statement s = statement_open(store, "PRAGMA integrity_check(1)");
    bool whole = statement_next(&s) && strcmp(statement_text(&s, 0), "ok") == 0;
    enum err err = statement_close(&s, OK, fault);
    if (!err && !whole)
        err = statement_fault(store, SQLITE_CORRUPT, fault);
    return err ? err : check_indexes(store, fault);
}

enum err store_open_sealed(const char *home, const char *vfs, bool (*check)(void *), void *context,
                           const struct clock *clock, struct store **store, struct fault *fault)
{
    enum err err = open_store(home, vfs, clock, store, fault);
    if (!err && *store && (*store)->db && check && check(context))
        err = check_all(*store, fault);
    if (err) {
        store_close(*store);
        *store = NULL;
    }
    return err;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    close_file(store);
    held_free(store);
    free(store->home);
    free(store->path);
    free(store);
}

bool store_exists(const struct store *store)
{
    bool there = false;
    return store->db || (home_look(store, &there, NULL) == OK && there);
}

bool store_read_only(const struct store *store)
{
    return store->read_only;
}

void store_set_patience(struct store *store, int milliseconds)
{
    atomic_store(&store->patience, milliseconds);
}

void store_on_pause(struct store *store, void (*pause)(void *, int), void *context)
{
    store->pause = pause;
    store->pause_context = context;
}
