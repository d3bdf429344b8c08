/* What is done to an entry: another day, tags, a pin, a seal, the trash, its history; and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/book.h"
#include "support/desk.h"

static void expect_day(const char *home, int64_t id, const char *day)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    struct journal_entry entry = {0};
    assert_int_equal(store_journal_get(session_store(session), id, &entry, &fault), OK);
    assert_string_equal(entry.day, day);
    journal_entry_free(&entry);
    session_close(session);
}

/* ---- days ---- */

static void test_another_day(void **state)
{
    (void)state;
    char *home = book_home(false);
    static const struct {
        const char *typed, *day;
    } days[] = {
        {"2026-05-01", "2026-05-01"}, {"yesterday", "2026-11-20"},  {"3", "2026-11-18"},
        {"365", "2025-11-21"},        {"today", "2026-11-21"},      {"0", "2026-11-21"},
        {"1999-12-31", "1999-12-31"}, {"2024-02-29", "2024-02-29"}, {" 2026-11-21", "2026-11-21"},
    };
    book_add(home, NULL, "about a day");
    struct rig *rig = book_rig(.mend_home = home);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        rig_script(rig, "m");
        rig_expect(rig, "Day:");
        rig_script(rig, "<C-u>");
        rig_keys(rig, days[i].typed);
        rig_script(rig, "<Enter>");
        rig_expect(rig, "Moved. u moves it back.");
        expect_day(home, 1, days[i].day);
    }
    rig_script(rig, "m<C-u>2024-02-29<Enter><Enter>m<C-u>2020-01-02<Enter>"); /* in the reader */
    rig_expect(rig, "Thursday 2 January 2020");
    rig_script(rig, "u");
    rig_expect(rig, "Taken back.");
    rig_expect(rig, "Thursday 29 February 2024");
    book_leave(rig);
    expect_day(home, 1, "2024-02-29");
    folder_remove(home);
}

static void test_days_that_are_refused(void **state)
{
    (void)state;
    static const char *const typed[] = {
        "2026-11-22", "2026-02-30",           "someday",  "",  "-1", "3 days", "40000",
        "2026-13-01", "99999999999999999999", "tomorrow", "１"};
    char *home = book_home(false);
    book_add(home, "2026-11-20", "about a day");
    for (int reader = 0; reader < 2; reader++) {
        struct rig *rig = book_rig(.mend_home = home);
        rig_script(rig, reader ? "<Enter>" : "");
        for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
            rig_script(rig, "m");
            rig_expect(rig, "Day: 2026-11-20");
            rig_script(rig, "<C-u>");
            rig_keys(rig, typed[i]);
            rig_script(rig, "<Enter>");
            rig_expect(rig, "A day up to today, please");
            rig_expect(rig, "Day:");   /* the line stays, */
            rig_expect(rig, typed[i]); /* with what was typed */
            rig_script(rig, "<Esc>");
            rig_expect_not(rig, "Day:");
        }
        book_leave(rig);
        expect_day(home, 1, "2026-11-20");
    }
    folder_remove(home);
}

static void test_a_move_is_taken_back(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, "2026-11-20", "about a day");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "m<C-u>2020-01-02<Enter>");
    rig_expect(rig, "Thursday 2 January 2020");
    rig_script(rig, "u");
    rig_expect(rig, "Taken back.");
    rig_expect(rig, "Friday 20 November");
    rig_script(rig, "u"); /* nothing more to take back */
    rig_expect(rig, "Friday 20 November");
    book_leave(rig);
    expect_day(home, 1, "2026-11-20");
    folder_remove(home);
}

/* ---- tags ---- */

static void test_tags(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, NULL, "slept #well after the #long day");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "t");
    rig_expect(rig, "Tags: well long");
    rig_script(rig, "<Esc>t<C-u>long new,other<Enter>");
    rig_expect(rig, "Tagged. u takes it back.");
    rig_expect(rig, "long new other");
    book_expect(home, 1, "slept well after the #long day\n\n#new #other");
    rig_script(rig, "u");
    rig_expect(rig, "Taken back.");
    rig_expect(rig, "well long");
    book_expect(home, 1, "slept #well after the #long day");
    rig_script(rig, "t<C-u>well !!<Enter>");
    rig_expect(rig, "but for what cannot be a tag");
    book_expect(home, 1, "slept #well after the long day");
    rig_script(rig, "<Enter>t");
    rig_expect(rig, "Tags: #well");
    rig_script(rig, "<C-u><Enter>");
    rig_expect(rig, "slept well after the long day");
    rig_script(rig, "u");
    rig_expect(rig, "slept #well after the long day");
    book_leave(rig);
    folder_remove(home);
}

/* ---- pin and seal ---- */

static void test_a_pin(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, NULL, "to be pinned");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "*");
    rig_expect(rig, "▸ * to be pinned");
    rig_script(rig, "u");
    rig_expect_not(rig, "* to be pinned");
    rig_script(rig, "<Enter>*");
    rig_expect(rig, "· pinned");
    rig_script(rig, "*");
    rig_expect(rig, "No longer pinned.");
    rig_expect_not(rig, "· pinned");
    rig_script(rig, "u<Esc>");
    rig_expect(rig, "* to be pinned");
    book_leave(rig);
    folder_remove(home);
}

/* A sealed entry: no list shows a word of it, no search, no command; it asks before it opens. */
static void test_a_seal(void **state)
{
    struct desk *desk = *state;
    struct rig *rig;
    MEND(desk, "canary-jackdaw #canarytag\nsecond line", "journal", "add");
    MEND(desk, "another entry", "journal", "add");
    for (int columns = 90; columns <= 120; columns += 30) {
        rig = book_rig(.mend_home = desk->home, .columns = columns);
        rig_script(rig, "<End>");
        rig_expect(rig, "canary-jackdaw");
        rig_script(rig, "s");
        rig_expect(rig, "Sealed: no list and no search shows its words");
        rig_script(rig, "<Up><Down>");
        rig_expect(rig, "(sealed)");
        rig_expect_not(rig, "canary");
        rig_expect_not(rig, "second line");
        MEND(desk, "", "journal", "list");
        assert_int_equal(desk->status, 0);
        assert_null(strstr(str_text(&desk->out), "canary"));
        MEND(desk, "", "journal", "search", "jackdaw");
        assert_null(strstr(str_text(&desk->out), "canary"));
        MEND(desk, "", "journal", "list", "--json");
        assert_null(strstr(str_text(&desk->out), "canary"));
        rig_script(rig, "t");
        rig_expect(rig, "It is sealed. Open it first.");
        rig_script(rig, "<Enter>");
        rig_expect(rig, "This entry is sealed.");
        rig_expect_not(rig, "canary");
        rig_script(rig, "e<Enter> <Down>tx*");
        rig_expect_not(rig, "canary");
        rig_script(rig, "<Esc>");
        rig_expect(rig, "(sealed)");
        rig_script(rig, "h"); /* its history does not go round the question */
        rig_expect(rig, "This entry is sealed.");
        rig_script(rig, "<Esc>s"); /* nor does taking the seal off */
        rig_expect(rig, "This entry is sealed.");
        rig_expect_not(rig, "canary");
        rig_script(rig, "y");
        rig_expect(rig, "canary-jackdaw");
        rig_script(rig, "s");
        rig_expect(rig, "No longer sealed.");
        rig_script(rig, "<Esc>");
        rig_expect(rig, "canary-jackdaw");
        rig_script(rig, "u"); /* taken back, it is closed again */
        rig_expect_not(rig, "canary");
        rig_script(rig, "<Enter>ys<Esc>");
        rig_expect(rig, "canary-jackdaw");
        MEND(desk, "", "journal", "search", "jackdaw");
        assert_non_null(strstr(str_text(&desk->out), "canary"));
        book_leave(rig);
    }
}

/* Opened once, it asks the next time again. */
static void test_a_seal_asks_each_time(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, NULL, "canary-jackdaw");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "s<Enter>y");
    rig_expect(rig, "canary-jackdaw");
    rig_script(rig, "ee more<Esc>");
    rig_expect(rig, "canary-jackdaw");
    rig_script(rig, "<Esc>");
    rig_expect_not(rig, "canary");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "This entry is sealed.");
    rig_expect_not(rig, "canary");
    book_leave(rig);
    folder_remove(home);
}

/* ---- the trash ---- */

static void test_into_the_trash_and_back(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, NULL, "the first");
    book_add(home, NULL, "the second");
    book_add(home, NULL, "the third");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "<Down>d");
    rig_expect(rig, "In the trash, for 30 days. u brings it back.");
    rig_expect_not(rig, "the second");
    rig_expect(rig, "▸ the first"); /* the next one is selected */
    assert_int_equal(book_trash(home), 1);
    rig_script(rig, "u");
    rig_expect(rig, "Taken back.");
    rig_expect(rig, "the second");
    assert_int_equal(book_trash(home), 0);
    rig_script(rig, "<End>d");
    rig_expect(rig, "▸ the second"); /* the last one went: the one before it is */
    rig_script(rig, "<Enter>");
    rig_expect(rig, "the second");
    rig_script(rig, "d");
    rig_expect(rig, "In the trash, for 30 days. u brings it back.");
    rig_expect(rig, "▸ the third");
    rig_script(rig, "u");
    rig_expect(rig, "the second");
    rig_script(rig, "<Home>ddd");
    rig_expect(rig, "For what you tell nobody.");
    rig_script(rig, "u");
    rig_expect(rig, "▸ the second");
    book_leave(rig);
    assert_int_equal(book_trash(home), 2);
    folder_remove(home);
}

static void to_the_trash(struct rig *rig)
{
    rig_script(rig, "f<Home><Down><Down><Enter>");
    rig_expect(rig, "The trash:");
}

/* What is in it can be looked at, brought back, or deleted for good, with y only. */
static void test_looking_into_the_trash(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, NULL, "canary-avocet");
    book_add(home, NULL, "brought back");
    book_add(home, NULL, "stays");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "<Down>dd");
    rig_expect(rig, "In the trash");
    to_the_trash(rig);
    rig_expect(rig, "The trash: 2 entries. Esc shows all.");
    rig_expect_not(rig, "stays");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "in the trash");
    rig_script(rig, "d");
    rig_expect(rig, "It is in the trash already.");
    rig_script(rig, "<Esc>r");
    rig_expect(rig, "It is back in the journal.");
    rig_expect(rig, "The trash: 1 entry.");
    rig_expect_not(rig, "brought back");
    static const char *const others[] = {"n", "<Enter>", "<Esc>", "d", "D"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        rig_script(rig, "d");
        rig_expect(rig, "Delete for good, with all it said before?");
        rig_script(rig, others[i]);
        rig_expect_not(rig, "Delete for good");
        rig_expect(rig, "canary-avocet");
    }
    rig_script(rig, "dy");
    rig_expect(rig, "Deleted.");
    rig_expect(rig, "The trash is empty.");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "brought back");
    rig_expect(rig, "stays");
    book_leave(rig);
    assert_int_equal(book_trash(home), 0);
    assert_int_equal(book_entries(home), 2);
    assert_false(book_pages_hold(home, "avocet"));
    folder_remove(home);
}

/* Opens the journal on DAY. */
static void open_on(const char *home, const char *day)
{
    struct rig *rig = book_rig(.mend_home = home, .now = day);
    book_leave(rig);
}

static void thirty_days(bool sealed)
{
    char *home = book_home(sealed);
    book_add(home, NULL, "canary-grebe first");
    book_add(home, NULL, "stays");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "<End><Enter>e and canary-coot<C-s> or canary-teal<1s><Esc>");
    rig_expect(rig, "canary-teal");
    rig_script(rig, "e canary-smew<1s>"); /* a draft of it, too */
    rig_sync(rig);
    book_leave(rig);
    rig = book_rig(.mend_home = home);
    rig_script(rig, "<End>d");
    rig_expect(rig, "In the trash");
    book_leave(rig);
    assert_true(book_pages_hold(home, "canary-grebe"));
    open_on(home, "2026-12-21T22:00:00");
    assert_int_equal(book_trash(home), 1);
    open_on(home, "2026-12-21T22:10:00");
    assert_int_equal(book_trash(home), 0);
    assert_int_equal(book_entries(home), 1);
    assert_int_equal(book_drafts(home), 0);
    static const char *const gone[] = {"canary", "grebe", "coot", "teal", "smew"};
    for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++)
        assert_false(book_pages_hold(home, gone[i]));
    assert_true(book_pages_hold(home, "stays"));
    folder_remove(home);
}

static void test_gone_after_thirty_days(void **state)
{
    (void)state;
    thirty_days(false);
}

static void test_gone_after_thirty_days_when_sealed(void **state)
{
    (void)state;
    thirty_days(true);
}

/* ---- history ---- */

static void test_history(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, NULL, "first words");
    struct rig *rig = book_rig(.mend_home = home, .columns = 100);
    rig_script(rig, "<Enter>e<C-u>second words<C-s><C-u>third words<Esc>");
    rig_expect(rig, "3 versions");
    rig_script(rig, "h");
    rig_expect(rig, "What this entry said, and when it was kept");
    rig_expect(rig, "11 bytes · stands now");
    rig_script(rig, "<Down><Down><Enter>");
    rig_expect(rig, "first words");
    rig_expect(rig, "third words");
    rig_expect(rig, "As it stands now");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "What this entry said");
    book_expect(home, 1, "third words");
    rig_script(rig, "<Enter><Enter>");
    rig_expect(rig, "Brought back. What stood there is in the history.");
    book_expect(home, 1, "first words");
    rig_script(rig, "u");
    rig_expect(rig, "Taken back.");
    book_expect(home, 1, "third words");
    assert_int_equal(book_versions(home, 1), 5);
    rig_script(rig, "<Home><Enter><Enter>"); /* the one that stands: nothing to bring back */
    rig_expect(rig, "What this entry said");
    assert_int_equal(book_versions(home, 1), 5);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "third words");
    book_leave(rig);
    folder_remove(home);
}

/* ---- from a lesson ---- */

static void test_a_reflection_goes_to_the_journal(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = rig_start(.mend_home = home, .rows = 40);
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Tab>my own words");
    rig_expect(rig, "Put a copy into the journal");
    rig_script(rig, "<Tab><Up><Enter>");
    rig_expect(rig, "Kept here, and as an entry in the journal, 3.");
    rig_expect(rig, "A copy is in the journal");
    rig_script(rig, "<Enter>"); /* once is enough */
    rig_sync(rig);
    assert_int_equal(book_entries(home), 1);
    rig_script(rig, "<Esc><Esc>3");
    rig_expect(rig, "my own words");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "from page 1.1");
    rig_script(rig, "l");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "from page 1.1");
    rig_script(rig, "<Esc>nof my own<Esc><Home><Enter>l");
    rig_expect(rig, "It came from no page of a lesson.");
    book_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_another_day),
        cmocka_unit_test(test_days_that_are_refused),
        cmocka_unit_test(test_a_move_is_taken_back),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_a_pin),
        DESK_TEST(test_a_seal),
        cmocka_unit_test(test_a_seal_asks_each_time),
        cmocka_unit_test(test_into_the_trash_and_back),
        cmocka_unit_test(test_looking_into_the_trash),
        cmocka_unit_test(test_gone_after_thirty_days),
        cmocka_unit_test(test_gone_after_thirty_days_when_sealed),
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_a_reflection_goes_to_the_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
