/* Folders that a test makes and takes away again, and the files in them. */
#ifndef MEND_TESTS_FOLDER_H
#define MEND_TESTS_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* A new, empty folder; freed by folder_remove(). Ends the test when it cannot be made. */
char *folder_make(void);

/* A new folder with the files that stand in FOLDER itself. */
char *folder_copy(const char *folder);

/* Removes FOLDER with all that is in it, and frees its name. */
void folder_remove(char *folder);

/* How many names stand in FOLDER, which must be there. */
int folder_entries(const char *folder);

/* Is TEXT anywhere in the files below FOLDER, byte for byte? */
bool folder_contains(const char *folder, const char *text);

/* The bytes of a file, for the caller to free; NULL when there is none. */
char *file_bytes(const char *path, size_t *length);

/* Ends the test when it cannot be written. */
void file_write(const char *path, const char *bytes, size_t length);

#endif
