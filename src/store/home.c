/* The folder a person's words live in, and the empty file that SQLite fills. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mend/base/message.h"
#include "store_private.h"

enum { FOLDER_MODE = 0700, FILE_MODE = 0600 };

enum err home_look(const struct store *store, bool *there, struct fault *fault)
{
    struct stat status;
    *there = false;
    if (stat(store->path, &status) != 0) {
        if (errno == ENOENT)
            return OK;
        if (errno == ENOTDIR)
            return fault_set(fault, ERR_ACCESS,
                             _("%s cannot be mend's folder: it, or a part of its name, is a file. "
                               "Choose another folder with --home DIR."),
                             store->home);
        return fault_set_system(fault, errno,
                                _("mend cannot look into %s. See whether you are allowed to, or "
                                  "choose another folder with --home DIR."),
                                store->home);
    }
    if (!S_ISREG(status.st_mode))
        return fault_set(fault, ERR_FORMAT,
                         _("%s is not a file. It was left as it is; move it away, or choose "
                           "another folder with --home DIR."),
                         store->path);
    /* An empty file is what is left when the very first save was interrupted. */
    *there = status.st_size > 0;
    return OK;
}

/* Makes the name of a new folder survive a power cut. What cannot be synced is no reason to stop.
 */
static void sync_parent(const char *path)
{
    char *parent = strdup(path);
    if (!parent)
        return;
    char *slash = strrchr(parent, '/');
    if (slash)
        slash[slash == parent] = '\0';
    int fd = open(slash ? parent : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(parent);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

static enum err make_folder(const char *path, struct fault *fault)
{
    if (mkdir(path, FOLDER_MODE) == 0) {
        /* The umask may have taken away our own rights as well. */
        if (chmod(path, FOLDER_MODE) == 0) {
            sync_parent(path);
            return OK;
        }
    } else if (errno == EEXIST) {
        return OK;
    }
    return fault_set_system(fault, errno,
                            _("mend cannot make the folder %s, so nothing can be kept. Choose "
                              "another folder with --home DIR."),
                            path);
}

enum err store_make_home(const char *home, struct fault *fault)
{
    char *path = strdup(home);
    if (!path)
        return fault_set_memory(fault);
    enum err err = OK;
    for (char *at = path; !err; at++) {
        char end = *at;
        if (end != '\0' && (end != '/' || at == path))
            continue;
        *at = '\0';
        struct stat status;
        /* Looking first: a read-only disk may refuse mkdir() where the folder stands already. */
        if (stat(path, &status) != 0)
            err = make_folder(path, fault);
        *at = end;
        if (end == '\0')
            break;
    }
    free(path);
    return err;
}

static enum err make_file(const char *path, struct fault *fault)
{
    int failure = 0;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    if (fd >= 0) {
        if (fchmod(fd, FILE_MODE) != 0)
            failure = errno;
        close(fd);
    } else if (errno == EEXIST) {
        /* Left by an interrupted first save, or just made by another mend. */
        struct stat status;
        if (stat(path, &status) != 0 || (status.st_size == 0 && chmod(path, FILE_MODE) != 0))
            failure = errno;
    } else {
        failure = errno;
    }
    if (!failure)
        return OK;
    return fault_set_system(fault, failure,
                            _("mend cannot make the file %s, so nothing can be kept. See whether "
                              "you are allowed to write there, or choose another folder with "
                              "--home DIR."),
                            path);
}

enum err home_make(const struct store *store, struct fault *fault)
{
    enum err err = store_make_home(store->home, fault);
    if (store->vfs)
        return err; /* the vault makes its files itself */
    return err ? err : make_file(store->path, fault);
}
