/*
 * A change of passphrase that is cut short. A slot is eight sectors; each reached the disk or did
 * not. In all 256 states of the first copy the old passphrase opens, in all 256 of the second the
 * new one, and the next opening leaves two whole copies.
 */
#include "diary.h"

enum { SECTOR = 512, SECTORS = SLOT_SIZE / SECTOR, STATES = 1 << SECTORS };

static bool opens(const char *passphrase)
{
    struct vault *vault = NULL;
    struct fault fault = {0};
    enum err err = vault_unlock(diary_file, passphrase, strlen(passphrase), &vault, &fault);
    vault_close(vault);
    if (err != OK && err != ERR_PASSPHRASE)
        fail_msg("%d: %s", err, fault.text);
    return err == OK;
}

static bool copies_are_alike(void)
{
    size_t size;
    const unsigned char *bytes = power_disk_bytes(diary_file, &size);
    return memcmp(bytes, bytes + SLOT_SIZE, SLOT_SIZE) == 0;
}

static enum err change(struct diary *diary, const char *passphrase)
{
    return vault_change_passphrase(diary->vault, passphrase, strlen(passphrase), NULL, NULL);
}

/* STATE's bits choose for each sector of copy SLOT whether it is as AFTER. */
static void put_torn(const unsigned char *before, const unsigned char *after, int slot, int state)
{
    unsigned char torn[HEADER_SIZE];
    memcpy(torn, before, sizeof torn);
    for (size_t i = 0; i < SECTORS; i++) {
        size_t at = (size_t)slot * SLOT_SIZE + i * SECTOR;
        if (state >> i & 1)
            memcpy(torn + at, after + at, SECTOR);
    }
    power_disk_put(diary_file, torn, sizeof torn);
}

static void every_torn_state_of_a_change_opens(void **state)
{
    struct diary *diary = *state;
    unsigned char *stages[3];
    size_t size;
    int mended = 0;
    /* Before; with the first copy written and synced, the power going in the second; after. */
    stages[0] = duplicate(power_disk_bytes(diary_file, &size), HEADER_SIZE);
    power_disk_cut(3, 1);
    assert_int_not_equal(OK, change(diary, "new"));
    power_disk_restore(POWER_DROPS_ALL);
    stages[1] = duplicate(power_disk_bytes(diary_file, &size), HEADER_SIZE);
    assert_int_not_equal(0, memcmp(stages[0], stages[1], HEADER_SIZE));
    bool first_is_b = memcmp(stages[0], stages[1], SLOT_SIZE) == 0;
    int first = first_is_b ? 1 : 0;
    assert_memory_equal(stages[0] + (1 - first) * SLOT_SIZE, stages[1] + (1 - first) * SLOT_SIZE,
                        SLOT_SIZE);
    assert_true(opens("new")); /* which writes the second copy */
    assert_true(copies_are_alike());
    stages[2] = duplicate(power_disk_bytes(diary_file, &size), HEADER_SIZE);
    for (int torn = 0; torn < STATES; torn++) {
        put_torn(stages[0], stages[1], first, torn);
        bool whole = torn == STATES - 1;
        if (!opens("passphrase"))
            fail_msg("the old passphrase does not open first state %d", torn);
        put_torn(stages[0], stages[1], first, torn);
        if (opens("new") != whole && memcmp(stages[0], stages[1], HEADER_SIZE) != 0) {
            /* Sectors that are alike before and after need not be written. */
            put_torn(stages[0], stages[1], first, torn);
            const unsigned char *bytes = power_disk_bytes(diary_file, &size);
            assert_memory_equal(bytes, stages[1], HEADER_SIZE);
        }
        put_torn(stages[1], stages[2], 1 - first, torn);
        if (!opens("new"))
            fail_msg("the new passphrase does not open second state %d", torn);
        mended += copies_are_alike();
        assert_false(opens("passphrase"));
    }
    assert_int_equal(STATES, mended);
    for (int i = 0; i < 3; i++)
        free(stages[i]);
}

/* The same by cutting the power in the middle, with tails of writes and the lottery. */
static void a_change_cut_by_the_power_leaves_one_of_the_two(void **state)
{
    struct diary *diary = *state;
    size_t size;
    unsigned char *before = duplicate(power_disk_bytes(diary_file, &size), HEADER_SIZE);
    int rounds = torture() ? 4000 : 400, news = 0;
    for (int i = 0; i < rounds; i++) {
        power_disk_put(diary_file, before, HEADER_SIZE);
        vault_close(diary->vault);
        assert_int_equal(OK, vault_unlock(diary_file, "passphrase", 10, &diary->vault, NULL));
        power_disk_cut(1 + i % 5, (unsigned)i);
        enum err err = change(diary, "new");
        assert_int_equal(i % 5 == 4, err == OK);
        power_disk_restore(POWER_LOTTERY);
        bool new_opens = opens("new"), old_opens = !new_opens && opens("passphrase");
        assert_true(new_opens || (old_opens && err != OK));
        news += new_opens;
        /* Whichever it was, it can be changed from there, and then only that opens. */
        struct vault *vault = NULL;
        const char *now = new_opens ? "new" : "passphrase";
        assert_int_equal(OK, vault_unlock(diary_file, now, strlen(now), &vault, NULL));
        power_disk_cut(0, 1);
        assert_int_equal(OK, vault_change_passphrase(vault, "last", 4, NULL, NULL));
        vault_close(vault);
        assert_true(opens("last"));
        assert_false(opens(now));
    }
    assert_in_range(news, rounds / 5 + 1, rounds - 1);
    free(before);
}

#define HEADER_TEST(name) cmocka_unit_test_setup_teardown(name, diary_setup, diary_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HEADER_TEST(every_torn_state_of_a_change_opens),
        HEADER_TEST(a_change_cut_by_the_power_leaves_one_of_the_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
