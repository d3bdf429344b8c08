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
    char calm[8];
    char lock[8];
};

struct player {
    struct ui *ui;
    const struct contents_entry *entry;
    struct lesson lesson;
    bool together; /* which of two versions is shown */
    int page;      /* PAGE_OPENING, 0.., or page_count for the closing */
    struct visit visit;
    int asked_page; /* the one somebody wanted to see, by way of the opening; PAGE_OPENING: none */
    bool told;      /* that the place cannot be noted */
    struct exercise_view *views[PAGE_EXERCISES];
    int view_count;
    struct exercise tension; /* the question at both ends, in the program's words */
    struct field tension_ask;
    struct tension_names names;
    struct exercise lock; /* where things are kept, and the passphrase, before anything is */
    struct exercise calm; /* a practice, offered when the lesson has stirred up much */
    enum stirred stirred; /* what the lesson did the last time */
    int before;           /* tension at the opening: 0..10 or TENSION_UNKNOWN */
    int focus;      /* a stop of the page, counted over all exercises; the last one is "go on" */
    bool past_text; /* Enter led out of the last text: what is typed now is meant for it */
    int scroll;
    int rows_shown; /* of the page, at the last drawing */
    int rows_total;
    struct stop_place next; /* the row "go on" stands in */
};

int player_page_count(const struct player *player);

/* True on the last page of a sheet: behind it comes nothing. */
bool player_is_last(const struct player *player);

/* ---- the exercises of the page (player_views.c) ---- */

/* Opens those of player->page. */
enum err player_open_views(struct player *player, struct fault *fault) MUST_CHECK;
void player_close_views(struct player *player);

/* Adds a practice to the closing page when the answer to its question asks for one. */
void player_offer_practice(struct player *player);

/* True when EXERCISE of LESSON, or one of PAGE, has a draft. */
bool player_has_draft(struct player *player, const char *lesson, const char *exercise);
bool player_page_has_draft(struct player *player, const struct page *page);

/* True when every exercise of PAGE that keeps things has an answer. */
bool player_page_is_answered(struct player *player, const struct page *page);

/* Shows the version that comes first (see safety.h), or the one that something was begun in. */
void player_choose_version(struct player *player);

/* Shows the other version. What was begun in this one stays. */
void player_change_version(struct player *player);

/* ---- sheets (player_sheet.c) ---- */

/* The page to open a sheet with; its opening while there is something to say before it. */
int player_first_page_of_sheet(struct player *player);

/* Notes the page as the one the first run is to go on with; PAGE "": it is over. Nothing is noted
 * of another sheet, nor before anything is kept. */
void player_set_first_run(struct player *player, const char *page);
void player_note_first_run(struct player *player);

/* Keeps what is ticked in the safety check, when it was taken before. */
void player_keep_ticks(struct player *player);

/* Deletes what the safety check was answered with. False when the page is none of it. */
bool player_forget_safety(struct player *player);

/* ---- places and drawing (player_page.c) ---- */

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

/* True when the page shown has exercises in two versions. */
bool player_has_versions(const struct player *player);

/* True when the answer at the closing asks for a pause. */
bool player_wants_pause(const struct player *player);

#endif
