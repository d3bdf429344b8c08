/*
 * Going through a check-in for two on the shipped program, step by step, and what the file behind
 * the seal holds of it.
 */
#ifndef TESTS_SUPPORT_TWO_H
#define TESTS_SUPPORT_TWO_H

#include "support/rig.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])
#define PASSPHRASE "copper ladder seven rain"
#define OPEN_IT "1m<End><Up><Enter>"
#define AUNT "aunt-canary-4471"

/* Of each, one text both pick, one only its writer picks, one the writer keeps. */
#define FIRST_BOTH "osprey-first-both"
#define FIRST_KEPT "osprey-first-kept"
#define FIRST_ONLY "osprey-first-only"
#define SECOND_BOTH "plover-second-both"
#define SECOND_ONLY "plover-second-only"
#define SECOND_KEPT "plover-second-kept"
#define LABEL "Mara-canary"

enum { CANARIES = 7 };
extern const char *const canaries[CANARIES];

/* Step I leads on from the page with TITLES[I]; the last title is behind the last step. */
enum {
    FIRST_PART = 3,  /* the first begins to answer */
    TO_SECOND = 8,   /* hands over */
    SECOND_PART = 9, /* the second begins */
    TO_FIRST = 16,   /* hands over */
    SHOWN = 19       /* what both chose */
};
extern const char *const steps[SHOWN];
extern const char *const titles[SHOWN + 1];

/* Whether one of them is alone with the screen before STEP. */
bool is_alone(size_t step);

/* For a group of tests: a sealed home where it is turned on, with AUNT in "my people". */
extern char *sealed;
int make_sealed(void **state);
int remove_sealed(void **state);

/* Today, unlocked. */
struct rig *start(const char *home);
void unlock(struct rig *rig);
void leave(struct rig *rig);

/* None of WORDS stands on the glass. */
void expect_none_shown(struct rig *rig, const char *const *words, size_t count);

/* From Today or from "me and my data" to the page of step 0. */
void begin(struct rig *rig);

/*
 * From the page step FROM is for to the one TO is for. On each of them, but for the last, none of
 * the canaries is seen.
 */
void walk(struct rig *rig, size_t from, size_t to);

/* The passphrase, at its page. */
void come_back(struct rig *rig);

/*
 * Whether each of WORDS stands in the pages of the database in HOME, unused ones included; in the
 * clear none ever does.
 */
void expect_traces(const char *home, const char *const *words, size_t count, bool wanted);
void expect_no_trace(const char *home);

#endif
