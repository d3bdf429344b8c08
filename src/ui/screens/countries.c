/* Choosing a country from a list: a letter jumps to the next that begins with it, Enter chooses. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../prose.h"
#include "../scroll.h"
#include "screens.h"

enum { HEAD = 3 }; /* rows above the list */

struct countries {
    struct country_choice *choice;
    struct scroll scroll;
    int selected;
    bool moved; /* somebody has looked further than where the list opened */
    bool follow;
};

static enum err open(struct screen *screen, const void *argument, struct fault *fault)
{
    struct countries *countries = calloc(1, sizeof *countries);
    if (!countries)
        return fault_set_memory(fault);
    memcpy(&countries->choice, &argument, sizeof argument); /* lent by the screen below */
    countries->selected = countries->choice->index;
    countries->follow = true;
    screen->state = countries;
    return OK;
}

static void close(struct screen *screen)
{
    free(screen->state);
}

static int count(const struct countries *countries)
{
    return (int)countries->choice->helplines->count;
}

static int draw_all(void *context, struct view *view)
{
    struct countries *countries = context;
    view_puts(view, 1, 0, STYLE_TITLE, _("Where are you?"));
    int row = HEAD;
    for (int i = 0; i < count(countries); i++, row++) {
        bool selected = i == countries->selected;
        const struct country *country = &countries->choice->helplines->countries[i];
        if (selected) {
            view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
            view_cursor(view, row, 2);
        }
        view_cut(view, row, 2, selected ? STYLE_TITLE : STYLE_TEXT, country->name,
                 view->columns - 2);
    }
    row = HEAD + countries->selected;
    if (countries->follow && !view->canvas) {
        int *top = &countries->scroll.top;
        if (row >= *top + view->rows)
            *top = row - view->rows + 1;
        if (row < *top)
            *top = row;
        if (countries->selected == 0)
            *top = 0;
        countries->follow = false;
    }
    return HEAD + count(countries);
}

static void draw(struct screen *screen, struct view *body)
{
    struct countries *countries = screen->state;
    struct view view = ui_prose_column(body);
    scroll_draw(&countries->scroll, &view, draw_all, countries);
}

static void select_country(struct countries *countries, int index)
{
    int last = count(countries) - 1;
    countries->selected = index > last ? last : index < 0 ? 0 : index;
    countries->moved = true;
    countries->follow = true;
}

/* To the next country that begins with LETTER, round the end. False when none does. */
static bool jump(struct countries *countries, int32_t letter)
{
    if (letter >= 0x80 || !isalpha((int)letter))
        return false;
    for (int i = countries->moved ? 1 : 0; i <= count(countries); i++) {
        int index = (countries->selected + i) % count(countries);
        const char *name = countries->choice->helplines->countries[index].name;
        if (tolower((unsigned char)*name) == tolower((int)letter)) {
            select_country(countries, index);
            return true;
        }
    }
    return false;
}

static void choose(struct screen *screen)
{
    struct countries *countries = screen->state;
    countries->choice->index = countries->selected;
    countries->choice->made = true;
    ui_back(screen->ui);
}

static void click(struct screen *screen, const struct event *event)
{
    struct countries *countries = screen->state;
    int index = event->row - screen->body.row + countries->scroll.top - HEAD;
    if (event->row < screen->body.row || index < 0 || index >= count(countries))
        return;
    bool again = index == countries->selected;
    select_country(countries, index);
    if (again)
        choose(screen);
}

static bool event(struct screen *screen, const struct event *event)
{
    struct countries *countries = screen->state;
    int page = countries->scroll.shown > 2 ? countries->scroll.shown - 2 : 1;
    if (event->kind == EVENT_CLICK)
        click(screen, event);
    if (event->kind == EVENT_WHEEL)
        scroll_event(&countries->scroll, event);
    if (event->kind != EVENT_KEY)
        return true;
    switch (event->key) {
    case KEYCODE_DOWN:
        select_country(countries, countries->selected + 1);
        return true;
    case KEYCODE_UP:
        select_country(countries, countries->selected - 1);
        return true;
    case KEYCODE_PAGE_DOWN:
        select_country(countries, countries->selected + page);
        return true;
    case KEYCODE_PAGE_UP:
        select_country(countries, countries->selected - page);
        return true;
    case KEYCODE_HOME:
        select_country(countries, 0);
        return true;
    case KEYCODE_END:
        select_country(countries, count(countries));
        return true;
    case KEYCODE_ENTER:
        choose(screen);
        return true;
    case ' ': /* part of a name somebody types */
        return true;
    default:
        return jump(countries, event->key);
    }
}

static void keys(struct screen *screen, struct key_list *list)
{
    (void)screen;
    keys_add(list, "Enter", _("choose"), true);
    keys_add(list, "a-z", _("jump"), true);
    keys_add(list, glyph(GLYPH_UP_DOWN), _("move"), true);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_countries = {
    .name = "countries",
    .open = open,
    .close = close,
    .draw = draw,
    .event = event,
    .keys = keys,
};
