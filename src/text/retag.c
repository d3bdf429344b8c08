#include "mend/text/retag.h"

#include <stdlib.h>
#include <string.h>

#include "mend/text/tags.h"

/* Whether one of the words of LIST, with or without "#", is the tag NAME (SIZE bytes). */
static bool lists(const char *list, const char *name, size_t size)
{
    char *wanted = tag_fold(name, size);
    bool found = false;
    for (const char *at = list; *at && wanted && !found;) {
        at += strspn(at, " \t\n,#");
        size_t length = strcspn(at, " \t\n,#");
        char *word = length ? tag_fold(at, length) : NULL;
        found = word && strcmp(word, wanted) == 0;
        free(word);
        at += length;
    }
    free(wanted);
    return found;
}

static bool has_tag(const char *text, const char *name, size_t size)
{
    size_t at = 0;
    size_t start;
    size_t length;
    char *wanted = tag_fold(name, size);
    bool found = false;
    while (wanted && !found && tag_next(text, strlen(text), &at, &start, &length)) {
        char *tag = tag_fold(text + start, length);
        found = tag && strcmp(tag, wanted) == 0;
        free(tag);
    }
    free(wanted);
    return found;
}

/* TEXT, with the "#" only of those tags that are listed. */
static void put_kept(struct str *out, const char *text, const char *tags)
{
    size_t at = 0;
    size_t done = 0;
    size_t start;
    size_t size;
    while (tag_next(text, strlen(text), &at, &start, &size)) {
        if (lists(tags, text + start, size))
            continue;
        str_append(out, text + done, start - 1 - done);
        done = start;
    }
    str_puts(out, text + done);
}

/* A word that can be a tag at all. */
static bool is_tag(const char *word, size_t size)
{
    size_t at = 0;
    size_t start;
    size_t length;
    struct str text = {0};
    str_putc(&text, '#');
    str_append(&text, word, size);
    bool fits = tag_next(str_text(&text), text.length, &at, &start, &length) && length == size;
    str_free(&text);
    return fits;
}

bool retag(struct str *out, const char *text, const char *tags)
{
    bool whole = true;
    bool first = true;
    put_kept(out, text, tags);
    for (const char *at = tags; *at;) {
        at += strspn(at, " \t\n,#");
        size_t size = strcspn(at, " \t\n,#");
        if (size && !is_tag(at, size)) {
            whole = false;
        } else if (size && !has_tag(str_text(out), at, size)) {
            str_puts(out, first ? "\n\n#" : " #");
            str_append(out, at, size);
            first = false;
        }
        at += size;
    }
    return whole;
}
