#include "mend/practice/check_in.h"

#include "mend/practice/day.h"

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

int32_t check_in_due(enum check_in_rhythm rhythm, int32_t last)
{
    if (last == DAY_NONE)
        return DAY_NONE;
    return rhythm == RHYTHM_MONTHLY ? day_add_months(last, 1) : last + WEEK_DAYS;
}

bool check_in_is_due(enum check_in_rhythm rhythm, int32_t last, int32_t today)
{
    return today >= check_in_due(rhythm, last);
}

bool check_in_is_soon(enum check_in_rhythm rhythm, int32_t last, int32_t today)
{
    int32_t soon = rhythm == RHYTHM_MONTHLY ? CHECK_IN_MONTHLY_SOON : CHECK_IN_WEEKLY_SOON;
    return last != DAY_NONE && today < last + soon;
}

bool check_in_offers_help(int safety)
{
    return safety != SCALE_OPEN && safety <= SAFETY_LOW;
}
