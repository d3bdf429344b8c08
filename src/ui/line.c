#include "line.h"

#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "mend/base/utf8.h"

enum { LINE_MOST = 400 }; /* bytes a paste may add */

enum err line_open(struct line *line, const char *text, struct fault *fault)
{
    line_close(line);
    line->editor = editor_new(text, strlen(text));
    return line->editor ? OK : fault_set_memory(fault);
}

void line_close(struct line *line)
{
    editor_free(line->editor);
    line->editor = NULL;
}

bool line_is_open(const struct line *line)
{
    return line->editor != NULL;
}

static void paste(struct ui *ui, struct line *line, const struct event *event)
{
    size_t length = event->length < LINE_MOST ? event->length : LINE_MOST;
    char bytes[LINE_MOST];
    struct fault fault = {0};
    length = utf8_valid_prefix(event->bytes, length);
    for (size_t i = 0; i < length; i++)
        bytes[i] = strchr("\r\n\t", event->bytes[i]) ? ' ' : event->bytes[i];
    if (editor_paste(line->editor, bytes, length, &fault))
        ui_tell(ui, &fault);
    explicit_bzero(bytes, sizeof bytes);
}

bool line_event(struct ui *ui, struct line *line, const struct event *event)
{
    static const int32_t others[] = {KEYCODE_ENTER,   KEYCODE_UP,           KEYCODE_DOWN,
                                     KEYCODE_PAGE_UP, KEYCODE_PAGE_DOWN,    KEYCODE_TAB,
                                     KEYCODE_ESCAPE,  KEYCODE_CONTROL_DOWN, KEYCODE_CONTROL_UP};
    if (event->kind == EVENT_PASTE) {
        paste(ui, line, event);
        return true;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (event->kind == EVENT_KEY && event->key == others[i])
            return false;
    return edit_event(ui, line->editor, event);
}

void line_draw(struct line *line, struct view *view, int row, const char *label)
{
    int column = view_puts(view, row, 0, STYLE_TITLE, label);
    column += view_puts(view, row, column, STYLE_TITLE, " ");
    edit_draw(line->editor, view, row, column, view->columns - column, 1, true);
}

char *line_text(const struct line *line)
{
    return buffer_copy(editor_buffer(line->editor));
}
