/* The recovery key. */
#include "room.h"
#include "vault/keys.h"

static void it_is_printed_in_groups_and_read_back(void **state)
{
    (void)state;
    static const unsigned char key[RECOVERY_SIZE] = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55,
                                                     0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb,
                                                     0xcc, 0xdd, 0xee, 0xff};
    char text[VAULT_RECOVERY_TEXT];
    unsigned char back[RECOVERY_SIZE];
    recovery_print(key, text);
    assert_string_equal("008J4-CT4AN-K7F24-SNAXW-SQFEZ-Y2ABC", text);
    assert_true(recovery_parse(text, back));
    assert_memory_equal(key, back, sizeof back);
    assert_true(recovery_parse(" oo8j4ct4an k7f24\tsnaxw sqfez-y2abc\n", back));
    assert_memory_equal(key, back, sizeof back);
}

static void a_slip_is_noticed(void **state)
{
    (void)state;
    unsigned char key[RECOVERY_SIZE], back[RECOVERY_SIZE];
    char text[VAULT_RECOVERY_TEXT];
    unsigned seed = 5;
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < sizeof key; i++)
            key[i] = (unsigned char)rand_r(&seed);
        recovery_print(key, text);
        for (size_t i = 0; text[i]; i++) {
            char before = text[i];
            if (before == '-')
                continue;
            text[i] = before == '7' ? '8' : '7';
            assert_false(recovery_parse(text, back));
            text[i] = before;
        }
        char swapped = text[0];
        text[0] = text[1];
        text[1] = swapped;
        assert_true(text[0] == text[1] || !recovery_parse(text, back));
    }
    static const char *const wrong[] = {"", "-", "008J4", "008J4-CT4AN-K7F24-SNAXW-SQFEZ-Y2ABC4",
                                        "UUUUU-CT4AN-K7F24-SNAXW-SQFEZ-Y2ABC"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(recovery_parse(wrong[i], back));
}

static void it_opens_the_file_until_it_is_removed(void **state)
{
    struct room *room = *state;
    char first[VAULT_RECOVERY_TEXT], second[VAULT_RECOVERY_TEXT];
    make(room, "passphrase");
    assert_false(vault_has_recovery(room->vault));
    vault_make_recovery(first);
    must(room, vault_add_recovery(room->vault, first, &room->fault));
    assert_true(vault_has_recovery(room->vault));
    lock(room);
    must(room, vault_unlock_recovery(room->file, first, &room->vault, &room->fault));
    assert_true(vault_opened_by_recovery(room->vault));
    assert_true(vault_has_recovery(room->vault));
    lock(room);
    must(room, unlock(room, "passphrase"));
    assert_true(vault_has_recovery(room->vault));
    vault_make_recovery(second);
    must(room, vault_add_recovery(room->vault, second, &room->fault));
    assert_string_not_equal(first, second);
    lock(room);
    must_fail(room, ERR_PASSPHRASE,
              vault_unlock_recovery(room->file, first, &room->vault, &room->fault));
    must(room, vault_unlock_recovery(room->file, second, &room->vault, &room->fault));
    lock(room);
    must(room, unlock(room, "passphrase"));
    must(room, vault_remove_recovery(room->vault, &room->fault));
    assert_false(vault_has_recovery(room->vault));
    lock(room);
    must_fail(room, ERR_CONFLICT,
              vault_unlock_recovery(room->file, second, &room->vault, &room->fault));
    must_fail(room, ERR_INPUT,
              vault_unlock_recovery(room->file, "00000", &room->vault, &room->fault));
    assert_true(opens(room, "passphrase"));
}

static void it_stays_when_the_passphrase_changes(void **state)
{
    struct room *room = *state;
    char text[VAULT_RECOVERY_TEXT];
    make(room, "old");
    vault_make_recovery(text);
    must(room, vault_add_recovery(room->vault, text, &room->fault));
    must(room, change(room, "new"));
    must(room, change(room, "newer"));
    lock(room);
    must(room, vault_unlock_recovery(room->file, text, &room->vault, &room->fault));
    /* Whoever lost the passphrase sets another, then may change the recovery key. */
    must_fail(room, ERR_INPUT, vault_remove_recovery(room->vault, &room->fault));
    char other[VAULT_RECOVERY_TEXT];
    vault_make_recovery(other);
    must_fail(room, ERR_INPUT, vault_add_recovery(room->vault, other, &room->fault));
    must(room, change(room, "found"));
    assert_false(vault_opened_by_recovery(room->vault));
    must(room, vault_remove_recovery(room->vault, &room->fault));
    assert_true(opens(room, "found"));
    assert_false(opens(room, "newer"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_printed_in_groups_and_read_back),
        cmocka_unit_test(a_slip_is_noticed),
        TEST(it_opens_the_file_until_it_is_removed),
        TEST(it_stays_when_the_passphrase_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
