/*
 * Who stops a check-in for two, in whatever way, leaves no trace: neither in the pages of the file
 * nor in memory; and who it was cannot be seen.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/two.h"

/* Whoever it is, wherever, in whatever way: the same page, and no trace. */
static void test_stopping(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    char *wanted = NULL;
    for (size_t i = 0; i < SHOWN; i++) {
        for (int unseen = 0; unseen <= (is_alone(i) ? 1 : 0); unseen++) {
            begin(rig);
            walk(rig, 0, i);
            rig_script(rig, "<Esc>");
            if (is_alone(i)) {
                rig_expect(rig, "You can stop.");
                rig_script(rig, "<Backspace>");
                rig_expect(rig, titles[i]); /* or not */
                rig_script(rig, unseen ? "<Esc><Enter>" : "<Esc><Esc>");
            }
            if (unseen && i < TO_SECOND)
                walk(rig, TO_SECOND, SHOWN);
            else if (unseen && i < TO_FIRST)
                walk(rig, TO_FIRST, SHOWN);
            else if (unseen)
                walk(rig, SHOWN - 1, SHOWN);
            rig_expect(rig, "Not today. Nothing is shown, and nothing of either answer is kept.");
            char *seen = rig_screen_text(rig);
            if (!wanted)
                wanted = strdup(seen);
            assert_string_equal(seen, wanted);
            free(seen);
            rig_script(rig, "<Enter>");
            come_back(rig);
            rig_expect(rig, "Nothing of either answer was kept.");
            rig_script(rig, "<Enter>");
            rig_expect(rig, "Me and my data");
        }
    }
    /* A no of either, and nothing that both picked, are the same again. */
    static const char *const others[][2] = {{"n", "y"}, {"y", "n"}, {"n", "n"}};
    for (size_t i = 0; i <= COUNT(others); i++) {
        bool apart = i == COUNT(others);
        begin(rig);
        walk(rig, 0, apart ? TO_SECOND - 1 : TO_FIRST - 1);
        if (apart) {
            rig_script(rig, "<Enter>"); /* picks nothing */
            walk(rig, TO_SECOND, TO_FIRST - 1);
        }
        rig_script(rig, apart ? "y" : others[i][0]);
        walk(rig, TO_FIRST, TO_FIRST + 1);
        rig_script(rig, apart ? "y" : others[i][1]);
        walk(rig, TO_FIRST + 2, SHOWN);
        char *seen = rig_screen_text(rig);
        assert_string_equal(seen, wanted);
        free(seen);
        rig_script(rig, "<Enter>");
        come_back(rig);
        rig_script(rig, "<Enter>");
    }
    free(wanted);
    expect_no_trace(home); /* while it still runs */
    leave(rig);
    expect_no_trace(home);
    folder_remove(home);
}

/* Left, killed, locked or left lying about, before and after the second has answered. */
static void test_dropped(void **state)
{
    (void)state;
    static const size_t at[] = {TO_SECOND - 2, TO_FIRST - 3, SHOWN - 1, SHOWN};
    static const char *const ways[] = {"<C-x>", "<C-l>", "<C-z>", "<301s>", "kill", "term"};
    for (size_t i = 0; i < COUNT(at) * COUNT(ways); i++) {
        const char *way = ways[i % COUNT(ways)];
        char *home = folder_copy(sealed);
        struct rig *rig = start(home);
        begin(rig);
        walk(rig, 0, at[i / COUNT(ways)]);
        if (at[i / COUNT(ways)] < SHOWN)
            rig_keys(rig, "half a word " SECOND_KEPT);
        rig_script(rig, "<2s>");
        rig_sync(rig);
        bool signalled = *way != '<';
        bool over = signalled || strcmp(way, "<C-x>") == 0;
        if (signalled)
            rig_signal(rig, *way == 'k' ? SIGKILL : SIGTERM);
        else
            rig_script(rig, way);
        if (over) {
            rig_wait_exit(rig);
            rig_stop(rig);
        } else if (strcmp(way, "<C-z>") == 0) {
            rig_wait_stop(rig);
            rig_signal(rig, SIGCONT);
        } else {
            rig_wait_for(rig, "This is locked.");
        }
        expect_no_trace(home);
        if (over)
            rig = rig_start(.mend_home = home);
        unlock(rig);
        rig_expect_not(rig, "not saved");
        rig_script(rig, OPEN_IT);
        rig_expect(rig, "For both of you, together");
        leave(rig);
        expect_no_trace(home);
        folder_remove(home);
    }
}

/* Whether WORDS stand anywhere in the memory of the program, byte for byte. */
static bool memory_holds(struct rig *rig, const char *words)
{
    char path[64];
    char line[512];
    bool found = false;
    snprintf(path, sizeof path, "/proc/%d/maps", (int)rig_pid(rig));
    FILE *maps = fopen(path, "r");
    snprintf(path, sizeof path, "/proc/%d/mem", (int)rig_pid(rig));
    int memory = open(path, O_RDONLY);
    if (!maps || memory < 0) {
        print_message("the memory of another process can be read by root only\n");
        skip();
    }
    while (!found && fgets(line, sizeof line, maps)) {
        unsigned long from;
        unsigned long to;
        char mode[8];
        if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) != 3 || mode[0] != 'r' ||
            to - from > (1UL << 28)) /* what the sanitizers reserve */
            continue;
        char *bytes = malloc(to - from);
        assert_non_null(bytes);
        ssize_t length = pread(memory, bytes, to - from, (off_t)from);
        found = length > 0 && memmem(bytes, (size_t)length, words, strlen(words));
        free(bytes);
    }
    fclose(maps);
    close(memory);
    return found;
}

/* What the second wrote is gone once it is not shown, what the first wrote with the end. */
static void test_memory(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    begin(rig);
    walk(rig, 0, TO_FIRST);
    assert_true(memory_holds(rig, SECOND_KEPT));
    walk(rig, TO_FIRST, SHOWN);
    assert_false(memory_holds(rig, SECOND_KEPT));
    assert_false(memory_holds(rig, SECOND_ONLY));
    rig_script(rig, "<Enter>");
    come_back(rig);
    rig_script(rig, "n");
    rig_expect(rig, "Me and my data");
    for (size_t i = 0; i < COUNT(canaries); i++)
        if (memory_holds(rig, canaries[i]))
            fail_msg("\"%s\" is still in memory", canaries[i]);
    begin(rig);
    walk(rig, 0, TO_SECOND - 1);
    rig_script(rig, "<Esc><Enter>"); /* unseen: at once, not at the end */
    rig_expect(rig, titles[TO_SECOND]);
    for (size_t i = 0; i < COUNT(canaries); i++)
        if (memory_holds(rig, canaries[i]))
            fail_msg("\"%s\" is still in memory", canaries[i]);
    leave(rig);
    folder_remove(home);
}

/* What follows in the same breath is not lost when what was typed is wiped. */
static void test_leaving_in_one_go(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    begin(rig);
    walk(rig, 0, TO_SECOND - 1);
    rig_keys(rig, " \r\x18");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
    expect_no_trace(home);
    rig = rig_start(.mend_home = home);
    rig_wait_for(rig, "This is locked.");
    rig_keys(rig, PASSPHRASE "\r\x18");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stopping),
        cmocka_unit_test(test_dropped),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_leaving_in_one_go),
    };
    return cmocka_run_group_tests(tests, make_sealed, remove_sealed);
}
