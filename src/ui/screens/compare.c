/*
 * Two texts beside one another, or where there is no room one after the other (Tab changes). They
 * scroll together, by rows of their own.
 */
#include <stdlib.h>
#include <string.h>

#include "../edit.h"
#include "../prose.h"
#include "journal_screens.h"

enum { WIDE = 80, GAP = 3 };

struct compare {
    struct compare_texts *texts;
    struct editor *left, *right;
    bool shows_right; /* in a narrow window */
    bool wide;        /* as of the last drawing */
    int rows;
};

static void close(struct screen *screen)
{
    struct compare *compare = screen->state;
    editor_free(compare->left);
    editor_free(compare->right);
    free(compare);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct compare *compare = calloc(1, sizeof *compare);
    if (!compare)
        return fault_set_memory(fault);
    memcpy(&compare->texts, &argument, sizeof argument); /* lent by the screen below */
    screen->state = compare;
    compare->left = editor_new(compare->texts->left, strlen(compare->texts->left));
    compare->right = editor_new(compare->texts->right, strlen(compare->texts->right));
    if (!compare->left || !compare->right) {
        close(screen);
        return fault_set_memory(fault);
    }
    editor_set_cursor(compare->left, 0);
    editor_set_cursor(compare->right, 0);
    return OK;
}

static void draw_text(struct view *view, const char *label, struct editor *editor)
{
    view_cut(view, 0, 0, STYLE_TITLE, label, view->columns);
    edit_draw(editor, view, 2, 0, view->columns, view->rows - 2, false);
}

static void draw(struct screen *screen, struct view *body)
{
    struct compare *compare = screen->state;
    const struct compare_texts *texts = compare->texts;
    struct view left = *body;
    compare->wide = body->columns >= WIDE;
    compare->rows = body->rows - 2;
    if (!compare->wide) {
        draw_text(&left, compare->shows_right ? texts->right_label : texts->left_label,
                  compare->shows_right ? compare->right : compare->left);
        view_cursor(&left, 0, 0);
        return;
    }
    left.columns = (body->columns - GAP) / 2;
    struct view right = left;
    right.column += left.columns + GAP;
    draw_text(&left, texts->left_label, compare->left);
    draw_text(&right, texts->right_label, compare->right);
    for (int row = 0; row < body->rows; row++)
        view_puts(body, row, left.columns + 1, STYLE_DIM, glyph(GLYPH_EDGE));
    view_cursor(&left, 0, 0);
}

static void scroll(struct compare *compare, int rows)
{
    editor_scroll(compare->left, rows);
    editor_scroll(compare->right, rows);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct compare *compare = screen->state;
    int step = event->kind == EVENT_WHEEL ? 3 : 1;
    int page = compare->rows > 2 ? compare->rows - 2 : 1;
    if (event->kind == EVENT_PASTE || event->kind == EVENT_CLICK)
        return true;
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        scroll(compare, step);
        return true;
    case KEYCODE_UP:
    case 'k':
        scroll(compare, -step);
        return true;
    case KEYCODE_PAGE_DOWN:
    case ' ':
        scroll(compare, page);
        return true;
    case KEYCODE_PAGE_UP:
        scroll(compare, -page);
        return true;
    case KEYCODE_TAB:
    case KEYCODE_BACK_TAB:
        compare->shows_right = !compare->shows_right;
        return true;
    case KEYCODE_ENTER:
        compare->texts->taken = true;
        ui_back(screen->ui);
        return true;
    default:
        return false;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct compare *compare = screen->state;
    keys_add(list, "Enter", compare->texts->take, true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("read"), true);
    keys_add(list, "Tab", _("the other one"), !compare->wide);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_compare = {
    .name = "two texts",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
