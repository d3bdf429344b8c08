/* What Today gathers beside the lesson: promises, tries whose time has come, a check-in, a prompt.
 */
#ifndef MEND_UI_TODAY_DUE_H
#define MEND_UI_TODAY_DUE_H

#include "promise_screens.h"

enum { DUE_MOST = 5 };

struct due_promise {
    int64_t id;
    char *words;
    enum month_mark mark;
    int row, end; /* where it was drawn last */
};

struct today_due {
    int32_t today;
    struct due_promise promises[DUE_MOST];
    int count;
    int more;                       /* that are due and not among them */
    size_t tries;                   /* trust experiments that ask what happened */
    bool checked_in;                /* ever, */
    int32_t check_in;               /* and the day on which the next one would be due */
    const struct table_row *prompt; /* of session_prompts(); NULL: none */
};

/* Reads what is due. Nothing is due before there is a home. To be freed also when it fails. */
enum err today_due_load(struct today_due *due, struct ui *ui, struct fault *fault) MUST_CHECK;
void today_due_free(struct today_due *due);

/* Draws it from ROW on, promise SELECTED (-1: none) with the marker; returns the rows. */
int today_due_draw(struct today_due *due, struct view *view, int row, int selected);

#endif
