/* A check-in for two: its pages. */
#include <string.h>

#include "../prose.h"
#include "two_person_private.h"

enum { PARAGRAPHS = 7, LABEL_COLUMN = 2, SECOND = 1000, NAME_COLUMNS = 7, OTHER_COLUMN = 30 };

static const char closed[] =
    N_("From here on the rest of mend is locked. Only its passphrase leads back.");
static const char bring_back[] =
    N_("Then Enter. Esc ends it for both, at once, and nothing is kept.");

/* Pages that are only read. */
static const struct {
    const char *title;
    const char *paragraphs[PARAGRAPHS];
} pages[TWO_STAGES] = {
    [TWO_NEEDS] =
        {N_("It needs a passphrase first"),
         {N_("Two people sit at one screen here, one after the other, and meanwhile the rest of "
             "mend has to be locked. Without a passphrase there is nothing to lock it with, and "
             "either could read what the other wrote."),
          N_("`mend passphrase set`, at the shell, seals what is kept here. Esc goes back.")}},
    [TWO_OFF] =
        {N_("What this is, and what it is not"),
         {N_("Two people answer the same scales and questions, each alone with the screen. Each "
             "picks which answers may be seen. Both see only what both chose, side by side. How "
             "safe somebody feels, and whether their limits are respected, is never shown."),
          N_("It is not for two people when one is afraid of the other, or may have to pay later "
             "for what they say. Nor when you are not sure. Leaving it off is a good choice, and "
             "nobody has to be told why."),
          N_("Anyone can stop at any moment. Then nothing is shown, nothing of either answer is "
             "kept, and mend tells nobody who it was. Alone with the screen one can stop unseen."),
          N_("What was shown cannot be taken back from the other's memory. You alone can keep it "
             "here afterwards."),
          N_("While it runs, the rest of mend is locked, and only your passphrase leads back. Do "
             "not let the other see you type it."),
          N_("Enter turns it on; nothing begins yet. It can be turned off again here.")}},
    [TWO_READY] =
        {N_("For both of you, together"),
         {N_("It takes about ten minutes. The one whose mend this is goes first, alone with the "
             "screen; then the other; then each is asked, alone, whether to show anything. Only "
             "then do both look."),
          N_("Enter begins. From then on the rest of mend is locked, and at the end its "
             "passphrase leads back. Five minutes without a key end it, too, and nothing is "
             "kept.")}},
    [TWO_AGREE_FIRST] =
        {N_("Does each of you want to?"),
         {N_("Both see only what both chose to show. The first may keep that here. It cannot be "
             "taken back from the other's memory."),
          N_("Anyone can stop at any moment: Esc ends it. Alone with the screen each can also stop "
             "unseen. Nothing is shown or kept then, and nobody is told who it was."),
          closed, N_("The first, whose mend this is: Enter, if you want to.")}},
    [TWO_AGREE_SECOND] =
        {N_("Does each of you want to?"),
         {N_("Both see only what both chose to show. The first may keep that here. It cannot be "
             "taken back from the other's memory."),
          N_("Anyone can stop at any moment: Esc ends it. Alone with the screen each can also stop "
             "unseen. Nothing is shown or kept then, and nobody is told who it was."),
          closed, N_("And the second: Enter, if you want to.")}},
    [TWO_TO_FIRST] =
        {N_("The first, alone with the screen"),
         {N_("The other one goes where the screen cannot be seen, best into another room. There "
             "are seven scales and three questions; each of them can be left open."),
          bring_back}},
    [TWO_TO_SECOND] =
        {N_("Now the second, alone with the screen"),
         {N_("Nothing that was answered is on the screen, and nobody can go back to it. The first "
             "calls the second, then goes where the screen cannot be seen."),
          N_("What comes: the same scales and questions, each of which can be left open; then what "
             "may be shown; then a yes or a no."),
          bring_back}},
    [TWO_BACK_TO_FIRST] =
        {N_("Once more the first, alone with the screen"),
         {N_("Nothing that was answered is on the screen. The second calls the first, then goes "
             "where the screen cannot be seen. One question is left: a yes or a no."),
          bring_back}},
    [TWO_CONSENT] =
        {N_("Alone: is something to be shown?"),
         {N_("If both say yes, what both of you picked appears next, for both to see, and nothing "
             "else. If either says no, or if no answer was picked by both, nothing appears, and "
             "nobody is told which it was."),
          N_("y yes. n no. Either leads to the same page.")}},
    [TWO_TOGETHER] = {N_("Now both, together"),
                      {N_("The other one comes back. When both can see the screen, Enter."),
                       N_("Esc ends it for both, at once, and nothing is kept.")}},
    [TWO_NOT_TODAY] =
        {N_("Not today."),
         {N_("Nothing is shown, and nothing of either answer is kept."),
          N_("Enter, when the one whose mend this is has the screen to themselves.")}},
    [TWO_ALONE_NOTHING] =
        {N_("You have mend to yourself again"),
         {N_("Nothing of either answer was kept."),
          N_("If anything about this was not good for you: F1 is Help now, and p opens your safety "
             "plan. Enter goes on.")}},
    [TWO_KEPT] = {N_("Kept."),
                  {N_("It stands among your check-ins. F1 is Help now, and p opens your safety "
                      "plan. Enter goes on.")}},
};

static int draw_page(struct view *view, int row, enum two_stage stage)
{
    int start = row;
    row += prose_paragraph(view, row, STYLE_TITLE, _(pages[stage].title));
    for (int i = 0; i < PARAGRAPHS && pages[stage].paragraphs[i]; i++)
        row += prose_paragraph(view, row, STYLE_TEXT, _(pages[stage].paragraphs[i]));
    return row - start;
}

static int draw_stopping(struct view *view, int row)
{
    int start = row;
    row += prose_paragraph(view, row, STYLE_TITLE, _("You can stop. In two ways:"));
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("Enter stops unseen. What you answered is gone at once, and the pages "
                             "go on as if nothing were. At the end both read that nothing is "
                             "shown today, as if either had said no."));
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("Esc ends it now, for both. The other may guess who it was."));
    row += prose_paragraph(view, row, STYLE_DIM, _("Backspace goes back to where you were."));
    return row - start;
}

/* ---- answering ---- */

static int draw_who(const struct two_person *two, struct view *view, int row)
{
    return prose_plain(view, row, 0, view->columns, STYLE_DIM,
                       two->who == TWO_FIRST ? _("The first, alone") : _("The second, alone"));
}

static void mark(struct two_person *two, struct view *view, int index, int row)
{
    two->rows[index] = row;
    if (index != two->focus)
        return;
    two->focus_row = row;
    view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_MARKER));
    view_cursor(view, row, LABEL_COLUMN);
}

static enum style style_of(const struct two_person *two, int index)
{
    return index == two->focus ? STYLE_TITLE : STYLE_TEXT;
}

/* "" while it is open, as exercise_scale() wants it. */
static const char *digits(int value)
{
    static const char *const texts[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
    return value < 0 || value > SCALE_MOST ? "" : texts[value];
}

static int draw_scales(struct two_person *two, struct view *view, int row)
{
    int start = row;
    row += draw_who(two, view, row);
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("How is it these days? 0 is not at all, 10 is fully. Any can stay "
                             "open."));
    for (int i = 0; i < CHECK_IN_SCALES; i++, row++) {
        mark(two, view, i, row);
        view_cut(view, row, LABEL_COLUMN, style_of(two, i), _(two_thing_names[i]),
                 TWO_SCALE_COLUMN - LABEL_COLUMN - 1);
        exercise_scale(view, row, TWO_SCALE_COLUMN, digits(two->halves[two->who].scales[i]));
    }
    return row - start;
}

static int draw_pick(struct two_person *two, struct view *view, int row)
{
    struct two_half *half = &two->halves[two->who];
    int choices[TWO_THINGS];
    int count = two_choices(half, choices);
    int start = row;
    row += draw_who(two, view, row);
    row += prose_paragraph(view, row, STYLE_TEXT,
                           count ? _("Which of your answers may be shown? It appears only if the "
                                     "other picks the same one.")
                                 : _("There is nothing to pick. Enter goes on."));
    for (int i = 0; i < count; i++, row++) {
        int thing = choices[i];
        mark(two, view, i, row);
        view_puts(view, row, LABEL_COLUMN, STYLE_TEXT, half->picked[thing] ? "[x]" : "[ ]");
        view_cut(view, row, LABEL_COLUMN + 4, style_of(two, i), _(two_thing_names[thing]),
                 TWO_SCALE_COLUMN);
        if (thing < CHECK_IN_SCALES)
            view_puts(view, row, OTHER_COLUMN, STYLE_STRONG, digits(half->scales[thing]));
    }
    row += count ? 1 : 0;
    row += prose_paragraph(view, row, STYLE_DIM,
                           _("How safe you feel and whether your limits are respected is never "
                             "shown, and so is not in this list."));
    return row - start;
}

static void draw_text(struct two_person *two, struct view *view)
{
    struct editor *editor = two_editor(two);
    int row = 0;
    row += draw_who(two, view, row);
    row += prose_plain(view, row, 0, view->columns, STYLE_TITLE,
                       _(two_thing_names[CHECK_IN_SCALES + two->stage - TWO_TEXTS]));
    row += prose_plain(view, row, 0, view->columns, STYLE_DIM,
                       _("A sentence or two, or nothing. Tab goes on."));
    row += view->rows > row + 6 ? 1 : 0;
    edit_draw(editor, view, row, LABEL_COLUMN, view->columns - LABEL_COLUMN, view->rows - row,
              true);
}

static void draw_label(struct two_person *two, struct view *view)
{
    int row = draw_who(two, view, 0);
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("A name or a letter to put beside what you show, or nothing. Enter "
                             "goes on."));
    line_draw(&two->label, view, row, glyph(GLYPH_EDGE));
}

/* ---- what both chose ---- */

static const char *name_of(const struct two_person *two, int who)
{
    const char *label = two->shown.label;
    if (who == TWO_FIRST)
        return _("First");
    return label && *label ? label : _("Second");
}

static int draw_shown_scales(const struct two_person *two, struct view *view, int row)
{
    const struct two_shown *shown = &two->shown;
    int start = row;
    view_cut(view, row, TWO_SCALE_COLUMN, STYLE_DIM, name_of(two, TWO_FIRST), NAME_COLUMNS);
    view_cut(view, row++, OTHER_COLUMN, STYLE_DIM, name_of(two, TWO_SECOND),
             view->columns - OTHER_COLUMN);
    for (int i = 0; i < CHECK_IN_SCALES; i++) {
        if (!shown->there[i])
            continue;
        view_cut(view, row, 0, STYLE_TEXT, _(two_thing_names[i]), TWO_SCALE_COLUMN - 1);
        view_puts(view, row, TWO_SCALE_COLUMN, STYLE_STRONG, digits(shown->scales[TWO_FIRST][i]));
        view_puts(view, row++, OTHER_COLUMN, STYLE_STRONG, digits(shown->scales[TWO_SECOND][i]));
    }
    return row - start;
}

static int draw_shown_texts(const struct two_person *two, struct view *view, int row)
{
    const struct two_shown *shown = &two->shown;
    int start = row;
    for (int i = 0; i < CHECK_IN_TEXTS; i++) {
        if (!shown->there[CHECK_IN_SCALES + i])
            continue;
        row += prose_plain(view, row, 0, view->columns, STYLE_TITLE,
                           _(two_thing_names[CHECK_IN_SCALES + i]));
        for (int who = 0; who < TWO_PEOPLE; who++) {
            view_cut(view, row++, LABEL_COLUMN, STYLE_DIM, name_of(two, who),
                     view->columns - LABEL_COLUMN);
            row += prose_plain(view, row, LABEL_COLUMN * 2, view->columns - LABEL_COLUMN * 2,
                               STYLE_TEXT, shown->texts[who][i]);
        }
        row++;
    }
    return row - start;
}

static int draw_shown(const struct two_person *two, struct view *view, int row)
{
    const struct two_shown *shown = &two->shown;
    int start = row;
    row += prose_paragraph(view, row, STYLE_TITLE, _("What you both chose to show"));
    row += draw_shown_scales(two, view, row) + 1;
    row += draw_shown_texts(two, view, row);
    if (shown->asked_about >= 0) {
        struct str text = {0};
        str_printf(&text,
                   _("If you both want a question: about \"%s\" you answered differently, and both "
                     "can be true. What does it look like from where you are?"),
                   _(two_thing_names[shown->asked_about]));
        row += prose_paragraph(view, row, STYLE_TEXT, str_text(&text));
        str_free(&text);
    }
    if (shown->card) {
        row += prose_plain(view, row, 0, view->columns, STYLE_DIM,
                           _("And a card. Either of you may pass:"));
        row += prose_paragraph(view, row, STYLE_TEXT, shown->card->cells[CARD_TEXT]);
    }
    row += prose_paragraph(view, row, STYLE_DIM,
                           _("Enter, when you have looked: it goes from the screen."));
    return row - start;
}

/* ---- the passphrase, and alone again ---- */

static int draw_gate(const struct two_person *two, struct view *view, int row)
{
    int seconds = (int)((two_wait_left(two) + SECOND - 1) / SECOND);
    int start = row;
    row += prose_plain(view, row, 0, view->columns, STYLE_TITLE, _("mend is locked."));
    row += prose_plain(view, row, 0, view->columns, STYLE_TEXT,
                       _("Its passphrase, from the one whose mend this is, alone:"));
    view_puts(view, row, 0, STYLE_ACCENT, glyph(GLYPH_EDGE));
    secret_draw(&two->secret, view, row, LABEL_COLUMN, false);
    row += 2;
    if (two->fault.code)
        row += prose_paragraph(view, row, STYLE_TEXT, two->fault.text);
    if (seconds) {
        struct str text = {0};
        str_printf(&text,
                   ngettext("Another try is possible in %d second. Nothing is lost by trying.",
                            "Another try is possible in %d seconds. Nothing is lost by trying.",
                            (unsigned long)seconds),
                   seconds);
        row += prose_paragraph(view, row, STYLE_TEXT, str_text(&text));
        str_free(&text);
    }
    row += prose_paragraph(view, row, STYLE_DIM,
                           _("F1 is Help now: it opens without. Ctrl-L forgets this check-in and "
                             "locks mend as always; then a recovery key opens it, too."));
    return row - start;
}

static int draw_alone(const struct two_person *two, struct view *view, int row)
{
    int start = row;
    row += prose_paragraph(view, row, STYLE_TITLE, _("You have mend to yourself again"));
    if (check_in_offers_help(two->halves[TWO_FIRST].scales[SCALE_SAFETY]))
        row += prose_paragraph(
            view, row, STYLE_NOTICE,
            _("Your answer about how safe you feel was low. Nobody saw it. F1 is "
              "Help now, and p opens your safety plan; there is no hurry with the rest."));
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("Keep your own check-in, and beside it what the other one showed? "
                             "Until you say so, nothing of it is in any file."));
    row += prose_paragraph(view, row, STYLE_TEXT,
                           _("y keeps both. o keeps only your own. n keeps nothing."));
    return row - start;
}

static int draw_attempts(const struct two_person *two, struct view *view, int row)
{
    size_t failed = session_attempts(two->ui->session)->failed;
    struct str text = {0};
    if (!failed)
        return 0;
    str_printf(&text,
               ngettext("%zu wrong passphrase was tried since the last right one.",
                        "%zu wrong passphrases were tried since the last right one.", failed),
               failed);
    int rows = prose_paragraph(view, row, STYLE_NOTICE, str_text(&text));
    str_free(&text);
    return rows;
}

static int draw_all(void *context, struct view *view)
{
    struct two_person *two = context;
    int row = two->stage <= TWO_READY ? 1 : 0;
    two->focus_row = -1;
    if (two->stopping)
        return row + draw_stopping(view, row);
    switch (two->stage) {
    case TWO_SCALES:
        return row + draw_scales(two, view, row);
    case TWO_PICK:
        return row + draw_pick(two, view, row);
    case TWO_SHOWN:
        return row + draw_shown(two, view, row);
    case TWO_GATE:
        return row + draw_gate(two, view, row);
    case TWO_ALONE:
        row += draw_alone(two, view, row);
        return row + draw_attempts(two, view, row);
    case TWO_ALONE_NOTHING:
        row += draw_page(view, row, two->stage);
        return row + draw_attempts(two, view, row);
    default:
        return row + draw_page(view, row, two->stage);
    }
}

/* The focused row comes into sight, and with the first of them what stands above. */
static void follow(struct two_person *two, const struct view *view)
{
    struct view nowhere = *view;
    nowhere.canvas = NULL;
    draw_all(two, &nowhere);
    if (two->focus_row < 0)
        return;
    if (two->focus_row >= two->scroll.top + view->rows)
        two->scroll.top = two->focus_row - view->rows + 1;
    if (two->focus_row < two->scroll.top)
        two->scroll.top = two->focus_row;
    if (two->focus == 0 && two->focus_row < view->rows)
        two->scroll.top = 0;
}

void two_draw(struct two_person *two, struct view *body)
{
    struct view view = ui_prose_column(body);
    if (two_editor(two) && !two->stopping) {
        draw_text(two, &view);
        return;
    }
    if (two->stage == TWO_LABEL && !two->stopping) {
        draw_label(two, &view);
        return;
    }
    follow(two, &view);
    if (two->focus_row < 0)
        view_cursor(&view, two->scroll.top, 0);
    scroll_draw(&two->scroll, &view, draw_all, two);
}
