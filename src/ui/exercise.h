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
    STOPS_MOST = 32,
    EARLIER_SHOWN = 3,
    EARLIER_MOST = 50,
    VISIT_MOST = 64,
    EARLIER_COLUMNS = 8
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
};

struct exercise_view;

struct exercise_type {
    const char *name;
    int earlier_columns; /* cells for an earlier answer beside the new one; 0: enough for a date */
    /* The value that is free text, or NULL: then the view has an editor. */
    const char *(*text_key)(const struct exercise *exercise);
    int (*stops)(const struct exercise_view *view);
    /* Draws from ROW on with FOCUS (a stop or -1), sets the places, returns the rows. */
    int (*draw)(struct exercise_view *view, struct view *page, int row, int focus);
    /* True when the event was for STOP. Clicks come with row and column relative to the page. */
    bool (*event)(struct exercise_view *view, int stop, const struct event *event);
    void (*keys)(const struct exercise_view *view, int stop, struct key_list *list);
    /* Puts an answer into words, a line each. */
    void (*describe)(const struct exercise *exercise, const struct pairs *values, struct str *out);
};

struct exercise_view {
    struct ui *ui;
    const char *lesson;
    const struct exercise *exercise;
    const struct exercise_type *type;
    struct pairs values;
    struct answers earlier; /* newest first */
    struct visit *visit;
    bool kept;          /* what stands here is the newest answer, not a draft */
    size_t kept_length; /* of the text, then: a blank more makes a draft, too */
    bool answered;      /* the newest answer was given from here */
    const char *text_key;
    struct editor *editor;
    struct draft_text *draft;
    bool held; /* nothing is kept before the person says so: no drafts */
    struct stop_place places[STOPS_MOST];
    int top;          /* the row of the page the exercise begins in */
    int scale_column; /* where the scales of a rate were drawn last */
    int editor_rows;  /* as many rows as the editor may take */
};

extern const struct exercise_type exercise_reflect;
extern const struct exercise_type exercise_rate;
extern const struct exercise_type exercise_check;
extern const struct exercise_type exercise_choose;
extern const struct exercise_type exercise_sort;
extern const struct exercise_type exercise_tension;

const struct exercise_type *exercise_type_of(enum exercise_kind kind);

/*
 * Opens EXERCISE of LESSON with its draft, or what was answered during this VISIT, and earlier
 * answers; all three outlive the view. HELD: keep no draft. TYPE NULL is the type of its kind.
 */
enum err exercise_open(struct ui *ui, const char *lesson, const struct exercise *exercise,
                       const struct exercise_type *type, struct visit *visit, bool held,
                       struct exercise_view **view, struct fault *fault) MUST_CHECK;
void exercise_close(struct exercise_view *view);

/* The value of KEY, "" when there is none. */
const char *exercise_value(const struct exercise_view *view, const char *key);

/* Sets KEY, "" removes it; the draft follows. A failure is shown. */
void exercise_set(struct exercise_view *view, const char *key, const char *value);

/* To be called after an event: what is changed behind an answer becomes a draft again. */
void exercise_note_change(struct exercise_view *view);

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
