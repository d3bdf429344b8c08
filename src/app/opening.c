#include "mend/app/opening.h"

#include <stdlib.h>

#include "mend/base/path.h"

enum err opening_store(const struct opening *opening, struct store **store, char **path,
                       struct fault *fault)
{
    char *home = NULL;
    *store = NULL;
    enum err err = path_home(opening->home, &home, fault);
    if (!err)
        err = store_open(home, opening->clock, store, fault);
    if (path)
        *path = err ? NULL : home;
    if (err || !path)
        free(home);
    return err;
}
