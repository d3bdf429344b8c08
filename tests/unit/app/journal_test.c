/* Sittings at the journal: the names of their drafts, and what becomes of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/book.h"

struct sitting {
    struct session *session;
    struct writing writing;
    struct buffer *buffer;
    struct draft_text *draft;
};

static void put(struct sitting *sitting, const char *text)
{
    struct buffer *buffer = sitting->buffer;
    assert_int_equal(
        buffer_replace(buffer, buffer_length(buffer), 0, text, strlen(text), NULL, NULL), OK);
}

static void follow(struct sitting *sitting)
{
    struct draft_name name = {JOURNAL_DRAFTS, sitting->writing.draft, WRITING_TEXT};
    sitting->draft = session_draft_open(sitting->session, name, sitting->buffer);
    assert_non_null(sitting->draft);
}

/* The draft is known by a name that stands in SITTING. */
static void begin(struct sitting *sitting, const char *home, struct writing writing)
{
    *sitting = (struct sitting){.session = book_open(home), .writing = writing};
    sitting->buffer = buffer_new("", 0);
    writing_name(sitting->session, &sitting->writing);
    follow(sitting);
}

static void end(struct sitting *sitting)
{
    session_draft_close(sitting->session, sitting->draft);
    buffer_free(sitting->buffer);
    session_close(sitting->session);
}

static struct journal_change save(struct sitting *sitting)
{
    struct fault fault = {0};
    struct journal_change change = {0};
    session_draft_close(sitting->session, sitting->draft);
    char *text = buffer_copy(sitting->buffer);
    if (session_journal_save(sitting->session, &sitting->writing, text, &change, &fault))
        fail_msg("%s", fault.text);
    free(text);
    follow(sitting);
    return change;
}

/* ---- names ---- */

static void expect_same(const struct writing *a, const struct writing *b)
{
    assert_int_equal(a->id, b->id);
    assert_int_equal(a->seen, b->seen);
    assert_string_equal(a->day, b->day);
    assert_string_equal(a->origin.lesson, b->origin.lesson);
    assert_string_equal(a->origin.page, b->origin.page);
    assert_string_equal(a->origin.prompt, b->origin.prompt);
    assert_string_equal(a->draft, b->draft);
}

static void test_names_tell_what_they_were_made_of(void **state)
{
    (void)state;
    static const struct writing writings[] = {
        {0},
        {.id = 1, .seen = 1},
        {.id = INT64_MAX, .seen = INT64_MAX, .day = "2026-11-21"},
        {.day = "1900-01-01", .origin = {"10", "10.5", "what-my-body-told"}},
        {.origin = {.lesson = "first-run", .page = "opening"}},
        {.origin = {.prompt = "ein-Wort-mit-Umlaut-\u00e4"}},
        {.origin = {"a b", "%s %n", "...---..."}},
        {.id = 7,
         .seen = 3,
         .day = "2026-11-21",
         .origin = {"123456789012345678901234567890123456789",
                    "123456789012345678901234567890123456789",
                    "123456789012345678901234567890123456789"}},
    };
    char *home = folder_make();
    struct session *session = book_open(home);
    for (size_t i = 0; i < sizeof writings / sizeof writings[0]; i++) {
        struct writing named = writings[i];
        struct writing read;
        writing_name(session, &named);
        assert_true(strlen(named.draft) + 1 < WRITING_DRAFT_SIZE);
        assert_true(writing_read(named.draft, &read));
        expect_same(&named, &read);
    }
    session_close(session);
    folder_remove(home);
}

static void test_no_two_names_are_the_same(void **state)
{
    (void)state;
    enum { NAMES = 200 };
    static struct writing writings[NAMES];
    char *home = folder_make();
    struct session *session = book_open(home);
    for (int i = 0; i < NAMES; i++) {
        writing_name(session, &writings[i]);
        for (int j = 0; j < i; j++)
            assert_string_not_equal(writings[i].draft, writings[j].draft);
    }
    session_close(session);
    folder_remove(home);
}

static void test_names_of_nothing(void **state)
{
    (void)state;
    char long_part[200];
    struct writing writing;
    static const char *const bad[] = {
        "", "/", "0/0/2026-11-21", "0/0/2026-11-21///", "trust", "0/0/2026-11-210////x"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(writing_read(bad[i], &writing));
    memset(long_part, 'x', sizeof long_part);
    memcpy(long_part, "0/0//", 5);
    memcpy(long_part + sizeof long_part - 6, "///1.2", 6);
    long_part[sizeof long_part - 1] = '\0';
    assert_false(writing_read(long_part, &writing));
}

/* ---- keeping ---- */

static void test_a_new_page_then_changed(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct sitting sitting;
    begin(&sitting, home, (struct writing){.day = "2026-11-19", .origin = {"3", "3.4", "body"}});
    put(&sitting, "one");
    assert_int_equal(session_flush(sitting.session, NULL), OK);
    assert_true(book_has_draft(home, "one"));
    char before[WRITING_DRAFT_SIZE];
    snprintf(before, sizeof before, "%s", sitting.writing.draft);
    struct journal_change change = save(&sitting);
    assert_int_equal(change.version, 1);
    assert_int_equal(change.unseen, 0);
    assert_int_equal(sitting.writing.id, 1);
    assert_int_equal(sitting.writing.seen, 1);
    assert_string_not_equal(before, sitting.writing.draft); /* it is another sitting now */
    assert_int_equal(book_drafts(home), 0);
    put(&sitting, " two");
    change = save(&sitting);
    assert_int_equal(change.version, 2);
    assert_int_equal(sitting.writing.seen, 2);
    change = save(&sitting); /* the same once more */
    assert_int_equal(change.version, 2);
    struct journal_entry entry = {0};
    assert_int_equal(store_journal_get(session_store(sitting.session), 1, &entry, NULL), OK);
    assert_string_equal(entry.text, "one two");
    assert_string_equal(entry.day, "2026-11-19");
    assert_string_equal(entry.origin.lesson, "3");
    assert_string_equal(entry.origin.page, "3.4");
    assert_string_equal(entry.origin.prompt, "body");
    journal_entry_free(&entry);
    end(&sitting);
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

static void test_two_sittings_at_one_entry(void **state)
{
    (void)state;
    char *home = book_home(false);
    int64_t id = book_add(home, NULL, "ground");
    struct sitting one;
    begin(&one, home, (struct writing){.id = id, .seen = 1});
    struct sitting two;
    begin(&two, home, (struct writing){.id = id, .seen = 1});
    put(&one, "by one");
    put(&two, "by two");
    assert_int_equal(session_flush(one.session, NULL), OK);
    assert_int_equal(session_flush(two.session, NULL), OK);
    assert_int_equal(book_drafts(home), 2);
    struct journal_change change = save(&one);
    assert_int_equal(change.unseen, 0);
    assert_true(book_has_draft(home, "by two"));
    assert_int_equal(book_drafts(home), 1);
    change = save(&two);
    assert_int_equal(change.unseen, 2);
    assert_int_equal(change.version, 3);
    end(&one);
    end(&two);
    char *text = book_version(home, id, 2);
    assert_string_equal(text, "by one");
    free(text);
    book_expect(home, id, "by two");
    assert_int_equal(book_drafts(home), 0);
    folder_remove(home);
}

static int64_t only_draft(struct session *session, char *text, size_t size)
{
    struct drafts drafts = {0};
    assert_int_equal(session_journal_drafts(session, &drafts, NULL), OK);
    assert_int_equal(drafts.count, 1);
    int64_t id = drafts.items[0].id;
    snprintf(text, size, "%s", pairs_get(&drafts.items[0].values, WRITING_TEXT));
    drafts_free(&drafts);
    return id;
}

/* Gone on with, it is the sitting's own: it goes when the text is kept, also without another word.
 */
static void test_a_draft_that_is_gone_on_with(void **state)
{
    (void)state;
    for (int typing = 0; typing < 2; typing++) {
        char *home = book_home(false);
        char *text = NULL;
        char listed[64];
        struct sitting first;
        begin(&first, home, (struct writing){0});
        put(&first, "begun");
        end(&first);
        struct sitting second = {.session = book_open(home), .writing = first.writing};
        second.writing.begun = only_draft(second.session, listed, sizeof listed);
        assert_string_equal(listed, "begun");
        assert_int_equal(session_journal_resume(second.session, &second.writing, &text, NULL), OK);
        assert_string_equal(text, "begun");
        second.buffer = buffer_new(text, strlen(text));
        free(text);
        follow(&second);
        if (typing) {
            put(&second, " and ended");
            assert_int_equal(session_flush(second.session, NULL), OK);
            only_draft(second.session, listed,
                       sizeof listed); /* still one, not another beside it */
            assert_string_equal(listed, "begun and ended");
        }
        save(&second);
        assert_int_equal(second.writing.begun, 0);
        end(&second);
        book_expect(home, 1, typing ? "begun and ended" : "begun");
        assert_int_equal(book_drafts(home), 0);
        folder_remove(home);
    }
}

static void test_a_draft_that_is_gone(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct session *session = book_open(home);
    struct fault fault = {0};
    char *text = NULL;
    struct writing writing = {.begun = 12345};
    assert_int_equal(session_journal_resume(session, &writing, &text, &fault), ERR_NOT_FOUND);
    assert_null(text);
    assert_true(strlen(fault.text) > 20);
    session_close(session);
    folder_remove(home);
}

static void test_drop(void **state)
{
    (void)state;
    char *home = book_home(false);
    struct sitting keeps;
    begin(&keeps, home, (struct writing){0});
    struct sitting drops;
    begin(&drops, home, (struct writing){0});
    put(&keeps, "stays");
    put(&drops, "goes");
    assert_int_equal(session_flush(keeps.session, NULL), OK);
    assert_int_equal(session_flush(drops.session, NULL), OK);
    assert_int_equal(book_drafts(home), 2);
    assert_int_equal(session_journal_drop(drops.session, &drops.writing, NULL), OK);
    assert_true(book_has_draft(home, "stays"));
    assert_int_equal(book_drafts(home), 1);
    assert_int_equal(session_journal_drop(drops.session, &drops.writing, NULL), OK);
    end(&keeps);
    end(&drops);
    folder_remove(home);
}

/* Without a home nothing is made by looking, or by dropping what never was. */
static void test_no_home(void **state)
{
    (void)state;
    char *home = folder_make();
    struct session *session = book_open(home);
    struct drafts drafts = {0};
    struct writing writing = {0};
    writing_name(session, &writing);
    assert_int_equal(session_journal_drafts(session, &drafts, NULL), OK);
    assert_int_equal(drafts.count, 0);
    assert_int_equal(session_journal_drop(session, &writing, NULL), OK);
    assert_int_equal(session_journal_purge(session, NULL), OK);
    assert_false(store_exists(session_store(session)));
    session_close(session);
    folder_remove(home);
}

static void test_days(void **state)
{
    (void)state;
    char day[JOURNAL_DAY_SIZE];
    journal_day_of(0, day);
    assert_string_equal(day, "1970-01-01");
    journal_day_of(1795297500, day);
    assert_string_equal(day, "2026-11-21");
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_tell_what_they_were_made_of),
        cmocka_unit_test(test_no_two_names_are_the_same),
        cmocka_unit_test(test_names_of_nothing),
        cmocka_unit_test(test_a_new_page_then_changed),
        cmocka_unit_test(test_two_sittings_at_one_entry),
        cmocka_unit_test(test_a_draft_that_is_gone_on_with),
        cmocka_unit_test(test_a_draft_that_is_gone),
        cmocka_unit_test(test_drop),
        cmocka_unit_test(test_no_home),
        cmocka_unit_test(test_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
