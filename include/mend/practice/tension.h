/*
 * When a lesson has stirred up so much that the program says so and offers a pause.
 *
 * The rule is the course's own: tension of 8 or more, a rise of 2 or more since the lesson began,
 * or feeling far away, numb, not quite here (which a tension scale alone misses). It is a
 * threshold for kindness, not a measurement; no source claims more for it.
 */
#ifndef MEND_PRACTICE_TENSION_H
#define MEND_PRACTICE_TENSION_H

#include <stdbool.h>

enum { TENSION_UNKNOWN = -1, TENSION_HIGH = 8, TENSION_RISE = 2 };

/* BEFORE and AFTER are 0..10, or TENSION_UNKNOWN when the question was skipped. */
bool tension_wants_pause(int before, int after, bool far_away);

#endif
