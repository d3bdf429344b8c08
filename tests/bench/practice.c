/*
 * Measures promises and check-ins: practice [RUNS]
 *
 * Each call is measured in a decade (tests/support/decade.h) against the same call in a home that
 * has four weeks, by turns; of each the median counts. What a call returns of the two may be of
 * another size: the series of all, the list of ended ones.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "mend/store/boundary.h"
#include "mend/store/check_in.h"
#include "mend/store/experiment.h"
#include "mend/store/promise.h"
#include "mend/store/search.h"
#include "support/decade.h"
#include "support/folder.h"

enum { TODAY = 20778, WEEKS = 28, YEAR = 365, PAGE = 50, RUNS = 200, MOST_RUNS = 10000 };

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "practice: %s\n", what);
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

/* ---- homes ---- */

struct home {
    char *folder;
    struct clock clock;
    struct store *store;
    struct decade decade;
};

static struct home *home_make(int days)
{
    struct fault fault = {0};
    struct home *home = calloc(1, sizeof *home);
    if (!home)
        give_up("no memory");
    home->folder = folder_make();
    if (clock_init(&home->clock, "2026-11-21T22:05:00", true, &fault) ||
        store_open(home->folder, &home->clock, &home->store, &fault))
        give_up(fault.text);
    home->decade = decade_fill(home->store, 7, TODAY, days);
    return home;
}

static void home_free(struct home *home)
{
    store_close(home->store);
    folder_remove(home->folder);
    free(home);
}

/* ---- calls ---- */

static void marks(struct store *store, int32_t from)
{
    struct fault fault = {0};
    struct promise_marks marks;
    if (store_mark_list(store, 0, from, TODAY, &marks, &fault))
        give_up(fault.text);
    promise_marks_free(&marks);
}

static void promises(struct store *store)
{
    struct fault fault = {0};
    struct promises promises;
    if (store_promise_list(store, PROMISES_HELD, TODAY, TODAY - WEEKS + 1, &promises, &fault))
        give_up(fault.text);
    promises_free(&promises);
}

static void list_with_four_weeks(struct store *store)
{
    promises(store);
    marks(store, TODAY - WEEKS + 1);
}

static void today(struct store *store)
{
    promises(store);
    marks(store, TODAY);
}

static void calendar_of_a_year(struct store *store)
{
    struct fault fault = {0};
    struct promise_marks marks;
    if (store_mark_list(store, 1, TODAY - YEAR + 1, TODAY, &marks, &fault))
        give_up(fault.text);
    promise_marks_free(&marks);
}

static void newest_page(struct store *store)
{
    struct fault fault = {0};
    struct check_ins page;
    if (store_check_in_page(store, (struct record_place){0}, 4, &page, &fault))
        give_up(fault.text);
    check_ins_free(&page);
}

static void full_page(struct store *store)
{
    struct fault fault = {0};
    struct check_ins page;
    if (store_check_in_page(store, (struct record_place){TODAY - 5 * YEAR, 1}, PAGE, &page, &fault))
        give_up(fault.text);
    check_ins_free(&page);
}

static void series(struct store *store, int32_t from)
{
    struct fault fault = {0};
    struct check_in_value *items;
    size_t count;
    if (store_check_in_series(store, SCALE_TRUST_SELF, from, TODAY, &items, &count, &fault))
        give_up(fault.text);
    free(items);
}

static void series_of_a_year(struct store *store)
{
    series(store, TODAY - YEAR + 1);
}

static void series_of_all(struct store *store)
{
    series(store, INT32_MIN);
}

static void points_of_all(struct store *store)
{
    struct fault fault = {0};
    struct check_in_point *items;
    size_t count;
    if (store_check_in_points(store, INT32_MIN, TODAY, &items, &count, &fault))
        give_up(fault.text);
    free(items);
}

static void experiments(struct store *store)
{
    struct fault fault = {0};
    struct experiments list;
    if (store_experiment_list(store, TODAY, false, &list, &fault))
        give_up(fault.text);
    experiments_free(&list);
}

static void boundaries(struct store *store)
{
    struct fault fault = {0};
    struct boundaries list;
    if (store_boundary_list(store, false, &list, &fault))
        give_up(fault.text);
    boundaries_free(&list);
}

static void search(struct store *store)
{
    struct fault fault = {0};
    struct search_query query = {0};
    struct search_finds finds;
    if (search_parse("tea", &query, &fault) ||
        store_search(store, &query, &(struct search_ask){.most = PAGE}, &finds, &fault))
        give_up(fault.text);
    search_finds_free(&finds);
    search_query_free(&query);
}

static void set_mark(struct store *store)
{
    static int turn;
    struct fault fault = {0};
    struct mark mark = {TODAY, turn++ / 2 % 2 ? MARK_KEPT : MARK_PARTLY};
    if (store_mark_set(store, 1, mark, NULL, 0, NULL, &fault))
        give_up(fault.text);
}

/* The words that it replaces are overwritten, so everything is written anew. */
static void replace_note(struct store *store)
{
    static int turn;
    struct fault fault = {0};
    if (store_mark_set(store, 1, (struct mark){TODAY - 1, MARK_KEPT},
                       turn++ / 2 % 2 ? "one note" : "another one", 0, NULL, &fault))
        give_up(fault.text);
}

static const struct {
    const char *says;
    void (*run)(struct store *store);
    int part; /* of the runs */
    const char *aim;
} calls[] = {
    {"promises held, four weeks of marks", list_with_four_weeks, 1, "1.3x"},
    {"Today: promises held, marks of the day", today, 1, "1.3x"},
    {"marks of one promise over a year", calendar_of_a_year, 1, "under 5,000 us"},
    {"newest page of check-ins (4)", newest_page, 1, "1.3x"},
    {"a page of 50, five years back", full_page, 1, "under 5,000 us"},
    {"one scale over a year", series_of_a_year, 1, "under 5,000 us"},
    {"one scale, all", series_of_all, 1, "under 5,000 us"},
    {"seven scales, all", points_of_all, 1, "under 5,000 us"},
    {"experiments", experiments, 1, "under 5,000 us"},
    {"boundaries, counted", boundaries, 1, "under 5,000 us"},
    {"search for a frequent word", search, 1, "under 5,000 us"},
    {"a mark is set", set_mark, 4, "1.3x"},
    {"a note is replaced and overwritten", replace_note, 20, "under 250,000 us"},
};

static double time_call(const struct home *home, size_t call)
{
    double begin = microseconds();
    calls[call].run(home->store);
    return microseconds() - begin;
}

int main(int argc, char **argv)
{
    static double many[MOST_RUNS], few[MOST_RUNS];
    int runs = argc > 1 ? (int)strtol(argv[1], NULL, 10) : RUNS;
    if (argc > 2 || runs < 1 || runs > MOST_RUNS) {
        fprintf(stderr, "usage: practice [RUNS]\n");
        return 2;
    }
    struct home *decade = home_make(DECADE_DAYS), *month = home_make(WEEKS);
    printf("\na decade: %zu promises, %zu marks, %zu notes, %zu check-ins; against four weeks\n"
           "medians of %d runs, by turns\n\n%-44s%14s%14s%9s   %s\n",
           decade->decade.promises, decade->decade.marks, decade->decade.notes,
           decade->decade.check_ins, runs, "promises and check-ins", "a decade", "four weeks",
           "ratio", "aim");
    for (size_t c = 0; c < sizeof calls / sizeof calls[0]; c++) {
        int times = runs / calls[c].part + 1;
        for (int i = 0; i < times && i < MOST_RUNS; i++) {
            many[i] = time_call(decade, c);
            few[i] = time_call(month, c);
        }
        times = times < MOST_RUNS ? times : MOST_RUNS;
        double ours = median(many, times), floor = median(few, times);
        printf("%-44s%11.1f us%11.1f us%8.2fx   %s\n", calls[c].says, ours, floor, ours / floor,
               calls[c].aim);
    }
    home_free(decade);
    home_free(month);
    return 0;
}
