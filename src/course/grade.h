/* How hard a text is to read. */
#ifndef MEND_COURSE_GRADE_H
#define MEND_COURSE_GRADE_H

#include "mend/course/lesson.h"

enum { GRADE_MOST = 10 };

/*
 * The Flesch-Kincaid grade of the words in BLOCKS, exercises left out:
 *     0.39 * words / sentences + 11.8 * syllables / words - 15.59
 * (Kincaid, Fishburne, Rogers and Chissom 1975, Research Branch Report 8-75). It is for English. It
 * knows nothing of sense or order: it sees long sentences and long words only, and here syllables
 * are guessed from the vowels, so that a grade is good to about one either way. 0 when there are no
 * words; never below 0.
 */
double reading_grade(const struct blocks *blocks);

#endif
