/* Strings, UTF-8, pairs, paths, faults: the small things everything stands on. */
#include <errno.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/base/pairs.h"
#include "mend/base/path.h"
#include "mend/base/str.h"
#include "mend/base/utf8.h"

static void test_str(void **state)
{
    (void)state;
    struct str s = {0};
    assert_string_equal(str_text(&s), "");
    str_puts(&s, "one");
    str_printf(&s, " %d", 2);
    str_append(&s, " three four", 6);
    assert_string_equal(str_text(&s), "one 2 three");
    str_truncate(&s, 3);
    str_truncate(&s, 100);
    assert_string_equal(str_text(&s), "one");
    assert_int_equal(str_status(&s, NULL), OK);
    char *taken = str_take(&s);
    assert_string_equal(taken, "one");
    assert_int_equal(s.length, 0);
    free(taken);
}

static void test_str_remembers_failure(void **state)
{
    (void)state;
    struct str s = {0};
    struct fault fault = {0};
    str_puts(&s, "kept");
    s.failed = true;
    str_puts(&s, " dropped");
    assert_string_equal(str_text(&s), "kept");
    assert_int_equal(str_status(&s, &fault), ERR_MEMORY);
    assert_true(strlen(fault.text) > 0);
    assert_null(str_take(&s));
}

static void test_fault_is_cut_at_a_character(void **state)
{
    (void)state;
    struct fault fault;
    char text[FAULT_TEXT * 2];
    for (size_t i = 0; i + 2 < sizeof text; i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    text[sizeof text - 2] = '\0';
    assert_int_equal(fault_set(&fault, ERR_IO, "x%s", text), ERR_IO);
    assert_true(utf8_valid(fault.text, strlen(fault.text)));
    assert_true(strlen(fault.text) >= FAULT_TEXT - 3);
}

static void test_fault_of_the_system(void **state)
{
    (void)state;
    struct fault fault;
    assert_int_equal(fault_set_system(&fault, ENOSPC, "No room in %s.", "x"), ERR_FULL);
    assert_non_null(strstr(fault.text, "No room in x. ("));
    assert_int_equal(fault_set_system(&fault, EACCES, "No."), ERR_ACCESS);
    assert_int_equal(fault_set_system(NULL, EINTR, "No."), ERR_IO);
}

static void test_decode(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length, taken;
        int32_t code_point;
    } table[] = {
        {"a", 1, 1, 'a'},
        {"\xc3\xa9", 2, 2, 0xe9},
        {"\xe2\x82\xac", 3, 3, 0x20ac},
        {"\xf0\x9f\x91\xa9", 4, 4, 0x1f469},
        {"\xc3", 1, 1, UTF8_REPLACEMENT},
        {"\xe2\x82", 2, 1, UTF8_REPLACEMENT},
        {"\xc0\x80", 2, 1, UTF8_REPLACEMENT},     /* overlong */
        {"\xed\xa0\x80", 3, 1, UTF8_REPLACEMENT}, /* a surrogate */
        {"\xf5\x80\x80\x80", 4, 1, UTF8_REPLACEMENT},
        {"\x80", 1, 1, UTF8_REPLACEMENT},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        int32_t code_point;
        assert_int_equal(utf8_decode(table[i].bytes, table[i].length, &code_point), table[i].taken);
        assert_int_equal(code_point, table[i].code_point);
    }
    assert_int_equal(utf8_valid_prefix("ab\xff"
                                       "c",
                                       4),
                     2);
}

#define FAMILY "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"

static void test_graphemes(void **state)
{
    (void)state;
    static const char *const graphemes[] = {
        "a", "e\xcc\x81", "日", FAMILY, "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", "\n", " "};
    struct str text = {0};
    for (size_t i = 0; i < sizeof graphemes / sizeof graphemes[0]; i++)
        str_puts(&text, graphemes[i]);
    size_t at = 0;
    for (size_t i = 0; i < sizeof graphemes / sizeof graphemes[0]; i++) {
        size_t size = utf8_grapheme(text.bytes + at, text.length - at);
        assert_int_equal(size, strlen(graphemes[i]));
        assert_int_equal(utf8_grapheme_before(text.bytes, at + size), at);
        at += size;
    }
    assert_int_equal(utf8_grapheme("", 0), 0);
    assert_int_equal(utf8_grapheme_before("x", 0), 0);
    str_free(&text);
}

static void test_widths(void **state)
{
    (void)state;
    setlocale(LC_ALL, "C.UTF-8");
    assert_int_equal(utf8_width("abc", 3), 3);
    assert_int_equal(utf8_width("日本", 6), 4);
    assert_int_equal(utf8_width("e\xcc\x81", 3), 1);
    assert_int_equal(utf8_width(FAMILY, strlen(FAMILY)), 6);
    assert_int_equal(utf8_width("\x01\t\n", 3), 2 + UTF8_TAB_CELLS);
    assert_int_equal(utf8_fit("日本語", 9, 5), 6);
    assert_int_equal(utf8_fit("abc", 3, 0), 0);
    setlocale(LC_ALL, "C");
    assert_int_equal(utf8_width("日本", 6), 2);
    setlocale(LC_ALL, "C.UTF-8");
}

static void test_pairs(void **state)
{
    (void)state;
    struct pairs p = {0};
    struct pairs copy = {0};
    assert_int_equal(pairs_set(&p, "b", "2", NULL), OK);
    assert_int_equal(pairs_set(&p, "a", "1", NULL), OK);
    assert_int_equal(pairs_set(&p, "b", "3", NULL), OK);
    assert_string_equal(pairs_get(&p, "b"), "3");
    assert_string_equal(p.items[0].key, "b"); /* order of the first setting */
    assert_int_equal(pairs_copy(&copy, &p, NULL), OK);
    assert_int_equal(pairs_set(&p, "b", "", NULL), OK);
    assert_null(pairs_get(&p, "b"));
    assert_int_equal(p.count, 1);
    assert_string_equal(pairs_get(&copy, "b"), "3");
    for (int i = 0; i < 40; i++) {
        char key[2] = {(char)('A' + i), 0};
        assert_int_equal(pairs_set(&p, key, "x", NULL), OK);
    }
    assert_int_equal(p.count, 40); /* "a" was there already */
    pairs_free(&p);
    pairs_free(&copy);
}

static void expect_home(const char *chosen, const char *expected)
{
    char *home = NULL;
    struct fault fault = {0};
    enum err err = path_home(chosen, &home, &fault);
    if (!expected) {
        assert_int_equal(err, ERR_NOT_FOUND);
        assert_non_null(strstr(fault.text, "--home"));
        return;
    }
    assert_int_equal(err, OK);
    assert_string_equal(home, expected);
    free(home);
}

static void test_home(void **state)
{
    (void)state;
    unsetenv("MEND_HOME");
    unsetenv("XDG_DATA_HOME");
    setenv("HOME", "/h", 1);
    expect_home(NULL, "/h/.local/share/mend");
    setenv("XDG_DATA_HOME", "relative", 1);
    expect_home(NULL, "/h/.local/share/mend");
    setenv("XDG_DATA_HOME", "/x/", 1);
    expect_home(NULL, "/x/mend");
    setenv("MEND_HOME", "/m", 1);
    expect_home(NULL, "/m");
    expect_home("/c", "/c");
    char *home = NULL;
    char name[600];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(path_home(name, &home, NULL), ERR_INPUT);
    assert_null(home);
    unsetenv("MEND_HOME");
    unsetenv("XDG_DATA_HOME");
    unsetenv("HOME");
    expect_home(NULL, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_str),
        cmocka_unit_test(test_str_remembers_failure),
        cmocka_unit_test(test_fault_is_cut_at_a_character),
        cmocka_unit_test(test_fault_of_the_system),
        cmocka_unit_test(test_decode),
        cmocka_unit_test(test_graphemes),
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
