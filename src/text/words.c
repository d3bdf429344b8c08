/*
 * Where words begin and end is told by the sort of each code point and whether a word is under way.
 *
 * The number of words is worked out once and then follows the changes: what a change does to it
 * shows in the changed bytes and in the code point behind them. A key costs the same in every text.
 */
#include "words.h"

#include <utf8proc.h>

#include "buffer_private.h"
#include "mend/base/utf8.h"

/* HANGUL is a letter to the moves, because Korean has spaces, and a word of its own to the count.
 */
enum sort { OTHER, LETTER, SINGLE, HANGUL, MARK, APOSTROPHE };

struct range {
    int32_t first;
    int32_t last;
};

/* Han and kana: words in themselves. Only letters and numbers of these ranges count. */
static const struct range singles[] = {
    {0x3005, 0x3007}, {0x3021, 0x3029},   {0x3038, 0x303B},   {0x3041, 0x30FF},
    {0x31F0, 0x31FF}, {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xF900, 0xFAFF},
    {0xFF66, 0xFF9D}, {0x1AFF0, 0x1B16F}, {0x20000, 0x3FFFD},
};

/* Syllables and single letters. The vowels and finals of decomposed syllables are not here. */
static const struct range hangul[] = {
    {0x1100, 0x115F}, {0x3131, 0x318E}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xFFA0, 0xFFDC},
};

/* They go with the letter before them, as marks do. */
static const struct range hangul_inside[] = {{0x1160, 0x11FF}, {0xD7B0, 0xD7FB}};

#define HOLDS(ranges, c) holds(ranges, sizeof(ranges) / sizeof(ranges)[0], c)

static bool holds(const struct range *ranges, size_t count, int32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

static enum sort sort_of_letter(int32_t c)
{
    if (c < hangul[0].first)
        return LETTER;
    if (HOLDS(singles, c))
        return SINGLE;
    if (HOLDS(hangul, c))
        return HANGUL;
    return HOLDS(hangul_inside, c) ? MARK : LETTER;
}

static bool is_ascii_letter(int32_t c)
{
    return (uint32_t)((c | 0x20) - 'a') < 26 || (uint32_t)(c - '0') < 10;
}

static enum sort sort_of_ascii(int32_t c)
{
    if (is_ascii_letter(c))
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
        return sort_of_letter(c);
    return OTHER;
}

bool word_holds(int32_t code_point)
{
    return sort_of(code_point) != OTHER;
}

bool word_starts_with(int32_t code_point)
{
    enum sort sort = sort_of(code_point);
    return sort == LETTER || sort == SINGLE || sort == HANGUL;
}

bool code_point_is_blank(int32_t code_point)
{
    if (code_point < 0x80)
        return code_point == ' ' || code_point == '\t';
    return code_point == 0x200B || code_point == 0xFEFF ||
           utf8proc_category(code_point) == UTF8PROC_CATEGORY_ZS;
}

/* ---- moves ---- */

/* Bytes of the code point at AT, with its sort for the moves; 0 at the end. */
static size_t sort_at(const struct buffer *buffer, size_t at, enum sort *sort)
{
    int32_t code_point;
    size_t size = buffer_code_point(buffer, at, &code_point);
    if (size > 0)
        *sort = sort_of(code_point);
    if (*sort == HANGUL)
        *sort = LETTER;
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

/* ---- the count ---- */

struct tally {
    size_t words;
    bool in_word; /* a letter would go on with it */
};

static void tally_add(struct tally *tally, enum sort sort)
{
    if (sort == MARK || sort == APOSTROPHE)
        return;
    if (sort == SINGLE || sort == HANGUL || (sort == LETTER && !tally->in_word))
        tally->words++;
    tally->in_word = sort == LETTER;
}

/* Passes plain ASCII from FROM on, as tally_add() would; returns where something else stands. */
static size_t tally_ascii(struct tally *tally, const struct buffer *buffer, size_t from, size_t to)
{
    size_t end = from < buffer->gap && buffer->gap < to ? buffer->gap : to;
    const char *bytes = from < buffer->gap ? buffer->bytes : buffer->bytes + buffer->gap_length;
    size_t words = 0;
    bool in_word = tally->in_word;
    for (; from < end && (unsigned char)bytes[from] < 0x80 && bytes[from] != '\''; from++) {
        bool letter = is_ascii_letter(bytes[from]);
        words += letter & !in_word;
        in_word = letter;
    }
    tally->words += words;
    tally->in_word = in_word;
    return from;
}

static void tally_range(struct tally *tally, const struct buffer *buffer, size_t from, size_t to)
{
    while ((from = tally_ascii(tally, buffer, from, to)) < to) {
        int32_t code_point;
        from += buffer_code_point(buffer, from, &code_point);
        tally_add(tally, sort_of(code_point));
    }
}

static bool in_word_before(const struct buffer *buffer, size_t at)
{
    while (at > 0) {
        int32_t code_point;
        while (--at > 0 && ((unsigned char)buffer_byte(buffer, at) & 0xC0) == 0x80)
            ;
        buffer_code_point(buffer, at, &code_point);
        enum sort sort = sort_of(code_point);
        if (sort != MARK && sort != APOSTROPHE)
            return sort == LETTER;
    }
    return false;
}

size_t buffer_words_touched(const struct buffer *buffer, size_t from, size_t to)
{
    struct tally tally = {.in_word = in_word_before(buffer, from)};
    tally_range(&tally, buffer, from, to);
    int32_t code_point;
    size_t size;
    while ((size = buffer_code_point(buffer, to, &code_point)) > 0) {
        enum sort sort = sort_of(code_point);
        to += size;
        if (sort == MARK || sort == APOSTROPHE)
            continue;
        tally_add(&tally, sort);
        break;
    }
    return tally.words;
}

size_t buffer_word_count(struct buffer *buffer)
{
    if (!buffer->counts_words) {
        struct tally tally = {0};
        tally_range(&tally, buffer, 0, buffer_length(buffer));
        buffer->words = tally.words;
        buffer->counts_words = true;
    }
    return buffer->words;
}
