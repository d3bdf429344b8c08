/* Help now on the shipped program, as somebody uses it in a bad hour. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/rig.h"

/* In the middle of a word one looks for help, looks around in it, and goes on with the word. */
static void test_help_while_typing(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "<Enter><End><Enter><Tab>in the mid<F1>");
    rig_expect(rig, "In danger now");
    rig_script(rig, "cunited kingdom");
    rig_script(rig, "<Esc><PgDn><PgUp><End><Home><Down><Enter><Esc>");
    rig_script(rig, "dle of it");
    rig_expect(rig, "page 1 of 4");
    rig_expect(rig, "in the middle of it");
    rig_leave(rig);
    folder_remove(home);
}

/* Looking for help before anything is kept leaves nothing behind, whatever one does there. */
static void test_help_leaves_nothing(void **state)
{
    (void)state;
    char *folder = folder_make();
    char home[4200];
    snprintf(home, sizeof home, "%s/home", folder);
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "<F1>");
    rig_expect(rig, "call your emergency number");
    rig_script(rig, "cg<Enter>");
    rig_expect(rig, "In danger now: call 112 or 110.");
    rig_expect(rig, "Not written down.");
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "No crisis line of Germany was verified.");
    rig_script(rig, "p<40s>mm<Right><Esc>");
    rig_script(rig, "<2s>7<Tab>1<F1>");
    rig_expect(rig, "call 112 or 110"); /* chosen for this run */
    rig_sync(rig);
    assert_int_equal(folder_entries(folder), 0);
    rig_leave(rig);
    assert_int_equal(folder_entries(folder), 0);
    rig = rig_start(.mend_home = home);
    rig_script(rig, "7");
    rig_expect(rig, "Choose your country");
    rig_leave(rig);
    folder_remove(folder);
}

/* Where something is kept already, the country is kept, too; it is changed in a few keys. */
static void test_country(void **state)
{
    (void)state;
    char *home = folder_make();
    const char *const english[] = {"LANG=en_IE.UTF-8", NULL};
    struct rig *rig = rig_start(.mend_home = home, .environment = english);
    rig_script(rig, "7");
    rig_expect(rig, "call 112 or 999");
    rig_expect(rig, "Ireland, going by this computer's language");
    rig_script(rig, "1<Enter><End><Enter><F1>cu<Enter>");
    rig_expect(rig, "In danger now: call 999.");
    rig_expect(rig, "press 55");
    rig_script(rig, "<Down><Enter>");
    rig_expect(rig, "Samaritans 116 123, 24/7");
    rig_script(rig, "<Esc>");
    rig_keys(rig, "\x1bOP\x1b[B\r"); /* all in one go, before anything was drawn */
    rig_expect(rig, "Samaritans 116 123, 24/7");
    rig_script(rig, "<Esc>");
    rig_script(rig, "<F1>");
    rig_expect(rig, "In danger now: call 999.");
    rig_keys(rig, "cu\r\x1b[6~");
    rig_expect_not(rig, "In danger now");
    rig_leave(rig);
    rig = rig_start(.mend_home = home, .environment = english);
    rig_script(rig, "<F1>");
    rig_expect(rig, "United Kingdom. Another?"); /* what was chosen counts for more */
    rig_script(rig, "cn<Enter>");
    rig_expect(rig, "Netherlands. Another?");
    rig_script(rig, "cn<Enter>");
    rig_expect(rig, "Netherlands"); /* the first letter alone stays where one is */
    rig_script(rig, "cnn<Enter>");
    rig_expect(rig, "New Zealand. Another?");
    rig_click_text(rig, "Country: New Zealand");
    rig_expect(rig, "Where are you?");
    rig_click_text(rig, "Norway");
    rig_click_text(rig, "Norway");
    rig_expect(rig, "Norway. Another?");
    rig_leave(rig);
    folder_remove(home);
}

/* Every line of a country can be reached in the smallest window, with all that is said of it. */
static void test_every_line_in_the_smallest_window(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0808 2000 247", "0808 801 0327",   "0800 999 5428",     "116 123",
        "85258",         "not on the bill", "findahelpline.com", "Not confirmed, check before",
    };
    enum { TEXTS = sizeof texts / sizeof texts[0] };
    bool seen[TEXTS] = {false};
    struct rig *rig = rig_start(.rows = 12, .columns = 40);
    rig_script(rig, "7cu<Enter>");
    rig_expect(rig, "In danger now: call 999.");
    for (int step = 0; step < 40; step++) {
        for (int i = 0; i < TEXTS; i++)
            seen[i] |= rig_shows(rig, texts[i]);
        rig_script(rig, "<Down*4>");
    }
    for (int i = 0; i < TEXTS; i++)
        if (!seen[i])
            rig_fail(rig, "\"%s\" was not come past", texts[i]);
    rig_leave(rig);
}

static void test_grounding_from_help(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "<Enter><End><Enter><Tab>half a sen<F1>p");
    rig_expect(rig, "What is here, by the senses");
    rig_expect(rig, "what holds you up");
    rig_script(rig, "<20s>");
    rig_expect(rig, "Five things you can see");
    rig_script(rig, "<F1>"); /* help is there from within it, too */
    rig_expect(rig, "In danger now");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Five things you can see");
    rig_script(rig, "<Enter*6>");
    rig_expect(rig, "That was it.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "In danger now");
    rig_script(rig, "<Esc>tence");
    rig_expect(rig, "half a sentence");
    rig_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_help_while_typing),
        cmocka_unit_test(test_help_leaves_nothing),
        cmocka_unit_test(test_country),
        cmocka_unit_test(test_every_line_in_the_smallest_window),
        cmocka_unit_test(test_grounding_from_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
