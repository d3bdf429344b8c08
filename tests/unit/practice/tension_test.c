#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "mend/practice/tension.h"

static void test_rule(void **state)
{
    (void)state;
    static const struct {
        int before, after;
        bool far_away, pause;
    } table[] = {
        {3, 3, false, false},
        {3, 4, false, false},
        {3, 5, false, true},
        {6, 5, false, false},
        {7, 8, false, true},
        {10, 8, false, true},
        {9, 7, false, false},
        {2, 2, true, true},
        {TENSION_UNKNOWN, 7, false, false},
        {TENSION_UNKNOWN, 8, false, true},
        {5, TENSION_UNKNOWN, false, false},
        {TENSION_UNKNOWN, TENSION_UNKNOWN, true, true},
        {TENSION_UNKNOWN, TENSION_UNKNOWN, false, false},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (tension_wants_pause(table[i].before, table[i].after, table[i].far_away) !=
            table[i].pause)
            fail_msg("row %zu: %d to %d", i, table[i].before, table[i].after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rule)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
