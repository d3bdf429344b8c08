/* The screens of the journal, and what they are opened with. */
#ifndef MEND_UI_JOURNAL_SCREENS_H
#define MEND_UI_JOURNAL_SCREENS_H

#include "mend/app/journal.h"
#include "mend/course/table.h"
#include "screens.h"

/* The list: the tab itself. No argument. */
extern const struct screen_type screen_journal;

/* Reading an entry; argument: const int64_t *, its id, copied. */
extern const struct screen_type screen_entry;

/* Writing; argument: struct write_start *, copied. */
struct write_start {
    struct writing writing; /* with a draft that was begun: it is gone on with */
    const char *text;       /* what stands there to begin with; NULL: nothing, or the draft */
    const char *prompt;     /* shown above it; NULL: none */
    bool burn;              /* nothing of it is ever kept, not even a draft */
};
extern const struct screen_type screen_write;

/* What an entry said before; argument: const int64_t *, its id, copied. */
extern const struct screen_type screen_history;

/* Two texts beside one another; argument: struct compare_texts *, which outlives the screen. */
struct compare_texts {
    const char *left_label, *right_label;
    const char *left, *right;
    const char *take; /* what Enter does, for the row of hints: "bring back the left one" */
    bool taken;       /* Enter was pressed */
};
extern const struct screen_type screen_compare;

/*
 * Choosing a day from the calendar of days written; argument: struct calendar_choice *, which
 * outlives the screen. The one who opened it looks at `made` when it is uncovered.
 */
enum calendar_made { CALENDAR_NOTHING, CALENDAR_SHOW, CALENDAR_WRITE };
struct calendar_choice {
    char day[JOURNAL_DAY_SIZE]; /* where one stands first, and what was chosen */
    enum calendar_made made;
};
extern const struct screen_type screen_calendar;

/* Choosing what the list shows; argument: struct filter_choice *, which outlives the screen. */
struct filter_choice {
    char tag[256];                    /* "": any */
    char lesson[JOURNAL_ORIGIN_SIZE]; /* "": any */
    char day[JOURNAL_DAY_SIZE];       /* "": any */
    int year;                         /* 0: any */
    bool pinned;
    bool trash;
    bool made;
};
extern const struct screen_type screen_filter;

/* A prompt to write about; argument: struct prompt_choice *, which outlives the screen. */
struct prompt_choice {
    const struct table_row *prompt; /* of session_prompts(); NULL: not now */
};
extern const struct screen_type screen_prompts;

/* Numbers that inform and do not judge; the same day in earlier years. No argument. */
extern const struct screen_type screen_numbers;
extern const struct screen_type screen_on_this_day;

/* Search over everything that was written. No argument. */
extern const struct screen_type screen_search;

#endif
