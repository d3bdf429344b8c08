/*
 * A check-in for two: shared by two_person.c (what comes after what), two_person_part.c (answering,
 * alone with the screen), two_person_end.c (what both chose, the passphrase, what is kept of it)
 * and two_person_draw.c.
 */
#ifndef MEND_UI_TWO_PERSON_PRIVATE_H
#define MEND_UI_TWO_PERSON_PRIVATE_H

#include "../line.h"
#include "../scroll.h"
#include "../secret.h"
#include "mend/practice/check_in.h"
#include "screens.h"

enum two_stage {
    TWO_NEEDS, /* a passphrase, first */
    TWO_OFF,
    TWO_READY,
    TWO_AGREE_FIRST, /* from here on the rest of mend is closed */
    TWO_AGREE_SECOND,
    TWO_TO_FIRST,
    TWO_LABEL, /* from here to TWO_CONSENT one of them is alone with the screen */
    TWO_SCALES,
    TWO_TEXTS, /* as many stages as there are texts */
    TWO_LAST_TEXT = TWO_TEXTS + CHECK_IN_TEXTS - 1,
    TWO_PICK,
    TWO_CONSENT,
    TWO_TO_SECOND,
    TWO_BACK_TO_FIRST,
    TWO_TOGETHER,
    TWO_SHOWN,
    TWO_NOT_TODAY,
    TWO_GATE,
    TWO_ALONE, /* the passphrase was given */
    TWO_ALONE_NOTHING,
    TWO_KEPT,
    TWO_STAGES
};

enum two_who { TWO_FIRST, TWO_SECOND, TWO_PEOPLE };

/* What was asked: the scales, then the texts. */
enum { TWO_THINGS = CHECK_IN_SCALES + CHECK_IN_TEXTS };

/* What one of them answered. Never a draft, and in no file. */
struct two_half {
    int scales[CHECK_IN_SCALES];
    struct editor *texts[CHECK_IN_TEXTS];
    bool picked[TWO_THINGS];
    bool stopped; /* nothing of it is there any more; the other does not learn of it here */
    bool agreed;
};

/* What both chose; the texts are copies, wiped with it. */
struct two_shown {
    bool there[TWO_THINGS];
    int scales[TWO_PEOPLE][CHECK_IN_SCALES];
    char *texts[TWO_PEOPLE][CHECK_IN_TEXTS];
    char *label;
    int asked_about; /* a scale; -1: none */
    struct table cards;
    const struct table_row *card; /* NULL: none can be read */
};

/* In memory that is kept from swap and wiped. */
struct two_person {
    struct ui *ui;
    enum two_stage stage;
    enum two_who who; /* is alone with the screen */
    bool stopping;    /* and asked how to stop */
    bool nothing;     /* it ended without anything being shown */
    int focus;        /* of the scales, or of what can be picked */
    struct two_half halves[TWO_PEOPLE];
    struct line label;
    struct two_shown shown;
    struct secret secret;
    struct fault fault; /* what the last passphrase came to */
    struct scroll scroll;
    int rows[TWO_THINGS]; /* where the scales, or what can be picked, were drawn */
    int focus_row;        /* is to be seen; -1: none */
};

extern const char *const two_thing_names[TWO_THINGS];

/* ---- two_person.c ---- */

/* Goes to STAGE, from its top. */
void two_go(struct two_person *two, enum two_stage stage);

/* What follows the present stage. */
void two_next(struct two_person *two);

/* ---- two_person_part.c ---- */

void two_half_clear(struct two_half *half);
bool two_is_private(enum two_stage stage);

/* The editor of the text that is asked for in the present stage; NULL: none is. */
struct editor *two_editor(const struct two_person *two);

/* Whether there is an answer, and one that may ever be shown. */
bool two_may_pick(struct two_half *half, int thing);

/* The things that can be picked, for LIST to hold; returns how many. */
int two_choices(struct two_half *half, int list[TWO_THINGS]);

/* Where the scales begin. */
enum { TWO_SCALE_COLUMN = 22 };

/* What one of them does alone. Nothing is left to the keys every screen has. */
void two_part_event(struct screen *screen, const struct event *event);

/* ---- two_person_end.c ---- */

/* Puts together what both chose, and drops the second one's half. False: there is nothing. */
bool two_put_together(struct two_person *two);
void two_shown_clear(struct two_shown *shown);

/* Drops everything that was answered. */
void two_drop(struct two_person *two);

int64_t two_wait_left(const struct two_person *two);
void two_gate_event(struct two_person *two, const struct event *event);
void two_alone_event(struct two_person *two, const struct event *event);

/* ---- two_person_draw.c ---- */

void two_draw(struct two_person *two, struct view *body);

#endif
