#include "mend/text/entry.h"

#include <stdint.h>
#include <string.h>

#include "mend/base/utf8.h"
#include "words.h"

/* ---- the title ---- */

/* LINE without what stands before the title. */
static struct entry_part pass_marks(struct entry_part line)
{
    int32_t code_point;
    while (line.length > 0) {
        size_t size = utf8_decode(line.bytes, line.length, &code_point);
        if (code_point != '#' && !code_point_is_blank(code_point))
            break;
        line.bytes += size;
        line.length -= size;
    }
    return line;
}

static struct entry_part drop_blanks_behind(struct entry_part line)
{
    while (line.length > 0) {
        size_t last = line.length - 1;
        while (last > 0 && ((unsigned char)line.bytes[last] & 0xC0) == 0x80)
            last--;
        int32_t code_point;
        utf8_decode(line.bytes + last, line.length - last, &code_point);
        if (!code_point_is_blank(code_point))
            break;
        line.length = last;
    }
    return line;
}

struct entry_part entry_title(const char *text, size_t length, int columns)
{
    for (size_t at = 0; at < length;) {
        const char *feed = memchr(text + at, '\n', length - at);
        size_t end = feed ? (size_t)(feed - text) : length;
        struct entry_part line = pass_marks((struct entry_part){text + at, end - at});
        if (line.length > 0) {
            line.length = utf8_fit(line.bytes, line.length, columns);
            return drop_blanks_behind(line);
        }
        at = end + 1;
    }
    return (struct entry_part){text, 0};
}

/* ---- tags ---- */

/* True when AT is the start of TEXT or stands behind white space. */
static bool is_apart(const char *text, size_t at)
{
    size_t before = at;
    if (at == 0 || text[at - 1] == '\n')
        return true;
    while (--before > 0 && ((unsigned char)text[before] & 0xC0) == 0x80)
        ;
    int32_t code_point;
    utf8_decode(text + before, at - before, &code_point);
    return code_point_is_blank(code_point);
}

/* Bytes of the tag at the start of TEXT, which stands behind a "#"; 0 when there is none. */
static size_t tag_length(const char *text, size_t length)
{
    bool says_something = false;
    size_t at = 0;
    while (at < length) {
        int32_t code_point;
        size_t size = utf8_decode(text + at, length - at, &code_point);
        bool starts = word_starts_with(code_point);
        /* Accents and joiners go with what is before them, but not with the "#". */
        bool joins = at > 0 && code_point != '\'' && code_point != 0x2019 && word_holds(code_point);
        if (!starts && !joins && code_point != '_' && code_point != '-')
            break;
        says_something = says_something || starts;
        at += size;
    }
    return says_something ? at : 0;
}

bool entry_next_tag(const char *text, size_t length, size_t *at, struct entry_part *tag)
{
    while (*at < length) {
        const char *mark = memchr(text + *at, '#', length - *at);
        if (!mark)
            break;
        size_t behind = (size_t)(mark - text) + 1;
        size_t tagged = is_apart(text, behind - 1) ? tag_length(mark + 1, length - behind) : 0;
        *at = behind + tagged;
        if (tagged > 0) {
            *tag = (struct entry_part){mark + 1, tagged};
            return true;
        }
    }
    *at = length;
    return false;
}
