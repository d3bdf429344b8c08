/*
 * Calm: the practices of practices.md. Those after which the person was less tense come first, the
 * ones that helped most often before the others; the rest stay in the order of the file. What
 * belongs to the one that is selected stands below it.
 */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "screens.h"

enum { ANSWERS_MOST = 200, MINUTES_COLUMNS = 8 };

struct practice_row {
    const struct page *page;
    const struct exercise *practice;
    size_t times;  /* it was done, with a number before and one after, */
    size_t helped; /* and the second was lower */
    bool begun;    /* something of it waits, unfinished */
    int top, end;  /* where it and all that belongs to it was drawn last */
};

struct calm {
    struct lesson practices;
    struct practice_row *rows;
    int count;
    int selected;
    bool follow; /* the selection has moved: bring it into sight */
    struct scroll scroll;
};

/* ---- what helped ---- */

static int number_of(const struct answer *answer, const char *key)
{
    const char *value = pairs_get(&answer->values, key);
    return value ? exercise_number(value) : -1;
}

/* What cannot be read counts as nothing: the practice is there all the same. */
static void load_row(struct ui *ui, struct practice_row *row)
{
    struct session *session = ui->session;
    struct answers answers = {0};
    struct pairs draft = {0};
    const char *id = row->practice->id;
    row->times = row->helped = 0;
    if (store_answer_list(session_store(session), CALM_LESSON, id, ANSWERS_MOST, &answers, NULL) ==
        OK)
        for (size_t i = 0; i < answers.count; i++) {
            int before = number_of(&answers.items[i], PRACTICE_BEFORE);
            int after = number_of(&answers.items[i], PRACTICE_AFTER);
            row->times += before >= 0 && after >= 0 ? 1 : 0;
            row->helped += after >= 0 && after < before ? 1 : 0;
        }
    row->begun = session_draft_load(session, CALM_LESSON, id, &draft, NULL) == OK && draft.count;
    answers_free(&answers);
    pairs_free(&draft);
}

static int compare(const void *a, const void *b)
{
    const struct practice_row *x = a;
    const struct practice_row *y = b;
    if (x->helped != y->helped)
        return x->helped > y->helped ? -1 : 1;
    return x->page->line - y->page->line;
}

/* Sorts anew; the selection stays with its practice. */
static void reload(struct screen *screen)
{
    struct calm *calm = screen->state;
    const struct page *selected = calm->count ? calm->rows[calm->selected].page : NULL;
    for (int i = 0; i < calm->count; i++)
        load_row(screen->ui, &calm->rows[i]);
    qsort(calm->rows, (size_t)calm->count, sizeof *calm->rows, compare);
    for (int i = 0; i < calm->count; i++)
        if (calm->rows[i].page == selected)
            calm->selected = i;
    calm->follow = true;
}

/* ---- opening ---- */

static enum err read_practices(struct calm *calm, const struct content *content,
                               struct fault *fault)
{
    enum err err = content_practices(content, &calm->practices, NULL, fault);
    if (err)
        return err;
    calm->rows = calloc(calm->practices.page_count + 1, sizeof *calm->rows);
    if (!calm->rows) {
        lesson_free(&calm->practices);
        return fault_set_memory(fault);
    }
    int count = 0;
    for (size_t i = 0; i < calm->practices.page_count; i++) {
        const struct page *page = &calm->practices.pages[i];
        const struct exercise *practice = page_practice(page);
        if (practice)
            calm->rows[count++] = (struct practice_row){.page = page, .practice = practice};
    }
    calm->count = count;
    return OK;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct calm *calm = calloc(1, sizeof *calm);
    if (!calm)
        return fault_set_memory(fault);
    enum err err = read_practices(calm, session_content(screen->ui->session), fault);
    if (err) {
        free(calm);
        return err;
    }
    screen->state = calm;
    reload(screen);
    calm->selected = 0;
    return OK;
}

static void close(struct screen *screen)
{
    struct calm *calm = screen->state;
    lesson_free(&calm->practices);
    free(calm->rows);
    free(calm);
}

/* ---- drawing ---- */

static int draw_about(struct view *view, int row, const struct practice_row *practice)
{
    int start = row;
    struct view inside = *view;
    struct str text = {0};
    inside.column += 4;
    inside.columns -= 4;
    for (size_t i = 0; i < practice->page->blocks.count; i++)
        if (!practice->page->blocks.items[i].exercise)
            row += prose_block(&inside, row, &practice->page->blocks.items[i]);
    str_printf(&text, _("Better not when %s"), exercise_field(practice->practice, "not-when"));
    row += prose_paragraph(&inside, row, STYLE_DIM, str_text(&text));
    str_free(&text);
    return row - start;
}

static int draw_practice(struct calm *calm, struct view *view, int row, int index)
{
    struct practice_row *practice = &calm->rows[index];
    bool selected = index == calm->selected;
    int minutes = (practice_seconds(practice->practice) + 30) / 60;
    struct str text = {0};
    practice->top = row;
    if (selected) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    view_cut(view, row, 2, selected ? STYLE_TITLE : STYLE_TEXT, practice->page->title,
             view->columns - 2 - MINUTES_COLUMNS);
    str_printf(&text, _("%d min"), minutes < 1 ? 1 : minutes);
    view_cut(view, row++, view->columns - MINUTES_COLUMNS + 1, STYLE_DIM, str_text(&text),
             MINUTES_COLUMNS - 1);
    str_truncate(&text, 0);
    if (practice->helped)
        str_printf(&text, _("Helped you before: lower afterwards %zu of %zu times."),
                   practice->helped, practice->times);
    if (practice->begun)
        str_printf(&text, practice->helped ? " %s" : "%s", _("Begun; it waits."));
    row += prose_plain(view, row, 4, view->columns - 4, STYLE_ACCENT, str_text(&text));
    str_free(&text);
    if (selected)
        row += draw_about(view, row, practice);
    practice->end = row;
    return row - practice->top;
}

static void follow(struct calm *calm, int rows)
{
    const struct practice_row *selected = &calm->rows[calm->selected];
    int *top = &calm->scroll.top;
    if (selected->end > *top + rows)
        *top = selected->end - rows;
    if (selected->top < *top)
        *top = selected->top;
    if (calm->selected == 0 && selected->end <= rows)
        *top = 0; /* with the words above the list */
}

static int draw_all(void *context, struct view *view)
{
    struct calm *calm = context;
    int row = 1;
    row += prose_paragraph(view, row, STYLE_TEXT,
                           calm->count ? _("Short practices to steady yourself. None suits "
                                           "everybody, and none is a duty.")
                                       : _("There are no practices here."));
    for (int i = 0; i < calm->count; i++)
        row += draw_practice(calm, view, row, i);
    if (calm->follow && !view->canvas)
        follow(calm, view->rows);
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct calm *calm = screen->state;
    struct view view = ui_prose_column(body);
    calm->follow |= calm->scroll.shown && calm->scroll.shown != view.rows;
    scroll_draw(&calm->scroll, &view, draw_all, calm);
    calm->follow = false;
}

/* ---- keys ---- */

static void select_row(struct calm *calm, int row)
{
    int last = calm->count - 1;
    calm->selected = row > last ? last : row;
    if (calm->selected < 0)
        calm->selected = 0;
    calm->follow = true;
}

/* What is said about a practice is read to its end before one goes on to the next. */
static void move_down(struct calm *calm)
{
    int bottom = calm->scroll.top + calm->scroll.shown;
    bool more = calm->scroll.shown && calm->rows[calm->selected].end > bottom;
    if (more)
        calm->scroll.top++;
    else
        select_row(calm, calm->selected + 1);
}

static void move_up(struct calm *calm)
{
    bool more = calm->rows[calm->selected].top < calm->scroll.top;
    if (more || calm->selected == 0)
        calm->scroll.top--;
    else
        select_row(calm, calm->selected - 1);
}

static void open_selected(struct screen *screen)
{
    const struct calm *calm = screen->state;
    if (calm->count)
        ui_push(screen->ui, &screen_calm_page, calm->rows[calm->selected].page);
}

static void click(struct screen *screen, const struct event *event)
{
    struct calm *calm = screen->state;
    int row = event->row - screen->body.row + calm->scroll.top;
    for (int i = 0; i < calm->count; i++) {
        bool again = i == calm->selected;
        if (row < calm->rows[i].top || row >= calm->rows[i].end)
            continue;
        select_row(calm, i);
        if (again)
            open_selected(screen);
        return;
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct calm *calm = screen->state;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind == EVENT_KEY) {
        switch (event->key) {
        case KEYCODE_DOWN:
        case 'j':
            move_down(calm);
            return true;
        case KEYCODE_UP:
        case 'k':
            move_up(calm);
            return true;
        case KEYCODE_HOME:
        case 'g':
            select_row(calm, 0);
            return true;
        case KEYCODE_END:
        case 'G':
            select_row(calm, calm->count);
            return true;
        case KEYCODE_ENTER:
        case ' ':
            open_selected(screen);
            return true;
        default:
            break;
        }
    }
    return scroll_event(&calm->scroll, event);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct calm *calm = screen->state;
    if (calm->count)
        keys_add(list, "Enter", _("open"), true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    if (scroll_has_more(&calm->scroll))
        keys_add(list, "PgDn", _("read on"), true);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_calm = {
    .name = "Calm",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = reload,
};
