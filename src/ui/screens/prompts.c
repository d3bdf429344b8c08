/*
 * A prompt to write about, one at a time, with much room around it. How the day is narrows them
 * down. None comes twice before all that fit were shown, whatever was said about the day meanwhile.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "journal_screens.h"
#include "mend/base/date.h"
#include "mend/base/utf8.h"

enum { ANSWERS = TONES + 1, AIRY_ROWS = 18, PROMPT_INDENT = 2 };

/* An answer to "How is today?" on the screen; number 0 is "any", the others are tones. */
struct answer_place {
    int row, column, width;
};

struct prompts {
    struct prompt_choice *choice;
    const struct table *table;
    bool *seen; /* for each row of the table */
    const struct table_row *prompt;
    int tone; /* an enum tone or PROMPT_ANY */
    size_t at;
    struct scroll scroll;
    struct answer_place places[ANSWERS];
    int prompt_row, prompt_end; /* as of the last drawing */
    int rows, columns;          /* of the window, as of the last drawing */
    bool follow;                /* there is another prompt: bring it into sight */
    struct session *session;
};

/* ---- which prompt ---- */

static bool fits(const struct prompts *prompts, const struct table_row *row)
{
    return prompts->tone == PROMPT_ANY ||
           strcmp(row->cells[PROMPT_TONE], tone_names[prompts->tone].name) == 0;
}

static size_t index_of(const struct prompts *prompts, const struct table_row *row)
{
    return (size_t)(row - prompts->table->rows);
}

/* How many fit; UNSEEN: of those not shown yet. */
static size_t count_fitting(const struct prompts *prompts, bool unseen)
{
    size_t count = 0;
    for (size_t i = 0; i < prompts->table->count; i++)
        count += fits(prompts, &prompts->table->rows[i]) && !(unseen && prompts->seen[i]);
    return count;
}

/* All that fit were shown: they may come again. */
static void begin_anew(struct prompts *prompts)
{
    for (size_t i = 0; i < prompts->table->count; i++)
        if (fits(prompts, &prompts->table->rows[i]))
            prompts->seen[i] = false;
}

static void another(struct prompts *prompts)
{
    size_t fitting = count_fitting(prompts, false);
    prompts->follow = true;
    if (!fitting) {
        prompts->prompt = NULL;
        return;
    }
    if (!count_fitting(prompts, true))
        begin_anew(prompts);
    for (size_t i = 0; i < fitting; i++) {
        const struct table_row *row =
            prompt_choose(prompts->table, PROMPT_ANY, prompts->tone, prompts->at++);
        bool same = row == prompts->prompt && fitting > 1;
        if (!row || same || prompts->seen[index_of(prompts, row)])
            continue;
        prompts->seen[index_of(prompts, row)] = true;
        prompts->prompt = row;
        return;
    }
}

/* The day is like ANSWER: 0 any, else a tone and 1. What fits anyhow stays. */
static void set_answer(struct prompts *prompts, int answer)
{
    int last = ANSWERS - 1;
    prompts->tone = (answer < 0 ? 0 : answer > last ? last : answer) - 1;
    prompts->follow = true;
    if (!prompts->prompt || !fits(prompts, prompts->prompt))
        another(prompts);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct prompts *prompts = calloc(1, sizeof *prompts);
    if (!prompts)
        return fault_set_memory(fault);
    memcpy(&prompts->choice, &argument, sizeof argument); /* lent by the screen below */
    prompts->choice->prompt = NULL;
    prompts->session = screen->ui->session;
    prompts->table = session_prompts(prompts->session);
    prompts->seen = calloc(prompts->table->count + 1, sizeof *prompts->seen);
    if (!prompts->seen) {
        free(prompts);
        return fault_set_memory(fault);
    }
    prompts->tone = PROMPT_ANY;
    prompts->at = (size_t)day_number(day_at(ui_now(screen->ui))); /* not every evening alike */
    another(prompts);
    screen->state = prompts;
    return OK;
}

static void close(struct screen *screen)
{
    struct prompts *prompts = screen->state;
    free(prompts->seen);
    free(prompts);
}

/* ---- drawing ---- */

static int draw_answers(struct prompts *prompts, struct view *view, int row)
{
    int start = row;
    int column = 0;
    for (int i = 0; i < ANSWERS; i++) {
        char text[64];
        snprintf(text, sizeof text, "%d %s", i, i ? _(tone_names[i - 1].shown) : _("any"));
        int width = 2 + utf8_width(text, strlen(text));
        bool chosen = i == prompts->tone + 1;
        if (column && column + width > view->columns) {
            column = 0;
            row++;
        }
        if (chosen)
            view_puts(view, row, column, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_puts(view, row, column + 2, chosen ? STYLE_TITLE : STYLE_TEXT, text);
        prompts->places[i] = (struct answer_place){row, column, width};
        column += width;
    }
    return row - start + 1;
}

/* "Lesson 3: The title"; nothing for a prompt that belongs to none. */
static void put_lesson(const struct prompts *prompts, struct str *out)
{
    const char *id = prompts->prompt->cells[PROMPT_LESSON];
    const struct contents_entry *entry = content_entry(session_content(prompts->session), id);
    if (strcmp(id, "0") == 0)
        return;
    str_printf(out, entry ? _("Lesson %1$s: %2$s") : _("Lesson %1$s"), id,
               entry ? entry->title : "");
}

static int draw_prompt(struct prompts *prompts, struct view *view, int row)
{
    int start = row;
    int width = view->columns - PROMPT_INDENT;
    struct str lesson = {0};
    put_lesson(prompts, &lesson);
    prompts->prompt_row = row;
    view_cursor(view, row, PROMPT_INDENT);
    row += prose_plain(view, row, PROMPT_INDENT, width, STYLE_TITLE,
                       prompts->prompt->cells[PROMPT_TEXT]);
    prompts->prompt_end = row;
    row++;
    if (lesson.length)
        row += prose_plain(view, row, PROMPT_INDENT, width, STYLE_DIM, str_text(&lesson));
    row += prose_plain(view, row, PROMPT_INDENT, width, STYLE_DIM,
                       _("If somebody might read along, thinking it is enough."));
    str_free(&lesson);
    return row - start;
}

static int draw_all(void *context, struct view *view)
{
    struct prompts *prompts = context;
    bool airy = prompts->rows >= AIRY_ROWS;
    int row = airy ? 2 : 0;
    prompts->prompt_row = prompts->prompt_end = 0;
    view_cursor(view, 1, 0); /* unless there is a prompt */
    if (prompts->table->count == 0)
        return 1 + prose_paragraph(view, 1, STYLE_TEXT,
                                   _("There are no prompts here at the moment. A page to write on "
                                     "is there all the same: Esc, and then n."));
    view_puts(view, row, 0, STYLE_DIM, _("How is today?"));
    row += 1 + draw_answers(prompts, view, row + 1);
    row += airy ? 4 : 1;
    if (prompts->prompt)
        row += draw_prompt(prompts, view, row);
    else
        row += prose_plain(view, row, PROMPT_INDENT, view->columns - PROMPT_INDENT, STYLE_TEXT,
                           _("There is no prompt for a day like this one. \"any\" has some."));
    if (prompts->follow && !view->canvas) {
        int *top = &prompts->scroll.top;
        *top = 0;
        if (prompts->prompt_end > view->rows)
            *top = prompts->prompt_end - view->rows;
        prompts->follow = false;
    }
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct prompts *prompts = screen->state;
    struct view view = ui_prose_column(body);
    if (body->rows != prompts->rows || body->columns != prompts->columns)
        prompts->follow = true;
    prompts->rows = body->rows;
    prompts->columns = body->columns;
    scroll_draw(&prompts->scroll, &view, draw_all, prompts);
}

/* ---- events ---- */

static void choose(struct screen *screen)
{
    const struct prompts *prompts = screen->state;
    if (!prompts->prompt)
        return;
    prompts->choice->prompt = prompts->prompt;
    ui_back(screen->ui);
}

static void click(struct screen *screen, const struct event *event)
{
    struct prompts *prompts = screen->state;
    struct view view = ui_prose_column(&screen->body);
    int row = event->row - view.row + prompts->scroll.top;
    int column = event->column - view.column;
    if (event->row < view.row || event->row >= view.row + view.rows || !prompts->table->count)
        return;
    for (int i = 0; i < ANSWERS; i++) {
        const struct answer_place *place = &prompts->places[i];
        if (row == place->row && column >= place->column && column < place->column + place->width) {
            set_answer(prompts, i);
            return;
        }
    }
    if (row >= prompts->prompt_row && row < prompts->prompt_end)
        choose(screen);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct prompts *prompts = screen->state;
    int answer = prompts->tone + 1;
    if (event->kind == EVENT_CLICK)
        click(screen, event);
    if (event->kind == EVENT_CLICK || event->kind == EVENT_PASTE)
        return true;
    if (event->kind == EVENT_WHEEL || prompts->table->count == 0)
        return scroll_event(&prompts->scroll, event);
    if (event->key >= '0' && event->key < '0' + ANSWERS) {
        set_answer(prompts, event->key - '0');
        return true;
    }
    switch (event->key) {
    case KEYCODE_LEFT:
    case 'h':
        set_answer(prompts, answer - 1);
        return true;
    case KEYCODE_RIGHT:
    case 'l':
        set_answer(prompts, answer + 1);
        return true;
    case ' ':
    case 'n':
        another(prompts);
        return true;
    case KEYCODE_ENTER:
        choose(screen);
        return true;
    default:
        return scroll_event(&prompts->scroll, event);
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct prompts *prompts = screen->state;
    if (prompts->prompt) {
        keys_add(list, "Enter", _("write"), true);
        keys_add(list, "n", _("another"), true);
        keys_add(list, "Space", _("another one, likewise"), false);
    }
    if (prompts->table->count) {
        keys_add(list, glyph(GLYPH_LEFT_RIGHT), _("the day"), true);
        keys_add(list, "0 to 6", _("how the day is, by its number"), false);
    }
    if (scroll_has_more(&prompts->scroll))
        keys_add(list, glyph(GLYPH_UP_DOWN), _("read on, and back"), false);
    keys_add(list, "Esc", _("not now"), true);
}

const struct screen_type screen_prompts = {
    .name = "prompts",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
