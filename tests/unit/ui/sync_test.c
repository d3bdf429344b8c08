#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/sync.h"

/* What is left of BYTES, with "{sync}" and "{t=N}" in place of the sequences. */
static void scan(const char *bytes, size_t step, const char *expected)
{
    struct sync sync = {0};
    struct str out = {0};
    size_t length = strlen(bytes);
    for (size_t at = 0; at < length;) {
        size_t part = length - at < step ? length - at : step;
        enum sync_found found;
        int64_t milliseconds = 0;
        at += sync_scan(&sync, bytes + at, part, &out, &found, &milliseconds);
        if (found == SYNC_BARRIER)
            str_puts(&out, "{sync}");
        if (found == SYNC_ADVANCE)
            str_printf(&out, "{t=%d}", (int)milliseconds);
    }
    if (strcmp(str_text(&out), expected) != 0)
        fail_msg("step %zu: \"%s\" instead of \"%s\"", step, str_text(&out), expected);
    str_free(&out);
}

static void test_sequences_are_taken_out(void **state)
{
    (void)state;
    for (size_t step = 1; step < 12; step++) {
        scan("a\x1d"
             "b",
             step, "a{sync}b");
        scan("a\x1b]5522;t=25\a\x1d", step, "a{t=25}{sync}");
        scan("\x1b\x1b]5522;t=25\a", step, "\x1b{t=25}");
        scan("\x1b\x1d", step, "\x1b{sync}");
        scan("\x1b[A\x1b]0;x\a\x1d", step, "\x1b[A\x1b]0;x\a{sync}");
        scan("\x1b]5522;t=99999999999999999999999999999999\a\x1d", step,
             "\x1b]5522;t=99999999999999999999999999999999\a{sync}");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sequences_are_taken_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
