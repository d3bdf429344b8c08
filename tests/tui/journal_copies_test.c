/* Two copies of the program on one journal: neither ever takes a word from the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/book.h"

struct two {
    char *home;
    struct rig *one, *two;
};

static struct two open_two(const char *text, bool sealed)
{
    struct two pair = {.home = book_home(sealed)};
    if (text)
        book_add(pair.home, NULL, text);
    pair.one = book_rig(.mend_home = pair.home);
    pair.two = book_rig(.mend_home = pair.home);
    return pair;
}

static void close_two(struct two *pair)
{
    folder_remove(pair->home);
}

static void test_both_write_new_pages(void **state)
{
    (void)state;
    struct two pair = open_two(NULL, false);
    rig_script(pair.one, "none");
    rig_sync(pair.one);
    rig_script(pair.two, "ntwo");
    rig_sync(pair.two);
    for (int i = 0; i < 5; i++) { /* word by word, by turns */
        rig_script(pair.one, " uno<1s>");
        rig_sync(pair.one);
        rig_script(pair.two, " dos<1s>");
        rig_sync(pair.two);
    }
    assert_true(book_has_draft(pair.home, "one uno uno uno uno uno"));
    assert_true(book_has_draft(pair.home, "two dos dos dos dos dos"));
    rig_script(pair.one, "<Esc>");
    rig_expect(pair.one, "Kept.");
    rig_script(pair.two, "<Esc>");
    rig_expect(pair.two, "Kept.");
    rig_expect(pair.two, "two dos");
    rig_expect(pair.two, "one uno");
    book_leave(pair.one);
    book_leave(pair.two);
    assert_true(book_has_entry(pair.home, "one uno uno uno uno uno"));
    assert_true(book_has_entry(pair.home, "two dos dos dos dos dos"));
    assert_int_equal(book_entries(pair.home), 2);
    assert_int_equal(book_drafts(pair.home), 0);
    close_two(&pair);
}

/* What one keeps, the other sees as soon as it opens the entry; then there is nothing to tell. */
static void test_what_is_kept_is_seen_by_the_other(void **state)
{
    (void)state;
    struct two pair = open_two("common ground", false);
    rig_script(pair.one, "<Enter>e by one<C-s>");
    rig_expect(pair.one, "Kept.");
    rig_script(pair.two, "<Enter>");
    rig_expect(pair.two, "common ground by one");
    rig_script(pair.two, "e, then two<Esc>");
    rig_expect(pair.two, "Kept.");
    rig_expect(pair.two, "common ground by one, then two");
    book_leave(pair.one);
    book_leave(pair.two);
    assert_int_equal(book_versions(pair.home, 1), 3);
    close_two(&pair);
}

/* Both texts are kept, the second to save is told, and the history shows them beside each other. */
static void conflict(bool sealed)
{
    struct two pair = open_two("common ground", sealed);
    rig_script(pair.one, "<Enter>e");
    rig_sync(pair.one);
    rig_script(pair.two, "<Enter>e");
    rig_sync(pair.two);
    rig_script(pair.one, " by one<1s>");
    rig_sync(pair.one);
    rig_script(pair.two, " by two<1s>");
    rig_sync(pair.two);
    assert_true(book_has_draft(pair.home, "common ground by one"));
    assert_true(book_has_draft(pair.home, "common ground by two"));
    rig_script(pair.one, "<Esc>");
    rig_expect(pair.one, "Kept.");
    rig_expect_not(pair.one, "another window");
    rig_script(pair.two, "<Esc>");
    rig_expect(pair.two, "This entry was also changed in another window meanwhile.");
    rig_expect(pair.two, "Both texts are kept");
    rig_script(pair.two, "<Esc>");
    rig_expect(pair.two, "common ground by two");
    rig_expect(pair.two, "3 versions");
    rig_script(pair.two, "h");
    rig_expect(pair.two, "stands now");
    rig_script(pair.two, "<Down><Enter>");
    rig_expect(pair.two, "common ground by one");
    rig_expect(pair.two, "common ground by two");
    book_leave(pair.two);
    book_leave(pair.one);
    book_expect(pair.home, 1, "common ground by two");
    assert_int_equal(book_versions(pair.home, 1), 3);
    char *theirs = book_version(pair.home, 1, 2);
    assert_string_equal(theirs, "common ground by one");
    free(theirs);
    assert_int_equal(book_drafts(pair.home), 0);
    close_two(&pair);
}

static void test_both_edit_one_entry(void **state)
{
    (void)state;
    conflict(false);
}

static void test_both_edit_one_entry_of_a_sealed_home(void **state)
{
    (void)state;
    conflict(true);
}

/* The same with Ctrl-S, by turns: each time the other's text is in the history. */
static void test_saving_by_turns(void **state)
{
    (void)state;
    struct two pair = open_two("ground", false);
    rig_script(pair.one, "<Enter>e");
    rig_sync(pair.one);
    rig_script(pair.two, "<Enter>e");
    rig_sync(pair.two);
    rig_script(pair.one, " a<C-s>");
    rig_expect(pair.one, "Kept.");
    rig_script(pair.two, " b<C-s>");
    rig_expect(pair.two, "another window");
    rig_script(pair.two, "<Esc>");
    rig_script(pair.one, "c<C-s>");
    rig_expect(pair.one, "another window");
    rig_script(pair.one, "<Esc>");
    rig_script(pair.two, "d<C-s>");
    rig_expect(pair.two, "another window");
    book_leave(pair.one);
    book_leave(pair.two);
    static const char *const texts[] = {"ground", "ground a", "ground b", "ground ac", "ground bd"};
    assert_int_equal(book_versions(pair.home, 1), 5);
    for (int i = 0; i < 5; i++) {
        char *text = book_version(pair.home, 1, i + 1);
        assert_string_equal(text, texts[i]);
        free(text);
    }
    close_two(&pair);
}

/* ---- one deletes, the other writes ---- */

static void test_thrown_away_while_it_is_edited(void **state)
{
    (void)state;
    struct two pair = open_two("ground", false);
    rig_script(pair.one, "<Enter>e and words<1s>");
    rig_sync(pair.one);
    rig_script(pair.two, "d");
    rig_expect(pair.two, "In the trash, for 30 days.");
    rig_script(pair.one, "<Esc>");
    rig_expect(pair.one, "This entry lies in the trash. What you wrote is kept with it there");
    rig_script(pair.one, "<Esc>");
    rig_expect(pair.one, "in the trash");
    book_expect(pair.home, 1, "ground and words");
    rig_script(pair.two, "u");
    rig_expect(pair.two, "ground and words");
    book_leave(pair.one);
    book_leave(pair.two);
    assert_int_equal(book_entries(pair.home), 1);
    close_two(&pair);
}

static void delete_for_good(const char *home)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    assert_int_equal(session_journal_delete(session, 1, &fault), OK);
    session_close(session);
}

static void test_deleted_for_good_while_it_is_edited(void **state)
{
    (void)state;
    struct two pair = open_two("ground", false);
    rig_script(pair.one, "<Enter>e and words<1s>");
    rig_sync(pair.one);
    delete_for_good(pair.home);
    rig_script(pair.one, " of mine<1s>");
    rig_sync(pair.one);
    rig_script(pair.one, "<Esc>");
    rig_expect(pair.one, "deleted for good in another window meanwhile.");
    rig_expect(pair.one, "an entry of its own");
    book_leave(pair.one);
    book_leave(pair.two);
    assert_true(book_has_entry(pair.home, "ground and words of mine"));
    assert_int_equal(book_entries(pair.home), 1);
    assert_int_equal(book_drafts(pair.home), 0);
    close_two(&pair);
}

/* It ended before it could be saved: what was typed since is offered by itself. */
static void test_a_draft_of_what_was_deleted_for_good(void **state)
{
    (void)state;
    struct two pair = open_two("ground", false);
    rig_script(pair.one, "<Enter>e and words<1s>");
    rig_sync(pair.one);
    delete_for_good(pair.home);
    rig_script(pair.one, " of mine<1s>");
    book_leave(pair.one);
    rig_script(pair.two, "13");
    rig_expect(pair.two, "Begun, not finished");
    rig_script(pair.two, "<Home><Enter>");
    rig_expect(pair.two, "ground and words of mine");
    rig_script(pair.two, "<Esc>");
    rig_expect(pair.two, "an entry of its own");
    book_leave(pair.two);
    assert_true(book_has_entry(pair.home, "ground and words of mine"));
    assert_int_equal(book_drafts(pair.home), 0);
    close_two(&pair);
}

/* ---- one goes on with what the other is writing ---- */

static void test_one_takes_over_the_draft_of_the_other(void **state)
{
    (void)state;
    struct two pair = open_two(NULL, false);
    rig_script(pair.one, "nbegun by one<1s>");
    rig_sync(pair.one);
    rig_script(pair.two, "13<Enter>");
    rig_expect(pair.two, "begun by one");
    rig_script(pair.two, ", taken on by two<1s>");
    rig_sync(pair.two);
    rig_script(pair.one, ", who writes on<1s>");
    rig_sync(pair.one);
    rig_script(pair.two, " further<1s>");
    rig_sync(pair.two);
    assert_true(book_has_draft(pair.home, "begun by one, who writes on"));
    assert_true(book_has_draft(pair.home, "begun by one, taken on by two further"));
    rig_script(pair.one, "<Esc>");
    rig_expect(pair.one, "Kept.");
    rig_script(pair.two, "<Esc>");
    rig_expect(pair.two, "Kept.");
    book_leave(pair.one);
    book_leave(pair.two);
    assert_true(book_has_entry(pair.home, "begun by one, who writes on"));
    assert_true(book_has_entry(pair.home, "begun by one, taken on by two further"));
    assert_int_equal(book_drafts(pair.home), 0);
    close_two(&pair);
}

/* The other finished it before this one pressed Enter: that is said, and no old text comes back. */
static void test_the_other_has_finished_it(void **state)
{
    (void)state;
    struct two pair = open_two(NULL, false);
    rig_script(pair.one, "nbegun by one<1s>");
    rig_sync(pair.one);
    rig_script(pair.two, "13");
    rig_expect(pair.two, "Begun, not finished");
    rig_script(pair.one, " and ended<Esc>");
    rig_expect(pair.one, "Kept.");
    rig_script(pair.two, "<Enter>");
    rig_expect(pair.two, "has been finished or dropped meanwhile");
    rig_script(pair.two, "<Esc>");
    rig_expect_not(pair.two, "Begun, not finished");
    rig_expect(pair.two, "begun by one and ended");
    book_leave(pair.one);
    book_leave(pair.two);
    assert_int_equal(book_entries(pair.home), 1);
    close_two(&pair);
}

/* One drops the draft that the other is writing: who writes keeps every word. */
static void test_the_other_drops_it(void **state)
{
    (void)state;
    struct two pair = open_two(NULL, false);
    rig_script(pair.one, "nbegun by one<1s>");
    rig_sync(pair.one);
    rig_script(pair.two, "13dy");
    rig_expect(pair.two, "What was begun is deleted.");
    rig_script(pair.one, ", who writes on<1s>");
    rig_sync(pair.one);
    assert_true(book_has_draft(pair.home, "begun by one, who writes on"));
    rig_script(pair.one, "<Esc>");
    rig_expect(pair.one, "Kept.");
    book_leave(pair.one);
    book_leave(pair.two);
    assert_true(book_has_entry(pair.home, "begun by one, who writes on"));
    assert_int_equal(book_drafts(pair.home), 0);
    close_two(&pair);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_write_new_pages),
        cmocka_unit_test(test_what_is_kept_is_seen_by_the_other),
        cmocka_unit_test(test_both_edit_one_entry),
        cmocka_unit_test(test_both_edit_one_entry_of_a_sealed_home),
        cmocka_unit_test(test_saving_by_turns),
        cmocka_unit_test(test_thrown_away_while_it_is_edited),
        cmocka_unit_test(test_deleted_for_good_while_it_is_edited),
        cmocka_unit_test(test_a_draft_of_what_was_deleted_for_good),
        cmocka_unit_test(test_one_takes_over_the_draft_of_the_other),
        cmocka_unit_test(test_the_other_has_finished_it),
        cmocka_unit_test(test_the_other_drops_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
