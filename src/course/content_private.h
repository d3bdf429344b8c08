/* What content.c shares with lint.c, and what of it is tested on its own. */
#ifndef MEND_COURSE_CONTENT_PRIVATE_H
#define MEND_COURSE_CONTENT_PRIVATE_H

#include "mend/base/str.h"
#include "mend/course/content.h"
#include "reading.h"

/* The search of content_find() when nothing was named. PROGRAM_FOLDER may be NULL. */
enum err content_search(const char *program_folder, const char *prefix, char **folder,
                        struct fault *fault) MUST_CHECK;

/* Reads the file PATH into BYTES; the same sentences as content_lesson(). */
enum err content_read_file(const char *path, struct str *bytes, struct fault *fault) MUST_CHECK;

/* Reads a table of contents from BYTES into CONTENT->entries. FILE names it in ISSUES. */
enum err contents_parse(const char *file, const struct str *bytes, struct content *content,
                        struct issues *issues, struct fault *fault) MUST_CHECK;

/* content_lesson() without what its exercises borrow. */
enum err content_read_lesson(const struct content *content, const struct contents_entry *entry,
                             enum reading_mode mode, struct lesson *lesson, struct issues *issues,
                             struct fault *fault) MUST_CHECK;

/* Reads NAME, a file of sections. Its links go to LINKS, which may be NULL. */
enum err content_sections(const struct content *content, const char *name, struct lesson *lesson,
                          struct links *links, struct issues *issues,
                          struct fault *fault) MUST_CHECK;

/* FOLDER/NAME is a folder; a regular file. */
bool content_is_folder(const char *folder, const char *name);
bool content_is_file(const char *folder, const char *name);

#endif
