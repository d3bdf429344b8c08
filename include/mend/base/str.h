/*
 * A growing string. Running out of memory is remembered in `failed` and everything appended
 * afterwards is dropped, so that a caller builds first and asks once, at the end.
 *
 * `struct str s = {0};` is a valid empty string. `bytes` is always NUL-terminated once something
 * was appended; it may hold NUL bytes of its own before that. Memory is wiped before it is given
 * back: what passes through here may be a passphrase, or what somebody wrote.
 */
#ifndef MEND_BASE_STR_H
#define MEND_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "mend/base/error.h"

struct str {
    char *bytes;
    size_t length;   /* bytes in use, without the final NUL */
    size_t capacity; /* bytes allocated */
    bool failed;     /* memory ran out: the content is not complete */
};

void str_append(struct str *s, const char *bytes, size_t length);
void str_puts(struct str *s, const char *text);
void str_putc(struct str *s, char byte);
void str_printf(struct str *s, const char *format, ...) PRINTF_LIKE(2, 3);

/* Shortens S to LENGTH bytes; no effect when it is shorter already. */
void str_truncate(struct str *s, size_t length);

/* The text as a C string: never NULL, valid until S changes. */
const char *str_text(const struct str *s);

/* Hands the bytes to the caller, who frees them; S is empty again. NULL when memory ran out. */
char *str_take(struct str *s) MUST_CHECK;

/* OK, or ERR_MEMORY with its sentence when something appended was dropped. */
enum err str_status(const struct str *s, struct fault *fault) MUST_CHECK;

void str_free(struct str *s);

#endif
