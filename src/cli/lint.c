#include "mend/cli/lint.h"

#include <stdio.h>
#include <stdlib.h>

#include "commands.h"
#include "mend/course/content.h"

int cli_lint(const char *folder)
{
    struct fault fault = {0};
    struct issues issues = {0};
    enum err err = content_lint(folder, &issues, &fault);
    for (size_t i = 0; i < issues.count; i++) {
        const struct issue *issue = &issues.items[i];
        printf("%s:%d: %s\n", issue->file, issue->line ? issue->line : 1, issue->text);
    }
    int status = issues.count > 0 ? 1 : 0;
    if (err) {
        cli_complain(fault.text);
        status = 2;
    }
    issues_free(&issues);
    return status;
}

/* The folder named, else the one the program itself would use. */
int command_lint(const struct cli *cli, int argc, char **argv)
{
    if (argc > 0)
        return cli_lint(argv[0]);
    struct fault fault = {0};
    char *folder = NULL;
    if (content_find(cli->content, &folder, &fault)) {
        cli_complain(fault.text);
        return 2;
    }
    int status = cli_lint(folder);
    free(folder);
    return status;
}
