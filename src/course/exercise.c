/*
 * The body of an exercise is read line by line. What the last line began (a field, an item, its
 * comment) is `slot`: following indented lines continue it, gathered in `pending` until something
 * else begins. `list` is where items go: the list last opened, or the unnamed one.
 *
 * Something unknown is told once; then `skipping` passes over the lines that belong to it.
 */
#include "exercise.h"

#include <stdarg.h>
#include <string.h>

#include "grow.h"
#include "kinds.h"
#include "mend/base/message.h"

struct body {
    struct reading *reading;
    const struct kind *kind;
    struct exercise *exercise;
    struct str *why;
    int *why_line;
    int line; /* the one being read */
    struct str pending;
    char **slot;
    bool skipping;
    bool item_refused; /* one was, so what is there is not worth counting */
    const struct kind_list *list;
    const struct kind_list *full; /* it has all it can take, and that has been told */
    struct item *item;
    int item_line;
};

/* Like reading_report(), and remembers that the exercise is broken. */
static void PRINTF_LIKE(3, 4) refuse(struct body *body, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    reading_vreport(body->reading, line, format, arguments);
    va_end(arguments);
    if (body->why->length)
        return;
    str_puts(body->why, body->reading->said);
    *body->why_line = line;
}

/* ---- what is being gathered ---- */

static void flush(struct body *body)
{
    if (!body->slot)
        return;
    free(*body->slot);
    *body->slot = str_take(&body->pending);
    if (!*body->slot)
        body->reading->failed = true;
    body->slot = NULL;
}

static void gather(struct body *body, const char *start, const char *end)
{
    char *text = reading_copy(body->reading, start, end);
    if (text && *text) {
        if (body->pending.length)
            str_putc(&body->pending, ' ');
        str_puts(&body->pending, text);
    }
    free(text);
}

static void begin(struct body *body, char **slot)
{
    flush(body);
    body->skipping = false;
    body->slot = slot;
}

static void skip(struct body *body)
{
    flush(body);
    body->skipping = true;
}

static void finish_item(struct body *body)
{
    flush(body);
    if (!body->item)
        return;
    struct item *item = body->item;
    body->item = NULL;
    if (!item->text || !item->comment)
        return;
    if (!*item->text)
        refuse(body, body->item_line, _("The item \"%s\" has no text. Expected \"- %s: text\"."),
               item->id, item->id);
    if (!*item->comment && body->list->comments == COMMENTS_REQUIRED)
        refuse(
            body, body->item_line,
            _("Every item of %s needs a comment: a line \"  > text\" below it. \"%s\" has none."),
            body->kind->name, item->id);
}

/* ---- fields and lists ---- */

static struct item_list *open_list(struct body *body, const struct kind_list *kind_list)
{
    struct exercise *exercise = body->exercise;
    for (size_t i = 0; i < exercise->list_count; i++)
        if (strcmp(exercise->lists[i].name, kind_list->name) == 0)
            return &exercise->lists[i];
    struct item_list *lists = grow(exercise->lists, exercise->list_count, sizeof *lists);
    char *name = lists ? strdup(kind_list->name) : NULL;
    if (lists)
        exercise->lists = lists;
    if (!name) {
        body->reading->failed = true;
        return NULL;
    }
    lists[exercise->list_count] = (struct item_list){.name = name};
    return &lists[exercise->list_count++];
}

static void begin_list(struct body *body, const struct kind_list *list, const char *rest,
                       const char *end)
{
    if (!scan_is_blank(rest, end))
        refuse(body, body->line,
               _("\"%s:\" opens a list: put nothing behind it and its items below, each as "
                 "\"- name: text\"."),
               list->name);
    body->list = list;
    body->skipping = false;
    open_list(body, list);
}

static struct field *find_field(const struct exercise *exercise, const char *name)
{
    for (size_t i = 0; i < exercise->field_count; i++)
        if (strcmp(exercise->fields[i].name, name) == 0)
            return &exercise->fields[i];
    return NULL;
}

static void begin_field(struct body *body, const struct kind_field *field, const char *rest,
                        const char *end)
{
    struct exercise *exercise = body->exercise;
    body->list = kind_list(body->kind, "", "");
    if (find_field(exercise, field->name)) {
        refuse(body, body->line, _("\"%s:\" stands here a second time."), field->name);
        skip(body);
        return;
    }
    struct field *fields = grow(exercise->fields, exercise->field_count, sizeof *fields);
    char *name = fields ? strdup(field->name) : NULL;
    if (fields)
        exercise->fields = fields;
    char *text = strdup("");
    if (!name || !text) {
        free(name);
        free(text);
        body->reading->failed = true;
        return;
    }
    fields[exercise->field_count] = (struct field){name, text};
    begin(body, &fields[exercise->field_count++].text);
    gather(body, rest, end);
}

static void read_key(struct body *body, const char *start, const char *colon, const char *end)
{
    finish_item(body);
    const struct kind_field *field = kind_field(body->kind, start, colon);
    const struct kind_list *list = kind_list(body->kind, start, colon);
    if (field) {
        begin_field(body, field, colon + 1, end);
    } else if (list) {
        begin_list(body, list, colon + 1, end);
    } else {
        struct str takes = {0};
        kind_put_takes(&takes, body->kind, start, colon);
        refuse(body, body->line, _("There is no \"%s:\" in %s.%s"), quote_of(start, colon).text,
               body->kind->name, str_text(&takes));
        str_free(&takes);
        body->list = kind_list(body->kind, "", "");
        skip(body);
    }
}

/* ---- items ---- */

static bool item_fits(struct body *body, const struct item_list *list, const char *start,
                      const char *colon)
{
    struct quote name = quote_of(start, colon);
    if (!name_valid(start, colon)) {
        refuse(body, body->line,
               _("\"%s\" is not a name mend can use. Small letters, digits and hyphens make one, "
                 "such as \"my-week\"."),
               name.text);
        return false;
    }
    if (item_find(list, name.text)) {
        refuse(body, body->line, _("There is an item \"%s\" in this list already."), name.text);
        return false;
    }
    const struct kind_field *field = kind_field(body->kind, start, colon);
    if (field && field->need == FIELD_ANSWERED) {
        refuse(body, body->line, _("An item cannot be called \"%s\": %s has a field of that name."),
               name.text, body->kind->name);
        return false;
    }
    if (list->count >= body->list->most) {
        if (body->full != body->list)
            refuse(body, body->line, _("This is one too many: %s takes %zu items at most here."),
                   body->kind->name, body->list->most);
        body->full = body->list;
        return false;
    }
    return true;
}

static void add_item(struct body *body, struct item_list *list, const char *start,
                     const char *colon)
{
    struct item *items = grow(list->items, list->count, sizeof *items);
    if (items)
        list->items = items;
    struct item item = {reading_copy(body->reading, start, colon), strdup(""), strdup("")};
    if (!items || !item.id || !item.text || !item.comment) {
        free(item.id);
        free(item.text);
        free(item.comment);
        body->reading->failed = true;
        return;
    }
    items[list->count] = item;
    body->item = &items[list->count++];
    body->item_line = body->line;
}

static void read_item(struct body *body, const char *start, const char *end)
{
    finish_item(body);
    while (start < end && (*start == ' ' || *start == '\t'))
        start++;
    const char *colon = memchr(start, ':', (size_t)(end - start));
    if (!body->list) {
        body->item_refused = true;
        if (!body->skipping) {
            struct str takes = {0};
            kind_put_takes(&takes, body->kind, "", "");
            refuse(body, body->line, _("An item belongs to a list, and none is open here.%s"),
                   str_text(&takes));
            str_free(&takes);
        }
        skip(body);
        return;
    }
    if (!colon)
        refuse(body, body->line, _("An item needs a name and a text: \"- name: text\"."));
    struct item_list *list = colon ? open_list(body, body->list) : NULL;
    if (!list || !item_fits(body, list, start, colon)) {
        body->item_refused = true;
        skip(body);
        return;
    }
    add_item(body, list, start, colon);
    if (body->item) {
        begin(body, &body->item->text);
        gather(body, colon + 1, end);
    }
}

static void read_comment(struct body *body, const char *start, const char *end)
{
    if (body->skipping)
        return;
    if (!body->item) {
        refuse(body, body->line, _("A comment (\"  > text\") stands below the item it is for."));
        skip(body);
        return;
    }
    if (body->list->comments == COMMENTS_NONE) {
        refuse(body, body->line, _("Items of %s take no comments here."), body->kind->name);
        skip(body);
        return;
    }
    if (body->slot != &body->item->comment)
        begin(body, &body->item->comment);
    gather(body, start, end);
}

/* ---- lines ---- */

/* The colon of "key:" or "key: ..." at the start of a line, or NULL. */
static const char *key_end(const char *start, const char *end)
{
    const char *at = start;
    while (at < end &&
           ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || *at == '-' || *at == '_'))
        at++;
    if (at == start || at == end || *at != ':')
        return NULL;
    return at + 1 == end || at[1] == ' ' || at[1] == '\t' ? at : NULL;
}

static void read_line(struct body *body, const char *start, const char *end)
{
    const char *text = start;
    while (text < end && (*text == ' ' || *text == '\t'))
        text++;
    bool indented = text - start >= 2 || (text > start && *start == '\t');
    const char *colon = indented ? NULL : key_end(text, end);
    if (text == end)
        return;
    if (*text == '-' && (text + 1 == end || text[1] == ' ' || text[1] == '\t'))
        read_item(body, text + 1, end);
    else if (*text == '>')
        read_comment(body, text + 1, end);
    else if (colon)
        read_key(body, text, colon, end);
    else if (indented && body->slot)
        gather(body, text, end);
    else if (!body->skipping || !indented) {
        refuse(body, body->line,
               _("Expected \"key: text\" or \"- name: text\", found \"%s\". To go on with the line "
                 "above, indent this one by two spaces."),
               quote_of(text, end).text);
        skip(body);
    }
}

/* ---- the whole ---- */

static bool borrows(const struct body *body)
{
    return body->kind->borrows && *exercise_field(body->exercise, body->kind->borrows);
}

static void check_fields(struct body *body)
{
    const struct kind *kind = body->kind;
    for (size_t i = 0; i < KIND_FIELDS && kind->fields[i].name; i++) {
        const char *name = kind->fields[i].name;
        enum need need = kind->fields[i].need;
        bool needed = need == FIELD_REQUIRED || (need == FIELD_BORROWED && !borrows(body));
        if (needed && !*exercise_field(body->exercise, name))
            refuse(body, body->exercise->line, _("A line \"%s: ...\" is missing in this %s."), name,
                   kind->name);
    }
}

static void check_lists(struct body *body)
{
    for (size_t i = 0; i < KIND_LISTS && body->kind->lists[i].name; i++) {
        const struct kind_list *expected = &body->kind->lists[i];
        const struct item_list *list = exercise_list(body->exercise, expected->name);
        size_t count = list ? list->count : 0;
        if (count >= expected->least || body->item_refused || (expected->borrowed && borrows(body)))
            continue;
        if (*expected->name)
            refuse(body, body->exercise->line,
                   _("%s needs a list \"%s:\" of %zu to %zu items (\"- name: text\"); it has %zu."),
                   body->kind->name, expected->name, expected->least, expected->most, count);
        else
            refuse(body, body->exercise->line,
                   _("%s needs %zu to %zu items (\"- name: text\"); it has %zu."), body->kind->name,
                   expected->least, expected->most, count);
    }
}

static void read_body(struct body *body, const struct part *part)
{
    struct scan scan = {part->start, part->end, part->line + 1};
    const char *start, *end;
    body->list = kind_list(body->kind, "", "");
    body->line = scan.line;
    while (!body->reading->failed && scan_line(&scan, &start, &end)) {
        read_line(body, start, end);
        body->line = scan.line;
    }
    finish_item(body);
    check_fields(body);
    check_lists(body);
}

/* Names the player gives to what it asks itself. */
static bool is_taken(const char *name)
{
    return strcmp(name, "before") == 0 || strcmp(name, "after") == 0;
}

static const char *word_end(const char *start, const char *end)
{
    while (start < end && *start != ' ' && *start != '\t')
        start++;
    return start;
}

static const char *next_word(const char *start, const char *end)
{
    while (start < end && (*start == ' ' || *start == '\t'))
        start++;
    return start;
}

/* "together" or "alone" at the end of what stands behind the fence; *END is then before it. */
static enum version read_version(const char *id, const char **end)
{
    static const char *const words[] = {[VERSION_TOGETHER] = "together", [VERSION_ALONE] = "alone"};
    const char *name_end = word_end(id, *end);
    const char *word = next_word(name_end, *end);
    for (int version = VERSION_TOGETHER; version <= VERSION_ALONE; version++) {
        size_t length = strlen(words[version]);
        if ((size_t)(*end - word) == length && memcmp(word, words[version], length) == 0) {
            *end = name_end;
            return (enum version)version;
        }
    }
    return VERSION_ANY;
}

/* "kind name", or "kind name together", behind the fence. False when it says something else. */
static bool read_info(struct body *body, const struct part *part)
{
    const char *kind_end = word_end(part->info, part->info_end);
    const char *id = next_word(kind_end, part->info_end);
    const char *end = part->info_end;
    body->exercise->version = read_version(id, &end);
    struct quote name = quote_of(id, end);
    body->kind = kind_find(part->info, kind_end);
    if (part->info == part->info_end || !body->kind) {
        struct str known = {0};
        kind_put_known(&known, part->info, kind_end);
        if (part->info == part->info_end)
            refuse(body, part->line,
                   _("A fence needs a kind and a name behind it, such as \"```reflect "
                     "my-week\".%s"),
                   str_text(&known));
        else
            refuse(body, part->line, _("There is no exercise of the kind \"%s\".%s"),
                   quote_of(part->info, kind_end).text, str_text(&known));
        str_free(&known);
    } else if (id == end) {
        refuse(body, part->line,
               _("This exercise needs a name of its own behind its kind, such as \"```%s "
                 "my-week\"."),
               body->kind->name);
    } else if (!name_valid(id, end)) {
        refuse(body, part->line,
               _("\"%s\" is not a name mend can use. Small letters, digits and hyphens make one, "
                 "such as \"my-week\"."),
               name.text);
    } else if (is_taken(name.text)) {
        refuse(body, part->line, _("mend uses the name \"%s\" itself. Please choose another one."),
               name.text);
    } else {
        body->exercise->kind = body->kind->kind;
        body->exercise->id = reading_copy(body->reading, id, end);
        return body->exercise->id != NULL;
    }
    return false;
}

struct exercise *exercise_read(struct reading *reading, const struct part *part, struct str *why,
                               int *why_line)
{
    struct body body = {.reading = reading, .why = why, .why_line = why_line};
    body.exercise = calloc(1, sizeof *body.exercise);
    if (!body.exercise) {
        reading->failed = true;
        return NULL;
    }
    body.exercise->line = part->line;
    if (!part->closed)
        refuse(&body, part->line,
               _("This block has no end. Expected a line \"```\" below it, before the next block "
                 "or page."));
    else if (read_info(&body, part))
        read_body(&body, part);
    str_free(&body.pending);
    if (!why->length && !reading->failed)
        return body.exercise;
    struct block block = {.exercise = body.exercise};
    block_free(&block);
    return NULL;
}

/* ---- looking things up ---- */

const char *exercise_field(const struct exercise *exercise, const char *name)
{
    const struct field *field = find_field(exercise, name);
    return field && field->text ? field->text : "";
}

const char *exercise_home(const struct exercise *exercise, const char *lesson)
{
    const char *again = exercise_field(exercise, "again");
    return *again ? again : lesson;
}

const struct item_list *exercise_list(const struct exercise *exercise, const char *name)
{
    for (size_t i = 0; i < exercise->list_count; i++)
        if (strcmp(exercise->lists[i].name, name) == 0)
            return &exercise->lists[i];
    return NULL;
}

const struct item *item_find(const struct item_list *list, const char *id)
{
    for (size_t i = 0; list && i < list->count; i++)
        if (strcmp(list->items[i].id, id) == 0)
            return &list->items[i];
    return NULL;
}
