/*
 * An exercise on a page. Each kind is one file and one row in the table of exercise.c.
 *
 * What the person does becomes named values ("honesty" -> "6"), kept as a draft from the first
 * key on and turned into an answer when they go on. A kind draws itself from its lesson's words
 * and these values; what can be focused in it are its stops, numbered from 0.
 */
#ifndef MEND_UI_EXERCISE_H
#define MEND_UI_EXERCISE_H

#include "edit.h"
#include "ui.h"

enum {
    STOPS_MOST = 40,
    TEXTS_MOST = 12,
    EARLIER_SHOWN = 3,
    EARLIER_MOST = 50,
    VISIT_MOST = 64,
    EARLIER_COLUMNS = 8,
    HAND = 6 /* cards of a deck shown at a time */
};

/* The rows of the page a stop takes, and where its cursor sits. */
struct stop_place {
    int row, rows;
    int column;
};

/*
 * Answers given since the lesson was opened. On the way back to a page they stand in the exercise
 * again, to be changed, and are no "earlier answers" yet.
 */
struct visit {
    int64_t answers[VISIT_MOST];
    int count;
    bool ticked; /* something of the safety check */
};

/* A value that is free text, with its editor. */
struct exercise_text {
    const char *key;
    struct editor *editor;
    struct draft_text *draft;
    size_t kept_length; /* when it is the newest answer: a blank more makes a draft, too */
};

struct exercise_view;

struct exercise_type {
    const char *name;
    int earlier_columns; /* cells for an earlier answer beside the new one; 0: enough for a date */
    bool is_form;        /* Tab goes from field to field, not to the next exercise */
    bool continues;      /* opens with what was answered last, to be gone on with */
    bool unkept;         /* nothing in it becomes a draft or an answer */
    /* The values that are free text, at most TEXTS_MOST; returns how many. NULL: none. */
    int (*texts)(const struct exercise *exercise, const char **keys);
    int (*stops)(const struct exercise_view *view);
    /* Draws from ROW on with FOCUS (a stop or -1), sets the places, returns the rows. */
    int (*draw)(struct exercise_view *view, struct view *page, int row, int focus);
    /* True when the event was for STOP. Clicks come with row and column relative to the page. */
    bool (*event)(struct exercise_view *view, int stop, const struct event *event);
    void (*keys)(const struct exercise_view *view, int stop, struct key_list *list);
    /* The stop to go on with, when something was left half done. NULL: the first. */
    int (*resume)(const struct exercise_view *view);
    /* Puts an answer into words, a line each. */
    void (*describe)(const struct exercise *exercise, const struct pairs *values, struct str *out);
    /* Called once its values are there. NULL: nothing to do. */
    void (*opened)(struct exercise_view *view);
    /* Called before an answer is made of what stands here. NULL: nothing to do. */
    void (*settle)(struct exercise_view *view);
    /* True when this answer is not to be shown before the person says so again. NULL: never. */
    bool (*closed)(const struct pairs *values);
    /* Puts into an answer what follows from it, before it is kept. NULL: nothing. */
    enum err (*complete)(const struct exercise_view *view, struct pairs *values,
                         struct fault *fault);
};

struct exercise_view {
    struct ui *ui;
    const char *lesson;
    const char *page; /* it stands on, "3.4"; NULL: on none of a lesson */
    const struct exercise *exercise;
    const struct exercise_type *type;
    struct pairs values;
    struct answers earlier; /* newest first */
    struct visit *visit;    /* NULL: a form over a record */
    bool kept;              /* what stands here is the newest answer, not a draft */
    bool answered;          /* the newest answer was given from here */
    struct exercise_text texts[TEXTS_MOST];
    int text_count;
    bool sent;           /* a copy of it went to the journal */
    bool held;           /* nothing is kept before the person says so: no drafts */
    bool asked;          /* whether what stands here may be deleted; the next yes does it */
    bool burning;        /* nothing is kept at all, not even when one goes on */
    int go_to;           /* the stop an event wants to be focused next; -1: none */
    int hand;            /* which handful of a deck is shown */
    struct pairs undone; /* what stood here before the last deletion or move; empty: nothing */
    struct stop_place places[STOPS_MOST];
    int top;          /* the row of the page the exercise begins in */
    int scale_column; /* where the scales of a rate were drawn last */
    int editor_rows;  /* as many rows as the editor may take */
};

/* The letter of VALUES is sealed. */
bool letter_is_closed(const struct pairs *values);

/* Adds TEXT to the list that VIEW, of the kind list, is. */
void exercise_list_add(struct exercise_view *view, const char *text);

extern const struct exercise_type exercise_reflect;
extern const struct exercise_type exercise_rate;
extern const struct exercise_type exercise_check;
extern const struct exercise_type exercise_choose;
extern const struct exercise_type exercise_sort;
extern const struct exercise_type exercise_build;
extern const struct exercise_type exercise_list_kind;
extern const struct exercise_type exercise_breathe;
extern const struct exercise_type exercise_promise;
extern const struct exercise_type exercise_experiment;
extern const struct exercise_type exercise_letter;
extern const struct exercise_type exercise_plan;
extern const struct exercise_type exercise_summary;
extern const struct exercise_type exercise_tension;
extern const struct exercise_type exercise_lock;
extern const struct exercise_type exercise_helpline;
extern const struct exercise_type exercise_sheet;
extern const struct exercise_type exercise_safety;
extern const struct exercise_type exercise_leave;

/*
 * The trust inventory then and now: the oldest and the newest of ANSWERS (newest first) to the
 * scales of LIST. Returns the rows.
 */
int summary_inventory(const struct item_list *list, const struct answers *answers,
                      struct view *page, int row);

/* For kinds that take no keys, or that are never put into words. */
bool exercise_no_event(struct exercise_view *view, int stop, const struct event *event);
void exercise_no_keys(const struct exercise_view *view, int stop, struct key_list *list);
void exercise_no_words(const struct exercise *exercise, const struct pairs *values,
                       struct str *out);

/*
 * True, once, when VIEW is a try of leaving now that is still to be made. What to press stands at
 * the first of its places.
 */
bool exercise_leave_try(struct exercise_view *view);

/* Keeps the ticks of VIEW, of the kind safety. */
enum err exercise_safety_keep(struct exercise_view *view, struct fault *fault) MUST_CHECK;

const struct exercise_type *exercise_type_of(enum exercise_kind kind);

/*
 * Opens EXERCISE of LESSON with its draft, or what was answered during this VISIT, and earlier
 * answers; all three outlive the view. HELD: keep no draft. TYPE NULL is the type of its kind.
 */
enum err exercise_open(struct ui *ui, const char *lesson, const struct exercise *exercise,
                       const struct exercise_type *type, struct visit *visit, bool held,
                       struct exercise_view **view, struct fault *fault) MUST_CHECK;

/*
 * The same for a form over a record that is kept elsewhere: with its draft, or else with VALUES,
 * which then stand there as kept. There are no earlier answers, and none is to be made:
 * exercise_values() gives what stands here, exercise_empty() drops the draft once it is kept.
 */
enum err exercise_open_record(struct ui *ui, const char *lesson, const struct exercise *exercise,
                              const struct exercise_type *type, const struct pairs *values,
                              struct exercise_view **view, struct fault *fault) MUST_CHECK;

/* What an answer would hold: values that say something, and texts without blanks around them. */
enum err exercise_values(const struct exercise_view *view, struct pairs *values,
                         struct fault *fault) MUST_CHECK;
void exercise_close(struct exercise_view *view);

/* The value of KEY, "" when there is none. */
const char *exercise_value(const struct exercise_view *view, const char *key);

/* Sets KEY, "" removes it; the draft follows. A failure is shown. */
void exercise_set(struct exercise_view *view, const char *key, const char *value);

/* To be called after an event: what is changed behind an answer becomes a draft again. */
void exercise_note_change(struct exercise_view *view);

/* Bytes in text INDEX of the view. */
size_t exercise_text_length(const struct exercise_view *view, int index);

/* Text INDEX without the white space around it, for the caller to free; NULL without memory. */
char *exercise_text_copy(const struct exercise_view *view, int index) MUST_CHECK;

/* Replaces text INDEX, as if it had been typed. A failure is shown. */
void exercise_text_set(struct exercise_view *view, int index, const char *words);

/* Nothing that stands here is kept from now on, or all of it is again. A failure is shown. */
void exercise_set_burning(struct exercise_view *view, bool burning);

/* Remembers what stands here, so that exercise_undo() can bring it back. */
void exercise_remember(struct exercise_view *view);

/* True when there was something to bring back. */
bool exercise_undo(struct exercise_view *view);

/* Empties the exercise, and its draft with it. */
enum err exercise_empty(struct exercise_view *view, struct fault *fault) MUST_CHECK;

/* Makes all that stands here a draft once more: another program may have taken it over and kept it.
 */
void exercise_keep_draft(struct exercise_view *view);

/* True when something stands here that is not an answer yet. */
bool exercise_has_draft(const struct exercise_view *view);

/* Makes what is there an answer, and leaves it there. ADDED tells whether there was anything new.
 */
enum err exercise_commit(struct exercise_view *view, bool *added, struct fault *fault) MUST_CHECK;

/* Deletes answer INDEX, newest first, for good, also from the exercise if it stands there. */
enum err exercise_forget(struct exercise_view *view, size_t index, struct fault *fault) MUST_CHECK;

/* ---- shared drawing ---- */

/* Draws the question and, when it is focused, nothing else; returns the rows with a gap. */
int exercise_ask(struct exercise_view *view, struct view *page, int row);

/* The note under an exercise, when the lesson has one; returns the rows. */
int exercise_note(struct exercise_view *view, struct view *page, int row);

/* Which values of a deck are shown: FROM (index) and how many. Without a deck, all of COUNT. */
int exercise_hand(const struct exercise_view *view, size_t count, int *from);

/* Shows the handful with the first of LIST that has a value, or is one. */
void exercise_open_hand(struct exercise_view *view, const struct item_list *list);

/* Shows the next handful. False when there is no deck. */
bool exercise_next_hand(struct exercise_view *view, size_t count);

/* Marks STOP as focused: the sign at its left edge and the cursor. */
void exercise_mark(struct exercise_view *view, struct view *page, int stop, int focus);

/* Answers given before what stands in the exercise, newest first. */
size_t exercise_earlier_total(const struct exercise_view *view);
const struct answer *exercise_earlier(const struct exercise_view *view, size_t index);

/* How many earlier answers fit beside something that needs COLUMNS of the page. */
int exercise_earlier_count(const struct exercise_view *view, const struct view *page, int columns);

/* Draws the dates of COUNT earlier answers at the right edge of ROW. */
void exercise_earlier_dates(const struct exercise_view *view, struct view *page, int row,
                            int count);

/* Draws TEXT in the column of earlier answer INDEX. */
void exercise_earlier_cell(const struct exercise_view *view, struct view *page, int row, int index,
                           int count, const char *text);

/* One 0..10 scale as a bar with its value; VALUE "" is unset, "-" is "not now". */
enum { SCALE_COLUMNS = 16 };
void exercise_scale(struct view *page, int row, int column, const char *value);

/* A key or a click (COLUMN of the scale, or -1) on the scale called KEY. */
bool exercise_scale_event(struct exercise_view *view, const char *key, int column,
                          const struct event *event);

/* A value of 0..10 as a number, -1 when it is none. */
int exercise_number(const char *value);

#endif
