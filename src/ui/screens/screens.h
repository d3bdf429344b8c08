/* Screens that open on top of others, and what they are opened with. */
#ifndef MEND_UI_SCREENS_H
#define MEND_UI_SCREENS_H

#include "../exercise.h"
#include "mend/course/helplines.h"

/* Words for feelings; argument: struct feelings_for *, copied. */
struct feelings_for {
    struct exercise_view *view; /* outlives the screen */
    int text;                   /* the text a word goes into; -1: the list */
};
extern const struct screen_type screen_feelings;

/* Going through a practice; argument: struct exercise_view * of a breathe. */
extern const struct screen_type screen_practice;

/* One practice of the screen Calm; argument: const struct page *, lent by the screen below. */
extern const struct screen_type screen_calm_page;

/* Under which name its answers are kept, in place of a lesson's. */
#define CALM_LESSON "calm"

/* How many seconds the practice of EXERCISE takes. */
int practice_seconds(const struct exercise *exercise);

/* The page behind the last one of a lesson, where struct lesson_place names a page. */
#define PLAYER_CLOSING "closing"

/* Choosing a passphrase before anything is kept; the way into a sealed file. No argument. */
extern const struct screen_type screen_passphrase;
extern const struct screen_type screen_unlock;

/* The sheet that is the first run, and the others that mend itself leads to. */
#define FIRST_RUN_SHEET "start"
#define FIRST_RUN_KEEPING "start.4" /* its page about where things are kept */
#define SAFETY_SHEET "check"
#define PLAN_SHEET "plan"
#define LEAVING_SHEET "leaving"
#define PEOPLE_SHEET "people"

/* What is about oneself and one's data; erasing all of it. No argument. */
extern const struct screen_type screen_me;
extern const struct screen_type screen_erase;
extern const char erase_done[]; /* what is said afterwards, to be translated */

/*
 * A check-in for two people, for whoever has turned it on; until then it says what it is. No
 * argument. On top of whatever it was opened from; nothing below is reached before it is over.
 */
extern const struct screen_type screen_two_person;

/* Whether practices are shown without motion, and saying so. A failure is shown. */
bool practice_is_still(struct ui *ui);
void practice_set_still(struct ui *ui, bool still);

/* Sentences that were kept; questions people ask. No argument. */
extern const struct screen_type screen_words;
extern const struct screen_type screen_faq;

/* Choosing a country; argument: struct country_choice *, which outlives the screen. */
struct country_choice {
    const struct helplines *helplines;
    int index; /* of the country: where one stands first, and what was chosen */
    bool made;
};
extern const struct screen_type screen_countries;

/* Earlier answers of an exercise; argument: struct exercise_view *, reloaded after a deletion. */
extern const struct screen_type screen_earlier;

#endif
