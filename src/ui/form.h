/* What exercises with several parts are put together from: text fields, picks, ticks. */
#ifndef MEND_UI_FORM_H
#define MEND_UI_FORM_H

#include "exercise.h"

enum { FORM_TEXT_COLUMN = 4, FORM_ROWS = 6 };

/* The names of LIST as keys of texts; returns how many. */
int form_texts(const struct item_list *list, const char **keys);

/* One text field: a label, a box that grows to MOST rows, and a hint while it is empty. */
struct form_field {
    int text; /* index of the view's text */
    int stop;
    const char *label;
    const char *hint;
    int most;
    bool is_prompt; /* the hint is no example of what to write */
};

/* Draws FIELD from ROW on, sets its place, and returns its rows with a gap behind it. */
int form_field(struct exercise_view *view, struct view *page, int row,
               const struct form_field *field, int focus);

/* Enter goes on to the next stop; everything else that can be written goes into the text. */
bool form_field_event(struct exercise_view *view, int text, int stop, const struct event *event);
void form_field_keys(struct key_list *list);

/*
 * One of the items of LIST, kept under KEY, as stops from FIRST on. The comment of the picked one
 * stands below it; while none is picked, and EXPLAIN, those of all. Returns the rows.
 */
int form_picks(struct exercise_view *view, struct view *page, int row, const struct item_list *list,
               const char *key, int first, bool explain, int focus);
bool form_pick_event(struct exercise_view *view, const struct item *item, const char *key,
                     const struct event *event);
void form_pick_keys(const struct exercise_view *view, const struct item *item, const char *key,
                    struct key_list *list);

/* A tick, kept under KEY as "1". Returns the rows. */
int form_tick(struct exercise_view *view, struct view *page, int row, const char *key,
              const char *label, int stop, int focus);
bool form_tick_event(struct exercise_view *view, const char *key, const struct event *event);

/* Something to be opened with Enter. Returns the rows. */
int form_button(struct exercise_view *view, struct view *page, int row, const char *label, int stop,
                int focus);
bool form_is_press(const struct event *event);

/* Earlier answers, a line each, put into words by HEADLINE; returns the rows with a gap before. */
int form_earlier(struct exercise_view *view, struct view *page, int row,
                 void (*headline)(const struct exercise_view *, const struct pairs *,
                                  struct str *));

#endif
