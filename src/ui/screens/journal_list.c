#include "journal_list.h"

#include <stdlib.h>
#include <string.h>

void journal_list_free(struct journal_list *list)
{
    journal_items_free(&list->items);
    list->selected = 0;
    list->top = 0;
}

const struct journal_item *journal_list_selected(const struct journal_list *list)
{
    return list->items.count ? &list->items.items[list->selected] : NULL;
}

static struct journal_place place_of(const struct journal_item *item)
{
    struct journal_place place = {.id = item->id};
    memcpy(place.day, item->day, sizeof place.day);
    return place;
}

/* Puts MORE before or behind what there is; MORE is empty afterwards. */
static enum err join(struct journal_list *list, struct journal_items *more, bool before,
                     struct fault *fault)
{
    struct journal_items *items = &list->items;
    struct journal_item *all = realloc(items->items, (items->count + more->count) * sizeof *all);
    if (!all) {
        journal_items_free(more);
        return fault_set_memory(fault);
    }
    if (before)
        memmove(all + more->count, all, items->count * sizeof *all);
    memcpy(before ? all : all + items->count, more->items, more->count * sizeof *all);
    items->items = all;
    items->count += more->count;
    list->selected += before ? (int)more->count : 0;
    list->top += before ? (int)more->count : 0;
    free(more->items);
    *more = (struct journal_items){0};
    return OK;
}

/* Lets go of what is far from the selection. */
static void shorten(struct journal_list *list, bool at_front)
{
    struct journal_items *items = &list->items;
    if (items->count <= LIST_MOST)
        return;
    size_t drop = items->count - LIST_MOST;
    struct journal_items away = {calloc(drop, sizeof *away.items), drop};
    if (!away.items)
        return; /* then the window is a little larger */
    struct journal_item *first = at_front ? items->items : items->items + LIST_MOST;
    memcpy(away.items, first, drop * sizeof *first);
    if (at_front) {
        memmove(items->items, items->items + drop, LIST_MOST * sizeof *first);
        list->selected -= (int)drop;
        list->top = list->top > (int)drop ? list->top - (int)drop : 0;
        list->at_start = false;
    } else {
        list->at_end = false;
    }
    items->count = LIST_MOST;
    journal_items_free(&away);
}

/* One page more in front or behind. */
static enum err read_more(struct journal_list *list, struct store *store, bool backward,
                          struct fault *fault)
{
    struct journal_items more = {0};
    const struct journal_items *items = &list->items;
    struct journal_place place = {0};
    if (items->count)
        place = place_of(&items->items[backward ? 0 : items->count - 1]);
    enum err err =
        store_journal_page(store, &list->filter, place, backward, LIST_PAGE, &more, fault);
    if (err)
        return err;
    if (more.count < LIST_PAGE)
        *(backward ? &list->at_start : &list->at_end) = true;
    if (more.count == 0)
        return OK;
    err = join(list, &more, backward, fault);
    if (!err)
        shorten(list, !backward);
    return err;
}

/* Reads on as long as the window ends within a page of the selection. */
static enum err surround(struct journal_list *list, struct store *store, struct fault *fault)
{
    enum err err = OK;
    while (!err && !list->at_end && list->selected + LIST_PAGE / 2 >= (int)list->items.count)
        err = read_more(list, store, false, fault);
    while (!err && !list->at_start && list->selected < LIST_PAGE / 2)
        err = read_more(list, store, true, fault);
    return err;
}

/* Counting all of a long journal takes longer than reading what is shown of it. */
static enum err count(struct journal_list *list, struct store *store, struct fault *fault)
{
    const struct journal_filter *filter = &list->filter;
    bool filtered = filter->tag || filter->lesson || filter->from || filter->to || filter->year ||
                    filter->pinned || filter->trash;
    list->total = 0;
    return filtered ? store_journal_count(store, filter, &list->total, fault) : OK;
}

enum err journal_list_load(struct journal_list *list, struct store *store, struct fault *fault)
{
    struct journal_place place = {0};
    const struct journal_item *selected = journal_list_selected(list);
    int64_t id = selected ? selected->id : 0;
    int above = list->selected - list->top; /* rows that stay above it */
    if (selected) {
        place = place_of(selected);
        place.id++; /* so that it comes first itself, if it is still there */
    }
    journal_list_free(list);
    list->at_start = id == 0;
    list->at_end = false;
    enum err err = count(list, store, fault);
    if (!err)
        err =
            store_journal_page(store, &list->filter, place, false, LIST_PAGE, &list->items, fault);
    if (!err && list->items.count < LIST_PAGE)
        list->at_end = true;
    if (!err && list->items.count == 0 && id) /* it was the last one */
        err = journal_list_jump(list, store, true, fault);
    if (!err)
        err = surround(list, store, fault);
    list->top = list->selected > above ? list->selected - above : 0;
    return err;
}

enum err journal_list_move(struct journal_list *list, struct store *store, int rows,
                           struct fault *fault)
{
    int last = (int)list->items.count - 1;
    int selected = list->selected + rows;
    list->selected = selected > last ? last : selected;
    if (list->selected < 0)
        list->selected = 0;
    return surround(list, store, fault);
}

enum err journal_list_jump(struct journal_list *list, struct store *store, bool last,
                           struct fault *fault)
{
    journal_list_free(list);
    list->at_start = !last;
    list->at_end = last;
    enum err err = read_more(list, store, last, fault);
    list->selected = last && list->items.count ? (int)list->items.count - 1 : 0;
    return err ? err : surround(list, store, fault);
}
