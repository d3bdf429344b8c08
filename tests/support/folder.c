#include "folder.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mend/base/str.h"

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

static void each(const char *folder, void (*visit)(const char *, void *), void *context);

static void remove_one(const char *path, void *context)
{
    (void)context;
    each(path, remove_one, NULL); /* no folder: nothing */
    remove(path);
}

/* Calls VISIT for everything that stands in FOLDER itself. */
static void each(const char *folder, void (*visit)(const char *, void *), void *context)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        char path[4096];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        visit(path, context);
    }
    closedir(dir);
}

void folder_remove(char *folder)
{
    each(folder, remove_one, NULL);
    remove(folder);
    free(folder);
}

struct search {
    const char *text;
    bool found;
};

static void search_one(const char *path, void *context)
{
    struct search *search = context;
    each(path, search_one, context);
    FILE *file = fopen(path, "r");
    if (!file)
        return;
    struct str bytes = {0};
    char part[4096];
    for (size_t length; (length = fread(part, 1, sizeof part, file)) > 0;)
        str_append(&bytes, part, length);
    if (memmem(str_text(&bytes), bytes.length, search->text, strlen(search->text)))
        search->found = true;
    str_free(&bytes);
    fclose(file);
}

bool folder_contains(const char *folder, const char *text)
{
    struct search search = {text, false};
    each(folder, search_one, &search);
    return search.found;
}

char *file_bytes(const char *path, size_t *length)
{
    *length = 0;
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    struct str bytes = {0};
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        str_append(&bytes, part, n);
    fclose(file);
    *length = bytes.length;
    return str_take(&bytes);
}

void file_write(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        abort();
    }
}

static void copy_one(const char *path, void *context)
{
    char copy[4200];
    size_t length;
    char *bytes = file_bytes(path, &length);
    snprintf(copy, sizeof copy, "%s%s", (const char *)context, strrchr(path, '/'));
    file_write(copy, bytes ? bytes : "", length);
    free(bytes);
}

char *folder_copy(const char *folder)
{
    char *copy = folder_make();
    each(folder, copy_one, copy);
    return copy;
}

int folder_entries(const char *folder)
{
    DIR *dir = opendir(folder);
    int count = 0;
    if (!dir) {
        perror(folder);
        abort();
    }
    for (struct dirent *entry; (entry = readdir(dir));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(dir);
    return count;
}
