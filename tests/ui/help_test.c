/* Help now; see support/pictures.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/pictures.h"

static bool shows(struct bench *bench, const char *text)
{
    struct str now = {0};
    bench_picture(bench, &now);
    bool found = strstr(now.bytes, text) != NULL;
    str_free(&now);
    return found;
}

static void test_help_without_a_country(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "7");
    bench_expect_both(bench, "help-anywhere");
    bench_type(bench, "j\r");
    bench_expect(bench, "help-anywhere-hurting");
    bench_resize(bench, 12, 40);
    bench_expect(bench, "help-anywhere-hurting-40x12");
}

static void test_help_in_a_country(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "7c");
    bench_expect_both(bench, "help-countries");
    bench_type(bench, "\r");
    bench_expect_both(bench, "help-country");
    bench_type(bench, "\x1b[F");
    bench_expect_both(bench, "help-country-end");
    bench_type(bench, "\x1b[Hj\r");
    bench_expect_both(bench, "help-hurting");
    bench_type(bench, "\rcu\r");
    bench_expect(bench, "help-little-known");
    bench_type(bench, "c\x1b[F\r");
    assert_true(shows(bench, "Your country is not in the list."));
    assert_true(shows(bench, "call your emergency number"));
    assert_true(shows(bench, "many.example"));
    bench_type(bench, "c\x1bOPcb\r"); /* help on top of its own list of countries */
    bench_type(bench, "\x1b");
    bench_type(bench, "\x1b");
    assert_true(shows(bench, "Country: Bohemia. Another?"));
    assert_int_not_equal(access("home", F_OK), 0); /* looking for help leaves nothing */
}

static void test_help_in_the_smallest_window(void **state)
{
    struct bench *bench = *state;
    bench_resize(bench, 12, 40);
    bench_type(bench, "7ca\r");
    bench_expect(bench, "help-country-40x12");
    bench_type(bench, "jjj");
    bench_expect(bench, "help-country-next-40x12");
    bench_type(bench, "\x1b[6~");
    bench_expect(bench, "help-country-page-40x12");
    bench_type(bench, "c");
    bench_expect(bench, "help-countries-40x12");
}

/* Everything on the page is come past by going down, and again by going up. */
static void test_help_is_read_row_by_row(void **state)
{
    static const char *const texts[] = {
        "call 11",     "leave traces", "Numbers change", "Listening Post", "01 888",
        "Night Watch", "text DAY",     "Anywhere",       "many.example",   "Source: paper",
    };
    enum { TEXTS = sizeof texts / sizeof texts[0] };
    struct bench *bench = *state;
    bool down[TEXTS] = {false};
    bool up[TEXTS] = {false};
    bench_resize(bench, 12, 40);
    bench_type(bench, "7ca\r");
    for (int step = 0; step < 240; step++) {
        for (int i = 0; i < TEXTS; i++)
            if (shows(bench, texts[i]))
                *(step < 120 ? &down[i] : &up[i]) = true;
        assert_true(bench->ui.canvas.cursor_row >= 0);
        bench_type(bench, step < 120 ? "j" : "k");
    }
    for (int i = 0; i < TEXTS; i++)
        if (!down[i] || !up[i])
            fail_msg("\"%s\" was not come past", texts[i]);
    assert_true(shows(bench, "call 11"));
}

static void test_country_of_the_locale(void **state)
{
    struct bench *bench = *state;
    setenv("LANG", "en_BO.UTF-8", 1);
    bench_type(bench, "7");
    bench_expect(bench, "help-locale");
    bench_type(bench, "cu"); /* letters jump */
    assert_true(shows(bench, "Utopia"));
    bench_type(bench, "\x1b");
    assert_true(shows(bench, "Bohemia, going by"));
    setenv("LC_MESSAGES", "de_XX", 1); /* a country that is not in the list: one is asked */
    bench_type(bench, "17");
    assert_true(shows(bench, "Choose your country"));
    setenv("LC_ALL", "C.UTF-8", 1); /* names none */
    setenv("LC_MESSAGES", "de_AD", 1);
    bench_type(bench, "17");
    assert_true(shows(bench, "Arcadia, going by"));
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    unsetenv("LANG");
}

/* A choice lasts for the run; where something is kept, it is kept. */
static void test_country_is_kept(void **state)
{
    struct bench *bench = *state;
    char *value = NULL;
    bench_type(bench, "7cb\r");
    assert_true(shows(bench, "Not written down."));
    bench_type(bench, "17");
    assert_true(shows(bench, "call 22"));
    assert_int_not_equal(access("home", F_OK), 0);
    bench_type(bench, "1");
    bench_begin_at(bench, 1);
    assert_int_equal(access("home", F_OK), 0);
    bench_type(bench, "\x1bOPcu\r");
    assert_int_equal(store_setting(session_store(bench->ui.session), "country", &value, NULL), OK);
    assert_string_equal(value, "ut");
    free(value);
    bench->ui.country[0] = '\0'; /* as at the next start */
    bench_type(bench, "7");
    assert_true(shows(bench, "Country: Utopia. Another?"));
}

/* The practice lies on help, and leaves nothing behind. */
static void test_practice_from_help(void **state)
{
    struct bench *bench = *state;
    bench_type(bench, "7jj");
    bench_expect(bench, "help-practice-row");
    bench_type(bench, "\r");
    bench_expect(bench, "help-practice");
    clock_advance(&bench->clock, 90000);
    bench_type(bench, "\x1b");
    bench_expect(bench, "help-practice-row");
    bench_type(bench, "p");
    bench_expect(bench, "help-practice");
    bench_type(bench, "\x1b");
    assert_int_not_equal(access("home", F_OK), 0);
}

int main(void)
{
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        BENCH_TEST(test_help_without_a_country),      BENCH_TEST(test_help_in_a_country),
        BENCH_TEST(test_help_in_the_smallest_window), BENCH_TEST(test_help_is_read_row_by_row),
        BENCH_TEST(test_country_of_the_locale),       BENCH_TEST(test_country_is_kept),
        BENCH_TEST(test_practice_from_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
