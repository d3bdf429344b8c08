#include <ctype.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "mend/base/error.h"
#include "mend/base/message.h"
#include "mend/cli/cli.h"

#ifndef MEND_VERSION
#define MEND_VERSION "0.1"
#endif

/* A new command is one file and one row here. */
static const struct command commands[] = {
    {"journal add", "", N_("keep an entry, from standard input"), 0, 0, OPTION_PASSPHRASE, true,
     command_journal_add},
    {"journal list", "[-n N] [--json]", N_("show the newest entries"), 0, 0,
     OPTION_COUNT | OPTION_JSON | OPTION_PASSPHRASE, true, command_journal_list},
    {"journal search", "[-n N] [--json] WORDS...", N_("find entries"), 1, INT_MAX,
     OPTION_COUNT | OPTION_JSON | OPTION_PASSPHRASE, true, command_journal_search},
    {"passphrase set", "", N_("seal what is kept, or what will be"), 0, 0, OPTION_PASSPHRASE, true,
     command_passphrase_set},
    {"passphrase change", "", N_("another passphrase"), 0, 0, OPTION_PASSPHRASE, true,
     command_passphrase_change},
    {"passphrase renew", "", N_("the same, when somebody may know the old one"), 0, 0,
     OPTION_PASSPHRASE, true, command_passphrase_renew},
    {"passphrase remove", "", N_("a plain file again"), 0, 0, OPTION_PASSPHRASE, true,
     command_passphrase_remove},
    {"passphrase recovery", "", N_("make a recovery key"), 0, 0, OPTION_PASSPHRASE, true,
     command_passphrase_recovery},
    {"passphrase forget", "", N_("remove the recovery key"), 0, 0, OPTION_PASSPHRASE, true,
     command_passphrase_forget},
    {"passphrase recover", "", N_("a new passphrase, by the recovery key"), 0, 0, OPTION_PASSPHRASE,
     true, command_passphrase_recover},
    {"plan print", "[--yes] safety|leaving", N_("a plan as plain text, to be printed"), 1, 1,
     OPTION_YES | OPTION_PASSPHRASE, true, command_plan_print},
    {"erase", "[--yes]", N_("make everything unreadable and remove it"), 0, 0, OPTION_YES, true,
     command_erase},
    {"lint", "[DIR]", N_("check a folder of lessons"), 0, 1, 0, false, command_lint},
    {"count", "[DIR]", N_("the same, and count what it holds"), 0, 1, 0, false, command_count},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

void cli_complain(const char *sentence)
{
    fputs("mend: ", stderr);
    for (const char *byte = sentence; *byte; byte++) {
        /* A name given on the command line may hold anything; a terminal would obey it. */
        if ((unsigned char)*byte < 0x20 || *byte == 0x7f)
            fprintf(stderr, "^%c", *byte ^ 0x40);
        else
            fputc(*byte, stderr);
    }
    fputc('\n', stderr);
}

static void print_help(void)
{
    printf(_("mend: ten lessons on learning to trust again, on your own and at your own pace.\n"
             "\n"
             "  mend [--home DIR] [--content DIR]\n"));
    for (int i = 0; i < COMMAND_COUNT; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s %s", commands[i].name, commands[i].arguments);
        printf("  mend %-39s  %s\n", name, _(commands[i].summary));
    }
    printf(
        _("\n"
          "  --home DIR     where your data lives (else MEND_HOME, XDG_DATA_HOME/mend or\n"
          "                 ~/.local/share/mend)\n"
          "  --content DIR  where the lessons are (else MEND_CONTENT)\n"
          "  -n N           at most N of them, the newest (else 20)\n"
          "  --json         as JSON, for other programs\n"
          "  --passphrase-fd N\n"
          "                 take passphrases from the open file N, a line each, instead of asking\n"
          "  --             behind it, words may begin with \"-\"\n"
          "  --help         this\n"
          "  --version      the version\n"
          "\n"
          "Ctrl-X leaves at once, from anywhere. In danger, call your emergency number.\n"));
}

/* ---- reading the arguments ---- */

/* What has been read so far. `over`: it is settled, with the status in `cli`. */
struct reading {
    struct cli cli;
    const struct command *command;
    struct asked asked;
    bool over;
};

static void finish(struct reading *reading, int status)
{
    reading->cli.screen = false;
    reading->cli.status = status;
    reading->over = true;
}

static void PRINTF_LIKE(2, 3) usage(struct reading *reading, const char *format, ...)
{
    char sentence[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    cli_complain(sentence);
    finish(reading, 2);
}

/* The value of an option that needs one: "--home DIR" or "--home=DIR". */
static bool option(const char *name, char **argv, int argc, int *at, const char **value)
{
    size_t length = strlen(name);
    if (strncmp(argv[*at], name, length) != 0)
        return false;
    if (argv[*at][length] == '=') {
        *value = argv[*at] + length + 1;
        return true;
    }
    if (argv[*at][length] != '\0')
        return false;
    *value = *at + 1 < argc ? argv[++*at] : "";
    return true;
}

static bool takes(const struct reading *reading, unsigned which)
{
    return reading->command && (reading->command->options & which);
}

/* "-n 5", "-n5" or "-n=5" */
static bool count_option(struct reading *reading, char **argv, int argc, int *at)
{
    const char *value = argv[*at] + 2;
    if (strncmp(argv[*at], "-n", 2) != 0)
        return false;
    if (!isdigit((unsigned char)*value) && !option("-n", argv, argc, at, &value))
        return false;
    char *end = NULL;
    unsigned long long number = isdigit((unsigned char)*value) ? strtoull(value, &end, 10) : 0;
    if (number == 0 || *end != '\0')
        usage(reading, _("-n needs a number behind it, from 1 up."));
    else
        reading->asked.most = number > SIZE_MAX ? SIZE_MAX : (size_t)number;
    return true;
}

/* True when the argument is an option of the program, with or without a command. */
static bool shared_option(struct reading *reading, char **argv, int argc, int *at)
{
    struct cli *cli = &reading->cli;
    const char *argument = argv[*at];
    bool home = option("--home", argv, argc, at, &cli->home);
    if (home || option("--content", argv, argc, at, &cli->content)) {
        if (!*(home ? cli->home : cli->content))
            usage(reading, _("%s needs a folder behind it."), home ? "--home" : "--content");
        return true;
    }
    if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)
        print_help();
    else if (strcmp(argument, "--version") == 0)
        printf("mend %s\n", MEND_VERSION);
    else
        return false;
    finish(reading, 0);
    return true;
}

/* "--passphrase-fd 3" */
static bool passphrase_option(struct reading *reading, char **argv, int argc, int *at)
{
    const char *value;
    char *end = NULL;
    if (!option("--passphrase-fd", argv, argc, at, &value))
        return false;
    long number = isdigit((unsigned char)*value) ? strtol(value, &end, 10) : -1;
    if (number < 0 || number > INT_MAX || *end != '\0')
        usage(reading, _("--passphrase-fd needs the number of an open file behind it."));
    else
        reading->asked.passphrase_fd = (int)number;
    return true;
}

static void read_option(struct reading *reading, char **argv, int argc, int *at)
{
    const struct command *command = reading->command;
    if (shared_option(reading, argv, argc, at))
        return;
    if (takes(reading, OPTION_COUNT) && count_option(reading, argv, argc, at))
        return;
    if (takes(reading, OPTION_PASSPHRASE) && passphrase_option(reading, argv, argc, at))
        return;
    if (takes(reading, OPTION_YES) && strcmp(argv[*at], "--yes") == 0)
        reading->asked.yes = true;
    else if (takes(reading, OPTION_JSON) && strcmp(argv[*at], "--json") == 0)
        reading->asked.json = true;
    else if (!command)
        usage(reading, _("There is no option \"%s\". mend --help shows what there is."), argv[*at]);
    else if (!command->discreet)
        usage(reading, _("There is no option \"%s\" here. mend --help shows what there is."),
              argv[*at]);
    else
        usage(reading,
              _("There is no such option behind \"%s\". Words that begin with \"-\" go behind "
                "\"--\"; mend --help shows what there is."),
              command->name);
}

/* How many of COUNT arguments are the name of COMMAND: none, one or two. */
static int name_fits(const struct command *command, char **argv, int count)
{
    const char *blank = strchr(command->name, ' ');
    if (!blank)
        return strcmp(argv[0], command->name) == 0;
    size_t length = (size_t)(blank - command->name);
    if (strncmp(argv[0], command->name, length) != 0 || argv[0][length] != '\0')
        return 0;
    return count > 1 && strcmp(argv[1], blank + 1) == 0 ? 2 : 0;
}

/* The second words that commands have behind FIRST, as "add, list"; "" when it begins none. */
static void put_seconds(const char *first, char *out, size_t size)
{
    size_t length = strlen(first);
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < COMMAND_COUNT && used < size; i++)
        if (strncmp(commands[i].name, first, length) == 0 && commands[i].name[length] == ' ')
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "",
                                     commands[i].name + length + 1);
}

static void read_command(struct reading *reading, char **argv, int argc, int *at)
{
    char seconds[96];
    for (int i = 0; i < COMMAND_COUNT; i++) {
        int words = name_fits(&commands[i], argv + *at, argc - *at);
        if (words == 0)
            continue;
        reading->command = &commands[i];
        *at += words - 1;
        return;
    }
    put_seconds(argv[*at], seconds, sizeof seconds);
    if (*seconds)
        usage(reading, _("Behind \"%s\" comes one of: %s. mend --help shows what they do."),
              argv[*at], seconds);
    else
        usage(reading, _("There is no command \"%s\". mend --help shows what there is."),
              argv[*at]);
}

static void run_command(struct reading *reading)
{
    const struct command *command = reading->command;
    const struct asked *asked = &reading->asked;
    if (asked->count < command->least)
        usage(reading, _("Something is missing; it is written \"mend %s %s\"."), command->name,
              command->arguments);
    else if (asked->count > command->most && command->discreet)
        usage(reading, _("\"mend %s\" takes no words behind it. mend --help shows what it does."),
              command->name);
    else if (asked->count > command->most)
        usage(reading, _("\"%s\" is one argument too many. mend --help shows what there is."),
              asked->words[command->most]);
    else
        finish(reading, command->run(asked));
}

struct cli cli_run(int argc, char **argv)
{
    struct reading reading = {.cli = {.screen = true}};
    bool options = true;
    /* The words move to the front of argv, over what has been read. */
    reading.asked.words = argv;
    reading.asked.cli = &reading.cli;
    reading.asked.passphrase_fd = -1;
    for (int i = 1; i < argc && !reading.over; i++) {
        if (options && argv[i][0] == '-' && argv[i][1] != '\0') {
            if (reading.command && strcmp(argv[i], "--") == 0)
                options = false;
            else
                read_option(&reading, argv, argc, &i);
        } else if (!reading.command) {
            read_command(&reading, argv, argc, &i);
        } else {
            argv[reading.asked.count++] = argv[i];
        }
    }
    if (reading.command && !reading.over)
        run_command(&reading);
    return reading.cli;
}
