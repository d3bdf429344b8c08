/*
 * Nothing on any screen betrays what the safety check was answered with. Three people who did the
 * same, but for the check, go through all there is: one never took it, for one nothing fitted, one
 * ticked. Whatever they see is the same to the letter, the colour and the cursor, but for what
 * stands inside a page with two versions: there one sees first what f shows the others.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "mend/app/session.h"
#include "mend/base/path.h"
#include "mend/course/content.h"
#include "support/rig.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

enum { SHOTS_MOST = 1200, NOBODY_ASKED = -1 };

/* In a page with two versions: the one that came first, or the one behind f. */
enum version_shown { ANY, FIRST, OTHER };

struct shot {
    char *name;
    char *screen;
    enum version_shown shown;
};

struct walk {
    struct content content;
    struct rig *rig;
    struct shot shots[SHOTS_MOST];
    size_t count;
};

/*
 * Key by key, each drawn before the next: where a list is scrolled to may depend on what was drawn
 * in between, and how the bytes happen to arrive may not.
 */
static void type(struct walk *walk, const char *script)
{
    while (*script) {
        char key[16];
        size_t length = *script == '<' ? strcspn(script, ">") + 1 : 1;
        snprintf(key, sizeof key, "%.*s", (int)length, script);
        rig_script(walk->rig, key);
        rig_sync(walk->rig);
        script += length;
    }
}

/* ---- pictures ---- */

/* A row of letters under each row of the screen that has looks: which cell has which. */
static void put_looks(const struct glass *glass, int row, int columns, struct str *out)
{
    bool any = false;
    size_t start = out->length;
    for (int column = 0; column < columns; column++) {
        unsigned looks = glass_cell(glass, row, column).looks;
        str_putc(out, looks ? (char)('A' + looks) : ' ');
        any |= looks != 0;
    }
    if (any)
        str_putc(out, '\n');
    else
        str_truncate(out, start);
}

static char *picture(struct walk *walk)
{
    struct str out = {0};
    rig_sync(walk->rig);
    const struct glass *glass = rig_glass(walk->rig);
    int rows, columns, row, column;
    glass_size(glass, &rows, &columns);
    for (int i = 0; i < rows; i++) {
        glass_put_row(glass, i, &out);
        str_putc(&out, '\n');
        put_looks(glass, i, columns, &out);
    }
    glass_cursor(glass, &row, &column);
    str_printf(&out, "cursor at %d, %d; title \"%s\", %d bells\n", row, column, glass_title(glass),
               glass_bells(glass));
    return str_take(&out);
}

static void add(struct walk *walk, const char *name, enum version_shown shown, char *screen)
{
    assert_true(walk->count < SHOTS_MOST);
    walk->shots[walk->count++] = (struct shot){strdup(name), screen, shown};
}

static void take_shown(struct walk *walk, const char *name, enum version_shown shown)
{
    add(walk, name, shown, picture(walk));
}

static void take(struct walk *walk, const char *name)
{
    take_shown(walk, name, ANY);
}

/* From the top of what is on the screen to its bottom, and back to the top. */
static void take_all(struct walk *walk, const char *name, enum version_shown shown)
{
    struct str all = {0};
    char *last = strdup("");
    for (;;) {
        char *now = picture(walk);
        bool bottom = strcmp(now, last) == 0;
        free(last);
        last = now;
        if (bottom)
            break;
        str_puts(&all, now);
        type(walk, "<PgDn>");
    }
    free(last);
    type(walk, "<Home>");
    add(walk, name, shown, str_take(&all));
}

static void take_after(struct walk *walk, const char *keys, const char *name)
{
    type(walk, keys);
    take(walk, name);
}

/* ---- what is walked through ---- */

/* To Today, from wherever one is. */
static void go_home(struct walk *walk)
{
    type(walk, "<Esc><Esc><Esc><Esc>1");
    rig_expect(walk->rig, "1 Today");
}

static bool has_versions(const struct page *page)
{
    for (size_t i = 0; i < page->blocks.count; i++)
        if (page->blocks.items[i].exercise &&
            page->blocks.items[i].exercise->version != VERSION_ANY)
            return true;
    return false;
}

/* The keys that are there, what is said of earlier answers, and the first exercise. */
static void take_around(struct walk *walk, const char *page, enum version_shown shown)
{
    char name[64];
    snprintf(name, sizeof name, "%s, the first exercise", page);
    type(walk, "<Tab>");
    take_shown(walk, name, shown);
    snprintf(name, sizeof name, "%s, keys", page);
    type(walk, "<S-Tab><Home>?");
    take_shown(walk, name, shown);
    snprintf(name, sizeof name, "%s, earlier answers", page);
    type(walk, "<Esc>e");
    take_shown(walk, name, shown);
    if (!rig_shows(walk->rig, "There are no earlier answers") &&
        !rig_shows(walk->rig, "None in this version"))
        type(walk, "<Esc>");
    type(walk, "<Home>");
}

static void take_page(struct walk *walk, const struct page *page)
{
    bool versions = has_versions(page);
    type(walk, "<Home>");
    rig_expect(walk->rig, page->title);
    take_all(walk, page->number, versions ? FIRST : ANY);
    if (!versions)
        return;
    take_around(walk, page->number, FIRST);
    type(walk, "f<Home>");
    take_all(walk, page->number, OTHER);
    take_around(walk, page->number, OTHER);
}

static void read_lesson(struct walk *walk, const struct contents_entry *entry,
                        struct lesson *lesson)
{
    struct fault fault = {0};
    if (content_lesson(&walk->content, entry, lesson, NULL, &fault))
        fail_msg("%s", fault.text);
}

static void walk_lesson(struct walk *walk, size_t index)
{
    struct lesson lesson;
    const struct contents_entry *entry = &walk->content.entries[index];
    read_lesson(walk, entry, &lesson);
    go_home(walk);
    type(walk, "2<Home>");
    for (size_t i = 0; i < index; i++)
        type(walk, "<Down>");
    take(walk, "the lessons");
    type(walk, "<Enter>");
    rig_expect(walk->rig, "before you begin");
    take_all(walk, entry->title, ANY);
    for (size_t i = 0; i < lesson.page_count; i++) {
        type(walk, "<End><Enter>");
        take_page(walk, &lesson.pages[i]);
    }
    type(walk, "<End><Enter>");
    rig_expect(walk->rig, "That was the last page of this lesson.");
    take_all(walk, "the end of a lesson", ANY);
    go_home(walk);
    take(walk, "Today, after a lesson");
    lesson_free(&lesson);
}

static const struct page *find_page(struct walk *walk, const char *number, struct lesson *lesson)
{
    read_lesson(walk, &walk->content.entries[atoi(number) - 1], lesson);
    for (size_t i = 0; i < lesson->page_count; i++)
        if (strcmp(lesson->pages[i].number, number) == 0)
            return &lesson->pages[i];
    fail_msg("there is no page %s", number);
    return NULL;
}

static void walk_questions(struct walk *walk)
{
    struct faq faq;
    assert_int_equal(content_faq(&walk->content, &faq, NULL, NULL), OK);
    go_home(walk);
    take_after(walk, "2<End><Up><Enter>", "questions");
    for (size_t i = 0; i < faq.count; i++) {
        struct lesson lesson;
        take_after(walk, "<Enter>", faq.questions[i].page->title);
        type(walk, "<Enter>");
        take_page(walk, find_page(walk, faq.questions[i].target, &lesson));
        type(walk, "<Esc><Down>");
        lesson_free(&lesson);
    }
    faq_free(&faq);
}

static void walk_calm(struct walk *walk)
{
    struct lesson practices;
    assert_int_equal(content_practices(&walk->content, &practices, NULL, NULL), OK);
    go_home(walk);
    type(walk, "6<Home>");
    take_all(walk, "Calm", ANY);
    for (size_t i = 0; i < practices.page_count; i++) {
        char selected[96];
        type(walk, "<Home>");
        snprintf(selected, sizeof selected, "▸ %s", practices.pages[i].title);
        while (!rig_shows(walk->rig, selected))
            type(walk, "<Down>");
        type(walk, "<Enter>");
        take_all(walk, "a practice", ANY);
        take_after(walk, "<Tab><Tab><Enter>", "a practice, begun");
        type(walk, "<Esc><Esc>");
    }
    lesson_free(&practices);
}

static void walk_help(struct walk *walk)
{
    go_home(walk);
    type(walk, "7<Home>");
    take_all(walk, "Help now", ANY);
    type(walk, "<Down><Enter>");
    take_all(walk, "I might hurt myself", ANY);
    type(walk, "c");
    take_all(walk, "countries", ANY);
    take_after(walk, "<Esc>p", "a practice from Help now");
    type(walk, "<Esc>");
}

/* The sheet ID, ROW of Me; its pages. */
static void walk_sheet(struct walk *walk, const char *id, int row)
{
    struct lesson sheet;
    read_lesson(walk, content_sheet(&walk->content, id), &sheet);
    go_home(walk);
    type(walk, "m");
    for (int i = 0; i < row; i++)
        type(walk, "<Down>");
    take_after(walk, "", "Me");
    type(walk, "<Enter>");
    while (!rig_shows(walk->rig, "page 1 of"))
        type(walk, "<Backspace>"); /* it goes on where nothing is answered yet */
    for (size_t i = 0; i < sheet.page_count; i++) {
        take_page(walk, &sheet.pages[i]);
        if (i + 1 < sheet.page_count)
            type(walk, "<End><Enter>");
    }
    type(walk, "<Esc>");
    rig_expect(walk->rig, "Me and my data");
    type(walk, "<Esc>");
    lesson_free(&sheet);
}

/* What is reached in a few keys, and nothing that makes a home. */
static void walk_around(struct walk *walk)
{
    static const struct {
        const char *keys, *shows, *name;
    } around[] = {
        {"", "1 Today", "Today"},
        {"?", "Ctrl-X", "Today, keys"},
        {"2", "Questions people ask", "Lessons"},
        {"2?", "Ctrl-X", "Lessons, keys"},
        {"3", "3 Journal", "Journal"},
        {"4", "4 Promises", "Promises"},
        {"5", "5 Check-ins", "Check-ins"},
        {"6?", "Ctrl-X", "Calm, keys"},
        {"7?", "Ctrl-X", "Help now, keys"},
        {"/", "", "looking for something"},
        {"u", "", "undo"},
        {"m", "Me and my data", "Me"},
        {"m?", "Ctrl-X", "Me, keys"},
        {"m<End><Enter>", "Erase everything", "erasing"},
        {"m<End><Enter>?", "Ctrl-X", "erasing, keys"},
        {"2<End><Enter>", "My words", "My words"},
        {"2<End><Enter><F1>", "In danger now", "Help now, on top"},
    };
    for (size_t i = 0; i < COUNT(around); i++) {
        go_home(walk);
        type(walk, around[i].keys);
        rig_expect(walk->rig, around[i].shows);
        take(walk, around[i].name);
    }
}

static void walk_everything(struct walk *walk)
{
    walk_around(walk);
    for (size_t i = 0; i < walk->content.entry_count; i++)
        walk_lesson(walk, i);
    walk_questions(walk);
    walk_calm(walk);
    walk_help(walk);
    walk_sheet(walk, "plan", 1);
    walk_sheet(walk, "leaving", 2);
    walk_sheet(walk, "people", 3);
    walk_sheet(walk, "start", 5);
    walk_sheet(walk, "check", 0); /* last: going through it may change it */
    go_home(walk);
    take_after(walk, "m<Enter>d", "the check, deleted");
    take_after(walk, "<Esc>", "Me, afterwards");
    take_after(walk, "<Esc>", "Today, afterwards");
}

/* ---- three people ---- */

static void answer(struct session *session, const char *lesson, const char *exercise,
                   const char *kind, const char *key, const char *value)
{
    struct pairs values = {0};
    assert_int_equal(pairs_set(&values, key, value, NULL), OK);
    assert_int_equal(session_answer(session, lesson, exercise, kind, &values, NULL, NULL), OK);
    pairs_free(&values);
}

/* A home with this and that in it, and the check taken with FLAGS unless they are NOBODY_ASKED. */
static void make_home(const char *home, int flags)
{
    struct clock clock;
    struct session *session = NULL;
    struct fault fault = {0};
    assert_int_equal(clock_init(&clock, "2026-11-20T20:00:00", true, NULL), OK);
    if (session_open(&(struct session_options){.home = home, .clock = &clock}, &session, &fault))
        fail_msg("%s", fault.text);
    assert_int_equal(session_begin(session, NULL), OK);
    if (flags != NOBODY_ASKED)
        assert_int_equal(session_set_safety(session, ~0U, (unsigned)flags, NULL), OK);
    answer(session, "1", "trust-in-my-words", "reflect", "text", "It holds.");
    answer(session, "3", "talk-plan", "plan", "time", "after supper");
    answer(session, "7", "limit-to-keep", "build", MY_WORDS_SENTENCE, "I leave the room.");
    answer(session, "10", "people", "list", "1", "the neighbour");
    answer(session, "5", TENSION_AFTER, "tension", TENSION_SCALE, "9");
    session_close(session);
}

static struct walk *look_around(const char *home, int flags)
{
    struct walk *walk = calloc(1, sizeof *walk);
    struct fault fault = {0};
    assert_non_null(walk);
    make_home(home, flags);
    if (content_open(getenv("MEND_CONTENT"), &walk->content, NULL, &fault))
        fail_msg("%s", fault.text);
    walk->rig = rig_start(.mend_home = home, .rows = 30, .columns = 100);
    walk_everything(walk);
    rig_script(walk->rig, "<C-x>");
    rig_expect_exit(walk->rig, 0);
    rig_stop(walk->rig);
    content_close(&walk->content);
    folder_remove(strdup(home)); /* the next one lives in the same place */
    return walk;
}

static void forget(struct walk *walk)
{
    for (size_t i = 0; i < walk->count; i++) {
        free(walk->shots[i].name);
        free(walk->shots[i].screen);
    }
    free(walk);
}

/* ---- comparing ---- */

static void expect_equal(const char *whose, const struct shot *is, const struct shot *expected)
{
    const char *a = expected->screen;
    const char *b = is->screen;
    if (strcmp(a, b) == 0)
        return;
    while (*a && strcspn(a, "\n") == strcspn(b, "\n") && memcmp(a, b, strcspn(a, "\n")) == 0) {
        a += strcspn(a, "\n") + 1;
        b += strcspn(b, "\n") + 1;
    }
    fail_msg("%s sees something else at \"%s\":\n%.*s\nand not\n%.*s", whose, is->name,
             (int)strcspn(b, "\n"), b, (int)strcspn(a, "\n"), a);
}

/* What stands at INDEX for somebody who sees the versions the other way round. */
static const struct shot *exchanged(const struct walk *walk, size_t index)
{
    const struct shot *shot = &walk->shots[index];
    for (size_t i = 0; shot->shown != ANY && i < walk->count; i++) {
        bool near = i + 4 == index || i == index + 4; /* the four shots of each version */
        if (near && walk->shots[i].shown != ANY && walk->shots[i].shown != shot->shown &&
            strcmp(walk->shots[i].name, shot->name) == 0)
            return &walk->shots[i];
    }
    assert_int_equal(shot->shown, ANY);
    return shot;
}

static void compare(const char *whose, const struct walk *walk, const struct walk *with,
                    bool exchange)
{
    assert_int_equal(walk->count, with->count);
    for (size_t i = 0; i < with->count; i++) {
        assert_string_equal(walk->shots[i].name, with->shots[i].name);
        expect_equal(whose, &walk->shots[i], exchange ? exchanged(with, i) : &with->shots[i]);
    }
}

static void test_nothing_betrays_the_answer(void **state)
{
    (void)state;
    char *folder = folder_make();
    char *home = path_join(folder, "home");
    struct walk *not_asked = look_around(home, NOBODY_ASKED);
    struct walk *none_fits = look_around(home, 0);
    struct walk *ticked = look_around(home, 1 << SAFETY_NECK | 1 << SAFETY_WATCHED);
    struct walk *self = look_around(home, 1 << SAFETY_SELF);
    size_t versions = 0;
    size_t different = 0;
    for (size_t i = 0; i < not_asked->count; i++) {
        versions += not_asked->shots[i].shown == FIRST;
        different += strcmp(not_asked->shots[i].screen, none_fits->shots[i].screen) != 0;
    }
    compare("who ticked", ticked, not_asked, false);
    compare("who frightens somebody", self, not_asked, false);
    compare("for whom nothing fits", none_fits, not_asked, true);
    assert_true(not_asked->count > 250);
    assert_true(versions >= 4 * 15);
    assert_true(different >= 2 * 15); /* there is something to tell apart */
    forget(not_asked);
    forget(none_fits);
    forget(ticked);
    forget(self);
    free(home);
    folder_remove(folder);
}

/* ---- the same before anything is kept ---- */

/* Takes the check in mend itself, going down DOWN ticks and ticking there; < 0: none. */
static struct walk *look_around_new(const char *home, int down)
{
    struct walk *walk = calloc(1, sizeof *walk);
    assert_non_null(walk);
    assert_int_equal(content_open(getenv("MEND_CONTENT"), &walk->content, NULL, NULL), OK);
    walk->rig = rig_start(.mend_home = home, .rows = 30, .columns = 100);
    type(walk, "m<Enter><Tab><Tab>");
    for (int i = 0; i < down; i++)
        type(walk, "<Down>");
    if (down >= 0)
        type(walk, "<Space>");
    type(walk, "<End><Enter>");
    take_after(walk, "<Home>", "the second page of the check");
    take_after(walk, "<End><Enter>", "after the check");
    take_after(walk, "<Enter>", "the check, opened again");
    type(walk, "<Esc><Esc>");
    walk_around(walk);
    go_home(walk);
    take_after(walk, "m<Enter>", "the check");
    take_after(walk, "<Esc><Down><Enter>", "the plan");
    take_after(walk, "<Esc><Down><Down><Enter>", "people");
    walk_lesson(walk, 1); /* and from here on there is a home; in this lesson is a page of two */
    rig_script(walk->rig, "<C-x>");
    rig_expect_exit(walk->rig, 0);
    rig_stop(walk->rig);
    content_close(&walk->content);
    folder_remove(strdup(home));
    return walk;
}

static void test_nor_on_the_first_day(void **state)
{
    (void)state;
    char *folder = folder_make();
    char *home = path_join(folder, "home");
    struct walk *nothing = look_around_new(home, -1);
    struct walk *neck = look_around_new(home, 5);
    struct walk *worse = look_around_new(home, 8);
    struct walk *none = look_around_new(home, 9);
    compare("who ticked", neck, nothing, false);
    compare("who ticked something else", worse, nothing, false);
    compare("for whom nothing fits", none, nothing, true);
    forget(nothing);
    forget(neck);
    forget(worse);
    forget(none);
    free(home);
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nor_on_the_first_day),
        cmocka_unit_test(test_nothing_betrays_the_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
