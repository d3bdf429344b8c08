/*
 * Going through a practice: one step after the other, each as long as the practice says. What is
 * shown follows from the time that has gone by since it began, so that a slow machine may leave
 * out frames but never falls behind. Steps called in... and out... grow and shrink a bar. Whoever
 * wants no motion sees the words only, which change at the same time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "screens.h"

enum { FRAME = 125, BAR_MOST = 40, SECOND = 1000 };

static const char motion_setting[] = "motion";

struct practice {
    struct exercise_view *view;
    const struct item_list *steps;
    int rounds;
    int64_t started; /* monotonic; moved forward by pauses, back by steps passed over */
    int64_t paused;  /* since when; -1 while it goes on */
    int64_t next;    /* when the picture changes; -1 when it will not */
    bool still;
};

/* Where one is at some time. */
struct position {
    const struct item *step;
    const char *words;
    int64_t into;   /* milliseconds into the step, */
    int64_t length; /* and how long it is */
    int64_t start;  /* of the step, from the beginning of it all */
    int round;      /* from 1 */
    bool over;
};

static int round_seconds(const struct item_list *steps)
{
    int seconds = 0;
    const char *words;
    for (size_t i = 0; steps && i < steps->count; i++)
        seconds += practice_step_seconds(&steps->items[i], &words);
    return seconds;
}

int practice_seconds(const struct exercise *exercise)
{
    return practice_rounds(exercise) * round_seconds(exercise_list(exercise, "steps"));
}

static struct position position_at(const struct practice *practice, int64_t elapsed)
{
    int64_t round = (int64_t)round_seconds(practice->steps) * SECOND;
    struct position position = {.over = true};
    if (round == 0 || elapsed >= round * practice->rounds)
        return position;
    position.over = false;
    position.round = (int)(elapsed / round) + 1;
    position.start = elapsed / round * round;
    for (size_t i = 0; i < practice->steps->count; i++) {
        position.step = &practice->steps->items[i];
        position.length = (int64_t)practice_step_seconds(position.step, &position.words) * SECOND;
        if (elapsed < position.start + position.length)
            break;
        position.start += position.length;
    }
    position.into = elapsed - position.start;
    return position;
}

static int64_t now(const struct screen *screen)
{
    return clock_monotonic(screen->ui->clock);
}

static int64_t elapsed(const struct screen *screen)
{
    const struct practice *practice = screen->state;
    return (practice->paused >= 0 ? practice->paused : now(screen)) - practice->started;
}

bool practice_is_still(struct ui *ui)
{
    char *value = NULL;
    struct store *store = session_store(ui->session); /* none while locked */
    bool still = store && store_setting(store, motion_setting, &value, NULL) == OK && value &&
                 strcmp(value, "still") == 0;
    free(value);
    return still;
}

void practice_set_still(struct ui *ui, bool still)
{
    struct fault fault = {0};
    struct store *store = session_store(ui->session);
    if (!ui_is_closed(ui) && store && store_exists(store) &&
        store_set_setting(store, motion_setting, still ? "still" : "moving", &fault))
        ui_notice(ui, fault.text);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct practice *practice = calloc(1, sizeof *practice);
    if (!practice)
        return fault_set_memory(fault);
    memcpy(&practice->view, &argument, sizeof argument); /* lent by the page below */
    practice->steps = exercise_list(practice->view->exercise, "steps");
    practice->rounds = practice_rounds(practice->view->exercise);
    practice->paused = -1;
    practice->next = -1;
    practice->still = practice_is_still(screen->ui);
    practice->started = now(screen);
    screen->state = practice;
    return OK;
}

/* How long it was gone through is kept with the answer. */
static void close(struct screen *screen)
{
    struct practice *practice = screen->state;
    char minutes[16];
    int64_t total = (int64_t)practice_seconds(practice->view->exercise) * SECOND;
    int64_t spent = elapsed(screen) < total ? elapsed(screen) : total;
    snprintf(minutes, sizeof minutes, "%d", (int)((spent + 30 * SECOND) / (60 * SECOND)));
    if (strcmp(minutes, "0") != 0) {
        exercise_set(practice->view, PRACTICE_MINUTES, minutes);
        exercise_note_change(practice->view);
    }
    free(practice);
}

/* ---- drawing ---- */

/* How full the breath is at this moment, 0 to 1000; -1 when this step is no breath. */
static int fullness(const struct practice *practice, const struct position *position)
{
    const char *id = position->step->id;
    int part = (int)(position->into * 1000 / position->length);
    if (strncmp(id, "in", 2) == 0)
        return part;
    if (strncmp(id, "out", 3) == 0)
        return 1000 - part;
    /* A pause: as full as the step before left it. */
    const struct item *first = practice->steps->items;
    const struct item *before =
        position->step > first ? position->step - 1 : first + practice->steps->count - 1;
    if (strncmp(before->id, "in", 2) == 0)
        return 1000;
    return strncmp(before->id, "out", 3) == 0 ? 0 : -1;
}

static void draw_bar(const struct practice *practice, struct view *view, int row,
                     const struct position *position)
{
    int width = view->columns < BAR_MOST ? view->columns : BAR_MOST;
    int full = fullness(practice, position);
    int cells =
        full >= 0 ? (full * width + 500) / 1000 : (int)(position->into * width / position->length);
    view_repeat(view, row, 0, STYLE_ACCENT, glyph(GLYPH_BAR), cells);
    view_repeat(view, row, cells, STYLE_DIM, glyph(GLYPH_TRACK), width - cells);
}

static void draw_over(struct view *view, int row)
{
    row += prose_paragraph(view, row, STYLE_TITLE, _("That was it."));
    prose_paragraph(view, row, STYLE_TEXT,
                    _("Stay as long as you like. Enter goes back to where you were."));
    view_cursor(view, row, 0);
}

static void draw_step(struct screen *screen, struct view *view, int row,
                      const struct position *position)
{
    const struct practice *practice = screen->state;
    struct str count = {0};
    view_cursor(view, row, 0);
    row += prose_paragraph(view, row, STYLE_TITLE, position->words);
    if (practice->still)
        row++;
    else
        draw_bar(practice, view, row, position);
    if (practice->paused >= 0)
        str_puts(&count, _("paused; Space goes on"));
    else if (practice->rounds > 1)
        str_printf(&count, _("%d of %d"), position->round, practice->rounds);
    else
        str_printf(&count, _("%d of %zu"), (int)(position->step - practice->steps->items) + 1,
                   practice->steps->count);
    view_puts(view, row + 2, 0, STYLE_DIM, str_text(&count));
    str_free(&count);
}

static void draw(struct screen *screen, struct view *body)
{
    struct practice *practice = screen->state;
    struct view view = ui_prose_column(body);
    int64_t at = elapsed(screen);
    struct position position = position_at(practice, at);
    int row = view.rows > 14 ? view.rows / 2 - 4 : 1;
    row +=
        prose_paragraph(&view, row, STYLE_DIM, exercise_field(practice->view->exercise, "title"));
    practice->next = -1;
    if (position.over) {
        draw_over(&view, row);
        return;
    }
    draw_step(screen, &view, row, &position);
    if (practice->paused >= 0)
        return;
    int64_t end = position.start + position.length;
    int64_t frame = practice->still ? end : (at / FRAME + 1) * FRAME;
    practice->next = practice->started + (frame < end ? frame : end);
}

static int64_t due(const struct screen *screen)
{
    const struct practice *practice = screen->state;
    return practice->next;
}

/* ---- keys ---- */

static void toggle_pause(struct screen *screen)
{
    struct practice *practice = screen->state;
    if (practice->paused < 0) {
        practice->paused = now(screen);
    } else {
        practice->started += now(screen) - practice->paused;
        practice->paused = -1;
    }
}

/* On to the end of this step, or back to the start of it or of the one before. */
static void go_to_step(struct screen *screen, bool forward)
{
    struct practice *practice = screen->state;
    int64_t at = elapsed(screen);
    struct position position = position_at(practice, at);
    if (position.over)
        return;
    int64_t target = forward ? position.start + position.length : position.start - 1;
    if (!forward)
        target = position.start == 0 ? 0 : position_at(practice, target).start;
    practice->started += at - target;
}

static void toggle_motion(struct screen *screen)
{
    struct practice *practice = screen->state;
    practice->still = !practice->still;
    practice_set_still(screen->ui, practice->still);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct practice *practice = screen->state;
    bool over = position_at(practice, elapsed(screen)).over;
    if (event->kind != EVENT_KEY)
        return true;
    switch (event->key) {
    case KEYCODE_ENTER:
    case ' ':
        if (over)
            ui_back(screen->ui);
        else if (event->key == ' ')
            toggle_pause(screen);
        else
            go_to_step(screen, true);
        return true;
    case KEYCODE_RIGHT:
    case 'l':
        go_to_step(screen, true);
        return true;
    case KEYCODE_LEFT:
    case 'h':
        go_to_step(screen, false);
        return true;
    case 'm':
        toggle_motion(screen);
        return true;
    default:
        return false;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct practice *practice = screen->state;
    if (position_at(practice, elapsed(screen)).over) {
        keys_add(list, "Enter", _("back"), true);
        return;
    }
    keys_add(list, "Space", practice->paused >= 0 ? _("go on") : _("pause"), true);
    keys_add(list, glyph(GLYPH_LEFT_RIGHT), _("step"), true);
    keys_add(list, "m", practice->still ? _("with motion") : _("without motion"), true);
    keys_add(list, "Esc", _("stop"), true);
}

const struct screen_type screen_practice = {
    .name = "practice",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .due = due,
};
