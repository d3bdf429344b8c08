/*
 * Measures the journal on the screen ($MEND_BINARY): pages [RUNS]
 *
 * Opening the tab over 20,000 entries of ten years, over one page of them, and over none; the
 * programs run at the same time and are asked by turns, so that what disturbs one disturbs the
 * others. Then a paste of 1 MB into a page, and keys in a page of 10 MB, from the first byte typed
 * to the stable frame, against the same in a page of a few lines.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "support/book.h"

enum {
    RUNS = 101,
    MOST_RUNS = 1000,
    MANY = 20000,
    FEW = 50,
    WORDS = 80,
    YEARS = 10,
    ROWS = 30,
    COLUMNS = 100,
    PASTES = 5,
    PASTED = 1 << 20,
    LONG_TEXT = 10 * 1000 * 1000,
};

static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[count / 2];
}

/* What SCRIPT takes until its frame is stable. */
static double time_script(struct rig *rig, const char *script)
{
    double begin = microseconds();
    rig_script(rig, script);
    rig_sync(rig);
    return microseconds() - begin;
}

/* ---- the tab ---- */

static int entries; /* of the journal that is being made */

static void put_entry(int number, struct str *text, char *day)
{
    unsigned seed = (unsigned)number;
    int64_t now = 1795298700; /* 21 November 2026 */
    int64_t back = (int64_t)((double)(entries - number) / MANY * YEARS * 365.25) * 86400;
    journal_day_of(now - back, day);
    str_printf(text, "Title %d\n", number);
    for (int i = 0; i < WORDS; i++)
        str_printf(text, "w%dx ", rand_r(&seed) % 8000);
}

enum side { BIG, ONE_PAGE, EMPTY, SIDES };

static void measure_tab(int runs)
{
    static const int counts[SIDES] = {MANY, FEW, 0};
    static double times[SIDES][MOST_RUNS];
    static double starts[SIDES][MOST_RUNS];
    char *homes[SIDES];
    struct rig *rigs[SIDES];
    for (int side = 0; side < SIDES; side++) {
        homes[side] = book_home(false);
        entries = counts[side];
        book_add_many(homes[side], counts[side], put_entry);
        rigs[side] = rig_start(.mend_home = homes[side], .rows = ROWS, .columns = COLUMNS);
        rig_script(rigs[side], "3");
        rig_expect(rigs[side], counts[side] ? "Title" : "For what you tell nobody.");
    }
    for (int run = 0; run < runs; run++)
        for (int turn = 0; turn < SIDES; turn++) {
            int side = (run + turn) % SIDES;
            time_script(rigs[side], "1");
            times[side][run] = time_script(rigs[side], "3");
        }
    for (int side = 0; side < SIDES; side++)
        book_leave(rigs[side]);
    int few = runs / 5 + 1;
    for (int run = 0; run < few; run++)
        for (int turn = 0; turn < SIDES; turn++) {
            int side = (run + turn) % SIDES;
            double begin = microseconds();
            struct rig *rig = book_rig(.mend_home = homes[side], .rows = ROWS, .columns = COLUMNS);
            rig_sync(rig);
            starts[side][run] = microseconds() - begin;
            book_leave(rig);
        }
    printf("\n%-28s%12s%12s%12s%14s%14s\n", "the journal, to stable frame", "20,000", "50", "none",
           "against 50", "against none");
    double *all[2][SIDES] = {{times[BIG], times[ONE_PAGE], times[EMPTY]},
                             {starts[BIG], starts[ONE_PAGE], starts[EMPTY]}};
    for (int i = 0; i < 2; i++) {
        double big = median(all[i][BIG], i ? few : runs);
        double page = median(all[i][ONE_PAGE], i ? few : runs);
        double none = median(all[i][EMPTY], i ? few : runs);
        printf("%-28s%9.0f us%9.0f us%9.0f us%13.2fx%13.2fx\n", i ? "start, then 3" : "3", big,
               page, none, big / page, big / none);
    }
    for (int side = 0; side < SIDES; side++)
        folder_remove(homes[side]);
}

/* ---- long pages ---- */

static char *words(size_t length)
{
    char *text = malloc(length + 1);
    unsigned seed = 5;
    for (size_t i = 0; text && i < length; i++)
        text[i] = i % 397 == 396 ? '\n' : rand_r(&seed) % 6 == 0 ? ' ' : (char)('a' + i % 26);
    if (text)
        text[length] = '\0';
    return text;
}

static void measure_paste(void)
{
    static double pastes[PASTES], undos[PASTES], keeps[PASTES], keys[PASTES];
    char *home = book_home(false);
    char *text = words(PASTED);
    for (int run = 0; run < PASTES; run++) {
        struct rig *rig = rig_start(.mend_home = home, .rows = ROWS, .columns = COLUMNS);
        rig_script(rig, "3nbefore ");
        keys[run] = time_script(rig, "x");
        double begin = microseconds();
        rig_paste(rig, text, PASTED);
        rig_sync(rig);
        pastes[run] = microseconds() - begin;
        undos[run] = time_script(rig, "<C-_>");
        time_script(rig, "<C-r>");
        keeps[run] = time_script(rig, "<C-s>");
        book_leave(rig);
    }
    printf("\n%-40s%12.1f ms\n", "paste 1 MB, through the terminal", median(pastes, PASTES) / 1e3);
    printf("%-40s%12.1f ms\n", "undo that, one step", median(undos, PASTES) / 1e3);
    printf("%-40s%12.1f ms\n", "keep it", median(keeps, PASTES) / 1e3);
    printf("%-40s%12.1f ms\n", "a key before", median(keys, PASTES) / 1e3);
    free(text);
    folder_remove(home);
}

/* A key and its opposite, so that the text stays what it was. */
static const struct {
    const char *says, *there, *back;
} keys_measured[] = {
    {"type, delete", "x", "<Backspace>"},  {"down, up", "<Down>", "<Up>"},
    {"page down, up", "<PgDn>", "<PgUp>"}, {"paragraph down, up", "<C-Down>", "<C-Up>"},
    {"undo, redo", "<C-_>", "<C-r>"},
};

static void measure_long(int runs)
{
    static double times[2][MOST_RUNS];
    struct rig *rigs[2];
    char *home = book_home(false);
    char *text = words(LONG_TEXT);
    double opened[2];
    book_add(home, "2026-01-01", "a few\nlines of\ntext\n");
    book_add(home, "2026-11-21", text);
    free(text);
    for (int side = 0; side < 2; side++) {
        rigs[side] = rig_start(.mend_home = home, .rows = ROWS, .columns = COLUMNS);
        rig_script(rigs[side], side ? "3<End>" : "3<Home>");
        rig_sync(rigs[side]);
        opened[side] = time_script(rigs[side], "<Enter>");
        opened[side] += time_script(rigs[side], "e");
        rig_script(rigs[side], "<C-Up*2>xy");
        rig_sync(rigs[side]);
    }
    printf("\n%-28s%15s%15s%10s\n", "a page, to stable frame", "10 MB", "20 bytes", "ratio");
    printf("%-28s%12.0f us%12.0f us%9.2fx\n", "read it, then write on", opened[0], opened[1],
           opened[0] / opened[1]);
    for (size_t key = 0; key < sizeof keys_measured / sizeof keys_measured[0]; key++) {
        for (int run = 0; run < runs; run++)
            for (int turn = 0; turn < 2; turn++) {
                int side = (run + turn) % 2;
                times[side][run] = (time_script(rigs[side], keys_measured[key].there) +
                                    time_script(rigs[side], keys_measured[key].back)) /
                                   2;
            }
        double ours = median(times[0], runs);
        double floor = median(times[1], runs);
        printf("%-28s%12.0f us%12.0f us%9.2fx\n", keys_measured[key].says, ours, floor,
               ours / floor);
    }
    printf("%-28s%12.1f ms\n", "keep 10 MB", time_script(rigs[0], "<C-s>") / 1e3);
    for (int side = 0; side < 2; side++) {
        rig_signal(rigs[side], 9);
        rig_wait_exit(rigs[side]);
        rig_stop(rigs[side]);
    }
    folder_remove(home);
}

int main(int argc, char **argv)
{
    int runs = argc > 1 ? (int)strtol(argv[1], NULL, 10) : RUNS;
    if (argc > 2 || runs < 1 || runs > MOST_RUNS) {
        fprintf(stderr, "usage: pages [RUNS]\n");
        return 2;
    }
    measure_tab(runs);
    measure_paste();
    measure_long(runs);
    return 0;
}
