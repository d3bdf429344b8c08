/*
 * A statement whose SQL depends on what is asked for: pieces of SQL of ours, each with the values
 * of its own parameters ("?"), in order. No value ever becomes a part of the SQL.
 */
#ifndef MEND_STORE_QUESTION_H
#define MEND_STORE_QUESTION_H

#include "mend/base/str.h"
#include "statement.h"

enum { QUESTION_VALUES = 40 };

/* `struct question q = {0};` is valid and empty. */
struct question {
    struct str sql;
    struct {
        const char *text; /* NULL: it is the number */
        int64_t number;
    } values[QUESTION_VALUES];
    int count;
    bool full; /* there were more values than fit: it cannot be asked */
};

/* Each appends SQL; the latter two with one value, which must live until the statement ends. */
void question_put(struct question *q, const char *sql);
void question_put_int(struct question *q, const char *sql, int64_t value);
void question_put_text(struct question *q, const char *sql, const char *value);

/* The statement, its parameters bound. It needs Q no more, but the texts that were put. */
struct statement question_open(struct store *store, const struct question *q);

void question_free(struct question *q);

#endif
