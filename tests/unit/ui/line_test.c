/* One line to be typed into. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/line.h"

static struct ui ui;

static bool key(struct line *line, int32_t code)
{
    return line_event(&ui, line, &(struct event){.kind = EVENT_KEY, .key = code});
}

static void type(struct line *line, const char *text)
{
    for (; *text; text++)
        assert_true(key(line, (unsigned char)*text));
}

static void paste(struct line *line, const char *bytes, size_t length)
{
    struct event event = {.kind = EVENT_PASTE, .bytes = bytes, .length = length};
    assert_true(line_event(&ui, line, &event));
}

static void expect(const struct line *line, const char *wanted)
{
    char *text = line_text(line);
    assert_string_equal(text, wanted);
    free(text);
}

static void test_typing(void **state)
{
    (void)state;
    struct line line = {0};
    assert_false(line_is_open(&line));
    assert_int_equal(line_open(&line, "2026-", NULL), OK);
    assert_true(line_is_open(&line));
    type(&line, "11");
    expect(&line, "2026-11"); /* the cursor stands behind what it begins with */
    assert_true(key(&line, KEYCODE_HOME));
    type(&line, "x");
    expect(&line, "x2026-11");
    assert_true(key(&line, KEYCODE_RIGHT));
    assert_true(key(&line, KEYCODE_BACKSPACE));
    expect(&line, "x026-11");
    assert_true(key(&line, CONTROL('K')));
    expect(&line, "x");
    assert_true(key(&line, CONTROL('_')));
    expect(&line, "x026-11");
    line_close(&line);
    assert_false(line_is_open(&line));
    line_close(&line);
}

/* What would leave the row is for whoever opened the line, and changes nothing in it. */
static void test_keys_that_are_not_for_it(void **state)
{
    (void)state;
    static const int32_t others[] = {KEYCODE_ENTER,     KEYCODE_ESCAPE,   KEYCODE_UP,
                                     KEYCODE_DOWN,      KEYCODE_PAGE_UP,  KEYCODE_PAGE_DOWN,
                                     KEYCODE_TAB,       KEYCODE_BACK_TAB, KEYCODE_CONTROL_DOWN,
                                     KEYCODE_CONTROL_UP};
    struct line line = {0};
    assert_int_equal(line_open(&line, "text", NULL), OK);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(key(&line, others[i]));
        expect(&line, "text");
    }
    struct event wheel = {.kind = EVENT_WHEEL, .key = KEYCODE_DOWN};
    assert_false(line_event(&ui, &line, &wheel));
    line_close(&line);
}

static void test_pastes(void **state)
{
    (void)state;
    struct line line = {0};
    assert_int_equal(line_open(&line, "", NULL), OK);
    paste(&line, "one\r\ntwo\tthree\n", 15);
    expect(&line, "one  two three ");
    assert_true(key(&line, CONTROL('_')));
    expect(&line, "");
    struct str text = {0};
    for (int i = 0; i < 1000; i++)
        str_puts(&text, "\u00e9"); /* a long one is cut, and not within a letter */
    paste(&line, str_text(&text), text.length);
    char *cut = line_text(&line);
    assert_true(strlen(cut) <= 400 && strlen(cut) >= 390);
    assert_int_equal(strlen(cut) % 2, 0);
    assert_memory_equal(cut, str_text(&text), strlen(cut));
    free(cut);
    line_close(&line);
    assert_int_equal(line_open(&line, "", NULL), OK);
    str_truncate(&text, 0);
    str_puts(&text, "x");
    for (int i = 0; i < 1000; i++)
        str_puts(&text, "\u00e9");
    paste(&line, str_text(&text), text.length);
    cut = line_text(&line);
    assert_int_equal(strlen(cut) % 2, 1);
    free(cut);
    paste(&line, "", 0);
    line_close(&line);
    str_free(&text);
}

/* Drawn in a narrow window, the end of a long line and the cursor are in sight. */
static void test_drawing(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    struct line line = {0};
    struct str dump = {0};
    assert_int_equal(canvas_resize(&canvas, 2, 20), OK);
    assert_int_equal(line_open(&line, "words of a line that is longer end", NULL), OK);
    struct view view = view_whole(&canvas);
    line_draw(&line, &view, 1, "Find:");
    canvas_dump(&canvas, &dump);
    assert_non_null(strstr(str_text(&dump), "Find: "));
    assert_non_null(strstr(str_text(&dump), "end"));
    assert_int_equal(canvas.cursor_row, 1);
    assert_in_range(canvas.cursor_column, 6, 19);
    line_close(&line);
    canvas_free(&canvas);
    str_free(&dump);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_typing),
        cmocka_unit_test(test_keys_that_are_not_for_it),
        cmocka_unit_test(test_pastes),
        cmocka_unit_test(test_drawing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
