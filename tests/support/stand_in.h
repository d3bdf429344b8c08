/*
 * A small program that the rig is tried out on: it speaks the barrier and the virtual clock, and
 * does, on a key, each thing a program under test may do.
 */
#ifndef TESTS_SUPPORT_STAND_IN_H
#define TESTS_SUPPORT_STAND_IN_H

enum { STAND_IN_CHOSEN_EXIT = 7, STAND_IN_FLOOD = 512 << 10 };

/*
 * Runs until "q" or Ctrl-X; the exit status. MODE: "" or "silent" (never answers a barrier).
 *
 *   b bold, r reverse, c colour, w wide and combining text    C clears the screen
 *   e its environment                  s its window's size
 *   f floods: STAND_IN_FLOOD bytes     m asks for mouse reports
 *   t sets a timer of 1000 ms          T sets the window's title, and rings
 *   z stops itself                     a aborts
 *   q restores the terminal, exits 0   Q exits with STAND_IN_CHOSEN_EXIT, restores nothing
 *   anything else is shown in hexadecimal; a paste is counted
 */
int stand_in(const char *mode);

#endif
