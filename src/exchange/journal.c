#include "mend/exchange/journal.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "mend/base/message.h"
#include "mend/base/utf8.h"

/* "2026-11-21T22:05:00Z", as RFC 3339 has it */
static json_t *moment(int64_t wall)
{
    char text[64] = "";
    struct tm tm = {0};
    time_t seconds = (time_t)wall;
    if (gmtime_r(&seconds, &tm))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return json_string(text);
}

/* What entries and finds have in common. NULL without memory, as all of jansson. */
static json_t *head(int64_t id, int64_t made_at, const char *day, bool pinned)
{
    return json_pack("{s:I, s:o, s:s, s:b}", "id", (json_int_t)id, "made_at", moment(made_at),
                     "day", day, "pinned", (int)pinned);
}

static json_t *entry_object(const struct journal_entry *entry)
{
    json_t *object = head(entry->id, entry->made_at, entry->day, entry->pinned);
    json_t *text = entry->sealed ? json_null() : json_string(entry->text);
    /* What is NULL on the way in is refused on the way on. */
    if (json_object_set_new(object, "sealed", json_boolean(entry->sealed)) ||
        json_object_set_new(object, "text", text)) {
        json_decref(object);
        return NULL;
    }
    return object;
}

static bool add_part(json_t *parts, const char *text, size_t length, bool match)
{
    if (length == 0)
        return true;
    json_t *part = json_pack("{s:s%, s:b}", "text", text, length, "match", (int)match);
    return json_array_append_new(parts, part) == 0;
}

static json_t *snippet(const struct search_find *find)
{
    json_t *parts = json_array();
    size_t at = 0;
    bool well = parts != NULL;
    for (size_t i = 0; well && i < find->mark_count; i++) {
        struct search_mark mark = find->marks[i];
        well = add_part(parts, find->snippet + at, mark.from - at, false) &&
               add_part(parts, find->snippet + mark.from, mark.to - mark.from, true);
        at = mark.to;
    }
    if (well)
        well = add_part(parts, find->snippet + at, strlen(find->snippet + at), false);
    if (well)
        return parts;
    json_decref(parts);
    return NULL;
}

static json_t *find_object(const struct search_find *find)
{
    json_t *object = head(find->id, find->made_at, find->day, find->pinned);
    if (json_object_set_new(object, "snippet", snippet(find))) {
        json_decref(object);
        return NULL;
    }
    return object;
}

static enum err fault_damaged(int64_t id, struct fault *fault)
{
    return fault_set(fault, ERR_FORMAT,
                     _("The text of entry %lld is damaged, so it cannot be written as JSON."),
                     (long long)id);
}

static int append(const char *bytes, size_t length, void *out)
{
    str_append(out, bytes, length);
    return ((struct str *)out)->failed ? -1 : 0;
}

/* Writes ARRAY, which is released; WHOLE is false when memory ran out while it was made. */
static enum err put_array(struct str *out, json_t *array, bool whole, struct fault *fault)
{
    if (whole && json_dump_callback(array, append, out, JSON_INDENT(2)) != 0)
        whole = false;
    json_decref(array);
    if (!whole)
        return fault_set_memory(fault);
    str_putc(out, '\n');
    return str_status(out, fault);
}

enum err exchange_put_entries(struct str *out, const struct journal_entries *entries,
                              struct fault *fault)
{
    for (size_t i = 0; i < entries->count; i++)
        if (!utf8_valid(entries->items[i].text, strlen(entries->items[i].text)))
            return fault_damaged(entries->items[i].id, fault);
    json_t *array = json_array();
    bool whole = array != NULL;
    for (size_t i = 0; whole && i < entries->count; i++)
        whole = json_array_append_new(array, entry_object(&entries->items[i])) == 0;
    return put_array(out, array, whole, fault);
}

enum err exchange_put_finds(struct str *out, const struct search_finds *finds, struct fault *fault)
{
    for (size_t i = 0; i < finds->count; i++)
        if (!utf8_valid(finds->items[i].snippet, strlen(finds->items[i].snippet)))
            return fault_damaged(finds->items[i].id, fault);
    json_t *array = json_array();
    bool whole = array != NULL;
    for (size_t i = 0; whole && i < finds->count; i++)
        whole = json_array_append_new(array, find_object(&finds->items[i])) == 0;
    return put_array(out, array, whole, fault);
}
