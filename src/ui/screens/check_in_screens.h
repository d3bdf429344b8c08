/* The screens of check-ins, what they are opened with, and the words they share. */
#ifndef MEND_UI_CHECK_IN_SCREENS_H
#define MEND_UI_CHECK_IN_SCREENS_H

#include "mend/practice/day.h"
#include "mend/store/check_in.h"
#include "screens.h"

/* The list: the tab itself. No argument. */
extern const struct screen_type screen_check_ins;

/* One check-in beside the one before; argument: struct check_in_open *, copied. */
struct check_in_open {
    int64_t id;
    bool offer; /* it was kept just now, and help is to be offered */
};
extern const struct screen_type screen_check_in;

/* Numbers over time, as a line or as a table. No argument. */
extern const struct screen_type screen_pictures;

/* What moved, in sentences. No argument. */
extern const struct screen_type screen_changed;

/* ---- beginning and editing ---- */

/*
 * Opens the form of a new check-in over the list, which goes to what was kept when help is to be
 * offered; to be called while the list is on top. Where nothing is kept yet it leads to the page
 * about keeping. LAST is the day of the last one, or DAY_NONE.
 */
void check_in_begin(struct ui *ui, int32_t last);

/* The same over CHECK_IN, for the reader. */
void check_in_edit(struct ui *ui, const struct check_in *check_in);

/* Whether a new one was begun and waits. */
bool check_in_waits(struct ui *ui);

/*
 * What the form leaves behind for the screen below it, which has one of these as the first thing
 * of its state and forgets it once it has looked.
 */
struct check_in_kept {
    int64_t id;   /* 0: nothing was kept */
    int64_t seen; /* the version that is being edited */
    bool offer;
};

/* ---- words ---- */

/* "Trust in my partner"; "partner", of at most 7 cells in English. */
const char *check_in_scale_name(enum check_in_scale scale);
const char *check_in_scale_short(enum check_in_scale scale);

/* "What went well" */
const char *check_in_text_name(enum check_in_text text);

/* The first line of the first text that says something, "" when none does. */
void check_in_put_words(struct str *out, char *const texts[CHECK_IN_TEXTS]);

/* "3 October", with its year when that is not the one of TODAY. */
void check_in_put_day(struct str *out, int32_t day, int32_t today);

/* "3 Oct", likewise. */
void check_in_put_short_day(struct str *out, int32_t day, int32_t today);

/* How often the person wants to look; weekly unless they say otherwise. */
enum check_in_rhythm check_in_rhythm(struct ui *ui);

#endif
