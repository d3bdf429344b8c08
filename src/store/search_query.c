/* What is typed into a search, taken apart. Nothing here fails but for memory. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mend/base/date.h"
#include "mend/base/str.h"
#include "mend/base/utf8.h"
#include "mend/store/search.h"
#include "mend/text/tags.h"

/* More than anybody asks for; SQL has its limits. What is beyond is words. */
enum { MOST_TAGS = 8 };

/* What is looked for says as much of somebody as what is written. */
static void free_terms(struct search_term **terms, size_t *count)
{
    for (size_t i = 0; i < *count; i++) {
        explicit_bzero((*terms)[i].text, strlen((*terms)[i].text));
        free((*terms)[i].text);
    }
    free(*terms);
    *terms = NULL;
    *count = 0;
}

void search_query_free(struct search_query *query)
{
    free_terms(&query->terms, &query->term_count);
    free_terms(&query->tags, &query->tag_count);
    query->from[0] = '\0';
    query->until[0] = '\0';
}

bool search_query_empty(const struct search_query *query)
{
    return query->term_count == 0 && query->tag_count == 0 && !query->from[0] && !query->until[0];
}

static bool is_blank(int32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

/* Bytes of TYPED, of LENGTH, up to the first blank, or up to what is none. */
static size_t span(const char *typed, size_t length, bool of_blanks)
{
    size_t at = 0;
    while (at < length) {
        int32_t code_point;
        size_t size = utf8_decode(typed + at, length - at, &code_point);
        if (is_blank(code_point) != of_blanks)
            break;
        at += size;
    }
    return at;
}

/* Adds TEXT, which becomes the list's. */
static enum err add_term(struct search_term **items, size_t *count, char *text, bool beginning,
                         struct fault *fault)
{
    struct search_term *grown = text ? realloc(*items, (*count + 1) * sizeof *grown) : NULL;
    if (!grown) {
        free(text);
        return fault_set_memory(fault);
    }
    *items = grown;
    grown[(*count)++] = (struct search_term){text, beginning};
    return OK;
}

static enum err add_words(struct search_query *query, const char *text, size_t length,
                          bool beginning, struct fault *fault)
{
    /* Only the last may be a beginning. */
    if (query->term_count > 0)
        query->terms[query->term_count - 1].beginning = false;
    return add_term(&query->terms, &query->term_count, strndup(text, length), beginning, fault);
}

/* ---- filters ---- */

/* What a filter made of its value. */
enum reading { TAKEN, NOT_YET, NO_FILTER, NO_MEMORY };

static enum reading read_tag(struct search_query *query, const char *value, size_t length)
{
    struct fault fault;
    if (length > 0 && *value == '#') {
        value++;
        length--;
    }
    if (length == 0)
        return NOT_YET;
    if (query->tag_count == MOST_TAGS || !utf8_valid(value, length))
        return NO_FILTER;
    char *folded = tag_fold(value, length);
    return add_term(&query->tags, &query->tag_count, folded, false, &fault) ? NO_MEMORY : TAKEN;
}

/* The first LENGTH signs of "2026-05-01". */
static bool looks_like_a_day(const char *value, size_t length)
{
    if (length >= SEARCH_DAY_SIZE)
        return false;
    for (size_t i = 0; i < length; i++)
        if (i == 4 || i == 7 ? value[i] != '-' : value[i] < '0' || value[i] > '9')
            return false;
    return true;
}

/* The first day of the day, month or year that VALUE names. */
static enum reading read_day(const char *value, size_t length, char day[SEARCH_DAY_SIZE])
{
    static const char whole[] = "2026-01-01";
    int64_t start;
    if (!looks_like_a_day(value, length))
        return NO_FILTER;
    if (length != 4 && length != 7 && length != 10)
        return NOT_YET;
    memcpy(day, value, length);
    memcpy(day + length, whole + length, sizeof whole - length);
    return date_read(day, &start) ? TAKEN : NO_FILTER;
}

static enum reading read_after(struct search_query *query, const char *value, size_t length)
{
    char day[SEARCH_DAY_SIZE];
    enum reading reading = read_day(value, length, day);
    if (reading == TAKEN && strcmp(day, query->from) > 0)
        memcpy(query->from, day, sizeof day);
    return reading;
}

static enum reading read_before(struct search_query *query, const char *value, size_t length)
{
    char day[SEARCH_DAY_SIZE];
    enum reading reading = read_day(value, length, day);
    if (reading == TAKEN && (!query->until[0] || strcmp(day, query->until) < 0))
        memcpy(query->until, day, sizeof day);
    return reading;
}

static const struct {
    const char *name;
    enum reading (*read)(struct search_query *query, const char *value, size_t length);
} filters[] = {
    {"tag:", read_tag},
    {"after:", read_after},
    {"before:", read_before},
};

static enum reading read_filter(struct search_query *query, const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
        size_t name = strlen(filters[i].name);
        if (length >= name && strncasecmp(word, filters[i].name, name) == 0)
            return filters[i].read(query, word + name, length - name);
    }
    return NO_FILTER;
}

/* ---- the line ---- */

/* Reads the phrase behind a quote; returns its bytes, with the second quote when there is one. */
static size_t read_phrase(struct search_query *query, const char *typed, size_t length,
                          enum err *err, struct fault *fault)
{
    const char *end = memchr(typed, '"', length);
    size_t size = end ? (size_t)(end - typed) : length;
    if (span(typed, size, true) < size)
        *err = add_words(query, typed, size, !end, fault);
    return size + (end ? 1 : 0);
}

/* Reads a word, or a filter; returns its bytes. A tag with nothing behind it may be a beginning. */
static size_t read_word(struct search_query *query, const char *typed, size_t length, enum err *err,
                        struct fault *fault)
{
    size_t size = span(typed, length, false);
    size_t tags = query->tag_count;
    enum reading reading = read_filter(query, typed, size);
    if (reading == NO_FILTER)
        *err = add_words(query, typed, size, true, fault);
    else if (reading == NO_MEMORY)
        *err = fault_set_memory(fault);
    if (query->tag_count > tags)
        query->tags[tags].beginning = size + span(typed + size, length - size, true) == length;
    return size;
}

enum err search_parse(const char *typed, struct search_query *query, struct fault *fault)
{
    enum err err = OK;
    size_t length = strlen(typed);
    size_t at = 0;
    search_query_free(query);
    while (!err && (at += span(typed + at, length - at, true)) < length) {
        if (typed[at] == '"')
            at += 1 + read_phrase(query, typed + at + 1, length - at - 1, &err, fault);
        else
            at += read_word(query, typed + at, length - at, &err, fault);
    }
    if (err)
        search_query_free(query);
    return err;
}
