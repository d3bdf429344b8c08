/*
 * Looking for words in a text, whatever their case and accents.
 *
 * Both sides are folded code point by code point: capitals to small letters, ß to ss, ligatures and
 * full-width letters to plain ones, typographic apostrophes, dashes and spaces to those of a
 * keyboard. Accents, Hebrew points and Arabic vowel signs fall away, and so do soft hyphens,
 * joiners and marks of direction. What makes another letter stays: the voicing of kana, the vowel
 * signs of Indic scripts, the vowels and tones of Thai. A match starts and ends between graphemes.
 */
#ifndef MEND_TEXT_FIND_H
#define MEND_TEXT_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/base/error.h"
#include "mend/text/buffer.h"

/* What is looked for. */
struct find;

struct find_match {
    size_t from;
    size_t to;
    bool wrapped; /* it lies on the other side of the text's end */
};

/* Takes a folded copy of WHAT (LENGTH bytes). NULL without memory. */
struct find *find_new(const char *what, size_t length) MUST_CHECK;
void find_free(struct find *find);

/*
 * The first match that starts at or behind AT, or else the first in the text; the last match that
 * ends at or before AT, or else the last in the text. False when there is none, and always when
 * nothing remains of what is looked for once it is folded. Reads the text where it is; a gap in it
 * is moved to an end, hence not const.
 */
bool find_forward(const struct find *find, struct buffer *buffer, size_t at,
                  struct find_match *match);
bool find_backward(const struct find *find, struct buffer *buffer, size_t at,
                   struct find_match *match);

#endif
