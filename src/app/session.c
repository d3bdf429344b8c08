#include "mend/app/session.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/path.h"
#include "session_private.h"

/* Between two looks at a file that another program holds, on whichever thread that is. */
void session_pause_store(void *context, int milliseconds)
{
    struct session *session = context;
    bool on_worker = worker_busy(session->worker);
    if (session->wait && !on_worker)
        session->wait(session->wait_context, -1, milliseconds);
    else
        poll(NULL, 0, milliseconds);
}

enum err session_open(const struct session_options *options, struct session **out,
                      struct fault *fault)
{
    *out = NULL;
    struct session *session = calloc(1, sizeof *session);
    if (!session)
        return fault_set_memory(fault);
    session->clock = options->clock;
    session->due = -1;
    enum err err = OK;
    session->worker = worker_new();
    if (!session->worker)
        err = fault_set_memory(fault);
    if (!err)
        err = path_home(options->home, &session->home, fault);
    if (!err)
        err = content_find(options->content, &session->folder, fault);
    if (!err)
        err = content_open(session->folder, &session->content, NULL, fault);
    if (!err)
        err = session_look_at_home(session, fault);
    if (err) {
        session_close(session);
        return err;
    }
    if (session->store)
        store_on_pause(session->store, session_pause_store, session);
    *out = session;
    return OK;
}

void session_close(struct session *session)
{
    if (!session)
        return;
    /* A failure here was told while it lasted; what is left to do is to say so next time. */
    if (session->store && session_flush(session, NULL) != OK)
        session_leave(session, 0);
    worker_free(session->worker);
    session_drop_drafts(session);
    store_close(session->store);
    vault_close(session->vault);
    table_free(&session->words);
    table_free(&session->prompts);
    helplines_free(&session->helplines);
    content_close(&session->content);
    free(session->folder);
    free(session->path);
    free(session->home);
    free(session);
}

const struct content *session_content(const struct session *session)
{
    return &session->content;
}

const char *session_home(const struct session *session)
{
    return session->home;
}

struct store *session_store(struct session *session)
{
    session_drain(session);
    return session->store;
}

void session_on_wait(struct session *session, void (*wait)(void *, int, int), void *context)
{
    session->wait = wait;
    session->wait_context = context;
}

void session_hurry(struct session *session, int milliseconds)
{
    if (session->store)
        store_set_patience(session->store, milliseconds);
}
