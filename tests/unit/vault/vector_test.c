/*
 * The test vector of the file format: bytes that every version to come reads and writes as they are
 * here. Everything in it is fixed, nonces too.
 */
#include <sodium.h>

#include "room.h"
#include "vault/keys.h"
#include "vault/unit.h"

static const char passphrase[] = "correct horse battery staple";
static const struct vault_cost cost = {1, VAULT_LEAST_MEMORY};

/* Counts upwards from FIRST. */
static void count_up(unsigned char *bytes, size_t size, unsigned first)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)(first + i);
}

static void expect_hex(const char *wanted, const unsigned char *bytes, size_t size)
{
    char hex[2 * 160 + 1];
    assert_in_range(size, 0, 160);
    sodium_bin2hex(hex, sizeof hex, bytes, size);
    assert_string_equal(wanted, hex);
}

static void expect_hash(const char *wanted, const unsigned char *bytes, size_t size)
{
    unsigned char hash[32];
    crypto_generichash_blake2b(hash, sizeof hash, bytes, size, NULL, 0);
    expect_hex(wanted, hash, sizeof hash);
}

static void fill_slot(struct slot *slot, struct keys *keys)
{
    *slot = (struct slot){.sequence = 7, .passes = cost.passes, .memory = cost.memory};
    slot->recovery = true;
    count_up(keys->data, KEY_SIZE, 0x00);
    count_up(slot->salt, SALT_SIZE, 0x20);
    count_up(slot->file_id, FILE_ID_SIZE, 0x30);
    count_up(slot->recovery_salt, SALT_SIZE, 0x40);
    keys_make_box(keys);
    memcpy(slot->box_public, keys->box_public, KEY_SIZE);
}

/* A wrapped key with its nonce counting up from FIRST, by libsodium alone. */
static void wrap(unsigned char *wrapped, unsigned first, const unsigned char *secret,
                 const unsigned char *key, const unsigned char *fields)
{
    count_up(wrapped, 24, first);
    crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped + 24, NULL, secret, KEY_SIZE, fields,
                                               SLOT_FIELDS, NULL, wrapped, key);
}

static void a_slot_is_as_it_always_was(void **state)
{
    (void)state;
    struct keys *keys = keys_new();
    struct slot slot, back;
    unsigned char fields[SLOT_FIELDS], bytes[SLOT_SIZE], recovery[RECOVERY_SIZE];
    assert_non_null(keys);
    fill_slot(&slot, keys);
    assert_int_equal(OK, keys_derive(keys, passphrase, strlen(passphrase), slot.salt, cost, NULL));
    expect_hex("0c30dabdd9c553a0c5ad0e181bf1c69f068cfd011f766382a28282c906d78b5a", keys->passphrase,
               KEY_SIZE);
    count_up(recovery, sizeof recovery, 0x50);
    keys_from_recovery(keys->recovery, recovery, slot.recovery_salt);
    expect_hex("bb9ac753bdde9e56518fb971bf718037c11cebc8e95e2642afbd34c2dc8630fb", keys->recovery,
               KEY_SIZE);
    slot_write_fields(&slot, fields);
    expect_hex("896d656e640d0a1a0100000007000000010000000100000000200000000000002021222324252627282"
               "92a2b2c2d2e2f303132333435363738393a3b3c3d3e3f00100000001200000100000000000000c97dc5"
               "0cb4cb6bf862f1ffaf3c452b28a9f917f4da35a4e09acdd2153435ee000100000000000000404142434"
               "445464748494a4b4c4d4e4f",
               fields, SLOT_FIELDS);
    wrap(slot.wrapped, 0x60, keys->data, keys->passphrase, fields);
    wrap(slot.recovery_wrapped, 0x80, keys->data, keys->recovery, fields);
    wrap(slot.recovery_kept, 0xa0, keys->recovery, keys->data, fields);
    slot_write(&slot, bytes);
    expect_hex("606162636465666768696a6b6c6d6e6f7071727374757677fcf312cbd12440b69b1613a1ce6eb64ba17"
               "17ba64ac355b6b2861b7c4fdc0e3e7a8b13eb2cb89e9f089a19a9273010c3",
               bytes + 136, WRAPPED_SIZE);
    expect_hex("808182838485868788898a8b8c8d8e8f9091929394959697fafdd396850748011dca1e3c03d4e23c523"
               "d3c97c3fc13cb320f74abdb489399d84a77c15773a207d454194017940c07",
               bytes + 208, WRAPPED_SIZE);
    expect_hex("a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7fe76cd4e0a833afa30e094f8ce4123f7fab"
               "674e44358ec9bb2fdbf253b25cecda3e7868d07d91adfd1e1e9ec32eb81d0",
               bytes + 280, WRAPPED_SIZE);
    assert_true(sodium_is_zero(bytes + 352, 4064 - 352));
    expect_hex("196ad63ca2ed1ddb43e13b57f0fb16c121d6b09b35383c7efe8202c0853872f8", bytes + 4064,
               32);

    /* And what was written so is read. */
    struct keys *found = keys_new();
    assert_non_null(found);
    assert_int_equal(SLOT_VALID, slot_read(bytes, &back));
    assert_int_equal(OK, keys_derive(found, passphrase, strlen(passphrase), back.salt, cost, NULL));
    assert_true(keys_unwrap(found, &back));
    assert_memory_equal(keys->data, found->data, KEY_SIZE);
    assert_memory_equal(keys->recovery, found->recovery, KEY_SIZE);
    sodium_memzero(found, sizeof *found);
    keys_from_recovery(found->recovery, recovery, back.recovery_salt);
    assert_true(keys_unwrap_recovery(found, &back));
    assert_memory_equal(keys->data, found->data, KEY_SIZE);
    vault_memory_free(keys);
    vault_memory_free(found);
}

static void a_unit_is_as_it_always_was(void **state)
{
    (void)state;
    unsigned char key[KEY_SIZE], file_id[FILE_ID_SIZE], nonce[UNIT_NONCE];
    unsigned char payload[UNIT_PAYLOAD], back[UNIT_PAYLOAD], unit[UNIT_STRIDE];
    count_up(key, sizeof key, 0x00);
    count_up(file_id, sizeof file_id, 0x30);
    count_up(nonce, sizeof nonce, 0xc0);
    count_up(payload, sizeof payload, 0x00);
    struct unit_place place = {UNIT_DATABASE, 5, file_id, key};
    unit_seal(&place, nonce, payload, unit);
    expect_hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7f09f88d098139394edcad0fc586523bfb21"
               "c594098adac74400983b7727ae3a4",
               unit, 56);
    expect_hex("c5e15ef520c460d0460f78aea40ea7bd", unit + 4120, 16);
    expect_hash("867976115de6dbff7a613f1bdee3a0c7246bdc2312ab3f1b844eb554fe46bed0", unit,
                sizeof unit);
    assert_true(unit_open(&place, unit, back));
    assert_memory_equal(payload, back, sizeof back);

    /* Nowhere else, and not with a bit changed, in the zeros either. */
    struct unit_place wrong[] = {place, place, place};
    wrong[0].number = 6;
    wrong[1].kind = UNIT_JOURNAL;
    unsigned char other[FILE_ID_SIZE] = {0};
    wrong[2].file_id = other;
    for (size_t i = 0; i < 3; i++) {
        assert_false(unit_open(&wrong[i], unit, back));
        assert_true(sodium_is_zero(back, sizeof back));
    }
    for (size_t bit = 0; bit < sizeof unit * 8; bit += 101) {
        unit[bit / 8] ^= (unsigned char)(1 << bit % 8);
        assert_false(unit_open(&place, unit, back));
        unit[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slot_is_as_it_always_was),
        cmocka_unit_test(a_unit_is_as_it_always_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
