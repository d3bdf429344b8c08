/* Which version of an exercise comes first, for everything the safety check can be answered with.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "mend/practice/safety.h"

enum { SETS = 1 << SAFETY_FLAGS };

static const struct safety not_taken = {0};
static const struct safety nothing_fits = {.taken = true};

/* ---- names ---- */

/* They are kept in people's files: none may ever be called otherwise. */
static void test_names(void **state)
{
    (void)state;
    static const struct {
        enum safety_flag flag;
        const char *name;
    } rows[] = {
        {SAFETY_REACTION, "reaction"}, {SAFETY_CONTROL, "control"}, {SAFETY_HURT, "hurt"},
        {SAFETY_SEX, "sex"},           {SAFETY_THREATS, "threats"}, {SAFETY_NECK, "neck"},
        {SAFETY_WEAPONS, "weapons"},   {SAFETY_WATCHED, "watched"}, {SAFETY_WORSE, "worse"},
        {SAFETY_SELF, "self"},
    };
    static const char *const none[] = {"",    "none",  "Neck",  "necks",
                                       "nec", " neck", "neck ", "reaction control"};
    assert_int_equal(sizeof rows / sizeof rows[0], SAFETY_FLAGS);
    for (size_t i = 0; i < SAFETY_FLAGS; i++) {
        assert_string_equal(safety_names[rows[i].flag], rows[i].name);
        assert_int_equal(safety_flag_of(rows[i].name), rows[i].flag);
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_int_equal(safety_flag_of(none[i]), SAFETY_FLAGS);
}

/* ---- routing ---- */

static void expect_first(const struct safety *safety, const char *lesson, const char *exercise,
                         bool alone)
{
    if (safety_alone_first(safety, lesson, exercise) != alone)
        fail_msg("lesson %s, %s, %s with %#x: \"%s\" does not come first", lesson, exercise,
                 safety->taken ? "taken" : "not taken", safety->flags,
                 alone ? "for you alone" : "with somebody");
}

/* Every row of the table, with every set of ticks: each flag alone among them. */
static void test_every_row(void **state)
{
    (void)state;
    const char *lesson;
    const char *exercise;
    size_t rows = 0;
    for (; safety_gate(rows, &lesson, &exercise); rows++) {
        expect_first(&not_taken, lesson, exercise, true);
        expect_first(&nothing_fits, lesson, exercise, false);
        for (unsigned flags = 1; flags < SETS; flags++)
            expect_first(&(struct safety){true, flags}, lesson, exercise, true);
        /* Bits without "taken" stand for nothing that was said. */
        expect_first(&(struct safety){false, 1U << SAFETY_NECK}, lesson, exercise, true);
    }
    assert_int_equal(rows, 21);
}

/* What the table does not know is offered in its careful version, whatever was answered. */
static void test_what_is_not_in_the_table(void **state)
{
    (void)state;
    static const char *const unknown[][2] = {
        {"2", "talk-plan"}, /* of another lesson */
        {"33", "talk-plan"}, {"3", "talk-pla"}, {"3", "talk-plans"}, {"3", "Talk-plan"},
        {"3", "unheard-of"}, {"", "talk-plan"}, {"3", ""},           {"", ""},
    };
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        expect_first(&not_taken, unknown[i][0], unknown[i][1], true);
        expect_first(&nothing_fits, unknown[i][0], unknown[i][1], true);
        expect_first(&(struct safety){true, SETS - 1}, unknown[i][0], unknown[i][1], true);
    }
    expect_first(&nothing_fits, "3", "talk-plan", false); /* the one they resemble */
}

static void test_the_table_has_no_row_twice(void **state)
{
    (void)state;
    const char *lesson, *exercise, *other_lesson, *other_exercise;
    for (size_t i = 0; safety_gate(i, &lesson, &exercise); i++)
        for (size_t j = 0; j < i && safety_gate(j, &other_lesson, &other_exercise); j++)
            if (strcmp(lesson, other_lesson) == 0 && strcmp(exercise, other_exercise) == 0)
                fail_msg("lesson %s, %s stands in the table twice", lesson, exercise);
    lesson = exercise = NULL;
    assert_false(safety_gate(SIZE_MAX, &lesson, &exercise));
    assert_null(lesson);
    assert_null(exercise);
}

/* ---- as it is kept ---- */

static void test_round_trip(void **state)
{
    (void)state;
    for (unsigned flags = 0; flags < SETS; flags++) {
        char text[SAFETY_TEXT];
        const struct safety safety = {true, flags};
        safety_write(&safety, text, sizeof text);
        if (strlen(text) + 1 == sizeof text)
            fail_msg("SAFETY_TEXT has no room for \"%s\"", text);
        struct safety read = safety_read(text);
        assert_true(read.taken);
        assert_int_equal(read.flags, flags);
    }
}

static void test_what_is_written(void **state)
{
    (void)state;
    static const struct {
        unsigned flags;
        const char *text;
    } rows[] = {
        {0, "none"},
        {1U << SAFETY_SELF, "self"},
        {1U << SAFETY_NECK | 1U << SAFETY_REACTION, "reaction neck"},
        {SETS - 1, "reaction control hurt sex threats neck weapons watched worse self"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[SAFETY_TEXT];
        const struct safety safety = {true, rows[i].flags};
        safety_write(&safety, text, sizeof text);
        assert_string_equal(text, rows[i].text);
    }
}

/* Nothing is written behind the end of what there is room for. */
static void test_little_room(void **state)
{
    (void)state;
    const struct safety safety = {true, SETS - 1};
    for (size_t size = 1; size <= SAFETY_TEXT; size++) {
        char text[SAFETY_TEXT + 1];
        memset(text, '#', sizeof text);
        safety_write(&safety, text, size);
        assert_non_null(memchr(text, '\0', size));
        assert_int_equal(text[size], '#');
    }
}

/* Words of a later version, blanks, and whatever else stands there. */
static void test_what_is_read(void **state)
{
    (void)state;
    enum { NECK = 1U << SAFETY_NECK, SEX = 1U << SAFETY_SEX };
    static const struct {
        const char *text;
        unsigned flags;
    } rows[] = {
        {"", 0},
        {" ", 0},
        {"none", 0},
        {"neck", NECK},
        {"  neck", NECK},
        {"neck   ", NECK},
        {"neck  sex", NECK | SEX},
        {"sex neck", NECK | SEX},
        {"neck neck neck", NECK},
        {"unheard-of neck of-later", NECK},
        {"none neck", NECK}, /* of two that cannot both be true, the careful one */
        {"necks", 0},
        {"nec", 0},
        {"unneck", 0},
        {"neck,sex", 0},
        {"NECK", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct safety safety = safety_read(rows[i].text);
        if (!safety.taken || safety.flags != rows[i].flags)
            fail_msg("\"%s\" is read as %#x", rows[i].text, safety.flags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_every_row),
        cmocka_unit_test(test_what_is_not_in_the_table),
        cmocka_unit_test(test_the_table_has_no_row_twice),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_what_is_written),
        cmocka_unit_test(test_little_room),
        cmocka_unit_test(test_what_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
