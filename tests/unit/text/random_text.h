/* Random text for the property tests, the same on every machine. */
#ifndef TESTS_TEXT_RANDOM_TEXT_H
#define TESTS_TEXT_RANDOM_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What a person types or pastes, the awkward parts over-represented. None holds a NUL. */
static const char *const random_pieces[] = {
    "a",
    "b",
    "hello",
    "it's",
    "well-known",
    "-",
    " ",
    " ",
    "   ",
    "\n",
    "\n",
    "\n\n",
    "Hello",
    "\u00c9",
    "stra\u00dfe",
    "STRASSE",
    "don\u2019t",
    "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627",
    "\u200f",
    "\u00ad",
    "\t",
    "\r",
    "\r\n",
    "(x), y.",
    "日",
    "日本語。",
    "「か」",
    "ｶﾞ",
    "한국",
    "\u3000",
    "é",
    "e\u0301",
    "\u0301",
    "\u200d",
    "👩‍👩‍👧‍👦",
    "🇩🇪",
    "🇩",
    "❤️",
    "\u00a0",
    "\u200b",
    "\x01",
    "\xff",
    "\xe3\x81",
    "loooooooooooooooooooong",
};

enum { RANDOM_PIECES = sizeof random_pieces / sizeof random_pieces[0] };

/* xorshift; STATE must not be 0. Below LIMIT, which must not be 0. */
static inline size_t random_below(uint64_t *state, size_t limit)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (size_t)(*state >> 11) % limit;
}

/* Fills OUT with pieces and returns the bytes written. */
static inline size_t random_text(uint64_t *state, char *out, size_t size, size_t pieces)
{
    size_t length = 0;
    for (size_t i = 0; i < pieces; i++) {
        const char *piece = random_pieces[random_below(state, RANDOM_PIECES)];
        size_t bytes = strlen(piece);
        if (length + bytes > size)
            break;
        memcpy(out + length, piece, bytes);
        length += bytes;
    }
    return length;
}

static inline size_t random_rounds(size_t few, size_t many)
{
    return getenv("MEND_TORTURE") ? many : few;
}

#endif
