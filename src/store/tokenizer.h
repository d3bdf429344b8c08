/* How a text is cut into the words of a search index. */
#ifndef MEND_STORE_TOKENIZER_H
#define MEND_STORE_TOKENIZER_H

#include <sqlite3.h>

/*
 * Makes the FTS5 tokenizer 'mend' known to DB, which must be done on every connection before a
 * table that names it is used. Reads and locks nothing. Returns SQLite's code.
 */
int tokenizer_register(sqlite3 *db);

#endif
