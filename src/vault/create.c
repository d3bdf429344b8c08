/*
 * Making files. A new file is made with O_EXCL, so that nothing is ever overwritten, and is synced
 * with its folder before anybody relies on it.
 */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "header.h"
#include "mend/base/message.h"
#include "mend/base/str.h"
#include "vault_private.h"

char *path_with(const char *path, const char *suffix)
{
    struct str name = {0};
    str_puts(&name, path);
    str_puts(&name, suffix);
    return str_take(&name);
}

enum err sync_folder(const char *path, struct fault *fault)
{
    char *folder = strdup(path);
    if (!folder)
        return fault_set_memory(fault);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    int failure = fd < 0 || fsync(fd) != 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    /* Some file systems cannot sync a folder; they keep names in their own way. */
    if (failure == 0 || failure == EINVAL || failure == ENOTSUP)
        return OK;
    return fault_set_system(fault, failure, _("The folder of %s could not be brought to the disk."),
                            path);
}

static int write_all(int fd, const unsigned char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0) {
            bytes += written;
            size -= (size_t)written;
        }
    }
    return 0;
}

enum err create_file(const char *path, const unsigned char *bytes, size_t size, struct fault *fault)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int failure = fd < 0 ? errno : write_all(fd, bytes, size);
    if (!failure && fsync(fd) != 0)
        failure = errno;
    if (fd >= 0 && close(fd) != 0 && !failure)
        failure = errno;
    if (!failure)
        return OK;
    if (fd >= 0)
        unlink(path);
    return fault_set_system(fault, failure,
                            _("mend cannot make the file %s. See whether there is space and you "
                              "are allowed to write there."),
                            path);
}

static enum err write_header(const char *path, const struct slot *slot, struct fault *fault)
{
    unsigned char bytes[HEADER_SIZE];
    slot_write(slot, bytes);
    memcpy(bytes + SLOT_SIZE, bytes, SLOT_SIZE);
    enum err err = create_file(path, bytes, sizeof bytes, fault);
    return err ? err : sync_folder(path, fault);
}

enum err create_sealed(const char *path, const char *passphrase, size_t length,
                       struct vault_cost cost, struct vault **out, struct fault *fault)
{
    struct slot slot = {.sequence = 1, .passes = cost.passes, .memory = cost.memory};
    *out = NULL;
    if (length == 0)
        return fault_passphrase_empty(fault);
    if (!slot_cost_allowed(cost.passes, cost.memory))
        return fault_cost(fault);
    struct vault *vault = registry_below() ? vault_new(path) : NULL;
    if (!vault)
        return fault_set_memory(fault);
    randombytes_buf(vault->keys->data, KEY_SIZE);
    randombytes_buf(slot.salt, SALT_SIZE);
    randombytes_buf(slot.file_id, FILE_ID_SIZE);
    keys_make_box(vault->keys);
    memcpy(slot.box_public, vault->keys->box_public, KEY_SIZE);
    memcpy(vault->file_id, slot.file_id, FILE_ID_SIZE);
    vault->cost = cost;
    enum err err = keys_derive(vault->keys, passphrase, length, slot.salt, cost, fault);
    if (!err) {
        keys_wrap(vault->keys, &slot);
        err = write_header(path, &slot, fault);
    }
    if (err) {
        vault_discard(vault);
        return err;
    }
    registry_add(vault);
    *out = vault;
    return OK;
}

enum err vault_create(const char *path, const char *passphrase, size_t length,
                      const struct vault_cost *cost, struct vault **vault, struct fault *fault)
{
    enum vault_kind kind;
    *vault = NULL;
    enum err err = vault_look(path, &kind, fault);
    if (err)
        return err;
    if (kind == VAULT_EMPTY && unlink(path) != 0)
        return fault_set_system(fault, errno, _("The empty file %s cannot be replaced."), path);
    if (kind != VAULT_ABSENT && kind != VAULT_EMPTY)
        return fault_set(fault, ERR_CONFLICT,
                         _("There is a file %s already. It was left as it is."), path);
    return create_sealed(path, passphrase, length, cost ? *cost : vault_default_cost, vault, fault);
}
