#include "front.h"

#include <stdlib.h>
#include <string.h>

#include "kinds.h"
#include "mend/base/message.h"

enum { MINUTES_MOST = 240, LOOK_AHEAD = 60 };

enum key { KEY_ID, KEY_TITLE, KEY_MINUTES, KEY_TOUCHES, KEYS };

/* Those that can be left out come last. */
static const char *const keys[KEYS] = {"id", "title", "minutes", "touches"};
enum { KEYS_REQUIRED = KEY_TOUCHES };

struct front {
    struct reading *reading;
    struct lesson *lesson;
    bool seen[KEYS];
    int line;
};

static bool is_fence(const char *start, const char *end)
{
    while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return end - start == 3 && memcmp(start, "---", 3) == 0;
}

static const char *key_end(const char *start, const char *end)
{
    const char *colon = memchr(start, ':', (size_t)(end - start));
    for (const char *at = start; colon && at < colon; at++)
        if (*at == ' ' || *at == '\t')
            return NULL;
    return colon > start ? colon : NULL;
}

static void set(struct front *front, char **field, char *value)
{
    if (value) {
        free(*field);
        *field = value;
    } else {
        front->reading->failed = true;
    }
}

static void set_id(struct front *front, char *value)
{
    if (!value || name_valid(value, value + strlen(value))) {
        set(front, &front->lesson->id, value);
        return;
    }
    reading_report(front->reading, front->line,
                   _("The id of a lesson is its number in the table of contents, such as \"id: "
                     "1\"."));
    free(value);
}

static void set_minutes(struct front *front, char *value)
{
    char *rest = value;
    long minutes = value && *value >= '0' && *value <= '9' ? strtol(value, &rest, 10) : 0;
    if (value && (minutes < 1 || minutes > MINUTES_MOST || *rest))
        reading_report(front->reading, front->line,
                       _("\"minutes:\" needs a whole number from 1 to %d, such as \"minutes: "
                         "12\"."),
                       MINUTES_MOST);
    else
        front->lesson->minutes = (int)minutes;
    free(value);
}

static void refuse_key(struct front *front, const char *start, const char *colon)
{
    struct str nearest = {0};
    name_put_nearest(&nearest, keys, KEYS, start, colon);
    reading_report(front->reading, front->line,
                   _("There is no \"%s:\" in front matter.%s The keys are: id, title, minutes, "
                     "touches."),
                   quote_of(start, colon).text, str_text(&nearest));
    str_free(&nearest);
}

static void read_key(struct front *front, const char *start, const char *colon, const char *end)
{
    size_t key = 0;
    size_t length = (size_t)(colon - start);
    while (key < KEYS && !(strlen(keys[key]) == length && memcmp(keys[key], start, length) == 0))
        key++;
    if (key == KEYS) {
        refuse_key(front, start, colon);
        return;
    }
    if (front->seen[key])
        reading_report(front->reading, front->line, _("\"%s:\" stands here a second time."),
                       keys[key]);
    if (scan_is_blank(colon + 1, end))
        return; /* the same as a missing one */
    front->seen[key] = true;
    char *value = reading_copy(front->reading, colon + 1, end);
    if (key == KEY_ID)
        set_id(front, value);
    else if (key == KEY_MINUTES)
        set_minutes(front, value);
    else
        set(front, key == KEY_TITLE ? &front->lesson->title : &front->lesson->touches, value);
}

/* Reads until the closing line. False, with SCAN where prose begins, when there is none. */
static bool read_keys(struct front *front, struct scan *scan)
{
    const char *start, *end;
    struct scan before = *scan;
    bool blank = false;
    while (scan_line(scan, &start, &end)) {
        front->line = before.line;
        if (is_fence(start, end))
            return true;
        const char *colon = key_end(start, end);
        if (scan_is_heading(start, end) || (blank && !colon && !scan_is_blank(start, end)))
            break;
        blank = scan_is_blank(start, end);
        if (colon)
            read_key(front, start, colon, end);
        else if (!blank)
            reading_report(front->reading, front->line,
                           _("Expected \"key: text\" in front matter, found \"%s\"."),
                           quote_of(start, end).text);
        before = *scan;
    }
    *scan = before;
    return false;
}

static void check_missing(struct front *front, int line)
{
    static const char *const examples[KEYS_REQUIRED] = {"1", "The foundation of trust", "12"};
    for (size_t key = 0; key < KEYS_REQUIRED; key++)
        if (!front->seen[key])
            reading_report(front->reading, line,
                           _("\"%s:\" is missing in the front matter. Expected a line such as "
                             "\"%s: %s\"."),
                           keys[key], keys[key], examples[key]);
}

/* Moves SCAN to the line "---" that a key follows, or returns false. */
static bool find_front(struct scan *scan)
{
    struct scan look = *scan;
    const char *start, *end;
    for (int i = 0; i < LOOK_AHEAD; i++) {
        struct scan here = look;
        if (!scan_line(&look, &start, &end) || scan_is_heading(start, end))
            return false;
        if (!is_fence(start, end))
            continue;
        struct scan next = look;
        if (i == 0 || (scan_line(&next, &start, &end) && key_end(start, end))) {
            *scan = here;
            return true;
        }
    }
    return false;
}

bool front_read(struct reading *reading, struct scan *scan, struct lesson *lesson,
                const char **before)
{
    struct front front = {.reading = reading, .lesson = lesson};
    const char *start, *end;
    int first = scan->line;
    *before = scan->at;
    bool found = find_front(scan);
    if (!found || !scan_is_blank(*before, scan->at))
        reading_report(reading, first,
                       found ? _("Other words stand before the front matter. A lesson starts with "
                                 "a line \"---\"; please move them below it.")
                             : _("There is no front matter. A lesson starts with a line \"---\", "
                                 "then \"id: 1\", \"title: ...\", \"minutes: 12\", then \"---\" "
                                 "again."));
    if (!found)
        return false;
    *before = scan->at;
    int line = scan->line;
    scan_line(scan, &start, &end);
    if (!read_keys(&front, scan))
        reading_report(reading, line,
                       _("The front matter that starts here has no end. Expected a line \"---\" "
                         "below its last key."));
    check_missing(&front, line);
    return true;
}
