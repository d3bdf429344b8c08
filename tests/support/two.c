#include "support/two.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/vault/vault.h"

const char *const canaries[CANARIES] = {FIRST_BOTH,  FIRST_KEPT,  FIRST_ONLY, SECOND_BOTH,
                                        SECOND_ONLY, SECOND_KEPT, LABEL};
/*
 * The whole of it, from the first page on. The first shows trust in the other (7), closeness (5)
 * and calm (8); the second trust in the other (3), how we talk (9), calm (8).
 */
const char *const steps[SHOWN] = {
    "<Enter>",
    "<Enter>",
    "<Enter>",
    "7<Down>6<Down>2<Down>5<Down>4<Down>1<Down>8<Tab>", /* 3: the first answers */
    FIRST_BOTH "<Tab>",
    FIRST_KEPT "<Tab>",
    FIRST_ONLY "<Tab>",
    " <Down*2> <Down*2> <Down> <Down*2> <Enter>", /* 7: picks */
    "<Enter>",
    LABEL "<Enter>",
    "3<Down>6<Down>1<Down>4<Down>9<Down>0<Down>8<Tab>", /* 10: the second answers */
    SECOND_BOTH "<Tab>",
    SECOND_ONLY "<Tab>",
    SECOND_KEPT "<Tab>",
    " <Down*3> <Down> <Down> <Down> <Enter>", /* 14: picks */
    "y",
    "<Enter>",
    "y",
    "<Enter>",
};

/* What stands on the page before each step, and behind the last one. */
const char *const titles[SHOWN + 1] = {
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

bool is_alone(size_t step)
{
    return (step >= FIRST_PART && step < TO_SECOND) || (step >= SECOND_PART && step < TO_FIRST) ||
           step == TO_FIRST + 1;
}

char *sealed;

void leave(struct rig *rig)
{
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
}

void unlock(struct rig *rig)
{
    rig_wait_for(rig, "This is locked.");
    rig_script(rig, PASSPHRASE "<Enter>");
    rig_expect(rig, "Last opened");
}

struct rig *start(const char *home)
{
    struct rig *rig = rig_start(.mend_home = home);
    unlock(rig);
    return rig;
}

int make_sealed(void **state)
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

int remove_sealed(void **state)
{
    (void)state;
    folder_remove(sealed);
    return 0;
}

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

void expect_traces(const char *from, const char *const *words, size_t count, bool wanted)
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

void expect_no_trace(const char *home)
{
    expect_traces(home, canaries, COUNT(canaries), false);
}

void expect_none_shown(struct rig *rig, const char *const *words, size_t count)
{
    char *seen = rig_screen_text(rig);
    for (size_t i = 0; i < count; i++)
        if (strstr(seen, words[i]))
            rig_fail(rig, "\"%s\" is shown", words[i]);
    free(seen);
}

/* From the page step FROM is for to the one TO is for, looking at each. */
void walk(struct rig *rig, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        rig_expect(rig, titles[i]);
        expect_none_shown(rig, canaries, COUNT(canaries));
        rig_script(rig, steps[i]);
    }
    rig_sync(rig); /* a page that was not seen yet takes no Enter */
}

void begin(struct rig *rig)
{
    rig_script(rig, OPEN_IT);
    rig_expect(rig, "For both of you, together");
    rig_script(rig, "<Enter>");
}

void come_back(struct rig *rig)
{
    rig_expect(rig, "mend is locked.");
    rig_script(rig, PASSPHRASE "<Enter>");
    rig_expect(rig, "You have mend to yourself again");
}
