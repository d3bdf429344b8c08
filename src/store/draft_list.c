/* Drafts one by one: there may be several of one exercise, of different programs. */
#include <stdlib.h>
#include <string.h>

#include "held.h"
#include "mend/base/message.h"
#include "statement.h"

void drafts_free(struct drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++) {
        free(drafts->items[i].exercise);
        pairs_free(&drafts->items[i].values);
    }
    free(drafts->items);
    *drafts = (struct drafts){0};
}

/* Puts the texts of the draft together as if it were held, and lets go of it again. */
static enum err read_texts(struct store *store, struct draft *draft, struct fault *fault)
{
    struct held held = {.id = draft->id};
    enum err err = draft_read(store, &held, &draft->damaged, fault);
    if (!err)
        err = held_values(&held, &draft->values, fault);
    held_free_texts(&held);
    return err;
}

static enum err read_draft(struct store *store, struct statement *s, struct draft *draft,
                           struct fault *fault)
{
    draft->id = statement_int(s, 0);
    draft->updated_at = statement_int(s, 2);
    draft->ours = store->owner != 0 && statement_int(s, 3) == store->owner;
    draft->exercise = strdup(statement_text(s, 1));
    return draft->exercise ? read_texts(store, draft, fault) : fault_set_memory(fault);
}

/* Adds the draft of the row, unless its last word was deleted again. */
static enum err add_draft(struct store *store, struct statement *s, struct drafts *drafts,
                          struct fault *fault)
{
    struct draft *items = realloc(drafts->items, (drafts->count + 1) * sizeof *items);
    if (!items)
        return fault_set_memory(fault);
    drafts->items = items;
    struct draft *draft = &items[drafts->count++];
    *draft = (struct draft){0};
    enum err err = read_draft(store, s, draft, fault);
    if (!err && draft->values.count == 0) {
        free(draft->exercise);
        pairs_free(&draft->values);
        drafts->count--;
    }
    return err;
}

enum err store_draft_list(struct store *store, const char *lesson, struct drafts *drafts,
                          struct fault *fault)
{
    *drafts = (struct drafts){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    /* As long as a row is open, the statements within see the same moment of the file. */
    struct statement s = statement_open(store, "SELECT id, exercise, updated_at, owner FROM draft"
                                               " WHERE lesson = ?1 ORDER BY changed DESC");
    statement_bind_text(&s, lesson);
    while (!err && statement_next(&s))
        err = add_draft(store, &s, drafts, fault);
    err = statement_close(&s, err, fault);
    if (err)
        drafts_free(drafts);
    return err;
}

/* ---- one of them ---- */

static enum err fault_dropped(struct fault *fault)
{
    return fault_set(fault, ERR_NOT_FOUND,
                     _("What was half written here has been finished or dropped meanwhile."));
}

/* Whose exercise the draft ID is, for the caller to free. */
static enum err find_exercise(struct store *store, int64_t id, char **lesson, char **exercise,
                              struct fault *fault)
{
    struct statement s = statement_open(store, "SELECT lesson, exercise FROM draft WHERE id = ?1");
    statement_bind_int(&s, id);
    bool there = statement_next(&s);
    if (there) {
        *lesson = strdup(statement_text(&s, 0));
        *exercise = strdup(statement_text(&s, 1));
    }
    enum err err = statement_close(&s, OK, fault);
    if (!err && !there)
        return fault_dropped(fault);
    return !err && (!*lesson || !*exercise) ? fault_set_memory(fault) : err;
}

enum err store_draft_open(struct store *store, int64_t id, struct pairs *values,
                          struct fault *fault)
{
    char *lesson = NULL;
    char *exercise = NULL;
    pairs_free(values);
    enum err err = store_look(store, fault);
    if (!err && !store->db)
        err = fault_dropped(fault);
    if (!err)
        err = find_exercise(store, id, &lesson, &exercise, fault);
    if (!err)
        err = draft_load(store, lesson, exercise, id, values, fault);
    if (!err && !held_find(store, lesson, exercise)->id) /* dropped between the two looks */
        err = fault_dropped(fault);
    free(lesson);
    free(exercise);
    return err;
}

enum err store_draft_delete(struct store *store, int64_t id, struct fault *fault)
{
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    err = store_begin(store, fault);
    if (err)
        return err;
    struct statement s = statement_open(store, "DELETE FROM draft WHERE id = ?1");
    statement_bind_int(&s, id);
    err = statement_run(&s, fault);
    if (!err && sqlite3_changes(store->db) > 0)
        err = draft_wipe(store, fault);
    err = store_end(store, err, fault);
    if (!err)
        held_forget_draft(store, id);
    return err;
}
