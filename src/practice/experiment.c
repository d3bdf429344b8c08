#include "mend/practice/experiment.h"

#include <math.h>

/* ---- one ---- */

int32_t experiment_asks_on(const struct experiment_pair *experiment)
{
    return experiment->know != DAY_NONE ? experiment->know : experiment->planned + EXPERIMENT_WAIT;
}

enum experiment_state experiment_state(const struct experiment_pair *experiment, int32_t today)
{
    if (experiment->is_let_go)
        return EXPERIMENT_LET_GO;
    if (experiment->told != DAY_NONE)
        return EXPERIMENT_TOLD;
    return today >= experiment_asks_on(experiment) ? EXPERIMENT_ASKS : EXPERIMENT_PLANNED;
}

static bool is_told(const struct experiment_pair *experiment)
{
    return !experiment->is_let_go && experiment->told != DAY_NONE;
}

static bool is_pair(const struct experiment_pair *experiment)
{
    return is_told(experiment) && experiment->predicted != EXPERIMENT_OPEN &&
           experiment->actual != EXPERIMENT_OPEN;
}

enum experiment_result experiment_result(const struct experiment_pair *experiment)
{
    if (!is_pair(experiment))
        return EXPERIMENT_UNKNOWN;
    int difference = experiment->actual - experiment->predicted;
    if (difference < -EXPERIMENT_NEAR)
        return EXPERIMENT_WORSE;
    return difference > EXPERIMENT_NEAR ? EXPERIMENT_BETTER : EXPERIMENT_AS;
}

/* ---- over time ---- */

struct experiment_tally experiment_tally(const struct experiment_pair *experiments, size_t count,
                                         int32_t first, int32_t last)
{
    struct experiment_tally tally = {0};
    int64_t sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        const struct experiment_pair *experiment = &experiments[i];
        if (!is_told(experiment) || experiment->told < first || experiment->told > last)
            continue;
        if (!is_pair(experiment)) {
            tally.words_only++;
            continue;
        }
        enum experiment_result result = experiment_result(experiment);
        int difference = experiment->actual - experiment->predicted;
        tally.worse += result == EXPERIMENT_WORSE;
        tally.as += result == EXPERIMENT_AS;
        tally.better += result == EXPERIMENT_BETTER;
        tally.low = tally.pairs == 0 || difference < tally.low ? difference : tally.low;
        tally.high = tally.pairs == 0 || difference > tally.high ? difference : tally.high;
        tally.pairs++;
        sum += difference;
        squares += difference * difference;
    }
    int64_t n = tally.pairs;
    if (n > 0)
        tally.mean = (double)sum / (double)n;
    if (n > 1)
        tally.spread = sqrt((double)(n * squares - sum * sum) / (double)(n * (n - 1)));
    return tally;
}

/* Whether A stands before B in the series. */
static bool is_before(const struct experiment_pair *a, const struct experiment_pair *b)
{
    return a->told != b->told ? a->told < b->told : a->planned < b->planned;
}

size_t experiment_series(const struct experiment_pair *experiments, size_t count, size_t *indexes)
{
    size_t found = 0;
    /* By insertion: there are few, and they mostly come in order. */
    for (size_t i = 0; i < count; i++) {
        if (!is_pair(&experiments[i]))
            continue;
        size_t at = found++;
        for (; at > 0 && is_before(&experiments[i], &experiments[indexes[at - 1]]); at--)
            indexes[at] = indexes[at - 1];
        indexes[at] = i;
    }
    return found;
}
