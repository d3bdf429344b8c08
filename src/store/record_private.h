/* What the files of promises, boundaries, experiments and check-ins share: record.c. */
#ifndef MEND_STORE_RECORD_PRIVATE_H
#define MEND_STORE_RECORD_PRIVATE_H

#include "mend/store/record.h"
#include "statement.h"

/* Kinds, as record.kind has them. */
#define RECORD_PROMISE "promise"
#define RECORD_NOTE "note"
#define RECORD_PAUSE "pause"
#define RECORD_BOUNDARY "boundary"
#define RECORD_EVENT "event"
#define RECORD_EXPERIMENT "experiment"
#define RECORD_CHECK_IN "check-in"
#define RECORD_SHOWN "shown"

/* ---- reading ---- */

/* Columns of the record R (an alias), which record_read() reads from COLUMN on. */
#define RECORD_COLUMNS(r)                                                                          \
    r ".id, " r ".made_at, " r ".changed_at, coalesce(" r ".deleted_at, 0), " r ".version, " r     \
      ".day, " r ".lesson, " r ".page, " r ".answer"
enum { RECORD_COLUMN_COUNT = 9 };

/* A column with the text of one part (a literal) of the record RECORD (an alias); NULL: none. */
#define RECORD_TEXT(record, part)                                                                  \
    "(SELECT t.text FROM record_text AS t WHERE t.record_id = " record ".id AND t.part = " part ")"

void record_read(struct statement *s, int column, struct record *record);

/* *TEXT becomes a copy of a column. */
enum err record_read_text(struct statement *s, int column, char **text,
                          struct fault *fault) MUST_CHECK;

/* A column that may be NULL, then OTHERWISE. */
int64_t record_read_int(struct statement *s, int column, int64_t otherwise);

/* Binds NULL when VALUE is NOTHING. */
void record_bind_int(struct statement *s, int64_t value, int64_t nothing);

/* ERR_NOT_FOUND with its sentence. */
enum err record_fault_gone(struct fault *fault);

/* Before reading one record: store_look(), and record_fault_gone() when nothing was ever kept. */
enum err record_look(struct store *store, struct fault *fault) MUST_CHECK;

/* ---- writing ---- */

/* Texts of the parts FIRST, FIRST + 1, ...; NULL is "". */
struct record_texts {
    int first;
    int count;
    const char *const *items;
};

/* True when there is something in TEXT. */
bool record_has_text(const char *text);

/* Begins a transaction on a record that is there. */
enum err record_begin(struct store *store, struct fault *fault) MUST_CHECK;

/* Ends it like store_end(); when ERR is OK, this store's own DRAFT (may be NULL) goes with it. */
enum err record_end(struct store *store, enum err err, const char *drafts, const char *draft,
                    struct fault *fault) MUST_CHECK;

struct record_new {
    const char *kind;
    int64_t of; /* 0: it belongs to nothing */
    int32_t day;
    int64_t made_at; /* now when 0 */
    const struct record_origin *origin;
    struct record_texts texts;
};

/* Inside a transaction: adds a record and its words. */
enum err record_insert(struct store *store, const struct record_new *record, int64_t *id,
                       struct fault *fault) MUST_CHECK;

/* Inside a transaction: ERR_NOT_FOUND unless ID is a record of KIND. */
enum err record_expect(struct store *store, int64_t id, const char *kind,
                       struct fault *fault) MUST_CHECK;

/*
 * Inside a transaction: gives the record ID of KIND other words in the parts that TEXTS has, and
 * overwrites what they replace. ERR_NOT_FOUND when it is not there, ERR_CONFLICT when SEEN is not
 * the version that stands.
 */
enum err record_change(struct store *store, int64_t id, const char *kind, int64_t seen,
                       const struct record_texts *texts, struct fault *fault) MUST_CHECK;

/* Inside a transaction: moves a record to another day. */
enum err record_set_day(struct store *store, int64_t id, int32_t day,
                        struct fault *fault) MUST_CHECK;

/* Inside a transaction: gives ID other words, as record_change() does, without asking. */
enum err record_set_texts(struct store *store, int64_t id, const struct record_texts *texts,
                          struct fault *fault) MUST_CHECK;

/* Inside a transaction: deletes a record for good, and overwrites its words if it had any. */
enum err record_remove(struct store *store, int64_t id, struct fault *fault) MUST_CHECK;

/* Runs SQL, which has ID as its only parameter. */
enum err record_run(struct store *store, const char *sql, int64_t id,
                    struct fault *fault) MUST_CHECK;

#endif
