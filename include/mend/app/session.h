/*
 * An open session: what the faces of the program share. It holds the course, the store and the
 * clock, and sees to it that what a person types is kept without ever making them wait.
 *
 * Drafts are gathered for half a second and then written by a second thread. Everything else
 * goes through session_store(), which first waits for that thread, so the store has one user at
 * a time.
 */
#ifndef MEND_APP_SESSION_H
#define MEND_APP_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "mend/base/clock.h"
#include "mend/base/error.h"
#include "mend/course/content.h"
#include "mend/course/helplines.h"
#include "mend/course/table.h"
#include "mend/practice/safety.h"
#include "mend/store/store.h"
#include "mend/text/buffer.h"
#include "mend/vault/vault.h"

struct session;

struct session_options {
    const char *home;    /* --home, or NULL */
    const char *content; /* --content, or NULL */
    const struct clock *clock;
};

enum { SESSION_DRAFT_DELAY = 500, SESSION_RETRY_DELAY = 2000 }; /* milliseconds */

/*
 * Opens content and store. On failure *SESSION is NULL and FAULT says what to do. Over a sealed
 * file the session is locked: it has content, and no store.
 */
enum err session_open(const struct session_options *options, struct session **session,
                      struct fault *fault) MUST_CHECK;

/* Writes what is pending, then frees everything. */
void session_close(struct session *session);

const struct content *session_content(const struct session *session);
const char *session_home(const struct session *session);

/* The store, once the second thread has let go of it. NULL while the session is locked. */
struct store *session_store(struct session *session);

/*
 * Sets what is called while the session waits for the disk or for another program: WAIT(CONTEXT,
 * FD, MILLISECONDS) returns when FD is readable or the time is over; either may be -1. A face
 * uses it to keep listening for "leave now".
 */
void session_on_wait(struct session *session, void (*wait)(void *, int, int), void *context);

/* Waits for another program no longer than MILLISECONDS from now on. */
void session_hurry(struct session *session, int milliseconds);

/* ---- the lock ---- */

/* True until the passphrase of a sealed file has been given. */
bool session_is_locked(const struct session *session);

/* True over a sealed file, locked or not. */
bool session_has_passphrase(const struct session *session);

/* From when on, in monotonic milliseconds, another passphrase may be tried. */
int64_t session_unlock_at(const struct session *session);

/*
 * Opens the file, on the second thread: the derivation takes its time. ERR_PASSPHRASE is noted in
 * the file of attempts and makes the next try wait. By recovery key: TEXT as it was printed.
 */
enum err session_unlock(struct session *session, const char *passphrase, size_t length,
                        struct fault *fault) MUST_CHECK;
enum err session_unlock_by_recovery(struct session *session, const char *text,
                                    struct fault *fault) MUST_CHECK;

/*
 * Whether this is the passphrase of the open file, on the second thread; the store stays as it is.
 * A wrong one is noted and slows down as with session_unlock(); with the right one, those that were
 * wrong since come to session_attempts(). ERR_CONFLICT over a plain file.
 */
enum err session_verify_passphrase(struct session *session, const char *passphrase, size_t length,
                                   struct fault *fault) MUST_CHECK;

/* After unlocking: when it was opened before, and who tried since. */
const struct vault_attempts *session_attempts(const struct session *session);

/* Makes the home, sealed from the first byte on. ERR_CONFLICT when something is kept already. */
enum err session_choose_passphrase(struct session *session, const char *passphrase, size_t length,
                                   struct fault *fault) MUST_CHECK;

/*
 * Erases everything that is kept, as vault_erase(), words not yet written included. Whatever it
 * returns, the session can only be closed afterwards. OK when there was nothing.
 */
enum err session_erase(struct session *session, struct fault *fault) MUST_CHECK;

/* The unlocked vault, for its recovery key; NULL over a plain file. */
struct vault *session_vault(struct session *session);

/* ---- drafts ---- */

/* Where an answer in the making belongs. The strings outlive the draft's use. */
struct draft_name {
    const char *lesson;
    const char *exercise;
    const char *key;
};

/*
 * The draft of an exercise: what the store has, and over it what still waits to be written. As
 * store_draft_load(), ERR_FORMAT comes with what could be put together.
 */
enum err session_draft_load(struct session *session, const char *lesson, const char *exercise,
                            struct pairs *values, struct fault *fault) MUST_CHECK;

/* Keeps VALUE for NAME soon. "" removes it. */
enum err session_draft_set(struct session *session, struct draft_name name, const char *value,
                           struct fault *fault) MUST_CHECK;

/*
 * Keeps the text of BUFFER up to date under NAME until the draft is closed: changes are noted as
 * they happen and written as appended edits. One listener per buffer: this takes it.
 */
struct draft_text;
struct draft_text *session_draft_open(struct session *session, struct draft_name name,
                                      struct buffer *buffer) MUST_CHECK;

/* Writes what is pending of DRAFT, then forgets the buffer. */
void session_draft_close(struct session *session, struct draft_text *draft);

/* When pending work is due, in the clock's monotonic milliseconds; -1 when nothing is. */
int64_t session_due(const struct session *session);

/* Starts due work and collects what has ended. Never waits. */
void session_tick(struct session *session);

/* Readable when session_tick() has something to collect; -1 when nothing is running. */
int session_fd(const struct session *session);

/* Waits until running work has ended. Does not start what is not due. */
void session_drain(struct session *session);

/* Writes everything pending now and waits for it. */
enum err session_flush(struct session *session, struct fault *fault) MUST_CHECK;

/* "" or the sentence about why what is typed is not being kept at the moment. */
const char *session_trouble(const struct session *session);

/*
 * The last thing before leaving at once: writes what is pending, waiting MILLISECONDS at most
 * for another program. When that fails, leaves an empty file `unsaved` in the home, so that the
 * next start can say so.
 */
void session_leave(struct session *session, int milliseconds);

/* Leaves that mark: for words that cannot even be given to the session any more. */
void session_note_unsaved(struct session *session);

/* True, once, when the last session could not save its last words. */
bool session_was_unsaved(struct session *session);

/* ---- use cases ---- */

/*
 * Turns VALUES into an answer to EXERCISE (its id; KIND names what sort it is) beside earlier
 * ones, and its draft with it. Nothing is added when VALUES is empty or equals the newest answer
 * (but for the question at the ends of a lesson, of another time one went through it); the draft
 * goes all the same. ADDED (may be NULL) tells which.
 */
enum err session_answer(struct session *session, const char *lesson, const char *exercise,
                        const char *kind, const struct pairs *values, bool *added,
                        struct fault *fault) MUST_CHECK;

/* Deletes an answer for good. */
enum err session_forget_answer(struct session *session, int64_t id, struct fault *fault) MUST_CHECK;

/* Notes that PAGE of LESSON is in STATE and that the person is there. */
enum err session_visit(struct session *session, const char *lesson, const char *page,
                       enum page_state state, struct fault *fault) MUST_CHECK;

/* Minutes of LESSON still to go when DONE of its pages are done: at least 1 while some are left. */
int session_minutes_left(const struct lesson *lesson, size_t done);

/* Keys of an answer that more than its exercise knows. */
#define MY_WORDS_SENTENCE ".sentence" /* a sentence that was built */
#define MY_WORDS_KEEP ".keep"         /* it is to be found under My words */
#define LETTER_WAY ".way"             /* "keep" or "seal" */
#define LETTER_UNTIL ".until"         /* the day a letter is to be opened, "2027-03-01" */
#define PRACTICE_BEFORE ".before"     /* how tense one was before a practice, 0 to 10, */
#define PRACTICE_AFTER ".after"       /* and after it, */
#define PRACTICE_MINUTES ".minutes"   /* how long it was gone through, */
#define PRACTICE_BEGAN ".began"       /* and when, if it was begun on the screen Calm */

/* The words of words.tsv; empty when they cannot be read. */
const struct table *session_words(struct session *session);

/* Lines to call, by country; empty when they cannot be read. */
const struct helplines *session_helplines(struct session *session);

/* Makes the home, without a passphrase, for things to be kept in. */
enum err session_begin(struct session *session, struct fault *fault) MUST_CHECK;

/*
 * How far the first run is: the page it is to go on with, "" once it is over. Kept only where there
 * is a home; *PAGE is for the caller to free, and NULL when nothing is known of it.
 */
enum err session_first_run(struct session *session, char **page, struct fault *fault) MUST_CHECK;
enum err session_set_first_run(struct session *session, const char *page,
                               struct fault *fault) MUST_CHECK;

/* What the person has done so far. */
struct summary {
    size_t lessons;         /* there are, the closing not counted */
    size_t lessons_through; /* walked to their end */
    size_t pages;           /* done or skipped */
    struct store_counts counts;
};

enum err session_summary(struct session *session, struct summary *summary,
                         struct fault *fault) MUST_CHECK;

/* *WAITING: the day of a letter to oneself has come within the last two weeks. */
enum err session_letter_waits(struct session *session, bool *waiting,
                              struct fault *fault) MUST_CHECK;

/* Forgets how far LESSON is; every answer stays. */
enum err session_restart_lesson(struct session *session, const char *lesson,
                                struct fault *fault) MUST_CHECK;

/*
 * The safety check. It is a setting and no answer: it never comes into lists, counts, searches or
 * anything that leaves the program. As long as there is no home it is only in memory; it is written
 * with the first thing that is kept.
 */
struct safety session_safety(struct session *session);

/* Sets those bits of the check that MASK has to FLAGS, and that it was taken. */
enum err session_set_safety(struct session *session, unsigned mask, unsigned flags,
                            struct fault *fault) MUST_CHECK;

/* As if it had never been taken; its bytes in the file are overwritten. */
enum err session_forget_safety(struct session *session, struct fault *fault) MUST_CHECK;

/*
 * Whether LESSON left the person worse than it found them, the last time they went through it: by
 * the question at both its ends (see tension.h), or by what they answered to "worse off?".
 */
enum stirred { STIRRED_NOT, STIRRED_TENSE, STIRRED_WORSE };
enum err session_stirred(struct session *session, const char *lesson, enum stirred *stirred,
                         struct fault *fault) MUST_CHECK;

/* The exercises these answers belong to. */
#define TENSION_BEFORE "before"
#define TENSION_AFTER "after"
#define TENSION_SCALE "tension"
#define TENSION_FAR_AWAY "far-away"
#define WORSE_OFF "worse-off"

/* How far a lesson is. */
struct lesson_state {
    size_t pages;  /* 0 when the lesson could not be opened */
    size_t done;   /* pages done or skipped */
    bool begun;    /* something of it was opened */
    bool finished; /* its closing page was reached */
    int minutes_left;
    int64_t last_at; /* wall seconds; 0 when never */
    struct place place;
    bool drafts; /* something half written waits in it */
};

enum err session_lesson_state(struct session *session, const struct contents_entry *entry,
                              const struct lesson *lesson, struct lesson_state *state,
                              struct fault *fault) MUST_CHECK;

/* What is ahead in a lesson, from the page one is on. */
enum step { STEP_NONE, STEP_PROMISE, STEP_EXPERIMENT, STEP_LETTER, STEP_PLAN, STEP_PRACTICE };
struct next_step {
    size_t pages;
    enum step what; /* the one thing on them that is more than reading and answering */
};

/* LESSON may be an outline. */
struct next_step session_next_step(const struct lesson *lesson, const struct lesson_state *state);

/*
 * The lesson to go on with: the one last visited when it is unfinished or something half done
 * waits in it, else the first written one that is; when all are finished, the last one again.
 * *ENTRY is NULL when there is none.
 */
enum err session_next_lesson(struct session *session, const struct contents_entry **entry,
                             struct fault *fault) MUST_CHECK;

#endif
