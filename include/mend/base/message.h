/* What the program itself says goes through gettext, which is part of libc on Linux. */
#ifndef MEND_BASE_MESSAGE_H
#define MEND_BASE_MESSAGE_H

#include <libintl.h>

#define _(text) gettext(text)

/* Marks a text in a table for translation; translate with _() where it is shown. */
#define N_(text) (text)

#endif
