#include "mend/base/str.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* realloc() would leave a copy behind. */
static void release(struct str *s)
{
    if (s->bytes)
        explicit_bzero(s->bytes, s->capacity);
    free(s->bytes);
}

/* Makes room for EXTRA more bytes and the final NUL. */
static bool reserve(struct str *s, size_t extra)
{
    if (s->failed)
        return false;
    if (extra >= SIZE_MAX / 2 - s->length) {
        s->failed = true;
        return false;
    }
    size_t need = s->length + extra + 1;
    if (need <= s->capacity)
        return true;
    size_t capacity = s->capacity ? s->capacity : 64;
    while (capacity < need)
        capacity *= 2;
    char *bytes = malloc(capacity);
    if (!bytes) {
        s->failed = true;
        return false;
    }
    if (s->bytes)
        memcpy(bytes, s->bytes, s->length + 1);
    release(s);
    s->bytes = bytes;
    s->capacity = capacity;
    return true;
}

void str_append(struct str *s, const char *bytes, size_t length)
{
    if (!reserve(s, length))
        return;
    if (length)
        memcpy(s->bytes + s->length, bytes, length);
    s->length += length;
    s->bytes[s->length] = '\0';
}

void str_puts(struct str *s, const char *text)
{
    str_append(s, text, strlen(text));
}

void str_putc(struct str *s, char byte)
{
    str_append(s, &byte, 1);
}

void str_printf(struct str *s, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !reserve(s, (size_t)length)) {
        s->failed = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(s->bytes + s->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    s->length += (size_t)length;
}

void str_truncate(struct str *s, size_t length)
{
    if (length >= s->length)
        return;
    s->length = length;
    s->bytes[length] = '\0';
}

const char *str_text(const struct str *s)
{
    return s->bytes ? s->bytes : "";
}

char *str_take(struct str *s)
{
    str_append(s, "", 0);
    char *bytes = s->failed ? NULL : s->bytes;
    if (s->failed)
        free(s->bytes);
    *s = (struct str){0};
    return bytes;
}

enum err str_status(const struct str *s, struct fault *fault)
{
    return s->failed ? fault_set_memory(fault) : OK;
}

void str_free(struct str *s)
{
    release(s);
    *s = (struct str){0};
}
