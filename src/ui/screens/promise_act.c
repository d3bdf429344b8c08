/* What is done to promises and what stands beside them, each with its way back. */
#include <stdlib.h>
#include <string.h>

#include "promise_screens.h"

static struct store *store_of(struct ui *ui)
{
    return session_store(ui->session);
}

enum mark_kind promise_mark_key(int32_t key)
{
    static const struct {
        int32_t key;
        enum mark_kind kind;
    } keys[] = {
        {'k', MARK_KEPT},     {'p', MARK_PARTLY}, {'x', MARK_NOT},
        {'r', MARK_RELEASED}, {'c', MARK_NONE},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i].key == key)
            return keys[i].kind;
    return MARK_KINDS;
}

bool promise_act_mark(struct ui *ui, int64_t promise, int32_t day, enum mark_kind kind)
{
    static const char *const said[MARK_KINDS] = {
        [MARK_NONE] = N_("Nothing is marked there now. u takes it back."),
        [MARK_KEPT] = N_("Kept. u takes it back."),
        [MARK_PARTLY] = N_("Partly: that counts, too. u takes it back."),
        [MARK_NOT] = N_("Not this time. It holds again from here. u takes it back."),
        [MARK_RELEASED] = N_("Released: you let it go for that day. u takes it back."),
    };
    struct fault fault = {0};
    struct promise_mark before = {0};
    struct mark mark = {day, kind};
    struct undo_step undo = {.kind = UNDO_MARK, .id = promise, .version = day};
    /* The note of a day stays with it when only the mark changes. */
    struct promise_marks marks = {0};
    enum err err = store_mark_list(store_of(ui), promise, day, day, &marks, &fault);
    const char *note = !err && marks.count ? marks.items[0].note : "";
    if (!err)
        err = store_mark_set(store_of(ui), promise, mark, note, 0, &before, &fault);
    promise_marks_free(&marks);
    undo.version_now = before.mark.kind;
    undo.note = before.note; /* the words of a mark that is taken away come back with it */
    before.note = NULL;
    promise_mark_free(&before);
    return ui_did(ui, err, &fault, undo, _(said[kind]));
}

bool promise_act_trash(struct ui *ui, int64_t record)
{
    struct fault fault = {0};
    enum err err = store_record_trash(store_of(ui), record, &fault);
    return ui_did(ui, err, &fault, (struct undo_step){.kind = UNDO_RECORD, .id = record},
                  _("In the trash, for 30 days. u brings it back."));
}

bool promise_act_restore(struct ui *ui, int64_t record)
{
    struct fault fault = {0};
    enum err err = store_record_restore(store_of(ui), record, &fault);
    return ui_did(ui, err, &fault, (struct undo_step){0}, _("It is back."));
}

bool promise_act_end(struct ui *ui, const struct promise *promise)
{
    struct fault fault = {0};
    bool end = promise->ended == DAY_OPEN;
    int64_t id = promise->record.id;
    struct undo_step undo = {.kind = UNDO_END, .id = id, .version = promise->ended};
    int32_t day = end ? session_today(ui->session) - 1 : DAY_OPEN;
    enum err err = store_promise_end(store_of(ui), id, day, &fault);
    return ui_did(ui, err, &fault, undo,
                  end ? _("Ended. It was yours to end. v shows those that ended; u takes it back.")
                      : _("It holds again."));
}

bool promise_act_take_up(struct ui *ui, const struct promise *promise)
{
    struct fault fault = {0};
    int32_t today = session_today(ui->session);
    for (size_t i = 0; i < promise->pause_count; i++) {
        const struct promise_pause *rest = &promise->pauses[i];
        if (today < rest->days.from || today > rest->days.to)
            continue;
        int64_t id = rest->record.id;
        bool rested = rest->days.from < today;
        struct undo_step undo = {UNDO_RECORD, .id = id};
        if (rested)
            undo = (struct undo_step){UNDO_REST, .id = id, .version = promise->record.id,
                                      .version_now = rest->days.to};
        struct pause days = {rest->days.from, today - 1};
        enum err err = rested ? store_pause_change(store_of(ui), id, rest->record.version, days,
                                                   rest->reason, &fault)
                              : store_record_trash(store_of(ui), id, &fault);
        ui_did(ui, err, &fault, undo, _("It holds again from today. u takes it back."));
        return true;
    }
    return false;
}

static enum err undo_rest(struct ui *ui, const struct undo_step *undo, struct fault *fault)
{
    struct promise promise = {0};
    enum err err = store_promise_get(store_of(ui), undo->version, &promise, fault);
    for (size_t i = 0; !err && i < promise.pause_count; i++) {
        const struct promise_pause *rest = &promise.pauses[i];
        struct pause days = {rest->days.from, (int32_t)undo->version_now};
        if (rest->record.id == undo->id)
            err = store_pause_change(store_of(ui), undo->id, rest->record.version, days,
                                     rest->reason, fault);
    }
    promise_free(&promise);
    return err;
}

static enum err undo_mark(struct ui *ui, const struct undo_step *undo, struct fault *fault)
{
    struct mark mark = {(int32_t)undo->version, (enum mark_kind)undo->version_now};
    return store_mark_set(store_of(ui), undo->id, mark, undo->note ? undo->note : "", 0, NULL,
                          fault);
}

bool promise_act_undo(struct ui *ui)
{
    struct undo_step undo = ui->undo;
    struct fault fault = {0};
    enum err err = OK;
    if (undo.kind == UNDO_MARK)
        err = undo_mark(ui, &undo, &fault);
    else if (undo.kind == UNDO_RECORD)
        err = store_record_restore(store_of(ui), undo.id, &fault);
    else if (undo.kind == UNDO_END)
        err = store_promise_end(store_of(ui), undo.id, (int32_t)undo.version, &fault);
    else if (undo.kind == UNDO_REST)
        err = undo_rest(ui, &undo, &fault);
    else
        return false;
    ui_did(ui, err, &fault, (struct undo_step){0}, _("Taken back."));
    return true;
}
