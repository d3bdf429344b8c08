/*
 * One SQL statement, from its text to its end.
 *
 * What goes wrong is remembered, and everything afterwards has no effect, so that a caller binds,
 * steps and asks once: statement_close() or statement_run(). Values only ever come in as bound
 * parameters; a statement with an unbound one, or with more SQL behind it, does not run.
 */
#ifndef MEND_STORE_STATEMENT_H
#define MEND_STORE_STATEMENT_H

#include "store_private.h"

struct statement {
    struct store *store;
    sqlite3_stmt *handle;
    int bound;  /* parameters bound so far */
    int result; /* SQLite's code of the first failure, else SQLITE_OK */
};

struct statement statement_open(struct store *store, const char *sql);

/* Each binds the next parameter. What it points to must live until the statement ends. */
void statement_bind_int(struct statement *s, int64_t value);
void statement_bind_text(struct statement *s, const char *text); /* NULL is SQL's NULL */
void statement_bind_bytes(struct statement *s, const char *bytes, size_t length);

/* True when there is a row (another one). */
bool statement_next(struct statement *s);

/* Values of the row, valid until the next step. Text and bytes are never NULL. */
int64_t statement_int(struct statement *s, int column);
const char *statement_text(struct statement *s, int column);
const char *statement_bytes(struct statement *s, int column, size_t *length);

/* Makes the statement ready to be bound and stepped anew. */
void statement_reset(struct statement *s);

/* Ends S. Returns ERR when it is a failure, else what went wrong in S, with its sentence. */
enum err statement_close(struct statement *s, enum err err, struct fault *fault) MUST_CHECK;

/* Steps to the end, then closes. */
enum err statement_run(struct statement *s, struct fault *fault) MUST_CHECK;

/* Runs a script of ours that has no parameters. */
enum err statement_script(struct store *store, const char *sql, struct fault *fault) MUST_CHECK;

/* The code and the sentence for what SQLite answered. */
enum err statement_fault(const struct store *store, int result, struct fault *fault);

#endif
