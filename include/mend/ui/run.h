/* The full screen, from the first picture to the last. */
#ifndef MEND_UI_RUN_H
#define MEND_UI_RUN_H

#include "mend/app/session.h"

/*
 * Runs the full screen over SESSION until the person leaves. Returns the exit status: 0, or 128
 * plus the number of the signal that ended it. When the terminal cannot be used it returns 1 and
 * FAULT says why.
 *
 * A virtual CLOCK (tests) turns two input sequences on, taken out before anything else sees them,
 * even inside a paste: ESC ] 5522 ; t = MILLISECONDS BEL advances the clock; byte 0x1d brings
 * everything that is due to the disk and the picture to the glass and answers ESC ] 5522 ; N BEL,
 * N counting from 1. With a real clock neither does anything.
 *
 * ARGUMENTS are those of the program (argv): with them it starts itself anew when it locks.
 */
int ui_run(struct session *session, struct clock *clock, char **arguments, struct fault *fault);

/*
 * What a program that locks tells the one it becomes, in the environment: to stop at once, as
 * Ctrl-Z asked for; and, under a virtual clock only, how many barriers were answered and what time
 * it is.
 */
#define RUN_STOPPED "MEND_STOPPED"
#define RUN_TEST_STATE "MEND_TEST_STATE"

/* Likewise, of one that has erased everything: "", or the sentence about why it could not. */
#define RUN_ERASED "MEND_ERASED"

/* Stops the program when the one before it was asked to; to be called before anything is opened. */
void ui_stop_if_asked(void);

#endif
