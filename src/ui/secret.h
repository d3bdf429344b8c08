/* A field for a passphrase: in memory that is locked and wiped, drawn as dots, kept nowhere. */
#ifndef MEND_UI_SECRET_H
#define MEND_UI_SECRET_H

#include "ui.h"

enum { SECRET_MOST = 1024 }; /* bytes */

struct secret {
    char *bytes; /* NUL-terminated; NULL before secret_open() */
    size_t length;
};

enum err secret_open(struct secret *secret, struct fault *fault) MUST_CHECK;
void secret_close(struct secret *secret);
void secret_clear(struct secret *secret);

/* True when the event was for the field: text, a paste, Backspace, Ctrl-U. */
bool secret_event(struct secret *secret, const struct event *event);

/* Draws it at ROW from COLUMN on, SHOWN as it is or as dots; the cursor behind it. */
void secret_draw(const struct secret *secret, struct view *view, int row, int column, bool shown);

#endif
