/* For adopt.c, which adds check-ins of its own. */
#ifndef MEND_STORE_CHECK_IN_PRIVATE_H
#define MEND_STORE_CHECK_IN_PRIVATE_H

#include "mend/store/check_in.h"
#include "record_private.h"

/* Inside a transaction: adds a check-in, which has something in it. */
enum err check_in_insert(struct store *store, const struct check_in_new *check_in, int64_t *id,
                         struct fault *fault) MUST_CHECK;

#endif
