/*
 * One content file while it is read: its text made safe, where a line is, what is wrong with it.
 */
#ifndef MEND_COURSE_READING_H
#define MEND_COURSE_READING_H

#include <stdarg.h>

#include "mend/base/str.h"
#include "mend/course/lesson.h"

enum {
    FILE_MOST = 1024 * 1024, /* bytes of a content file */
    ISSUES_MOST = 100,       /* told of one file; whoever has more mends these first */
    NESTING_MOST = 8         /* lists and quotes inside one another, on one line */
};

/* A link in a text, for those who check links. */
struct link {
    char *target;
    int line;
    size_t block; /* index of the block it stands in */
};

struct links {
    struct link *items;
    size_t count;
};

/* How much of a file is wanted, and what its headings are. */
enum reading_mode {
    READ_LESSON,
    READ_OUTLINE,  /* prose and exercises are passed over */
    READ_SECTIONS, /* no front matter; the headings have no numbers: questions, practices */
};

struct reading {
    const char *file;
    struct str text; /* UTF-8; of control characters only LF and tab */
    struct issues *issues;
    int issue_count;
    char said[FAULT_TEXT]; /* the last issue */
    size_t at;             /* where the line was last asked for, */
    int line;              /* and which line that is */
    struct links *links;   /* where links are collected, or NULL */
    enum reading_mode mode;
    bool failed; /* memory ran out */
};

/*
 * Takes BYTES (any bytes) into READING: CR LF becomes LF; malformed UTF-8 and control characters
 * become U+FFFD and are an issue. ISSUES may be NULL, here and everywhere below.
 */
void reading_open(struct reading *reading, const char *file, const char *bytes, size_t length,
                  struct issues *issues);
void reading_close(struct reading *reading);

/* Notes what is wrong at LINE; the sentence is also left in `said`. */
void reading_report(struct reading *reading, int line, const char *format, ...) PRINTF_LIKE(3, 4);

void reading_vreport(struct reading *reading, int line, const char *format, va_list arguments)
    PRINTF_LIKE(3, 0);

/* Appends a BLOCK_FAULT that says TEXT about LINE. */
void reading_add_fault(struct reading *reading, struct blocks *blocks, int line, const char *text);

/* Line of the byte AT points to; 0 when it does not point into the text. */
int reading_line(struct reading *reading, const char *at);

/* START..END without the space around it and with single spaces for tabs; never NULL unless
 * memory ran out, which is remembered. */
char *reading_copy(struct reading *reading, const char *start, const char *end);

/* Appends BLOCK, whose contents are taken over (and freed when there is no memory). */
void reading_add_block(struct reading *reading, struct blocks *blocks, struct block *block);

/* START..END short enough to be quoted in a sentence. */
struct quote {
    char text[64];
};
struct quote quote_of(const char *start, const char *end);

void block_free(struct block *block);
void links_free(struct links *links);

#endif
