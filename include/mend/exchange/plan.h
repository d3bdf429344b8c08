/* A plan as plain text: what is asked, and below it what was written. */
#ifndef MEND_EXCHANGE_PLAN_H
#define MEND_EXCHANGE_PLAN_H

#include "mend/base/str.h"
#include "mend/course/lesson.h"
#include "mend/store/store.h"

/*
 * Appends to OUT the forms of PLAN, whose answers are kept under its id: of each what is half done,
 * else the newest answer. PUT appends a text that a person wrote, fit to be shown and indented;
 * what was left empty is left out. *FILLED counts what there was.
 */
enum err exchange_put_plan(struct str *out, const struct lesson *plan, struct store *store,
                           void (*put)(struct str *out, const char *text, size_t length,
                                       const char *indent),
                           size_t *filled, struct fault *fault) MUST_CHECK;

#endif
