/* For adopt.c, which adds experiments of its own. */
#ifndef MEND_STORE_EXPERIMENT_PRIVATE_H
#define MEND_STORE_EXPERIMENT_PRIVATE_H

#include "mend/store/experiment.h"
#include "record_private.h"

/* Inside a transaction: adds an experiment, whose plan makes sense. */
enum err experiment_insert(struct store *store, const struct experiment_new *experiment,
                           int64_t *id, struct fault *fault) MUST_CHECK;

#endif
