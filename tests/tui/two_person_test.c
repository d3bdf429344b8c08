/*
 * A check-in for two on the shipped program: only what both chose is ever on the glass, whoever
 * stops in whatever way leaves no trace in the file, and nothing else of mend is reached before the
 * passphrase. What the file holds is read page by page behind its seal, unused ones included.
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
#include <sqlite3.h>

#include "mend/vault/vault.h"
#include "support/rig.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])
#define PASSPHRASE "copper ladder seven rain"
#define OPEN_IT "1m<End><Up><Enter>"
#define AUNT "aunt-canary-4471"

/* Of each, one text both pick, one only its writer picks, one the writer keeps. */
#define FIRST_BOTH "osprey-first-both"
#define FIRST_KEPT "osprey-first-kept"
#define FIRST_ONLY "osprey-first-only"
#define SECOND_BOTH "plover-second-both"
#define SECOND_ONLY "plover-second-only"
#define SECOND_KEPT "plover-second-kept"
#define LABEL "Mara-canary"

static const char *const canaries[] = {FIRST_BOTH,  FIRST_KEPT,  FIRST_ONLY, SECOND_BOTH,
                                       SECOND_ONLY, SECOND_KEPT, LABEL};
/* Without those of the first, who may keep their own. */
static const char *const of_second[] = {SECOND_ONLY, SECOND_KEPT};

/*
 * The whole of it, from the first page on. The first shows trust in the other (7), closeness (5)
 * and calm (8); the second trust in the other (3), how we talk (9), calm (8).
 */
static const char *const steps[] = {
    "<Enter>", "<Enter>", "<Enter>",
    "7<Down>6<Down>2<Down>5<Down>4<Down>1<Down>8<Tab>", /* 3: the first answers */
    FIRST_BOTH "<Tab>", FIRST_KEPT "<Tab>", FIRST_ONLY "<Tab>",
    " <Down*2> <Down*2> <Down> <Down*2> <Enter>", /* 7: picks */
    "<Enter>", LABEL "<Enter>",
    "3<Down>6<Down>1<Down>4<Down>9<Down>0<Down>8<Tab>", /* 10: the second answers */
    SECOND_BOTH "<Tab>", SECOND_ONLY "<Tab>", SECOND_KEPT "<Tab>",
    " <Down*3> <Down> <Down> <Down> <Enter>", /* 14: picks */
    "y", "<Enter>", "y", "<Enter>",
};
enum { FIRST_PART = 3, TO_SECOND = 8, SECOND_PART = 9, TO_FIRST = 16, SHOWN = COUNT(steps) };

/* What stands on the page before each step, and behind the last one. */
static const char *const titles[] = {
    "The first, whose mend this is: Enter",
    "And the second: Enter",
    "The first, alone with the screen",
    "How is it these days?",
    "What went well",
    "What was hard",
    "What I ask for",
    "Which of your answers may be shown?",
    "Now the second, alone with the screen",
    "A name or a letter",
    "How is it these days?",
    "What went well",
    "What was hard",
    "What I ask for",
    "Which of your answers may be shown?",
    "Alone: is something to be shown?",
    "Once more the first, alone",
    "Alone: is something to be shown?",
    "Now both, together",
    "What you both chose to show",
};

static bool is_alone(size_t step)
{
    return (step >= FIRST_PART && step < TO_SECOND) || (step >= SECOND_PART && step < TO_FIRST) ||
           step == TO_FIRST + 1;
}

static char *sealed; /* turned on, with somebody in "my people" */

static void leave(struct rig *rig)
{
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
}

static void unlock(struct rig *rig)
{
    rig_wait_for(rig, "This is locked.");
    rig_script(rig, PASSPHRASE "<Enter>");
    rig_expect(rig, "Last opened");
}

static struct rig *start(const char *home)
{
    struct rig *rig = rig_start(.mend_home = home);
    unlock(rig);
    return rig;
}

static int setup(void **state)
{
    (void)state;
    sealed = folder_make();
    struct rig *rig = rig_start(.mend_home = sealed);
    rig_script(rig, "<Enter><Tab><Enter>" PASSPHRASE "<Enter>" PASSPHRASE "<Enter>n<End><Enter>");
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Esc>1m<Down*3><Enter><Tab>" AUNT "<Enter><2s><Esc><Esc>");
    rig_script(rig, OPEN_IT);
    rig_expect(rig, "What this is, and what it is not");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "For both of you, together");
    leave(rig);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    folder_remove(sealed);
    return 0;
}

/* ---- what the file holds ---- */

/* All pages of the database in HOME as SQLite sees them. */
static unsigned char *pages_of(const char *home, size_t *size)
{
    char path[4300];
    struct vault *vault = NULL;
    struct fault fault = {0};
    sqlite3 *db = NULL;
    sqlite3_int64 length = 0;
    snprintf(path, sizeof path, "%s/mend.db", home);
    if (vault_unlock(path, PASSPHRASE, strlen(PASSPHRASE), &vault, &fault))
        fail_msg("%s", fault.text);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, vault_vfs_name()),
                     SQLITE_OK);
    unsigned char *bytes = sqlite3_serialize(db, "main", &length, 0);
    assert_non_null(bytes);
    assert_true(length > 4096);
    sqlite3_close(db);
    vault_close(vault);
    *size = (size_t)length;
    return bytes;
}

static void expect_traces(const char *from, const char *const *words, size_t count, bool wanted)
{
    size_t size;
    char *home = folder_copy(from);
    unsigned char *bytes = pages_of(home, &size);
    assert_non_null(memmem(bytes, size, AUNT, strlen(AUNT))); /* it can be read */
    for (size_t i = 0; i < count; i++) {
        if (folder_contains(home, words[i]))
            fail_msg("\"%s\" stands in the clear", words[i]);
        if (wanted != (memmem(bytes, size, words[i], strlen(words[i])) != NULL))
            fail_msg("\"%s\" is %s the file", words[i], wanted ? "not in" : "in");
    }
    sqlite3_free(bytes);
    folder_remove(home);
}

static void expect_no_trace(const char *home)
{
    expect_traces(home, canaries, COUNT(canaries), false);
}

/* ---- going through it ---- */

static void expect_none_shown(struct rig *rig, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        rig_expect_not(rig, words[i]);
}

/* From the page step FROM is for to the one TO is for, looking at each. */
static void walk(struct rig *rig, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        rig_expect(rig, titles[i]);
        expect_none_shown(rig, canaries, COUNT(canaries));
        rig_script(rig, steps[i]);
    }
    rig_sync(rig); /* a page that was not seen yet takes no Enter */
}

static void begin(struct rig *rig)
{
    rig_script(rig, OPEN_IT);
    rig_expect(rig, "For both of you, together");
    rig_script(rig, "<Enter>");
}

static void come_back(struct rig *rig)
{
    rig_expect(rig, "mend is locked.");
    rig_script(rig, PASSPHRASE "<Enter>");
    rig_expect(rig, "You have mend to yourself again");
}

/* ---- tests ---- */

static void test_off_by_default(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    rig_script(rig, OPEN_IT "o");
    rig_expect(rig, "What this is, and what it is not");
    rig_expect(rig, "one is afraid of the other");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Me and my data");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "What this is, and what it is not"); /* still off */
    rig_script(rig, "<Enter>");
    rig_expect(rig, "For both of you, together");
    rig_script(rig, "<Esc><Enter>");
    rig_expect(rig, "For both of you, together"); /* still on */
    rig_script(rig, "2");                         /* nothing has begun: nothing is locked */
    rig_expect(rig, "The foundation of trust");
    leave(rig);
    folder_remove(home);
}

static void test_not_without_a_passphrase(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, OPEN_IT);
    rig_expect(rig, "It needs a passphrase first");
    rig_script(rig, "<Enter><Enter>");
    rig_expect(rig, "It needs a passphrase first");
    rig_script(rig, "<Esc>1<Enter><End><Enter>"); /* with a home, in the clear */
    rig_expect(rig, "page 1 of 4");
    rig_script(rig, "<Esc>" OPEN_IT);
    rig_expect(rig, "It needs a passphrase first");
    rig_script(rig, "<Enter>o");
    rig_expect(rig, "It needs a passphrase first");
    leave(rig);
    folder_remove(home);
}

static void expect_shown(struct rig *rig)
{
    static const char *const never[] = {FIRST_KEPT, FIRST_ONLY, SECOND_ONLY, SECOND_KEPT};
    rig_expect(rig, "What you both chose to show");
    expect_none_shown(rig, never, COUNT(never));
    rig_expect(rig, "First " LABEL); /* heads the columns */
    rig_expect(rig, "Trust in the other 7 3");
    rig_expect(rig, "Calm 8 8");
    rig_expect(rig, FIRST_BOTH);
    rig_expect(rig, SECOND_BOTH);
    rig_expect_not(rig, "safe");
    rig_expect_not(rig, "Limits");
    rig_expect_not(rig, "Closeness");   /* only the first picked it */
    rig_expect_not(rig, "How we talk"); /* only the second did */
    rig_expect_not(rig, "Trust in myself");
    rig_expect(rig, "about \"Trust in the other\" you answered differently");
    rig_expect(rig, "And a card.");
    rig_expect_not(rig, "gap");
}

/* Bytes that nobody may see any more after the first has handed over. */
static void expect_not_sent(struct rig *rig, size_t mark, const char *words)
{
    size_t length;
    const char *bytes = rig_since(rig, mark, &length);
    if (memmem(bytes, length, words, strlen(words)))
        rig_fail(rig, "\"%s\" was sent to the terminal", words);
}

static void test_what_both_chose(void **state)
{
    (void)state;
    static const char *const shown[] = {FIRST_BOTH, FIRST_KEPT, FIRST_ONLY, SECOND_BOTH, LABEL};
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    begin(rig);
    walk(rig, 0, TO_SECOND);
    size_t mark = rig_mark(rig);
    walk(rig, TO_SECOND, TO_FIRST);
    size_t second = rig_mark(rig);
    walk(rig, TO_FIRST, SHOWN);
    expect_shown(rig);
    expect_no_trace(home); /* on the screen, and in no file yet */
    rig_script(rig, "<Enter>");
    rig_expect(rig, "mend is locked.");
    expect_none_shown(rig, canaries, COUNT(canaries));
    come_back(rig);
    rig_expect(rig, "You put how safe you feel low.");
    expect_none_shown(rig, canaries, COUNT(canaries));
    expect_not_sent(rig, mark, FIRST_KEPT);
    expect_not_sent(rig, mark, FIRST_ONLY);
    expect_not_sent(rig, second, SECOND_KEPT);
    expect_not_sent(rig, second, SECOND_ONLY);
    rig_script(rig, "y");
    rig_expect(rig, "Kept.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Me and my data");
    leave(rig);
    expect_traces(home, shown, COUNT(shown), true);
    expect_traces(home, of_second, COUNT(of_second), false);
    folder_remove(home);
}

static void test_keeping_less(void **state)
{
    (void)state;
    static const char *const own[] = {FIRST_BOTH, FIRST_KEPT, FIRST_ONLY};
    static const char *const others[] = {SECOND_BOTH, SECOND_ONLY, SECOND_KEPT, LABEL};
    for (int nothing = 1; nothing >= 0; nothing--) {
        char *home = folder_copy(sealed);
        struct rig *rig = start(home);
        begin(rig);
        walk(rig, 0, SHOWN);
        rig_script(rig, "<Enter>");
        come_back(rig);
        rig_script(rig, nothing ? "n" : "o");
        rig_expect(rig, nothing ? "Me and my data" : "Kept.");
        leave(rig);
        expect_traces(home, own, COUNT(own), !nothing);
        expect_traces(home, others, COUNT(others), false);
        folder_remove(home);
    }
}

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
    static const char *const ways[] = {"<C-x>", "<C-l>", "<301s>", "kill"};
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
        if (*way == 'k') {
            rig_signal(rig, SIGKILL);
            rig_wait_exit(rig);
            rig_stop(rig);
        } else {
            rig_script(rig, way);
        }
        if (strcmp(way, "<C-x>") == 0) {
            rig_expect_exit(rig, 0);
            rig_stop(rig);
        }
        expect_no_trace(home);
        if (strcmp(way, "<C-x>") == 0 || *way == 'k')
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

static void expect_unmoved(struct rig *rig, const char *script, const char *picture)
{
    rig_script(rig, script);
    char *seen = rig_screen_text(rig);
    if (strcmp(seen, picture) != 0)
        rig_fail(rig, "%s led somewhere", script);
    free(seen);
}

/* From pages where they are no answers, and from what opens on top of them. */
static void test_nothing_else_leads_anywhere(void **state)
{
    (void)state;
    static const char *const others[] = {
        "1",      "2",      "3",       "4",      "5",       "6",     "7",     "/",     "u",
        "m",      "n",      "<Tab>",   "<S-Tab>", "<C-s>",  "?<Esc>", "?2",   "?<Tab>", "<F1><Esc>",
        "<F1>2",  "<F1>1",  "<F1>5",   "<F1><Tab>", "<F1>6", "<F1>/<Esc>", "<F1>?3",
        "<F1><F1>1"};
    static const size_t at[] = {0, 2, TO_SECOND, TO_FIRST, SHOWN - 1};
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    begin(rig);
    size_t step = 0;
    for (size_t i = 0; i < COUNT(at); i++) {
        walk(rig, step, at[i]);
        step = at[i];
        char *picture = rig_screen_text(rig);
        for (size_t k = 0; k < COUNT(others); k++)
            expect_unmoved(rig, others[k], picture);
        free(picture);
    }
    /* A tab that is drawn above Help now is clicked. */
    char *picture = rig_screen_text(rig);
    rig_script(rig, "<F1>");
    rig_expect(rig, "2 Lessons");
    rig_click_text(rig, "2 Lessons");
    expect_unmoved(rig, "", picture);
    rig_click(rig, 0, 12);
    expect_unmoved(rig, "", picture);
    free(picture);
    /* What is typed at the gate is a passphrase. */
    rig_script(rig, "<Enter>");
    expect_shown(rig);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "mend is locked.");
    rig_script(rig, "127/q?<Tab>m<Esc><Esc><F1>2");
    rig_expect(rig, "mend is locked.");
    rig_script(rig, "<C-u>");
    come_back(rig);
    leave(rig);
    folder_remove(home);
}

/* Help now is there, without what is the owner's own. */
static void test_help_inside(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    rig_script(rig, "<F1><Down*30>");
    rig_expect(rig, AUNT);
    rig_script(rig, "<Esc>");
    begin(rig);
    static const size_t at[] = {2, SECOND_PART, SHOWN};
    size_t step = 0;
    for (size_t i = 0; i < COUNT(at); i++) {
        walk(rig, step, at[i]);
        step = at[i];
        rig_script(rig, "<F1>");
        rig_expect(rig, "n danger now");
        for (int k = 0; k < 30; k++) {
            rig_expect_not(rig, AUNT);
            rig_script(rig, "<Enter><Down>"); /* what can be opened, too */
            rig_expect_not(rig, AUNT);
            rig_expect_not(rig, "before you begin");
            rig_script(rig, rig_shows(rig, "n danger now") ? "" : "<Esc>");
        }
        rig_script(rig, "1");
    }
    rig_expect(rig, "What you both chose to show");
    leave(rig);
    folder_remove(home);
}

static void test_only_the_passphrase_leads_back(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    begin(rig);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Not today.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "mend is locked.");
    rig_script(rig, "<Enter>");
    rig_expect(rig, "Type your passphrase first");
    rig_script(rig, "one<Enter>two<Enter>three<Enter>");
    rig_expect(rig, "Another try is possible in");
    rig_script(rig, PASSPHRASE "<Enter>"); /* too early */
    rig_expect(rig, "mend is locked.");
    rig_script(rig, "<30s><Enter>");
    rig_expect(rig, "You have mend to yourself again");
    rig_expect(rig, "3 wrong passphrases were tried");
    rig_script(rig, "<Enter>2");
    rig_expect(rig, "The foundation of trust"); /* open again */
    leave(rig);
    folder_remove(home);
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

static void test_the_same_whatever_the_safety_check_said(void **state)
{
    (void)state;
    char *pictures[SHOWN + 3] = {0};
    for (int ticked = 0; ticked < 2; ticked++) {
        char *home = folder_copy(sealed);
        struct rig *rig = start(home);
        if (ticked) {
            rig_script(rig, "m<Enter><Tab><Tab><Space>");
            rig_expect(rig, "[x] I'm afraid");
            rig_script(rig, "<Esc><Esc>");
        }
        rig_script(rig, OPEN_IT);
        rig_expect(rig, "For both of you, together");
        rig_script(rig, "o");
        for (size_t i = 0; i < SHOWN + 3; i++) {
            char *seen = rig_screen_text(rig);
            if (ticked)
                assert_string_equal(seen, pictures[i]);
            if (ticked)
                free(pictures[i]);
            pictures[i] = ticked ? NULL : strdup(seen);
            free(seen);
            rig_script(rig, i < 2 ? "<Enter>" : i < SHOWN + 2 ? steps[i - 2] : "");
        }
        rig_expect(rig, "What you both chose to show");
        leave(rig);
        folder_remove(home);
    }
}

static void next_page(struct rig *rig, const char *script)
{
    rig_script(rig, script);
    rig_sync(rig);
}

/* Everything can be reached and read in the smallest window. */
static void test_small(void **state)
{
    (void)state;
    char *home = folder_copy(sealed);
    struct rig *rig = start(home);
    rig_resize(rig, 12, 40);
    rig_script(rig, OPEN_IT "o");
    static const char *const lines[] = {"is never shown", "afraid of the other", "who it was",
                                        "the other's memory", "turned off again here"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        for (int k = 0; k < 40 && !rig_shows(rig, lines[i]); k++)
            rig_script(rig, "<Down>");
        rig_expect(rig, lines[i]);
    }
    rig_script(rig, "<Enter>");
    for (int k = 0; k < 10 && rig_shows(rig, "stays") + !rig_shows(rig, "Does each of you"); k++)
        rig_script(rig, "<Enter>"); /* reads on, then begins */
    for (size_t i = 0; i < 3; i++) {
        rig_sync(rig);
        rig_script(rig, "<End>");
        rig_expect(rig, i == 0 ? "The first, whose mend" : i == 1 ? "And the second" : "Then Enter");
        rig_script(rig, "<Enter>");
    }
    rig_expect(rig, "How is it these days?");
    rig_script(rig, "7<Down*6>9");
    rig_expect(rig, "Calm");
    rig_expect(rig, "9");
    rig_script(rig, "<Tab>" FIRST_BOTH);
    rig_expect(rig, FIRST_BOTH);
    rig_script(rig, "<Tab><Tab><Tab> <Down> <Down> ");
    rig_expect(rig, "[x] What went well");
    rig_script(rig, "<Down*9>");
    next_page(rig, "<Enter>");
    next_page(rig, "<End>");
    next_page(rig, "<Enter>");
    rig_script(rig, "<Enter>3<Down*6>9<Tab>" SECOND_BOTH "<Tab><Tab><Tab>");
    rig_expect(rig, "[ ] Trust in the other");
    next_page(rig, " <Down> <Down> <Enter>");
    rig_script(rig, "<End>");
    rig_expect(rig, "y yes. n no.");
    static const char *const rest[] = {"y", "<End>", "<Enter>", "y", "<End>", "<Enter>"};
    for (size_t i = 0; i < COUNT(rest); i++)
        next_page(rig, rest[i]);
    rig_expect(rig, "What you both chose to show");
    static const char *const shown[] = {"Trust in the other 7 3", "Calm 9 9", FIRST_BOTH,
                                        SECOND_BOTH, "you answered differently", "And a card",
                                        "when you have looked"};
    for (size_t i = 0; i < COUNT(shown); i++) {
        for (int k = 0; k < 40 && !rig_shows(rig, shown[i]); k++)
            rig_script(rig, "<Down>");
        rig_expect(rig, shown[i]);
    }
    rig_script(rig, "<End><Enter>");
    come_back(rig);
    for (int k = 0; k < 40 && !rig_shows(rig, "n keeps nothing"); k++)
        rig_script(rig, "<Down>");
    rig_script(rig, "y");
    rig_expect(rig, "Kept.");
    leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_off_by_default),
        cmocka_unit_test(test_not_without_a_passphrase),
        cmocka_unit_test(test_what_both_chose),
        cmocka_unit_test(test_keeping_less),
        cmocka_unit_test(test_stopping),
        cmocka_unit_test(test_dropped),
        cmocka_unit_test(test_nothing_else_leads_anywhere),
        cmocka_unit_test(test_help_inside),
        cmocka_unit_test(test_only_the_passphrase_leads_back),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_leaving_in_one_go),
        cmocka_unit_test(test_the_same_whatever_the_safety_check_said),
        cmocka_unit_test(test_small),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
