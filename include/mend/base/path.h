/* Names of files and folders. */
#ifndef MEND_BASE_PATH_H
#define MEND_BASE_PATH_H

#include "mend/base/error.h"

/* FOLDER/NAME as a new string for the caller to free; NULL without memory. */
char *path_join(const char *folder, const char *name) MUST_CHECK;

/*
 * Where a person's data lives: CHOSEN (from --home) or $MEND_HOME, else $XDG_DATA_HOME/mend, else
 * $HOME/.local/share/mend. *HOME is for the caller to free. ERR_NOT_FOUND with a sentence when
 * none of them is set. Nothing is created. XDG_DATA_HOME is ignored when it is not absolute, as
 * the XDG Base Directory Specification asks.
 */
enum err path_home(const char *chosen, char **home, struct fault *fault) MUST_CHECK;

#endif
