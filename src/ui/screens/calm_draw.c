/* How one practice of Calm is drawn, and what is in sight of it. */
#include "../prose.h"
#include "calm_private.h"

int calm_exercise_stops(const struct calm_page *calm)
{
    return calm->view->type->stops(calm->view);
}

int calm_last_stop(const struct calm_page *calm)
{
    return calm_exercise_stops(calm) + (calm->view->held ? 1 : 0);
}

struct stop_place calm_place(const struct calm_page *calm, int focus)
{
    if (focus < calm_exercise_stops(calm))
        return calm->view->places[focus];
    return focus == calm_last_stop(calm) ? calm->done : calm->keep;
}

static int draw_row(struct calm_page *calm, struct view *view, int row, int stop, const char *label)
{
    bool focused = calm->focus == stop;
    if (focused) {
        view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, row, 2);
    }
    view_cut(view, row, 2, focused ? STYLE_TITLE : STYLE_TEXT, label, view->columns - 2);
    *(stop == calm_last_stop(calm) ? &calm->done : &calm->keep) = (struct stop_place){row, 1, 2};
    return 1;
}

/* Before anything is kept: that nothing is, and where it would be. */
static int draw_keeping(struct calm_page *calm, struct view *view, int row)
{
    int start = row;
    struct str text = {0};
    if (!calm->view->held)
        return 0;
    str_printf(&text,
               _("Nothing has been written so far, and nothing of this will be unless you say so. "
                 "Then how tense you were, before and after, is kept in %s. It is not locked: "
                 "anyone who can use this computer as you can read it. If someone you fear could, "
                 "it may be safer not to keep it."),
               session_home(calm->ui->session));
    row += prose_paragraph(view, row, STYLE_DIM, str_text(&text));
    str_free(&text);
    row += draw_row(calm, view, row, calm_exercise_stops(calm), _("Keep this"));
    return row - start;
}

static void follow(struct calm_page *calm, int rows)
{
    int *top = &calm->scroll.top;
    if (calm->focus == READING)
        return;
    struct stop_place place = calm_place(calm, calm->focus);
    int end = calm->focus == STOP_AFTER ? calm->reply_end : place.row + place.rows;
    /* What comes into sight from below is put where one can see what follows it. */
    if (end > *top + rows)
        *top = end - place.row < rows ? end - rows : place.row - rows / 3;
    if (place.row < *top)
        *top = place.row;
}

static int draw_all(void *context, struct view *view)
{
    struct calm_page *calm = context;
    struct exercise_view *exercise = calm->view;
    int row = 1 + prose_paragraph(view, 1, STYLE_TITLE, calm->page->title);
    if (calm->focus == READING)
        view_cursor(view, view->scroll ? view->scroll : 1, 0);
    for (size_t i = 0; i < calm->page->blocks.count; i++)
        if (!calm->page->blocks.items[i].exercise)
            row += prose_block(view, row, &calm->page->blocks.items[i]);
    bool inside = calm->focus >= 0 && calm->focus < calm_exercise_stops(calm);
    exercise->top = row;
    /* There is no question above it: the row for one is not wanted either. */
    row += exercise->type->draw(exercise, view, row - 1, inside ? calm->focus : READING);
    bool leads_on = calm_exercise_stops(calm) > STOP_AFTER + 1;
    calm->reply_end = leads_on ? exercise->places[STOP_AFTER + 1].row : row - 1;
    row += draw_keeping(calm, view, row);
    row += draw_row(calm, view, row, calm_last_stop(calm), _("Done for now"));
    if (calm->follow && !view->canvas)
        follow(calm, view->rows);
    return row;
}

void calm_draw(struct calm_page *calm, struct view *body)
{
    struct view view = ui_prose_column(body);
    calm->follow |= calm->scroll.shown && calm->scroll.shown != view.rows;
    scroll_draw(&calm->scroll, &view, draw_all, calm);
    calm->follow = false;
}
