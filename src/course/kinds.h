/* The kinds of exercises and what each takes: what a lesson may say is checked against this. */
#ifndef MEND_COURSE_KINDS_H
#define MEND_COURSE_KINDS_H

#include "mend/base/str.h"
#include "mend/course/lesson.h"

enum { KIND_FIELDS = 8, KIND_LISTS = 2, NAME_MOST = 60 };

enum comments { COMMENTS_NONE, COMMENTS_OPTIONAL, COMMENTS_REQUIRED };

/*
 * An answered field asks for a line that is kept under its name, beside the answers to items. What
 * is borrowed may be left out when the exercise has the field that says where it comes from.
 */
enum need { FIELD_OPTIONAL, FIELD_REQUIRED, FIELD_ANSWERED, FIELD_BORROWED };

struct kind_field {
    const char *name; /* NULL behind the last */
    enum need need;
};

/* A list that is there has `least` to `most` items. */
struct kind_list {
    const char *name; /* "" for the unnamed list, NULL behind the last */
    size_t least, most;
    enum comments comments;
    bool borrowed;
};

struct kind {
    const char *name;
    enum exercise_kind kind;
    const char *borrows; /* the field that says where borrowed things come from, or NULL */
    struct kind_field fields[KIND_FIELDS];
    struct kind_list lists[KIND_LISTS];
};

/* The row of KIND. */
const struct kind *kind_of(enum exercise_kind kind);

/* The kind called START..END, or NULL. */
const struct kind *kind_find(const char *start, const char *end);

/* "The kinds are: reflect, ..." with the one that NAME may stand for. */
void kind_put_known(struct str *out, const char *start, const char *end);

/* What KIND takes, with the field or list that NAME may stand for. */
void kind_put_takes(struct str *out, const struct kind *kind, const char *start, const char *end);

const struct kind_field *kind_field(const struct kind *kind, const char *start, const char *end);
const struct kind_list *kind_list(const struct kind *kind, const char *start, const char *end);

/* True for a name of small letters, digits and hyphens that is not too long. */
bool name_valid(const char *start, const char *end);

/* ` Did you mean "x"?` for the one of COUNT words nearest to START..END, if one is near. */
void name_put_nearest(struct str *out, const char *const *words, size_t count, const char *start,
                      const char *end);

#endif
