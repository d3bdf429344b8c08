/* Asking for the passphrase of a file that is open: what is right, what is wrong, what it costs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/app/session.h"
#include "support/folder.h"

static const char passphrase[] = "copper ladder seven rain";

struct room {
    char *home;
    struct clock clock;
    struct session *session;
};

static int set_up(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    struct fault fault = {0};
    *state = room;
    room->home = folder_make();
    if (clock_init(&room->clock, "2026-11-21T22:00:00", true, NULL))
        return -1;
    const struct session_options options = {.home = room->home, .clock = &room->clock};
    if (session_open(&options, &room->session, &fault))
        fail_msg("%s", fault.text);
    return 0;
}

static int tear_down(void **state)
{
    struct room *room = *state;
    session_close(room->session);
    folder_remove(room->home);
    free(room);
    return 0;
}

static enum err verify(struct room *room, const char *text)
{
    struct fault fault = {0};
    enum err err = session_verify_passphrase(room->session, text, strlen(text), &fault);
    assert_int_equal(err, fault.code);
    return err;
}

static void seal(struct room *room)
{
    struct fault fault = {0};
    if (session_choose_passphrase(room->session, passphrase, strlen(passphrase), &fault))
        fail_msg("%s", fault.text);
}

/* In seconds. */
static int64_t wait_left(const struct room *room)
{
    int64_t left = session_unlock_at(room->session) - clock_monotonic(&room->clock);
    return left > 0 ? left / 1000 : 0;
}

static void test_without_a_passphrase(void **state)
{
    struct room *room = *state;
    assert_int_equal(verify(room, passphrase), ERR_CONFLICT);
    assert_int_equal(verify(room, ""), ERR_CONFLICT);
}

static void test_right_and_wrong(void **state)
{
    struct room *room = *state;
    seal(room);
    assert_int_equal(verify(room, passphrase), OK);
    assert_int_equal(session_attempts(room->session)->failed, 0);
    assert_int_equal(verify(room, ""), ERR_INPUT);
    assert_int_equal(verify(room, "copper ladder seven rai"), ERR_PASSPHRASE);
    assert_int_equal(verify(room, "copper ladder seven rain "), ERR_PASSPHRASE);
    assert_int_equal(verify(room, passphrase), OK);
    assert_false(session_is_locked(room->session));
}

/* As at the lock: it grows with each wrong one, is kept on disk, and is over with the right one. */
static void test_it_slows_down(void **state)
{
    struct room *room = *state;
    seal(room);
    for (size_t i = 1; i <= 5; i++) {
        assert_int_equal(verify(room, "not it"), ERR_PASSPHRASE);
        assert_int_equal(wait_left(room), vault_delay(i));
    }
    assert_true(wait_left(room) > 0);
    clock_advance(&room->clock, 60000);
    assert_int_equal(verify(room, passphrase), OK);
    assert_int_equal(wait_left(room), 0);
    assert_int_equal(session_attempts(room->session)->failed, 5); /* told once */
    assert_int_equal(verify(room, passphrase), OK);
    assert_int_equal(session_attempts(room->session)->failed, 0);
    assert_int_equal(verify(room, "not it"), ERR_PASSPHRASE);
    assert_int_equal(wait_left(room), vault_delay(1));
}

/* The store is the same one, and goes on. */
static void test_the_store_stays(void **state)
{
    struct room *room = *state;
    struct fault fault = {0};
    char *value = NULL;
    seal(room);
    struct store *store = session_store(room->session);
    if (store_set_setting(store, "motion", "still", &fault))
        fail_msg("%s", fault.text);
    assert_int_equal(verify(room, "not it"), ERR_PASSPHRASE);
    assert_int_equal(verify(room, passphrase), OK);
    assert_ptr_equal(session_store(room->session), store);
    assert_int_equal(store_setting(store, "motion", &value, &fault), OK);
    assert_string_equal(value, "still");
    free(value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_without_a_passphrase, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_right_and_wrong, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_it_slows_down, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_store_stays, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
