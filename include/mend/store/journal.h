/*
 * The private journal: entries about a day, with the texts they had before, their #words, a pin, a
 * seal, and a trash.
 *
 * What is sealed or in the trash is in no index: no search and no tag leads there. A sealed entry
 * is listed without its words; store_journal_get() gives them, so whoever calls it asks first.
 *
 * What is half written is a draft (store.h) of lesson JOURNAL_DRAFTS, with a name (as "exercise")
 * of its own for each sitting, so that none ever takes the place of another: the id of the entry in
 * decimal, 0 for a new one, then "-" and whatever makes it single.
 *
 * Every call returns ERR_NOT_FOUND when the entry it names has been deleted for good.
 */
#ifndef MEND_STORE_JOURNAL_H
#define MEND_STORE_JOURNAL_H

#include "mend/store/store.h"

enum {
    JOURNAL_DAY_SIZE = sizeof "2026-11-21",
    JOURNAL_ORIGIN_SIZE = 40,
    JOURNAL_TITLE_MOST = 120,   /* code points */
    JOURNAL_PREVIEW_MOST = 280, /* code points of title and preview together */
    JOURNAL_TRASH_DAYS = 30,
};

#define JOURNAL_DRAFTS "journal"

/* Where an entry came from; each is "" when it came from nowhere in particular. */
struct journal_origin {
    char lesson[JOURNAL_ORIGIN_SIZE]; /* "3" */
    char page[JOURNAL_ORIGIN_SIZE];   /* "3.4" */
    char prompt[JOURNAL_ORIGIN_SIZE]; /* the id of a prompt */
};

/* ---- writing ---- */

struct journal_new {
    const char *text; /* valid UTF-8, not empty */
    const char *day;  /* "2026-11-21", what it is about; today when NULL */
    int64_t made_at;  /* wall seconds; now when 0 (an import knows better) */
    struct journal_origin origin;
    bool pinned;
    const char *draft; /* the name of the draft that becomes this entry; NULL: none */
};

/*
 * Adds an entry and clears this store's own draft of that name, in one transaction. *ID (may be
 * NULL) names it. ERR_INPUT when there is no text, or no such day.
 */
enum err store_journal_add(struct store *store, const struct journal_new *entry, int64_t *id,
                           struct fault *fault) MUST_CHECK;

/* What came of saving a changed text. */
struct journal_change {
    int64_t version; /* of the text that now stands */
    /*
     * The newest version that the caller had not seen, 0 when there is none. It is as it was, in
     * the history behind ours; or, when VERSION is the same number, it is the one that stands.
     */
    int64_t unseen;
};

/*
 * Makes TEXT what entry ID says, and clears this store's own DRAFT (may be NULL). SEEN is the
 * version the caller began with (journal_entry.version). The text that stood there goes into the
 * history, and nothing is ever overwritten: when somebody else saved meanwhile, theirs goes there
 * too, and CHANGE (may be NULL) tells. A text that is the one that stands, or the one the caller
 * began with, adds nothing. ERR_INPUT when TEXT is empty.
 */
enum err store_journal_change(struct store *store, int64_t id, int64_t seen, const char *text,
                              const char *draft, struct journal_change *change,
                              struct fault *fault) MUST_CHECK;

/* Moves an entry to another day, a past one too. ERR_INPUT when there is no such day. */
enum err store_journal_set_day(struct store *store, int64_t id, const char *day,
                               struct fault *fault) MUST_CHECK;

enum err store_journal_pin(struct store *store, int64_t id, bool pinned,
                           struct fault *fault) MUST_CHECK;

/* Sealing takes the words out of search and tags in the same transaction; the opposite, back in. */
enum err store_journal_seal(struct store *store, int64_t id, bool sealed,
                            struct fault *fault) MUST_CHECK;

/* ---- reading ---- */

struct journal_entry {
    int64_t id;         /* counts upwards, never given twice */
    int64_t made_at;    /* wall seconds */
    int64_t changed_at; /* wall seconds of when its text was last saved */
    int64_t deleted_at; /* wall seconds; 0 when it is not in the trash */
    int64_t version;    /* of its text; 1, and one more with each change */
    int64_t words;
    char day[JOURNAL_DAY_SIZE]; /* what it is about, a day of the person's calendar */
    bool pinned;
    bool sealed;
    struct journal_origin origin;
    char *text;
};

struct journal_entries {
    struct journal_entry *items;
    size_t count;
};

/* One entry with its text, be it sealed or in the trash. */
enum err store_journal_get(struct store *store, int64_t id, struct journal_entry *entry,
                           struct fault *fault) MUST_CHECK;
void journal_entry_free(struct journal_entry *entry);

/*
 * The newest MOST entries with their whole texts, the last written first; of those before the
 * entry BEFORE when it is not 0. For export; a screen wants store_journal_page(). What lies in the
 * trash is left out; a sealed entry's text is "".
 */
enum err store_journal_list(struct store *store, int64_t before, size_t most,
                            struct journal_entries *entries, struct fault *fault) MUST_CHECK;
void journal_entries_free(struct journal_entries *entries);

/* ---- pages of a list ---- */

/* An entry as a list shows it. A sealed one has "" for title, preview and tags. */
struct journal_item {
    int64_t id;
    int64_t made_at;
    int64_t changed_at;
    int64_t deleted_at; /* 0 when it is not in the trash */
    int64_t version;
    int64_t words;
    char day[JOURNAL_DAY_SIZE];
    bool pinned;
    bool sealed;
    struct journal_origin origin;
    char *title;   /* the first line that is not blank, JOURNAL_TITLE_MOST at most */
    char *preview; /* what follows, blanks and line ends drawn together; may be "" */
    char *tags;    /* without '#', as first written, in their order, a blank between two */
};

struct journal_items {
    struct journal_item *items;
    size_t count;
};
void journal_items_free(struct journal_items *items);

/* Which entries: all that is said must be true. {0} is every entry outside the trash. */
struct journal_filter {
    const char *tag;    /* in whatever case, without '#'; NULL: any. Sealed entries have none */
    const char *lesson; /* where it came from; NULL: anywhere */
    const char *from;   /* the first day, "2026-11-21"; NULL: from the beginning */
    const char *to;     /* the last day, itself included; NULL: to the end */
    int year;           /* 0: any */
    bool pinned;        /* pinned ones only */
    bool trash;         /* what is in the trash, instead of what is not. It has no tags */
};

/*
 * A place in the list, which goes from the newest day to the oldest, and within a day from the last
 * written to the first. {0} is before the first and behind the last. The entry that is named need
 * not be there any more.
 */
struct journal_place {
    char day[JOURNAL_DAY_SIZE];
    int64_t id;
};

/*
 * At most MOST items next to PLACE: those that follow it, or when BACKWARD those before it (from
 * {0}: the end of the list). In the order of the list in either case. Takes as long among 20,000
 * entries as among 20, except for a filter that combines (tag, pinned, lesson) and fits few.
 */
enum err store_journal_page(struct store *store, const struct journal_filter *filter,
                            struct journal_place place, bool backward, size_t most,
                            struct journal_items *items, struct fault *fault) MUST_CHECK;

/* How many entries FILTER lets through. */
enum err store_journal_count(struct store *store, const struct journal_filter *filter,
                             size_t *count, struct fault *fault) MUST_CHECK;

/*
 * At most MOST items of the same month and day as DAY in earlier years, newest first, sealed ones
 * left out.
 */
enum err store_journal_on_this_day(struct store *store, const char *day, size_t most,
                                   struct journal_items *items, struct fault *fault) MUST_CHECK;

/* ---- tags, days, numbers ---- */

/* A text has 500 tags at most, of 200 bytes at most; what is beyond is words only. */
struct journal_tag {
    char *name; /* without '#', as the earliest entry that has it writes it */
    size_t count;
};

struct journal_tags {
    struct journal_tag *items;
    size_t count;
};

/* Every tag with the number of its entries, in the order of the folded names. */
enum err store_journal_tags(struct store *store, struct journal_tags *tags,
                            struct fault *fault) MUST_CHECK;
void journal_tags_free(struct journal_tags *tags);

/* A day, month or year in which something was written about it. */
struct journal_period {
    char name[JOURNAL_DAY_SIZE]; /* "2026-11-21", "2026-11" or "2026" */
    size_t entries;
    size_t words;
};

struct journal_periods {
    struct journal_period *items; /* oldest first; freed by the caller */
    size_t count;
};

enum journal_by { JOURNAL_BY_DAY, JOURNAL_BY_MONTH, JOURNAL_BY_YEAR };

/*
 * The days, months or years between the days FROM and TO (both included; NULL: no bound) that have
 * entries, sealed ones counted too, and how much. Those without any are left out.
 */
enum err store_journal_periods(struct store *store, enum journal_by by, const char *from,
                               const char *to, struct journal_periods *periods,
                               struct fault *fault) MUST_CHECK;

struct journal_extent {
    size_t entries;
    size_t words;
    char first[JOURNAL_DAY_SIZE]; /* the first and the last day written about; "" without any */
    char last[JOURNAL_DAY_SIZE];
};

/* The whole journal, the trash left out. */
enum err store_journal_extent(struct store *store, struct journal_extent *extent,
                              struct fault *fault) MUST_CHECK;

/* ---- what an entry said before ---- */

struct journal_version {
    int64_t number;  /* 1 is the first text */
    int64_t made_at; /* wall seconds of when it was saved */
    size_t length;   /* bytes */
};

/* All versions of an entry, the one that stands first. *ITEMS is freed by the caller. */
enum err store_journal_versions(struct store *store, int64_t id, struct journal_version **items,
                                size_t *count, struct fault *fault) MUST_CHECK;

/* One of them; *TEXT is freed by the caller. */
enum err store_journal_version_text(struct store *store, int64_t id, int64_t number, char **text,
                                    struct fault *fault) MUST_CHECK;

/* ---- deleting ---- */

/* Puts an entry into the trash, or back. Throwing away what lies there already changes nothing. */
enum err store_journal_trash(struct store *store, int64_t id, struct fault *fault) MUST_CHECK;
enum err store_journal_restore(struct store *store, int64_t id, struct fault *fault) MUST_CHECK;

/*
 * Deletes for good, drafts included, what has lain in the trash for JOURNAL_TRASH_DAYS; *COUNT (may
 * be NULL) says how many. Writes nothing and waits for nobody when nothing is due; else it takes
 * the time of one store_journal_delete(), however many they are.
 */
enum err store_journal_purge(struct store *store, size_t *count, struct fault *fault) MUST_CHECK;

/*
 * Deletes an entry and its earlier versions for good: their bytes are overwritten in the file and
 * their words are gone from the index; so are drafts of it, whoever wrote them (who still writes on
 * one is told ERR_CONFLICT and keeps the text). Takes time in proportion to the whole journal.
 */
enum err store_journal_delete(struct store *store, int64_t id, struct fault *fault) MUST_CHECK;

#endif
