/* Tabs whose screens come in a later version say so in one honest line. */
#include "../prose.h"
#include "../ui.h"

static const char *const lines[TABS] = {
    [TAB_JOURNAL] = N_("The journal is not here yet; it comes in a later version."),
    [TAB_PROMISES] = N_("Promises are not here yet; they come in a later version."),
    [TAB_CHECK_INS] = N_("Check-ins are not here yet; they come in a later version."),
    [TAB_CALM] = N_("Practices to calm down are not here yet; they come in a later version."),
    [TAB_HELP] = N_("Helplines by country are not here yet; they come in a later version."),
};

/* Emergency numbers are common knowledge; everything else waits for the checked list. */
static int draw_emergency(struct view *view, int row)
{
    row += prose_plain(view, row, 0, view->columns, STYLE_TITLE,
                       _("In danger now: call your emergency number.")) +
           1;
    row += prose_plain(view, row, 0, view->columns, STYLE_TEXT,
                       _("112 in most of Europe, 999 in the United Kingdom, 911 in the United "
                         "States, Canada and Mexico, 000 in Australia, 111 in New Zealand. Check "
                         "what it is where you are. Calls stay in the phone's list.")) +
           1;
    return row;
}

static void draw(struct screen *screen, struct view *body)
{
    struct view view = ui_prose_column(body);
    enum tab tab = screen->ui->tab;
    int row = 1;
    if (tab == TAB_HELP)
        row = draw_emergency(&view, row);
    prose_plain(&view, row, 0, view.columns, STYLE_TEXT, _(lines[tab]));
    view_cursor(&view, row, 0);
}

static void keys(struct screen *screen, struct key_list *list)
{
    (void)screen;
    keys_add(list, "1-7", _("screens"), true);
    keys_add(list, "Esc", _("back"), true);
}

const struct screen_type screen_later = {
    .name = "later",
    .draw = draw,
    .keys = keys,
};
