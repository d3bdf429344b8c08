#include "prose.h"

#include <string.h>

#include "mend/base/message.h"
#include "mend/text/wrap.h"

static enum style style_of(enum span_style span)
{
    static const enum style table[] = {
        [SPAN_EMPHASIS] = STYLE_EMPHASIS,
        [SPAN_STRONG] = STYLE_STRONG,
        [SPAN_CODE] = STYLE_STRONG,
        [SPAN_LINK] = STYLE_ACCENT,
    };
    return table[span];
}

/* The style of the byte at AT, and how far it reaches. */
static enum style style_at(const struct prose *prose, size_t at, enum style style, size_t *until)
{
    for (size_t i = 0; i < prose->span_count; i++) {
        const struct span *span = &prose->spans[i];
        if (at >= span->start && at < span->end) {
            style = style_of(span->style);
            *until = span->end < *until ? span->end : *until;
        } else if (span->start > at && span->start < *until) {
            *until = span->start;
        }
    }
    return style;
}

static void draw_row(struct view *view, int row, int column, enum style base,
                     const struct prose *prose, size_t from, size_t to)
{
    while (from < to) {
        size_t until = to;
        enum style style = style_at(prose, from, base, &until);
        column += view_text(view, row, column, style, prose->text + from, until - from);
        from = until;
    }
}

int prose_draw(struct view *view, int row, int column, int columns, enum style style,
               const struct prose *prose)
{
    int rows = 0;
    size_t at = 0;
    while (at < prose->length) {
        struct wrap_row wrapped = wrap_row(prose->text + at, prose->length - at, columns);
        draw_row(view, row + rows++, column, style, prose, at, at + wrapped.length);
        at += wrapped.next;
    }
    return rows;
}

int prose_plain(struct view *view, int row, int column, int columns, enum style style,
                const char *text)
{
    int rows = 0;
    size_t length = strlen(text);
    size_t at = 0;
    while (at < length) {
        struct wrap_row wrapped = wrap_row(text + at, length - at, columns);
        view_text(view, row + rows++, column, style, text + at, wrapped.length);
        at += wrapped.next;
    }
    return rows;
}

int prose_paragraph(struct view *view, int row, enum style style, const char *text)
{
    return prose_plain(view, row, 0, view->columns, style, text) + 1;
}

int prose_block(struct view *view, int row, const struct block *block)
{
    int column = 2 * block->depth;
    enum style style = STYLE_TEXT;
    switch (block->kind) {
    case BLOCK_HEADING:
        style = STYLE_TITLE;
        break;
    case BLOCK_BULLET:
        view_puts(view, row, column, STYLE_DIM, glyph(GLYPH_BULLET));
        column += 2;
        break;
    case BLOCK_NUMBERED:
        column += view_printf(view, row, column, STYLE_TEXT, "%d. ", block->number);
        break;
    case BLOCK_QUOTE:
        column += 2;
        break;
    case BLOCK_RULE:
        view_repeat(view, row, 0, STYLE_DIM, glyph(GLYPH_RULE), 12);
        return 2;
    case BLOCK_FAULT:
        style = STYLE_DIM;
        break;
    case BLOCK_PARAGRAPH:
    case BLOCK_EXERCISE:
        break;
    }
    int rows = prose_draw(view, row, column, view->columns - column, style, &block->prose);
    if (block->kind == BLOCK_QUOTE)
        for (int i = 0; i < rows; i++)
            view_puts(view, row + i, column - 2, STYLE_DIM, glyph(GLYPH_EDGE));
    bool in_list = block->kind == BLOCK_BULLET || block->kind == BLOCK_NUMBERED;
    return rows + (in_list ? 0 : 1);
}
