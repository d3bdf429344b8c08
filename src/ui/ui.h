/*
 * The full screen: a stack of screens over one row of tabs, and the loop that feeds them.
 *
 * A screen is a const table of functions and a private state. The lowest screen of the stack
 * belongs to the current tab; what opens on top of it (a lesson, a list of keys) is closed by
 * "back". A new screen is one file and one row: in the table of tabs, or where it is opened.
 */
#ifndef MEND_UI_UI_H
#define MEND_UI_UI_H

#include <stdatomic.h>
#include <stdbool.h>

#include "canvas.h"
#include "input.h"
#include "mend/app/session.h"
#include "mend/base/message.h"

enum { MIN_ROWS = 12, MIN_COLUMNS = 40, PROSE_COLUMNS = 72, KEY_ROWS = 40 };

enum tab {
    TAB_TODAY,
    TAB_LESSONS,
    TAB_JOURNAL,
    TAB_PROMISES,
    TAB_CHECK_INS,
    TAB_CALM,
    TAB_HELP,
    TABS
};

/* The keys of a screen in its present state: the row of hints and the list under "?". */
struct key_row {
    const char *keys;
    const char *what;
    bool hint;
};

struct key_list {
    struct key_row rows[KEY_ROWS];
    int count;
    bool typing; /* letters are text at the moment, "?" too */
};

/* Adds a row; HINT puts it into the row of hints as well. The texts are not copied. */
void keys_add(struct key_list *list, const char *keys, const char *what, bool hint);

struct ui;
struct screen;

/* Where a lesson is to be opened. */
struct lesson_place {
    const struct contents_entry *entry;
    const char *page; /* "3.5"; NULL: where it was left */
};

struct screen_type {
    const char *name;
    /* Sets `state` up. On failure nothing is left behind and FAULT says why. */
    enum err (*open)(struct screen *screen, const void *argument, struct fault *fault);
    void (*close)(struct screen *screen);
    void (*draw)(struct screen *screen, struct view *body);
    /* True when the event was for this screen; the rest is left to the keys every screen has. */
    bool (*event)(struct screen *screen, const struct event *event);
    void (*keys)(struct screen *screen, struct key_list *list);
    /* Draws the top row in place of the tabs; NULL for the tabs. */
    void (*title)(struct screen *screen, struct view *row);
    /* When it wants to be drawn again without anything happening, in monotonic ms; -1: never. */
    int64_t (*due)(const struct screen *screen);
    /* Called when what lay on top was closed: the store may have changed. NULL when no matter. */
    void (*uncovered)(struct screen *screen);
    /*
     * Called when the picture is on the glass and before anything is waited for: what takes its
     * time and belongs into the next picture. True when something was done. NULL: there is nothing.
     */
    bool (*work)(struct screen *screen);
    /* True when "leave now" is only to be tried here (leave_try()). NULL: never. */
    bool (*tries_leaving)(struct screen *screen);
};

struct screen {
    const struct screen_type *type;
    struct ui *ui;
    void *state;
    struct screen *below;
    struct view body; /* where it was drawn last, for clicks */
};

/* The last thing done that can be taken back: to an entry of the journal, or to a record. */
enum undo_kind {
    UNDO_NOTHING,
    UNDO_TRASH,
    UNDO_DAY,
    UNDO_PIN,
    UNDO_SEAL,
    UNDO_TEXT,
    UNDO_MARK,   /* of a day, `version`: it had `version_now` before */
    UNDO_RECORD, /* thrown away */
    UNDO_END,    /* a promise; `version`: its last day before */
    UNDO_REST    /* a pause of promise `version`: it lasted until `version_now` */
};
struct undo_step {
    enum undo_kind kind;
    int64_t id;
    char day[16];    /* it was about, before */
    int64_t version; /* of its text, before and after */
    int64_t version_now;
    char *note; /* of the mark that was there; owned, NULL: none */
};

/* A job that will be stale ends when keys come, any other when it is the end. */
enum heard { HEARD_NOTHING, HEARD_SOMETHING, HEARD_END };

struct ui {
    struct session *session;
    struct clock *clock;
    struct term *term; /* NULL in tests of screens */
    struct canvas canvas;
    struct input *input;
    struct screen *top;
    enum tab tab;
    bool dirty; /* the picture is not what it should be */
    bool ended;
    int end_signal;
    int64_t touched;         /* when a key was last pressed, monotonic; -1: not yet */
    unsigned barriers;       /* answered to a test */
    char **arguments;        /* the program is started anew with, when it locks */
    bool warned;             /* it was said that something typed is not saved */
    char notice[FAULT_TEXT]; /* shown in place of the hints until the next key */
    struct str backlog;      /* bytes read while waiting for the disk */
    atomic_int heard;        /* enum heard: what came while waiting for a job, for it to look at */
    char country[8];         /* whose lines Help now shows; "" when nobody has said */
    struct undo_step undo;
    bool apart;         /* a check-in for two: nothing else is reached before the passphrase */
    bool tried;         /* leaving was tried: from then on it is for good */
    bool away;          /* a try of leaving, */
    int64_t away_until; /* and when it becomes one for good, monotonic */
};

/* ---- screens ---- */

/* Opens a screen on top. A failure is shown as a message. */
void ui_push(struct ui *ui, const struct screen_type *type, const void *argument);

/* Closes the top screen; the lowest one gives way to Today. */
void ui_back(struct ui *ui);

/* Closes the top screen, whatever it is. */
void ui_close_top(struct ui *ui);

/* Closes everything and opens TAB. */
void ui_go(struct ui *ui, enum tab tab);

/*
 * True when nothing that is kept may be shown: the session is locked, or two people are at the
 * screen and it is as if it were.
 */
bool ui_is_closed(const struct ui *ui);

/* The passphrase was given: Today opens. */
void ui_unlocked(struct ui *ui);

/* Opens Today, and on top of it the first run, when there was none yet or it was broken off. */
void ui_begin(struct ui *ui);

/* Opens the sheet called ID on top. */
void ui_open_sheet(struct ui *ui, const char *id);

/* Says TEXT in the bottom row until the next key. */
void ui_notice(struct ui *ui, const char *text);

/* Shows FAULT in full, on top of everything, to be read and closed. */
void ui_tell(struct ui *ui, const struct fault *fault);

/* Notes STEP as the one that "u" takes back; what it owns is the ui's from then on. */
void ui_set_undo(struct ui *ui, struct undo_step step);

/*
 * Shows FAULT when ERR says that something failed; else notes how to take it back and says NOTICE.
 * True when it was done.
 */
bool ui_did(struct ui *ui, enum err err, const struct fault *fault, struct undo_step undo,
            const char *notice);

/* Wall time now. */
int64_t ui_now(const struct ui *ui);

/* What a key means when the top screen does not want it. */
void ui_dispatch(struct ui *ui, const struct event *event);

/* Lets the top screen work; true when something was done, and the picture is to be drawn anew. */
bool ui_work(struct ui *ui);

/* Draws frame and screens into the canvas. */
void ui_draw(struct ui *ui);

/* Nothing but that is drawn then. */
bool ui_is_too_small(const struct canvas *canvas);

const char *ui_tab_name(enum tab tab);

/* The tab drawn at COLUMN of a frame COLUMNS wide; -1 when there is none. */
int ui_tab_at(const struct ui *ui, int columns, int column);

/* The middle PROSE_COLUMNS (or fewer) columns of BODY. */
struct view ui_prose_column(const struct view *body);

extern const struct screen_type screen_today;
extern const struct screen_type screen_lessons;
extern const struct screen_type screen_calm;
extern const struct screen_type screen_help;
extern const struct screen_type screen_keys;
extern const struct screen_type screen_message; /* argument: const char * */
extern const struct screen_type screen_player;  /* argument: const struct lesson_place *, copied */

#endif
