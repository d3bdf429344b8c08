/*
 * Signals, turned into a file descriptor that becomes readable. The flags and the rescue string
 * in signals.c are the program's only mutable globals: a signal handler can reach nothing else.
 */
#ifndef MEND_UI_SIGNALS_H
#define MEND_UI_SIGNALS_H

#include <stdbool.h>
#include <termios.h>

#include "mend/base/error.h"

/* Starts listening for SIGWINCH, SIGTSTP, SIGCONT and what ends a program in an orderly way. */
enum err signals_open(struct fault *fault) MUST_CHECK;

/*
 * Stops listening. ENDING: one that ends the program was heard, and what is still to be saved must
 * not be cut short by another, such as the SIGHUP that follows a closed terminal.
 */
void signals_close(bool ending);

/* Readable when a signal came; -1 before signals_open(). */
int signals_fd(void);

struct signals {
    bool resized;
    bool stop;      /* SIGTSTP from outside */
    bool continued; /* SIGCONT */
    int end;        /* SIGTERM, SIGHUP and their like; 0 when none came */
};

/* True when signals_take() has something to tell. */
bool signals_pending(void);

/* What came since the last call. */
struct signals signals_take(void);

/*
 * Should the program crash, SETTINGS and ESCAPES give the terminal back before it dies. Both stay
 * the caller's and must outlive the program or the next call; NULL forgets them.
 */
void signals_rescue(const struct termios *settings, const char *escapes);

/* Stops the program as the shell expects of Ctrl-Z; returns when it goes on. */
void signals_stop_self(void);

#endif
