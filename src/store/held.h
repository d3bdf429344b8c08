/*
 * What one store knows of the drafts it has loaded or written.
 *
 * The file tells which program wrote a draft last; this tells what we last saw there. As long as
 * the two agree, an edit may be appended. When they no longer do, the texts kept here are the
 * ones on the person's screen, and a new draft is made from them.
 */
#ifndef MEND_STORE_HELD_H
#define MEND_STORE_HELD_H

#include "mend/base/str.h"
#include "store_private.h"

struct held_text {
    struct held_text *next;
    char *key;
    struct str text;
    bool stands; /* has a base in the file; its text may be empty all the same */
};

struct held {
    struct held *next;
    char *lesson;
    char *exercise;
    int64_t id; /* of the draft; 0 when there is none */
    int64_t owner;
    int64_t changed; /* the draft's count of changes when we last read or wrote it */
    struct held_text *texts;
};

/* What is held of an exercise; NULL when nothing is. */
struct held *held_find(const struct store *store, const char *lesson, const char *exercise);

/* The same, made when there is none; NULL without memory. */
struct held *held_get(struct store *store, const char *lesson, const char *exercise);

void held_forget(struct store *store, const char *lesson, const char *exercise);

/* Forgets the draft ID, of whatever exercise. */
void held_forget_draft(struct store *store, int64_t id);

/* Lets go of HELD's texts; HELD itself stays. */
void held_free_texts(struct held *held);

/* Puts HELD's texts into VALUES. */
enum err held_values(const struct held *held, struct pairs *values, struct fault *fault) MUST_CHECK;

/*
 * draft.c: adds to HELD's texts what the file has of the draft HELD->id. *DAMAGED becomes true when
 * an edit did not fit and was left out.
 */
enum err draft_read(struct store *store, struct held *held, bool *damaged,
                    struct fault *fault) MUST_CHECK;
void held_free(struct store *store);

struct held_text *held_text_find(const struct held *held, const char *key);
struct held_text *held_text_get(struct held *held, const char *key);

/* Puts EDIT into TEXT. False, and no change, when it points outside the text. */
bool held_text_edit(struct str *text, const struct draft_edit *edit);

#endif
