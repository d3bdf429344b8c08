/* What is checked of a lesson beyond what its reader needs. */
#ifndef MEND_COURSE_LINT_H
#define MEND_COURSE_LINT_H

#include "mend/course/lesson.h"

/*
 * Reads the lesson BYTES as lesson_parse() does and checks its pages and links as well; all finds
 * go to ISSUES, in the order of their lines, that it is no lesson among them. FOLDER is where
 * links lead from, or NULL when they are not to be followed. ENTRY_ID and so on come from the
 * table of contents, or are NULL and 0.
 */
struct lint_expected {
    const char *folder;
    const char *id;
    const char *title;
    int minutes;
};

enum err lint_lesson(const char *file, const char *bytes, size_t length,
                     const struct lint_expected *expected, struct issues *issues,
                     struct fault *fault) MUST_CHECK;

/*
 * What makes a lesson fit to be read by somebody in pain: versions in pairs, forms whose gaps have
 * slots, sources that are there, nothing shouted, nothing too hard to read.
 */
void lint_rules(const char *file, const struct lesson *lesson, struct issues *issues);

#endif
