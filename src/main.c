/* Arguments, wiring, exit codes: the one place that ends the program in an orderly way. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "mend/base/message.h"
#include "mend/cli/cli.h"
#include "mend/ui/run.h"

#ifndef MEND_PREFIX
#define MEND_PREFIX "/usr/local"
#endif

/* What was written must not end up in a core dump, nor in files that others can read. */
static void harden(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    umask(077);
#if !defined(__SANITIZE_ADDRESS__) /* the leak checker has to look into the process */
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

static int run_screen(const struct cli *cli, char **arguments)
{
    struct fault fault = {0};
    struct clock clock;
    struct session *session = NULL;
    const char *sync = getenv("MEND_TEST_SYNC");
    bool is_virtual = sync && strcmp(sync, "1") == 0;
    ui_stop_if_asked();
    struct session_options options = {cli->home, cli->content, &clock};
    if (clock_init(&clock, getenv("MEND_NOW"), is_virtual, &fault) ||
        session_open(&options, &session, &fault)) {
        cli_complain(fault.text);
        return 1;
    }
    int status = ui_run(session, &clock, arguments, &fault);
    session_close(session);
    if (fault.code)
        cli_complain(fault.text);
    return status;
}

int main(int argc, char **argv)
{
    harden();
    setlocale(LC_ALL, "");
    bindtextdomain("mend", MEND_PREFIX "/share/locale");
    textdomain("mend");
    struct cli cli = cli_run(argc, argv);
    exit(cli.screen ? run_screen(&cli, argv) : cli.status);
}
