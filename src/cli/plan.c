/* A plan on paper: the words come out on standard output, after a warning. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "mend/base/message.h"
#include "mend/course/content.h"
#include "mend/exchange/plan.h"
#include "show.h"

static const char warning[] =
    N_("On paper, or in a file, a plan is not sealed: whoever finds it can read it, and where you "
       "would go. A printer and the queue before it may keep a copy, and this window keeps what is "
       "shown in it. If someone you fear could find it, it is safer in your head or with an "
       "advocate.\n");

/* Names at the shell, and the sheets they stand for. */
static const struct {
    const char *name;
    const char *sheet;
} plans[] = {{"safety", "plan"}, {"leaving", "leaving"}};

static const char *find_sheet(const char *name)
{
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++)
        if (strcmp(plans[i].name, name) == 0)
            return plans[i].sheet;
    return NULL;
}

/* At the terminal, for standard output may be the printer's already. */
static enum err warn(const struct asked *asked, struct fault *fault)
{
    if (asked->yes)
        return OK;
    fputs(_(warning), stderr);
    return ask_word(asked, _("Type print to go on:"), "print", _("Nothing was printed."), fault);
}

static enum err read_plan(const struct asked *asked, const char *sheet, struct content *content,
                          struct lesson *plan, struct fault *fault)
{
    char *folder = NULL;
    enum err err = content_find(asked->cli->content, &folder, fault);
    if (!err)
        err = content_open(folder, content, NULL, fault);
    free(folder);
    const struct contents_entry *entry = err ? NULL : content_sheet(content, sheet);
    if (!err && !entry)
        err = fault_set(fault, ERR_NOT_FOUND,
                        _("The forms of this plan cannot be found. Name the "
                          "folder of the lessons with --content DIR."));
    return err ? err : content_lesson(content, entry, plan, NULL, fault);
}

static enum err print(const struct asked *asked, struct opened *opened, const struct lesson *plan,
                      struct fault *fault)
{
    struct str out = {0};
    size_t filled = 0;
    enum err err = exchange_put_plan(&out, plan, opened->store, show_text, &filled, fault);
    if (!err && !filled)
        err = fault_set(fault, ERR_NOT_FOUND,
                        _("Nothing is written in this plan yet. It is under Help now."));
    if (!err)
        err = warn(asked, fault);
    if (!err && (fputs(str_text(&out), stdout) < 0 || fflush(stdout) != 0))
        err = fault_set(fault, ERR_IO, _("Not all of the plan could be put out."));
    str_free(&out);
    return err;
}

int command_plan_print(const struct asked *asked)
{
    struct fault fault = {0};
    struct clock clock = {0};
    struct opened opened = {0};
    struct content content = {0};
    struct lesson plan = {0};
    const char *sheet = find_sheet(asked->words[0]);
    enum err err = OK;
    if (!sheet)
        err = fault_set(&fault, ERR_INPUT,
                        _("There are two plans: `mend plan print safety` and `mend plan print "
                          "leaving`."));
    if (!err)
        err = read_plan(asked, sheet, &content, &plan, &fault);
    if (!err)
        err = ask_open_store(asked, &clock, &opened, &fault);
    if (!err)
        err = print(asked, &opened, &plan, &fault);
    opening_close(&opened);
    lesson_free(&plan);
    content_close(&content);
    if (err)
        cli_complain(fault.text);
    return err ? 1 : 0;
}
