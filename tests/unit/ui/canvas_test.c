#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/canvas.h"

static void expect(const struct canvas *canvas, const char *expected)
{
    struct str out = {0};
    canvas_dump(canvas, &out);
    assert_string_equal(str_text(&out), expected);
    str_free(&out);
}

static void draw(const char *text, int columns, const char *expected)
{
    struct canvas canvas = {0};
    assert_int_equal(canvas_resize(&canvas, 1, columns), OK);
    struct view view = view_whole(&canvas);
    view_puts(&view, 0, 0, STYLE_TEXT, text);
    expect(&canvas, expected);
    canvas_free(&canvas);
}

static void test_text(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C.UTF-8");
    draw("hello", 10, "hello\n");
    draw("hello", 3, "hel\n");
    draw("日本", 10, "日本\n");
    draw("日本", 3, "日\n");
    draw("e\xcc\x81x", 10, "e\xcc\x81x\n");
    draw("\x01\x1b[31m", 12, "^A^[[31m\n");
    draw("a\tb", 10, "a    b\n");
    draw("\xff!", 10, "\xef\xbf\xbd!\n");
    draw("a\xe2\x80\xae"
         "b",
         10, "ab\n");                       /* a direction mark is not sent */
    draw("\xc2\x9b", 10, "\xef\xbf\xbd\n"); /* nor a C1 control */
}

static void test_without_utf8(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C");
    draw("na\xc3\xafve", 10, "na?ve\n");
    draw("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7!", 10, "?!\n");
    assert_string_equal(glyph(GLYPH_RULE), "-");
    setlocale(LC_ALL, "C.UTF-8");
    assert_string_equal(glyph(GLYPH_RULE), "─");
}

static void test_half_a_wide_character_is_healed(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C.UTF-8");
    struct canvas canvas = {0};
    assert_int_equal(canvas_resize(&canvas, 1, 6), OK);
    struct view view = view_whole(&canvas);
    view_puts(&view, 0, 0, STYLE_TEXT, "日本語");
    view_puts(&view, 0, 1, STYLE_TEXT, "x");
    expect(&canvas, " x本語\n");
    view_puts(&view, 0, 2, STYLE_TEXT, "y");
    expect(&canvas, " xy 語\n");
    canvas_free(&canvas);
}

static void test_view_scrolls_and_clips(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    assert_int_equal(canvas_resize(&canvas, 4, 6), OK);
    struct view view = {&canvas, 1, 1, 2, 4, 5};
    view_puts(&view, 4, 0, STYLE_TEXT, "above");
    view_puts(&view, 5, 0, STYLE_TEXT, "first line");
    view_puts(&view, 6, 2, STYLE_TEXT, "second");
    view_puts(&view, 7, 0, STYLE_TEXT, "below");
    expect(&canvas, "\n firs\n   se\n\n");
    view_cursor(&view, 6, 3);
    assert_int_equal(canvas.cursor_row, 2);
    assert_int_equal(canvas.cursor_column, 4);
    view_cursor(&view, 9, 0);
    assert_int_equal(canvas.cursor_row, 2); /* outside: unchanged */
    canvas_free(&canvas);
}

static void test_cut(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C.UTF-8");
    struct canvas canvas = {0};
    assert_int_equal(canvas_resize(&canvas, 1, 20), OK);
    struct view view = view_whole(&canvas);
    assert_int_equal(view_cut(&view, 0, 0, STYLE_TEXT, "somewhat long", 8), 8);
    expect(&canvas, "somewha…\n");
    canvas_free(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_without_utf8),
        cmocka_unit_test(test_half_a_wide_character_is_healed),
        cmocka_unit_test(test_view_scrolls_and_clips),
        cmocka_unit_test(test_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
