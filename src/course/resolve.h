/* What an exercise borrows: from another lesson, from the practices, from the cards. */
#ifndef MEND_COURSE_RESOLVE_H
#define MEND_COURSE_RESOLVE_H

#include "mend/course/content.h"

/*
 * Gives every exercise of LESSON what it borrows. One that borrows what is not there becomes a
 * BLOCK_FAULT and an issue of FILE.
 */
enum err lesson_resolve(const struct content *content, const char *file, struct lesson *lesson,
                        struct issues *issues, struct fault *fault) MUST_CHECK;

#endif
