/* Progress, place and settings. */
#include "room.h"

static void nothing_is_known_before_the_first_save(void **state)
{
    struct room *room = *state;
    struct progress *items;
    size_t count = 7;
    struct place place = {.known = true};
    char *value;
    room_open(room);
    must(room, store_progress_list(room->store, "1", &items, &count, &room->fault));
    assert_int_equal(0, count);
    assert_null(items);
    must(room, store_place(room->store, NULL, &place, &room->fault));
    assert_false(place.known);
    must(room, store_setting(room->store, "theme", &value, &room->fault));
    assert_null(value);
    assert_false(store_exists(room->store));
    assert_int_equal(0, files_in(room->folder));
}

static void visit(struct room *room, const char *lesson, const char *page, enum page_state how)
{
    must(room, store_progress_set(room->store, lesson, page, how, &room->fault));
    clock_advance(&room->clock, 60000);
}

static void pages_come_in_the_order_of_their_last_visit(void **state)
{
    struct room *room = *state;
    room_open(room);
    int64_t start = clock_wall(&room->clock);
    visit(room, "1", "opening", PAGE_OPENED);
    visit(room, "1", "1.1", PAGE_OPENED);
    visit(room, "1", "1.2", PAGE_SKIPPED);
    visit(room, "2", "2.1", PAGE_OPENED);
    visit(room, "1", "opening", PAGE_DONE);
    room_open(room);
    struct progress *items;
    size_t count;
    must(room, store_progress_list(room->store, "1", &items, &count, &room->fault));
    assert_int_equal(3, count);
    assert_string_equal("1.1", items[0].page);
    assert_int_equal(PAGE_OPENED, items[0].state);
    assert_int_equal(start + 60, items[0].last_at);
    assert_string_equal("1.2", items[1].page);
    assert_int_equal(PAGE_SKIPPED, items[1].state);
    assert_string_equal("opening", items[2].page);
    assert_int_equal(PAGE_DONE, items[2].state);
    assert_int_equal(start + 240, items[2].last_at);
    free(items);
}

static enum page_state state_of(struct room *room, const char *page)
{
    struct progress *items;
    size_t count;
    enum page_state how = PAGE_UNSEEN;
    must(room, store_progress_list(room->store, "1", &items, &count, &room->fault));
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i].page, page) == 0)
            how = items[i].state;
    free(items);
    return how;
}

static void a_done_page_stays_done_when_it_is_opened_again(void **state)
{
    struct room *room = *state;
    static const struct {
        enum page_state before, now, after;
    } rows[] = {
        {PAGE_OPENED, PAGE_DONE, PAGE_DONE},      {PAGE_DONE, PAGE_OPENED, PAGE_DONE},
        {PAGE_SKIPPED, PAGE_OPENED, PAGE_OPENED}, {PAGE_OPENED, PAGE_SKIPPED, PAGE_SKIPPED},
        {PAGE_SKIPPED, PAGE_DONE, PAGE_DONE},     {PAGE_DONE, PAGE_SKIPPED, PAGE_SKIPPED},
    };
    room_open(room);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char page[16];
        snprintf(page, sizeof page, "1.%zu", i);
        visit(room, "1", page, rows[i].before);
        visit(room, "1", page, rows[i].now);
        assert_int_equal(rows[i].after, state_of(room, page));
    }
}

static void expect_place(struct room *room, const char *in, const char *lesson, const char *page)
{
    struct place place;
    must(room, store_place(room->store, in, &place, &room->fault));
    assert_true(place.known);
    assert_string_equal(lesson, place.lesson);
    assert_string_equal(page, place.page);
}

static void the_place_is_the_last_visit_even_when_the_clock_went_back(void **state)
{
    struct room *room = *state;
    room_open(room);
    visit(room, "1", "1.1", PAGE_OPENED);
    visit(room, "2", "2.4", PAGE_OPENED);
    room->clock.wall_offset -= 86400;
    int64_t then = clock_wall(&room->clock);
    visit(room, "1", "1.3", PAGE_OPENED);
    expect_place(room, NULL, "1", "1.3");
    expect_place(room, "1", "1", "1.3");
    expect_place(room, "2", "2", "2.4");
    visit(room, "1", "1.1", PAGE_OPENED);
    expect_place(room, "1", "1", "1.1");
    struct place place;
    must(room, store_place(room->store, NULL, &place, &room->fault));
    assert_int_equal(then + 60, place.at);
    must(room, store_place(room->store, "3", &place, &room->fault));
    assert_false(place.known);
}

static void what_cannot_be_a_place_is_refused(void **state)
{
    struct room *room = *state;
    room_open(room);
    const char *const names[] = {"", "1.234567890abcde"};
    for (size_t i = 0; i < 2; i++) {
        must_fail(room, ERR_INPUT,
                  store_progress_set(room->store, "1", names[i], PAGE_DONE, &room->fault));
        must_fail(room, ERR_INPUT,
                  store_progress_set(room->store, names[i], "1.1", PAGE_DONE, &room->fault));
    }
    must_fail(room, ERR_INPUT,
              store_progress_set(room->store, "1", "1.1", PAGE_UNSEEN, &room->fault));
    assert_false(store_exists(room->store));
    must(room, store_progress_set(room->store, "1", "1.234567890abcd", PAGE_DONE, &room->fault));
    expect_place(room, NULL, "1", "1.234567890abcd");
}

static size_t count_pages(struct room *room, const char *lesson)
{
    struct progress *items;
    size_t count;
    must(room, store_progress_list(room->store, lesson, &items, &count, &room->fault));
    free(items);
    return count;
}

static void a_lesson_is_forgotten_and_its_answers_and_drafts_stay(void **state)
{
    struct room *room = *state;
    struct pairs values = {0};
    struct answers answers;
    struct place place;
    room_open(room);
    visit(room, "1", "1.1", PAGE_DONE);
    visit(room, "2", "2.1", PAGE_OPENED);
    visit(room, "1", "1.2", PAGE_SKIPPED);
    must(room, pairs_set(&values, "text", "stays", &room->fault));
    must(room, store_answer_add(room->store, "1", "other", "reflect", &values, NULL, &room->fault));
    pairs_free(&values);
    must(room, set(room->store, "text", "half written", &room->fault));

    must(room, store_progress_clear(room->store, "no such lesson", &room->fault));
    assert_int_equal(2, count_pages(room, "1"));
    must(room, store_progress_clear(room->store, "1", &room->fault));
    must(room, store_progress_clear(room->store, "1", &room->fault));
    room_open(room);
    assert_int_equal(0, count_pages(room, "1"));
    assert_int_equal(1, count_pages(room, "2"));
    must(room, store_place(room->store, "1", &place, &room->fault));
    assert_false(place.known);
    expect_place(room, NULL, "2", "2.1");
    must(room, store_answer_list(room->store, "1", "other", 9, &answers, &room->fault));
    assert_int_equal(1, answers.count);
    answers_free(&answers);
    expect_draft(room, room->store, "text", "half written");

    visit(room, "1", "1.1", PAGE_OPENED); /* it begins anew */
    assert_int_equal(PAGE_OPENED, state_of(room, "1.1"));
    expect_place(room, NULL, "1", "1.1");
}

static void nothing_is_forgotten_without_a_home(void **state)
{
    struct room *room = *state;
    room_open(room);
    must(room, store_progress_clear(room->store, "1", &room->fault));
    assert_false(store_exists(room->store));
    assert_int_equal(0, files_in(room->folder));
}

static void settings_are_replaced(void **state)
{
    struct room *room = *state;
    char *value;
    room_open(room);
    must(room, store_set_setting(room->store, "colour", "none", &room->fault));
    must(room, store_set_setting(room->store, "motion", "", &room->fault));
    must(room, store_set_setting(room->store, "colour", "it's \"16\"; --", &room->fault));
    room_open(room);
    must(room, store_setting(room->store, "colour", &value, &room->fault));
    assert_string_equal("it's \"16\"; --", value);
    free(value);
    must(room, store_setting(room->store, "motion", &value, &room->fault));
    assert_string_equal("", value);
    free(value);
    must(room, store_setting(room->store, "other", &value, &room->fault));
    assert_null(value);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_known_before_the_first_save),
        TEST(pages_come_in_the_order_of_their_last_visit),
        TEST(a_done_page_stays_done_when_it_is_opened_again),
        TEST(the_place_is_the_last_visit_even_when_the_clock_went_back),
        TEST(what_cannot_be_a_place_is_refused),
        TEST(a_lesson_is_forgotten_and_its_answers_and_drafts_stay),
        TEST(nothing_is_forgotten_without_a_home),
        TEST(settings_are_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
