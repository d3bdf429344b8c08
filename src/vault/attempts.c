/*
 * PATH-attempts: boxes of 64 bytes, sealed for the public key in the header (X25519 and
 * XSalsa20-Poly1305, libsodium's crypto_box_seal), so that a locked program can add one and only an
 * unlocked one can read them. The first is the last opening, zeros when none is known; each one
 * behind it a failed attempt since. In a box: wall seconds (8 bytes), kind (4), zeros (4).
 */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"
#include "header.h"
#include "mend/base/message.h"
#include "vault_private.h"

enum { NOTE = 16, BOX = NOTE + crypto_box_SEALBYTES, OPENED = 1, FAILED = 2 };

static void seal_note(unsigned char box[BOX], const unsigned char *public_key, uint32_t kind,
                      int64_t now)
{
    unsigned char note[NOTE] = {0};
    put64(note, (uint64_t)now);
    put32(note + 8, kind);
    crypto_box_seal(box, note, NOTE, public_key);
}

/* The time in a box of that kind; 0 when it does not open or is another. */
static int64_t open_note(const struct keys *keys, const unsigned char box[BOX], uint32_t kind)
{
    unsigned char note[NOTE];
    if (crypto_box_seal_open(note, box, BOX, keys->box_public, keys->box_secret) != 0 ||
        get32(note + 8) != kind)
        return 0;
    return (int64_t)get64(note);
}

static enum err fault_attempts(const char *path, int error_number, struct fault *fault)
{
    return fault_set_system(fault, error_number,
                            _("The record of attempts beside %s cannot be used."), path);
}

/* Boxes in the file behind the first one. */
static size_t failures_in(off_t size)
{
    return size > BOX ? (size_t)size / BOX - 1 : 0;
}

/* A whole box at AT; 0 or an errno value. */
static int write_box(int fd, const unsigned char box[BOX], off_t at)
{
    ssize_t written = pwrite(fd, box, BOX, at);
    if (written == BOX)
        return 0;
    return written < 0 ? errno : ENOSPC;
}

static int append(int fd, const unsigned char box[BOX])
{
    static const unsigned char nothing[BOX];
    struct stat status;
    if (flock(fd, LOCK_EX) != 0 || fstat(fd, &status) != 0)
        return errno;
    int failure = status.st_size < BOX ? write_box(fd, nothing, 0) : 0;
    size_t failures = failures_in(status.st_size);
    if (failures >= VAULT_MOST_ATTEMPTS) /* the last one counts for all that come */
        failures = VAULT_MOST_ATTEMPTS - 1;
    if (!failure)
        failure = write_box(fd, box, (off_t)(failures + 1) * BOX);
    if (!failure && fsync(fd) != 0)
        failure = errno;
    return failure;
}

enum err vault_attempt_failed(const char *path, int64_t now, struct fault *fault)
{
    struct header header;
    unsigned char box[BOX];
    enum err err = header_of(path, &header, fault);
    if (!err)
        err = header_expect_sealed(&header, path, fault);
    if (err)
        return err;
    char *name = path_with(path, SUFFIX_ATTEMPTS);
    if (!name)
        return fault_set_memory(fault);
    seal_note(box, header.slots[header_newest(&header)].box_public, FAILED, now);
    int fd = open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    int failure = fd < 0 ? errno : append(fd, box);
    if (fd >= 0)
        close(fd);
    free(name);
    return failure ? fault_attempts(path, failure, fault) : OK;
}

/* The size of the record beside PATH; -1 when there is none. */
static off_t size_of_record(const char *path)
{
    struct stat status;
    char *name = path_with(path, SUFFIX_ATTEMPTS);
    off_t size = name && stat(name, &status) == 0 ? status.st_size : -1;
    free(name);
    return size;
}

bool attempts_kept(const char *path)
{
    return size_of_record(path) >= 0;
}

size_t vault_attempts_count(const char *path)
{
    off_t size = size_of_record(path);
    return size < 0 ? 0 : failures_in(size);
}

/* All boxes, for the caller to free. *SIZE is 0, and the result NULL, when there is no file. */
static unsigned char *read_boxes(const char *name, size_t *size, int *failure)
{
    struct stat status;
    unsigned char *bytes = NULL;
    *size = 0;
    *failure = 0;
    int fd = open(name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        *failure = errno == ENOENT ? 0 : errno;
        return NULL;
    }
    enum { MOST = (VAULT_MOST_ATTEMPTS + 1) * BOX };
    if (fstat(fd, &status) != 0)
        *failure = errno;
    else if (!(bytes = calloc(1, MOST)))
        *failure = ENOMEM;
    ssize_t length = bytes ? pread(fd, bytes, MOST, 0) : 0;
    if (length < 0)
        *failure = errno;
    else
        *size = (size_t)length;
    close(fd);
    return bytes;
}

enum err vault_attempts_read(const struct vault *vault, struct vault_attempts *attempts,
                             struct fault *fault)
{
    size_t size;
    int failure;
    *attempts = (struct vault_attempts){0};
    char *name = path_with(vault->path, SUFFIX_ATTEMPTS);
    if (!name)
        return fault_set_memory(fault);
    unsigned char *bytes = read_boxes(name, &size, &failure);
    free(name);
    if (bytes && size >= BOX)
        attempts->opened_at = open_note(vault->keys, bytes, OPENED);
    for (size_t at = BOX; bytes && at + BOX <= size; at += BOX) {
        int64_t time = open_note(vault->keys, bytes + at, FAILED);
        if (time == 0)
            continue;
        attempts->failed++;
        if (attempts->first_failed_at == 0)
            attempts->first_failed_at = time;
        attempts->last_failed_at = time;
    }
    free(bytes);
    return failure ? fault_attempts(vault->path, failure, fault) : OK;
}

enum err vault_attempts_opened(const struct vault *vault, int64_t now, struct fault *fault)
{
    unsigned char box[BOX];
    char *name = path_with(vault->path, SUFFIX_ATTEMPTS);
    char *fresh = path_with(vault->path, SUFFIX_ATTEMPTS_NEW);
    if (!name || !fresh) {
        free(name);
        free(fresh);
        return fault_set_memory(fault);
    }
    seal_note(box, vault->keys->box_public, OPENED, now);
    enum err err = OK;
    if (unlink(fresh) != 0 && errno != ENOENT)
        err = fault_attempts(vault->path, errno, fault);
    if (!err)
        err = create_file(fresh, box, sizeof box, fault);
    if (!err && rename(fresh, name) != 0)
        err = fault_attempts(vault->path, errno, fault);
    free(name);
    free(fresh);
    return err;
}

int vault_delay(size_t failed)
{
    enum { FREE = 2, MOST_DOUBLINGS = 5, MOST = 30 };
    if (failed <= FREE)
        return 0;
    size_t doublings = failed - FREE - 1;
    return doublings >= MOST_DOUBLINGS ? MOST : 1 << doublings;
}
