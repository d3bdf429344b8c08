/* Questions people ask: a list of them; Enter unfolds one, and then leads to its page. */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "screens.h"

struct questions {
    struct faq faq;
    struct scroll scroll;
    int selected;
    int unfolded;     /* whose answer is shown; -1: none */
    int selected_row; /* as of the last drawing, */
    int selected_end; /* and where what belongs to it ends */
    bool follow;      /* the selection has moved: bring it into sight */
};

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct questions *questions = calloc(1, sizeof *questions);
    if (!questions)
        return fault_set_memory(fault);
    enum err err = content_faq(session_content(screen->ui->session), &questions->faq, NULL, fault);
    if (err) {
        free(questions);
        return err;
    }
    questions->unfolded = -1;
    screen->state = questions;
    return OK;
}

static void close(struct screen *screen)
{
    struct questions *questions = screen->state;
    faq_free(&questions->faq);
    free(questions);
}

static int draw_answer(struct view *view, int row, const struct question *question)
{
    int start = row;
    struct view inside = *view;
    inside.column += 2;
    inside.columns -= 2;
    for (size_t i = 0; i < question->page->blocks.count; i++)
        row += prose_block(&inside, row, &question->page->blocks.items[i]);
    if (*question->target) {
        struct str text = {0};
        str_printf(&text, _("Enter goes on to page %s."), question->target);
        row += prose_plain(view, row, 2, view->columns - 2, STYLE_DIM, str_text(&text));
        str_free(&text);
    }
    return row - start + 1;
}

static int draw_question(struct questions *questions, struct view *view, int row, int index)
{
    const struct question *question = &questions->faq.questions[index];
    bool selected = index == questions->selected;
    int start = row;
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
        questions->selected_row = row;
    }
    row += prose_plain(view, row, 2, view->columns - 2, selected ? STYLE_TITLE : STYLE_TEXT,
                       question->page->title);
    if (index == questions->unfolded)
        row += 1 + draw_answer(view, row + 1, question);
    if (selected)
        questions->selected_end = row;
    return row - start;
}

static int draw_all(void *context, struct view *view)
{
    struct questions *questions = context;
    int row = 1 + prose_paragraph(view, 1, STYLE_TITLE, _("Questions people ask"));
    for (int i = 0; i < (int)questions->faq.count; i++)
        row += draw_question(questions, view, row, i);
    if (questions->follow && !view->canvas) {
        int *top = &questions->scroll.top;
        if (questions->selected_end > *top + view->rows)
            *top = questions->selected_end - view->rows;
        if (questions->selected_row < *top + 1)
            *top = questions->selected_row - 1;
        questions->follow = false;
    }
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct questions *questions = screen->state;
    struct view view = ui_prose_column(body);
    scroll_draw(&questions->scroll, &view, draw_all, questions);
}

/* To the page that goes on from QUESTION. */
static void open_page(struct ui *ui, const struct question *question)
{
    const struct content *content = session_content(ui->session);
    size_t length = strcspn(question->target, ".");
    char *id = strndup(question->target, length);
    const struct contents_entry *entry = id ? content_entry(content, id) : NULL;
    free(id);
    if (entry)
        ui_push(ui, &screen_player, &(struct lesson_place){entry, question->target});
    else
        ui_notice(ui, _("That page is not among the lessons here."));
}

static void select_question(struct questions *questions, int index)
{
    int last = (int)questions->faq.count - 1;
    questions->selected = index > last ? last : index;
    questions->selected = questions->selected < 0 ? 0 : questions->selected;
    questions->follow = true;
}

static void press(struct screen *screen)
{
    struct questions *questions = screen->state;
    if (questions->faq.count == 0)
        return;
    const struct question *question = &questions->faq.questions[questions->selected];
    if (questions->unfolded != questions->selected)
        questions->unfolded = questions->selected;
    else if (*question->target)
        open_page(screen->ui, question);
    questions->follow = true;
}

static bool event(struct screen *screen, const struct event *event)
{
    struct questions *questions = screen->state;
    if (event->kind != EVENT_KEY)
        return scroll_event(&questions->scroll, event);
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        select_question(questions, questions->selected + 1);
        return true;
    case KEYCODE_UP:
    case 'k':
        select_question(questions, questions->selected - 1);
        return true;
    case KEYCODE_HOME:
    case 'g':
        select_question(questions, 0);
        return true;
    case KEYCODE_END:
    case 'G':
        select_question(questions, (int)questions->faq.count);
        return true;
    case KEYCODE_ENTER:
    case ' ':
        press(screen);
        return true;
    default:
        return scroll_event(&questions->scroll, event);
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct questions *questions = screen->state;
    bool open = questions->unfolded == questions->selected;
    keys_add(list, "Enter", open ? _("on to its page") : _("read the answer"), true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    if (scroll_has_more(&questions->scroll))
        keys_add(list, "PgDn", _("read on"), true);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_faq = {
    .name = "questions",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
