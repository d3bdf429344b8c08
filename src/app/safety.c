/* The safety check and the first run, as settings; what the lessons have stirred up. */
#include <stdlib.h>
#include <string.h>

#include "mend/practice/tension.h"
#include "session_private.h"

static const char safety_setting[] = "safety-check";

/* How many answers to the question before a lesson are looked at for the one that goes with it. */
enum { BEFORE_MOST = 50 };

/* What cannot be read counts as not taken: then the careful version comes first. */
struct safety session_safety(struct session *session)
{
    struct store *store = session_store(session);
    char *text = NULL;
    if (session->safety_read || session->safety_waiting || !store || !store_exists(store))
        return session->safety;
    if (store_setting(store, safety_setting, &text, NULL))
        return session->safety;
    session->safety_read = true;
    if (text)
        session->safety = safety_read(text);
    free(text);
    return session->safety;
}

static enum err keep(struct session *session, struct fault *fault)
{
    char text[SAFETY_TEXT];
    struct store *store = session_store(session);
    session->safety_read = true;
    session->safety_waiting = !store || !store_exists(store);
    if (session->safety_waiting)
        return OK;
    safety_write(&session->safety, text, sizeof text);
    return store_set_setting(store, safety_setting, session->safety.taken ? text : NULL, fault);
}

enum err session_keep_safety(struct session *session, struct fault *fault)
{
    return session->safety_waiting ? keep(session, fault) : OK;
}

enum err session_set_safety(struct session *session, unsigned mask, unsigned flags,
                            struct fault *fault)
{
    struct safety before = session_safety(session);
    session->safety = (struct safety){true, (before.flags & ~mask) | (flags & mask)};
    return keep(session, fault);
}

enum err session_forget_safety(struct session *session, struct fault *fault)
{
    session->safety = (struct safety){0};
    enum err err = keep(session, fault);
    session->safety_waiting = false;
    return err;
}

/* ---- the first run ---- */

static const char first_run_setting[] = "first-run";

enum err session_first_run(struct session *session, char **page, struct fault *fault)
{
    *page = NULL;
    return store_setting(session_store(session), first_run_setting, page, fault);
}

enum err session_set_first_run(struct session *session, const char *page, struct fault *fault)
{
    struct store *store = session_store(session);
    return store_exists(store) ? store_set_setting(store, first_run_setting, page, fault) : OK;
}

enum err session_begin(struct session *session, struct fault *fault)
{
    enum err err = store_set_setting(session_store(session), first_run_setting, "", fault);
    return err ? err : session_keep_safety(session, fault);
}

/* ---- what was stirred up ---- */

static int tension_of(const struct answer *answer)
{
    const char *value = pairs_get(&answer->values, TENSION_SCALE);
    return value ? (int)strtol(value, NULL, 10) : TENSION_UNKNOWN;
}

/* The last answer after it, beside the one before it that it goes with. */
static enum err look_at_tension(struct store *store, const char *lesson, bool *tense,
                                struct fault *fault)
{
    struct answers after = {0};
    struct answers before = {0};
    int tension = TENSION_UNKNOWN;
    enum err err = store_answer_list(store, lesson, TENSION_AFTER, 1, &after, fault);
    if (!err)
        err = store_answer_list(store, lesson, TENSION_BEFORE, BEFORE_MOST, &before, fault);
    for (size_t i = 0; !err && after.count && i < before.count; i++) {
        if (before.items[i].id > after.items[0].id)
            continue;
        tension = tension_of(&before.items[i]);
        break;
    }
    *tense = !err && after.count &&
             tension_wants_pause(tension, tension_of(&after.items[0]),
                                 pairs_get(&after.items[0].values, TENSION_FAR_AWAY) != NULL);
    answers_free(&before);
    answers_free(&after);
    return err;
}

static enum err look_at_worse(struct store *store, const char *lesson, bool *worse,
                              struct fault *fault)
{
    static const char *const bad[] = {"yes", "a-little"};
    struct answers answers = {0};
    *worse = false;
    enum err err = store_answer_list(store, lesson, WORSE_OFF, 1, &answers, fault);
    for (size_t i = 0; !err && answers.count && i < answers.items[0].values.count; i++)
        for (size_t j = 0; j < sizeof bad / sizeof bad[0]; j++)
            *worse |= strcmp(answers.items[0].values.items[i].value, bad[j]) == 0;
    answers_free(&answers);
    return err;
}

enum err session_stirred(struct session *session, const char *lesson, enum stirred *stirred,
                         struct fault *fault)
{
    struct store *store = session_store(session);
    bool tense = false;
    bool worse = false;
    enum err err = look_at_tension(store, lesson, &tense, fault);
    if (!err)
        err = look_at_worse(store, lesson, &worse, fault);
    *stirred = worse ? STIRRED_WORSE : tense ? STIRRED_TENSE : STIRRED_NOT;
    return err;
}
