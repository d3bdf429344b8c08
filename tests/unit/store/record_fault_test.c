/* Promises, boundaries, experiments and check-ins on a failing disk: see trial.h. */
#include "records.h"
#include "trial.h"

/* Every table of the records, row by row. */
static void dump_records(struct room *room, struct store *store, struct str *out)
{
    static const char *const rows[] = {
        "SELECT printf('%s %d of %d', kind, id, of_id) FROM record ORDER BY id",
        "SELECT printf('%d: %d, %d, %d', id, day, version, deleted_at) FROM record ORDER BY id",
        "SELECT printf('%d.%d: %s', record_id, part, text) FROM record_text ORDER BY 1",
        "SELECT printf('promise %d %s %d %d', id, schedule, ended, follows) FROM promise",
        "SELECT printf('mark %d %d %s', promise_id, day, kind) FROM promise_mark ORDER BY 1",
        "SELECT printf('pause %d %d', id, to_day) FROM promise_pause",
        "SELECT printf('event %d %s', id, kind) FROM boundary_event",
        "SELECT printf('experiment %d %d %d', id, actual, concluded) FROM experiment",
        "SELECT printf('check-in %d %d', id, trust_self) FROM check_in",
        "SELECT printf('shown %d %d', id, closeness) FROM check_in_shown",
        "SELECT printf('adopted %d', answer_id) FROM answer_adopted",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct statement s = statement_open(store, rows[i]);
        while (statement_next(&s))
            str_printf(out, "%s\n", statement_text(&s, 0));
        must(room, statement_close(&s, OK, &room->fault));
    }
}

/* ---- the calls ---- */

/* ---- records: 1 a promise, 2 a note, 3 a pause, 4 a boundary, 5 an experiment, 6 a check-in ----
 */

static enum err do_promise_add(struct store *store, struct fault *fault)
{
    struct promise_new new = {.words = {.will = "answer"}, .schedule = DAILY, .began = TODAY};
    return store_promise_add(store, &new, NULL, fault);
}

static enum err do_promise_follow(struct store *store, struct fault *fault)
{
    struct promise_new new = {
        .words = {.will = "answer"}, .schedule = DAILY, .began = TODAY + 1, .follows = 1};
    return store_promise_add(store, &new, NULL, fault);
}

static enum err do_promise_change(struct store *store, struct fault *fault)
{
    return store_promise_change(store, 1, 1, &(struct promise_words){.text = "any"}, NULL, fault);
}

static enum err do_promise_end(struct store *store, struct fault *fault)
{
    return store_promise_end(store, 1, TODAY, fault);
}

static enum err do_mark(struct store *store, struct fault *fault)
{
    return store_mark_set(store, 1, (struct mark){TODAY + 1, MARK_KEPT}, "and", 0, NULL, fault);
}

static enum err do_mark_clear(struct store *store, struct fault *fault)
{
    struct promise_mark before;
    enum err err = store_mark_set(store, 1, (struct mark){TODAY, MARK_NONE}, "", 0, &before, fault);
    promise_mark_free(&before);
    return err;
}

static enum err do_pause(struct store *store, struct fault *fault)
{
    return store_pause_change(store, 3, 1, (struct pause){TODAY, TODAY}, "ant", fault);
}

static enum err do_event(struct store *store, struct fault *fault)
{
    struct boundary_event_new new = {BOUNDARY_KEPT, TODAY, "an answer", NULL};
    return store_boundary_event_add(store, 4, &new, NULL, fault);
}

static enum err do_conclude(struct store *store, struct fault *fault)
{
    struct experiment_outcome outcome = {"an end", "another", 3, TODAY};
    return store_experiment_conclude(store, 5, 1, &outcome, NULL, fault);
}

static enum err do_check_in(struct store *store, struct fault *fault)
{
    struct check_in_new new = checked(TODAY, 3, "an evening");
    return store_check_in_add(store, &new, NULL, fault);
}

static enum err do_show(struct store *store, struct fault *fault)
{
    struct check_in_shown shown = shown_by("Ann", 3, "an evening");
    return store_check_in_show(store, 6, &shown, NULL, fault);
}

static enum err do_record_trash(struct store *store, struct fault *fault)
{
    return store_record_trash(store, 1, fault);
}

static enum err do_record_restore(struct store *store, struct fault *fault)
{
    return store_record_restore(store, 7, fault);
}

static enum err do_record_delete(struct store *store, struct fault *fault)
{
    return store_record_delete(store, 1, fault);
}

static enum err do_record_purge(struct store *store, struct fault *fault)
{
    return store_record_purge(store, NULL, fault);
}

static int32_t any_day(int64_t wall)
{
    return (int32_t)(wall / 86400);
}

static enum err do_adopt(struct store *store, struct fault *fault)
{
    static const struct adopt_source source = {"1", "1.2", "vow", ADOPT_PROMISE};
    return store_adopt(store, &source, 1, TODAY, any_day, NULL, fault);
}

static const struct call calls[] = {
    {"promise_add", do_promise_add, true},
    {"promise_follow", do_promise_follow, false},
    {"promise_change", do_promise_change, false},
    {"promise_end", do_promise_end, false},
    {"mark", do_mark, false},
    {"mark_clear", do_mark_clear, false},
    {"pause", do_pause, false},
    {"event", do_event, false},
    {"conclude", do_conclude, false},
    {"check_in", do_check_in, true},
    {"show", do_show, false},
    {"record_trash", do_record_trash, false},
    {"record_restore", do_record_restore, false},
    {"record_delete", do_record_delete, false},
    {"record_purge", do_record_purge, false},
    {"adopt", do_adopt, false},
};

static void fill(struct room *room)
{
    struct pairs values = {0};
    int64_t id = promise_to(room, "an answer");
    set_mark(room, id, TODAY, MARK_KEPT, "and a note");
    must(room, store_pause_add(room->store, id, (struct pause){TODAY, DAY_OPEN}, "an end", NULL,
                               &room->fault));
    boundary_of(room, "another");
    experiment_with(room, "an hour", DAY_OPEN);
    check_in_on(room, TODAY, 4, "an ant");
    must(room, store_record_trash(room->store, promise_to(room, "an old one"), &room->fault));
    must(room, pairs_set(&values, "will", "an answer", &room->fault));
    must(room, store_answer_add(room->store, "1", "vow", "promise", &values, NULL, &room->fault));
    pairs_free(&values);
}

static void dump_home(struct room *room, struct store *store, struct str *out)
{
    struct search_finds finds;
    if (!store->db)
        return;
    dump_records(room, store, out);
    must(room, find_typed(store, 0, "an", 0, 99, &finds, &room->fault));
    for (size_t i = 0; i < finds.count; i++)
        str_printf(out, "found %s %d: %s\n", finds.items[i].part, (int)finds.items[i].id,
                   finds.items[i].snippet);
    search_finds_free(&finds);
}

static const struct subject subject = {calls, sizeof calls / sizeof calls[0], fill, dump_home};

static void a_failing_disk_loses_nothing_and_is_told(void **state)
{
    (void)state;
    try_all(&subject, true);
}

static void a_failing_first_save_leaves_nothing_in_the_way(void **state)
{
    (void)state;
    try_all(&subject, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failing_disk_loses_nothing_and_is_told),
        cmocka_unit_test(a_failing_first_save_leaves_nothing_in_the_way),
    };
    return cmocka_run_group_tests(tests, install, uninstall);
}
