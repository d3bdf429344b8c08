#include "mend/base/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * `job` is set by the owner and cleared by the thread when it has run; the byte it then writes to
 * the pipe is what the owner waits for. `busy` belongs to the owner alone.
 */
struct worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    void (*job)(void *);
    void *argument;
    bool stop;
    bool started;
    bool busy;
    int done[2];
};

struct worker *worker_new(void)
{
    struct worker *worker = calloc(1, sizeof *worker);
    if (!worker)
        return NULL;
    if (pipe2(worker->done, O_CLOEXEC) != 0) {
        free(worker);
        return NULL;
    }
    pthread_mutex_init(&worker->lock, NULL);
    pthread_cond_init(&worker->wake, NULL);
    return worker;
}

static void *serve(void *argument)
{
    struct worker *worker = argument;
    pthread_mutex_lock(&worker->lock);
    for (;;) {
        while (!worker->job && !worker->stop)
            pthread_cond_wait(&worker->wake, &worker->lock);
        if (!worker->job)
            break;
        void (*job)(void *) = worker->job;
        pthread_mutex_unlock(&worker->lock);
        job(worker->argument);
        pthread_mutex_lock(&worker->lock);
        worker->job = NULL;
        while (write(worker->done[1], "", 1) < 0 && errno == EINTR)
            continue;
    }
    pthread_mutex_unlock(&worker->lock);
    return NULL;
}

/* Signals are the main thread's business. */
static int start_thread(struct worker *worker)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&worker->thread, NULL, serve, worker);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

enum err worker_start(struct worker *worker, void (*job)(void *), void *argument)
{
    if (!worker->started && start_thread(worker) != 0)
        return ERR_MEMORY;
    worker->started = true;
    worker->busy = true;
    pthread_mutex_lock(&worker->lock);
    worker->job = job;
    worker->argument = argument;
    pthread_cond_signal(&worker->wake);
    pthread_mutex_unlock(&worker->lock);
    return OK;
}

bool worker_busy(const struct worker *worker)
{
    return worker->busy;
}

int worker_fd(const struct worker *worker)
{
    return worker->done[0];
}

void worker_collect(struct worker *worker)
{
    if (!worker->busy)
        return;
    char byte;
    while (read(worker->done[0], &byte, 1) < 0 && errno == EINTR)
        continue;
    worker->busy = false;
}

void worker_free(struct worker *worker)
{
    if (!worker)
        return;
    worker_collect(worker);
    if (worker->started) {
        pthread_mutex_lock(&worker->lock);
        worker->stop = true;
        pthread_cond_signal(&worker->wake);
        pthread_mutex_unlock(&worker->lock);
        pthread_join(worker->thread, NULL);
    }
    pthread_cond_destroy(&worker->wake);
    pthread_mutex_destroy(&worker->lock);
    close(worker->done[0]);
    close(worker->done[1]);
    free(worker);
}
