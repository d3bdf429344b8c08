/*
 * One thread beside the program's own, for work that may wait for the disk while keys still
 * count: one job at a time.
 */
#ifndef MEND_BASE_WORKER_H
#define MEND_BASE_WORKER_H

#include <stdbool.h>

#include "mend/base/error.h"

struct worker;

/* NULL without memory or file descriptors. The thread itself starts with the first job. */
struct worker *worker_new(void) MUST_CHECK;

/* Waits for a running job, then ends the thread. */
void worker_free(struct worker *worker);

/*
 * Runs JOB(ARGUMENT) on the thread. The worker must be idle. ERR_MEMORY when the thread cannot
 * be made; then the job has not run.
 */
enum err worker_start(struct worker *worker, void (*job)(void *), void *argument) MUST_CHECK;

/* True from worker_start() until worker_collect(). */
bool worker_busy(const struct worker *worker);

/* Readable as soon as the job has ended. */
int worker_fd(const struct worker *worker);

/* Takes note that the job has ended, waiting for it if need be. No effect when idle. */
void worker_collect(struct worker *worker);

#endif
