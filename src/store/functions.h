/* What statements can ask of a text beyond SQL. */
#ifndef MEND_STORE_FUNCTIONS_H
#define MEND_STORE_FUNCTIONS_H

#include <sqlite3.h>

/*
 * Makes known to DB, and returns SQLite's code:
 *
 *     mend_words(text)  how many words it has, as buffer_word_count() counts them
 *     mend_tags(text)   its #words, each once, as JSON: [["été","Été"], ...], first as they are
 *                       compared, then as first written
 */
int functions_register(sqlite3 *db);

#endif
