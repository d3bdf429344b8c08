/* Me and my data: what is about oneself, how mend behaves, and erasing everything. */
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "promise_screens.h"

struct me {
    int selected;
    int scroll;
};

static void open_sheet(struct ui *ui, const char *sheet)
{
    ui_open_sheet(ui, sheet);
}

static void change_motion(struct ui *ui, const char *unused)
{
    (void)unused;
    practice_set_still(ui, !practice_is_still(ui));
    if (!store_exists(session_store(ui->session)))
        ui_notice(ui, _("Nothing is kept yet, so this cannot be either. m does it in a practice."));
}

/* What is done after midnight may still belong to the day before: an hour later each time. */
static void change_day_end(struct ui *ui, const char *unused)
{
    (void)unused;
    struct fault fault = {0};
    int hour = (session_day_ends(ui->session) + 1) % (DAY_ENDS_LATEST + 1);
    if (!store_exists(session_store(ui->session)))
        ui_notice(ui, _("Nothing is kept yet, so this cannot be either."));
    else if (session_set_day_ends(ui->session, hour, &fault))
        ui_tell(ui, &fault);
}

static void open_two_person(struct ui *ui, const char *unused)
{
    (void)unused;
    ui_push(ui, &screen_two_person, NULL);
}

static void open_erase(struct ui *ui, const char *unused)
{
    (void)unused;
    ui_push(ui, &screen_erase, NULL);
}

static const struct {
    const char *label;
    void (*act)(struct ui *, const char *);
    const char *argument;
    bool gap; /* an empty row above it */
} rows[] = {
    {N_("A safety check, for you alone"), open_sheet, SAFETY_SHEET, false},
    {N_("My safety plan"), open_sheet, PLAN_SHEET, false},
    {N_("A plan for leaving"), open_sheet, LEAVING_SHEET, false},
    {N_("My people, and lines I checked myself"), open_sheet, PEOPLE_SHEET, false},
    {N_("Motion in practices"), change_motion, "", true},
    {N_("What mend says before one begins"), open_sheet, FIRST_RUN_SHEET, false},
    {N_("My day ends at"), change_day_end, "", false},
    {N_("A check-in for two"), open_two_person, "", false},
    {N_("Erase everything"), open_erase, "", true},
};
enum { ROWS = sizeof rows / sizeof rows[0], MOTION_ROW = 4, DAY_ROW = 6 };

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    screen->state = calloc(1, sizeof(struct me));
    return screen->state ? OK : fault_set_memory(fault);
}

static void close(struct screen *screen)
{
    free(screen->state);
}

static int row_of(int index)
{
    int row = 3;
    for (int i = 0; i <= index; i++)
        row += (i > 0 ? 1 : 0) + (rows[i].gap ? 1 : 0);
    return row;
}

static void put_label(struct screen *screen, int index, struct str *out)
{
    str_puts(out, _(rows[index].label));
    if (index == MOTION_ROW)
        str_puts(out, practice_is_still(screen->ui) ? _(": off") : _(": on"));
    if (index == DAY_ROW)
        str_printf(out, ": %d:00", session_day_ends(screen->ui->session));
}

static void draw(struct screen *screen, struct view *body)
{
    struct me *me = screen->state;
    struct view view = ui_prose_column(body);
    int last = row_of(me->selected);
    if (last >= me->scroll + view.rows)
        me->scroll = last - view.rows + 1;
    if (last < me->scroll)
        me->scroll = last;
    if (me->selected == 0)
        me->scroll = 0;
    view.scroll = me->scroll;
    view_puts(&view, 1, 0, STYLE_TITLE, _("Me and my data"));
    for (int i = 0; i < ROWS; i++) {
        struct str label = {0};
        bool selected = i == me->selected;
        put_label(screen, i, &label);
        if (selected) {
            view_puts(&view, row_of(i), 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
            view_cursor(&view, row_of(i), 2);
        }
        view_cut(&view, row_of(i), 2, selected ? STYLE_TITLE : STYLE_TEXT, str_text(&label),
                 view.columns - 2);
        str_free(&label);
    }
}

static void select_row(struct me *me, int index)
{
    me->selected = index < 0 ? 0 : index >= ROWS ? ROWS - 1 : index;
}

static void act(struct screen *screen)
{
    const struct me *me = screen->state;
    rows[me->selected].act(screen->ui, rows[me->selected].argument);
}

static void click(struct screen *screen, const struct event *event)
{
    struct me *me = screen->state;
    for (int i = 0; i < ROWS; i++) {
        if (event->row - screen->body.row + me->scroll != row_of(i))
            continue;
        bool again = i == me->selected;
        select_row(me, i);
        if (again)
            act(screen);
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct me *me = screen->state;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind == EVENT_PASTE)
        return true;
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        select_row(me, me->selected + 1);
        return true;
    case KEYCODE_UP:
    case 'k':
        select_row(me, me->selected - 1);
        return true;
    case KEYCODE_HOME:
    case 'g':
        select_row(me, 0);
        return true;
    case KEYCODE_END:
    case 'G':
        select_row(me, ROWS);
        return true;
    case KEYCODE_ENTER:
    case ' ':
        act(screen);
        return true;
    default:
        return false;
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct me *me = screen->state;
    keys_add(list, "Enter",
             me->selected == MOTION_ROW || me->selected == DAY_ROW ? _("change") : _("open"), true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_me = {
    .name = "me",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
