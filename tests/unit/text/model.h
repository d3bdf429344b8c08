/* What find, passages and words should answer, worked out slowly on a plain string. */
#ifndef TESTS_TEXT_MODEL_H
#define TESTS_TEXT_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "mend/base/str.h"
#include "mend/base/utf8.h"
#include "mend/text/find.h"

/* ---- words ---- */

static inline bool model_is_letter(int32_t c)
{
    return strchr("LN", utf8proc_category_string(c)[0]) != NULL && c != 0xFF9F && c != 0xFF9E;
}

static inline bool model_is_alone(int32_t c)
{
    return model_is_letter(c) && ((c >= 0x3040 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                                  (c >= 0xFF66 && c <= 0xFF9D));
}

/* What leaves a word as it is: begins none, ends none. */
static inline bool model_goes_along(int32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x200C || c == 0x200D || c == 0xFF9E || c == 0xFF9F ||
           utf8proc_category_string(c)[0] == 'M';
}

static inline size_t model_words(const char *text, size_t length)
{
    size_t words = 0;
    bool inside = false;
    for (size_t at = 0; at < length;) {
        int32_t c;
        at += utf8_decode(text + at, length - at, &c);
        if (model_goes_along(c))
            continue;
        bool letter = model_is_letter(c) && !model_is_alone(c);
        words += model_is_alone(c) || (letter && !inside);
        inside = letter;
    }
    return words;
}

/* ---- passages ---- */

static inline bool model_blank_line(const char *text, size_t length, size_t at)
{
    static const char *const blanks[] = {" ", "\t", "\u3000", "\u00a0", "\u200b"};
    while (at < length && text[at] != '\n') {
        size_t size = 0;
        for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++)
            if (strncmp(text + at, blanks[i], strlen(blanks[i])) == 0)
                size = strlen(blanks[i]);
        if (size == 0)
            return false;
        at += size;
    }
    return true;
}

/* The start of the passage before AT, or of the one behind it when FORWARD. TEXT ends with NUL. */
static inline size_t model_passage(const char *text, size_t length, size_t at, bool forward)
{
    size_t best = forward ? length : 0;
    bool above_blank = true;
    for (size_t line = 0; line < length;) {
        bool blank = model_blank_line(text, length, line);
        if (!blank && above_blank && line > at && forward)
            return line;
        if (!blank && above_blank && line < at && !forward)
            best = line;
        above_blank = blank;
        const char *feed = memchr(text + line, '\n', length - line);
        line = feed ? (size_t)(feed - text) + 1 : length;
    }
    return best;
}

/* ---- find ---- */

/* Appends TEXT folded as Unicode does it for whole strings, without what only accentuates. */
static inline void model_fold(const char *text, size_t length, struct str *out)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t made = utf8proc_map(
        (const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &mapped,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_LUMP);
    for (utf8proc_ssize_t at = 0; at < made;) {
        int32_t c;
        size_t size = utf8_decode((const char *)mapped + at, (size_t)(made - at), &c);
        int class = utf8proc_get_property(c)->combining_class;
        if (class < 10 || (class > 36 && class < 200))
            str_append(out, (const char *)mapped + at, size);
        at += (utf8proc_ssize_t)size;
    }
    free(mapped);
}

/* Where the match that starts at AT ends; 0 when none does. NEEDLE is folded. */
static inline size_t model_match(const char *text, size_t length, size_t at,
                                 const struct str *needle)
{
    struct str folded = {0};
    while (at < length && folded.length < needle->length) {
        size_t size = utf8_grapheme(text + at, length - at);
        size_t before = folded.length;
        model_fold(text + at, size, &folded);
        if (before == 0 && folded.length == 0)
            break;
        at += size;
    }
    bool same = folded.length == needle->length && needle->length > 0 &&
                memcmp(folded.bytes, needle->bytes, needle->length) == 0;
    str_free(&folded);
    return same ? at : 0;
}

static inline bool model_find(const char *text, size_t length, const struct str *what, size_t from,
                              bool forward, struct find_match *match)
{
    struct str needle = {0};
    model_fold(str_text(what), what->length, &needle);
    bool found = false;
    for (size_t at = 0; at < length; at += utf8_grapheme(text + at, length - at)) {
        size_t end = model_match(text, length, at, &needle);
        struct find_match next = {at, end, forward ? at < from : end > from};
        /* Of the matches on this side the nearest counts, of those on the other the furthest. */
        bool nearer = forward ? !found || (match->wrapped && !next.wrapped)
                              : !found || !next.wrapped || match->wrapped;
        if (end > 0 && nearer)
            *match = next;
        found = found || end > 0;
    }
    str_free(&needle);
    return found;
}

#endif
