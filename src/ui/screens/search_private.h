/* Search: shared by search.c (keys), search_draw.c (drawing) and search_place.c (where answers
 * are). */
#ifndef MEND_UI_SEARCH_PRIVATE_H
#define MEND_UI_SEARCH_PRIVATE_H

#include "../line.h"
#include "../scroll.h"
#include "journal_screens.h"

enum { SEARCH_MOST = 100, IN_LINE = -1 };

/* ---- where answers are ---- */

/* The pages of lessons, sheets and practices, read when one is first asked for. */
struct places {
    const struct content *content;
    struct lesson *lessons; /* by the index of their entry; sheets behind the lessons */
    bool *read;
    struct lesson practices;
    bool practices_read;
};

/* Where an answer was given. All is NULL when that is not known any more. */
struct place_found {
    const struct contents_entry *entry; /* the lesson or sheet */
    const char *page;                   /* of it, as struct lesson_place has it */
    const struct page *practice;        /* the page of a practice */
    enum version version;               /* of the exercise: the page may show the other one first */
};

enum err places_open(struct places *places, const struct content *content,
                     struct fault *fault) MUST_CHECK;
void places_close(struct places *places);
struct place_found places_find(struct places *places, const char *lesson, const char *exercise);

/* ---- the screen ---- */

struct search {
    struct ui *ui;
    struct places places;
    struct line line;
    enum search_order order;
    bool stale;                /* what is found is not, or not yet, what stands in the line */
    bool empty;                /* as of the last search: the line asks for nothing */
    struct search_finds finds; /* one more than is shown, when there are more */
    struct fault fault;        /* why nothing could be found */
    int selected;              /* IN_LINE, or one of the finds */
    struct scroll scroll;
    bool follow; /* the selection has moved: bring it into sight */
    struct {
        int top, end; /* the rows of a find in the list */
    } rows[SEARCH_MOST];
    int laid_out; /* columns for which the rows are right; 0: for none */
    int list_row; /* where the list begins in the body */
};

/* How many finds are shown. */
int search_count(const struct search *search);

/* Finds out in which rows of a list COLUMNS wide every find stands. */
void search_lay_out(struct search *search, int columns);

void search_draw(struct search *search, struct view *body);

#endif
