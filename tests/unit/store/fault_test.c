/* Answers, drafts, settings and the journal on a failing disk: see trial.h. */
#include "trial.h"

/* ---- what a home holds, as one text ---- */

static void dump_progress(struct room *room, struct store *store, struct str *out)
{
    struct progress *items;
    size_t count;
    struct place place;
    must(room, store_progress_list(store, "1", &items, &count, &room->fault));
    for (size_t i = 0; i < count; i++)
        str_printf(out, "page %s %d\n", items[i].page, (int)items[i].state);
    free(items);
    must(room, store_place(store, NULL, &place, &room->fault));
    str_printf(out, "place %s\n", place.page);
}

static void dump_pairs(const struct pairs *values, struct str *out)
{
    for (size_t i = 0; i < values->count; i++)
        str_printf(out, " %s=%zu:%.60s", values->items[i].key, strlen(values->items[i].value),
                   values->items[i].value);
    str_putc(out, '\n');
}

static void dump_journal(struct room *room, struct store *store, struct str *out)
{
    struct journal_entries entries;
    struct search_finds finds;
    must(room, store_journal_list(store, 0, 9, &entries, &room->fault));
    for (size_t i = 0; i < entries.count; i++)
        str_printf(out, "entry %d %s\n", (int)entries.items[i].id, entries.items[i].text);
    journal_entries_free(&entries);
    must(room, find_entries(store, "entr", 0, 9, &finds, &room->fault));
    for (size_t i = 0; i < finds.count; i++)
        str_printf(out, "found %d %s\n", (int)finds.items[i].id, finds.items[i].snippet);
    search_finds_free(&finds);
}

static void dump_items(struct room *room, struct store *store, bool trash, struct str *out)
{
    struct journal_items items;
    struct journal_filter filter = {.trash = trash};
    must(room, store_journal_page(store, &filter, (struct journal_place){0}, false, 99, &items,
                                  &room->fault));
    for (size_t i = 0; i < items.count; i++) {
        const struct journal_item *item = &items.items[i];
        struct journal_version *versions;
        size_t count;
        must(room, store_journal_versions(store, item->id, &versions, &count, &room->fault));
        str_printf(out, "item %d %s %s \"%s\" #%s %d%d%d %zu\n", (int)item->id, item->day,
                   item->origin.lesson, item->title, item->tags, item->pinned, item->sealed,
                   item->deleted_at != 0, count);
        free(versions);
    }
    journal_items_free(&items);
}

static void dump_finds(struct room *room, struct store *store, struct str *out)
{
    struct search_finds finds;
    struct drafts drafts;
    must(room, find_typed(store, 0, "an", 0, 99, &finds, &room->fault));
    for (size_t i = 0; i < finds.count; i++)
        str_printf(out, "found %d/%d %s\n", (int)finds.items[i].kind, (int)finds.items[i].id,
                   finds.items[i].snippet);
    search_finds_free(&finds);
    must(room, store_draft_list(store, JOURNAL_DRAFTS, &drafts, &room->fault));
    str_printf(out, "drafts of the journal %zu\n", drafts.count);
    drafts_free(&drafts);
}

static void dump_all(struct room *room, struct store *store, struct str *out)
{
    struct answers answers;
    struct pairs draft = {0};
    size_t drafts;
    char *value;
    dump_progress(room, store, out);
    must(room, store_answer_list(store, "1", "trust", 9, &answers, &room->fault));
    for (size_t i = 0; i < answers.count; i++) {
        str_printf(out, "answer %d", (int)answers.items[i].id);
        dump_pairs(&answers.items[i].values, out);
    }
    answers_free(&answers);
    must(room, store_draft_load(store, "1", "trust", &draft, &room->fault));
    must(room, store_draft_count(store, NULL, &drafts, &room->fault));
    str_printf(out, "drafts %zu", drafts);
    dump_pairs(&draft, out);
    pairs_free(&draft);
    must(room, store_setting(store, "name", &value, &room->fault));
    str_printf(out, "setting %s\n", value ? value : "-");
    free(value);
    dump_journal(room, store, out);
    dump_items(room, store, false, out);
    dump_items(room, store, true, out);
    dump_finds(room, store, out);
}

/* ---- the calls ---- */

static enum err do_progress(struct store *store, struct fault *fault)
{
    return store_progress_set(store, "1", "1.2", PAGE_DONE, fault);
}

static enum err add_answer(struct store *store, const char *text, struct fault *fault)
{
    struct pairs values = {0};
    enum err err = pairs_set(&values, "text", text, fault);
    if (!err)
        err = store_answer_add(store, "1", "trust", "reflect", &values, NULL, fault);
    pairs_free(&values);
    return err;
}

static enum err do_answer(struct store *store, struct fault *fault)
{
    return add_answer(store, "another answer", fault);
}

static enum err do_delete(struct store *store, struct fault *fault)
{
    return store_answer_delete(store, 1, fault);
}

static enum err do_set(struct store *store, struct fault *fault)
{
    return set(store, "text", "a new base", fault);
}

/* More than one page, so that a half-way state would show. */
static enum err do_set_long(struct store *store, struct fault *fault)
{
    char text[20000];
    memset(text, 'w', sizeof text);
    return store_draft_set(store, "1", "trust", "text", text, sizeof text, fault);
}

static enum err do_append(struct store *store, struct fault *fault)
{
    struct draft_edit edits[] = {{4, 0, " more", 5}, {0, 1, "H", 1}};
    return store_draft_append(store, "1", "trust", "text", edits, 2, fault);
}

static enum err do_clear(struct store *store, struct fault *fault)
{
    return store_draft_clear(store, "1", "trust", fault);
}

static enum err do_setting(struct store *store, struct fault *fault)
{
    return store_set_setting(store, "name", "after", fault);
}

static enum err do_journal_add(struct store *store, struct fault *fault)
{
    return write_entry(store, NULL, "a new entry", NULL, fault);
}

static enum err do_journal_delete(struct store *store, struct fault *fault)
{
    return store_journal_delete(store, 1, fault);
}

static enum err do_forget(struct store *store, struct fault *fault)
{
    return store_set_setting(store, "name", NULL, fault);
}

static enum err do_journal_change(struct store *store, struct fault *fault)
{
    return store_journal_change(store, 1, 1, "an entry, changed #other", NULL, NULL, fault);
}

static enum err do_journal_day(struct store *store, struct fault *fault)
{
    return store_journal_set_day(store, 1, "2020-02-03", fault);
}

static enum err do_journal_pin(struct store *store, struct fault *fault)
{
    return store_journal_pin(store, 1, true, fault);
}

static enum err do_journal_seal(struct store *store, struct fault *fault)
{
    return store_journal_seal(store, 1, true, fault);
}

static enum err do_journal_trash(struct store *store, struct fault *fault)
{
    return store_journal_trash(store, 1, fault);
}

static enum err do_journal_restore(struct store *store, struct fault *fault)
{
    return store_journal_restore(store, 3, fault);
}

/* A trial is a month after fill(), so what was thrown away then is due. */
static enum err do_journal_purge(struct store *store, struct fault *fault)
{
    return store_journal_purge(store, NULL, fault);
}

static enum err do_draft_delete(struct store *store, struct fault *fault)
{
    struct drafts drafts;
    enum err err = store_draft_list(store, JOURNAL_DRAFTS, &drafts, fault);
    if (!err)
        err = store_draft_delete(store, drafts.items[0].id, fault);
    drafts_free(&drafts);
    return err;
}

static const struct call calls[] = {
    {"progress_set", do_progress, true},
    {"answer_add", do_answer, true},
    {"answer_delete", do_delete, false},
    {"draft_set", do_set, true},
    {"draft_set long", do_set_long, true},
    {"draft_append", do_append, false},
    {"draft_clear", do_clear, false},
    {"set_setting", do_setting, true},
    {"journal_add", do_journal_add, true},
    {"journal_delete", do_journal_delete, false},
    {"forget setting", do_forget, false},
    {"journal_change", do_journal_change, false},
    {"journal_day", do_journal_day, false},
    {"journal_pin", do_journal_pin, false},
    {"journal_seal", do_journal_seal, false},
    {"journal_trash", do_journal_trash, false},
    {"journal_restore", do_journal_restore, false},
    {"journal_purge", do_journal_purge, false},
    {"draft_delete", do_draft_delete, false},
};

/* ---- the trial ---- */

static void fill(struct room *room)
{
    struct store *store = room->store;
    must(room, store_progress_set(store, "1", "1.1", PAGE_OPENED, &room->fault));
    must(room, add_answer(store, "an answer", &room->fault));
    must(room, add_answer(store, "a second one", &room->fault));
    must(room, set(store, "text", "half", &room->fault));
    must(room, set(store, "note", "n", &room->fault));
    must(room, store_set_setting(store, "name", "before", &room->fault));
    must(room, write_entry(store, NULL, "an entry #tag", NULL, &room->fault));
    must(room, write_entry(store, NULL, "two entries", NULL, &room->fault));
    must(room, write_entry(store, NULL, "an old entry", NULL, &room->fault));
    must(room, store_journal_trash(store, 3, &room->fault));
    must(room, store_draft_set(store, JOURNAL_DRAFTS, "3", "text", "x, y", 4, &room->fault));
}

static const struct subject subject = {calls, sizeof calls / sizeof calls[0], fill, dump_all};

static void a_failing_disk_loses_nothing_and_is_told(void **state)
{
    (void)state;
    try_all(&subject, true);
}

static void a_failing_first_save_leaves_nothing_in_the_way(void **state)
{
    (void)state;
    try_all(&subject, false);
}

/* A save that reported a failure and stood all the same must not be done twice. */
static void an_edit_is_never_put_in_twice(void **state)
{
    (void)state;
    struct trial trial = trial_new(&subject, &calls[0], true);
    for (int at = 1;; at++) {
        struct room *room = trial_room(&trial);
        must(room, set(room->store, "note", "n", &room->fault));
        broken_disk_plan(DISK_FAILS_ONCE, at);
        enum err err = append(room->store, "text", 4, 0, "!", &room->fault);
        bool happened = broken_disk_happened();
        broken_disk_plan(DISK_HEALTHY, 0);
        if (err)
            err = append(room->store, "text", 4, 0, "!", &room->fault);
        if (err == ERR_CONFLICT)
            err = set(room->store, "text", "half!", &room->fault);
        must(room, err);
        must(room, append(room->store, "note", 1, 0, "ote", &room->fault));
        expect_draft(room, room->store, "text", "half!");
        expect_draft(room, room->store, "note", "note");
        must(room, store_draft_clear(room->store, "1", "trust", &room->fault));
        expect_draft(room, room->store, "text", NULL);
        room_free(room);
        if (!happened)
            break;
    }
    trial_free(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failing_disk_loses_nothing_and_is_told),
        cmocka_unit_test(a_failing_first_save_leaves_nothing_in_the_way),
        cmocka_unit_test(an_edit_is_never_put_in_twice),
    };
    return cmocka_run_group_tests(tests, install, uninstall);
}
