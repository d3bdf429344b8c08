#include "scan.h"

#include <stddef.h>
#include <string.h>

struct fence {
    char mark;
    size_t length;
    const char *info, *info_end;
};

bool scan_line(struct scan *scan, const char **start, const char **end)
{
    if (scan->at >= scan->end)
        return false;
    *start = scan->at;
    const char *feed = memchr(scan->at, '\n', (size_t)(scan->end - scan->at));
    *end = feed ? feed : scan->end;
    scan->at = feed ? feed + 1 : scan->end;
    scan->line++;
    return true;
}

void scan_title(struct scan *scan)
{
    const char *start, *end;
    struct scan after = *scan;
    if (scan_line(&after, &start, &end) && end - start > 1 && start[0] == '#' && start[1] == ' ')
        *scan = after;
}

bool scan_is_blank(const char *start, const char *end)
{
    while (start < end && (*start == ' ' || *start == '\t' || *start == '\n'))
        start++;
    return start == end;
}

/* START behind up to three spaces: more of them make it something else in Markdown. */
static const char *skip_indent(const char *start, const char *end)
{
    for (int i = 0; i < 3 && start < end && *start == ' '; i++)
        start++;
    return start;
}

static void trim(const char **start, const char **end)
{
    while (*start < *end && (**start == ' ' || **start == '\t'))
        ++*start;
    while (*end > *start && ((*end)[-1] == ' ' || (*end)[-1] == '\t'))
        --*end;
}

bool scan_is_heading(const char *start, const char *end)
{
    start = skip_indent(start, end);
    if (end - start < 2 || start[0] != '#' || start[1] != '#')
        return false;
    return end - start == 2 || start[2] == ' ' || start[2] == '\t';
}

/* Three or more ` or ~ at the start of the line. */
static bool is_fence(const char *start, const char *end, struct fence *fence)
{
    start = skip_indent(start, end);
    if (start == end || (*start != '`' && *start != '~'))
        return false;
    const char *at = start;
    while (at < end && *at == *start)
        at++;
    *fence = (struct fence){*start, (size_t)(at - start), at, end};
    trim(&fence->info, &fence->info_end);
    if (fence->length < 3)
        return false;
    /* ```word``` is code within a line of prose */
    return fence->mark == '~' || !memchr(at, '`', (size_t)(end - at));
}

static void read_heading(struct part *part, const char *start, const char *end)
{
    part->kind = PART_HEADING;
    start = skip_indent(start, end) + 2;
    trim(&start, &end);
    const char *words = end;
    while (words > start && words[-1] == '#')
        words--;
    if (words == start || words[-1] == ' ' || words[-1] == '\t')
        end = words;
    trim(&start, &end);
    part->start = start;
    part->end = end;
}

static void read_fence(struct scan *scan, struct part *part, const struct fence *open)
{
    part->kind = PART_FENCE;
    part->info = open->info;
    part->info_end = open->info_end;
    part->start = scan->at;
    for (;;) {
        struct scan before = *scan;
        const char *start, *end;
        struct fence fence;
        part->end = scan->at;
        if (!scan_line(scan, &start, &end))
            return;
        bool fenced = is_fence(start, end, &fence) && fence.mark == open->mark;
        bool has_info = fenced && fence.info < fence.info_end;
        if (fenced && !has_info && fence.length >= open->length) {
            part->closed = true;
            return;
        }
        if (has_info || scan_is_heading(start, end)) {
            *scan = before;
            return;
        }
    }
}

struct part scan_next(struct scan *scan)
{
    struct part part = {.kind = PART_END, .line = scan->line};
    const char *start, *end;
    struct scan before = *scan;
    while (scan_line(scan, &start, &end)) {
        struct fence fence;
        bool heading = scan_is_heading(start, end);
        bool fenced = !heading && is_fence(start, end, &fence);
        if ((heading || fenced) && part.kind == PART_PROSE) {
            *scan = before;
            return part;
        }
        if (heading) {
            read_heading(&part, start, end);
            return part;
        }
        if (fenced) {
            read_fence(scan, &part, &fence);
            return part;
        }
        if (part.kind == PART_END) {
            part.kind = PART_PROSE;
            part.start = start;
        }
        part.end = scan->at;
        before = *scan;
    }
    return part;
}
