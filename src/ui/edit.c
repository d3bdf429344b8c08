#include "edit.h"

#include "mend/base/utf8.h"

enum { ROWS_MOST = 100 };

static const struct {
    int32_t key;
    enum editor_command command;
} bindings[] = {
    {KEYCODE_LEFT, EDITOR_LEFT},
    {KEYCODE_RIGHT, EDITOR_RIGHT},
    {KEYCODE_UP, EDITOR_UP},
    {KEYCODE_DOWN, EDITOR_DOWN},
    {KEYCODE_CONTROL_LEFT, EDITOR_WORD_LEFT},
    {KEYCODE_CONTROL_RIGHT, EDITOR_WORD_RIGHT},
    {KEYCODE_CONTROL_UP, EDITOR_PASSAGE_UP},
    {KEYCODE_CONTROL_DOWN, EDITOR_PASSAGE_DOWN},
    {KEYCODE_HOME, EDITOR_ROW_START},
    {CONTROL('A'), EDITOR_ROW_START},
    {KEYCODE_END, EDITOR_ROW_END},
    {CONTROL('E'), EDITOR_ROW_END},
    {KEYCODE_PAGE_UP, EDITOR_PAGE_UP},
    {KEYCODE_PAGE_DOWN, EDITOR_PAGE_DOWN},
    {KEYCODE_BACKSPACE, EDITOR_DELETE_BACK},
    {KEYCODE_DELETE, EDITOR_DELETE},
    {CONTROL('D'), EDITOR_DELETE},
    {CONTROL('W'), EDITOR_DELETE_WORD_BACK},
    {CONTROL('K'), EDITOR_KILL},
    {CONTROL('U'), EDITOR_KILL_BACK},
    {CONTROL('Y'), EDITOR_YANK},
    {CONTROL('@'), EDITOR_MARK},
    {CONTROL('_'), EDITOR_UNDO},
    {CONTROL('R'), EDITOR_REDO},
    {KEYCODE_ENTER, EDITOR_NEW_LINE},
};

void edit_keys(struct key_list *list)
{
    keys_add(list, "^_ ^R", _("undo, redo"), false);
    keys_add(list, "^K ^Y", _("cut to the end of the paragraph (or the selection), put back"),
             false);
    keys_add(list, "^Space", _("start a selection"), false);
    keys_add(list, "^W ^U", _("delete the word, the row before the cursor"), false);
    keys_add(list, "^Left ^Right", _("a word back, forward"), false);
    keys_add(list, "^Up ^Down", _("a paragraph back, forward (an empty line ends one)"), false);
}

static void draw_row(struct view *view, int row, int column, const struct editor_row *line,
                     int columns)
{
    size_t from = line->select_start;
    size_t to = line->select_end;
    int start = column;
    column += view_text(view, row, column, STYLE_TEXT, line->bytes, from);
    column += view_text(view, row, column, STYLE_SELECTED, line->bytes + from, to - from);
    column += view_text(view, row, column, STYLE_TEXT, line->bytes + to, line->length - to);
    if (line->select_break && column < start + columns)
        view_puts(view, row, column, STYLE_SELECTED, " ");
}

void edit_draw(struct editor *editor, struct view *view, int row, int column, int columns, int rows,
               bool focused)
{
    struct editor_row lines[ROWS_MOST];
    if (rows > ROWS_MOST)
        rows = ROWS_MOST;
    editor_resize(editor, columns, rows);
    int cursor_row;
    int cursor_column;
    size_t count = editor_rows(editor, lines, (size_t)rows, &cursor_row, &cursor_column);
    for (size_t i = 0; i < count; i++)
        draw_row(view, row + (int)i, column, &lines[i], columns);
    if (focused)
        view_cursor(view, row + cursor_row, column + cursor_column);
}

static void run(struct ui *ui, struct editor *editor, enum editor_command command)
{
    struct fault fault = {0};
    bool did;
    if (command == EDITOR_KILL && editor_selection(editor, NULL, NULL))
        command = EDITOR_CUT;
    if (editor_do(editor, command, &did, &fault))
        ui_tell(ui, &fault);
}

bool edit_event(struct ui *ui, struct editor *editor, const struct event *event)
{
    struct fault fault = {0};
    if (event->kind == EVENT_PASTE) {
        if (editor_paste(editor, event->bytes, event->length, &fault))
            ui_tell(ui, &fault);
        return true;
    }
    if (event->kind != EVENT_KEY)
        return false;
    for (size_t i = 0; i < sizeof bindings / sizeof bindings[0]; i++) {
        if (bindings[i].key == event->key) {
            run(ui, editor, bindings[i].command);
            return true;
        }
    }
    if (!event_is_text(event))
        return false;
    char bytes[4];
    if (editor_insert(editor, bytes, utf8_encode(event->key, bytes), &fault))
        ui_tell(ui, &fault);
    return true;
}
