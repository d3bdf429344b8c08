#include "functions.h"

#include <stdlib.h>
#include <string.h>

#include "mend/base/str.h"
#include "mend/text/buffer.h"
#include "mend/text/tags.h"

/* What is beyond stays a word. Without a limit, a long text of nothing but tags would take hours.
 */
enum { MOST_TAGS = 500, LONGEST_TAG = 200 };

/* The text that was given, never NULL but without memory. */
static const char *argument(sqlite3_value **values, size_t *length)
{
    const unsigned char *text = sqlite3_value_text(values[0]);
    *length = text ? (size_t)sqlite3_value_bytes(values[0]) : 0;
    return (const char *)text;
}

static void words_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    size_t length;
    const char *text = argument(values, &length);
    struct buffer *buffer = text ? buffer_new(text, length) : NULL;
    if (buffer)
        sqlite3_result_int64(context, (sqlite3_int64)buffer_word_count(buffer));
    else
        sqlite3_result_error_nomem(context);
    buffer_free(buffer);
}

/* Whether PAIR, which stands at the end of LIST, begins like one before it: the same tag. */
static bool is_known(const struct str *list, size_t pair, size_t size)
{
    return memmem(list->bytes, pair, list->bytes + pair, size) != NULL;
}

/*
 * Adds a tag unless it is there already; true when it was added. A tag has letters, digits, marks,
 * '_' and '-', none of which JSON would have escaped.
 */
static bool put_tag(struct str *list, const char *name, size_t size)
{
    char *folded = tag_fold(name, size);
    size_t start = list->length;
    if (!folded) {
        list->failed = true;
        return false;
    }
    str_printf(list, "[\"%s\",", folded);
    free(folded);
    if (list->failed || is_known(list, start, list->length - start)) {
        str_truncate(list, start);
        return false;
    }
    str_printf(list, "\"%.*s\"],", (int)size, name);
    return true;
}

static void tags_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    size_t length, start, size;
    size_t at = 0;
    int tags = 0;
    struct str list = {0};
    const char *text = argument(values, &length);
    str_putc(&list, '[');
    while (text && tags < MOST_TAGS && !list.failed && tag_next(text, length, &at, &start, &size))
        if (size <= LONGEST_TAG)
            tags += put_tag(&list, text + start, size);
    if (list.length > 1)
        str_truncate(&list, list.length - 1);
    str_putc(&list, ']');
    if (text && !list.failed)
        sqlite3_result_text64(context, list.bytes, list.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    else
        sqlite3_result_error_nomem(context);
    str_free(&list);
}

int functions_register(sqlite3 *db)
{
    static const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    int result = sqlite3_create_function_v2(db, "mend_words", 1, flags, NULL, words_function, NULL,
                                            NULL, NULL);
    return result != SQLITE_OK ? result
                               : sqlite3_create_function_v2(db, "mend_tags", 1, flags, NULL,
                                                            tags_function, NULL, NULL, NULL);
}
