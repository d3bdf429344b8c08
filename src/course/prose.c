/*
 * md4c calls back for every block, span and piece of text it finds. Here they become a flat list:
 * `frames` is the path of lists and quotes to where we are; a block opens with its first text, so
 * that its kind follows from that path, and is appended when it is complete.
 *
 * What a lesson cannot hold (code, HTML, images, tables) is refused: reported, and where a whole
 * block is meant, a BLOCK_FAULT stands in its place.
 */
#include "prose.h"

#include <md4c.h>
#include <stdint.h>
#include <string.h>

#include "entity.h"
#include "grow.h"
#include "mend/base/message.h"

/* Deeper frames and spans than these are counted, not kept. */
enum { FRAMES = 32, SPANS_OPEN = 8, DEPTH_MOST = 6 };

struct frame {
    MD_BLOCKTYPE type;
    int number;  /* of a list: its next item; of an item: its own */
    bool marker; /* of an item: its first block is still to come */
};

struct builder {
    struct reading *reading;
    struct blocks *blocks;

    struct frame frames[FRAMES];
    int depth; /* frames, kept and counted */
    int nest;  /* items and quotes among them */

    bool open; /* a block is being gathered: */
    struct block block;
    struct str text;
    size_t link_count; /* links before it */
    int table_line;    /* it is a table, as this line shows */
    bool html_told;

    bool span_kept[SPANS_OPEN];
    size_t span_open[SPANS_OPEN]; /* index into the block's spans */
    size_t span_start[SPANS_OPEN];
    int span_depth;

    bool refusing; /* inside a block that is refused */
    MD_BLOCKTYPE refused;
    bool fenced;
    int refused_line;
};

static int line_of(struct builder *b, const char *at)
{
    return reading_line(b->reading, at);
}

/* Where we are, when nothing better is known. */
static int line_here(const struct builder *b)
{
    return b->reading->line;
}

/* ---- blocks ---- */

static struct frame *innermost(struct builder *b)
{
    if (b->depth == 0)
        return NULL;
    return &b->frames[b->depth < FRAMES ? b->depth - 1 : FRAMES - 1];
}

static void open_block(struct builder *b, int line)
{
    struct frame *frame = innermost(b);
    b->open = true;
    b->block = (struct block){.kind = BLOCK_PARAGRAPH, .depth = b->nest, .line = line};
    b->link_count = b->reading->links ? b->reading->links->count : 0;
    b->table_line = 0;
    b->html_told = false;
    b->span_depth = 0;
    if (frame && frame->type == MD_BLOCK_QUOTE) {
        b->block.kind = BLOCK_QUOTE;
        b->block.depth--;
    } else if (frame && frame->type == MD_BLOCK_LI && frame->marker) {
        frame->marker = false;
        b->block.kind = frame->number < 0 ? BLOCK_BULLET : BLOCK_NUMBERED;
        b->block.number = frame->number < 0 ? 0 : frame->number;
        b->block.depth--;
    }
    if (b->block.depth > DEPTH_MOST)
        b->block.depth = DEPTH_MOST;
}

static void drop_links(struct builder *b)
{
    struct links *links = b->reading->links;
    while (links && links->count > b->link_count)
        free(links->items[--links->count].target);
}

/* Spans end where the text does; those without any text go. */
static void trim_spans(struct prose *prose)
{
    size_t kept = 0;
    for (size_t i = 0; i < prose->span_count; i++) {
        struct span span = prose->spans[i];
        if (span.end > prose->length)
            span.end = prose->length;
        if (span.start < span.end)
            prose->spans[kept++] = span;
    }
    prose->span_count = kept;
}

static void close_block(struct builder *b)
{
    if (!b->open)
        return;
    b->open = false;
    struct prose *prose = &b->block.prose;
    while (b->text.length && strchr(" \n", b->text.bytes[b->text.length - 1]))
        str_truncate(&b->text, b->text.length - 1);
    prose->length = b->text.length;
    trim_spans(prose);
    if (b->table_line || prose->length == 0) {
        drop_links(b);
        str_free(&b->text);
        block_free(&b->block);
        if (b->table_line)
            reading_add_fault(b->reading, b->blocks, b->table_line, b->reading->said);
        return;
    }
    prose->text = str_take(&b->text);
    if (prose->text) {
        reading_add_block(b->reading, b->blocks, &b->block);
    } else {
        b->reading->failed = true;
        block_free(&b->block);
    }
}

static void push(struct builder *b, MD_BLOCKTYPE type, int number)
{
    if (b->depth < FRAMES)
        b->frames[b->depth] = (struct frame){type, number, type == MD_BLOCK_LI};
    b->depth++;
    b->nest += type == MD_BLOCK_LI || type == MD_BLOCK_QUOTE;
}

static void pop(struct builder *b, MD_BLOCKTYPE type)
{
    b->depth--;
    b->nest -= type == MD_BLOCK_LI || type == MD_BLOCK_QUOTE;
}

static void push_item(struct builder *b)
{
    struct frame *list = innermost(b);
    bool numbered = list && list->type == MD_BLOCK_OL;
    push(b, MD_BLOCK_LI, numbered ? list->number++ : -1);
}

/* ---- what is refused ---- */

static void begin_refusal(struct builder *b, MD_BLOCKTYPE type, const MD_BLOCK_CODE_DETAIL *code)
{
    b->refusing = true;
    b->refused = type;
    b->fenced = code && code->fence_char;
    b->refused_line = b->fenced && code->info.size ? line_of(b, code->info.text) : 0;
}

/* The first words of a refused block say where it stands; a fence is the line above them. */
static void locate_refusal(struct builder *b, const char *at)
{
    int line = b->refused_line ? 0 : line_of(b, at);
    if (line)
        b->refused_line = b->fenced ? line - 1 : line;
}

static void end_refusal(struct builder *b)
{
    int line = b->refused_line ? b->refused_line : line_here(b);
    b->refusing = false;
    if (b->refused == MD_BLOCK_HTML)
        reading_report(b->reading, line,
                       _("HTML cannot be shown. Write it as Markdown, and notes to yourself "
                         "outside the lesson."));
    else if (b->fenced)
        reading_report(b->reading, line,
                       _("An exercise starts at the beginning of a line, not inside a list or "
                         "quote."));
    else
        reading_report(b->reading, line,
                       _("Indented by four spaces or more, this is code, and a lesson holds "
                         "none. Start the line further left."));
    reading_add_fault(b->reading, b->blocks, line, b->reading->said);
}

static void leave_heading(struct builder *b, unsigned level)
{
    int line = b->open ? b->block.line : line_here(b);
    if (level == 1)
        reading_report(b->reading, line,
                       _("A lesson has no heading of the first level: its title is \"title:\" "
                         "above. Pages start with \"## \", headings inside a page with \"### \"."));
    else if (level == 2)
        reading_report(b->reading, line,
                       _("This became a heading. A page starts with \"## \" at the beginning of "
                         "a line; a line of hyphens needs an empty line above it."));
    close_block(b);
}

/* The line below the head of a table: bars, hyphens, colons. */
static bool is_table_rule(const char *text, size_t length)
{
    bool bar = false;
    size_t hyphens = 0;
    for (size_t i = 0; i < length; i++) {
        if (!text[i] || !strchr("|-: \t", text[i]))
            return false;
        bar |= text[i] == '|';
        hyphens += text[i] == '-';
    }
    return bar && hyphens >= 2;
}

/* ---- callbacks: blocks ---- */

static int enter_block(MD_BLOCKTYPE type, void *detail, void *argument)
{
    struct builder *b = argument;
    close_block(b);
    switch (type) {
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
        push(b, type, -1);
        break;
    case MD_BLOCK_OL:
        push(b, type, (int)((const MD_BLOCK_OL_DETAIL *)detail)->start);
        break;
    case MD_BLOCK_LI:
        push_item(b);
        break;
    case MD_BLOCK_CODE:
        begin_refusal(b, type, detail);
        break;
    case MD_BLOCK_HTML:
        begin_refusal(b, type, NULL);
        break;
    case MD_BLOCK_HR: {
        struct block rule = {.kind = BLOCK_RULE, .line = line_here(b)};
        rule.prose.text = strdup("");
        if (rule.prose.text)
            reading_add_block(b->reading, b->blocks, &rule);
        else
            b->reading->failed = true;
        break;
    }
    default: /* paragraphs and headings open with their first text; tables are not asked for */
        break;
    }
    return b->reading->failed;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *argument)
{
    struct builder *b = argument;
    if (b->refusing) {
        end_refusal(b);
    } else if (type == MD_BLOCK_H) {
        if (b->open)
            b->block.kind = BLOCK_HEADING;
        leave_heading(b, ((const MD_BLOCK_H_DETAIL *)detail)->level);
    } else {
        close_block(b);
        if (type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL ||
            type == MD_BLOCK_LI)
            pop(b, type);
    }
    return b->reading->failed;
}

/* ---- callbacks: spans ---- */

static bool style_of(MD_SPANTYPE type, enum span_style *style)
{
    static const struct {
        MD_SPANTYPE type;
        enum span_style style;
    } styles[] = {
        {MD_SPAN_EM, SPAN_EMPHASIS},
        {MD_SPAN_STRONG, SPAN_STRONG},
        {MD_SPAN_CODE, SPAN_CODE},
        {MD_SPAN_A, SPAN_LINK},
    };
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        if (styles[i].type == type) {
            *style = styles[i].style;
            return true;
        }
    }
    return false;
}

static void open_span(struct builder *b, MD_SPANTYPE type)
{
    enum span_style style;
    int depth = b->span_depth++;
    if (depth >= SPANS_OPEN)
        return;
    b->span_start[depth] = b->text.length;
    b->span_kept[depth] = style_of(type, &style);
    if (!b->span_kept[depth])
        return;
    struct prose *prose = &b->block.prose;
    struct span *spans = grow(prose->spans, prose->span_count, sizeof *spans);
    if (!spans) {
        b->reading->failed = true;
        return;
    }
    prose->spans = spans;
    b->span_open[depth] = prose->span_count;
    spans[prose->span_count++] = (struct span){b->text.length, SIZE_MAX, style};
}

/* Returns where the text of the span starts. */
static size_t close_span(struct builder *b)
{
    int depth = --b->span_depth;
    if (depth >= SPANS_OPEN)
        return b->text.length;
    if (b->span_kept[depth])
        b->block.prose.spans[b->span_open[depth]].end = b->text.length;
    return b->span_start[depth];
}

static void put_attribute(struct str *out, const MD_ATTRIBUTE *attribute)
{
    for (int i = 0; attribute->size && attribute->substr_offsets[i] < attribute->size; i++) {
        const char *text = attribute->text + attribute->substr_offsets[i];
        size_t length = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];
        if (attribute->substr_types[i] == MD_TEXT_ENTITY)
            entity_put(out, text, length);
        else
            str_append(out, text, length);
    }
}

static void keep_link(struct builder *b, const char *target)
{
    struct links *links = b->reading->links;
    if (!links)
        return;
    struct link *items = grow(links->items, links->count, sizeof *items);
    if (items)
        links->items = items;
    char *copy = strdup(target);
    if (!items || !copy) {
        free(copy);
        b->reading->failed = true;
        return;
    }
    struct link *link = &items[links->count++];
    link->target = copy;
    link->line = line_here(b);
    link->block = b->blocks->count;
}

static void put_text(struct builder *b, const char *text, size_t length)
{
    size_t start = b->text.length;
    str_append(&b->text, text, length);
    for (size_t i = start; i < b->text.length; i++)
        if (b->text.bytes[i] == '\t' || b->text.bytes[i] == '\n')
            b->text.bytes[i] = ' ';
}

/* A terminal cannot be clicked: the address of a page in the web stands behind its words. */
static void put_address(struct builder *b, const char *target, size_t start)
{
    const char *address = strncmp(target, "mailto:", 7) == 0 ? target + 7 : target;
    bool outside =
        address != target || strncmp(target, "https:", 6) == 0 || strncmp(target, "http:", 5) == 0;
    if (outside && strcmp(str_text(&b->text) + start, address) != 0) {
        put_text(b, " (", 2);
        put_text(b, address, strlen(address));
        put_text(b, ")", 1);
    }
}

static void leave_link(struct builder *b, const MD_ATTRIBUTE *href)
{
    struct str target = {0};
    put_attribute(&target, href);
    size_t start = close_span(b);
    keep_link(b, str_text(&target));
    put_address(b, str_text(&target), start);
    b->reading->failed |= target.failed;
    str_free(&target);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *argument)
{
    struct builder *b = argument;
    if (!b->open)
        open_block(b, 0);
    open_span(b, type);
    if (type == MD_SPAN_IMG) {
        int line = line_of(b, ((const MD_SPAN_IMG_DETAIL *)detail)->src.text);
        reading_report(b->reading, line ? line : line_here(b),
                       _("Pictures cannot be shown. Say in words what the reader should see."));
    }
    return b->reading->failed;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *argument)
{
    struct builder *b = argument;
    if (type == MD_SPAN_A)
        leave_link(b, &((const MD_SPAN_A_DETAIL *)detail)->href);
    else
        close_span(b);
    return b->reading->failed;
}

/* ---- callbacks: text ---- */

static void refuse_html(struct builder *b)
{
    if (!b->html_told)
        reading_report(b->reading, line_here(b),
                       _("HTML cannot be shown. Use *emphasis*, **strong** and the like; write "
                         "\"&lt;\" for a \"<\" of its own."));
    b->html_told = true;
}

static int text(MD_TEXTTYPE type, const char *bytes, MD_SIZE size, void *argument)
{
    struct builder *b = argument;
    if (b->refusing) {
        locate_refusal(b, bytes);
        return 0;
    }
    int line = line_of(b, bytes);
    if (!b->open)
        open_block(b, 0);
    if (!b->block.line)
        b->block.line = line ? line : line_here(b);
    if (type == MD_TEXT_NORMAL && !b->table_line && line && is_table_rule(bytes, size)) {
        b->table_line = line;
        reading_report(b->reading, line,
                       _("Tables cannot be shown. Make it a list, one line for each row."));
    }
    switch (type) {
    case MD_TEXT_BR:
        str_putc(&b->text, '\n');
        break;
    case MD_TEXT_SOFTBR:
        str_putc(&b->text, ' ');
        break;
    case MD_TEXT_ENTITY:
        entity_put(&b->text, bytes, size);
        break;
    case MD_TEXT_HTML:
        refuse_html(b);
        break;
    default:
        put_text(b, bytes, size);
    }
    return b->reading->failed || b->text.failed;
}

void prose_read(struct reading *reading, const char *start, const char *end, struct blocks *blocks)
{
    struct builder b = {.reading = reading, .blocks = blocks};
    MD_PARSER parser = {
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = text,
    };
    reading_line(reading, start);
    if (md_parse(start, (MD_SIZE)(end - start), &parser, &b) != 0)
        reading->failed = true;
    if (b.open)
        block_free(&b.block);
    reading->failed |= b.text.failed;
    str_free(&b.text);
}
