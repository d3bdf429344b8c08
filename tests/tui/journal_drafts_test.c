/* What was begun in the journal and not finished: kept however one leaves, and offered again. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "support/book.h"

/* ---- however one leaves ---- */

static void by_key(struct rig *rig)
{
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
}

static void by_term(struct rig *rig)
{
    rig_signal(rig, SIGTERM);
    rig_expect_exit(rig, 128 + SIGTERM);
}

static void by_hup(struct rig *rig)
{
    rig_hang_up(rig);
    assert_true(WIFEXITED(rig_wait_exit(rig)));
}

static void by_kill(struct rig *rig)
{
    rig_advance(rig, 1000); /* all else keeps the very last key too */
    rig_signal(rig, SIGKILL);
    rig_wait_exit(rig);
}

static void by_lock(struct rig *rig)
{
    rig_script(rig, "<C-l>");
    rig_wait_for(rig, "This is locked.");
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
}

static void by_idling(struct rig *rig)
{
    rig_script(rig, "<310s>");
    by_lock(rig);
}

static void ends_and_keeps(bool sealed, void (*end)(struct rig *))
{
    char *home = book_home(sealed);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "nhalf a page<Enter>and half a wor");
    rig_sync(rig);
    end(rig);
    rig_stop(rig);
    assert_true(book_has_draft(home, "half a page\nand half a wor"));
    assert_int_equal(book_entries(home), 0);
    assert_true(!sealed || !folder_contains(home, "half a wor"));
    rig = rig_start(.mend_home = home);
    if (sealed)
        book_unlock(rig);
    rig_expect(rig, "In the journal, something you began waits. 3 opens it.");
    rig_script(rig, "3");
    rig_expect(rig, "Begun, not finished ▸ half a page · 21 November 2026");
    rig_expect_not(rig, "half a wor");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "half a page and half a wor");
    book_says(rig, "7 words · draft kept");
    rig_script(rig, "d<Esc>");
    rig_expect(rig, "Kept.");
    rig_expect_not(rig, "Begun, not finished");
    rig_script(rig, "1");
    rig_expect_not(rig, "something you began");
    book_leave(rig);
    book_expect(home, 1, "half a page\nand half a word");
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

static void test_every_end_keeps_what_was_typed(void **state)
{
    (void)state;
    ends_and_keeps(false, by_key);
    ends_and_keeps(false, by_term);
    ends_and_keeps(false, by_hup);
    ends_and_keeps(false, by_kill);
}

static void test_every_end_of_a_sealed_one(void **state)
{
    (void)state;
    ends_and_keeps(true, by_key);
    ends_and_keeps(true, by_kill);
    ends_and_keeps(true, by_lock);
    ends_and_keeps(true, by_idling);
}

/* A wrong passphrase, as often as one likes, costs time and not a word. */
static void test_wrong_passphrases_lose_nothing(void **state)
{
    (void)state;
    char *home = book_home(true);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "nwords behind the lock");
    rig_sync(rig);
    rig_script(rig, "<C-l>");
    rig_wait_for(rig, "This is locked.");
    rig_script(rig, "wrong<Enter>");
    rig_expect(rig, "does not open");
    rig_script(rig, "wrong<Enter>wrong<Enter>");
    rig_expect(rig, "Another try is possible in");
    rig_script(rig, "<30s>");
    book_unlock(rig);
    rig_script(rig, "3<Enter>");
    rig_expect(rig, "words behind the lock");
    book_leave(rig);
    assert_true(book_has_draft(home, "words behind the lock"));
    folder_remove(home);
}

/* Esc and Ctrl-X in one breath: an entry, or still a draft; never neither, and never both. */
static void test_leaving_while_it_is_saved(void **state)
{
    (void)state;
    for (int i = 0; i < (getenv("MEND_TORTURE") ? 100 : 5); i++) {
        char *home = book_home(false);
        struct rig *rig = book_rig(.mend_home = home);
        rig_script(rig, "nin one breath");
        rig_sync(rig);
        rig_script(rig, "<Esc><C-x>");
        rig_expect_exit(rig, 0);
        rig_stop(rig);
        assert_int_equal(
            book_has_entry(home, "in one breath") + book_has_draft(home, "in one breath"), 1);
        assert_int_equal(book_entries(home) + book_drafts(home), 1);
        folder_remove(home);
    }
}

/* ---- beside what was kept ---- */

/* An entry "as it was kept", and a draft of it that says "as it was kept, and on". */
static char *home_with_both(void)
{
    char *home = book_home(false);
    book_add(home, NULL, "as it was kept");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "<Enter>e, and on<1s>");
    book_leave(rig);
    book_expect(home, 1, "as it was kept");
    return home;
}

static void test_a_draft_is_offered_beside_the_kept_text(void **state)
{
    (void)state;
    char *home = home_with_both();
    struct rig *rig = book_rig(.mend_home = home);
    rig_expect(rig, "▸ as it was kept, and on ·");
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "Something was begun on it and is not kept yet. e shows both.");
    rig_expect_not(rig, "and on");
    rig_script(rig, "e");
    rig_expect(rig, "Begun, not finished");
    rig_expect(rig, "As it was kept");
    rig_expect(rig, "as it was kept, and on");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Something was begun on it");
    rig_script(rig, "e<Enter>");
    book_says(rig, "6 words · draft kept");
    rig_script(rig, "!<Esc>");
    rig_expect(rig, "as it was kept, and on!");
    rig_expect_not(rig, "Something was begun");
    rig_script(rig, "<Esc>");
    rig_expect_not(rig, "Begun, not finished");
    book_leave(rig);
    book_expect(home, 1, "as it was kept, and on!");
    assert_int_equal(book_versions(home, 1), 2);
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

/* Chosen from the list it leads to the same page, and back to the list. */
static void test_a_draft_is_opened_from_the_list(void **state)
{
    (void)state;
    char *home = home_with_both();
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Something was begun on it");
    rig_script(rig, "e<Enter><Esc><Esc>");
    rig_expect_not(rig, "Begun, not finished");
    book_leave(rig);
    book_expect(home, 1, "as it was kept, and on");
    folder_remove(home);
}

/* Only y deletes it; what was kept of the entry stays. */
static void test_a_draft_is_deleted_with_y_only(void **state)
{
    (void)state;
    char *home = home_with_both();
    struct rig *rig = book_rig(.mend_home = home);
    static const char *const others[] = {"n", "<Enter>", "<Esc>", "d", " ", "x"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        rig_script(rig, "d");
        rig_expect(rig, "Delete what was begun, for good?");
        rig_script(rig, others[i]);
        rig_expect_not(rig, "for good?");
        rig_expect(rig, "Begun, not finished");
    }
    rig_script(rig, "dy");
    rig_expect(rig, "What was begun is deleted.");
    rig_expect_not(rig, "Begun, not finished");
    rig_expect(rig, "as it was kept");
    book_leave(rig);
    assert_int_equal(book_drafts(home), 0);
    book_expect(home, 1, "as it was kept");
    assert_false(book_pages_hold(home, "and on"));
    folder_remove(home);
}

/* Each is gone on with by itself; the others stay. */
static void test_several_drafts_are_told_apart(void **state)
{
    (void)state;
    char *home = book_home(false);
    for (int i = 0; i < 3; i++) {
        static const char *const typed[] = {"nuno<1s>", "ndos<1s>", "ntres<1s>"};
        struct rig *rig = book_rig(.mend_home = home);
        rig_script(rig, typed[i]);
        book_leave(rig);
    }
    struct rig *rig = rig_start(.mend_home = home);
    rig_expect(rig, "In the journal, things you began wait.");
    rig_script(rig, "3");
    rig_expect(rig, "tres ");
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "dos");
    rig_script(rig, " and four<Esc>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "dos and four");
    book_leave(rig);
    assert_int_equal(book_drafts(home), 2);
    assert_true(book_has_draft(home, "uno"));
    assert_true(book_has_draft(home, "tres"));
    assert_int_equal(book_entries(home), 1);
    folder_remove(home);
}

/* More of them than the window has rows: each can be reached, and so can the entries. */
static void test_more_drafts_than_rows(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, NULL, "an entry below them");
    struct session *session = book_open(home);
    struct fault fault = {0};
    for (int i = 0; i < 12; i++) {
        struct writing writing = {0};
        struct str text = {0};
        writing_name(session, &writing);
        str_printf(&text, "begun %d", i);
        assert_int_equal(store_draft_set(session_store(session), JOURNAL_DRAFTS, writing.draft,
                                         WRITING_TEXT, str_text(&text), text.length, &fault),
                         OK);
        str_free(&text);
    }
    session_close(session);
    struct rig *rig = book_rig(.mend_home = home, .rows = 12, .columns = 40);
    rig_expect(rig, "Begun, not finished: 12");
    for (int i = 11; i >= 0; i--) {
        struct str marked = {0};
        str_printf(&marked, "▸ begun %d ·", i);
        rig_expect(rig, str_text(&marked));
        str_free(&marked);
        rig_expect(rig, "an entry below them");
        rig_script(rig, "<Down>");
    }
    rig_expect(rig, "▸ an entry below them");
    rig_script(rig, "<Up>");
    rig_expect(rig, "▸ begun 0 ·");
    book_leave(rig);
    folder_remove(home);
}

/* No word of a sealed entry is in a list, not as a draft either. */
static void test_a_draft_of_a_sealed_entry(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, NULL, "canary-plover");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "s<Enter>ye and canary-dunlin<1s>");
    book_leave(rig);
    rig = book_rig(.mend_home = home);
    rig_expect(rig, "Begun, not finished ▸ (sealed) ·");
    rig_expect_not(rig, "canary");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "This entry is sealed.");
    rig_expect_not(rig, "canary");
    rig_script(rig, "ye");
    rig_expect(rig, "canary-dunlin");
    book_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_end_keeps_what_was_typed),
        cmocka_unit_test(test_every_end_of_a_sealed_one),
        cmocka_unit_test(test_wrong_passphrases_lose_nothing),
        cmocka_unit_test(test_leaving_while_it_is_saved),
        cmocka_unit_test(test_a_draft_is_offered_beside_the_kept_text),
        cmocka_unit_test(test_a_draft_is_opened_from_the_list),
        cmocka_unit_test(test_a_draft_is_deleted_with_y_only),
        cmocka_unit_test(test_several_drafts_are_told_apart),
        cmocka_unit_test(test_more_drafts_than_rows),
        cmocka_unit_test(test_a_draft_of_a_sealed_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
