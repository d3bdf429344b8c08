/* The list of the journal: shared by journal.c (keys) and journal_draw.c. */
#ifndef MEND_UI_JOURNAL_H
#define MEND_UI_JOURNAL_H

#include "../line.h"
#include "journal_act.h"
#include "journal_list.h"

/* What stands behind a screen that was opened from here, to be looked at when it is closed. */
enum { DRAFTS_SHOWN = 64 };
enum journal_opened {
    OPENED_NOTHING,
    OPENED_CALENDAR,
    OPENED_FILTER,
    OPENED_PROMPTS,
};

struct journal {
    struct ui *ui;
    struct journal_list list;
    struct filter_choice filter;
    struct drafts drafts; /* what was begun and not kept; above the entries */
    int draft;            /* the one that is selected; -1: an entry is */
    struct fault fault;   /* why the journal cannot be read */
    enum journal_opened opened;
    struct calendar_choice calendar;
    struct filter_choice chosen;
    struct prompt_choice prompt;
    struct line line; /* a day, or tags, being typed */
    bool tagging;
    int64_t deleting;         /* the entry that "delete for good?" is asked about; 0: none */
    bool dropping;            /* the same is asked about what was begun */
    int rows[LIST_MOST + 64]; /* of the body: where items were drawn last, for clicks; -1: not */
    bool two_rows;            /* those with a preview took two */
    int draft_rows[DRAFTS_SHOWN];
    bool draft_sealed[DRAFTS_SHOWN]; /* it is about an entry whose words no list shows */
};

void journal_draw(struct journal *journal, struct view *body);

#endif
