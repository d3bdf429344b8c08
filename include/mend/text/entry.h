/*
 * What the text of an entry says of itself: its title and its tags. Both are parts of the text,
 * which is valid UTF-8; nothing is copied.
 */
#ifndef MEND_TEXT_ENTRY_H
#define MEND_TEXT_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

/* A part of a text, which it points into. */
struct entry_part {
    const char *bytes;
    size_t length;
};

/*
 * The first line of TEXT (LENGTH bytes) that says something, without the "#" marks and blanks
 * before and the blanks behind, and no wider than COLUMNS cells; it ends between graphemes. Empty
 * when there is none. Of a long text its beginning is enough.
 */
struct entry_part entry_title(const char *text, size_t length, int columns);

/*
 * The next tag of TEXT (LENGTH bytes) at or behind *AT, without its "#"; *AT, 0 for the first, is
 * then behind it. False when there are no more. A tag is a "#" at the start of the text or behind
 * white space, and letters and digits of any script, "_" and "-" behind it, of which one at least
 * is a letter or a digit. The same tag may come more than once, in another case, too.
 *
 *     size_t at = 0;
 *     struct entry_part tag;
 *     while (entry_next_tag(text, length, &at, &tag))
 *         ...
 */
bool entry_next_tag(const char *text, size_t length, size_t *at, struct entry_part *tag);

#endif
