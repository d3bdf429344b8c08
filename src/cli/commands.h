/* Commands: what one is, and those there are. */
#ifndef MEND_CLI_COMMANDS_H
#define MEND_CLI_COMMANDS_H

#include "mend/cli/cli.h"

struct command {
    const char *name;
    const char *arguments; /* as shown in the help */
    const char *summary;
    int most; /* arguments it takes at most */
    /* Runs with the arguments behind the command's name; returns the exit status. */
    int (*run)(const struct cli *cli, int argc, char **argv);
};

int command_lint(const struct cli *cli, int argc, char **argv);
int command_count(const struct cli *cli, int argc, char **argv);

#endif
