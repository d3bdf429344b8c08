#include "mend/base/clock.h"

#include <time.h>

#include "mend/base/message.h"

static int64_t system_wall(void)
{
    return (int64_t)time(NULL);
}

/* "2026-11-21T22:05:00" in local time; false when it is anything else. */
static bool read_time(const char *text, int64_t *wall)
{
    struct tm tm = {.tm_isdst = -1};
    const char *end = strptime(text, "%Y-%m-%dT%H:%M:%S", &tm);
    *wall = end ? (int64_t)mktime(&tm) : 0;
    return end && *end == '\0';
}

enum err clock_init(struct clock *clock, const char *now, bool is_virtual, struct fault *fault)
{
    *clock = (struct clock){.is_virtual = is_virtual};
    int64_t start = system_wall();
    if (now && *now && !read_time(now, &start))
        return fault_set(fault, ERR_INPUT,
                         _("MEND_NOW is \"%s\"; it should look like 2026-11-21T22:05:00."), now);
    /* A virtual clock keeps its start here: system time must not leak into a test. */
    clock->wall_offset = is_virtual ? start : start - system_wall();
    return OK;
}

int64_t clock_wall(const struct clock *clock)
{
    if (clock->is_virtual)
        return clock->wall_offset + clock->virtual_ms / 1000;
    return system_wall() + clock->wall_offset;
}

int64_t clock_monotonic(const struct clock *clock)
{
    if (clock->is_virtual)
        return clock->virtual_ms;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_advance(struct clock *clock, int64_t milliseconds)
{
    if (clock->is_virtual)
        clock->virtual_ms += milliseconds;
}
