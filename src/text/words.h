/* What belongs to a word, for the moves and for the steps of undo. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

/* True for what can stand in a word: letters, digits, marks, apostrophes. */
bool word_holds(int32_t code_point);

#endif
