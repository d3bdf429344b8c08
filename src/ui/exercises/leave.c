/*
 * leave: a try of leaving now. While it is on the screen and was not tried yet, Ctrl-X shows what
 * it does and comes back at Enter (leave_try()); afterwards it leaves for good here, too, however
 * often one comes by again.
 */
#include "../exercise.h"
#include "../prose.h"

static int stops(const struct exercise_view *view)
{
    (void)view;
    return 0;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    (void)focus;
    row += prose_plain(page, row, 0, page->columns, STYLE_TITLE,
                       exercise_field(view->exercise, "ask"));
    view->places[0].row = row;
    row += prose_plain(
        page, row, 2, page->columns - 2, STYLE_TEXT,
        view->ui->tried
            ? _("That was it. From now on Ctrl-X leaves for good, on this page, too.")
            : _("Press Ctrl-X now. mend goes, and you see your terminal as it was before. Enter, "
                "as the very next key, comes back here. Any other key, or half a minute without "
                "one, and mend is gone for good."));
    return row - start;
}

bool exercise_leave_try(struct exercise_view *view)
{
    if (view->type != &exercise_leave || view->ui->tried)
        return false;
    view->ui->tried = true;
    return true;
}

const struct exercise_type exercise_leave = {
    .name = "leave",
    .unkept = true,
    .stops = stops,
    .draw = draw,
    .event = exercise_no_event,
    .keys = exercise_no_keys,
    .describe = exercise_no_words,
};
