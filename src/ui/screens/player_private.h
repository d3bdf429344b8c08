/* A lesson being walked through: shared by player.c (keys) and player_page.c (drawing). */
#ifndef MEND_UI_PLAYER_PRIVATE_H
#define MEND_UI_PLAYER_PRIVATE_H

#include "../exercise.h"

enum { PAGE_EXERCISES = 8, PAGE_OPENING = -1, FOCUS_READING = -1 };

/* A lesson's exercises own their names; this one borrows its own from here. */
struct tension_names {
    char ask[8];
    char before[8];
    char after[8];
};

struct player {
    struct ui *ui;
    const struct contents_entry *entry;
    struct lesson lesson;
    int page; /* PAGE_OPENING, 0.., or page_count for the closing */
    struct visit visit;
    bool told; /* that the place cannot be noted */
    struct exercise_view *views[PAGE_EXERCISES];
    int view_count;
    struct exercise tension; /* the question at both ends, in the program's words */
    struct field tension_ask;
    struct tension_names names;
    int before; /* tension at the opening: 0..10 or TENSION_UNKNOWN */
    int focus;  /* a stop of the page, counted over all exercises; the last one is "go on" */
    int scroll;
    int rows_shown; /* of the page, at the last drawing */
    int rows_total;
    struct stop_place next; /* the row "go on" stands in */
};

int player_page_count(const struct player *player);

/* Stops of the page without and with "go on". */
int player_exercise_stops(const struct player *player);

/* The exercise the stop FOCUS belongs to and the stop within it; NULL for reading and "go on". */
struct exercise_view *player_view_at(const struct player *player, int focus, int *stop);

/* The place of stop FOCUS on the page. */
struct stop_place player_place(const struct player *player, int focus);

/* Draws the page into BODY, scrolled so that what is focused can be seen. */
void player_draw(struct player *player, struct view *body);

/* Draws the top row: lesson, page number, bar. */
void player_title(const struct player *player, struct view *row);

/* True when the answer at the closing asks for a pause. */
bool player_wants_pause(const struct player *player);

#endif
