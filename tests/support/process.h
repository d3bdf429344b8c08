/* What the system knows about a running program, on Linux; -1 where it does not say. */
#ifndef TESTS_SUPPORT_PROCESS_H
#define TESTS_SUPPORT_PROCESS_H

#include <sys/types.h>

/* The most memory it ever held, in KiB. */
double process_peak_memory(pid_t pid);

/* How often its threads went to sleep so far: between two calls, how often they were woken. */
long process_wakeups(pid_t pid);

/* The system's time as strace -ttt writes it. */
double process_wall_time(void);

/* Counts the calls in TRACE (written by strace -f -ttt -o) that began between FROM and TO. */
long process_count_calls(const char *trace, double from, double to);

#endif
