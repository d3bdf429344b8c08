#include "mend/practice/check_in.h"

const char *const check_in_scale_names[CHECK_IN_SCALES] = {
    [SCALE_TRUST_PARTNER] = "trust-partner",
    [SCALE_TRUST_SELF] = "trust-self",
    [SCALE_SAFETY] = "safety",
    [SCALE_CLOSENESS] = "closeness",
    [SCALE_COMMUNICATION] = "communication",
    [SCALE_BOUNDARIES] = "boundaries",
    [SCALE_CALM] = "calm",
};

const char *const check_in_text_names[CHECK_IN_TEXTS] = {
    [TEXT_WENT_WELL] = "went-well",
    [TEXT_WAS_HARD] = "was-hard",
    [TEXT_ASK_FOR] = "ask-for",
};
