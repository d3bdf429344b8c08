#include "mend/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "mend/base/message.h"
#include "mend/base/utf8.h"

/* vsnprintf may cut a character in half; a sentence must stay valid UTF-8. */
static void drop_half_character(char *text)
{
    size_t length = strlen(text);
    if (length + 1 < FAULT_TEXT)
        return;
    while (length > 0 && !utf8_valid(text, length))
        text[--length] = '\0';
}

enum err fault_set(struct fault *fault, enum err code, const char *format, ...)
{
    if (!fault)
        return code;
    va_list arguments;
    va_start(arguments, format);
    fault->code = code;
    vsnprintf(fault->text, sizeof fault->text, format, arguments);
    va_end(arguments);
    drop_half_character(fault->text);
    return code;
}

static enum err code_of_errno(int error_number)
{
    static const struct {
        int error_number;
        enum err code;
    } table[] = {
        {ENOMEM, ERR_MEMORY},   {ENOENT, ERR_NOT_FOUND}, {ENOTDIR, ERR_NOT_FOUND},
        {EACCES, ERR_ACCESS},   {EPERM, ERR_ACCESS},     {ENOSPC, ERR_FULL},
        {EDQUOT, ERR_FULL},     {EFBIG, ERR_FULL},       {EROFS, ERR_READ_ONLY},
        {EEXIST, ERR_CONFLICT},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (table[i].error_number == error_number)
            return table[i].code;
    return ERR_IO;
}

enum err fault_set_system(struct fault *fault, int error_number, const char *format, ...)
{
    enum err code = code_of_errno(error_number);
    if (!fault)
        return code;
    va_list arguments;
    va_start(arguments, format);
    fault->code = code;
    int length = vsnprintf(fault->text, sizeof fault->text, format, arguments);
    va_end(arguments);
    if (length >= 0 && (size_t)length < sizeof fault->text)
        snprintf(fault->text + length, sizeof fault->text - (size_t)length, " (%s)",
                 strerror(error_number));
    drop_half_character(fault->text);
    return code;
}

enum err fault_set_memory(struct fault *fault)
{
    return fault_set(fault, ERR_MEMORY,
                     _("This computer has no memory left for mend. Close other programs and try "
                       "again; what was saved is safe."));
}
