/* Pages of the list of entries, under every filter, and what is counted of them. */
#include "room.h"
#include "store/statement.h"

static const struct journal_filter none = {0};
static const struct journal_place start = {0};

static int64_t add(struct room *room, const char *day, const char *text)
{
    int64_t id = 0;
    must(room, write_entry(room->store, day, text, &id, &room->fault));
    return id;
}

/* The ids of ITEMS, as "3 1". */
static void expect_ids(const struct journal_items *items, const char *expected)
{
    struct str ids = {0};
    for (size_t i = 0; i < items->count; i++)
        str_printf(&ids, "%s%d", i ? " " : "", (int)items->items[i].id);
    assert_string_equal(expected, str_text(&ids));
    str_free(&ids);
}

static void expect_page(struct room *room, const struct journal_filter *filter,
                        const char *expected)
{
    struct journal_items items;
    size_t count;
    must(room,
         store_journal_page(room->store, filter, start, false, SIZE_MAX, &items, &room->fault));
    expect_ids(&items, expected);
    must(room, store_journal_count(room->store, filter, &count, &room->fault));
    assert_int_equal(items.count, count);
    journal_items_free(&items);
}

static void without_a_home_there_is_nothing(void **state)
{
    struct room *room = *state;
    struct journal_items items;
    struct journal_tags tags;
    struct journal_periods periods;
    struct journal_extent extent;
    struct drafts drafts;
    room_open(room);
    expect_page(room, &none, "");
    must(room, store_journal_on_this_day(room->store, "2026-11-21", 9, &items, &room->fault));
    assert_int_equal(0, items.count);
    must(room, store_journal_tags(room->store, &tags, &room->fault));
    assert_int_equal(0, tags.count);
    must(room,
         store_journal_periods(room->store, JOURNAL_BY_DAY, NULL, NULL, &periods, &room->fault));
    assert_int_equal(0, periods.count);
    must(room, store_journal_extent(room->store, &extent, &room->fault));
    assert_string_equal("", extent.first);
    must(room, store_draft_list(room->store, JOURNAL_DRAFTS, &drafts, &room->fault));
    assert_int_equal(0, drafts.count);
    must(room, store_draft_delete(room->store, 1, &room->fault));
    must(room, store_set_setting(room->store, "name", NULL, &room->fault));
    must_fail(room, ERR_NOT_FOUND, store_journal_pin(room->store, 1, true, &room->fault));
    assert_false(store_exists(room->store));
}

static void an_item_shows_what_a_list_needs(void **state)
{
    struct room *room = *state;
    struct journal_items items;
    struct journal_new entry = {
        .text = "\n\n  A first line \n\n and  more\n#Tag #other #tag",
        .made_at = 1234,
        .pinned = true,
        .origin = {"3", "3.4", "body"},
    };
    room_open(room);
    must(room, store_journal_add(room->store, &entry, NULL, &room->fault));
    must(room, store_journal_page(room->store, &none, start, false, 9, &items, &room->fault));
    assert_int_equal(1, items.count);
    const struct journal_item *item = &items.items[0];
    assert_int_equal(1234, item->made_at);
    assert_int_equal(1234, item->changed_at);
    assert_int_equal(0, item->deleted_at);
    assert_int_equal(1, item->version);
    assert_int_equal(8, item->words);
    assert_string_equal("2026-11-21", item->day);
    assert_true(item->pinned);
    assert_false(item->sealed);
    assert_string_equal("3", item->origin.lesson);
    assert_string_equal("3.4", item->origin.page);
    assert_string_equal("body", item->origin.prompt);
    assert_string_equal("A first line", item->title);
    assert_string_equal("and more #Tag #other #tag", item->preview);
    assert_string_equal("Tag other", item->tags);
    journal_items_free(&items);
    must(room, store_journal_seal(room->store, 1, true, &room->fault));
    must(room, store_journal_page(room->store, &none, start, false, 9, &items, &room->fault));
    assert_true(items.items[0].sealed);
    assert_string_equal("", items.items[0].title);
    assert_string_equal("", items.items[0].preview);
    assert_string_equal("", items.items[0].tags);
    assert_int_equal(8, items.items[0].words);
    journal_items_free(&items);
}

static void a_long_text_is_cut_at_whole_characters(void **state)
{
    struct room *room = *state;
    struct journal_items items;
    struct str text = {0};
    room_open(room);
    for (int i = 0; i < 50000; i++)
        str_puts(&text, i == 150 ? "\n" : "信");
    add(room, NULL, str_text(&text));
    str_free(&text);
    must(room, store_journal_page(room->store, &none, start, false, 9, &items, &room->fault));
    const struct journal_item *item = &items.items[0];
    assert_int_equal(JOURNAL_TITLE_MOST * 3, strlen(item->title));
    /* The rest of the first line, a blank, and what is left of the next. */
    assert_int_equal((JOURNAL_PREVIEW_MOST - JOURNAL_TITLE_MOST - 1) * 3 + 1,
                     strlen(item->preview));
    assert_memory_equal("信", item->preview, 3);
    journal_items_free(&items);
}

static void fill_each_kind(struct room *room)
{
    struct journal_new from = {.text = "seven", .origin = {.lesson = "3"}};
    add(room, "2026-01-05", "one #a");
    add(room, "2024-02-29", "two #A #b");
    add(room, "2026-01-05", "three");
    add(room, "2025-12-31", "four #a");
    add(room, "2026-03-01", "five, sealed #a");
    add(room, "2026-02-01", "six, thrown away #a");
    must(room, store_journal_add(room->store, &from, NULL, &room->fault));
    must(room, store_journal_seal(room->store, 5, true, &room->fault));
    must(room, store_journal_trash(room->store, 6, &room->fault));
    must(room, store_journal_pin(room->store, 3, true, &room->fault));
    must(room, store_journal_pin(room->store, 4, true, &room->fault));
    must(room, store_journal_pin(room->store, 6, true, &room->fault));
}

static void every_filter_lets_through_what_it_says(void **state)
{
    struct room *room = *state;
    room_open(room);
    fill_each_kind(room);
    expect_page(room, &none, "7 5 3 1 4 2");
    expect_page(room, &(struct journal_filter){.tag = "A"}, "1 4 2");
    expect_page(room, &(struct journal_filter){.tag = "b"}, "2");
    expect_page(room, &(struct journal_filter){.tag = "c"}, "");
    expect_page(room, &(struct journal_filter){.year = 2026}, "7 5 3 1");
    expect_page(room, &(struct journal_filter){.year = 2024}, "2");
    expect_page(room, &(struct journal_filter){.pinned = true}, "3 4");
    expect_page(room, &(struct journal_filter){.lesson = "3"}, "7");
    expect_page(room, &(struct journal_filter){.lesson = "4"}, "");
    expect_page(room, &(struct journal_filter){.from = "2026-01-05", .to = "2026-01-05"}, "3 1");
    expect_page(room, &(struct journal_filter){.from = "2025-12-31", .to = "2026-03-01"},
                "5 3 1 4");
    expect_page(room, &(struct journal_filter){.trash = true}, "6");
    expect_page(room, &(struct journal_filter){.trash = true, .pinned = true, .year = 2026}, "6");
    expect_page(room, &(struct journal_filter){.trash = true, .year = 2025}, "");
    expect_page(room, &(struct journal_filter){.trash = true, .tag = "a"}, "");
    expect_page(room, &(struct journal_filter){.tag = "a", .pinned = true}, "4");
    expect_page(room, &(struct journal_filter){.tag = "a", .year = 2026, .to = "2026-01-04"}, "");
    expect_page(room, &(struct journal_filter){.tag = "a", .from = "2025-01-01"}, "1 4");
    expect_page(room, &(struct journal_filter){.lesson = "3", .pinned = true}, "");
}

/* ---- paging, against the whole list ---- */

enum { ENTRIES = 200 };

/* Every page of SIZE under FILTER, forward to the end and back again, has the same entries. */
static void walk(struct room *room, const struct journal_filter *filter, size_t size)
{
    struct journal_items all, items;
    struct journal_place place = {0};
    size_t at = 0;
    must(room, store_journal_page(room->store, filter, start, false, SIZE_MAX, &all, &room->fault));
    do {
        must(room,
             store_journal_page(room->store, filter, place, false, size, &items, &room->fault));
        for (size_t i = 0; i < items.count; i++)
            assert_int_equal(all.items[at++].id, items.items[i].id);
        if (items.count > 0) {
            place.id = items.items[items.count - 1].id;
            memcpy(place.day, items.items[items.count - 1].day, sizeof place.day);
        }
        journal_items_free(&items);
    } while (at < all.count);
    place = start; /* from the end */
    do {
        must(room,
             store_journal_page(room->store, filter, place, true, size, &items, &room->fault));
        for (size_t i = items.count; i > 0; i--)
            assert_int_equal(all.items[--at].id, items.items[i - 1].id);
        if (items.count > 0) {
            place.id = items.items[0].id;
            memcpy(place.day, items.items[0].day, sizeof place.day);
        }
        journal_items_free(&items);
    } while (at > 0);
    for (size_t i = 1; i < all.count; i++) {
        int order = strcmp(all.items[i - 1].day, all.items[i].day);
        assert_true(order > 0 || (order == 0 && all.items[i - 1].id > all.items[i].id));
    }
    journal_items_free(&all);
}

static void fill_at_random(struct room *room)
{
    unsigned seed = 4;
    add(room, NULL, "makes the file");
    must(room, store_begin(room->store, &room->fault));
    for (int i = 0; i < ENTRIES; i++) {
        struct statement s = statement_open(
            room->store,
            "INSERT INTO journal_entry(made_at, day, text, pinned, lesson, deleted_at)"
            " VALUES(1, printf('%04d-%02d-%02d', ?1, ?2, ?3), 'x', ?4, ?5, nullif(?6, 0))");
        statement_bind_int(&s, 2020 + rand_r(&seed) % 4);
        statement_bind_int(&s, 1 + rand_r(&seed) % 3);
        statement_bind_int(&s, 1 + rand_r(&seed) % 5);
        statement_bind_int(&s, rand_r(&seed) % 3 == 0);
        statement_bind_text(&s, rand_r(&seed) % 2 ? "3" : "");
        statement_bind_int(&s, rand_r(&seed) % 6 == 0);
        must(room, statement_run(&s, &room->fault));
    }
    must(room, statement_script(room->store,
                                "INSERT INTO journal_tag SELECT 'a', day, id, 0, 'a'"
                                " FROM journal_entry WHERE deleted_at IS NULL AND id % 3 = 0",
                                &room->fault));
    must(room, store_end(room->store, OK, &room->fault));
}

static void pages_go_on_where_they_ended_in_both_directions(void **state)
{
    struct room *room = *state;
    static const struct journal_filter filters[] = {
        {0},
        {.tag = "a"},
        {.lesson = "3"},
        {.pinned = true},
        {.trash = true},
        {.year = 2021},
        {.tag = "a", .pinned = true, .lesson = "3"},
        {.from = "2021-02-03", .to = "2022-01-02"},
    };
    static const size_t sizes[] = {1, 3, 7, 1000};
    room_open(room);
    fill_at_random(room);
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++)
        for (size_t j = 0; j < sizeof sizes / sizeof sizes[0]; j++)
            walk(room, &filters[i], sizes[j]);
}

/* ---- days, tags, numbers ---- */

static void the_same_day_of_earlier_years_is_found(void **state)
{
    struct room *room = *state;
    struct journal_items items;
    room_open(room);
    static const char *const days[] = {"2026-05-01", "2025-05-01", "2025-05-02", "2023-05-01",
                                       "2025-05-01", "2027-05-01", "2024-05-01", "2022-05-01"};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        add(room, days[i], "then");
    must(room, store_journal_seal(room->store, 7, true, &room->fault));
    must(room, store_journal_trash(room->store, 8, &room->fault));
    must(room, store_journal_on_this_day(room->store, "2026-05-01", 9, &items, &room->fault));
    expect_ids(&items, "5 2 4");
    journal_items_free(&items);
    must(room, store_journal_on_this_day(room->store, "2026-05-01", 1, &items, &room->fault));
    expect_ids(&items, "5");
    journal_items_free(&items);
    must(room, store_journal_on_this_day(room->store, "2023-05-01", 9, &items, &room->fault));
    expect_ids(&items, "");
    must_fail(room, ERR_INPUT,
              store_journal_on_this_day(room->store, "May", 9, &items, &room->fault));
}

static void tags_are_counted(void **state)
{
    struct room *room = *state;
    struct journal_tags tags;
    room_open(room);
    fill_each_kind(room);
    must(room,
         store_journal_change(room->store, 1, 1, "one #Zoë #a #\"", NULL, NULL, &room->fault));
    must(room, store_journal_tags(room->store, &tags, &room->fault));
    assert_int_equal(3, tags.count);
    assert_string_equal("a", tags.items[0].name);
    assert_int_equal(3, tags.items[0].count);
    assert_string_equal("b", tags.items[1].name);
    assert_string_equal("Zoë", tags.items[2].name);
    journal_tags_free(&tags);
    must(room, store_journal_seal(room->store, 1, true, &room->fault));
    must(room, store_journal_trash(room->store, 4, &room->fault));
    must(room, store_journal_tags(room->store, &tags, &room->fault));
    assert_int_equal(2, tags.count);
    assert_string_equal("A", tags.items[0].name);
    assert_int_equal(1, tags.items[0].count);
    journal_tags_free(&tags);
}

static void too_many_tags_and_too_long_ones_are_words(void **state)
{
    struct room *room = *state;
    struct journal_tags tags;
    struct str text = {0};
    room_open(room);
    str_putc(&text, '#');
    for (int i = 0; i < 300; i++)
        str_putc(&text, 'x');
    for (int i = 0; i < 20000; i++)
        str_printf(&text, " #t%d", i);
    add(room, NULL, str_text(&text));
    str_free(&text);
    must(room, store_journal_tags(room->store, &tags, &room->fault));
    assert_int_equal(500, tags.count);
    journal_tags_free(&tags);
}

static void expect_periods(struct room *room, enum journal_by by, const char *from, const char *to,
                           const char *expected)
{
    struct journal_periods periods;
    struct str text = {0};
    must(room, store_journal_periods(room->store, by, from, to, &periods, &room->fault));
    for (size_t i = 0; i < periods.count; i++)
        str_printf(&text, "%s:%zu/%zu ", periods.items[i].name, periods.items[i].entries,
                   periods.items[i].words);
    assert_string_equal(expected, str_text(&text));
    str_free(&text);
    free(periods.items);
}

static void days_months_and_years_are_counted(void **state)
{
    struct room *room = *state;
    struct journal_extent extent;
    room_open(room);
    add(room, "2025-12-31", "one");
    add(room, "2026-01-01", "one two");
    add(room, "2026-01-01", "one two three");
    add(room, "2026-02-01", "信任 a");
    must(room, store_journal_seal(room->store, 2, true, &room->fault));
    add(room, "2030-01-01", "thrown away");
    must(room, store_journal_trash(room->store, 5, &room->fault));
    expect_periods(room, JOURNAL_BY_DAY, NULL, NULL,
                   "2025-12-31:1/1 2026-01-01:2/5 2026-02-01:1/3 ");
    expect_periods(room, JOURNAL_BY_DAY, "2026-01-01", "2026-01-31", "2026-01-01:2/5 ");
    expect_periods(room, JOURNAL_BY_MONTH, NULL, NULL, "2025-12:1/1 2026-01:2/5 2026-02:1/3 ");
    expect_periods(room, JOURNAL_BY_YEAR, NULL, NULL, "2025:1/1 2026:3/8 ");
    must(room, store_journal_extent(room->store, &extent, &room->fault));
    assert_int_equal(4, extent.entries);
    assert_int_equal(9, extent.words);
    assert_string_equal("2025-12-31", extent.first);
    assert_string_equal("2026-02-01", extent.last);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_a_home_there_is_nothing),
        TEST(an_item_shows_what_a_list_needs),
        TEST(a_long_text_is_cut_at_whole_characters),
        TEST(every_filter_lets_through_what_it_says),
        TEST(pages_go_on_where_they_ended_in_both_directions),
        TEST(the_same_day_of_earlier_years_is_found),
        TEST(tags_are_counted),
        TEST(too_many_tags_and_too_long_ones_are_words),
        TEST(days_months_and_years_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
