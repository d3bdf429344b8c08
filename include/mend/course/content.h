/*
 * The content folder: where it is, its table of contents, its lessons.
 *
 * content/en/contents.md is an ordered list. An item that links to a file is a lesson that can
 * be opened; one without a link is still to be written.
 */
#ifndef MEND_COURSE_CONTENT_H
#define MEND_COURSE_CONTENT_H

#include "mend/base/error.h"
#include "mend/course/lesson.h"

struct contents_entry {
    char *id;    /* "1": its number in the list */
    char *title; /* "The foundation of trust" */
    char *file;  /* relative to the language folder; NULL when not written yet */
    int minutes; /* 0 when the table does not say */
    int line;
};

struct content {
    char *folder; /* .../content/en */
    struct contents_entry *entries;
    size_t entry_count;
};

/*
 * Finds the content folder: CHOSEN (from --content) or the environment's MEND_CONTENT; else
 * `content` beside the folder of the running program (a build tree: build/mend, ../content);
 * else PREFIX/share/mend/content. A folder that was named but does not exist is an error; the
 * search does not go on. *FOLDER is freed by the caller.
 */
enum err content_find(const char *chosen, char **folder, struct fault *fault) MUST_CHECK;

/*
 * Reads the table of contents of FOLDER. Mistakes in it go to ISSUES; a missing table is
 * ERR_NOT_FOUND with a sentence.
 */
enum err content_open(const char *folder, struct content *content, struct issues *issues,
                      struct fault *fault) MUST_CHECK;
void content_close(struct content *content);

/* The entry called ID, or NULL. */
const struct contents_entry *content_entry(const struct content *content, const char *id);

/*
 * Reads the lesson of ENTRY. A file that is missing, unreadable, empty or over 1 MiB is an error
 * with a sentence that names it. LESSON is freed by the caller on OK only.
 */
enum err content_lesson(const struct content *content, const struct contents_entry *entry,
                        struct lesson *lesson, struct issues *issues,
                        struct fault *fault) MUST_CHECK;

/*
 * The same, but only what the front matter and the headings say: title, minutes, the pages'
 * numbers and titles. For lists of lessons, which need no more and want it at once.
 */
enum err content_outline(const struct content *content, const struct contents_entry *entry,
                         struct lesson *lesson, struct fault *fault) MUST_CHECK;

/* Checks everything in FOLDER (content/ or content/en/): `mend lint`. Finds go to ISSUES. */
enum err content_lint(const char *folder, struct issues *issues, struct fault *fault) MUST_CHECK;

#endif
