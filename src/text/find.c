/*
 * What is looked for is kept as folded code points. A search goes over the bytes for one that a
 * match could start with, compares from there code point by code point, folding as it goes, and
 * asks where graphemes begin only for what has matched: nothing of the text is ever copied.
 *
 * Backwards, the text is searched forwards in blocks, the last block first.
 */
#include "mend/text/find.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "buffer_private.h"
#include "mend/base/utf8.h"

enum {
    FOLDED_MOST = 32,  /* code points one can fold into; Unicode's longest takes 18 */
    BLOCK = 64 * 1024, /* bytes */
};

struct find {
    bool starts[256]; /* bytes a match can start with; beyond ASCII, all that start a character */
    size_t count;
    int32_t folded[];
};

/* ---- folding ---- */

/*
 * True for marks that leave the letter what it is: by their combining class the points of Hebrew,
 * Arabic and Syriac, and all that stands above, below or across a letter. Classes in between are
 * vowels and tones (Thai, Lao, Tibetan), those before belong to kana and Indic scripts.
 */
static bool is_accent(int32_t code_point)
{
    int class = utf8proc_get_property(code_point)->combining_class;
    return (class >= 10 && class <= 36) || class >= 200;
}

static int32_t fold_ascii(int32_t c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

/* True for most letters, and quickly: a long text in any script is full of them. */
static bool folds_to_itself(int32_t c)
{
    const utf8proc_property_t *property = utf8proc_get_property(c);
    bool letter =
        property->category == UTF8PROC_CATEGORY_LL || property->category == UTF8PROC_CATEGORY_LO;
    bool syllable = c >= 0xAC00 && c <= 0xD7A3; /* decomposed by arithmetic, not by a table */
    return letter && !syllable && property->decomp_seqindex == UINT16_MAX &&
           property->casefold_seqindex == UINT16_MAX && !property->ignorable;
}

/* Folds CODE_POINT into OUT and returns the code points that makes, which may be none. */
static size_t fold(int32_t code_point, int32_t out[FOLDED_MOST])
{
    if (code_point < 0x80 || folds_to_itself(code_point)) {
        out[0] = fold_ascii(code_point);
        return 1;
    }
    int boundary = 0;
    utf8proc_ssize_t made = utf8proc_decompose_char(
        code_point, out, FOLDED_MOST,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_LUMP,
        &boundary);
    size_t count = 0;
    for (utf8proc_ssize_t i = 0; i < made && i < FOLDED_MOST; i++)
        if (!is_accent(out[i]))
            out[count++] = out[i];
    return count;
}

static void set_starts(struct find *find)
{
    for (int byte = 0; byte < 0x80; byte++)
        find->starts[byte] = fold_ascii(byte) == find->folded[0];
    memset(find->starts + 0xC2, true, 256 - 0xC2);
}

struct find *find_new(const char *what, size_t length)
{
    if (length > SIZE_MAX / 256)
        return NULL;
    int32_t folded[FOLDED_MOST];
    int32_t code_point;
    size_t count = 0;
    for (size_t at = 0; at < length; count += fold(code_point, folded))
        at += utf8_decode(what + at, length - at, &code_point);
    struct find *find = calloc(1, sizeof *find + count * sizeof find->folded[0]);
    if (!find)
        return NULL;
    for (size_t at = 0; at < length;) {
        at += utf8_decode(what + at, length - at, &code_point);
        size_t made = fold(code_point, folded);
        memcpy(find->folded + find->count, folded, made * sizeof folded[0]);
        find->count += made;
    }
    if (find->count > 0)
        set_starts(find);
    return find;
}

void find_free(struct find *find)
{
    if (!find)
        return;
    explicit_bzero(find, sizeof *find + find->count * sizeof find->folded[0]);
    free(find);
}

/* ---- one place ---- */

/* Where what starts at AT and folds to what is looked for ends; 0 when it does not. */
static size_t end_of_match(const struct find *find, const char *text, size_t length, size_t at)
{
    size_t known = 0;
    while (known < find->count) {
        int32_t code_point;
        int32_t folded[FOLDED_MOST];
        if (at == length)
            return 0;
        if ((unsigned char)text[at] < 0x80) {
            if (fold_ascii(text[at++]) != find->folded[known++])
                return 0;
            continue;
        }
        at += utf8_decode(text + at, length - at, &code_point);
        size_t made = fold(code_point, folded);
        if (made == 0 && known == 0) /* what falls away is not what a match starts with */
            return 0;
        for (size_t i = 0; i < made; i++)
            if (known == find->count || folded[i] != find->folded[known++])
                return 0;
    }
    return at;
}

/* Moves *END, the end of a match, behind the accents that follow. False when more does. */
static bool pass_accents(struct buffer *buffer, size_t *end)
{
    while (!buffer_is_grapheme_start(buffer, *end)) {
        int32_t code_point;
        int32_t folded[FOLDED_MOST];
        *end += buffer_code_point(buffer, *end, &code_point);
        if (fold(code_point, folded) > 0)
            return false;
    }
    return true;
}

/* ---- the text ---- */

/* The first match that starts in FROM..TO. */
static bool find_in(const struct find *find, struct buffer *buffer, size_t from, size_t to,
                    struct find_match *match)
{
    size_t length = buffer_length(buffer);
    const char *text = buffer_view(buffer, 0, length); /* stays: nothing below moves the gap */
    for (size_t at = from; at < to; at++) {
        if (!find->starts[(unsigned char)text[at]])
            continue;
        size_t end = end_of_match(find, text, length, at);
        if (end == 0 || !pass_accents(buffer, &end) || !buffer_is_grapheme_start(buffer, at))
            continue;
        *match = (struct find_match){.from = at, .to = end};
        return true;
    }
    return false;
}

/* The last match that ends at or before END. */
static bool find_last(const struct find *find, struct buffer *buffer, size_t end,
                      struct find_match *match)
{
    bool found = false;
    for (size_t to = end; to > 0 && !found;) {
        size_t from = to > BLOCK ? to - BLOCK : 0;
        struct find_match next;
        size_t at = from;
        while (find_in(find, buffer, at, to, &next) && next.to <= end) {
            *match = next;
            found = true;
            at = next.from + 1;
        }
        to = from;
    }
    return found;
}

bool find_forward(const struct find *find, struct buffer *buffer, size_t at,
                  struct find_match *match)
{
    size_t length = buffer_length(buffer);
    size_t from = at < length ? at : length;
    if (find->count == 0)
        return false;
    if (find_in(find, buffer, from, length, match))
        return true;
    if (!find_in(find, buffer, 0, from, match))
        return false;
    match->wrapped = true;
    return true;
}

bool find_backward(const struct find *find, struct buffer *buffer, size_t at,
                   struct find_match *match)
{
    size_t length = buffer_length(buffer);
    if (find->count == 0)
        return false;
    if (find_last(find, buffer, at < length ? at : length, match))
        return true;
    if (!find_last(find, buffer, length, match))
        return false;
    match->wrapped = true;
    return true;
}
