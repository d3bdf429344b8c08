/*
 * The whole course as a person goes through it: every page of every lesson, every exercise in
 * both versions, left with Ctrl-X and gone on with inside the first exercise of each kind. At the
 * end every exercise has its answer in the store.
 *
 * What is typed into an exercise follows from its kind alone, so that a lesson can be changed
 * without changing this.
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
#include "mend/store/store.h"
#include "support/rig.h"

struct walk {
    char *home;
    struct content content;
    struct rig *rig;
    bool left[EXERCISE_KINDS]; /* the walk was broken off inside one of this kind */
};

static size_t count(const struct exercise *exercise, const char *list)
{
    const struct item_list *found = exercise_list(exercise, list);
    return found ? found->count : 0;
}

/* ---- what is typed into each kind, from its first stop on ---- */

static void type_reflect(const struct exercise *exercise, struct str *out)
{
    (void)exercise;
    str_puts(out, "a line of my own");
}

static void type_rate(const struct exercise *exercise, struct str *out)
{
    for (size_t i = 0; i < count(exercise, ""); i++)
        str_puts(out, i ? "<Down>7" : "7");
}

static void type_check(const struct exercise *exercise, struct str *out)
{
    (void)exercise;
    str_puts(out, "<Space><Down><Space>");
}

static void type_choose(const struct exercise *exercise, struct str *out)
{
    (void)exercise;
    str_puts(out, "<Down><Enter>");
}

static void type_sort(const struct exercise *exercise, struct str *out)
{
    (void)exercise;
    str_puts(out, "1<Down>2<Down><Right>");
}

static void type_build(const struct exercise *exercise, struct str *out)
{
    const struct item_list *slots = exercise_list(exercise, "slots");
    const char *feelings = exercise_field(exercise, "feelings");
    for (size_t i = 0; i < slots->count; i++) {
        bool last = i + 1 == slots->count && count(exercise, "then") == 0;
        str_puts(out, "some words");
        if (strcmp(slots->items[i].id, feelings) == 0)
            str_puts(out, "<Tab><Enter><Right><Enter><Esc><S-Tab>"); /* one from the list, too */
        str_puts(out, last ? "" : "<Enter>");
    }
    if (count(exercise, "then") == 0)
        return;
    str_puts(out, "<Enter>");
    for (size_t i = 0; i < count(exercise, "then"); i++)
        str_puts(out, "<Down>");
    str_puts(out, "<Space>");
}

static void type_list(const struct exercise *exercise, struct str *out)
{
    str_puts(out, "first thing<Enter>second thing");
    if (*exercise_field(exercise, "weight"))
        str_puts(out, "<Enter><Esc><Tab>4<Down>6");
}

static void type_breathe(const struct exercise *exercise, struct str *out)
{
    (void)exercise;
    str_puts(out, "6<Down><Enter><90s><Esc>4");
}

static void type_promise(const struct exercise *exercise, struct str *out)
{
    (void)exercise;
    str_puts(out, "the tap runs<Enter>breathe out<Tab><Down><Enter>");
}

static void type_experiment(const struct exercise *exercise, struct str *out)
{
    (void)exercise;
    str_puts(out, "ask for ten minutes<Enter>3<Down>a yes<Enter>on Friday");
}

static void type_letter(const struct exercise *exercise, struct str *out)
{
    str_puts(out, "<Enter>Dear me, the fish are fed.");
    if (*exercise_field(exercise, "date"))
        str_puts(out, "<Tab>2027-03-01");
}

static void type_plan(const struct exercise *exercise, struct str *out)
{
    for (size_t i = 0; i < count(exercise, "fields"); i++)
        str_puts(out, i ? "<Enter>this one" : "this one");
}

static void (*const typists[EXERCISE_KINDS])(const struct exercise *, struct str *) = {
    [EXERCISE_REFLECT] = type_reflect, [EXERCISE_RATE] = type_rate,
    [EXERCISE_CHECK] = type_check,     [EXERCISE_CHOOSE] = type_choose,
    [EXERCISE_SORT] = type_sort,       [EXERCISE_BUILD] = type_build,
    [EXERCISE_LIST] = type_list,       [EXERCISE_BREATHE] = type_breathe,
    [EXERCISE_PROMISE] = type_promise, [EXERCISE_EXPERIMENT] = type_experiment,
    [EXERCISE_LETTER] = type_letter,   [EXERCISE_PLAN] = type_plan,
};

/* ---- walking ---- */

static void start(struct walk *walk)
{
    walk->rig = rig_start(.mend_home = walk->home, .rows = 30, .columns = 100);
}

static void expect_page(struct walk *walk, const struct lesson *lesson, size_t page)
{
    char place[64];
    snprintf(place, sizeof place, "page %zu of %zu", page + 1, lesson->page_count);
    rig_expect(walk->rig, place);
}

/* Leaves in the middle of it all, comes back another time, and finds the page again. */
static void leave_and_come_back(struct walk *walk, const struct lesson *lesson, size_t page)
{
    rig_script(walk->rig, "<C-x>");
    rig_expect_exit(walk->rig, 0);
    rig_stop(walk->rig);
    start(walk);
    rig_expect(walk->rig, "is waiting, unfinished");
    rig_script(walk->rig, "<Enter>");
    expect_page(walk, lesson, page);
}

/* Some answers are never stored. */
static bool is_kept(const struct exercise *exercise)
{
    return strcmp(exercise_field(exercise, "keep"), "no") != 0;
}

static bool is_walked(const struct exercise *exercise, enum version shown)
{
    return exercise && typists[exercise->kind] &&
           (exercise->version == VERSION_ANY || exercise->version == shown);
}

/* How often Tab is pressed to get past EXERCISE once it is answered: fields are gone through. */
static size_t tabs(const struct exercise *exercise)
{
    switch (exercise->kind) {
    case EXERCISE_BUILD:
        return count(exercise, "slots") + (*exercise_field(exercise, "feelings") ? 1 : 0) +
               (count(exercise, "then") ? count(exercise, "then") + 1 : 0);
    case EXERCISE_PROMISE:
        return 6;
    case EXERCISE_EXPERIMENT:
        return 4;
    case EXERCISE_LETTER:
        return *exercise_field(exercise, "date") ? 5 : 4;
    case EXERCISE_PLAN:
        return count(exercise, "fields");
    default:
        return 1;
    }
}

/* From the top of the page to EXERCISE, by way of those above it. */
static void go_to(struct walk *walk, const struct blocks *blocks, size_t index, enum version shown)
{
    struct str keys = {0};
    str_puts(&keys, "<Tab>");
    for (size_t i = 0; i < index; i++)
        if (is_walked(blocks->items[i].exercise, shown))
            for (size_t j = 0; j < tabs(blocks->items[i].exercise); j++)
                str_puts(&keys, "<Tab>");
    rig_script(walk->rig, str_text(&keys));
    str_free(&keys);
}

static void walk_exercises(struct walk *walk, const struct lesson *lesson, size_t page,
                           enum version shown)
{
    const struct blocks *blocks = &lesson->pages[page].blocks;
    for (size_t i = 0; i < blocks->count; i++) {
        const struct exercise *exercise = blocks->items[i].exercise;
        if (!is_walked(exercise, shown))
            continue;
        struct str keys = {0};
        typists[exercise->kind](exercise, &keys);
        go_to(walk, blocks, i, shown);
        rig_script(walk->rig, str_text(&keys));
        str_free(&keys);
        if (!walk->left[exercise->kind] && is_kept(exercise)) {
            walk->left[exercise->kind] = true;
            leave_and_come_back(walk, lesson, page);
        }
        rig_script(walk->rig, "<Esc><Home>"); /* out of the exercise, to the top of the page */
    }
}

static bool has_versions(const struct page *page)
{
    for (size_t i = 0; i < page->blocks.count; i++) {
        const struct exercise *exercise = page->blocks.items[i].exercise;
        if (exercise && exercise->version == VERSION_TOGETHER)
            return true;
    }
    return false;
}

static void walk_page(struct walk *walk, const struct lesson *lesson, size_t page)
{
    expect_page(walk, lesson, page);
    walk_exercises(walk, lesson, page, VERSION_ALONE);
    if (has_versions(&lesson->pages[page])) {
        /* On, so that it is kept, and back for the version for two. */
        rig_script(walk->rig, "<End><Enter><Backspace>");
        expect_page(walk, lesson, page);
        rig_expect(walk->rig, lesson->pages[page].title);
        rig_script(walk->rig, "<Home>f");
        walk_exercises(walk, lesson, page, VERSION_TOGETHER);
    }
    rig_script(walk->rig, "<End><Enter>");
}

/* ---- what has come of it ---- */

static void check_answer(struct store *store, const char *lesson, const struct exercise *exercise)
{
    struct answers answers = {0};
    const char *home = exercise_home(exercise, lesson);
    assert_int_equal(store_answer_list(store, home, exercise->id, 10, &answers, NULL), OK);
    if (!is_kept(exercise)) {
        assert_int_equal(answers.count, 0);
        return;
    }
    if (answers.count == 0)
        fail_msg("lesson %s: %s has no answer", lesson, exercise->id);
    const struct pairs *values = &answers.items[answers.count - 1].values;
    size_t expected = 1;
    if (exercise->kind == EXERCISE_PLAN)
        expected = count(exercise, "fields");
    else if (exercise->kind == EXERCISE_RATE)
        expected = count(exercise, "");
    else if (exercise->kind == EXERCISE_BUILD) /* and the sentence, the pick, the tick */
        expected = count(exercise, "slots") + 1 + (count(exercise, "then") ? 2 : 0);
    else if (exercise->kind == EXERCISE_LIST || exercise->kind == EXERCISE_EXPERIMENT)
        expected = 2;
    if (values->count < expected)
        fail_msg("lesson %s: of %s only %zu of %zu values were kept", lesson, exercise->id,
                 values->count, expected);
    answers_free(&answers);
}

static void check_lesson(struct store *store, const struct lesson *lesson)
{
    for (size_t i = 0; i < lesson->page_count; i++)
        for (size_t j = 0; j < lesson->pages[i].blocks.count; j++) {
            const struct exercise *exercise = lesson->pages[i].blocks.items[j].exercise;
            if (exercise && typists[exercise->kind])
                check_answer(store, lesson->id, exercise);
        }
    for (size_t i = 0; i < lesson->ending.count; i++)
        if (lesson->ending.items[i].exercise)
            check_answer(store, lesson->id, lesson->ending.items[i].exercise);
}

static void open_content(struct walk *walk)
{
    struct fault fault = {0};
    char *folder = NULL;
    if (content_find(NULL, &folder, &fault) || content_open(folder, &walk->content, NULL, &fault))
        fail_msg("%s", fault.text);
    free(folder);
}

/* The lesson INDEX of the list, from its opening page to its end and back to the list. */
static void walk_lesson(struct walk *walk, size_t index)
{
    const struct contents_entry *entry = &walk->content.entries[index];
    struct lesson lesson;
    struct fault fault = {0};
    char down[32] = "";
    if (content_lesson(&walk->content, entry, &lesson, NULL, &fault))
        fail_msg("%s", fault.text);
    if (index)
        snprintf(down, sizeof down, "<Down*%zu>", index);
    rig_script(walk->rig, "2<Home>");
    rig_script(walk->rig, down);
    rig_script(walk->rig, "<Enter>");
    rig_expect(walk->rig, "before you begin");
    rig_expect(walk->rig, entry->title);
    rig_script(walk->rig, "<End><Enter>");
    for (size_t page = 0; page < lesson.page_count; page++)
        walk_page(walk, &lesson, page);
    rig_expect(walk->rig, "That was the last page");
    rig_script(walk->rig, "<Home><Tab>4<Tab>");
    if (lesson.ending.items[lesson.ending.count - 1].exercise)
        rig_script(walk->rig, "<Enter>");
    rig_script(walk->rig, "<PgUp><End><Enter>2");
    rig_sync(walk->rig);
    struct store *store = NULL;
    const struct clock clock = {.is_virtual = true};
    assert_int_equal(store_open(walk->home, &clock, &store, &fault), OK);
    check_lesson(store, &lesson);
    store_close(store);
    lesson_free(&lesson);
}

static void test_every_page_and_exercise(void **state)
{
    (void)state;
    struct walk walk = {.home = folder_make()};
    open_content(&walk);
    assert_int_equal(walk.content.entry_count, 11);
    start(&walk);
    for (size_t i = 0; i < walk.content.entry_count; i++)
        walk_lesson(&walk, i);
    for (int kind = 0; kind < EXERCISE_KINDS; kind++)
        assert_true(walk.left[kind] || !typists[kind]);
    rig_script(walk.rig, "<C-x>");
    rig_expect_exit(walk.rig, 0);
    rig_stop(walk.rig);
    content_close(&walk.content);
    folder_remove(walk.home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_page_and_exercise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
