/*
 * Check-ins on the shipped program: from the first to the list, a draft that waits, the ways to
 * help after low safety, editing, throwing away and back, pictures and what changed.
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/store/check_in.h"
#include "mend/store/store.h"
#include "support/decade.h"
#include "support/rig.h"

#define MUST(call) assert_int_equal((call), OK)

enum { TODAY = 20778 /* 2026-11-21 */, O = SCALE_OPEN };

/* To "Keep this" from wherever one is in the form. */
#define KEEP "<C-s>"

static struct rig *start(char *home)
{
    return rig_start(.mend_home = home);
}

/* ---- homes ---- */

static struct store *open_home(const char *home, struct clock *clock)
{
    struct fault fault = {0};
    struct store *store = NULL;
    MUST(clock_init(clock, "2026-11-20T10:00:00", true, &fault));
    if (store_open(home, clock, &store, &fault))
        fail_msg("%s", fault.text);
    return store;
}

static void add(struct store *store, int32_t day, int self, int safety, const char *well)
{
    struct fault fault = {0};
    struct check_in_new new = {
        .day = day, .scales = {O, self, safety, O, O, O, O}, .texts = {well, "", ""}};
    if (store_check_in_add(store, &new, NULL, &fault))
        fail_msg("%s", fault.text);
}

static size_t count_of(const char *home)
{
    struct clock clock;
    size_t count = 0;
    struct store *store = open_home(home, &clock);
    MUST(store_check_in_count(store, &count, NULL));
    store_close(store);
    return count;
}

/* A home in which something is kept, and no check-in. */
static char *kept_home(void)
{
    struct clock clock;
    char *home = folder_make();
    struct store *store = open_home(home, &clock);
    MUST(store_set_setting(store, "day-ends", "4", NULL));
    store_close(store);
    return home;
}

static char *home_with(const int32_t *days, size_t count, int from)
{
    struct clock clock;
    char *home = folder_make();
    struct store *store = open_home(home, &clock);
    for (size_t i = 0; i < count; i++) {
        char words[32];
        snprintf(words, sizeof words, "Words of day %" PRId32, days[i]);
        add(store, TODAY - days[i], from + (int)i, 7, words);
    }
    store_close(store);
    return home;
}

/* ---- filling in ---- */

static void test_from_start_to_the_list(void **state)
{
    (void)state;
    char *home = kept_home();
    struct rig *rig = start(home);
    rig_script(rig, "5");
    rig_expect(rig, "A short look, now and then");
    rig_script(rig, "n");
    rig_expect(rig, "How is it, looking back over the last days?");
    rig_script(rig, "4<Tab>10<Tab>7<Tab>s<Tab><Tab><Tab>5<Tab>I said no.<Enter><Enter>A walk<Tab>");
    rig_script(rig, "<Tab><Enter>");
    rig_expect(rig, "21 November 2026 4 10 7 – – – 5 I said no.");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "due on 28 November");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Saturday 21 November");
    rig_expect(rig, "What I ask for A walk");
    rig_expect_not(rig, "My safety plan");
    rig_leave(rig);
    assert_int_equal(count_of(home), 1);
    folder_remove(home);
}

static void test_nothing_said_is_not_kept(void **state)
{
    (void)state;
    char *home = kept_home();
    struct rig *rig = start(home);
    rig_script(rig, "5n" KEEP);
    rig_expect(rig, "How is it, looking back");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "A short look, now and then");
    rig_expect_not(rig, "was begun");
    rig_leave(rig);
    assert_int_equal(count_of(home), 0);
    folder_remove(home);
}

/* Without a home the page about keeping comes first, and nothing is written before it. */
static void test_without_a_home(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start(home);
    rig_script(rig, "5y");
    rig_expect(rig, "First: how to keep what you write.");
    rig_script(rig, "<Esc>n");
    rig_expect(rig, "First: how to keep what you write.");
    rig_leave(rig);
    assert_false(folder_contains(home, "SQLite"));
    folder_remove(home);
}

static void test_a_draft_waits(void **state)
{
    (void)state;
    char *home = kept_home();
    struct rig *rig = start(home);
    rig_script(rig, "5n6<Tab>2<Tab*6>canary half a word<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
    rig = start(home);
    rig_script(rig, "5");
    rig_expect(rig, "One was begun and is not kept yet.");
    rig_script(rig, "n");
    rig_expect(rig, "canary half a word");
    rig_script(rig, KEEP);
    rig_expect(rig, "21 November 2026 6 2 – – – – – canary half a");
    rig_expect_not(rig, "was begun");
    rig_script(rig, "n");
    rig_expect_not(rig, "canary");
    rig_leave(rig);
    assert_int_equal(count_of(home), 1);
    folder_remove(home);
}

/* What was begun can be deleted, after a second yes, and then it is gone from the disk. */
static void test_a_draft_is_dropped(void **state)
{
    (void)state;
    char *home = kept_home();
    struct rig *rig = start(home);
    rig_script(rig, "5n6<Tab*7>canary half a word<Esc>");
    rig_expect(rig, "One was begun");
    rig_script(rig, "x");
    rig_expect(rig, "Delete what was begun, for good?");
    rig_script(rig, "n");
    rig_expect(rig, "One was begun");
    rig_expect_not(rig, "for good?");
    rig_script(rig, "xy");
    rig_expect(rig, "What was begun is deleted.");
    rig_expect_not(rig, "One was begun");
    rig_script(rig, "n");
    rig_expect_not(rig, "canary");
    rig_script(rig, "<Esc><2s>x");
    rig_expect(rig, "Not a key here.");
    rig_leave(rig);
    assert_false(folder_contains(home, "canary"));
    folder_remove(home);
}

static void test_too_soon_is_fine(void **state)
{
    (void)state;
    char *home = home_with((const int32_t[]){1}, 1, 5);
    struct rig *rig = start(home);
    rig_script(rig, "5");
    rig_expect(rig, "Sooner is fine, too.");
    rig_script(rig, "n");
    rig_expect(rig, "That is fine.");
    rig_script(rig, "6" KEEP);
    rig_expect(rig, "20 November 2026");
    rig_expect(rig, "21 November 2026");
    rig_leave(rig);
    assert_int_equal(count_of(home), 2);
    folder_remove(home);
}

/* ---- help ---- */

static void test_low_safety_offers_help(void **state)
{
    (void)state;
    char *home = kept_home();
    struct rig *rig = start(home);
    rig_script(rig, "5n<Tab*2>3" KEEP);
    rig_expect(rig, "Looking here decides nothing.");
    rig_expect(rig, "F1 Help now");
    rig_expect(rig, "Enter My safety plan");
    rig_script(rig, "<F1>");
    rig_expect(rig, "In danger now");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Looking here decides nothing."); /* one's place stays */
    rig_script(rig, "<Enter>");
    rig_expect(rig, "How I notice that it begins");
    rig_expect_not(rig, "Looking here decides nothing.");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Looking here decides nothing.");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "21 November 2026");
    rig_script(rig, "<Enter>"); /* it is said once, and does not stand there for ever */
    rig_expect(rig, "Saturday 21 November");
    rig_expect_not(rig, "Looking here decides nothing.");
    rig_leave(rig);
    folder_remove(home);
}

static void test_more_safety_offers_nothing(void **state)
{
    (void)state;
    char *home = kept_home();
    struct rig *rig = start(home);
    rig_script(rig, "5n<Tab*2>4" KEEP);
    rig_expect(rig, "21 November 2026");
    rig_expect_not(rig, "Looking here decides nothing.");
    rig_leave(rig);
    folder_remove(home);
}

/* Being afraid offers the same, whatever the number says, and is kept nowhere. */
static void test_fear_offers_help(void **state)
{
    (void)state;
    char *home = kept_home();
    struct rig *rig = start(home);
    rig_script(rig, "5n<Tab*10> <C-s>");
    rig_expect(rig, "There is no need to keep anything. F1 is Help now.");
    rig_script(rig, "<S-Tab>" /* still in the form */ "<Home>");
    rig_expect(rig, "[x] I am afraid of somebody");
    rig_script(rig, "<S-Tab*7>9" KEEP);
    rig_expect(rig, "Looking here decides nothing.");
    rig_script(rig, "e");
    rig_expect(rig, "[ ] I am afraid of somebody");
    rig_leave(rig);
    assert_int_equal(count_of(home), 1);
    folder_remove(home);
}

/* ---- afterwards ---- */

static void test_edit_delete_undo(void **state)
{
    (void)state;
    char *home = home_with((const int32_t[]){9, 2}, 2, 5);
    struct rig *rig = start(home);
    rig_script(rig, "5<Enter>");
    rig_expect(rig, "12 Nov: Words of day 9");
    rig_script(rig, "e<Tab>9<Tab*6> and more" KEEP);
    rig_expect(rig, "Kept.");
    rig_expect(rig, "Words of day 2 and more");
    rig_expect(rig, "Trust in myself ━━━━━●───── 5 ━━━━━━━━━●─ 9");
    rig_script(rig, "d");
    rig_expect(rig, "In the trash, for 30 days.");
    rig_expect_not(rig, "and more");
    rig_script(rig, "u");
    rig_expect(rig, "Words of day 2");
    rig_script(rig, "d");
    rig_expect_not(rig, "Words of day 2");
    rig_leave(rig);
    assert_int_equal(count_of(home), 1);
    folder_remove(home);
}

/* A change that is half done waits beside what was kept. */
static void test_a_half_done_change(void **state)
{
    (void)state;
    char *home = home_with((const int32_t[]){2}, 1, 5);
    struct rig *rig = start(home);
    rig_script(rig, "5<Enter>e<Tab*7> half<Esc>");
    rig_expect(rig, "Not kept yet.");
    rig_expect_not(rig, "half");
    rig_script(rig, "e");
    rig_expect(rig, "Words of day 2 half");
    rig_script(rig, KEEP);
    rig_expect(rig, "Words of day 2 half");
    rig_leave(rig);
    folder_remove(home);
}

static void test_rhythm_is_kept(void **state)
{
    (void)state;
    char *home = home_with((const int32_t[]){5}, 1, 5);
    struct rig *rig = start(home);
    rig_script(rig, "5");
    rig_expect(rig, "due on 23 November");
    rig_script(rig, "y");
    rig_expect(rig, "due on 16 December");
    rig_leave(rig);
    rig = start(home);
    rig_script(rig, "5");
    rig_expect(rig, "due on 16 December");
    rig_leave(rig);
    folder_remove(home);
}

/* ---- pictures ---- */

static void test_cursor_opens_the_check_in(void **state)
{
    (void)state;
    char *home = home_with((const int32_t[]){23, 16, 9, 2}, 4, 3);
    struct rig *rig = start(home);
    rig_script(rig, "5v1");
    rig_expect(rig, "Trust in myself · three months");
    rig_expect(rig, "6 on 19 November 2026: Words of day 2");
    rig_script(rig, "<Down><Down>");
    rig_expect(rig, "4 on 5 November 2026: Words of day 16");
    rig_script(rig, "t");
    rig_expect(rig, "▸ 5 November 2026");
    rig_script(rig, "<Right>"); /* safety */
    rig_expect(rig, "Feeling safe");
    rig_expect(rig, "▸ 5 November 2026");
    rig_script(rig, "2<Left>t");
    rig_expect(rig, "4 on 5 November 2026: Words of day 16");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Thursday 5 November");
    rig_expect(rig, "29 Oct: Words of day 23");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "4 on 5 November 2026: Words of day 16");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "19 November 2026");
    rig_leave(rig);
    folder_remove(home);
}

static void answer_inventory(struct store *store, struct clock *clock, const char *honesty,
                             const char *respect)
{
    struct pairs values = {0};
    MUST(pairs_set(&values, "honesty", honesty, NULL));
    MUST(pairs_set(&values, "respect", respect, NULL));
    MUST(store_answer_add(store, "1", "inventory", "rate", &values, NULL, NULL));
    pairs_free(&values);
    clock_advance(clock, INT64_C(20) * 86400 * 1000);
}

static void test_inventory_then_and_now(void **state)
{
    (void)state;
    struct clock clock;
    char *home = folder_make();
    struct store *store = open_home(home, &clock);
    answer_inventory(store, &clock, "3", "4");
    answer_inventory(store, &clock, "6", "");
    store_close(store);
    struct rig *rig = start(home);
    rig_script(rig, "5v<Left><Left>");
    rig_expect(rig, "20 November 2026 10 December 2026");
    rig_expect(rig, "Honesty, what they say is so ━━━●─────── 3 ━━━━━━●──── 6");
    rig_script(rig, "t");
    rig_expect(rig, "Honesty, what they say is so: 3 on 20 Nov, 6 on 10 Dec");
    rig_expect(rig, "Respect, they hear my no: 4 on 20 Nov, open on 10 Dec");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "page 3 of 4");
    rig_leave(rig);
    folder_remove(home);
}

/* ---- what changed ---- */

static void test_too_few_to_say(void **state)
{
    (void)state;
    char *home = home_with((const int32_t[]){30, 9, 2}, 3, 5);
    struct rig *rig = start(home);
    rig_script(rig, "5w");
    rig_expect(rig, "Trust in myself: 2 in the last four weeks, 1 in the four before. That is too "
                    "few to say.");
    rig_expect(rig, "There is nothing from a year ago to stand beside yet.");
    rig_leave(rig);
    folder_remove(home);
}

static void test_enough_to_say(void **state)
{
    (void)state;
    char *home = home_with((const int32_t[]){51, 44, 37, 30, 23, 16, 9, 2}, 8, 1);
    struct rig *rig = start(home);
    rig_script(rig, "5w");
    rig_expect(rig, "Trust in myself: about 6.5 in the last four weeks (4 check-ins, 5 to 8), "
                    "about 2.5 in the four before (4 check-ins, 1 to 4). That is clearly higher, "
                    "though from only a few.");
    rig_expect(rig, "Feeling safe: about 7 in the last four weeks (4 check-ins, always 7), about 7 "
                    "in the four before (4 check-ins, always 7). That is about the same.");
    rig_expect(rig, "never why");
    rig_leave(rig);
    folder_remove(home);
}

static void test_found_by_search(void **state)
{
    (void)state;
    char *home = home_with((const int32_t[]){9, 2}, 2, 5);
    struct rig *rig = start(home);
    rig_script(rig, "/words 9");
    rig_expect(rig, "check-in");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Thursday 12 November");
    rig_script(rig, "e<Tab*7> found" KEEP);
    rig_expect(rig, "Words of day 9 found");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "1 found");
    rig_leave(rig);
    folder_remove(home);
}

/* Every row of ten years is reached, and quickly. */
static void test_ten_years(void **state)
{
    (void)state;
    struct clock clock;
    char *home = folder_make();
    struct store *store = open_home(home, &clock);
    decade_fill(store, 1, TODAY, DECADE_DAYS);
    store_close(store);
    struct rig *rig = rig_start(.mend_home = home, .rows = 12, .columns = 40);
    rig_script(rig, "5<End>");
    rig_expect(rig, "30 Nov 2016");
    rig_script(rig, "<Home>");
    rig_expect(rig, "21 Nov 2026");
    rig_script(rig, "<PgDn*52>");
    rig_expect(rig, "30 Nov 2016");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Wednesday 30 November 2016");
    rig_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_start_to_the_list),
        cmocka_unit_test(test_nothing_said_is_not_kept),
        cmocka_unit_test(test_without_a_home),
        cmocka_unit_test(test_a_draft_waits),
        cmocka_unit_test(test_a_draft_is_dropped),
        cmocka_unit_test(test_too_soon_is_fine),
        cmocka_unit_test(test_low_safety_offers_help),
        cmocka_unit_test(test_more_safety_offers_nothing),
        cmocka_unit_test(test_fear_offers_help),
        cmocka_unit_test(test_edit_delete_undo),
        cmocka_unit_test(test_a_half_done_change),
        cmocka_unit_test(test_rhythm_is_kept),
        cmocka_unit_test(test_cursor_opens_the_check_in),
        cmocka_unit_test(test_inventory_then_and_now),
        cmocka_unit_test(test_too_few_to_say),
        cmocka_unit_test(test_enough_to_say),
        cmocka_unit_test(test_found_by_search),
        cmocka_unit_test(test_ten_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
