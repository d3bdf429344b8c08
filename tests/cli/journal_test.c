/* The journal's commands, on the shipped program. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "mend/base/path.h"
#include "mend/base/str.h"
#include "support/desk.h"
#include "support/rig.h"

static void keep(struct desk *desk, const char *text)
{
    MEND(desk, text, "journal", "add");
    assert_int_equal(desk->status, 0);
    assert_int_equal(desk->errors.length, 0);
}

static json_t *parse(const struct desk *desk, size_t count)
{
    assert_int_equal(desk->status, 0);
    json_t *array = json_loads(str_text(&desk->out), 0, NULL);
    assert_non_null(array);
    assert_int_equal(json_array_size(array), count);
    return array;
}

static const char *string(json_t *array, size_t at, const char *key)
{
    const char *text = json_string_value(json_object_get(json_array_get(array, at), key));
    assert_non_null(text);
    return text;
}

/* The text of the newest entry. */
static void expect_text(struct desk *desk, const char *expected)
{
    MEND(desk, "", "journal", "list", "-n", "1", "--json");
    json_t *array = parse(desk, 1);
    assert_string_equal(expected, string(array, 0, "text"));
    json_decref(array);
}

/* ---- keeping and listing ---- */

static void an_entry_is_kept_and_listed(void **state)
{
    struct desk *desk = *state;
    MEND(desk, "", "journal", "list");
    desk_expect_out(desk, "There is no entry yet.\n");
    MEND(desk, "", "journal", "list", "--json");
    desk_expect_out(desk, "[]\n");
    assert_int_not_equal(access(desk->home, F_OK), 0);
    MEND(desk, "One line\n\nand another\n", "journal", "add");
    desk_expect_out(desk, "Kept as entry 1.\n");
    MEND(desk, "Later", "journal", "add");
    desk_expect_out(desk, "Kept as entry 2.\n");
    MEND(desk, "", "journal", "list");
    desk_expect_out(desk, "2  21 November 2026, 22:05\n    Later\n\n"
                          "1  21 November 2026, 22:05\n    One line\n\n    and another\n");
    MEND(desk, "", "journal", "list", "--json");
    json_t *array = parse(desk, 2);
    json_t *entry = json_array_get(array, 1);
    assert_int_equal(1, json_integer_value(json_object_get(entry, "id")));
    assert_string_equal("One line\n\nand another", string(array, 1, "text"));
    assert_memory_equal("2026-11-21T22:05:", string(array, 1, "made_at"), 17);
    assert_string_equal("2026-11-21", string(array, 1, "day"));
    assert_true(json_is_false(json_object_get(entry, "pinned")));
    assert_true(json_is_false(json_object_get(entry, "sealed")));
    json_decref(array);
    struct stat status;
    assert_int_equal(stat(desk->home, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0700);
}

static void as_many_are_listed_as_asked_for(void **state)
{
    struct desk *desk = *state;
    char text[32];
    for (int i = 1; i <= 23; i++) {
        snprintf(text, sizeof text, "entry-%d", i);
        keep(desk, text);
    }
    MEND(desk, "", "journal", "list", "--json");
    json_t *array = parse(desk, 20);
    assert_string_equal("entry-23", string(array, 0, "text"));
    assert_string_equal("entry-4", string(array, 19, "text"));
    json_decref(array);
    MEND(desk, "", "journal", "list", "-n3", "--json");
    json_decref(parse(desk, 3));
    MEND(desk, "", "journal", "list", "--json", "-n", "99999999999999999999999");
    json_decref(parse(desk, 23));
    MEND(desk, "", "journal", "search", "-n=2", "--json", "entry");
    array = parse(desk, 2);
    assert_int_equal(22, json_integer_value(json_object_get(json_array_get(array, 1), "id")));
    json_decref(array);
}

static void the_home_may_be_named_before_and_behind(void **state)
{
    struct desk *desk = *state;
    char *other = path_join(desk->folder, "other");
    keep(desk, "here");
    MEND(desk, "there", "--home", other, "journal", "add");
    desk_expect_out(desk, "Kept as entry 1.\n");
    MEND(desk, "", "journal", "search", "the", "--home", other);
    desk_expect_out(desk, "1  21 November 2026, 22:05\n    there\n");
    MEND(desk, "", "journal", "search", "the");
    desk_expect_out(desk, "No entry has these words.\n");
    free(other);
}

static void no_lessons_are_needed(void **state)
{
    struct desk *desk = *state;
    char *before = strdup(getenv("MEND_CONTENT"));
    setenv("MEND_CONTENT", "/no/such/folder", 1);
    keep(desk, "without a lesson");
    expect_text(desk, "without a lesson");
    setenv("MEND_CONTENT", before, 1);
    free(before);
}

static void what_is_not_text_is_repaired(void **state)
{
    struct desk *desk = *state;
    static const char odd[] = "a\xff"
                              "b\0c\r\nd\re \xed\xa0\x80\n\n";
    desk_run(desk, odd, sizeof odd - 1, (const char *const[]){"journal", "add", NULL});
    desk_expect_out(desk, "Kept as entry 1.\n");
    expect_text(desk, "a�b�c\nd\ne ���\n");
}

static void nothing_is_not_kept(void **state)
{
    struct desk *desk = *state;
    static const char *const empty[] = {"", "\n", " \t\r\n\n"};
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        MEND(desk, empty[i], "journal", "add");
        desk_expect_failure(desk, 1, "nothing to keep");
    }
    assert_int_not_equal(access(desk->home, F_OK), 0);
}

static void a_long_text_is_kept_and_an_endless_one_refused(void **state)
{
    struct desk *desk = *state;
    struct str text = {0};
    for (int i = 0; i < 200000; i++)
        str_printf(&text, "w%d ", i);
    str_puts(&text, "end");
    keep(desk, str_text(&text));
    expect_text(desk, str_text(&text));
    str_free(&text);
    char *file = desk->input;
    desk->input = path_join(desk->folder, "endless");
    assert_int_equal(symlink("/dev/zero", desk->input), 0);
    desk_run(desk, "", 0, (const char *const[]){"journal", "add", NULL});
    desk_expect_failure(desk, 1, "64 MiB");
    free(desk->input);
    desk->input = file;
}

/* ---- searching ---- */

static void words_are_found(void **state)
{
    struct desk *desk = *state;
    keep(desk, "Today I said\n\"no\" in the Café");
    keep(desk, "今天我相信自己");
    MEND(desk, "", "journal", "search", "cafe");
    desk_expect_out(desk, "1  21 November 2026, 22:05\n    Today I said \"no\" in the Café\n");
    MEND(desk, "", "journal", "search", "TODAY", "SA");
    assert_non_null(strstr(str_text(&desk->out), "Today I said"));
    MEND(desk, "", "journal", "search", "相信", "--json");
    json_t *array = parse(desk, 1);
    json_t *parts = json_object_get(json_array_get(array, 0), "snippet");
    assert_int_equal(3, json_array_size(parts));
    assert_string_equal("今天我", string(parts, 0, "text"));
    assert_string_equal("相信", string(parts, 1, "text"));
    assert_true(json_is_true(json_object_get(json_array_get(parts, 1), "match")));
    assert_true(json_is_false(json_object_get(json_array_get(parts, 2), "match")));
    json_decref(array);
    MEND(desk, "", "journal", "search", "\"", "AND", "(", "NEAR(");
    desk_expect_out(desk, "No entry has these words.\n");
    MEND(desk, "", "journal", "search", "--json", "--", "--json");
    desk_expect_out(desk, "[]\n");
}

static void phrases_tags_and_days_narrow_a_search(void **state)
{
    struct desk *desk = *state;
    keep(desk, "I said no #Limit");
    keep(desk, "no, I said");
    MEND(desk, "", "journal", "search", "\"I said no\"");
    desk_expect_out(desk, "1  21 November 2026, 22:05\n    I said no #Limit\n");
    MEND(desk, "", "journal", "search", "said", "tag:limit", "after:2026");
    desk_expect_out(desk, "1  21 November 2026, 22:05\n    I said no #Limit\n");
    MEND(desk, "", "journal", "search", "said", "before:2026-11-21");
    desk_expect_out(desk, "No entry has these words.\n");
}

static void on_a_terminal_finds_are_bold(void **state)
{
    struct desk *desk = *state;
    static const char *const arguments[] = {"journal", "search", "needle", NULL};
    keep(desk, "a needle in here");
    struct rig *rig = rig_start(.mend_home = desk->home, .arguments = arguments);
    rig_expect_exit(rig, 0);
    rig_expect(rig, "a needle in here");
    rig_expect_looks(rig, "needle", GLASS_BOLD);
    rig_expect_not_looks(rig, "in here", GLASS_BOLD);
    rig_stop(rig);
}

/* ---- what must not happen ---- */

static void a_text_cannot_command_the_terminal(void **state)
{
    struct desk *desk = *state;
    keep(desk, "a\x1b[2Jb\x07\xc2\x9b"
               "c\xe2\x80\xae"
               "d\te\x7f");
    MEND(desk, "", "journal", "list");
    desk_expect_out(desk, "1  21 November 2026, 22:05\n    a^[[2Jb^G�cd\te^?\n");
    MEND(desk, "", "journal", "search", "d");
    desk_expect_out(desk, "1  21 November 2026, 22:05\n    a^[[2Jb^G�cd e^?\n");
    char *before = strdup(getenv("LC_ALL"));
    setenv("LC_ALL", "C", 1);
    keep(desk, "naïve 相信");
    MEND(desk, "", "journal", "list", "-n", "1");
    desk_expect_out(desk, "2  21 November 2026, 22:05\n    na?ve ??\n");
    MEND(desk, "", "journal", "search", "naïve");
    assert_non_null(strstr(str_text(&desk->out), "na?ve"));
    setenv("LC_ALL", before, 1);
    free(before);
}

static void bad_usage_is_told_and_repeats_nothing(void **state)
{
    struct desk *desk = *state;
    MEND(desk, "", "journal");
    desk_expect_failure(desk, 2, "add, list, search");
    MEND(desk, "", "journal", "canary");
    desk_expect_failure(desk, 2, "add, list, search");
    assert_null(strstr(str_text(&desk->errors), "canary"));
    MEND(desk, "text", "journal", "add", "my", "canary");
    desk_expect_failure(desk, 2, "no words behind it");
    assert_null(strstr(str_text(&desk->errors), "canary"));
    MEND(desk, "", "journal", "search", "-canary");
    desk_expect_failure(desk, 2, "go behind \"--\"");
    assert_null(strstr(str_text(&desk->errors), "canary"));
    MEND(desk, "", "journal", "search");
    desk_expect_failure(desk, 2, "WORDS");
    MEND(desk, "", "journal", "add", "--json");
    desk_expect_failure(desk, 2, "no such option");
    static const char *const numbers[] = {"0", "-1", "x", "1x", ""};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        MEND(desk, "", "journal", "list", "-n", numbers[i]);
        desk_expect_failure(desk, 2, "-n needs a number");
    }
    MEND(desk, "", "journal", "list", "-n");
    desk_expect_failure(desk, 2, "-n needs a number");
    assert_int_not_equal(access(desk->home, F_OK), 0);
}

static void a_failure_says_nothing_of_the_text(void **state)
{
    struct desk *desk = *state;
    static const char text[] = "Dear diary, this is no database at all.\n";
    assert_int_equal(mkdir(desk->home, 0700), 0);
    char *path = path_join(desk->home, "mend.db");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    MEND(desk, "a canary", "journal", "add");
    desk_expect_failure(desk, 1, "mend.db");
    assert_null(strstr(str_text(&desk->errors), "canary"));
    MEND(desk, "", "journal", "list");
    desk_expect_failure(desk, 1, "mend.db");
    MEND(desk, "", "journal", "search", "canary");
    desk_expect_failure(desk, 1, "mend.db");
    assert_null(strstr(str_text(&desk->errors), "canary"));
    char after[sizeof text + 9] = "";
    file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fread(after, 1, sizeof after - 1, file), sizeof text - 1);
    fclose(file);
    assert_string_equal(text, after);
    free(path);
}

static void output_that_is_lost_is_told(void **state)
{
    struct desk *desk = *state;
    keep(desk, "a canary");
    desk->output = "/dev/full";
    MEND(desk, "", "journal", "list");
    desk_expect_failure(desk, 1, "Standard output");
    assert_null(strstr(str_text(&desk->errors), "canary"));
    /* The entry itself is kept, which is what was asked for. */
    MEND(desk, "another", "journal", "add");
    assert_int_equal(desk->status, 0);
    desk->output = NULL;
    expect_text(desk, "another");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(an_entry_is_kept_and_listed),
        DESK_TEST(as_many_are_listed_as_asked_for),
        DESK_TEST(the_home_may_be_named_before_and_behind),
        DESK_TEST(no_lessons_are_needed),
        DESK_TEST(what_is_not_text_is_repaired),
        DESK_TEST(nothing_is_not_kept),
        DESK_TEST(a_long_text_is_kept_and_an_endless_one_refused),
        DESK_TEST(words_are_found),
        DESK_TEST(phrases_tags_and_days_narrow_a_search),
        DESK_TEST(on_a_terminal_finds_are_bold),
        DESK_TEST(a_text_cannot_command_the_terminal),
        DESK_TEST(bad_usage_is_told_and_repeats_nothing),
        DESK_TEST(a_failure_says_nothing_of_the_text),
        DESK_TEST(output_that_is_lost_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
