/* Lines to call: their tables, what is wrong with a row, how old a source is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "mend/base/date.h"
#include "mend/base/path.h"
#include "mend/course/helplines.h"
#include "support/folder.h"

#define EMERGENCY "Utopia\temergency\tAll\t112\t-\t-\t-\t-\t-\tundated\tcheck-locally\tknown\n"
#define ABUSE "Utopia\tabuse\tListening\t0800 1\t-\t24/7\t-\t-\t-\t2025-10\tlikely\texample.org\n"

struct room {
    char *folder;
    struct content content;
    struct helplines helplines;
    struct issues issues;
};

static void write_table(const struct room *room, const char *name, const char *text)
{
    char path[4200];
    snprintf(path, sizeof path, "%s/helplines/%s", room->folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void read_tables(struct room *room)
{
    struct fault fault = {0};
    helplines_free(&room->helplines);
    issues_free(&room->issues);
    assert_int_equal(content_helplines(&room->content, &room->helplines, &room->issues, &fault),
                     OK);
}

static int open_room(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    room->folder = folder_make();
    room->content.folder = path_join(room->folder, "en");
    char *tables = path_join(room->folder, "helplines");
    assert_int_equal(mkdir(tables, 0700), 0);
    free(tables);
    *state = room;
    return 0;
}

static int close_room(void **state)
{
    struct room *room = *state;
    helplines_free(&room->helplines);
    issues_free(&room->issues);
    free(room->content.folder);
    folder_remove(room->folder);
    free(room);
    return 0;
}

static void test_a_table(void **state)
{
    struct room *room = *state;
    write_table(room, "ut.tsv", "# country\tkind\n" EMERGENCY "\n" ABUSE);
    write_table(room, "aa.tsv", "Zed\temergency\tAll\t1\t-\t-\t-\t-\t-\t2020\tcheck-locally\tx\n");
    write_table(room, "other.tsv",
                "Anywhere\tdirectory\tA\t-\tb\t-\t-\t-\t-\tundated\tlikely\tx\n");
    write_table(room, "notes.txt", "no table\n");
    read_tables(room);
    assert_int_equal(room->issues.count, 0);
    assert_int_equal(room->helplines.count, 3);
    assert_string_equal(room->helplines.countries[0].name, "Utopia"); /* by name, not by code */
    assert_string_equal(room->helplines.countries[1].name, "Zed");
    assert_string_equal(room->helplines.countries[2].code, "other"); /* always last */
    const struct country *utopia = helplines_country(&room->helplines, "ut");
    assert_int_equal(utopia->count, 2);
    assert_string_equal(country_line(utopia, LINE_EMERGENCY)->cells[LINE_NUMBER], "112");
    const struct helpline *abuse = country_line(utopia, LINE_ABUSE);
    assert_string_equal(abuse->cells[LINE_NUMBER], "0800 1");
    assert_string_equal(abuse->cells[LINE_NOTE], ""); /* "-" is nothing */
    assert_int_equal(abuse->certainty, LINE_LIKELY);
    assert_int_equal(abuse->line, 4);
    assert_null(country_line(utopia, LINE_CRISIS));
    assert_null(country_line(NULL, LINE_CRISIS));
    assert_null(helplines_country(&room->helplines, "xx"));
}

static void test_without_a_folder(void **state)
{
    (void)state;
    struct helplines helplines;
    struct content content = {.folder = folder_make()};
    char *inside = path_join(content.folder, "deep");
    struct content deep = {.folder = inside};
    assert_int_equal(content_helplines(&deep, &helplines, NULL, NULL), OK);
    assert_int_equal(helplines.count, 0);
    free(inside);
    folder_remove(content.folder);
}

/* A wrong row is told with its line, and is not there; the others are. */
static void check_row(struct room *room, const char *row, const char *words)
{
    struct str text = {0};
    str_printf(&text, EMERGENCY "%s\n" ABUSE, row);
    write_table(room, "ut.tsv", str_text(&text));
    str_free(&text);
    read_tables(room);
    assert_int_equal(room->issues.count, 1);
    assert_int_equal(room->issues.items[0].line, 2);
    assert_non_null(strstr(room->issues.items[0].file, "helplines/ut.tsv"));
    if (!strstr(room->issues.items[0].text, words))
        fail_msg("\"%s\" does not speak of \"%s\"", room->issues.items[0].text, words);
    assert_int_equal(room->helplines.countries[0].count, 2);
}

static void test_wrong_rows(void **state)
{
    static const struct {
        const char *row;
        const char *words;
    } rows[] = {
        {"Utopia\tabuse\tA\t1\t-\t-\t-\t-\t-\t2025\tlikely\t-", "source"},
        {"Utopia\tabuse\tA\t1\t-\t-\t-\t-\t-\t2025\tlikely\t", "source"},
        {"Utopia\tabuse\tA\t1\t-\t-\t-\t-\t-\t-\tlikely\tx", "date"},
        {"Utopia\tabuse\tA\t1\t-\t-\t-\t-\t-\tlast year\tlikely\tx", "date"},
        {"Utopia\tabuse\tA\t1\t-\t-\t-\t-\t-\t2025-13\tlikely\tx", "date"},
        {"Utopia\tabuse\tA\t1\t-\t-\t-\t-\t-\t2025-02-30\tlikely\tx", "date"},
        {"Utopia\tabuse\tA\t1\t-\t-\t-\t-\t-\t2025\t-\tx", "certain"},
        {"Utopia\tabuse\tA\t1\t-\t-\t-\t-\t-\t2025\tsurely\tx", "certain"},
        {"Utopia\tabuse\tA\t1\t-\t-\t-\t-\t-\t2025\tcheck-locally\tx", "Emergency"},
        {"Utopia\tabuse\tA\t1\t-\t-\tcats\t-\t-\t2025\tlikely\tx", "serves"},
        {"Utopia\tpizza\tA\t1\t-\t-\t-\t-\t-\t2025\tlikely\tx", "kind"},
        {"Utopia\tabuse\t-\t1\t-\t-\t-\t-\t-\t2025\tlikely\tx", "name"},
        {"Elsewhere\tabuse\tA\t1\t-\t-\t-\t-\t-\t2025\tlikely\tx", "Utopia"},
        {"Utopia\temergency\tA\t1\t-\t-\t-\t-\t-\t2025\tcheck-locally\tx", "first"},
        {"Utopia\tabuse\tA\t1", "4"},
        {"Utopia\tabuse\tA\t1\t-\t-\t-\t-\t-\t2025\tlikely\tx\ty", "13"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check_row(*state, rows[i].row, rows[i].words);
}

static void test_wrong_files(void **state)
{
    struct room *room = *state;
    write_table(room, "ut.tsv", ABUSE);
    read_tables(room);
    assert_int_equal(room->issues.count, 2); /* the row, and that there is no other */
    assert_non_null(strstr(room->issues.items[0].text, "first row"));
    assert_int_equal(room->helplines.count, 0);
    write_table(room, "ut.tsv", EMERGENCY);
    write_table(room, "utopia.tsv", EMERGENCY);
    write_table(room, "other.tsv", EMERGENCY);
    read_tables(room);
    assert_int_equal(room->issues.count, 3);
    assert_int_equal(room->helplines.count, 1);
    write_table(room, "ut.tsv", "\xff\xfe\tabuse\n");
    read_tables(room);
    assert_int_equal(room->helplines.count, 0);
}

/* `mend lint` looks at them, and `mend count` counts them. */
static void test_lint(void **state)
{
    struct room *room = *state;
    struct lint_counts counts;
    struct fault fault = {0};
    assert_int_equal(mkdir(room->content.folder, 0700), 0);
    write_table(room, "../en/contents.md", "# A course\n\n1. One, about 5 minutes\n");
    write_table(room, "ut.tsv", EMERGENCY ABUSE "Utopia\tcrisis\tA\t1\n");
    assert_int_equal(content_lint(room->folder, &counts, &room->issues, &fault), OK);
    assert_int_equal(room->issues.count, 1);
    assert_non_null(strstr(room->issues.items[0].text, "columns"));
    assert_int_equal(counts.countries, 1);
    assert_int_equal(counts.helplines, 1);
}

static int64_t day(const char *text)
{
    int64_t wall = 0;
    assert_true(date_read(text, &wall));
    return wall;
}

static void test_ages(void **state)
{
    struct room *room = *state;
    int64_t made;
    write_table(room, "ut.tsv",
                EMERGENCY ABUSE "Utopia\tcrisis\tB\t1\t-\t-\t-\t-\t-\t2025\tlikely\tx\n"
                                "Utopia\tcrisis\tC\t1\t-\t-\t-\t-\t-\t2025-11-21\tlikely\tx\n"
                                "Utopia\tcrisis\tD\t1\t-\t-\t-\t-\t-\tundated\tlikely\tx\n");
    read_tables(room);
    const struct country *utopia = &room->helplines.countries[0];
    assert_true(helpline_dated(&utopia->lines[1], &made));
    assert_int_equal(made, day("2025-10-01"));
    assert_true(helpline_dated(&utopia->lines[2], &made));
    assert_int_equal(made, day("2025-01-01"));
    assert_false(helpline_dated(&utopia->lines[4], &made));
    struct line_ages ages = country_ages(utopia, day("2025-12-01"));
    assert_int_equal(ages.lines, 4);
    assert_int_equal(ages.old, 0);
    assert_int_equal(ages.undated, 1);
    assert_int_equal(country_ages(utopia, day("2026-01-02")).old, 1);
    assert_false(helpline_is_old(&utopia->lines[3], day("2026-11-21"))); /* a year to the day */
    assert_true(helpline_is_old(&utopia->lines[3], day("2026-11-22")));
    assert_int_equal(country_ages(utopia, day("2026-11-22")).old, 3);
    assert_int_equal(country_ages(NULL, 0).lines, 0);
}

static void check_locale(const char *locale, const char *expected)
{
    char territory[3] = "";
    bool found = locale_territory(locale, territory);
    assert_int_equal(found, *expected != '\0');
    assert_string_equal(found ? territory : "", expected);
}

static void test_territories(void **state)
{
    (void)state;
    check_locale("en_GB.UTF-8", "gb");
    check_locale("de_AT", "at");
    check_locale("pt_BR@euro", "br");
    check_locale("sr_RS.UTF-8@latin", "rs");
    check_locale("C.UTF-8", "");
    check_locale("POSIX", "");
    check_locale("", "");
    check_locale("en", "");
    check_locale("en_", "");
    check_locale("en_G", "");
    check_locale("en_GBR", "");
    check_locale("es_419", "");
    check_locale("en.a_GB", "");
}

/* What mend brings: nothing is wrong with it, and each country begins with its emergency number. */
static void test_those_mend_brings(void **state)
{
    struct room *room = *state;
    free(room->content.folder);
    room->content.folder = strdup("content/en");
    read_tables(room);
    assert_int_equal(room->issues.count, 0);
    assert_int_equal(room->helplines.count, 25);
    for (size_t i = 0; i < 24; i++) {
        const struct country *country = &room->helplines.countries[i];
        assert_int_equal(country->lines[0].kind, LINE_EMERGENCY);
        assert_true(country->count > 1);
        for (size_t j = 1; j < country->count; j++)
            assert_true(*country->lines[j].cells[LINE_NUMBER] ||
                        *country->lines[j].cells[LINE_TEXT] || *country->lines[j].cells[LINE_NOTE]);
    }
}

#define ROOM_TEST(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM_TEST(test_a_table),
        cmocka_unit_test(test_without_a_folder),
        ROOM_TEST(test_wrong_rows),
        ROOM_TEST(test_wrong_files),
        ROOM_TEST(test_lint),
        ROOM_TEST(test_ages),
        cmocka_unit_test(test_territories),
        ROOM_TEST(test_those_mend_brings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
