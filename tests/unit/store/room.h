/* What the tests of the store share: a home to themselves, and short words for what they check. */
#ifndef MEND_TESTS_STORE_ROOM_H
#define MEND_TESTS_STORE_ROOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mend/base/path.h"
#include "mend/base/str.h"
#include "mend/store/journal.h"
#include "mend/store/search.h"
#include "mend/store/store.h"
#include "support/folder.h"

#define SHARED __attribute__((unused)) static

struct room {
    char *folder; /* thrown away afterwards */
    char *home;   /* in it; not made yet */
    char *file;   /* mend.db in the home */
    struct clock clock;
    struct fault fault;
    struct store *store; /* not opened yet */
};

/* Asserts that CALL worked, and shows the sentence when it did not. */
#define must(room, call)                                                                           \
    do {                                                                                           \
        if ((call) != OK)                                                                          \
            fail_msg("%s: %s", #call, (room)->fault.text);                                         \
    } while (0)

/* Asserts that CALL failed with CODE and told why in a whole sentence. */
#define must_fail(room, wanted, call)                                                              \
    do {                                                                                           \
        (room)->fault = (struct fault){0};                                                         \
        assert_int_equal(wanted, (call));                                                          \
        assert_int_equal(wanted, (room)->fault.code);                                              \
        assert_true(strlen((room)->fault.text) > 20);                                              \
    } while (0)

SHARED struct room *room_new(void)
{
    struct room *room = calloc(1, sizeof *room);
    assert_non_null(room);
    room->folder = folder_make();
    room->home = path_join(room->folder, "home");
    room->file = path_join(room->home, "mend.db");
    assert_non_null(room->file);
    must(room, clock_init(&room->clock, "2026-11-21T22:05:00", true, &room->fault));
    return room;
}

SHARED void room_free(struct room *room)
{
    store_close(room->store);
    folder_remove(room->folder);
    free(room->home);
    free(room->file);
    free(room);
}

SHARED int room_setup(void **state)
{
    *state = room_new();
    return 0;
}

SHARED int room_teardown(void **state)
{
    room_free(*state);
    return 0;
}

SHARED struct store *room_open_another(struct room *room)
{
    struct store *store = NULL;
    must(room, store_open(room->home, &room->clock, &store, &room->fault));
    return store;
}

/* Opens the room's store, having closed it first when it was open. */
SHARED void room_open(struct room *room)
{
    store_close(room->store);
    room->store = NULL;
    room->store = room_open_another(room);
}

/* How many files stand in FOLDER; the bytes NEEDLE must be in none of them when not NULL. */
SHARED int look_through(const char *folder, const char *needle, bool *found)
{
    DIR *dir = opendir(folder);
    int count = 0;
    *found = false;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        count++;
        char *path = path_join(folder, entry->d_name);
        size_t length;
        char *bytes = file_bytes(path, &length);
        if (needle && bytes && memmem(bytes, length, needle, strlen(needle)))
            *found = true;
        free(bytes);
        free(path);
    }
    if (dir)
        closedir(dir);
    return count;
}

SHARED bool home_holds(const struct room *room, const char *needle)
{
    bool found;
    look_through(room->home, needle, &found);
    return found;
}

SHARED int files_in(const char *folder)
{
    bool found;
    return look_through(folder, NULL, &found);
}

SHARED mode_t mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(0, stat(path, &status));
    return status.st_mode & 07777;
}

SHARED bool torture(void)
{
    return getenv("MEND_TORTURE") != NULL;
}

/* Keeps something new each time: SQLite writes nothing where nothing changes. */
SHARED enum err keep(struct room *room)
{
    static int times;
    char value[32];
    snprintf(value, sizeof value, "value %d", ++times);
    return store_set_setting(room->store, "name", value, &room->fault);
}

/* Opening must fail with CODE, and leave the home as it was to the byte and the second. */
SHARED void expect_refused(struct room *room, enum err code)
{
    struct stat before, after;
    size_t size, size_after;
    int files = files_in(room->home);
    char *bytes = file_bytes(room->file, &size);
    assert_int_equal(0, stat(room->file, &before));
    must_fail(room, code, store_open(room->home, &room->clock, &room->store, &room->fault));
    assert_null(room->store);
    assert_non_null(strstr(room->fault.text, room->file));
    assert_int_equal(0, stat(room->file, &after));
    char *bytes_after = file_bytes(room->file, &size_after);
    assert_int_equal(size, size_after);
    assert_memory_equal(bytes, bytes_after, size);
    assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(files, files_in(room->home));
    free(bytes);
    free(bytes_after);
}

/* ---- short words for the journal ---- */

/* Adds an entry about DAY (NULL: today). */
SHARED enum err write_entry(struct store *store, const char *day, const char *text, int64_t *id,
                            struct fault *fault)
{
    return store_journal_add(store, &(struct journal_new){.text = text, .day = day}, id, fault);
}

/* Searches KINDS (0: all) for what is TYPED; of what has an id below BEFORE, when that is not 0. */
SHARED enum err find_typed(struct store *store, unsigned search_kinds, const char *typed,
                           int64_t before, size_t most, struct search_finds *finds,
                           struct fault *fault)
{
    struct search_query query = {0};
    struct search_ask ask = {.kinds = search_kinds, .most = most, .before = before};
    enum err err = search_parse(typed, &query, fault);
    if (!err)
        err = store_search(store, &query, &ask, finds, fault);
    search_query_free(&query);
    return err;
}

SHARED enum err find_entries(struct store *store, const char *typed, int64_t before, size_t most,
                             struct search_finds *finds, struct fault *fault)
{
    return find_typed(store, 1u << SEARCH_ENTRY, typed, before, most, finds, fault);
}

/* ---- short words for drafts, of exercise "trust" in lesson "1" ---- */

SHARED enum err set(struct store *store, const char *key, const char *text, struct fault *fault)
{
    return store_draft_set(store, "1", "trust", key, text, strlen(text), fault);
}

SHARED enum err append(struct store *store, const char *key, size_t at, size_t removed,
                       const char *inserted, struct fault *fault)
{
    struct draft_edit edit = {at, removed, inserted, strlen(inserted)};
    return store_draft_append(store, "1", "trust", key, &edit, 1, fault);
}

/* Asserts that the newest draft has TEXT (NULL: nothing) under KEY. */
#define expect_draft(room, store, key, expected)                                                   \
    do {                                                                                           \
        struct pairs loaded = {0};                                                                 \
        must(room, store_draft_load(store, "1", "trust", &loaded, &(room)->fault));                \
        const char *wanted = (expected);                                                           \
        const char *got = pairs_get(&loaded, key);                                                 \
        if (!wanted)                                                                               \
            assert_null(got);                                                                      \
        else                                                                                       \
            assert_string_equal(wanted, got ? got : "(nothing)");                                  \
        pairs_free(&loaded);                                                                       \
    } while (0)

#endif
