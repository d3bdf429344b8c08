/* A rough word for a passphrase; what it means stands in vault.h. */
#include "mend/vault/vault.h"

enum { DIFFERENT_COUNT_FOR = 3, SHORT_BELOW = 8, FAIR_BELOW = 14, GOOD_BELOW = 20, LOOK_AT = 128 };

/* The next character; bytes that are no UTF-8 count as one each. */
static uint32_t take(const unsigned char **at, const unsigned char *end)
{
    uint32_t character = *(*at)++;
    int more = character >= 0xf0 ? 3 : character >= 0xe0 ? 2 : character >= 0xc0 ? 1 : 0;
    for (; more > 0 && *at < end && (**at & 0xc0) == 0x80; more--)
        character = character << 8 | *(*at)++;
    return character;
}

static bool is_among(uint32_t character, const uint32_t *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == character)
            return true;
    return false;
}

enum vault_strength vault_strength(const char *passphrase, size_t length)
{
    const unsigned char *at = (const unsigned char *)passphrase, *end = at + length;
    uint32_t different[LOOK_AT], before = 0;
    size_t kinds = 0, counted = 0;
    for (bool first = true; at < end && counted < LOOK_AT; first = false) {
        uint32_t character = take(&at, end);
        if (!is_among(character, different, kinds) && kinds < LOOK_AT)
            different[kinds++] = character;
        /* The same, one more or one less. */
        if (first || character - before + 1 > 2)
            counted++;
        before = character;
    }
    if (counted > kinds * DIFFERENT_COUNT_FOR)
        counted = kinds * DIFFERENT_COUNT_FOR;
    return length == 0             ? VAULT_NO_PASSPHRASE
           : counted < SHORT_BELOW ? VAULT_SHORT
           : counted < FAIR_BELOW  ? VAULT_FAIR
           : counted < GOOD_BELOW  ? VAULT_GOOD
                                   : VAULT_STRONG;
}
