#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/message.h"
#include "statement.h"

static const char *const state_names[] = {
    [PAGE_OPENED] = "opened",
    [PAGE_DONE] = "done",
    [PAGE_SKIPPED] = "skipped",
};

enum { STATES = sizeof state_names / sizeof state_names[0] };

static enum page_state state_of(const char *name)
{
    for (int i = PAGE_OPENED; i < STATES; i++)
        if (strcmp(state_names[i], name) == 0)
            return (enum page_state)i;
    return PAGE_OPENED;
}

static bool fits(const char *name, size_t size)
{
    size_t length = strlen(name);
    return length > 0 && length < size;
}

enum err store_progress_set(struct store *store, const char *lesson, const char *page,
                            enum page_state state, struct fault *fault)
{
    if (!fits(lesson, sizeof((struct place *)0)->lesson) ||
        !fits(page, sizeof((struct place *)0)->page) || state == PAGE_UNSEEN ||
        (int)state >= STATES)
        return fault_set(fault, ERR_INPUT,
                         _("The place \"%s\" in lesson \"%s\" cannot be kept: such names have 1 "
                           "to 15 characters."),
                         page, lesson);
    enum err err = store_begin(store, fault);
    if (err)
        return err;
    struct statement s = statement_open(
        store, "INSERT INTO progress(visit, lesson, page, state, last_at)"
               " VALUES((SELECT coalesce(max(visit), 0) + 1 FROM progress), ?1, ?2, ?3, ?4)"
               " ON CONFLICT(lesson, page) DO UPDATE SET"
               "  visit = excluded.visit, last_at = excluded.last_at,"
               "  state = CASE WHEN state = 'done' AND excluded.state = 'opened' THEN 'done'"
               "               ELSE excluded.state END");
    statement_bind_text(&s, lesson);
    statement_bind_text(&s, page);
    statement_bind_text(&s, state_names[state]);
    statement_bind_int(&s, clock_wall(store->clock));
    return store_end(store, statement_run(&s, fault), fault);
}

/* A new, empty item at the end of ITEMS; NULL without memory. */
static struct progress *add_item(struct progress **items, size_t *count, size_t *capacity)
{
    if (*count == *capacity) {
        size_t more = *capacity ? *capacity * 2 : 16;
        struct progress *bigger = realloc(*items, more * sizeof *bigger);
        if (!bigger)
            return NULL;
        *items = bigger;
        *capacity = more;
    }
    struct progress *item = &(*items)[(*count)++];
    *item = (struct progress){0};
    return item;
}

enum err store_progress_clear(struct store *store, const char *lesson, struct fault *fault)
{
    enum err err = store_look(store, fault);
    if (!err && store->db)
        err = store_begin(store, fault);
    if (err || !store->db)
        return err;
    struct statement s = statement_open(store, "DELETE FROM progress WHERE lesson = ?1");
    statement_bind_text(&s, lesson);
    return store_end(store, statement_run(&s, fault), fault);
}

enum err store_progress_list(struct store *store, const char *lesson, struct progress **items,
                             size_t *count, struct fault *fault)
{
    *items = NULL;
    *count = 0;
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    size_t capacity = 0;
    struct statement s = statement_open(
        store, "SELECT page, state, last_at FROM progress WHERE lesson = ?1 ORDER BY visit");
    statement_bind_text(&s, lesson);
    while (!err && statement_next(&s)) {
        struct progress *item = add_item(items, count, &capacity);
        if (!item) {
            err = fault_set_memory(fault);
            break;
        }
        snprintf(item->page, sizeof item->page, "%s", statement_text(&s, 0));
        item->state = state_of(statement_text(&s, 1));
        item->last_at = statement_int(&s, 2);
    }
    err = statement_close(&s, err, fault);
    if (err) {
        free(*items);
        *items = NULL;
        *count = 0;
    }
    return err;
}

enum err store_place(struct store *store, const char *lesson, struct place *place,
                     struct fault *fault)
{
    *place = (struct place){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s =
        statement_open(store, "SELECT lesson, page, last_at FROM progress"
                              " WHERE ?1 IS NULL OR lesson = ?1 ORDER BY visit DESC LIMIT 1");
    statement_bind_text(&s, lesson);
    if (statement_next(&s)) {
        place->known = true;
        snprintf(place->lesson, sizeof place->lesson, "%s", statement_text(&s, 0));
        snprintf(place->page, sizeof place->page, "%s", statement_text(&s, 1));
        place->at = statement_int(&s, 2);
    }
    return statement_close(&s, OK, fault);
}
