/*
 * Adopting what lessons have kept: an answer of an exercise becomes a promise, an experiment or a
 * check-in. The answer stays where it is; afterwards the two know nothing of each other.
 *
 * Each answer is adopted once: what came of it may be changed or deleted, and does not come back.
 * In the record, made_at is the answer's, origin names its lesson, page and id.
 *
 *     promise      "when" and "will" as they are. It begins on TODAY, so that nothing of it was
 *                  missed before it stood anywhere. "often": "once" is by the sixth day after
 *                  that, "daily" daily, "weekly" once a week. "moment" (whenever that moment comes)
 *                  and none have no schedule here: once a week, which asks least. It is to oneself.
 *                  Without "will" there is no promise.
 *     experiment   "try" (what), "prediction", "know" as they are, "risk" when it is 0 to 10; no
 *                  day on which I'll know, which is in the words of "know". Planned on the
 *                  answer's day. Without "try" there is none.
 *     check-in     on the answer's day: "partner", "self", "safety", "closeness", "communication",
 *                  "boundaries", "calm" are the seven scales, each when it is 0 to 10. Other keys
 *                  (those of the version for one person alone: "limits", "rest", "people",
 *                  "own-time") ask something else and stay in the answer. Without any scale there
 *                  is none.
 */
#ifndef MEND_STORE_ADOPT_H
#define MEND_STORE_ADOPT_H

#include "mend/store/record.h"

enum adopt_as { ADOPT_PROMISE, ADOPT_EXPERIMENT, ADOPT_CHECK_IN };

/* An exercise whose answers are wanted. */
struct adopt_source {
    const char *lesson;
    const char *page;
    const char *exercise;
    enum adopt_as as;
};

/*
 * Adopts the answers of SOURCES that were not adopted yet, all or none of them; *COUNT (may be
 * NULL) is how many became records. DAY_OF says which day it was at some wall seconds. Writes
 * nothing and waits for nobody when there is nothing new.
 */
enum err store_adopt(struct store *store, const struct adopt_source *sources, size_t source_count,
                     int32_t today, int32_t (*to_day)(int64_t wall), size_t *count,
                     struct fault *fault) MUST_CHECK;

#endif
