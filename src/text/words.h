/* What belongs to a word, for the moves, the steps of undo and the tags; and what to none. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

/* True for what can stand in a word: letters, digits, marks, apostrophes. */
bool word_holds(int32_t code_point);

/* True for what a word can start with: letters and digits of any script. */
bool word_starts_with(int32_t code_point);

/* True for what shows nothing: spaces of any width and tabs; not for line feeds. */
bool code_point_is_blank(int32_t code_point);

#endif
