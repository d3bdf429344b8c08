/*
 * Help now: who can be called, from anywhere and before anything is kept. It never makes the home:
 * the country is a setting only where there is a file for it already, and the practice it offers
 * writes nothing. Nothing is looked up; the country is the one the person chose, or else the one
 * that the language settings of the computer name, which is said.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "help_private.h"

static const char steady_practice[] = "senses";

/* ---- which country ---- */

static void choose_country(struct help *help)
{
    help->choice.made = false;
    help->selected = ITEM_EMERGENCY;
    help->follow = true;
    ui_choose_country(help->ui, &help->helplines->countries[help->choice.index]);
}

static void ask_country(struct help *help)
{
    if (!help->helplines->count)
        return;
    help->choice.helplines = help->helplines;
    help->choice.index = help->country ? (int)(help->country - help->helplines->countries) : 0;
    ui_push(help->ui, &screen_countries, &help->choice);
}

/* ---- opening ---- */

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    const struct content *content = session_content(screen->ui->session);
    struct help *help = calloc(1, sizeof *help);
    if (!help)
        return fault_set_memory(fault);
    help->ui = screen->ui;
    help->helplines = session_helplines(help->ui->session);
    snprintf(help->steady_id, sizeof help->steady_id, "%s", steady_practice);
    help->steady.id = help->steady_id;
    help->steady.kind = EXERCISE_BREATHE;
    /* Without it the rest of this screen is there all the same. */
    if (content_practice(content, steady_practice, &help->steady, NULL))
        exercise_clear(&help->steady);
    help->country = ui_country(help->ui, &help->from_locale);
    help->item_count = ITEM_LINES;
    screen->state = help;
    return OK;
}

static void close(struct screen *screen)
{
    struct help *help = screen->state;
    exercise_close(help->view);
    exercise_clear(&help->steady);
    free(help);
}

static void uncovered(struct screen *screen)
{
    struct help *help = screen->state;
    if (help->choice.made)
        choose_country(help);
    /* One may also have chosen in another Help now that lay on top. */
    help->country = ui_country(help->ui, &help->from_locale);
}

/* ---- keys ---- */

/*
 * The practice is put together here, not by exercise_open(): that looks for earlier answers, and
 * no file that somebody else holds may stand in the way.
 */
static void steady(struct help *help)
{
    if (!help->steady.lists) {
        ui_notice(help->ui, _("The practice cannot be read. Feel what holds you up."));
        return;
    }
    if (!help->view)
        help->view = calloc(1, sizeof *help->view);
    if (!help->view) {
        ui_notice(help->ui, _("There is no memory left for it."));
        return;
    }
    help->view->ui = help->ui;
    help->view->exercise = &help->steady;
    help->view->type = &exercise_breathe;
    help->view->held = true;
    ui_push(help->ui, &screen_practice, help->view);
}

static void select_item(struct help *help, int item)
{
    int last = help->item_count - 1;
    help->selected = item > last ? last : item;
    if (help->selected < 0)
        help->selected = 0;
    help->follow = true;
}

/*
 * Going down and up passes over nothing: what is taller than the window, and what stands between
 * two items, is scrolled through before the next one is selected.
 */
static void move_down(struct help *help)
{
    int bottom = help->scroll.top + help->scroll.shown;
    bool drawn = help->scroll.shown > 0; /* a key may come before the page is */
    bool last = help->selected == help->item_count - 1;
    if (drawn && (last || help->places[help->selected].end > bottom ||
                  help->places[help->selected + 1].row >= bottom))
        help->scroll.top++;
    else
        select_item(help, help->selected + 1);
}

static void move_up(struct help *help)
{
    int top = help->scroll.top;
    bool first = help->selected == 0;
    if (first || help->places[help->selected].row < top ||
        help->places[help->selected - 1].end <= top)
        help->scroll.top--;
    else
        select_item(help, help->selected - 1);
}

static const char *const sheets[] = {
    [ITEM_CHECK] = SAFETY_SHEET,
    [ITEM_PLAN] = PLAN_SHEET,
    [ITEM_LEAVING] = LEAVING_SHEET,
    [ITEM_PEOPLE] = PEOPLE_SHEET,
};

static void open_sheet(struct help *help)
{
    if (ui_is_closed(help->ui))
        ui_notice(help->ui, _("This needs the passphrase first. Esc goes back to it."));
    else
        ui_open_sheet(help->ui, sheets[help->selected]);
}

static void act(struct help *help)
{
    switch (help->selected) {
    case ITEM_HURT:
        help->hurting = !help->hurting;
        help->follow = true;
        break;
    case ITEM_STEADY:
        steady(help);
        break;
    case ITEM_COUNTRY:
        ask_country(help);
        break;
    case ITEM_CHECK:
    case ITEM_PLAN:
    case ITEM_LEAVING:
    case ITEM_PEOPLE:
        open_sheet(help);
        break;
    default:
        move_down(help); /* nothing to open: one reads on */
        break;
    }
}

static void click(struct screen *screen, const struct event *event)
{
    struct help *help = screen->state;
    int row = event->row - screen->body.row + help->scroll.top;
    for (int i = 0; i < help->item_count; i++) {
        if (row < help->places[i].row || row >= help->places[i].end)
            continue;
        help->selected = i;
        if (i > ITEM_EMERGENCY && i < ITEM_LINES)
            act(help);
        return;
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct help *help = screen->state;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind == EVENT_KEY) {
        switch (event->key) {
        case KEYCODE_DOWN:
        case 'j':
            move_down(help);
            return true;
        case KEYCODE_UP:
        case 'k':
            move_up(help);
            return true;
        case KEYCODE_ENTER:
        case ' ':
            act(help);
            return true;
        case 'c':
            ask_country(help);
            return true;
        case 'p':
            steady(help);
            return true;
        case KEYCODE_HOME:
        case 'g':
            select_item(help, 0);
            return true;
        case KEYCODE_END:
        case 'G':
            select_item(help, help->item_count);
            return true;
        default:
            break;
        }
    }
    if (!scroll_event(&help->scroll, event))
        return false;
    help->scrolled = true;
    help->follow = false;
    return true;
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct help *help = screen->state;
    static const char *const acts[] = {
        [ITEM_HURT] = N_("what to do"), [ITEM_STEADY] = N_("begin"), [ITEM_COUNTRY] = N_("choose"),
        [ITEM_CHECK] = N_("open"),      [ITEM_PLAN] = N_("open"),    [ITEM_LEAVING] = N_("open"),
        [ITEM_PEOPLE] = N_("open"),
    };
    if (help->selected == ITEM_HURT && help->hurting)
        keys_add(list, "Enter", _("fold up"), true);
    else if (help->selected > ITEM_EMERGENCY && help->selected < ITEM_LINES)
        keys_add(list, "Enter", _(acts[help->selected]), true);
    if (help->helplines->count)
        keys_add(list, "c", _("country"), true);
    keys_add(list, "p", _("a practice"), true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    keys_add(list, "PgDn", _("read on"), false);
    keys_add(list, "Esc", _("back"), true);
}

static void draw(struct screen *screen, struct view *body)
{
    help_draw(screen->state, body);
}

const struct screen_type screen_help = {
    .name = "Help now",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = uncovered,
};
