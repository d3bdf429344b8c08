/*
 * Measures a sealed database against a plain one: sealed [ENTRIES [RUNS]]
 *
 * The same entries, with an FTS5 index, are written to and searched in both by turns, on the same
 * disk in the same minutes, with the settings mend uses; of each measure the median counts.
 * Searches are for other words each time, in a journal that is open as it is in mend; the first
 * search after opening has none of the pages in SQLite's cache.
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mend/base/path.h"
#include "mend/vault/vault.h"
#include "support/folder.h"

enum {
    ENTRIES = 20000,
    RUNS = 5,
    MOST_RUNS = 50,
    COMMITS = 60,
    SEARCHES = 200,
    FIRST_SEARCHES = 40,
    OPENINGS = 60
};
enum { WORDS = 4000, WORDS_IN_ENTRY = 60 };

enum side { SEALED, PLAIN, SIDES };
enum measure { BULK, COMMIT, SEARCH, FIRST_SEARCH, OPENING, UNLOCK, MEASURES };

static const struct {
    const char *says, *unit, *aim;
    double scale;
} measures[MEASURES] = {
    [BULK] = {"bulk insert", "ms", "1.2x", 1e3},
    [COMMIT] = {"one commit", "us", "1.6x", 1e6},
    [SEARCH] = {"one search", "us", "1.6x", 1e6},
    [FIRST_SEARCH] = {"first search after opening", "us", "-", 1e6},
    [OPENING] = {"opening, first read, closing", "us", "1.5x", 1e6},
    [UNLOCK] = {"deriving the key, once", "ms", "-", 1e3},
};

struct bench {
    char *folder;
    char *files[SIDES];
    struct vault *vault;
    int entries;
    double values[SIDES][MEASURES][MOST_RUNS];
};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void give_up(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        give_up(sql, sqlite3_errmsg(db));
}

static sqlite3 *open_side(const struct bench *bench, enum side side)
{
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(bench->files[side], &db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        side == SEALED ? vault_vfs_name() : NULL) != SQLITE_OK)
        give_up(bench->files[side], sqlite3_errmsg(db));
    run(db, "PRAGMA temp_store = MEMORY; PRAGMA journal_mode = TRUNCATE;"
            "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
    return db;
}

/* Words as frequent as in a language: few of them very, most of them hardly. */
static void write_entry(char *text, size_t size, unsigned *seed)
{
    size_t length = 0;
    for (int i = 0; i < WORDS_IN_ENTRY && length + 16 < size; i++) {
        unsigned bound = 1 + (unsigned)rand_r(seed) % WORDS;
        length += (size_t)snprintf(text + length, size - length, "w%x ",
                                   (unsigned)rand_r(seed) % bound * 2654435761u >> 8);
    }
}

static void add_entry(sqlite3_stmt *entry, sqlite3_stmt *words, unsigned *seed)
{
    char text[WORDS_IN_ENTRY * 16];
    write_entry(text, sizeof text, seed);
    sqlite3_stmt *both[] = {entry, words};
    for (int i = 0; i < 2; i++) {
        sqlite3_bind_text(both[i], 1, text, -1, SQLITE_STATIC);
        if (sqlite3_step(both[i]) != SQLITE_DONE)
            give_up("insert", sqlite3_errmsg(sqlite3_db_handle(both[i])));
        sqlite3_reset(both[i]);
    }
}

static void add(sqlite3 *db, int entries, int in_one, unsigned seed)
{
    sqlite3_stmt *entry = NULL, *words = NULL;
    sqlite3_prepare_v2(db, "INSERT INTO entry(made_at, text) VALUES(unixepoch(), ?1)", -1, &entry,
                       NULL);
    sqlite3_prepare_v2(db, "INSERT INTO words(text) VALUES(?1)", -1, &words, NULL);
    for (int i = 0; i < entries; i++) {
        if (i % in_one == 0)
            run(db, "BEGIN IMMEDIATE");
        add_entry(entry, words, &seed);
        if (i % in_one == in_one - 1 || i == entries - 1)
            run(db, "COMMIT");
    }
    sqlite3_finalize(entry);
    sqlite3_finalize(words);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void measure_writing(struct bench *bench, enum side side, int run_number)
{
    sqlite3 *db = open_side(bench, side);
    run(db, "DROP TABLE IF EXISTS entry; DROP TABLE IF EXISTS words;"
            "CREATE TABLE entry(id INTEGER PRIMARY KEY, made_at INTEGER, text TEXT);"
            "CREATE VIRTUAL TABLE words USING fts5(text, content='entry', content_rowid='id');");
    double start = seconds();
    add(db, bench->entries, bench->entries, 7); /* as an import: wholly or not at all */
    bench->values[side][BULK][run_number] = seconds() - start;
    sqlite3_close(db);
}

/* One here, one there: how long a disk takes to sync changes from second to second. */
static void measure_commits(struct bench *bench, int run_number)
{
    double times[SIDES][COMMITS];
    sqlite3 *dbs[SIDES];
    for (enum side side = 0; side < SIDES; side++)
        dbs[side] = open_side(bench, side);
    for (int i = 0; i < COMMITS; i++)
        for (int turn = 0; turn < SIDES; turn++) {
            enum side side = (i + turn) % 2 ? PLAIN : SEALED;
            double start = seconds();
            add(dbs[side], 1, 1, (unsigned)i);
            times[side][i] = seconds() - start;
        }
    for (enum side side = 0; side < SIDES; side++) {
        bench->values[side][COMMIT][run_number] = median(times[side], COMMITS);
        sqlite3_close(dbs[side]);
    }
}

static void search(sqlite3 *db, unsigned *seed)
{
    char text[WORDS_IN_ENTRY * 16];
    sqlite3_stmt *s = NULL;
    write_entry(text, sizeof text, seed);
    char *end = strchr(strchr(text, ' ') + 1, ' ');
    *end = '\0'; /* two words */
    sqlite3_prepare_v2(db,
                       "SELECT entry.id, snippet(words, 0, '[', ']', '...', 12) FROM words"
                       " JOIN entry ON entry.id = words.rowid WHERE words MATCH ?1"
                       " ORDER BY words.rowid DESC LIMIT 50",
                       -1, &s, NULL);
    sqlite3_bind_text(s, 1, text, -1, SQLITE_STATIC);
    while (sqlite3_step(s) == SQLITE_ROW)
        continue;
    sqlite3_finalize(s);
}

static void measure_reading(struct bench *bench, enum side side, int run_number)
{
    unsigned seed = 11;
    double total = 0;
    for (int i = 0; i < FIRST_SEARCHES; i++) {
        sqlite3 *db = open_side(bench, side);
        run(db, "SELECT count(*) FROM sqlite_schema");
        double start = seconds();
        search(db, &seed);
        total += seconds() - start;
        sqlite3_close(db);
    }
    bench->values[side][FIRST_SEARCH][run_number] = total / FIRST_SEARCHES;
    sqlite3 *open = open_side(bench, side);
    double start = seconds();
    for (int i = 0; i < SEARCHES; i++)
        search(open, &seed);
    bench->values[side][SEARCH][run_number] = (seconds() - start) / SEARCHES;
    sqlite3_close(open);
    start = seconds();
    for (int i = 0; i < OPENINGS; i++) {
        sqlite3 *db = open_side(bench, side);
        run(db, "SELECT * FROM entry ORDER BY id DESC LIMIT 1");
        sqlite3_close(db);
    }
    bench->values[side][OPENING][run_number] = (seconds() - start) / OPENINGS;
}

static void measure_unlocking(struct bench *bench, int run_number)
{
    struct fault fault = {0};
    vault_close(bench->vault);
    double start = seconds();
    if (vault_unlock(bench->files[SEALED], "passphrase", 10, &bench->vault, &fault) != OK)
        give_up(bench->files[SEALED], fault.text);
    bench->values[SEALED][UNLOCK][run_number] = seconds() - start;
}

static void print_table(struct bench *bench, int runs)
{
    printf("\nmedians of %d runs, by turns, %d entries\n\n", runs, bench->entries);
    printf("%-32s%11s %-5s%11s %-5s%8s   %s\n", "", "sealed", "", "plain", "", "ratio", "aim");
    for (enum measure m = 0; m < MEASURES; m++) {
        double sealed = median(bench->values[SEALED][m], runs) * measures[m].scale;
        double plain = median(bench->values[PLAIN][m], runs) * measures[m].scale;
        printf("%-32s%11.1f %-5s", measures[m].says, sealed, measures[m].unit);
        if (plain > 0)
            printf("%11.1f %-5s%7.2fx", plain, measures[m].unit, sealed / plain);
        else
            printf("%11s %-5s%8s", "-", "", "");
        printf("   %s\n", measures[m].aim);
    }
}

int main(int argc, char **argv)
{
    struct bench *bench = calloc(1, sizeof *bench);
    struct fault fault = {0};
    int runs = argc > 2 ? (int)strtol(argv[2], NULL, 10) : RUNS;
    if (!bench || runs < 1 || runs > MOST_RUNS)
        return 2;
    bench->entries = argc > 1 ? (int)strtol(argv[1], NULL, 10) : ENTRIES;
    bench->folder = folder_make();
    bench->files[SEALED] = path_join(bench->folder, "sealed.db");
    bench->files[PLAIN] = path_join(bench->folder, "plain.db");
    if (vault_create(bench->files[SEALED], "passphrase", 10, NULL, &bench->vault, &fault) != OK)
        give_up(bench->files[SEALED], fault.text);
    for (int i = 0; i < runs; i++) {
        measure_unlocking(bench, i);
        for (int turn = 0; turn < SIDES; turn++)
            measure_writing(bench, (i + turn) % 2 ? PLAIN : SEALED, i);
        measure_commits(bench, i);
        for (int turn = 0; turn < SIDES; turn++)
            measure_reading(bench, (i + turn) % 2 ? PLAIN : SEALED, i);
    }
    print_table(bench, runs);
    vault_close(bench->vault);
    for (enum side side = 0; side < SIDES; side++)
        free(bench->files[side]);
    folder_remove(bench->folder);
    free(bench);
    return 0;
}
