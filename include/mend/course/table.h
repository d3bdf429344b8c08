/*
 * The tables of the content folder: cards with questions, words for feelings, prompts for the
 * journal. Columns are parted by tabs; a line that begins with "#" is for writers only.
 */
#ifndef MEND_COURSE_TABLE_H
#define MEND_COURSE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/course/content.h"

enum { TABLE_COLUMNS = 4 }; /* of the widest table */

struct table_row {
    char *cells[TABLE_COLUMNS]; /* never NULL; "" beyond the columns of its table */
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

/* ---- prompts for the journal: lesson (1 to 10, or 0 for any), tone, name, text ---- */

enum { PROMPT_LESSON, PROMPT_TONE, PROMPT_NAME, PROMPT_TEXT };

enum { PROMPT_LESSONS = 10, PROMPT_TEXT_MOST = 140 /* graphemes */ };

/*
 * Tones: how the day is, as a person would say it when asked. A prompt goes with the day; it does
 * not try to change it.
 */
enum tone {
    TONE_STEADY,  /* there is room to look at something */
    TONE_HOPEFUL, /* something good may be looked at */
    TONE_TENDER,  /* hurt, sad or uneasy: near, soft, slow */
    TONE_ANGRY,   /* the anger may be there */
    TONE_TIRED,   /* or numb: things, the body, one word */
    TONE_ALONE,   /* nobody near today, or no partner, and glad of it or not */
    TONES
};
extern const struct tone_name {
    const char *name;  /* in the second column */
    const char *shown; /* to a person, in answer to "How is today?"; translate with _() */
} tone_names[TONES];

/* Reads prompts.tsv, likewise. Tells also of a text that is too long or has no end. */
enum err content_prompts(const struct content *content, struct table *prompts,
                         struct issues *issues, struct fault *fault) MUST_CHECK;

enum { PROMPT_ANY = -1 };

/*
 * The prompt number SHOWN among those that fit, or NULL when none does. LESSON is 0 for the prompts
 * of no lesson; 1 to 10 for those of a lesson and, behind them, those of none; or PROMPT_ANY. TONE
 * is an enum tone, or PROMPT_ANY.
 *
 * "Another one" is SHOWN + 1. As many calls in a row as there are prompts that fit give each of
 * them once; then they come again. SHOWN may begin at 0, which gives the prompts of LESSON first,
 * or at any number, so that not every evening begins alike. The order is always the same for the
 * same table, and mixes what stands side by side in it.
 */
const struct table_row *prompt_choose(const struct table *prompts, int lesson, int tone,
                                      size_t shown);

#endif
