/* Earlier answers to one exercise, newest first; each can be deleted for good. */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "mend/base/date.h"
#include "screens.h"

struct earlier {
    struct exercise_view *view;
    struct scroll scroll;
    int selected;
    int selected_row; /* of its date, as of the last drawing */
    bool follow;      /* the selection has moved: bring it into sight */
    bool asking;      /* "delete for good?" stands on the screen */
    bool unsealing;   /* "open the seal?" does */
    int64_t unsealed; /* the one sealed answer that is shown; 0: none */
};

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct earlier *earlier = calloc(1, sizeof *earlier);
    if (!earlier)
        return fault_set_memory(fault);
    /* The page below lends its exercise; this screen lies on top of it for all its life. */
    memcpy(&earlier->view, &argument, sizeof argument);
    screen->state = earlier;
    return OK;
}

static void close(struct screen *screen)
{
    free(screen->state);
}

static int count(const struct earlier *earlier)
{
    return (int)earlier->view->earlier.count;
}

/* TEXT line by line; what a line is indented by, its wrapped rest is indented by, too. */
static int draw_lines(struct view *view, int row, const char *text)
{
    int start = row;
    while (*text) {
        size_t length = strcspn(text, "\n");
        char *line = strndup(text, length);
        int indent = (int)strspn(text, " ");
        if (line)
            row += prose_plain(view, row, 2 + indent, view->columns - 2 - indent, STYLE_TEXT,
                               line + indent);
        free(line);
        text += length + (text[length] == '\n');
    }
    return row - start;
}

static bool is_closed(const struct earlier *earlier, int index)
{
    const struct exercise_view *view = earlier->view;
    const struct answer *answer = &view->earlier.items[index];
    return view->type->closed && view->type->closed(&answer->values) &&
           answer->id != earlier->unsealed;
}

/* The second yes; before its day a letter says so. */
static int draw_unsealing(struct view *view, int row, const struct answer *answer)
{
    int64_t day;
    struct str text = {0};
    const char *until = pairs_get(&answer->values, LETTER_UNTIL);
    if (until && date_read(until, &day)) {
        str_puts(&text, _("It was to stay shut until "));
        date_put_full(&text, day);
        str_puts(&text, ". ");
    }
    str_puts(&text, _("Open the seal and read it now? y yes, n no"));
    int rows = prose_plain(view, row, 2, view->columns - 2, STYLE_NOTICE, str_text(&text));
    str_free(&text);
    return rows;
}

static int draw_answer(struct earlier *earlier, struct view *view, int row, int index)
{
    const struct exercise_view *x = earlier->view;
    const struct answer *answer = &x->earlier.items[index];
    bool selected = index == earlier->selected;
    int start = row;
    struct str text = {0};
    date_put_moment(&text, answer->made_at);
    if (selected) {
        earlier->selected_row = row;
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    view_puts(view, row++, 2, selected ? STYLE_TITLE : STYLE_TEXT, str_text(&text));
    if (selected && earlier->asking)
        row += prose_plain(view, row, 2, view->columns - 2, STYLE_NOTICE,
                           _("Delete for good? A backup may still hold a copy. y yes, n no"));
    str_truncate(&text, 0);
    if (selected && earlier->unsealing)
        row += draw_unsealing(view, row, answer);
    if (is_closed(earlier, index))
        str_puts(&text, _("Sealed. o opens it, after asking once more."));
    else
        x->type->describe(x->exercise, &answer->values, &text);
    row += draw_lines(view, row, str_text(&text));
    str_free(&text);
    return row - start + 1;
}

static int draw_all(void *context, struct view *view)
{
    struct earlier *earlier = context;
    int row = 1 + prose_paragraph(view, 1, STYLE_TITLE, _("Earlier answers"));
    const char *ask = exercise_field(earlier->view->exercise, "ask");
    if (*ask)
        row += prose_paragraph(view, row, STYLE_DIM, ask);
    if (count(earlier) == 0)
        row += prose_paragraph(view, row, STYLE_TEXT, _("There are none."));
    for (int i = 0; i < count(earlier); i++)
        row += draw_answer(earlier, view, row, i);
    if (earlier->follow && !view->canvas) {
        int *top = &earlier->scroll.top;
        if (earlier->selected_row < *top || earlier->selected_row + 2 > *top + view->rows)
            *top = earlier->selected_row - 1;
        earlier->follow = false;
    }
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct earlier *earlier = screen->state;
    struct view view = ui_prose_column(body);
    scroll_draw(&earlier->scroll, &view, draw_all, earlier);
}

static void select_answer(struct earlier *earlier, int index)
{
    int last = count(earlier) - 1;
    earlier->selected = index > last ? last : index;
    if (earlier->selected < 0)
        earlier->selected = 0;
    earlier->follow = true;
}

static void delete_selected(struct screen *screen)
{
    struct earlier *earlier = screen->state;
    struct exercise_view *view = earlier->view;
    struct fault fault = {0};
    enum err err = exercise_forget(view, (size_t)earlier->selected, &fault);
    select_answer(earlier, earlier->selected); /* another mend may have deleted some as well */
    if (err)
        ui_tell(screen->ui, &fault);
    else
        ui_notice(screen->ui, _("Deleted."));
}

static bool event(struct screen *screen, const struct event *event)
{
    struct earlier *earlier = screen->state;
    bool key = event->kind == EVENT_KEY;
    if (key && earlier->asking) {
        earlier->asking = false;
        if (event->key == 'y' && count(earlier) > 0)
            delete_selected(screen);
        return true;
    }
    if (key && earlier->unsealing) {
        earlier->unsealing = false;
        if (event->key == 'y')
            earlier->unsealed = earlier->view->earlier.items[earlier->selected].id;
        return true;
    }
    if (key && event->key == 'o' && count(earlier) > 0) {
        earlier->unsealing = is_closed(earlier, earlier->selected);
        earlier->follow = true;
        return true;
    }
    if (key && (event->key == KEYCODE_DOWN || event->key == 'j')) {
        select_answer(earlier, earlier->selected + 1);
        return true;
    }
    if (key && (event->key == KEYCODE_UP || event->key == 'k')) {
        select_answer(earlier, earlier->selected - 1);
        return true;
    }
    if (key && (event->key == 'd' || event->key == KEYCODE_DELETE)) {
        earlier->asking = count(earlier) > 0;
        earlier->follow = true;
        return true;
    }
    return scroll_event(&earlier->scroll, event);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct earlier *earlier = screen->state;
    if (earlier->asking) {
        keys_add(list, "y", _("delete for good"), true);
        keys_add(list, "n", _("keep"), true);
        return;
    }
    if (earlier->unsealing) {
        keys_add(list, "y", _("open it"), true);
        keys_add(list, "n", _("leave it sealed"), true);
        return;
    }
    if (count(earlier) > 0 && is_closed(earlier, earlier->selected))
        keys_add(list, "o", _("open the seal"), true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    if (scroll_has_more(&earlier->scroll))
        keys_add(list, "PgDn", _("read on"), true);
    keys_add(list, "d", _("delete"), true);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_earlier = {
    .name = "earlier answers",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
