/*
 * Keeping what is typed.
 *
 * Changes become `struct op`s in a list, the newest last; typing that continues is added to the
 * last one. When the oldest is half a second old the list is handed to the worker, which writes
 * it op by op. What could not be written comes back to the head of the list and is tried again.
 * An edit that no longer fits (another mend took the draft over, or there is no base yet) is
 * replaced by the whole text.
 */
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "mend/base/path.h"
#include "session_private.h"

enum { OWN_TIME = 2000 }; /* real milliseconds for the last words, when one leaves at once */

static void op_free(struct op *op)
{
    free(op->lesson);
    free(op->exercise);
    free(op->key);
    if (op->text.bytes)
        explicit_bzero(op->text.bytes, op->text.capacity);
    str_free(&op->text);
    free(op);
}

static bool op_is(const struct op *op, struct draft_name name)
{
    return strcmp(op->lesson, name.lesson) == 0 && strcmp(op->exercise, name.exercise) == 0 &&
           strcmp(op->key, name.key) == 0;
}

static struct draft_name op_name(const struct op *op)
{
    return (struct draft_name){op->lesson, op->exercise, op->key};
}

static void list_push(struct op_list *list, struct op *op)
{
    op->next = NULL;
    if (list->last)
        list->last->next = op;
    else
        list->first = op;
    list->last = op;
}

/* Puts all of HEAD before what is in LIST. */
static void list_prepend(struct op_list *list, struct op_list *head)
{
    if (!head->first)
        return;
    head->last->next = list->first;
    if (!list->last)
        list->last = head->last;
    list->first = head->first;
    *head = (struct op_list){0};
}

static struct op *list_shift(struct op_list *list)
{
    struct op *op = list->first;
    if (op)
        list->first = op->next;
    if (!list->first)
        list->last = NULL;
    return op;
}

static void list_free(struct op_list *list)
{
    for (struct op *op; (op = list_shift(list));)
        op_free(op);
}

/* Takes everything about NAME out of LIST. */
static void list_remove(struct op_list *list, struct draft_name name)
{
    struct op_list kept = {0};
    for (struct op *op; (op = list_shift(list));) {
        if (op_is(op, name))
            op_free(op);
        else
            list_push(&kept, op);
    }
    *list = kept;
}

static enum err push(struct session *session, struct draft_name name, struct op what,
                     const char *text, size_t length, struct fault *fault)
{
    struct op *op = malloc(sizeof *op);
    if (!op)
        return fault_set_memory(fault);
    *op = what;
    op->lesson = strdup(name.lesson);
    op->exercise = strdup(name.exercise);
    op->key = strdup(name.key);
    str_append(&op->text, text, length);
    if (!op->lesson || !op->exercise || !op->key || op->text.failed) {
        op_free(op);
        return fault_set_memory(fault);
    }
    list_push(&session->pending, op);
    if (session->due < 0)
        session->due = clock_monotonic(session->clock) + SESSION_DRAFT_DELAY;
    return OK;
}

/* Adds the change to the last op when the two are one run of typing. */
static bool coalesce(struct op *last, size_t at, size_t removed, const char *inserted,
                     size_t length)
{
    size_t end = last->at + last->text.length;
    if (last->kind != OP_EDIT)
        return false;
    if (removed == 0 && at == end) {
        str_append(&last->text, inserted, length);
        return !last->text.failed;
    }
    if (length == 0 && at >= last->at && at + removed == end) {
        str_truncate(&last->text, last->text.length - removed);
        return true;
    }
    return false;
}

static void trouble_set(struct session *session, const struct fault *fault)
{
    memcpy(session->trouble, fault->text, sizeof session->trouble);
}

/* Queues the whole text of DRAFT in place of its edits. */
static void push_whole(struct draft_text *draft)
{
    struct session *session = draft->session;
    list_remove(&session->pending, draft->name);
    size_t length = buffer_length(draft->buffer);
    struct fault fault = {0};
    if (push(session, draft->name, (struct op){.kind = OP_SET},
             buffer_view(draft->buffer, 0, length), length, &fault))
        trouble_set(session, &fault);
}

static void note_change(void *context, size_t at, size_t removed, const char *inserted,
                        size_t length)
{
    struct draft_text *draft = context;
    struct session *session = draft->session;
    struct op *last = session->pending.last;
    draft->shortened |= removed > 0;
    if (last && op_is(last, draft->name) && coalesce(last, at, removed, inserted, length))
        return;
    struct fault fault = {0};
    struct op edit = {.kind = OP_EDIT, .at = at, .removed = removed};
    if (push(session, draft->name, edit, inserted, length, &fault))
        trouble_set(session, &fault);
}

enum err session_draft_set(struct session *session, struct draft_name name, const char *value,
                           struct fault *fault)
{
    list_remove(&session->pending, name);
    return push(session, name, (struct op){.kind = OP_SET}, value, strlen(value), fault);
}

struct draft_text *session_draft_open(struct session *session, struct draft_name name,
                                      struct buffer *buffer)
{
    struct draft_text *draft = malloc(sizeof *draft);
    if (!draft)
        return NULL;
    *draft = (struct draft_text){session->texts, session, name, buffer, false};
    session->texts = draft;
    buffer_listen(buffer, note_change, draft);
    return draft;
}

void session_draft_close(struct session *session, struct draft_text *draft)
{
    if (!draft)
        return;
    bool pending = worker_busy(session->worker) || draft->shortened;
    for (struct op *op = session->pending.first; op && !pending; op = op->next)
        pending = op_is(op, draft->name);
    /* What cannot be written now must not depend on a buffer that is about to go. */
    if (pending && session_flush(session, NULL) != OK)
        push_whole(draft);
    buffer_listen(draft->buffer, NULL, NULL);
    for (struct draft_text **link = &session->texts; *link; link = &(*link)->next) {
        if (*link == draft) {
            *link = draft->next;
            break;
        }
    }
    free(draft);
}

enum err session_draft_load(struct session *session, const char *lesson, const char *exercise,
                            struct pairs *values, struct fault *fault)
{
    enum err err = store_draft_load(session_store(session), lesson, exercise, values, fault);
    /* Once its text is closed, what waits of a draft is always the whole value. */
    for (const struct op *op = session->pending.first; op; op = op->next)
        if ((!err || err == ERR_FORMAT) && op->kind == OP_SET &&
            op_is(op, (struct draft_name){lesson, exercise, op->key}) &&
            pairs_set(values, op->key, str_text(&op->text), fault))
            err = ERR_MEMORY;
    return err;
}

/* ---- writing ---- */

enum { EDITS_AT_ONCE = 64 };

/* Writes the first op of LIST and those edits behind it that belong to the same text. */
static enum err write_some(struct store *store, const struct op_list *list, size_t *written,
                           struct fault *fault)
{
    const struct op *op = list->first;
    *written = 1;
    if (op->kind == OP_SET)
        return store_draft_set(store, op->lesson, op->exercise, op->key, str_text(&op->text),
                               op->text.length, fault);
    struct draft_edit edits[EDITS_AT_ONCE];
    size_t count = 0;
    for (const struct op *next = op;
         next && next->kind == OP_EDIT && count < EDITS_AT_ONCE && op_is(next, op_name(op));
         next = next->next)
        edits[count++] =
            (struct draft_edit){next->at, next->removed, str_text(&next->text), next->text.length};
    *written = count;
    return store_draft_append(store, op->lesson, op->exercise, op->key, edits, count, fault);
}

/* The worker's job: writes until the list is empty or something fails. */
static void write_running(void *argument)
{
    struct session *session = argument;
    session->result = OK;
    while (session->running.first && session->result == OK) {
        size_t written;
        session->result = write_some(session->store, &session->running, &written, &session->fault);
        for (; session->result == OK && written > 0; written--)
            op_free(list_shift(&session->running));
    }
}

static struct draft_text *find_text(const struct session *session, struct draft_name name)
{
    struct draft_text *draft = session->texts;
    while (draft && (strcmp(draft->name.lesson, name.lesson) != 0 ||
                     strcmp(draft->name.exercise, name.exercise) != 0 ||
                     strcmp(draft->name.key, name.key) != 0))
        draft = draft->next;
    return draft;
}

/* Sorts out what the worker left behind. */
static void settle(struct session *session)
{
    list_prepend(&session->pending, &session->running);
    struct op *first = session->pending.first;
    struct draft_text *draft = first ? find_text(session, op_name(first)) : NULL;
    if (session->result == ERR_CONFLICT && draft) {
        session->due = clock_monotonic(session->clock);
        session->trouble[0] = '\0';
        push_whole(draft);
    } else if (session->result != OK) {
        session->due = clock_monotonic(session->clock) + SESSION_RETRY_DELAY;
        trouble_set(session, &session->fault);
    } else {
        session->trouble[0] = '\0';
    }
}

static void start_writing(struct session *session)
{
    session->running = session->pending;
    session->pending = (struct op_list){0};
    session->due = -1;
    if (worker_start(session->worker, write_running, session) != OK) {
        write_running(session); /* without a second thread the person waits, but loses nothing */
        settle(session);
    }
}

static bool readable(int fd, int milliseconds)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    return poll(&wait, 1, milliseconds) > 0;
}

int64_t session_due(const struct session *session)
{
    return worker_busy(session->worker) ? -1 : session->due;
}

int session_fd(const struct session *session)
{
    return worker_busy(session->worker) ? worker_fd(session->worker) : -1;
}

void session_tick(struct session *session)
{
    if (worker_busy(session->worker)) {
        if (!readable(worker_fd(session->worker), 0))
            return;
        worker_collect(session->worker);
        settle(session);
    }
    if (session->due >= 0 && clock_monotonic(session->clock) >= session->due)
        start_writing(session);
}

static int64_t real_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits for the worker's job, until real time END at most unless that is -1. False: too late. */
static bool wait_for_worker(struct session *session, int64_t end)
{
    int fd = worker_fd(session->worker);
    int64_t left = end < 0 ? -1 : end - real_now();
    if (end >= 0 && !readable(fd, left > 0 ? (int)left : 0))
        return false;
    if (end < 0 && session->wait)
        session->wait(session->wait_context, fd, -1);
    worker_collect(session->worker);
    return true;
}

void session_drain(struct session *session)
{
    if (!worker_busy(session->worker))
        return;
    wait_for_worker(session, -1);
    settle(session);
}

void session_run(struct session *session, void (*job)(void *), void *argument)
{
    session_drain(session);
    session->result = OK; /* should somebody leave while this runs: it is no draft that failed */
    if (worker_start(session->worker, job, argument) != OK)
        job(argument);
    else
        wait_for_worker(session, -1);
}

/*
 * What was taken out of a text is still among the edits on the disk: its whole text goes there
 * anew, and the old one is overwritten.
 */
static void push_shortened(struct session *session)
{
    for (struct draft_text *draft = session->texts; draft; draft = draft->next) {
        if (draft->shortened)
            push_whole(draft);
        draft->shortened = false;
    }
}

/* Writes all that is pending, until END (see wait_for_worker) at most. False when it could not. */
static bool write_pending(struct session *session, int64_t end)
{
    push_shortened(session);
    for (;;) {
        if (worker_busy(session->worker)) {
            if (!wait_for_worker(session, end))
                return false;
            settle(session);
        }
        if (!session->pending.first)
            return true;
        if (session->result != OK && session->result != ERR_CONFLICT)
            return false;
        start_writing(session);
    }
}

enum err session_flush(struct session *session, struct fault *fault)
{
    session_drain(session);
    session->result = OK; /* a failure before this is no reason not to try again now */
    if (write_pending(session, -1))
        return OK;
    return fault_set(fault, session->result, "%s", session->trouble);
}

const char *session_trouble(const struct session *session)
{
    return session->trouble;
}

static const char unsaved_name[] = "unsaved";

void session_leave(struct session *session, int milliseconds)
{
    /* Another program is waited for no longer than asked; our own disk may take its time. */
    int64_t end = real_now() + (milliseconds > 0 ? OWN_TIME : 0);
    bool was_busy = worker_busy(session->worker);
    if (!session->store)
        return; /* locked: nothing was typed that is kept */
    store_set_patience(session->store, milliseconds);
    if (!was_busy)
        session->result = OK;
    bool written = write_pending(session, end);
    if (!written && was_busy && real_now() < end) {
        /* What ran had waited long enough already; this is a wait of its own. */
        session->result = OK;
        written = write_pending(session, end);
    }
    if (!written)
        session_note_unsaved(session);
}

void session_note_unsaved(struct session *session)
{
    char *path = path_join(session->home, unsaved_name);
    if (!path)
        return;
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0)
        close(fd);
    free(path);
}

bool session_was_unsaved(struct session *session)
{
    char *path = path_join(session->home, unsaved_name);
    bool was = path && unlink(path) == 0;
    free(path);
    return was;
}

void session_drop_drafts(struct session *session)
{
    list_free(&session->pending);
    list_free(&session->running);
    while (session->texts) {
        struct draft_text *draft = session->texts;
        session->texts = draft->next;
        free(draft);
    }
}
