/* The ways out of the program and back: leave now, redraw, Ctrl-Z. */
#ifndef MEND_UI_LEAVE_H
#define MEND_UI_LEAVE_H

#include "ui.h"

enum {
    LEAVE_PATIENCE = 300,           /* milliseconds for the last save */
    LEAVE_IDLE_LOCK = 5 * 60 * 1000 /* without a key, when there is a passphrase */
};

/* Blanks the screen, then saves what was being typed, then is gone with status 0. */
_Noreturn void leave_now(struct ui *ui);

/* Draws everything afresh. */
void leave_redraw(struct ui *ui);

/*
 * Locks: blanks the screen, keeps what was being typed, and starts the program anew, so that
 * nothing of what it held in memory remains. STOP: the new one stops at once, as for Ctrl-Z. Comes
 * back only when the last words could not be kept, which is told.
 */
void leave_lock(struct ui *ui, bool stop);

/* Blanks the screen and stops the program, as Ctrl-Z does everywhere. */
void leave_suspend(struct ui *ui);

#endif
