/*
 * The lessons and sheets that mend brings, against the rules of the safety check: what is aimed at
 * somebody else is in the table of practice/safety.c and nothing else is; the ticks of the check
 * are the flags, each with a reply. What each exercise of the course is offered as, for whom, is in
 * offered.txt; to look at a change and take it over: MEND_GOLDEN=write.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mend/base/str.h"
#include "mend/course/content.h"
#include "mend/practice/safety.h"
#include "support/folder.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

enum { ENTRIES = 11 };

struct course {
    struct content content;
    struct lesson lessons[ENTRIES];
    struct lesson check;
};

static int set_up(void **state)
{
    struct course *course = calloc(1, sizeof *course);
    struct fault fault = {0};
    *state = course;
    enum err err = content_open(getenv("MEND_CONTENT"), &course->content, NULL, &fault);
    bool whole = !err && course->content.entry_count == ENTRIES;
    for (size_t i = 0; whole && i < ENTRIES && !err; i++)
        err = content_lesson(&course->content, &course->content.entries[i], &course->lessons[i],
                             NULL, &fault);
    if (!err && whole)
        err = content_lesson(&course->content, content_sheet(&course->content, "check"),
                             &course->check, NULL, &fault);
    if (err || !whole)
        print_message("this is not the whole course: %s\n", fault.text);
    return err || !whole;
}

static int tear_down(void **state)
{
    struct course *course = *state;
    for (size_t i = 0; i < ENTRIES; i++)
        lesson_free(&course->lessons[i]);
    lesson_free(&course->check);
    content_close(&course->content);
    free(course);
    return 0;
}

/* Calls VISIT for every exercise on the pages of LESSON, and for those at its end. */
static void each_exercise(const struct lesson *lesson,
                          void (*visit)(void *, const struct lesson *, const struct page *,
                                        const struct exercise *),
                          void *context)
{
    for (size_t i = 0; i < lesson->page_count; i++)
        for (size_t j = 0; j < lesson->pages[i].blocks.count; j++)
            if (lesson->pages[i].blocks.items[j].exercise)
                visit(context, lesson, &lesson->pages[i],
                      lesson->pages[i].blocks.items[j].exercise);
    char end[] = "end";
    const struct page last = {.number = end, .blocks = lesson->ending};
    for (size_t i = 0; i < last.blocks.count; i++)
        if (last.blocks.items[i].exercise)
            visit(context, lesson, &last, last.blocks.items[i].exercise);
}

/* ---- the table ---- */

static bool is_in_table(const char *lesson, const char *exercise)
{
    const char *gate_lesson;
    const char *gate_exercise;
    for (size_t i = 0; safety_gate(i, &gate_lesson, &gate_exercise); i++)
        if (strcmp(gate_lesson, lesson) == 0 && strcmp(gate_exercise, exercise) == 0)
            return true;
    return false;
}

static void check_gate(void *context, const struct lesson *lesson, const struct page *page,
                       const struct exercise *exercise)
{
    size_t *wrong = context;
    bool together = exercise->version == VERSION_TOGETHER;
    if (together == is_in_table(lesson->id, exercise->id))
        return;
    print_message("page %s: %s is %sin the table\n", page->number, exercise->id,
                  together ? "not " : "");
    ++*wrong;
}

/* Each exercise for two is in the table, and none other is. */
static void test_exercises_are_in_the_table(void **state)
{
    struct course *course = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < ENTRIES; i++)
        each_exercise(&course->lessons[i], check_gate, &wrong);
    assert_int_equal(wrong, 0);
}

/* And each row of the table is one of the lessons, for two. */
static void test_the_table_is_in_the_lessons(void **state)
{
    struct course *course = *state;
    const char *lesson;
    const char *id;
    for (size_t row = 0; safety_gate(row, &lesson, &id); row++) {
        const struct exercise *exercise = NULL;
        for (size_t i = 0; i < ENTRIES; i++)
            if (strcmp(course->lessons[i].id, lesson) == 0)
                exercise = lesson_exercise(&course->lessons[i], id);
        if (!exercise || exercise->version != VERSION_TOGETHER)
            fail_msg("lesson %s has no exercise for two called %s", lesson, id);
    }
}

/* Whoever is not to see the version for two finds one for themselves on the same page. */
static void test_both_versions_on_each_page(void **state)
{
    struct course *course = *state;
    for (size_t i = 0; i < ENTRIES; i++)
        for (size_t j = 0; j < course->lessons[i].page_count; j++) {
            const struct page *page = &course->lessons[i].pages[j];
            int versions[3] = {0};
            for (size_t k = 0; k < page->blocks.count; k++)
                if (page->blocks.items[k].exercise)
                    versions[page->blocks.items[k].exercise->version]++;
            if (!versions[VERSION_TOGETHER] != !versions[VERSION_ALONE])
                fail_msg("page %s: %d together, %d alone", page->number, versions[VERSION_TOGETHER],
                         versions[VERSION_ALONE]);
        }
}

/* ---- the ticks ---- */

static size_t words_in(const char *text)
{
    size_t words = 0;
    for (const char *at = text; *at; at++)
        words += *at == ' ';
    return *text ? words + 1 : 0;
}

static void note_items(void *context, const struct lesson *lesson, const struct page *page,
                       const struct exercise *exercise)
{
    const struct item **of = context;
    (void)lesson;
    if (exercise->kind != EXERCISE_SAFETY)
        return;
    const struct item_list *list = exercise_list(exercise, "");
    assert_non_null(list);
    for (size_t i = 0; i < list->count; i++) {
        const struct item *item = &list->items[i];
        enum safety_flag flag = safety_flag_of(item->id);
        if (flag == SAFETY_FLAGS && strcmp(item->id, "none") != 0)
            fail_msg("page %s: \"%s\" is no flag", page->number, item->id);
        if (of[flag])
            fail_msg("page %s: \"%s\" can be ticked twice", page->number, item->id);
        of[flag] = item;
    }
}

/* Every tick is a flag and every flag can be ticked, with a reply of its own to each. */
static void test_a_reply_for_each_kind(void **state)
{
    struct course *course = *state;
    const struct item *of[SAFETY_FLAGS + 1] = {NULL}; /* the last is "none" */
    each_exercise(&course->check, note_items, of);
    for (int flag = 0; flag <= SAFETY_FLAGS; flag++) {
        const char *name = flag < SAFETY_FLAGS ? safety_names[flag] : "none";
        if (!of[flag])
            fail_msg("\"%s\" cannot be ticked", name);
        if (words_in(of[flag]->comment) < 15)
            fail_msg("the reply to \"%s\" is \"%s\"", name, of[flag]->comment);
        for (int other = 0; other < flag; other++)
            assert_string_not_equal(of[flag]->comment, of[other]->comment);
    }
}

/* Where the danger is greatest it is named, and somebody to talk to comes before any plan. */
static void test_the_raised_danger_is_named(void **state)
{
    struct course *course = *state;
    static const enum safety_flag raised[] = {SAFETY_THREATS, SAFETY_NECK, SAFETY_WEAPONS,
                                              SAFETY_WATCHED};
    const struct item *of[SAFETY_FLAGS + 1] = {NULL};
    each_exercise(&course->check, note_items, of);
    for (size_t i = 0; i < COUNT(raised); i++) {
        const char *reply = of[raised[i]]->comment;
        const char *advocate = strstr(reply, "advocate");
        const char *plan = strstr(reply, "before any plan");
        if (!strstr(reply, "danger") || !advocate || !plan || plan < advocate)
            fail_msg("\"%s\" is answered with \"%s\"", safety_names[raised[i]], reply);
    }
    /* The person who frightens somebody hears of other help, and that two is not for now. */
    assert_non_null(strstr(of[SAFETY_SELF]->comment, "specialist help"));
    assert_non_null(strstr(of[SAFETY_SELF]->comment, "for two are not for now"));
}

/* A "no" never says that somebody is safe. */
static void test_no_is_no_proof(void **state)
{
    struct course *course = *state;
    const struct item *of[SAFETY_FLAGS + 1] = {NULL};
    each_exercise(&course->check, note_items, of);
    assert_non_null(strstr(of[SAFETY_FLAGS]->comment, "no proof that you are safe"));
    const struct exercise *someone = lesson_exercise(&course->check, "someone");
    assert_non_null(someone);
    assert_non_null(strstr(exercise_field(someone, "note"), "does not mean that you are safe"));
}

/* ---- what is offered to whom ---- */

static const struct safety nobody_asked = {0};
static const struct safety none_fits = {.taken = true};
static const struct safety flagged = {.taken = true, .flags = 1U << SAFETY_REACTION};

/* Of an exercise for two and its sibling, which stands on the page first. */
static const char *offered(const struct lesson *lesson, const struct page *page,
                           const struct exercise *exercise, const struct safety *safety)
{
    bool alone = false;
    if (exercise->version == VERSION_ANY)
        return "yes";
    for (size_t i = 0; i < page->blocks.count; i++) {
        const struct exercise *other = page->blocks.items[i].exercise;
        if (other && other->version == VERSION_TOGETHER)
            alone |= safety_alone_first(safety, lesson->id, other->id);
    }
    return alone == (exercise->version == VERSION_ALONE) ? "first" : "by f";
}

static void put_row(void *context, const struct lesson *lesson, const struct page *page,
                    const struct exercise *exercise)
{
    static const char *const versions[] = {
        [VERSION_ANY] = "", [VERSION_TOGETHER] = "with somebody", [VERSION_ALONE] = "alone"};
    str_printf(context, "%-5s %-26s %-14s %-9s %-9s %s\n", page->number, exercise->id,
               versions[exercise->version], offered(lesson, page, exercise, &nobody_asked),
               offered(lesson, page, exercise, &none_fits),
               offered(lesson, page, exercise, &flagged));
}

static void test_what_is_offered(void **state)
{
    struct course *course = *state;
    static const char path[] = "tests/content/offered.txt";
    const char *write = getenv("MEND_GOLDEN");
    struct str list = {0};
    str_printf(&list, "%-5s %-26s %-14s %-9s %-9s %s\n\n", "page", "exercise", "version",
               "not asked", "none fits", "ticked");
    for (size_t i = 0; i < ENTRIES; i++)
        each_exercise(&course->lessons[i], put_row, &list);
    if (write && strcmp(write, "write") == 0)
        file_write(path, list.bytes, list.length);
    size_t length;
    char *kept = file_bytes(path, &length);
    if (!kept)
        fail_msg("there is no %s; tests run in the folder of the project", path);
    const char *a = str_text(&list);
    const char *b = kept;
    for (size_t row = 1; *a || *b; row++) {
        size_t x = strcspn(a, "\n");
        size_t y = strcspn(b, "\n");
        if (x != y || memcmp(a, b, x) != 0)
            fail_msg("%s:%zu: it says\n  %.*s\nand the course\n  %.*s", path, row, (int)y, b,
                     (int)x, a);
        a += x + (a[x] == '\n');
        b += y + (b[y] == '\n');
    }
    free(kept);
    str_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exercises_are_in_the_table),
        cmocka_unit_test(test_the_table_is_in_the_lessons),
        cmocka_unit_test(test_both_versions_on_each_page),
        cmocka_unit_test(test_a_reply_for_each_kind),
        cmocka_unit_test(test_the_raised_danger_is_named),
        cmocka_unit_test(test_no_is_no_proof),
        cmocka_unit_test(test_what_is_offered),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
