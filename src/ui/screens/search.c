/*
 * Search over everything that was written. What stands in the line is asked as it is typed: a
 * change makes what was found stale, the picture with the new line comes first, and then work()
 * searches, on the second thread. A key that comes meanwhile calls that off and is taken; then it
 * begins anew. Only a key that goes to what is found, typed on in haste, waits for it.
 *
 * Nothing of what is typed is kept: there is no draft and no history, and its memory is wiped.
 */
#include <stdlib.h>
#include <string.h>

#include "check_in_screens.h"
#include "promise_screens.h"
#include "search_private.h"

enum { NARROW = 60 }; /* columns of a window: fewer, and hints are short */

int search_count(const struct search *search)
{
    return search->finds.count > SEARCH_MOST ? SEARCH_MOST : (int)search->finds.count;
}

/* ---- asking ---- */

/* Where a mark begins or ends, counted through all marks. */
static size_t *boundary(struct search_find *find, size_t index)
{
    struct search_mark *mark = &find->marks[index / 2];
    return index % 2 ? &mark->to : &mark->from;
}

/* Line ends and blanks in a row become one blank: a snippet is shown as one paragraph. */
static void flatten(struct search_find *find)
{
    char *text = find->snippet;
    size_t length = strlen(text);
    size_t next = 0;
    size_t out = 0;
    for (size_t in = 0; in <= length; in++) {
        while (next < 2 * find->mark_count && *boundary(find, next) == in)
            *boundary(find, next++) = out;
        bool blank = in < length && strchr(" \t\n\v\f\r", text[in]);
        if (!blank)
            text[out++] = text[in];
        else if (out > 0 && text[out - 1] != ' ')
            text[out++] = ' ';
    }
}

/* The store's ellipsis, where the locale has none. */
static void plain_ellipsis(struct search_find *find)
{
    static const char cut[] = "\xe2\x80\xa6";
    const char *ours = glyph(GLYPH_ELLIPSIS);
    size_t size = strlen(cut);
    size_t length = strlen(find->snippet);
    if (strlen(ours) != size || length < size)
        return;
    if (memcmp(find->snippet, cut, size) == 0)
        memcpy(find->snippet, ours, size);
    if (memcmp(find->snippet + length - size, cut, size) == 0)
        memcpy(find->snippet + length - size, ours, size);
}

/* Asked on the second thread. */
static bool is_called_off_by_any_key(void *context)
{
    const struct ui *ui = context;
    return ui->heard != HEARD_NOTHING;
}

static bool is_called_off_by_the_end(void *context)
{
    const struct ui *ui = context;
    return ui->heard == HEARD_END;
}

static enum err ask(struct search *search, bool (*stop)(void *), struct search_query *query,
                    struct search_finds *finds, struct fault *fault)
{
    struct search_ask ask = {
        .order = search->order, .most = SEARCH_MOST + 1, .stop = stop, .context = search->ui};
    char *typed = line_text(&search->line);
    if (!typed)
        return fault_set_memory(fault);
    search->ui->heard = HEARD_NOTHING;
    enum err err = search_parse(typed, query, fault);
    explicit_bzero(typed, strlen(typed));
    free(typed);
    search->empty = !err && search_query_empty(query);
    return err ? err : session_search(search->ui->session, query, &ask, finds, fault);
}

/* Asks; what was found before stays until there is an answer. */
static void look(struct search *search, bool (*stop)(void *))
{
    struct search_query query = {0};
    struct search_finds finds = {0};
    struct fault fault = {0};
    enum err err = ask(search, stop, &query, &finds, &fault);
    search_query_free(&query);
    search->stale = err == ERR_CANCELLED;
    if (search->stale)
        return;
    search->fault = err ? fault : (struct fault){0};
    search_finds_free(&search->finds);
    search->finds = finds;
    for (size_t i = 0; i < finds.count; i++) {
        flatten(&search->finds.items[i]);
        plain_ellipsis(&search->finds.items[i]);
    }
    search_lay_out(search, search->laid_out);
    search->follow = true;
}

static void select_find(struct search *search, int index)
{
    int last = search_count(search) - 1;
    search->selected = index > last ? last : index < IN_LINE ? IN_LINE : index;
    search->follow = true;
}

static void make_stale(struct search *search)
{
    search->stale = true;
    search->scroll.top = 0;
    select_find(search, IN_LINE);
}

static void note_change(void *context, size_t at, size_t removed, const char *inserted,
                        size_t length)
{
    (void)at;
    (void)removed;
    (void)inserted;
    (void)length;
    make_stale(context);
}

/* For a key that means what is about to be found: others wait their turn behind it. */
static void look_first(struct search *search)
{
    if (search->stale)
        look(search, is_called_off_by_the_end);
}

static bool work(struct screen *screen)
{
    struct search *search = screen->state;
    if (!search->stale)
        return false;
    look(search, is_called_off_by_any_key);
    return true;
}

/*
 * What lay on top may have changed, sealed or deleted anything: of what was found before nothing is
 * shown again. The selection stays with its find, or where that was.
 */
static void uncovered(struct screen *screen)
{
    struct search *search = screen->state;
    int selected = search->selected;
    struct search_find *find = selected == IN_LINE ? NULL : &search->finds.items[selected];
    enum search_kind kind = find ? find->kind : SEARCH_KINDS;
    int64_t id = find ? find->id : 0;
    search_finds_free(&search->finds);
    look(search, is_called_off_by_the_end);
    for (int i = 0; i < search_count(search); i++)
        if (search->finds.items[i].kind == kind && search->finds.items[i].id == id)
            selected = i;
    select_find(search, selected);
}

/* ---- opening and closing ---- */

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    (void)argument;
    struct search *search = calloc(1, sizeof *search);
    if (!search)
        return fault_set_memory(fault);
    search->ui = screen->ui;
    search->selected = IN_LINE;
    search->empty = true;
    enum err err = places_open(&search->places, session_content(screen->ui->session), fault);
    if (!err)
        err = line_open(&search->line, "", fault);
    if (err) {
        places_close(&search->places);
        free(search);
        return err;
    }
    buffer_listen(editor_buffer(search->line.editor), note_change, search);
    screen->state = search;
    return OK;
}

static void close(struct screen *screen)
{
    struct search *search = screen->state;
    line_close(&search->line);
    search_finds_free(&search->finds);
    places_close(&search->places);
    free(search);
}

static void draw(struct screen *screen, struct view *body)
{
    search_draw(screen->state, body);
}

/* ---- going there ---- */

static void open_answer(struct search *search, const struct search_find *find)
{
    struct place_found place = places_find(&search->places, find->lesson, find->exercise);
    if (place.practice)
        ui_push(search->ui, &screen_calm_page, place.practice);
    else if (place.page)
        ui_push(search->ui, &screen_player, &(struct lesson_place){place.entry, place.page});
    else
        ui_notice(search->ui, _("The page this belongs to is not there any more."));
    if (place.version != VERSION_ANY)
        ui_notice(search->ui, _("f shows the other version of this page."));
}

static void open_try(struct search *search, int64_t id)
{
    struct experiment experiment = {0};
    struct fault fault = {0};
    if (store_experiment_get(session_store(search->ui->session), id, &experiment, &fault))
        ui_tell(search->ui, &fault);
    else
        experiment_form_outcome(search->ui, &experiment);
    experiment_free(&experiment);
}

/* From the line, the first one. */
static void open_selected(struct search *search)
{
    look_first(search);
    int index = search->selected == IN_LINE ? 0 : search->selected;
    if (search->stale || index >= search_count(search))
        return;
    select_find(search, index);
    const struct search_find *find = &search->finds.items[index];
    switch (find->kind) {
    case SEARCH_ENTRY:
        ui_push(search->ui, &screen_entry, &find->id);
        break;
    case SEARCH_PROMISE:
        ui_push(search->ui, &screen_promise, &find->of);
        break;
    case SEARCH_BOUNDARY:
        ui_push(search->ui, &screen_boundary, &find->of);
        break;
    case SEARCH_EXPERIMENT:
        open_try(search, find->of);
        break;
    case SEARCH_CHECK_IN:
        ui_push(search->ui, &screen_check_in, &(struct check_in_open){find->of, false});
        break;
    case SEARCH_ANSWER:
    case SEARCH_KINDS:
        open_answer(search, find);
        break;
    }
}

/* ---- keys ---- */

/* The find that is a window further down or up; at least the next one. */
static int page_from(const struct search *search, bool down)
{
    int last = search_count(search) - 1;
    int step = down ? 1 : -1;
    int index = search->selected + step;
    int start = search->selected == IN_LINE ? 0 : search->rows[search->selected].top;
    while (index + step >= 0 && index + step <= last &&
           abs(search->rows[index + step].top - start) < search->scroll.shown)
        index += step;
    return index;
}

/* Without finds, what is said instead is scrolled. */
static bool move(struct search *search, const struct event *event)
{
    look_first(search);
    if (search_count(search) == 0)
        return scroll_event(&search->scroll, event);
    switch (event->key) {
    case KEYCODE_DOWN:
        select_find(search, search->selected + 1);
        return true;
    case KEYCODE_UP:
        select_find(search, search->selected - 1);
        return true;
    default:
        select_find(search, page_from(search, event->key == KEYCODE_PAGE_DOWN));
        return true;
    }
}

static void change_order(struct search *search)
{
    search->order = search->order == SEARCH_BEST ? SEARCH_NEWEST : SEARCH_BEST;
    make_stale(search);
}

static void click(struct screen *screen, const struct event *event)
{
    struct search *search = screen->state;
    int row = event->row - screen->body.row - search->list_row;
    if (search->stale)
        return; /* what is seen there is about to go */
    if (row < 0)
        select_find(search, IN_LINE);
    row += search->scroll.top;
    for (int i = 0; i < search_count(search) && row >= search->scroll.top; i++) {
        if (row < search->rows[i].top || row >= search->rows[i].end)
            continue;
        bool again = i == search->selected;
        select_find(search, i);
        if (again)
            open_selected(search);
        return;
    }
}

static bool event(struct screen *screen, const struct event *event)
{
    struct search *search = screen->state;
    if (event->kind == EVENT_CLICK) {
        click(screen, event);
        return true;
    }
    if (event->kind == EVENT_WHEEL)
        return scroll_event(&search->scroll, event);
    if (event->kind == EVENT_KEY) {
        switch (event->key) {
        case KEYCODE_DOWN:
        case KEYCODE_UP:
        case KEYCODE_PAGE_DOWN:
        case KEYCODE_PAGE_UP:
            return move(search, event);
        case KEYCODE_TAB:
        case KEYCODE_BACK_TAB:
            change_order(search);
            return true;
        case KEYCODE_ENTER:
            open_selected(search);
            return true;
        default:
            break;
        }
    }
    if (!line_event(screen->ui, &search->line, event))
        return false;
    select_find(search, IN_LINE); /* whoever moves in the line is in it */
    return true;
}

static void keys(struct screen *screen, struct key_list *list)
{
    const struct search *search = screen->state;
    bool best = search->order == SEARCH_BEST;
    bool narrow = screen->ui->canvas.columns < NARROW;
    bool first = !narrow && search->selected == IN_LINE;
    list->typing = true;
    if (search_count(search)) {
        keys_add(list, "Enter", first ? _("open the first") : _("open"), true);
        if (narrow)
            keys_add(list, "Tab", best ? _("newest") : _("best"), true);
        else
            keys_add(list, "Tab", best ? _("newest first") : _("best first"), true);
        keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    } else if (scroll_has_more(&search->scroll)) {
        keys_add(list, glyph(GLYPH_UP_DOWN), _("read on"), true);
    }
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_search = {
    .name = "search",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
    .work = work,
    .uncovered = uncovered,
};
