/*
 * Writing in the journal: one sitting at one entry, and the drafts that sittings leave behind.
 *
 * Each sitting has a draft of its own, whose name says which entry it is about, which version it
 * began with and where it came from. So a draft never takes the place of another, not of one that a
 * second program is writing either, and everything that was begun can be offered again.
 */
#ifndef MEND_APP_JOURNAL_H
#define MEND_APP_JOURNAL_H

#include "mend/app/session.h"
#include "mend/store/journal.h"
#include "mend/store/search.h"

enum { WRITING_DRAFT_SIZE = 256 };

/* The key under which a draft of the journal has its text. */
#define WRITING_TEXT "text"

/* One sitting. */
struct writing {
    int64_t id;                     /* of the entry; 0: a new one */
    int64_t seen;                   /* the version of it that one began with; 0: a new one */
    char day[JOURNAL_DAY_SIZE];     /* what a new one is about; "": the day it is saved */
    struct journal_origin origin;   /* of a new one */
    char draft[WRITING_DRAFT_SIZE]; /* the name of its draft; "" before writing_name() */
    int64_t begun;                  /* the draft in the file that is gone on with; 0: none */
};

/* Gives the sitting a draft name that no other has, in this program or another. */
void writing_name(struct session *session, struct writing *writing);

/* Reads what the name of a draft says. False when it is none of the journal. */
bool writing_read(const char *draft, struct writing *writing);

/*
 * Keeps TEXT: adds the entry or changes it, and drops the sitting's draft with it. Then WRITING is
 * a new sitting at the entry as it stands. CHANGE as in store_journal_change(); all 0 for a new
 * one. When it fails nothing is lost: the draft is still there.
 */
enum err session_journal_save(struct session *session, struct writing *writing, const char *text,
                              struct journal_change *change, struct fault *fault) MUST_CHECK;

/*
 * Goes on with the draft WRITING->begun, which is the sitting's own from then on: it goes when the
 * text is kept. *TEXT is what it says now, for the caller to free. ERR_NOT_FOUND when it was
 * finished or dropped meanwhile; ERR_FORMAT when a part of it is damaged: *TEXT is the rest.
 */
enum err session_journal_resume(struct session *session, const struct writing *writing, char **text,
                                struct fault *fault) MUST_CHECK;

/* Drops the draft of a sitting that is not wanted any more. */
enum err session_journal_drop(struct session *session, const struct writing *writing,
                              struct fault *fault) MUST_CHECK;

/* What was begun and is not an entry, or not yet in it, the last written first. */
enum err session_journal_drafts(struct session *session, struct drafts *drafts,
                                struct fault *fault) MUST_CHECK;

/* Deletes ID for good, on the second thread: it takes its time. */
enum err session_journal_delete(struct session *session, int64_t id,
                                struct fault *fault) MUST_CHECK;

/* store_journal_purge(), likewise. */
enum err session_journal_purge(struct session *session, struct fault *fault) MUST_CHECK;

/* store_search(), likewise, so that "leave now" acts meanwhile. */
enum err session_search(struct session *session, const struct search_query *query,
                        const struct search_ask *ask, struct search_finds *finds,
                        struct fault *fault) MUST_CHECK;

/* The prompts of prompts.tsv; empty when they cannot be read. */
const struct table *session_prompts(struct session *session);

/* "2026-11-21" of WALL, in DAY (JOURNAL_DAY_SIZE bytes). */
void journal_day_of(int64_t wall, char *day);

#endif
