/* The page to burn: no word of it is ever on the disk, and none in memory once it is burned. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/book.h"

static const char canary[] = "canary-kestrel-0417";

/* Nothing in any file of the home, sealed or plain, not in its decrypted pages either. */
static void expect_nothing(const char *home)
{
    assert_false(folder_contains(home, canary));
    assert_false(folder_contains(home, "canary-kest"));
    assert_false(book_pages_hold(home, "canary-kest"));
}

static void test_nothing_is_ever_stored(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "b");
    book_says(rig, "0 words · kept nowhere");
    rig_expect(rig, "A page to burn");
    for (int i = 0; i < 3; i++)
        for (const char *c = canary; *c; c++) {
            rig_bytes(rig, c, 1);
            rig_advance(rig, 700);
            assert_false(folder_contains(home, "canary-kest"));
        }
    rig_paste(rig, canary, strlen(canary));
    rig_advance(rig, 5000);
    expect_nothing(home);
    rig_script(rig, "<C-s>");
    rig_expect(rig, "Not on this page.");
    rig_script(rig, "<C-_><C-_><C-r><C-k><C-y><C-w><5s>");
    rig_sync(rig);
    expect_nothing(home);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Burn this page?");
    rig_script(rig, "<5s>");
    rig_sync(rig);
    expect_nothing(home);
    rig_script(rig, "b");
    rig_expect(rig, "Burned. Nothing of it was kept.");
    expect_nothing(home);
    book_leave(rig);
    expect_nothing(home);
    assert_int_equal(book_entries(home), 0);
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

/* However one leaves in the middle of it, nothing was kept, and nothing is said to wait. */
static void test_leaving_keeps_nothing(void **state)
{
    (void)state;
    for (int way = 0; way < 4; way++) {
        char *home = book_home(way == 3);
        struct rig *rig = book_rig(.mend_home = home);
        rig_script(rig, "b");
        rig_keys(rig, canary);
        rig_script(rig, "<2s>");
        rig_sync(rig);
        if (way == 0)
            rig_script(rig, "<C-x>");
        else if (way == 1)
            rig_signal(rig, SIGTERM);
        else if (way == 2)
            rig_script(rig, "<Esc><C-x>");
        else {
            rig_script(rig, "<C-l>");
            rig_wait_for(rig, "This is locked.");
            assert_false(rig_memory_holds(rig, canary, strlen(canary)));
            rig_script(rig, "<C-x>");
        }
        rig_wait_exit(rig);
        rig_stop(rig);
        expect_nothing(home);
        assert_int_equal(book_drafts(home), 0);
        rig = book_rig(.mend_home = home);
        rig_expect_not(rig, "Begun");
        book_leave(rig);
        folder_remove(home);
    }
}

/* The way back: Esc writes on, and k makes an entry of it after all. */
static void test_kept_after_all(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "b");
    rig_keys(rig, canary);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Burn this page?");
    rig_expect_not(rig, canary);
    rig_script(rig, "x"); /* neither: it asks on */
    rig_expect(rig, "Burn this page?");
    rig_script(rig, "<Esc> and more<Esc>");
    rig_expect(rig, "Burn this page?");
    rig_script(rig, "k");
    rig_expect(rig, "Kept.");
    rig_expect(rig, canary);
    book_leave(rig);
    book_expect(home, 1, "canary-kestrel-0417 and more");
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

/* It needs no home: one may burn a page before anything is kept at all. */
static void test_without_a_home(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "3b");
    rig_keys(rig, canary);
    rig_script(rig, "<2s><Esc>k");
    rig_expect(rig, "First: how to keep what you write.");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Burn this page?");
    rig_script(rig, "<Esc>");
    rig_expect(rig, canary);
    rig_script(rig, "<Esc>b");
    rig_expect(rig, "Burned.");
    assert_false(folder_contains(home, "canary"));
    book_leave(rig);
    assert_false(folder_contains(home, "canary"));
    folder_remove(home);
}

static void test_an_empty_one_asks_nothing(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "b <Enter><Esc>");
    rig_expect(rig, "Nothing was written.");
    book_leave(rig);
    assert_int_equal(book_entries(home), 0);
    folder_remove(home);
}

/* ---- memory ---- */

/* Burned, it is in no byte of the program: typed, cut and put back, looked for, pasted. */
static void burned_memory_holds_nothing(bool pasted)
{
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "b");
    for (int i = 0; i < 40; i++) { /* enough for the text to move in memory as it grows */
        if (pasted)
            rig_paste(rig, canary, strlen(canary));
        else
            rig_keys(rig, canary);
        rig_script(rig, " <Enter>");
        rig_sync(rig);
    }
    rig_script(rig, "<Up><C-k><C-y><C-_><C-r><C-w>");
    rig_resize(rig, 50, 110); /* all of it is drawn in one go */
    rig_expect(rig, canary);
    assert_true(rig_memory_holds(rig, canary, strlen(canary)));
    rig_script(rig, "<Esc>b");
    rig_expect(rig, "Burned.");
    assert_false(rig_memory_holds(rig, canary, strlen(canary)));
    assert_false(rig_memory_holds(rig, "kestrel-0417", 12));
    book_leave(rig);
    folder_remove(home);
}

static void test_memory_of_a_typed_page(void **state)
{
    (void)state;
    burned_memory_holds_nothing(false);
}

static void test_memory_of_a_pasted_page(void **state)
{
    (void)state;
    burned_memory_holds_nothing(true);
}

/* As the terminal's library has it: one cell of a code point after the other. */
static void test_memory_of_the_picture(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    wchar_t wide[sizeof canary];
    size_t count = strlen(canary);
    for (size_t i = 0; i < count; i++)
        wide[i] = (unsigned char)canary[i];
    rig_script(rig, "b<Enter><Enter><Enter><Enter><Enter><Enter><Enter>");
    rig_paste(rig, canary, count);
    rig_expect(rig, canary);
    rig_resize(rig, 40, 120);
    rig_expect(rig, canary);
    rig_script(rig, "<C-l><C-f>canary<Esc>");
    rig_sync(rig);
    rig_script(rig, "<Esc>b");
    rig_expect(rig, "Burned.");
    assert_false(rig_memory_holds(rig, canary, count));
    assert_false(rig_memory_holds(rig, wide, count * sizeof *wide));
    book_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_ever_stored),
        cmocka_unit_test(test_leaving_keeps_nothing),
        cmocka_unit_test(test_kept_after_all),
        cmocka_unit_test(test_without_a_home),
        cmocka_unit_test(test_an_empty_one_asks_nothing),
        cmocka_unit_test(test_memory_of_a_typed_page),
        cmocka_unit_test(test_memory_of_a_pasted_page),
        cmocka_unit_test(test_memory_of_the_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
