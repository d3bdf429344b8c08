/*
 * Check-ins: the texts of one are a record, its scales stand in "check_in". What a second person
 * showed is a record that belongs to it, with a row in "check_in_shown".
 */
#include <stdlib.h>
#include <string.h>

#include "check_in_private.h"
#include "mend/base/message.h"
#include "question.h"

enum { PART_LABEL = CHECK_IN_TEXTS };

/* The column of a scale, in both tables; "shown" when the second one has it. */
static const struct {
    const char *column;
    bool shown;
} scales[CHECK_IN_SCALES] = {
    [SCALE_TRUST_PARTNER] = {"trust_partner", true},
    [SCALE_TRUST_SELF] = {"trust_self", true},
    [SCALE_SAFETY] = {"feeling_safe", false},
    [SCALE_CLOSENESS] = {"closeness", true},
    [SCALE_COMMUNICATION] = {"communication", true},
    [SCALE_BOUNDARIES] = {"boundaries", false},
    [SCALE_CALM] = {"calm", true},
};

/* ---- what can be kept ---- */

static enum err check_scales(const int values[CHECK_IN_SCALES], struct fault *fault)
{
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        if (values[i] < SCALE_OPEN || values[i] > SCALE_MOST)
            return fault_set(fault, ERR_INPUT,
                             _("The scales of a check-in go from 0 to 10, or stay open."));
    return OK;
}

static bool has_anything(const int values[CHECK_IN_SCALES], const char *const texts[CHECK_IN_TEXTS])
{
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        if (values[i] != SCALE_OPEN)
            return true;
    for (int i = 0; i < CHECK_IN_TEXTS; i++)
        if (record_has_text(texts[i]))
            return true;
    return false;
}

static enum err check_new(const struct check_in_new *check_in, struct fault *fault)
{
    if (!has_anything(check_in->scales, check_in->texts))
        return fault_set(fault, ERR_INPUT,
                         _("Everything in this check-in is open, so there is nothing to keep."));
    return check_scales(check_in->scales, fault);
}

static enum err check_shown(const struct check_in_shown *shown, struct fault *fault)
{
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        if (!scales[i].shown && shown->scales[i] != SCALE_OPEN)
            return fault_set(
                fault, ERR_INPUT,
                _("How safe somebody feels, and what they say of limits, is never kept here."));
    if (!has_anything(shown->scales, shown->texts))
        return fault_set(fault, ERR_INPUT,
                         _("Nothing was chosen to be shown, so there is nothing to keep."));
    return check_scales(shown->scales, fault);
}

/* ---- writing ---- */

static enum err set_row(struct store *store, int64_t id, const int values[CHECK_IN_SCALES],
                        struct fault *fault)
{
    struct statement s = statement_open(
        store,
        "INSERT OR REPLACE INTO check_in(id, trust_partner, trust_self, feeling_safe, closeness,"
        " communication, boundaries, calm) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    statement_bind_int(&s, id);
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        record_bind_int(&s, values[i], SCALE_OPEN);
    return statement_run(&s, fault);
}

enum err check_in_insert(struct store *store, const struct check_in_new *check_in, int64_t *id,
                         struct fault *fault)
{
    struct record_new record = {.kind = RECORD_CHECK_IN,
                                .day = check_in->day,
                                .made_at = check_in->made_at,
                                .origin = &check_in->origin,
                                .texts = {0, CHECK_IN_TEXTS, check_in->texts}};
    enum err err = record_insert(store, &record, id, fault);
    return err ? err : set_row(store, *id, check_in->scales, fault);
}

enum err store_check_in_add(struct store *store, const struct check_in_new *check_in, int64_t *id,
                            struct fault *fault)
{
    int64_t added = 0;
    enum err err = check_new(check_in, fault);
    if (!err)
        err = store_begin(store, fault);
    if (err)
        return err;
    err = check_in_insert(store, check_in, &added, fault);
    err = record_end(store, err, CHECK_IN_DRAFTS, check_in->draft, fault);
    if (!err && id)
        *id = added;
    return err;
}

enum err store_check_in_change(struct store *store, int64_t id, int64_t seen,
                               const struct check_in_new *check_in, struct fault *fault)
{
    struct record_texts texts = {0, CHECK_IN_TEXTS, check_in->texts};
    enum err err = check_new(check_in, fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = record_change(store, id, RECORD_CHECK_IN, seen, &texts, fault);
    if (!err)
        err = record_set_day(store, id, check_in->day, fault);
    if (!err)
        err = set_row(store, id, check_in->scales, fault);
    return record_end(store, err, CHECK_IN_DRAFTS, check_in->draft, fault);
}

static enum err set_shown_row(struct store *store, int64_t id, const int values[CHECK_IN_SCALES],
                              struct fault *fault)
{
    struct statement s =
        statement_open(store, "INSERT INTO check_in_shown(id, trust_partner, trust_self, closeness,"
                              " communication, calm) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    statement_bind_int(&s, id);
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        if (scales[i].shown)
            record_bind_int(&s, values[i], SCALE_OPEN);
    return statement_run(&s, fault);
}

/* *DAY of the check-in ID, to which nobody has shown anything yet. */
static enum err find_day(struct store *store, int64_t id, int32_t *day, struct fault *fault)
{
    struct statement s = statement_open(
        store, "SELECT day, EXISTS (SELECT 1 FROM record AS n WHERE n.of_id = r.id AND"
               " n.kind = 'shown') FROM record AS r WHERE id = ?1 AND kind = 'check-in'");
    statement_bind_int(&s, id);
    bool there = statement_next(&s);
    bool shown = there && statement_int(&s, 1) != 0;
    *day = there ? (int32_t)statement_int(&s, 0) : 0;
    enum err err = statement_close(&s, OK, fault);
    if (!err && !there)
        return record_fault_gone(fault);
    if (!err && shown)
        return fault_set(fault, ERR_CONFLICT,
                         _("This check-in already has what two people chose to show."));
    return err;
}

enum err store_check_in_show(struct store *store, int64_t id, const struct check_in_shown *shown,
                             int64_t *shown_id, struct fault *fault)
{
    int64_t added = 0;
    const char *texts[CHECK_IN_TEXTS + 1];
    memcpy(texts, shown->texts, sizeof shown->texts);
    texts[PART_LABEL] = shown->label;
    struct record_new record = {
        .kind = RECORD_SHOWN, .of = id, .texts = {0, CHECK_IN_TEXTS + 1, texts}};
    enum err err = check_shown(shown, fault);
    if (!err)
        err = record_begin(store, fault);
    if (err)
        return err;
    err = find_day(store, id, &record.day, fault);
    if (!err)
        err = record_insert(store, &record, &added, fault);
    if (!err)
        err = set_shown_row(store, added, shown->scales, fault);
    err = store_end(store, err, fault);
    if (!err && shown_id)
        *shown_id = added;
    return err;
}

/* ---- reading ---- */

static void free_texts(char *texts[CHECK_IN_TEXTS])
{
    for (int i = 0; i < CHECK_IN_TEXTS; i++)
        store_free_text(texts[i]);
}

void check_in_free(struct check_in *check_in)
{
    free_texts(check_in->texts);
    free_texts(check_in->partner.texts);
    store_free_text(check_in->partner.label);
    *check_in = (struct check_in){0};
}

void check_ins_free(struct check_ins *check_ins)
{
    for (size_t i = 0; i < check_ins->count; i++)
        check_in_free(&check_ins->items[i]);
    free(check_ins->items);
    *check_ins = (struct check_ins){0};
}

#define THREE_TEXTS(r) RECORD_TEXT(r, "0") ", " RECORD_TEXT(r, "1") ", " RECORD_TEXT(r, "2")
#define SCALES                                                                                     \
    "c.trust_partner, c.trust_self, c.feeling_safe, c.closeness, c.communication, c.boundaries, "  \
    "c.calm"
#define SHOWN_SCALES                                                                               \
    "x.trust_partner, x.trust_self, NULL, x.closeness, x.communication, NULL, x.calm"

/* A check-in "r", with its row "c"; what a partner showed, "n" with its row "x". */
#define CHECK_INS                                                                                  \
    "SELECT " RECORD_COLUMNS("r") ", " THREE_TEXTS("r") ", " SCALES ", " RECORD_COLUMNS(           \
        "n") ", " THREE_TEXTS("n") ", " SHOWN_SCALES                                               \
                                   ", " RECORD_TEXT("n", "3") " FROM record AS r"
#define CHECK_INS_JOINED                                                                           \
    " JOIN check_in AS c ON c.id = r.id LEFT JOIN record AS n ON n.of_id = r.id AND"               \
    " n.kind = 'shown' AND n.deleted_at IS NULL LEFT JOIN check_in_shown AS x ON x.id = n.id"

enum {
    COLUMN_TEXTS = RECORD_COLUMN_COUNT,
    COLUMN_SCALES = COLUMN_TEXTS + CHECK_IN_TEXTS,
    PART_COLUMNS = COLUMN_SCALES + CHECK_IN_SCALES,
    COLUMN_LABEL = 2 * PART_COLUMNS,
};

/* The texts and scales of the half of a row that begins with COLUMN. */
static enum err read_values(struct statement *s, int column, char *texts[CHECK_IN_TEXTS],
                            int values[CHECK_IN_SCALES], struct fault *fault)
{
    enum err err = OK;
    for (int i = 0; i < CHECK_IN_SCALES; i++)
        values[i] = (int)record_read_int(s, column + COLUMN_SCALES + i, SCALE_OPEN);
    for (int i = 0; i < CHECK_IN_TEXTS && !err; i++)
        err = record_read_text(s, column + COLUMN_TEXTS + i, &texts[i], fault);
    return err;
}

/* Where nobody showed anything, all of the second half is NULL, and so 0, open and "". */
static enum err read_check_in(struct statement *s, struct check_in *check_in, struct fault *fault)
{
    struct check_in_partner *partner = &check_in->partner;
    record_read(s, 0, &check_in->record);
    record_read(s, PART_COLUMNS, &partner->record);
    enum err err = read_values(s, 0, check_in->texts, check_in->scales, fault);
    if (!err)
        err = read_values(s, PART_COLUMNS, partner->texts, partner->scales, fault);
    return err ? err : record_read_text(s, COLUMN_LABEL, &partner->label, fault);
}

/* All rows of S, which is closed. */
static enum err read_all(struct statement *s, struct check_ins *check_ins, struct fault *fault)
{
    enum err err = OK;
    size_t capacity = 0;
    while (!err && statement_next(s)) {
        void *grown =
            store_grow(check_ins->items, check_ins->count, &capacity, sizeof *check_ins->items);
        if (!grown) {
            err = fault_set_memory(fault);
            break;
        }
        check_ins->items = grown;
        struct check_in *check_in = &check_ins->items[check_ins->count++];
        *check_in = (struct check_in){0};
        err = read_check_in(s, check_in, fault);
    }
    err = statement_close(s, err, fault);
    if (err)
        check_ins_free(check_ins);
    return err;
}

enum err store_check_in_page(struct store *store, struct record_place place, size_t most,
                             struct check_ins *check_ins, struct fault *fault)
{
    *check_ins = (struct check_ins){0};
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s =
        statement_open(store, CHECK_INS " INDEXED BY record_listed" CHECK_INS_JOINED
                                        " WHERE r.kind = 'check-in' AND r.deleted_at IS NULL"
                                        " AND (r.day, r.id) < (?1, ?2)"
                                        " ORDER BY r.day DESC, r.id DESC LIMIT ?3");
    statement_bind_int(&s, place.id ? place.day : DAY_OPEN);
    statement_bind_int(&s, place.id ? place.id : INT64_MAX);
    statement_bind_int(&s, store_limit(most));
    return read_all(&s, check_ins, fault);
}

static enum err get_one(struct store *store, int64_t id, struct check_in *check_in,
                        struct fault *fault)
{
    struct check_ins found = {0};
    struct statement s = statement_open(store, CHECK_INS CHECK_INS_JOINED " WHERE r.id = ?1");
    statement_bind_int(&s, id);
    enum err err = read_all(&s, &found, fault);
    if (!err && found.count > 0)
        *check_in = found.items[0];
    else if (!err)
        err = record_fault_gone(fault);
    free(found.items);
    return err;
}

static enum err get_earlier(struct store *store, const struct record *record,
                            struct check_in *earlier, struct fault *fault)
{
    struct check_ins found = {0};
    struct record_place place = {record->day, record->id};
    enum err err = store_check_in_page(store, place, 1, &found, fault);
    if (!err && found.count > 0)
        *earlier = found.items[0];
    free(found.items);
    return err;
}

enum err store_check_in_get(struct store *store, int64_t id, struct check_in *check_in,
                            struct check_in *earlier, struct fault *fault)
{
    *check_in = (struct check_in){0};
    if (earlier)
        *earlier = (struct check_in){0};
    enum err err = record_look(store, fault);
    if (!err)
        err = get_one(store, id, check_in, fault);
    if (!err && earlier)
        err = get_earlier(store, &check_in->record, earlier, fault);
    if (err)
        check_in_free(check_in);
    return err;
}

enum err store_check_in_count(struct store *store, size_t *count, struct fault *fault)
{
    *count = 0;
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s =
        statement_open(store, "SELECT count(*) FROM record INDEXED BY record_listed"
                              " WHERE kind = 'check-in' AND deleted_at IS NULL");
    if (statement_next(&s))
        *count = (size_t)statement_int(&s, 0);
    return statement_close(&s, OK, fault);
}

/* ---- series ---- */

#define IN_ORDER                                                                                   \
    " FROM record AS r INDEXED BY record_listed CROSS JOIN check_in AS c ON c.id = r.id"           \
    " WHERE r.kind = 'check-in' AND r.deleted_at IS NULL AND r.day BETWEEN ? AND ?"

static enum err read_series(struct statement *s, struct check_in_value **items, size_t *count,
                            struct fault *fault)
{
    enum err err = OK;
    size_t capacity = 0;
    while (!err && statement_next(s)) {
        void *grown = store_grow(*items, *count, &capacity, sizeof **items);
        if (!grown) {
            err = fault_set_memory(fault);
            break;
        }
        *items = grown;
        (*items)[(*count)++] = (struct check_in_value){
            statement_int(s, 0), (int32_t)statement_int(s, 1), (int)statement_int(s, 2)};
    }
    return statement_close(s, err, fault);
}

enum err store_check_in_series(struct store *store, enum check_in_scale scale, int32_t from,
                               int32_t to, struct check_in_value **items, size_t *count,
                               struct fault *fault)
{
    struct question question = {0};
    *items = NULL;
    *count = 0;
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    question_put(&question, "SELECT r.id, r.day, c.");
    question_put(&question, scales[scale].column);
    question_put_int(&question, IN_ORDER " AND c.", from);
    question_put_int(&question, scales[scale].column, to);
    question_put(&question, " IS NOT NULL ORDER BY r.day, r.id");
    struct statement s = question_open(store, &question);
    err = read_series(&s, items, count, fault);
    question_free(&question);
    if (err) {
        free(*items);
        *items = NULL;
        *count = 0;
    }
    return err;
}

static enum err read_points(struct statement *s, struct check_in_point **items, size_t *count,
                            struct fault *fault)
{
    enum err err = OK;
    size_t capacity = 0;
    while (!err && statement_next(s)) {
        void *grown = store_grow(*items, *count, &capacity, sizeof **items);
        if (!grown) {
            err = fault_set_memory(fault);
            break;
        }
        *items = grown;
        struct check_in_point *point = &(*items)[(*count)++];
        *point =
            (struct check_in_point){.id = statement_int(s, 0), .day = (int32_t)statement_int(s, 1)};
        for (int i = 0; i < CHECK_IN_SCALES; i++)
            point->scales[i] = (int)record_read_int(s, 2 + i, SCALE_OPEN);
    }
    return statement_close(s, err, fault);
}

enum err store_check_in_points(struct store *store, int32_t from, int32_t to,
                               struct check_in_point **items, size_t *count, struct fault *fault)
{
    *items = NULL;
    *count = 0;
    enum err err = store_look(store, fault);
    if (err || !store->db)
        return err;
    struct statement s =
        statement_open(store, "SELECT r.id, r.day, " SCALES IN_ORDER " ORDER BY r.day, r.id");
    statement_bind_int(&s, from);
    statement_bind_int(&s, to);
    err = read_points(&s, items, count, fault);
    if (err) {
        free(*items);
        *items = NULL;
        *count = 0;
    }
    return err;
}
