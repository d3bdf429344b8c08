#include "leave.h"

#include <unistd.h>

#include "signals.h"
#include "term.h"

void leave_now(struct ui *ui)
{
    if (ui->term)
        term_leave(ui->term);
    session_leave(ui->session, LEAVE_PATIENCE);
    _exit(0); /* nothing may be written any more, not even by what runs at exit */
}

void leave_redraw(struct ui *ui)
{
    if (ui->term)
        term_redraw(ui->term);
}

void leave_suspend(struct ui *ui)
{
    if (!ui->term)
        return;
    term_suspend(ui->term);
    /* Kept before the program stops: it may never be continued. What fails is told later. */
    enum err ignored = session_flush(ui->session, NULL);
    (void)ignored;
    signals_stop_self();
    term_resume(ui->term);
}
