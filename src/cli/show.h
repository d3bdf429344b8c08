/* What a person wrote, as it may be put on a terminal. */
#ifndef MEND_CLI_SHOW_H
#define MEND_CLI_SHOW_H

#include <stddef.h>

#include "mend/base/str.h"

/*
 * LENGTH bytes of TEXT: what would command the terminal becomes visible or is left out, and without
 * UTF-8 what cannot be shown is a "?". INDENT begins every line that is not empty; NULL makes one
 * line of all.
 */
void show_text(struct str *out, const char *text, size_t length, const char *indent);

#endif
