/* What the files of promises share: promise.c, promise_mark.c, and adopt.c which adds some. */
#ifndef MEND_STORE_PROMISE_PRIVATE_H
#define MEND_STORE_PROMISE_PRIVATE_H

#include "mend/store/promise.h"
#include "record_private.h"

enum { PROMISE_TEXTS = 3 };

/* Inside a transaction: adds a promise that follows none. Its words and schedule make sense. */
enum err promise_insert(struct store *store, const struct promise_new *promise, int64_t *id,
                        struct fault *fault) MUST_CHECK;

/* Adds to PROMISES their pauses that last until FROM at least. */
enum err promise_read_pauses(struct store *store, struct promises *promises, int32_t from,
                             struct fault *fault) MUST_CHECK;

#endif
