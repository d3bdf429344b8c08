/*
 * Searching the journal.
 *
 * Every typed word becomes a quoted string of FTS5's language, which knows no operator inside one.
 * FTS5 cuts the snippet and puts a byte before and behind each find that no UTF-8 text can hold;
 * they are taken out again here and become marks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/str.h"
#include "mend/base/utf8.h"
#include "statement.h"

static const char mark_from[] = "\xfe";
static const char mark_to[] = "\xff";

enum { SNIPPET_WORDS = 24 };

/* ---- the question ---- */

static bool is_blank(int32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

/* WORDS as a question in FTS5's language; empty when there is no word. */
static void put_question(struct str *out, const char *words)
{
    bool inside = false;
    size_t length = strlen(words);
    size_t size;
    for (size_t at = 0; at < length; at += size) {
        int32_t code_point;
        size = utf8_decode(words + at, length - at, &code_point);
        bool blank = is_blank(code_point);
        if (inside == blank)
            str_puts(out, inside ? "\" " : "\"");
        inside = !blank;
        if (code_point == '"')
            str_puts(out, "\"\"");
        else if (!blank)
            str_append(out, words + at, size);
    }
    if (inside)
        str_putc(out, '"');
    if (out->length)
        str_putc(out, '*');
}

/* ---- the answer ---- */

static void find_free(struct journal_find *find)
{
    free(find->snippet);
    free(find->marks);
}

void journal_finds_free(struct journal_finds *finds)
{
    for (size_t i = 0; i < finds->count; i++)
        find_free(&finds->items[i]);
    free(finds->items);
    *finds = (struct journal_finds){0};
}

/* Turns the bytes that FTS5 has put into MARKED to marks. */
static enum err read_snippet(struct journal_find *find, const char *marked, struct fault *fault)
{
    struct str text = {0};
    size_t most = 0;
    for (const char *byte = marked; *byte; byte++)
        most += *byte == mark_from[0];
    find->marks = calloc(most ? most : 1, sizeof *find->marks);
    if (!find->marks)
        return fault_set_memory(fault);
    while (*marked) {
        size_t plain = strcspn(marked, "\xfe\xff");
        str_append(&text, marked, plain);
        marked += plain;
        if (*marked == mark_from[0])
            find->marks[find->mark_count++] = (struct journal_mark){text.length, text.length};
        else if (*marked && find->mark_count)
            find->marks[find->mark_count - 1].to = text.length;
        marked += *marked != '\0';
    }
    find->snippet = str_take(&text);
    return find->snippet ? OK : fault_set_memory(fault);
}

static enum err add_find(struct statement *s, struct journal_finds *finds, size_t *capacity,
                         struct fault *fault)
{
    if (finds->count == *capacity) {
        size_t more = *capacity ? *capacity * 2 : 16;
        struct journal_find *items = realloc(finds->items, more * sizeof *items);
        if (!items)
            return fault_set_memory(fault);
        finds->items = items;
        *capacity = more;
    }
    struct journal_find *find = &finds->items[finds->count++];
    *find = (struct journal_find){.id = statement_int(s, 0), .made_at = statement_int(s, 1)};
    snprintf(find->day, sizeof find->day, "%s", statement_text(s, 2));
    find->pinned = statement_int(s, 3) != 0;
    return read_snippet(find, statement_text(s, 4), fault);
}

static enum err ask(struct store *store, const char *question, int64_t before, size_t most,
                    struct journal_finds *finds, struct fault *fault)
{
    enum err err = OK;
    size_t capacity = 0;
    /* FTS5 itself walks the newest first, and stops at the limit. */
    struct statement s = statement_open(
        store, "SELECT e.id, e.made_at, e.day, e.pinned,"
               "  snippet(journal_index, 0, ?1, ?2, '\xe2\x80\xa6', ?3)"
               " FROM journal_index JOIN journal_entry AS e ON e.id = journal_index.rowid"
               " WHERE journal_index MATCH ?4 AND journal_index.rowid < ?5"
               " ORDER BY journal_index.rowid DESC LIMIT ?6");
    statement_bind_text(&s, mark_from);
    statement_bind_text(&s, mark_to);
    statement_bind_int(&s, SNIPPET_WORDS);
    statement_bind_text(&s, question);
    statement_bind_int(&s, before ? before : INT64_MAX);
    statement_bind_int(&s, most > INT64_MAX ? INT64_MAX : (int64_t)most);
    while (!err && statement_next(&s))
        err = add_find(&s, finds, &capacity, fault);
    err = statement_close(&s, err, fault);
    if (err)
        journal_finds_free(finds);
    return err;
}

enum err store_journal_search(struct store *store, const char *words, int64_t before, size_t most,
                              struct journal_finds *finds, struct fault *fault)
{
    *finds = (struct journal_finds){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct str question = {0};
    put_question(&question, words);
    err = str_status(&question, fault);
    if (!err && question.length > 0)
        err = ask(store, str_text(&question), before, most, finds, fault);
    str_free(&question);
    return err;
}
