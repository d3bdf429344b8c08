/* Scrolling a column of text that may be taller than its window. Knows no screen. */
#ifndef MEND_UI_SCROLL_H
#define MEND_UI_SCROLL_H

#include "canvas.h"
#include "input.h"

struct scroll {
    int top;   /* first row shown */
    int total; /* rows there are, as of the last drawing */
    int shown; /* rows of the window, as of the last drawing */
};

/*
 * Lays DRAW(CONTEXT, view) out into nothing to learn how many rows it takes, keeps the scroll
 * within them, and draws it into VIEW. DRAW returns the rows.
 */
void scroll_draw(struct scroll *scroll, struct view *view, int (*draw)(void *, struct view *),
                 void *context);

/* The sign that there is more below, in the column to the right of VIEW. */
void scroll_mark_more(const struct view *view);

/* True when the event was one that scrolls. */
bool scroll_event(struct scroll *scroll, const struct event *event);

/* True when there is more than the window shows. */
bool scroll_has_more(const struct scroll *scroll);

#endif
