#include "mend/base/path.h"

#include <stdlib.h>
#include <string.h>

#include "mend/base/message.h"
#include "mend/base/str.h"

char *path_join(const char *folder, const char *name)
{
    struct str path = {0};
    str_puts(&path, folder);
    if (path.length && path.bytes[path.length - 1] != '/')
        str_putc(&path, '/');
    str_puts(&path, name);
    return str_take(&path);
}

enum { HOME_MOST = 480 }; /* SQLite takes 512 for a file in it */

static enum err give(char *path, char **home, struct fault *fault)
{
    if (!path)
        return fault_set_memory(fault);
    *home = path;
    if (strlen(path) <= HOME_MOST)
        return OK;
    free(path);
    *home = NULL;
    return fault_set(fault, ERR_INPUT,
                     _("The name of the folder for your files is too long. Name one of at most %d "
                       "bytes with --home DIR."),
                     HOME_MOST);
}

enum err path_home(const char *chosen, char **home, struct fault *fault)
{
    *home = NULL;
    if (!chosen || !*chosen)
        chosen = getenv("MEND_HOME");
    if (chosen && *chosen)
        return give(strdup(chosen), home, fault);
    const char *data = getenv("XDG_DATA_HOME");
    if (data && data[0] == '/')
        return give(path_join(data, "mend"), home, fault);
    const char *user = getenv("HOME");
    if (user && *user)
        return give(path_join(user, ".local/share/mend"), home, fault);
    return fault_set(fault, ERR_NOT_FOUND,
                     _("mend cannot tell where your files live: HOME is not set. Name a folder "
                       "with --home DIR."));
}
