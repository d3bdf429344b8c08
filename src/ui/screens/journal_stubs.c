/* Stand-ins for screens of the journal that are still to come; each goes with its own file. */
#include "journal_screens.h"

const struct screen_type screen_calendar = {.name = "calendar"};
const struct screen_type screen_filter = {.name = "filter"};
const struct screen_type screen_prompts = {.name = "prompts"};
const struct screen_type screen_numbers = {.name = "numbers"};
const struct screen_type screen_on_this_day = {.name = "on this day"};
