/* The tables of mend.db: whose file it is, which version it has, and how it becomes ours. */
#ifndef MEND_STORE_SCHEMA_H
#define MEND_STORE_SCHEMA_H

#include "store_private.h"

/* "mend" in the file's header tells our files from other programs'. */
enum { SCHEMA_APPLICATION = 0x6d656e64 };

/* The version this program makes and understands. */
int64_t schema_newest(void);

/*
 * Sets *VERSION to the version of the file just opened; 0 when it holds nothing yet. ERR_FORMAT
 * or ERR_NEWER when it is not for us; then nothing was changed, and no lock was taken.
 */
enum err schema_inspect(struct store *store, int64_t *version, struct fault *fault) MUST_CHECK;

/* Brings the file to the newest version, one transaction for each. */
enum err schema_update(struct store *store, struct fault *fault) MUST_CHECK;

/* The same with a list of one's own: MIGRATIONS[0] makes version 1, and so on to COUNT. */
enum err schema_apply(struct store *store, const char *const *migrations, int64_t count,
                      struct fault *fault) MUST_CHECK;

/* Inside a transaction: is the file still of the version this program understands? */
enum err schema_confirm(struct store *store, struct fault *fault) MUST_CHECK;

#endif
