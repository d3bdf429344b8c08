/*
 * What the list of the journal is to show, prompts, numbers, this day in earlier years; see
 * support/pictures.h.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/written.h"
#include "ui/screens/journal_screens.h"

/* ---- filter ---- */

static void open_filter(struct bench *bench, struct filter_choice *choice)
{
    ui_push(&bench->ui, &screen_filter, choice);
    ui_draw(&bench->ui);
}

static void test_filter_of_nothing(void **state)
{
    struct bench *bench = *state;
    struct filter_choice choice = {.year = 2024};
    open_filter(bench, &choice);
    bench_expect_all(bench, "filter-empty");
    bench_type(bench, "a");
    bench_expect_shown(bench, "Not a key here.");
    bench_type(bench, "\x1b");
    assert_false(choice.made);
    assert_int_equal(choice.year, 2024);
    expect_nothing_kept();
}

static void test_filter_of_ten_years(void **state)
{
    struct bench *bench = *state;
    struct filter_choice choice = {0};
    bench_write_ten_years(bench);
    open_filter(bench, &choice);
    bench_expect_all(bench, "filter");
    bench_type(bench, "g");
    bench_expect_all(bench, "filter-tag"); /* g is a letter here */
    bench_type(bench, END);
    bench_expect_all(bench, "filter-end");
}

static void choose(struct bench *bench, struct filter_choice *choice, const char *keys)
{
    open_filter(bench, choice);
    bench_type(bench, keys);
    bench_type(bench, "\r");
    assert_true(choice->made);
    assert_string_equal(choice->day, "");
}

/* Whatever was chosen before, one thing is afterwards. */
static void expect_choice(const struct filter_choice *choice, const char *tag, const char *lesson,
                          int year, bool pinned, bool trash)
{
    assert_string_equal(choice->tag, tag);
    assert_string_equal(choice->lesson, lesson);
    assert_int_equal(choice->year, year);
    assert_int_equal(choice->pinned, pinned);
    assert_int_equal(choice->trash, trash);
}

static void test_choosing_a_filter(void **state)
{
    struct bench *bench = *state;
    struct filter_choice choice = {.day = "2024-05-06"};
    struct journal_new beside = {.text = "z", .day = "2025-05-05", .origin = {.lesson = "4"}};
    bench_write(bench, "2024-05-06", "#apple #Banana #blue");
    bench_write(bench, "2026-05-06", "#blue #été #手紙");
    bench_add(bench, &beside);
    choose(bench, &choice, DOWN);
    expect_choice(&choice, "", "", 0, true, false);
    choose(bench, &choice, DOWN); /* one stands where one was: on the pinned ones */
    expect_choice(&choice, "", "", 0, false, true);
    choose(bench, &choice, DOWN);
    expect_choice(&choice, "", "", 2026, false, false);
    choose(bench, &choice, DOWN DOWN);
    expect_choice(&choice, "", "", 2024, false, false);
    choose(bench, &choice, DOWN);
    expect_choice(&choice, "", "4", 0, false, false);
    choose(bench, &choice, "b");
    expect_choice(&choice, "Banana", "", 0, false, false);
    choose(bench, &choice, "b"); /* it begins with a b already */
    expect_choice(&choice, "Banana", "", 0, false, false);
    choose(bench, &choice, "bb");
    expect_choice(&choice, "blue", "", 0, false, false);
    choose(bench, &choice, "BB"); /* and round */
    expect_choice(&choice, "Banana", "", 0, false, false);
    choose(bench, &choice, "\xc3\x89"); /* É */
    expect_choice(&choice, "été", "", 0, false, false);
    choose(bench, &choice, "手");
    expect_choice(&choice, "手紙", "", 0, false, false);
    choose(bench, &choice, END HOME);
    expect_choice(&choice, "", "", 0, false, false);
}

/* Every row can be come to, at the smallest size, and is shown when one is on it. */
static void test_going_through_the_filter(void **state)
{
    struct bench *bench = *state;
    struct filter_choice choice = {0};
    bench_write_ten_years(bench);
    bench_resize(bench, 12, 40);
    open_filter(bench, &choice);
    int pages = 0;
    for (int step = 0; step < 260; step++) {
        assert_true(bench->ui.canvas.cursor_row > 1);
        bench_type(bench, step < 130 ? DOWN : UP);
        if (step == 129)
            bench_expect_shown(bench, "#été");
    }
    bench_expect_shown(bench, "What the list shows");
    for (; pages < 100 && !bench_shows(bench, "#été"); pages++)
        bench_type(bench, PAGE_DOWN);
    assert_in_range(pages, 10, 30);
    for (; pages > 0; pages--)
        bench_type(bench, PAGE_UP);
    bench_expect_shown(bench, "What the list shows");
    bench_type(bench, WHEEL_DOWN);
    assert_false(bench_shows(bench, "What the list shows"));
    bench_type(bench, WHEEL_UP);
    bench_type(bench, "\x1b[<0;5;7M"); /* the second row */
    assert_false(choice.made);
    bench_type(bench, "\x1b[<0;5;7M");
    assert_true(choice.made);
    assert_true(choice.pinned);
}

/* ---- prompts ---- */

static void open_prompts(struct bench *bench, struct prompt_choice *choice)
{
    *choice = (struct prompt_choice){0};
    ui_push(&bench->ui, &screen_prompts, choice);
    ui_draw(&bench->ui);
}

static void test_prompts(void **state)
{
    struct bench *bench = *state;
    struct prompt_choice choice;
    open_prompts(bench, &choice);
    bench_expect_all(bench, "prompts");
    bench_type(bench, "4");
    bench_expect_all(bench, "prompts-angry");
    bench_type(bench, "6"); /* there is none */
    bench_expect_all(bench, "prompts-none-like-this");
    bench_type(bench, "\r");
    assert_null(choice.prompt);
    bench_type(bench, "7");
    bench_expect_shown(bench, "Help now");
    bench_type(bench, "\x1b");
    bench_type(bench, "\x1b");
    assert_null(choice.prompt);
    expect_nothing_kept();
}

/* The prompt on the screen. */
static const struct table_row *present(struct bench *bench, struct prompt_choice *choice)
{
    bench_type(bench, "\r");
    const struct table_row *prompt = choice->prompt;
    assert_non_null(prompt);
    return prompt;
}

/* Which of the first ROUNDS prompts of a sitting is the one after COUNT keys. */
static const char *after(struct bench *bench, const char *tone, int count, const char *key)
{
    struct prompt_choice choice;
    open_prompts(bench, &choice);
    bench_type(bench, tone);
    for (int i = 0; i < count; i++)
        bench_type(bench, key);
    return present(bench, &choice)->cells[PROMPT_NAME];
}

/* All that fit are shown before one comes again, and never the same twice running. */
static void test_no_prompt_twice(void **state)
{
    static const struct {
        const char *tone;
        int count;
    } rows[] = {{"0", 9}, {"1", 3}, {"3", 2}, {"4", 2}, {"2", 1}};
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *names[27];
        int count = rows[i].count;
        for (int n = 0; n < 3 * count; n++) {
            names[n] = after(bench, rows[i].tone, n, n % 2 ? "n" : " ");
            for (int before = n / count * count; before < n; before++)
                assert_string_not_equal(names[n], names[before]);
            if (n && count > 1)
                assert_string_not_equal(names[n], names[n - 1]);
        }
    }
}

/* What is said about the day does not bring back what was shown already. */
static void test_prompts_of_another_day(void **state)
{
    struct bench *bench = *state;
    struct prompt_choice choice;
    open_prompts(bench, &choice);
    bench_type(bench, "nnnnnn0"); /* seven of nine */
    bench_type(bench, "\x1b");
    const char *first = after(bench, "", 0, "n");
    const char *same = after(bench, "0", 0, "n");
    assert_string_equal(first, same);
    open_prompts(bench, &choice);
    bench_type(bench, "3" RIGHT RIGHT LEFT); /* tender, angry, tired, angry */
    assert_string_equal(present(bench, &choice)->cells[PROMPT_TONE], "angry");
    open_prompts(bench, &choice);
    bench_type(bench, LEFT LEFT RIGHT "\x1b[<0;1;1M"); /* not beyond "any" */
    bench_type(bench, "\x1b");
    clock_advance(&bench->clock, (int64_t)86400 * 1000);
    assert_string_not_equal(after(bench, "", 0, "n"), first); /* another evening, another one */
}

static void test_clicking_at_prompts(void **state)
{
    struct bench *bench = *state;
    struct prompt_choice choice;
    char click[32];
    open_prompts(bench, &choice);
    bench_resize(bench, 16, 60);
    ui_draw(&bench->ui);
    bench_type(bench, "\x1b[<0;12;4M"); /* steady */
    bench_expect_shown(bench, "\xe2\x96\xb8 1 steady");
    snprintf(click, sizeof click, "\x1b[<0;9;%dM", bench->ui.canvas.cursor_row + 1);
    bench_type(bench, click);
    assert_non_null(choice.prompt);
    assert_string_equal(choice.prompt->cells[PROMPT_TONE], "steady");
}

static void test_without_prompts(void **state)
{
    struct bench *bench = *state;
    struct prompt_choice choice;
    char from[64];
    char to[64];
    static const char *const names[] = {"contents.md", "lessons", "closing.md"};
    assert_int_equal(mkdir("other", 0700), 0);
    assert_int_equal(mkdir("other/en", 0700), 0);
    for (size_t i = 0; i < 3; i++) {
        snprintf(from, sizeof from, "../../content/en/%s", names[i]);
        snprintf(to, sizeof to, "other/en/%s", names[i]);
        assert_int_equal(symlink(from, to), 0);
    }
    while (bench->ui.top)
        ui_close_top(&bench->ui);
    session_close(bench->ui.session);
    struct session_options options = {"home", "other", &bench->clock};
    assert_int_equal(session_open(&options, &bench->ui.session, NULL), OK);
    ui_go(&bench->ui, TAB_TODAY);
    open_prompts(bench, &choice);
    bench_expect_all(bench, "prompts-missing");
    bench_type(bench, "n\r");
    bench_type(bench, "\x1b");
    assert_null(choice.prompt);
    for (size_t i = 0; i < 3; i++) {
        snprintf(to, sizeof to, "other/en/%s", names[i]);
        unlink(to);
    }
}

/* ---- numbers ---- */

static void open_numbers(struct bench *bench)
{
    ui_push(&bench->ui, &screen_numbers, NULL);
    ui_draw(&bench->ui);
}

static void test_numbers(void **state)
{
    struct bench *bench = *state;
    open_numbers(bench);
    bench_expect_all(bench, "numbers-empty");
    bench_type(bench, "\x1b");
    expect_nothing_kept();
    bench_write(bench, "2024-02-29", "Some words on one day only");
    open_numbers(bench);
    bench_expect_all(bench, "numbers-one"); /* of a year long ago, without a tag */
    bench_type(bench, "\x1b");
    bench_write(bench, "2026-03-05", "One more, later");
    open_numbers(bench);
    bench_expect(bench, "numbers-few-100x30"); /* months without any are no noughts */
    bench_type(bench, "\x1b");
    bench_write_ten_years(bench);
    open_numbers(bench);
    bench_expect_all(bench, "numbers");
    bench_type(bench, PAGE_DOWN);
    bench_expect(bench, "numbers-page-100x30");
    bench_type(bench, END);
    bench_expect_all(bench, "numbers-end");
}

/* ---- this day ---- */

static void open_on_this_day(struct bench *bench)
{
    ui_push(&bench->ui, &screen_on_this_day, NULL);
    ui_draw(&bench->ui);
}

static void test_on_this_day(void **state)
{
    struct bench *bench = *state;
    open_on_this_day(bench);
    bench_expect_all(bench, "on-this-day-empty");
    bench_type(bench, "\r");
    bench_type(bench, "\x1b");
    expect_nothing_kept();
    bench_write_ten_years(bench);
    open_on_this_day(bench);
    bench_expect_all(bench, "on-this-day");
    assert_false(bench_shows(bench, "Away with it")); /* in the trash */
    assert_false(bench_shows(bench, "Not for now"));  /* sealed */
    bench_type(bench, DOWN "j");
    bench_expect_all(bench, "on-this-day-third");
    bench_type(bench, END);
    bench_expect_all(bench, "on-this-day-end");
}

/* What was read may be changed or thrown away there; the list follows. */
static void test_reading_on_this_day(void **state)
{
    struct bench *bench = *state;
    struct store *store = session_store(bench->ui.session);
    bench_write(bench, "2025-11-21", "The newer one");
    int64_t older = bench_write(bench, "2020-11-21", "The older one");
    open_on_this_day(bench);
    bench_type(bench, "G\r");
    assert_ptr_equal(bench->ui.top->type, &screen_entry);
    bench_expect_shown(bench, "The older one");
    store = session_store(bench->ui.session);
    assert_int_equal(store_journal_trash(store, older, NULL), OK);
    bench_type(bench, "\x1b");
    assert_ptr_equal(bench->ui.top->type, &screen_on_this_day);
    bench_expect_shown(bench, "The newer one");
    assert_false(bench_shows(bench, "The older one"));
    bench_type(bench, "\x1b[<0;20;6M"); /* it is selected */
    assert_ptr_equal(bench->ui.top->type, &screen_entry);
}

static void test_leap_day(void **state)
{
    struct bench *bench = *state;
    struct fault fault = {0};
    bench_write(bench, "2024-02-28", "The day before");
    bench_write(bench, "2024-02-29", "A day that comes every four years");
    assert_int_equal(clock_init(&bench->clock, "2028-02-29T10:00:00", true, &fault), OK);
    open_on_this_day(bench);
    bench_expect_shown(bench, "29 February, in earlier years");
    bench_expect_shown(bench, "A day that comes every four years");
    assert_false(bench_shows(bench, "The day before"));
}

/* ---- from the list and back ---- */

static void test_from_the_list(void **state)
{
    struct bench *bench = *state;
    bench_write(bench, "2026-11-20", "The day before #tea");
    bench_write(bench, "2025-11-21", "A year before");
    bench_type(bench, "3c");
    assert_ptr_equal(bench->ui.top->type, &screen_calendar);
    bench_type(bench, "\r"); /* where one stood in the list */
    assert_ptr_equal(bench->ui.top->type, &screen_journal);
    bench_expect_shown(bench, "The day before");
    assert_false(bench_shows(bench, "A year before"));
    bench_type(bench, "f");
    bench_type(bench, DOWN DOWN DOWN DOWN "\r"); /* 2025 */
    bench_expect_shown(bench, "A year before");
    assert_false(bench_shows(bench, "The day before"));
    bench_type(bench, "ft\r");
    bench_expect_shown(bench, "The day before");
    bench_type(bench, "f" HOME "\r");
    bench_expect_shown(bench, "The day before");
    bench_expect_shown(bench, "A year before");
    bench_type(bench, "cyn");
    assert_ptr_equal(bench->ui.top->type, &screen_write);
    bench_type(bench, "\x1b");
    bench_type(bench, "p\r");
    assert_ptr_equal(bench->ui.top->type, &screen_write);
    bench_expect_shown(bench, "What annoys you about the word");
    bench_type(bench, "\x1b");
    bench_type(bench, "i");
    bench_expect_shown(bench, "2 entries, 7 words");
    bench_type(bench, "\x1b");
    bench_type(bench, "o\r");
    assert_ptr_equal(bench->ui.top->type, &screen_entry);
}

/* ---- what goes wrong ---- */

static void test_a_store_that_cannot_be_read(void **state)
{
    struct bench *bench = *state;
    struct filter_choice filter = {0};
    struct prompt_choice prompt;
    break_store();
    open_filter(bench, &filter);
    bench_expect_all(bench, "filter-unreadable");
    bench_type(bench, DOWN PAGE_DOWN END "a\r");
    bench_type(bench, "\x1b");
    open_numbers(bench);
    bench_expect_all(bench, "numbers-unreadable");
    bench_type(bench, "\x1b");
    open_on_this_day(bench);
    bench_expect_all(bench, "on-this-day-unreadable");
    bench_type(bench, "\r" END);
    bench_type(bench, "\x1b");
    open_prompts(bench, &prompt);
    bench_type(bench, "\r"); /* these are no part of it */
    assert_non_null(prompt.prompt);
}

static void test_plain_ascii(void **state)
{
    struct bench *bench = *state;
    struct filter_choice filter = {0};
    struct prompt_choice prompt;
    bench_write_ten_years(bench);
    setlocale(LC_ALL, "C");
    open_filter(bench, &filter);
    bench_type(bench, END);
    bench_expect(bench, "filter-ascii-100x30");
    bench_type(bench, "\x1b");
    open_prompts(bench, &prompt);
    bench_type(bench, "4");
    bench_expect(bench, "prompts-ascii-100x30");
    bench_type(bench, "\x1b");
    open_numbers(bench);
    bench_expect(bench, "numbers-ascii-100x30");
    bench_type(bench, "\x1b");
    open_on_this_day(bench);
    bench_expect(bench, "on-this-day-ascii-100x30");
    setlocale(LC_ALL, "C.UTF-8");
}

/* No key leads anywhere they cannot be drawn, at any size. */
static void test_any_keys_at_any_size(void **state)
{
    static const char *const keys[] = {UP,
                                       DOWN,
                                       LEFT,
                                       RIGHT,
                                       HOME,
                                       END,
                                       PAGE_UP,
                                       PAGE_DOWN,
                                       WHEEL_UP,
                                       WHEEL_DOWN,
                                       "y",
                                       "Y",
                                       "t",
                                       "0",
                                       "4",
                                       " ",
                                       "a",
                                       "m",
                                       "?",
                                       "\x1b",
                                       "\x1b[<0;20;9M",
                                       "\x1b[200~a\nb\x1b[201~"};
    enum { SCREENS = 5, KEYS = sizeof keys / sizeof keys[0] };
    struct bench *bench = *state;
    struct calendar_choice day = {0};
    struct filter_choice filter = {0};
    struct prompt_choice prompt;
    bench_write_ten_years(bench);
    for (int round = 0; round < (getenv("MEND_TORTURE") ? 30000 : 1500); round++) {
        if (round % 30 == 0) {
            ui_go(&bench->ui, TAB_TODAY);
            bench_resize(bench, 1 + (int)chance(60), 1 + (int)chance(150));
            const struct screen_type *const types[SCREENS] = {&screen_calendar, &screen_filter,
                                                              &screen_prompts, &screen_numbers,
                                                              &screen_on_this_day};
            const void *const arguments[SCREENS] = {&day, &filter, &prompt, NULL, NULL};
            uint32_t which = chance(SCREENS);
            ui_push(&bench->ui, types[which], arguments[which]);
            ui_draw(&bench->ui);
        }
        bench_type(bench, keys[chance(KEYS)]);
        const struct canvas *canvas = &bench->ui.canvas;
        assert_true(canvas->cursor_row < canvas->rows);
        assert_true(canvas->cursor_column < canvas->columns);
    }
}

int main(void)
{
    if (!bench_find_pictures())
        return 1;
    const struct CMUnitTest tests[] = {
        BENCH_TEST(test_filter_of_nothing),
        BENCH_TEST(test_filter_of_ten_years),
        BENCH_TEST(test_choosing_a_filter),
        BENCH_TEST(test_going_through_the_filter),
        BENCH_TEST(test_prompts),
        BENCH_TEST(test_no_prompt_twice),
        BENCH_TEST(test_prompts_of_another_day),
        BENCH_TEST(test_clicking_at_prompts),
        BENCH_TEST(test_without_prompts),
        BENCH_TEST(test_numbers),
        BENCH_TEST(test_on_this_day),
        BENCH_TEST(test_reading_on_this_day),
        BENCH_TEST(test_leap_day),
        BENCH_TEST(test_from_the_list),
        BENCH_TEST(test_a_store_that_cannot_be_read),
        BENCH_TEST(test_plain_ascii),
        BENCH_TEST(test_any_keys_at_any_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
