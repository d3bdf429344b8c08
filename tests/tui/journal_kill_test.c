/*
 * kill -9 between any two keys of a script that writes two pages, saves in the middle of one and
 * goes on with the other: every word older than a second is in an entry or a draft the next time,
 * and there is nothing in any of them that was not typed.
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

#include "support/book.h"

enum { KEYS = 300, KEY_MS = 100, WORD = 5 /* keys: "w017 " */, NOT_TEXT = -1 };

/* One key: what is sent, and the page it writes on. */
struct key {
    const char *named; /* NULL: `typed` */
    char typed;
    int page;
};

struct script {
    struct key keys[KEYS];
    int count;
    char pages[2][KEYS + 1]; /* what they say in the end */
    int words;
};

static void press(struct script *script, const char *named)
{
    assert_true(script->count < KEYS);
    script->keys[script->count++] = (struct key){named, 0, NOT_TEXT};
}

static void write_words(struct script *script, int page, int count)
{
    for (int i = 0; i < count; i++) {
        char word[16];
        snprintf(word, sizeof word, "w%03d ", script->words++);
        strcat(script->pages[page], word);
        for (int j = 0; j < WORD; j++) {
            assert_true(script->count < KEYS);
            script->keys[script->count++] = (struct key){NULL, word[j], page};
        }
    }
}

static void make_script(struct script *script)
{
    *script = (struct script){0};
    press(script, "n");
    write_words(script, 0, 8);
    press(script, "C-s");
    write_words(script, 0, 11);
    press(script, "Esc");
    press(script, "n");
    write_words(script, 1, 20);
    press(script, "Esc");
    press(script, "Home"); /* the newest, so the second page */
    press(script, "Enter");
    press(script, "e");
    write_words(script, 1, 18);
    press(script, "Esc");
    press(script, "Esc");
    while (script->count < KEYS)
        press(script, script->count % 2 ? "Down" : "Up");
}

static void send(struct rig *rig, const struct key *key)
{
    if (key->named && strlen(key->named) > 1)
        rig_key(rig, key->named);
    else if (key->named)
        rig_keys(rig, key->named);
    else
        rig_bytes(rig, &key->typed, 1);
}

/* ---- what is left ---- */

/* It is the beginning of one of the pages, and is put behind ALL. */
static void take_text(const struct script *script, const char *text, struct str *all, int point)
{
    bool known = false;
    for (int page = 0; page < 2; page++)
        known |= strncmp(script->pages[page], text, strlen(text)) == 0;
    if (!known)
        fail_msg("killed at %d: \"%s\" is not what was typed", point, text);
    str_puts(all, text);
    str_putc(all, '\n');
}

static void read_home(const char *home, const struct script *script, struct str *all, int point)
{
    struct session *session = book_open(home);
    struct fault fault = {0};
    struct journal_entries entries = {0};
    struct drafts drafts = {0};
    assert_int_equal(store_journal_list(session_store(session), 0, 100, &entries, &fault), OK);
    for (size_t i = 0; i < entries.count; i++)
        take_text(script, entries.items[i].text, all, point);
    assert_int_equal(session_journal_drafts(session, &drafts, &fault), OK);
    for (size_t i = 0; i < drafts.count; i++)
        take_text(script, pairs_get(&drafts.items[i].values, WRITING_TEXT), all, point);
    assert_true(entries.count <= 2);
    assert_true(drafts.count <= 1);
    drafts_free(&drafts);
    journal_entries_free(&entries);
    session_close(session);
}

/* Every word whose last key is a second old at the key POINT. */
static void expect_words(const struct script *script, const char *all, int point)
{
    int word = 0;
    for (int i = 0; i < script->count; i++) {
        if (script->keys[i].typed != ' ')
            continue;
        char wanted[32];
        snprintf(wanted, sizeof wanted, "w%03d ", word++);
        if (i < point - 1000 / KEY_MS && !strstr(all, wanted))
            fail_msg("killed at %d: \"%s\", typed at %d, is lost", point, wanted, i);
    }
}

static void kill_at(const struct script *script, int point, bool sealed)
{
    char *home = book_home(sealed);
    struct rig *rig = book_rig(.mend_home = home);
    struct str all = {0};
    for (int i = 0; i < point; i++) {
        send(rig, &script->keys[i]);
        rig_advance(rig, KEY_MS);
    }
    if (point < script->count) /* and one more, under way when the end comes */
        send(rig, &script->keys[point]);
    rig_signal(rig, SIGKILL);
    rig_wait_exit(rig);
    rig_stop(rig);
    read_home(home, script, &all, point);
    expect_words(script, str_text(&all), point);
    rig = rig_start(.mend_home = home); /* and the program itself gets along with what it finds */
    if (sealed)
        book_unlock(rig);
    rig_script(rig, "3<Enter>");
    rig_sync(rig);
    rig_script(rig, "<C-x>");
    rig_expect_exit(rig, 0);
    rig_stop(rig);
    str_free(&all);
    folder_remove(home);
}

static void kill_often(int rounds, uint32_t seed, bool sealed)
{
    struct script script;
    make_script(&script);
    for (int i = 0; i < rounds; i++) {
        seed = seed * 1664525u + 1013904223u;
        kill_at(&script, 1 + (int)((seed >> 8) % KEYS), sealed);
    }
}

static void test_killed_at_random(void **state)
{
    (void)state;
    kill_often(getenv("MEND_TORTURE") ? 200 : 10, 2611, false);
}

static void test_killed_at_random_when_sealed(void **state)
{
    (void)state;
    kill_often(getenv("MEND_TORTURE") ? 40 : 2, 407, true);
}

/* The script does what it seems to: undisturbed it leaves two entries, and nothing begun. */
static void test_the_script_undisturbed(void **state)
{
    (void)state;
    struct script script;
    make_script(&script);
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    for (int i = 0; i < script.count; i++) {
        send(rig, &script.keys[i]);
        rig_advance(rig, KEY_MS);
    }
    book_leave(rig);
    book_expect(home, 1, script.pages[0]);
    book_expect(home, 2, script.pages[1]);
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_script_undisturbed),
        cmocka_unit_test(test_killed_at_random),
        cmocka_unit_test(test_killed_at_random_when_sealed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
