/*
 * What md4c cannot tell: where the headings of pages and the fences of exercises stand, also when
 * a fence is never closed. A lesson falls into parts; only the prose among them goes to md4c.
 */
#ifndef MEND_COURSE_SCAN_H
#define MEND_COURSE_SCAN_H

#include <stdbool.h>

enum part_kind { PART_PROSE, PART_HEADING, PART_FENCE, PART_END };

struct part {
    enum part_kind kind;
    int line;
    const char *start, *end;     /* prose; the words of a heading; the body of a fence */
    const char *info, *info_end; /* what stands behind the opening fence */
    bool closed;                 /* false: the fence has no end */
};

struct scan {
    const char *at, *end;
    int line; /* of AT */
};

/* Takes the next part. An unclosed fence ends before the next heading or opening fence. */
struct part scan_next(struct scan *scan);

/* Passes over a first line "# Title": that of a whole file. */
void scan_title(struct scan *scan);

/* The line at SCAN without its line feed, for those who read line by line. False at the end. */
bool scan_line(struct scan *scan, const char **start, const char **end);

/* True when START..END is "## ...", the heading of a page. */
bool scan_is_heading(const char *start, const char *end);

/* True when there is nothing but space from START to END. */
bool scan_is_blank(const char *start, const char *end);

#endif
