/* helpline: the first line of a kind in the person's country, and the way to all the others. */
#include <string.h>

#include "../country.h"
#include "../form.h"
#include "../prose.h"
#include "../screens/screens.h"

static int stops(const struct exercise_view *view)
{
    (void)view;
    return 1;
}

static const struct helpline *find_line(const struct exercise_view *view,
                                        const struct country *country)
{
    bool crisis = strcmp(exercise_field(view->exercise, "line"), "crisis") == 0;
    return country_line(country, crisis ? LINE_CRISIS : LINE_ABUSE);
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    struct view inside = *page;
    bool from_locale;
    const struct country *country = ui_country(view->ui, &from_locale);
    const struct helpline *line = find_line(view, country);
    inside.column += 2;
    inside.columns -= 2;
    row += exercise_ask(view, page, row) - 1;
    if (line) {
        row += country_draw_line(&inside, row, line);
        row += prose_plain(&inside, row, 0, inside.columns, STYLE_DIM,
                           _("A call leaves traces in the phone's list, and may be on the bill."));
    } else {
        row += prose_plain(&inside, row, 0, inside.columns, STYLE_TEXT,
                           country ? _("No line of this kind was verified for your country. Help "
                                       "now has the emergency number and a directory.")
                                   : _("Help now has the lines, by country; c chooses yours."));
    }
    row +=
        form_button(view, page, row, _("All lines, and what to know of them: Help now"), 0, focus);
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    (void)stop;
    if (!form_is_press(event))
        return false;
    ui_push(view->ui, &screen_help, NULL);
    return true;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    (void)view;
    (void)stop;
    keys_add(list, "Enter", _("help now"), true);
}

const struct exercise_type exercise_helpline = {
    .name = "helpline",
    .unkept = true,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = exercise_no_words,
};
