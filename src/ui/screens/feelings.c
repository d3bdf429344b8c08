/* Words for feelings, by family. Enter takes one; several can be taken before going back. */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "mend/base/utf8.h"
#include "screens.h"

enum { INDENT = 2, GAP = 3 };

struct feelings {
    struct feelings_for wanted;
    const struct table *words;
    struct scroll scroll;
    int selected; /* counted over the feelings only */
    int count;
    int columns;      /* of the last drawing */
    int selected_row; /* likewise */
};

static const struct table_row *feeling_at(const struct feelings *feelings, int index)
{
    for (size_t i = 0; i < feelings->words->count; i++) {
        const struct table_row *row = &feelings->words->rows[i];
        if (strcmp(row->cells[WORD_KIND], word_kind_names[WORD_FEELING]) == 0 && index-- == 0)
            return row;
    }
    return NULL;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    const struct feelings_for *wanted = argument;
    const struct table *words = session_words(screen->ui->session);
    struct feelings *feelings = calloc(1, sizeof *feelings);
    if (!feelings)
        return fault_set_memory(fault);
    feelings->wanted = *wanted;
    feelings->words = words;
    while (feeling_at(feelings, feelings->count))
        feelings->count++;
    if (feelings->count == 0) {
        free(feelings);
        return fault_set(fault, ERR_NOT_FOUND,
                         _("The list of feelings, words.tsv, is not among the lessons or cannot be "
                           "read. You can write your own word."));
    }
    screen->state = feelings;
    return OK;
}

static void close(struct screen *screen)
{
    free(screen->state);
}

/* Where the word after one that ends at COLUMN begins; a new row when it does not fit. */
static void place_word(const struct view *view, int width, int *row, int *column)
{
    if (*column > INDENT && *column + width > view->columns) {
        *column = INDENT;
        ++*row;
    }
}

static bool same_family(const struct table_row *a, const struct table_row *b)
{
    return a && strcmp(a->cells[WORD_NOTE], b->cells[WORD_NOTE]) == 0;
}

/* A cell of the page, and the word that stands there; -1: none. */
struct spot {
    int row, column;
    int found;
};

/* Lays all words out. SPOT (may be NULL) learns which one is there. */
static int lay_out(struct feelings *feelings, struct view *view, struct spot *spot)
{
    int row = 1 + prose_paragraph(view, 1, STYLE_TITLE, _("Words for feelings"));
    int column = INDENT;
    const struct table_row *before = NULL;
    for (int i = 0; i < feelings->count; i++) {
        const struct table_row *word = feeling_at(feelings, i);
        const char *text = word->cells[WORD_TEXT];
        int width = utf8_width(text, strlen(text));
        if (!same_family(before, word)) {
            row += before ? 2 : 0;
            view_puts(view, row++, 0, STYLE_DIM, word->cells[WORD_NOTE]);
            column = INDENT;
        }
        place_word(view, width, &row, &column);
        if (spot && spot->row == row && spot->column >= column && spot->column < column + width)
            spot->found = i;
        bool selected = i == feelings->selected;
        if (selected)
            feelings->selected_row = row;
        view_puts(view, row, column, selected ? STYLE_CURRENT : STYLE_TEXT, text);
        if (selected)
            view_cursor(view, row, column);
        column += width + GAP;
        before = word;
    }
    return row + 1;
}

static int draw_all(void *context, struct view *view)
{
    struct feelings *feelings = context;
    int rows = lay_out(feelings, view, NULL);
    int *top = &feelings->scroll.top;
    if (!view->canvas && feelings->selected_row < *top + 1)
        *top = feelings->selected_row - 1;
    if (!view->canvas && feelings->selected_row >= *top + view->rows)
        *top = feelings->selected_row - view->rows + 1;
    return rows;
}

static void draw(struct screen *screen, struct view *body)
{
    struct feelings *feelings = screen->state;
    struct view view = ui_prose_column(body);
    feelings->columns = view.columns;
    scroll_draw(&feelings->scroll, &view, draw_all, feelings);
}

static void put_into_text(struct exercise_view *view, int index, const char *word)
{
    char *text = exercise_text_copy(view, index);
    struct str all = {0};
    if (text && *text)
        str_printf(&all, "%s, ", text);
    str_puts(&all, word);
    if (text && str_status(&all, NULL) == OK)
        exercise_text_set(view, index, str_text(&all));
    str_free(&all);
    free(text);
}

static void take(struct screen *screen, int index)
{
    const struct feelings *feelings = screen->state;
    const struct feelings_for *wanted = &feelings->wanted;
    const char *word = feeling_at(feelings, index)->cells[WORD_TEXT];
    struct str said = {0};
    if (wanted->text >= 0)
        put_into_text(wanted->view, wanted->text, word);
    else
        exercise_list_add(wanted->view, word);
    exercise_note_change(wanted->view);
    str_printf(&said, _("Taken: %s. Esc goes back."), word);
    ui_notice(screen->ui, str_text(&said));
    str_free(&said);
}

/* The word nearest in the row above or below. */
static void move_row(struct feelings *feelings, int rows)
{
    struct view nowhere = {.columns = feelings->columns, .rows = feelings->scroll.shown};
    int selected = feelings->selected;
    int last = selected;
    int row = feelings->selected_row;
    while (last + (rows > 0 ? 1 : -1) >= 0 && last + (rows > 0 ? 1 : -1) < feelings->count) {
        last += rows > 0 ? 1 : -1;
        feelings->selected = last;
        lay_out(feelings, &nowhere, NULL);
        if (feelings->selected_row != row)
            return;
    }
    feelings->selected = last;
}

static void select_word(struct feelings *feelings, int index)
{
    feelings->selected = index < 0 ? 0 : index >= feelings->count ? feelings->count - 1 : index;
}

static bool click(struct screen *screen, const struct event *event)
{
    struct feelings *feelings = screen->state;
    struct view column = ui_prose_column(&screen->body);
    struct view nowhere = column;
    nowhere.canvas = NULL;
    struct spot spot = {event->row - column.row + feelings->scroll.top,
                        event->column - column.column, -1};
    lay_out(feelings, &nowhere, &spot);
    if (spot.found >= 0) {
        feelings->selected = spot.found;
        take(screen, spot.found);
    }
    return true;
}

static bool event(struct screen *screen, const struct event *event)
{
    struct feelings *feelings = screen->state;
    if (event->kind == EVENT_CLICK)
        return click(screen, event);
    if (event->kind != EVENT_KEY)
        return true;
    switch (event->key) {
    case KEYCODE_LEFT:
    case 'h':
        select_word(feelings, feelings->selected - 1);
        return true;
    case KEYCODE_RIGHT:
    case 'l':
        select_word(feelings, feelings->selected + 1);
        return true;
    case KEYCODE_UP:
    case 'k':
        move_row(feelings, -1);
        return true;
    case KEYCODE_DOWN:
    case 'j':
        move_row(feelings, 1);
        return true;
    case KEYCODE_HOME:
    case 'g':
        select_word(feelings, 0);
        return true;
    case KEYCODE_END:
    case 'G':
        select_word(feelings, feelings->count);
        return true;
    case KEYCODE_ENTER:
    case ' ':
        take(screen, feelings->selected);
        return true;
    default:
        return false;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    (void)screen;
    keys_add(list, "Enter", _("take this word"), true);
    keys_add(list, glyph(GLYPH_LEFT_RIGHT), _("move"), true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), false);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_feelings = {
    .name = "words for feelings",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
