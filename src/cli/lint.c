#include "mend/cli/lint.h"

#include <stdio.h>
#include <stdlib.h>

#include "commands.h"
#include "mend/base/message.h"
#include "mend/course/content.h"

static void print_counts(const struct lint_counts *counts)
{
    printf(_("%zu of %zu pages, %zu questions, %s, %zu cards, %zu prompts, %zu practices, %zu "
             "helplines in %zu countries; Flesch-Kincaid grade: median %.1f, highest %.1f (page "
             "%s)\n"),
           counts->pages, counts->pages_expected, counts->questions,
           counts->closing ? _("a closing") : _("no closing"), counts->cards, counts->prompts,
           counts->practices, counts->helplines, counts->countries, counts->grade_median,
           counts->grade_highest, counts->grade_highest_of);
}

int cli_lint(const char *folder, bool counts)
{
    struct fault fault = {0};
    struct issues issues = {0};
    struct lint_counts found;
    enum err err = content_lint(folder, &found, &issues, &fault);
    for (size_t i = 0; i < issues.count; i++) {
        const struct issue *issue = &issues.items[i];
        printf("%s:%d: %s\n", issue->file, issue->line ? issue->line : 1, issue->text);
    }
    if (!err && counts)
        print_counts(&found);
    int status = issues.count > 0 ? 1 : 0;
    if (err) {
        cli_complain(fault.text);
        status = 2;
    }
    issues_free(&issues);
    return status;
}

/* The folder named, else the one the program itself would use. */
static int run(const struct asked *asked, bool counts)
{
    if (asked->count > 0)
        return cli_lint(asked->words[0], counts);
    struct fault fault = {0};
    char *folder = NULL;
    if (content_find(asked->cli->content, &folder, &fault)) {
        cli_complain(fault.text);
        return 2;
    }
    int status = cli_lint(folder, counts);
    free(folder);
    return status;
}

int command_lint(const struct asked *asked)
{
    return run(asked, false);
}

int command_count(const struct asked *asked)
{
    return run(asked, true);
}
