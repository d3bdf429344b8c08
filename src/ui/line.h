/* One line to be typed into: a day, tags, what is looked for. An editor of one row. */
#ifndef MEND_UI_LINE_H
#define MEND_UI_LINE_H

#include "mend/text/editor.h"
#include "ui.h"

struct line {
    struct editor *editor; /* NULL: closed */
};

/* Opens it on TEXT, the cursor behind it. */
enum err line_open(struct line *line, const char *text, struct fault *fault) MUST_CHECK;
void line_close(struct line *line);
bool line_is_open(const struct line *line);

/*
 * True when the event was for the line: text, a paste (its line ends become blanks), what moves and
 * deletes within a row. Enter, Escape, Tab, Up, Down and the like are not.
 */
bool line_event(struct ui *ui, struct line *line, const struct event *event);

/* Draws LABEL and the line behind it at ROW, the cursor in it. */
void line_draw(struct line *line, struct view *view, int row, const char *label);

/* What stands in it, for the caller to free; NULL without memory. */
char *line_text(const struct line *line) MUST_CHECK;

#endif
