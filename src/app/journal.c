#include "mend/app/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mend/base/date.h"
#include "session_private.h"

/* ---- the names of drafts ---- */

/* What parts the name of a draft; it occurs in none of them. */
static const char separator = '/';

void writing_name(struct session *session, struct writing *writing)
{
    snprintf(writing->draft, sizeof writing->draft, "%lld/%lld/%s/%s/%s/%s/%lld.%d.%u",
             (long long)writing->id, (long long)writing->seen, writing->day, writing->origin.lesson,
             writing->origin.page, writing->origin.prompt, (long long)clock_wall(session->clock),
             (int)getpid(), ++session->sittings);
}

/* Copies the next part of *AT, and goes on behind it. False when there is none, or no room. */
static bool take_part(const char **at, char *part, size_t size)
{
    const char *end = strchr(*at, separator);
    if (!end || (size_t)(end - *at) >= size)
        return false;
    memcpy(part, *at, (size_t)(end - *at));
    part[end - *at] = '\0';
    *at = end + 1;
    return true;
}

bool writing_read(const char *draft, struct writing *writing)
{
    char id[24];
    char seen[24];
    const char *at = draft;
    *writing = (struct writing){0};
    struct journal_origin *origin = &writing->origin;
    if (!take_part(&at, id, sizeof id) || !take_part(&at, seen, sizeof seen) ||
        !take_part(&at, writing->day, sizeof writing->day) ||
        !take_part(&at, origin->lesson, sizeof origin->lesson) ||
        !take_part(&at, origin->page, sizeof origin->page) ||
        !take_part(&at, origin->prompt, sizeof origin->prompt))
        return false;
    writing->id = strtoll(id, NULL, 10);
    writing->seen = strtoll(seen, NULL, 10);
    snprintf(writing->draft, sizeof writing->draft, "%s", draft);
    return true;
}

/* ---- keeping ---- */

struct save_job {
    struct session *session;
    struct writing *writing;
    const char *text;
    struct journal_change *change;
    enum err err;
    struct fault *fault;
};

static void save_run(void *argument)
{
    struct save_job *job = argument;
    struct writing *writing = job->writing;
    struct store *store = job->session->store;
    if (writing->id) {
        job->err = store_journal_change(store, writing->id, writing->seen, job->text,
                                        writing->draft, job->change, job->fault);
        return;
    }
    struct journal_new entry = {.text = job->text,
                                .day = *writing->day ? writing->day : NULL,
                                .origin = writing->origin,
                                .draft = writing->draft};
    job->err = store_journal_add(store, &entry, &writing->id, job->fault);
    job->change->version = 1;
}

enum err session_journal_save(struct session *session, struct writing *writing, const char *text,
                              struct journal_change *change, struct fault *fault)
{
    *change = (struct journal_change){0};
    enum err err = session_flush(session, fault);
    if (err)
        return err;
    struct save_job job = {session, writing, text, change, OK, fault};
    session_run(session, save_run, &job);
    if (job.err)
        return job.err;
    writing->seen = change->version;
    writing->begun = 0;
    writing_name(session, writing);
    return session_keep_safety(session, fault);
}

enum err session_journal_resume(struct session *session, const struct writing *writing, char **text,
                                struct fault *fault)
{
    struct pairs values = {0};
    *text = NULL;
    enum err err = session_flush(session, fault);
    if (!err)
        err = store_draft_open(session_store(session), writing->begun, &values, fault);
    const char *words = pairs_get(&values, WRITING_TEXT);
    if (!err || err == ERR_FORMAT) {
        *text = strdup(words ? words : "");
        if (!*text)
            err = fault_set_memory(fault);
    }
    pairs_free(&values);
    return err;
}

enum err session_journal_drop(struct session *session, const struct writing *writing,
                              struct fault *fault)
{
    enum err err = session_flush(session, fault);
    if (err || !*writing->draft || !store_exists(session_store(session)))
        return err;
    return store_draft_clear(session_store(session), JOURNAL_DRAFTS, writing->draft, fault);
}

enum err session_journal_drafts(struct session *session, struct drafts *drafts, struct fault *fault)
{
    *drafts = (struct drafts){0};
    enum err err = session_flush(session, fault);
    return err ? err : store_draft_list(session_store(session), JOURNAL_DRAFTS, drafts, fault);
}

/* ---- what takes its time ---- */

struct delete_job {
    struct store *store;
    int64_t id; /* 0: what has lain in the trash long enough */
    enum err err;
    struct fault *fault;
};

static void delete_run(void *argument)
{
    struct delete_job *job = argument;
    job->err = job->id ? store_journal_delete(job->store, job->id, job->fault)
                       : store_journal_purge(job->store, NULL, job->fault);
}

enum err session_journal_delete(struct session *session, int64_t id, struct fault *fault)
{
    struct delete_job job = {session_store(session), id, OK, fault};
    session_run(session, delete_run, &job);
    return job.err;
}

enum err session_journal_purge(struct session *session, struct fault *fault)
{
    return session_journal_delete(session, 0, fault);
}

struct search_job {
    struct store *store;
    const struct search_query *query;
    const struct search_ask *ask;
    struct search_finds *finds;
    enum err err;
    struct fault *fault;
};

static void search_run(void *argument)
{
    struct search_job *job = argument;
    job->err = store_search(job->store, job->query, job->ask, job->finds, job->fault);
}

enum err session_search(struct session *session, const struct search_query *query,
                        const struct search_ask *ask, struct search_finds *finds,
                        struct fault *fault)
{
    struct search_job job = {session_store(session), query, ask, finds, OK, fault};
    session_run(session, search_run, &job);
    return job.err;
}

const struct table *session_prompts(struct session *session)
{
    if (!session->prompts_read && content_prompts(&session->content, &session->prompts, NULL, NULL))
        session->prompts = (struct table){0};
    session->prompts_read = true;
    return &session->prompts;
}

void journal_day_of(int64_t wall, char *day)
{
    day_write(day_at(wall), day);
}
