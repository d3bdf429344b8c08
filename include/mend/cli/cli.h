/* The command line: options, commands, and the sentence for what is neither. */
#ifndef MEND_CLI_CLI_H
#define MEND_CLI_CLI_H

#include <stdbool.h>

struct cli {
    const char *home;    /* --home DIR, or NULL */
    const char *content; /* --content DIR, or NULL */
    bool screen;         /* nothing was asked for but the full screen */
    int status;          /* otherwise: the exit status of what was asked for and is now done */
};

/*
 * Reads the arguments and runs the command among them, if there is one. Prints to standard
 * output, and sentences about what went wrong to standard error. Status 2 is bad usage.
 */
struct cli cli_run(int argc, char **argv);

/* Says why the program cannot go on. */
void cli_complain(const char *sentence);

#endif
