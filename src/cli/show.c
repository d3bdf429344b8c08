#include "show.h"

#include "mend/base/utf8.h"

/* A code point as a terminal may have it: what would command it becomes visible, or is left out. */
static void put_code_point(struct str *out, const char *bytes, size_t size, int32_t code_point)
{
    if (code_point < 0x20 || code_point == 0x7f)
        str_printf(out, "^%c", (char)(code_point ^ 0x40));
    else if (code_point >= 0x80 && code_point < 0xA0)
        str_puts(out, "\xef\xbf\xbd");
    else if (!utf8_is_direction_mark(code_point))
        str_append(out, bytes, size);
}

void show_text(struct str *out, const char *text, size_t length, const char *indent)
{
    bool whole = utf8_locale();
    bool begins = indent != NULL;
    size_t size;
    for (size_t at = 0; at < length; at += size) {
        int32_t code_point;
        size = utf8_decode(text + at, length - at, &code_point);
        if (code_point == '\n') {
            str_putc(out, indent ? '\n' : ' ');
            begins = indent != NULL;
            continue;
        }
        if (begins)
            str_puts(out, indent);
        begins = false;
        if (code_point == '\t') {
            str_putc(out, indent ? '\t' : ' ');
        } else if (!whole && code_point >= 0x80) {
            str_putc(out, '?');
            size = utf8_grapheme(text + at, length - at);
        } else {
            put_code_point(out, text + at, size, code_point);
        }
    }
}
