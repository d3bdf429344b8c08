#include "scroll.h"

void scroll_draw(struct scroll *scroll, struct view *view, int (*draw)(void *, struct view *),
                 void *context)
{
    struct view nowhere = *view;
    nowhere.canvas = NULL;
    scroll->shown = view->rows;
    scroll->total = draw(context, &nowhere);
    int most = scroll->total > scroll->shown ? scroll->total - scroll->shown : 0;
    scroll->top = scroll->top > most ? most : scroll->top < 0 ? 0 : scroll->top;
    view->scroll = scroll->top;
    draw(context, view);
    if (scroll->top < most)
        scroll_mark_more(view);
}

void scroll_mark_more(const struct view *view)
{
    struct view margin = *view;
    margin.columns++; /* beside the text, never over it */
    view_puts(&margin, view->scroll + view->rows - 1, view->columns, STYLE_DIM, glyph(GLYPH_MORE));
}

bool scroll_event(struct scroll *scroll, const struct event *event)
{
    int page = scroll->shown > 2 ? scroll->shown - 2 : 1;
    if (event->kind == EVENT_WHEEL) {
        scroll->top += event->key == KEYCODE_UP ? -3 : 3;
        return true;
    }
    if (event->kind != EVENT_KEY)
        return false;
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        scroll->top++;
        return true;
    case KEYCODE_UP:
    case 'k':
        scroll->top--;
        return true;
    case KEYCODE_PAGE_DOWN:
        scroll->top += page;
        return true;
    case KEYCODE_PAGE_UP:
        scroll->top -= page;
        return true;
    case KEYCODE_HOME:
    case 'g':
        scroll->top = 0;
        return true;
    case KEYCODE_END:
    case 'G':
        scroll->top = scroll->total;
        return true;
    default:
        return false;
    }
}

bool scroll_has_more(const struct scroll *scroll)
{
    return scroll->total > scroll->shown;
}
