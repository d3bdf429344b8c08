/* Answers that are changed after they were kept, and what is left of them when one leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/rig.h"

static struct rig *begin(const char *home, const char *script)
{
    struct rig *rig = rig_start(.mend_home = home, .rows = 40);
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, script);
    return rig;
}

/* One tick more behind an answer that was kept: the whole of it is half done again, text and all.
 */
static void test_a_tick_more_keeps_the_text(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = begin(home, "s<Tab><Tab><Space><S-Tab><Tab><Tab>");
    rig_script(rig, "<S-Tab><Down*10>my own words<C-s>");
    rig_expect(rig, "Kept.");
    rig_script(rig, "<Esc><Tab><Tab><Down><Space><1s>");
    rig_leave(rig);
    rig = rig_start(.mend_home = home, .rows = 40);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "│ my own words"); /* in its box, not only as an earlier answer */
    rig_leave(rig);
    folder_remove(home);
}

/* The same number once more changes nothing, and leaves no half of an answer behind. */
static void test_the_same_number_again(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = begin(home, "ss<Tab>5<Down>6<Down>7<End><Enter>");
    rig_expect(rig, "page 4 of 4");
    rig_script(rig, "<Backspace><Tab>5<Esc><End><Enter>");
    rig_expect(rig, "page 4 of 4");
    rig_script(rig, "<Backspace><Tab><Down>");
    rig_expect(rig, "━━━━━━●──── 6");
    rig_expect(rig, "━━━━━━━●─── 7");
    rig_script(rig, "e<Down>dy<Esc>");
    rig_expect_not(rig, "━━━━━━●──── 6"); /* there was only one answer, and now there is none */
    rig_expect_not(rig, "Sep");
    rig_leave(rig);
    folder_remove(home);
}

/* Deleted words come back neither from the box nor from a draft. */
static void test_deleted_is_deleted(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = begin(home, "<Tab>secret-tansy<C-s> <1s><Esc>edy");
    rig_expect(rig, "Deleted.");
    rig_script(rig, "<Esc><1s>");
    rig_expect_not(rig, "secret-tansy");
    rig_leave(rig);
    assert_false(folder_contains(home, "secret-tansy"));
    rig = rig_start(.mend_home = home, .rows = 40);
    rig_expect_not(rig, "unfinished");
    rig_script(rig, "<Enter><Tab>");
    rig_expect_not(rig, "secret-tansy");
    rig_leave(rig);
    folder_remove(home);
}

/* Keys typed before a page was seen move on it, and are not written into its answer. */
static void test_keys_before_the_page(void **state)
{
    (void)state;
    char *home = folder_make();
    rig_leave(begin(home, ""));
    struct rig *rig = rig_start(.mend_home = home, .rows = 60);
    rig_keys(rig, "\rjjj");
    rig_sync(rig);
    rig_script(rig, "<Tab>");
    rig_expect_not(rig, "│ j");
    rig_leave(rig);
    folder_remove(home);
}

/* Two pastes in one go are two pastes, whole. */
static void test_pastes_in_a_row(void **state)
{
    (void)state;
    struct rig *rig = begin(NULL, "<Tab>");
    rig_keys(rig, "\x1b[200~uno \x1b[201~\x1b[200~dos \x1b[201~\x1b[200~tr");
    rig_keys(rig, "es\x1b[201~");
    rig_expect(rig, "uno dos tres");
    rig_script(rig, "<C-_>");
    rig_expect_not(rig, "tres");
    rig_expect(rig, "uno dos");
    rig_leave(rig);
}

static void test_paragraph_by_paragraph(void **state)
{
    (void)state;
    struct rig *rig = begin(NULL, "<Tab>uno<Enter>dos<Enter><Enter>tres");
    rig_script(rig, "<C-Up>2<C-Up><C-Up>1<C-Down>3<C-Down>4");
    rig_expect(rig, "1uno");
    rig_expect(rig, "32tres4");
    rig_leave(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_tick_more_keeps_the_text),
        cmocka_unit_test(test_the_same_number_again),
        cmocka_unit_test(test_deleted_is_deleted),
        cmocka_unit_test(test_keys_before_the_page),
        cmocka_unit_test(test_pastes_in_a_row),
        cmocka_unit_test(test_paragraph_by_paragraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
