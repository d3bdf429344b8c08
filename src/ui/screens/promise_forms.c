/*
 * The forms of promises, limits and experiments: what each asks, and how what was filled in becomes
 * a record. A form's sentence about what is missing is an ERR_INPUT; it stays open then.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../record.h"
#include "promise_screens.h"

enum { NAME_SIZE = 48, NUMBER_SIZE = 24 };

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))

/* ---- what is asked ---- */

static struct item to_items[] = {{"me", N_("to myself"), ""}, {"us", N_("between us"), ""}};
static const struct item_list to = {"to", to_items, COUNT(to_items)};

static struct item often_items[] = {
    {"once", N_("once, by a day"), ""},
    {"daily", N_("every day"), ""},
    {"weekdays", N_("on days of the week"), ""},
    {"weekly", N_("so many times a week"), ""},
};
static const struct item_list often = {"often", often_items, COUNT(often_items)};

static struct item day_items[] = {
    {"d0", N_("Monday"), ""},   {"d1", N_("Tuesday"), ""}, {"d2", N_("Wednesday"), ""},
    {"d3", N_("Thursday"), ""}, {"d4", N_("Friday"), ""},  {"d5", N_("Saturday"), ""},
    {"d6", N_("Sunday"), ""},
};
static const struct item_list days = {"days", day_items, COUNT(day_items)};

#define WORDS                                                                                      \
    {RECORD_TEXT, "when", N_("When ..."), N_("I wake"), NULL, NULL, NULL},                         \
        {RECORD_TEXT, "will", N_("I will ..."), N_("drink tea before I look at the phone"), NULL,  \
         NULL,        NULL},                                                                       \
        {RECORD_TEXT,                                                                              \
         "text",                                                                                   \
         N_("Or simply, in words of your own"),                                                    \
         N_("ten minutes outside"),                                                                \
         NULL,                                                                                     \
         NULL,                                                                                     \
         NULL},                                                                                    \
    {                                                                                              \
        RECORD_PICK, "to", N_("It is"), NULL, &to, NULL, NULL                                      \
    }

static const struct record_part promise_parts[] = {
    WORDS,
    {RECORD_PICK, "often", N_("How often?"), NULL, &often, NULL, NULL},
    {RECORD_TEXT, "by", N_("By which day? (2026-12-05)"), NULL, NULL, "often", "once"},
    {RECORD_TICKS, NULL, N_("On which days?"), NULL, &days, "often", "weekdays"},
    {RECORD_TEXT, "times", N_("How many times a week? (1 to 7)"), NULL, NULL, "often", "weekly"},
};

static const struct record_form promise_form = {
    PROMISE_DRAFTS, N_("A promise"),
    N_("Small and definite is easier to keep. It can rest, be made smaller or be let go at any "
       "time."),
    promise_parts, COUNT(promise_parts)};

static const struct record_part words_parts[] = {WORDS};
static const struct record_form words_form = {PROMISE_DRAFTS, N_("Other words for it"), NULL,
                                              words_parts, COUNT(words_parts)};

static const struct record_part pause_parts[] = {
    {RECORD_TEXT, "until", N_("Until which day? Leave it empty for as long as you like"),
     N_("2026-12-24"), NULL, NULL, NULL},
    {RECORD_TEXT, "reason", N_("Why it rests, if you want to note it"), NULL, NULL, NULL, NULL},
};
static const struct record_form pause_form = {
    PROMISE_DRAFTS, N_("Let it rest"),
    N_("From today. Days of rest count neither for nor against."), pause_parts, COUNT(pause_parts)};

static const struct record_part note_parts[] = {
    {RECORD_TEXT, "note", N_("A few words about that day"), NULL, NULL, NULL, NULL},
};
static const struct record_form note_form = {PROMISE_DRAFTS, N_("A note"), NULL, note_parts,
                                             COUNT(note_parts)};

static const struct record_part limit_parts[] = {
    {RECORD_TEXT, "text", N_("The limit, about what you do"),
     N_("When voices get loud, I leave the room"), NULL, NULL, NULL},
};
static const struct record_form limit_form = {PROMISE_DRAFTS, N_("A limit of mine"), NULL,
                                              limit_parts, COUNT(limit_parts)};

static const struct record_part event_parts[] = {
    {RECORD_TEXT, "did", N_("What I did, if you want to note it"), NULL, NULL, NULL, NULL},
};
static const struct record_form event_forms[BOUNDARY_EVENT_KINDS] = {
    [BOUNDARY_KEPT] = {PROMISE_DRAFTS, N_("It was kept"), NULL, event_parts, COUNT(event_parts)},
    [BOUNDARY_CROSSED] = {PROMISE_DRAFTS, N_("It was crossed"),
                          N_("That somebody crossed it is their doing. F1 is Help now, if you "
                             "aren't safe."),
                          event_parts, COUNT(event_parts)},
    [BOUNDARY_RENEGOTIATED] = {PROMISE_DRAFTS, N_("It was changed between us"), NULL, event_parts,
                               COUNT(event_parts)},
};

static const struct record_part plan_parts[] = {
    {RECORD_TEXT, "what", N_("What I will try"), N_("ask for a call when it gets late"), NULL, NULL,
     NULL},
    {RECORD_SCALE, "risk", N_("How big does the risk feel?"), NULL, NULL, NULL, NULL},
    {RECORD_TEXT, "prediction", N_("What I think will happen"), NULL, NULL, NULL, NULL},
    {RECORD_SCALE, "predicted", N_("How well will it go? 0 as I fear, 10 as I wish"), NULL, NULL,
     NULL, NULL},
    {RECORD_TEXT, "know", N_("When I'll know, and what will show it"), NULL, NULL, NULL, NULL},
    {RECORD_TEXT, "day", N_("On which day may mend ask? (2026-12-05; empty: in two weeks)"), NULL,
     NULL, NULL, NULL},
};
static const struct record_form plan_form = {
    PROMISE_DRAFTS, N_("A small try"),
    N_("Something asked for openly, and bearable if the answer is no; never a secret test."),
    plan_parts, COUNT(plan_parts)};

static const struct record_part outcome_parts[] = {
    {RECORD_TEXT, "happened", N_("What happened"), NULL, NULL, NULL, NULL},
    {RECORD_SCALE, "actual", N_("How well did it go? 0 as I feared, 10 as I wished"), NULL, NULL,
     NULL, NULL},
    {RECORD_TEXT, "learned", N_("What I know now"), NULL, NULL, NULL, NULL},
};
static const struct record_form outcome_form = {PROMISE_DRAFTS, N_("What came of it"),
                                                N_("One result is one piece of information."),
                                                outcome_parts, COUNT(outcome_parts)};

/* ---- reading what was filled in ---- */

static const char *value(const struct pairs *values, const char *key)
{
    const char *text = pairs_get(values, key);
    return text ? text : "";
}

static bool is(const struct pairs *values, const char *key, const char *wanted)
{
    return strcmp(value(values, key), wanted) == 0;
}

static struct promise_words words_of(const struct pairs *values)
{
    return (struct promise_words){value(values, "text"), value(values, "when"),
                                  value(values, "will"), is(values, "to", "us")};
}

static int scale_of(const struct pairs *values, const char *key)
{
    int number = exercise_number(value(values, key));
    return number < 0 ? EXPERIMENT_OPEN : number;
}

/* A day as typed. EMPTY is what nothing stands for. */
static enum err day_in(const struct pairs *values, const char *key, int32_t empty, int32_t *day,
                       struct fault *fault)
{
    *day = empty;
    if (!*value(values, key) || day_parse(value(values, key), day))
        return OK;
    return fault_set(fault, ERR_INPUT, _("A day is written like 2026-12-05."));
}

static enum err read_schedule(const struct pairs *values, int32_t today, struct schedule *schedule,
                              struct fault *fault)
{
    static const char *const names[SCHEDULE_KINDS] = {
        [SCHEDULE_ONCE] = "once",
        [SCHEDULE_DAILY] = "daily",
        [SCHEDULE_WEEKDAYS] = "weekdays",
        [SCHEDULE_WEEKLY] = "weekly",
    };
    int kind = 0;
    while (kind < SCHEDULE_KINDS && !is(values, "often", names[kind]))
        kind++;
    if (kind == SCHEDULE_KINDS)
        return fault_set(fault, ERR_INPUT, _("How often? One of the rows below it, please."));
    *schedule = (struct schedule){.kind = (enum schedule_kind)kind};
    for (int i = 0; i < WEEK_DAYS; i++)
        schedule->weekdays |= pairs_get(values, day_items[i].id) ? 1U << i : 0;
    const char *times = value(values, "times");
    schedule->times = isdigit((unsigned char)*times) ? (int)strtol(times, NULL, 10) : 0;
    if (kind != SCHEDULE_WEEKDAYS)
        schedule->weekdays = 0;
    else if (!schedule->weekdays)
        return fault_set(fault, ERR_INPUT, _("On which days? At least one, please."));
    if (kind != SCHEDULE_WEEKLY)
        schedule->times = 0;
    else if (schedule->times < 1 || schedule->times > WEEK_DAYS)
        return fault_set(fault, ERR_INPUT, _("How many times a week? A number from 1 to 7."));
    if (kind != SCHEDULE_ONCE)
        return OK;
    enum err err = day_in(values, "by", DAY_NONE, &schedule->by, fault);
    if (!err && schedule->by < today) /* DAY_NONE, too */
        err = fault_set(fault, ERR_INPUT, _("By which day? From today on, like 2026-12-05."));
    return err;
}

/* ---- keeping ---- */

static struct store *store_of(struct ui *ui)
{
    return session_store(ui->session);
}

/*
 * Another window changed RECORD since it was opened here: what it says there is told, and from then
 * on it counts as seen, so that keeping once more is a choice and no accident.
 */
static enum err meanwhile(int64_t *seen, const struct record *record, const char *theirs,
                          struct fault *fault)
{
    *seen = record->version;
    return fault_set(fault, ERR_CONFLICT,
                     _("Meanwhile this was changed in another window, to: \"%s\". Yours still "
                       "stands here. Keeping it once more puts it in the place of that; Esc leaves "
                       "that as it is."),
                     theirs);
}

/* CONTEXT: 0, or the promise it follows; negative: a smaller one of it. */
static enum err keep_promise(struct ui *ui, int64_t context, int64_t *seen,
                             const struct pairs *values, struct fault *fault)
{
    (void)seen;
    struct promise_new promise = {.words = words_of(values),
                                  .began = session_today(ui->session),
                                  .follows = context < 0 ? -context : context,
                                  .smaller = context < 0};
    enum err err = read_schedule(values, promise.began, &promise.schedule, fault);
    return err ? err : store_promise_add(store_of(ui), &promise, NULL, fault);
}

static enum err keep_words(struct ui *ui, int64_t id, int64_t *seen, const struct pairs *values,
                           struct fault *fault)
{
    struct promise promise = {0};
    struct promise_words words = words_of(values);
    struct str theirs = {0};
    enum err err = store_promise_change(store_of(ui), id, *seen, &words, NULL, fault);
    if (err == ERR_CONFLICT && !store_promise_get(store_of(ui), id, &promise, fault)) {
        promise_put_words(&theirs, &promise);
        err = meanwhile(seen, &promise.record, str_text(&theirs), fault);
    }
    str_free(&theirs);
    promise_free(&promise);
    return err;
}

static enum err keep_pause(struct ui *ui, int64_t promise, int64_t *seen,
                           const struct pairs *values, struct fault *fault)
{
    (void)seen;
    struct pause rest = {.from = session_today(ui->session)};
    enum err err = day_in(values, "until", INT32_MAX, &rest.to, fault);
    if (!err && rest.to < rest.from)
        err = fault_set(fault, ERR_INPUT, _("Until a day from today on, please."));
    return err ? err
               : store_pause_add(store_of(ui), promise, rest, value(values, "reason"), NULL, fault);
}

/* The promise and the day of a note, as one number. */
static int64_t note_context(int64_t promise, int32_t day)
{
    return promise * 1000000 + day;
}

static enum err keep_note(struct ui *ui, int64_t context, int64_t *seen, const struct pairs *values,
                          struct fault *fault)
{
    (void)seen;
    int64_t promise = context / 1000000;
    int32_t day = (int32_t)(context % 1000000);
    struct promise_marks marks = {0};
    enum err err = store_mark_list(store_of(ui), promise, day, day, &marks, fault);
    if (!err && !marks.count)
        err = fault_set(fault, ERR_INPUT, _("The mark of that day is gone. Set it again first."));
    if (!err)
        err = store_mark_set(store_of(ui), promise, marks.items[0].mark, value(values, "note"),
                             marks.items[0].made_at, NULL, fault);
    promise_marks_free(&marks);
    return err;
}

static enum err keep_limit(struct ui *ui, int64_t id, int64_t *seen, const struct pairs *values,
                           struct fault *fault)
{
    struct boundary boundary = {0};
    const char *text = value(values, "text");
    struct boundary_new fresh = {.text = text, .day = session_today(ui->session)};
    if (!id)
        return store_boundary_add(store_of(ui), &fresh, NULL, fault);
    enum err err = store_boundary_change(store_of(ui), id, *seen, text, NULL, fault);
    if (err == ERR_CONFLICT && !store_boundary_get(store_of(ui), id, &boundary, fault))
        err = meanwhile(seen, &boundary.record, boundary.text, fault);
    boundary_free(&boundary);
    return err;
}

/* The limit and what became of it, as one number. */
static enum err keep_event(struct ui *ui, int64_t context, int64_t *seen,
                           const struct pairs *values, struct fault *fault)
{
    (void)seen;
    struct boundary_event_new event = {
        .kind = (enum boundary_event_kind)(context % BOUNDARY_EVENT_KINDS),
        .day = session_today(ui->session),
        .did = value(values, "did")};
    return store_boundary_event_add(store_of(ui), context / BOUNDARY_EVENT_KINDS, &event, NULL,
                                    fault);
}

static enum err keep_plan(struct ui *ui, int64_t id, int64_t *seen, const struct pairs *values,
                          struct fault *fault)
{
    struct experiment experiment = {0};
    struct experiment_new fresh = {.day = session_today(ui->session),
                                   .plan = {.what = value(values, "what"),
                                            .prediction = value(values, "prediction"),
                                            .know = value(values, "know"),
                                            .risk = scale_of(values, "risk"),
                                            .predicted = scale_of(values, "predicted")}};
    enum err err = day_in(values, "day", DAY_OPEN, &fresh.plan.know_day, fault);
    if (err)
        return err;
    if (!id)
        return store_experiment_add(store_of(ui), &fresh, NULL, fault);
    err = store_experiment_change(store_of(ui), id, *seen, &fresh.plan, NULL, fault);
    if (err == ERR_CONFLICT && !store_experiment_get(store_of(ui), id, &experiment, fault))
        err = meanwhile(seen, &experiment.record, experiment.what, fault);
    experiment_free(&experiment);
    return err;
}

static enum err keep_outcome(struct ui *ui, int64_t id, int64_t *seen, const struct pairs *values,
                             struct fault *fault)
{
    struct experiment experiment = {0};
    struct experiment_outcome outcome = {.happened = value(values, "happened"),
                                         .learned = value(values, "learned"),
                                         .actual = scale_of(values, "actual"),
                                         .day = session_today(ui->session)};
    enum err err = store_experiment_conclude(store_of(ui), id, *seen, &outcome, NULL, fault);
    if (err == ERR_CONFLICT && !store_experiment_get(store_of(ui), id, &experiment, fault))
        err = meanwhile(seen, &experiment.record, experiment.happened, fault);
    experiment_free(&experiment);
    return err;
}

/* ---- opening ---- */

typedef enum err keeper(struct ui *ui, int64_t context, int64_t *seen, const struct pairs *values,
                        struct fault *fault);

/* NAME begins with the record's id, or with a letter for a new one (record.h of the store). */
static void open_form(struct ui *ui, const struct record_form *form, const char *name, keeper *keep,
                      int64_t context, int64_t seen, const struct pairs *values)
{
    struct record_start start = {.form = form,
                                 .draft = name,
                                 .values = values,
                                 .keep = keep,
                                 .context = context,
                                 .seen = seen};
    ui_push(ui, &screen_record, &start);
}

static void name_of(char name[NAME_SIZE], int64_t id, const char *what)
{
    if (id)
        snprintf(name, NAME_SIZE, "%lld-%s", (long long)id, what);
    else
        snprintf(name, NAME_SIZE, "new-%s", what);
}

/* Values that a form opens with; without memory it opens with fewer. */
static void put(struct pairs *values, const char *key, const char *text)
{
    struct fault ignored = {0};
    enum err err = *text ? pairs_set(values, key, text, &ignored) : OK;
    (void)err;
}

static void put_number(struct pairs *values, const char *key, int number)
{
    char text[NUMBER_SIZE];
    snprintf(text, sizeof text, "%d", number);
    put(values, key, number < 0 ? "" : text);
}

static void put_day_value(struct pairs *values, const char *key, int32_t day)
{
    char text[DAY_SIZE];
    day_print(day, text);
    put(values, key, text);
}

static void put_words(struct pairs *values, const struct promise *promise)
{
    put(values, "when", promise->when);
    put(values, "will", promise->will);
    put(values, "text", promise->text);
    put(values, "to", promise->between_us ? "us" : "me");
}

void promise_form_new(struct ui *ui, bool between_us)
{
    struct pairs values = {0};
    put(&values, "to", between_us ? "us" : "me");
    open_form(ui, &promise_form, "new-promise", keep_promise, 0, 0, &values);
    pairs_free(&values);
}

void promise_form_words(struct ui *ui, const struct promise *promise)
{
    char name[NAME_SIZE];
    struct pairs values = {0};
    name_of(name, promise->record.id, "words");
    put_words(&values, promise);
    open_form(ui, &words_form, name, keep_words, promise->record.id, promise->record.version,
              &values);
    pairs_free(&values);
}

void promise_form_follow(struct ui *ui, const struct promise *promise, bool smaller)
{
    char name[NAME_SIZE];
    struct pairs values = {0};
    int64_t id = promise->record.id;
    name_of(name, id, smaller ? "smaller" : "follow");
    put_words(&values, promise);
    put(&values, "often", often_items[promise->schedule.kind].id);
    if (promise->schedule.kind == SCHEDULE_ONCE)
        put_day_value(&values, "by", promise->schedule.by);
    put_number(&values, "times", promise->schedule.times ? promise->schedule.times : -1);
    for (int i = 0; i < WEEK_DAYS; i++)
        put(&values, day_items[i].id, promise->schedule.weekdays & (1U << i) ? "1" : "");
    open_form(ui, &promise_form, name, keep_promise, smaller ? -id : id, 0, &values);
    pairs_free(&values);
}

void promise_form_pause(struct ui *ui, int64_t promise)
{
    char name[NAME_SIZE];
    name_of(name, promise, "pause");
    open_form(ui, &pause_form, name, keep_pause, promise, 0, NULL);
}

void promise_form_note(struct ui *ui, const struct promise_mark *mark)
{
    char name[NAME_SIZE];
    char what[NUMBER_SIZE];
    struct pairs values = {0};
    snprintf(what, sizeof what, "note-%d", (int)mark->mark.day);
    name_of(name, mark->promise, what);
    put(&values, "note", mark->note);
    open_form(ui, &note_form, name, keep_note, note_context(mark->promise, mark->mark.day), 0,
              &values);
    pairs_free(&values);
}

void boundary_form(struct ui *ui, const struct boundary *boundary)
{
    char name[NAME_SIZE];
    struct pairs values = {0};
    int64_t id = boundary ? boundary->record.id : 0;
    name_of(name, id, "limit");
    if (boundary)
        put(&values, "text", boundary->text);
    open_form(ui, &limit_form, name, keep_limit, id, boundary ? boundary->record.version : 0,
              &values);
    pairs_free(&values);
}

void boundary_form_event(struct ui *ui, int64_t boundary, enum boundary_event_kind kind)
{
    char name[NAME_SIZE];
    char what[NUMBER_SIZE];
    snprintf(what, sizeof what, "event-%d", (int)kind);
    name_of(name, boundary, what);
    open_form(ui, &event_forms[kind], name, keep_event, boundary * BOUNDARY_EVENT_KINDS + kind, 0,
              NULL);
}

void experiment_form_plan(struct ui *ui, const struct experiment *experiment)
{
    char name[NAME_SIZE];
    struct pairs values = {0};
    int64_t id = experiment ? experiment->record.id : 0;
    name_of(name, id, "try");
    if (experiment) {
        put(&values, "what", experiment->what);
        put(&values, "prediction", experiment->prediction);
        put(&values, "know", experiment->know);
        put_number(&values, "risk", experiment->risk);
        put_number(&values, "predicted", experiment->predicted);
        put_day_value(&values, "day", experiment->know_day);
    }
    open_form(ui, &plan_form, name, keep_plan, id, experiment ? experiment->record.version : 0,
              &values);
    pairs_free(&values);
}

void experiment_form_outcome(struct ui *ui, const struct experiment *experiment)
{
    char name[NAME_SIZE];
    struct pairs values = {0};
    name_of(name, experiment->record.id, "outcome");
    put(&values, "happened", experiment->happened);
    put(&values, "learned", experiment->learned);
    put_number(&values, "actual", experiment->actual);
    open_form(ui, &outcome_form, name, keep_outcome, experiment->record.id,
              experiment->record.version, &values);
    pairs_free(&values);
}
