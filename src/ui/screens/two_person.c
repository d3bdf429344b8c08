/*
 * A check-in for two people at one screen: what comes after what.
 *
 * Each answers alone, then picks what may be seen; only what both picked appears. From the moment
 * the first agrees the rest of mend is closed (ui->apart), and only the passphrase leads back: it
 * is as if the session were locked, but for the store, which stays open and out of reach. Nothing
 * that is answered is a draft or a setting; it is in memory that is wiped, until the owner of the
 * file, alone again, says what to keep of it. To lock, to leave and to crash all drop it.
 *
 * Who wants to stop can do so unseen: their half is dropped at once, and the other is led through
 * the same pages to the same end as if one of them had said no.
 */
#include <stdlib.h>
#include <string.h>

#include "two_person_private.h"

static const char setting[] = "two-person";

const char *const two_thing_names[TWO_THINGS] = {
    [SCALE_TRUST_PARTNER] = N_("Trust in the other"),
    [SCALE_TRUST_SELF] = N_("Trust in myself"),
    [SCALE_SAFETY] = N_("How safe I feel"),
    [SCALE_CLOSENESS] = N_("Closeness"),
    [SCALE_COMMUNICATION] = N_("How we talk"),
    [SCALE_BOUNDARIES] = N_("Limits respected"),
    [SCALE_CALM] = N_("Calm"),
    [CHECK_IN_SCALES + TEXT_WENT_WELL] = N_("What went well"),
    [CHECK_IN_SCALES + TEXT_WAS_HARD] = N_("What was hard"),
    [CHECK_IN_SCALES + TEXT_ASK_FOR] = N_("What I ask for"),
};

static bool is_on(struct session *session)
{
    char *value = NULL;
    struct store *store = session_store(session);
    bool on = store && store_setting(store, setting, &value, NULL) == OK && value &&
              strcmp(value, "on") == 0;
    free(value);
    return on;
}

static void close(struct screen *screen)
{
    struct two_person *two = screen->state;
    two_drop(two);
    secret_close(&two->secret);
    screen->ui->apart = false; /* closed only when it is over, or everything ends */
    vault_memory_free(two);
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct two_person *two = vault_memory(sizeof *two);
    if (!two)
        return fault_set_memory(fault);
    two->ui = screen->ui;
    screen->state = two;
    for (int i = 0; i < TWO_PEOPLE; i++)
        two_half_clear(&two->halves[i]);
    if (secret_open(&two->secret, fault)) {
        vault_memory_free(two);
        return fault->code;
    }
    struct session *session = screen->ui->session;
    two_go(two, !session_has_passphrase(session) ? TWO_NEEDS
                : is_on(session)                 ? TWO_READY
                                                 : TWO_OFF);
    return OK;
}

/* ---- what comes after what ---- */

void two_go(struct two_person *two, enum two_stage stage)
{
    two->stage = stage;
    two->scroll = (struct scroll){0};
    two->focus = 0;
    two->stopping = false;
    two->fault = (struct fault){0};
}

static void turn(struct two_person *two, bool on)
{
    struct fault fault = {0};
    struct store *store = session_store(two->ui->session);
    if (store_set_setting(store, setting, on ? "on" : NULL, &fault))
        ui_tell(two->ui, &fault);
    else
        two_go(two, on ? TWO_READY : TWO_OFF);
}

/* Nothing of anybody's is left to be written when mend has to lock in the middle of it. */
static void begin(struct two_person *two)
{
    struct fault fault = {0};
    if (session_flush(two->ui->session, &fault)) {
        ui_tell(two->ui, &fault);
        return;
    }
    for (int i = 0; i < TWO_PEOPLE; i++)
        for (int k = 0; k < CHECK_IN_TEXTS; k++)
            if (!two->halves[i].texts[k] && !(two->halves[i].texts[k] = editor_new("", 0)))
                fault_set_memory(&fault);
    if (!fault.code && line_open(&two->label, "", &fault) == OK) {
        two->ui->apart = true;
        two_go(two, TWO_AGREE_FIRST);
        return;
    }
    two_drop(two);
    ui_tell(two->ui, &fault);
}

/* No half is there any more, whoever it was that did not want to. */
static void end_with_nothing(struct two_person *two)
{
    two_drop(two);
    input_wipe(two->ui->input);
    two->nothing = true;
    two_go(two, TWO_NOT_TODAY);
}

static void come_together(struct two_person *two)
{
    bool both = two->halves[TWO_FIRST].agreed && two->halves[TWO_SECOND].agreed;
    if (both && two_put_together(two))
        two_go(two, TWO_SHOWN);
    else
        end_with_nothing(two);
}

/* The one who was alone with the screen hands it over. */
static void hand_over(struct two_person *two, enum two_stage stage)
{
    input_wipe(two->ui->input); /* what was typed came through it */
    two_go(two, stage);
}

void two_next(struct two_person *two)
{
    bool first = two->who == TWO_FIRST;
    switch (two->stage) {
    case TWO_TO_FIRST:
        two->who = TWO_FIRST;
        two_go(two, TWO_SCALES);
        break;
    case TWO_TO_SECOND:
        two->who = TWO_SECOND;
        two_go(two, TWO_LABEL);
        break;
    case TWO_BACK_TO_FIRST:
        two->who = TWO_FIRST;
        two_go(two, TWO_CONSENT);
        break;
    case TWO_PICK:
        if (first)
            hand_over(two, TWO_TO_SECOND);
        else
            two_go(two, TWO_CONSENT);
        break;
    case TWO_CONSENT:
        hand_over(two, first ? TWO_TOGETHER : TWO_BACK_TO_FIRST);
        break;
    case TWO_TOGETHER:
        come_together(two);
        break;
    case TWO_SHOWN:
    case TWO_NOT_TODAY:
        two_go(two, TWO_GATE);
        break;
    default:
        two_go(two, two->stage + 1);
        break;
    }
}

/* The half is gone, and what follows is what would have followed. */
static void stop_unseen(struct two_person *two)
{
    struct two_half *half = &two->halves[two->who];
    bool consenting = two->stage == TWO_CONSENT;
    two_half_clear(half);
    half->stopped = true;
    if (two->who == TWO_FIRST) {
        hand_over(two, consenting ? TWO_TOGETHER : TWO_TO_SECOND);
        return;
    }
    line_close(&two->label);
    hand_over(two, TWO_BACK_TO_FIRST);
}

/* ---- keys ---- */

static bool is_stop(const struct event *event)
{
    return event->kind == EVENT_KEY &&
           (event->key == KEYCODE_ESCAPE || event->key == 'q' || event->key == KEYCODE_BACKSPACE);
}

static bool is_key(const struct event *event, int32_t key)
{
    return event->kind == EVENT_KEY && event->key == key;
}

/* Not a click, which anywhere on the page would be a yes. */
static bool is_press(const struct event *event)
{
    return is_key(event, KEYCODE_ENTER) || is_key(event, ' ');
}

static void stopping_event(struct two_person *two, const struct event *event)
{
    if (is_key(event, KEYCODE_ENTER))
        stop_unseen(two);
    else if (is_key(event, KEYCODE_ESCAPE))
        end_with_nothing(two);
    else if (is_key(event, KEYCODE_BACKSPACE))
        two->stopping = false;
    else
        scroll_event(&two->scroll, event);
}

/* What is agreed to was on the glass, to its end. */
static bool read_on(struct two_person *two)
{
    int most = two->scroll.total - two->scroll.shown;
    if (two->scroll.shown && two->scroll.top >= most)
        return false;
    two->scroll.top += two->scroll.shown > 2 ? two->scroll.shown - 1 : 1;
    return true;
}

static void page_event(struct two_person *two, const struct event *event)
{
    bool over = two->stage == TWO_SHOWN || two->stage == TWO_NOT_TODAY;
    if (is_press(event)) {
        if (!read_on(two))
            two_next(two);
    } else if (is_stop(event)) {
        if (over)
            two_next(two);
        else
            end_with_nothing(two);
    } else if (is_key(event, '?')) {
        ui_push(two->ui, &screen_keys, NULL);
    } else {
        scroll_event(&two->scroll, event);
    }
}

/* Nothing has begun: these pages are like all others. */
static bool before_event(struct two_person *two, const struct event *event)
{
    if (is_press(event) && !read_on(two)) {
        if (two->stage == TWO_OFF)
            turn(two, true);
        else if (two->stage == TWO_READY)
            begin(two);
        return true;
    }
    if (is_key(event, 'o') && two->stage == TWO_READY) {
        turn(two, false);
        return true;
    }
    return is_press(event) || scroll_event(&two->scroll, event);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct two_person *two = screen->state;
    if (two->stage <= TWO_READY)
        return before_event(two, event);
    if (two->stopping)
        stopping_event(two, event);
    else if (two->stage == TWO_GATE)
        two_gate_event(two, event);
    else if (two->stage >= TWO_ALONE)
        two_alone_event(two, event); /* may have closed the screen */
    else if (!two_is_private(two->stage))
        page_event(two, event);
    else if (is_key(event, KEYCODE_ESCAPE))
        two->stopping = true;
    else
        two_part_event(screen, event);
    return true; /* nothing else leads anywhere from here */
}

static void keys_alone(const struct two_person *two, struct key_list *list)
{
    keys_add(list, "Esc", _("stop"), true);
    if (two->stage != TWO_CONSENT)
        keys_add(list, "Tab", _("go on"), true);
    switch (two->stage) {
    case TWO_SCALES:
        keys_add(list, "0-9", _("set"), true);
        keys_add(list, "s", _("leave open"), true);
        keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), false);
        keys_add(list, glyph(GLYPH_LEFT_RIGHT), _("less, more"), false);
        break;
    case TWO_PICK:
        keys_add(list, "Space", _("may be shown"), true);
        keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), false);
        break;
    case TWO_CONSENT:
        keys_add(list, "y", _("yes"), true);
        keys_add(list, "n", _("no"), true);
        break;
    default:
        list->typing = true;
        break;
    }
    if (two->stage > TWO_SCALES && two->stage < TWO_CONSENT)
        keys_add(list, "S-Tab", _("the page before"), false);
    if (two_editor(two))
        edit_keys(list);
}

static void keys_back(const struct two_person *two, struct key_list *list)
{
    if (two->stage == TWO_ALONE) {
        keys_add(list, "y", _("keep both"), true);
        keys_add(list, "o", _("only mine"), true);
        keys_add(list, "n", _("nothing"), true);
    } else {
        keys_add(list, "Enter", _("go on"), true);
    }
    keys_add(list, "p", _("my safety plan"), false);
    keys_add(list, "F1", _("help now"), true);
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct two_person *two = screen->state;
    if (two->stopping) {
        keys_add(list, "Enter", _("unseen"), true);
        keys_add(list, "Esc", _("end it now"), true);
        keys_add(list, "Bksp", _("back"), true);
        list->typing = true;
    } else if (two->stage == TWO_GATE) {
        list->typing = true;
        keys_add(list, "Enter", _("open"), true);
        keys_add(list, "F1", _("help now"), true);
    } else if (two->stage >= TWO_ALONE) {
        keys_back(two, list);
    } else if (two_is_private(two->stage)) {
        keys_alone(two, list);
    } else {
        if (two->stage != TWO_NEEDS)
            keys_add(list, "Enter", two->stage == TWO_OFF ? _("turn it on") : _("go on"), true);
        if (two->stage == TWO_READY)
            keys_add(list, "o", _("turn it off"), true);
        if (two->stage != TWO_SHOWN && two->stage != TWO_NOT_TODAY)
            keys_add(list, "Esc", two->stage <= TWO_READY ? _("back") : _("end it"), true);
        if (scroll_has_more(&two->scroll))
            keys_add(list, glyph(GLYPH_UP_DOWN), _("more"), true);
    }
}

static void draw(struct screen *screen, struct view *body)
{
    two_draw(screen->state, body);
}

static void title(struct screen *screen, struct view *row)
{
    (void)screen;
    view_cut(row, 0, 1, STYLE_TITLE, _("A check-in for two"), row->columns - 1);
}

static int64_t due(const struct screen *screen)
{
    const struct two_person *two = screen->state;
    int64_t left = two->stage == TWO_GATE ? two_wait_left(two) : 0;
    return left ? clock_monotonic(screen->ui->clock) + (left - 1) % 1000 + 1 : -1;
}

const struct screen_type screen_two_person = {
    .name = "two-person",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .title = title,
    .due = due,
};
