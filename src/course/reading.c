#include "reading.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "mend/base/message.h"
#include "mend/base/utf8.h"

static const char replacement[] = "\xef\xbf\xbd";

/* ---- issues ---- */

static void add_text(struct issues *issues, const char *file, int line, const char *text)
{
    if (issues->count == issues->capacity) {
        size_t capacity = issues->capacity ? issues->capacity * 2 : 8;
        struct issue *items = realloc(issues->items, capacity * sizeof *items);
        if (!items) {
            issues->failed = true;
            return;
        }
        issues->items = items;
        issues->capacity = capacity;
    }
    struct issue issue = {strdup(file), line, strdup(text)};
    if (!issue.file || !issue.text) {
        free(issue.file);
        free(issue.text);
        issues->failed = true;
        return;
    }
    issues->items[issues->count++] = issue;
}

void issues_add(struct issues *issues, const char *file, int line, const char *format, ...)
{
    if (!issues)
        return;
    struct fault sentence;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence.text, sizeof sentence.text, format, arguments);
    va_end(arguments);
    sentence.text[utf8_valid_prefix(sentence.text, strlen(sentence.text))] = '\0';
    add_text(issues, file, line, sentence.text);
}

void issues_free(struct issues *issues)
{
    for (size_t i = 0; i < issues->count; i++) {
        free(issues->items[i].file);
        free(issues->items[i].text);
    }
    free(issues->items);
    *issues = (struct issues){0};
}

void reading_vreport(struct reading *reading, int line, const char *format, va_list arguments)
{
    vsnprintf(reading->said, sizeof reading->said, format, arguments);
    reading->said[utf8_valid_prefix(reading->said, strlen(reading->said))] = '\0';
    reading->issue_count++;
    if (!reading->issues || reading->issue_count > ISSUES_MOST)
        return;
    add_text(reading->issues, reading->file, line,
             reading->issue_count < ISSUES_MOST
                 ? reading->said
                 : _("There is more from here on. Please mend what is named above first."));
    reading->failed |= reading->issues->failed;
}

void reading_report(struct reading *reading, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    reading_vreport(reading, line, format, arguments);
    va_end(arguments);
}

struct quote quote_of(const char *start, const char *end)
{
    struct quote quote;
    size_t length = (size_t)(end - start);
    bool whole = length < sizeof quote.text;
    if (!whole)
        length = utf8_valid_prefix(start, sizeof quote.text - sizeof "...");
    snprintf(quote.text, sizeof quote.text, "%.*s%s", (int)length, start, whole ? "" : "...");
    for (char *byte = quote.text; *byte; byte++)
        if (*byte == '\t' || *byte == '\n')
            *byte = ' ';
    return quote;
}

/* ---- making the text safe ---- */

struct wash {
    struct reading *reading;
    int line;
    int control_line; /* the first line with a control character, or 0 */
    int broken_line;  /* the first line that is not UTF-8, or 0 */
    int nested_line;  /* the first line that opens too much at once, or 0 */
};

static bool is_control(int32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

static void replace(struct wash *wash, int *first_line)
{
    str_append(&wash->reading->text, replacement, sizeof replacement - 1);
    if (!*first_line)
        *first_line = wash->line;
}

static bool is_one_of(char byte, const char *set)
{
    return byte && strchr(set, byte);
}

/* Bytes of the mark of a list or quote at the start of BYTES; 0 when there is none. */
static size_t mark_length(const char *bytes, size_t length)
{
    if (length == 0)
        return 0;
    if (bytes[0] == '>')
        return 1;
    size_t at = 0;
    if (is_one_of(bytes[0], "-+*")) {
        at = 1;
    } else {
        while (at < length && at < 9 && bytes[at] >= '0' && bytes[at] <= '9')
            at++;
        if (at == 0 || at == length || !is_one_of(bytes[at], ".)"))
            return 0;
        at++;
    }
    return at == length || is_one_of(bytes[at], " \t\r\n") ? at : 0;
}

/*
 * Takes the marks of lists and quotes at the start of a line, but no more than NESTING_MOST of
 * them, so that what md4c keeps for a line stays small. Returns the bytes done with.
 */
static size_t wash_marks(struct wash *wash, const char *bytes, size_t length)
{
    if (length == 0 || !is_one_of(bytes[0], " \t>-+*0123456789"))
        return 0;
    size_t rule = 0;
    while (rule < length && is_one_of(bytes[rule], "-* \t"))
        rule++;
    if (rule == length || bytes[rule] == '\n' || bytes[rule] == '\r')
        return 0;
    size_t at = 0;
    size_t kept = 0;
    for (int marks = 0;; marks++) {
        while (at < length && (bytes[at] == ' ' || bytes[at] == '\t'))
            at++;
        if (marks <= NESTING_MOST)
            kept = at;
        size_t mark = mark_length(bytes + at, length - at);
        if (!mark)
            break;
        at += mark;
    }
    str_append(&wash->reading->text, bytes, kept);
    if (kept < at && !wash->nested_line)
        wash->nested_line = wash->line;
    return at;
}

static size_t wash_character(struct wash *wash, const char *bytes, size_t length)
{
    struct str *text = &wash->reading->text;
    if (bytes[0] == '\r' && length > 1 && bytes[1] == '\n')
        return 1;
    if (bytes[0] == '\n' || bytes[0] == '\t') {
        str_putc(text, bytes[0]);
        return 1;
    }
    int32_t code_point;
    size_t taken = utf8_decode(bytes, length, &code_point);
    if (taken == 1 && code_point == UTF8_REPLACEMENT)
        replace(wash, &wash->broken_line);
    else if (is_control(code_point))
        replace(wash, &wash->control_line);
    else
        str_append(text, bytes, taken);
    return taken;
}

static void wash_text(struct wash *wash, const char *bytes, size_t length)
{
    size_t at = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    bool line_start = true;
    while (at < length) {
        if (line_start)
            at += wash_marks(wash, bytes + at, length - at);
        size_t plain = at;
        while (plain < length && bytes[plain] >= 0x20 && bytes[plain] < 0x7f)
            plain++;
        str_append(&wash->reading->text, bytes + at, plain - at);
        at = plain;
        line_start = at < length && bytes[at] == '\n';
        if (at < length)
            at += wash_character(wash, bytes + at, length - at);
        wash->line += line_start;
    }
}

void reading_open(struct reading *reading, const char *file, const char *bytes, size_t length,
                  struct issues *issues)
{
    *reading = (struct reading){.file = file, .issues = issues, .line = 1};
    struct wash wash = {.reading = reading, .line = 1};
    str_puts(&reading->text, "");
    wash_text(&wash, bytes, length);
    reading->failed = reading->text.failed;
    if (wash.broken_line)
        reading_report(reading, wash.broken_line,
                       _("This is not UTF-8. Please save the file as UTF-8; what could not be "
                         "read is shown as %s."),
                       replacement);
    if (wash.control_line)
        reading_report(reading, wash.control_line,
                       _("There is a control character here that does not belong into a text. "
                         "Please delete it; it is shown as %s."),
                       replacement);
    if (wash.nested_line)
        reading_report(reading, wash.nested_line,
                       _("More than %d lists or quotes inside one another; the innermost were "
                         "left out. One or two read best."),
                       NESTING_MOST);
}

void reading_close(struct reading *reading)
{
    str_free(&reading->text);
}

/* ---- where things are ---- */

int reading_line(struct reading *reading, const char *at)
{
    uintptr_t start = (uintptr_t)reading->text.bytes;
    if ((uintptr_t)at < start || (uintptr_t)at > start + reading->text.length)
        return 0;
    size_t target = (uintptr_t)at - start;
    const char *text = reading->text.bytes;
    for (; reading->at < target; reading->at++)
        reading->line += text[reading->at] == '\n';
    for (; reading->at > target; reading->at--)
        reading->line -= text[reading->at - 1] == '\n';
    return reading->line;
}

char *reading_copy(struct reading *reading, const char *start, const char *end)
{
    while (start < end && strchr(" \t\n", *start))
        start++;
    while (end > start && strchr(" \t\n", end[-1]))
        end--;
    char *copy = strndup(start, (size_t)(end - start));
    if (!copy) {
        reading->failed = true;
        return NULL;
    }
    for (char *byte = copy; *byte; byte++)
        if (*byte == '\t')
            *byte = ' ';
    return copy;
}

/* ---- blocks ---- */

void block_free(struct block *block)
{
    free(block->prose.text);
    free(block->prose.spans);
    if (block->exercise) {
        exercise_clear(block->exercise);
        free(block->exercise->id);
        free(block->exercise);
    }
}

void exercise_clear(struct exercise *exercise)
{
    for (size_t i = 0; i < exercise->field_count; i++) {
        free(exercise->fields[i].name);
        free(exercise->fields[i].text);
    }
    for (size_t i = 0; i < exercise->list_count; i++) {
        struct item_list *list = &exercise->lists[i];
        for (size_t j = 0; j < list->count; j++) {
            free(list->items[j].id);
            free(list->items[j].text);
            free(list->items[j].comment);
        }
        free(list->items);
        free(list->name);
    }
    free(exercise->fields);
    free(exercise->lists);
}

void reading_add_block(struct reading *reading, struct blocks *blocks, struct block *block)
{
    if (blocks->count == blocks->capacity) {
        size_t capacity = blocks->capacity ? blocks->capacity * 2 : 8;
        struct block *items = realloc(blocks->items, capacity * sizeof *items);
        if (!items) {
            reading->failed = true;
            block_free(block);
            return;
        }
        blocks->items = items;
        blocks->capacity = capacity;
    }
    blocks->items[blocks->count++] = *block;
}

void reading_add_fault(struct reading *reading, struct blocks *blocks, int line, const char *text)
{
    if (reading->issue_count > ISSUES_MOST)
        return;
    struct str prose = {0};
    /* TRANSLATORS: file, line, what is wrong there */
    str_printf(&prose, _("Something here could not be read. %s, line %d: %s"), reading->file, line,
               text);
    struct block block = {.kind = BLOCK_FAULT, .line = line};
    block.prose.length = prose.length;
    block.prose.text = str_take(&prose);
    if (block.prose.text)
        reading_add_block(reading, blocks, &block);
    else
        reading->failed = true;
}

void links_free(struct links *links)
{
    for (size_t i = 0; i < links->count; i++)
        free(links->items[i].target);
    free(links->items);
    *links = (struct links){0};
}
