/* A form as an exercise: shared by record.c (its parts) and screens/record.c (the screen). */
#ifndef MEND_UI_RECORD_PRIVATE_H
#define MEND_UI_RECORD_PRIVATE_H

#include "record.h"

/* An exercise that knows its form: exercise_record finds it behind the exercise. */
struct record_exercise {
    struct exercise exercise; /* first: a pointer to it is one to this */
    const struct record_form *form;
};

extern const struct exercise_type exercise_record;

/* True when STOP of a form is a text. */
bool record_is_text(const struct exercise_view *view, int stop);

#endif
