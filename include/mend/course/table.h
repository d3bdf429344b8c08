/*
 * The two tables of the content folder: cards with questions, and words for feelings. Both have
 * three columns, parted by tabs; a line that begins with "#" is for writers only.
 */
#ifndef MEND_COURSE_TABLE_H
#define MEND_COURSE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/course/content.h"

enum { TABLE_COLUMNS = 3 };

struct table_row {
    char *cells[TABLE_COLUMNS]; /* never NULL */
    int line;
};

struct table {
    struct table_row *rows;
    size_t count;
};

void table_free(struct table *table);

/* ---- cards: depth (1 to 3), name, text ---- */

enum { CARD_DEPTH, CARD_NAME, CARD_TEXT };

/* Reads cards.tsv. A row that is wrong goes to ISSUES (may be NULL) and is left out. */
enum err content_cards(const struct content *content, struct table *cards, struct issues *issues,
                       struct fault *fault) MUST_CHECK;

/* ---- words: kind, word, note ---- */

enum { WORD_KIND, WORD_TEXT, WORD_NOTE };

/* Kinds of words: their names in the first column are word_kind_names[]. */
enum word_kind {
    WORD_FEELING,  /* note: its family, "afraid" */
    WORD_VERDICT,  /* says what somebody did; note: what may lie under it */
    WORD_SWEEPING, /* "always" */
    WORD_KINDS
};
extern const char *const word_kind_names[WORD_KINDS];

/* Reads words.tsv, likewise. */
enum err content_words(const struct content *content, struct table *words, struct issues *issues,
                       struct fault *fault) MUST_CHECK;

/*
 * The first sweeping word or verdict in TEXT that a writer may want to look at once more, or NULL.
 * Whole words count, in whatever case; of two that begin at the same place the longer one.
 */
const struct table_row *words_nudge(const struct table *words, const char *text);

#endif
