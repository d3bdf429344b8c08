/* The front matter of a lesson: what stands between two lines "---" at its top. */
#ifndef MEND_COURSE_FRONT_H
#define MEND_COURSE_FRONT_H

#include "reading.h"
#include "scan.h"

/*
 * Reads the front matter at SCAN into LESSON, reporting what is wrong, and moves SCAN behind it.
 * Where other words stand before it, *BEFORE is where they end. Returns false when there is none.
 */
bool front_read(struct reading *reading, struct scan *scan, struct lesson *lesson,
                const char **before);

#endif
