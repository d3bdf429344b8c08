/* After the vault is closed, its keys are nowhere in the process's memory. */
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>

#include "room.h"
#include "vault/vault_private.h"

enum { PART = 1 << 16, LARGEST = 256 << 20 };

/* The bytes looked for are kept masked, or the search would find itself. */
static const unsigned char mask = 0xa5;

struct search {
    unsigned char masked[3][KEY_SIZE];
    unsigned char part[PART + KEY_SIZE];
    int memory, found;
};

static bool is_here(const unsigned char *at, const unsigned char *masked)
{
    for (size_t i = 0; i < KEY_SIZE; i++)
        if ((at[i] ^ mask) != masked[i])
            return false;
    return true;
}

static void search_part(struct search *search, size_t length)
{
    for (size_t at = 0; at + KEY_SIZE <= length; at++)
        for (int i = 0; i < 3; i++)
            search->found += is_here(search->part + at, search->masked[i]);
}

/* The part being looked at moves through the buffer, which is not looked through itself. */
static void search_region(struct search *search, uintptr_t from, uintptr_t to)
{
    uintptr_t own = (uintptr_t)search;
    if (to - from > LARGEST || (own >= from && own < to))
        return;
    for (uintptr_t at = from; at < to; at += PART) {
        size_t length = to - at < sizeof search->part ? (size_t)(to - at) : sizeof search->part;
        ssize_t got = pread(search->memory, search->part, length, (off_t)at);
        if (got > 0)
            search_part(search, (size_t)got);
    }
}

static int count_keys(struct search *search)
{
    char *line = NULL;
    size_t room = 0;
    search->found = 0;
    FILE *maps = fopen("/proc/self/maps", "re");
    while (maps && getline(&line, &room, maps) > 0) {
        uintptr_t from, to;
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " r", &from, &to) == 2 && strstr(line, " rw"))
            search_region(search, from, to);
    }
    free(line);
    if (maps)
        fclose(maps);
    return search->found;
}

static void keys_are_gone_when_the_vault_is_closed(void **state)
{
    struct room *room = *state;
    char text[VAULT_RECOVERY_TEXT];
    struct search *search = vault_memory(sizeof *search);
    assert_non_null(search);
    search->memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    if (search->memory < 0) {
        vault_memory_free(search);
        skip();
    }
    make(room, "passphrase");
    vault_make_recovery(text);
    must(room, vault_add_recovery(room->vault, text, &room->fault));
    sqlite3 *db = open_sealed(room);
    run(db, "CREATE TABLE t(x); INSERT INTO t VALUES(1)");
    const struct keys *keys = room->vault->keys;
    for (size_t i = 0; i < KEY_SIZE; i++) {
        search->masked[0][i] = keys->data[i] ^ mask;
        search->masked[1][i] = keys->passphrase[i] ^ mask;
        search->masked[2][i] = keys->recovery[i] ^ mask;
    }
    assert_in_range(count_keys(search), 3, 100);
    run(db, "INSERT INTO t VALUES(2)");
    sqlite3_close(db);
    lock(room);
    assert_int_equal(0, count_keys(search));
    close(search->memory);
    vault_memory_free(search);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(keys_are_gone_when_the_vault_is_closed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
