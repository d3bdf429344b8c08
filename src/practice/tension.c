#include "mend/practice/tension.h"

bool tension_wants_pause(int before, int after, bool far_away)
{
    if (far_away || after >= TENSION_HIGH)
        return true;
    return before != TENSION_UNKNOWN && after != TENSION_UNKNOWN && after - before >= TENSION_RISE;
}
