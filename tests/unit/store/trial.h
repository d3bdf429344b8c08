/*
 * Every change to a file, in every call that keeps something, goes wrong once: by itself, and with
 * all that follow. The call must say so in a sentence; the same store must work on as soon as the
 * disk does; and the file must hold what it held before, or what it was to hold, never less.
 */
#ifndef MEND_TESTS_STORE_TRIAL_H
#define MEND_TESTS_STORE_TRIAL_H

#include "room.h"
#include "support/broken_disk.h"

struct call {
    const char *name;
    enum err (*run)(struct store *store, struct fault *fault);
    bool first; /* also as the very first thing that is kept */
};

/* The calls that are tried, in what home, and how to tell what it holds. */
struct subject {
    const struct call *calls;
    size_t call_count;
    void (*fill)(struct room *room);
    void (*dump)(struct room *room, struct store *store, struct str *out);
};

/* What a home holds, as one text. */
SHARED char *dump(const struct subject *subject, struct room *room)
{
    struct str out = {0};
    struct store *store = room_open_another(room);
    subject->dump(room, store, &out);
    store_close(store);
    return str_take(&out);
}

/* What every trial of a call begins with, and what it may end with. */
struct trial {
    const struct subject *subject;
    const struct call *call;
    char *file; /* the bytes of mend.db; NULL when there is none yet */
    size_t length;
    char *before;
    char *after;
};

/* A home as the trial begins with, opened, its draft loaded. */
SHARED struct room *trial_room(const struct trial *trial)
{
    struct room *room = room_new();
    struct pairs draft = {0};
    /* Made here, for the store would have to sync it, which takes its time. */
    assert_int_equal(0, mkdir(room->home, 0700));
    if (trial->file)
        file_write(room->file, trial->file, trial->length);
    room_open(room);
    must(room, store_draft_load(room->store, "1", "trust", &draft, &room->fault));
    pairs_free(&draft);
    clock_advance(&room->clock, (int64_t)JOURNAL_TRASH_DAYS * 24 * 60 * 60 * 1000);
    return room;
}

SHARED struct trial trial_new(const struct subject *subject, const struct call *call, bool filled)
{
    struct trial trial = {.subject = subject, .call = call};
    if (filled) {
        struct room *room = room_new();
        room_open(room);
        subject->fill(room);
        trial.file = file_bytes(room->file, &trial.length);
        room_free(room);
    }
    struct room *room = trial_room(&trial);
    trial.before = dump(subject, room);
    must(room, call->run(room->store, &room->fault));
    trial.after = dump(subject, room);
    assert_string_not_equal(trial.before, trial.after);
    room_free(room);
    return trial;
}

SHARED void trial_free(struct trial *trial)
{
    free(trial->file);
    free(trial->before);
    free(trial->after);
}

/* Runs the call with the change number AT in trouble. False when it never came to that. */
SHARED bool try(const struct trial *trial, enum disk_trouble trouble, int at)
{
    const char *name = trial->call->name;
    struct room *room = trial_room(trial);
    broken_disk_plan(trouble, at);
    room->fault = (struct fault){0};
    enum err err = trial->call->run(room->store, &room->fault);
    bool happened = broken_disk_happened();
    broken_disk_plan(DISK_HEALTHY, 0);
    if (happened && (err == OK || strlen(room->fault.text) < 20))
        fail_msg("%s: failure %d was not told (%d)", name, at, err);
    if (!happened)
        must(room, err);
    char *now = dump(trial->subject, room);
    if (strcmp(now, trial->after) != 0 && (!happened || strcmp(now, trial->before) != 0))
        fail_msg("%s, failure %d:\n%s---- is neither before:\n%s---- nor after:\n%s", name, at, now,
                 trial->before, trial->after);
    free(now);
    /* The same store, on a disk that works again. */
    must(room, set(room->store, "text", "afterwards", &room->fault));
    expect_draft(room, room->store, "text", "afterwards");
    room_free(room);
    return happened;
}

SHARED void try_all(const struct subject *subject, bool filled)
{
    for (size_t i = 0; i < subject->call_count; i++) {
        if (!filled && !subject->calls[i].first)
            continue;
        struct trial trial = trial_new(subject, &subject->calls[i], filled);
        for (int trouble = DISK_FAILS_ONCE; trouble <= DISK_STAYS_BROKEN; trouble++) {
            int at = 1, step = trouble == DISK_FAILS_ONCE || torture() ? 1 : 3;
            while (try(&trial, (enum disk_trouble)trouble, at))
                at += step;
            /* Journal opened and written, synced, pages written, synced, truncated. */
            assert_true(at > 6);
        }
        trial_free(&trial);
    }
}

SHARED int install(void **state)
{
    (void)state;
    broken_disk_install();
    return 0;
}

SHARED int uninstall(void **state)
{
    (void)state;
    broken_disk_remove();
    return 0;
}

#endif
