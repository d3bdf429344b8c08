/*
 * kill -9 in the middle of typing, at random points: what was typed more than a second before is
 * there the next time, and what is there is the beginning of what was typed, never something else.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/store/store.h"
#include "support/rig.h"

enum { SCRIPT = 300, KEY_MS = 100 };

/* The draft in HOME; "" when there is none. */
static char *kept(const char *home)
{
    struct clock clock;
    struct store *store = NULL;
    struct fault fault = {0};
    struct pairs values = {0};
    assert_int_equal(clock_init(&clock, NULL, false, NULL), OK);
    if (store_open(home, &clock, &store, &fault) ||
        store_draft_load(store, "1", "trust-in-my-words", &values, &fault))
        fail_msg("%s", fault.text);
    const char *text = pairs_get(&values, "text");
    char *copy = strdup(text ? text : "");
    pairs_free(&values);
    store_close(store);
    return copy;
}

/* Types POINT keys, a tenth of a second each, is killed, and looks at what is left. */
static void kill_at(int point, const char *script)
{
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "<Enter><End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Tab>");
    for (int i = 0; i < point; i++) {
        rig_bytes(rig, script + i, 1);
        rig_advance(rig, KEY_MS);
    }
    rig_bytes(rig, script + point, 1); /* and one more, under way when the end comes */
    rig_signal(rig, SIGKILL);
    rig_wait_exit(rig);
    rig_stop(rig);
    char *text = kept(home);
    size_t length = strlen(text);
    if (strncmp(text, script, length) != 0)
        fail_msg("killed at %d: \"%s\" is not what was typed", point, text);
    if ((int)length < point - 1000 / KEY_MS)
        fail_msg("killed at %d: only %zu keys are left", point, length);
    free(text);
    folder_remove(home);
}

static void test_killed_while_typing(void **state)
{
    (void)state;
    char script[SCRIPT + 1];
    uint32_t seed = 5;
    int rounds = getenv("MEND_TORTURE") ? 200 : 50;
    for (int i = 0; i <= SCRIPT; i++)
        script[i] = (char)(i % 6 == 5 ? ' ' : 'a' + i * 7 % 26);
    for (int round = 0; round < rounds; round++) {
        seed = seed * 1664525u + 1013904223u;
        kill_at((int)((seed >> 8) % (getenv("MEND_TORTURE") ? SCRIPT : 60)), script);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_killed_while_typing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
