/*
 * What the safety check was answered with, and which of two versions of an exercise comes first
 * because of it. It decides nothing else: whatever was answered, the frame, the lists and every
 * other page look the same, and `f` shows the other version to everybody.
 *
 * The check is a signal, not a verdict; the rule follows the clinical advice that exercises for
 * two do not suit fear, coercion or violence (Stith, McCollum and Rosen, 2011).
 */
#ifndef MEND_PRACTICE_SAFETY_H
#define MEND_PRACTICE_SAFETY_H

#include <stdbool.h>
#include <stddef.h>

/* Bits of what was ticked; the names under which they are kept are safety_names[]. */
enum safety_flag {
    SAFETY_REACTION, /* afraid of how they react */
    SAFETY_CONTROL,
    SAFETY_HURT,
    SAFETY_SEX,
    SAFETY_THREATS, /* to kill or harm, whomever */
    SAFETY_NECK,    /* hands on the neck */
    SAFETY_WEAPONS,
    SAFETY_WATCHED,
    SAFETY_WORSE, /* it is getting worse */
    SAFETY_SELF,  /* the person frightens or hurts somebody themselves */
    SAFETY_FLAGS
};
extern const char *const safety_names[SAFETY_FLAGS];

struct safety {
    bool taken;
    unsigned flags; /* 1 << enum safety_flag */
};

/* The flag called NAME, or SAFETY_FLAGS. */
enum safety_flag safety_flag_of(const char *name);

/*
 * Whether the version to be done on one's own comes first for EXERCISE of LESSON: unless the check
 * was taken and nothing in it speaks against the exercise. True, too, of an exercise that the table
 * of safety.c does not know.
 */
bool safety_alone_first(const struct safety *safety, const char *lesson, const char *exercise);

/* The table, for tests: entry INDEX, or false behind the last. */
bool safety_gate(size_t index, const char **lesson, const char **exercise);

/*
 * SAFETY in the form it is kept in: the names parted by blanks, "none" when nothing was ticked.
 * SIZE is that of TEXT; SAFETY_TEXT is enough. Reading ignores what it does not know.
 */
enum { SAFETY_TEXT = 128 };
void safety_write(const struct safety *safety, char *text, size_t size);
struct safety safety_read(const char *text);

#endif
