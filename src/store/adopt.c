/*
 * Answers become records. "answer_adopted" has the id of every answer that was looked at, whether
 * anything came of it or not: answers never change, and their ids are never given twice.
 */
#include "mend/store/adopt.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_in_private.h"
#include "experiment_private.h"
#include "promise_private.h"

enum { ONCE_WITHIN = 6 /* days after the first */ };

/* What one answer is made into. */
struct adoption {
    const struct adopt_source *source;
    const struct answer *answer;
    struct record_origin origin;
    int32_t today;
    int32_t (*to_day)(int64_t wall);
};

static int read_scale(const struct pairs *values, const char *key)
{
    const char *value = pairs_get(values, key);
    char *end = NULL;
    if (!value || *value < '0' || *value > '9')
        return SCALE_OPEN;
    long number = strtol(value, &end, 10);
    return *end == '\0' && number <= SCALE_MOST ? (int)number : SCALE_OPEN;
}

static struct schedule schedule_of(const char *often, int32_t today)
{
    if (often && strcmp(often, "once") == 0)
        return (struct schedule){.kind = SCHEDULE_ONCE, .by = today + ONCE_WITHIN};
    if (often && strcmp(often, "daily") == 0)
        return (struct schedule){.kind = SCHEDULE_DAILY};
    return (struct schedule){.kind = SCHEDULE_WEEKLY, .times = 1};
}

/* Each returns with *ID 0 when the answer has nothing to adopt. */

static enum err adopt_promise(struct store *store, const struct adoption *from, int64_t *id,
                              struct fault *fault)
{
    const struct pairs *values = &from->answer->values;
    struct promise_new promise = {
        .words = {.when = pairs_get(values, "when"), .will = pairs_get(values, "will")},
        .schedule = schedule_of(pairs_get(values, "often"), from->today),
        .began = from->today,
        .made_at = from->answer->made_at,
        .origin = from->origin};
    return record_has_text(promise.words.will) ? promise_insert(store, &promise, id, fault) : OK;
}

static enum err adopt_experiment(struct store *store, const struct adoption *from, int64_t *id,
                                 struct fault *fault)
{
    const struct pairs *values = &from->answer->values;
    struct experiment_new experiment = {.plan = {.what = pairs_get(values, "try"),
                                                 .prediction = pairs_get(values, "prediction"),
                                                 .know = pairs_get(values, "know"),
                                                 .risk = read_scale(values, "risk"),
                                                 .predicted = EXPERIMENT_OPEN,
                                                 .know_day = DAY_OPEN},
                                        .day = from->to_day(from->answer->made_at),
                                        .made_at = from->answer->made_at,
                                        .origin = from->origin};
    return record_has_text(experiment.plan.what) ? experiment_insert(store, &experiment, id, fault)
                                                 : OK;
}

static enum err adopt_check_in(struct store *store, const struct adoption *from, int64_t *id,
                               struct fault *fault)
{
    static const char *const keys[CHECK_IN_SCALES] = {
        [SCALE_TRUST_PARTNER] = "partner",
        [SCALE_TRUST_SELF] = "self",
        [SCALE_SAFETY] = "safety",
        [SCALE_CLOSENESS] = "closeness",
        [SCALE_COMMUNICATION] = "communication",
        [SCALE_BOUNDARIES] = "boundaries",
        [SCALE_CALM] = "calm",
    };
    bool any = false;
    struct check_in_new check_in = {.day = from->to_day(from->answer->made_at),
                                    .made_at = from->answer->made_at,
                                    .origin = from->origin};
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        check_in.scales[i] = read_scale(&from->answer->values, keys[i]);
        any = any || check_in.scales[i] != SCALE_OPEN;
    }
    return any ? check_in_insert(store, &check_in, id, fault) : OK;
}

static enum err (*const adopters[])(struct store *, const struct adoption *, int64_t *,
                                    struct fault *) = {
    [ADOPT_PROMISE] = adopt_promise,
    [ADOPT_EXPERIMENT] = adopt_experiment,
    [ADOPT_CHECK_IN] = adopt_check_in,
};

/* ---- which answers ---- */

static enum err is_known(struct store *store, int64_t answer, bool *known, struct fault *fault)
{
    struct statement s = statement_open(store, "SELECT 1 FROM answer_adopted WHERE answer_id = ?1");
    statement_bind_int(&s, answer);
    *known = statement_next(&s);
    return statement_close(&s, OK, fault);
}

static enum err adopt_answer(struct store *store, const struct adoption *from, size_t *count,
                             struct fault *fault)
{
    bool known = false;
    int64_t id = 0;
    enum err err = is_known(store, from->answer->id, &known, fault);
    if (err || known)
        return err;
    err = adopters[from->source->as](store, from, &id, fault);
    if (!err)
        err = record_run(store, "INSERT INTO answer_adopted(answer_id) VALUES(?1)",
                         from->answer->id, fault);
    *count += id != 0;
    return err;
}

/* The oldest first, so that ids follow the time. */
static enum err adopt_source(struct store *store, const struct adopt_source *source, int32_t today,
                             int32_t (*to_day)(int64_t wall), size_t *count, struct fault *fault)
{
    struct answers answers;
    struct adoption from = {.source = source, .today = today, .to_day = to_day};
    snprintf(from.origin.lesson, sizeof from.origin.lesson, "%s", source->lesson);
    snprintf(from.origin.page, sizeof from.origin.page, "%s", source->page);
    enum err err =
        store_answer_list(store, source->lesson, source->exercise, SIZE_MAX, &answers, fault);
    for (size_t i = answers.count; i-- > 0 && !err;) {
        from.answer = &answers.items[i];
        from.origin.answer = from.answer->id;
        err = adopt_answer(store, &from, count, fault);
    }
    answers_free(&answers);
    return err;
}

static enum err look_for_new(struct store *store, const struct adopt_source *source, bool *there,
                             struct fault *fault)
{
    struct statement s = statement_open(
        store, "SELECT 1 FROM answer AS a WHERE a.lesson = ?1 AND a.exercise = ?2 AND NOT EXISTS"
               " (SELECT 1 FROM answer_adopted WHERE answer_id = a.id) LIMIT 1");
    statement_bind_text(&s, source->lesson);
    statement_bind_text(&s, source->exercise);
    *there = statement_next(&s);
    return statement_close(&s, OK, fault);
}

enum err store_adopt(struct store *store, const struct adopt_source *sources, size_t source_count,
                     int32_t today, int32_t (*to_day)(int64_t wall), size_t *count,
                     struct fault *fault)
{
    bool due = false;
    size_t adopted = 0;
    if (count)
        *count = 0;
    enum err err = store_look(store, fault);
    for (size_t i = 0; i < source_count && !err && store->db && !due; i++)
        err = look_for_new(store, &sources[i], &due, fault);
    if (!err && due)
        err = store_begin(store, fault);
    if (err || !due)
        return err;
    for (size_t i = 0; i < source_count && !err; i++)
        err = adopt_source(store, &sources[i], today, to_day, &adopted, fault);
    err = store_end(store, err, fault);
    if (!err && count)
        *count = adopted;
    return err;
}
