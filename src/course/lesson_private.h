/* Reading a lesson, with more to tell than the program itself wants to know. */
#ifndef MEND_COURSE_LESSON_PRIVATE_H
#define MEND_COURSE_LESSON_PRIVATE_H

#include "reading.h"

/*
 * lesson_parse(), with the lesson's links going to LINKS, which may be NULL. OUTLINE: only what
 * the front matter and the headings say; every page is empty.
 */
enum err lesson_read(const char *file, const char *bytes, size_t length, bool outline,
                     struct lesson *lesson, struct links *links, struct issues *issues,
                     struct fault *fault) MUST_CHECK;

#endif
