/* Stand-ins for screens of the journal that are still to come; each goes with its own file. */
#include "journal_screens.h"

const struct screen_type screen_search = {.name = "search"};
