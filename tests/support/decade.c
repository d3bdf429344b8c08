#include "support/decade.h"

#include <stdio.h>
#include <stdlib.h>

#include "mend/base/str.h"
#include "store/check_in_private.h"
#include "store/experiment_private.h"
#include "store/promise_private.h"

enum { LINE = 4, HELD = DECADE_PROMISES - LINE, SECONDS_OF_DAY = 86400, WEEK = 7 };

struct maker {
    struct store *store;
    struct decade decade;
    unsigned seed;
    int days;
    struct fault fault;
};

static void must(struct maker *m, enum err err)
{
    if (!err)
        return;
    fprintf(stderr, "decade: %s\n", m->fault.text);
    exit(1);
}

static int below(struct maker *m, int count)
{
    return rand_r(&m->seed) % count;
}

/* True so many times in a hundred. */
static bool happens(struct maker *m, int percent)
{
    return below(m, 100) < percent;
}

static int64_t evening_of(int32_t day)
{
    return (int64_t)day * SECONDS_OF_DAY + 20 * 3600;
}

/* As many words as COUNT, for the caller to free. */
static char *words(struct maker *m, int count)
{
    static const char *const some[] = {"tea",   "morning", "phone", "quiet",   "window", "walk",
                                       "asked", "waited",  "said",  "kitchen", "late",   "sleep",
                                       "no",    "friend",  "slow",  "evening", "calm",   "again"};
    struct str text = {0};
    for (int i = 0; i < count; i++)
        if (happens(m, 10))
            str_printf(&text, "%sw%d", i ? " " : "", below(m, 3000));
        else
            str_printf(&text, "%s%s", i ? " " : "",
                       some[below(m, (int)(sizeof some / sizeof *some))]);
    return str_take(&text);
}

static int64_t record(struct maker *m, const char *kind, int64_t of, int32_t day, int word_count)
{
    int64_t id = 0;
    char *text = word_count ? words(m, word_count) : NULL;
    const char *const items[] = {text};
    struct record_new new = {
        .kind = kind, .of = of, .day = day, .made_at = evening_of(day), .texts = {0, 1, items}};
    must(m, record_insert(m->store, &new, &id, &m->fault));
    free(text);
    return id;
}

/* ---- promises ---- */

static struct schedule schedule_of(const struct maker *m, int number)
{
    switch (number % 4) {
    case 0:
        return (struct schedule){.kind = SCHEDULE_DAILY};
    case 1:
        return (struct schedule){.kind = SCHEDULE_WEEKDAYS, .weekdays = 0x1f};
    case 2:
        return (struct schedule){.kind = SCHEDULE_WEEKLY, .times = 3};
    default:
        return (struct schedule){.kind = SCHEDULE_ONCE, .by = m->decade.last};
    }
}

static int64_t promise(struct maker *m, int number, int32_t began, int64_t follows)
{
    int64_t id = 0;
    char *when = words(m, 4);
    char *will = words(m, 6);
    struct promise_new new = {.words = {.when = when, .will = will, .between_us = number % 3 == 2},
                              .schedule = schedule_of(m, number),
                              .began = began,
                              .made_at = evening_of(began),
                              .follows = follows,
                              .smaller = true};
    must(m, promise_insert(m->store, &new, &id, &m->fault));
    m->decade.promises++;
    free(when);
    free(will);
    return id;
}

static void end(struct maker *m, int64_t id, int32_t day)
{
    struct statement s = statement_open(m->store, "UPDATE promise SET ended = ?2 WHERE id = ?1");
    statement_bind_int(&s, id);
    statement_bind_int(&s, day);
    must(m, statement_run(&s, &m->fault));
}

static void mark(struct maker *m, struct statement *s, int64_t id, int32_t day)
{
    static const char *const kinds[] = {"kept", "kept", "kept", "partly", "not", "released"};
    statement_bind_int(s, id);
    statement_bind_int(s, day);
    statement_bind_text(s, kinds[below(m, (int)(sizeof kinds / sizeof *kinds))]);
    statement_bind_int(s, evening_of(day));
    statement_next(s);
    statement_reset(s);
    m->decade.marks++;
    if (!happens(m, 15))
        return;
    record(m, RECORD_NOTE, id, day, 6);
    m->decade.notes++;
}

static void pause_for(struct maker *m, int64_t id, int32_t from, int32_t days)
{
    int64_t pause = record(m, RECORD_PAUSE, id, from, 4);
    struct statement s =
        statement_open(m->store, "INSERT INTO promise_pause(id, to_day) VALUES(?1, ?2)");
    statement_bind_int(&s, pause);
    statement_bind_int(&s, from + days - 1);
    must(m, statement_run(&s, &m->fault));
    m->decade.pauses++;
}

/* Marks on most days, and once a year or so two weeks of pause. */
static void live_with(struct maker *m, int64_t id, int32_t from, int32_t to)
{
    struct statement s = statement_open(
        m->store,
        "INSERT INTO promise_mark(promise_id, day, kind, made_at) VALUES(?1, ?2, ?3, ?4)");
    for (int32_t day = from; day <= to; day++) {
        if (below(m, 365) == 0) {
            pause_for(m, id, day, 2 * WEEK);
            day += 2 * WEEK;
        }
        if (day <= to && happens(m, 70))
            mark(m, &s, id, day);
    }
    must(m, statement_close(&s, OK, &m->fault));
}

static void promises(struct maker *m)
{
    const struct decade *d = &m->decade;
    int64_t before = 0;
    for (int i = 0; i < HELD; i++)
        live_with(m, promise(m, i, d->first, 0), d->first, d->last);
    for (int i = 0; i < LINE; i++) {
        int32_t from = d->first + m->days * i / LINE;
        int32_t to = d->first + m->days * (i + 1) / LINE - 1;
        int64_t id = promise(m, i, from, before);
        live_with(m, id, from, to);
        if (i + 1 < LINE)
            end(m, id, to);
        before = id;
    }
}

/* ---- the others ---- */

static void check_in(struct maker *m, int32_t day, int level[CHECK_IN_SCALES])
{
    int64_t id = 0;
    char *texts[CHECK_IN_TEXTS] = {0};
    struct check_in_new new = {.day = day, .made_at = evening_of(day)};
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        int moved = level[i] + below(m, 3) - 1;
        level[i] = moved < 0 ? 0 : moved > SCALE_MOST ? SCALE_MOST : moved;
        new.scales[i] = i > 0 && happens(m, 10) ? SCALE_OPEN : level[i];
    }
    for (int i = 0; i < CHECK_IN_TEXTS; i++)
        new.texts[i] = texts[i] = happens(m, 60) ? words(m, 8) : NULL;
    must(m, check_in_insert(m->store, &new, &id, &m->fault));
    m->decade.check_ins++;
    for (int i = 0; i < CHECK_IN_TEXTS; i++)
        free(texts[i]);
}

static void check_ins(struct maker *m)
{
    int level[CHECK_IN_SCALES] = {3, 4, 5, 4, 3, 5, 4};
    int count = DECADE_CHECK_INS * m->days / DECADE_DAYS;
    for (int i = 0; i < count; i++)
        check_in(m, m->decade.first + (i + 1) * m->days / count - 1, level);
}

static void experiment(struct maker *m, int32_t day, bool concluded)
{
    int64_t id = 0;
    char *what = words(m, 6);
    char *prediction = words(m, 8);
    struct experiment_new new = {.plan = {.what = what,
                                          .prediction = prediction,
                                          .risk = below(m, 11),
                                          .predicted = below(m, 11),
                                          .know_day = day + WEEK},
                                 .day = day,
                                 .made_at = evening_of(day)};
    must(m, experiment_insert(m->store, &new, &id, &m->fault));
    if (concluded) {
        char *happened = words(m, 8);
        char *learned = words(m, 8);
        const char *const items[] = {happened, learned};
        struct record_texts texts = {3, 2, items};
        must(m, record_set_texts(m->store, id, &texts, &m->fault));
        struct statement s = statement_open(
            m->store, "UPDATE experiment SET actual = ?2, concluded = ?3 WHERE id = ?1");
        statement_bind_int(&s, id);
        statement_bind_int(&s, below(m, 11));
        statement_bind_int(&s, day + WEEK);
        must(m, statement_run(&s, &m->fault));
        free(happened);
        free(learned);
    }
    m->decade.experiments++;
    free(what);
    free(prediction);
}

static void experiments(struct maker *m)
{
    int count = DECADE_EXPERIMENTS * m->days / DECADE_DAYS;
    for (int i = 0; i < count; i++)
        experiment(m, m->decade.first + i * m->days / count, i + 3 < count);
}

static void boundaries(struct maker *m)
{
    static const char *const kinds[] = {"kept", "kept", "crossed", "renegotiated"};
    int64_t ids[DECADE_BOUNDARIES];
    int count = DECADE_EVENTS * m->days / DECADE_DAYS;
    for (int i = 0; i < DECADE_BOUNDARIES; i++)
        ids[i] = record(m, RECORD_BOUNDARY, 0, m->decade.first, 8);
    struct statement s =
        statement_open(m->store, "INSERT INTO boundary_event(id, kind) VALUES(?1, ?2)");
    for (int i = 0; i < count; i++) {
        int32_t day = m->decade.first + i * m->days / count;
        statement_bind_int(&s, record(m, RECORD_EVENT, ids[i % DECADE_BOUNDARIES], day, 6));
        statement_bind_text(&s, kinds[below(m, (int)(sizeof kinds / sizeof *kinds))]);
        statement_next(&s);
        statement_reset(&s);
        m->decade.events++;
    }
    must(m, statement_close(&s, OK, &m->fault));
}

struct decade decade_fill(struct store *store, unsigned seed, int32_t last, int days)
{
    struct maker m = {.store = store,
                      .decade = {.first = last - days + 1, .last = last},
                      .seed = seed,
                      .days = days};
    must(&m, store_begin(store, &m.fault));
    promises(&m);
    check_ins(&m);
    experiments(&m);
    boundaries(&m);
    must(&m, store_end(store, OK, &m.fault));
    return m.decade;
}
