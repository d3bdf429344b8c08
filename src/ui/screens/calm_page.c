/*
 * One practice: what it is, when better not, how tense one is before, going through it, how tense
 * after, and a word about that. It is an exercise like those of a lesson, and so are its drafts and
 * answers; leaving with a number after it keeps it. As long as nothing is kept anywhere, nothing
 * is kept of this either, unless the person says so in the row that is there then.
 */
#include <stdlib.h>

#include "calm_private.h"
#include "mend/base/date.h"
#include "screens.h"

/* ---- opening ---- */

static enum err open_view(struct calm_page *calm, struct fault *fault)
{
    bool held = !store_exists(session_store(calm->ui->session));
    return exercise_open(calm->ui, CALM_LESSON, &calm->exercise, &exercise_breathe, &calm->visit,
                         held, &calm->view, fault);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct calm_page *calm = calloc(1, sizeof *calm);
    if (!calm)
        return fault_set_memory(fault);
    calm->ui = screen->ui;
    calm->page = argument;
    calm->focus = READING;
    calm->exercise.kind = EXERCISE_BREATHE;
    calm->exercise.id = page_practice(calm->page)->id;
    const struct content *content = session_content(screen->ui->session);
    enum err err = content_practice(content, calm->exercise.id, &calm->exercise, fault);
    if (!err)
        err = open_view(calm, fault);
    if (err) {
        exercise_clear(&calm->exercise);
        free(calm);
        return err;
    }
    screen->state = calm;
    return OK;
}

static bool has_number(const struct calm_page *calm, const char *key)
{
    return exercise_number(exercise_value(calm->view, key)) >= 0;
}

/*
 * A practice with a number after it is over, and so is one that was gone through without numbers.
 * With a number before it alone it waits. Should keeping it fail, its draft is still there.
 */
static void close(struct screen *screen)
{
    struct calm_page *calm = screen->state;
    bool before = has_number(calm, PRACTICE_BEFORE);
    bool over = has_number(calm, PRACTICE_AFTER) ||
                (!before && *exercise_value(calm->view, PRACTICE_MINUTES));
    bool added = false;
    enum err err = OK;
    if (!calm->view->held && over)
        err = exercise_commit(calm->view, &added, NULL);
    else if (!calm->view->held && !before && calm->view->values.count)
        err = exercise_empty(calm->view, NULL); /* begun, and left at once */
    if (!err && added)
        ui_notice(calm->ui, _("Your answer is kept."));
    exercise_close(calm->view);
    exercise_clear(&calm->exercise);
    free(calm);
}

static void draw(struct screen *screen, struct view *body)
{
    calm_draw(screen->state, body);
}

/* ---- keys ---- */

static void focus_on(struct calm_page *calm, int focus)
{
    calm->focus = focus;
    calm->follow = true;
}

static bool more_below(const struct calm_page *calm)
{
    return calm->scroll.top + calm->scroll.shown < calm->scroll.total;
}

static void move_down(struct calm_page *calm)
{
    int seen = calm->scroll.top + calm->scroll.shown;
    if (calm->focus == READING && calm_place(calm, 0).row >= seen)
        calm->scroll.top++;
    else if (calm->focus < calm_last_stop(calm))
        focus_on(calm, calm->focus + 1);
}

static void move_up(struct calm_page *calm)
{
    if (calm->focus == READING)
        calm->scroll.top--;
    else
        focus_on(calm, calm->focus - 1);
}

/* The person says so: now there is a place where things are kept, and this is in it. */
static void keep(struct calm_page *calm)
{
    struct fault fault = {0};
    struct exercise_view *before = calm->view;
    bool added = false;
    enum err err = exercise_commit(before, &added, &fault);
    if (!err && !added) {
        ui_notice(calm->ui, _("There is nothing to keep yet."));
        return;
    }
    if (!err)
        err = open_view(calm, &fault);
    if (err) {
        calm->view = before;
        ui_tell(calm->ui, &fault);
        return;
    }
    exercise_close(before);
    focus_on(calm, calm_last_stop(calm));
    ui_notice(calm->ui, _("Kept."));
}

static void keep_now(struct calm_page *calm)
{
    struct fault fault = {0};
    bool added = false;
    if (exercise_commit(calm->view, &added, &fault))
        ui_tell(calm->ui, &fault);
    else
        ui_notice(calm->ui, added ? _("Kept.") : _("There is nothing new to keep."));
}

static void press(struct calm_page *calm)
{
    if (calm->focus == READING && more_below(calm))
        calm->scroll.top += calm->scroll.shown > 3 ? calm->scroll.shown - 2 : 1;
    else if (calm->focus == calm_last_stop(calm))
        ui_back(calm->ui);
    else if (calm->focus == calm_exercise_stops(calm))
        keep(calm);
    else
        move_down(calm);
}

static void open_earlier(struct calm_page *calm)
{
    if (calm->view->earlier.count)
        ui_push(calm->ui, &screen_earlier, calm->view);
    else
        ui_notice(calm->ui, _("There are no earlier answers."));
}

/* When a practice is begun is noted, so that two with the same numbers are two. */
static void note_begin(struct calm_page *calm)
{
    struct str now = {0};
    date_put_moment(&now, ui_now(calm->ui));
    exercise_set(calm->view, PRACTICE_BEGAN, str_text(&now));
    str_free(&now);
}

/* True when the event was for the exercise. */
static bool on_exercise(struct calm_page *calm, const struct event *event)
{
    struct exercise_view *view = calm->view;
    if (calm->focus < 0 || calm->focus >= calm_exercise_stops(calm) ||
        !view->type->event(view, calm->focus, event))
        return false;
    if (calm->ui->top->type == &screen_practice)
        note_begin(calm);
    exercise_note_change(view);
    focus_on(calm, view->go_to >= 0 ? view->go_to : calm->focus);
    view->go_to = -1;
    return true;
}

static void click(struct screen *screen, const struct event *event)
{
    struct calm_page *calm = screen->state;
    struct view column = ui_prose_column(&screen->body);
    struct event inside = *event;
    inside.row += calm->scroll.top - column.row;
    inside.column -= column.column;
    for (int focus = 0; focus <= calm_last_stop(calm); focus++) {
        struct stop_place place = calm_place(calm, focus);
        if (inside.row < place.row || inside.row >= place.row + place.rows)
            continue;
        calm->focus = focus;
        if (!on_exercise(calm, &inside) && focus >= calm_exercise_stops(calm))
            press(calm);
        return;
    }
}

static bool on_key(struct calm_page *calm, int32_t key)
{
    switch (key) {
    case KEYCODE_DOWN:
    case 'j':
        move_down(calm);
        return true;
    case KEYCODE_UP:
    case 'k':
        move_up(calm);
        return true;
    case KEYCODE_TAB:
        focus_on(calm, calm->focus < calm_last_stop(calm) ? calm->focus + 1 : READING);
        return true;
    case KEYCODE_BACK_TAB:
        focus_on(calm, calm->focus > READING ? calm->focus - 1 : calm_last_stop(calm));
        return true;
    case KEYCODE_END:
    case 'G':
        focus_on(calm, calm_last_stop(calm));
        return true;
    case KEYCODE_HOME:
    case 'g':
        calm->focus = READING;
        calm->scroll.top = 0;
        return true;
    case KEYCODE_ENTER:
    case ' ':
        press(calm);
        return true;
    case 'e':
        open_earlier(calm);
        return true;
    case CONTROL('S'):
        if (calm->view->held)
            keep(calm);
        else
            keep_now(calm);
        return true;
    default:
        return false;
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct calm_page *calm = screen->state;
    if (event->kind == EVENT_PASTE)
        return true;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind == EVENT_KEY && (on_exercise(calm, event) || on_key(calm, event->key)))
        return true;
    if (!scroll_event(&calm->scroll, event))
        return false;
    calm->focus = READING;
    calm->follow = false;
    return true;
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct calm_page *calm = screen->state;
    if (calm->focus == READING) {
        keys_add(list, "Space", more_below(calm) ? _("read on") : _("go on"), true);
        keys_add(list, "Tab", _("to the practice"), true);
    } else if (calm->focus < calm_exercise_stops(calm)) {
        calm->view->type->keys(calm->view, calm->focus, list);
        keys_add(list, "Tab", _("on"), true);
    } else {
        keys_add(list, "Enter", calm->focus == calm_last_stop(calm) ? _("back") : _("keep"), true);
    }
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), false);
    keys_add(list, "^S", _("keep as an answer"), false);
    keys_add(list, "e", _("earlier answers, and deleting them"), false);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_calm_page = {
    .name = "a practice",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
