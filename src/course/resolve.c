/*
 * Borrowing is moving: the file an exercise borrows from is read, what is wanted is taken out of
 * it, and the rest is thrown away. That is read anew each time, for one page in ten needs it.
 */
#include "resolve.h"

#include <stdlib.h>
#include <string.h>

#include "content_private.h"
#include "grow.h"
#include "mend/base/message.h"
#include "mend/course/table.h"
#include "reading.h"

/* Moves the list called FROM of SOURCE to TARGET, where it is called TO. */
static enum err move_list(struct exercise *target, const char *to, const struct exercise *source,
                          const char *from, struct fault *fault)
{
    struct item_list *lists = grow(target->lists, target->list_count, sizeof *lists);
    char *name = strdup(to);
    if (lists)
        target->lists = lists;
    if (!lists || !name) {
        free(name);
        return fault_set_memory(fault);
    }
    struct item_list *list = &lists[target->list_count++];
    *list = (struct item_list){.name = name};
    for (size_t i = 0; i < source->list_count; i++) {
        if (strcmp(source->lists[i].name, from) == 0) {
            list->items = source->lists[i].items;
            list->count = source->lists[i].count;
            source->lists[i].items = NULL;
            source->lists[i].count = 0;
        }
    }
    return OK;
}

/* Copies the field NAME, unless TARGET has one of its own. */
static enum err copy_field(struct exercise *target, const char *name, const char *text,
                           struct fault *fault)
{
    if (*exercise_field(target, name))
        return OK;
    struct field *fields = grow(target->fields, target->field_count, sizeof *fields);
    struct field field = {strdup(name), strdup(text)};
    if (fields)
        target->fields = fields;
    if (!fields || !field.name || !field.text) {
        free(field.name);
        free(field.text);
        return fault_set_memory(fault);
    }
    fields[target->field_count++] = field;
    return OK;
}

/* The exercise ID of LESSON, to be taken apart. */
static struct exercise *find(struct lesson *lesson, const char *id, const char **title)
{
    for (size_t i = 0; i < lesson->page_count; i++) {
        struct blocks *blocks = &lesson->pages[i].blocks;
        for (size_t j = 0; j < blocks->count; j++) {
            struct exercise *exercise = blocks->items[j].exercise;
            if (exercise && strcmp(exercise->id, id) == 0) {
                *title = lesson->pages[i].title;
                return exercise;
            }
        }
    }
    return NULL;
}

static enum err borrow_again(const struct content *content, struct exercise *exercise,
                             struct fault *fault)
{
    const char *again = exercise_field(exercise, "again");
    const struct contents_entry *entry = content_entry(content, again);
    const char *title;
    struct lesson lesson = {0};
    enum err err = entry && entry->file
                       ? content_read_lesson(content, entry, READ_LESSON, &lesson, NULL, fault)
                       : ERR_NOT_FOUND;
    struct exercise *source = err ? NULL : find(&lesson, exercise->id, &title);
    const struct item_list *scales = source ? exercise_list(source, "") : NULL;
    if (source && source->kind == EXERCISE_LIST && exercise->kind == EXERCISE_LIST) {
        err = OK; /* only its answers are shared: a list brings its own words */
    } else if (scales && scales->count && source->kind == EXERCISE_RATE) {
        err = copy_field(exercise, "low", exercise_field(source, "low"), fault);
        if (!err)
            err = copy_field(exercise, "high", exercise_field(source, "high"), fault);
        if (!err)
            err = move_list(exercise, "", source, "", fault);
    } else if (err != ERR_MEMORY) {
        err = fault_set(fault, ERR_NOT_FOUND,
                        _("Lesson %s has no exercise \"%s %s\" that could be taken again."), again,
                        exercise->kind == EXERCISE_LIST ? "list" : "rate", exercise->id);
    }
    lesson_free(&lesson);
    return err;
}

enum err content_practice(const struct content *content, const char *id, struct exercise *exercise,
                          struct fault *fault)
{
    struct lesson practices = {0};
    const char *title = "";
    enum err err = content_practices(content, &practices, NULL, fault);
    struct exercise *source = err ? NULL : find(&practices, id, &title);
    if (source) {
        err = copy_field(exercise, "title", title, fault);
        for (size_t i = 0; i < source->field_count && !err; i++)
            err = copy_field(exercise, source->fields[i].name, source->fields[i].text, fault);
        if (!err)
            err = move_list(exercise, "steps", source, "steps", fault);
    } else if (!err) {
        err =
            fault_set(fault, ERR_NOT_FOUND, _("There is no practice \"%s\" in practices.md."), id);
    }
    lesson_free(&practices);
    return err;
}

static enum err borrow_practice(const struct content *content, struct exercise *exercise,
                                struct fault *fault)
{
    return content_practice(content, exercise_field(exercise, "practice"), exercise, fault);
}

/* Moves the cards of the asked depths into LIST, which has room for all. */
static enum err deal(struct table *cards, const char *depths, struct item_list *list,
                     struct fault *fault)
{
    for (size_t i = 0; i < cards->count; i++) {
        char **cells = cards->rows[i].cells;
        if (!strchr(depths, *cells[CARD_DEPTH]))
            continue;
        struct item *item = &list->items[list->count];
        item->comment = strdup("");
        if (!item->comment)
            return fault_set_memory(fault);
        item->id = cells[CARD_NAME];
        item->text = cells[CARD_TEXT];
        cells[CARD_NAME] = NULL;
        cells[CARD_TEXT] = NULL;
        list->count++;
    }
    if (list->count == 0)
        return fault_set(fault, ERR_NOT_FOUND,
                         _("There are no cards of depth \"%s\" in cards.tsv."), depths);
    return OK;
}

static enum err borrow_deck(const struct content *content, struct exercise *exercise,
                            struct fault *fault)
{
    struct table cards = {0};
    const struct exercise nothing = {0};
    const char *name = exercise->kind == EXERCISE_SORT ? "cards" : "";
    enum err err = content_cards(content, &cards, NULL, fault);
    if (!err)
        err = move_list(exercise, name, &nothing, "", fault);
    if (!err) {
        struct item_list *list = &exercise->lists[exercise->list_count - 1];
        list->items = calloc(cards.count + 1, sizeof *list->items);
        err = list->items ? deal(&cards, exercise_field(exercise, "deck"), list, fault)
                          : fault_set_memory(fault);
    }
    table_free(&cards);
    return err;
}

/* Nothing is borrowed of a sheet; it only has to be there. */
static enum err check_sheet(const struct content *content, struct exercise *exercise,
                            struct fault *fault)
{
    const char *id = exercise_field(exercise, "open");
    if (content_sheet(content, id))
        return OK;
    return fault_set(fault, ERR_NOT_FOUND, _("There is no sheet \"%s\" in contents.md."), id);
}

static const struct {
    const char *field;
    enum err (*borrow)(const struct content *, struct exercise *, struct fault *);
} loans[] = {
    {"again", borrow_again},
    {"deck", borrow_deck},
    {"open", check_sheet},
    {"practice", borrow_practice},
};

static enum err resolve(const struct content *content, struct exercise *exercise,
                        struct fault *fault)
{
    enum err err = OK;
    for (size_t i = 0; i < sizeof loans / sizeof loans[0] && !err; i++)
        if (*exercise_field(exercise, loans[i].field))
            err = loans[i].borrow(content, exercise, fault);
    return err;
}

static enum err resolve_blocks(const struct content *content, const char *file,
                               struct blocks *blocks, struct issues *issues, struct fault *fault)
{
    for (size_t i = 0; i < blocks->count; i++) {
        struct block *block = &blocks->items[i];
        if (!block->exercise)
            continue;
        enum err err = resolve(content, block->exercise, fault);
        if (err == ERR_MEMORY)
            return err;
        if (!err)
            continue;
        struct str text = {0};
        str_printf(&text, "%s:%d: %s", file, block->line, fault->text);
        issues_add(issues, file, block->line, "%s", fault->text);
        int line = block->line;
        block_free(block);
        *block = (struct block){.kind = BLOCK_FAULT, .line = line};
        block->prose.length = text.length;
        block->prose.text = str_take(&text);
        if (!block->prose.text)
            return fault_set_memory(fault);
        *fault = (struct fault){0};
    }
    return OK;
}

enum err lesson_resolve(const struct content *content, const char *file, struct lesson *lesson,
                        struct issues *issues, struct fault *fault)
{
    struct fault own = {0};
    fault = fault ? fault : &own;
    enum err err = resolve_blocks(content, file, &lesson->ending, issues, fault);
    for (size_t i = 0; i < lesson->page_count && !err; i++)
        err = resolve_blocks(content, file, &lesson->pages[i].blocks, issues, fault);
    return err;
}
