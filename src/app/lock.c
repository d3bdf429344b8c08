/*
 * The lock: a session over a sealed file is locked until its passphrase has been given, and has no
 * store until then. It is never locked again: whoever locks the program starts it anew, so that
 * nothing it had in memory remains.
 */
#include <stdlib.h>
#include <string.h>

#include "mend/base/message.h"
#include "session_private.h"

enum { MILLISECONDS = 1000 };

bool session_is_locked(const struct session *session)
{
    return session->locked;
}

bool session_has_passphrase(const struct session *session)
{
    return session->locked || session->vault;
}

const struct vault_attempts *session_attempts(const struct session *session)
{
    return &session->attempts;
}

int64_t session_unlock_at(const struct session *session)
{
    return session->unlock_at;
}

/* The longer, the more wrong passphrases came in a row; counted on disk, to outlast a restart. */
static void slow_down(struct session *session)
{
    int seconds = vault_delay(vault_attempts_count(session->path));
    session->unlock_at = clock_monotonic(session->clock) + (int64_t)seconds * MILLISECONDS;
}

static bool needs_check(void *context)
{
    return vault_needs_check(context);
}

static enum err open_sealed(struct session *session, struct fault *fault)
{
    return store_open_sealed(session->home, vault_vfs_name(), needs_check, session->vault,
                             session->clock, &session->store, fault);
}

/* What the file is decides how the session begins. */
enum err session_look_at_home(struct session *session, struct fault *fault)
{
    enum vault_kind kind;
    session->path = store_path(session->home);
    enum err err = session->path ? vault_look(session->path, &kind, fault) : ERR_MEMORY;
    if (err == ERR_MEMORY)
        return fault_set_memory(fault);
    bool sealed = !err && (kind == VAULT_SEALED || kind == VAULT_DAMAGED || kind == VAULT_NEWER);
    if (!sealed) /* the store says what is wrong with any other file */
        return store_open(session->home, session->clock, &session->store, fault);
    bool found;
    err = vault_clean(session->path, &found, fault);
    if (err == ERR_MEMORY)
        return err;
    session->locked = kind == VAULT_SEALED;
    if (session->locked) {
        slow_down(session);
        return OK;
    }
    /* No passphrase opens a damaged or a newer file; this finds the sentence that says so. */
    err = vault_unlock(session->path, "", 0, &session->vault, fault);
    return err ? err : fault_set(fault, ERR_FORMAT, _("%s cannot be opened."), session->path);
}

struct unlock_job {
    struct session *session;
    const char *passphrase;
    size_t length; /* 0: PASSPHRASE is a recovery key */
    enum err err;
    struct fault *fault;
};

static void unlock_run(void *argument)
{
    struct unlock_job *job = argument;
    struct session *session = job->session;
    if (job->length)
        job->err =
            vault_unlock(session->path, job->passphrase, job->length, &session->vault, job->fault);
    else
        job->err =
            vault_unlock_recovery(session->path, job->passphrase, &session->vault, job->fault);
    if (job->err)
        return;
    job->err = open_sealed(session, job->fault);
    if (job->err) {
        vault_close(session->vault);
        session->vault = NULL;
    }
}

static void note_wrong(struct session *session, int64_t now)
{
    struct fault ignored = {0};
    /* Where it cannot be noted, the folder cannot be written to: there is nothing to do. */
    if (vault_attempt_failed(session->path, now, &ignored))
        session->unlock_at = 0;
    slow_down(session);
}

/* Who tried since the last time is told once, and then forgotten. */
static void note_right(struct session *session, int64_t now)
{
    struct fault ignored = {0};
    if (vault_attempts_read(session->vault, &session->attempts, &ignored) ||
        vault_attempts_opened(session->vault, now, &ignored))
        session->attempts.opened_at = 0;
}

static enum err unlock(struct session *session, const char *text, size_t length,
                       struct fault *fault)
{
    struct unlock_job job = {session, text, length, OK, fault};
    int64_t now = clock_wall(session->clock);
    session_run(session, unlock_run, &job);
    if (job.err == ERR_PASSPHRASE)
        note_wrong(session, now);
    if (job.err)
        return job.err;
    session->locked = false;
    store_on_pause(session->store, session_pause_store, session);
    note_right(session, now);
    return OK;
}

enum err session_unlock(struct session *session, const char *passphrase, size_t length,
                        struct fault *fault)
{
    if (length == 0)
        return fault_set(fault, ERR_INPUT, _("Type your passphrase first, then Enter."));
    return unlock(session, passphrase, length, fault);
}

enum err session_unlock_by_recovery(struct session *session, const char *text, struct fault *fault)
{
    return unlock(session, text, 0, fault);
}

/* ---- is it the same person? ---- */

static void verify_run(void *argument)
{
    struct unlock_job *job = argument;
    job->err =
        vault_check_passphrase(job->session->vault, job->passphrase, job->length, job->fault);
}

enum err session_verify_passphrase(struct session *session, const char *passphrase, size_t length,
                                   struct fault *fault)
{
    if (!session->vault)
        return fault_set(fault, ERR_CONFLICT, _("There is no passphrase here."));
    if (length == 0)
        return fault_set(fault, ERR_INPUT, _("Type your passphrase first, then Enter."));
    struct unlock_job job = {session, passphrase, length, OK, fault};
    int64_t now = clock_wall(session->clock);
    session_run(session, verify_run, &job);
    if (job.err == ERR_PASSPHRASE)
        note_wrong(session, now);
    else if (!job.err) {
        note_right(session, now);
        slow_down(session);
    }
    return job.err;
}

/* ---- the first choice ---- */

struct choice_job {
    struct session *session;
    const char *passphrase;
    size_t length;
    enum err err;
    struct fault *fault;
};

static void choice_run(void *argument)
{
    struct choice_job *job = argument;
    struct session *session = job->session;
    job->err = store_make_home(session->home, job->fault);
    if (!job->err)
        job->err = vault_create(session->path, job->passphrase, job->length, NULL, &session->vault,
                                job->fault);
}

enum err session_choose_passphrase(struct session *session, const char *passphrase, size_t length,
                                   struct fault *fault)
{
    if (session->vault || store_exists(session_store(session)))
        return fault_set(fault, ERR_CONFLICT,
                         _("Something is kept here already. `mend passphrase set`, at the shell, "
                           "seals what there is."));
    struct choice_job job = {session, passphrase, length, OK, fault};
    session_run(session, choice_run, &job);
    if (job.err)
        return job.err;
    struct store *plain = session->store;
    session->store = NULL;
    enum err err = open_sealed(session, fault);
    if (err) {
        session->store = plain;
        vault_close(session->vault);
        session->vault = NULL;
        return err;
    }
    store_close(plain);
    store_on_pause(session->store, session_pause_store, session);
    struct fault ignored = {0}; /* at worst the next opening cannot tell when this one was */
    if (vault_attempts_opened(session->vault, clock_wall(session->clock), &ignored))
        session->attempts.opened_at = 0;
    return session_keep_safety(session, fault);
}

enum err session_erase(struct session *session, struct fault *fault)
{
    session_drain(session);
    session_drop_drafts(session);
    store_close(session->store);
    session->store = NULL;
    vault_close(session->vault);
    session->vault = NULL;
    enum err err = vault_erase(session->path, fault);
    return err == ERR_NOT_FOUND ? OK : err;
}

struct vault *session_vault(struct session *session)
{
    return session->vault;
}
