/*
 * Measures mend ($MEND_BINARY) against the floor ($MEND_FLOOR): bench FILE.json [RUNS]
 *
 * The two run by turns on the same machine in the same minute, in the same emulated terminal and
 * over the same database, so that what disturbs one disturbs the other; of each measure the
 * median counts. What is asked of a run once (instructions, idle) is measured once.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/folder.h"
#include "support/process.h"
#include "support/rig.h"

enum {
    LEAST_RUNS = 15,
    MOST_RUNS = 1000,
    ROWS = 24,
    COLUMNS = 80,
    MOVES = 8, /* single keys per run: the list of lessons has ten rows */
    SLOW_LIMIT = 120000,
    SETTLE_MS = 2000,
    IDLE_MS = 5000,
};

/* One of the two programs. */
struct program {
    const char *path;
    const char *to_list; /* what is typed to stand on the first row of a list */
};

enum side { MEND, FLOOR, SIDES };

enum measure {
    START_CPU,
    START_WALL,
    INSTRUCTIONS,
    KEY,
    QUEUED_KEYS,
    KEY_BYTES,
    QUEUED_BYTES,
    MEMORY,
    WAKEUPS,
    SYSTEM_CALLS,
    MEASURES,
};

static const struct {
    const char *name; /* in the JSON file */
    const char *says;
    const char *unit;
    const char *aim;
    int digits;
} measures[MEASURES] = {
    [START_CPU] = {"start_cpu", "start and leave, CPU", "ms", "1.3x", 2},
    [START_WALL] = {"start_wall", "start to first stable frame", "ms", "1.3x", 2},
    [INSTRUCTIONS] = {"start_instructions", "start and leave, instructions", "M", "1.3x", 2},
    [KEY] = {"key", "one key to stable frame", "us", "1.3x", 1},
    [QUEUED_KEYS] = {"queued_keys", "20 queued keys to stable frame", "us", "like one key", 1},
    [KEY_BYTES] = {"key_bytes", "written per moved selection", "bytes", "165 (best seen 92)", 0},
    [QUEUED_BYTES] = {"queued_bytes", "written for 20 queued keys", "bytes", "painted once", 0},
    [MEMORY] = {"memory", "peak memory", "MiB", "1.5x", 2},
    [WAKEUPS] = {"idle_wakeups", "wakeups in 5 s idle", "", "0", 0},
    [SYSTEM_CALLS] = {"idle_system_calls", "system calls in 5 s idle", "", "0", 0},
};

/* Every value measured, by side, measure and run; a count of 0 is "not measured". */
struct figures {
    double values[SIDES][MEASURES][MOST_RUNS];
    int counts[SIDES][MEASURES];
};

static void note(struct figures *figures, enum side side, enum measure measure, double value)
{
    int *count = &figures->counts[side][measure];
    if (*count < MOST_RUNS)
        figures->values[side][measure][(*count)++] = value;
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
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static double microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* ---- one run ---- */

/* A home as somebody has it in the middle of lesson 1: an answer kept, another half typed. */
static void make_progress(const struct program *mend, const char *home)
{
    struct rig *rig =
        rig_start(.program = mend->path, .mend_home = home, .rows = ROWS, .columns = COLUMNS);
    rig_script(rig, "2<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Tab>that someone was on time, three times in a row<C-s><2s>");
    rig_sync(rig);
    rig_script(rig, "<Tab>that I was heard<2s>");
    rig_sync(rig);
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
}

/* Starting and leaving again at once. */
static void measure_start(struct figures *figures, enum side side, const struct program *program,
                          const char *home)
{
    double start = microseconds();
    struct rig *rig =
        rig_start(.program = program->path, .mend_home = home, .rows = ROWS, .columns = COLUMNS);
    rig_sync(rig);
    note(figures, side, START_WALL, (microseconds() - start) / 1e3);
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    struct rusage usage = rig_usage(rig);
    double user = (double)usage.ru_utime.tv_sec * 1e3 + (double)usage.ru_utime.tv_usec / 1e3;
    double system = (double)usage.ru_stime.tv_sec * 1e3 + (double)usage.ru_stime.tv_usec / 1e3;
    note(figures, side, START_CPU, user + system);
    rig_stop(rig);
}

/* Types SCRIPT and waits for the frame it leads to: how long that took, and how much was drawn. */
static double time_keys(struct rig *rig, const char *script, double *bytes)
{
    size_t written;
    size_t mark = rig_mark(rig);
    double start = microseconds();
    rig_script(rig, script);
    rig_sync(rig);
    double taken = microseconds() - start;
    rig_since(rig, mark, &written);
    *bytes = (double)written;
    return taken;
}

static void measure_keys(struct figures *figures, enum side side, const struct program *program,
                         const char *home)
{
    double times[MOVES], bytes[MOVES], queued_bytes;
    struct rig *rig =
        rig_start(.program = program->path, .mend_home = home, .rows = ROWS, .columns = COLUMNS);
    rig_script(rig, program->to_list);
    rig_sync(rig);
    for (int i = 0; i < MOVES; i++)
        times[i] = time_keys(rig, "<Down>", &bytes[i]);
    note(figures, side, KEY, median(times, MOVES));
    note(figures, side, KEY_BYTES, median(bytes, MOVES));
    rig_script(rig, "<Up*4>");
    /* Twenty keys in one write that end two rows further down: as much to draw as for one. */
    static const char twenty[] = "<Down><Up><Down><Up><Down><Up><Down><Up><Down><Up><Down><Up>"
                                 "<Down><Up><Down><Up><Down><Up><Down><Down>";
    double queued = time_keys(rig, twenty, &queued_bytes);
    note(figures, side, QUEUED_KEYS, queued);
    note(figures, side, QUEUED_BYTES, queued_bytes);
    note(figures, side, MEMORY, process_peak_memory(rig_pid(rig)) / 1024);
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
}

/* ---- once each ---- */

/* The number behind "totals:" in a file of callgrind's, in millions; -1 when there is none. */
static double read_totals(const char *name)
{
    double totals = -1;
    char *line = NULL;
    size_t room = 0;
    FILE *file = fopen(name, "re");
    while (file && getline(&line, &room, file) > 0)
        if (strncmp(line, "totals:", 7) == 0)
            totals = strtod(line + 7, NULL) / 1e6;
    free(line);
    if (file)
        fclose(file);
    return totals;
}

static void measure_instructions(struct figures *figures, enum side side,
                                 const struct program *program, const char *home)
{
    static const char valgrind[] = "/usr/bin/valgrind";
    char *option = NULL;
    char *folder = folder_make();
    if (access(valgrind, X_OK) != 0 ||
        asprintf(&option, "--callgrind-out-file=%s/out", folder) < 0) {
        folder_remove(folder);
        return;
    }
    const char *arguments[] = {"--tool=callgrind", "--quiet", option, program->path, NULL};
    struct rig *rig = rig_start(.program = valgrind, .arguments = arguments, .mend_home = home,
                                .rows = ROWS, .columns = COLUMNS, .limit_ms = SLOW_LIMIT);
    rig_sync(rig);
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
    double totals = read_totals(strchr(option, '=') + 1);
    if (totals >= 0)
        note(figures, side, INSTRUCTIONS, totals);
    free(option);
    folder_remove(folder);
}

/* On real time, after a key: what a program does that nobody uses. */
static void measure_idle(struct figures *figures, enum side side, const struct program *program,
                         const char *home)
{
    struct rig *rig = rig_start(.program = program->path, .mend_home = home, .rows = ROWS,
                                .columns = COLUMNS, .real_time = true);
    rig_script(rig, program->to_list);
    rig_script(rig, "<Down>");
    poll(NULL, 0, SETTLE_MS);
    long before = process_wakeups(rig_pid(rig));
    poll(NULL, 0, IDLE_MS);
    long after = process_wakeups(rig_pid(rig));
    if (before >= 0 && after >= 0)
        note(figures, side, WAKEUPS, (double)(after - before));
    rig_stop(rig);
}

static void measure_system_calls(struct figures *figures, enum side side,
                                 const struct program *program, const char *home)
{
    static const char strace[] = "/usr/bin/strace";
    char *trace = NULL;
    char *folder = folder_make();
    if (access(strace, X_OK) != 0 || asprintf(&trace, "%s/trace", folder) < 0) {
        folder_remove(folder);
        return;
    }
    const char *arguments[] = {"-f", "-ttt", "-o", trace, program->path, NULL};
    struct rig *rig = rig_start(.program = strace, .arguments = arguments, .mend_home = home,
                                .rows = ROWS, .columns = COLUMNS, .real_time = true);
    rig_script(rig, program->to_list);
    rig_script(rig, "<Down>");
    poll(NULL, 0, SETTLE_MS);
    double from = process_wall_time();
    poll(NULL, 0, IDLE_MS);
    double to = process_wall_time();
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
    long calls = process_count_calls(trace, from, to);
    if (calls >= 0)
        note(figures, side, SYSTEM_CALLS, (double)calls);
    free(trace);
    folder_remove(folder);
}

/* ---- what comes out ---- */

static void put_value(const struct figures *figures, const double medians[SIDES][MEASURES],
                      enum side side, enum measure measure)
{
    if (figures->counts[side][measure])
        printf("%11.*f %-5s", measures[measure].digits, medians[side][measure],
               measures[measure].unit);
    else
        printf("%11s %-5s", "-", "");
}

static void print_table(const struct figures *figures, const double medians[SIDES][MEASURES],
                        int runs)
{
    printf("\nmedians of %d runs, by turns, %dx%d cells\n\n", runs, COLUMNS, ROWS);
    printf("%-32s%11s %-5s%11s %-5s%8s   %s\n", "", "mend", "", "floor", "", "ratio", "aim");
    for (enum measure m = 0; m < MEASURES; m++) {
        bool both = figures->counts[MEND][m] && medians[FLOOR][m] > 0;
        printf("%-32s", measures[m].says);
        put_value(figures, medians, MEND, m);
        put_value(figures, medians, FLOOR, m);
        if (both)
            printf("%7.2fx", medians[MEND][m] / medians[FLOOR][m]);
        else
            printf("%8s", "");
        printf("   %s\n", measures[m].aim);
    }
    printf("\n20 queued keys against one:");
    for (enum side side = 0; side < SIDES; side++)
        if (medians[side][KEY] > 0 && medians[side][KEY_BYTES] > 0)
            printf("   %s %.2fx the time, %.2fx the bytes", side == MEND ? "mend" : "floor",
                   medians[side][QUEUED_KEYS] / medians[side][KEY],
                   medians[side][QUEUED_BYTES] / medians[side][KEY_BYTES]);
    printf("\n");
}

static void put_json_value(FILE *file, const struct figures *figures,
                           const double medians[SIDES][MEASURES], enum side side, enum measure m)
{
    if (figures->counts[side][m])
        fprintf(file, "%.4f", medians[side][m]);
    else
        fprintf(file, "null");
}

static bool write_json(const char *name, const struct figures *figures,
                       const double medians[SIDES][MEASURES], int runs)
{
    FILE *file = fopen(name, "we");
    if (!file)
        return false;
    fprintf(file, "{\n  \"runs\": %d,\n  \"measures\": {\n", runs);
    for (enum measure m = 0; m < MEASURES; m++) {
        fprintf(file, "    \"%s\": {\"unit\": \"%s\", \"mend\": ", measures[m].name,
                measures[m].unit);
        put_json_value(file, figures, medians, MEND, m);
        fprintf(file, ", \"floor\": ");
        put_json_value(file, figures, medians, FLOOR, m);
        fprintf(file, ", \"ratio\": ");
        if (figures->counts[MEND][m] && medians[FLOOR][m] > 0)
            fprintf(file, "%.4f", medians[MEND][m] / medians[FLOOR][m]);
        else
            fprintf(file, "null");
        fprintf(file, ", \"aim\": \"%s\"}%s\n", measures[m].aim, m + 1 < MEASURES ? "," : "");
    }
    fprintf(file, "  }\n}\n");
    return fclose(file) == 0;
}

int main(int argc, char **argv)
{
    const struct program programs[SIDES] = {
        [MEND] = {getenv("MEND_BINARY"), "2"}, [FLOOR] = {getenv("MEND_FLOOR"), ""}};
    int runs = argc > 2 ? (int)strtol(argv[2], NULL, 10) : LEAST_RUNS;
    if (argc < 2 || argc > 3 || runs < 1 || runs > MOST_RUNS || !programs[MEND].path ||
        !programs[FLOOR].path) {
        fprintf(stderr, "usage: MEND_BINARY=... MEND_FLOOR=... bench FILE.json [RUNS]\n");
        return 2;
    }
    struct figures *figures = calloc(1, sizeof *figures);
    if (!figures)
        return 1;
    char *home = folder_make();
    make_progress(&programs[MEND], home);
    for (int run = 0; run < runs; run++)
        for (int turn = 0; turn < SIDES; turn++) {
            enum side side = (run + turn) % 2 ? FLOOR : MEND;
            measure_start(figures, side, &programs[side], home);
            measure_keys(figures, side, &programs[side], home);
        }
    for (enum side side = 0; side < SIDES; side++) {
        measure_instructions(figures, side, &programs[side], home);
        measure_idle(figures, side, &programs[side], home);
        measure_system_calls(figures, side, &programs[side], home);
    }
    folder_remove(home);
    double medians[SIDES][MEASURES] = {0};
    for (enum side side = 0; side < SIDES; side++)
        for (enum measure m = 0; m < MEASURES; m++)
            if (figures->counts[side][m])
                medians[side][m] = median(figures->values[side][m], figures->counts[side][m]);
    print_table(figures, medians, runs);
    bool written = write_json(argv[1], figures, medians, runs);
    if (!written)
        perror(argv[1]);
    free(figures);
    return written ? 0 : 1;
}
