/* Entities of Markdown ("&amp;", "&#8217;"), which md4c hands on as they are. */
#ifndef MEND_COURSE_ENTITY_H
#define MEND_COURSE_ENTITY_H

#include "mend/base/str.h"

/* Appends what TEXT stands for; TEXT itself when that is unknown. */
void entity_put(struct str *out, const char *text, size_t length);

#endif
