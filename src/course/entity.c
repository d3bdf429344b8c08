#include "entity.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/utf8.h"

/* The few a person may type; everything else can be written as it is, in UTF-8. */
static const struct {
    const char *name;
    const char *text;
} entities[] = {
    {"&amp;", "&"},        {"&lt;", "<"},         {"&gt;", ">"},          {"&quot;", "\""},
    {"&apos;", "'"},       {"&nbsp;", "\u00a0"},  {"&hellip;", "\u2026"}, {"&ndash;", "\u2013"},
    {"&mdash;", "\u2014"}, {"&lsquo;", "\u2018"}, {"&rsquo;", "\u2019"},  {"&ldquo;", "\u201c"},
    {"&rdquo;", "\u201d"}, {"&copy;", "\u00a9"},  {"&middot;", "\u00b7"},
};

static void put_number(struct str *out, const char *digits, int base)
{
    long number = strtol(digits, NULL, base);
    bool control = number < 0x20 || (number >= 0x7f && number < 0xa0);
    bool surrogate = number >= 0xd800 && number < 0xe000;
    if (control || surrogate || number > 0x10ffff)
        number = UTF8_REPLACEMENT;
    char bytes[4];
    str_append(out, bytes, utf8_encode((int32_t)number, bytes));
}

void entity_put(struct str *out, const char *text, size_t length)
{
    char digits[16] = "";
    if (length >= 4 && length < sizeof digits && text[1] == '#') {
        bool hexadecimal = text[2] == 'x' || text[2] == 'X';
        size_t skip = hexadecimal ? 3 : 2;
        memcpy(digits, text + skip, length - skip - 1);
        put_number(out, digits, hexadecimal ? 16 : 10);
        return;
    }
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (strlen(entities[i].name) == length && memcmp(entities[i].name, text, length) == 0) {
            str_puts(out, entities[i].text);
            return;
        }
    }
    str_append(out, text, length);
}
