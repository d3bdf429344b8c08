/* Who tried: the boxes beside the file, the delay, and the word for a passphrase. */
#include "room.h"

static void read_attempts(struct room *room, struct vault_attempts *attempts)
{
    must(room, vault_attempts_read(room->vault, attempts, &room->fault));
}

static void failures_are_noted_while_locked_and_read_when_open(void **state)
{
    struct room *room = *state;
    struct vault_attempts attempts;
    make(room, "passphrase");
    read_attempts(room, &attempts);
    assert_int_equal(0, attempts.opened_at);
    assert_int_equal(0, attempts.failed);
    must(room, vault_attempts_opened(room->vault, 1000, &room->fault));
    lock(room);
    assert_int_equal(0, vault_attempts_count(room->file));
    for (int i = 0; i < 3; i++)
        must(room, vault_attempt_failed(room->file, 2000 + i * 60, &room->fault));
    assert_int_equal(3, vault_attempts_count(room->file));
    must(room, unlock(room, "passphrase"));
    read_attempts(room, &attempts);
    assert_int_equal(1000, attempts.opened_at);
    assert_int_equal(3, attempts.failed);
    assert_int_equal(2000, attempts.first_failed_at);
    assert_int_equal(2120, attempts.last_failed_at);
    must(room, vault_attempts_opened(room->vault, 3000, &room->fault));
    read_attempts(room, &attempts);
    assert_int_equal(3000, attempts.opened_at);
    assert_int_equal(0, attempts.failed);
}

static void a_failure_before_any_opening_counts(void **state)
{
    struct room *room = *state;
    struct vault_attempts attempts;
    make(room, "passphrase");
    must(room, vault_attempt_failed(room->file, 50, &room->fault));
    assert_int_equal(1, vault_attempts_count(room->file));
    read_attempts(room, &attempts);
    assert_int_equal(0, attempts.opened_at);
    assert_int_equal(1, attempts.failed);
    assert_int_equal(50, attempts.last_failed_at);
}

/* Times do not stand in it, boxes of two notes alike are different, and it stays small. */
static void the_boxes_say_nothing_and_do_not_grow_for_ever(void **state)
{
    struct room *room = *state;
    struct vault_attempts attempts;
    size_t length;
    make(room, "passphrase");
    for (int i = 0; i < 2; i++)
        must(room, vault_attempt_failed(room->file, 0x1234567890abcdef, &room->fault));
    char *name = beside(room, "-attempts");
    char *bytes = file_bytes(name, &length);
    assert_int_equal(3 * 64, length);
    assert_int_not_equal(0, memcmp(bytes + 64, bytes + 128, 64));
    assert_null(memmem(bytes, length, "\xef\xcd\xab\x90", 4));
    free(bytes);
    assert_int_equal(0, truncate(name, 64 * VAULT_MOST_ATTEMPTS));
    for (int i = 0; i < 5; i++)
        must(room, vault_attempt_failed(room->file, 100 + i, &room->fault));
    assert_int_equal(VAULT_MOST_ATTEMPTS, vault_attempts_count(room->file));
    read_attempts(room, &attempts);
    assert_int_equal(104, attempts.last_failed_at);
    free(name);
}

static void damage_and_strangers_do_no_harm(void **state)
{
    struct room *room = *state;
    struct vault_attempts attempts;
    char *name = beside(room, "-attempts");
    char noise[64 * 3 + 17];
    make(room, "passphrase");
    memset(noise, 'n', sizeof noise);
    file_write(name, noise, sizeof noise);
    read_attempts(room, &attempts);
    assert_int_equal(0, attempts.failed);
    must(room, vault_attempt_failed(room->file, 70, &room->fault));
    read_attempts(room, &attempts);
    assert_int_equal(1, attempts.failed);
    assert_int_equal(0, unlink(name));
    must_fail(room, ERR_NOT_FOUND, vault_attempt_failed(name, 70, &room->fault));
    free(name);
}

static void the_delay_grows_and_ends(void **state)
{
    (void)state;
    static const int seconds[] = {0, 0, 0, 1, 2, 4, 8, 16, 30, 30};
    for (size_t i = 0; i < sizeof seconds / sizeof seconds[0]; i++)
        assert_int_equal(seconds[i], vault_delay(i));
    assert_int_equal(30, vault_delay(SIZE_MAX));
}

static void length_is_what_counts(void **state)
{
    (void)state;
    static const struct {
        const char *passphrase;
        enum vault_strength strength;
    } table[] = {
        {"", VAULT_NO_PASSPHRASE},
        {"a", VAULT_SHORT},
        {"Tr0ub4d", VAULT_SHORT},
        {"Tr0ub4dor&3", VAULT_FAIR},
        {"correct horse batt", VAULT_GOOD},
        {"correct horse battery staple", VAULT_STRONG},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", VAULT_SHORT},
        {"1234567890123456789012345678901234567890", VAULT_SHORT},
        {"abcdefghijklmnopqrstuvwxyz", VAULT_SHORT},
        {"zyxwvutsrqponmlkjihgfedcba", VAULT_SHORT},
        {"acacacacacacacacacacacacacac", VAULT_SHORT},
        {"\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xe2\x82\xac\xc3\xa9\xc3\xa8", VAULT_SHORT},
        {"\xff\xfe\xf0", VAULT_SHORT},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (vault_strength(table[i].passphrase, strlen(table[i].passphrase)) != table[i].strength)
            fail_msg("%s: %d", table[i].passphrase,
                     vault_strength(table[i].passphrase, strlen(table[i].passphrase)));
}

static void memory_for_secrets_is_zeros(void **state)
{
    (void)state;
    unsigned char *memory = vault_memory(100);
    assert_non_null(memory);
    for (int i = 0; i < 100; i++)
        assert_int_equal(0, memory[i]);
    vault_memory_free(memory);
    vault_memory_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(failures_are_noted_while_locked_and_read_when_open),
        TEST(a_failure_before_any_opening_counts),
        TEST(the_boxes_say_nothing_and_do_not_grow_for_ever),
        TEST(damage_and_strangers_do_no_harm),
        cmocka_unit_test(the_delay_grows_and_ends),
        cmocka_unit_test(length_is_what_counts),
        cmocka_unit_test(memory_for_secrets_is_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
