/* Prose in Markdown, by md4c, into blocks. */
#ifndef MEND_COURSE_PROSE_H
#define MEND_COURSE_PROSE_H

#include "reading.h"

/* Appends what stands from START to END, both within the text of READING, to BLOCKS. */
void prose_read(struct reading *reading, const char *start, const char *end, struct blocks *blocks);

#endif
