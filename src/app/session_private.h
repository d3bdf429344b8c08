/* What the files of this room share. */
#ifndef MEND_APP_SESSION_PRIVATE_H
#define MEND_APP_SESSION_PRIVATE_H

#include "mend/app/session.h"
#include "mend/base/str.h"
#include "mend/base/worker.h"

enum op_kind { OP_SET, OP_EDIT };

/* One thing to be written about a draft. Owns its strings. */
struct op {
    struct op *next;
    enum op_kind kind;
    char *lesson;
    char *exercise;
    char *key;
    size_t at;      /* OP_EDIT: where, */
    size_t removed; /* and how many bytes gave way */
    struct str text;
};

struct op_list {
    struct op *first;
    struct op *last;
};

/* A text that is being written at the moment. */
struct draft_text {
    struct draft_text *next;
    struct session *session;
    struct draft_name name;
    struct buffer *buffer;
    bool shortened; /* words were taken out that may be on the disk */
};

struct session {
    const struct clock *clock;
    char *home;
    char *path; /* of mend.db */
    char *folder;
    struct content content;
    struct table words;
    bool words_read;
    struct table prompts;
    bool prompts_read;
    unsigned sittings; /* at the journal, so far: makes their drafts' names single */
    struct helplines helplines;
    bool helplines_read;
    struct safety safety;
    bool safety_read;    /* from the store */
    bool safety_waiting; /* to be written, once there is a store */
    struct store *store; /* NULL while locked */
    struct vault *vault; /* NULL over a plain file, and while locked */
    bool locked;
    int64_t unlock_at;
    struct vault_attempts attempts;
    struct worker *worker;
    void (*wait)(void *, int, int);
    void *wait_context;

    struct draft_text *texts;
    struct op_list pending; /* not yet given to the worker */
    int64_t due;            /* when to give it, -1 when nothing is pending */

    /* The worker's while it runs, the session's otherwise. */
    struct op_list running;
    enum err result;
    struct fault fault;

    char trouble[FAULT_TEXT];
};

/* Runs JOB beside a face that keeps listening, and waits for its end. */
void session_run(struct session *session, void (*job)(void *), void *argument);

/* For store_on_pause(). */
void session_pause_store(void *context, int milliseconds);

/* Opens the store, or finds the session locked. */
enum err session_look_at_home(struct session *session, struct fault *fault) MUST_CHECK;

/* Writes the safety check, if it was taken before there was a store to keep it. */
enum err session_keep_safety(struct session *session, struct fault *fault) MUST_CHECK;

/* Takes over the newest answers of EXERCISE, when KIND (its name) is one that becomes a record. */
enum err session_adopt_answer(struct session *session, const char *lesson, const char *exercise,
                              const char *kind, struct fault *fault) MUST_CHECK;

/* Frees what never reached the store. */
void session_drop_drafts(struct session *session);

#endif
