/*
 * Promises and what stands beside them, put into a store and looked up without the program. Each
 * fails the test when it cannot.
 */
#ifndef TESTS_SUPPORT_PLEDGE_H
#define TESTS_SUPPORT_PLEDGE_H

#include "mend/app/promises.h"
#include "support/rig.h"

enum { PLEDGE_TODAY = 20778 /* 2026-11-21, a Saturday */ };

#define PLEDGE_DAILY ((struct schedule){.kind = SCHEDULE_DAILY})
#define PLEDGE_WEEKLY(count) ((struct schedule){.kind = SCHEDULE_WEEKLY, .times = (count)})
#define PLEDGE_ONCE(day) ((struct schedule){.kind = SCHEDULE_ONCE, .by = (day)})

/* ---- putting ---- */

/* "I will WILL", to oneself, from BEGAN on. */
int64_t pledge_add(struct session *session, const char *will, struct schedule schedule,
                   int32_t began);
int64_t pledge_put(struct session *session, const struct promise_new *promise);
void pledge_mark(struct session *session, int64_t promise, int32_t day, enum mark_kind kind,
                 const char *note);
void pledge_rest(struct session *session, int64_t promise, int32_t from, int32_t to);
int64_t pledge_limit(struct session *session, const char *text);
void pledge_event(struct session *session, int64_t limit, enum boundary_event_kind kind,
                  int32_t day, const char *did);
int64_t pledge_try(struct session *session, const char *what, int32_t know, int predicted);
void pledge_told(struct session *session, int64_t experiment, int actual, int32_t day);

/* A home with one daily promise "drink tea", number 1, begun BACK days before PLEDGE_TODAY. */
char *pledge_home(int back);

/* ---- looking ---- */

/* The mark of a day; *NOTE (may be NULL) is for the caller to free. */
enum mark_kind pledge_marked(const char *home, int64_t promise, int32_t day, char **note);

/* The first promise that is held on PLEDGE_TODAY, to be freed; fails when there are not COUNT. */
struct promise pledge_first(const char *home, size_t count);

/* How many drafts of promises, limits and tries there are. */
size_t pledge_drafts(const char *home);

/* ---- the program, standing in front of its list of promises ---- */

#define pledge_rig(...) pledge_rig_at(&(struct rig_options){__VA_ARGS__}, __FILE__, __LINE__)
struct rig *pledge_rig_at(const struct rig_options *options, const char *file, int line);

/* Fails when the word "streak", or one like it, is on the screen. */
#define pledge_expect_no_streak(rig) pledge_expect_no_streak_at(RIG_HERE(rig))
void pledge_expect_no_streak_at(struct rig *rig);

#endif
