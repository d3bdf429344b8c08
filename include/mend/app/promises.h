/* Promises and what stands beside them, as use cases over store, rules and content. */
#ifndef MEND_APP_PROMISES_H
#define MEND_APP_PROMISES_H

#include "mend/app/session.h"
#include "mend/base/str.h"
#include "mend/practice/day.h"
#include "mend/practice/promise.h"
#include "mend/store/boundary.h"
#include "mend/store/experiment.h"
#include "mend/store/promise.h"

/* The hour at which the person's day ends (0 to 12): their setting, or DAY_ENDS_AT. */
int session_day_ends(struct session *session);
enum err session_set_day_ends(struct session *session, int hour, struct fault *fault) MUST_CHECK;

/* How often the person wants to check in: "weekly" (also when not set) or "monthly". */
#define CHECK_IN_RHYTHM_SETTING "check-in-rhythm"

/* The person's day now. */
int32_t session_today(struct session *session);

/*
 * Takes over what the lessons have kept as promises and experiments and that is no record yet.
 * Nothing is written when there is nothing new, or no home.
 */
enum err session_adopt(struct session *session, struct fault *fault) MUST_CHECK;

/* store_record_purge(), on the second thread: it takes its time. */
enum err session_record_purge(struct session *session, struct fault *fault) MUST_CHECK;

/*
 * The marks of the days from FROM to today; of those among PROMISES that are to be kept once, all
 * since they began, since their answer may be older. For promise_history_of().
 */
enum err session_marks(struct session *session, const struct promises *promises, int32_t from,
                       struct promise_marks *marks, struct fault *fault) MUST_CHECK;

/*
 * What the rules need of PROMISE, with MARKS of it (of any promise: those of others are left out)
 * put into ROOM, which has room for all of them. The arrays are lent by their owners.
 */
struct promise_history promise_history_of(const struct promise *promise,
                                          const struct promise_marks *marks, struct mark *room,
                                          struct pause *pauses);

/* "When I wake, I will drink tea", or the text. */
void promise_put_words(struct str *out, const struct promise *promise);

#endif
