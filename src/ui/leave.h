/* The ways out of the program and back: leave now, redraw, Ctrl-Z. */
#ifndef MEND_UI_LEAVE_H
#define MEND_UI_LEAVE_H

#include "ui.h"

enum { LEAVE_PATIENCE = 300 }; /* milliseconds for the last save */

/* Blanks the screen, then saves what was being typed, then is gone with status 0. */
_Noreturn void leave_now(struct ui *ui);

/* Draws everything afresh. */
void leave_redraw(struct ui *ui);

/* Blanks the screen and stops the program, as Ctrl-Z does everywhere. */
void leave_suspend(struct ui *ui);

#endif
