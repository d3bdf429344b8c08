/*
 * The bytes a terminal sends for a key, and small scripts of keys, so that a test reads like what
 * a person does:
 *
 *     "2<Down*3><Enter>half a sentence<C-x>"
 *
 * Between "<" and ">" stands a key by name, "*N" repeating it, or a time that goes by: "<500ms>",
 * "<2s>" (it needs a program on virtual time). Everything else is typed as it is; "<lt>" types
 * "<". Names: Up Down Left Right Home End PgUp PgDn Insert Delete Enter Tab S-Tab Space Esc
 * Backspace F1 C-Left C-Right C-Space C-_ C-\ C-a..C-z.
 */
#ifndef TESTS_SUPPORT_KEYS_H
#define TESTS_SUPPORT_KEYS_H

#include <stdbool.h>

#include "mend/base/str.h"

/*
 * Appends the bytes of SCRIPT. With VIRTUAL_TIME a lone "Esc" is followed by the 25 ms after which
 * it is one. Returns NULL, or where in SCRIPT a name begins that is not known.
 */
const char *keys_put_script(struct str *out, const char *script, bool virtual_time) MUST_CHECK;

/* Appends the sequence that moves virtual time. */
void keys_put_time(struct str *out, long milliseconds);

/* Appends TEXT as a terminal sends a paste. */
void keys_put_paste(struct str *out, const char *text, size_t length);

#endif
