/*
 * What a check-in asks: seven scales from 0 to 10, each of which can be left open, and three lines
 * of text. The scales are mend's own; they are no validated measure and are never added up.
 */
#ifndef MEND_PRACTICE_CHECK_IN_H
#define MEND_PRACTICE_CHECK_IN_H

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

#endif
