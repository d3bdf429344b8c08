#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "mend/base/message.h"
#include "mend/cli/cli.h"

#ifndef MEND_VERSION
#define MEND_VERSION "0.1"
#endif

/* A new command is one file and one row here. */
static const struct command commands[] = {
    {"lint", "[DIR]", N_("check a folder of lessons"), 1, command_lint},
    {"count", "[DIR]", N_("the same, and count what it holds"), 1, command_count},
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
        char name[32];
        snprintf(name, sizeof name, "%s %s", commands[i].name, commands[i].arguments);
        printf("  mend %-22s %s\n", name, _(commands[i].summary));
    }
    printf(_("\n"
             "  --home DIR     where your data lives (else MEND_HOME, XDG_DATA_HOME/mend or\n"
             "                 ~/.local/share/mend)\n"
             "  --content DIR  where the lessons are (else MEND_CONTENT)\n"
             "  --help         this\n"
             "  --version      the version\n"
             "\n"
             "Ctrl-X leaves at once, from anywhere. In danger, call your emergency number.\n"));
}

static struct cli done(struct cli cli, int status)
{
    cli.screen = false;
    cli.status = status;
    return cli;
}

static struct cli usage(struct cli cli, const char *format, const char *what)
{
    char sentence[512];
    snprintf(sentence, sizeof sentence, format, what);
    cli_complain(sentence);
    return done(cli, 2);
}

static struct cli run_command(struct cli cli, const struct command *command, int argc, char **argv)
{
    if (argc > command->most)
        return usage(cli, _("\"%s\" is one argument too many. mend --help shows what there is."),
                     argv[command->most]);
    for (int i = 0; i < argc; i++)
        if (argv[i][0] == '-')
            return usage(cli, _("There is no option \"%s\" here. mend --help shows what there is."),
                         argv[i]);
    return done(cli, command->run(&cli, argc, argv));
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

struct cli cli_run(int argc, char **argv)
{
    struct cli cli = {.screen = true};
    for (int i = 1; i < argc; i++) {
        const char *argument = argv[i];
        bool home = option("--home", argv, argc, &i, &cli.home);
        bool content = !home && option("--content", argv, argc, &i, &cli.content);
        if ((home && !*cli.home) || (content && !*cli.content))
            return usage(cli, _("%s needs a folder behind it."), home ? "--home" : "--content");
        if (home || content)
            continue;
        if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0) {
            print_help();
            return done(cli, 0);
        }
        if (strcmp(argument, "--version") == 0) {
            printf("mend %s\n", MEND_VERSION);
            return done(cli, 0);
        }
        if (argument[0] == '-')
            return usage(cli, _("There is no option \"%s\". mend --help shows what there is."),
                         argument);
        for (int j = 0; j < COMMAND_COUNT; j++)
            if (strcmp(argument, commands[j].name) == 0)
                return run_command(cli, &commands[j], argc - i - 1, argv + i + 1);
        return usage(cli, _("There is no command \"%s\". mend --help shows what there is."),
                     argument);
    }
    return cli;
}
