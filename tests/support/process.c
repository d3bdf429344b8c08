#include "process.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { NAME_ROOM = 128 };

/* The number behind KEY in a file of /proc; -1 when there is none. */
static long read_number(const char *name, const char *key)
{
    char line[256];
    long number = -1;
    FILE *file = fopen(name, "re");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, key, strlen(key)) == 0)
            number = strtol(line + strlen(key), NULL, 10);
    if (file)
        fclose(file);
    return number;
}

double process_peak_memory(pid_t pid)
{
    char name[NAME_ROOM];
    snprintf(name, sizeof name, "/proc/%d/status", (int)pid);
    return (double)read_number(name, "VmHWM:");
}

long process_wakeups(pid_t pid)
{
    char name[NAME_ROOM];
    long sum = 0;
    snprintf(name, sizeof name, "/proc/%d/task", (int)pid);
    DIR *threads = opendir(name);
    if (!threads)
        return -1;
    for (struct dirent *thread; (thread = readdir(threads));) {
        char status[NAME_ROOM * 4];
        if (thread->d_name[0] == '.')
            continue;
        snprintf(status, sizeof status, "%s/%s/status", name, thread->d_name);
        sum += read_number(status, "voluntary_ctxt_switches:");
    }
    closedir(threads);
    return sum;
}

double process_wall_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

long process_count_calls(const char *trace, double from, double to)
{
    char *line = NULL;
    size_t room = 0;
    long calls = 0;
    FILE *file = fopen(trace, "re");
    if (!file)
        return -1;
    while (getline(&line, &room, file) > 0) {
        double at = 0;
        if (sscanf(line, "%*d %lf", &at) == 1 && at >= from && at < to)
            calls++;
    }
    free(line);
    fclose(file);
    return calls;
}
