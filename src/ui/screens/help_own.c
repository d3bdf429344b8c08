/* What is the person's own on Help now: the people they wrote down, and the lines they checked. */
#include <string.h>

#include "../prose.h"
#include "help_private.h"

static const struct {
    const char *lesson, *exercise;
    const char *title;
} own[] = {
    {"10", "people", N_("My people")},
    {PEOPLE_SHEET, "own-lines", N_("Lines I checked myself")},
};
enum { OWN = sizeof own / sizeof own[0] };

/* What stands in the list now: what is half done of it, else the newest answer. */
static void put_list(struct help *help, int index, struct str *out)
{
    struct session *session = help->ui->session;
    const struct exercise bare = {0};
    struct pairs draft = {0};
    struct answers answers = {0};
    const struct pairs *values = NULL;
    if (!session_draft_load(session, own[index].lesson, own[index].exercise, &draft, NULL) &&
        draft.count)
        values = &draft;
    else if (!store_answer_list(session_store(session), own[index].lesson, own[index].exercise, 1,
                                &answers, NULL) &&
             answers.count)
        values = &answers.items[0].values;
    if (values)
        exercise_list_kind.describe(&bare, values, out);
    answers_free(&answers);
    pairs_free(&draft);
}

int help_draw_own(struct help *help, struct view *view, int row)
{
    int start = row;
    if (ui_is_closed(help->ui))
        return prose_plain(view, row, 4, view->columns - 4, STYLE_DIM,
                           _("These, and what you wrote in them, need the passphrase first."));
    for (int i = 0; i < OWN; i++) {
        struct str text = {0};
        put_list(help, i, &text);
        if (text.length) {
            row += prose_plain(view, row, 4, view->columns - 4, STYLE_DIM, _(own[i].title));
            row += prose_plain(view, row, 4, view->columns - 4, STYLE_STRONG, str_text(&text));
        }
        str_free(&text);
    }
    return row - start;
}
