/*
 * A program that types and is killed in the middle of a change to the disk, over and over in one
 * home. It acknowledges each save through a pipe. Whatever was acknowledged is there afterwards,
 * in order, and at most the one save that was under way besides.
 */
#include <sys/wait.h>

#include "room.h"
#include "support/broken_disk.h"

/* The child: continues the draft one letter at a time until the disk kills it. */
static void type_until_killed(struct room *room, int kill_at, int pipe_end)
{
    struct pairs draft = {0};
    struct store *store = NULL;
    broken_disk_install();
    broken_disk_plan(DISK_KILLS, kill_at);
    if (store_open(room->home, &room->clock, &store, &room->fault) != OK ||
        store_draft_load(store, "1", "trust", &draft, &room->fault) != OK)
        _exit(1);
    const char *text = pairs_get(&draft, "text");
    size_t length = text ? strlen(text) : 0;
    for (;;) {
        char letter = (char)('a' + length % 26);
        struct draft_edit edit = {length, 0, &letter, 1};
        enum err err = store_draft_append(store, "1", "trust", "text", &edit, 1, &room->fault);
        if (err == ERR_CONFLICT && length == 0)
            err = store_draft_set(store, "1", "trust", "text", &letter, 1, &room->fault);
        if (err != OK || write(pipe_end, &letter, 1) != 1)
            _exit(2);
        length++;
    }
}

/* Returns how many saves the child acknowledged before it was killed. */
static size_t run_child(struct room *room, int kill_at)
{
    int ends[2];
    char buffer[64];
    size_t acknowledged = 0;
    assert_int_equal(0, pipe(ends));
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        type_until_killed(room, kill_at, ends[1]);
    close(ends[1]);
    for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
        acknowledged += (size_t)n;
    close(ends[0]);
    int status;
    assert_int_equal(pid, waitpid(pid, &status, 0));
    assert_true(WIFSIGNALED(status));
    return acknowledged;
}

static size_t check_text(struct room *room)
{
    struct pairs draft = {0};
    room_open(room);
    must(room, store_draft_load(room->store, "1", "trust", &draft, &room->fault));
    const char *text = pairs_get(&draft, "text");
    size_t length = text ? strlen(text) : 0;
    for (size_t i = 0; i < length; i++)
        assert_int_equal('a' + i % 26, text[i]);
    pairs_free(&draft);
    store_close(room->store);
    room->store = NULL;
    return length;
}

static void what_was_acknowledged_survives_a_kill(void **state)
{
    struct room *room = *state;
    unsigned seed = 1121;
    size_t kept = 0, acknowledged_in_all = 0;
    int rounds = torture() ? 600 : 60;
    for (int i = 0; i < rounds; i++) {
        size_t acknowledged = run_child(room, 1 + rand_r(&seed) % 120);
        size_t length = check_text(room);
        assert_in_range(length, kept + acknowledged, kept + acknowledged + 1);
        kept = length;
        acknowledged_in_all += acknowledged;
    }
    /* The kills came during work, not only before it began. */
    assert_true(acknowledged_in_all > (size_t)rounds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_acknowledged_survives_a_kill, room_setup,
                                        room_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
