/* The list of check-ins: shared by check_ins.c (keys) and check_ins_draw.c. */
#ifndef MEND_UI_CHECK_INS_H
#define MEND_UI_CHECK_INS_H

#include "check_in_screens.h"

enum { CHECK_INS_PAGE = 60, CHECK_INS_ROWS = 300 };

/*
 * What was read of the list so far: from the newest on, a page more whenever the selection comes
 * near its end.
 */
struct check_ins_list {
    struct check_in_kept kept; /* first: the form finds it here */
    struct ui *ui;
    struct check_ins items;
    size_t total;
    bool at_end; /* nothing comes behind the last of items */
    int selected;
    int top; /* the first one shown; whoever draws keeps it */
    int32_t today;
    int32_t last; /* day of the newest, DAY_NONE */
    enum check_in_rhythm rhythm;
    bool waits;               /* a new one was begun */
    struct fault fault;       /* why they cannot be read */
    int head_top;             /* rows of an empty list that are above the window */
    int rows[CHECK_INS_ROWS]; /* the item drawn in a row of the body, for clicks; -1: none */
};

void check_ins_draw(struct check_ins_list *list, struct view *body);

#endif
