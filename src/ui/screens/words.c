/* My words: sentences that were built and kept, newest first. */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "mend/base/date.h"
#include "screens.h"

enum { WORDS_MOST = 200 };

struct words {
    struct answers answers;
    struct fault fault; /* why they could not be read */
    struct scroll scroll;
    int selected;
    int selected_row; /* as of the last drawing */
    bool follow;      /* the selection has moved: bring it into sight */
    bool asking;
};

static void reload(struct screen *screen)
{
    struct words *words = screen->state;
    answers_free(&words->answers);
    words->fault = (struct fault){0};
    if (store_answer_having(session_store(screen->ui->session), MY_WORDS_KEEP, WORDS_MOST,
                            &words->answers, &words->fault) != OK)
        words->answers = (struct answers){0};
    int last = (int)words->answers.count - 1;
    words->selected = words->selected > last ? last : words->selected;
    words->selected = words->selected < 0 ? 0 : words->selected;
    words->follow = true;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    screen->state = calloc(1, sizeof(struct words));
    if (!screen->state)
        return fault_set_memory(fault);
    reload(screen);
    return OK;
}

static void close(struct screen *screen)
{
    struct words *words = screen->state;
    answers_free(&words->answers);
    free(words);
}

static int draw_sentence(struct words *words, struct view *view, int row, int index)
{
    const struct answer *answer = &words->answers.items[index];
    const char *sentence = pairs_get(&answer->values, MY_WORDS_SENTENCE);
    bool selected = index == words->selected;
    int start = row;
    struct str date = {0};
    if (selected) {
        words->selected_row = row;
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    row += prose_plain(view, row, 2, view->columns - 2, selected ? STYLE_TITLE : STYLE_TEXT,
                       sentence ? sentence : glyph(GLYPH_DASH));
    date_put_full(&date, answer->made_at);
    view_puts(view, row++, 2, STYLE_DIM, str_text(&date));
    str_free(&date);
    if (selected && words->asking)
        row += prose_plain(view, row, 2, view->columns - 2, STYLE_NOTICE,
                           _("Delete for good? A backup may still hold a copy. y yes, n no"));
    return row - start + 1;
}

static int draw_all(void *context, struct view *view)
{
    struct words *words = context;
    int row = 1 + prose_paragraph(view, 1, STYLE_TITLE, _("My words"));
    if (words->fault.code)
        row += prose_paragraph(view, row, STYLE_NOTICE, words->fault.text);
    else if (words->answers.count == 0)
        row += prose_paragraph(view, row, STYLE_TEXT,
                               _("Nothing is kept here yet. Some pages help to build a sentence, "
                                 "4.3 for one; a tick below it keeps it here."));
    for (int i = 0; i < (int)words->answers.count; i++)
        row += draw_sentence(words, view, row, i);
    if (words->follow && !view->canvas) {
        int *top = &words->scroll.top;
        if (words->selected_row < *top || words->selected_row + 3 > *top + view->rows)
            *top = words->selected_row - 1;
        words->follow = false;
    }
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct words *words = screen->state;
    struct view view = ui_prose_column(body);
    scroll_draw(&words->scroll, &view, draw_all, words);
}

static void delete_selected(struct screen *screen)
{
    struct words *words = screen->state;
    struct fault fault = {0};
    int64_t id = words->answers.items[words->selected].id;
    if (session_forget_answer(screen->ui->session, id, &fault))
        ui_tell(screen->ui, &fault);
    else
        ui_notice(screen->ui, _("Deleted."));
    reload(screen);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct words *words = screen->state;
    int last = (int)words->answers.count - 1;
    bool key = event->kind == EVENT_KEY;
    if (key && words->asking) {
        words->asking = false;
        if (event->key == 'y' && last >= 0)
            delete_selected(screen);
        return true;
    }
    bool down = key && (event->key == KEYCODE_DOWN || event->key == 'j');
    bool up = key && (event->key == KEYCODE_UP || event->key == 'k');
    if (down || up) {
        int selected = words->selected + (down ? 1 : -1);
        words->selected = selected > last ? last : selected;
        words->selected = words->selected < 0 ? 0 : words->selected;
        words->follow = true;
        return true;
    }
    if (key && (event->key == 'd' || event->key == KEYCODE_DELETE)) {
        words->asking = last >= 0;
        words->follow = true;
        return true;
    }
    return scroll_event(&words->scroll, event);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct words *words = screen->state;
    if (words->asking) {
        keys_add(list, "y", _("delete for good"), true);
        keys_add(list, "n", _("keep"), true);
        return;
    }
    if (words->answers.count) {
        keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
        keys_add(list, "d", _("delete"), true);
    }
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_words = {
    .name = "My words",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
