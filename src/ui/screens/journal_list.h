/*
 * Which entries the list of the journal holds at the moment: a window of the whole, which moves
 * along with the selection, so that twenty thousand entries cost as little as twenty. Draws
 * nothing.
 */
#ifndef MEND_UI_JOURNAL_LIST_H
#define MEND_UI_JOURNAL_LIST_H

#include "mend/app/journal.h"

enum { LIST_PAGE = 60, LIST_MOST = 240 };

struct journal_list {
    struct journal_filter filter; /* its strings are lent */
    struct journal_items items;
    int selected;  /* of items; 0 when there are none */
    int top;       /* of items, the first one shown; whoever draws keeps it */
    bool at_start; /* nothing comes before the first of items, */
    bool at_end;   /* nor behind the last */
    size_t total;  /* entries that the filter lets through; 0 without a filter */
};

/*
 * Reads anew around the selected entry, or where it would stand; from the top when there was none.
 * To be freed with journal_list_free() also when it fails.
 */
enum err journal_list_load(struct journal_list *list, struct store *store,
                           struct fault *fault) MUST_CHECK;
void journal_list_free(struct journal_list *list);

/* Moves the selection by ROWS, reading on where the window ends. */
enum err journal_list_move(struct journal_list *list, struct store *store, int rows,
                           struct fault *fault) MUST_CHECK;

/* To the first entry of all, or the last. */
enum err journal_list_jump(struct journal_list *list, struct store *store, bool last,
                           struct fault *fault) MUST_CHECK;

/* The selected entry, or NULL. */
const struct journal_item *journal_list_selected(const struct journal_list *list);

#endif
