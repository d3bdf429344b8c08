#include "leave.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "mend/ui/run.h"
#include "signals.h"
#include "term.h"

void leave_now(struct ui *ui)
{
    if (ui->term)
        term_leave(ui->term);
    session_leave(ui->session, LEAVE_PATIENCE);
    _exit(0); /* nothing may be written any more, not even by what runs at exit */
}

void leave_try(struct ui *ui)
{
    if (!ui->term)
        return;
    term_go_away(ui->term);
    ui->away = true;
    ui->away_until = clock_monotonic(ui->clock) + LEAVE_TRY;
}

void leave_or_return(struct ui *ui, bool back)
{
    ui->away = false;
    ui->dirty = true;
    if (back) {
        term_resume(ui->term);
        return;
    }
    term_abandon(ui->term);
    session_leave(ui->session, LEAVE_PATIENCE);
    _exit(0);
}

void leave_redraw(struct ui *ui)
{
    if (ui->term)
        term_redraw(ui->term);
}

static void restart(struct ui *ui, bool stop)
{
    char state[64];
    /* Typed right behind the key that locks or erases, it is not to be lost on the way. */
    if (input_holds(ui->input, str_text(&ui->backlog), ui->backlog.length, CONTROL('X')))
        _exit(0);
    if (stop)
        setenv(RUN_STOPPED, "1", 1);
    if (ui->clock->is_virtual) { /* a test goes on counting */
        snprintf(state, sizeof state, "%u:%lld", ui->barriers, (long long)ui->clock->virtual_ms);
        setenv(RUN_TEST_STATE, state, 1);
    }
    execv("/proc/self/exe", ui->arguments);
    execvp(ui->arguments[0], ui->arguments);
    _exit(0); /* locked all the same */
}

void leave_lock(struct ui *ui, bool stop)
{
    struct fault fault = {0};
    if (!ui->term)
        return;
    term_blank(ui->term);
    if (session_flush(ui->session, &fault)) {
        term_redraw(ui->term);
        ui->dirty = true;
        ui_tell(ui, &fault);
        return;
    }
    term_leave(ui->term);
    session_close(ui->session); /* the keys are wiped, and other programs need not wait */
    restart(ui, stop);
}

void leave_erase(struct ui *ui)
{
    struct fault fault = {0};
    if (!ui->term)
        return;
    term_blank(ui->term);
    if (session_erase(ui->session, &fault))
        setenv(RUN_ERASED, fault.text, 1);
    else
        setenv(RUN_ERASED, "", 1);
    term_leave(ui->term);
    session_close(ui->session);
    restart(ui, false);
}

void leave_suspend(struct ui *ui)
{
    if (!ui->term)
        return;
    if (session_has_passphrase(ui->session)) {
        leave_lock(ui, true);
        return;
    }
    term_suspend(ui->term);
    /* Kept before the program stops: it may never be continued. What fails is told later. */
    enum err ignored = session_flush(ui->session, NULL);
    (void)ignored;
    signals_stop_self();
    term_resume(ui->term);
}
