/* Help now: shared by help.c (keys, the country) and help_page.c, help_top.c, help_line.c,
 * help_own.c (drawing). */
#ifndef MEND_UI_HELP_PRIVATE_H
#define MEND_UI_HELP_PRIVATE_H

#include "../country.h"
#include "../exercise.h"
#include "../scroll.h"
#include "screens.h"

/* What can be gone to, from the top: things of the program's own, then the lines. */
enum {
    ITEM_EMERGENCY,
    ITEM_HURT,
    ITEM_STEADY,
    ITEM_COUNTRY,
    ITEM_CHECK,
    ITEM_PLAN,
    ITEM_LEAVING,
    ITEM_PEOPLE,
    ITEM_LINES,
    HELP_ITEMS = 80
};

/* Where an item was laid out last: its first row, and the one behind it. */
struct help_place {
    int row, end;
};

struct help {
    struct ui *ui;
    const struct helplines *helplines;
    const struct country *country; /* NULL: nobody has said */
    bool from_locale;              /* not chosen, only taken from the settings of the computer */
    struct scroll scroll;
    int columns; /* of the page, as of the last drawing */
    struct help_place places[HELP_ITEMS];
    int item_count; /* as of the last drawing */
    int selected;
    bool follow;            /* the selection has moved: bring it into sight */
    bool scrolled;          /* the page has moved: what is in sight is selected */
    bool hurting;           /* what to do is unfolded */
    struct exercise steady; /* a practice; without lists when it cannot be read */
    char steady_id[8];
    struct exercise_view *view; /* of it; NULL before it is begun */
    struct country_choice choice;
};

/* Draws the page into BODY and notes where everything is. */
void help_draw(struct help *help, struct view *body);

/* The emergency number and what a call leaves behind; what to do when one might hurt oneself.
 * From ROW on, indented by two; they return the rows. */
int help_draw_emergency(const struct help *help, struct view *view, int row);
int help_draw_hurting(const struct help *help, struct view *view, int row);

/* One line to call, from ROW on, indented by two; returns the rows. */
int help_draw_line(struct view *view, int row, const struct helpline *line, bool selected,
                   int64_t now);

/* The person's own people and lines, below the row that leads to them. */
int help_draw_own(struct help *help, struct view *view, int row);

/* True when the country has no number of its own here: none chosen, or the rest of the world. */
bool help_is_anywhere(const struct help *help);

#endif
