#include "mend/text/tags.h"

#include <utf8proc.h>

#include "mend/base/utf8.h"

enum sort { OTHER, BLANK, JOINT, MARK, LETTER };

static enum sort sort_of(int32_t c)
{
    if (c == '_' || c == '-')
        return JOINT;
    if ((c >= '\t' && c <= '\r') || c == 0x85)
        return BLANK;
    utf8proc_category_t category = utf8proc_category(c);
    if (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP)
        return BLANK;
    if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME)
        return MARK;
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO &&
                   c != UTF8_REPLACEMENT
               ? LETTER
               : OTHER;
}

/* Bytes of the name at the start of TEXT; 0 when there is none. */
static size_t name_size(const char *text, size_t length)
{
    size_t at = 0;
    bool letters = false;
    while (at < length) {
        int32_t code_point;
        size_t size = utf8_decode(text + at, length - at, &code_point);
        enum sort sort = sort_of(code_point);
        /* A mark needs something to stand on. */
        if (sort < JOINT || (sort == MARK && at == 0))
            break;
        letters |= sort == LETTER;
        at += size;
    }
    return letters ? at : 0;
}

bool tag_next(const char *text, size_t length, size_t *at, size_t *start, size_t *size)
{
    bool behind_blank = *at == 0;
    while (*at < length) {
        int32_t code_point;
        size_t taken = utf8_decode(text + *at, length - *at, &code_point);
        *at += taken;
        if (code_point == '#' && behind_blank) {
            *start = *at;
            *size = name_size(text + *at, length - *at);
            if (*size > 0) {
                *at += *size;
                return true;
            }
        }
        behind_blank = sort_of(code_point) == BLANK;
    }
    return false;
}

char *tag_fold(const char *name, size_t size)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)name, (utf8proc_ssize_t)size, &out,
                     UTF8PROC_STABLE | UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE);
    return length < 0 ? NULL : (char *)out;
}
