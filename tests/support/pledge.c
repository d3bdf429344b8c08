#include "support/pledge.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "support/book.h"

static void must(enum err err, const struct fault *fault)
{
    if (err)
        fail_msg("%s", fault->text);
}

/* ---- putting ---- */

int64_t pledge_put(struct session *session, const struct promise_new *promise)
{
    struct fault fault = {0};
    int64_t id = 0;
    must(store_promise_add(session_store(session), promise, &id, &fault), &fault);
    return id;
}

int64_t pledge_add(struct session *session, const char *will, struct schedule schedule,
                   int32_t began)
{
    struct promise_new promise = {.words = {.will = will}, .schedule = schedule, .began = began};
    return pledge_put(session, &promise);
}

void pledge_mark(struct session *session, int64_t promise, int32_t day, enum mark_kind kind,
                 const char *note)
{
    struct fault fault = {0};
    struct mark mark = {day, kind};
    must(store_mark_set(session_store(session), promise, mark, note, 0, NULL, &fault), &fault);
}

void pledge_rest(struct session *session, int64_t promise, int32_t from, int32_t to)
{
    struct fault fault = {0};
    struct pause pause = {from, to};
    must(store_pause_add(session_store(session), promise, pause, "", NULL, &fault), &fault);
}

int64_t pledge_limit(struct session *session, const char *text)
{
    struct fault fault = {0};
    int64_t id = 0;
    struct boundary_new limit = {.text = text, .day = PLEDGE_TODAY};
    must(store_boundary_add(session_store(session), &limit, &id, &fault), &fault);
    return id;
}

void pledge_event(struct session *session, int64_t limit, enum boundary_event_kind kind,
                  int32_t day, const char *did)
{
    struct fault fault = {0};
    struct boundary_event_new event = {.kind = kind, .day = day, .did = did};
    must(store_boundary_event_add(session_store(session), limit, &event, NULL, &fault), &fault);
}

int64_t pledge_try(struct session *session, const char *what, int32_t know, int predicted)
{
    struct fault fault = {0};
    int64_t id = 0;
    struct experiment_new experiment = {
        .day = PLEDGE_TODAY - 20,
        .plan = {.what = what, .risk = 3, .predicted = predicted, .know_day = know}};
    must(store_experiment_add(session_store(session), &experiment, &id, &fault), &fault);
    return id;
}

void pledge_told(struct session *session, int64_t experiment, int actual, int32_t day)
{
    struct fault fault = {0};
    struct experiment_outcome outcome = {.happened = "it rang", .actual = actual, .day = day};
    must(store_experiment_conclude(session_store(session), experiment, 1, &outcome, NULL, &fault),
         &fault);
}

char *pledge_home(int back)
{
    char *home = book_home(false);
    struct session *session = book_open(home);
    pledge_add(session, "drink tea", PLEDGE_DAILY, PLEDGE_TODAY - back);
    session_close(session);
    return home;
}

/* ---- looking ---- */

enum mark_kind pledge_marked(const char *home, int64_t promise, int32_t day, char **note)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    struct promise_marks marks = {0};
    must(store_mark_list(session_store(session), promise, day, day, &marks, &fault), &fault);
    enum mark_kind kind = marks.count ? marks.items[0].mark.kind : MARK_NONE;
    if (note)
        *note = strdup(marks.count ? marks.items[0].note : "");
    promise_marks_free(&marks);
    session_close(session);
    return kind;
}

struct promise pledge_first(const char *home, size_t count)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    struct promises promises = {0};
    struct promise first = {0};
    must(store_promise_list(session_store(session), PROMISES_HELD, PLEDGE_TODAY, 0, &promises,
                            &fault),
         &fault);
    assert_int_equal(promises.count, count);
    must(store_promise_get(session_store(session), promises.items[0].record.id, &first, &fault),
         &fault);
    promises_free(&promises);
    session_close(session);
    return first;
}

size_t pledge_drafts(const char *home)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    size_t count = 0;
    must(store_draft_count(session_store(session), PROMISE_DRAFTS, &count, &fault), &fault);
    session_close(session);
    return count;
}

/* ---- the program ---- */

struct rig *pledge_rig_at(const struct rig_options *options, const char *file, int line)
{
    struct rig *rig = rig_start_at(options, file, line);
    if (rig_shows(rig, "This is locked."))
        book_unlock(rig);
    rig_script(rig, "4");
    rig_sync(rig);
    return rig;
}

void pledge_expect_no_streak_at(struct rig *rig)
{
    static const char *const words[] = {"streak", "in a row", "on a run", "unbroken", "chain"};
    char *screen = rig_screen_text_at(rig);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcasestr(screen, words[i]))
            rig_fail_at(rig, "\"%s\" is on the screen", words[i]);
    free(screen);
}
