/* How a chart and a month say a day that is a number: days since 1970-01-01. */
#ifndef MEND_UI_DAY_WORDS_H
#define MEND_UI_DAY_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "mend/base/str.h"

enum day_form { DAY_LONG, DAY_SHORT };

/* "3 October" or "3 Oct", and the year when YEAR. */
void day_words(struct str *out, int32_t day, enum day_form form, bool year);

/* "3 March", "3 to 24 March", "28 February to 3 March"; the year when YEAR or when there are two */
void day_words_range(struct str *out, int32_t from, int32_t to, enum day_form form, bool year);

#endif
