/* The list of promises: shared by promises.c (keys) and promises_draw.c. */
#ifndef MEND_UI_PROMISES_H
#define MEND_UI_PROMISES_H

#include "../scroll.h"
#include "promise_screens.h"

enum { RATE_BACK = 60 /* days of marks, enough for four weeks and the weeks they lie in */ };

enum show { SHOW_NOW, SHOW_ENDED, SHOW_TRASH, SHOWS };

enum row_kind { ROW_PROMISE, ROW_LIMIT, ROW_TRY };

struct promise_row {
    enum row_kind kind;
    int index;    /* of its own list */
    int top, end; /* where it was drawn last */
};

struct promises_screen {
    struct ui *ui;
    enum show show;
    int32_t today;
    struct promises promises;
    struct promise_marks marks;
    struct boundaries limits;
    struct experiments tries;
    struct promise_row *rows;
    struct mark *mark_room; /* as many as there are marks */
    struct pause *pause_room;
    int count;
    int selected;
    struct fault fault; /* why they cannot be read */
    struct scroll scroll;
    bool follow;
    int64_t deleting; /* the record that "delete for good?" is asked about; 0: none */
};

void promises_draw(struct promises_screen *list, struct view *body);

/* The selected row, or NULL; what a row is about, NULL when it is of another kind or NULL. */
const struct promise_row *promises_selected(const struct promises_screen *list);
const struct promise *promises_promise(const struct promises_screen *list,
                                       const struct promise_row *row);
const struct boundary *promises_limit(const struct promises_screen *list,
                                      const struct promise_row *row);
const struct experiment *promises_try(const struct promises_screen *list,
                                      const struct promise_row *row);
int64_t promises_id(const struct promises_screen *list, const struct promise_row *row);

#endif
