/* What was deleted cannot be found in any file of the home. */
#include "room.h"

static const char canary[] = "a secret nobody is to find";

static int64_t add(struct room *room, const char *exercise, const char *text)
{
    struct pairs values = {0};
    int64_t id;
    must(room, pairs_set(&values, "text", text, &room->fault));
    must(room, store_answer_add(room->store, "1", exercise, "reflect", &values, &id, &room->fault));
    pairs_free(&values);
    return id;
}

static void a_deleted_answer_leaves_no_bytes(void **state)
{
    struct room *room = *state;
    room_open(room);
    add(room, "trust", "stays");
    int64_t id = add(room, "trust", canary);
    add(room, "other", "stays too");
    assert_true(home_holds(room, canary));
    must(room, store_answer_delete(room->store, id, &room->fault));
    assert_false(home_holds(room, canary));
    assert_true(home_holds(room, "stays too"));
}

/* A word in capitals: its small letters stand in the index alone. */
static void a_deleted_answer_leaves_no_words_in_the_index(void **state)
{
    struct room *room = *state;
    room_open(room);
    add(room, "trust", "HERE STAYS");
    int64_t id = add(room, "trust", "XQ ZYXWVUTSRQPON");
    assert_true(home_holds(room, "wvutsrqpon"));
    must(room, store_answer_delete(room->store, id, &room->fault));
    assert_false(home_holds(room, "wvutsrqpon"));
    assert_true(home_holds(room, "stays"));
}

static void a_cleared_draft_leaves_no_bytes(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, set(room->store, "text", canary, &room->fault));
    must(room, append(room->store, "text", 0, sizeof canary - 1, "replaced", &room->fault));
    must(room, store_draft_clear(room->store, "1", "trust", &room->fault));
    assert_false(home_holds(room, canary));
    assert_false(home_holds(room, "replaced"));
}

static void words_taken_back_while_writing_go_with_the_answer(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, set(room->store, "text", "x", &room->fault));
    must(room, append(room->store, "text", 1, 0, canary, &room->fault));
    must(room, append(room->store, "text", 1, sizeof canary - 1, "y", &room->fault));
    add(room, "trust", "xy");
    assert_false(home_holds(room, canary));
}

static void a_removed_key_leaves_no_bytes(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, set(room->store, "text", canary, &room->fault));
    must(room, set(room->store, "note", "stays", &room->fault));
    must(room, set(room->store, "text", "", &room->fault));
    assert_false(home_holds(room, canary));
    assert_true(home_holds(room, "stays"));
}

static void expect_setting(struct room *room, const char *name, const char *expected)
{
    char *value;
    must(room, store_setting(room->store, name, &value, &room->fault));
    if (expected)
        assert_string_equal(expected, value);
    else
        assert_null(value);
    free(value);
}

static void a_forgotten_setting_leaves_no_bytes(void **state)
{
    struct room *room = *state;
    unsigned seed = 8;
    char name[32], value[64];
    room_open(room);
    must(room, store_set_setting(room->store, "stays", "this value", &room->fault));
    for (int i = 0; i < 300; i++) { /* over several pages, so that rows move between them */
        struct str text = {0};
        snprintf(name, sizeof name, "setting %d", i);
        for (int j = rand_r(&seed) % 30; j >= 0; j--)
            str_printf(&text, "<value %d>", i);
        must(room, store_set_setting(room->store, name, str_text(&text), &room->fault));
        str_free(&text);
    }
    for (int i = 0; i < 300; i += torture() ? 1 : 29) {
        snprintf(name, sizeof name, "setting %d", i);
        snprintf(value, sizeof value, "<value %d>", i);
        assert_true(home_holds(room, value));
        must(room, store_set_setting(room->store, name, NULL, &room->fault));
        assert_false(home_holds(room, value));
        expect_setting(room, name, NULL);
    }
    must(room, store_set_setting(room->store, "setting 0", NULL, &room->fault)); /* is gone */
    expect_setting(room, "stays", "this value");
}

/* ---- many words of many lengths, deleted in no order ---- */

enum { MOST = 60 };

struct word {
    bool there;
    int64_t id;
    char mark[24]; /* begins the text, and is nowhere else */
};

static char *long_text(const char *mark, unsigned *seed)
{
    /* Every part carries the mark, so that a left-over of any part is found. */
    struct str text = {0};
    int parts = 1 + rand_r(seed) % (rand_r(seed) % 8 == 0 ? 600 : 40);
    for (int i = 0; i < parts; i++)
        str_printf(&text, "%s,", mark);
    return str_take(&text);
}

static void write_word(struct room *room, struct word *word, int number, bool draft, unsigned *seed)
{
    static int made;
    char exercise[16];
    snprintf(exercise, sizeof exercise, "e%d", number);
    snprintf(word->mark, sizeof word->mark, "<%c%08d>", draft ? 'd' : 'a', ++made);
    char *text = long_text(word->mark, seed);
    if (draft) {
        must(room,
             store_draft_set(room->store, "1", exercise, "text", text, strlen(text), &room->fault));
        for (int i = rand_r(seed) % 4; i > 0; i--) {
            struct draft_edit edit = {0, 1, text, strlen(text)};
            must(room,
                 store_draft_append(room->store, "1", exercise, "text", &edit, 1, &room->fault));
        }
    } else {
        word->id = add(room, "long", text);
    }
    word->there = true;
    free(text);
}

static void erase_word(struct room *room, struct word *word, int number, bool draft)
{
    char exercise[16];
    snprintf(exercise, sizeof exercise, "e%d", number);
    if (draft)
        must(room, store_draft_clear(room->store, "1", exercise, &room->fault));
    else
        must(room, store_answer_delete(room->store, word->id, &room->fault));
    word->there = false;
    if (home_holds(room, word->mark))
        fail_msg("%s is still in the file", word->mark);
}

static void no_page_keeps_a_copy(void **state)
{
    struct room *room = *state;
    struct word words[2][MOST] = {0};
    unsigned seed = 2711;
    room_open(room);
    int rounds = torture() ? 20000 : 400;
    for (int i = 0; i < rounds; i++) {
        int number = rand_r(&seed) % MOST;
        bool draft = rand_r(&seed) % 2;
        struct word *word = &words[draft][number];
        if (!word->there)
            write_word(room, word, number, draft, &seed);
        else
            erase_word(room, word, number, draft);
    }
    for (int i = 0; i < 2 * MOST; i++) {
        const struct word *word = &words[i % 2][i / 2];
        if (word->there)
            assert_true(home_holds(room, word->mark));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_deleted_answer_leaves_no_bytes),
        TEST(a_deleted_answer_leaves_no_words_in_the_index),
        TEST(a_cleared_draft_leaves_no_bytes),
        TEST(words_taken_back_while_writing_go_with_the_answer),
        TEST(a_removed_key_leaves_no_bytes),
        TEST(a_forgotten_setting_leaves_no_bytes),
        TEST(no_page_keeps_a_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
