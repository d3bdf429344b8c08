/*
 * Journals for tests: homes that are made and looked into without the program, and the program
 * standing in front of them.
 */
#ifndef TESTS_SUPPORT_BOOK_H
#define TESTS_SUPPORT_BOOK_H

#include "mend/app/journal.h"
#include "support/rig.h"

#define BOOK_PASSPHRASE "copper ladder seven rain"

/* A new home in which things are kept, with that passphrase or without one; folder_remove(). */
char *book_home(bool sealed);

/* ---- what the home has; each fails the test when it cannot be read ---- */

/* A session on the home, unlocked; session_close(). */
struct session *book_open(const char *home);

/* Adds an entry about DAY (NULL: 21 November 2026) and gives its id. */
int64_t book_add(const char *home, const char *day, const char *text);

/*
 * Adds COUNT entries in one go, as no program would: PUT gives the text of each and the day it is
 * about. Their #words are no tags.
 */
void book_add_many(const char *home, int count,
                   void (*put)(int number, struct str *text, char *day));

/* The text of an entry, of a version of it; for the caller to free. */
char *book_text(const char *home, int64_t id);
char *book_version(const char *home, int64_t id, int64_t number);

/* Entries outside the trash; in it; drafts; versions of an entry. */
size_t book_entries(const char *home);
size_t book_trash(const char *home);
size_t book_drafts(const char *home);
size_t book_versions(const char *home, int64_t id);

/* The entry says exactly TEXT. */
void book_expect(const char *home, int64_t id, const char *text);

/* Is there an entry outside the trash, or a draft, that says exactly TEXT? */
bool book_has_entry(const char *home, const char *text);
bool book_has_draft(const char *home, const char *text);

/* Do the decrypted pages of the file hold TEXT? */
bool book_pages_hold(const char *home, const char *text);

/* ---- the program ---- */

/*
 * Starts it on the list of the journal, unlocked when it is sealed. Options by name; 30 x 90 when
 * they say nothing else, which is too narrow for a text beside the list.
 */
#define book_rig(...) book_rig_at(&(struct rig_options){__VA_ARGS__}, __FILE__, __LINE__)
struct rig *book_rig_at(const struct rig_options *options, const char *file, int line);

/* Gives the passphrase to a program that is locked. */
void book_unlock(struct rig *rig);

/* The top row ends with TEXT: what the page being written says of itself. */
#define book_says(rig, text) book_says_at(RIG_HERE(rig), (text))
void book_says_at(struct rig *rig, const char *text);

/* Lets so much time go by that what was typed is on the disk, and the top row says so. */
#define book_pass(rig) book_pass_at(RIG_HERE(rig))
void book_pass_at(struct rig *rig);

/* Ctrl-X once all that was typed has been done, and it has ended well. */
void book_leave(struct rig *rig);

#endif
