/*
 * The #words of a text: '#' at the start or behind white space, then one or more letters, digits
 * (of any script, with their marks), '_' or '-', at least one of them a letter or a digit. So a
 * heading ("# Title") and a colour of nothing ("#-") are none.
 */
#ifndef MEND_TEXT_TAGS_H
#define MEND_TEXT_TAGS_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/base/error.h"

/*
 * The next tag of TEXT (LENGTH bytes) at or behind *AT. True when there is one: *START is the byte
 * behind its '#', *SIZE its bytes without it, and *AT is where to go on. Malformed UTF-8 ends a
 * tag.
 */
bool tag_next(const char *text, size_t length, size_t *at, size_t *start, size_t *size);

/*
 * NAME (SIZE bytes, well-formed) as tags are compared: case folded and composed, so "Été" and
 * "ÉTÉ" are one. For the caller to free; NULL without memory.
 */
char *tag_fold(const char *name, size_t size) MUST_CHECK;

#endif
