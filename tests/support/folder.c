#include "folder.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

char *folder_make(void)
{
    const char *base = getenv("TMPDIR");
    char *name = malloc(4096);
    if (!name)
        abort();
    snprintf(name, 4096, "%s/mend-test-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(name)) {
        perror(name);
        abort();
    }
    return name;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *walk)
{
    (void)info;
    (void)type;
    (void)walk;
    return remove(path);
}

void folder_remove(char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
}
