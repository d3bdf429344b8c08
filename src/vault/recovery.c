/*
 * The printed recovery key: 128 bits and a checksum of 22 (the first of their BLAKE2b-256) are 30
 * digits of five bits, most significant first, in six groups of five. The digits are Crockford's
 * base 32: no I, L, O, U, and what looks alike is read alike.
 */
#include <ctype.h>
#include <sodium.h>
#include <string.h>

#include "keys.h"

enum {
    DIGITS = 30,
    GROUP = DIGITS / VAULT_RECOVERY_GROUPS,
    SUM_AT = RECOVERY_SIZE,
    BITS_SIZE = RECOVERY_SIZE + 3,
};

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* RECOVERY and, behind it, 22 bits of checksum and two of nothing. */
static void with_checksum(const unsigned char recovery[RECOVERY_SIZE],
                          unsigned char bits[BITS_SIZE])
{
    unsigned char sum[32];
    crypto_generichash_blake2b(sum, sizeof sum, recovery, RECOVERY_SIZE, NULL, 0);
    memcpy(bits, recovery, RECOVERY_SIZE);
    memcpy(bits + SUM_AT, sum, 3);
    bits[SUM_AT + 2] &= 0xfc;
    sodium_memzero(sum, sizeof sum);
}

void recovery_print(const unsigned char recovery[RECOVERY_SIZE], char text[VAULT_RECOVERY_TEXT])
{
    unsigned char bits[BITS_SIZE];
    with_checksum(recovery, bits);
    char *to = text;
    for (unsigned i = 0; i < DIGITS; i++) {
        unsigned digit = 0;
        for (unsigned bit = i * 5; bit < i * 5 + 5; bit++)
            digit = digit << 1 | (bits[bit / 8] >> (7 - bit % 8) & 1);
        if (i > 0 && i % GROUP == 0)
            *to++ = '-';
        *to++ = digits[digit];
    }
    *to = '\0';
    sodium_memzero(bits, sizeof bits);
}

/* The value of a digit; -1 for what is none. */
static int value_of(char c)
{
    char upper = (char)toupper((unsigned char)c);
    if (upper == 'O')
        upper = '0';
    if (upper == 'I' || upper == 'L')
        upper = '1';
    const char *found = upper ? strchr(digits, upper) : NULL;
    return found ? (int)(found - digits) : -1;
}

static bool is_filler(char c)
{
    return c == '-' || isspace((unsigned char)c);
}

bool recovery_parse(const char *text, unsigned char recovery[RECOVERY_SIZE])
{
    unsigned char bits[BITS_SIZE] = {0}, right[BITS_SIZE];
    unsigned count = 0;
    bool good = true;
    for (; *text && good; text++) {
        if (is_filler(*text))
            continue;
        int value = value_of(*text);
        good = value >= 0 && count < DIGITS;
        for (unsigned i = 0; good && i < 5; i++)
            if (value >> (4 - i) & 1)
                bits[(count * 5 + i) / 8] |= (unsigned char)(0x80 >> (count * 5 + i) % 8);
        count++;
    }
    with_checksum(bits, right);
    good = good && count == DIGITS && sodium_memcmp(bits, right, BITS_SIZE) == 0;
    memcpy(recovery, bits, RECOVERY_SIZE);
    sodium_memzero(bits, sizeof bits);
    sodium_memzero(right, sizeof right);
    return good;
}
