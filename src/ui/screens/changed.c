/*
 * What changed, in sentences with numbers: the last four weeks beside the four before, and beside
 * the same time a year ago. How sure that is stands in every sentence, and nowhere a cause.
 */
#include <stdlib.h>
#include <string.h>

#include "../chart.h"
#include "../prose.h"
#include "../scroll.h"
#include "check_in_screens.h"
#include "mend/app/promises.h"
#include "mend/practice/trend.h"

enum { DAYS_BACK = 366 + TREND_SEASON_DAYS + 1 };

/* What of all promises was kept in the last four weeks. */
struct kept_promises {
    int promises, kept, partly, counted;
};

struct changed {
    struct ui *ui;
    int32_t today;
    size_t total; /* check-ins there are in all */
    struct trend_move moves[CHECK_IN_SCALES][TREND_COMPARES];
    struct kept_promises promises;
    struct fault fault; /* why they cannot be read */
    struct scroll scroll;
};

/* ---- loading ---- */

static void compare(struct changed *changed, const struct check_in_point *items, size_t count,
                    struct trend_point *points)
{
    for (int scale = 0; scale < CHECK_IN_SCALES; scale++) {
        for (size_t i = 0; i < count; i++)
            points[i] = (struct trend_point){items[i].day, items[i].scales[scale]};
        for (int i = 0; i < TREND_COMPARES; i++)
            changed->moves[scale][i] =
                trend_move(points, count, (enum trend_compare)i, changed->today);
    }
}

static enum err load_moves(struct changed *changed, struct store *store)
{
    struct check_in_point *items = NULL;
    size_t count = 0;
    struct fault *fault = &changed->fault;
    enum err err = store_check_in_count(store, &changed->total, fault);
    if (!err)
        err = store_check_in_points(store, changed->today - DAYS_BACK, changed->today, &items,
                                    &count, fault);
    if (err)
        return err;
    struct trend_point *points = calloc(count + 1, sizeof *points);
    if (points)
        compare(changed, items, count, points);
    else
        err = fault_set_memory(fault);
    free(points);
    free(items);
    return err;
}

static enum err add_promise(struct changed *changed, struct store *store,
                            const struct promise *promise)
{
    struct promise_marks marks = {0};
    int32_t from = changed->today - PROMISE_RATE_DAYS - WEEK_DAYS;
    enum err err =
        store_mark_list(store, promise->record.id, from, changed->today, &marks, &changed->fault);
    struct mark *bare = err ? NULL : calloc(marks.count + 1, sizeof *bare);
    struct pause *pauses = err ? NULL : calloc(promise->pause_count + 1, sizeof *pauses);
    if (!err && (!bare || !pauses))
        err = fault_set_memory(&changed->fault);
    if (!err) {
        struct promise_history history = promise_history_of(promise, &marks, bare, pauses);
        struct promise_rate rate = promise_rate(&history, changed->today);
        changed->promises.promises += rate.counted ? 1 : 0;
        changed->promises.kept += rate.kept;
        changed->promises.partly += rate.partly;
        changed->promises.counted += rate.counted;
    }
    free(bare);
    free(pauses);
    promise_marks_free(&marks);
    return err;
}

static enum err load_promises(struct changed *changed, struct store *store)
{
    struct promises promises = {0};
    int32_t from = changed->today - PROMISE_RATE_DAYS - WEEK_DAYS;
    enum err err = store_promise_list(store, PROMISES_HELD, from, from, &promises, &changed->fault);
    for (size_t i = 0; i < promises.count && !err; i++)
        err = add_promise(changed, store, &promises.items[i]);
    promises_free(&promises);
    return err;
}

static void load(struct screen *screen)
{
    struct changed *changed = screen->state;
    struct store *store = session_store(screen->ui->session);
    changed->fault = (struct fault){0};
    changed->promises = (struct kept_promises){0};
    changed->today = session_today(screen->ui->session);
    enum err err = load_moves(changed, store);
    if (!err)
        err = load_promises(changed, store);
    if (err)
        changed->fault.code = err;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct changed *changed = calloc(1, sizeof *changed);
    if (!changed)
        return fault_set_memory(fault);
    changed->ui = screen->ui;
    screen->state = changed;
    load(screen);
    return OK;
}

static void close(struct screen *screen)
{
    free(screen->state);
}

/* ---- sentences ---- */

static void put_mean(struct str *out, double mean)
{
    chart_put_value(out, (int)(mean * 10 + 0.5));
}

/* "4 check-ins, 4 to 7" */
static void put_sure(struct str *out, const struct trend_summary *values)
{
    str_printf(out, ngettext("%d check-in", "%d check-ins", (unsigned long)values->count),
               values->count);
    if (values->count > 1 && values->low == values->high) {
        str_printf(out, _(", always %d"), values->low);
    } else if (values->count >= TREND_FEW) {
        struct str spread = {0};
        put_mean(&spread, values->spread);
        str_printf(out, _(", give or take %s"), str_text(&spread));
        str_free(&spread);
    } else if (values->count > 1) {
        str_printf(out, _(", %1$d to %2$d"), values->low, values->high);
    }
}

static const char *verdict_of(const struct trend_move *move)
{
    bool few = move->before.count < TREND_FEW || move->now.count < TREND_FEW;
    switch (move->verdict) {
    case TREND_SAME:
        return _("That is about the same.");
    case TREND_LOWER:
        return few ? _("That is lower; with so few, it may come by chance.")
                   : _("That is lower; a difference like this also comes by chance.");
    case TREND_HIGHER:
        return few ? _("That is higher; with so few, it may come by chance.")
                   : _("That is higher; a difference like this also comes by chance.");
    case TREND_CLEARLY_LOWER:
        return few ? _("That is clearly lower, though from only a few.")
                   : _("That is clearly lower; chance alone seldom does that.");
    case TREND_CLEARLY_HIGHER:
        return few ? _("That is clearly higher, though from only a few.")
                   : _("That is clearly higher; chance alone seldom does that.");
    default:
        return "";
    }
}

static bool is_season(const struct trend_move *move)
{
    return move->now_last - move->now_first + 1 == TREND_SEASON_DAYS;
}

static const char *now_words(const struct trend_move *move)
{
    return is_season(move) ? _("in the last three months") : _("in the last four weeks");
}

static const char *before_words(const struct trend_move *move, enum trend_compare compare)
{
    if (compare == TREND_FOUR_WEEKS)
        return _("in the four before");
    return is_season(move) ? _("in the same months a year ago") : _("in the same weeks a year ago");
}

static void put_sentence(struct str *out, enum check_in_scale scale, const struct trend_move *move,
                         enum trend_compare compare)
{
    struct str mean[2] = {{0}, {0}};
    struct str sure[2] = {{0}, {0}};
    const struct trend_summary *const values[2] = {&move->now, &move->before};
    for (int i = 0; i < 2; i++) {
        put_mean(&mean[i], values[i]->mean);
        put_sure(&sure[i], values[i]);
    }
    if (move->verdict == TREND_TOO_FEW)
        str_printf(out,
                   /* TRANSLATORS: scale: 2 in the last four weeks, 1 in the four before. */
                   _("%1$s: %2$d %3$s, %4$d %5$s. That is too few to say."),
                   check_in_scale_name(scale), move->now.count, now_words(move), move->before.count,
                   before_words(move, compare));
    else
        str_printf(out,
                   /* TRANSLATORS: scale: about 5.5 in the last four weeks (4 check-ins, 4 to 7),
                    * about 4 in the four before (3 check-ins, 3 to 5). */
                   _("%1$s: about %2$s %3$s (%4$s), about %5$s %6$s (%7$s)."),
                   check_in_scale_name(scale), str_text(&mean[0]), now_words(move),
                   str_text(&sure[0]), str_text(&mean[1]), before_words(move, compare),
                   str_text(&sure[1]));
    str_printf(out, " %s", verdict_of(move));
    for (int i = 0; i < 2; i++) {
        str_free(&mean[i]);
        str_free(&sure[i]);
    }
}

/* ---- drawing ---- */

/* No value on one side at all, nothing is said but in one line for all of those. */
static bool is_empty(const struct trend_move *move)
{
    return move->now.count == 0 || move->before.count == 0;
}

static int draw_rest(const struct changed *changed, struct view *view, int row,
                     enum trend_compare compare)
{
    struct str names = {0};
    int count = 0;
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        if (!is_empty(&changed->moves[i][compare]))
            continue;
        str_printf(&names, "%s%s", count++ ? ", " : "",
                   check_in_scale_name((enum check_in_scale)i));
    }
    struct str text = {0};
    if (count == CHECK_IN_SCALES)
        str_puts(&text, compare == TREND_FOUR_WEEKS
                            ? _("There are not numbers on both sides yet: these four weeks and "
                                "the four before.")
                            : _("There is nothing from a year ago to stand beside yet."));
    else if (count)
        str_printf(&text, _("Not on both sides yet: %s."), str_text(&names));
    int rows = text.length ? prose_paragraph(view, row, STYLE_DIM, str_text(&text)) : 0;
    str_free(&names);
    str_free(&text);
    return rows;
}

static int draw_part(const struct changed *changed, struct view *view, int row,
                     enum trend_compare compare)
{
    int start = row;
    row += prose_paragraph(view, row, STYLE_STRONG,
                           compare == TREND_FOUR_WEEKS ? _("Over four weeks")
                                                       : _("Beside a year ago"));
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        const struct trend_move *move = &changed->moves[i][compare];
        struct str text = {0};
        if (is_empty(move))
            continue;
        put_sentence(&text, (enum check_in_scale)i, move, compare);
        row += prose_paragraph(view, row, STYLE_TEXT, str_text(&text));
        str_free(&text);
    }
    row += draw_rest(changed, view, row, compare);
    return row - start;
}

static int draw_promises(const struct changed *changed, struct view *view, int row)
{
    const struct kept_promises *all = &changed->promises;
    struct str text = {0};
    if (!all->counted)
        return 0;
    int start = row;
    row += prose_paragraph(view, row, STYLE_STRONG, _("Promises, over four weeks"));
    str_printf(&text,
               ngettext("Of %1$d time you said how it went, it was kept %2$d times",
                        "Of %1$d times you said how it went, it was kept %2$d times",
                        (unsigned long)all->counted),
               all->counted, all->kept);
    if (all->partly)
        str_printf(&text, _(" and partly %d times"), all->partly);
    str_printf(&text,
               ngettext(", for %d promise.", ", for %d promises.", (unsigned long)all->promises),
               all->promises);
    row += prose_paragraph(view, row, STYLE_TEXT, str_text(&text));
    str_free(&text);
    return row - start;
}

static int draw_all(void *context, struct view *view)
{
    const struct changed *changed = context;
    int row = view->rows > 9 ? 1 : 0;
    view_cursor(view, changed->scroll.top + (changed->scroll.top ? 0 : row), 0);
    row += prose_paragraph(view, row, STYLE_TITLE, _("What changed"));
    if (changed->fault.code)
        return row + prose_paragraph(view, row, STYLE_NOTICE, changed->fault.text);
    if (changed->total == 0) {
        row += prose_paragraph(view, row, STYLE_TEXT,
                               _("There is no check-in yet, so there is nothing to compare. From "
                                 "three on either side this page says what is different."));
    } else {
        row += prose_paragraph(view, row, STYLE_DIM,
                               _("Numbers you gave, put beside earlier ones. They say that "
                                 "something is different, never why: sleep, weather and chance "
                                 "move them, too. Higher is no praise, lower no blame."));
        for (int i = 0; i < TREND_COMPARES; i++)
            row += draw_part(changed, view, row, (enum trend_compare)i);
    }
    row += draw_promises(changed, view, row);
    return row - 1; /* without the last gap */
}

static void draw(struct screen *screen, struct view *body)
{
    struct changed *changed = screen->state;
    struct view view = ui_prose_column(body);
    scroll_draw(&changed->scroll, &view, draw_all, changed);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct changed *changed = screen->state;
    if (event->kind == EVENT_KEY && event->key == 'v') {
        ui_push(screen->ui, &screen_pictures, NULL);
        return true;
    }
    return event->kind == EVENT_PASTE || scroll_event(&changed->scroll, event);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct changed *changed = screen->state;
    if (scroll_has_more(&changed->scroll)) {
        keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
        keys_add(list, "PgDn", _("read on"), true);
        keys_add(list, "Home, End", _("to the beginning, the end"), false);
    }
    keys_add(list, "v", _("pictures"), true);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_changed = {
    .name = "what changed",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = load,
};
