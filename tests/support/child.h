/*
 * A program on a pseudo-terminal of its own, as a shell would start it: in the foreground, in a
 * session with a leader, so that Ctrl-Z can stop it and a closed terminal reaches it.
 */
#ifndef TESTS_SUPPORT_CHILD_H
#define TESTS_SUPPORT_CHILD_H

#include <stdbool.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <termios.h>

struct child_options {
    const char *program;          /* a path; PATH is not searched */
    const char *const *arguments; /* without the program's own name; ends with NULL, may be NULL */
    char *const *environment;     /* all of it; ends with NULL */
    int rows, columns;
};

/* What became of the program: `status` as from waitpid(), `usage` once it has ended. */
struct child_report {
    pid_t pid;
    int status;
    struct rusage usage;
};

struct child {
    pid_t leader;
    pid_t pid;             /* the program */
    int terminal;          /* our end of the pseudo-terminal, non-blocking; -1 when closed */
    struct termios before; /* the terminal's settings before the program ran */
    int reports;           /* readable when the program stopped, went on or ended */
};

/* Starts the program. False when the system refused. */
bool child_start(struct child *child, const struct child_options *options);

/* The next report. False when there is none yet. */
bool child_report(struct child *child, struct child_report *report);

/* Closes our end of the terminal: the program is hung up. */
void child_hang_up(struct child *child);

/* Ends whatever still runs and closes everything. */
void child_stop(struct child *child);

#endif
