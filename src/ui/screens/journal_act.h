/*
 * What can be done to an entry from the list and from the reader, each with its way back: "u" takes
 * back the last one. A failure is shown; then nothing was changed.
 */
#ifndef MEND_UI_JOURNAL_ACT_H
#define MEND_UI_JOURNAL_ACT_H

#include "journal_screens.h"

/* Each returns true when it was done. */
bool journal_act_trash(struct ui *ui, int64_t id);
bool journal_act_restore(struct ui *ui, int64_t id);
bool journal_act_pin(struct ui *ui, int64_t id, bool pinned);
bool journal_act_seal(struct ui *ui, int64_t id, bool sealed);

/* WHAT as typed: "2026-11-21", "yesterday", "today", or a number of days back, "3". */
bool journal_act_day(struct ui *ui, int64_t id, const char *before, const char *what);

/*
 * Makes TAGS ("#a b", in whatever order) the tags of an entry: new ones go into a last line of its
 * text, those that are missing lose their "#" and stay as words.
 */
bool journal_act_tags(struct ui *ui, int64_t id, const char *tags);

/* Makes TEXT what the entry says; SEEN is the version it was made from. */
bool journal_act_text(struct ui *ui, int64_t id, int64_t seen, const char *text);

/* True when there was something to take back. */
bool journal_act_undo(struct ui *ui);

/* True when there is a place to keep things in; else the page that offers one is opened. */
bool journal_has_home(struct ui *ui);

#endif
