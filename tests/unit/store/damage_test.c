/* Damaged files, missing rights, a full disk: told in a sentence, and nothing lost. */
#include <grp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "records.h"

/* ---- damage ---- */

/* One of each kind: 1 a promise, 2 its note, 3 its pause, 4 a boundary, 5 an event, 6 an
 * experiment, 7 a check-in. */
static void fill_records(struct room *room)
{
    promise_to(room, "words");
    set_mark(room, 1, TODAY, MARK_KEPT, "wwww");
    must(room, store_pause_add(room->store, 1, (struct pause){1, 2}, "words", NULL, &room->fault));
    boundary_of(room, "words");
    event_of(room, 4, BOUNDARY_KEPT, TODAY, "words");
    experiment_with(room, "words", TODAY);
    check_in_on(room, TODAY, 5, "words");
}

static void fill(struct room *room)
{
    room_open(room);
    char text[500]; /* short enough for the tables' own pages, where damage shows */
    memset(text, 'w', sizeof text);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < 12; i++) {
        struct pairs values = {0};
        must(room, pairs_set(&values, "text", text, &room->fault));
        must(room,
             store_answer_add(room->store, "1", "trust", "reflect", &values, NULL, &room->fault));
        pairs_free(&values);
    }
    must(room, set(room->store, "text", text, &room->fault));
    must(room, append(room->store, "text", 0, 0, "words", &room->fault));
    must(room, store_progress_set(room->store, "1", "1.1", PAGE_DONE, &room->fault));
    for (int i = 0; i < 12; i++)
        must(room, write_entry(room->store, NULL, text, NULL, &room->fault));
    fill_records(room);
    must(room, keep(room));
    store_close(room->store);
    room->store = NULL;
}

/* Counts the RESULTS that are failures, each of which must be told as damage. */
static int count_failures(struct room *room, const enum err *results, size_t count)
{
    int failures = 0;
    for (size_t i = 0; i < count; i++) {
        failures += results[i] != OK;
        if (results[i] != OK && results[i] != ERR_FORMAT && results[i] != ERR_CONFLICT)
            fail_msg("call %zu: %d, %s", i, results[i], room->fault.text);
    }
    return failures;
}

/* Uses everything; counts the failures, each of which must be told as damage. */
static int use_everything(struct room *room)
{
    struct fault *fault = &room->fault;
    struct progress *items = NULL;
    struct place place;
    struct answers answers = {0};
    struct pairs values = {0}, none = {0};
    struct journal_entries entries = {0};
    struct search_finds finds = {0}, more_finds = {0};
    struct journal_items items_of[5] = {{0}};
    struct journal_tags tags = {0};
    struct journal_periods periods = {0};
    struct journal_version *versions = NULL;
    struct drafts drafts = {0};
    char *value = NULL;
    size_t count;
    struct store *s = room->store;
    struct journal_place start = {{0}, 0};
    enum err results[] = {
        store_progress_list(s, "1", &items, &count, fault),
        store_place(s, NULL, &place, fault),
        store_answer_list(s, "1", "trust", 9, &answers, fault),
        store_draft_load(s, "1", "trust", &values, fault),
        store_draft_count(s, NULL, &count, fault),
        store_setting(s, "name", &value, fault),
        store_progress_set(s, "1", "1.2", PAGE_DONE, fault),
        set(s, "note", "words", fault),
        append(s, "note", 5, 0, "!", fault),
        store_answer_add(s, "1", "other", "reflect", &none, NULL, fault),
        store_set_setting(s, "name", "other", fault),
        store_journal_list(s, 0, 99, &entries, fault),
        find_entries(s, "wwww", 0, 99, &finds, fault),
        find_typed(s, 1u << SEARCH_ANSWER, "wwww", 0, 99, &more_finds, fault),
        store_journal_page(s, &(struct journal_filter){0}, start, false, 99, &items_of[0], fault),
        store_journal_page(s, &(struct journal_filter){.tag = "none"}, start, false, 99,
                           &items_of[1], fault),
        store_journal_page(s, &(struct journal_filter){.lesson = "1"}, start, false, 99,
                           &items_of[2], fault),
        store_journal_page(s, &(struct journal_filter){.pinned = true}, start, false, 99,
                           &items_of[3], fault),
        store_journal_page(s, &(struct journal_filter){.trash = true}, start, false, 99,
                           &items_of[4], fault),
        store_journal_tags(s, &tags, fault),
        store_journal_periods(s, JOURNAL_BY_DAY, NULL, NULL, &periods, fault),
        store_journal_versions(s, 2, &versions, &count, fault),
        store_draft_list(s, "1", &drafts, fault),
        store_journal_change(s, 3, 1, "other words", NULL, NULL, fault),
        store_journal_trash(s, 4, fault),
        store_journal_purge(s, NULL, fault),
        write_entry(s, NULL, "words", NULL, fault),
        store_journal_delete(s, 1, fault),
    };
    free(items);
    free(value);
    answers_free(&answers);
    pairs_free(&values);
    journal_entries_free(&entries);
    search_finds_free(&finds);
    search_finds_free(&more_finds);
    for (size_t i = 0; i < sizeof items_of / sizeof items_of[0]; i++)
        journal_items_free(&items_of[i]);
    journal_tags_free(&tags);
    free(periods.items);
    free(versions);
    drafts_free(&drafts);
    return count_failures(room, results, sizeof results / sizeof results[0]);
}

static int32_t any_day(int64_t wall)
{
    (void)wall;
    return TODAY;
}

static int use_records(struct room *room)
{
    struct store *s = room->store;
    struct fault *fault = &room->fault;
    struct promises promises = {0}, line = {0};
    struct promise_marks marks = {0}, of_one = {0};
    struct boundaries boundaries = {0};
    struct boundary_events events = {0}, log = {0};
    struct experiments experiments = {0};
    struct check_ins page = {0};
    struct check_in_point *points = NULL;
    struct search_finds finds = {0};
    struct record_place top = {0};
    struct promise_new smaller = {
        .words = {.will = "less"}, .schedule = DAILY, .began = TODAY, .follows = 1};
    struct boundary_event_new event = {BOUNDARY_KEPT, TODAY, "words", NULL};
    struct check_in_shown shown = shown_by("Sam", 5, "words");
    struct check_in_new new = checked(TODAY, 3, "words");
    struct adopt_source source = {"1", "1.1", "trust", ADOPT_PROMISE};
    size_t count;
    enum err results[] = {
        store_promise_list(s, PROMISES_HELD, TODAY, 0, &promises, fault),
        store_promise_line(s, 1, &line, fault),
        store_mark_list(s, 0, TODAY, TODAY, &marks, fault),
        store_mark_list(s, 1, TODAY, TODAY, &of_one, fault),
        store_boundary_list(s, false, &boundaries, fault),
        store_boundary_event_list(s, 0, top, 9, &events, fault),
        store_boundary_event_list(s, 4, top, 9, &log, fault),
        store_experiment_list(s, TODAY, false, &experiments, fault),
        store_check_in_page(s, top, 9, &page, fault),
        store_check_in_points(s, 0, TODAY, &points, &count, fault),
        find_typed(s, ~3u, "wwww", 0, 9, &finds, fault),
        store_promise_add(s, &smaller, NULL, fault),
        store_pause_add(s, 1, (struct pause){TODAY, DAY_OPEN}, "words", NULL, fault),
        store_mark_set(s, 1, (struct mark){TODAY + 1, MARK_KEPT}, "words", 0, NULL, fault),
        store_boundary_event_add(s, 4, &event, NULL, fault),
        store_check_in_show(s, 7, &shown, NULL, fault),
        store_check_in_change(s, 7, 1, &new, fault),
        store_adopt(s, &source, 1, TODAY, any_day, &count, fault),
        store_record_trash(s, 6, fault),
        store_record_purge(s, NULL, fault),
        store_record_delete(s, 5, fault),
    };
    promises_free(&promises);
    promises_free(&line);
    promise_marks_free(&marks);
    promise_marks_free(&of_one);
    boundaries_free(&boundaries);
    boundary_events_free(&events);
    boundary_events_free(&log);
    experiments_free(&experiments);
    check_ins_free(&page);
    free(points);
    search_finds_free(&finds);
    return count_failures(room, results, sizeof results / sizeof results[0]);
}

static void a_damaged_page_is_told_and_never_a_crash(void **state)
{
    struct room *room = *state;
    size_t length;
    unsigned seed = 7;
    fill(room);
    char *whole = file_bytes(room->file, &length);
    size_t pages = length / 4096;
    assert_true(pages > 8);
    int told = 0;
    for (size_t page = 1; page < pages; page++) {
        char *damaged = malloc(length);
        assert_non_null(damaged);
        memcpy(damaged, whole, length);
        for (size_t i = 0; i < 4096; i++)
            damaged[page * 4096 + i] = (char)rand_r(&seed);
        file_write(room->file, damaged, length);
        free(damaged);
        if (store_open(room->home, &room->clock, &room->store, &room->fault) == OK)
            told += use_everything(room) + use_records(room) > 0;
        else
            told++;
        store_close(room->store);
        room->store = NULL;
    }
    free(whole);
    /* Nobody misses a page of free space; all others are read by one of the calls. */
    assert_in_range(told, pages - 4, pages - 1);
}

static void a_file_that_was_cut_off_is_refused(void **state)
{
    struct room *room = *state;
    size_t length;
    fill(room);
    char *whole = file_bytes(room->file, &length);
    for (size_t cut = 50; cut < length; cut += 4096 * 2 + 1000) {
        file_write(room->file, whole, cut);
        expect_refused(room, ERR_FORMAT);
    }
    free(whole);
}

static void a_file_that_was_moved_away_is_told(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, keep(room));
    char *elsewhere = path_join(room->folder, "elsewhere.db");
    assert_int_equal(0, rename(room->file, elsewhere));
    must_fail(room, ERR_NOT_FOUND, keep(room));
    free(elsewhere);
}

/* ---- rights and space, in a process of its own that is not root ---- */

static int as_somebody(struct room *room, int (*try)(struct room *))
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (geteuid() == 0 && (setgroups(0, NULL) || setgid(65534) || setuid(65534)))
            _exit(99);
        _exit(try(room));
    }
    int status;
    assert_int_equal(pid, waitpid(pid, &status, 0));
    return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

/* A room that somebody else can reach: TMPDIR may be closed to others. */
static struct room *room_in_the_open(void)
{
    char *before = getenv("TMPDIR") ? strdup(getenv("TMPDIR")) : NULL;
    unsetenv("TMPDIR");
    struct room *room = room_new();
    if (before)
        setenv("TMPDIR", before, 1);
    free(before);
    assert_int_equal(0, chmod(room->folder, 0755));
    return room;
}

#define check(condition)                                                                           \
    if (!(condition))                                                                              \
    return __LINE__ % 90 + 1

static int try_read_only(struct room *room)
{
    check(store_open(room->home, &room->clock, &room->store, &room->fault) == OK);
    check(store_read_only(room->store));
    check(store_exists(room->store));
    char *value = NULL;
    check(store_setting(room->store, "name", &value, &room->fault) == OK);
    check(value && strncmp(value, "value ", 6) == 0);
    free(value);
    check(keep(room) == ERR_READ_ONLY);
    check(strlen(room->fault.text) > 20);
    store_close(room->store);
    return 0;
}

static int try_closed_folder(struct room *room)
{
    check(store_open(room->home, &room->clock, &room->store, &room->fault) == OK);
    check(keep(room) == ERR_READ_ONLY);
    store_close(room->store);
    return 0;
}

static int try_unreadable(struct room *room)
{
    check(store_open(room->home, &room->clock, &room->store, &room->fault) == ERR_ACCESS);
    check(room->store == NULL && strlen(room->fault.text) > 20);
    return 0;
}

static int try_to_make(struct room *room)
{
    check(store_open(room->home, &room->clock, &room->store, &room->fault) == OK);
    check(keep(room) == ERR_ACCESS);
    check(strstr(room->fault.text, room->home));
    store_close(room->store);
    return 0;
}

static void rights_that_are_missing_are_told(void **state)
{
    (void)state;
    struct room *room = room_in_the_open();
    room_open(room);
    must(room, keep(room));
    store_close(room->store);
    room->store = NULL;
    assert_int_equal(0, chmod(room->home, 0755));
    assert_int_equal(0, chmod(room->file, 0444));
    assert_int_equal(0, as_somebody(room, try_read_only));
    assert_int_equal(0, chmod(room->file, 0666));
    assert_int_equal(0, chmod(room->home, 0555));
    char *journal = path_join(room->home, "mend.db-journal");
    assert_int_equal(0, chmod(room->home, 0755));
    assert_int_equal(0, unlink(journal));
    assert_int_equal(0, chmod(room->home, 0555));
    assert_int_equal(0, as_somebody(room, try_closed_folder));
    assert_int_equal(0, chmod(room->file, 0));
    assert_int_equal(0, as_somebody(room, try_unreadable));
    assert_int_equal(0, chmod(room->home, 0));
    assert_int_equal(0, as_somebody(room, try_unreadable));
    assert_int_equal(0, chmod(room->home, 0700));
    free(journal);
    room_free(room);
}

static void a_home_that_cannot_be_made_is_told(void **state)
{
    (void)state;
    struct room *room = room_in_the_open();
    assert_int_equal(0, chmod(room->folder, 0555));
    assert_int_equal(0, as_somebody(room, try_to_make));
    assert_int_equal(0, chmod(room->folder, 0755));
    room_free(room);
}

static int try_without_space(struct room *room)
{
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {64 << 10, 64 << 10};
    check(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    check(store_open(room->home, &room->clock, &room->store, &room->fault) == OK);
    static char text[100 << 10];
    memset(text, 'w', sizeof text);
    check(store_draft_set(room->store, "1", "trust", "text", text, sizeof text, &room->fault) ==
          ERR_FULL);
    check(strlen(room->fault.text) > 20);
    char *value = NULL;
    check(store_setting(room->store, "name", &value, &room->fault) == OK);
    check(value && strncmp(value, "value ", 6) == 0);
    free(value);
    store_close(room->store);
    return 0;
}

static void a_full_disk_is_told_and_loses_nothing(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, keep(room));
    store_close(room->store);
    room->store = NULL;
    pid_t pid = fork();
    if (pid == 0)
        _exit(try_without_space(room));
    int status;
    assert_int_equal(pid, waitpid(pid, &status, 0));
    assert_true(WIFEXITED(status));
    assert_int_equal(0, WEXITSTATUS(status));
    room_open(room);
    expect_draft(room, room->store, "text", NULL);
    must(room, keep(room));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_damaged_page_is_told_and_never_a_crash),
        TEST(a_file_that_was_cut_off_is_refused),
        TEST(a_file_that_was_moved_away_is_told),
        cmocka_unit_test(rights_that_are_missing_are_told),
        cmocka_unit_test(a_home_that_cannot_be_made_is_told),
        TEST(a_full_disk_is_told_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
