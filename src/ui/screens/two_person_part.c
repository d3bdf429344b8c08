/* A check-in for two: what each does alone with the screen. Answering, then picking. */
#include <stdlib.h>
#include <string.h>

#include "../edit.h"
#include "two_person_private.h"

void two_half_clear(struct two_half *half)
{
    for (int i = 0; i < CHECK_IN_TEXTS; i++)
        editor_free(half->texts[i]); /* wipes what stood in it, and what was taken back */
    explicit_bzero(half, sizeof *half);
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        half->scales[i] = SCALE_OPEN;
}

bool two_is_private(enum two_stage stage)
{
    return stage >= TWO_LABEL && stage <= TWO_CONSENT;
}

struct editor *two_editor(const struct two_person *two)
{
    if (two->stage < TWO_TEXTS || two->stage > TWO_LAST_TEXT)
        return NULL;
    return two->halves[two->who].texts[two->stage - TWO_TEXTS];
}

/* ---- what can be picked ---- */

static bool has_words(struct editor *editor)
{
    struct buffer *buffer = editor ? editor_buffer(editor) : NULL;
    size_t length = buffer ? buffer_length(buffer) : 0;
    const char *bytes = length ? buffer_view(buffer, 0, length) : NULL;
    for (size_t i = 0; i < length; i++)
        if (!strchr(" \t\n", bytes[i]))
            return true;
    return false;
}

bool two_may_pick(struct two_half *half, int thing)
{
    if (thing == SCALE_SAFETY || thing == SCALE_BOUNDARIES) /* never, whatever anybody wants */
        return false;
    if (thing < CHECK_IN_SCALES)
        return half->scales[thing] != SCALE_OPEN;
    return has_words(half->texts[thing - CHECK_IN_SCALES]);
}

int two_choices(struct two_half *half, int list[TWO_THINGS])
{
    int count = 0;
    for (int i = 0; i < TWO_THINGS; i++)
        if (two_may_pick(half, i))
            list[count++] = i;
    return count;
}

/* ---- keys ---- */

static void move(struct two_person *two, int to, int count)
{
    two->focus = to >= count ? count - 1 : to;
    two->focus = two->focus < 0 ? 0 : two->focus;
}

static void back(struct two_person *two)
{
    if (two->stage > TWO_SCALES && two->stage < TWO_CONSENT)
        two_go(two, two->stage - 1);
    else if (two->stage == TWO_SCALES && two->who == TWO_SECOND)
        two_go(two, TWO_LABEL);
}

static void set(int *scale, int value)
{
    *scale = value < 0 ? 0 : value > SCALE_MOST ? SCALE_MOST : value;
}

static void scale_key(struct two_person *two, int32_t key)
{
    int *scale = &two->halves[two->who].scales[two->focus];
    switch (key) {
    case KEYCODE_LEFT:
    case 'h':
        set(scale, *scale == SCALE_OPEN ? 4 : *scale - 1);
        break;
    case KEYCODE_RIGHT:
    case 'l':
        set(scale, *scale == SCALE_OPEN ? 6 : *scale + 1);
        break;
    case KEYCODE_DELETE:
    case KEYCODE_BACKSPACE:
    case 's':
        *scale = SCALE_OPEN;
        break;
    case KEYCODE_ENTER:
        if (two->focus == CHECK_IN_SCALES - 1)
            two_next(two);
        else
            two->focus++;
        break;
    default:
        if (key >= '0' && key <= '9') /* "1" then "0" is ten */
            *scale = key == '0' && *scale == 1 ? SCALE_MOST : (int)key - '0';
        break;
    }
}

static void pick_key(struct two_person *two, int32_t key, const int *choices, int count)
{
    if (key == KEYCODE_ENTER)
        two_next(two);
    else if (key == ' ' && two->focus < count) {
        bool *picked = &two->halves[two->who].picked[choices[two->focus]];
        *picked = !*picked;
    }
}

/* True when the key moved the focus, or to another page. */
static bool move_key(struct two_person *two, int32_t key, int count)
{
    switch (key) {
    case KEYCODE_UP:
    case 'k':
        move(two, two->focus - 1, count);
        return true;
    case KEYCODE_DOWN:
    case 'j':
        move(two, two->focus + 1, count);
        return true;
    case KEYCODE_HOME:
    case 'g':
        move(two, 0, count);
        return true;
    case KEYCODE_END:
    case 'G':
        move(two, count, count);
        return true;
    case '?':
        ui_push(two->ui, &screen_keys, NULL);
        return true;
    default:
        return false;
    }
}

static void click(struct screen *screen, const struct event *event, const int *choices, int count)
{
    struct two_person *two = screen->state;
    struct view view = ui_prose_column(&screen->body);
    int row = event->row - view.row + two->scroll.top;
    int value = event->column - view.column - TWO_SCALE_COLUMN;
    for (int i = 0; i < count; i++) {
        if (two->rows[i] != row)
            continue;
        two->focus = i;
        if (two->stage == TWO_PICK)
            pick_key(two, ' ', choices, count);
        else if (value >= 0 && value <= SCALE_MOST)
            two->halves[two->who].scales[i] = value;
    }
}

static void list_event(struct screen *screen, const struct event *event)
{
    struct two_person *two = screen->state;
    int choices[TWO_THINGS];
    bool picking = two->stage == TWO_PICK;
    int count = picking ? two_choices(&two->halves[two->who], choices) : CHECK_IN_SCALES;
    if (event->kind == EVENT_CLICK)
        click(screen, event, choices, count);
    if (event->kind != EVENT_KEY || move_key(two, event->key, count))
        return;
    if (picking)
        pick_key(two, event->key, choices, count);
    else
        scale_key(two, event->key);
}

/* The answer to either is the same page. */
static void consent_event(struct two_person *two, const struct event *event)
{
    struct two_half *half = &two->halves[two->who];
    if (event->kind == EVENT_KEY && (event->key == 'y' || event->key == 'n')) {
        half->agreed = event->key == 'y' && !half->stopped;
        two_next(two);
    } else if (event->kind == EVENT_KEY && event->key == '?') {
        ui_push(two->ui, &screen_keys, NULL);
    } else {
        scroll_event(&two->scroll, event);
    }
}

void two_part_event(struct screen *screen, const struct event *event)
{
    struct two_person *two = screen->state;
    struct editor *editor = two_editor(two);
    int32_t key = event->kind == EVENT_KEY ? event->key : KEYCODE_UNKNOWN;
    if (two->stage == TWO_CONSENT)
        consent_event(two, event);
    else if (key == KEYCODE_TAB || (key == KEYCODE_ENTER && two->stage == TWO_LABEL))
        two_next(two);
    else if (key == KEYCODE_BACK_TAB)
        back(two);
    else if (editor)
        edit_event(two->ui, editor, event);
    else if (two->stage == TWO_LABEL)
        line_event(two->ui, &two->label, event);
    else
        list_event(screen, event);
}
