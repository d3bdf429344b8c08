/* Letters, on the shipped program: what is burned was never stored, what is sealed stays shut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/rig.h"

static const char canary[] = "canary-heron-2207";

/* At the letter of page 8.3, its first stop focused: it is the second exercise there. */
static struct rig *open_letter(char *home)
{
    struct rig *rig = rig_start(.mend_home = home, .rows = 30);
    rig_script(rig, "2<Home><Down*7><Enter><End><Enter>ss");
    rig_expect(rig, "page 3 of 4");
    rig_script(rig, "<Tab*6>");
    rig_expect(rig, "First: what is to become of it?");
    return rig;
}

/* No draft while it is written, nothing when one leaves in the middle, and it is not there next. */
static void test_a_burned_letter_is_never_stored(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = open_letter(home);
    rig_script(rig, "<Down><Down><Enter>");
    rig_expect(rig, "No word of it is stored");
    rig_keys(rig, canary);
    rig_expect(rig, canary);
    rig_script(rig, "<2s>");
    rig_sync(rig);
    assert_false(folder_contains(home, canary));
    rig_script(rig, "<C-s>"); /* not even when asked to keep it */
    rig_sync(rig);
    assert_false(folder_contains(home, canary));
    rig_leave(rig);
    assert_false(folder_contains(home, canary));
    rig = rig_start(.mend_home = home, .rows = 30);
    rig_script(rig, "<Enter><End>");
    rig_expect(rig, "page 3 of 4");
    rig_expect_not(rig, canary);
    rig_leave(rig);
    folder_remove(home);
}

static void test_going_on_burns_it(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = open_letter(home);
    rig_script(rig, "<Down><Down><Enter>");
    rig_keys(rig, canary);
    rig_script(rig, "<Esc><End><Enter>");
    rig_expect(rig, "page 4 of 4");
    rig_script(rig, "<Backspace><End>");
    rig_expect_not(rig, canary);
    rig_leave(rig);
    assert_false(folder_contains(home, canary));
    folder_remove(home);
}

/* One may think better of burning it. */
static void test_kept_after_all(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = open_letter(home);
    rig_script(rig, "<Down><Down><Enter>");
    rig_keys(rig, canary);
    rig_script(rig, "<S-Tab*3><Enter><Tab*3> and more");
    rig_leave(rig);
    assert_true(folder_contains(home, canary));
    rig = rig_start(.mend_home = home, .rows = 30);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "and more");
    rig_leave(rig);
    folder_remove(home);
}

/* What was being kept is burned only after a second yes, and then it is gone from the disk. */
static void test_burned_after_it_was_kept(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = open_letter(home);
    rig_script(rig, "<Enter>");
    rig_keys(rig, canary);
    rig_script(rig, "<2s>");
    rig_sync(rig);
    assert_true(folder_contains(home, canary));
    rig_script(rig, "<S-Tab><Enter>");
    rig_expect(rig, "Enter again deletes it");
    rig_expect(rig, canary);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "No word of it is stored");
    rig_expect_not(rig, canary);
    rig_leave(rig);
    assert_false(folder_contains(home, canary));
    folder_remove(home);
}

/* The same after it had become an answer. */
static void test_burned_after_it_was_an_answer(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = open_letter(home);
    rig_script(rig, "<Enter>");
    rig_keys(rig, canary);
    rig_script(rig, "<Esc><End><Enter>");
    rig_expect(rig, "page 4 of 4");
    rig_script(rig, "<Backspace><Tab*6><Down><Down><Enter><Enter>");
    rig_expect(rig, "No word of it is stored");
    rig_expect_not(rig, canary);
    rig_leave(rig);
    assert_false(folder_contains(home, canary));
    folder_remove(home);
}

/* What is taken out of a text by hand is gone from the file when one leaves. */
static void test_words_taken_out_are_gone(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home, .rows = 30);
    rig_script(rig, "<Enter><End><Enter><Tab>a plain beginning, ");
    rig_keys(rig, canary);
    rig_script(rig, "<2s>");
    rig_sync(rig);
    assert_true(folder_contains(home, canary));
    rig_script(rig, "<C-w><C-w><C-w>and a plain end that is longer than what it replaces<2s>");
    rig_leave(rig);
    assert_false(folder_contains(home, canary));
    assert_true(folder_contains(home, "and a plain end"));
    rig = rig_start(.mend_home = home, .rows = 30);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "a plain beginning");
    rig_keys(rig, canary);
    rig_script(rig, "<2s><C-u><C-u><C-u>");
    rig_leave(rig);
    assert_false(folder_contains(home, canary));
    folder_remove(home);
}

static void test_a_sealed_letter_asks_twice(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = open_letter(home);
    rig_script(rig, "<Down><Enter>");
    rig_keys(rig, canary);
    rig_script(rig, "<Esc><End><Enter><Backspace><End>");
    rig_expect_not(rig, canary);
    rig_expect(rig, "a sealed letter");
    rig_script(rig, "<Tab*7>e");
    rig_expect(rig, "Sealed.");
    rig_expect_not(rig, canary);
    rig_script(rig, "on");
    rig_expect_not(rig, canary);
    rig_script(rig, "oy");
    rig_expect(rig, canary);
    rig_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_burned_letter_is_never_stored),
        cmocka_unit_test(test_going_on_burns_it),
        cmocka_unit_test(test_kept_after_all),
        cmocka_unit_test(test_burned_after_it_was_kept),
        cmocka_unit_test(test_burned_after_it_was_an_answer),
        cmocka_unit_test(test_words_taken_out_are_gone),
        cmocka_unit_test(test_a_sealed_letter_asks_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
