/*
 * The window of the journal's list against a model that knows all entries: random moves, jumps and
 * changes behind its back; what is in the window is always a stretch of the whole list around the
 * selected entry.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/book.h"
#include "ui/screens/journal_list.h"

enum { MOST = 2000 };

struct model {
    struct store *store;
    struct journal_list list;
    int64_t ids[MOST]; /* of all entries that the filter lets through, in the order of the list */
    int count;
    int selected;
};

static uint32_t seed;

static int below(int most)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)most);
}

/* The days are not in the order in which they are written about. */
static void put_entry(int number, struct str *text, char *day)
{
    journal_day_of(1451606400 + (int64_t)(number * 7 % 300) * 8 * 86400, day);
    str_printf(text, "entry %d", number);
}

/* All of them, read in one go. */
static void read_all(struct model *model)
{
    struct journal_items items = {0};
    struct fault fault = {0};
    if (store_journal_page(model->store, &model->list.filter, (struct journal_place){0}, false,
                           MOST, &items, &fault))
        fail_msg("%s", fault.text);
    model->count = (int)items.count;
    for (int i = 0; i < model->count; i++)
        model->ids[i] = items.items[i].id;
    journal_items_free(&items);
}

static void must(enum err err, const struct fault *fault)
{
    if (err)
        fail_msg("%s", fault->text);
}

static void check(const struct model *model)
{
    const struct journal_list *list = &model->list;
    int held = (int)list->items.count;
    const struct journal_item *item = journal_list_selected(list);
    if (model->count == 0) {
        assert_null(item);
        assert_int_equal(held, 0);
        return;
    }
    assert_non_null(item);
    assert_in_range(held, 1, LIST_MOST);
    assert_in_range(list->selected, 0, held - 1);
    assert_in_range(list->top, 0, held - 1);
    assert_int_equal(item->id, model->ids[model->selected]);
    int first = model->selected - list->selected; /* of the window, in the whole */
    assert_in_range(first, 0, model->count - held);
    for (int i = 0; i < held; i++)
        assert_int_equal(list->items.items[i].id, model->ids[first + i]);
    /* It says that nothing follows only where nothing does, and reaches beyond the selection. */
    assert_true(!list->at_start || first == 0);
    assert_true(!list->at_end || first + held == model->count);
    int before = model->selected < LIST_PAGE / 2 ? model->selected : LIST_PAGE / 2;
    int after = model->count - 1 - model->selected;
    assert_true(list->selected >= before);
    assert_true(held - 1 - list->selected >= (after < LIST_PAGE / 2 ? after : LIST_PAGE / 2));
}

static int clamp(const struct model *model, int at)
{
    return at < 0 ? 0 : at >= model->count ? (model->count ? model->count - 1 : 0) : at;
}

static void move(struct model *model, int rows)
{
    struct fault fault = {0};
    /* No further than the window reaches: then it is read on. */
    int held = (int)model->list.items.count;
    int to = model->list.selected + rows;
    to = to < 0 ? 0 : to >= held ? (held ? held - 1 : 0) : to;
    model->selected += to - model->list.selected;
    must(journal_list_move(&model->list, model->store, rows, &fault), &fault);
}

static void jump(struct model *model, bool last)
{
    struct fault fault = {0};
    model->selected = last ? clamp(model, model->count - 1) : 0;
    must(journal_list_jump(&model->list, model->store, last, &fault), &fault);
}

static void load(struct model *model)
{
    struct fault fault = {0};
    must(journal_list_load(&model->list, model->store, &fault), &fault);
    assert_int_equal(model->list.total, model->list.filter.from ? model->count : 0);
}

/* The selected one goes: the next is selected, or the last. */
static void throw_away(struct model *model)
{
    struct fault fault = {0};
    if (!model->count)
        return;
    must(store_journal_trash(model->store, model->ids[model->selected], &fault), &fault);
    read_all(model);
    model->selected = clamp(model, model->selected);
    load(model);
}

/* Another one comes or goes, somewhere; the selected one stays selected. */
static void disturb(struct model *model)
{
    struct fault fault = {0};
    if (model->count < 2)
        return;
    int64_t id = model->ids[model->selected];
    int other = below(model->count);
    if (other != model->selected)
        must(store_journal_trash(model->store, model->ids[other], &fault), &fault);
    if (below(2) && model->count < MOST - 2) {
        struct journal_new entry = {.text = "new", .day = below(2) ? "2017-05-05" : NULL};
        must(store_journal_add(model->store, &entry, NULL, &fault), &fault);
    }
    read_all(model);
    for (int i = 0; i < model->count; i++)
        if (model->ids[i] == id)
            model->selected = i;
    load(model);
}

static void walk(int entries, const char *const filter_from, int steps)
{
    char *home = book_home(false);
    book_add_many(home, entries, put_entry);
    struct session *session = book_open(home);
    struct model *model = calloc(1, sizeof *model);
    assert_non_null(model);
    model->store = session_store(session);
    model->list.filter.from = filter_from;
    read_all(model);
    load(model);
    check(model);
    for (int i = 0; i < steps; i++) {
        switch (below(16)) {
        case 0:
            jump(model, false);
            break;
        case 1:
            jump(model, true);
            break;
        case 2:
            load(model);
            break;
        case 3:
            if (i % 4 == 0) /* each of these waits for the disk */
                throw_away(model);
            break;
        case 4:
            if (i % 4 == 0)
                disturb(model);
            break;
        case 5:
        case 6:
            move(model, below(400) - 200);
            break;
        default:
            move(model, below(2) ? below(12) : -below(12));
        }
        model->list.top = model->list.selected > 3 ? model->list.selected - 3 : 0; /* as drawn */
        check(model);
    }
    journal_list_free(&model->list);
    free(model);
    session_close(session);
    folder_remove(home);
}

static int steps(void)
{
    return getenv("MEND_TORTURE") ? 20000 : 600;
}

static void test_any_moves_over_many(void **state)
{
    (void)state;
    seed = 1;
    walk(1500, NULL, steps());
}

static void test_any_moves_over_some(void **state)
{
    (void)state;
    static const int counts[] = {0, 1, 2, 30, 31, 59, 60, 61, 120, 241};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        seed = (uint32_t)i + 2;
        walk(counts[i], NULL, steps() / 6);
    }
}

static void test_any_moves_under_a_filter(void **state)
{
    (void)state;
    seed = 99;
    walk(900, "2017-06-01", steps());
}

/* One at a time from the first to the last and back: each comes once, in order. */
static void test_from_end_to_end(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add_many(home, 700, put_entry);
    struct session *session = book_open(home);
    struct model *model = calloc(1, sizeof *model);
    assert_non_null(model);
    model->store = session_store(session);
    read_all(model);
    load(model);
    for (int i = 0; i < model->count + 5; i++) {
        assert_int_equal(model->selected, i < model->count ? i : model->count - 1);
        model->list.top = 0;
        check(model);
        move(model, 1);
    }
    for (int i = 0; i < model->count + 5; i++) {
        model->list.top = 0;
        check(model);
        move(model, -1);
    }
    assert_int_equal(model->selected, 0);
    journal_list_free(&model->list);
    free(model);
    session_close(session);
    folder_remove(home);
}

/* What is above the selected entry on the screen stays there when the list is read anew. */
static void test_the_place_is_kept(void **state)
{
    (void)state;
    char *home = book_home(false);
    book_add_many(home, 500, put_entry);
    struct session *session = book_open(home);
    struct journal_list list = {0};
    struct fault fault = {0};
    must(journal_list_load(&list, session_store(session), &fault), &fault);
    for (int i = 0; i < 20; i++)
        must(journal_list_move(&list, session_store(session), 10, &fault), &fault);
    list.top = list.selected - 7;
    int64_t top = list.items.items[list.top].id;
    must(journal_list_load(&list, session_store(session), &fault), &fault);
    assert_int_equal(list.items.items[list.top].id, top);
    assert_int_equal(list.selected - list.top, 7);
    journal_list_free(&list);
    session_close(session);
    folder_remove(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_moves_over_many),      cmocka_unit_test(test_any_moves_over_some),
        cmocka_unit_test(test_any_moves_under_a_filter), cmocka_unit_test(test_from_end_to_end),
        cmocka_unit_test(test_the_place_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
