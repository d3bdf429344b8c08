/*
 * Measures the journal and the search: journal [RUNS]
 *
 * A list is measured against the same call on a journal that has no more than the page itself and
 * on one that has nothing; a search, against a bare FTS5 query that cuts the same snippets from the
 * same file; so are the search as a screen asks for it, and a key typed into that screen until the
 * picture with what it finds is there. All go by turns, and of each the median counts.
 */
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mend/app/journal.h"
#include "mend/base/path.h"
#include "mend/base/str.h"
#include "mend/store/journal.h"
#include "mend/store/search.h"
#include "store/statement.h"
#include "support/folder.h"
#include "ui/screens/journal_screens.h"

enum {
    PAGE = 50,
    SHOWN = 101, /* what the screen asks for */
    MANY = 20000,
    VERY_MANY = 100000,
    WORDS = 80,
    VOCABULARY = 8000,
    YEARS = 10,
    DAYS_OF_MONTH = 28,
    RUNS = 200,
    MOST_RUNS = 10000,
};

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "journal: %s\n", what);
    exit(1);
}

static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
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

/* ---- journals ---- */

/* A home with a journal of so many entries. */
struct home {
    char *folder;
    struct clock clock;
    struct store *store;
};

/* Frequent words are short and rare ones long, as in any language. */
static void put_words(struct str *out, unsigned *seed)
{
    for (int i = 0; i < WORDS; i++) {
        int a = rand_r(seed) % VOCABULARY, b = rand_r(seed) % VOCABULARY;
        str_printf(out, "w%dx ", a * b / VOCABULARY);
    }
}

static void add_entries(struct home *home, int count)
{
    struct fault fault = {0};
    unsigned seed = 19;
    struct statement s = statement_open(
        home->store, "INSERT INTO journal_entry(made_at, changed_at, day, words, pinned, text)"
                     " VALUES(?1, ?1, printf('%04d-%02d-%02d', ?2, ?3, ?4), ?5, ?6, ?7)");
    for (int i = 0; i < count; i++) {
        struct str text = {0};
        int day = (int)((double)i / count * YEARS * 12 * DAYS_OF_MONTH);
        str_printf(&text, "Title %d\n%s", i, i % 50 == 0 ? "#rare " : "");
        put_words(&text, &seed);
        statement_bind_int(&s, 1480000000 + (int64_t)i * 3000);
        statement_bind_int(&s, 2016 + day / (12 * DAYS_OF_MONTH));
        statement_bind_int(&s, 1 + day / DAYS_OF_MONTH % 12);
        statement_bind_int(&s, 1 + day % DAYS_OF_MONTH);
        statement_bind_int(&s, WORDS + 2);
        statement_bind_int(&s, i % 100 == 0);
        statement_bind_text(&s, str_text(&text));
        statement_next(&s);
        statement_reset(&s);
        str_free(&text);
    }
    if (statement_close(&s, OK, &fault))
        give_up(fault.text);
}

static struct home journal_make(int count)
{
    struct home home = {.folder = folder_make()};
    struct fault fault = {0};
    if (clock_init(&home.clock, "2026-11-21T22:05:00", true, &fault) ||
        store_open(home.folder, &home.clock, &home.store, &fault) ||
        store_begin(home.store, &fault))
        give_up(fault.text);
    add_entries(&home, count);
    if (statement_script(home.store,
                         "INSERT INTO journal_index(journal_index) VALUES('rebuild');"
                         "INSERT INTO journal_tag SELECT 'rare', day, id, 0, 'rare'"
                         " FROM journal_entry WHERE text LIKE '%#rare%'",
                         &fault) ||
        store_end(home.store, OK, &fault))
        give_up(fault.text);
    return home;
}

static void journal_free(struct home *home)
{
    store_close(home->store);
    folder_remove(home->folder);
}

/* ---- lists ---- */

static const struct {
    const char *says;
    struct journal_filter filter;
} lists[] = {
    {"newest page", {0}},
    {"newest page of a year", {.year = 2020}},
    {"newest page of a tag", {.tag = "rare"}},
    {"newest page of pinned ones", {.pinned = true}},
};

static double time_page(struct home *home, const struct journal_filter *filter)
{
    struct fault fault = {0};
    struct journal_items items;
    double begin = microseconds();
    if (store_journal_page(home->store, filter, (struct journal_place){0}, false, PAGE, &items,
                           &fault))
        give_up(fault.text);
    double taken = microseconds() - begin;
    journal_items_free(&items);
    return taken;
}

static double time_count(struct home *home)
{
    struct fault fault = {0};
    size_t count;
    double begin = microseconds();
    if (store_journal_count(home->store, &(struct journal_filter){0}, &count, &fault))
        give_up(fault.text);
    return microseconds() - begin;
}

static void print_row(const char *says, double ours, double floor, const char *aim)
{
    printf("%-44s%11.1f us%11.1f us%8.2fx   %s\n", says, ours, floor, ours / floor, aim);
}

static void measure_lists(int runs)
{
    static double many[MOST_RUNS], page[MOST_RUNS], empty[MOST_RUNS];
    struct home big = journal_make(MANY), small = journal_make(PAGE), bare = journal_make(0);
    printf("\nmedians of %d runs, by turns\n\n%-44s%14s%14s%9s   %s\n", runs,
           "lists, 20,000 entries against 50 (or none)", "20,000", "floor", "ratio", "aim");
    for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
        for (int i = 0; i < runs; i++) {
            many[i] = time_page(&big, &lists[l].filter);
            page[i] = time_page(&small, &(struct journal_filter){0});
            empty[i] = time_page(&bare, &lists[l].filter);
        }
        double ours = median(many, runs);
        print_row(lists[l].says, ours, median(page, runs), "1.3x of a journal of one page");
        if (l == 0)
            print_row("  against an empty journal", ours, median(empty, runs), "");
    }
    for (int i = 0; i < runs; i++) {
        many[i] = time_count(&big);
        empty[i] = time_count(&bare);
    }
    print_row("count of all", median(many, runs), median(empty, runs), "under 2,000 us");
    journal_free(&big);
    journal_free(&small);
    journal_free(&bare);
}

/* ---- search ---- */

/* What is typed, and what FTS5 is to be asked for the same. */
static const struct {
    const char *says;
    const char *typed;
    const char *match;
} searches[] = {
    {"a frequent word", "w1x", "\"w1x\"*"},           {"a rare word", "w7001x", "\"w7001x\"*"},
    {"two words", "w1x w900x", "\"w1x\" \"w900x\"*"}, {"a first letter", "w", "\"w\"*"},
    {"a phrase", "\"w1x w2x\"", "\"w1x w2x\""},
};

static double time_search(struct home *home, const char *typed, enum search_order order)
{
    struct fault fault = {0};
    struct search_query query = {0};
    struct search_finds finds;
    struct search_ask ask = {.most = PAGE, .order = order};
    double begin = microseconds();
    if (search_parse(typed, &query, &fault) ||
        store_search(home->store, &query, &ask, &finds, &fault))
        give_up(fault.text);
    double taken = microseconds() - begin;
    search_finds_free(&finds);
    search_query_free(&query);
    return taken;
}

static double time_bare(sqlite3 *db, const char *match, enum search_order order, int most)
{
    sqlite3_stmt *s = NULL;
    double begin = microseconds();
    if (sqlite3_prepare_v2(db,
                           order == SEARCH_BEST
                               ? "SELECT e.id, e.made_at, e.day, e.pinned, snippet(journal_index,"
                                 " 0, '[', ']', '...', 24) FROM journal_index JOIN journal_entry"
                                 " AS e ON e.id = journal_index.rowid WHERE journal_index MATCH ?1"
                                 " ORDER BY rank LIMIT ?2"
                               : "SELECT e.id, e.made_at, e.day, e.pinned, snippet(journal_index,"
                                 " 0, '[', ']', '...', 24) FROM journal_index JOIN journal_entry"
                                 " AS e ON e.id = journal_index.rowid WHERE journal_index MATCH ?1"
                                 " ORDER BY journal_index.rowid DESC LIMIT ?2",
                           -1, &s, NULL) != SQLITE_OK)
        give_up(sqlite3_errmsg(db));
    sqlite3_bind_text(s, 1, match, -1, SQLITE_STATIC);
    sqlite3_bind_int(s, 2, most);
    while (sqlite3_step(s) == SQLITE_ROW)
        continue;
    sqlite3_finalize(s);
    return microseconds() - begin;
}

/* ---- search as the screen asks ---- */

static bool never(void *context)
{
    (void)context;
    return false;
}

static double time_session(struct session *session, const char *typed)
{
    struct fault fault = {0};
    struct search_query query = {0};
    struct search_finds finds;
    struct search_ask ask = {.most = PAGE, .stop = never};
    double begin = microseconds();
    if (search_parse(typed, &query, &fault) ||
        session_search(session, &query, &ask, &finds, &fault))
        give_up(fault.text);
    double taken = microseconds() - begin;
    search_finds_free(&finds);
    search_query_free(&query);
    return taken;
}

static void press(struct ui *ui, int32_t key)
{
    ui_dispatch(ui, &(struct event){.kind = EVENT_KEY, .key = key});
}

/* What the loop does with a key: the picture with the line, the search, the picture with finds. */
static double time_key(struct ui *ui, int32_t key)
{
    double begin = microseconds();
    press(ui, key);
    ui_draw(ui);
    ui_work(ui);
    ui_draw(ui);
    return microseconds() - begin;
}

/* The last key of what is typed, again and again. */
static void type_up_to_last(struct ui *ui, const char *typed)
{
    press(ui, CONTROL('U'));
    for (; typed[1]; typed++)
        press(ui, typed[0]);
    ui_work(ui);
    ui_draw(ui);
}

static void measure_screen(struct home *home, sqlite3 *db, int runs)
{
    static double ours[MOST_RUNS], floor[MOST_RUNS];
    struct fault fault = {0};
    struct ui ui = {.clock = &home->clock, .input = input_new()};
    struct session_options options = {home->folder, "content", &home->clock};
    if (!ui.input || canvas_resize(&ui.canvas, 30, 100) ||
        session_open(&options, &ui.session, &fault))
        give_up(fault.text);
    ui_go(&ui, TAB_TODAY);
    ui_push(&ui, &screen_search, NULL);
    printf("\n%-44s%14s%14s%9s   %s\n", "the same on the second thread, newest first", "mend",
           "bare FTS5", "ratio", "aim");
    for (size_t q = 0; q < sizeof searches / sizeof searches[0]; q++) {
        for (int i = 0; i < runs; i++) {
            ours[i] = time_session(ui.session, searches[q].typed);
            floor[i] = time_bare(db, searches[q].match, SEARCH_NEWEST, PAGE);
        }
        print_row(searches[q].says, median(ours, runs), median(floor, runs), "1.3x");
    }
    printf("\n%-44s%14s%14s%9s   %s\n", "a key to the picture of 100 finds, 100x30", "mend",
           "bare FTS5", "ratio", "aim");
    for (size_t q = 0; q < sizeof searches / sizeof searches[0]; q++) {
        for (int i = 0; i < runs; i++) {
            type_up_to_last(&ui, searches[q].typed);
            ours[i] = time_key(&ui, searches[q].typed[strlen(searches[q].typed) - 1]);
            floor[i] = time_bare(db, searches[q].match, SEARCH_NEWEST, SHOWN);
        }
        print_row(searches[q].says, median(ours, runs), median(floor, runs), "under 16,000 us");
    }
    while (ui.top)
        ui_close_top(&ui);
    session_close(ui.session);
    input_free(ui.input);
    canvas_free(&ui.canvas);
}

static void measure_searches(int runs)
{
    static double ours[MOST_RUNS], floor[MOST_RUNS];
    struct home home = journal_make(VERY_MANY);
    sqlite3 *db = NULL;
    char *path = path_join(home.folder, "mend.db");
    if (!path || sqlite3_open(path, &db) != SQLITE_OK || store_prepare(db, NULL) != SQLITE_OK)
        give_up("the file cannot be opened a second time");
    for (enum search_order order = SEARCH_NEWEST; order <= SEARCH_BEST; order++) {
        int times = order == SEARCH_BEST ? runs / 20 + 1 : runs;
        printf("\n%-44s%14s%14s%9s   %s\n",
               order == SEARCH_BEST ? "search, 100,000 entries, best first"
                                    : "search, 100,000 entries, newest first",
               "mend", "bare FTS5", "ratio", "aim");
        for (size_t q = 0; q < sizeof searches / sizeof searches[0]; q++) {
            for (int i = 0; i < times; i++) {
                ours[i] = time_search(&home, searches[q].typed, order);
                floor[i] = time_bare(db, searches[q].match, order, PAGE);
            }
            print_row(searches[q].says, median(ours, times), median(floor, times), "1.3x");
        }
    }
    measure_screen(&home, db, runs);
    sqlite3_close(db);
    free(path);
    journal_free(&home);
}

int main(int argc, char **argv)
{
    int runs = argc > 1 ? (int)strtol(argv[1], NULL, 10) : RUNS;
    if (argc > 2 || runs < 1 || runs > MOST_RUNS) {
        fprintf(stderr, "usage: journal [RUNS]\n");
        return 2;
    }
    setlocale(LC_ALL, "C.UTF-8");
    measure_lists(runs);
    measure_searches(runs);
    return 0;
}
