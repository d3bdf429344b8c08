/* Sealing and opening one unit; see the layout in unit.h. */
#include "unit.h"

#include <sodium.h>
#include <string.h>

#include "bytes.h"
#include "slot.h"

enum {
    CIPHERTEXT = UNIT_PAYLOAD + crypto_aead_xchacha20poly1305_ietf_ABYTES,
    ZEROS_AT = UNIT_NONCE + CIPHERTEXT,
    ADDITIONAL = 4 + 8 + FILE_ID_SIZE,
};

static void write_place(const struct unit_place *place, unsigned char additional[ADDITIONAL])
{
    put32(additional, (uint32_t)place->kind);
    put64(additional + 4, place->number);
    memcpy(additional + 12, place->file_id, FILE_ID_SIZE);
}

void unit_seal(const struct unit_place *place, const unsigned char nonce[UNIT_NONCE],
               const unsigned char payload[UNIT_PAYLOAD], unsigned char unit[UNIT_STRIDE])
{
    unsigned char additional[ADDITIONAL];
    write_place(place, additional);
    memcpy(unit, nonce, UNIT_NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(unit + UNIT_NONCE, NULL, payload, UNIT_PAYLOAD,
                                               additional, sizeof additional, NULL, unit,
                                               place->key);
    memset(unit + ZEROS_AT, 0, UNIT_STRIDE - ZEROS_AT);
}

bool unit_open(const struct unit_place *place, const unsigned char unit[UNIT_STRIDE],
               unsigned char payload[UNIT_PAYLOAD])
{
    unsigned char additional[ADDITIONAL];
    write_place(place, additional);
    if (sodium_is_zero(unit + ZEROS_AT, UNIT_STRIDE - ZEROS_AT) &&
        crypto_aead_xchacha20poly1305_ietf_decrypt(payload, NULL, NULL, unit + UNIT_NONCE,
                                                   CIPHERTEXT, additional, sizeof additional, unit,
                                                   place->key) == 0)
        return true;
    memset(payload, 0, UNIT_PAYLOAD);
    return false;
}
