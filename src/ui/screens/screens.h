/* Screens that open on top of others, and what they are opened with. */
#ifndef MEND_UI_SCREENS_H
#define MEND_UI_SCREENS_H

#include "../exercise.h"

/* Earlier answers of an exercise; argument: struct exercise_view *, reloaded after a deletion. */
extern const struct screen_type screen_earlier;

#endif
