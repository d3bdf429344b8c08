#include "mend/course/content.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "content_private.h"
#include "lesson_private.h"
#include "mend/base/message.h"
#include "mend/base/path.h"
#include "resolve.h"

#ifndef MEND_PREFIX
#define MEND_PREFIX "/usr/local"
#endif

static const char language[] = "en";
static const char table_name[] = "contents.md";

/* ---- files and folders ---- */

static bool has_type(const char *folder, const char *name, mode_t type)
{
    struct stat info;
    char *path = path_join(folder, name);
    bool has = path && stat(path, &info) == 0 && (info.st_mode & S_IFMT) == type;
    free(path);
    return has;
}

bool content_is_folder(const char *folder, const char *name)
{
    return has_type(folder, name, S_IFDIR);
}

bool content_is_file(const char *folder, const char *name)
{
    return has_type(folder, name, S_IFREG);
}

static enum err read_all(int fd, const char *path, struct str *bytes, struct fault *fault)
{
    char chunk[16 * 1024];
    for (;;) {
        ssize_t taken = read(fd, chunk, sizeof chunk);
        if (taken < 0 && errno == EINTR)
            continue;
        if (taken < 0)
            return fault_set_system(fault, errno, _("mend cannot read %s."), path);
        if (taken == 0)
            return str_status(bytes, fault);
        str_append(bytes, chunk, (size_t)taken);
        if (bytes->length > FILE_MOST)
            return fault_set(fault, ERR_FORMAT,
                             _("%s is larger than 1 MiB, which no lesson is. Is it the right "
                               "file?"),
                             path);
    }
}

enum err content_read_file(const char *path, struct str *bytes, struct fault *fault)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && errno == ENOENT)
        return fault_set(fault, ERR_NOT_FOUND,
                         _("%s is not there. Was it moved, or is its name spelt differently?"),
                         path);
    if (fd < 0)
        return fault_set_system(fault, errno, _("mend may not read %s."), path);
    enum err err;
    if (fstat(fd, &info) != 0)
        err = fault_set_system(fault, errno, _("mend cannot read %s."), path);
    else if (!S_ISREG(info.st_mode))
        err = fault_set(fault, ERR_FORMAT, _("%s is not a file with a text in it."), path);
    else
        err = read_all(fd, path, bytes, fault);
    close(fd);
    return err;
}

/* ---- where the content is ---- */

static enum err give(const char *path, char **folder, struct fault *fault)
{
    *folder = strdup(path);
    return *folder ? OK : fault_set_memory(fault);
}

enum err content_search(const char *program_folder, const char *prefix, char **folder,
                        struct fault *fault)
{
    struct str beside = {0};
    struct str installed = {0};
    if (program_folder) {
        const char *name = strrchr(program_folder, '/');
        size_t length = name ? (size_t)(name - program_folder) : 0;
        str_append(&beside, program_folder, length);
        str_puts(&beside, "/content");
    }
    str_printf(&installed, "%s/share/mend/content", prefix);
    enum err err = OK;
    if (beside.failed || installed.failed)
        err = fault_set_memory(fault);
    else if (beside.length && content_is_folder(beside.bytes, ""))
        err = give(beside.bytes, folder, fault);
    else if (content_is_folder(installed.bytes, ""))
        err = give(installed.bytes, folder, fault);
    else
        err = fault_set(fault, ERR_NOT_FOUND,
                        _("mend cannot find its lessons: there is no folder %s%s%s. Name the "
                          "right one with --content DIR."),
                        str_text(&beside), beside.length ? _(" and no folder ") : "",
                        installed.bytes);
    str_free(&beside);
    str_free(&installed);
    return err;
}

/* The folder of the running program, or NULL where the system does not say. */
static char *find_program_folder(void)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0)
        return NULL;
    path[length] = '\0';
    char *name = strrchr(path, '/');
    if (name)
        *name = '\0';
    return name ? strdup(path) : NULL;
}

enum err content_find(const char *chosen, char **folder, struct fault *fault)
{
    *folder = NULL;
    const char *how = "--content";
    if (!chosen || !*chosen) {
        chosen = getenv("MEND_CONTENT");
        how = "MEND_CONTENT";
    }
    if (chosen && *chosen) {
        if (!content_is_folder(chosen, ""))
            return fault_set(fault, ERR_NOT_FOUND,
                             _("There is no folder %s, which %s names as the one with the "
                               "lessons."),
                             chosen, how);
        return give(chosen, folder, fault);
    }
    char *program_folder = find_program_folder();
    enum err err = content_search(program_folder, MEND_PREFIX, folder, fault);
    free(program_folder);
    return err;
}

/* ---- the table of contents and the lessons ---- */

enum err content_open(const char *folder, struct content *content, struct issues *issues,
                      struct fault *fault)
{
    *content = (struct content){0};
    struct str bytes = {0};
    char *table = NULL;
    char *inner = path_join(folder, language);
    enum err err = OK;
    if (inner && content_is_file(inner, table_name)) {
        content->folder = inner;
        inner = NULL;
    } else if (inner && content_is_file(folder, table_name)) {
        content->folder = strdup(folder);
    } else if (inner) {
        err = fault_set(fault, ERR_NOT_FOUND,
                        _("There is no table of contents in %s: neither %s/contents.md nor "
                          "contents.md. Name another folder with --content DIR."),
                        folder, language);
        goto out;
    }
    if (content->folder)
        table = path_join(content->folder, table_name);
    if (!table) {
        err = fault_set_memory(fault);
        goto out;
    }
    err = content_read_file(table, &bytes, fault);
    if (!err)
        err = contents_parse(table, &bytes, content, issues, fault);
out:
    str_free(&bytes);
    free(table);
    free(inner);
    if (err)
        content_close(content);
    return err;
}

static void free_entries(struct contents_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(entries[i].id);
        free(entries[i].title);
        free(entries[i].file);
    }
    free(entries);
}

void content_close(struct content *content)
{
    free_entries(content->entries, content->entry_count);
    free_entries(content->sheets, content->sheet_count);
    free(content->folder);
    *content = (struct content){0};
}

const struct contents_entry *content_entry(const struct content *content, const char *id)
{
    for (size_t i = 0; i < content->entry_count; i++)
        if (strcmp(content->entries[i].id, id) == 0)
            return &content->entries[i];
    return NULL;
}

const struct contents_entry *content_sheet(const struct content *content, const char *id)
{
    for (size_t i = 0; i < content->sheet_count; i++)
        if (strcmp(content->sheets[i].id, id) == 0)
            return &content->sheets[i];
    return NULL;
}

/* What a lesson does not say about itself, the table of contents does. */
static enum err complete(struct lesson *lesson, const struct contents_entry *entry,
                         struct fault *fault)
{
    char **fields[] = {&lesson->id, &lesson->title};
    const char *values[] = {entry->id, entry->title};
    for (size_t i = 0; i < 2; i++) {
        if (**fields[i])
            continue;
        char *copy = strdup(values[i]);
        if (!copy)
            return fault_set_memory(fault);
        free(*fields[i]);
        *fields[i] = copy;
    }
    if (!lesson->minutes)
        lesson->minutes = entry->minutes;
    return OK;
}

enum err content_read_lesson(const struct content *content, const struct contents_entry *entry,
                             enum reading_mode mode, struct lesson *lesson, struct issues *issues,
                             struct fault *fault)
{
    *lesson = (struct lesson){0};
    if (!entry->file)
        return fault_set(fault, ERR_NOT_FOUND, _("The lesson \"%s\" is not written yet."),
                         entry->title);
    struct str bytes = {0};
    char *path = path_join(content->folder, entry->file);
    enum err err = path ? content_read_file(path, &bytes, fault) : fault_set_memory(fault);
    if (!err)
        err = lesson_read(entry->file, str_text(&bytes), bytes.length, mode, lesson, NULL, issues,
                          fault);
    if (!err)
        err = complete(lesson, entry, fault);
    if (err)
        lesson_free(lesson);
    str_free(&bytes);
    free(path);
    return err;
}

enum err content_lesson(const struct content *content, const struct contents_entry *entry,
                        struct lesson *lesson, struct issues *issues, struct fault *fault)
{
    enum err err = content_read_lesson(content, entry, READ_LESSON, lesson, issues, fault);
    if (err)
        return err;
    err = lesson_resolve(content, entry->file, lesson, issues, fault);
    if (err)
        lesson_free(lesson);
    return err;
}

enum err content_outline(const struct content *content, const struct contents_entry *entry,
                         struct lesson *lesson, struct fault *fault)
{
    return content_read_lesson(content, entry, READ_OUTLINE, lesson, NULL, fault);
}
