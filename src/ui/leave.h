/* The ways out of the program and back: leave now, redraw, Ctrl-Z. */
#ifndef MEND_UI_LEAVE_H
#define MEND_UI_LEAVE_H

#include "ui.h"

enum {
    LEAVE_PATIENCE = 300,            /* milliseconds for the last save */
    LEAVE_IDLE_LOCK = 5 * 60 * 1000, /* without a key, when there is a passphrase */
    LEAVE_TRY = 30 * 1000            /* without a key, until a try becomes one for good */
};

/* Blanks the screen, then saves what was being typed, then is gone with status 0. */
_Noreturn void leave_now(struct ui *ui);

/*
 * A try of leaving: the terminal is given back as it was, and nothing of it is used but for one
 * key. leave_or_return(): that key came, or it is over; BACK draws mend again, else it is gone with
 * status 0, and nothing more is written to the terminal.
 */
void leave_try(struct ui *ui);
void leave_or_return(struct ui *ui, bool back);

/* Draws everything afresh. */
void leave_redraw(struct ui *ui);

/*
 * Locks: blanks the screen, keeps what was being typed, and starts the program anew, so that
 * nothing of what it held in memory remains. STOP: the new one stops at once, as for Ctrl-Z. Comes
 * back only when the last words could not be kept, which is told.
 */
void leave_lock(struct ui *ui, bool stop);

/* Erases everything, then starts the program anew, which says what came of it. */
void leave_erase(struct ui *ui);

/* Blanks the screen and stops the program, as Ctrl-Z does everywhere. */
void leave_suspend(struct ui *ui);

#endif
