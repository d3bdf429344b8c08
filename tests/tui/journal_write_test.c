/* Writing in the journal: what is kept when, what the title says of it, and the keys of the page.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "support/book.h"

/* Over an empty home the first page is not written into nowhere. */
static void test_first_of_all_where_it_is_kept(void **state)
{
    (void)state;
    char *home = folder_make();
    struct rig *rig = rig_start(.mend_home = home);
    rig_script(rig, "3");
    rig_expect(rig, "For what you tell nobody.");
    rig_script(rig, "n");
    rig_expect(rig, "A passphrase, or none");
    rig_expect(rig, "First: how to keep what you write.");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "For what you tell nobody.");
    rig_script(rig, "n<Tab><Down><Enter>");
    rig_expect(rig, "Chosen: what you write is kept in");
    rig_script(rig, "<Esc>n");
    rig_expect(rig, "nothing yet");
    rig_script(rig, "the first of all<Esc>");
    rig_expect(rig, "Kept.");
    book_leave(rig);
    book_expect(home, 1, "the first of all");
    folder_remove(home);
}

static void test_a_page_becomes_an_entry(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "n");
    rig_expect(rig, "Saturday 21 November");
    book_says(rig, "0 words · nothing yet");
    rig_script(rig, "The title<Enter>and what follows, #calm #two_words");
    book_says(rig, "8 words · not kept yet");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Kept.");
    rig_expect(rig, "▸   The title calm two_words");
    book_leave(rig);
    book_expect(home, 1, "The title\nand what follows, #calm #two_words");
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

/* Half a second after the first key, and a look at the title a little later. */
static void test_the_title_tells_what_is_kept(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "nmedlar");
    book_says(rig, "not kept yet");
    assert_false(folder_contains(home, "medlar"));
    rig_script(rig, "<400ms>");
    book_says(rig, "not kept yet");
    book_pass(rig);
    book_says(rig, "draft kept");
    assert_true(book_has_draft(home, "medlar"));
    rig_script(rig, "<C-s>");
    rig_expect(rig, "Kept.");
    book_says(rig, "1 word · kept");
    assert_int_equal(book_drafts(home), 0);
    book_expect(home, 1, "medlar");
    rig_script(rig, " two");
    book_pass(rig);
    book_says(rig, "draft kept");
    book_expect(home, 1, "medlar");
    assert_true(book_has_draft(home, "medlar two"));
    rig_script(rig, "<C-s>");
    book_says(rig, "2 words · kept");
    book_expect(home, 1, "medlar two");
    assert_int_equal(book_entries(home), 1);
    assert_int_equal(book_versions(home, 1), 2);
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Kept.");
    book_leave(rig);
    folder_remove(home);
}

/* Undo goes back beyond what was kept, to nothing, and forward again. */
static void test_undo_beyond_what_was_kept(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "none<C-s><Enter>two<2s><C-_><C-_><C-_><C-_><C-_>");
    book_pass(rig);
    book_says(rig, "0 words · draft kept");
    rig_script(rig, "<C-s>");
    rig_expect(rig, "There is nothing to keep yet.");
    book_expect(home, 1, "one");
    rig_script(rig, "<C-r><C-r><C-r><C-r><C-r><C-r>");
    book_says(rig, "2 words · not kept yet");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Kept.");
    book_leave(rig);
    book_expect(home, 1, "one\ntwo");
    folder_remove(home);
}

static void test_a_blank_page_is_none(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "n<Esc>");
    rig_expect(rig, "For what you tell nobody.");
    rig_script(rig, "n  <Enter><Enter> <2s><Esc>");
    rig_expect(rig, "Nothing was written.");
    rig_expect_not(rig, "Begun");
    rig_script(rig, "nwords<2s><C-u><Esc>");
    rig_expect(rig, "Nothing was written.");
    rig_expect_not(rig, "Begun");
    book_leave(rig);
    assert_int_equal(book_entries(home), 0);
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

static void test_an_emptied_entry_stays(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, NULL, "stays as it is");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "<Enter>e<C-u>");
    book_pass(rig);
    book_says(rig, "0 words · draft kept");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "so the entry stays as it was kept");
    rig_expect(rig, "stays as it is");
    rig_expect_not(rig, "Something was begun");
    book_leave(rig);
    book_expect(home, 1, "stays as it is");
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

/* Looking at an entry in the editor and leaving it adds no version. */
static void test_nothing_changed_adds_nothing(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add(home, NULL, "as it was");
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "<Enter>e");
    book_says(rig, "3 words · kept");
    rig_script(rig, "<Esc>ex<C-_><Esc>");
    rig_expect(rig, "as it was");
    book_leave(rig);
    assert_int_equal(book_versions(home, 1), 1);
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

/* ---- moving and finding ---- */

static void test_find(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "nred one<Enter>red two<Enter>blue<C-f>");
    rig_expect(rig, "Find:");
    rig_script(rig, "RED");
    rig_expect(rig, "round the end");
    rig_script(rig, "<Enter>");
    rig_expect_not(rig, "round the end");
    rig_script(rig, "<Esc>2"); /* stands at the second one, whichever end of it */
    rig_script(rig, "<C-f>red<Up><Esc>");
    rig_script(rig, "<C-f>nowhere");
    rig_expect(rig, "not found");
    rig_script(rig, "<Esc>");
    rig_expect_not(rig, "Find:");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Kept.");
    book_leave(rig);
    char *text = book_text(home, 1);
    assert_non_null(strstr(text, "red one\n")); /* the first one was passed over */
    assert_true(strstr(text, "2red two") || strstr(text, "red2 two"));
    free(text);
    folder_remove(home);
}

/* Up looks backwards; Esc leaves the cursor where it was found; words after it are typed there. */
static void test_find_backwards_and_stay(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    int row;
    int column;
    rig_script(rig, "na red<Enter>b red<Enter>c red<C-f>red");
    rig_script(rig, "<Up>");
    rig_script(rig, "<Esc>");
    rig_find(rig, "c red", &row, &column);
    char *screen = rig_screen_text(rig);
    free(screen);
    rig_script(rig, "X<Esc>");
    book_leave(rig);
    char *text = book_text(home, 1);
    char *at = strstr(text, "X");
    assert_non_null(at);
    assert_non_null(strstr(text, "a red\nb red\nc")); /* from the first one, one back is the last */
    free(text);
    folder_remove(home);
}

static void test_paragraph_by_paragraph(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "nuno<Enter>dos<Enter><Enter>tres<C-Up>2<C-Up><C-Up>1<C-Down>3<C-Down>4<Esc>");
    book_leave(rig);
    book_expect(home, 1, "1uno\ndos\n\n32tres4");
    folder_remove(home);
}

/* ---- much text ---- */

static void test_a_megabyte_pasted_is_one_step(void **state)
{
    (void)state;
    char *home = book_home(false);
    size_t length = 1 << 20;
    char *text = malloc(length + 1);
    for (size_t i = 0; i < length; i++)
        text[i] = i % 61 == 60 ? '\n' : i % 7 == 6 ? ' ' : (char)('a' + i % 26);
    memcpy(text + length - 12, "\nfinal words", 12);
    text[length] = '\0';
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "nbefore ");
    rig_paste(rig, text, length);
    rig_expect(rig, "final words");
    rig_script(rig, "<1s><C-_>");
    rig_expect_not(rig, "final words");
    rig_expect(rig, "1 word ·");
    rig_script(rig, "<C-r>");
    rig_expect(rig, "final words");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Kept.");
    book_leave(rig);
    char *kept = book_text(home, 1);
    assert_memory_equal(kept, "before ", 7);
    assert_string_equal(kept + 7, text);
    free(kept);
    free(text);
    folder_remove(home);
}

/* ---- windows and terminals ---- */

static void test_a_storm_of_sizes_while_writing(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    struct str wanted = {0};
    uint32_t seed = 11;
    rig_script(rig, "n");
    for (int i = 0; i < 80; i++) {
        char typed[16];
        seed = seed * 1664525u + 1013904223u;
        snprintf(typed, sizeof typed, "w%d ", i);
        str_puts(&wanted, typed);
        rig_keys(rig, typed);
        if (i % 10 == 9) /* too small to be drawn in, and typed into all the same */
            rig_resize(rig, 5, 20);
        else
            rig_resize(rig, 12 + (int)((seed >> 8) % 39), 40 + (int)((seed >> 16) % 161));
    }
    rig_keys(rig, "the end");
    str_puts(&wanted, "the end");
    rig_resize(rig, 12, 40);
    rig_expect(rig, "the end");
    rig_resize(rig, 50, 200);
    rig_expect(rig, "w0 w1 w2 w3");
    rig_expect(rig, "w79 the end");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Kept.");
    book_leave(rig);
    book_expect(home, 1, str_text(&wanted));
    str_free(&wanted);
    folder_remove(home);
}

static void test_terminals(void **state)
{
    (void)state;
    static const struct {
        const char *term, *locale;
        const char *variable[2];
    } kinds[] = {
        {"vt100", "C", {NULL}},
        {"linux", "C.UTF-8", {NULL}},
        {"xterm-256color", "C.UTF-8", {"NO_COLOR=1", NULL}},
        {"tmux-256color", "C.UTF-8", {NULL}},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char *home = book_home(false);
        book_add(home, "2025-03-01", "an older one\nwith a second line");
        struct rig *rig = book_rig(.mend_home = home, .term = kinds[i].term,
                                   .locale = kinds[i].locale, .environment = kinds[i].variable);
        rig_expect(rig, "Saturday 1 March 2025");
        rig_expect(rig, "an older one");
        rig_script(rig, "nwords of today");
        book_pass(rig);
        book_says(rig, "draft kept");
        rig_script(rig, "<Esc>");
        rig_script(rig, "<Up>");
        rig_expect(rig, "words of today");
        char *screen = rig_screen_text(rig);
        for (const char *c = screen; strcmp(kinds[i].locale, "C") == 0 && *c; c++)
            if ((unsigned char)*c >= 0x80)
                rig_fail(rig, "more than ASCII on %s", kinds[i].term);
        free(screen);
        if (kinds[i].variable[0]) {
            size_t length;
            const char *bytes = rig_since(rig, 0, &length);
            assert_null(memmem(bytes, length, "\x1b[38;5;", 7));
        }
        book_leave(rig);
        folder_remove(home);
    }
}

/* ---- a disk that takes nothing ---- */

/* Files of the program RIG drives grow no more, or as much as they like again. */
static void fill_disk(struct rig *rig, bool full)
{
    struct rlimit limit = {full ? 4096 : RLIM_INFINITY, RLIM_INFINITY};
    assert_int_equal(prlimit(rig_pid(rig), RLIMIT_FSIZE, &limit, NULL), 0);
}

static void test_a_full_disk(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "nfirst");
    book_pass(rig);
    book_says(rig, "draft kept");
    fill_disk(rig, true);
    rig_script(rig, " second<1s>");
    book_says(rig, "not kept yet");
    rig_script(rig, "<C-s>");
    rig_expect(rig, "what was saved before is safe");
    rig_script(rig, "<Esc>");
    rig_expect(rig, "first second");
    book_says(rig, "not kept yet");
    rig_script(rig, "<Esc>"); /* nor is it left like that */
    rig_expect(rig, "what was saved before is safe");
    rig_script(rig, "<Esc> third");
    rig_expect(rig, "first second third");
    fill_disk(rig, false);
    rig_advance(rig, 2000);
    book_pass(rig);
    book_says(rig, "draft kept");
    assert_true(book_has_draft(home, "first second third"));
    rig_script(rig, "<Esc>");
    rig_expect(rig, "Kept.");
    book_leave(rig);
    book_expect(home, 1, "first second third");
    assert_int_equal(book_entries(home), 1);
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

/* What could not be saved when one left at once is told the next time, and the rest is there. */
static void test_leaving_a_full_disk(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct rig *rig = book_rig(.mend_home = home);
    rig_script(rig, "nfirst");
    book_pass(rig);
    book_says(rig, "1 word · draft kept");
    fill_disk(rig, true);
    rig_script(rig, " second<1s>");
    book_leave(rig);
    assert_true(book_has_draft(home, "first"));
    rig = rig_start(.mend_home = home);
    rig_expect(rig, "could not be saved");
    rig_expect(rig, "In the journal, something you began waits.");
    rig_script(rig, "3<Enter>");
    rig_expect(rig, "first");
    book_leave(rig);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_of_all_where_it_is_kept),
        cmocka_unit_test(test_a_page_becomes_an_entry),
        cmocka_unit_test(test_the_title_tells_what_is_kept),
        cmocka_unit_test(test_undo_beyond_what_was_kept),
        cmocka_unit_test(test_a_blank_page_is_none),
        cmocka_unit_test(test_an_emptied_entry_stays),
        cmocka_unit_test(test_nothing_changed_adds_nothing),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_find_backwards_and_stay),
        cmocka_unit_test(test_paragraph_by_paragraph),
        cmocka_unit_test(test_a_megabyte_pasted_is_one_step),
        cmocka_unit_test(test_a_storm_of_sizes_while_writing),
        cmocka_unit_test(test_terminals),
        cmocka_unit_test(test_a_full_disk),
        cmocka_unit_test(test_leaving_a_full_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
