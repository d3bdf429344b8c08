/* Opening what a person keeps: the one way to it, for every face of the program. */
#ifndef MEND_APP_OPENING_H
#define MEND_APP_OPENING_H

#include "mend/base/clock.h"
#include "mend/base/error.h"
#include "mend/store/store.h"

struct opening {
    const char *home; /* --home, or NULL */
    const struct clock *clock;
};

/*
 * Finds the home and opens the store in it, as path_home() and store_open() describe; no lessons
 * are needed for that. *PATH is the home's name, for the caller to free; NULL may be given. On
 * failure *STORE is NULL, and so is *PATH.
 */
enum err opening_store(const struct opening *opening, struct store **store, char **path,
                       struct fault *fault) MUST_CHECK;

#endif
