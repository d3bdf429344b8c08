/*
 * Screens drawn into a canvas, against pictures in golden/. To look at a change and take it over:
 * MEND_GOLDEN=write, then read the difference before it is committed.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/folder.h"
#include "ui/ui.h"

static char here[4096]; /* tests/ui, wherever that is */

struct bench {
    char *folder; /* the test runs in it, so that no picture names a place of this machine */
    struct clock clock;
    struct ui ui;
};

static int set_up(void **state)
{
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TZ", "UTC", 1);
    tzset();
    struct bench *bench = calloc(1, sizeof *bench);
    struct fault fault = {0};
    char content[4200];
    snprintf(content, sizeof content, "%s/content", here);
    bench->folder = folder_make();
    if (chdir(bench->folder) || symlink(content, "content"))
        return -1;
    if (clock_init(&bench->clock, "2026-11-21T22:05:00", true, &fault))
        return -1;
    struct session_options options = {"home", "content", &bench->clock};
    if (session_open(&options, &bench->ui.session, &fault)) {
        print_error("%s\n", fault.text);
        return -1;
    }
    bench->ui.clock = &bench->clock;
    bench->ui.input = input_new();
    if (canvas_resize(&bench->ui.canvas, 30, 100))
        return -1;
    ui_go(&bench->ui, TAB_TODAY);
    *state = bench;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    while (bench->ui.top)
        ui_close_top(&bench->ui);
    session_close(bench->ui.session);
    input_free(bench->ui.input);
    canvas_free(&bench->ui.canvas);
    unlink("content");
    folder_remove(bench->folder);
    free(bench);
    return 0;
}

/* Types BYTES; a lone Esc is one after 25 ms. */
static void type(struct bench *bench, const char *bytes)
{
    struct event event;
    input_feed(bench->ui.input, bytes, strlen(bytes), clock_monotonic(&bench->clock));
    for (int i = 0; i < 2; i++) {
        while (input_next(bench->ui.input, clock_monotonic(&bench->clock), &event)) {
            ui_dispatch(&bench->ui, &event);
            ui_draw(&bench->ui); /* scrolling follows what was drawn */
        }
        clock_advance(&bench->clock, INPUT_ESCAPE_DELAY);
    }
}

static void read_file(const char *path, struct str *out)
{
    FILE *file = fopen(path, "r");
    char bytes[4096];
    size_t length;
    if (!file)
        return;
    while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
        str_append(out, bytes, length);
    fclose(file);
}

static void write_file(const char *path, const struct str *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fwrite(text->bytes, 1, text->length, file);
    fclose(file);
}

/* The picture with a mark where the cursor is. */
static void picture(struct bench *bench, struct str *out)
{
    ui_draw(&bench->ui);
    canvas_dump(&bench->ui.canvas, out);
    str_printf(out, "cursor %d,%d\n", bench->ui.canvas.cursor_row, bench->ui.canvas.cursor_column);
}

static void expect(struct bench *bench, const char *name)
{
    char path[4200];
    struct str now = {0};
    struct str golden = {0};
    snprintf(path, sizeof path, "%s/golden/%s.txt", here, name);
    picture(bench, &now);
    const char *mode = getenv("MEND_GOLDEN");
    if (mode && strcmp(mode, "write") == 0)
        write_file(path, &now);
    read_file(path, &golden);
    if (strcmp(str_text(&now), str_text(&golden)) != 0) {
        print_error("%s: now\n%s\nshould be\n%s\n", name, str_text(&now), str_text(&golden));
        str_free(&now);
        str_free(&golden);
        fail();
    }
    str_free(&now);
    str_free(&golden);
}

static void at(struct bench *bench, int rows, int columns)
{
    assert_int_equal(canvas_resize(&bench->ui.canvas, rows, columns), OK);
}

/* The same screen at both sizes every screen is looked at in. */
static void expect_both(struct bench *bench, const char *name)
{
    char wide[128];
    char narrow[128];
    snprintf(wide, sizeof wide, "%s-100x30", name);
    snprintf(narrow, sizeof narrow, "%s-60x16", name);
    at(bench, 16, 60);
    expect(bench, narrow);
    at(bench, 30, 100);
    expect(bench, wide);
}

static void test_today(void **state)
{
    struct bench *bench = *state;
    expect_both(bench, "today-first");
    type(bench, "\r");
    expect_both(bench, "lesson-opening");
    type(bench, "\x1b[F ");
    type(bench, "\tHalf a sentence");
    type(bench, "\x1b");
    type(bench, "\x1b");
    expect_both(bench, "today-later");
}

static void test_lessons(void **state)
{
    struct bench *bench = *state;
    type(bench, "2");
    expect_both(bench, "lessons");
    type(bench, "j\r");
    expect(bench, "lessons-not-written");
    type(bench, "j\r");
    expect(bench, "lessons-missing");
}

static void test_tabs_to_come(void **state)
{
    struct bench *bench = *state;
    for (char tab = '3'; tab <= '7'; tab++) {
        char name[32];
        char key[2] = {tab, 0};
        type(bench, key);
        snprintf(name, sizeof name, "tab-%c", tab);
        expect(bench, name);
    }
    at(bench, 12, 40);
    expect(bench, "tab-7-40x12");
}

static void test_keys(void **state)
{
    struct bench *bench = *state;
    type(bench, "?");
    expect_both(bench, "keys");
    type(bench, "\x1b");
    expect(bench, "today-first-100x30");
}

static void begin_at(struct bench *bench, int page)
{
    type(bench, "\r\x1b[F ");
    while (page-- > 1)
        type(bench, "\x1b[F ");
}

/* Leaves the lesson and opens it again: what was answered is earlier now. */
static void come_back(struct bench *bench)
{
    type(bench, "\x1b");
    type(bench, "\x1b");
    type(bench, "\r");
}

static void test_reflect(void **state)
{
    struct bench *bench = *state;
    begin_at(bench, 1);
    expect_both(bench, "reflect-reading");
    type(bench, "\t");
    expect_both(bench, "reflect-empty");
    type(bench, "Something plain, 日本 and e\xcc\x81, which goes on until it is wrapped at the "
                "edge of the column.\rAnd a second paragraph.");
    expect_both(bench, "reflect-written");
    type(bench, "\x13");
    expect_both(bench, "reflect-kept");
    come_back(bench);
    type(bench, "\tOnce more");
    expect_both(bench, "reflect-earlier");
}

static void test_rate(void **state)
{
    struct bench *bench = *state;
    begin_at(bench, 2);
    type(bench, "\t7\x1b[B10");
    expect_both(bench, "rate");
    type(bench, "\x13");
    clock_advance(&bench->clock, (int64_t)80 * 86400 * 1000);
    come_back(bench);
    type(bench, "\t3\x1b[Bs");
    expect_both(bench, "rate-again");
}

static void test_check(void **state)
{
    struct bench *bench = *state;
    begin_at(bench, 3);
    type(bench, "\t \x1b[B\x1b[Bmine");
    expect_both(bench, "check");
    type(bench, "\x13");
    come_back(bench);
    expect(bench, "check-earlier");
}

static void test_choose(void **state)
{
    struct bench *bench = *state;
    begin_at(bench, 4);
    expect(bench, "choose-open");
    type(bench, "\t\x1b[B ");
    expect_both(bench, "choose");
    type(bench, "\x13");
    come_back(bench);
    expect(bench, "choose-earlier");
}

static void test_sort(void **state)
{
    struct bench *bench = *state;
    begin_at(bench, 5);
    type(bench, "\t1\x1b[B");
    expect_both(bench, "sort");
    type(bench, "\x13");
    come_back(bench);
    expect(bench, "sort-earlier");
}

static void test_earlier_answers(void **state)
{
    struct bench *bench = *state;
    begin_at(bench, 2);
    type(bench, "\t7\x13");
    type(bench, "8\x13");
    type(bench, "e");
    expect_both(bench, "earlier");
    type(bench, "d");
    expect(bench, "earlier-asking");
    type(bench, "y");
    expect(bench, "earlier-deleted");
}

static void test_closing(void **state)
{
    struct bench *bench = *state;
    begin_at(bench, 6);
    expect_both(bench, "closing");
    type(bench, "\t9");
    expect_both(bench, "closing-tense");
    type(bench, "\x1b[F ");
    expect(bench, "today-finished");
}

static void test_too_small(void **state)
{
    struct bench *bench = *state;
    at(bench, 8, 30);
    expect(bench, "too-small");
    at(bench, 1, 1);
    expect(bench, "too-small-1x1");
}

static void test_smallest(void **state)
{
    struct bench *bench = *state;
    at(bench, 12, 40);
    expect(bench, "today-40x12");
    type(bench, "\r");
    expect(bench, "lesson-opening-40x12");
}

/* Gives the session another home, as if the program had been started with it. */
static void move_to(struct bench *bench, const char *home)
{
    struct fault fault = {0};
    while (bench->ui.top)
        ui_close_top(&bench->ui);
    session_close(bench->ui.session);
    struct session_options options = {home, "content", &bench->clock};
    if (session_open(&options, &bench->ui.session, &fault))
        fail_msg("%s", fault.text);
    ui_go(&bench->ui, TAB_TODAY);
}

static bool shows(struct bench *bench, const char *text)
{
    struct str now = {0};
    picture(bench, &now);
    bool found = strstr(now.bytes, text) != NULL;
    str_free(&now);
    return found;
}

static void let_time_pass(struct bench *bench)
{
    clock_advance(&bench->clock, 5000);
    for (int i = 0; i < 3; i++) { /* a first edit comes back as a whole text, due at once */
        session_tick(bench->ui.session);
        session_drain(bench->ui.session);
    }
}

/* Nothing can be written: one goes on reading, is told, and keeps every word until it can be. */
static void test_without_a_disk(void **state)
{
    struct bench *bench = *state;
    assert_int_equal(symlink("/proc/nowhere", "blocked"), 0); /* nothing can be made there */
    move_to(bench, "blocked/home");
    begin_at(bench, 1);
    assert_true(shows(bench, "cannot make the folder"));
    type(bench, "\r");
    assert_true(shows(bench, "page 1 of 5"));
    type(bench, "\tkeep these words");
    let_time_pass(bench);
    assert_true(strlen(session_trouble(bench->ui.session)) > 0);
    type(bench, "\x1b");
    type(bench, "\x1b[F ");
    type(bench, "\r"); /* the message about it */
    assert_true(shows(bench, "page 1 of 5"));
    assert_true(shows(bench, "keep these words"));
    type(bench, "s\x7f"); /* to the next page and back */
    assert_true(shows(bench, "keep these words"));
    type(bench, "\t and these");
    type(bench, "\x1b");
    type(bench, "\x1b");
    type(bench, "q");
    assert_false(bench->ui.ended);
    assert_true(shows(bench, "If you quit now"));
    type(bench, "\r");
    assert_int_equal(unlink("blocked"), 0);
    let_time_pass(bench);
    assert_string_equal(session_trouble(bench->ui.session), "");
    move_to(bench, "blocked/home");
    type(bench, "\r\x1b[F "); /* the place could not be noted; the words are there */
    assert_true(shows(bench, "keep these words and these"));
}

/* No key leads anywhere a screen cannot be drawn, at any size. */
static void test_any_keys_at_any_size(void **state)
{
    struct bench *bench = *state;
    static const char *const keys[] = {
        " ",
        "\r",
        "\t",
        "\x1b",
        "\x1b[A",
        "\x1b[B",
        "\x1b[C",
        "\x1b[D",
        "\x1b[5~",
        "\x1b[6~",
        "\x1b[H",
        "\x1b[F",
        "\x1b[Z",
        "s",
        "e",
        "d",
        "y",
        "?",
        "1",
        "2",
        "7",
        "0",
        "x",
        "\x13",
        "\x7f",
        "日",
        "\x1f",
        "\x12",
        "\x0b",
        "\x19",
        "\x1b[<0;20;9M",
        "\x1b[<65;9;9M",
        "\x1b[200~a\nb\x1b[201~",
    };
    uint32_t seed = 11;
    int rounds = getenv("MEND_TORTURE") ? 50000 : 1500;
    for (int round = 0; round < rounds; round++) {
        seed = seed * 1664525u + 1013904223u;
        type(bench, keys[(seed >> 8) % (sizeof keys / sizeof keys[0])]);
        if (round % 25 == 0)
            at(bench, 1 + (int)((seed >> 4) % 60), 1 + (int)((seed >> 12) % 150));
        ui_draw(&bench->ui);
        const struct canvas *canvas = &bench->ui.canvas;
        assert_true(canvas->cursor_row < canvas->rows);
        assert_true(canvas->cursor_column < canvas->columns);
        assert_string_equal(session_trouble(bench->ui.session), "");
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    if (!realpath("tests/ui", here)) {
        perror("tests/ui");
        return 1;
    }
    const struct CMUnitTest tests[] = {
        TEST(test_today),
        TEST(test_lessons),
        TEST(test_tabs_to_come),
        TEST(test_keys),
        TEST(test_reflect),
        TEST(test_rate),
        TEST(test_check),
        TEST(test_choose),
        TEST(test_sort),
        TEST(test_earlier_answers),
        TEST(test_closing),
        TEST(test_too_small),
        TEST(test_smallest),
        TEST(test_without_a_disk),
        TEST(test_any_keys_at_any_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
