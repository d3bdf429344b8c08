/*
 * What a check-in asks, and when the next one would be due. It asks for seven scales from 0 to 10,
 * each of which can be left open, and three lines of text. The scales are mend's own; they are no
 * validated measure and are never added up. Days are numbers as in day.h.
 */
#ifndef MEND_PRACTICE_CHECK_IN_H
#define MEND_PRACTICE_CHECK_IN_H

#include <stdbool.h>
#include <stdint.h>

enum check_in_scale {
    SCALE_TRUST_PARTNER,
    SCALE_TRUST_SELF,
    SCALE_SAFETY,
    SCALE_CLOSENESS,
    SCALE_COMMUNICATION,
    SCALE_BOUNDARIES,
    SCALE_CALM,
    CHECK_IN_SCALES
};

enum check_in_text { TEXT_WENT_WELL, TEXT_WAS_HARD, TEXT_ASK_FOR, CHECK_IN_TEXTS };

enum { SCALE_OPEN = -1, SCALE_MOST = 10, SAFETY_LOW = 3 }; /* 3 or less offers help */

/* Names under which they are kept and exported: "trust-partner", "went-well". */
extern const char *const check_in_scale_names[CHECK_IN_SCALES];
extern const char *const check_in_text_names[CHECK_IN_TEXTS];

/* How often the person wants to look. */
enum check_in_rhythm { RHYTHM_WEEKLY, RHYTHM_MONTHLY, CHECK_IN_RHYTHMS };

/* Fewer days than this since the last one are "soon": half of the rhythm, rounded up. */
enum { CHECK_IN_WEEKLY_SOON = 4, CHECK_IN_MONTHLY_SOON = 15 };

/*
 * The day on which the next check-in is due, LAST being the day of the last one: seven days later,
 * or the same day of the next month (its last day, when it has no such day). DAY_NONE (day.h) when
 * there was none yet: the first is due at once, on whatever day it is asked. It is never more due
 * than that, however long ago it was: nothing adds up.
 */
int32_t check_in_due(enum check_in_rhythm rhythm, int32_t last);

/* Whether one is due on TODAY. */
bool check_in_is_due(enum check_in_rhythm rhythm, int32_t last, int32_t today);

/*
 * Whether one on TODAY would come so soon after LAST that both tell of mostly the same days. It is
 * a reason to say so kindly, and never one to refuse: who wants to look today, may. Never for the
 * first. The threshold is mend's own.
 */
bool check_in_is_soon(enum check_in_rhythm rhythm, int32_t last, int32_t today);

/*
 * Whether to offer help after a check-in whose scale SCALE_SAFETY was answered with SAFETY:
 * SAFETY_LOW or less. Not when it was left open. A threshold for kindness, no screening: a higher
 * number means nothing about how safe somebody is.
 */
bool check_in_offers_help(int safety);

#endif
