/*
 * Any bytes are read as a lesson and as a table of contents: neither may crash, leak or hang, and
 * what comes out keeps what include/mend/course/lesson.h promises.
 */
#include <stdint.h>
#include <string.h>

#include "course/content_private.h"
#include "mend/base/utf8.h"
#include "mend/course/lesson.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void require(bool kept)
{
    if (!kept)
        __builtin_trap();
}

/* Fit for the screen: UTF-8 without control characters, but for line feeds where they may be. */
static void check_text(const char *text, bool line_feeds)
{
    require(text != NULL);
    size_t length = strlen(text);
    require(utf8_valid(text, length));
    for (size_t at = 0; at < length;) {
        int32_t code_point;
        at += utf8_decode(text + at, length - at, &code_point);
        bool control = code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
        require(!control || (line_feeds && code_point == '\n'));
    }
}

static void check_exercise(const struct exercise *exercise)
{
    require(exercise->kind < EXERCISE_KINDS && *exercise->id && exercise->line > 0);
    require(*exercise_field(exercise, "ask") != '\0');
    for (size_t i = 0; i < exercise->field_count; i++)
        check_text(exercise->fields[i].text, false);
    for (size_t i = 0; i < exercise->list_count; i++) {
        const struct item_list *list = &exercise->lists[i];
        for (size_t j = 0; j < list->count; j++) {
            check_text(list->items[j].text, false);
            check_text(list->items[j].comment, false);
            require(item_find(list, list->items[j].id) == &list->items[j]);
        }
    }
}

static void check_blocks(const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->items[i];
        const struct prose *prose = &block->prose;
        check_text(prose->text, true);
        require(strlen(prose->text) == prose->length);
        require(block->depth >= 0 && block->depth < 10 && block->line > 0);
        for (size_t j = 0; j < prose->span_count; j++)
            require(prose->spans[j].start < prose->spans[j].end &&
                    prose->spans[j].end <= prose->length);
        require((block->exercise != NULL) == (block->kind == BLOCK_EXERCISE));
        if (block->exercise)
            check_exercise(block->exercise);
    }
}

static void check_lesson(const struct lesson *lesson)
{
    check_text(lesson->id, false);
    check_text(lesson->title, false);
    check_text(lesson->touches, false);
    check_blocks(&lesson->opening);
    check_blocks(&lesson->sources);
    for (size_t i = 0; i < lesson->page_count; i++) {
        check_text(lesson->pages[i].number, false);
        check_text(lesson->pages[i].title, false);
        check_blocks(&lesson->pages[i].blocks);
    }
}

static void check_issues(struct issues *issues)
{
    for (size_t i = 0; i < issues->count; i++) {
        require(issues->items[i].line > 0);
        require(utf8_valid(issues->items[i].text, strlen(issues->items[i].text)));
    }
    issues_free(issues);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct issues issues = {0};
    struct fault fault = {0};
    struct lesson lesson;
    enum err err = lesson_parse("l.md", (const char *)bytes, length, &lesson, &issues, &fault);
    require(err == OK || (err == ERR_FORMAT && fault.text[0] != '\0'));
    if (!err)
        check_lesson(&lesson);
    lesson_free(&lesson);
    check_issues(&issues);

    struct str text = {0};
    struct content content = {0};
    str_append(&text, (const char *)bytes, length);
    require(contents_parse("contents.md", &text, &content, &issues, &fault) == OK);
    for (size_t i = 0; i < content.entry_count; i++)
        check_text(content.entries[i].title, true);
    content_close(&content);
    str_free(&text);
    check_issues(&issues);
    return 0;
}
