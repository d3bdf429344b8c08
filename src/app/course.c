/* What a person does in the course, as use cases over store and content. */
#include <stdlib.h>
#include <string.h>

#include "mend/base/date.h"
#include "session_private.h"

/* How many letters with a day are looked at, and for how many days Today speaks of one. */
enum { LETTERS_MOST = 1000, LETTER_DAYS = 14 };

struct answer_job {
    struct store *store;
    const char *lesson;
    const char *exercise;
    const char *kind;
    const struct pairs *values;
    bool added;
    enum err err;
    struct fault *fault;
};

/*
 * The question at both ends of a lesson is asked anew each time one goes through it: once the other
 * end was answered after NEWEST, the same number is another answer.
 */
static bool is_asked_anew(const struct answer_job *job, const struct answer *newest)
{
    struct answers other = {0};
    bool before = strcmp(job->exercise, TENSION_BEFORE) == 0;
    bool anew = false;
    if (!before && strcmp(job->exercise, TENSION_AFTER) != 0)
        return false;
    if (store_answer_list(job->store, job->lesson, before ? TENSION_AFTER : TENSION_BEFORE, 1,
                          &other, NULL) == OK)
        anew = other.count > 0 && other.items[0].id > newest->id;
    answers_free(&other);
    return anew;
}

static void answer_run(void *argument)
{
    struct answer_job *job = argument;
    struct answers newest = {0};
    job->err = store_answer_list(job->store, job->lesson, job->exercise, 1, &newest, job->fault);
    bool stands = newest.count > 0 && pairs_equal(&newest.items[0].values, job->values) &&
                  !is_asked_anew(job, &newest.items[0]);
    job->added = job->values->count > 0 && !stands;
    if (!job->err && job->added)
        job->err = store_answer_add(job->store, job->lesson, job->exercise, job->kind, job->values,
                                    NULL, job->fault);
    else if (!job->err && store_exists(job->store))
        job->err = store_draft_clear(job->store, job->lesson, job->exercise, job->fault);
    answers_free(&newest);
}

enum err session_answer(struct session *session, const char *lesson, const char *exercise,
                        const char *kind, const struct pairs *values, bool *added,
                        struct fault *fault)
{
    enum err err = session_flush(session, fault);
    if (err)
        return err;
    struct answer_job job = {session->store, lesson, exercise, kind, values, false, OK, fault};
    session_run(session, answer_run, &job);
    if (added)
        *added = job.added && !job.err;
    err = job.err ? job.err : session_keep_safety(session, fault);
    if (!err && job.added)
        err = session_adopt_answer(session, lesson, exercise, kind, fault);
    return err;
}

struct forget_job {
    struct store *store;
    int64_t id;
    enum err err;
    struct fault *fault;
};

static void forget_run(void *argument)
{
    struct forget_job *job = argument;
    job->err = store_answer_delete(job->store, job->id, job->fault);
}

enum err session_forget_answer(struct session *session, int64_t id, struct fault *fault)
{
    struct forget_job job = {session->store, id, OK, fault};
    session_run(session, forget_run, &job);
    return job.err;
}

struct visit_job {
    struct store *store;
    const char *lesson;
    const char *page;
    enum page_state state;
    enum err err;
    struct fault *fault;
};

static void visit_run(void *argument)
{
    struct visit_job *job = argument;
    job->err = store_progress_set(job->store, job->lesson, job->page, job->state, job->fault);
}

enum err session_visit(struct session *session, const char *lesson, const char *page,
                       enum page_state state, struct fault *fault)
{
    struct visit_job job = {session->store, lesson, page, state, OK, fault};
    session_run(session, visit_run, &job);
    return job.err ? job.err : session_keep_safety(session, fault);
}

int session_minutes_left(const struct lesson *lesson, size_t done)
{
    if (done >= lesson->page_count)
        return 0;
    size_t left = lesson->page_count - done;
    int minutes =
        (int)(((size_t)lesson->minutes * left + lesson->page_count - 1) / lesson->page_count);
    return minutes < 1 ? 1 : minutes;
}

static bool page_counts(const struct lesson *lesson, const struct progress *progress)
{
    if (progress->state != PAGE_DONE && progress->state != PAGE_SKIPPED)
        return false;
    for (size_t i = 0; i < lesson->page_count; i++)
        if (strcmp(lesson->pages[i].number, progress->page) == 0)
            return true;
    return false;
}

static bool is_end(const struct progress *progress)
{
    return strcmp(progress->page, "closing") == 0 && progress->state == PAGE_DONE;
}

/* What the store knows of the lesson called ID; its pages are counted when LESSON is given. */
static enum err read_state(struct session *session, const char *id, const struct lesson *lesson,
                           struct lesson_state *state, struct fault *fault)
{
    struct store *store = session_store(session);
    struct progress *items = NULL;
    size_t count = 0;
    size_t drafts = 0;
    *state = (struct lesson_state){0};
    enum err err = store_progress_list(store, id, &items, &count, fault);
    for (size_t i = 0; !err && items && i < count; i++) {
        state->begun = true;
        state->done += lesson && page_counts(lesson, &items[i]);
        state->last_at = items[i].last_at > state->last_at ? items[i].last_at : state->last_at;
        state->finished |= is_end(&items[i]);
    }
    free(items);
    if (!err)
        err = store_place(store, id, &state->place, fault);
    if (!err)
        err = store_draft_count(store, id, &drafts, fault);
    state->drafts = drafts > 0;
    return err;
}

enum err session_lesson_state(struct session *session, const struct contents_entry *entry,
                              const struct lesson *lesson, struct lesson_state *state,
                              struct fault *fault)
{
    enum err err = read_state(session, entry->id, lesson, state, fault);
    state->pages = lesson->page_count;
    state->minutes_left = session_minutes_left(lesson, state->done);
    return err;
}

/* What a page may ask for, the weightiest first. */
static const struct {
    enum exercise_kind kind;
    enum step step;
} weights[] = {
    {EXERCISE_PROMISE, STEP_PROMISE},  {EXERCISE_EXPERIMENT, STEP_EXPERIMENT},
    {EXERCISE_LETTER, STEP_LETTER},    {EXERCISE_PLAN, STEP_PLAN},
    {EXERCISE_BREATHE, STEP_PRACTICE},
};

struct next_step session_next_step(const struct lesson *lesson, const struct lesson_state *state)
{
    struct next_step next = {0};
    unsigned kinds = 0;
    size_t first = 0;
    while (first < lesson->page_count &&
           strcmp(lesson->pages[first].number, state->place.page) != 0)
        first++;
    if (first == lesson->page_count && strcmp(state->place.page, "closing") != 0)
        first = 0;
    for (size_t i = first; i < lesson->page_count; i++, next.pages++)
        kinds |= lesson->pages[i].kinds;
    for (size_t i = 0; i < sizeof weights / sizeof weights[0] && next.what == STEP_NONE; i++)
        if (kinds & (1U << weights[i].kind))
            next.what = weights[i].step;
    return next;
}

/* *THROUGH: the lesson was walked to its end and nothing half done waits in it. */
static enum err look_if_through(struct session *session, const struct contents_entry *entry,
                                bool *through, struct fault *fault)
{
    struct lesson_state state;
    enum err err = read_state(session, entry->id, NULL, &state, fault);
    *through = state.finished && !state.drafts && strcmp(state.place.page, "closing") == 0;
    return err;
}

enum err session_next_lesson(struct session *session, const struct contents_entry **entry,
                             struct fault *fault)
{
    struct place place = {0};
    const struct content *content = &session->content;
    const struct contents_entry *last = NULL;
    bool through = true;
    *entry = NULL;
    enum err err = store_place(session_store(session), NULL, &place, fault);
    if (!err && place.known)
        last = content_entry(content, place.lesson);
    if (last && last->file)
        err = look_if_through(session, last, &through, fault);
    if (!err && !through)
        *entry = last;
    const struct contents_entry *next = content->entries;
    for (size_t i = 0; !err && !*entry && next && i < content->entry_count; i++, next++) {
        if (!next->file)
            continue;
        err = look_if_through(session, next, &through, fault);
        *entry = !err && !through ? next : NULL;
    }
    if (!err && !*entry && last && last->file)
        *entry = last;
    return err;
}

/* ---- looking back ---- */

const struct table *session_words(struct session *session)
{
    if (!session->words_read && content_words(&session->content, &session->words, NULL, NULL))
        session->words = (struct table){0};
    session->words_read = true;
    return &session->words;
}

const struct helplines *session_helplines(struct session *session)
{
    if (!session->helplines_read &&
        content_helplines(&session->content, &session->helplines, NULL, NULL))
        session->helplines = (struct helplines){0};
    session->helplines_read = true;
    return &session->helplines;
}

static enum err count_pages(struct session *session, const struct contents_entry *entry,
                            struct summary *summary, struct fault *fault)
{
    struct lesson lesson = {0};
    struct lesson_state state = {0};
    summary->lessons++;
    if (content_outline(&session->content, entry, &lesson, NULL))
        return OK; /* what cannot be read cannot be counted */
    enum err err = session_lesson_state(session, entry, &lesson, &state, fault);
    summary->pages += state.done;
    summary->lessons_through += state.finished;
    lesson_free(&lesson);
    return err;
}

enum err session_summary(struct session *session, struct summary *summary, struct fault *fault)
{
    *summary = (struct summary){0};
    enum err err = store_count(session_store(session), &summary->counts, fault);
    for (size_t i = 0; !err && i < session->content.entry_count; i++)
        if (!session->content.entries[i].closing)
            err = count_pages(session, &session->content.entries[i], summary, fault);
    return err;
}

enum err session_letter_waits(struct session *session, bool *waiting, struct fault *fault)
{
    struct answers letters = {0};
    int64_t now = clock_wall(session->clock);
    *waiting = false;
    enum err err =
        store_answer_having(session_store(session), LETTER_UNTIL, LETTERS_MOST, &letters, fault);
    for (size_t i = 0; !err && i < letters.count; i++) {
        int64_t day;
        const char *until = pairs_get(&letters.items[i].values, LETTER_UNTIL);
        *waiting |= until && date_read(until, &day) && day <= now &&
                    date_days_between(day, now) < LETTER_DAYS;
    }
    answers_free(&letters);
    return err;
}

struct restart_job {
    struct store *store;
    const char *lesson;
    enum err err;
    struct fault *fault;
};

static void restart_run(void *argument)
{
    struct restart_job *job = argument;
    job->err = store_progress_clear(job->store, job->lesson, job->fault);
}

enum err session_restart_lesson(struct session *session, const char *lesson, struct fault *fault)
{
    struct restart_job job = {session_store(session), lesson, OK, fault};
    session_run(session, restart_run, &job);
    return job.err;
}
