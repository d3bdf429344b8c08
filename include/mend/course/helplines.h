/*
 * Lines to call, by country: content/helplines/, beside the folder of the language, one table a
 * country. A wrong number does harm, so a row is either whole or not there: one that lacks its
 * source, its date or how certain it is is left out and told to whoever checks the folder.
 */
#ifndef MEND_COURSE_HELPLINES_H
#define MEND_COURSE_HELPLINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mend/course/content.h"

enum line_kind {
    LINE_EMERGENCY,
    LINE_ABUSE,
    LINE_SEXUAL_ASSAULT,
    LINE_MEN,
    LINE_LGBT,
    LINE_CRISIS,
    LINE_DIRECTORY,
    LINE_KINDS
};

enum line_certainty {
    LINE_CONFIRMED,     /* read on the page of the line or of a government */
    LINE_LIKELY,        /* from a newspaper or an agency */
    LINE_NOT_CONFIRMED, /* older, or the sources differ */
    LINE_CHECK_LOCALLY, /* an emergency number: common knowledge, never the last word */
    LINE_CERTAINTIES
};

/* Columns of the table, in its order. */
enum line_column {
    LINE_COUNTRY,
    LINE_KIND,
    LINE_NAME,
    LINE_NUMBER,
    LINE_TEXT,
    LINE_HOURS,
    LINE_SERVES,
    LINE_NOTE,
    LINE_TRACE,
    LINE_DATE,
    LINE_CERTAINTY,
    LINE_SOURCE,
    LINE_COLUMNS
};

struct helpline {
    char *cells[LINE_COLUMNS]; /* never NULL; "" where the table has nothing to say */
    enum line_kind kind;
    enum line_certainty certainty;
    int line; /* in its file */
};

struct country {
    char *code; /* "gb"; "other" for the one that stands for all the rest */
    char *name;
    struct helpline *lines; /* in the order of the file */
    size_t count;
};

/* Countries by name; the rest of the world last. */
struct helplines {
    struct country *countries;
    size_t count;
};

/*
 * Reads all tables. A row that is wrong goes to ISSUES (may be NULL) and is left out, as is a file
 * that cannot be read; without a folder there are no countries, and that is OK. Only running out
 * of memory is an error. HELPLINES is freed by the caller on OK only.
 */
enum err content_helplines(const struct content *content, struct helplines *helplines,
                           struct issues *issues, struct fault *fault) MUST_CHECK;
void helplines_free(struct helplines *helplines);

/* The country called CODE, or NULL. */
const struct country *helplines_country(const struct helplines *helplines, const char *code);

/* The first line of KIND, or NULL; COUNTRY may be NULL. */
const struct helpline *country_line(const struct country *country, enum line_kind kind);

/*
 * When the source of LINE was made, at the latest: false when it names no date. A month or a year
 * counts from its first day, so that nothing passes for newer than it may be.
 */
bool helpline_dated(const struct helpline *line, int64_t *wall);

/* How old the sources of lines are. */
struct line_ages {
    size_t lines; /* emergency numbers not counted */
    size_t old;   /* over a year */
    size_t undated;
};
struct line_ages country_ages(const struct country *country, int64_t now);
bool helpline_is_old(const struct helpline *line, int64_t now);

/* The territory that a locale names, in small letters: "de_AT.UTF-8" gives "at". False: none. */
bool locale_territory(const char *locale, char territory[3]);

#endif
