/*
 * lock: where things are kept, who could read them, and the way to a passphrase. At the opening of
 * a lesson it is there as long as nothing is kept; on a sheet it also offers to keep things without
 * one, and says afterwards what was chosen. There is nothing to answer.
 */
#include "../exercise.h"
#include "../form.h"
#include "../prose.h"
#include "../screens/screens.h"

enum { STOP_CHOOSE, STOP_WITHOUT, STOPS };

static bool is_offered(const struct exercise_view *view)
{
    return !store_exists(session_store(view->ui->session));
}

/* On a sheet one asks for it; at the opening of a lesson mend speaks up by itself. */
static bool is_on_sheet(const struct exercise_view *view)
{
    return *exercise_field(view->exercise, "ask") != '\0';
}

static int stops(const struct exercise_view *view)
{
    if (!is_offered(view))
        return 0;
    return is_on_sheet(view) ? STOPS : STOP_WITHOUT;
}

static int draw_chosen(const struct exercise_view *view, struct view *page, int row)
{
    struct str text = {0};
    bool sealed = session_has_passphrase(view->ui->session);
    str_printf(&text,
               sealed ? _("Chosen: what you write is kept in %s, sealed with your passphrase.")
                      : _("Chosen: what you write is kept in %s, without a passphrase. `mend "
                          "passphrase set`, at the shell, seals it at any time."),
               session_home(view->ui->session));
    int rows = prose_plain(page, row, 0, page->columns, STYLE_TEXT, str_text(&text));
    str_free(&text);
    return rows;
}

static void put_place(const struct exercise_view *view, struct str *text)
{
    const char *home = session_home(view->ui->session);
    if (is_on_sheet(view))
        str_printf(text, _("It would be kept in %s. So far nothing has been written."), home);
    else
        str_printf(
            text,
            _("If you begin, mend keeps your place and what you write in %s. Without a "
              "passphrase it is not locked: anyone who can use your account here can read it. If "
              "someone you fear could, it may be safer to stop here, or to use a computer they "
              "cannot reach; on a shared one it stays for the next person. Ctrl-X leaves at once, "
              "and what you were typing is kept. So far nothing has been written. Esc goes back."),
            home);
}

static int draw(struct exercise_view *view, struct view *page, int row, int focus)
{
    int start = row;
    struct str text = {0};
    if (!is_offered(view))
        return is_on_sheet(view) ? draw_chosen(view, page, row) : 0;
    put_place(view, &text);
    row += prose_paragraph(page, row, STYLE_TEXT, str_text(&text));
    str_free(&text);
    row +=
        form_button(view, page, row,
                    is_on_sheet(view) ? _("Choose a passphrase") : _("Choose a passphrase first"),
                    STOP_CHOOSE, focus);
    if (is_on_sheet(view))
        row += form_button(view, page, row, _("Keep things without one"), STOP_WITHOUT, focus);
    return row - start;
}

static bool event(struct exercise_view *view, int stop, const struct event *event)
{
    struct fault fault = {0};
    if (!form_is_press(event))
        return false;
    if (stop == STOP_CHOOSE)
        ui_push(view->ui, &screen_passphrase, NULL);
    else if (session_begin(view->ui->session, &fault))
        ui_tell(view->ui, &fault);
    return true;
}

static void keys(const struct exercise_view *view, int stop, struct key_list *list)
{
    (void)view;
    keys_add(list, "Enter", stop == STOP_CHOOSE ? _("choose one") : _("keep things"), true);
}

const struct exercise_type exercise_lock = {
    .name = "lock",
    .unkept = true,
    .stops = stops,
    .draw = draw,
    .event = event,
    .keys = keys,
    .describe = exercise_no_words,
};
