#include "words.h"

#include <utf8proc.h>

#include "buffer_private.h"
#include "mend/base/utf8.h"

enum sort { OTHER, LETTER, SINGLE, MARK, APOSTROPHE };

/* Han and kana: words in themselves. Only letters and numbers of these ranges count. */
static const struct {
    int32_t first;
    int32_t last;
} singles[] = {
    {0x3005, 0x3007}, {0x3021, 0x3029},   {0x3038, 0x303B},   {0x3041, 0x30FF},
    {0x31F0, 0x31FF}, {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xF900, 0xFAFF},
    {0xFF66, 0xFF9D}, {0x1AFF0, 0x1B16F}, {0x20000, 0x3FFFD},
};

static bool is_single(int32_t c)
{
    for (size_t i = 0; i < sizeof singles / sizeof singles[0]; i++)
        if (c >= singles[i].first && c <= singles[i].last)
            return true;
    return false;
}

static enum sort sort_of_ascii(int32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return LETTER;
    return c == '\'' ? APOSTROPHE : OTHER;
}

static enum sort sort_of(int32_t c)
{
    if (c < 0x80)
        return sort_of_ascii(c);
    if (c == 0x2019)
        return APOSTROPHE;
    /* Joiners and the half-width voicing marks belong to the letter before them. */
    if (c == 0x200C || c == 0x200D || c == 0xFF9E || c == 0xFF9F)
        return MARK;
    utf8proc_category_t category = utf8proc_category(c);
    if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME)
        return MARK;
    if ((category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
        (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO))
        return is_single(c) ? SINGLE : LETTER;
    return OTHER;
}

bool word_holds(int32_t code_point)
{
    return sort_of(code_point) != OTHER;
}

/* Bytes of the code point at AT, with its sort; 0 at the end. */
static size_t sort_at(const struct buffer *buffer, size_t at, enum sort *sort)
{
    size_t length = buffer_length(buffer);
    if (at >= length)
        return 0;
    char bytes[4];
    size_t size = 0;
    do
        bytes[size] = buffer_byte(buffer, at + size);
    while (++size < sizeof bytes && at + size < length && (unsigned char)bytes[0] >= 0x80);
    int32_t code_point;
    size = utf8_decode(bytes, size, &code_point);
    *sort = sort_of(code_point);
    return size;
}

/* The same for the code point that ends at AT; 0 at the start. */
static size_t sort_before(const struct buffer *buffer, size_t at, enum sort *sort)
{
    size_t start = at;
    while (start > 0 && ((unsigned char)buffer_byte(buffer, --start) & 0xC0) == 0x80)
        ;
    sort_at(buffer, start, sort);
    return at - start;
}

/* Moves *AT behind the next word, or to the end when there is none: then false. */
static bool pass_word(const struct buffer *buffer, size_t *at)
{
    enum sort sort = OTHER;
    size_t size;
    while ((size = sort_at(buffer, *at, &sort)) > 0 && sort != LETTER && sort != SINGLE)
        *at += size;
    if (size == 0)
        return false;
    bool run = sort == LETTER;
    do
        *at += size;
    while ((size = sort_at(buffer, *at, &sort)) > 0 &&
           (sort == MARK || (run && (sort == LETTER || sort == APOSTROPHE))));
    return true;
}

size_t buffer_next_word(struct buffer *buffer, size_t at)
{
    pass_word(buffer, &at);
    return at;
}

size_t buffer_previous_word(struct buffer *buffer, size_t at)
{
    enum sort sort = OTHER;
    size_t size;
    while ((size = sort_before(buffer, at, &sort)) > 0 && sort != LETTER && sort != SINGLE)
        at -= size;
    at -= size;
    if (size == 0 || sort == SINGLE)
        return at;
    /* A mark is passed, but counts only when a letter stands before it. */
    size_t start = at;
    while ((size = sort_before(buffer, at, &sort)) > 0 && sort != OTHER && sort != SINGLE) {
        at -= size;
        if (sort != MARK)
            start = at;
    }
    return start;
}

size_t buffer_word_count(struct buffer *buffer)
{
    size_t count = 0;
    size_t at = 0;
    while (pass_word(buffer, &at))
        count++;
    return count;
}
