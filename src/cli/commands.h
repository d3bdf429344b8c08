/* Commands: what one is, what it is asked for, and those there are. */
#ifndef MEND_CLI_COMMANDS_H
#define MEND_CLI_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/cli/cli.h"

/* Options that only some commands take. */
enum {
    OPTION_COUNT = 1 << 0,      /* -n N */
    OPTION_JSON = 1 << 1,       /* --json */
    OPTION_PASSPHRASE = 1 << 2, /* --passphrase-fd N */
    OPTION_YES = 1 << 3,        /* --yes */
};

struct asked {
    const struct cli *cli;
    char **words; /* the arguments that are no options */
    int count;
    size_t most; /* of -n; 0 when it was not given */
    bool json;
    bool yes;          /* what would be asked is answered already */
    int passphrase_fd; /* -1 when it was not given */
};

struct command {
    const char *name;      /* one word, or two with a blank between them */
    const char *arguments; /* as shown in the help */
    const char *summary;
    int least; /* words it takes */
    int most;
    unsigned options;
    bool discreet; /* what stands behind it may be the person's own: no sentence repeats it */
    int (*run)(const struct asked *asked); /* returns the exit status */
};

int command_lint(const struct asked *asked);
int command_count(const struct asked *asked);
int command_journal_add(const struct asked *asked);
int command_journal_list(const struct asked *asked);
int command_journal_search(const struct asked *asked);
int command_passphrase_set(const struct asked *asked);
int command_passphrase_change(const struct asked *asked);
int command_passphrase_renew(const struct asked *asked);
int command_passphrase_remove(const struct asked *asked);
int command_passphrase_recovery(const struct asked *asked);
int command_passphrase_forget(const struct asked *asked);
int command_passphrase_recover(const struct asked *asked);
int command_plan_print(const struct asked *asked);
int command_erase(const struct asked *asked);

#endif
