/* One practice of Calm: shared by calm_page.c (keys) and calm_draw.c (drawing). */
#ifndef MEND_UI_CALM_PRIVATE_H
#define MEND_UI_CALM_PRIVATE_H

#include "../exercise.h"
#include "../scroll.h"

enum { READING = -1, STOP_AFTER = 2 };

struct calm_page {
    struct ui *ui;
    const struct page *page;
    struct exercise exercise; /* its name is lent by the page */
    struct visit visit;
    struct exercise_view *view;
    struct stop_place keep, done;
    int focus;     /* a stop of the exercise, then "keep" while nothing is kept, then "done" */
    int reply_end; /* the row behind the word about how tense one is after it */
    bool follow;   /* the focus has moved: bring it into sight */
    struct scroll scroll;
};

/* Stops of the exercise itself, the last stop of all, and where one was drawn. */
int calm_exercise_stops(const struct calm_page *calm);
int calm_last_stop(const struct calm_page *calm);
struct stop_place calm_place(const struct calm_page *calm, int focus);

/* Draws the page into BODY, scrolled so that what is focused can be seen. */
void calm_draw(struct calm_page *calm, struct view *body);

#endif
