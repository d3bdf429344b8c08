/* The fenced block of an exercise. */
#ifndef MEND_COURSE_EXERCISE_H
#define MEND_COURSE_EXERCISE_H

#include "reading.h"
#include "scan.h"

/*
 * Reads the exercise that stands in PART. When something is wrong with it, that is reported, WHY
 * says the first of it for WHY_LINE, and the result is NULL.
 */
struct exercise *exercise_read(struct reading *reading, const struct part *part, struct str *why,
                               int *why_line);

#endif
