/*
 * lock: before anything is kept, where it would be and who could read it, and the way to a
 * passphrase. The program's own, at the opening of a lesson; there is nothing to answer.
 */
#include "../exercise.h"
#include "../form.h"
#include "../prose.h"
#include "../screens/screens.h"

static bool is_offered(const struct exercise_view *view)
{
    return !store_exists(session_store(view->ui->session));
}

static int stops(const struct exercise_view *view)
{
    return is_offered(view) ? 1 : 0;
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    struct str text = {0};
    if (!is_offered(view))
        return 0;
    str_printf(
        &text,
        _("If you begin, mend keeps your place and what you write in %s. Without a "
          "passphrase it is not locked: anyone who can use your account here can read it. If "
          "someone you fear could, it may be safer to stop here, or to use a computer they "
          "cannot reach; on a shared one it stays for the next person. Ctrl-X leaves at once, "
          "and what you were typing is kept. So far nothing has been written. Esc goes back."),
        session_home(view->ui->session));
    row += prose_paragraph(page, row, STYLE_TEXT, str_text(&text));
    str_free(&text);
    row += form_button(view, page, row, _("Choose a passphrase first"), 0, focus);
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    (void)stop;
    if (!form_is_press(event))
        return false;
    ui_push(view->ui, &screen_passphrase, NULL);
    return true;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    (void)view;
    (void)stop;
    keys_add(list, "Enter", _("choose one"), true);
}

static void describe(const struct exercise *exercise, const struct pairs *values, struct str *out)
{
    (void)exercise;
    (void)values;
    (void)out;
}

const struct exercise_type exercise_lock = {
    .name = "lock",
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = describe,
};
