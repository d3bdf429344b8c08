#include "mend/app/promises.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/message.h"
#include "mend/store/adopt.h"
#include "session_private.h"

static const char day_setting[] = "day-ends";

enum { SOURCES_MOST = 32 };

/* ---- days ---- */

int session_day_ends(struct session *session)
{
    struct store *store = session_store(session);
    char *value = NULL;
    int hour = DAY_ENDS_AT;
    if (store && !store_setting(store, day_setting, &value, NULL) && value)
        hour = (int)strtol(value, NULL, 10);
    free(value);
    return hour < 0 || hour > DAY_ENDS_LATEST ? DAY_ENDS_AT : hour;
}

enum err session_set_day_ends(struct session *session, int hour, struct fault *fault)
{
    char text[8];
    snprintf(text, sizeof text, "%d", hour);
    return store_set_setting(session_store(session), day_setting, text, fault);
}

int32_t session_today(struct session *session)
{
    return day_of(clock_wall(session->clock), session_day_ends(session));
}

/* ---- what lessons kept ---- */

/* Exercises of the course whose answers become records; their names are lent by LESSONS. */
struct sources {
    struct adopt_source items[SOURCES_MOST];
    size_t count;
    struct lesson lessons[LESSONS_MOST];
    size_t lesson_count;
};

static const struct {
    enum exercise_kind kind;
    const char *name;
    enum adopt_as as;
} kinds[] = {
    {EXERCISE_PROMISE, "promise", ADOPT_PROMISE},
    {EXERCISE_EXPERIMENT, "experiment", ADOPT_EXPERIMENT},
};

static void add_exercises(struct sources *sources, const struct lesson *lesson)
{
    for (size_t i = 0; i < lesson->page_count; i++) {
        const struct page *page = &lesson->pages[i];
        for (size_t j = 0; j < page->blocks.count; j++) {
            const struct exercise *exercise = page->blocks.items[j].exercise;
            for (size_t k = 0; exercise && k < sizeof kinds / sizeof kinds[0]; k++)
                if (exercise->kind == kinds[k].kind && sources->count < SOURCES_MOST)
                    sources->items[sources->count++] =
                        (struct adopt_source){lesson->id, page->number, exercise->id, kinds[k].as};
        }
    }
}

/* A lesson that cannot be read has none. */
static void read_sources(const struct content *content, struct sources *sources)
{
    for (size_t i = 0; i < content->entry_count; i++) {
        struct lesson *lesson = &sources->lessons[sources->lesson_count];
        if (content_lesson(content, &content->entries[i], lesson, NULL, NULL))
            continue;
        add_exercises(sources, lesson);
        sources->lesson_count++;
    }
}

/* Days of answers, at the hour at which days end by themselves: they lie in the past. */
static int32_t day_of_answer(int64_t wall)
{
    return day_of(wall, DAY_ENDS_AT);
}

enum err session_adopt_answer(struct session *session, const char *lesson, const char *exercise,
                              const char *kind, struct fault *fault)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct adopt_source source = {lesson, "", exercise, kinds[i].as};
        if (strcmp(kinds[i].name, kind) == 0)
            return store_adopt(session_store(session), &source, 1, session_today(session),
                               day_of_answer, NULL, fault);
    }
    return OK;
}

enum err session_adopt(struct session *session, struct fault *fault)
{
    struct store *store = session_store(session);
    if (!store || !store_exists(store) || store_read_only(store))
        return OK;
    struct sources *sources = calloc(1, sizeof *sources);
    if (!sources)
        return fault_set_memory(fault);
    read_sources(&session->content, sources);
    enum err err = OK;
    if (sources->count)
        err = store_adopt(store, sources->items, sources->count, session_today(session),
                          day_of_answer, NULL, fault);
    for (size_t i = 0; i < sources->lesson_count; i++)
        lesson_free(&sources->lessons[i]);
    free(sources);
    return err;
}

/* ---- the trash ---- */

struct purge_job {
    struct store *store;
    enum err err;
    struct fault *fault;
};

static void purge_run(void *argument)
{
    struct purge_job *job = argument;
    job->err = store_record_purge(job->store, NULL, job->fault);
}

enum err session_record_purge(struct session *session, struct fault *fault)
{
    struct purge_job job = {session_store(session), OK, fault};
    session_run(session, purge_run, &job);
    return job.err;
}

/* ---- putting together ---- */

/* Moves OLDER before MARKS and leaves it empty. */
static enum err put_before(struct promise_marks *marks, struct promise_marks *older,
                           struct fault *fault)
{
    if (!older->count)
        return OK;
    size_t count = marks->count + older->count;
    struct promise_mark *grown = reallocarray(marks->items, count, sizeof *grown);
    if (!grown)
        return fault_set_memory(fault);
    memmove(grown + older->count, grown, marks->count * sizeof *grown);
    memcpy(grown, older->items, older->count * sizeof *grown);
    marks->items = grown;
    marks->count = count;
    free(older->items);
    *older = (struct promise_marks){0};
    return OK;
}

enum err session_marks(struct session *session, const struct promises *promises, int32_t from,
                       struct promise_marks *marks, struct fault *fault)
{
    struct store *store = session_store(session);
    enum err err = store_mark_list(store, 0, from, session_today(session), marks, fault);
    for (size_t i = 0; !err && i < promises->count; i++) {
        const struct promise *promise = &promises->items[i];
        struct promise_marks older = {0};
        if (promise->schedule.kind != SCHEDULE_ONCE || promise->record.day >= from)
            continue;
        err = store_mark_list(store, promise->record.id, promise->record.day, from - 1, &older,
                              fault);
        if (!err)
            err = put_before(marks, &older, fault);
        promise_marks_free(&older);
    }
    if (err)
        promise_marks_free(marks);
    return err;
}

struct promise_history promise_history_of(const struct promise *promise,
                                          const struct promise_marks *marks, struct mark *room,
                                          struct pause *pauses)
{
    struct promise_history history = {
        .schedule = promise->schedule,
        .from = promise->record.day,
        .until = promise->ended,
        .pauses = pauses,
        .pause_count = promise->pause_count,
        .marks = room,
    };
    for (size_t i = 0; i < promise->pause_count; i++)
        pauses[i] = promise->pauses[i].days;
    for (size_t i = 0; i < marks->count; i++)
        if (marks->items[i].promise == promise->record.id)
            room[history.mark_count++] = marks->items[i].mark;
    return history;
}

void promise_put_words(struct str *out, const struct promise *promise)
{
    if (*promise->text)
        str_puts(out, promise->text);
    else if (*promise->when)
        str_printf(out, _("When %s, I will %s"), promise->when, promise->will);
    else
        str_printf(out, _("I will %s"), promise->will);
}
