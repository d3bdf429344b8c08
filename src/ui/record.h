/*
 * A form over a record that is kept elsewhere: a promise, a check-in, an experiment. What it asks
 * is a table of parts; the screen that fills it keeps a draft as every exercise does, and hands
 * what was filled in to whoever keeps the record.
 */
#ifndef MEND_UI_RECORD_H
#define MEND_UI_RECORD_H

#include "exercise.h"

enum record_part_kind {
    RECORD_TEXT,  /* a field of up to FORM_ROWS rows */
    RECORD_SCALE, /* 0 to 10, can be left open */
    RECORD_PICK,  /* one of `list` */
    RECORD_TICKS, /* any of `list`, each kept under its own id as "1" */
};

struct record_part {
    enum record_part_kind kind;
    const char *key;   /* not of RECORD_TICKS */
    const char *label; /* to be translated */
    const char *hint;  /* of a text: an example, to be translated; NULL: none */
    const struct item_list *list;
    /* Asked only while the value of this key is that; NULL: always. */
    const char *only_key, *only_value;
};

struct record_form {
    const char *name; /* of its drafts' lesson: "promises" */
    const char *title;
    const char *note; /* below it, NULL: none */
    const struct record_part *parts;
    int count;
};

/* What the screen is opened with; copied, its strings and VALUES outlive only the opening. */
struct record_start {
    const struct record_form *form; /* outlives the screen */
    const char *draft;              /* the name of its draft: "new", "12" */
    const struct pairs *values;     /* what the record says; NULL or empty: a new one */
    /*
     * Keeps it. On an error the form stays open and the sentence is shown. CONTEXT is an id or
     * whatever the screen below likes; *SEEN the version of the record that one began with, which a
     * keeper sets anew when it has told of another one that stands there meanwhile.
     */
    enum err (*keep)(struct ui *ui, int64_t context, int64_t *seen, const struct pairs *values,
                     struct fault *fault);
    int64_t context;
    int64_t seen;
    const char *notice; /* said once it is kept; NULL: "Kept." */
};

extern const struct screen_type screen_record;

#endif
