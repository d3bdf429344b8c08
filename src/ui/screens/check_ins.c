/* Check-ins, the tab: when the next would be due, and all there were, newest first. */
#include "check_ins.h"

#include <stdlib.h>
#include <string.h>

#include "journal_act.h"
#include "mend/store/adopt.h"
#include "promise_screens.h"

/* ---- loading ---- */

static struct store *store_of(const struct check_ins_list *list)
{
    return session_store(list->ui->session);
}

/* Reads a page on. */
static enum err read_on(struct check_ins_list *list, struct fault *fault)
{
    struct check_ins *items = &list->items;
    struct check_ins page = {0};
    struct record_place place = {0};
    if (items->count) {
        const struct record *last = &items->items[items->count - 1].record;
        place = (struct record_place){last->day, last->id};
    }
    enum err err = store_check_in_page(store_of(list), place, CHECK_INS_PAGE, &page, fault);
    if (err)
        return err;
    list->at_end = page.count < CHECK_INS_PAGE;
    if (page.count == 0) {
        check_ins_free(&page);
        return OK;
    }
    struct check_in *more =
        realloc(items->items, (items->count + page.count) * sizeof *items->items);
    if (!more) {
        check_ins_free(&page);
        return fault_set_memory(fault);
    }
    memcpy(more + items->count, page.items, page.count * sizeof *more);
    items->items = more;
    items->count += page.count;
    free(page.items);
    return OK;
}

static const struct check_in *selected_of(const struct check_ins_list *list)
{
    return list->items.count ? &list->items.items[list->selected] : NULL;
}

/* Where RECORD stands, or would. */
static int find(const struct check_ins_list *list, int32_t day, int64_t id)
{
    int at = 0;
    int last = (int)list->items.count - 1;
    while (at < last &&
           (list->items.items[at].record.day > day ||
            (list->items.items[at].record.day == day && list->items.items[at].record.id > id)))
        at++;
    return at;
}

/* Anew, as far as it was read, the same one selected. */
static void load(struct check_ins_list *list)
{
    const struct check_in *selected = selected_of(list);
    struct record_place place = {0};
    size_t wanted = list->items.count;
    if (selected)
        place = (struct record_place){selected->record.day, selected->record.id};
    check_ins_free(&list->items);
    list->items = (struct check_ins){0};
    list->fault = (struct fault){0};
    list->today = session_today(list->ui->session);
    list->rhythm = check_in_rhythm(list->ui);
    list->waits = check_in_waits(list->ui);
    enum err err = store_check_in_count(store_of(list), &list->total, &list->fault);
    do {
        if (!err)
            err = read_on(list, &list->fault);
    } while (!err && !list->at_end && list->items.count < wanted);
    list->last = list->items.count ? list->items.items[0].record.day : DAY_NONE;
    list->selected = place.id ? find(list, place.day, place.id) : 0;
    list->ui->dirty = true;
}

static int32_t adopted_on(int64_t wall)
{
    return day_of(wall, DAY_ENDS_AT);
}

/*
 * What page 9.2 was answered with belongs here, too, and what has lain in the trash long enough
 * goes. Should that fail, it goes another time.
 */
static void settle(struct check_ins_list *list)
{
    static const struct adopt_source sources[] = {
        {"9", "9.2", "first-check-in", ADOPT_CHECK_IN},
        {"9", "9.2", "first-check-in-alone", ADOPT_CHECK_IN},
    };
    enum err ignored = store_adopt(store_of(list), sources, sizeof sources / sizeof sources[0],
                                   session_today(list->ui->session), adopted_on, NULL, NULL);
    if (!ignored)
        ignored = session_record_purge(list->ui->session, NULL);
    (void)ignored;
}

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct check_ins_list *list = calloc(1, sizeof *list);
    if (!list)
        return fault_set_memory(fault);
    list->ui = screen->ui;
    screen->state = list;
    settle(list);
    load(list);
    return OK;
}

static void close(struct screen *screen)
{
    struct check_ins_list *list = screen->state;
    check_ins_free(&list->items);
    free(list);
}

static void uncovered(struct screen *screen)
{
    struct check_ins_list *list = screen->state;
    struct check_in_kept kept = list->kept;
    list->kept = (struct check_in_kept){0};
    load(list);
    if (kept.id)
        list->selected = find(list, list->today, kept.id);
    if (kept.id && kept.offer)
        ui_push(list->ui, &screen_check_in, &(struct check_in_open){kept.id, true});
}

/* ---- moving ---- */

static void move(struct check_ins_list *list, int rows)
{
    struct fault fault = {0};
    int to = list->selected + rows;
    enum err err = OK;
    while (!err && !list->at_end && to + CHECK_INS_PAGE / 2 > (int)list->items.count)
        err = read_on(list, &fault);
    if (err)
        ui_tell(list->ui, &fault);
    int last = (int)list->items.count - 1;
    list->selected = to > last ? last : to;
    if (list->selected < 0)
        list->selected = 0;
}

static bool move_key(struct check_ins_list *list, const struct event *event)
{
    int step = event->kind == EVENT_WHEEL ? 3 : 1;
    switch (event->key) {
    case KEYCODE_DOWN:
    case 'j':
        list->head_top += step;
        move(list, step);
        return true;
    case KEYCODE_UP:
    case 'k':
        list->head_top -= step;
        move(list, -step);
        return true;
    case KEYCODE_PAGE_DOWN:
        list->head_top += 6;
        move(list, 10);
        return true;
    case KEYCODE_PAGE_UP:
        list->head_top -= 6;
        move(list, -10);
        return true;
    case KEYCODE_HOME:
    case 'g':
        list->head_top = 0;
        list->selected = 0;
        return true;
    case KEYCODE_END:
    case 'G':
        list->head_top = CHECK_INS_ROWS;
        move(list, (int)list->total);
        return true;
    default:
        return false;
    }
}

/* ---- doing ---- */

static void open_selected(struct check_ins_list *list)
{
    const struct check_in *selected = selected_of(list);
    if (selected)
        ui_push(list->ui, &screen_check_in, &(struct check_in_open){selected->record.id, false});
    else
        check_in_begin(list->ui, list->last);
}

static void trash(struct check_ins_list *list)
{
    const struct check_in *selected = selected_of(list);
    if (selected && promise_act_trash(list->ui, selected->record.id))
        load(list);
}

/* What comes back is selected. */
static bool undo(struct check_ins_list *list)
{
    int64_t id = list->ui->undo.kind == UNDO_RECORD ? list->ui->undo.id : 0;
    if (!promise_act_undo(list->ui))
        return false;
    load(list);
    for (size_t i = 0; i < list->items.count; i++)
        if (list->items.items[i].record.id == id)
            list->selected = (int)i;
    return true;
}

static void change_rhythm(struct check_ins_list *list)
{
    struct fault fault = {0};
    bool monthly = list->rhythm == RHYTHM_MONTHLY;
    if (!journal_has_home(list->ui))
        return;
    if (store_set_setting(store_of(list), CHECK_IN_RHYTHM_SETTING, monthly ? "weekly" : "monthly",
                          &fault)) {
        ui_tell(list->ui, &fault);
        return;
    }
    ui_notice(list->ui,
              monthly ? _("Once a week. y changes it.") : _("Once a month. y changes it."));
    load(list);
}

static void click(struct screen *screen, const struct event *event)
{
    struct check_ins_list *list = screen->state;
    int row = event->row - screen->body.row;
    if (row < 0 || row >= screen->body.rows || row >= CHECK_INS_ROWS || list->rows[row] < 0 ||
        !list->items.count)
        return;
    bool again = list->rows[row] == list->selected;
    list->selected = list->rows[row];
    if (again)
        open_selected(list);
}

static bool on_key(struct check_ins_list *list, int32_t key)
{
    struct ui *ui = list->ui;
    if (list->fault.code)
        return false;
    switch (key) {
    case KEYCODE_ENTER:
    case ' ':
        open_selected(list);
        return true;
    case 'n':
        check_in_begin(ui, list->last);
        return true;
    case 'v':
        ui_push(ui, &screen_pictures, NULL);
        return true;
    case 'w':
        ui_push(ui, &screen_changed, NULL);
        return true;
    case 'y':
        change_rhythm(list);
        return true;
    case 'd':
    case KEYCODE_DELETE:
        trash(list);
        return true;
    case 'u':
        return undo(list);
    default:
        return false;
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct check_ins_list *list = screen->state;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind == EVENT_PASTE || move_key(list, event))
        return true;
    return event->kind == EVENT_KEY && on_key(list, event->key);
}

static void keys(struct screen *screen, struct key_list *keys)
{
    const struct check_ins_list *list = screen->state;
    bool some = list->items.count > 0;
    if (list->fault.code) {
        keys_add(keys, "Esc", _("back"), true);
        return;
    }
    keys_add(keys, "Enter", some ? _("open") : _("check in"), some);
    keys_add(keys, "n", list->waits ? _("go on") : _("check in"), true);
    if (some) {
        keys_add(keys, "v", _("pictures"), true);
        keys_add(keys, "w", _("what changed"), true);
    } else {
        keys_add(keys, "v", _("pictures"), false);
        keys_add(keys, "w", _("what changed"), false);
    }
    keys_add(keys, "y", list->rhythm == RHYTHM_MONTHLY ? _("weekly") : _("monthly"), !some);
    if (some)
        keys_add(keys, "d", _("into the trash"), false);
    keys_add(keys, "u", _("take back the last change"), false);
    keys_add(keys, glyph(GLYPH_UP_DOWN), _("move"), false);
    keys_add(keys, "PgDn, PgUp", _("ten further, ten back"), false);
    keys_add(keys, "Home, End", _("to the newest, the oldest"), false);
    keys_add(keys, "Esc", _("back"), false);
}

static void draw(struct screen *screen, struct view *body)
{
    check_ins_draw(screen->state, body);
}

const struct screen_type screen_check_ins = {
    .name = "Check-ins",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .uncovered = uncovered,
};
