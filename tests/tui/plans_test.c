/*
 * The safety plan and the plan for leaving, page by page and over several days; the line to call
 * beside them; the person's own people and lines, which stand in Help now once mend is unlocked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/rig.h"

static const char passphrase[] = "copper ladder seven rain";

/* From Today. */
static const char to_the_plan[] = "1m<Down><Enter>";
static const char to_leaving[] = "1m<Down*2><Enter>";
static const char to_people[] = "1m<Down*3><Enter>";

static struct rig *start(const char *home)
{
    return rig_start(.mend_home = home, .rows = 50);
}

/* A home in which something is kept already; mend is on Today. */
static struct rig *start_begun(const char *home)
{
    struct rig *rig = start(home);
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Esc>1");
    return rig;
}

/* The same, sealed. */
static struct rig *start_sealed(const char *home)
{
    struct rig *rig = start(home);
    rig_script(rig, "<Enter><Tab><Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>n<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Esc>1");
    return rig;
}

static void go_on(struct rig *rig)
{
    rig_script(rig, "<End><Enter>");
}

/* The same, out of a field that is being written in. */
static void done(struct rig *rig)
{
    rig_script(rig, "<Esc>");
    go_on(rig);
}

/* ---- step by step ---- */

/* Before anything is kept the page that says where it would be comes first, and keeps nothing. */
static void test_where_it_would_be_kept_comes_first(void **state)
{
    (void)state;
    static const char *const ways[] = {to_the_plan, to_leaving, to_people};
    char *folder = folder_make();
    char home[4200];
    snprintf(home, sizeof home, "%s/home", folder);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct rig *rig = start(home);
        rig_script(rig, ways[i]);
        rig_expect(rig, "before you begin");
        rig_expect(rig, "If you begin, mend keeps your place and what you write in");
        rig_expect(rig, strrchr(folder, '-')); /* wherever the line is broken before it */
        rig_expect(rig, "Choose a passphrase first");
        rig_expect_not(rig, "page 1 of");
        rig_script(rig, "a word or two<2s>");
        rig_sync(rig);
        assert_int_equal(folder_entries(folder), 0);
        rig_script(rig, "<Esc>");
        rig_expect(rig, "Me and my data");
        rig_leave(rig);
        assert_int_equal(folder_entries(folder), 0);
    }
    folder_remove(folder);
}

/* From there one comes to a passphrase, and no word was ever in the clear. */
static void test_a_passphrase_on_the_way(void **state)
{
    (void)state;
    char *folder = folder_make();
    char home[4200];
    snprintf(home, sizeof home, "%s/home", folder);
    struct rig *rig = start(home);
    rig_script(rig, to_the_plan);
    rig_script(rig, "<Tab><Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>n");
    rig_expect(rig, "Sealed from now on, ");
    go_on(rig);
    rig_expect(rig, "page 1 of 6");
    rig_script(rig, "<Tab>canary, the car door<2s>");
    rig_leave(rig);
    assert_false(folder_contains(folder, "canary"));
    assert_false(folder_contains(folder, "warning-signs"));
    rig = start(home);
    rig_wait_for(rig, "This is locked.");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "1 Today");
    rig_script(rig, to_the_plan);
    rig_expect(rig, "canary, the car door");
    rig_leave(rig);
    folder_remove(folder);
}

/* Half a plan, left at once, is gone on with where it was left, with the words there. */
static void test_half_a_plan(void **state)
{
    (void)state;
    char *folder = folder_make();
    char home[4200];
    snprintf(home, sizeof home, "%s/home", folder);
    struct rig *rig = start(home);
    rig_script(rig, to_the_plan);
    go_on(rig);
    rig_expect(rig, "page 1 of 6");
    rig_script(rig, "<Tab>the car door<Enter>I leave mess");
    rig_leave(rig);

    rig = start(home);
    rig_script(rig, to_the_plan);
    rig_expect(rig, "page 1 of 6");
    rig_expect(rig, "the car door");
    rig_expect(rig, "I leave mess");
    rig_script(rig, "Sunday nights"); /* in the first field that is still empty */
    rig_script(rig, "<S-Tab>ages unread");
    rig_expect(rig, "I leave messages unread");
    done(rig);
    rig_expect(rig, "Your answer is kept.");
    rig_expect(rig, "page 2 of 6");
    rig_leave(rig);

    rig = start(home);
    rig_script(rig, to_the_plan); /* the first page is done with: on to the next */
    rig_expect(rig, "page 2 of 6");
    rig_script(rig, "s");
    rig_expect(rig, "page 3 of 6");
    rig_script(rig, "<Tab>my brother<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);

    rig = start(home);
    rig_script(rig, to_the_plan); /* what is half done comes before what is not begun */
    rig_expect(rig, "page 3 of 6");
    rig_expect(rig, "my brother");
    done(rig);
    rig_script(rig, "<Esc>");
    rig_script(rig, to_the_plan); /* then the one that was passed by */
    rig_expect(rig, "page 2 of 6");
    rig_script(rig, "<Backspace>");
    rig_expect(rig, "page 1 of 6");
    rig_expect(rig, "the car door");
    rig_expect(rig, "I leave messages unread");
    rig_expect(rig, "Sunday nights");
    rig_leave(rig);
    folder_remove(folder);
}

/* Through all its pages to its end; done, it opens at its beginning, to be read or changed. */
static void test_a_whole_plan(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    rig_script(rig, to_leaving);
    for (int page = 1; page <= 5; page++) {
        char place[32];
        snprintf(place, sizeof place, "page %d of 5", page);
        rig_expect(rig, place);
        rig_script(rig, page == 1 ? "<Home><Tab><Tab>" : "<Home><Tab>"); /* past the line */
        rig_script(rig, "something");
        if (page == 5)
            rig_expect(rig, "mend plan print leaving");
        done(rig);
    }
    rig_expect(rig, "Me and my data");
    rig_script(rig, to_leaving);
    rig_expect(rig, "page 1 of 5");
    rig_expect(rig, "something");
    rig_leave(rig);
    folder_remove(home);
}

/* Every page can be passed by, the last one too. */
static void test_all_of_it_passed_by(void **state)
{
    (void)state;
    static const char *const ways[] = {to_the_plan, to_leaving, to_people, "1m<Enter>",
                                       "1m<Down*5><Enter>"};
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        rig_script(rig, ways[i]);
        rig_expect(rig, "page 1 of");
        while (rig_shows(rig, "page "))
            rig_script(rig, "s");
        rig_expect(rig, "Passed by.");
        rig_expect(rig, "Me and my data");
    }
    rig_leave(rig);
    folder_remove(home);
}

/* ---- the line beside it ---- */

/* The country's own line stands on the page, or the way to choose a country. */
static void test_the_line_beside_the_plan(void **state)
{
    (void)state;
    const char *const nowhere[] = {"LANG=C.UTF-8", NULL};
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home, .rows = 50, .environment = nowhere);
    rig_script(rig, "<Enter><End><Enter><Esc>");
    rig_script(rig, to_leaving);
    rig_expect(rig, "Talk to an advocate first");
    rig_expect(rig, "Help now has the lines, by country; c chooses yours.");
    rig_script(rig, "<Tab>");
    rig_expect(rig, "All lines, and what to know of them: Help now");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Choose your country");
    rig_script(rig, "ci<Down><Enter>"); /* the second with an I */
    rig_expect(rig, "Country: Ireland");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "page 1 of 5");
    rig_expect(rig, "Women's Aid 1800 341 900");
    rig_expect(rig, "A call leaves traces in the phone's list");
    rig_expect_not(rig, "c chooses yours");
    rig_leave(rig);
    rig = rig_start(.mend_home = home, .rows = 50, .environment = nowhere);
    rig_script(rig, to_leaving); /* it was kept */
    rig_expect(rig, "Women's Aid 1800 341 900");
    rig_script(rig, "1<Esc>");
    rig_script(rig, "1m<Enter>"); /* and stands on the check, too */
    rig_expect(rig, "Women's Aid 1800 341 900");
    rig_leave(rig);
    folder_remove(home);
}

static void test_the_line_of_the_locale(void **state)
{
    (void)state;
    const char *const german[] = {"LANG=de_DE.UTF-8", NULL};
    const char *const british[] = {"LANG=en_GB.UTF-8", NULL};
    char *home = folder_make();
    rig_leave(start_begun(home));
    struct rig *rig = rig_start(.mend_home = home, .rows = 50, .environment = german);
    rig_script(rig, to_leaving);
    rig_expect(rig, "116 016");
    rig_script(rig, "<Esc>");
    rig_script(rig, to_the_plan); /* its fifth page has both kinds; of one, none is known here */
    rig_script(rig, "ssss");
    rig_expect(rig, "page 5 of 6");
    rig_expect(rig, "116 016");
    rig_expect(rig, "No line of this kind was verified for your country.");
    rig_leave(rig);
    rig = rig_start(.mend_home = home, .rows = 50, .environment = british);
    rig_script(rig, to_the_plan);
    rig_script(rig, "ssss");
    rig_expect(rig, "0808 2000 247");
    rig_expect(rig, "Samaritans 116 123");
    rig_expect_not(rig, "No line of this kind");
    rig_leave(rig);
    folder_remove(home);
}

/* ---- people and lines ---- */

static void to_page_of_people(struct rig *rig)
{
    rig_script(rig, "<Esc><Esc>2<Home><Down*9><Enter>");
    rig_expect(rig, "before you begin");
    go_on(rig);
    rig_script(rig, "ssss");
    rig_expect(rig, "page 5 of 5");
}

/* Lesson 10.5 and the sheet are one list, and it stands in Help now. */
static void test_people_are_one_list(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_begun(home);
    rig_script(rig, "7");
    rig_expect_not(rig, "My people\n");
    rig_expect_not(rig, "Lines I checked myself");
    to_page_of_people(rig);
    rig_script(rig, "<Tab>Ana from the bakery<Enter>");
    rig_script(rig, "<Esc>7"); /* what is not gone on with yet counts */
    rig_expect(rig, "In danger now");
    rig_expect(rig, "Ana from the bakery");
    rig_script(rig, "<Esc>");
    go_on(rig);
    rig_script(rig, "<Esc>");
    rig_script(rig, to_people);
    rig_expect(rig, "page 2 of 2"); /* the first has its answer */
    rig_script(rig, "<Backspace>");
    rig_expect(rig, "Ana from the bakery");
    rig_script(rig, "<Tab>"); /* on to the list */
    rig_script(rig, "<Down>Bo with the ladder<Enter>");
    done(rig);
    rig_script(rig, "<Tab>the line in town, 555 0199<Enter>");
    done(rig);
    rig_expect(rig, "Me and my data");
    rig_script(rig, "<F1>");
    rig_expect(rig, "My people");
    rig_expect(rig, "Ana from the bakery");
    rig_expect(rig, "Bo with the ladder");
    rig_expect(rig, "Lines I checked myself");
    rig_expect(rig, "the line in town, 555 0199");
    rig_leave(rig);
    rig = start(home);
    rig_script(rig, "7");
    rig_expect(rig, "Bo with the ladder");
    rig_expect(rig, "the line in town, 555 0199");
    rig_script(rig, "2<Home><Down*9><Enter><Backspace>"); /* back from the end of the lesson */
    rig_expect(rig, "page 5 of 5");
    rig_expect(rig, "Ana from the bakery");
    rig_expect(rig, "Bo with the ladder");
    rig_leave(rig);
    folder_remove(home);
}

/* Locked, neither they nor the plan can be seen from Help now, and its own lines are there. */
static void test_nothing_of_it_while_locked(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = start_sealed(home);
    rig_script(rig, to_people);
    rig_script(rig, "<Tab>Ana from the bakery<Enter>");
    done(rig);
    rig_script(rig, "<Tab>the line in town, 555 0199<Enter>");
    done(rig);
    rig_script(rig, to_the_plan);
    rig_script(rig, "<Tab>the car door");
    rig_script(rig, "<F1>");
    rig_expect(rig, "Ana from the bakery");
    rig_expect(rig, "the line in town, 555 0199");
    rig_script(rig, "<C-l>");
    rig_wait_for(rig, "This is locked.");
    rig_script(rig, "<F1>");
    rig_expect(rig, "In danger now");
    rig_expect(rig, "These, and what you wrote in them, need the passphrase first.");
    rig_expect(rig, "findahelpline.com");
    rig_expect_not(rig, "Ana from the bakery");
    rig_expect_not(rig, "555 0199");
    for (int row = 3; row <= 6; row++) { /* the check, both plans, the people */
        rig_script(rig, "<Home>");
        for (int i = 0; i < row; i++)
            rig_script(rig, "<Down>");
        rig_script(rig, "<Down><Enter>");
        rig_expect_not(rig, "page ");
        rig_expect_not(rig, "the car door");
        rig_expect(rig, "In danger now");
    }
    rig_script(rig, "<Home><Down*4><Enter>");
    rig_expect(rig, "This needs the passphrase first. Esc goes back to it.");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "This is locked.");
    rig_keys(rig, passphrase);
    rig_script(rig, "<Enter>");
    rig_expect(rig, "1 Today");
    rig_script(rig, "7");
    rig_expect(rig, "Ana from the bakery");
    rig_expect(rig, "the line in town, 555 0199");
    rig_script(rig, "1");
    rig_script(rig, to_the_plan);
    rig_expect(rig, "the car door");
    rig_leave(rig);
    assert_false(folder_contains(home, "bakery"));
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_it_would_be_kept_comes_first),
        cmocka_unit_test(test_a_passphrase_on_the_way),
        cmocka_unit_test(test_half_a_plan),
        cmocka_unit_test(test_a_whole_plan),
        cmocka_unit_test(test_all_of_it_passed_by),
        cmocka_unit_test(test_the_line_beside_the_plan),
        cmocka_unit_test(test_the_line_of_the_locale),
        cmocka_unit_test(test_people_are_one_list),
        cmocka_unit_test(test_nothing_of_it_while_locked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
