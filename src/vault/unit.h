/*
 * A unit: what 4,096 bytes of a database, journal or temporary file look like on the disk.
 *
 *       0    24  nonce, fresh and random for every write
 *      24  4096  ciphertext
 *    4120    16  tag
 *    4136   472  zeros, so that a unit is nine disk sectors and shares none with another
 *
 * XChaCha20-Poly1305. The additional data binds a unit to its place: kind (u32), unit number (u64)
 * and file id (16), little endian.
 */
#ifndef MEND_VAULT_UNIT_H
#define MEND_VAULT_UNIT_H

#include <stdbool.h>
#include <stdint.h>

enum { UNIT_PAYLOAD = 4096, UNIT_STRIDE = 4608, UNIT_NONCE = 24 };

enum unit_kind { UNIT_DATABASE = 1, UNIT_JOURNAL = 2, UNIT_TEMPORARY = 3 };

/* Where a unit stands, and the key of all units of its file. */
struct unit_place {
    enum unit_kind kind;
    uint64_t number;
    const unsigned char *file_id;
    const unsigned char *key;
};

void unit_seal(const struct unit_place *place, const unsigned char nonce[UNIT_NONCE],
               const unsigned char payload[UNIT_PAYLOAD], unsigned char unit[UNIT_STRIDE]);

/* False, and PAYLOAD is zeros, when a single bit is not as unit_seal() wrote it for this place. */
bool unit_open(const struct unit_place *place, const unsigned char unit[UNIT_STRIDE],
               unsigned char payload[UNIT_PAYLOAD]);

#endif
