/* Whose lines are shown, and the shortest form of one. */
#ifndef MEND_UI_COUNTRY_H
#define MEND_UI_COUNTRY_H

#include "mend/course/helplines.h"
#include "ui.h"

/*
 * The country the person chose, or else the one that the language settings of this computer name:
 * then *FROM_LOCALE is true. NULL when neither says. Nothing is looked up anywhere else.
 */
const struct country *ui_country(struct ui *ui, bool *from_locale);

/* Chooses it. Written down only where something is kept already; a failure is shown. */
void ui_choose_country(struct ui *ui, const struct country *country);

/* Name, number, other ways and hours in a row, and a word when it is not confirmed. */
int country_draw_line(struct view *view, int row, const struct helpline *line);

#endif
