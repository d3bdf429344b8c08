/* Reading a lesson, with more to tell than the program itself wants to know. */
#ifndef MEND_COURSE_LESSON_PRIVATE_H
#define MEND_COURSE_LESSON_PRIVATE_H

#include "reading.h"

/*
 * lesson_parse(), with the lesson's links going to LINKS, which may be NULL. In an outline every
 * page is empty, but for the kinds of its exercises. What a file of sections has are pages with the
 * number "".
 */
enum err lesson_read(const char *file, const char *bytes, size_t length, enum reading_mode mode,
                     struct lesson *lesson, struct links *links, struct issues *issues,
                     struct fault *fault) MUST_CHECK;

#endif
