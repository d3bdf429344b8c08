/* How the list of promises is drawn: sections, rows, and what can be said of each. */
#include "../prose.h"
#include "promises.h"

static void put_promise_facts(const struct promises_screen *list, const struct promise *promise,
                              const struct promise_history *history, struct str *out)
{
    struct promise_rate rate = promise_rate(history, list->today);
    promise_put_schedule(out, &promise->schedule);
    if (promise_rests(history, list->today))
        str_printf(out, _(" %s resting"), glyph(GLYPH_DOT));
    if (promise_overdue(history, list->today))
        str_printf(out, _(" %s its day has passed"), glyph(GLYPH_DOT));
    if (promise->schedule.kind == SCHEDULE_WEEKLY) {
        struct promise_week week = promise_week(history, list->today, list->today);
        if (week.left > 0)
            str_printf(out, _(" %s %d left this week"), glyph(GLYPH_DOT), week.left);
    }
    if (rate.counted || rate.open) {
        str_printf(out, " %s ", glyph(GLYPH_DOT));
        promise_put_rate(out, &rate);
    }
}

static int draw_promise(struct promises_screen *list, struct view *view, int row,
                        const struct promise *promise, bool selected)
{
    struct promise_history history =
        promise_history_of(promise, &list->marks, list->mark_room, list->pause_room);
    enum promise_day day = promise_day(&history, list->today, list->today);
    struct str text = {0};
    int start = row;
    if (list->show == SHOW_NOW)
        view_puts(view, row, 2, STYLE_ACCENT, month_sign(promise_mark_of(day)));
    promise_put_words(&text, promise);
    row += prose_plain(view, row, 4, view->columns - 4, selected ? STYLE_TITLE : STYLE_TEXT,
                       str_text(&text));
    str_truncate(&text, 0);
    put_promise_facts(list, promise, &history, &text);
    row += prose_plain(view, row, 4, view->columns - 4, STYLE_DIM, str_text(&text));
    if (list->show == SHOW_NOW && promise_offer_smaller(&history, list->today, DAY_NONE))
        row += prose_plain(view, row, 4, view->columns - 4, STYLE_TEXT,
                           _("Not this time, twice. It may be too big just now; s makes it "
                             "smaller, or it can stay as it is."));
    str_free(&text);
    return row - start;
}

static int draw_limit(struct view *view, int row, const struct boundary *limit, bool selected)
{
    struct str text = {0};
    int start = row;
    row += prose_plain(view, row, 4, view->columns - 4, selected ? STYLE_TITLE : STYLE_TEXT,
                       limit->text);
    str_printf(&text, _("kept %zu %s crossed %zu %s changed %zu"), limit->events[BOUNDARY_KEPT],
               glyph(GLYPH_DOT), limit->events[BOUNDARY_CROSSED], glyph(GLYPH_DOT),
               limit->events[BOUNDARY_RENEGOTIATED]);
    row += prose_plain(view, row, 4, view->columns - 4, STYLE_DIM, str_text(&text));
    str_free(&text);
    return row - start;
}

static int draw_try(const struct promises_screen *list, struct view *view, int row,
                    const struct experiment *x, bool selected)
{
    static const char *const results[EXPERIMENT_RESULTS] = {
        [EXPERIMENT_UNKNOWN] = "",
        [EXPERIMENT_WORSE] = N_("worse than you thought"),
        [EXPERIMENT_AS] = N_("about as you thought"),
        [EXPERIMENT_BETTER] = N_("better than you thought"),
    };
    struct experiment_pair pair = experiment_pair_of(x);
    enum experiment_state state = experiment_state(&pair, list->today);
    const char *result = results[experiment_result(&pair)];
    struct str text = {0};
    int start = row;
    row +=
        prose_plain(view, row, 4, view->columns - 4, selected ? STYLE_TITLE : STYLE_TEXT, x->what);
    if (state == EXPERIMENT_ASKS)
        str_puts(&text, _("Its time has come. What happened? Enter says it."));
    else if (state == EXPERIMENT_PLANNED)
        str_puts(&text, _("planned; mend asks on "));
    if (state == EXPERIMENT_PLANNED)
        promise_put_day(&text, experiment_asks_on(&pair));
    if (state == EXPERIMENT_TOLD)
        str_printf(&text, "%s%s%s", _("told"), *result ? ": " : "", *result ? _(result) : "");
    row += prose_plain(view, row, 4, view->columns - 4,
                       state == EXPERIMENT_ASKS ? STYLE_TEXT : STYLE_DIM, str_text(&text));
    str_free(&text);
    return row - start;
}

/* The heading of the section that row INDEX begins, or NULL. */
static const char *heading(const struct promises_screen *list, int index)
{
    static const char *const names[] = {N_("To myself"), N_("Between us"), N_("My limits"),
                                        N_("Small tries at trust")};
    int section[2] = {-1, -1};
    for (int i = index - 1; i <= index; i++) {
        if (i < 0)
            continue;
        const struct promise_row *row = &list->rows[i];
        const struct promise *promise = promises_promise(list, row);
        section[i - index + 1] = promise                  ? (promise->between_us ? 1 : 0)
                                 : row->kind == ROW_LIMIT ? 2
                                                          : 3;
    }
    return section[1] != section[0] ? _(names[section[1]]) : NULL;
}

static int draw_row(struct promises_screen *list, struct view *view, int at, int index)
{
    struct promise_row *row = &list->rows[index];
    bool selected = index == list->selected;
    const char *name = heading(list, index);
    int start = at;
    if (name)
        at += prose_plain(view, at, 0, view->columns, STYLE_TITLE, name);
    row->top = at;
    if (selected) {
        view_puts(view, at, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
        view_cursor(view, at, 4);
    }
    if (row->kind == ROW_PROMISE)
        at += draw_promise(list, view, at, promises_promise(list, row), selected);
    else if (row->kind == ROW_LIMIT)
        at += draw_limit(view, at, promises_limit(list, row), selected);
    else
        at += draw_try(list, view, at, promises_try(list, row), selected);
    if (selected && list->deleting)
        at += prose_plain(view, at, 4, view->columns - 4, STYLE_NOTICE,
                          _("Delete for good, with all that belongs to it? A backup may still hold "
                            "a copy. y yes, n no"));
    row->end = at;
    bool last = index + 1 == list->count || heading(list, index + 1);
    return at - start + (last ? 1 : 0);
}

static int draw_empty(const struct promises_screen *list, struct view *view, int row)
{
    static const char *const words[SHOWS] = {
        [SHOW_NOW] = N_("Nothing is promised here, and nothing has to be. n begins a promise, to "
                        "yourself or between the two of you; l a limit of yours; a a small try at "
                        "trust."),
        [SHOW_ENDED] = N_("No promise has ended yet."),
        [SHOW_TRASH] = N_("The trash is empty. What is thrown away lies here for 30 days."),
    };
    if (list->fault.code)
        return prose_paragraph(view, row, STYLE_NOTICE, list->fault.text);
    return prose_paragraph(view, row, STYLE_TEXT, _(words[list->show]));
}

static void follow(struct promises_screen *list, int rows)
{
    int *top = &list->scroll.top;
    const struct promise_row *row = &list->rows[list->selected];
    if (row->end > *top + rows)
        *top = row->end - rows;
    if (row->top < *top)
        *top = row->top;
    if (list->selected == 0)
        *top = 0;
}

static int draw_all(void *context, struct view *view)
{
    static const char *const titles[SHOWS] = {
        [SHOW_NOW] = "", [SHOW_ENDED] = N_("Ended"), [SHOW_TRASH] = N_("The trash")};
    struct promises_screen *list = context;
    int row = 1;
    if (*titles[list->show])
        row += prose_paragraph(view, row, STYLE_DIM, _(titles[list->show]));
    if (!list->count)
        return row + draw_empty(list, view, row);
    for (int i = 0; i < list->count; i++)
        row += draw_row(list, view, row, i);
    if (list->follow && !view->canvas)
        follow(list, view->rows);
    return row;
}

void promises_draw(struct promises_screen *list, struct view *body)
{
    struct view view = ui_prose_column(body);
    list->follow |= list->scroll.shown && list->scroll.shown != view.rows;
    scroll_draw(&list->scroll, &view, draw_all, list);
    list->follow = false;
}
