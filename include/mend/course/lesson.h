/*
 * A lesson as the program knows it, and how it is read from its Markdown file.
 *
 * content/README.md describes the format for the people who write lessons. Reading never stops
 * at the first mistake: each is noted with file, line and what was expected, the block it stands
 * in is replaced by a BLOCK_FAULT, and reading goes on with the next block.
 */
#ifndef MEND_COURSE_LESSON_H
#define MEND_COURSE_LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/base/error.h"

/* ---- what is wrong with a content file ---- */

struct issue {
    char *file; /* as the person would name it */
    int line;   /* from 1; 0 when the whole file is meant */
    char *text; /* what is wrong and what was expected */
};

struct issues {
    struct issue *items;
    size_t count;
    size_t capacity;
    bool failed; /* memory ran out: the list is not complete */
};

void issues_add(struct issues *issues, const char *file, int line, const char *format, ...)
    PRINTF_LIKE(4, 5);
void issues_free(struct issues *issues);

/* ---- prose ---- */

enum span_style { SPAN_EMPHASIS, SPAN_STRONG, SPAN_CODE, SPAN_LINK };

/* Bytes start..end of a prose text are drawn in a style of their own. Spans may nest. */
struct span {
    size_t start, end;
    enum span_style style;
};

/* Running text: UTF-8 without control bytes; line feeds only where the author forced a break. */
struct prose {
    char *text;
    size_t length;
    struct span *spans;
    size_t span_count;
};

/* ---- exercises ---- */

enum exercise_kind {
    EXERCISE_REFLECT,
    EXERCISE_RATE,
    EXERCISE_CHECK,
    EXERCISE_CHOOSE,
    EXERCISE_SORT,
    EXERCISE_BUILD,
    EXERCISE_LIST,
    EXERCISE_BREATHE,
    EXERCISE_PROMISE,
    EXERCISE_EXPERIMENT,
    EXERCISE_LETTER,
    EXERCISE_PLAN,
    EXERCISE_SUMMARY,  /* nothing to answer: what the person has done so far */
    EXERCISE_HELPLINE, /* nothing to answer: a line of the person's country */
    EXERCISE_SHEET,    /* the way to another sheet */
    EXERCISE_SAFETY,   /* only in sheets, as the next two: ticks that are no answer, see safety.h */
    EXERCISE_LEAVE,    /* a try of leaving now */
    EXERCISE_LOCK,     /* where things are kept, and the way to a passphrase */
    EXERCISE_PRACTICE, /* only in practices.md: what a breathe exercise goes through */
    EXERCISE_KINDS
};

/* An exercise aimed at another person has a second version on the same page, to do on one's own. */
enum version { VERSION_ANY, VERSION_TOGETHER, VERSION_ALONE };

/* One item of a list in an exercise: "- id: text", then any number of "  > comment" lines. */
struct item {
    char *id;
    char *text;
    char *comment; /* "" when there is none */
};

struct item_list {
    char *name; /* "columns", "cards"; "" for the items that stand under no list of their own */
    struct item *items;
    size_t count;
};

struct field {
    char *name;
    char *text;
};

struct exercise {
    enum exercise_kind kind;
    enum version version;
    char *id; /* unique within its lesson; names its answers in the store for ever */
    int line; /* of its opening fence */
    struct field *fields;
    size_t field_count;
    struct item_list *lists;
    size_t list_count;
};

/* The field called NAME, or "" when the lesson does not give it. */
const char *exercise_field(const struct exercise *exercise, const char *name);

/*
 * The lesson under which the answers to EXERCISE of LESSON are kept: that of the exercise it is
 * taken again from, if it is.
 */
const char *exercise_home(const struct exercise *exercise, const char *lesson);

/* The list called NAME ("" for the unnamed one), or NULL. */
const struct item_list *exercise_list(const struct exercise *exercise, const char *name);

/* The item of LIST called ID, or NULL; LIST may be NULL. */
const struct item *item_find(const struct item_list *list, const char *id);

/* Frees what EXERCISE owns but for its id. For one that was put together by content_practice(). */
void exercise_clear(struct exercise *exercise);

/* ---- pages and lessons ---- */

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING, /* ### and deeper, inside a page */
    BLOCK_BULLET,
    BLOCK_NUMBERED, /* `number` is its number */
    BLOCK_QUOTE,
    BLOCK_RULE,
    BLOCK_EXERCISE,
    BLOCK_FAULT /* something could not be read; the prose says what, file and line */
};

struct block {
    enum block_kind kind;
    int depth;  /* nesting of lists and quotes, from 0 */
    int number; /* of a BLOCK_NUMBERED */
    struct prose prose;
    struct exercise *exercise; /* only for BLOCK_EXERCISE */
    int line;                  /* where it starts in its file */
};

struct blocks {
    struct block *items;
    size_t count;
    size_t capacity;
};

struct page {
    char *number; /* "1.3" */
    char *title;
    int line;
    unsigned kinds; /* 1 << enum exercise_kind of those that come first on it, see routing.h */
    struct blocks blocks;
};

struct lesson {
    char *id;              /* "1" */
    char *title;           /* "The foundation of trust" */
    char *touches;         /* what it may stir up; "" when the lesson does not say */
    int minutes;           /* about how long it takes */
    struct blocks opening; /* what stands before the first page */
    struct page *pages;
    size_t page_count;
    struct blocks ending;  /* what stands under "## Before you go", at the end of the lesson */
    struct blocks sources; /* what stands under the heading "## Sources", shown at the end */
};

/*
 * Reads a lesson from BYTES (LENGTH bytes; need not be valid UTF-8). FILE names it in ISSUES.
 * Returns OK even when there are issues; ERR_FORMAT when nothing of a lesson is left (no front
 * matter and no page), ERR_MEMORY. LESSON is to be freed either way.
 */
enum err lesson_parse(const char *file, const char *bytes, size_t length, struct lesson *lesson,
                      struct issues *issues, struct fault *fault) MUST_CHECK;

void lesson_free(struct lesson *lesson);

/* The exercise called ID anywhere in LESSON, or NULL. */
const struct exercise *lesson_exercise(const struct lesson *lesson, const char *id);

#endif
