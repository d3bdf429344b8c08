#include "mend/text/wrap.h"

#include <stdbool.h>
#include <utf8proc.h>

#include "mend/base/utf8.h"

/* What a grapheme means for line breaks, from its first code point. */
enum kind {
    START, /* nothing: the row begins */
    SPACE,
    HYPHEN,
    WIDE,
    PLAIN,
    OPENING, /* no break behind it: an opening bracket or quote */
    CLOSING, /* no break before it: closing brackets, punctuation */
};

struct piece {
    size_t size;
    int width;
    enum kind kind;
};

static bool is_space(int32_t c)
{
    return c == ' ' || c == '\t' || c == 0x1680 || (c >= 0x2000 && c <= 0x200B && c != 0x2007) ||
           c == 0x205F || c == 0x3000;
}

static bool is_hyphen(int32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2013 || c == 0x2014;
}

static enum kind kind_of(int32_t c)
{
    if (is_space(c))
        return SPACE;
    if (is_hyphen(c))
        return HYPHEN;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PI:
        return OPENING;
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_ZS: /* those that do not break */
    case UTF8PROC_CATEGORY_CF:
        return CLOSING;
    default:
        return c >= 0x80 && utf8_code_point_width(c) > 1 ? WIDE : PLAIN;
    }
}

static bool is_alphanumeric(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

/* The grapheme at the start of TEXT. Most text is ASCII, and that goes without any table. */
static struct piece next_piece(const char *text, size_t length)
{
    unsigned char byte = (unsigned char)text[0];
    bool alone = length == 1 || (unsigned char)text[1] < 0x80;
    if (alone && byte >= ' ' && byte < 0x7f)
        return (struct piece){1, 1, is_alphanumeric(byte) ? PLAIN : kind_of(byte)};
    int32_t code_point;
    size_t first = utf8_decode(text, length, &code_point);
    /* A CR before a line feed would take it along. */
    size_t size = code_point == '\r' ? 1 : utf8_grapheme(text, length);
    enum kind kind = kind_of(code_point);
    if (kind == SPACE && size > first)
        kind = PLAIN; /* a mark stands on it, so it is drawn */
    return (struct piece){size, utf8_width(text, size), kind};
}

/* A hyphen that begins a word belongs to it: a list item's, a negative number's, an option's. */
static enum kind kind_behind(enum kind last, enum kind kind)
{
    bool begins = last == START || last == SPACE || last == OPENING;
    return kind == HYPHEN && begins ? OPENING : kind;
}

/* True when a row may end between LAST, which is no space, and NEXT. */
static bool breaks_between(enum kind last, enum kind next)
{
    if (last == START || last == OPENING || next == CLOSING || next == HYPHEN || next == SPACE)
        return false;
    return last == HYPHEN || last == WIDE || next == WIDE;
}

struct wrap_row wrap_row(const char *text, size_t length, int columns)
{
    struct wrap_row best = {0};    /* the row that ends at the last place to break */
    struct wrap_row drawn = {0};   /* up to the last grapheme that is not a space */
    struct wrap_row fitting = {0}; /* the same, with the spaces that fit behind it */
    enum kind last = START;
    size_t at = 0;
    int width = 0;
    if (columns < 1)
        columns = 1;
    while (at < length && text[at] != '\n') {
        struct piece piece = next_piece(text + at, length - at);
        piece.kind = kind_behind(last, piece.kind);
        if (last == SPACE && piece.kind != SPACE)
            best = (struct wrap_row){drawn.length, at, drawn.width};
        else if (breaks_between(last, piece.kind))
            best = (struct wrap_row){at, at, width};
        if (piece.kind != SPACE && width + piece.width > columns && at > 0)
            return best.next ? best : (struct wrap_row){at, at, width};
        at += piece.size;
        width += piece.width;
        if (piece.kind != SPACE)
            drawn = (struct wrap_row){at, at, width};
        if (width <= columns || piece.kind != SPACE)
            fitting = (struct wrap_row){at, at, width};
        last = piece.kind;
    }
    fitting.next = at < length ? at + 1 : at;
    return fitting;
}

size_t wrap_count(const char *text, size_t length, int columns)
{
    size_t rows = 0;
    size_t at = 0;
    while (at < length) {
        at += wrap_row(text + at, length - at, columns).next;
        rows++;
    }
    return rows == 0 || text[length - 1] == '\n' ? rows + 1 : rows;
}
