#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/base/str.h"
#include "ui/input.h"

/* All events of BYTES as text, an event a word: "a", "<Up>", "<click 3,4>", "<paste ...>". */
static void put_event(struct str *out, const struct event *event)
{
    static const struct {
        int32_t key;
        const char *name;
    } names[] = {
        {KEYCODE_UP, "Up"},
        {KEYCODE_DOWN, "Down"},
        {KEYCODE_LEFT, "Left"},
        {KEYCODE_HOME, "Home"},
        {KEYCODE_DELETE, "Delete"},
        {KEYCODE_F1, "F1"},
        {KEYCODE_ESCAPE, "Esc"},
        {KEYCODE_ENTER, "Enter"},
        {KEYCODE_TAB, "Tab"},
        {KEYCODE_BACK_TAB, "BackTab"},
        {KEYCODE_BACKSPACE, "Backspace"},
        {KEYCODE_CONTROL_UP, "C-Up"},
        {KEYCODE_CONTROL_DOWN, "C-Down"},
        {KEYCODE_CONTROL_RIGHT, "C-Right"},
        {KEYCODE_UNKNOWN, "?"},
        {CONTROL('X'), "C-x"},
        {CONTROL('@'), "C-@"},
        {0xFFFD, "bad"},
        {0xE9, "e-acute"},
    };
    if (event->kind == EVENT_CLICK)
        str_printf(out, "<click %d,%d>", event->row, event->column);
    else if (event->kind == EVENT_WHEEL)
        str_printf(out, "<wheel %s>", event->key == KEYCODE_UP ? "up" : "down");
    else if (event->kind == EVENT_PASTE)
        str_printf(out, "<paste %.*s>", (int)event->length, event->bytes);
    if (event->kind != EVENT_KEY)
        return;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].key == event->key) {
            str_printf(out, "<%s>", names[i].name);
            return;
        }
    }
    str_putc(out, (char)event->key);
}

static void drain(struct input *input, int64_t now, struct str *out)
{
    struct event event;
    while (input_next(input, now, &event))
        put_event(out, &event);
}

static void check(const char *bytes, size_t length, const char *expected)
{
    /* Whole, and cut in two at every place: it must not matter how bytes arrive. */
    for (size_t cut = 0; cut <= length; cut++) {
        struct input *input = input_new();
        struct str out = {0};
        assert_non_null(input);
        input_feed(input, bytes, cut, 0);
        drain(input, 0, &out);
        input_feed(input, bytes + cut, length - cut, 1);
        drain(input, 1, &out);
        drain(input, 1000, &out);
        if (strcmp(str_text(&out), expected) != 0)
            fail_msg("cut at %zu: %s instead of %s", cut, str_text(&out), expected);
        str_free(&out);
        input_free(input);
    }
}

#define CHECK(bytes, expected) check(bytes, sizeof bytes - 1, expected)

static void test_keys(void **state)
{
    (void)state;
    CHECK("abc", "abc");
    CHECK("\xc3\xa9", "<e-acute>");
    CHECK("\x1b[A\x1bOB", "<Up><Down>");
    CHECK("\x1b[1;5C\x1b[3~\x1b[Z", "<C-Right><Delete><BackTab>");
    CHECK("\x1b[1;5A\x1b[1;5B", "<C-Up><C-Down>");
    CHECK("\x1b[1;3A\x1b[1;3B\x1b[5A\x1b[5B", "<C-Up><C-Down><C-Up><C-Down>");
    CHECK("\x1bOa\x1bOb\x1b{\x1b}", "<C-Up><C-Down><C-Up><C-Down>");
    CHECK("\x1bOP\x1b[11~\x1b[[A", "<F1><F1><F1>");
    CHECK("\r\n\t\x7f\b", "<Enter><Enter><Tab><Backspace><Backspace>");
    CHECK("\x18", "<C-x>");
    check("\0", 1, "<C-@>");
}

static void test_escape_alone_waits_then_is_a_key(void **state)
{
    (void)state;
    struct input *input = input_new();
    struct event event;
    input_feed(input, "\x1b", 1, 100);
    assert_false(input_next(input, 100, &event));
    assert_int_equal(input_due(input), 100 + INPUT_ESCAPE_DELAY);
    assert_false(input_next(input, 100 + INPUT_ESCAPE_DELAY - 1, &event));
    assert_true(input_next(input, 100 + INPUT_ESCAPE_DELAY, &event));
    assert_int_equal(event.key, KEYCODE_ESCAPE);
    assert_int_equal(input_due(input), -1);
    input_free(input);
}

static void test_leave_now_is_never_swallowed(void **state)
{
    (void)state;
    CHECK("\x1b\x18", "<Esc><C-x>");
    CHECK("\x1b[\x18", "<?><C-x>");
    CHECK("\x1b[1;\x18", "<?><C-x>");
    CHECK("\x1b[<0;3\x18", "<?><C-x>");
    CHECK("\x1bO\x18", "<?><C-x>");
    CHECK("\x1b[[\x18", "<?><C-x>");
    CHECK("\xe2\x82\x18", "<bad><bad><C-x>");
}

/* Alt with a letter is no letter, however many bytes that has. */
static void test_alt(void **state)
{
    (void)state;
    CHECK("\x1bz", "<?>");
    CHECK("\x1b\xc3\xa9x", "<?>x");
}

static void holds(const char *fed, const char *more, bool expected)
{
    struct input *input = input_new();
    input_feed(input, fed, strlen(fed), 0);
    if (input_holds(input, more, strlen(more), CONTROL('X')) != expected)
        fail_msg("\"%s\" then \"%s\"", fed, more);
    input_free(input);
}

/* "Leave now" is found in what waits, but not in a paste. */
static void test_keys_that_wait(void **state)
{
    (void)state;
    holds("", "", false);
    holds("ab\x18", "", true);
    holds("ab", "c\x18", true);
    holds("\x1b[200~\x18", "", false);
    holds("\x1b[200~", "\x18", false);
    holds("\x1b[200~\x18\x1b[201~", "\x18", true);
    holds("", "\x1b[200~\x18\x1b[201~\x18", true);
}

static void test_two_escapes(void **state)
{
    (void)state;
    CHECK("\x1b\x1b[A", "<Esc><Up>");
    CHECK("\x1b\x1b", "<Esc><Esc>");
}

static void test_mouse(void **state)
{
    (void)state;
    CHECK("\x1b[<0;5;4M\x1b[<0;5;4m", "<click 3,4><?>");
    CHECK("\x1b[<64;1;1M\x1b[<65;1;1M", "<wheel up><wheel down>");
    CHECK("\x1b[<0;99999999999999;4M", "<?>");
}

static void test_malformed(void **state)
{
    (void)state;
    CHECK("\xff\xfe", "<bad><bad>");
    CHECK("a\xc3", "a<bad>");
    CHECK("\x1b[999q", "<?>");
}

static void test_paste_is_text(void **state)
{
    (void)state;
    CHECK("x\x1b[200~a\x18\x1b[Ab\x1b[201~y", "x<paste a\x18\x1b[Ab>y");
    CHECK("\x1b[200~\x1b[201~z", "<paste >z");
    CHECK("\x1b[200~one\x1b[201~\x1b[200~two\x1b[201~", "<paste one><paste two>");
    CHECK("\x1b[200~a\x1b[201~b\x1b[200~c\x1b[201~", "<paste a>b<paste c>");
}

static void test_paste_without_end_is_over_when_silent(void **state)
{
    (void)state;
    struct input *input = input_new();
    struct event event;
    input_feed(input, "\x1b[200~lost", 10, 0);
    assert_false(input_next(input, 0, &event));
    assert_false(input_holds(input, "\x18", 1, CONTROL('X'))); /* it would be text */
    assert_int_equal(input_due(input), INPUT_PASTE_SILENCE);
    assert_false(input_next(input, INPUT_PASTE_SILENCE - 1, &event));
    assert_true(input_next(input, INPUT_PASTE_SILENCE, &event));
    assert_int_equal(event.kind, EVENT_PASTE);
    assert_int_equal(event.length, 4);
    input_feed(input, "\x18", 1, 1000);
    assert_true(input_next(input, 1000, &event));
    assert_int_equal(event.key, CONTROL('X'));
    input_free(input);
}

/* What was taken is gone, what was not is not: "leave now" may be among it. */
static void test_wiped_is_what_was_taken(void **state)
{
    (void)state;
    struct input *input = input_new();
    struct event event;
    input_feed(input, "secret\r\x18", 8, 0);
    for (int i = 0; i < 7; i++)
        assert_true(input_next(input, 0, &event));
    assert_int_equal(event.key, KEYCODE_ENTER);
    input_wipe(input);
    assert_int_equal(input_waiting(input), 1);
    assert_true(input_next(input, 0, &event));
    assert_int_equal(event.key, CONTROL('X'));
    input_feed(input, "\x1b[200~abc\x1b[201~d", 16, 0);
    assert_true(input_next(input, 0, &event));
    assert_int_equal(event.kind, EVENT_PASTE);
    input_wipe(input);
    assert_true(input_next(input, 0, &event));
    assert_int_equal(event.key, 'd');
    assert_false(input_next(input, 0, &event));
    input_wipe(input); /* nothing is there */
    assert_false(input_next(input, 0, &event));
    input_free(input);
}

static void test_any_bytes_at_all(void **state)
{
    (void)state;
    uint32_t seed = 7;
    int rounds = getenv("MEND_TORTURE") ? 100000 : 2000;
    for (int round = 0; round < rounds; round++) {
        struct input *input = input_new();
        char bytes[64];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            static const char favourites[] = "\x1b[O<~;0123M\x18\xe2\x82";
            bytes[i] = (seed >> 16) & 1 ? favourites[(seed >> 20) % (sizeof favourites - 1)]
                                        : (char)(seed >> 24);
        }
        int before = 0;
        for (size_t i = 0; i < sizeof bytes; i++)
            before += bytes[i] == 0x18;
        int seen = 0;
        struct event event;
        input_feed(input, bytes, sizeof bytes, 0);
        for (int64_t now = 0; now < 2000; now += 500)
            while (input_next(input, now, &event))
                seen += event.kind == EVENT_KEY && event.key == CONTROL('X');
        /* No paste can start here, so every "leave now" must come through. */
        assert_int_equal(seen, before);
        assert_int_equal(input_due(input), -1);
        input_free(input);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_escape_alone_waits_then_is_a_key),
        cmocka_unit_test(test_leave_now_is_never_swallowed),
        cmocka_unit_test(test_alt),
        cmocka_unit_test(test_keys_that_wait),
        cmocka_unit_test(test_two_escapes),
        cmocka_unit_test(test_mouse),
        cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_paste_is_text),
        cmocka_unit_test(test_paste_without_end_is_over_when_silent),
        cmocka_unit_test(test_wiped_is_what_was_taken),
        cmocka_unit_test(test_any_bytes_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
