/* Walking through a lesson: its keys, its pages, what is kept when one goes on. */
#include <stdlib.h>
#include <string.h>

#include "mend/practice/tension.h"
#include "player_private.h"
#include "screens.h"

static const char page_opening[] = "opening";
static const struct tension_names tension_names = {"ask", TENSION_BEFORE, TENSION_AFTER, "calm",
                                                   "lock"};

static const char *page_name(const struct player *player, int page)
{
    if (page == PAGE_OPENING)
        return page_opening;
    return page == player_page_count(player) ? PLAYER_CLOSING : player->lesson.pages[page].number;
}

/* ---- opening pages ---- */

static void show_page(struct player *player, int page)
{
    struct fault fault = {0};
    player_close_views(player);
    player->page = page;
    player->focus = FOCUS_READING;
    player->scroll = 0;
    player->rows_total = 0; /* nobody has seen it yet */
    player->rows_shown = 0;
    player->next = (struct stop_place){0};
    player_choose_version(player);
    if (player_open_views(player, &fault))
        ui_tell(player->ui, &fault);
    player_note_first_run(player);
}

/*
 * Notes where the person is. Before they begin nothing is kept, so nothing is noted. True when a
 * message about a failure now lies on top.
 */
static bool note_page(struct player *player, int page, enum page_state state)
{
    struct fault fault = {0};
    if (player->entry->sheet || session_visit(player->ui->session, player->entry->id,
                                              page_name(player, page), state, &fault) == OK)
        return false;
    /* Told in full once. Reading goes on all the same, and what is typed has its own warning. */
    bool loud = !player->told;
    player->told = true;
    if (loud)
        ui_tell(player->ui, &fault);
    else
        ui_notice(player->ui, fault.text);
    return loud;
}

static void recall_before(struct player *player)
{
    struct answers answers = {0};
    player->before = TENSION_UNKNOWN;
    if (store_answer_list(session_store(player->ui->session), player->entry->id,
                          player->names.before, 1, &answers, NULL) == OK &&
        answers.count) {
        const char *value = pairs_get(&answers.items[0].values, "tension");
        player->before = value ? exercise_number(value) : TENSION_UNKNOWN;
    }
    answers_free(&answers);
}

static int page_of(const struct player *player, const char *name)
{
    for (int i = 0; i < player_page_count(player); i++)
        if (strcmp(player->lesson.pages[i].number, name) == 0)
            return i;
    return strcmp(name, PLAYER_CLOSING) == 0 ? player_page_count(player) : PAGE_OPENING;
}

/* Where to open the lesson: where it was left, or once it was finished where something waits. */
static int first_page(struct player *player, const struct lesson_state *state)
{
    bool at_end = state->finished && strcmp(state->place.page, PLAYER_CLOSING) == 0;
    if (state->place.known && !at_end)
        return page_of(player, state->place.page);
    for (int i = 0; state->drafts && i < player_page_count(player); i++)
        if (player_page_has_draft(player, &player->lesson.pages[i]))
            return i;
    if (state->drafts && player_has_draft(player, player->entry->id, player->names.after))
        return player_page_count(player);
    return PAGE_OPENING;
}

/* What was left half done is where one goes on. */
static void focus_draft(struct player *player)
{
    int first = 0;
    for (int i = 0; i < player->view_count; i++) {
        struct exercise_view *view = player->views[i];
        if (exercise_has_draft(view)) {
            player->focus = first + (view->type->resume ? view->type->resume(view) : 0);
            return;
        }
        first += view->type->stops(view);
    }
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct player *player = calloc(1, sizeof *player);
    if (!player)
        return fault_set_memory(fault);
    player->ui = screen->ui;
    const struct lesson_place *place = argument;
    player->entry = place->entry;
    player->tension.fields = &player->tension_ask;
    player->tension.field_count = 1;
    player->tension_ask.name = player->names.ask;
    player->names = tension_names;
    player->lock.id = player->names.lock;
    player->calm.id = player->names.calm;
    player->calm.kind = EXERCISE_BREATHE;
    struct session *session = screen->ui->session;
    enum err err =
        content_lesson(session_content(session), player->entry, &player->lesson, NULL, fault);
    if (err) {
        free(player);
        return err;
    }
    struct lesson_state state = {0};
    err = session_lesson_state(session, player->entry, &player->lesson, &state, fault);
    if (!err)
        err = session_stirred(session, player->entry->id, &player->stirred, fault);
    if (err) {
        lesson_free(&player->lesson);
        free(player);
        return err;
    }
    recall_before(player);
    screen->state = player;
    /* Before anything is kept, every way in leads past the page that says so. */
    bool begun = store_exists(session_store(session));
    player->asked_page = place->page ? page_of(player, place->page) : PAGE_OPENING;
    if (place->page && (begun || player->entry->sheet))
        show_page(player, player->asked_page);
    else if (player->entry->sheet)
        show_page(player, player_first_page_of_sheet(player));
    else
        show_page(player, first_page(player, &state));
    if (!place->page)
        focus_draft(player);
    return OK;
}

static void close(struct screen *screen)
{
    struct player *player = screen->state;
    player_close_views(player);
    lesson_free(&player->lesson);
    exercise_clear(&player->calm);
    free(player);
}

/* ---- moving ---- */

/* What stands on the page becomes answers. False when that failed: then one stays. */
static bool commit(struct player *player)
{
    struct fault fault = {0};
    bool kept = false;
    for (int i = 0; i < player->view_count; i++) {
        bool added;
        if (exercise_commit(player->views[i], &added, &fault)) {
            ui_tell(player->ui, &fault);
            return false;
        }
        kept |= added && player->page != PAGE_OPENING;
    }
    if (kept)
        ui_notice(player->ui, _("Your answer is kept."));
    return true;
}

/* Whoever leaves the first run has had it: m on Today opens it again. */
static void leave(struct player *player)
{
    player_keep_ticks(player);
    player_set_first_run(player, "");
    ui_back(player->ui);
}

static void go_next(struct player *player, enum page_state state)
{
    int last = player_page_count(player);
    if (state == PAGE_DONE && !commit(player))
        return;
    bool told = note_page(player, player->page, state);
    if (player->page == last || player_is_last(player)) {
        if (!told)
            leave(player);
        return;
    }
    if (player->page == PAGE_OPENING)
        recall_before(player);
    bool first = player->page == PAGE_OPENING && player->asked_page != PAGE_OPENING;
    show_page(player, first ? player->asked_page : player->page + 1);
    note_page(player, player->page, PAGE_OPENED);
}

static void go_previous(struct player *player)
{
    if (player->page == PAGE_OPENING || (player->page == 0 && player->entry->sheet)) {
        leave(player);
        return;
    }
    player_keep_ticks(player);
    show_page(player, player->page - 1);
    if (player->page != PAGE_OPENING)
        note_page(player, player->page, PAGE_OPENED);
}

static bool more_below(const struct player *player)
{
    return player->rows_total == 0 || player->scroll + player->rows_shown < player->rows_total;
}

static void read_on(struct player *player, int rows)
{
    player->focus = FOCUS_READING;
    player->scroll += rows;
}

static bool can_see(const struct player *player, int focus)
{
    return player->rows_total > 0 &&
           player_place(player, focus).row < player->scroll + player->rows_shown;
}

static void move_down(struct player *player)
{
    int last = player_exercise_stops(player);
    if (player->focus != FOCUS_READING)
        player->focus = player->focus < last ? player->focus + 1 : last;
    else if (can_see(player, 0))
        player->focus = 0;
    else
        player->scroll++;
}

static void move_up(struct player *player)
{
    if (player->focus > 0)
        player->focus--;
    else if (player->focus == 0)
        player->focus = FOCUS_READING;
    else
        player->scroll--;
}

/* Tab goes through the exercises (the fields of a form) to "go on", and round to the top again. */
static void next_part(struct player *player)
{
    int stop;
    const struct exercise_view *view = player_view_at(player, player->focus, &stop);
    int first = 0;
    if (view && view->type->is_form) {
        player->focus++;
        return;
    }
    for (int i = 0; i < player->view_count; i++) {
        if (player->focus < first) {
            player->focus = first;
            return;
        }
        first += player->views[i]->type->stops(player->views[i]);
    }
    if (player->focus < first) {
        player->focus = first;
    } else {
        player->focus = FOCUS_READING;
        player->scroll = 0;
    }
}

static void previous_part(struct player *player)
{
    int stop = 0;
    const struct exercise_view *view = player_view_at(player, player->focus, &stop);
    int found = FOCUS_READING;
    int first = 0;
    if (view && view->type->is_form && stop > 0) {
        player->focus--;
        return;
    }
    for (int i = 0; i < player->view_count && first < player->focus; i++) {
        found = first;
        first += player->views[i]->type->stops(player->views[i]);
    }
    if (player->focus == FOCUS_READING)
        found = player_exercise_stops(player);
    player->focus = found;
    if (found == FOCUS_READING)
        player->scroll = 0;
}

static void open_earlier(struct player *player)
{
    int stop;
    struct exercise_view *view = player_view_at(player, player->focus, &stop);
    for (int i = 0; (!view || !view->earlier.count) && i < player->view_count; i++)
        if (player->views[i]->earlier.count)
            view = player->views[i];
    if (view && view->earlier.count)
        ui_push(player->ui, &screen_earlier, view);
    else
        ui_notice(player->ui, player_has_versions(player)
                                  ? _("None in this version. f, then e, looks in the other.")
                                  : _("There are no earlier answers on this page."));
}

static void keep_now(struct player *player, struct exercise_view *view)
{
    struct fault fault = {0};
    bool added = false;
    if (exercise_commit(view, &added, &fault))
        ui_tell(player->ui, &fault);
    else
        ui_notice(player->ui,
                  added ? _("Kept. You can go on.") : _("There is nothing new to keep."));
}

static bool on_key(struct player *player, int32_t key)
{
    struct ui *ui = player->ui; /* the player may be gone once a key has led out of it */
    bool on_next = player->focus == player_exercise_stops(player);
    int page = player->rows_shown > 3 ? player->rows_shown - 2 : 1;
    if (key >= '0' && key <= '9' && key != '6' && key != '7') {
        ui_notice(player->ui, player->view_count
                                  ? _("Tab goes to the exercise. Esc leaves the lesson; then a "
                                      "number opens a screen.")
                                  : _("Esc leaves the lesson; then a number opens a screen."));
        return true;
    }
    switch (key) {
    case KEYCODE_DOWN:
    case 'j':
        move_down(player);
        return true;
    case KEYCODE_UP:
    case 'k':
        move_up(player);
        return true;
    case KEYCODE_PAGE_DOWN:
        read_on(player, page);
        return true;
    case KEYCODE_PAGE_UP:
        read_on(player, -page);
        return true;
    case KEYCODE_HOME:
    case 'g':
        read_on(player, -player->rows_total);
        return true;
    case KEYCODE_END:
    case 'G':
        player->focus = player_exercise_stops(player);
        return true;
    case ' ':
    case KEYCODE_ENTER:
        if (player->focus == FOCUS_READING && more_below(player))
            read_on(player, page);
        else if (on_next || player->focus == FOCUS_READING)
            go_next(player, PAGE_DONE);
        else
            move_down(player);
        return true;
    case KEYCODE_BACKSPACE:
        go_previous(player);
        return true;
    case KEYCODE_TAB:
        next_part(player);
        return true;
    case KEYCODE_BACK_TAB:
        previous_part(player);
        return true;
    case 's':
        if (player->page == PAGE_OPENING || player->page == player_page_count(player))
            return false;
        go_next(player, PAGE_SKIPPED);
        ui_notice(ui, _("Passed by. What you ticked or wrote there stays."));
        return true;
    case 'f':
        if (!player_has_versions(player))
            return false;
        player_change_version(player);
        return true;
    case 'e':
        open_earlier(player);
        return true;
    case 'd':
        if (!player_forget_safety(player))
            return false;
        show_page(player, player->page); /* what is ticked here goes, too */
        return true;
    case KEYCODE_ESCAPE:
    case 'q':
        leave(player);
        return true;
    default:
        return false;
    }
}

/* What changed is kept; where the exercise wants the focus next, it goes. */
static void after_event(struct player *player, struct exercise_view *view, int first)
{
    exercise_note_change(view);
    if (view->type == &exercise_lock)
        player_note_first_run(player); /* there may be a place to note it now */
    if (view->go_to >= 0)
        player->focus = first + view->go_to;
    view->go_to = -1;
    int stops = view->type->stops(view);
    if (player->focus >= first + stops && player->focus != player_exercise_stops(player))
        player->focus = first + stops - 1;
    if (player->page == player_page_count(player))
        player_offer_practice(player);
}

static bool on_click(struct player *player, struct screen *screen, const struct event *event)
{
    struct view column = ui_prose_column(&screen->body);
    struct event inside = *event;
    inside.row += player->scroll - column.row;
    inside.column -= column.column;
    if (event->row < column.row || event->row >= column.row + column.rows)
        return true;
    int last = player_exercise_stops(player);
    for (int focus = 0; focus <= last; focus++) {
        struct stop_place place = player_place(player, focus);
        if (inside.row < place.row || inside.row >= place.row + place.rows)
            continue;
        player->focus = focus;
        int stop;
        struct exercise_view *view = player_view_at(player, focus, &stop);
        if (view && view->type->event(view, stop, &inside))
            after_event(player, view, focus - stop);
        if (!view)
            go_next(player, PAGE_DONE);
        return true;
    }
    player->focus = FOCUS_READING;
    return true;
}

static bool is_typing(const struct player *player)
{
    int stop;
    struct key_list list = {0};
    const struct exercise_view *view = player_view_at(player, player->focus, &stop);
    if (view)
        view->type->keys(view, stop, &list);
    return list.typing;
}

/*
 * Enter goes from field to field, and out of the last one. Whoever writes on has not noticed: what
 * they type is not obeyed as keys until they press one that is no letter.
 */
static bool swallow(struct player *player, const struct event *event)
{
    bool text = event->kind == EVENT_PASTE || event_is_text(event);
    if (!player->past_text || !text || is_typing(player)) {
        player->past_text = false;
        return false;
    }
    ui_notice(player->ui, _("This is written nowhere. Shift-Tab goes back into the field."));
    return true;
}

static bool handle(struct screen *screen, const struct event *event);

static bool event(struct screen *screen, const struct event *event)
{
    struct ui *ui = screen->ui;
    struct player *player = screen->state;
    int page = player->page;
    bool typing = is_typing(player);
    bool enter = event->kind == EVENT_KEY && event->key == KEYCODE_ENTER;
    if (swallow(player, event))
        return true;
    bool taken = handle(screen, event);
    if (enter && typing && ui->top == screen && player->page == page) /* else it may be gone */
        player->past_text = !is_typing(player);
    return taken;
}

static bool handle(struct screen *screen, const struct event *event)
{
    struct player *player = screen->state;
    int stop = 0;
    struct exercise_view *view = player_view_at(player, player->focus, &stop);
    if (event->kind == EVENT_CLICK)
        return on_click(player, screen, event);
    if (event->kind == EVENT_WHEEL) {
        if (is_typing(player))
            return true; /* a finger on the wheel does not end the writing */
        read_on(player, event->key == KEYCODE_UP ? -3 : 3);
        return true;
    }
    if (view && !view->held && event->kind == EVENT_KEY && event->key == CONTROL('S')) {
        keep_now(player, view);
        return true;
    }
    int first = player->focus - stop;
    if (view && view->type->event(view, stop, event)) {
        after_event(player, view, first);
        return true;
    }
    if (event->kind != EVENT_KEY)
        return true;
    if (view && event->key == KEYCODE_ESCAPE) {
        player->focus = FOCUS_READING;
        return true;
    }
    return on_key(player, event->key);
}

static void keys(struct screen *screen, struct key_list *list)
{
    struct player *player = screen->state;
    int stop;
    struct exercise_view *view = player_view_at(player, player->focus, &stop);
    bool on_page = player->page != PAGE_OPENING && player->page != player_page_count(player);
    if (view) {
        view->type->keys(view, stop, list);
        keys_add(list, "Tab", _("on"), true);
    } else if (player->focus == FOCUS_READING && more_below(player)) {
        keys_add(list, "Space", _("read on"), true);
        keys_add(list, "Tab", player_exercise_stops(player) ? _("to the exercise") : _("on"), true);
    } else {
        keys_add(list, "Space", on_page ? _("next page") : _("go on"), true);
        if (player_exercise_stops(player) && player->focus == FOCUS_READING)
            keys_add(list, "Tab", _("to the exercise"), true);
    }
    if (list->typing)
        return;
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), false);
    if (!view) {
        if (on_page)
            keys_add(list, "s", _("skip this page"), true);
        keys_add(list, "Backspace", _("back"), true);
    }
    if (player_has_versions(player))
        keys_add(list, "f", player->together ? _("for you alone") : _("with somebody"), true);
    if (view && on_page)
        keys_add(list, "^S", _("keep as an answer"), false);
    keys_add(list, "e", _("earlier answers, and deleting them"), false);
    keys_add(list, "Esc", _("leave"), !view);
}

static void draw(struct screen *screen, struct view *body)
{
    player_draw(screen->state, body);
}

static void uncovered(struct screen *screen)
{
    player_note_first_run(screen->state); /* a passphrase may have been chosen */
}

/* Only with what says so before one's eyes: else whoever presses Ctrl-X means it. */
static bool tries_leaving(struct screen *screen)
{
    struct player *player = screen->state;
    if (ui_is_too_small(&screen->ui->canvas))
        return false;
    for (int i = 0; i < player->view_count; i++) {
        int row = player->views[i]->places[0].row - player->scroll;
        if (row >= 0 && row < player->rows_shown && exercise_leave_try(player->views[i]))
            return true;
    }
    return false;
}

static void title(struct screen *screen, struct view *row)
{
    player_title(screen->state, row);
}

const struct screen_type screen_player = {
    .name = "player",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .title = title,
    .uncovered = uncovered,
    .tries_leaving = tries_leaving,
};
