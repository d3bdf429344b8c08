/* `mend lint`: what is wrong with a folder of lessons, one line for each find. */
#ifndef MEND_CLI_LINT_H
#define MEND_CLI_LINT_H

#include <stdbool.h>

/*
 * Checks FOLDER and prints what it finds as `file:line: text`; nothing when all is well. COUNTS: a
 * last line says what there is. Returns 0, 1 when there were finds, 2 when the folder cannot be
 * used (a sentence on stderr).
 */
int cli_lint(const char *folder, bool counts);

#endif
