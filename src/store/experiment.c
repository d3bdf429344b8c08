/* Experiments: the words of one are a record, its numbers and days stand in "experiment". */
#include "mend/store/experiment.h"

#include <stdlib.h>

#include "experiment_private.h"
#include "mend/base/message.h"

/* Parts of the record's text. */
enum { PLAN_FIRST = 0, PLAN_TEXTS = 3, OUTCOME_FIRST = 3, OUTCOME_TEXTS = 2 };

/* ---- what can be kept ---- */

static bool is_scale(int value)
{
    return value >= EXPERIMENT_OPEN && value <= EXPERIMENT_MOST;
}

static enum err fault_scale(struct fault *fault)
{
    return fault_set(fault, ERR_INPUT, _("These scales go from 0 to 10, or stay open."));
}

static enum err check_plan(const struct experiment_plan *plan, struct fault *fault)
{
    if (!record_has_text(plan->what))
        return fault_set(fault, ERR_INPUT,
                         _("An experiment needs a few words about what you will try."));
    return is_scale(plan->risk) && is_scale(plan->predicted) ? OK : fault_scale(fault);
}

/* ---- writing ---- */

static enum err set_plan_row(struct store *store, int64_t id, const struct experiment_plan *plan,
                             struct fault *fault)
{
    struct statement s = statement_open(
        store, "INSERT INTO experiment(id, risk, predicted, know_day) VALUES(?1, ?2, ?3, ?4)"
               " ON CONFLICT(id) DO UPDATE SET risk = excluded.risk,"
               " predicted = excluded.predicted, know_day = excluded.know_day");
    statement_bind_int(&s, id);
    record_bind_int(&s, plan->risk, EXPERIMENT_OPEN);
    record_bind_int(&s, plan->predicted, EXPERIMENT_OPEN);
    record_bind_int(&s, plan->know_day, DAY_OPEN);
    return statement_run(&s, fault);
}

enum err experiment_insert(struct store *store, const struct experiment_new *experiment,
                           int64_t *id, struct fault *fault)
{
    const struct experiment_plan *plan = &experiment->plan;
    const char *const texts[] = {plan->what, plan->prediction, plan->know};
    struct record_new record = {.kind = RECORD_EXPERIMENT,
                                .day = experiment->day,
                                .made_at = experiment->made_at,
                                .origin = &experiment->origin,
                                .texts = {PLAN_FIRST, PLAN_TEXTS, texts}};
    enum err err = record_insert(store, &record, id, fault);
    return err ? err : set_plan_row(store, *id, plan, fault);
}

enum err store_experiment_add(struct store *store, const struct experiment_new *experiment,
                              int64_t *id, struct fault *fault)
{
    int64_t added = 0;
    enum err err = check_plan(&experiment->plan, fault);
    if (!err)
        err = store_begin(store, fault);
    if (err)
        return err;
    err = experiment_insert(store, experiment, &added, fault);
    err = record_end(store, err, PROMISE_DRAFTS, experiment->draft, fault);
    if (!err && id)
        *id = added;
    return err;
}

enum err store_experiment_change(struct store *store, int64_t id, int64_t seen,
                                 const struct experiment_plan *plan, const char *draft,
                                 struct fault *fault)
{
    const char *const items[] = {plan->what, plan->prediction, plan->know};
    struct record_texts texts = {PLAN_FIRST, PLAN_TEXTS, items};
    enum err err = check_plan(plan, fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = record_change(store, id, RECORD_EXPERIMENT, seen, &texts, fault);
    if (!err)
        err = set_plan_row(store, id, plan, fault);
    return record_end(store, err, PROMISE_DRAFTS, draft, fault);
}

static enum err set_outcome_row(struct store *store, int64_t id,
                                const struct experiment_outcome *outcome, struct fault *fault)
{
    bool taken_back = outcome->day == DAY_OPEN;
    struct statement s =
        statement_open(store, "UPDATE experiment SET actual = ?2, concluded = ?3 WHERE id = ?1");
    statement_bind_int(&s, id);
    record_bind_int(&s, taken_back ? EXPERIMENT_OPEN : outcome->actual, EXPERIMENT_OPEN);
    record_bind_int(&s, outcome->day, DAY_OPEN);
    return statement_run(&s, fault);
}

enum err store_experiment_conclude(struct store *store, int64_t id, int64_t seen,
                                   const struct experiment_outcome *outcome, const char *draft,
                                   struct fault *fault)
{
    bool taken_back = outcome->day == DAY_OPEN;
    const char *const items[] = {taken_back ? "" : outcome->happened,
                                 taken_back ? "" : outcome->learned};
    struct record_texts texts = {OUTCOME_FIRST, OUTCOME_TEXTS, items};
    enum err err = is_scale(outcome->actual) ? OK : fault_scale(fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = record_change(store, id, RECORD_EXPERIMENT, seen, &texts, fault);
    if (!err)
        err = set_outcome_row(store, id, outcome, fault);
    return record_end(store, err, PROMISE_DRAFTS, draft, fault);
}

/* ---- reading ---- */

void experiment_free(struct experiment *experiment)
{
    store_free_text(experiment->what);
    store_free_text(experiment->prediction);
    store_free_text(experiment->know);
    store_free_text(experiment->happened);
    store_free_text(experiment->learned);
    *experiment = (struct experiment){0};
}

void experiments_free(struct experiments *experiments)
{
    for (size_t i = 0; i < experiments->count; i++)
        experiment_free(&experiments->items[i]);
    free(experiments->items);
    *experiments = (struct experiments){0};
}

#define EXPERIMENTS                                                                                \
    "SELECT " RECORD_COLUMNS(                                                                      \
        "r") ", x.risk, x.predicted, x.know_day, x.actual, "                                       \
             "x.concluded, " RECORD_TEXT("r", "0") ", " RECORD_TEXT("r", "1") ", " RECORD_TEXT(    \
                 "r", "2") ", " RECORD_TEXT("r", "3") ", " RECORD_TEXT("r", "4") " FROM "          \
                                                                                 "experimen"       \
                                                                                 "t AS x "         \
                                                                                 "JOIN "           \
                                                                                 "record "         \
                                                                                 "AS r ON "        \
                                                                                 "r.id = "         \
                                                                                 "x.id"

static enum err read_texts(struct statement *s, int column, struct experiment *experiment,
                           struct fault *fault)
{
    char **const texts[] = {&experiment->what, &experiment->prediction, &experiment->know,
                            &experiment->happened, &experiment->learned};
    enum err err = OK;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && !err; i++)
        err = record_read_text(s, column + (int)i, texts[i], fault);
    return err;
}

static enum err read_experiment(struct statement *s, struct experiment *experiment,
                                struct fault *fault)
{
    int column = RECORD_COLUMN_COUNT;
    record_read(s, 0, &experiment->record);
    experiment->risk = (int)record_read_int(s, column++, EXPERIMENT_OPEN);
    experiment->predicted = (int)record_read_int(s, column++, EXPERIMENT_OPEN);
    experiment->know_day = (int32_t)record_read_int(s, column++, DAY_OPEN);
    experiment->actual = (int)record_read_int(s, column++, EXPERIMENT_OPEN);
    experiment->concluded = (int32_t)record_read_int(s, column++, DAY_OPEN);
    return read_texts(s, column, experiment, fault);
}

/* All rows of S, which is closed. */
static enum err read_experiments(struct statement *s, struct experiments *experiments,
                                 struct fault *fault)
{
    enum err err = OK;
    size_t capacity = 0;
    while (!err && statement_next(s)) {
        void *grown = store_grow(experiments->items, experiments->count, &capacity,
                                 sizeof *experiments->items);
        if (!grown) {
            err = fault_set_memory(fault);
            break;
        }
        experiments->items = grown;
        struct experiment *experiment = &experiments->items[experiments->count++];
        *experiment = (struct experiment){0};
        err = read_experiment(s, experiment, fault);
    }
    err = statement_close(s, err, fault);
    if (err)
        experiments_free(experiments);
    return err;
}

enum err store_experiment_list(struct store *store, int32_t today, bool trash,
                               struct experiments *experiments, struct fault *fault)
{
    *experiments = (struct experiments){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s = statement_open(
        store, EXPERIMENTS " WHERE (r.deleted_at IS NOT NULL) = ?1"
                           " ORDER BY x.concluded IS NOT NULL,"
                           " x.concluded IS NULL AND coalesce(x.know_day, ?2 + 1) > ?2,"
                           " x.concluded DESC, x.know_day NULLS LAST, r.id DESC");
    statement_bind_int(&s, trash);
    statement_bind_int(&s, today);
    return read_experiments(&s, experiments, fault);
}

enum err store_experiment_get(struct store *store, int64_t id, struct experiment *experiment,
                              struct fault *fault)
{
    struct experiments found = {0};
    *experiment = (struct experiment){0};
    enum err err = record_look(store, fault);
    if (err)
        return err;
    struct statement s = statement_open(store, EXPERIMENTS " WHERE x.id = ?1");
    statement_bind_int(&s, id);
    err = read_experiments(&s, &found, fault);
    if (!err && found.count > 0)
        *experiment = found.items[0];
    else if (!err)
        err = record_fault_gone(fault);
    free(found.items);
    return err;
}
