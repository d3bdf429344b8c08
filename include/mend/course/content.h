/*
 * The content folder: where it is, its table of contents, its lessons.
 *
 * content/en/contents.md is an ordered list. An item that links to a file is a lesson that can
 * be opened; one without a link is still to be written. The one whose file is not in lessons/ is
 * the closing of the course. Items of its other list, with bullets, are sheets: what stands beside
 * the course, such as a plan, written like a lesson and named by its file ("sheets/plan.md": plan).
 */
#ifndef MEND_COURSE_CONTENT_H
#define MEND_COURSE_CONTENT_H

#include "mend/base/error.h"
#include "mend/course/lesson.h"

enum { LESSONS_MOST = 100 };

struct contents_entry {
    char *id;    /* "1": its number in the list; of a sheet, the name of its file */
    char *title; /* "The foundation of trust" */
    char *file;  /* relative to the language folder; NULL when not written yet */
    int minutes; /* 0 when the table does not say */
    int pages;   /* likewise */
    int line;
    bool closing; /* what stands at the end of the course, and is no lesson */
    bool sheet;   /* beside the course: nobody is asked how tense they are, and no place is kept */
};

struct content {
    char *folder; /* .../content/en */
    struct contents_entry *entries;
    size_t entry_count;
    struct contents_entry *sheets;
    size_t sheet_count;
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

/* The sheet called ID ("plan"), or NULL. */
const struct contents_entry *content_sheet(const struct content *content, const char *id);

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

/*
 * Gives EXERCISE what it needs of the practice ID: the fields "title" (how it is called),
 * "not-when" and "rounds", and the list "steps". ERR_NOT_FOUND when there is no such practice.
 */
enum err content_practice(const struct content *content, const char *id, struct exercise *exercise,
                          struct fault *fault) MUST_CHECK;

/*
 * Reads practices.md: a page for each practice, with words about it and, as one of its blocks, the
 * practice itself. PRACTICES is freed by the caller on OK only.
 */
enum err content_practices(const struct content *content, struct lesson *practices,
                           struct issues *issues, struct fault *fault) MUST_CHECK;

/* The practice that stands on PAGE, or NULL. */
const struct exercise *page_practice(const struct page *page);

/* How often the steps of a practice are gone through: at least once. */
int practice_rounds(const struct exercise *exercise);

/* How many seconds a step takes, and where its words begin: "4 Breathe in". */
int practice_step_seconds(const struct item *step, const char **words);

/* A question people ask, and the page that goes on from there. */
struct question {
    const struct page *page; /* its title is the question */
    char *target;            /* "3.5"; "" when the answer leads nowhere */
};

struct faq {
    struct lesson sections;
    struct question *questions;
    size_t count;
};

/* Reads faq.md. FAQ is freed by the caller on OK only. */
enum err content_faq(const struct content *content, struct faq *faq, struct issues *issues,
                     struct fault *fault) MUST_CHECK;
void faq_free(struct faq *faq);

/* What lint counts while it checks. */
struct lint_counts {
    size_t pages, pages_expected; /* of lessons; expected: as the table of contents says */
    size_t questions;
    size_t cards;
    size_t prompts;
    size_t practices;
    size_t helplines; /* emergency numbers not counted, */
    size_t countries; /* which are one each of these */
    bool closing;
    double grade_median;  /* of the pages, see reading_grade() */
    double grade_highest; /* and of which page that is: */
    char grade_highest_of[16];
};

/* Checks everything in FOLDER (content/ or content/en/): `mend lint`. Finds go to ISSUES. */
enum err content_lint(const char *folder, struct lint_counts *counts, struct issues *issues,
                      struct fault *fault) MUST_CHECK;

#endif
