/* Giving a text other tags (tags.h) without taking a word out of it. */
#ifndef MEND_TEXT_RETAG_H
#define MEND_TEXT_RETAG_H

#include <stdbool.h>

#include "mend/base/str.h"

/*
 * Appends to OUT the TEXT with TAGS (words parted by blanks or commas, with or without "#") as its
 * tags: a tag that is not among them loses its "#" and stays as a word, a new one comes in a line
 * at the end. False when something in TAGS cannot be a tag; it is left out.
 */
bool retag(struct str *out, const char *text, const char *tags);

#endif
