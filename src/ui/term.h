/*
 * The terminal: the only file that knows curses. It puts a canvas on the glass, sends no more
 * than what changed, and gives the terminal back as it was.
 */
#ifndef MEND_UI_TERM_H
#define MEND_UI_TERM_H

#include "canvas.h"

struct term;

/*
 * Takes over the terminal on standard input and output. ERR_INPUT with a sentence when there is
 * none, when TERM is unknown, or when it cannot move its cursor.
 */
enum err term_open(struct term **term, struct fault *fault) MUST_CHECK;

/* Gives the terminal back. */
void term_close(struct term *term);

/* The file descriptor keys come from. */
int term_fd(const struct term *term);

/* Asks the terminal for its size, in cells. */
void term_size(struct term *term, int *rows, int *columns);

/* Shows CANVAS: what differs from the last picture is sent, in one go. */
enum err term_draw(struct term *term, const struct canvas *canvas) MUST_CHECK;

/* Forgets what is on the glass: the next picture is sent whole. */
void term_redraw(struct term *term);

/* Empties the glass at once. */
void term_blank(struct term *term);

/*
 * Leave now: what is still queued is thrown away, and one write erases the screen, leaves the
 * alternate screen and erases again; without an alternate screen the scrollback is cleared where
 * the terminal can. Nothing may be drawn afterwards.
 */
void term_leave(struct term *term);

/* Gives the terminal back for a while (the program is being stopped), and takes it again. */
void term_suspend(struct term *term);
void term_resume(struct term *term);

/*
 * As term_suspend(), but keys still come, unseen: a try of leaving. Then term_resume(), or
 * term_abandon(), which writes nothing more and is the end.
 */
void term_go_away(struct term *term);
void term_abandon(struct term *term);

/* Sends BYTES past the picture: the answer to a test's barrier. */
void term_send(struct term *term, const char *bytes, size_t length);

#endif
